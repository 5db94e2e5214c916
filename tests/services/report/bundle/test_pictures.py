"""Pictures are found however they are written, and what is none stays."""

from __future__ import annotations

import base64
import hashlib

import pytest

from manumit.services.report.bundle.pictures import holds_picture, without_pictures

HEADS = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "gif": b"GIF89a",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "heic": b"\x00\x00\x00\x18ftypheic",
}


@pytest.mark.parametrize("kind", HEADS)
def test_raw(kind: str) -> None:
    assert holds_picture(b"text before " + HEADS[kind] + bytes(40))


@pytest.mark.parametrize("kind", [kind for kind in HEADS if kind != "heic"])
def test_in_base64(kind: str) -> None:
    picture = HEADS[kind] + bytes(range(60))
    text = base64.b64encode(picture).decode()
    digest = hashlib.sha256(picture).hexdigest()
    assert holds_picture(f'{{"image": "{text}"}}'.encode())
    assert without_pictures(f"see {text} here") == f"see (picture, sha256 {digest}) here"
    assert without_pictures(f'<img src="data:image/{kind};base64,{text}">') == (
        f'<img src="(picture, sha256 {digest})">'
    )


@pytest.mark.parametrize(
    "text", ["plain", "a link https://example.org/a.jpg", "the word data: image", "/9j/ alone", "UklGR", ""]
)
def test_no_picture(text: str) -> None:
    assert without_pictures(text) == text
    assert not holds_picture(text.encode())


def test_a_drawing_in_an_address_that_is_not_base64() -> None:
    assert without_pictures("x data:image/svg+xml,%3Csvg%3E y").startswith("x (picture, sha256 ")
