"""Telephones told in rows of number words that the plain reader cannot make out: with slips, by ear, glued, in words of
a language that mean something else in another, as hundreds and tens, with words between that are none.

Every token of a row has readings with a price each; of all the ways to read the row the cheapest is taken that is a
number as its region writes it. Most of the row must be numbers beyond doubt, so that prose with numbers in it is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from manumit.engine.signals.currencies import TIMES
from manumit.engine.signals.currencies import WORDS as CURRENCIES
from manumit.engine.signals.digit_words import TOKEN
from manumit.engine.signals.model import Found
from manumit.engine.signals.number_likeness import LEET, near
from manumit.engine.signals.number_sums import APART, Step, told
from manumit.engine.signals.number_tongues import LEAST_GLUED, TONGUES, Part, parted, speakers, tongue
from manumit.engine.signals.numerals import CONNECTORS, PLUS_WORDS, SAID_SIGNS, WEAK
from manumit.engine.signals.phone_context import EXTRACTOR, Context
from manumit.engine.signals.phone_forms import VALID, at_home, judged

LEAST_WORDS = 3
"""Number words beyond doubt that a row holds at least."""
_FEWEST, _MOST = 8, 13  # digits of a telephone told so
_LONGEST = 64  # tokens of a row that are read at once
_WIDEST = 12  # characters between two tokens of a row
_MOST_PASSED = 3  # tokens in a row that may be passed over
_BEAM, _STARTS, _ENDS = (
    24,
    3,
    3,
)  # readings kept at a step; number words a row may have before and behind the telephone
_FILLER, _REPEATED, _SIGN, _WEAK = 1.0, 0.2, 0.1, 0.3
_LEFT_OVER = 1.2  # for each number word beside the telephone that is none of its
_DEAREST = 0.34  # price of a digit, on the average
_LEAST_GLUED, _MOST_GLUED = 3, 120  # letters of a token that may be glued, the least less one
_NEVER = 9.0  # what it costs to pass over a number without doubt
_AS_LONG = 0.9  # share of a telephone's length that another one in its place has
_DOUBT, _WHOLE = 0.5, 9  # for a number that the region has not given out; its least digits
_PLAIN = 0.87  # confidence of a reading with next to no doubt
_COUNTED = 6  # digits in their order that no telephone told in words has
_SURE = 0.6  # share of the digits that stand beyond doubt

_NUMBERS = frozenset(
    [
        "unit",
        "teen",
        "ten",
        "ten_behind",
        "hundred",
        "figures",
        "times_ten",
        "times_hundred",
        "twice",
        "thrice",
    ]
)
_PRICED = frozenset([*CURRENCIES, *TIMES])


class _Way(NamedTuple):
    """A way to read a row up to a step."""

    cost: float
    digits: str
    sure: int
    start: int
    end: int
    passed: int


def find_told(
    left: str, context: Context, parts: Sequence[tuple[int, int]], found: Sequence[Found]
) -> list[Found]:
    """Telephones that rows of number words in those parts make, in a lower-case surface text in which whatever else has
    digits is blotted out; `found`: those that the plain reader made out."""
    more = []
    for start, end in parts:
        for row in _rows(left, start, end):
            one = _read(left, row, context)
            if one and _better(one, found):
                more.append(one)
    return more


def _better(one: Found, found: Sequence[Found]) -> bool:
    """Whether it says more than what was found in its place."""
    size = one.end - one.start
    return not any(
        other.value == one.value
        or (_whole(other) and other.end - other.start >= _AS_LONG * size)
        or (not other.value.startswith("+?") and other.end - other.start >= size + (one.confidence > _PLAIN))
        for other in found
        if other.start < one.end and one.start < other.end
    )


def _whole(other: Found) -> bool:
    known = judged(other.value, None) if not other.value.startswith("+?") else None
    return known is not None and known[1] > VALID


def _rows(text: str, start: int, end: int) -> Iterator[list[tuple[str, int, int]]]:
    """Tokens of a part of the text, cut where no number goes on."""
    row: list[tuple[str, int, int]] = []
    for match in TOKEN.finditer(text, start, end):
        token = match.group()
        gap = text[row[-1][2] : match.start()] if row else ""
        if row and (len(gap) > _WIDEST or "\0" in gap or len(row) >= _LONGEST):
            yield row
            row = []
        if token in _PRICED and token not in speakers():
            if row:
                yield row
            row = []
        elif token != "+":
            row.append((token, *match.span()))
    if row:
        yield row


def _tongues(row: Sequence[tuple[str, int, int]]) -> list[str]:
    """The language most of whose words stand in a row, and a second one that two of the others or more are of."""
    known, chosen = speakers(), []
    rest = [
        token if token in known or token.isalpha() else token.translate(LEET)
        for token, _, _ in row
        if not token.isdigit()
    ]
    for least in (LEAST_WORDS, 2):
        count = Counter(name for token in rest for name in known.get(token, ()))
        if not count:
            break
        most = max(count.values())
        if most < least:
            break
        name = next(name for name in count if count[name] == most)
        chosen.append(name)
        rest = [token for token in rest if name not in known.get(token, ())]
    if not chosen:
        glued = [token for token, _, _ in row if len(token) >= LEAST_GLUED]
        chosen = _glued_in(glued)[:1]
    return chosen


def _glued_in(tokens: Sequence[str]) -> list[str]:
    """Languages of which glued tokens are, the one with most of them first."""
    known = {token: [name for name in TONGUES if parted(token, tongue(name))] for token in tokens}
    return [name for name, _ in Counter(name for names in known.values() for name in names).most_common()]


def _steps(row: Sequence[tuple[str, int, int]], names: Sequence[str]) -> list[Step]:
    steps: list[Step] = []
    often = Counter(token for token, _, _ in row)
    for token, start, end in row:
        if token in SAID_SIGNS or token in CONNECTORS or token in PLUS_WORDS:
            passing = _SIGN
        else:
            passing = _REPEATED if often[token] > 1 and len(row) > 6 else _FILLER
        readings = _readings(token, names)
        if not readings and _LEAST_GLUED < len(token) <= _MOST_GLUED:
            glued = next(filter(None, (parted(token, tongue(name)) for name in names)), [])
            steps += [
                Step(((part, 0.0),), start, end, _SIGN if part.kind == "and" else _NEVER) for part in glued
            ]
            if glued:
                continue
        readings = readings or _nearly(token, names)
        if readings and readings[0][0].kind in _NUMBERS:
            passing = _NEVER if readings[0][1] < _WEAK else passing + _FILLER
        steps.append(Step(readings, start, end, passing))
    return steps


def _readings(token: str, names: Sequence[str]) -> tuple[tuple[Part, float], ...]:
    if token.isdigit():
        posed = tuple(one for name in names for one in near(token, name))
        return ((Part("figures", 0, token), 0.0), *posed) if token.isascii() else ()
    for name in names:
        part = tongue(name).get(token)
        if part:
            return ((part, _WEAK if token in WEAK else 0.0),)
    return ()


def _nearly(token: str, names: Sequence[str]) -> tuple[tuple[Part, float], ...]:
    return tuple(sorted((one for name in names for one in near(token, name)), key=lambda one: one[1]))


def _read(text: str, row: Sequence[tuple[str, int, int]], context: Context) -> Found | None:
    names = _tongues(row)
    if not names:
        return None
    steps = _steps(row, names)
    numbers = [at for at, step in enumerate(steps) if step.kind in _NUMBERS]
    sure = [at for at in numbers if steps[at].readings[0][1] <= _WEAK]
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
    if step.passing < _NEVER and way.digits and way.passed < _MOST_PASSED:
        yield at + 1, way._replace(cost=way.cost + step.passing, passed=way.passed + 1)
    for part, price in step.readings:
        readings = list(told(steps, at, part))
        longest = max((behind for _, behind in readings), default=0)
        for digits, behind in readings:
            cost = price + sum(steps[other].readings[0][1] for other in range(at + 1, behind))
            cost += APART if behind < longest else 0.0
            if len(way.digits) + len(digits) <= _MOST and way.cost + cost <= _DEAREST * _MOST:
                sure = way.sure + (len(digits) if cost <= _WEAK else 0)
                yield (
                    behind,
                    _Way(way.cost + cost, way.digits + digits, sure, way.start, steps[behind - 1].end, 0),
                )


def _counts(digits: str) -> bool:
    """Whether most of them count up, as children and dancers do."""
    return any(digits[at : at + _COUNTED] in "012345678910" for at in range(len(digits) - _COUNTED + 1))


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
