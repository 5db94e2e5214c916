"""Pictures are read upright and within bounds, or refused with advice."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from manumit.base.kernel import PoorCapture
from manumit.engine.biometrics.images import read_picture
from tests.engine.biometrics.drawings import draw_face


def refusal(path: Path) -> PoorCapture:
    with pytest.raises(PoorCapture) as caught:
        read_picture(path)
    assert caught.value.exit_code == 3
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turned_camera_is_set_upright_once(turn: int, tmp_path: Path) -> None:
    upright = draw_face().crop((0, 0, 200, 240))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = upright.transpose(back[turn]) if turn in back else upright
    exif = Image.Exif()
    exif[0x0112] = turn
    held.save(tmp_path / "a.png", exif=exif)
    assert np.array_equal(read_picture(tmp_path / "a.png"), np.asarray(upright))


def test_ink_depth_and_glass_become_three_channels(tmp_path: Path) -> None:
    face = draw_face()
    face.convert("CMYK").save(tmp_path / "ink.jpg", quality=95)
    assert np.abs(read_picture(tmp_path / "ink.jpg").astype(int) - np.asarray(face)).mean() < 4
    deep = np.asarray(face.convert("L"), np.uint16) * 16  # twelve bits, as sensors give them
    Image.fromarray(deep).save(tmp_path / "deep.png")
    stretched = deep * (255 / deep.max())
    assert np.abs(read_picture(tmp_path / "deep.png")[..., 0] - stretched).max() < 1.01
    shares = np.asarray(face.convert("L"), np.float32) / 255
    Image.fromarray(shares).save(tmp_path / "shares.tif")
    assert np.abs(read_picture(tmp_path / "shares.tif")[..., 0] - shares / shares.max() * 255).max() < 1.01
    wide = np.asarray(face).astype(">u2") * 257  # sixteen bits of each colour
    rows = b"".join(b"\0" + row.tobytes() for row in wide)
    (tmp_path / "wide.png").write_bytes(png_of(wide.shape[1], wide.shape[0], 16, rows))
    assert np.array_equal(read_picture(tmp_path / "wide.png"), np.asarray(face))
    glass = face.convert("RGBA")
    glass.putalpha(0)
    glass.save(tmp_path / "glass.png")
    assert np.unique(read_picture(tmp_path / "glass.png")).tolist() == [128]


def test_one_pixel(tmp_path: Path) -> None:
    Image.new("RGB", (1, 1)).save(tmp_path / "dot.png")
    assert "1 x 1" in refusal(tmp_path / "dot.png").sentence


@pytest.mark.parametrize("side", [8_001, 14_200, 60_000])
def test_what_is_too_large_is_refused_by_its_header(side: int, tmp_path: Path) -> None:
    """A PNG of a few bytes that says it has 64, 200 or 3,600 megapixels: nothing is decoded."""

    (tmp_path / "huge.png").write_bytes(png_of(side, side, 8, b""))
    assert "megapixels" in refusal(tmp_path / "huge.png").sentence


def png_of(width: int, height: int, bits: int, rows: bytes) -> bytes:
    """A PNG in colour that says it is so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["gif", "webp", "png", "tif"])
def test_a_film_is_refused(form: str, tmp_path: Path) -> None:
    frames = [draw_face(seed, 64) for seed in (1, 4, 5)]
    frames[0].save(tmp_path / f"film.{form}", save_all=True, append_images=frames[1:])
    assert "3 frames" in refusal(tmp_path / f"film.{form}").sentence


@pytest.mark.parametrize("form", ["jpg", "png", "tiff", "webp", "bmp"])
def test_cut_off(form: str, tmp_path: Path) -> None:
    draw_face().save(tmp_path / f"a.{form}")
    whole = (tmp_path / f"a.{form}").read_bytes()
    (tmp_path / f"b.{form}").write_bytes(whole[: len(whole) // 2])
    assert "again" in refusal(tmp_path / f"b.{form}").hint or form == "tiff"


def test_what_is_no_picture_and_formats_that_run_programs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("subject,file\n")
    refusal(tmp_path / "a.txt")
    (tmp_path / "empty").write_bytes(b"")
    refusal(tmp_path / "empty")
    (tmp_path / "a.eps").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 90 90\nshowpage\n")
    refusal(tmp_path / "a.eps")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.sampled_from(["PNG", "JPEG", "GIF", "BMP"]),
    hits=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255))),
)
def test_damage_is_a_refusal_or_a_picture(form: str, hits: list[tuple[int, int]], tmp_path: Path) -> None:
    path = tmp_path / "a"
    draw_face(size=64).save(path, form)
    data = bytearray(path.read_bytes())
    for at, value in hits:
        data[at % len(data)] = value
    path.write_bytes(data)
    try:
        read = read_picture(path)
    except PoorCapture:
        return
    assert read.ndim == 3
    assert read.dtype == np.uint8
