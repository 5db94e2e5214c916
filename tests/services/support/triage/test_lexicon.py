"""Concepts stand in texts of every language, and only in those of whole words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.services.support.triage.languages import languages_of, written_in
from manumit.services.support.triage.lexicon import (
    LANGUAGES,
    concepts,
    found_in,
    lexicon,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_concept(language: str) -> None:
    assert set(lexicon(language).concepts) == set(concepts())


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("he has a knife", "en", "weapon"),
        ("tiene un cuchillo", "es", "weapon"),
        ("il a un couteau", "fr", "weapon"),
        ("ele tem uma faca", "pt", "weapon"),
        ("are un cuțit", "ro", "weapon"),
        ("are un cutit", "ro", "weapon"),
        ("у него нож", "ru", "weapon"),
        ("у нього ніж", "uk", "weapon"),
        ("معه سكين", "ar", "weapon"),
        ("他有刀", "zh", "weapon"),
        ("anh ta cầm dao", "vi", "weapon"),
        ("may kutsilyo siya", "tl", "weapon"),
        ("meet me at 6 pm", "en", "clock"),
        ("she is 14", "en", "teen"),
    ],
)
def test_a_concept_is_found(text: str, language: str, concept: str) -> None:
    assert found_in(text, (language,))[concept]


def test_an_accent_tells_in_vietnamese_where_it_was_typed() -> None:
    assert found_in("con dao", ("vi",))["weapon"]
    assert found_in("con dao này", ("vi",))["weapon"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("они меня заперли", "ru"),
        ("мене замкнули і не випускають", "uk"),
        ("tengo miedo porque el dueño no me deja salir", "es"),
        ("nu ma lasa sa ies din casa", "ro"),
        ("hindi nila ako pinapalabas ng bahay", "tl"),
        ("họ không cho tôi ra ngoài", "vi"),
        ("他们不让我出去", "zh"),
        ("لا يسمحون لي بالخروج", "ar"),
    ],
)
def test_the_language_is_told_by_its_frequent_words(text: str, language: str) -> None:
    assert language in languages_of(text)


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text: str) -> None:
    assert languages_of(text)[-1] == "en" or "en" in languages_of(text)
    found_in(text, languages_of(text))


@pytest.mark.parametrize(
    ("text", "said", "languages"),
    [
        ("мене тримають тут, забрав паспорт", "uk", {"ru", "uk"}),  # none of its letters is Ukrainian alone
        ("they locked me dito sa bahay, he will kill me", "tl", {"tl", "en"}),
        ("no me pagan y tienen mi pasaporte", "es", {"es"}),
        ("мне не платят", "ru", {"ru"}),
    ],
)
def test_reasons_are_looked_for_in_what_is_written(text: str, said: str, languages: set[str]) -> None:
    assert set(written_in(text, said)) == languages
