"""A line is on the disk whole, or it does not count."""

import os
from pathlib import Path

import pytest

from manumit.base.kernel import VaultError, WorkspaceError, append_lines, read_lines


def test_what_a_kill_left_half_written_is_no_line_and_goes_with_the_next(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    assert read_lines(path) == []
    size = append_lines(path, [{"n": 1}, {"n": 2}])
    assert size == path.stat().st_size
    path.write_bytes(path.read_bytes() + b'{"n": 3')
    assert read_lines(path) == [{"n": 1}, {"n": 2}]
    append_lines(path, [{"n": 4}])
    assert [line["n"] for line in read_lines(path)] == [1, 2, 4]
    append_lines(path, [{"n": 5}], after=size)
    assert [line["n"] for line in read_lines(path)] == [1, 2, 5]


def test_a_torn_line_longer_than_a_look(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(b'{"n":1}\n' + b"x" * 200_000)
    append_lines(path, [{"n": 2}])
    assert [line["n"] for line in read_lines(path)] == [1, 2]


@pytest.mark.parametrize("damaged", [b"[1]\n", b"\x00\n", b"{\n"])
def test_a_damaged_line_is_named(tmp_path: Path, damaged: bytes) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(b'{"n":1}\n' + damaged)
    with pytest.raises(WorkspaceError, match=r"line 2 of .*j\.jsonl is damaged"):
        read_lines(path)
    with pytest.raises(VaultError) as told:
        read_lines(path, VaultError, "From a key copy.")
    assert told.value.hint == "From a key copy."


def test_nothing_is_appended_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "j.jsonl"
    append_lines(path, [{"n": 1}])
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(VaultError, match="No space left"):
        append_lines(path, [{"n": 2}], VaultError)
    assert path.read_bytes() == b'{"n":1}\n'


def _full(handle: int) -> None:
    raise OSError(28, "No space left on device")
