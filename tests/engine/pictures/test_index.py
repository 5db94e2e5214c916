"""An index finds what was added, edited, and is the same after it was kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.rooms import EDITS
from manumit.base.kernel import UnreadableInput
from manumit.engine.pictures import PictureIndex, Seen, load_index, save_index, see
from manumit.engine.pictures.words import WordTable, words_of


@pytest.fixture
def index(seen: list[Seen]) -> PictureIndex:
    made = PictureIndex()
    for name, one in zip("abc", seen, strict=True):
        made.add(name, one)
    return made


def test_a_copy_is_found_by_its_hash(index: PictureIndex, rooms: list[Image.Image]) -> None:
    copy = see(EDITS["JPEG 30"](rooms[1], np.random.default_rng(0)))
    first = index.search(copy)[0]
    assert (first.name, first.place) == ("b", 1)
    assert first.distance is not None
    assert first.distance <= 31
    evidence = index.confirm(copy, first)
    assert evidence is not None
    assert evidence.verified


def test_a_crop_with_words_over_it_is_found_by_its_places(
    index: PictureIndex, rooms: list[Image.Image]
) -> None:
    edited = see(EDITS["all together"](rooms[2], np.random.default_rng(1)))
    (found,) = [one for one in index.search(edited) if one.name == "c"]
    assert found.distance is None
    assert found.votes >= 4
    assert (evidence := index.confirm(edited, found)) is not None
    assert evidence.verified


def test_hashes_alone_find_crops_and_mirrors(rooms: list[Image.Image], seen: list[Seen]) -> None:
    bare = PictureIndex()
    bare.add("a", seen[0].hashes)
    for edit in ("crop 10 % each side", "mirror", "darker"):
        (found,) = bare.search(see(EDITS[edit](rooms[0], np.random.default_rng(0))).hashes)
        assert found.name == "a"
        assert bare.confirm(seen[0], found) is None
    assert found.votes == 0
    assert bare.search(seen[2]) == []


def test_a_crop_that_is_known_finds_the_whole(rooms: list[Image.Image], seen: list[Seen]) -> None:
    bare = PictureIndex()
    bare.add("part", see(EDITS["crop 10 % each side"](rooms[0], np.random.default_rng(0))).hashes)
    assert [one.name for one in bare.search(seen[0].hashes)] == ["part"]


def test_it_is_the_same_after_it_was_kept(index: PictureIndex, seen: list[Seen], tmp_path: Path) -> None:
    index.add("hashes alone", seen[0].hashes)
    save_index(index, tmp_path / "known.npz")
    again = load_index(tmp_path / "known.npz")
    assert again.names == index.names
    for one in seen:
        assert again.search(one) == index.search(one)
        assert [again.confirm(one, each) for each in again.search(one)] == [
            index.confirm(one, each) for each in index.search(one)
        ]
    again.add("d", seen[2])
    assert "d" in [one.name for one in again.search(seen[2])]
    assert [path.name for path in tmp_path.iterdir()] == ["known.npz"]


def test_an_empty_index_is_kept_and_finds_nothing(seen: list[Seen], tmp_path: Path) -> None:
    save_index(PictureIndex(), tmp_path / "none.npz")
    again = load_index(tmp_path / "none.npz")
    assert len(again) == 0
    assert again.search(seen[0]) == []


def test_damage_is_a_sentence(index: PictureIndex, tmp_path: Path) -> None:
    path = tmp_path / "known.npz"
    save_index(index, path)
    whole = path.read_bytes()
    for broken in (
        b"",
        b"nothing",
        whole[: len(whole) // 2],
        whole.replace(b"manumit pictures 1", b"manumit pictures 9"),
    ):
        path.write_bytes(broken)
        with pytest.raises(UnreadableInput):
            load_index(path)


def test_arrays_that_do_not_belong_together_are_refused(index: PictureIndex, tmp_path: Path) -> None:
    path = tmp_path / "known.npz"
    save_index(index, path)
    with np.load(path) as kept:
        arrays = dict(kept)
    for name in ("whole", "crops", "qualities", "places", "points", "copies"):
        np.savez(path, **{**arrays, name: arrays[name][:-1]})
        with pytest.raises(UnreadableInput):
            load_index(path)


def test_words_of_one_place_are_shared_and_a_common_word_says_nothing() -> None:
    random = np.random.default_rng(2)
    places = random.integers(0, 256, (5, 128), dtype=np.uint8)
    table = WordTable()
    table.add(words_of(places), np.array([0, 0, 1, 2, 2]))
    assert table.votes(words_of(places[:3]), 3).tolist() == [2, 1, 0]
    common = WordTable()
    common.add(words_of(np.repeat(places[:1], 500, axis=0)), np.arange(500))
    assert common.votes(words_of(places[:1]), 500).sum() == 0


def test_words_that_came_in_pieces_count_as_those_that_came_at_once() -> None:
    random = np.random.default_rng(3)
    places = random.integers(0, 256, (900, 128), dtype=np.uint8)
    owners = np.arange(900) // 3
    whole, pieces = WordTable(), WordTable()
    whole.add(words_of(places), owners)
    for start, end in ((0, 30), (30, 33), (33, 600), (600, 603), (603, 900)):
        pieces.add(words_of(places[start:end]), owners[start:end])
    asked = words_of(np.concatenate([places[::7], np.repeat(places[:1], 5, axis=0)]))
    assert whole.votes(asked, 300).tolist() == pieces.votes(asked, 300).tolist()
    assert whole.votes(asked, 300).sum() > 100
