"""What is inside files: archives, limits, damage, and the way back to the bytes."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from manumit.base.kernel import Settings
from manumit.engine.evidence import raw_bytes
from tests.engine.evidence.aids import SETTINGS, Outcome, read_bytes

CSV = b"ad_id,title,text\n" + b"".join(b"A%d,some title,text %d\n" % (n, n) for n in range(5000))
POSTS = b'{"post_id": "S1", "text": "x"}\n{"post_id": "S2", "text": "y"}\n'


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def spans_hold(out: Outcome) -> None:
    for record in out.records[:: max(1, len(out.records) // 7)]:
        raw = raw_bytes(out.path, record, SETTINGS)
        assert record.source_id.encode() in raw
        assert raw.count(b"\n") == 1


def test_gzip_of_several_members(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, gzip.compress(CSV[:40_000]) + gzip.compress(CSV[40_000:]), "a.csv.gz")
    assert out.quarantined == []
    assert len(out.records) == 5000
    spans_hold(out)


def test_zip_in_gzip_in_zip(tmp_path: Path) -> None:
    data = zipped(
        {
            "one/a.csv": CSV,
            "inner.zip.gz": gzip.compress(zipped({"p.jsonl": POSTS, "t.txt": b"Some words here."})),
            "empty/": b"",
        }
    )
    out = read_bytes(tmp_path, data)
    assert out.quarantined == []
    assert (len(out.ids("ad")), out.ids("post"), out.ids("report")) == (5000, ["S1", "S2"], ["t.txt#1"])
    spans_hold(Outcome(out.path, [record for record in out.records if record.kind != "report"], []))
    assert out.raw(out.records[-1]) == b"Some words here."


def test_truncated_gzip_keeps_its_good_part(tmp_path: Path) -> None:
    data = gzip.compress(CSV, mtime=0)
    out = read_bytes(tmp_path, data[: len(data) * 2 // 3])
    assert 1000 < len(out.records) < 5000
    assert [record.columns["text"] for record in out.records] == [
        f"text {n}" for n in range(len(out.records))
    ]
    assert [entry.reason for entry in out.lost][-1] == "the gzip data is cut off"
    assert len(out.lost) <= 2
    spans_hold(out)


def test_damaged_gzip_is_told(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(os.urandom(3000).hex().encode() + b"\n" + CSV, mtime=0))
    data[2000] ^= 0xFF
    out = read_bytes(tmp_path, bytes(data))
    assert any("damaged" in entry.reason for entry in out.lost)


@pytest.mark.parametrize("form", ["gzip", "gzip that lies", "zip", "gzip in zip", "zip in zip"])
def test_bombs_are_refused(tmp_path: Path, form: str) -> None:
    settings = Settings(max_inflate_ratio=50)
    bomb = gzip.compress(CSV[:17] + b"A1,t,x\n" * 4_000_000, mtime=0)
    raw = b"ad_id,title,text\n" + b"A1,t,x\n" * 4_000_000
    data = {
        "gzip": bomb,
        "gzip that lies": bomb + gzip.compress(b"A2,t,x\n"),
        "zip": zipped({"a": raw}),
        "gzip in zip": zipped({"a.gz": bomb}),
        "zip in zip": zipped({"a.zip": zipped({"a": raw})}),
    }[form]
    out = read_bytes(tmp_path, data, settings=settings)
    assert any("bomb" in entry.reason for entry in out.lost)
    assert len(out.records) < 1_000_000
    if form in ("gzip", "zip"):
        assert out.records == []


def test_a_bomb_does_not_cost_its_neighbours(tmp_path: Path) -> None:
    data = zipped({"a.csv": CSV, "bomb": b"\0" * (200 << 20), "z.jsonl": POSTS})
    out = read_bytes(tmp_path, data)
    assert len(out.records) == 5002
    assert [entry.file.rsplit("!")[-1] for entry in out.lost] == ["bomb"]
    spans_hold(out)


def test_nesting_ends(tmp_path: Path) -> None:
    data = CSV
    for _ in range(10):
        data = gzip.compress(data)
    out = read_bytes(tmp_path, data)
    assert out.records == []
    assert "nested" in out.lost[0].reason


@pytest.mark.parametrize("form", ["cut", "office", "encrypted", "noise"])
def test_zips_that_cannot_be_read(tmp_path: Path, form: str) -> None:
    whole = zipped({"a.csv": CSV})
    locked = bytearray(whole)
    locked[6] |= 1
    locked[whole.rindex(b"PK\x01\x02") + 8] |= 1
    data = {
        "cut": whole[:3000],
        "office": zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        "encrypted": bytes(locked),
        "noise": b"PK\x03\x04" + b"\x01\x02" * 2000,
    }[form]
    out = read_bytes(tmp_path, data)
    assert out.records == []
    assert len(out.lost) == 1
    assert {"cut": "damaged", "office": "office", "encrypted": "encrypted", "noise": "damaged"}[
        form
    ] in out.lost[0].reason


def test_a_two_gigabyte_line_is_refused_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with open(path, "wb") as out:
        out.write(b"ad_id,title,text\nA1,t,x\nA2,t,")
        out.seek(2 << 30, os.SEEK_CUR)  # a hole in the file: zeros that take no disk
        out.write(b"\nA3,t,x\n")
    import resource

    from manumit.engine.evidence import Quarantined, Record, iter_file

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = list(iter_file(path, SETTINGS))
    assert [item.source_id for item in items if isinstance(item, Record)] == ["A1", "A3"]
    refused = [item for item in items if isinstance(item, Quarantined)]
    assert len(refused) == 1
    assert refused[0].length == (2 << 30) + 6
    assert "longer than the limit of 4 MiB" in refused[0].reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024
