"""E-mail: a message as programs save it (RFC 5322, `.eml`) or a box of them (mbox, RFC 4155). Each is a `post` of the
platform `email`: who wrote it, when, and its text with the subject above it. Attachments are named and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.readers.webpage import Page
from manumit.engine.evidence.rows import Draft, Found

NAME, VERSION = "mail", "1"
_LINE = r"From \S+ [^\r\n]*\d:\d\d[^\r\n]*\r?\n[A-Za-z][\w-]*:"
"""`From somebody Mon Mar  2 10:00:00 2026` above a field: where a message of a box begins."""
_SENT = re.compile(_LINE)
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]*):")
_KNOWN = frozenset(
    "from to date subject message-id received return-path mime-version delivered-to reply-to".split()
)
_LEAST_KNOWN = 3
"""Fields that every message has; a text may begin with one or two of them by chance."""
_NEXT = re.compile(rf"(?<=\n)\r?\n(?={_LINE})".encode())
_REACH = 1 << 10
"""Bytes in which a line between two messages, and the field below it, are seen whole."""
_QUOTED = re.compile(r"^>(>*From )", re.MULTILINE)
_BROKEN = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    RecursionError,
)  # what odd headers and codings raise
_MOST_PARTS = 100
"""Boundaries of a message; the time to read it grows with their square."""
_LONGEST_FIELD = 1 << 14
"""Characters of a field that are read."""
_FIX = "Save the message again from the mail program."


def claims(head: Head) -> bool:
    """A line `From somebody ...` above fields, or fields alone, three of which every message has."""
    text = head.text.lstrip("\ufeff")
    if _SENT.match(text):
        return True
    names: set[str] = set()
    for line in Head(text, head.complete, None).lines:
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field is None and (not names or line[:1] not in " \t"):
            return False
        names.update([field[1].lower()] if field else ())
    return "from" in names and len(names & _KNOWN) >= _LEAST_KNOWN


def read(leaf: Leaf) -> Iterator[Found]:
    """A draft a message, in order."""
    for ordinal, (start, length, data) in enumerate(_messages(leaf), 1):
        if data is None:
            most = leaf.settings.max_line_mb
            yield leaf.doubt(
                start, length, f"a message of more than {most} MiB", "Save its attachments apart."
            )
            continue
        try:
            yield from _told(leaf, data, start, length, ordinal)
        except _BROKEN as error:
            yield leaf.doubt(start, length, f"a message that cannot be read ({type(error).__name__})", _FIX)


def _messages(leaf: Leaf) -> Iterator[tuple[int, int, bytes | None]]:
    """(start, length, bytes) of the messages; no bytes of one that is too long."""
    most = leaf.settings.max_line_mb << 20
    held, start, dropped, seen = bytearray(), 0, 0, 0
    for chunk in leaf.chunks():
        held += chunk
        while found := _NEXT.search(held, seen):
            yield start, dropped + found.end(), None if dropped else bytes(held[: found.end()])
            start += dropped + found.end()
            del held[: found.end()]
            dropped = seen = 0
        seen = max(0, len(held) - _REACH)
        if len(held) > most:
            dropped += seen
            del held[:seen]
            seen = 0
    if held.strip():
        yield start, dropped + len(held), None if dropped else bytes(held)


def _told(leaf: Leaf, data: bytes, start: int, length: int, ordinal: int) -> Iterator[Draft | Quarantined]:
    body = data.removeprefix(b"\xef\xbb\xbf")
    if body.lower().count(b"boundary=") > _MOST_PARTS:
        yield leaf.doubt(start, length, f"a message of more than {_MOST_PARTS} parts", _FIX)
        return
    message = message_from_bytes(body.split(b"\n", 1)[-1] if body.startswith(b"From ") else body)
    text, links, attached = _parts(message)
    author = next((address.lower() for _, address in getaddresses(_all(message, "from")) if address), None)
    name = _one(message, "message-id").strip("<> ") or f"{leaf.name}#{ordinal}"
    sent = _date(_one(message, "date"))
    extra: dict[str, object] = {
        "to": [
            address.lower()
            for _, address in getaddresses(_all(message, "to") + _all(message, "cc"))
            if address
        ],
        "attachments": attached,
        "date": "" if sent else _one(message, "date"),
    }
    subject = _one(message, "subject")
    yield Draft(
        "post",
        name,
        start,
        length,
        {
            "posted_at": sent,
            "platform": "email",
            "author": author,
            "text": "\n\n".join(filter(None, (subject, text))),
            "links": " ".join(links),
            "reply_to": _one(message, "in-reply-to").strip("<> "),
        },
        {key: value for key, value in extra.items() if value},
    )
    if attached:
        yield leaf.doubt(
            start, length, f"attachments that are not read: {', '.join(attached)[:200]}", kept=True
        )


def _all(message: Message, field: str) -> list[str]:
    """What all fields of a name say, encoded words decoded."""
    return [_plain(one) for one in message.get_all(field, [])]


def _plain(value: object) -> str:
    text = " ".join(str(value)[:_LONGEST_FIELD].split())
    try:
        return str(make_header(decode_header(text)))
    except _BROKEN:
        return text


def _one(message: Message, field: str) -> str:
    return next(iter(_all(message, field)), "")


def _date(written: str) -> str | None:
    """ISO 8601; None for what is no date."""
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _parts(message: Message) -> tuple[str, list[str], list[str]]:
    """Its text (that of its plain parts, else of its pages), the links of its pages, names of what is attached."""
    plain: list[str] = []
    pages: list[Page] = []
    attached: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
            attached.append(part.get_filename() or kind)
        elif kind == "text/plain":
            plain.append(_QUOTED.sub(r"\1", _decoded(part)))
        else:
            pages.append(page := Page())
            page.read(_decoded(part))
    written = plain if any(map(str.strip, plain)) else [page.text() for page in pages]
    links = dict.fromkeys(link for page in pages for link in page.links)
    return "\n".join(written).replace("\r\n", "\n").strip(), list(links), attached


def _decoded(part: Message) -> str:
    """The text of a part; a charset that is none is read as UTF-8, else as Latin-1."""
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    for name in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return raw.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("latin-1")
