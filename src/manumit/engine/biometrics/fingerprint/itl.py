"""ANSI/NIST-ITL files (traditional encoding), in and out: records 1, 2, 4, 9 and 14; others are passed over.

A file is records one after the other. Tagged ones (1, 2, 9, 14 ...) are `type.field:value` fields, parted by GS and
closed by FS, with their length in the first field; 4 and its like are binary with the length in four bytes. What a
record says of its length must fit, or the file is refused (UnreadableInput) with the offset. SP 500-290e3.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from manumit.base.kernel import UnreadableInput

FS, GS, RS, US = b"\x1c", b"\x1d", b"\x1e", b"\x1f"
BINARY: Final = (3, 4, 5, 6, 7, 8)
"""Types that are not tagged."""
MOST_RECORDS: Final = 1000
LARGEST_FILE: Final = 256 << 20
DATA: Final = 999
"""The field with a picture; it is the last, and may hold any byte."""
VERSION: Final = b"0502"
"""ANSI/NIST-ITL 1-2011 with the update of 2015."""
PER_MM: Final = b"19.69"
"""500 pixels an inch (fields 1.011 and 1.012), where a record of type 4 is there: ours are of that density."""
_LENGTH = re.compile(rb"(\d{1,3})\.0*1:(\d{1,10})(?=[\x1d\x1c])")
_FIELD = re.compile(rb"0*(\d{1,3})\.0*(\d{1,4}):")
HEAD_4: Final = struct.Struct(">IBB6sBHHB")
"""Length, IDC, impression, six finger positions, scanning resolution, width, height, compression."""

Fields = Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its type, its fields by number (a tagged one), or its bytes (a binary one)."""

    kind: int
    fields: Fields = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)

    def text(self, number: int) -> str:
        """A field as text, empty when it is not there."""
        return self.fields.get(number, b"").decode("latin-1")

    def rows(self, number: int) -> list[list[str]]:
        """A field's subfields, each a list of its items."""
        text = self.text(number)
        return [one.split("\x1f") for one in text.split("\x1e")] if text else []


def is_itl(data: bytes) -> bool:
    """Whether it begins like such a file."""
    found = _LENGTH.match(data[:20])
    return found is not None and int(found[1]) == 1


def read_itl(data: bytes) -> list[Record]:
    """All records, in order. UnreadableInput when something does not fit."""
    if not is_itl(data):
        raise _damaged("it does not begin with a record of type 1")
    records: list[Record] = []
    at = 0
    kinds: list[int] = []
    while at < len(data):
        if len(records) > MOST_RECORDS:
            raise _damaged(f"it has more than {MOST_RECORDS} records")
        expected = kinds[len(records) - 1] if records and len(records) <= len(kinds) else None
        record, at = _record(data, at, expected)
        records.append(record)
        if len(records) == 1:
            kinds = _announced(record)
    if len(records) - 1 != len(kinds):
        raise _damaged(f"it announces {len(kinds)} records and has {len(records) - 1}")
    return records


def _announced(first: Record) -> list[int]:
    """The types that follow, by field 1.003 of the first record."""
    rows = first.rows(3)
    kinds = [row[0] for row in rows[1:]]
    if not rows or not all(one.isascii() and one.isdigit() and len(one) < 4 for one in kinds):
        raise _damaged("it does not say what it holds (field 1.003)")
    return [int(one) for one in kinds]


def _record(data: bytes, at: int, expected: int | None) -> tuple[Record, int]:
    if expected in BINARY:
        size = int.from_bytes(data[at : at + 4])
        end = _end(data, at, size, 5)
        return Record(expected, body=data[at:end]), end
    found = _LENGTH.match(data, at, at + 20)
    if found is None:
        raise _damaged(f"no record begins at byte {at}")
    kind = int(found[1])
    if expected not in (None, kind):
        raise _damaged(f"a record of type {expected} was announced, at byte {at} is one of type {kind}")
    end = _end(data, at, int(found[2]), found.end() - at + 1)
    if data[end - 1 : end] != FS:
        raise _damaged(f"the record at byte {at} is not closed where it says")
    return Record(kind, _fields(data[at : end - 1], kind, at)), end


def _end(data: bytes, at: int, size: int, least: int) -> int:
    if size < least or at + size > len(data):
        raise _damaged(f"the record at byte {at} says {size} bytes; {len(data) - at} are there")
    return at + size


def _fields(body: bytes, kind: int, at: int) -> dict[int, bytes]:
    fields: dict[int, bytes] = {}
    place = 0
    while place < len(body):
        head = _FIELD.match(body, place)
        if head is None or int(head[1]) != kind:
            raise _damaged(f"at byte {at + place} no field of type {kind} begins")
        number = int(head[2])
        close = len(body) if number == DATA else body.find(GS, head.end())
        close = len(body) if close < 0 else close
        if number in fields:
            raise _damaged(f"field {kind}.{number:03} is there twice (byte {at + place})")
        fields[number] = body[head.end() : close]
        place = close + 1
    return fields


def write_itl(
    records: Sequence[Record], transaction: str, agencies: tuple[str, str], control: str, date: str
) -> bytes:
    """A file: record 1 (kind of transaction, destination and origin, control number, date as YYYYMMDD) and those given,
    each with an IDC in field 2 or its fifth byte."""
    counted = [(one.kind, _idc(one)) for one in records]
    content = RS.join(US.join(b"%d" % part for part in pair) for pair in ((1, len(records)), *counted))
    density = PER_MM if any(one.kind == 4 for one in records) else b"00.00"
    first = {
        2: VERSION,
        3: content,
        4: transaction.encode("ascii"),
        5: date.encode("ascii"),
        7: agencies[0].encode("ascii"),
        8: agencies[1].encode("ascii"),
        9: control.encode("ascii"),
        11: density,
        12: density,
    }
    return b"".join(_written(one) for one in (Record(1, first), *records))


def _idc(record: Record) -> int:
    return record.body[4] if record.kind in BINARY else int(record.text(2))


def _written(record: Record) -> bytes:
    if record.kind in BINARY:
        return record.body
    rest = b"".join(
        GS + b"%d.%03d:" % (record.kind, number) + value
        for number, value in sorted(record.fields.items())
        if number != 1
    )
    size = len(rest) + 1
    while True:  # the length counts its own digits
        head = b"%d.001:%d" % (record.kind, size)
        if len(head) + len(rest) + 1 == size:
            return head + rest + FS
        size = len(head) + len(rest) + 1


def _damaged(why: str) -> UnreadableInput:
    return UnreadableInput(
        f"This is no ANSI/NIST-ITL file that can be read: {why}.",
        "Ask for the file anew, in the traditional encoding of ANSI/NIST-ITL 1-2011 or 1-2007.",
        about="damaged-card",
    )
