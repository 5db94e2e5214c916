"""Rooms are known by what stands in them: parts in common, hotels ranked, and no room where nothing is in common."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.rooms import jpeg
from benchmarks.rooms.views import view
from manumit.base.kernel import UnreadableInput
from manumit.engine.pictures import (
    Described,
    HashList,
    HashTable,
    Known,
    Rooms,
    copy_of_room,
    distance,
    forget_rooms,
    keep_rooms,
    load_rooms,
    open_picture,
    open_rooms,
    picture_hashes,
    regions_of,
    room_of,
    rooms_beside,
    rooms_card,
    save_rooms,
    shared_parts,
)
from manumit.engine.pictures.described import describe, described
from manumit.engine.pictures.hamming import Distances, Places
from manumit.engine.pictures.hash_list import HandOver, read_hash_list
from manumit.engine.pictures.looks import Same
from manumit.engine.pictures.naming import Shelf, called, first_of
from manumit.engine.pictures.parts import overlapping

PIECES = {"art": 412, "headboard": 412, "rug": 412}


@pytest.fixture(scope="module")
def views() -> list[Image.Image]:
    """Two of one room, and one of another."""
    other = {kind: seed + 50 for kind, seed in PIECES.items()}
    return [view(PIECES, 412), view(PIECES, 912), view(other, 1412)]


@pytest.fixture(scope="module")
def told(views: list[Image.Image]) -> list[Described]:
    return [described(open_picture(jpeg(one))) for one in views]


def test_two_views_share_parts_and_another_room_none(told: list[Described]) -> None:
    found = shared_parts(told[0].room, told[1].room)
    assert found
    assert found[0].places >= 8
    assert "A part of both pictures is the same" in found[0].says
    assert not any(overlapping(one.here, other.here) for one in found for other in found if one is not other)
    assert shared_parts(told[0].room, told[2].room) == []
    assert shared_parts(told[2].room, told[1].room) == []


def test_nothing_below_a_mask_is_described(views: list[Image.Image]) -> None:
    picture = open_picture(jpeg(views[0]))
    height, width = picture.rgb.shape[:2]
    mask = np.zeros((height, width), np.bool_)
    mask[:, : width // 2] = True
    room = room_of(picture, mask)
    assert room.points[:, 0].min() > 0.49
    assert len(np.unique(room.copy[:, :120])) == 1
    for one in regions_of(picture, mask):
        assert max(x for x, _ in one.corners) > 0.5
    nothing = np.ones_like(mask)
    assert regions_of(picture, nothing) == []
    assert len(room_of(picture, nothing).points) == 0


def test_a_framed_part_has_nearly_one_hash_from_two_sides() -> None:
    board = np.random.default_rng(3).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    piece = Image.fromarray(board).resize((300, 220), Image.Resampling.NEAREST)
    hashes = []
    for size, at in (((300, 220), (60, 80)), ((210, 154), (250, 40))):
        wall = Image.new("RGB", (640, 480), (196, 190, 180))
        wall.paste((20, 20, 20), (at[0] - 8, at[1] - 8, at[0] + size[0] + 8, at[1] + size[1] + 8))
        wall.paste(piece.resize(size), at)
        found = regions_of(open_picture(jpeg(wall)))
        assert found
        hashes.append([one.seen.hashes.whole.forms[0] for one in found])
    assert min(distance(one, other) for one in hashes[0] for other in hashes[1]) <= 31


def catalogue(told: list[Described], strangers: int) -> Rooms:
    """Two hotels; so many measured pictures that brought nothing."""
    rooms = Rooms()
    rooms.add(Known("Alpha", "A", "12", "a.jpg"), told[0])
    rooms.add(Known("Beta", "B", "7", "b.jpg"), told[2])
    rooms.measure(lambda *_: None)
    assert rooms.strangers["part hotel"] == [0.0, 0.0]
    rooms.strangers["part hotel"] = rooms.strangers["part chain"] = [0.0] * strangers
    return rooms


def test_hotels_are_ranked_with_how_often_they_would_be_wrong(told: list[Described]) -> None:
    found = catalogue(told, 99).find(told[1])
    assert [(one.hotel, one.room, one.expected_false) for one in found.hotels] == [("Alpha", "12", 0.01)]
    assert found.hotels[0].here is not None
    assert [(one.chain, one.hotels) for one in found.chains] == [("A", 1)]
    assert (found.why_none, found.measured_on) == ("", 99)


def test_no_room_is_an_answer(told: list[Described]) -> None:
    nothing = described(open_picture(jpeg(view({"art": 477}, 1477))))
    found = catalogue(told, 99).find(nothing)
    assert (found.hotels, found.chains) == ((), ())
    assert "No part of it is known" in found.why_none


def test_too_small_a_catalogue_says_so(told: list[Described]) -> None:
    found = catalogue(told, 2).find(told[1])
    assert found.hotels == ()
    assert "needs 20 or more" in found.why_none


def test_what_two_hotels_have_tells_the_chain_alone(told: list[Described]) -> None:
    rooms = Rooms()
    rooms.add(Known("Alpha", "A", "12", "a.jpg"), told[0])
    rooms.add(Known("Gamma", "A", "3", "c.jpg"), told[0])
    rooms.strangers = {"part hotel": [0.0] * 99, "part chain": [0.0] * 99}
    found = rooms.find(told[1])
    assert found.hotels == ()
    assert [(one.chain, one.hotels) for one in found.chains] == [("A", 2)]


def test_a_catalogue_is_the_same_after_it_was_kept(told: list[Described], tmp_path: Path) -> None:
    rooms = catalogue(told, 99)
    save_rooms(rooms, tmp_path / "r.npz")
    again = load_rooms(tmp_path / "r.npz")
    assert again.find(told[1]) == rooms.find(told[1])
    data = (tmp_path / "r.npz").read_bytes()
    for broken in (b"", data[: len(data) // 2], data.replace(b"manumit rooms 1", b"manumit rooms 9")):
        (tmp_path / "r.npz").write_bytes(broken)
        with pytest.raises(UnreadableInput):
            load_rooms(tmp_path / "r.npz")


def test_a_picture_that_came_onto_a_list_goes_from_the_catalogue(
    views: list[Image.Image], told: list[Described], tmp_path: Path
) -> None:
    first = describe(jpeg(views[0]), "a.jpg")
    assert isinstance(first, Described)
    rooms = catalogue([first, *told[1:]], 99)
    save_rooms(rooms, tmp_path / "r.npz")
    card = rooms_card(tmp_path / "r.npz")
    assert (card.pictures, card.hotels, card.chains, card.measured_on, card.shown) == (2, 2, 2, 99, False)
    mirrored = picture_hashes(jpeg(views[0].transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
    (tmp_path / "list.txt").write_text(f"pdq:{mirrored.pdq}\n")
    notes: list[HandOver] = []
    assert load_rooms(tmp_path / "r.npz").find(told[1]).hotels[0].file == "a.jpg"
    again = open_rooms(tmp_path / "r.npz", [read_hash_list(tmp_path / "list.txt")], notes.append)
    assert again.find(told[1]).hotels == ()
    assert [(one.path, one.kind, one.list) for one in notes] == [
        (f"{tmp_path / 'r.npz'}/a.jpg", "pdq", "list.txt")
    ]
    assert [one.file for one in load_rooms(tmp_path / "r.npz").known] == ["b.jpg"], "nothing of it is kept"
    assert rooms_card(tmp_path / "r.npz").measured_on == 99


class Counted(HashTable):
    """Hashes that count how often they are looked through."""

    times = 0

    def within_any(self, queries: Sequence[bytes], radius: int) -> tuple[Places, Distances, Places]:
        self.times += 1
        return super().within_any(queries, radius)


def a_list(*exact: str) -> HashList:
    kinds = {kind: frozenset[str]() for kind in ("md5", "sha1")}
    return HashList("one", {**kinds, "sha256": frozenset(exact)}, Counted([bytes(32)]))


def times(*lists: HashList) -> list[int]:
    return [one.pdq.times for one in lists if isinstance(one.pdq, Counted)]


def test_a_list_is_asked_about_a_catalogue_once(told: list[Described], tmp_path: Path) -> None:
    marks = {"sha256": "1" * 64, "pdq": "ff" * 8 * 32}
    rooms = Rooms()
    for name, one in zip("ab", told, strict=False):
        rooms.add(Known(name, "", "", f"{name}.jpg"), replace(one, marks=marks))
    path, old, new = tmp_path / "r.npz", a_list(), a_list("0" * 64)

    def ask(*lists: HashList) -> list[int]:
        before = times(*lists)
        open_rooms(path, lists, lambda _: None)
        return [after - one for after, one in zip(times(*lists), before, strict=True)]

    keep_rooms(rooms, path, [a_list("f" * 64)])
    assert ask(old) == [2]
    assert ask(old) == [0]
    assert ask(new, old) == [2, 0], "one that came is asked, one that was is not"
    assert ask(new, a_list(), a_list("f" * 64)) == [0, 0, 0], (
        "what they say counts, and what was asked at once"
    )
    keep_rooms(rooms.without({1}), path, [])
    assert ask(old) == [1], "another catalogue"
    (tmp_path / "r.npz.asked").write_text('{"format": "manumit')
    assert ask(old) == [1], "cut off"
    forget_rooms(path)
    assert list(tmp_path.iterdir()) == []


def test_two_writers_of_a_catalogue_do_not_write_into_each_other(
    told: list[Described], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other begins and ends while the first has its half on the disk, as two searches do that ask a new list."""
    path, one, other = tmp_path / "r.npz", catalogue(told, 1), catalogue(told, 2)
    fsync, seen = os.fsync, list[int]()

    def interrupted(handle: int) -> None:
        fsync(handle)
        if not seen:
            seen.append(handle)
            keep_rooms(other, path, [])
            assert rooms_card(path).measured_on == 2

    monkeypatch.setattr("manumit.engine.pictures.rooms_keeping.os.fsync", interrupted)
    keep_rooms(one, path, [])
    assert rooms_card(path).measured_on == 1
    assert sorted(left.name for left in tmp_path.iterdir()) == ["r.npz", "r.npz.asked"]
    (tmp_path / "r.npz.partial.7.0a").write_bytes(b"of a writer that was killed")
    (tmp_path / "r.npz.asked.partial.7.0a").write_bytes(b"of another")
    forget_rooms(path)
    assert list(tmp_path.iterdir()) == []


