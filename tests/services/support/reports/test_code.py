"""The return code: said in any language or in figures, it is the same; what is mistyped is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.services.support import ReturnCode, word_locales, words
from manumit.services.support.reports.words import LETTERS, fold, known

CODES = st.binary(min_size=8, max_size=8).map(ReturnCode)
LOCALES = st.sampled_from(word_locales())


def test_every_language_of_haven_has_its_words() -> None:
    assert set(word_locales()) == {"en", "es", "fr", "pt", "ru", "uk", "ar", "zh", "tl", "vi", "ro"}


@pytest.mark.parametrize("locale", word_locales())
def test_no_two_words_of_a_list_begin_alike(locale: str) -> None:
    listed = words(locale)
    assert len(listed) == 256
    assert len({fold(word)[:LETTERS] for word in listed}) == 256
    assert all(word.isalpha() and len(word) <= 9 for word in listed)
    assert len(known(locale)) <= 512


@given(CODES, LOCALES, LOCALES)
def test_words_say_the_code_in_any_language(code: ReturnCode, said: str, page: str) -> None:
    assert ReturnCode.read(" ".join(code.words(said)), page) == code


@given(CODES, LOCALES, st.sampled_from(("\n", ", ", " - ", "1. ", " 　")))
def test_the_first_letters_are_enough_and_marks_do_not_matter(
    code: ReturnCode, locale: str, mark: str
) -> None:
    short = [word if locale == "zh" else word[:LETTERS] for word in code.words(locale)]
    assert ReturnCode.read(mark.join(short).title(), locale) == code


@given(CODES, st.sampled_from(("0", "٠", "۰", "०", "０")))
def test_figures_say_the_code_in_any_script(code: ReturnCode, zero: str) -> None:
    typed = " ".join(code.digits()).translate({48 + one: chr(ord(zero) + one) for one in range(10)})
    assert ReturnCode.read(typed, "ru") == code


@given(CODES, st.integers(0, 8), LOCALES, st.data())
def test_one_wrong_word_is_noticed_in_nearly_all(
    code: ReturnCode, at: int, locale: str, data: st.DataObject
) -> None:
    said = code.words(locale)
    said[at] = data.draw(st.sampled_from(words(locale)).filter(lambda word: word != said[at]))
    assert ReturnCode.read(" ".join(said), locale) != code


def test_a_checksum_lets_one_in_256_pass() -> None:
    code, passed = ReturnCode(b"abcdefgh"), 0
    for byte in range(256):
        said = code.words("en")
        said[0] = words("en")[byte]
        passed += ReturnCode.read(" ".join(said), "en") is not None
    assert 1 <= passed <= 6


@given(st.one_of(st.text(max_size=300), st.text("0123456789 ", min_size=20, max_size=30)))
def test_anything_may_be_typed(text: str) -> None:
    found = ReturnCode.read(text, "en")
    assert found is None or len(found.secret) == 8


def test_too_large_a_number_is_no_code() -> None:
    assert ReturnCode.read("9" * 24) is None


@settings(max_examples=5, deadline=None)
@given(CODES)
def test_what_a_code_opens_is_the_same_every_time_and_nobody_elses(code: ReturnCode) -> None:
    first, again, elsewhere = code.opened(b"s" * 16), code.opened(b"s" * 16), code.opened(b"t" * 16)
    assert (first.thread, first.secret, first.public) == (again.thread, again.secret, again.public)
    assert len({first.thread, first.secret, elsewhere.thread, elsewhere.secret}) == 4
    assert len(first.thread) == len(first.secret) == 32


def test_new_codes_differ() -> None:
    assert len({ReturnCode.new().secret for _ in range(100)}) == 100
