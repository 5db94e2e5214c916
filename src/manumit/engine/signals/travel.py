"""Announced travel: 'in Leeds from Friday to Monday', 'llego a Madrid mañana', 'в Риге до 15 мая', 'then Geneva'.

A value is 'PLACE|from|to': the place as for places, the ends as in dates.py, or empty where none is told. Days are not
turned into dates: when the text was written is for the reader of the record to say.
"""

from __future__ import annotations

import re

from manumit.engine.signals.calendar_words import NEAR, OTHER_WORDS
from manumit.engine.signals.dates import BARE_RANGE, DAYISH, ONE, RANGE, WEEK, day, ends, is_real
from manumit.engine.signals.model import Found
from manumit.engine.signals.travel_words import (
    COMING,
    DAY_ALONE,
    DEPARTING,
    GAP,
    JOINT,
    LEAVING,
    LEAVING_THEN,
    STAYING,
    THEN,
)

MONTH_FIRST = (", US", ", JP", ", CN", ", KR", ", TW")
"""Countries that write the month before the day: 6/3."""
_BEFORE_REACH = 44
_SENTENCE = 60
"""Characters between a place and the day of departure from there."""
_BETWEEN = " ,;.:/|&+\n\t-–—>→✈•·"
Told = tuple[int, int, str, str]
"""(start, end, first day, last day) of what is told of a place"""


def find_travel(text: str, places: list[Found]) -> list[Found]:
    """Stays and arrivals in a lower-case surface text, at places that were found in it."""
    found: list[Found] = []
    reached = 0  # where the dates behind the place before end: they are that place's
    ordered = sorted(places, key=lambda one: one.start)
    for place in ordered:
        before = text[max(reached, place.start - _BEFORE_REACH) : place.start]
        coming, leaving = COMING.search(before), LEAVING.search(before)
        behind = _real(_behind(text, place, before, reached > 0, coming, leaving))
        ahead = _real(_ahead(before, place.start, place.value.endswith(MONTH_FIRST)))
        if behind and ahead and "," in text[place.end : behind[0]]:
            behind = None  # '3-9 May: Vienna, 10-12 May: Graz'
        if behind:
            reached = behind[1]
        told = behind or ahead or (_next(before, place, coming) if found else None)
        if told:
            start, end, first, last = told
            cue = coming or leaving
            begin = place.start - len(before) + cue.start() if cue else place.start
            found.append(
                Found("travel", f"{place.value}|{first}|{last}", min(begin, start), max(end, place.end),
                      0.8 if coming else 0.7, "travel/1")
            )  # fmt: skip
    return _departing(text, found, ordered)


def _real(told: Told | None) -> Told | None:
    """What is told, if there are such days."""
    return told if told and is_real(told[2]) and is_real(told[3]) else None


def _behind(
    text: str,
    place: Found,
    before: str,
    told: bool,
    coming: re.Match[str] | None,
    leaving: re.Match[str] | None,
) -> Told | None:
    """Dates behind a place: a stretch of time after 'in Leeds', any date after 'coming to Leeds'. `told`: whether
    those of the place before are told."""
    listed = told and not before.strip(_BETWEEN)  # 'Oslo 2-5 May, Bergen 6-9 May'
    staying = listed or bool(coming or (before and STAYING.search(before)) or not place.start)
    gap = GAP.match(text, place.end)
    at = gap.end() if gap else place.end
    match = RANGE.match(text, at)
    us = place.value.endswith(MONTH_FIRST)
    if match and (staying or match["a"] or match["c"] or match["cb"]) and not leaving:
        return at, match.end(), *ends(match, us)
    if week := WEEK.match(text, at):
        return at, week.end(), NEAR[week["d"]], ""
    bare = BARE_RANGE.match(text, at) if listed else None
    if bare:
        return at, bare.end(), f"{int(bare['first']):02d}", f"{int(bare['last']):02d}"
    one = ONE.match(text, at) if coming or leaving else None
    if one and one["d"] in OTHER_WORDS and not _is_day(text, place, one, text[place.end : at]):
        one = None
    if one and leaving and not coming:
        return at, one.end(), "", day(one["d"], us)
    if one:
        then = LEAVING_THEN.match(text, one.end())
        return (
            at,
            then.end() if then else one.end(),
            day(one["d"], us),
            _same_month(then["d"], one["d"], us) if then else "",
        )
    alone = DAY_ALONE.match(text, at) if coming else None
    return (at, alone.end(), f"{int(alone['day']):02d}", "") if alone else None


