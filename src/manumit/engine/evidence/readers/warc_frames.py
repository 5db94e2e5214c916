"""The framing of WARC files (ISO 28500:2017, WARC 1.1, and 1.0): where each record begins and ends, and its fields.

Parsed here and not with warcio: that library reads through buffers of its own, so it cannot say where in the content a
record lies; it believes a wrong Content-Length and takes the records behind it for the body, or raises and is done with
the file; and it inflates without a limit. The framing itself is small: a version line, fields, an empty line,
Content-Length bytes, two line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined

LONGEST_HEAD = 1 << 16
"""Bytes of the fields of a record, and of the headers of a response in it."""
_VERSION = rb"WARC/(?:1\.\d|0\.1[78])[ \t]*\r?\n(?=[A-Za-z][A-Za-z-]{0,60}[ \t]*:)"
_HERE = re.compile(_VERSION)
_BEGIN = re.compile(rb"\n(?=" + _VERSION + rb")")
_HEAD_END = re.compile(rb"\r?\n(?:(\r?\n)|(?=" + _VERSION + rb"))")
_BLANKS = re.compile(rb"[\r\n]*")
_LEAST = 128
"""Bytes in which a version line and the name of the field after it lie."""
_HINT = "Ask for a whole copy; what follows is read from the next line that begins a record (WARC/1.)."


@dataclass(frozen=True, slots=True)
class Frame:
    """One sound record: its fields (names in lower case) and its block; `block` is None where that is longer than the
    limit, `start` is always its beginning. The span runs from the version line to the end of the block."""

    offset: int
    length: int
    fields: Mapping[str, str]
    start: bytes
    block: bytes | None


Step = tuple[Frame | Quarantined, int | None]
"""What stands at a place, and where to go on; None at the end."""


class _Tape:
    """The content through a window that slides on; offsets count from the leaf's start."""

    def __init__(self, leaf: Leaf) -> None:
        self._chunks = leaf.chunks()
        self.held, self.base, self.ended = bytearray(), 0, False

    @property
    def end(self) -> int:
        """Where that which is held ends."""
        return self.base + len(self.held)

    def fill(self, to: int) -> bool:
        """Hold the bytes before `to`; False when the content ends earlier."""
        while self.end < to and not self.ended:
            piece = next(self._chunks, None)
            if piece is None:
                self.ended = True
            else:
                self.held += piece
        return self.end >= to

    def drop(self, to: int) -> None:
        """Forget what lies before `to`."""
        count = min(max(to - self.base, 0), len(self.held))
        del self.held[:count]
        self.base += count

    def take(self, start: int, stop: int) -> bytes:
        """Bytes that are held."""
        return bytes(self.held[start - self.base : stop - self.base])

    def begins(self, at: int) -> bool:
        """Whether a record begins at `at`."""
        self.fill(at + _LEAST)
        return _HERE.match(self.held, at - self.base) is not None

    def after_blanks(self, at: int) -> int:
        """Where the line ends at `at` are over; what lies before is forgotten."""
        while self.fill(at + 1):
            self.drop(at)
            match = _BLANKS.match(self.held)
            at = self.base + (match.end() if match else 0)
            if at < self.end:
                break
        return at

    def next_begin(self, after: int, before: int | None = None) -> int | None:
        """Where the next record begins, behind the place `after` and before `before`; None without one. What lies
        before it is forgotten as the search goes on, so that it holds no more than a chunk."""
        while True:
            if match := _BEGIN.search(self.held, max(after - self.base, 0)):
                found = self.base + match.end()
                return found if before is None or found < before else None
            after = max(after, self.end - _LEAST)
            if self.ended or (before is not None and after >= before):
                return None
            self.drop(after)
            self.fill(self.end + 1)


def frames(leaf: Leaf, limit: int) -> Iterator[Frame | Quarantined]:
    """All records in order. Blocks of at most `limit` bytes are held. What is broken is told, and the search goes on
    at the next version line."""
    tape = _Tape(leaf)
    at: int | None = leaf.encoding.mark
    while at is not None:
        at = tape.after_blanks(at)
        if not tape.fill(at + 1):
            return
        if tape.begins(at):
            item, at = _record(leaf, tape, at, limit)
        else:
            item, at = _broken(leaf, tape, at, at, "bytes that belong to no record")
        yield item


