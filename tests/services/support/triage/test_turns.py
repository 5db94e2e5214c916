"""Turns made plain, and their pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.services.support.triage.turns import MOST_PIECES, Turn, latin, pieces, plain, readable, turns_of


def test_turns_are_the_persons_unless_said_otherwise() -> None:
    assert turns_of("now", ["before", {"who": "service", "text": "hello"}]) == [
        Turn("person", "before"),
        Turn("service", "hello"),
        Turn("person", "now"),
    ]


@pytest.mark.parametrize("turn", [{"who": "robot", "text": "x"}, {"who": "staff"}, {"text": "x"}])
def test_another_shape_is_refused(turn: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a turn of context"):
        turns_of("x", [turn])


def test_emoji_are_words_and_shouting_is_speech() -> None:
    assert plain("HEEELP\u200bP 🆘!") == "help squared sos !" or "squared sos" in plain("HEEELP 🆘!")
    assert plain("أُغْلِقَ") == plain("اغلق")


def test_other_letters_are_read_in_latin_ones() -> None:
    assert latin(plain("помогите")) == "pomogite"


def test_a_clause_in_passing_is_a_piece_of_its_own() -> None:
    text = "what are your opening hours, asking because he comes back at six and said he would finish it"
    assert "asking because he comes back at six and said he would finish it" in pieces(text)
    assert all(len(piece.split()) <= 7 for piece in pieces(text)[3:])


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    shown = readable(text)
    assert "\u200b" not in shown
    assert 1 <= len(pieces(shown or ".")) <= MOST_PIECES
    plain(text)
    latin(plain(text))
