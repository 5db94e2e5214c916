"""What is on a list of pictures that must not be looked at becomes no template, and a template of it goes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from manumit.base.vault import PassphraseHolder
from manumit.engine.biometrics import Gallery, ListedPicture, guarded, listed, modality
from manumit.engine.pictures import HandOver, HashList, picture_hashes, read_hash_list
from tests.engine.biometrics.drawings import draw_face, write_face


@pytest.fixture
def lists(tmp_path: Path) -> list[HashList]:
    """The PDQ of one face, and the bytes of another."""
    write_face(tmp_path / "near.png", 4)
    write_face(tmp_path / "exact.png", 6)
    near = picture_hashes((tmp_path / "near.png").read_bytes()).pdq
    exact = hashlib.sha256((tmp_path / "exact.png").read_bytes()).hexdigest()
    (tmp_path / "list.txt").write_text(f"pdq:{near}\nsha256:{exact}\n")
    return [read_hash_list(tmp_path / "list.txt")]


@pytest.mark.parametrize("form", ["png", "jpg", "tiff", "ppm"])
def test_a_copy_in_any_form_that_is_read_is_known(tmp_path: Path, lists: list[HashList], form: str) -> None:
    copy = tmp_path / f"copy.{form}"
    draw_face(4).transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(copy)
    record = listed(copy.read_bytes(), "copy", lists)
    assert record is not None
    assert (record.kind, record.path, record.list) == ("pdq", "copy", "list.txt")
    draw_face(1).save(copy)
    assert listed(copy.read_bytes(), "copy", lists) is None


def test_it_is_neither_read_nor_judged_and_stands_in_a_record(tmp_path: Path, lists: list[HashList]) -> None:
    notes: list[HandOver] = []
    way = guarded(modality("face"), lists, notes.append)
    with pytest.raises(ListedPicture, match=r"exact\.png: this picture is on a list"):
        way.read(tmp_path / "exact.png")
    assert [(one.kind, one.distance) for one in notes] == [("sha256", 0)]
    (verdict,) = way.attack(tmp_path / "exact.png")
    assert "NOT JUDGED" in str(verdict.told)


def test_what_was_taken_in_before_the_list_came_goes(tmp_path: Path, lists: list[HashList]) -> None:
    write_face(tmp_path / "other.png", 1)
    pictures = [("ben", tmp_path / "exact.png"), ("ada", tmp_path / "other.png")]
    way = modality("face")
    with Gallery.open(
        tmp_path / "G", "test", PassphraseHolder("four random words here"), make=True
    ) as gallery:
        assert gallery.enrol(pictures, way).new == 2
        for _twice in range(2):
            done = gallery.enrol(pictures, guarded(way, lists))
            assert (done.new, done.known, len(done.refused)) == (0, 1, 1)
            assert all("on a list" in why for why in done.refused.values())
            assert [who for who, _ in gallery.templates("face")] == ["ada"]
