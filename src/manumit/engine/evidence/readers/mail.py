"""E-mail: a message as programs save it (RFC 5322, `.eml`) or a box of them (mbox, RFC 4155). Each is a `post` of the
platform `email`: who wrote it, when, and its text with the subject above it. Attachments are named and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes

from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers.mail_fields import Fields
from manumit.engine.evidence.readers.mail_parts import Parts, refusal
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.readers.webpage import BOMB_HINT
from manumit.engine.evidence.rows import Draft, Found

NAME, VERSION = "mail", "1"
_LINE = r"From \S{1,998} (?=[^\r\n]{0,998}\d:\d\d)[^\r\n]{0,998}\r?\n[A-Za-z][\w-]{0,76}:"
"""`From somebody Mon Mar  2 10:00:00 2026` above a field: where a message of a box begins. Bounded, for it is looked
for everywhere."""
_SENT = re.compile(_LINE)
_FIELD = re.compile(r"([!-9;-~]+):(.*)")
_KNOWN = frozenset(
    "from to date subject message-id received return-path mime-version delivered-to reply-to".split()
)
_LEAST_KNOWN = 3
"""Fields that every message has; a text may begin with one or two of them by chance."""
_NEXT = re.compile(rf"(?<=\n)\r?\n(?={_LINE})".encode())
_BY_PROGRAMS = frozenset("message-id received return-path mime-version delivered-to".split())
"""Fields that nobody writes by hand above a memo."""
_REACH = 1 << 12
"""Bytes in which a line between two messages, and the field below it, are seen whole."""
_BROKEN = (
    ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError,
)  # fmt: skip
"""What odd headers and codings raise."""
_FIX = "Save the message again from the mail program."


def claims(head: Head) -> bool:
    """A line `From somebody ...` above fields, or fields alone, three of which every message has, from an address or
    handled by a mail program. Nobody sends UTF-16."""
    if head.data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head.data:
        return False
    text = head.text.lstrip("\ufeff\r\n")
    if _SENT.match(text):
        return True
    names: set[str] = set()
    name, address = "", False
    for line in Head(text, head.complete, None).lines:
        if not line.strip():
            break
        field = _FIELD.match(line)
        if line[:1] not in " \t":
            if field is None:
                return False
            names.add(name := field[1].lower())
        elif not names:
            return False
        address = address or (name == "from" and "@" in line)
    known = "from" in names and len(names & _KNOWN) >= _LEAST_KNOWN
    return known and (address or bool(names & _BY_PROGRAMS))


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
            if dropped or not held[: found.end()].isspace():
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
    body = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    body = body.split(b"\n", 1)[-1] if body.startswith(b"From ") else body
    if reason := refusal(body):
        yield leaf.doubt(start, length, reason, _FIX)
        return
    message = message_from_bytes(body)
    fields, parts = Fields(message), Parts()
    parts.take(message)
    sent = fields.sent()
    extra: dict[str, object] = {
        "to": fields.addresses("to", "cc"),
        "attachments": parts.attached,
        "date": "" if sent else fields.text("date"),
    }
    yield Draft(
        "post",
        fields.text("message-id").strip("<> ") or f"{leaf.name}#{ordinal}",
        start,
        length,
        {
            "posted_at": sent,
            "platform": "email",
            "author": next(iter(fields.addresses("from")), None),
            "text": "\n\n".join(filter(None, (fields.text("subject"), parts.text()))),
            "links": " ".join(parts.links),
            "reply_to": fields.text("in-reply-to").strip("<> "),
        },
        {key: value for key, value in extra.items() if value},
    )
    if parts.bomb:
        yield leaf.doubt(start, length, parts.bomb, BOMB_HINT, kept=True)
    if parts.attached:
        names = ", ".join(parts.attached)[:200]
        yield leaf.doubt(start, length, f"attachments that are not read: {names}", kept=True)
