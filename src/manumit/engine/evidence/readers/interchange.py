"""EDIFACT messages of an interchange, each handed to the parser of its type; counts are checked and only noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from manumit.base.kernel import parse_date, parse_instant
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers.edifact import Segment, segments
from manumit.engine.evidence.rows import Draft, Found

_ENVELOPE = frozenset({"UNB", "UNG", "UNE", "UNZ"})


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a message's parser knows from around it."""

    reference: str
    prepared: str | None
    """ISO time of UNB (the source names no zone)."""

    @property
    def year(self) -> int:
        """Year of preparation, for two-digit years; 2030 where it is not known."""
        return int(self.prepared[:4]) if self.prepared else 2030


class MessageParser(Protocol):
    """Takes a message segment by segment."""

    def take(self, segment: Segment) -> Iterator[Draft | Quarantined]:
        """One more segment; yields what is complete now."""

    def end(self) -> Iterator[Draft | Quarantined]:
        """The message is over, or cut off: what is complete now."""


def messages(leaf: Leaf, parsers: dict[str, type]) -> Iterator[Found]:
    """All records of all messages whose type has a parser."""
    prepared: str | None = None
    parser: MessageParser | None = None
    begun: Segment | None = None
    count = 0
    for item in segments(leaf):
        if isinstance(item, Quarantined):
            yield item
            continue
        count += 1
        if item.tag == "UNH" or item.tag in _ENVELOPE:
            if begun is not None:
                yield leaf.doubt(
                    begun.offset, item.offset - begun.offset, "the message has no UNT", "", kept=True
                )
                yield from parser.end() if parser else ()
            begun = parser = None
        if item.tag == "UNB":
            prepared = unb_time(item)
        elif item.tag == "UNH":
            begun, count = item, 1
            maker = parsers.get(item.get(1))
            if maker is None:
                yield leaf.doubt(
                    item.offset, item.length, f"a message of type {item.get(1)!r}, which is not read", ""
                )
            else:
                parser = maker(leaf, Envelope(item.get(0), prepared))
        elif item.tag == "UNT" and begun is not None:
            if item.get(0) != str(count):
                yield leaf.doubt(
                    item.offset,
                    item.length,
                    f"UNT counts {item.get(0)!r} segments, there are {count}",
                    "",
                    kept=True,
                )
            yield from parser.end() if parser else ()
            begun = parser = None
        elif parser is not None:
            yield from parser.take(item)
    if begun is not None:
        yield leaf.doubt(
            begun.offset,
            begun.length,
            "the message is cut off; complete travellers are kept",
            "Ask for the whole message.",
        )
        yield from parser.end() if parser else ()


def unb_time(unb: Segment) -> str | None:
    """Date and time of preparation: yymmdd or ccyymmdd, and hhmm."""
    day, clock = unb.get(3, 0), unb.get(3, 1)
    return iso(f"20{day}" if len(day) == 6 else day, clock)


def iso(day: str, clock: str = "") -> str | None:
    """ISO text of ccyymmdd and hhmm, None where it is no date; an impossible time is dropped."""
    if len(day) != 8 or not day.isascii() or not day.isdigit():
        return None
    text = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    try:
        parse_date(text)
    except ValueError:
        return None
    if len(clock) >= 4 and clock[:4].isascii() and clock[:4].isdigit():
        try:
            parse_instant(f"{text}T{clock[:2]}:{clock[2:4]}:00")
        except ValueError:
            return text
        return f"{text}T{clock[:2]}:{clock[2:4]}:00"
    return text


def day_first(day: str, clock: str = "") -> str | None:
    """ISO text of ddmmyy and hhmm (PADIS): years 80-99 are 19xx."""
    if len(day) != 6 or not day.isascii() or not day.isdigit():
        return None
    century = "19" if day[4:] >= "80" else "20"
    return iso(f"{century}{day[4:]}{day[2:4]}{day[:2]}", clock)


_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def month_named(text: str, year: int) -> str | None:
    """ISO date of 12JUL64 (or 12JUL1964), a birth date that is not after `year`."""
    text = text.strip().upper()
    if len(text) not in (7, 9) or text[2:5] not in _MONTHS:
        return None
    return born(text[5:], f"{_MONTHS.index(text[2:5]) + 1:02d}", text[:2], year)


def born(year: str, month: str, day: str, latest: int) -> str | None:
    """ISO date of birth; a two-digit year is the last one that is not after `latest`."""
    if len(year) == 2 and year.isascii() and year.isdigit():
        full = latest - latest % 100 + int(year)
        year = str(full if full <= latest else full - 100)
    return iso(f"{year}{month}{day}")


def earlier(first: str | None, second: str | None) -> bool:
    """Whether an ISO time is before another; false where one is not known."""
    return bool(first and second and first < second)


def day_of(text: str | None) -> date | None:
    """The day of ISO text."""
    return parse_date(text) if text else None
