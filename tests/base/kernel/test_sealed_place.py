"""A marked folder and all below it, by whatever path."""

from __future__ import annotations

from pathlib import Path

from manumit.base.kernel import in_sealed_place, mark_sealed


def test_a_mark_holds_for_all_below_and_by_every_path(tmp_path: Path) -> None:
    inner = tmp_path / "house" / "vault" / "files"
    inner.mkdir(parents=True)
    (inner / "x").write_bytes(b"x")
    assert not in_sealed_place(inner)
    mark_sealed(tmp_path / "house")
    (tmp_path / "link").symlink_to(inner / "x")
    for path in (tmp_path / "house", inner, inner / "x", inner / "not-there", tmp_path / "link"):
        assert in_sealed_place(path)
    assert not in_sealed_place(tmp_path)
    assert not in_sealed_place(tmp_path / "housemate")
