"""Telephone numbers, plain or disguised, told from the other long numbers that texts hold: rows of digits are cut where
one number ends and the next begins, and of the readings of a row the surest is taken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from manumit.engine.signals.model import Found
from manumit.engine.signals.number_repeats import halved
from manumit.engine.signals.number_tokens import Group
from manumit.engine.signals.numbers import digit_runs
from manumit.engine.signals.phone_context import EXTRACTOR, Context
from manumit.engine.signals.phone_forms import BARE_SHORTEST, LONGEST, POSSIBLE, SHORTEST, given_out, judged

_MOST_DOUBLE, _AS_GOOD, _DOUBTED = 6, 0.03, 0.8  # groups with two readings; what makes them doubtful
_STOP = re.compile(r"[.!?。]\s")


def _parts(run: Sequence[Group], context: Context) -> list[list[Group]]:
    """A run cut at strong signs, unless the pieces are too short to be numbers of their own."""
    pieces: list[list[Group]] = []
    for group in run:
        if not pieces or (group.strong or group.plus):
            pieces.append([])
        pieces[-1].append(group)
    sizes = [sum(len(group.digits) for group in piece) for piece in pieces]
    if max(sizes) < SHORTEST and sum(sizes) <= LONGEST and not any(piece[0].plus for piece in pieces[1:]):
        return [list(run)]
    if (
        len(pieces) > 1
        and max(sizes) < BARE_SHORTEST
        and sum(sizes) <= 13
        and not any(p[0].plus for p in pieces)
    ):
        whole = context.judge(run)
        if whole and not whole.value.startswith("+?"):
            return [list(run)]
    joined: list[list[Group]] = []
    for piece in pieces:
        size = sum(len(group.digits) for group in piece)
        last = sum(len(group.digits) for group in joined[-1]) if joined else 0
        short = (size < SHORTEST or last < 4) and last < SHORTEST and not piece[0].plus
        country = joined and joined[-1][0].plus and last < SHORTEST
        if joined and (short or country) and not piece[0].plus:
            joined[-1].extend(piece)
        else:
            joined.append(piece)
    return joined


def _droppable(outer: Group, inner: Group) -> bool:
    """May `outer` be a neighbour (an age, an hour) of the number that `inner` begins or ends?"""
    return (
        len(outer.digits) <= 2 or outer.how != inner.how or len(inner.digits) >= BARE_SHORTEST or inner.plus
    )


def _without_tail(groups: Sequence[Group], context: Context) -> Found | None:
    """A number that the region has given out when a digit or two of the next sentence are left away ('... seven. One
    girl')."""
    last = max((at for at, group in enumerate(groups) if group.strong), default=0)
    if not last or context.region is None or sum(len(group.digits) for group in groups[last:]) > 2:
        return None
    return _surer(groups[:last], groups, context)


def _without_head(groups: Sequence[Group], context: Context) -> Found | None:
    """The same of the digit or two that end the sentence before ('I am 26. four one five ...')."""
    first = next((at for at, group in enumerate(groups) if at and group.strong), 0)
    if not first or context.region is None or groups[0].plus:
        return None
    if sum(len(group.digits) for group in groups[:first]) > 2 or not _STOP.search(groups[first].gap):
        return None
    return _surer(groups[first:], groups, context)


def _surer(part: Sequence[Group], groups: Sequence[Group], context: Context) -> Found | None:
    """The number that a part makes when the region has given it out and not, as surely, that of all groups."""
    known = [judged("".join(group.digits for group in some), context.region) for some in (part, groups)]
    if known[0] is None or known[0][1] <= (known[1][1] if known[1] else POSSIBLE):
        return None
    return context.judge(part)


def _likeliest(groups: Sequence[Group], context: Context) -> Found | None:
    """The number that all groups make; where words among them can be told one by one ('fifty five': 55 or 50 5), in the
    reading that is surest, less sure where another one is as good."""
    whole = context.judge(groups)
    for group in groups:
        if group.apart:
            break
    else:
        return whole
    double = [at for at, group in enumerate(groups) if group.apart]
    if len(double) > _MOST_DOUBLE or (whole and given_out(whole.value)):
        return whole
    ranked = [] if whole is None else [whole]
    for chosen in [*([at] for at in double), *([double] if len(double) > 1 else [])]:
        other = [
            group._replace(digits=group.apart) if at in chosen else group for at, group in enumerate(groups)
        ]
        if told := context.judge(other):
            ranked.append(told)
    ranked.sort(key=lambda one: -one.confidence)  # stable: as told first
    values = {one.value for one in ranked if one.confidence >= ranked[0].confidence - _AS_GOOD}
    if len(values) < 2:
        return ranked[0] if ranked else None
    return ranked[0]._replace(confidence=round(ranked[0].confidence * _DOUBTED, 3))


def _best(groups: Sequence[Group], context: Context) -> list[Found]:
    whole = _without_tail(groups, context) or _without_head(groups, context) or _likeliest(groups, context)
    if whole and not whole.value.startswith("+?"):
        return [whole]
    found: list[Found] = [] if whole is None else [whole]
    count = min(len(groups), 24)
    for size in range(count - 1, 0, -1):
        for first in range(count - size + 1):
            part = groups[first : first + size]
            before_ok = first == 0 or _droppable(groups[first - 1], part[0])
            after_ok = first + size == len(groups) or _droppable(groups[first + size], part[-1])
            inner = context.judge(part) if before_ok and after_ok else None
            if inner and not context.stands_out(part):
                continue
            if inner and (not found or inner.confidence > found[0].confidence + 0.1):
                rest = _best(groups[first + size :], context) if len(groups) - first - size else []
                return [inner, *rest]
    return found


def find_phones(text: str, left: str, region: str | None, room: Sequence[tuple[int, int]]) -> list[Found]:
    """Phones of a lower-case surface text in the parts that have room for them; in `left`, the same text, whatever
    else has digits (dates, prices, addresses) is blotted out."""
    context = Context(text, region)
    found: list[Found] = []
    for run in digit_runs(left, room):
        size = sum(len(group.digits) for group in run)
        if size < SHORTEST:
            continue
        for part in _parts(halved(run) if size > LONGEST else run, context):
            if not context.spoken_for(part):
                found += _best(part, context)
    return found


_LINKED = re.compile(
    r"(?:wa\.me/|phone=|number=|tel:|viber\.click/|zalo\.me/|signal\.me/#p/)(?:\+|%2b|00)?(\d{7,15})(?!\d)"
)


def find_linked_phones(text: str, start: int, end: int) -> list[Found]:
    """International numbers in a messenger link that lies at [start, end) of a lower-case text (Zalo's are Vietnamese
    and may be national)."""
    found = []
    for match in _LINKED.finditer(text, start, end):
        zalo = match.group().startswith("zalo") and match[1].startswith("0")
        known = judged(match[1], "VN") if zalo else judged("+" + match[1], None)
        if known:
            found.append(Found("phone", known[0], match.start(1), match.end(1), known[1], EXTRACTOR))
    return found
