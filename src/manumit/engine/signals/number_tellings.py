"""Where in a text numbers may be told in words: a cheap look, piece by piece, before anything is read."""

from __future__ import annotations

from collections.abc import Sequence

from manumit.engine.signals.digit_words import TOKEN
from manumit.engine.signals.number_tongues import LEAST_GLUED, glued_in, telling
from manumit.engine.signals.numerals import NUMBER_WORDS

_LEET = str.maketrans("013457", "oieast")
_LEAST_TOLD, _LEAST_ROW, _LEAST_IN_ONE = (
    3,
    5,
    4,
)  # number words and digits of a row told in words; digits of one word
_MOST_BETWEEN, _AROUND = 4, 2  # pieces from one to the next, and around such a row


def tells(piece: str) -> bool:
    """Whether a piece that may stand for digits is told in words, and no others than such."""
    return any(_told_word(token) for token in TOKEN.findall(piece) if not token.isdigit())


def _told_word(token: str) -> bool:
    if token in NUMBER_WORDS or token in telling():
        return True
    if not token.isalpha() and token.translate(_LEET) in telling():
        return True
    return len(token) >= LEAST_GLUED and bool(glued_in(token))


def told_rows(codes: Sequence[int], mark: int, digits: int) -> list[tuple[int, int, int, int]]:
    """Rows of pieces in which numbers may be told in words, by their codes (see glance.py): `mark`, that of a number
    word; `digits`, the bits below the count of digits. Of each its first and last piece, and those around it."""
    told = [at for at, code in enumerate(codes) if code & mark]
    if len(told) < _LEAST_TOLD and all(codes[at] >> digits < _LEAST_IN_ONE for at in told):
        return []
    rows: list[list[int]] = []
    for at in [at for at, code in enumerate(codes) if code >> digits or code & mark]:
        if rows and at - rows[-1][-1] <= _MOST_BETWEEN:
            rows[-1].append(at)
        else:
            rows.append([at])
    known = set(told)
    return [
        (row[0], row[-1], max(0, row[0] - _AROUND), min(len(codes), row[-1] + 1 + _AROUND) - 1)
        for row in rows
        if _tells_one(codes, row, known.intersection(row), digits)
    ]


def _tells_one(codes: Sequence[int], row: Sequence[int], told: set[int], digits: int) -> bool:
    if any(codes[at] >> digits >= _LEAST_IN_ONE for at in told):
        return True
    return len(told) >= _LEAST_TOLD and sum(max(1, codes[at] >> digits) for at in row) >= _LEAST_ROW
