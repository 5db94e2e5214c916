"""What is put between the digits of a number, read away without moving a character: sums, articles, an open carrier."""

from __future__ import annotations

import re
from collections.abc import Iterable

from manumit.engine.signals.dictated import ARTICLES
from manumit.engine.signals.number_words import TIMES

_SUM = re.compile(
    r"(?<=\d)(?P<gap>[ .-]?)(?:[(\[]\s?(?P<a>\d{1,4})\s?\+\s?(?P<b>\d{1,3})\s?[)\]]|"
    r"(?<=[ .-])(?P<c>\d{1,3})\s?\+\s?(?P<d>\d{1,2})(?!\s?\d|[^\S\n]{0,3}[\w%]))"
)
"""'07700 900 (340+1)': the last digits of a number as a sum; '900 123 + 1 friend' is none."""
_WIDEST = 8  # characters between two groups of one number
_NEAR = 8  # characters between two parts of a text that an article may fill


def _added(match: re.Match[str]) -> str:
    first, second = match["a"] or match["c"], match["b"] or match["d"]
    total = str(int(first) + int(second)).zfill(len(first))
    width = len(match.group()) - len(match["gap"])
    fits = len(match.group()) - len(total) <= _WIDEST  # so that the number ends where the sum does
    return match["gap"] + (total.rjust(width, "-") if fits else total.center(width, "-"))


_COUNT_AT_END = re.compile(rf"(?:{'|'.join(sorted(TIMES))})$")


def over_articles(text: str, parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts that nothing but an article divides behind a word that counts ('tres veces el cero') as one."""
    joined: list[tuple[int, int]] = []
    for start, end in parts:
        last = joined[-1] if joined else (0, 0)
        between = text[last[1] : start] if joined and start - last[1] < _NEAR else ""
        if between.strip() in ARTICLES and _COUNT_AT_END.search(text[max(0, last[1] - 8) : last[1]]):
            joined[-1] = (last[0], end)
        else:
            joined.append((start, end))
    return joined


def summed(text: str) -> str:
    """'900 (340+1)' as '900 ----341'; and Brazil's '0xx11', the carrier left open, as '0--11'."""
    return _SUM.sub(_added, text.replace("0xx", "0--"))
