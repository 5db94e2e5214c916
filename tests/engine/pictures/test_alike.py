"""One picture edited is known, two of one hotel are not, and what is found can be traced."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw

from benchmarks.rooms import EDITS, jpeg
from manumit.base.kernel import MissingPart, UsageError
from manumit.engine.pictures import FORMS, Seen, distance, open_picture, region_hash, same_picture, see
from manumit.engine.pictures.pdq import flipped
from manumit.engine.pictures.sketch import mirrored, sketch_of


@pytest.mark.parametrize("edit", [name for name in EDITS if name != "all together"])
def test_an_edited_picture_is_the_same(edit: str, rooms: list[Image.Image], seen: list[Seen]) -> None:
    evidence = same_picture(seen[0], EDITS[edit](rooms[0], np.random.default_rng(4)))
    assert evidence.verified, evidence
    assert "the same picture" in evidence.says
    assert ("mirrored" in evidence.says) == (edit == "mirror")


@pytest.mark.parametrize("form", range(8), ids=FORMS)
def test_turned_pictures_are_the_same_and_how_is_told(
    form: int, rooms: list[Image.Image], seen: list[Seen]
) -> None:
    pixels = np.ascontiguousarray(flipped_colour(np.asarray(rooms[0]), form))
    evidence = same_picture(see(jpeg(Image.fromarray(pixels))), seen[0])
    assert evidence.verified
    assert evidence.how == "part" or evidence.form == FORMS[form]
    assert evidence.distance <= 31


def flipped_colour(
    pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], form: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.stack([flipped(pixels[..., colour], form) for colour in range(3)], axis=2)


def test_two_rooms_of_one_hotel_are_two_pictures(seen: list[Seen]) -> None:
    for one, other in ((0, 1), (0, 2), (1, 2)):
        evidence = same_picture(seen[one], seen[other])
        assert not evidence.verified, evidence
        assert evidence.says.startswith("not known as one picture")


def test_one_text_over_two_pictures_does_not_make_them_one(rooms: list[Image.Image]) -> None:
    for edit in ("text overlay", "banner"):
        one, other = (see(EDITS[edit](each, np.random.default_rng(1))) for each in rooms[:2])
        assert not same_picture(one, other).verified


def test_plain_surfaces_are_never_the_same() -> None:
    white, grey = (see(jpeg(Image.new("RGB", (300, 300), colour))) for colour in ("white", "grey"))
    assert not same_picture(white, grey).verified
    assert not same_picture(white, white).verified


def test_bytes_and_what_was_seen_give_one_answer(files: list[bytes], seen: list[Seen]) -> None:
    assert same_picture(files[0], files[1]) == same_picture(seen[0], seen[1])


def test_mirrored_places_are_those_of_the_mirrored_picture(rooms: list[Image.Image]) -> None:
    grey = np.asarray(rooms[0].resize((480, 360)).convert("L")).astype(np.float32)
    here, there = (sketch_of(np.ascontiguousarray(each)).descriptions for each in (grey, grey[:, ::-1]))

    def apart(ours: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
        nearest = [np.abs(there.astype(int) - one).sum(axis=1).min() for one in ours.astype(int)]
        return float(np.median(nearest))

    assert apart(mirrored(here)) < 200 < 1000 < apart(here)
    assert (mirrored(mirrored(here)) == here).all()


def test_a_region_is_known_in_another_picture_of_the_room(rooms: list[Image.Image]) -> None:
    """A picture hangs on another wall."""
    board = rooms[2].resize((200, 150))
    one, other = Image.new("RGB", (600, 400), "grey"), Image.new("RGB", (500, 500), "beige")
    one.paste(board, (100, 50))
    other.paste(board.resize((300, 225)), (50, 200))
    ImageDraw.Draw(other).line((0, 0, 500, 190), fill="black", width=5)
    here = region_hash(open_picture(jpeg(one)), (100 / 600, 50 / 400, 300 / 600, 200 / 400))
    there = region_hash(open_picture(jpeg(other)), (0.1, 0.4, 0.7, 0.85))
    assert distance(here.forms[0], there.forms[0]) <= 31
    elsewhere = region_hash(open_picture(jpeg(rooms[0])), (0.2, 0.2, 0.7, 0.7))
    assert distance(here.forms[0], elsewhere.forms[0]) > 64


@pytest.mark.parametrize("box", [(0.5, 0, 0.5, 1), (-0.1, 0, 1, 1), (0, 0, 1, 1.2), (0, 0, 0.001, 1)])
def test_a_region_that_is_none_is_refused(box: tuple[float, float, float, float], files: list[bytes]) -> None:
    with pytest.raises(UsageError):
        region_hash(open_picture(files[0]), box)


@pytest.mark.parametrize("part", ["PIL", "cv2"])
def test_what_is_not_installed_is_said(
    part: str, files: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, part, None)
    with pytest.raises(MissingPart) as told:
        see(files[0])
    assert "manumit[pictures]" in told.value.hint
