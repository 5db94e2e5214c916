"""What is on a list is not looked at: not by its bytes, not by its hash, not edited."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from benchmarks.rooms import EDITS
from manumit.base.kernel import Settings, UnreadableInput
from manumit.engine.pictures import (
    HandOver,
    Seen,
    examine,
    hash_list,
    lists_of,
    names_any,
    read_hash_list,
)


def listed(folder: Path, *lines: str) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha256"])
def test_bytes_on_a_list_are_never_unpacked(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpacked(data: bytes) -> None:
        raise AssertionError("it was unpacked")

    monkeypatch.setattr(hash_list, "open_picture", unpacked)
    data = b"whatever these bytes are"
    known = read_hash_list(listed(tmp_path, f"{kind}:{hashlib.new(kind, data).hexdigest()}"))
    found = examine(data, "a/b.jpg", [known], offset=512)
    assert isinstance(found, HandOver)
    assert (found.path, found.offset, found.kind, found.list) == ("a/b.jpg", 512, kind, "list.csv")
    with pytest.raises(AssertionError, match="unpacked"):
        examine(data + b"!", "c.jpg", [known])


def test_a_list_is_read_again_when_it_changed_and_not_before(tmp_path: Path) -> None:
    path = listed(tmp_path, f"md5:{'0' * 32}")
    settings = Settings(known_illegal=str(path))
    (first,) = lists_of(settings)
    assert lists_of(settings)[0] is first
    listed(tmp_path, f"md5:{'0' * 32}", f"sha256:{'1' * 64}")
    assert names_any(lists_of(settings), {"sha256": "1" * 64})
    path.unlink()
    with pytest.raises(UnreadableInput, match="cannot be read"):
        lists_of(settings)


def test_a_picture_near_to_a_list_is_not_sketched(
    tmp_path: Path,
    rooms: list[Image.Image],
    seen: list[Seen],
    files: list[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = read_hash_list(listed(tmp_path, f"pdq:{seen[0].hashes.pdq}"))
    assert isinstance(examine(files[1], "other.jpg", [known]), Seen)

    def sketched(grey: object) -> None:
        raise AssertionError("it was sketched")

    monkeypatch.setattr(hash_list, "sketch_of", sketched)
    for edit in ("JPEG 30", "mirror", "darker"):
        found = examine(EDITS[edit](rooms[0], np.random.default_rng(0)), "edited.jpg", [known])
        assert isinstance(found, HandOver)
        assert found.distance <= 31
        assert set(json.loads(json.dumps(asdict(found)))) == {
            "path", "offset", "kind", "hash", "distance", "list", "found_at", "says"
        }  # fmt: skip


def test_lists_come_in_several_shapes(tmp_path: Path) -> None:
    lines = [
        "kind,hash,note",
        "# a remark",
        "",
        "a" * 32,
        "B" * 40,
        "sha256," + "c" * 64 + ",and more",
        '"pdq","' + "d" * 64 + '"',
        "pdq;" + "d" * 64,
    ]
    known = read_hash_list(listed(tmp_path, *lines))
    assert {kind: len(values) for kind, values in known.exact.items()} == {"md5": 1, "sha1": 1, "sha256": 1}
    assert (len(known.pdq), len(known)) == (1, 4)
    assert "b" * 40 in known.exact["sha1"]


@pytest.mark.parametrize(
    "line", ["f" * 64, "pdq:" + "f" * 40, "md5:" + "f" * 64, "no hash", "f" * 33, "g" * 32]
)
def test_a_line_that_cannot_be_told_stops_everything(line: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="line 2"):
        read_hash_list(listed(tmp_path, "a" * 32, line))


def test_a_list_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"\xff\xfea\x00")
    with pytest.raises(UnreadableInput):
        read_hash_list(path)


@given(text=st.text(max_size=80))
def test_any_line_is_a_hash_or_a_sentence(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(text, "utf-8")
    with suppress(UnreadableInput):  # whatever else is raised fails
        assert len(read_hash_list(path)) <= len(text) // 32
