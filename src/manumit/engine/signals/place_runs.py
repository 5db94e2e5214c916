"""Names of towns and countries in scripts without capitals, with or without blanks between words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from manumit.engine.signals.countries import named
from manumit.engine.signals.place_names import ALONE, MAYBE, SURE, Manner, Spot, Told, known_spot
from manumit.engine.signals.place_sounds import ETHIOPIC, sounding_alike
from manumit.engine.signals.places import gazetteer

_LETTER = (
    "\u05d0-\u05ea\u0620-\u06ff\u0900-\u0dff\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u109f\u10d0-\u10ff\u1200-\u137f"
)
_LETTER += "\u1780-\u17d3\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_UNCASED = re.compile(f"[{_LETTER}][{_LETTER} ]+")
_UNPARTED = re.compile("[\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3\u3041-\u30ff\u3400-\u9fff]")
_BEFORE_UNCASED = re.compile(
    r"(?:在|到|来|來|去|于|位于|住|ที่|ใน|มา|ไป|ถึง|في|إلى|من|میں|از|به|در|में|से|ב|ל|ወደ|እስከ)\s?$"
)
_ENDINGS = re.compile(
    "(?:에서|에|로|으로|의)(?![\uac00-\ud7a3])|(?:मा|बाट|को|लाई)(?![\u0900-\u097f])|"
    "(?:ში|დან|სკენ|მდე|ზე|თან|ის|ს|ით)(?![\u10d0-\u10ff])|(?:য়|তে|র|ের)(?![\u0980-\u09ff])"
)
"""Particles and cases behind a name: Korean, Nepali, Georgian, Bengali."""
_BEFORE_NAME = re.compile("[وف]?(?:[بلك]|)(?=\u0627\u0644)|[وف]?[بلك]|[وف]|[ומה]?[בלמ]|[በከለየ]")
"""What is written together with the name that it stands before: Arabic, Hebrew, Amharic."""
_GEORGIAN_WORD = re.compile("[\u10d0-\u10ff]+")
_PLACED = re.compile("(?:ში|დან|სკენ|მდე)$")
"""Georgian cases of places: in, from, towards, as far as."""
_OPENS = re.compile(r"(?:^|[.,!?;\n|•:(、。،؛।·/]\s?)$")
_DATED = re.compile(r"\s?\d{1,2}\s?[月월/.-]")
_CLOSES = re.compile(rf"\s*(?:$|[.,!;\n|•)、。،।])|{_DATED.pattern}")
_SHORT_NAME = 2
"""Letters of a Chinese name of a town that is somebody's as often, where no day stands behind it."""
"""Around a name that is a clause of its own, or has days behind it."""
_THAI, _LONG_IN_THAI = re.compile("[\u0e01-\u0e4e]"), 5
"""So many letters of a large town's name are hardly a part of other words."""
_MOST_WORDS, _LONGEST = 3, 60
_KANA = re.compile("[\u30a1-\u30fe]")
_PEOPLE = re.compile("[人语語文籍菜式裔浴]|料理|古式|マッサージ|按摩")
"""A word for a people, a language or a kitchen, and no place."""
_PEOPLE_BEFORE = re.compile("(?:ภาษา|คน|อาหาร|สาว|ชาว|เงิน)$")


def runs_told(text: str, country: str | None) -> Iterator[Told]:
    """Names in scripts without capitals: at the beginning of every word, or anywhere where words are not parted."""
    for run in _UNCASED.finditer(text):
        at, end = run.start(), run.end()
        parted = not _UNPARTED.match(text, at)
        while at < end:
            told = _from(text, at, end, country, parted)
            if told:
                yield told
                at = told[1]
            else:
                at = (text.find(" ", at, end) + 1 or end) if parted else at + 1


