"""WARC files: each page that a crawler fetched or wrote is a `page` record, read as a saved page is.

`response` and `resource` records with HTML count; its address is WARC-Target-URI, it was seen at WARC-Date, its bytes
are the WARC record's. A registry's RDAP answer is a `domain` record in the same way, a picture an `image` record.
Redirects, revisits, requests, scripts and the like are read and give nothing. What is broken is set aside by itself and
the next record is still found (warc_frames.py). The same page saved by a browser is another record: both were seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC
from hashlib import sha256

from manumit.base.kernel import Settings, parse_instant
from manumit.engine.evidence.encoding import guess_encoding
from manumit.engine.evidence.inflating import Budget
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers import picture, rdap, webpage
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.readers.warc_frames import LONGEST_HEAD, Frame, frame_of, frames
from manumit.engine.evidence.readers.warc_http import Reply, Trouble, plain_body, reply_of
from manumit.engine.evidence.rows import Draft, Found, gathered

NAME, VERSION = "warc", "3"
_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_STAMP = re.compile(r"(\d{4})-?(\d\d)?-?(\d\d)?T?(?:(\d\d):?(\d\d):?(\d\d)(?:\.\d{1,12})?Z?)?")
_BEGINNINGS = (
    "WARC/1.",
    "WARC/0.17",
    "WARC/0.18",
    *(b"WARC/1".decode(name) for name in ("utf-16-le", "utf-16-be")),
)
"""The last two: a film right at the beginning holds so many zeros that all is taken for UTF-16."""
_HELD = 8 << 20
"""Characters of pages that wait to be typed together."""


def claims(head: Head) -> bool:
    """The first record's version line."""
    return head.text.lstrip("\ufeff\r\n").startswith(_BEGINNINGS)


def read(leaf: Leaf) -> Iterator[Found]:
    """A draft a page, in order."""
    waiting: list[Draft] = []
    size = 0
    for item in _found(leaf):
        if not isinstance(item, Draft):
            yield item
            continue
        waiting.append(item)
        size += sum(map(len, filter(None, item.values.values())))
        if size > _HELD:
            yield from gathered(waiting)
            waiting, size = [], 0
    yield from gathered(waiting)


def body_of(span: bytes, settings: Settings) -> bytes | Trouble:
    """What a record that was read from these bytes holds: the page, or the picture, without its codings."""
    frame = frame_of(span)
    reply = _reply(frame) if frame is not None else None
    if not isinstance(reply, Reply):
        return reply or Trouble("it is no record with a body")
    return plain_body(reply, Budget(len(span), settings), _limit(settings))


def _limit(settings: Settings) -> int:
    return min(webpage.LARGEST_PAGE, settings.max_line_mb << 20)


def _found(leaf: Leaf) -> Iterator[Draft | Quarantined]:
    limit = _limit(leaf.settings)
    inflated = records = pages = 0
    for frame in frames(leaf, limit + LONGEST_HEAD):
        if isinstance(frame, Quarantined):
            yield frame
            continue
        records += 1
        # The same rule as for archives: so many times the bytes of the file that were read, over all its pages.
        budget = Budget(leaf.where() or leaf.consumed, leaf.settings)
        budget.produced = inflated
        for item in _page(leaf, frame, budget, limit):
            pages += isinstance(item, Draft)
            yield item
        inflated = budget.produced
    if records and not pages:
        yield leaf.doubt(0, 0, f"no page is in any of its {records} sound records", "", kept=True)


def _page(leaf: Leaf, frame: Frame, budget: Budget, limit: int) -> Iterator[Draft | Quarantined]:
    reply = _reply(frame)
    if reply is None:
        return
    if isinstance(reply, Reply) and frame.block is None:
        what = "picture" if _is_picture(reply.headers.get("content-type", ""), reply.body) else "page"
        reply = Trouble(f"a {what} of more than {limit >> 20} MiB", "")
    if isinstance(reply, Reply) and "warc-segment-number" in frame.fields:
        reply = Trouble("a page in several segments, which are not put together", "Ask for it in one piece.")
    body = plain_body(reply, budget, limit) if isinstance(reply, Reply) else reply
    if isinstance(body, Trouble):
        yield leaf.doubt(frame.offset, frame.length, body.reason, body.hint)
        return
    assert isinstance(reply, Reply)
    if not body.strip():
        return
    if _is_picture(reply.headers.get("content-type", ""), body):
        if draft := _pictured(frame, _address(frame), body):
            yield draft
        return
    if _media_type(reply.headers.get("content-type", "")) == rdap.MEDIA_TYPE:
        yield _answer(leaf, frame, body)
        return
    yield from _drafted(leaf, frame, reply, body)


