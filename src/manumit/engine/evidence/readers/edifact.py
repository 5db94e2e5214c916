"""A tolerant tokenizer for EDIFACT (ISO 9735): segments with their byte spans, whatever wraps them.

Delimiters come from UNA, also from a second one; blanks, line ends and teletype control characters between segments
and line ends inside them are dropped; a segment whose terminator was lost is parted again where a known tag begins a
line. A release character at the end of a segment that swallowed its terminator is seen through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manumit.engine.evidence.encoding import decode
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined

LONGEST_SEGMENT = 1 << 20
"""Bytes. Real ones are below a few thousand."""
_TAGS = (
    "ABI ADD APD ATT AUT BGM CNT COM CPI DAT DOC DTM EBD EMP EQN FAR FOP FTI FTX GEI GIR IFT LOC LTS MEA MON MSG "
    "NAD NAT ORG PTK QTY RCI REF RFF RPI SAC SRC SSD SSR TBD TDT TIF TKT TRI TVL TXD UNB UNE UNG UNH UNT UNZ"
).split()
_BETWEEN = b" \t\r\n\0\x01\x02\x03\x04\x07"
_SKIP = re.compile(b"[ \\t\\r\\n\\x00-\\x04\\x07]*").match
_LOST_END = (b"\xe2\x80\x99", b"\xe2\x80\x98", b"\xb4", b"\x92", b"`")
"""What typographers make of the terminator '."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """The service characters, one byte each; `release` is empty where there is none."""

    component: str = ":"
    element: str = "+"
    release: str = "?"
    terminator: str = "'"

    def pattern(self) -> re.Pattern[bytes]:
        """One segment with its terminator."""
        end = re.escape(self.terminator.encode("latin-1"))
        if not self.release:
            return re.compile(b"[^" + end + b"]*" + end)
        free = re.escape(self.release.encode("latin-1"))
        return re.compile(
            b"[^" + end + free + b"]*+(?:" + free + b"[\\s\\S][^" + end + free + b"]*+)*+" + end
        )

    def glued(self) -> re.Pattern[bytes]:
        """Where a segment begins inside another: a known tag on a new line, after a released terminator, or a
        traveller (TIF) straight after a value."""
        tag = b"(?:" + "|".join(_TAGS).encode() + b")"
        sep = re.escape(self.element.encode("latin-1"))
        part = re.escape(self.component.encode("latin-1"))
        ways = [
            b"(?<![ \\t\\r\\n])[ \\t]*+[\\r\\n][ \\t\\r\\n]*+(?=" + tag + sep + b")",
            b"(?<=[A-Z0-9])(?=TIF" + sep + b"[^" + sep + b"]+" + sep + b"[^" + sep + b"]*" + part + b")",
        ]
        if self.release:
            released = re.escape((self.release + self.terminator).encode("latin-1"))
            ways.append(released + b"[ \\t\\r\\n]*+(?=" + tag + sep + b")")
        return re.compile(b"|".join(ways))


@dataclass(slots=True)
class Segment:
    """A tag and its elements, each a list of components, service characters resolved. Span in bytes of the leaf."""

    tag: str
    elements: list[list[str]]
    offset: int
    length: int

    def get(self, element: int, component: int = 0) -> str:
        """One component, blanks around it off; empty when it is not there."""
        if element < len(self.elements):
            parts = self.elements[element]
            if component < len(parts):
                return parts[component].strip()
        return ""


def service_string(data: bytes) -> tuple[Delimiters, int]:
    """Delimiters of a UNA at the start of `data`, and its length. One that is a character short (the decimal mark
    left out, as in GTAS samples) is understood by the line end that follows."""
    chars = data[3:9].decode("latin-1")
    if len(chars) >= 6 and chars[5] in "\r\n" and chars[4] == "'":
        component, element, release, end, length = chars[0], chars[1], chars[3], chars[4], 8
        if chars[2] == "\\":  # ":+\*'": the backslash is the release character, * the unused repetition
            release = chars[2]
    else:
        component, element, release, end, length = chars[0], chars[1], chars[3], chars[5], 9
    services = [component, element, release.strip(), end]
    if len({mark for mark in services if mark}) < len([mark for mark in services if mark]) or end.isalnum():
        return Delimiters(), 9
    return Delimiters(component, element, release.strip(), end), length


