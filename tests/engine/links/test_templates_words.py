"""Words of texts as templates compare them: disguises fall away, identifiers and introduced names are taken out."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.links.templates_words import _PIECE, Lexicon, _cut, hashed, words_of, written_unspaced


def read(*texts: str) -> list[list[int]]:
    words = Lexicon().read(texts)
    ends = np.cumsum(words.counts)
    return [words.hashes[end - n : end].tolist() for end, n in zip(ends, words.counts, strict=True)]


def plain(text: str) -> list[int]:
    return [int.from_bytes(hashed(word), "little") for word in text.split()]


@pytest.mark.parametrize(
    "piece",
    ["massage", "Massage,", "MASSAGE!!", "mаssage", "m4ss4ge", "m@ss4ge", "maaaassage", "mas\u200bsage", "𝐦𝐚𝐬𝐬𝐚𝐠𝐞",
     "m.a.s.s.a.g.e", "m-a-s-s-a-g-e", "màsságe"],
)  # fmt: skip
def test_disguises_of_a_word_fall_away(piece: str) -> None:
    assert words_of(piece, latin=True) == ["massage"]


@pytest.mark.parametrize(
    "piece",
    ["07700", "900123", "£80", "80€", "a@example.org", "@name", "https://a.example/b", "t.me/name", "💋", ""],
)
def test_identifiers_are_no_words(piece: str) -> None:
    assert words_of(piece, latin=True) == []


def test_introduced_names_are_taken_out() -> None:
    anna, maria, both = read(
        "quiet flat, ask for Anna please",
        "quiet flat, ask for Maria please",
        "quiet flat, ask for Anna Lopez please",
    )
    assert anna == maria == both == plain("quiet flat ask for please")


def test_a_brand_is_no_introduced_name() -> None:
    one, other = read("flat above Bakery Lane", "flat above Market Lane")
    assert one != other


def test_a_text_in_another_script_keeps_its_words() -> None:
    assert read("Комната с мебелью") == [plain("комната с мебелью")]


def test_scripts_without_spaces_are_read_by_characters() -> None:
    assert words_of("房", latin=False) == ["房"]
    assert written_unspaced("在安静的老楼里 wifi")
    assert not written_unspaced("quiet room 房")


@given(st.lists(st.text(max_size=80), max_size=6))
def test_what_a_text_says_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    assert read(*texts) == [read(text)[0] for text in texts]


@pytest.mark.parametrize(
    "text", ["a" * 10**6, "\u0301" * 10**6, "\u0e01" + "\u0e48\u0e38" * 500_000, "a@" * 500_000, "1 " * 500_000],
    ids=["one-word", "marks", "thai-marks", "at", "digits"],
)  # fmt: skip
def test_a_million_characters_take_seconds(text: str) -> None:
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 10  # hours, where anything takes the square of the length


@given(
    st.text(st.one_of(st.sampled_from("ab \t\n\x1c\x85\u2003\u3000漢กé"), st.characters())),
    st.integers(0, 150),
)
def test_a_text_is_cut_at_blanks_and_where_a_piece_grows_too_long(text: str, long: int) -> None:
    whole = text + "x" * long
    assert _cut(whole) == _PIECE.findall(whole)
