"""Coverage-guided fuzzing of the readers (atheris):

    python benchmarks/fuzz_readers.py READER [-runs=1000000] [-max_total_time=S]

READER is a reader's file name (warc, mail, pnrgov, paxlst, iso20022, webpage, jsonlines, delimited, freetext) or
`archive` (gzip and zip). Invariant: whatever the bytes are, only typed records and quarantine entries come out, their
spans lie inside the content, and nothing raises or hangs (libFuzzer's -timeout).
"""

from __future__ import annotations

import gzip
import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

SRC = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SRC))

with atheris.instrument_imports(include=["manumit.engine.evidence"]):
    from manumit.base.kernel import Settings
    from manumit.engine.evidence import content, inflating, registry
    from manumit.engine.evidence.encoding import guess_encoding
    from manumit.engine.evidence.leaf import Leaf
    from manumit.engine.evidence.model import Quarantined
    from manumit.engine.evidence.readers.protocol import Reader, head_of
    from manumit.engine.evidence.tables import Typed

READERS = (
    "warc",
    "mail",
    "pnrgov",
    "paxlst",
    "iso20022",
    "webpage",
    "jsonlines",
    "delimited",
    "freetext",
    "archive",
)
SETTINGS = Settings(max_line_mb=1, max_inflate_mb=8)
SHA = "0" * 64

_PNR = b"""UNA:+.?*'
UNB+IATA:1+XX++260301:1200+1'
UNH+1+PNRGOV:13:1:IA+X'
MSG+:22'
SRC'
RCI+XX:ABC123'
DAT+700:010326:1010'
IFT+4:28::XX+CTCE ANA..LEE//MAIL.EXAMPLE'
ORG+XX:LIS+12345678'
TIF+LEE+ANAMS:A:1'
SSR+DOCS:HK:1:XX:::::/P/PRT/A1234567/PRT/12JUL94/F/23AUG29/LEE/ANA MARIA+::1'
SSR+CTCM:HK:1:XX:::::447700900123+::1'
TKT+0012120234533:T:1'
FOP+CC:::VI:XXXXXXXX1186:0229'
IFT+4:43+BOB RAY+1 ROAD'
TVL+120326:0915::1230+LIS+LHR+XX+324:B'
TVL+180326:0915::1230+LHR+LIS+XX+325:B'
UNT+17+1'
UNZ+1+1'
"""
_PAX = b"""UNA:+.? '
UNB+UNOA:4+AIR1+GOV+260301:1200+1++APIS'
UNG+PAXLST+A+B+260301:1200+1+UN+D:05B'
UNH+REF1+PAXLST:D:05B:UN:IATA'
BGM+745'
TDT+20+XX123+++XX'
LOC+125+LIS'DTM+189:2603121540:201'
LOC+87+LHR'DTM+232:2603121740:201'
NAD+FL+++LEE:ANA:MARIA'
ATT+2++F'
DTM+329:940712'
LOC+178+LIS'
LOC+179+LHR'
RFF+AVF:ABC123'
DOC+P:110:111+A1234567'
COM+447700900123:TE'
CNT+42:1'
UNT+16+REF1'
UNE+1+1'
UNZ+1+1'
"""
_CAMT = (
    b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>'
    b'<Acct><Id><Othr><Id>ACC1</Id></Othr></Id></Acct><Ntry><NtryRef>R1</NtryRef><Amt Ccy="EUR">12.50</Amt>'
    b"<CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-02-28</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Cdtr><Nm>Bo"
    b"</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
)
_PACS = (
    b"<Document><FIToFICstmrCdtTrf><GrpHdr><CreDtTm>2026-01-01T00:00:00Z</CreDtTm></GrpHdr><CdtTrfTxInf><PmtId>"
    b'<EndToEndId>E</EndToEndId><TxId>T</TxId></PmtId><IntrBkSttlmAmt Ccy="EUR">5</IntrBkSttlmAmt><DbtrAcct><Id>'
    b"<IBAN>DE00</IBAN></Id></DbtrAcct></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"
)
_PAGE = (
    b'<!doctype html><html lang="en"><head><title>Hi</title><link rel="canonical" href="https://a.example/1">'
    b'<script>1<2</script></head><body><p>a<b>b</b><!-- c --><a href="tel:+15550100">x</a>'
    b'<time datetime="2026-01-02T03:04:05Z"></time></body></html>'
)
_CSV = (
    b"payment_id,time,debtor_account,creditor_account,amount,currency,memo\n1,2026-01-02T03:04:05Z,A,B,1.50,EUR,x\n"
    b'2,2026-01-02T03:04:05+02:00,A,B,2,JPY,"a ""q"", \nb"\n'
)
_JSONL = b'{"ad_id": "1", "posted_at": "2026-01-02T03:04:05Z", "price": 12.5, "currency": "EUR", "images": ["a"]}\n'


def _warc(fields: bytes, block: bytes) -> bytes:
    return b"WARC/1.0\r\n%bContent-Length: %d\r\n\r\n%b\r\n\r\n" % (fields, len(block), block)


