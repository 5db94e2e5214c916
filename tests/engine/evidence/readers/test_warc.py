"""WARC files: what a crawler fetched, sound and broken."""

from __future__ import annotations

import gzip
import json
import time
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Settings
from manumit.engine.evidence import Quarantined, Record, iter_file, raw_bytes
from tests.engine.evidence.aids import Outcome, facts, read_bytes

HTML = b"<html><head><title>Work abroad</title></head><body><p>Ask for Ana</p></body></html>"
HTTP = b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
URL = "https://jobs.example/%d"


def record(
    block: bytes, number: int = 1, kind: str = "response", length: int | None = None, **more: str
) -> bytes:
    """One WARC record; `more` are its other fields, `_` for `-`."""
    told = {
        "WARC-Type": kind,
        "WARC-Target-URI": URL % number,
        "WARC-Date": "2026-03-02T10:00:00Z",
        "WARC-Record-ID": f"<urn:uuid:{number:032x}>",
        "Content-Type": "application/http; msgtype=response",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    fields = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    size = len(block) if length is None else length
    return f"WARC/1.0\r\n{fields}Content-Length: {size}\r\n\r\n".encode() + block + b"\r\n\r\n"


def fetched(number: int, body: bytes = HTML, **headers: str) -> bytes:
    """A response with a page."""
    told = {"Content-Type": "text/html", **{name.replace("_", "-"): said for name, said in headers.items()}}
    head = "".join(f"{name}: {said}\r\n" for name, said in told.items())
    return record(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body, number)


def urls(*numbers: int) -> list[str]:
    return [URL % number for number in numbers]


INFO = record(b"software: crawler/1\r\n", 0, "warcinfo", Content_Type="application/warc-fields")
QUIET = {
    "redirect": record(b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\nLocation: /x\r\n\r\n" + HTML),
    "redirect without an end": record(b"HTTP/1.1 302 Found\r\nLocation: /x\r\n"),
    "image": record(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG" + bytes(range(256)) * 40),
    "text": record(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello"),
    "no type, no tags": record(b"HTTP/1.1 200 OK\r\n\r\n{}"),
    "empty": record(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
    "revisit": record(HTTP, kind="revisit"),
    "request": record(b"GET / HTTP/1.1\r\n\r\n", kind="request", Content_Type="application/http; msgtype=request"),
    "metadata": record(b"fetchTimeMs: 3\r\n", kind="metadata", Content_Type="application/warc-fields"),
    "name look-up": record(b"20260302100000\njobs.example. 60 IN A 192.0.2.1\n", Content_Type="text/dns"),
    "drawing": record(b"<svg></svg>", kind="resource", Content_Type="image/svg+xml"),
    "error sent as a picture": record(b"HTTP/1.1 404 No\r\nContent-Type: image/jpeg\r\n\r\n<html>none</html>"),
    "no bytes": record(b"", kind="metadata"),
}  # fmt: skip
BOMB = gzip.compress(b"<html>" + b"<p>a</p>" * 4_000_000, 9, mtime=0)
BROKEN: dict[str, tuple[bytes, str]] = {
    "length too great": (record(HTTP + HTML, length=len(HTTP + HTML) + 700), "Content-Length of"),
    "length a little too great": (record(HTTP + HTML, length=len(HTTP + HTML) + 9), "Content-Length of"),
    "length too small": (record(HTTP + HTML, length=len(HTTP + HTML) - 20), "Content-Length of"),
    "length beyond the file": (record(HTTP + HTML, length=10**7), "another record begins before"),
    "length beyond all bounds": (record(HTTP + HTML, length=10**14), "another record begins before"),
    "length of too many digits": (record(HTTP + HTML, length=10**30), "Content-Length is"),
    "negative length": (record(HTTP + HTML, length=-5), "Content-Length is"),
    "two lengths": (record(HTTP + HTML, content_length="7"), "Content-Length is"),
    "no length": (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + HTTP + HTML + b"\r\n\r\n", "without Content-Length"),
    "cut in the body": (record(HTTP + HTML)[:-60] + b"\r\n\r\n", "Content-Length of"),
    "cut in the fields": (record(HTTP + HTML)[:90] + b"\r\n", "no end"),
    "fields without end": (b"WARC/1.0\r\n" + b"X-A: b\r\n" * 20_000 + b"\r\n\r\n", "no end"),
    "noise": (b"\x00\xff" * 3000 + b"\n", "no record"),
    "no status line": (record(b"<html>" + HTML), "status line"),
    "status of words": (record(b"HTTP/1.1 OK fine\r\nContent-Type: text/html\r\n\r\n" + HTML), "status line"),
    "headers of noise": (record(b"HTTP/1.1 200 OK\r\n\x00\x01\r\nzz\r\n\r\n" + HTML), "headers are broken"),
    "headers without end": (record(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + b"A: b\r\n"), "no end"),
    "headers that fill all": (record(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 30_000 + HTML), "no end"),
    "chunks cut off": (fetched(1, b"40\r\n<html>", Transfer_Encoding="chunked"), "cut off"),
    "chunks without last": (fetched(1, b"6\r\n<html>\r\n", Transfer_Encoding="chunked"), "cut off"),
    "chunks broken": (fetched(1, b"6\r\n<html>\r\nzz\r\n0\r\n\r\n", Transfer_Encoding="chunked"), "chunks"),
    "gzip cut off": (fetched(1, gzip.compress(HTML, mtime=0)[:-20], Content_Encoding="gzip"), "cut off"),
    "gzip damaged": (fetched(1, b"\x1f\x8b\x08" + b"\xff" * 60, Content_Encoding="gzip"), "damaged"),
    "gzip bomb": (fetched(1, BOMB, Content_Encoding="gzip"), "bomb"),
    "gzip in gzip in gzip ...": (fetched(1, BOMB, Content_Encoding="gzip, gzip, gzip, gzip"), "more than 3"),
    "brotli": (fetched(1, b"\x8b\x03\x80", Content_Encoding="br"), "'br', which is not read"),
    "a million tags": (fetched(1, b"<html>" + b"<br>" * 1_000_000), "more than 500,000 tags"),
    "very deep": (fetched(1, b"<html>" + b"<div>" * 100_000), "more than 20,000 levels"),
    "too large": (fetched(1, b"<html>" + b"word " * (4 << 20)), "a page of more than 4 MiB"),
    "in segments": (record(HTTP + HTML, WARC_Segment_Number="1"), "segments"),
    "no address": (record(HTTP + HTML, WARC_Target_URI=""), "without an address"),
}  # fmt: skip


def test_what_a_crawl_says(tmp_path: Path) -> None:
    page = (
        b'<html lang="fr"><link rel="canonical" href="/offre"><title>Offre</title>'
        b'<time datetime="2026-01-01">x</time><a href="tel:+33 1 99 00 12 34">a</a><p>Venez</p></html>'
    )
    data = INFO + record(
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + page, WARC_IP_Address="192.0.2.7"
    )
    out = read_bytes(tmp_path, data, "crawl.warc")
    assert out.quarantined == []
    (one,) = out.kind("page")
    assert one["source_id"] == one["url"] == URL % 1
    assert one["canonical"] == "https://jobs.example/offre"
    assert one["observed_at"] == one["seen_at"] == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert (one["title"], one["language"], one["contact"]) == ("Offre", "fr", "+33199001234")
    assert one["reader"] == "warc/3"
    assert json.loads(one["extra"]) == {
        "warc_record_id": "urn:uuid:" + f"{1:032x}",
        "ip_address": "192.0.2.7",
        "dated": "2026-01-01",
        "http_status": 404,
    }  # fmt: skip
    assert (one["byte_offset"], one["byte_length"]) == (len(INFO), len(data) - len(INFO) - 4)
    raw = out.raw(out.records[0])
    assert raw.startswith(b"WARC/1.0\r\n")
    assert raw.endswith(b"</html>")
    assert facts(read_bytes(tmp_path, raw, "again").records[0].columns) == facts(one)


@pytest.mark.parametrize("form", ["plain", "a member a record", "one member", "in a zip"])
def test_packed_or_not_the_records_are_the_same(tmp_path: Path, form: str) -> None:
    pages = [INFO, *(fetched(number) for number in range(40)), *QUIET.values()]
    data = b"".join(pages)
    if form == "a member a record":
        data = b"".join(gzip.compress(page, mtime=0) for page in pages)
    elif form == "one member":
        data = gzip.compress(data, mtime=0)
    elif form == "in a zip":
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("c.warc", data)
            file = archive.fp
        assert isinstance(file, io.BytesIO)
        data = file.getvalue()
    out = read_bytes(tmp_path, data, "crawl.warc.gz")
    assert out.quarantined == []
    assert out.ids("page") == urls(*range(40))
    starts = [sum(map(len, pages[:number])) for number in range(1, 41)]
    assert [one["byte_offset"] for one in out.kind("page")] == starts
    assert out.raw(out.records[9]) == pages[10][:-4]


@pytest.mark.parametrize("name", QUIET)
def test_what_holds_no_page_gives_nothing(tmp_path: Path, name: str) -> None:
    out = read_bytes(tmp_path, fetched(7) + QUIET[name] + fetched(8))
    assert out.quarantined == []
    assert out.ids("page") == urls(7, 8)


def test_a_crawl_without_any_page_says_so(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, INFO + QUIET["image"] + QUIET["redirect"])
    assert (out.records, out.lost) == ([], [])
    assert [entry.reason for entry in out.noted] == ["no page is in any of its 3 sound records"]


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_what_is_broken_costs_no_neighbour(tmp_path: Path, name: str, packed: bool) -> None:
    data, reason = BROKEN[name]
    before, after = fetched(7), fetched(8) + QUIET["image"] + fetched(9)
    whole = before + data + after
    settings = Settings(max_line_mb=4, max_inflate_ratio=2000 if packed else 200)
    out = read_bytes(tmp_path, gzip.compress(whole, mtime=0) if packed else whole, settings=settings)
    assert out.ids("page") == urls(7, 8, 9)
    assert out.noted == []
    (entry,) = out.lost
    assert reason in entry.reason
    assert len(before) <= entry.offset < entry.offset + entry.length <= len(before + data)
    assert raw_bytes(out.path, out.records[1], settings) == fetched(8)[:-4]


def test_the_last_record_may_be_cut_off_anywhere(tmp_path: Path) -> None:
    last = fetched(2)
    for cut in (3, 8, 30, 120, 240, len(last) - 6, len(last) - 5):
        out = read_bytes(tmp_path, fetched(1) + last[:cut])
        assert out.ids("page") == urls(1)
        (entry,) = out.lost
        assert (entry.offset, entry.length) == (len(fetched(1)), cut)
    for cut in (4, 3, 2, 1):  # only the line ends behind it are missing
        assert read_bytes(tmp_path, fetched(1) + last[:-cut]).ids("page") == urls(1, 2)


def test_a_damaged_member_ends_the_file_and_is_told(tmp_path: Path) -> None:
    packed = [gzip.compress(fetched(number), mtime=0) for number in range(3)]
    damaged = bytearray(packed[1])
    damaged[40] ^= 0xFF
    out = read_bytes(tmp_path, packed[0] + bytes(damaged) + packed[2])
    assert out.ids("page") == urls(0)
    assert any("gzip data is damaged" in entry.reason for entry in out.lost)


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


def test_bombs_share_one_budget(tmp_path: Path) -> None:
    small = gzip.compress(
        b"<html>" + b"<p>a</p>" * 60_000, 9, mtime=0
    )  # 480 kB of 1.5 kB: two fit in the free MiB
    data = b"".join(fetched(number, small, Content_Encoding="gzip") for number in range(6))
    out = read_bytes(tmp_path, data + fetched(9), settings=Settings(max_inflate_ratio=20))
    assert out.ids("page") == urls(0, 1, 9)
    assert ["MANUMIT_MAX_INFLATE_RATIO" in entry.hint for entry in out.lost] == [True] * 4


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


def test_doubts_keep_the_page(tmp_path: Path) -> None:
    short = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n" + HTML
    data = (
        record(HTTP + HTML, 1, WARC_Date="yesterday")
        + record(HTTP + HTML, 2, WARC_Truncated="length")
        + record(short, 3)
    )
    out = read_bytes(tmp_path, data)
    assert out.ids("page") == urls(1, 2, 3)
    assert out.kind("page")[0]["seen_at"] is None
    assert [entry.reason for entry in out.noted] == [
        "the WARC-Date 'yesterday' cannot be read",
        "the crawler broke the page off (length)",
        "the page is shorter than its server said",
    ]


def test_other_writers_forms_are_read(tmp_path: Path) -> None:
    resource = record(HTML, 3, "resource", Content_Type="text/html", WARC_Target_URI=f"<{URL % 3}>")
    bare = (fetched(4) + resource).replace(
        b"\r\n", b"\n"
    )  # lengths are now too great by the line ends of the HTTP
    folded = record(HTTP + HTML, 5, X_Note="a\r\n b").replace(b"WARC/1.0", b"WARC/1.1")
    close = record(HTTP + HTML, 6)[:-4] + record(HTTP + HTML, 7)  # no line ends between
    untold = record(b"HTTP/1.1 200 OK\r\n\r\n" + HTML, 8)
    out = read_bytes(tmp_path, b"\xef\xbb\xbf\r\n" + resource + folded + close + untold + b"\r\n\r\n\r\n")
    assert out.quarantined == []
    assert out.ids("page") == urls(3, 5, 6, 7, 8)
    lines = read_bytes(tmp_path, bare)
    assert lines.ids("page") == urls(3)
    assert "Content-Length of" in lines.lost[0].reason


def test_a_page_and_the_same_page_saved_are_two_records(tmp_path: Path) -> None:
    page = f'<html><link rel="canonical" href="{URL % 1}"><p>x</p>'.encode()
    saved, crawled = read_bytes(tmp_path, page, "a.html"), read_bytes(tmp_path, fetched(1, page), "a.warc")
    away = ("record_id", "seen_at", "observed_at", "zone_minutes", "extra", "reader")
    one, two = saved.records[0], crawled.records[0]
    assert one.columns["record_id"] != two.columns["record_id"]
    assert {name: said for name, said in facts(one.columns).items() if name not in away} == {
        name: said for name, said in facts(two.columns).items() if name not in away
    }


def test_a_long_record_is_passed_over_without_being_held(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "film.warc"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"
    film = record(head, length=1 << 28)[:-4]
    with open(path, "wb") as out:
        out.write(fetched(1) + film)
        out.seek((1 << 28) - len(head), 1)  # a hole: zeros that take no disk
        out.write(b"\r\n\r\n" + fetched(2))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = list(iter_file(path, Settings(max_line_mb=4)))
    assert [item.source_id for item in items if isinstance(item, Record)] == urls(1, 2)
    assert [item for item in items if isinstance(item, Quarantined)] == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


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


def test_a_registrys_answer_is_a_domain(tmp_path: Path) -> None:
    answer = {
        "objectClassName": "domain",
        "ldhName": "jobs.example",
        "events": [{"eventAction": "registration", "eventDate": "2026-01-20T08:00:00Z"}],
    }
    told = fetched(2, json.dumps(answer).encode(), Content_Type="application/rdap+json")
    broken = fetched(3, b"{]", Content_Type="application/rdap+json; charset=utf-8")
    out = read_bytes(tmp_path, fetched(1) + told + broken)
    (one,) = out.kind("domain")
    assert (one["source_id"], one["registered_at"]) == ("jobs.example", datetime(2026, 1, 20, 8, tzinfo=UTC))
    assert one["observed_at"] == datetime(2026, 3, 2, 10, tzinfo=UTC), "when the crawler asked"
    assert out.ids("page") == urls(1)
    assert [entry.reason for entry in out.lost] == ["an RDAP answer that says nothing of a domain"]
