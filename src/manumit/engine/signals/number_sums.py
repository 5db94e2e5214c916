"""What number words behind each other can mean: 'two hundred and six' as 206, 200 6 or 2 100 6; every reading of a
place in a row, in any language whose words are known (see number_tongues.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from manumit.engine.signals.number_tongues import Part

APART = 0.3
"""What it costs to tell one by one what could be said together."""


class Step(NamedTuple):
    """A token of a row, or a number word within a glued one: its readings with their costs, the cheapest first, and
    what it costs to pass it over."""

    readings: tuple[tuple[Part, float], ...]
    start: int
    end: int
    passing: float

    @property
    def kind(self) -> str:
        return self.readings[0][0].kind if self.readings else ""

    @property
    def value(self) -> int:
        return self.readings[0][0].value if self.readings else 0


def told(steps: Sequence[Step], at: int, part: Part) -> Iterator[tuple[str, int]]:
    """Digits that may begin at a step that is read as `part`, and the step behind them."""
    if part.kind == "figures":
        yield part.figures, at + 1
    elif part.kind in ("twice", "thrice"):
        digit = _digit(steps, at + 1)
        if digit:
            yield digit * part.value, at + 2
    elif part.kind == "hundred":
        yield from _with_rest(steps, at + 1, part.value)
    elif part.kind == "times_hundred":
        yield from _with_rest(steps, at + 1, 100)
    else:
        yield from _small(steps, at, part)


def _small(steps: Sequence[Step], at: int, part: Part) -> Iterator[tuple[str, int]]:
    for value, behind in _below_hundred(steps, at, part):
        yield str(value), behind
        if value and _kind(steps, behind) == "times_hundred":
            if value < 10:
                yield from _with_rest(steps, behind + 1, 100 * value)
            else:
                yield str(100 * value), behind + 1  # 'seventy seven hundred'


def _below_hundred(steps: Sequence[Step], at: int, part: Part) -> Iterator[tuple[int, int]]:
    """Numbers below a hundred that begin at a step, and the step behind them."""
    value, after = part.value, _kind(steps, at + 1)
    if part.kind == "unit":
        yield value, at + 1
        if not value:
            return
        if after == "times_ten":
            yield from _with_unit(steps, at + 2, 10 * value)
        elif after == "and_ten":
            yield 10 + value, at + 2
        elif after == "and" and _kind(steps, at + 2) in ("ten", "ten_behind"):
            yield steps[at + 2].value + value, at + 3
        elif value == 4 and after == "ten" and steps[at + 1].value == 20:
            yield from _with_unit(steps, at + 2, 80)  # 'quatre vingt'
    elif part.kind == "teen":
        yield value, at + 1
        if value == 10 and _is_unit(steps, at + 1):
            yield 10 + steps[at + 1].value, at + 2
    elif part.kind == "ten":
        yield from _with_unit(steps, at + 1, value)
    elif part.kind == "ten_behind":
        yield value, at + 1
    elif part.kind == "times_ten":
        yield from _with_unit(steps, at + 1, 10)


def _with_unit(steps: Sequence[Step], at: int, tens: int) -> Iterator[tuple[int, int]]:
    yield tens, at
    first = at + (_kind(steps, at) == "and")
    if _is_unit(steps, first):
        yield tens + steps[first].value, first + 1
    elif first > at and (figure := _digit(steps, first)):
        yield tens + int(figure), first + 1  # 'sesenta y 7'
    elif tens in (60, 80) and _kind(steps, first) == "teen":
        yield tens + steps[first].value, first + 1
        if steps[first].value == 10 and _is_unit(steps, first + 1):
            yield tens + 10 + steps[first + 1].value, first + 2


def _with_rest(steps: Sequence[Step], at: int, hundreds: int) -> Iterator[tuple[str, int]]:
    yield str(hundreds), at
    first = at + (_kind(steps, at) == "and")
    if first < len(steps) and steps[first].readings:
        for value, behind in _below_hundred(steps, first, steps[first].readings[0][0]):
            if value:
                yield str(hundreds + value), behind


def _kind(steps: Sequence[Step], at: int) -> str:
    return steps[at].kind if at < len(steps) else ""


def _is_unit(steps: Sequence[Step], at: int) -> bool:
    return _kind(steps, at) == "unit" and steps[at].value > 0


def _digit(steps: Sequence[Step], at: int) -> str:
    if at >= len(steps):
        return ""
    if _kind(steps, at) == "unit":
        return str(steps[at].value)
    part = steps[at].readings[0][0] if _kind(steps, at) == "figures" else None
    return part.figures if part and len(part.figures) == 1 else ""