_FETCHED = (
    b"WARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
    b"Content-Type: application/http; msgtype=response\r\n"
)
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_WARC = (
    _warc(b"WARC-Type: warcinfo\r\n", b"software: x")
    + _warc(_FETCHED, _OK + b"\r\n" + _PAGE)
    + _warc(_FETCHED, _OK + b"Transfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n4\r\n<p>a\r\n0\r\n\r\n")
    + _warc(_FETCHED, _OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(_PAGE, mtime=0))
    + _warc(_FETCHED, b"HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n")
    + _warc(
        b"WARC-Type: resource\r\nContent-Type: text/html\r\nWARC-Target-URI: <https://a.example>\r\n", _PAGE
    )
)
_SITE = (
    b'<html><head><base href="/b/"><meta name="google-site-verification" content="abcdefghij"><script>gtag("config",'
    b'"G-ABCD1234");fbq("init","1234567890123");</script></head><form action="https://www.paypal.com/x" method=post>'
    b'<input name="hosted_button_id" value="ABCDEF12"><input autocomplete="cc-number" name=n></form>'
    b'<img srcset="a.png 1x, b.png 2x" data-src=c.png><iframe src="https://js.stripe.com/v3"></iframe>'
)

SEEDS: dict[str, list[bytes]] = {
    "warc": [_WARC, _WARC.replace(b"Length: 1", b"Length: 9", 1)],
    "pnrgov": [_PNR, _PNR.replace(b"+", b"-")],
    "paxlst": [_PAX],
    "iso20022": [_CAMT, _PACS],
    "webpage": [_PAGE, _SITE],
    "jsonlines": [_JSONL * 2, b"[" + _JSONL.strip() + b"," + _JSONL.strip() + b"]"],
    "delimited": [_CSV, _CSV.replace(b",", b";"), b"report_id\ttext\n1\tnight \x00 calls\n"],
    "mail": [
        b"From a@b.example Mon Mar  2 10:00:00 2026\nFrom: a@b.example\nTo: c@d.example\nDate: x\n\nhi\n\n"
        b"From a@b.example Mon Mar  2 10:00:00 2026\nSubject: =?utf-8?q?=41?=\n\n>From me\n",
        b"From: =?utf-8?b?QQ==?= <a@b.example>\nMessage-ID: <1>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nContent-Type: "
        b"multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-7\n\na\n--x\nContent-Type: "
        b"text/html\n\n<p>a\n--x\nContent-Type: message/rfc822\n\nSubject: b\n\nb\n--x--\n",
    ],
    "freetext": [b"One.\nTwo.\n\nThree.", "Привет.\r\n\r\nМир".encode("cp1251"), "a\n\nb".encode("utf-16")],
}


def _zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", _CSV)
        archive.writestr("b.gz", gzip.compress(_JSONL, mtime=0))
    return out.getvalue()


SEEDS["archive"] = [gzip.compress(_CSV, mtime=0), _zipped()]


def leaf_of(data: bytes) -> Leaf:
    """Content that is not in any file."""
    head, rest = data[: content.HEAD], io.BytesIO(data[content.HEAD :])
    complete = len(data) < content.HEAD
    return Leaf("fuzz", SHA, "fuzz.txt", 0, head, complete, rest, SETTINGS, guess_encoding(head, complete))


def check(item: Typed | Quarantined | str, size: int | None) -> None:
    """The invariant for one thing that came out."""
    if isinstance(item, Quarantined):
        start, length = item.offset, item.length
        assert item.reason, item
        assert 0 <= start <= start + length <= (size if size is not None else start + length), (item, size)
    elif isinstance(item, Typed):
        item.batch.validate(full=True)
        offsets, lengths = item.batch["byte_offset"].to_pylist(), item.batch["byte_length"].to_pylist()
        for start, length in zip(offsets, lengths, strict=True):
            assert 0 <= start <= start + length <= (size if size is not None else start + length), (
                start,
                length,
            )
        assert item.batch["source_id"].null_count == 0
        assert item.batch["record_id"].null_count == 0


def from_reader(reader: Reader) -> Callable[[bytes], None]:
    """One reader over any bytes, whether it claims them or not."""

    def once(data: bytes) -> None:
        reader.claims(head_of(leaf_of(data)))
        for item in registry.read_leaf(leaf_of(data), reader):
            check(item, len(data))

    return once


def from_archive(data: bytes) -> None:
    """Whatever gzip or zip hold."""
    opening = content.Opening("fuzz", SHA, SETTINGS, inflating.Budget(len(data), SETTINGS))
    for leaf in content.open_stream(io.BytesIO(data), "fuzz", opening):
        if isinstance(leaf, Quarantined):
            check(leaf, None)
        else:
            for item in registry.read_guarded(leaf):
                assert "reader failed" not in getattr(item, "reason", ""), item
                check(item, None)


def main(argv: list[str]) -> None:
    """Fuzz one reader; libFuzzer's flags follow its name."""
    if len(argv) < 2 or argv[1] not in READERS:
        sys.exit(f"usage: fuzz_readers.py {'|'.join(READERS)} [-runs=N]")
    name = argv[1]
    target = from_archive if name == "archive" else from_reader(registry.reader_named(name))
    with tempfile.TemporaryDirectory() as seeds:
        for number, seed in enumerate(SEEDS[name]):
            (Path(seeds) / f"seed-{number}").write_bytes(seed)
        flags = [
            "-max_len=2048",
            "-timeout=20",
            "-rss_limit_mb=4096",
            "-verbosity=0",
            f"-artifact_prefix={tempfile.gettempdir()}/fuzz-{name}-",
        ]
        atheris.Setup([argv[0], seeds, *flags, *argv[2:]], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