_GOES_ON_AS_DAY = re.compile(
    r"\s*(?:$|[.;!?|)\n\d–-]|,|(?:for|at|from|until|till?|to|and|or|through|only|morning|evening|afternoon|night|"
    r"noon|si|seara|dimineata|este|tot|en|beschikbaar)(?![^\W_]))"
)


def _is_day(text: str, place: Found, one: re.Match[str], gap: str) -> bool:
    """Whether a word that is another word as often is a day behind a place: 'in Leeds Mon', not 'a Lyon, mon ami' or
    'Portland, Maine'."""
    if one["d"] == "maine" and place.value.endswith(", US"):
        return False
    ends_there = _GOES_ON_AS_DAY.match(text, one.end()) is not None
    return ends_there and not (text[one.end() : one.end() + 1] == "," and "," in gap)


def _same_month(last: str, first: str, us: bool) -> str:
    """A last day; one without a month is in that of the first."""
    told, month = day(last, us), day(first, us)
    return f"{month[:3]}{told}" if len(told) == 2 and len(month) == 5 and month[:2].isdigit() else told


def _ahead(before: str, start: int, us: bool) -> Told | None:
    """Dates before a place: 'from Friday to Monday in Leeds', 'this week in Leeds'."""
    offset = start - len(before)
    if not DAYISH.search(before):
        return None
    reached, told = 0, None
    for word in _BEGINS.finditer(before):
        match = RANGE.match(before, word.start()) if word.start() >= reached else None
        if match:
            reached = match.end()
            if JOINT.fullmatch(before, reached):
                told = (offset + match.start(), start, *ends(match, us))
    if told:
        return told
    weeks = [match for match in WEEK.finditer(before) if JOINT.fullmatch(before, match.end())]
    return (offset + weeks[-1].start(), start, NEAR[weeks[-1]["d"]], "") if weeks else None


_BEGINS = re.compile("(?<![^\\W_])[^\\W_]|[\u0e00-\u0e7f\u3041-\u9fff]")
"""Where a word may begin."""


def _next(before: str, place: Found, coming: re.Match[str] | None) -> Told | None:
    """A place behind another that is travelled to: 'then Geneva'."""
    then = THEN.search(before)
    if not (then or coming):
        return None
    return place.start - len(before) + (then or coming).start(), place.end, "", ""  # type: ignore[union-attr]


def _departing(text: str, found: list[Found], places: list[Found]) -> list[Found]:
    """With the day of departure that a sentence of its own tells: it ends the stay before it."""
    for match in DEPARTING.finditer(text):
        in_a_word = match.start() > 0 and text[match.start() - 1].isalpha()
        if in_a_word or any(one.start < match.end() and match.start() < one.end for one in found):
            continue
        before = [at for at, one in enumerate(found) if one.end <= match.start()]
        here = [one for one in places if 0 <= match.start() - one.end <= _SENTENCE]
        last = day(match["d"])
        if before and found[before[-1]].value.endswith("|"):
            stay = found[before[-1]]
            found[before[-1]] = stay._replace(value=f"{stay.value}{last}")
        elif not found and len({one.value for one in here}) == 1:
            found.append(
                Found("travel", f"{here[0].value}||{last}", here[0].start, match.end(), 0.6, "travel/1")
            )
    return found
