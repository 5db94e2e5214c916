"""A picture becomes a record of its bytes, wherever it lies, and its bytes are found again."""

from __future__ import annotations

import gzip
import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from manumit.base.kernel import Settings
from manumit.engine.evidence import Place, Workspace, picture_bytes, read_sources
from manumit.engine.evidence.pictures import CHANGED, GONE
from manumit.engine.evidence.readers.picture import media_of
from tests.engine.evidence.aids import read_bytes, tables

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300
BMP = (
    b"BM" + (1000).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little") + (40).to_bytes(4, "little")
)
MARKS = {
    b"\xff\xd8\xff\xe0": "image/jpeg", PNG: "image/png", b"GIF87a": "image/gif", b"GIF89a": "image/gif",
    b"RIFF\x10\x00\x00\x00WEBPVP8 ": "image/webp", BMP: "image/bmp", b"II*\0": "image/tiff",
    b"\0\0\0\x18ftypavif": "image/avif", b"\0\0\0\x18ftypheic": "image/heic", b"BMW for sale": "", b"": "",
    b"\0\0\0\x18ftypisom": "", b"RIFF\x10\x00\x00\x00WAVE": "",
}  # fmt: skip


@pytest.mark.parametrize("data", MARKS, ids=lambda data: repr(data[:12]))
def test_pictures_are_told_by_their_first_bytes(data: bytes) -> None:
    assert media_of(data) == MARKS[data]


def test_a_picture_is_a_record_of_its_bytes(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, PNG, "a.jpg")
    (one,) = out.kind("image")
    assert out.quarantined == []
    assert (one["source_id"], one["media"], one["byte_length"]) == ("a.jpg", "image/png", len(PNG))
    assert one["content_sha256"] == one["file_sha256"] == sha256(PNG).hexdigest()


def crawled(
    body: bytes, head: str = "Content-Type: image/png\r\n", url: str = "https://b.example/i/1.png"
) -> bytes:
    block = f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body
    fields = f"WARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-02T10:00:00Z\r\n"
    fields += f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n"
    return f"WARC/1.0\r\n{fields}\r\n".encode() + block + b"\r\n\r\n"


def chunked(body: bytes) -> bytes:
    return f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"


def test_a_crawl_brings_pictures(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, crawled(PNG), "crawl.warc")
    (one,) = out.kind("image")
    assert (one["source_id"], one["url"]) == ("https://b.example/i/1.png",) * 2
    assert one["observed_at"].isoformat() == "2026-03-02T10:00:00+00:00"
    assert one["content_sha256"] == sha256(PNG).hexdigest()
    assert out.noted == []


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"pics/{name}.png", data)
    return file.getvalue()


def places(workspace: Workspace) -> list[Place]:
    names = ("record_id", "file_sha256", "byte_offset", "byte_length", "reader", "content_sha256")
    rows = sorted(tables(workspace)["image"], key=lambda row: (row["file_sha256"], row["byte_offset"]))
    return [Place(*(row[name] for name in names)) for row in rows]


def test_the_bytes_are_found_again_in_whatever_holds_them(tmp_path: Path) -> None:
    many = [PNG + str(number).encode() for number in range(7)]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "plain.png").write_bytes(many[0])
    (folder / "two.zip").write_bytes(zipped(a=many[1], b=many[2]))
    crawl = crawled(many[3]) + crawled(
        chunked(many[4]), "Content-Type: image/png\r\nTransfer-Encoding: chunked\r\n"
    )
    packed = gzip.compress(many[5])
    crawl += crawled(packed, "Content-Encoding: gzip\r\nContent-Type: image/png\r\n") + crawled(many[6], "")
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(crawl))
    workspace = Workspace.open(tmp_path / "w", create=True)
    read_sources(workspace, [folder], Settings())
    found = dict(picture_bytes(workspace, places(workspace), Settings()))
    assert sorted(map(str, found.values())) == sorted(map(str, many))
    members = {row["member"] for row in tables(workspace)["image"]}
    assert members == {None, "pics/a.png", "pics/b.png"}


def test_a_picture_that_is_gone_or_another_now_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.png").write_bytes(PNG + name.encode())
    workspace = Workspace.open(tmp_path / "w", create=True)
    read_sources(workspace, [folder], Settings())
    (folder / "a.png").unlink()
    (folder / "b.png").write_bytes(PNG + b"!")
    (folder / "c.png").write_bytes(PNG[:50])
    told = {
        place.content_sha256: why for place, why in picture_bytes(workspace, places(workspace), Settings())
    }
    assert told == {
        sha256(PNG + b"a").hexdigest(): GONE,
        sha256(PNG + b"b").hexdigest(): CHANGED,
        sha256(PNG + b"c").hexdigest(): CHANGED,
    }