def test_two_rooms_stand_beside_each_other_with_the_part_framed(told: list[Described]) -> None:
    (hotel,) = catalogue(told, 99).find(told[1]).hotels
    pair = [copy_of_room(one.room) for one in (told[1], told[0])]
    with Image.open(io.BytesIO(rooms_beside(pair[0], pair[1], hotel.here, hotel.there))) as both:
        left = Image.open(io.BytesIO(pair[0]))
        assert both.size == (left.width + 12 + Image.open(io.BytesIO(pair[1])).width, 256)
        assert hotel.here is not None
        x, y = round(hotel.here[0] * left.width) + 1, round((hotel.here[1] + hotel.here[3]) / 2 * 256)
        red, green, _blue = both.convert("RGB").getpixel((x, y))  # type: ignore[misc]
        assert green > red + 15, "a frame in colour on grey"
    wide = copy_of_room(replace(told[0].room, shape=9.0))
    assert Image.open(io.BytesIO(wide)).width == 640


def test_what_is_on_a_list_is_not_described(views: list[Image.Image], tmp_path: Path) -> None:
    data = jpeg(views[0])
    (tmp_path / "list.txt").write_text(f"pdq:{picture_hashes(data).pdq}\n")
    assert isinstance(describe(data, "a.jpg", [read_hash_list(tmp_path / "list.txt")]), HandOver)


