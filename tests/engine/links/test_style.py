"""Style: what is left when what is said is taken away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.links.style import RUNS, habits, hidden, number_format, proper_words, skeleton


def test_names_numbers_and_words_leave_only_signs() -> None:
    text = "✿ Hi, ANNA here!! Call 07700 900123 ✿"
    spans = [(23, 35, "phone"), (6, 10, "name")]
    assert skeleton("New in Leeds", hidden(text, spans)) == "w\x02✿ w, w!! w # ✿"


def test_two_adverts_of_one_manner_have_the_same_skeleton() -> None:
    one = skeleton("Anna", hidden("☎ Hello, I am Anna. / ring 1", []))
    other = skeleton("Bea", hidden("☎ Bonjour, je suis Bea. / sonne 1", []))
    assert one == other
    assert skeleton("Bea", "☎ bonjour, JE SUIS BEA / sonne 1") != other


def test_overlapping_mentions_are_hidden_once() -> None:
    assert hidden("a b c d", [(0, 3, "url"), (2, 5, "phone"), (6, 7, "price")]) == "@ c ¤"


@pytest.mark.parametrize(
    ("shown", "form"),
    [
        ("+44 7700 900123", "+3 "),
        ("07700900123", "1"),
        ("0.7.7.0.0.9.0.0.1.2.3", "9."),
        ("902.555.018.8", "4."),
        ("seven 7 zero", "words"),
        ("٠٧٧٠٠", "signs of U+600"),
        ("", "1"),
    ],
)
def test_a_number_is_known_by_how_it_is_written(shown: str, form: str) -> None:
    assert number_format(shown) == form


def test_names_are_words_with_a_capital_where_no_sentence_starts() -> None:
    assert proper_words("Lovely Zoltan", "Hello, Bea is here. Ring now, ask for Carla.") == {
        "Lovely",
        "Zoltan",
        "Bea",
        "Carla",
    }


@given(st.lists(st.text(max_size=40), max_size=6))
def test_habits_stay_inside_their_text(texts: list[str]) -> None:
    skeletons = [skeleton(text, text) for text in texts]
    owner, runs = habits(skeletons)
    assert len(owner) == len(runs)
    for at, one in enumerate(skeletons):
        assert (owner == at).sum() == sum(max(0, len(one) - width + 1) for width in RUNS)
        alone = habits([one])[1]
        assert sorted(runs[owner == at].tolist()) == sorted(alone.tolist())
