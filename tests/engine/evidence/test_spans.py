"""A file as a tree over its records: the pieces are the file, and each can be shown to be of it."""

from __future__ import annotations

import gzip
import hashlib
import random
import zipfile
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.ledger import HashTree, leaf_hash, verify_inclusion
from manumit.engine.evidence import Piece, Workspace, pieces, raw_bytes, read_sources, record_cuts, spans
from manumit.engine.evidence.claims import batch_parts, cuts_in
from manumit.engine.evidence.model import Record
from manumit.engine.evidence.spans import HEAD, file_tree
from tests.engine.evidence.aids import SETTINGS

KEY = bytes(range(32))


def all_pieces(path: Path, cuts: list[int]) -> list[Piece]:
    return list(chain.from_iterable(pieces(path, np.array(sorted(set(cuts)), np.int64), KEY, SETTINGS)))


@given(st.binary(max_size=400), st.lists(st.integers(0, 500)), st.sampled_from([1, 7, 64, 1 << 20]))
def test_the_pieces_are_the_file_and_the_tree_is_over_them(data: bytes, cuts: list[int], block: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans, "BLOCK", block)
        path = Path(folder) / "file"
        path.write_bytes(b"x" + data)
        found = all_pieces(path, cuts)
        assert b"".join(piece.data for piece in found) == b"x" + data
        assert [piece.index for piece in found] == list(range(len(found)))
        assert {cut for cut in cuts if cut <= len(data)} <= {piece.start for piece in found} | {0}
        assert all(0 < len(piece.data) <= block for piece in found)
        sha256 = hashlib.sha256(b"x" + data).hexdigest()
        made = file_tree(path, sha256, np.array(sorted(set(cuts)), np.int64), KEY, SETTINGS)
    tree = HashTree([leaf_hash(piece.entry) for piece in found])
    assert made is not None
    assert (made.root, made.leaves, made.bytes) == (tree.root(), len(found), len(data) + 1)
    for piece in found:
        verify_inclusion(
            piece.index, made.leaves, leaf_hash(piece.entry), tree.inclusion(piece.index), made.root
        )


def test_an_entry_is_head_salt_place_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"one,two\n")
    first, second = all_pieces(path, [4])
    assert second.entry == HEAD + second.salt + (4).to_bytes(8) + b"two\n"
    assert len({first.salt, second.salt}) == 2
    other = list(chain.from_iterable(pieces(path, np.array([4]), b"?" * 32, SETTINGS)))
    assert other[1].salt != second.salt, "the salts are of the key"


def test_packed_files_are_cut_as_they_are_read(tmp_path: Path) -> None:
    data = random.Random(1).randbytes(1_300_000).hex().encode()
    (tmp_path / "plain").write_bytes(data)
    (tmp_path / "f.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "f.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", data[:900_000])
        archive.writestr("b.csv", data[900_000:])
    cuts = list(range(0, len(data), 18_000))
    plain = all_pieces(tmp_path / "plain", cuts)
    assert plain == all_pieces(tmp_path / "f.gz", cuts) == all_pieces(tmp_path / "f.zip", cuts)


def test_a_file_that_is_gone_or_changed_has_no_tree(tmp_path: Path) -> None:
    path, cuts = tmp_path / "f", np.empty(0, np.int64)
    assert file_tree(path, "00" * 32, cuts, KEY, SETTINGS) is None
    path.write_bytes(b"changed")
    assert file_tree(path, hashlib.sha256(b"read").hexdigest(), cuts, KEY, SETTINGS) is None
    assert file_tree(tmp_path, "00" * 32, cuts, KEY, SETTINGS) is None


def test_every_record_is_a_run_of_whole_pieces(tmp_path: Path) -> None:
    """Rows with line ends between them, and JSON lines: what is handed over is the record and the end of its line."""
    source = tmp_path / "in"
    source.mkdir()
    rows = "".join(f"A-{n},2026-03-01T20:00:00Z,Advert {n}\r\n" for n in range(50))
    (source / "ads.csv").write_bytes(f"ad_id,posted_at,title\r\n{rows}\r\n\r\n\r\n".encode())
    lines = "".join(f'{{"post_id": "P{n}", "posted_at": "2026-03-01T20:00:00Z"}}\n' for n in range(9))
    (source / "posts.jsonl").write_text(lines, "ascii")
    workspace = Workspace.open(tmp_path / "w", create=True)
    read_sources(workspace, [source], SETTINGS)
    (batch,) = workspace.custody.batches
    cuts = record_cuts(batch_parts(workspace, batch))
    seen = 0
    for kind in ("ad", "post"):
        import pyarrow.parquet as pq

        for row in chain.from_iterable(pq.read_table(part).to_pylist() for part in workspace.parts(kind)):
            path = Path(workspace.custody.sources[row["file_sha256"]].paths[0])
            start, end = row["byte_offset"], row["byte_offset"] + row["byte_length"]
            found = all_pieces(path, cuts_in(cuts, row["file_sha256"]).tolist())
            mine = [piece for piece in found if start <= piece.start < end]
            given = b"".join(piece.data for piece in mine)
            assert mine[0].start == start
            assert given.startswith(raw_bytes(path, Record(kind, row), SETTINGS))
            assert given[end - start :].strip(b"\r\n") == b"", "nothing of a neighbour"
            seen += 1
    assert seen == 59


def test_no_record_no_cut(tmp_path: Path) -> None:
    assert record_cuts([]) == {}
    assert cuts_in({}, "00").tolist() == []