def message_type(text: str) -> str:
    """The type of the first message that the beginning of a content shows; empty when it is no interchange."""
    start = re.search(
        r"(?:\A|[\s\x00-\x04'])(?:UNA[^\w][^\w]|UNB ?[^\w\s][A-Z]{4}|UNH ?[^\w\s]\S)", text[:2000]
    )
    if start is None:
        return ""
    message = re.search(r"UNH ?([^\w\s])[^'\r\n]{0,80}?\1([A-Z]{6})[^\w\s]", text[start.start() :])
    return message[2] if message else ""


class _Tokens:
    """The tokenizer's state over one leaf."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.set(Delimiters())

    def set(self, marks: Delimiters) -> None:
        """Use these delimiters from here on."""
        self.marks = marks
        self.pattern, self.glued = marks.pattern(), marks.glued()
        self.released = (marks.release + marks.terminator).encode("latin-1")

    def part(self, raw: bytes, offset: int) -> Iterator[Segment | Quarantined]:
        """One terminated run of bytes: nearly always one segment."""
        if not (b"\n" in raw or b"\r" in raw or self.released in raw or raw.find(b"TIF", 4) > 0):
            if (segment := self.segment(raw[:-1], offset, len(raw))) is not None:
                yield segment
            return
        starts = [0]
        stops: list[int] = []
        for match in self.glued.finditer(raw, 4):
            stops.append(match.start())
            starts.append(match.end())
        if stops:
            yield self.leaf.doubt(
                offset,
                len(raw),
                f"{len(starts)} segments run together; they were parted",
                "A terminator is missing or released.",
                kept=True,
            )
        for start, stop in zip(starts, [*stops, len(raw)], strict=True):
            last = stop == len(raw)
            body = raw[start : stop - last]
            for lost in () if last else _LOST_END:
                body = body.removesuffix(lost)
            if (segment := self.segment(body, offset + start, stop - start)) is not None:
                yield segment

    def segment(self, body: bytes, offset: int, length: int) -> Segment | None:
        """Split one segment's bytes."""
        if b"\n" in body or b"\r" in body:
            body = body.replace(b"\r", b"").replace(b"\n", b"")
        text, used = decode(body, self.leaf.encoding.name)
        if used not in self.leaf.seen_encodings:
            self.leaf.saw(used)
        marks = self.marks
        if not marks.release or marks.release not in text:
            elements = [element.split(marks.component) for element in text.split(marks.element)]
        else:
            elements = _released(text, marks)
        tag = elements[0][0].strip().upper()[:3]
        return Segment(tag, elements[1:], offset, length) if tag else None


def _released(text: str, marks: Delimiters) -> list[list[str]]:
    elements: list[list[str]] = [[""]]
    released = False
    for char in text:
        if released:
            elements[-1][-1] += char
            released = False
        elif char == marks.release:
            released = True
        elif char == marks.element:
            elements.append([""])
        elif char == marks.component:
            elements[-1].append("")
        else:
            elements[-1][-1] += char
    return elements


def segments(leaf: Leaf) -> Iterator[Segment | Quarantined]:
    """All segments in order. An unfinished one at the end is set aside."""
    tokens = _Tokens(leaf)
    held, base, at = b"", 0, -1
    for piece in leaf.chunks():
        held = held[max(at, 0) :] + piece
        base += max(at, 0)
        at = _beginning(held) if at < 0 else 0
        while True:
            at = _gap(held, at)
            if held[at : at + 3] == b"UNA" and len(held) >= at + 9 and not held[at + 3 : at + 4].isalnum():
                marks, length = service_string(held[at : at + 9])
                tokens.set(marks)
                at += length
                continue
            match = tokens.pattern.match(held, at)
            if match is None:
                break
            yield from tokens.part(match[0], base + at)
            at = match.end()
        if len(held) - at > LONGEST_SEGMENT:
            yield leaf.doubt(
                base + at,
                len(held) - at,
                "no segment ends here; the segments after it are not read",
                "Is the terminator the one that UNA names?",
            )
            return
    at = max(at, 0)
    if held[at:].strip(_BETWEEN):
        yield leaf.doubt(
            base + at, len(held) - at, "the last segment is cut off", "Ask for the whole message."
        )


def _beginning(held: bytes) -> int:
    found = [place for tag in (b"UNA", b"UNB", b"UNH") if (place := held.find(tag)) >= 0]
    return min(found, default=0)


def _gap(held: bytes, at: int) -> int:
    """Where the next segment begins: blanks, line ends and control characters between segments are skipped."""
    match = _SKIP(held, at)
    return match.end() if match else at
