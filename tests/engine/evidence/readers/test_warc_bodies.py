"""Bodies of pages in WARC files: codings, encodings, dates, and whatever bytes there are."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Settings
from tests.engine.evidence.aids import Outcome, read_bytes
from tests.engine.evidence.readers.crawls import HTML, HTTP, INFO, QUIET, URL, fetched, record, urls


@pytest.mark.parametrize(
    "coding", ["gzip", "two members", "deflate", "raw deflate", "gzip, deflate", "none", "stored plain"]
)
@pytest.mark.parametrize("chunked", [False, True], ids=["whole", "chunked"])
def test_codings_are_undone(tmp_path: Path, coding: str, chunked: bool) -> None:
    raw = zlib.compressobj(wbits=-15)
    body, said = {
        "gzip": (gzip.compress(HTML), "gzip"),
        "two members": (gzip.compress(HTML[:40]) + gzip.compress(HTML[40:]), "x-gzip"),
        "deflate": (zlib.compress(HTML), "deflate"),
        "raw deflate": (raw.compress(HTML) + raw.flush(), "deflate"),
        "gzip, deflate": (zlib.compress(gzip.compress(HTML)), "gzip, deflate"),
        "none": (HTML, "identity"),
        "stored plain": (HTML, "br"),
    }[coding]
    headers: Mapping[str, str] = {"Content-Encoding": said}
    if chunked:
        parts = [body[at : at + 13] for at in range(0, len(body), 13)]
        body = b"".join(b"%x;a=b\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\nX: y\r\n\r\n"
        headers = {**headers, "Transfer-Encoding": "chunked"}
    out = read_bytes(tmp_path, fetched(1, body, **headers))
    assert out.quarantined == []
    assert out.kind("page")[0]["text"] == "Ask for Ana"


@pytest.mark.parametrize(
    ("said", "data"),
    [
        ("text/html; charset=windows-1251", "Привет".encode("cp1251")),
        ('text/html; charset="koi8-r"', "Привет".encode("koi8-r")),
        ("text/html; charset=iso-8859-1", "Привет".encode()),  # servers say so of everything
        ("text/html; charset=idna", b'<meta charset="windows-1251">' + "Привет".encode("cp1251")),
        ("application/xhtml+xml", "Привет".encode("utf-16")),
    ],
)
def test_encodings(tmp_path: Path, said: str, data: bytes) -> None:
    markup = "<html><p>".encode("utf-16") + data[2:] if data[:2] == b"\xff\xfe" else b"<html><p>" + data
    out = read_bytes(tmp_path, record(f"HTTP/1.1 200 OK\r\nContent-Type: {said}\r\n\r\n".encode() + markup))
    assert out.kind("page")[0]["text"] == "Привет"


@pytest.mark.parametrize(
    ("date", "seen"),
    [
        ("2026-03-02T10:00:00.123456789Z", "2026-03-02T10:00:00"),
        ("2026-03-02", "2026-03-02T00:00:00"),
        ("2026-03", "2026-03-01T00:00:00"),
        ("2026", "2026-01-01T00:00:00"),
        ("20260302100000", "2026-03-02T10:00:00"),
    ],
)
def test_dates_of_every_precision(tmp_path: Path, date: str, seen: str) -> None:
    one = read_bytes(tmp_path, record(HTTP + HTML, WARC_Date=date)).kind("page")[0]
    assert one["observed_at"].replace(microsecond=0).isoformat() == f"{seen}+00:00"


HOSTILE = {
    "version lines": b"WARC/1.0\r\nA:b\r\n" * 60_000,
    "version lines with lengths": b"WARC/1.0\r\nContent-Length: 900000\r\n\r\n" * 30_000,
    "line ends": fetched(1) + b"\r\n" * 2_000_000,
    "empty records": b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * 30_000,
    "chunks of a byte": fetched(1, b"1\r\na\r\n" * 300_000 + b"0\r\n\r\n", Transfer_Encoding="chunked"),
    "members of a byte": fetched(1, gzip.compress(b"a", mtime=0) * 30_000, Content_Encoding="gzip"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_content_takes_little_time(tmp_path: Path, name: str) -> None:
    begun = time.process_time()
    out = read_bytes(tmp_path, HOSTILE[name] + b"\r\n\r\n" + fetched(9), settings=Settings())
    assert out.ids("page")[-1:] == urls(9)
    assert time.process_time() - begun < 20


def _holds(out: Outcome, size: int) -> None:
    assert not [entry for entry in out.quarantined if "reader failed" in entry.reason]
    for entry in out.quarantined:
        assert 0 <= entry.offset <= entry.offset + entry.length <= size


CRAWL = INFO + b"".join(map(fetched, range(1, 5))) + QUIET["redirect"]


@given(
    st.lists(st.tuples(st.integers(0, len(CRAWL) - 1), st.binary(max_size=6), st.integers(0, 40)), max_size=6)
)
def test_whatever_is_damaged_nothing_fails(
    tmp_path_factory: pytest.TempPathFactory, wounds: list[tuple[int, bytes, int]]
) -> None:
    data = bytearray(CRAWL)
    for at, new, gone in wounds:
        data[at : at + gone] = new
    out = read_bytes(
        tmp_path_factory.mktemp("warc"), b"WARC/1.0\r\n" + bytes(data[10:]) + b"\r\n\r\n" + fetched(9)
    )
    _holds(out, len(data) + 4 + len(fetched(9)))
    assert URL % 9 in out.ids("page")


@given(st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=6))
def test_any_bodies_come_through(tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]) -> None:
    data = b"".join(fetched(number, b"<html>" + body) for number, body in enumerate(bodies))
    out = read_bytes(tmp_path_factory.mktemp("warc"), data)
    _holds(out, len(data))
    assert out.lost == []
    assert out.ids("page") == urls(*range(len(bodies)))
