"""Content as blocks of whole lines, with the byte offset of every line, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from manumit.engine.evidence.encoding import decode
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined


@dataclass(slots=True)
class Block:
    """Whole lines. `starts` has one entry more than `lines`: where each begins and where the last ends (bytes)."""

    text: str
    lines: list[str]
    starts: list[int]


def line_blocks(leaf: Leaf, size: int = 1 << 20) -> Iterator[Block | Quarantined]:
    """Blocks of about `size` bytes. A line longer than the limit is set aside without being held in memory."""
    wide = leaf.encoding.name.startswith("utf-16")
    newline = _newline(leaf.head, wide, leaf.encoding.name)
    start = leaf.encoding.mark
    for item in _runs(leaf, size, newline, wide):
        if isinstance(item, Quarantined):
            yield item
            start = item.offset - leaf.base + item.length
            continue
        data, whole = item
        if not whole and leaf.problem and (cut := max(_last_end(data, newline, start, wide), 0)) < len(data):
            yield from _decoded(leaf, data[:cut], start, newline, wide)
            yield leaf.doubt(
                start + cut, len(data) - cut, "the last line is cut off", "Ask for the whole file."
            )
            continue
        yield from _decoded(leaf, data, start, newline, wide)
        start += len(data)


def _runs(leaf: Leaf, size: int, newline: bytes, wide: bool) -> Iterator[tuple[bytes, bool] | Quarantined]:
    """Runs of whole lines, the last one perhaps not whole (False); `start` to `at` is what is held."""
    limit = leaf.settings.max_line_mb << 20
    held: list[bytes] = []
    start = at = leaf.encoding.mark
    skip_from: int | None = None
    mark = leaf.encoding.mark
    for piece in leaf.chunks():
        if mark:
            piece, mark = piece[mark:], 0
        if skip_from is not None:
            cut = _first_end(piece, newline, at, wide)
            at += len(piece) if cut < 0 else cut
            if cut < 0:
                continue
            yield _too_long(leaf, skip_from, at)
            piece, skip_from, start = piece[cut:], None, at
        held.append(piece)
        at += len(piece)
        if at - start < size:
            continue
        cut = _last_end(piece, newline, at - len(piece), wide)
        if cut >= 0:
            data = b"".join(held)
            left = len(piece) - cut
            yield data[: len(data) - left], True
            held, start = [piece[cut:]], at - left
        elif at - start > limit:
            data = b"".join(held)
            cut = max(_last_end(data, newline, start, wide), 0)
            if cut:
                yield data[:cut], True
            held, start = [data[cut:]], start + cut
            if at - start > limit:
                held, skip_from = [], start
    if skip_from is not None:
        yield _too_long(leaf, skip_from, at)
    elif at > start:
        yield b"".join(held), False


def _too_long(leaf: Leaf, start: int, end: int) -> Quarantined:
    return leaf.doubt(
        start,
        end - start,
        f"a line of {end - start} bytes is longer than the limit of {leaf.settings.max_line_mb} MiB",
        "Raise MANUMIT_MAX_LINE_MB if it is genuine.",
    )


def _newline(head: bytes, wide: bool, encoding: str) -> bytes:
    lone = b"\n" not in head and b"\r" in head
    mark = "\r" if lone else "\n"
    return mark.encode(encoding) if wide else mark.encode()


def _last_end(data: bytes, newline: bytes, at: int, wide: bool) -> int:
    """Just after the last newline of `data`, which begins at byte `at`; -1 without one."""
    found = data.rfind(newline)
    while wide and found >= 0 and (at + found) % 2:
        found = data.rfind(newline, 0, found + 1)
    return found + len(newline) if found >= 0 else -1


def _first_end(data: bytes, newline: bytes, at: int, wide: bool) -> int:
    """Just after the first newline of `data`; -1 without one."""
    found = data.find(newline)
    while wide and found >= 0 and (at + found) % 2:
        found = data.find(newline, found + 1)
    return found + len(newline) if found >= 0 else -1


def _decoded(
    leaf: Leaf, data: bytes, start: int, newline: bytes, wide: bool
) -> Iterator[Block | Quarantined]:
    if not data:
        return
    name = leaf.encoding.name
    mark = "\r" if newline[:1] == b"\r" or newline[-1:] == b"\r" else "\n"
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        yield from _mixed(leaf, data, start, newline, wide, mark)
        return
    leaf.saw(name)
    lines = text.split(mark)
    if not lines[-1]:
        lines.pop()
    if len(text) == len(data):
        starts = list(accumulate(map(len, lines), lambda at, n: at + n + 1, initial=start))
        starts[-1] = start + len(data)
    elif wide:
        starts = list(
            accumulate((len(line.encode(name)) for line in lines), lambda at, n: at + n + 2, initial=start)
        )
        starts[-1] = start + len(data)
    else:
        raw = data.split(newline)
        starts = list(accumulate(map(len, raw[: len(lines)]), lambda at, n: at + n + 1, initial=start))
        starts[-1] = start + len(data)
    yield Block(text, lines, starts)


def _mixed(
    leaf: Leaf, data: bytes, start: int, newline: bytes, wide: bool, mark: str
) -> Iterator[Block | Quarantined]:
    """Lines in an encoding of their own among lines in another: each is decoded by itself."""
    if wide:
        text = data.decode(leaf.encoding.name, "replace")
        yield Block(text, text.split(mark), [start, *(start + len(data) for _ in text.split(mark))])
        yield leaf.doubt(start, len(data), f"bytes that are not {leaf.encoding.name}", "", kept=True)
        return
    raw = data.split(newline)
    if not raw[-1]:
        raw.pop()
    lines: list[str] = []
    starts = list(accumulate(map(len, raw), lambda at, n: at + n + 1, initial=start))
    starts[-1] = start + len(data)
    for number, line in enumerate(raw):
        text, used = decode(line, leaf.encoding.name)
        if used != leaf.encoding.name and used not in leaf.seen_encodings:
            yield leaf.doubt(
                starts[number],
                len(line),
                f"not {leaf.encoding.name} here; taken as {used}",
                "Compare the text with the source.",
                kept=True,
            )
        leaf.saw(used)
        lines.append(text)
    yield Block(mark.join(lines), lines, starts)