def frame_of(span: bytes) -> Frame | None:
    """The record whose bytes these are, as its offset and length say; None when they are none."""
    head = _HEAD_END.search(span, 0, LONGEST_HEAD)
    if not _HERE.match(span) or head is None or head[1] is None:
        return None
    block = span[head.end() :]
    return Frame(0, len(span), _fields(span[: head.end()]), block[:LONGEST_HEAD], block)


def _broken(leaf: Leaf, tape: _Tape, start: int, after: int, reason: str) -> Step:
    """Set aside what lies between `start` and the next record behind `after`."""
    found = tape.next_begin(after)
    stop = tape.end if found is None else found
    return leaf.doubt(start, stop - start, reason, _HINT), found


def _record(leaf: Leaf, tape: _Tape, at: int, limit: int) -> Step:
    tape.fill(at + LONGEST_HEAD)
    here = at - tape.base
    head = _HEAD_END.search(tape.held, here, here + LONGEST_HEAD)
    if head is None or head[1] is None:
        cut = head is None and tape.end < at + LONGEST_HEAD
        reason = "the record is cut off in its fields" if cut else "the record's fields have no end"
        return _broken(leaf, tape, at, at, reason)
    body = tape.base + head.end()
    fields = _fields(tape.take(at, body))
    said = fields.get("content-length", "")
    if not (said.isascii() and said.isdigit() and len(said) <= 15):
        reason = (
            f"the record's Content-Length is {said[:40]!r}" if said else "a record without Content-Length"
        )
        return _broken(leaf, tape, at, body - 1, reason)
    stop = body + int(said)
    if stop - body > limit:
        return _long(leaf, tape, at, body, stop, fields)
    if not tape.fill(stop):
        return _short(leaf, tape, at, body, stop)
    tape.fill(stop + LONGEST_HEAD)
    blanks = _BLANKS.match(tape.held, stop - tape.base)
    assert blanks is not None
    sound = blanks[0].count(b"\n") >= 2 or tape.base + blanks.end() >= tape.end
    if not sound and not tape.begins(tape.base + blanks.end()):
        return _broken(leaf, tape, at, body - 1, f"the Content-Length of {said} bytes is wrong")
    block = tape.take(body, stop)
    return Frame(at, stop - at, fields, block[:LONGEST_HEAD], block), stop


def _short(leaf: Leaf, tape: _Tape, at: int, body: int, stop: int) -> Step:
    """The content ends before the record does: because the record is cut off, or because its length is wrong."""
    there = tape.end - body
    found = tape.next_begin(body - 1)
    if found is None:
        reason = f"the record is cut off: {there} of {stop - body} bytes are there"
        return leaf.doubt(at, tape.end - at, reason, _HINT), None
    reason = f"the Content-Length of {stop - body} bytes is wrong: another record begins before"
    return leaf.doubt(at, found - at, reason, _HINT), found


def _long(leaf: Leaf, tape: _Tape, at: int, body: int, stop: int, fields: Mapping[str, str]) -> Step:
    """A block that is not held: a film, or a wrong length. It cannot be gone back over once it has passed, so a
    record that begins inside it is believed more than its length (a WARC file inside a WARC file is read so, too)."""
    tape.fill(body + LONGEST_HEAD)
    start = tape.take(body, min(stop, body + LONGEST_HEAD))
    found = tape.next_begin(body - 1, stop)
    if found is not None:
        reason = f"the Content-Length of {stop - body} bytes is wrong: another record begins before"
        return leaf.doubt(at, found - at, reason, _HINT), found
    if not tape.fill(stop):
        reason = f"the record is cut off: {tape.end - body} of {stop - body} bytes are there"
        return leaf.doubt(at, tape.end - at, reason, _HINT), None
    return Frame(at, stop - at, fields, start, None), stop


def _fields(head: bytes) -> dict[str, str]:
    """Fields by name in lower case, folded lines joined. The first of several counts; a second Content-Length that
    says otherwise makes both worthless."""
    fields: dict[str, str] = {}
    name = ""
    for line in head.decode("utf-8", "replace").split("\n")[1:]:
        if line[:1] in (" ", "\t") and name:
            fields[name] += f" {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            name = ""
        elif name == "content-length" and fields.get(name, value) != value:
            fields[name] = f"{fields[name]}, {value}"
        else:
            fields.setdefault(name, value)
    return fields
