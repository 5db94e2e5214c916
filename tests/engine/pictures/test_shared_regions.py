"""Do you know this room? Hashes of parts go to another agency, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UnreadableInput
from manumit.engine.pictures import (
    Described,
    Known,
    Room,
    Rooms,
    ask_regions,
    read_regions,
    region_lines,
    region_rows,
)
from manumit.engine.pictures.parts import COPY
from manumit.engine.pictures.rooms import MOST_SHOWN

DICE = np.random.default_rng(5)
HASHES = st.lists(
    st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=4).map(tuple), min_size=0, max_size=5
)


def hashed(count: int) -> tuple[bytes, ...]:
    return tuple(DICE.bytes(32) for _ in range(count))


def changed(one: bytes, bits: int) -> bytes:
    """With so many bits turned over."""
    told = np.unpackbits(np.frombuffer(one, np.uint8))
    told[DICE.choice(256, bits, replace=False)] ^= 1
    return np.packbits(told).tobytes()


def rooms_of(every: list[tuple[str, tuple[bytes, ...]]]) -> Rooms:
    """A catalogue of (hotel, hashes), without any picture."""
    made = Rooms()
    empty = Room(
        np.empty((0, 2), np.float32), np.empty((0, 128), np.uint8), np.zeros((COPY, COPY), np.uint8), 1.0
    )
    for at, (hotel, hashes) in enumerate(every):
        made.add(Known(hotel, "Chain", "1", f"{at}.jpg"), Described(empty, hashes))
    return made


def test_rooms_are_known_by_parts_that_no_other_hotel_has() -> None:
    every = [(f"Hotel {at // 2}", hashed(3)) for at in range(60)]
    carpet = hashed(1)[0]
    every[0] = (every[0][0], (*every[0][1], carpet))
    every[9] = (every[9][0], (*every[9][1], carpet))
    made = rooms_of(every)
    asked = [
        (changed(every[10][1][0], 8), changed(every[10][1][2], 20), hashed(1)[0]),
        (changed(carpet, 3),),
        hashed(4),
        (changed(every[20][1][1], 60),),
    ]
    answered = ask_regions(made, asked)
    (one,) = answered.known
    assert (one.row, one.hotel, one.file, one.parts, one.bits) == (0, "Hotel 5", "10.jpg", 2, 20)
    assert (answered.rows, answered.measured_on, answered.why_none) == (4, 60, "")
    assert one.expected_false == pytest.approx(1 / 61, abs=1e-4)
    nobody = ask_regions(made, asked[1:])
    assert nobody.known == ()
    assert "the usual answer" in nobody.why_none


def test_of_each_row_the_surest_are_shown_in_a_time_that_grows_with_the_answer() -> None:
    parts = hashed(12)
    made = rooms_of([(f"Hotel {at}", (parts[at % 12] if at < 12 else hashed(1)[0],)) for at in range(40)])
    few = ask_regions(made, [parts, parts[:3]])
    assert Counter(one.row for one in few.known) == {0: MOST_SHOWN, 1: 3}
    assert len(few.known) == MOST_SHOWN + 3
    began = process_time()
    every = ask_regions(made, [parts] * 2500)
    assert len(every.known) == 2500 * MOST_SHOWN
    assert process_time() - began < 8, "counting anew for each one takes three times as long"


def test_evidence_that_strangers_have_too_is_not_shown() -> None:
    shared = [hashed(1)[0] for _ in range(30)]
    alone = rooms_of([(f"Hotel {at}", (shared[at],)) for at in range(30)])
    assert ask_regions(alone, [(shared[4],)]).known[0].hotel == "Hotel 4"
    twice = rooms_of([(f"Hotel {at}", (shared[at // 2],)) for at in range(60)])
    assert ask_regions(twice, [(shared[4],)]).known == (), "two hotels have it"
    # a part that only one other hotel has, wherever it is asked from: strangers' evidence is as good as any
    pairs = rooms_of([(f"Hotel {at}", (changed(shared[at // 2], 2), hashed(1)[0])) for at in range(60)])
    assert ask_regions(pairs, [(pairs.described[8].hashes[1],)]).known[0].expected_false < 0.02
    assert ask_regions(pairs, [(changed(pairs.described[8].hashes[1], 12),)], 0.5).known == ()
    few = rooms_of([("Hotel 1", hashed(2)), ("Hotel 2", hashed(2))])
    answered = ask_regions(few, [few.described[0].hashes])
    assert answered.known == ()
    assert "needs 20 or more" in answered.why_none
    assert ask_regions(few, [few.described[0].hashes], 0.4).known[0].hotel == "Hotel 1"
    assert ask_regions(rooms_of([]), [hashed(1)]).known == ()


@given(HASHES)
def test_what_is_given_holds_hashes_and_comes_back_as_it_was(every: list[tuple[bytes, ...]]) -> None:
    rows, whose = region_rows((f"case 7/ana {at}.jpg", parts) for at, parts in enumerate([*every, ()]))
    assert len(rows) == len(every), "what has no part is no row"
    assert {whose[at]: set(parts) for at, parts in enumerate(rows)} == {
        f"case 7/ana {at}.jpg": set(parts) for at, parts in enumerate(every)
    }
    lines = list(region_lines(rows))
    assert not any("ana " in line for line in lines)
    assert all(set(json.loads(line)) == {"row", "parts"} for line in lines[1:])


def test_a_file_that_is_anything_else_is_refused(tmp_path: Path) -> None:
    rows, _ = region_rows([("a", hashed(2)), ("b", hashed(1))])
    lines, path = list(region_lines(rows)), tmp_path / "theirs.jsonl"
    path.write_text("\n".join(lines) + "\n")
    assert read_regions(path) == rows
    more = json.loads(lines[1]) | {"name": "Ana"}
    for wrong in (
        [],
        lines[:2],
        [*lines, lines[2]],
        [lines[0], lines[2], lines[1]],
        [lines[0], json.dumps(more), lines[2]],
        [lines[0], '{"row": 0, "parts": ["00"]}', lines[2]],
        [lines[0], '{"row": 0, "parts": []}', lines[2]],
        [lines[0], "[]", lines[2]],
        ['{"format": "manumit regions 1", "rows": -1}'],
        ['{"format": "another", "rows": 0}'],
        ['{"format": "manumit regions 1", "rows": Infinity}'],
        ['{"format": "manumit regions 1", "rows": 1e400}'],
        ['{"format": "manumit regions 1", "rows": NaN}'],
        ['{"format": "manumit regions 1", "rows": 0.5}'],
        ['{"format": "manumit regions 1", "rows": false}'],
        ["no JSON"],
        ["[" * 5000],
    ):
        path.write_text("\n".join(wrong) + "\n")
        with pytest.raises(UnreadableInput, match="no file of hashes of rooms"):
            read_regions(path)
    path.write_bytes(b"\xff\x00")
    with pytest.raises(UnreadableInput):
        read_regions(path)
