"""CSV (RFC 4180, told apart by , ; tab or |) with a header. Streaming; the span of a record is its line or lines.

A quote that is never closed costs its own line only: reading goes on at the next line that parses. A cell in quotes
may be long when what stands in it reads like text and not like rows of the table. Clean blocks take a fast path
through the C reader; both give the same rows.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.lines import Block, line_blocks
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.readers.quoted_lines import LONGEST_RECORD, LONGEST_RECORD_LINES, Feed, TooLong
from manumit.engine.evidence.readers.shape import SAY_MAP, Shape, looks_known, told
from manumit.engine.evidence.readers.shaped_rows import build_rows
from manumit.engine.evidence.rows import Found, Rows, Texts

NAME, VERSION = "csv", "1"
_DELIMITERS = ",;\t|"
_NAME = re.compile(r"\s*[A-Za-z_][\w.\-]{0,39}(?: [\w.\-]{1,20}){0,2}\s*")
_LOOKED_AT, _ROWS_AMONG_TEXT, _FEW_COLUMNS = 200, 0.1, 4
"""Lines of a long cell that are looked at, and the share of them that may read like rows of the table; with fewer
columns than four text has as many cells by chance, and half of them may."""


def _fields(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def sniff(line: str) -> str:
    """The delimiter of a header line: the one that splits it into most names."""
    return max(
        _DELIMITERS, key=lambda delimiter: (len(_fields(line, delimiter)), -_DELIMITERS.index(delimiter))
    )


def claims(head: Head) -> bool:
    """A header of known names, or of anything like names above rows of as many cells."""
    lines = [line for line in head.lines[:20] if line.strip()]
    if not lines or lines[0].lstrip()[:1] in ("{", "[", "<"):
        return False
    delimiter = sniff(lines[0])
    names = _fields(lines[0], delimiter)
    if head.rule is not None or looks_known(names):
        return True
    if (
        len(names) > 3
        and len(lines) > 2
        and all(len(_fields(line, delimiter)) == len(names) for line in lines[1:])
    ):
        return True  # a table without a header that we know, not prose
    if len(names) < 2 or not all(_NAME.fullmatch(name) for name in names) or len(lines) < 2:
        return False
    return all(len(_fields(line, delimiter)) == len(names) for line in lines[1:6])


def read(leaf: Leaf) -> Iterator[Found]:
    """Rows of one kind, block by block."""
    csv.field_size_limit(max(leaf.settings.max_line_mb << 20, 1 << 17))
    table: _Table | None = None
    pending: Block | None = None
    for block in line_blocks(leaf):
        if isinstance(block, Quarantined):
            yield block
            continue
        if table is None:
            table, block = _begin(leaf, block)
            if isinstance(table, Quarantined):
                yield table
                return
            if table is None:
                continue
        if pending is not None:
            block = _joined(pending, block)
        pending = yield from table.rows(block, last=False)
    if isinstance(table, _Table) and pending is not None:
        yield from table.rows(pending, last=True)
    if isinstance(table, _Table):
        yield from table.ended()


def _joined(first: Block, second: Block) -> Block:
    return Block("", first.lines + second.lines, first.starts[:-1] + second.starts)


def _begin(leaf: Leaf, block: Block) -> tuple[Any, Block]:
    """The table that a header tells of and the lines after it; (None, block) while only blank lines came."""
    for number, line in enumerate(block.lines):
        if not line.strip():
            continue
        delimiter = sniff(line)
        names = _fields(line.rstrip("\r"), delimiter)
        shape = told(names, leaf.rule)
        if isinstance(shape, str):
            return leaf.doubt(0, 0, shape, SAY_MAP), block
        rest = Block("", block.lines[number + 1 :], block.starts[number + 1 :])
        return _Table(leaf, delimiter, names, shape), rest
    return None, block


@dataclass(slots=True)
class _Run:
    """Parsed records of a block: cells, first line, line after the last, ordinal in the file (from 1)."""

    rows: list[list[str]]
    first: list[int]
    after: list[int]
    ordinals: list[int]


class _Table:
    """One file being read."""

    def __init__(self, leaf: Leaf, delimiter: str, names: list[str], shape: Shape) -> None:
        self.leaf, self.delimiter, self.names, self.shape = leaf, delimiter, names, shape
        self.width = len(names)
        self.ordinal = 0
        self._doubts: list[Quarantined] = []
        self._adrift: int | None = (
            None  # where a record begins that was given up and whose end is not found yet
        )
        self._end = 0

    def rows(self, block: Block, last: bool) -> Generator[Rows | Quarantined, None, Block | None]:
        """Yield the block's records; returns the lines that may belong to a record still open."""
        if self._adrift is not None:
            first = self._ashore(block, 0)
            block = Block("", block.lines[first:], block.starts[first:])
        run, rest = self._parse(block, last)
        yield from self._doubts
        self._doubts = []
        if run.rows:
            yield self._as_rows(run, block.starts)
        return Block("", block.lines[rest:], block.starts[rest:]) if rest < len(block.lines) else None

    def _parse(self, block: Block, last: bool) -> tuple[_Run, int]:
        lines = block.lines
        if not ('"' in block.text if block.text else any('"' in line for line in lines)):
            try:
                rows = list(csv.reader(lines, delimiter=self.delimiter))
                if all(len(row) == self.width for row in rows):
                    count = len(rows)
                    self.ordinal += count
                    numbers = list(range(self.ordinal - count + 1, self.ordinal + 1))
                    return _Run(rows, list(range(count)), list(range(1, count + 1)), numbers), len(lines)
            except csv.Error:
                pass
        return self._carefully(block, last)

    def _carefully(self, block: Block, last: bool) -> tuple[_Run, int]:
        """Record by record: what does not parse costs one line. Returns the run and the first line left over."""
        run, at, end = _Run([], [], [], []), 0, len(block.lines)
        while at < end:
            feed = Feed(block, at, self._is_text)
            reader = csv.reader(feed, delimiter=self.delimiter, strict=True)
            try:
                at = self._records(reader, feed, block, run)
            except TooLong:
                at = self._refuse_open(block, feed.begun)
            except csv.Error as error:
                at = feed.begun
                if "field limit" in str(error):
                    at = self._refuse_open(block, at)
                elif feed.at < end or "unexpected end of data" not in str(error):
                    at = self._refuse(block, at, f"a broken quote ({error})")
                elif last or not self._may_go_on(block, at):
                    at = self._refuse_open(block, at)
                else:
                    return run, at
        return run, end

    def _may_go_on(self, block: Block, at: int) -> bool:
        """Whether the record that is open at the end of a block may end in the next."""
        if block.starts[-1] - block.starts[at] > LONGEST_RECORD:
            return False
        return len(block.lines) - at <= LONGEST_RECORD_LINES or self._is_text(block, at)

    def _is_text(self, block: Block, at: int) -> bool:
        """Whether the lines behind the first of a record read like text in one of its cells."""
        lines = block.lines[at + 1 : at + 1 + _LOOKED_AT]
        most = _ROWS_AMONG_TEXT if self.width >= _FEW_COLUMNS else 0.5
        return sum(len(self._cells(line)) == self.width for line in lines) < most * len(lines)

    def _cells(self, line: str) -> list[str]:
        return _fields(line.rstrip("\r"), self.delimiter)

    def _like_row(self, line: str) -> bool:
        cells = self._cells(line)
        if len(cells) != self.width:
            return False
        return self.width >= _FEW_COLUMNS or (bool(cells[0]) and " " not in cells[0])

    def _refuse_open(self, block: Block, at: int) -> int:
        """Set aside a record whose quote is not closed, with the text behind it; returns the line to go on at."""
        if len(block.lines) - at <= LONGEST_RECORD_LINES or not self._is_text(block, at):
            return self._refuse(block, at, "a quote that is not closed")
        self.ordinal += 1
        self._adrift = block.starts[at]
        return self._ashore(block, at + 1)

    def _ashore(self, block: Block, at: int) -> int:
        """The next line that reads like a row, behind a record that was not closed; what lies between is set aside."""
        lines = block.lines
        after = next((line for line in range(at, len(lines)) if self._like_row(lines[line])), len(lines))
        if after < len(lines):
            self._set_adrift_aside(block.starts[after])
        else:
            self._end = block.starts[-1]
        return after

    def _set_adrift_aside(self, end: int) -> None:
        assert self._adrift is not None
        most = min(LONGEST_RECORD >> 20, self.leaf.settings.max_line_mb)
        self._doubts.append(
            self.leaf.doubt(
                self._adrift,
                end - self._adrift,
                f"a quote that is not closed, or a cell longer than {most} MiB, with the text behind it",
                "Close the quote in the source, or give the long text a file of its own.",
            )
        )
        self._adrift = None

    def ended(self) -> Iterator[Quarantined]:
        """What is still to be told when the file ends."""
        if self._adrift is not None:
            self._set_adrift_aside(self._end)
        yield from self._doubts
        self._doubts = []

    def _records(self, reader: Iterator[list[str]], feed: Feed, block: Block, run: _Run) -> int:
        """Take records until the lines end or one does not fit; returns the line to go on at."""
        width = self.width
        for row in reader:
            first, after = feed.begun, feed.at
            if (
                row
                and (len(row) == width or (len(row) > width and not any(row[width:])))
                and (after - first < 2 or not self._swallowed(block.lines[first + 1]))
            ):
                self.ordinal += 1
                run.rows.append(row[:width])
                run.first.append(first)
                run.after.append(after)
                run.ordinals.append(self.ordinal)
            elif row:
                reason = (
                    f"{len(row)} cells where the header names {width}"
                    if after - first < 2
                    else "a quote that is not closed"
                )
                if after - first > LONGEST_RECORD_LINES:
                    self._refuse(block, first, f"{len(row)} cells where the header names {width}", after)
                elif self._refuse(block, first, reason) != after:
                    return first + 1
            feed.begun = after
        return len(block.lines)

    def _swallowed(self, line: str) -> bool:
        """Whether a line inside a quoted cell is in truth a record: then the quote was never closed."""
        if self.width < 4 or line.count('"') % 2:  # an odd quote closes the cell it stands in
            return False
        cells = _fields(line, self.delimiter)
        return len(cells) == self.width and bool(cells[0]) and " " not in cells[0]

    def _refuse(self, block: Block, line: int, reason: str, after: int | None = None) -> int:
        """Set a line aside, or those up to `after`; returns the line to go on at."""
        after = line + 1 if after is None else after
        start, end = block.starts[line], block.starts[after]
        self.ordinal += 1
        if block.lines[line].strip():
            self._doubts.append(
                self.leaf.doubt(start, end - start, reason, "Correct the line in the source.")
            )
        return after

    def _as_rows(self, run: _Run, starts: list[int]) -> Rows:
        cells: dict[str, Texts] = dict(zip(self.names, zip(*run.rows, strict=True), strict=False))
        offsets = [starts[line] for line in run.first]
        lengths = [starts[after] - starts[line] for line, after in zip(run.first, run.after, strict=True)]
        ordinals = list(map(str, run.ordinals)) if self.shape.id_name is None else []
        return build_rows(self.shape, cells, offsets, lengths, ordinals)
