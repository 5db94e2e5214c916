"""The first look at a text: what is told of a piece at once is what is told of it token by token."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from manumit.engine.signals.digit_words import TOKEN, UNSPACED
from manumit.engine.signals.folding import _PLAIN, _map
from manumit.engine.signals.glance import _WALL, _worth, _worths, glance
from manumit.engine.signals.numerals import UNITS

NUMBERS = sorted(UNITS)
PIECES = st.lists(
    st.one_of(st.sampled_from(NUMBERS), st.sampled_from("07ao+'-.กา漢字ア한क०ا💎"), st.characters()),
    max_size=6,
).map("".join)
TEXTS = st.lists(st.one_of(PIECES, st.sampled_from([" ", "  ", "\n", "five", "07700", "900", "and"]))).map(
    lambda parts: " ".join(parts).lower()
)


@given(PIECES)
@example("กນຶ່ງ")
@example("สองກ")
def test_a_run_without_spaces_counts_as_its_tokens_do(piece: str) -> None:
    each = [_worth(token) for token in TOKEN.findall(piece)]
    told = _worths(piece)
    assert sum(max(one, 0) for one in told) == sum(max(one, 0) for one in each)
    assert any(max(one, 0) for one in each) or (_WALL in told) == (_WALL in each)


@given(TEXTS, st.integers(1, 12))
def test_stretches_begin_and_end_with_their_pieces(text: str, least: int) -> None:
    look = glance(text)
    pieces = [match.span() for match in re.finditer(r"\S+", text)]
    assert len(pieces) == len(look.codes)
    starts, ends = {start for start, _ in pieces}, {end for _, end in pieces}
    for start, end in look.stretches(least):
        assert start in starts
        assert end in ends


def test_plain_characters_stay_as_they_are() -> None:
    assert not [
        char for first, last in _PLAIN for char in map(chr, range(first, last + 1)) if _map[char] != char
    ]


def test_number_words_without_spaces_are_one_digit_each() -> None:
    assert {_worth(word) for word in NUMBERS if UNSPACED.match(word)} == {1}
