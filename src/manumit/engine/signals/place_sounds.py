"""Names in Ethiopic letters by how they sound: Amharic has several letters for one sound and people write either,
and a name of two words is written together as often as apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from manumit.engine.signals.countries import named
from manumit.engine.signals.places import gazetteer

ETHIOPIC = re.compile("[\u1200-\u135a]+")
_ROWS = {0x1210: 0x1200, 0x1280: 0x1200, 0x1220: 0x1230, 0x12D0: 0x12A0, 0x1340: 0x1338}
"""Rows of seven letters (one a vowel) -> the row that sounds the same: three of h, two of s, of the glottal stop, of
ts'."""
_ALIKE = {
    **{row + vowel: same + vowel for row, same in _ROWS.items() for vowel in range(7)},
    **dict.fromkeys((0x1203, 0x1213, 0x1283), 0x1200),  # h and the glottal stop sound alike before two vowels
    **dict.fromkeys((0x12A3, 0x12D3), 0x12A0),
    0x1310: 0x130E, 0x12B0: 0x12AE, 0x1248: 0x1246, 0x1288: 0x1206, 0x12C9: 0x12CD,
}  # fmt: skip
_PARTING = re.compile("[\\s-]+")
_CITY = " ከተማ"
_BEHIND = ("", "ን", "ም", "ና")  # the object, 'too', 'and'
_MOST_WORDS, _LEAST, _LONGEST = 4, 2, 40


def _sound(name: str) -> str:
    return _PARTING.sub("", name).translate(_ALIKE)


@cache
def _listed() -> dict[str, str]:
    """Sound of a name -> the name as it is listed; of the towns that sound the same the largest."""
    towns = gazetteer()[1]
    names = sorted((name for name in towns if ETHIOPIC.match(name)), key=lambda name: towns[name][0])
    table: dict[str, str] = {}
    for name in (*(name for name in named().names if ETHIOPIC.match(name)), *names):
        for form in (name, name.removesuffix(_CITY)):
            table.setdefault(_sound(form), name)
    return table


def sounding_alike(run: str) -> Iterator[tuple[int, str]]:
    """Of the first words of a run, the most of them first: (length as written, listed name that sounds so)."""
    words = islice(ETHIOPIC.finditer(run[:_LONGEST]), _MOST_WORDS)
    for word in reversed(list(words)):
        sound = _sound(run[: word.end()])
        for behind in _BEHIND:
            stem = sound.removesuffix(behind) if behind else sound
            if len(stem) >= _LEAST and (not behind or stem != sound) and stem in _listed():
                yield word.end() - len(behind), _listed()[stem]
