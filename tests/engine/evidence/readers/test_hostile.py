"""Content made to cost time or memory: every reader stays quick."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from manumit.base.kernel import Settings
from tests.engine.evidence.aids import read_bytes

CAMT = b"<Document><BkToCstmrStmt><Ntry>"
PNR = b"UNB+IATA:1'UNH+1+PNRGOV:13:1:IA'SRC'RCI+XX:AAA111'"
HOSTILE = {
    "one tag of many quotes": b"<html>" + b"<a'\"<a'\"" * 60_000,
    "open quote in every tag": b"<html>" + b"<a b='" + b"<c " * 150_000,
    "unclosed noscript": b"<html>" + b"<noscript>" * 40_000,
    "ampersands": b"<html>" + b"&" * 500_000 + b"&#1" * 50_000,
    "an attribute without end": CAMT + b"<Amt x='" + b"a" * 20_000_000,
    "texts between elements": CAMT + b"<a/>x" * 200_000,
    "a text in many pieces": CAMT + b"<a>" + b"x&amp;<!-- -->" * 300_000,
    "line ends in a segment": PNR + b"TIF+" + b"\n" * 900_000 + b"'",
    "an address without end": PNR + b"IFT+4:28+CTCE " + b"a" * 900_000 + b"//'",
    "a telephone without end": PNR + b"TIF+A+B:A:1'SSR+CTCM:::::::" + b"1 " * 400_000 + b"'",
    "travellers without end": PNR + b"TIF+A+B:A:1'" * 20_000,
    "open quotes": b"ad_id,title,text,x\n" + b'"\n' * 50_000,
    "escaped quotes": b"ad_id,title,text,x\n" + (b'"a""\n' + b"z\n" * 998) * 50,
    "other keys in every line": b"\n".join(b'{"ad_id":"%d","k%d":1}' % (n, n) for n in range(20_000)),
    "objects without end": b"[" + b'{"a":' * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_content_takes_little_time(name: str, tmp_path: Path) -> None:
    begun = time.process_time()
    out = read_bytes(tmp_path, HOSTILE[name], settings=Settings())
    assert time.process_time() - begun < 20
    assert out.records or out.lost


def test_objects_with_other_keys_stay_in_order(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, HOSTILE["other keys in every line"])
    assert out.ids("ad") == [str(number) for number in range(20_000)]
    assert out.kind("ad")[7]["extra"] == '{"k7": "1"}'
    assert out.raw(out.records[7]) == b'{"ad_id":"7","k7":1}\n'


def test_a_table_without_a_header_is_no_prose(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, b"P1,2026-01-01,A,B,1.00\nP2,2026-01-01,A,B,2.00\nP3,2026-01-01,A,B,3.00\n")
    assert out.records == []
    assert "--map" in out.lost[0].hint