def _from(text: str, at: int, end: int, country: str | None, parted: bool) -> Told | None:
    """The name that begins at a place of a text, perhaps behind letters that are written together with it."""
    if not parted and text[at : at + 2] not in _sizes():
        return None
    announced = bool(_BEFORE_UNCASED.search(text[max(0, at - 8) : at]))
    known = _longest(text[at:end], country, SURE if announced else ALONE, parted)
    if known is None and not announced and _OPENS.search(text, max(0, at - 3), at):
        known = _longest(text[at:end], country, MAYBE, parted)
        if known:
            ends = _CLOSES if parted or known[0] > _SHORT_NAME else _DATED
            known = known if ends.match(text, at + known[0]) else None
    if known is None and not announced and _THAI.match(text, at):
        known = _longest(text[at:end], country, MAYBE, parted)
        known = known if known and known[0] >= _LONG_IN_THAI else None
    if known:
        if not parted and not _whole(text, at, at + known[0], known[1]):
            return None
        return at, at + known[0], known[1], 0.85 if announced else 0.6
    announcing = SURE if announced else ALONE
    other = _in_a_case(text[at:end], country, announcing) or _by_sound(text[at:end], country, announcing)
    if other:
        return at + other[0], at + other[1], other[2], 0.85 if announced else 0.6
    before = _BEFORE_NAME.match(text, at, end) if parted else None
    if before is None:
        return None
    start = before.end()
    rest = text[start:end]
    if text.startswith("\u0644\u0644", at):  # 'to' and the article: the article's first letter is not written
        start, rest = at, "\u0627" + text[at + 1 : end]
    known = _longest(rest, country, MAYBE, parted)
    return (start, start + known[0], known[1], 0.6) if known and known[0] > 2 else None


def _in_a_case(run: str, country: str | None, manner: Manner) -> tuple[int, int, Spot] | None:
    """The Georgian name, of several words perhaps, that a run begins with in a case that changes it, and its span."""
    words = islice(_GEORGIAN_WORD.finditer(run[:_LONGEST]), _MOST_WORDS) if _GEORGIAN_WORD.match(run) else ()
    for end in reversed([word.end() for word in words]):
        told = MAYBE if manner == ALONE and _PLACED.search(run[:end]) else manner
        spot = known_spot(run[:end], country, told)
        if spot:
            return 0, end, spot
    return None


def _by_sound(run: str, country: str | None, manner: Manner) -> tuple[int, int, Spot] | None:
    """The Ethiopic name that a run begins with as it sounds, perhaps behind a letter that stands for 'in' or 'to'."""
    if not ETHIOPIC.match(run):
        return None
    before = _BEFORE_NAME.match(run)
    for start in (0, 1) if before else (0,):
        for size, name in sounding_alike(run[start:]):
            spot = known_spot(name, country, MAYBE if start and manner == ALONE else manner)
            if spot and (size > 2 or not start):
                return start, start + size, spot
    return None


def _whole(text: str, start: int, end: int, spot: Spot) -> bool:
    """Whether a name among words that are not parted is no part of another word, as far as that can be told."""
    if _KANA.match(text, start) and (_KANA.match(text, end) or (start and _KANA.match(text, start - 1))):
        return False
    people = _PEOPLE.match(text, end) or _PEOPLE_BEFORE.search(text[max(0, start - 6) : start])
    return not (spot.at < 0 and people)


def _longest(run: str, country: str | None, manner: Manner, parted: bool) -> tuple[int, Spot] | None:
    """Length of the longest name that a run begins with, and what it names."""
    for size in _sizes().get(run[:2], ()):
        if size > len(run):
            continue
        if size == len(run) or not parted or not run[size].isalpha() or _ENDINGS.match(run, size):
            spot = known_spot(run[:size], country, manner)
            if spot:
                return size, spot
    return None


@cache
def _sizes() -> dict[str, list[int]]:
    """First two characters of the names in scripts without capitals -> the lengths of these names, longest first."""
    sizes: dict[str, set[int]] = {}
    for table in (gazetteer()[1], named().names):
        for name in table:
            if _UNCASED.match(name):
                sizes.setdefault(name[:2], set()).add(len(name))
    return {first: sorted(found, reverse=True) for first, found in sizes.items()}
