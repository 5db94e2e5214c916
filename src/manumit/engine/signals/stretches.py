"""A cheap look at a text: where in it could a number of enough digits stand, spoken digits included?

Most texts have no telephone; for them this is all that is done. A text is cut at white space; what each piece can give
is remembered, so that a word met before costs one look-up.
"""

from __future__ import annotations

import re

from manumit.engine.signals.numerals import (
    CONNECTORS,
    HUNDREDS,
    LOOSE,
    PLUS_WORDS,
    REPEATERS,
    TEENS,
    TENS,
    TOKEN,
    WEAK,
    clung_to,
    digits_of,
    spaceless,
    spoken_in,
)

_WALL = -1
_MOST_KEPT = 200_000
_PIECE = re.compile(r"\S+")


def _worth(token: str) -> int:
    """Digits that a token may stand for; `_WALL` for a word that ends any number."""
    digits = digits_of(token)
    if digits:
        return len(digits)
    if token in TEENS or token in TENS or token in REPEATERS:
        return 2
    if token in HUNDREDS:
        return 3
    if token == "+" or token in PLUS_WORDS or token in CONNECTORS:
        return 0
    if token in WEAK:
        return len(WEAK[token])
    if LOOSE.fullmatch(token):
        return len(token)
    if spaceless(token):
        return spoken_in(token)
    clung = clung_to(token)
    return clung[1] - clung[0] if clung else _WALL


class _Pieces(dict[str, int]):
    """Piece of text -> digits it may hold, 0 for signs, `_WALL` for a word between numbers."""

    def __missing__(self, piece: str) -> int:
        if len(self) > _MOST_KEPT:
            self.clear()
        worths = [_worth(token) for token in TOKEN.findall(piece)]
        total = sum(worth for worth in worths if worth > 0)
        self[piece] = known = total or min(worths, default=0)
        return known


_pieces = _Pieces()


def stretches(text: str, least: int) -> list[tuple[int, int]]:
    """Spans of a lower-case text between words, in which at least so many digits may stand."""
    worths = [_pieces[piece] for piece in text.split()]
    if sum(worth for worth in worths if worth > 0) < least:
        return []
    spans: list[tuple[int, int]] = []
    first, total = 0, 0
    wanted: list[tuple[int, int]] = []
    for at, worth in enumerate(worths):
        if worth < 0:
            if total >= least:
                wanted.append((first, at))
            first, total = at + 1, 0
        else:
            total += worth
    if total >= least:
        wanted.append((first, len(worths)))
    if wanted:
        pieces = [match.span() for match in _PIECE.finditer(text)]
        spans = [(pieces[first][0], pieces[after - 1][1]) for first, after in wanted]
    return spans
