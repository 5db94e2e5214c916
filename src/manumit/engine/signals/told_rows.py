"""Telephones told in rows of number words that the plain reader cannot make out: with slips, by ear, glued, in words of
a language that mean something else in another, as hundreds and tens, with words between that are none.

Every token of a row has readings with a price each; of all the ways to read the row the cheapest is taken that is a
number as its region writes it. Most of the row must be numbers beyond doubt, so that prose with numbers in it is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from manumit.engine.signals.digit_words import TOKEN
from manumit.engine.signals.model import Found, apart
from manumit.engine.signals.number_sums import APART, Step, told
from manumit.engine.signals.number_tongues import speakers
from manumit.engine.signals.phone_context import EXTRACTOR, Context
from manumit.engine.signals.phone_forms import VALID, at_home, given_out, judged
from manumit.engine.signals.told_steps import (
    LEAST_WORDS,
    NEVER,
    NUMBERS,
    WEAK_PRICE,
    rows_of,
    steps_of,
    tongues_of,
)

_FEWEST, _MOST = 8, 13  # digits of a telephone told so
_MOST_PASSED = 3  # tokens in a row that may be passed over
_BEAM = 24  # readings kept at a step
_STARTS, _ENDS = 3, 3  # number words a row may have before and behind the telephone
_LEFT_OVER = 1.2  # for each number word beside the telephone that is none of its
_DEAREST = 0.34  # price of a digit, on the average
_AS_LONG = 0.9  # share of a telephone's length that another one in its place has
_DOUBT, _WHOLE = 0.5, 9  # for a number that the region has not given out; its least digits
_PLAIN = 0.87  # confidence of a reading with next to no doubt
_COUNTED = 6  # digits in their order that no telephone told in words has
_SURE = 0.6  # share of the digits that stand beyond doubt


class _Way(NamedTuple):
    """A way to read a row up to a step."""

    cost: float
    digits: str
    sure: int
    start: int
    end: int
    passed: int


def with_told(
    left: str, context: Context, found: list[Found], spoken: Sequence[tuple[int, int, int, int]]
) -> list[Found]:
    """What was found and the telephones that rows of number words make which none of it covers, in a lower-case surface
    text in which whatever else has digits is blotted out; `spoken`: see `Glance.tellings`."""
    if context.region is None:
        return found
    more = [
        one
        for first, last, begin, end in spoken
        if not any(_covers(phone, left, first, last) for phone in found)
        for row in rows_of(left, begin, end)
        if (one := _read(left, row, context)) and _better(one, found)
    ]
    return apart([*more, *found]) if more else found


def _covers(phone: Found, left: str, first: int, last: int) -> bool:
    """Whether a telephone is read from all of a row of number words; or is given out, and nothing but figures that
    stand apart and other words are left of it."""
    if phone.value.startswith("+?") or phone.end <= first or last <= phone.start:
        return False
    beside = left[first : max(first, phone.start)], left[min(phone.end, last) : last]
    if not any(map(str.strip, beside)):
        return True
    return given_out(phone.value) and not any(
        token in speakers() for text in beside for token in TOKEN.findall(text)
    )


def _better(one: Found, found: Sequence[Found]) -> bool:
    """Whether it says more than what was found in its place."""
    size = one.end - one.start
    return not any(
        other.value == one.value
        or (given_out(other.value) and other.end - other.start >= _AS_LONG * size)
        or (not other.value.startswith("+?") and other.end - other.start >= size + (one.confidence > _PLAIN))
        for other in found
        if other.start < one.end and one.start < other.end
    )


def _read(text: str, row: Sequence[tuple[str, int, int]], context: Context) -> Found | None:
    names = tongues_of(row)
    if not names:
        return None
    steps = steps_of(row, names)
    numbers = [at for at, step in enumerate(steps) if step.kind in NUMBERS]
    sure = [at for at in numbers if steps[at].readings[0][1] <= WEAK_PRICE]
    if len(sure) < LEAST_WORDS + 1:
        return None
    best: tuple[float, str, int, int] | None = None
    for skipped, first in enumerate(numbers[:_STARTS]):
        if best and best[0] <= _LEFT_OVER * skipped:
            break
        for way, behind in _ways(steps, first):
            left_over = skipped + sum(at >= behind for at in sure)
            if left_over > _ENDS:
                continue
            cost = way.cost + _LEFT_OVER * left_over
            if best is not None and cost >= best[0]:
                continue
            value, doubt = _value(way, cost, context)
            if value and (best is None or cost + doubt < best[0]) and not (doubt and left_over):
                best = (cost + doubt, value, way.start, way.end)
    if best is None:
        return None
    cost, value, start, end = best
    return Found("phone", value, start, end, round(max(0.6, 0.9 - 0.06 * cost), 3), EXTRACTOR)


def _ways(steps: Sequence[Step], first: int) -> Iterator[tuple[_Way, int]]:
    """Ways to read the steps from one on that may be a telephone, each with the step behind it."""
    at_step: dict[int, list[_Way]] = {first: [_Way(0.0, "", 0, steps[first].start, steps[first].start, 0)]}
    for at in range(first, len(steps)):
        here = sorted(at_step.pop(at, ()), key=lambda way: way.cost)[:_BEAM]
        for way in here:
            for behind, longer in _longer(steps, at, way):
                at_step.setdefault(behind, []).append(longer)
                if not longer.passed and _FEWEST <= len(longer.digits) <= _MOST:
                    yield longer, behind


def _longer(steps: Sequence[Step], at: int, way: _Way) -> Iterator[tuple[int, _Way]]:
    step = steps[at]
    if step.passing < NEVER and way.digits and way.passed < _MOST_PASSED:
        yield at + 1, way._replace(cost=way.cost + step.passing, passed=way.passed + 1)
    for part, price in step.readings:
        readings = list(told(steps, at, part))
        longest = max((behind for _, behind in readings), default=0)
        for digits, behind in readings:
            cost = price + sum(steps[other].readings[0][1] for other in range(at + 1, behind))
            cost += APART if behind < longest else 0.0
            if len(way.digits) + len(digits) <= _MOST and way.cost + cost <= _DEAREST * _MOST:
                sure = way.sure + (len(digits) if cost <= WEAK_PRICE else 0)
                yield (
                    behind,
                    _Way(way.cost + cost, way.digits + digits, sure, way.start, steps[behind - 1].end, 0),
                )


def _counts(digits: str) -> bool:
    """Whether most of them count up, as children and dancers do."""
    return any(digits[at : at + _COUNTED] in "12345678910" for at in range(len(digits) - _COUNTED + 1))


def _value(way: _Way, cost: float, context: Context) -> tuple[str, float]:
    """The telephone that a way to read a row makes, '' where it makes none; and what its doubts cost."""
    size = len(way.digits)
    if cost > _DEAREST * size or way.sure < _SURE * size:
        return "", 0.0
    if context.region is None or _counts(way.digits) or len(set(way.digits)) < 3:
        return "", 0.0
    known = judged(way.digits, context.region)
    if known is None or context.labelled(way.start):
        return "", 0.0
    if known[1] >= VALID and at_home(way.digits, context.region):
        return known[0], 0.0
    return (known[0], _DOUBT) if way.sure >= size and way.digits[0] == "0" and size >= _WHOLE else ("", 0.0)