def same(a: str, b: str, parts: int = 60, verified: bool = True) -> Same:
    return Same(a, b, 9, verified, "whole", "", 0, 1.0, 1.0, parts, "")


def test_one_picture_has_the_name_of_the_first() -> None:
    order = {"a": 0, "b": 1, "c": 2, "d": 3}
    assert first_of([same("b", "c"), same("a", "c"), same("a", "d", verified=False)], order) == dict.fromkeys(
        "abc", "a"
    )


def test_a_chain_of_likenesses_ends() -> None:
    names = [f"{at:04d}" for at in range(300)]
    pairs = [same(one, other, 60 if int(one) % 2 else 20) for one, other in pairwise(names)]
    first = first_of(pairs, {name: at for at, name in enumerate(names)})
    sizes = np.unique(list(first.values()), return_counts=True)[1]
    assert 1 < sizes.max() <= 200


def test_references_are_found_beside_the_file_that_names_them() -> None:
    shelf = Shelf()
    shelf.add("r1", "c1", None, ["/case/one/img/1.jpg"])
    shelf.add("r2", "c2", None, ["/case/two/img/1.jpg"])
    shelf.add("r3", "c3", "https://b.example/p/x.jpg", ["/case/crawl.warc"])
    shelf.add("r4", "c4", None, ["/case/save.zip!board.example/i/9.png"])
    shelf.add("r5", "5" * 64, None, ["/case/3fa9c2d4e1.jpg"])
    assert shelf.find("img/1.jpg", ["/case/two/ads.csv"]) == "r2"
    assert shelf.find("img/1.jpg", ["/elsewhere/ads.csv"]) is None
    assert shelf.find("2.jpg", ["/case/two/ads.csv"]) is None
    assert shelf.find("http://b.example/p/x.jpg#top", []) == "r3"
    assert shelf.find("https://board.example/i/9.png", []) == "r4"
    assert shelf.find("https://cdn.example/a/b/3fa9c2d4e1.jpg?w=3", []) == "r5"
    assert shelf.find("https://cdn.example/1.jpg", []) is None
    assert shelf.find("sha256:" + "5" * 64, []) == "r5"
    names = {f"r{at}": f"sha256:c{at}" for at in range(1, 6)}
    cell = called("..\\img\\1.jpg; other.jpg 3fa9c2d4e1.jpg", shelf, names, ["/case/one/ads.csv"])
    assert list(cell.values()) == [("sha256:c1", "r1"), ("other.jpg", ""), ("sha256:c5", "r5")]