def _reply(frame: Frame) -> Reply | Trouble | None:
    """The response with a page in it; None for a record that holds none."""
    kind, typ = frame.fields.get("warc-type", "").lower(), frame.fields.get("content-type", "").lower()
    block = frame.start if frame.block is None else frame.block
    if kind == "resource":
        return Reply(200, {"content-type": typ}, block) if _is_read(typ, block) else None
    if kind != "response" or not (typ.startswith("application/http") or block.startswith(b"HTTP/")):
        return None
    reply = reply_of(block)
    if isinstance(reply, Trouble):
        return reply
    if reply.status // 100 in (1, 3) or not reply.body:
        return None
    return reply if _is_read(reply.headers.get("content-type", ""), reply.body) else None


def _media_type(typ: str) -> str:
    return typ.partition(";")[0].strip().lower()


def _is_read(typ: str, body: bytes) -> bool:
    """By the type that is told; by its first tags where none is (as browsers do: WHATWG MIME Sniffing, 7)."""
    if _is_picture(typ, body):
        return True
    if told := _media_type(typ):
        return told in (*_HTML, rdap.MEDIA_TYPE)
    return webpage.claims(Head(body[:4096].decode("latin-1"), False, None))


def _is_picture(typ: str, body: bytes) -> bool:
    """By the type that is told, or by its first bytes where that says nothing; drawings in SVG are none."""
    told = _media_type(typ)
    if told in ("", "application/octet-stream", "binary/octet-stream"):
        return picture.media_of(body) != ""
    return told.startswith("image/") and told != "image/svg+xml"


def _pictured(frame: Frame, url: str, body: bytes) -> Draft | None:
    """None for what is no picture after all: an error page is often sent as one."""
    media = picture.media_of(body)
    if not (media and url):
        return None
    seen = seen_at(frame.fields.get("warc-date", ""))
    digest = sha256(body).hexdigest()
    return picture.drafted(url, frame.offset, frame.length, digest, media, url=url, seen_at=seen)


def _answer(leaf: Leaf, frame: Frame, body: bytes) -> Draft | Quarantined:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    date = seen_at(frame.fields.get("warc-date", ""))
    return rdap.drafted(told, frame.offset, frame.length, date) or leaf.doubt(
        frame.offset, frame.length, "an RDAP answer that says nothing of a domain", "Ask the registry again."
    )


def _drafted(leaf: Leaf, frame: Frame, reply: Reply, body: bytes) -> Iterator[Draft | Quarantined]:
    said = _CHARSET.search(reply.headers.get("content-type", ""))
    text, used = webpage.decoded(body, guess_encoding(body, True), said[1] if said else "")
    leaf.saw(used)
    page = webpage.Page()
    page.read(text)
    url = _address(frame) or page.address
    if page.bomb or not url:
        reason = page.bomb or "a page without an address (WARC-Target-URI)"
        yield leaf.doubt(frame.offset, frame.length, reason, webpage.BOMB_HINT if page.bomb else "")
        return
    date = frame.fields.get("warc-date", "")
    seen = seen_at(date)
    notes = [] if seen else [f"the WARC-Date {date[:40]!r} cannot be read"]
    if cut := frame.fields.get("warc-truncated"):
        notes.append(f"the crawler broke the page off ({cut[:40]})")
    elif _is_short(reply):
        notes.append("the page is shorter than its server said")
    for note in notes:
        yield leaf.doubt(frame.offset, frame.length, note, "The record is kept.", kept=True)
    yield Draft(
        "page",
        url,
        frame.offset,
        frame.length,
        {**page.columns(url), "seen_at": seen},
        _extra(frame, reply, page),
    )


def seen_at(date: str) -> str | None:
    """A WARC-Date as ISO 8601 in UTC: also the reduced precision of WARC 1.1 and the 14 digits of old crawlers."""
    match = _STAMP.fullmatch(date.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (match[group] or "" for group in range(1, 7))
    text = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}Z"
    try:
        return parse_instant(text).utc.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return None


def _address(frame: Frame) -> str:
    return frame.fields.get("warc-target-uri", "").strip("<> ")


def _is_short(reply: Reply) -> bool:
    """Fewer bytes than Content-Length; more are usual where the crawler stored the page without its coding."""
    said = reply.headers.get("content-length", "")
    return said.isascii() and said.isdigit() and len(said) < 16 and int(said) > len(reply.body)


def _extra(frame: Frame, reply: Reply, page: webpage.Page) -> dict[str, object]:
    told: dict[str, object] = {
        "warc_record_id": frame.fields.get("warc-record-id", "").strip("<>"),
        "ip_address": frame.fields.get("warc-ip-address", ""),
        "dated": page.seen_at or "",
    }
    if reply.status != 200:
        told["http_status"] = reply.status
    return {name: value for name, value in told.items() if value}
