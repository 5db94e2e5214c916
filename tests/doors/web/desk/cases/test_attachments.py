"""Attachments: sealed as they come, told by what they are, never run by a browser."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from manumit.doors.web.desk.models import Attachment, Trace
from manumit.doors.web.desk.pictures import WIDEST, bare_copy
from manumit.doors.web.desk.uploads import MOST_NAME, safe_name, sniffed
from tests.doors.web.conftest import Signed
from tests.doors.web.desk.cases.conftest import Desk
from tests.doors.web.desk.hands import lies_in

SECRET = b"Obsidian, in the middle of a file"


def _file(data: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


def _attach(desk: Desk, data: bytes, name: str, token: str = "1" * 32) -> Any:
    return desk.client.post(f"{desk.url}/attachments", {"file": _file(data, name), "token": token})


def _whole(answer: Iterable[bytes]) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def _photo(size: tuple[int, int] = (64, 48)) -> bytes:
    picture, out = Image.new("RGB", size, "#336699"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Obsidian described"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(out, "JPEG", exif=exif, comment=b"Obsidian commented")
    return out.getvalue()


@pytest.mark.django_db
def test_a_file_comes_back_as_it_was_and_lies_nowhere_in_plain(desk: Desk) -> None:
    data = b"%PDF-1.4\n" + SECRET * 200_000
    assert _attach(desk, data, "tenancy papers.pdf").status_code == 302
    held = Attachment.objects.get()
    assert (held.media, held.size) == ("application/pdf", len(data))
    assert held.sha256 == hashlib.sha256(data).hexdigest()
    answer = desk.client.get(f"{desk.url}/attachments/{held.pk}")
    assert _whole(answer) == data
    assert answer["Content-Disposition"] == 'attachment; filename="tenancy papers.pdf"'
    for place in (settings.HOUSE.vault, settings.HOUSE.uploads):
        assert lies_in(place, SECRET.decode()) == []
    assert Trace.objects.filter(what="attachment", body__form="original").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "image/svg+xml"),
        (b"<!doctype html><script>alert(1)</script>", "text/html"),
        (b"GIF89a is what it says, <script>alert(1)</script>", "image/gif"),
    ],
)
def test_what_a_browser_would_run_is_only_ever_a_download(desk: Desk, data: bytes, media: str) -> None:
    _attach(desk, data, "holiday.png")
    held = Attachment.objects.get()
    assert (held.media, held.copy) == (media, "")
    answer = desk.client.get(f"{desk.url}/attachments/{held.pk}")
    assert answer["Content-Type"] in ("application/octet-stream", "image/gif")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert desk.client.get(f"{desk.url}/attachments/{held.pk}/copy").status_code == 404


@pytest.mark.django_db
def test_of_a_picture_a_bare_copy_is_shown_blurred(desk: Desk) -> None:
    data = _photo()
    assert b"Obsidian" in data
    _attach(desk, data, "door.jpg")
    held = Attachment.objects.get()
    page = desk.client.get(desk.url).content.decode()
    assert 'class="sensitive"' in page
    copy = _whole(desk.client.get(f"{desk.url}/attachments/{held.pk}/copy"))
    assert b"Obsidian" not in copy
    with Image.open(io.BytesIO(copy)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("JPEG", (48, 64), {})  # upright
    assert _whole(desk.client.get(f"{desk.url}/attachments/{held.pk}")) == data
    assert desk.client.post(f"{desk.url}/attachments/{held.pk}/seen").status_code == 204
    forms = Trace.objects.filter(what="attachment", body__has_key="form").values_list("body__form", flat=True)
    assert sorted(forms) == ["copy", "original", "shown"]


@pytest.mark.django_db
def test_too_large_is_refused_and_nothing_is_kept(desk: Desk, settings: Any) -> None:
    settings.ATTACHMENT_LIMIT = 1000
    answer = _attach(desk, b"x" * 1001, "big.bin")
    assert answer.status_code == 400
    assert "Nothing was kept" in answer.content.decode()
    settings.ATTACHMENT_LIMIT = -(1 << 20)  # what the browser says of its size is enough
    assert _attach(desk, b"x" * 1001, "big.bin").status_code == 400
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_no_file_and_empty_files_are_refused(desk: Desk) -> None:
    assert _attach(desk, b"", "empty.txt").status_code == 400
    assert desk.client.post(f"{desk.url}/attachments", {"token": "1" * 32}).status_code == 400


@pytest.mark.django_db
def test_sent_twice_is_attached_once(desk: Desk) -> None:
    for _ in range(2):
        assert _attach(desk, b"once", "note.txt").status_code == 302
    assert Attachment.objects.count() == 1


@pytest.mark.django_db
def test_a_form_of_another_site_is_refused(desk: Desk) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.client.cookies
    answer = strict.post(f"{desk.url}/attachments", {"file": _file(b"x", "a.txt"), "token": "1" * 32})
    assert answer.status_code == 403
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_an_attachment_of_another_case_is_not_there(desk: Desk, signed: Signed) -> None:
    _attach(desk, _photo(), "door.jpg")
    held, client = Attachment.objects.get(), signed()
    other = client.post("/w/case-7/cases/new", {"title": "Other", "token": "b" * 32})["Location"]
    for page in ("", "/copy"):
        assert client.get(f"{other}/attachments/{held.pk}{page}").status_code == 404
        assert client.get(f"{desk.url}/attachments/{held.pk}{page}").status_code == 404
    assert client.post(f"{other}/attachments/{held.pk}/seen").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\a.exe", "a\r\nSet-Cookie: x=1.txt", "\u202egnp.exe", ".htaccess"]
)
def test_hostile_names_become_names(desk: Desk, name: str) -> None:
    _attach(desk, b"words", name)
    header = desk.client.get(f"{desk.url}/attachments/{Attachment.objects.get().pk}")["Content-Disposition"]
    assert not any(bad in header for bad in ("/", "\\", "\n", "\r", "\u202e", '"."'))
    assert header.startswith("attachment")


@given(some.text(max_size=400))
def test_a_safe_name_is_one_line_without_folders_and_not_endless(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= MOST_NAME
    assert not set(safe) & set('/\\:*?"<>|\n\r\0\u202e')
    assert not safe.startswith(".")
    assert safe_name(safe) == safe


@given(some.binary(max_size=300))
def test_sniffing_never_fails(head: bytes) -> None:
    assert "/" in sniffed(head)


@given(some.binary(max_size=400), some.sampled_from(["image/jpeg", "image/png", "image/gif", "image/tiff"]))
def test_damaged_pictures_give_no_copy_and_no_error(tail: bytes, media: str) -> None:
    heads = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "image/gif": b"GIF89a"}
    assert bare_copy(heads.get(media, b"II*\x00") + tail, media) is None


def test_a_bomb_is_not_opened_and_large_pictures_are_made_smaller() -> None:
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    assert bare_copy(bomb, "image/png") is None
    copy = bare_copy(_photo((4000, 100)), "image/jpeg")
    assert copy is not None
    with Image.open(io.BytesIO(copy)) as shown:
        assert max(shown.size) == WIDEST
