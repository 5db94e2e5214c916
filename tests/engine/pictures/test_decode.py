"""Bytes of strangers become a picture or a sentence."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from manumit.base.kernel import UnreadableInput
from manumit.engine.pictures import distance, open_picture, picture_hashes
from manumit.engine.pictures.decode import LONGEST_SIDE


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


@pytest.fixture(scope="module")
def plain(rooms: list[Image.Image]) -> Image.Image:
    return rooms[0].resize((400, 300))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_plain_formats_give_one_hash(plain: Image.Image, form: str) -> None:
    hashes = picture_hashes(saved(plain, form))
    assert (hashes.width, hashes.height) == (400, 300)
    assert distance(hashes.whole.forms[0], picture_hashes(saved(plain, "PNG")).whole.forms[0]) <= 31


def test_exif_turns_once(plain: Image.Image) -> None:
    upright = picture_hashes(saved(plain, "JPEG", quality=95))
    for orientation in range(2, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        undone = {2: [0], 3: [3], 4: [1], 5: [5], 6: [2], 7: [6], 8: [4]}[orientation][0]
        stored = plain.transpose(Image.Transpose(undone))
        turned = picture_hashes(saved(stored, "JPEG", quality=95, exif=exif))
        assert (turned.width, turned.height) == (400, 300), orientation
        assert distance(turned.whole.forms[0], upright.whole.forms[0]) <= 10, orientation
        assert "turned as its EXIF says" in turned.notes


def test_cmyk_grey_palette_and_transparency_are_the_same_picture(plain: Image.Image) -> None:
    upright = picture_hashes(saved(plain, "PNG")).whole.forms[0]
    cmyk = picture_hashes(saved(plain.convert("CMYK"), "JPEG"))
    assert cmyk.notes == ("CMYK",)
    clear = plain.convert("RGBA")
    deep = Image.fromarray(np.asarray(plain.convert("L"), np.uint16) * 200)
    others = [
        saved(clear, "PNG"),
        saved(plain.convert("L"), "PNG"),
        saved(plain.convert("P"), "PNG"),
        saved(deep, "PNG"),
    ]
    for told in (cmyk.whole.forms[0], *(picture_hashes(one).whole.forms[0] for one in others)):
        assert distance(told, upright) <= 31


def test_transparent_parts_are_white() -> None:
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert (open_picture(saved(clear, "PNG")).rgb == 255).all()


def test_an_animation_is_its_first_frame(plain: Image.Image) -> None:
    data = saved(plain, "GIF", save_all=True, append_images=[plain.rotate(180)])
    picture = open_picture(data)
    assert picture.notes == ("animated: its first frame",)
    first = picture_hashes(saved(plain, "PNG")).whole.forms[0]
    assert distance(picture_hashes(data).whole.forms[0], first) <= 31


def test_what_is_cut_off_is_refused(plain: Image.Image) -> None:
    for form in ("JPEG", "PNG", "WEBP"):
        data = saved(plain, form)
        with pytest.raises(UnreadableInput):
            open_picture(data[: len(data) // 2])


@pytest.mark.parametrize("size", [(1, 1), (31, 400)])
def test_too_small_is_refused_with_its_size(size: tuple[int, int]) -> None:
    with pytest.raises(UnreadableInput, match=f"{size[0]} x {size[1]} pixels"):
        open_picture(saved(Image.new("RGB", size), "PNG"))


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [9_000, 14_142, 60_000])
def test_a_bomb_is_refused_unopened(side: int) -> None:
    with pytest.raises(UnreadableInput, match="pixels"):
        open_picture(png_that_claims(side, side))


def test_a_large_jpeg_is_unpacked_smaller() -> None:
    """200 megapixels, as telephones make them."""
    data = saved(Image.new("L", (16_320, 12_256), 90), "JPEG", quality=50)
    picture = open_picture(data)
    assert (picture.width, picture.height) == (16_320, 12_256)
    assert max(picture.rgb.shape) <= LONGEST_SIDE


def test_a_large_progressive_jpeg_is_refused() -> None:
    """Its coefficients would all be kept."""
    data = bytearray(saved(Image.new("L", (64, 64)), "JPEG", progressive=True))
    head = data.index(b"\xff\xc2")
    data[head + 5 : head + 9] = struct.pack(">HH", 12_256, 16_320)
    with pytest.raises(UnreadableInput, match="pixels"):
        open_picture(bytes(data))


@settings(max_examples=60)
@given(
    data=st.binary(max_size=400),
    head=st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM"]),
)
def test_anything_at_all_is_a_sentence(data: bytes, head: bytes) -> None:
    with pytest.raises(UnreadableInput) as told:
        open_picture(head + data)
    assert told.value.hint


@settings(max_examples=80)
@given(
    at=st.integers(0, 3000), value=st.integers(0, 255), form=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"])
)
def test_damage_is_a_picture_or_a_sentence(at: int, value: int, form: str) -> None:
    data = bytearray(_SMALL[form])
    data[at % len(data)] = value
    with suppress(UnreadableInput):  # whatever else is raised fails
        assert open_picture(bytes(data)).rgb.dtype == np.uint8


_NOISE = Image.fromarray(np.random.default_rng(1).integers(0, 256, (40, 50, 3), dtype=np.uint8))
_SMALL = {form: saved(_NOISE, form) for form in ("JPEG", "PNG", "GIF", "WEBP")}
