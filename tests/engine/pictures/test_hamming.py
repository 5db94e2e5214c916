"""The search finds exactly what looking at every pair finds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.pictures import HashTable, distance


@given(
    seed=st.integers(0, 2**32), count=st.integers(0, 60), radius=st.integers(0, 256), flips=st.integers(0, 90)
)
def test_within_is_exact(seed: int, count: int, radius: int, flips: int) -> None:
    random = np.random.default_rng(seed)
    query = random.integers(0, 256, 32, dtype=np.uint8)
    bits = np.tile(np.unpackbits(query), (count, 1))
    for row in bits:
        row[random.choice(256, flips, replace=False)] ^= 1
    hashes = [np.packbits(row).tobytes() for row in bits]
    table = HashTable(hashes[: count // 2])
    table.extend(hashes[count // 2 :])
    places, distances = table.within(query.tobytes(), radius)
    told = [(distance(query.tobytes(), one), place) for place, one in enumerate(hashes)]
    assert list(zip(distances.tolist(), places.tolist(), strict=True)) == sorted(
        one for one in told if one[0] <= radius
    )


def test_several_blocks_and_several_queries() -> None:
    random = np.random.default_rng(3)
    rows = random.integers(0, 256, (40_000, 32), dtype=np.uint8)
    table = HashTable()
    table.extend_rows(rows)
    asked = [rows[39_999].tobytes(), rows[5].tobytes(), rows[5].tobytes()]
    places, distances, which = table.within_any(asked, 31)
    assert (places.tolist(), distances.tolist(), which.tolist()) == ([5, 39_999], [0, 0], [1, 0])
    assert table.row(5) == asked[1]
    assert (table.rows() == rows).all()
    assert len(table) == 40_000


def test_an_empty_table_finds_nothing() -> None:
    assert HashTable().within(bytes(32), 256)[0].size == 0
