"""JSON lines (RFC 8259 values, one object a line) and JSON arrays of objects. Numbers keep their digits as written.

Objects of one block may be of different kinds; each is told by its keys. Values that are no text become text: lists
of strings one string with blanks between, anything else JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from manumit.engine.evidence.encoding import decode
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.lines import line_blocks
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.readers.shape import SAY_MAP, Shape, told
from manumit.engine.evidence.readers.shaped_rows import build_rows
from manumit.engine.evidence.rows import Found, Rows, Texts, merged

NAME, VERSION = "jsonl", "1"
_FIX = "Correct the line in the source."
_TOKEN = re.compile(rb'["\\{}\[\]]')


def claims(head: Head) -> bool:
    """It begins with an object, or with an array of them."""
    start = head.text.lstrip()
    return (start.startswith("{") and ('"' in start[:4096] or start[1:].lstrip()[:1] == "}")) or bool(
        re.match(r"\[\s*(\{|\]\s*$)", start)
    )


def as_text(value: Any) -> str | None:
    """A JSON value as the text that a CSV cell would hold."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return " ".join(value)
    return json.dumps(value, ensure_ascii=False)


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


class _Batch:
    """Objects with the same keys, waiting to become rows."""

    def __init__(self, shape: Shape, names: tuple[str, ...]) -> None:
        self.shape, self.names = shape, names
        self.objects: list[tuple[Any, ...]] = []
        self.offsets: list[int] = []
        self.lengths: list[int] = []
        self.ordinals: list[str] = []

    def rows(self) -> Rows:
        """What was gathered."""
        columns = zip(*self.objects, strict=True)
        cells: dict[str, Texts] = {
            name: _texts(column) for name, column in zip(self.names, columns, strict=True)
        }
        return build_rows(self.shape, cells, self.offsets, self.lengths, self.ordinals)


def _texts(values: tuple[Any, ...]) -> list[str | None]:
    return [value if value is None or type(value) is str else as_text(value) for value in values]


class _Gatherer:
    """Objects become rows; each set of keys is judged once."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.shapes: dict[tuple[str, ...], Shape | str] = {}
        self.batches: dict[tuple[str, ...], _Batch] = {}
        self.ordinal = 0

    def take(self, value: Any, start: int, length: int) -> Quarantined | None:
        """Add one parsed value; says why when it is no record."""
        self.ordinal += 1
        if type(value) is not dict:
            return self.leaf.doubt(start, length, "not a JSON object", _FIX)
        names = tuple(value)
        batch = self.batches.get(names)
        if batch is None:
            shape = self.shapes.get(names)
            if shape is None:
                shape = told(names, self.leaf.rule)
                if len(self.shapes) < 10_000:
                    self.shapes[names] = shape
            if isinstance(shape, str):
                return self.leaf.doubt(start, length, shape, SAY_MAP)
            batch = self.batches[names] = _Batch(shape, names)
        batch.objects.append(tuple(value.values()))
        batch.offsets.append(start)
        batch.lengths.append(length)
        if batch.shape.id_name is None:
            batch.ordinals.append(str(self.ordinal))
        return None

    def flush(self) -> Iterator[Rows]:
        """All rows gathered so far, kind by kind, each in the order of the file."""
        kinds: dict[str, list[Rows]] = {}
        for batch in self.batches.values():
            kinds.setdefault(batch.shape.kind, []).append(batch.rows())
        yield from map(merged, kinds.values())
        self.batches = {}


def _parsed(text: str) -> Any:
    """The value, or a ValueError; RecursionError (too deep) is one of them."""
    try:
        value, end = _DECODER.raw_decode(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if text[end:].strip():
        raise ValueError("something follows the object")
    return value


def read(leaf: Leaf) -> Iterator[Found]:
    """Records in the order of the file, gathered by their keys within a block."""
    start = leaf.head[leaf.encoding.mark :].lstrip()
    gatherer = _Gatherer(leaf)
    if leaf.encoding.name == "utf-8" and (start[:1] == b"[" or _spread(start)):
        yield from _streamed(leaf, gatherer)
        return
    for block in line_blocks(leaf):
        if isinstance(block, Quarantined):
            yield block
            continue
        for number, line in enumerate(block.lines):
            text = line.strip(" \t\r\n\ufeff")
            if not text:
                continue
            at = block.starts[number]
            if doubt := _take(gatherer, text, at, block.starts[number + 1] - at):
                yield doubt
        yield from gatherer.flush()


def _take(gatherer: _Gatherer, text: str, start: int, length: int) -> Quarantined | None:
    try:
        value = _parsed(text)
    except ValueError as error:
        return gatherer.leaf.doubt(start, length, f"not JSON ({error})", _FIX)
    return gatherer.take(value, start, length)


def _spread(start: bytes) -> bool:
    """Whether the first object goes over several lines."""
    line = start.split(b"\n", 1)[0].strip()
    if line.endswith(b"}") or line == start.strip():
        return False
    try:
        _parsed(line.decode("utf-8", "replace"))
    except ValueError:
        return line in (b"{", b"[") or line.endswith((b",", b"{", b"["))
    return False


def _streamed(leaf: Leaf, gatherer: _Gatherer) -> Iterator[Found]:
    """Objects that do not keep to lines: an array, or one after the other. Found by their braces."""
    limit = leaf.settings.max_line_mb << 20
    taken = 0
    for start, data in _objects(leaf, limit):
        if data is None:
            yield leaf.doubt(start[0], start[1], start[2], "Correct it in the source.")
            continue
        text, used = decode(data, "utf-8")
        leaf.saw(used)
        if doubt := _take(gatherer, text, start[0], len(data)):
            yield doubt
        taken += 1
        if taken % 4096 == 0:
            yield from gatherer.flush()
    yield from gatherer.flush()


def _objects(leaf: Leaf, limit: int) -> Iterator[tuple[tuple[int, int, str], bytes | None]]:
    """((offset, length, why), bytes) of each outermost object; bytes are None for what is not one."""
    held, start, depth, inside, begun, at = bytearray(), leaf.encoding.mark, 0, False, -1, 0
    first = True
    for piece in leaf.chunks():
        held += piece[leaf.encoding.mark :] if first else piece
        first = False
        for match in _TOKEN.finditer(held, at):
            where, token = match.start(), match[0]
            if where < at:
                continue
            if inside:
                if token == b"\\":
                    at = where + 2
                elif token == b'"':
                    inside = False
                continue
            if token == b'"':
                inside = begun >= 0
            elif token in b"{[":
                if begun < 0 and token == b"{":
                    begun, depth = where, 0
                depth += begun >= 0
            elif begun >= 0 and token in b"}]":
                depth -= 1
                if depth == 0:
                    yield (start + begun, 0, ""), bytes(held[begun : where + 1])
                    begun = -1
        at = max(at, len(held))
        cut = begun if begun >= 0 else min(at, len(held))
        if begun >= 0 and len(held) - begun > limit:
            yield (start + begun, len(held) - begun, f"an object longer than {limit >> 20} MiB"), None
            return
        del held[:cut]
        start, at, begun = start + cut, at - cut, 0 if begun >= 0 else -1
    if begun >= 0:
        yield (start, len(held), "the last object is not closed"), None
