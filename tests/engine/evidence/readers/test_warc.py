"""WARC files: what a crawler fetched, sound and broken."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from manumit.base.kernel import Settings
from manumit.engine.evidence import Quarantined, Record, iter_file, raw_bytes
from tests.engine.evidence.aids import facts, read_bytes
from tests.engine.evidence.readers.crawls import HTML, HTTP, INFO, QUIET, URL, fetched, record, urls

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


def test_bombs_share_one_budget(tmp_path: Path) -> None:
    small = gzip.compress(
        b"<html>" + b"<p>a</p>" * 60_000, 9, mtime=0
    )  # 480 kB of 1.5 kB: two fit in the free MiB
    data = b"".join(fetched(number, small, Content_Encoding="gzip") for number in range(6))
    out = read_bytes(tmp_path, data + fetched(9), settings=Settings(max_inflate_ratio=20))
    assert out.ids("page") == urls(0, 1, 9)
    assert ["MANUMIT_MAX_INFLATE_RATIO" in entry.hint for entry in out.lost] == [True] * 4


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
