"""Towns and countries that a text names: capitalised words where a script has capitals, words or stretches of other
scripts. A word before a name that announces a place lets smaller towns count, and names that are words besides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manumit.engine.signals.calendar_words import DAYS
from manumit.engine.signals.given_names import given_names
from manumit.engine.signals.model import Found
from manumit.engine.signals.place_names import (
    ALONE,
    MAYBE,
    SURE,
    Manner,
    Told,
    by_its_own_name,
    is_state,
    known_spot,
    namesake,
    read_name,
)
from manumit.engine.signals.place_runs import runs_told
from manumit.engine.signals.places import gazetteer
from manumit.engine.signals.streets import in_a_street

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩЀ-ЯҐԱ-Ֆ]"
_LINK = "(?: (?:de|del|do|da|la|los|las|upon|sur|am|of|di) ?)?"
_PROPER = re.compile(rf"{_CAPITAL}[\w'’.-]*\w(?:{_LINK} ?{_CAPITAL}[\w'’.-]*\w){{0,3}}")
_PART = re.compile(r"[^\s\-]+")
_ANNOUNCING = frozenset(
    "in at to nasa tai din from near around visiting en desde em no na sa vers в из до у".split()
)
_BEFORE = re.compile(
    r"\b(?:in|at|to|nasa|tai|o|la|din|from|near|around|leaving|visiting|en|desde|hacia|para|em|no|na|sa|à|"
    r"a|vers|depuis|"
    r"в|из|до|у|location|located|city|based)[:\s]+$",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:for|pour|le|el|per|fur|nach|aus|die|der|bei|ab|naar|uit|te|pentru|spre|is|till|fran|pa|di|ke|dari|untuk|taga|i|kutoka|nchini|sang|tu|den|"
    r"на|за|с|со|з|зі|із|від|во|във|од|от|към|для|через|під|στην|στη|στο|στον|στα|στισ|στις|σε|απο|προσ|προς|για|"
    r"την|τη|τον|το)[:\s]+$",
    re.IGNORECASE,
)
"""Words of other languages that announce a place, and much else."""
_SLAVIC = re.compile(r"\b(?:w|we|v|ve|vo|u|iz|z|ze|zo|do|na|za)\s+$", re.IGNORECASE)
"""Those behind which Latin names have other endings."""
_MOST_PARTS = 8
"""Words of a name, those within hyphens counted."""
_REACH = 14  # characters before a name in which such a word is looked for


def find_places(text: str, country: str | None) -> list[Found]:
    """Towns and countries named in a surface text, in order."""
    told = list(_cased(text, country))
    if not text.isascii():
        told += runs_told(text, country)
    told.sort(key=lambda one: one[0])
    return [
        Found("place", spot.found[0], start, end, confidence, spot.found[1])
        for start, end, spot, confidence in _with_countries(text, told)
        if not (in_a_street(text, start, end) or _is_food(text, start, end))
        and text[start:end].lower() not in DAYS
    ]


_FOOD_BEFORE = re.compile(r"\b(?:fur|zum|beim|vom|gutes|leckeres|kostenloses|gratis) $", re.IGNORECASE)
_FOOD_BEHIND = re.compile(
    r"\s?(?:und|oder|&|,|\+)\s?(?:Trinken|Getränke|Getranke|Schlafen|Wohnen|Unterkunft|Kleidung)"
)


def _is_food(text: str, start: int, end: int) -> bool:
    """Whether 'Essen' is what is eaten."""
    if text[start:end] != "Essen":
        return False
    before = _FOOD_BEFORE.search(text, max(0, start - _REACH), start)
    return bool(before or _FOOD_BEHIND.match(text, end))


_BEHIND = re.compile(r"[\s,،、，(/-]{1,3}")


def _with_countries(text: str, told: list[Told]) -> Iterator[Told]:
    """A country right behind a town of it says which town is meant and is no place of its own."""
    at = 0
    while at < len(told):
        start, end, spot, confidence = told[at]
        at += 1
        if spot.at >= 0 and at < len(told) and told[at][2].at < 0:
            behind = told[at]
            if _BEHIND.fullmatch(text, end, behind[0]):
                here = namesake(text[start:end], behind[2].code)
                if here is not None:
                    spot, confidence, at = here, 0.85, at + 1
        yield start, end, spot, confidence


def _cased(text: str, country: str | None) -> Iterator[Told]:
    for match in _PROPER.finditer(text):
        start, end = match.span()
        parts = [part.span() for part in _PART.finditer(text, start, end)]
        opens = int(
            len(parts) > 1 and text[slice(*parts[0])].lower() in _ANNOUNCING
        )  # 'In London' opens a sentence
        manner = SURE if opens else _manner(text[max(0, start - _REACH) : start])
        at = opens
        while at < len(parts):
            for last in range(min(len(parts), at + _MOST_PARTS), at, -1):
                begin, end = parts[at][0], parts[last - 1][1]
                how = manner if at == opens else ALONE
                spot, after = read_name(text, begin, end, country, how)
                if spot is None and how.least > MAYBE.least and _may_be(text, begin, end):
                    spot, after = read_name(text, begin, end, country, how._replace(least=MAYBE.least))
                    own = spot is not None and by_its_own_name(spot, text[begin:after])
                    spot = spot if spot and _stands_out(text, begin, after, own, spot.code) else None
                end = after
                if spot:
                    yield begin, end, spot, 0.85 if manner.sure and at == opens else 0.6
                if spot or is_state(text[begin:end]):
                    at = last - 1
                    break
            at += 1


_FIGURE_SOON = re.compile(r"\D{1,14}\d")


def _may_be(text: str, start: int, end: int) -> bool:
    """Whether it is worth while to look a name up once more: it is listed, or days may stand behind it."""
    return text[start:end].lower() in gazetteer()[1] or bool(_FIGURE_SOON.match(text, end))


_CLAUSE, _CLAUSE_ENDS = re.compile(r"(?:^|[.,!?;\n|•:(>-]|[^\w\s])\s*$"), re.compile(r"\s*(?:$|[.,!;\n|•)])")
_THEN_REACH = 30


_NAME_BEFORE, _NAME_BEHIND = re.compile(r"(\w+)\s?[,•|/&·]\s?$"), re.compile(r"\s?[,•|/&·]\s?(\w+)")


def _among_names(text: str, start: int, end: int, code: str) -> bool:
    """Whether a small town's name stands in a list of given names, or is one in a list: 'Victoria • Aurora • Diana';
    beside a large town of its country it is a town's."""
    before, behind = (
        _NAME_BEFORE.search(text, max(0, start - _THEN_REACH), start),
        _NAME_BEHIND.match(text, end),
    )
    beside = [found[1].lower() for found in (before, behind) if found]
    large = (known_spot(name, None, ALONE) for name in beside)
    if not beside or any(spot and spot.code == code for spot in large):
        return False
    return any(name in given_names() for name in (*beside, text[start:end].lower()))


def _stands_out(text: str, start: int, end: int, own: bool, code: str) -> bool:
    """Whether a name stands where travellers put a place: after another, before days, or, where it is the place's
    `own` name, as a clause by itself; `code`: of its country."""
    before = text[max(0, start - _THEN_REACH) : start].lower()
    if own and _CLAUSE.search(before) and _CLAUSE_ENDS.match(text, end):
        return not _among_names(text, start, end, code)
    from manumit.engine.signals.dates import RANGE, WEEK
    from manumit.engine.signals.travel_words import GAP, THEN

    behind = text[end : end + _DATED_REACH].lower()
    gap = GAP.match(behind)
    dated = gap and (RANGE.match(behind, gap.end()) or WEEK.match(behind, gap.end()))
    return bool(dated or THEN.search(before))


_DATED_REACH = 60


def _manner(before: str) -> Manner:
    manner = SURE if _BEFORE.search(before) else MAYBE if _POINTING.search(before) else ALONE
    if not _SLAVIC.search(before):
        return manner
    return Manner(min(manner.least, MAYBE.least), True)
