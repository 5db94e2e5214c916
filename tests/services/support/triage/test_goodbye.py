"""What says nothing but thanks and goodbye."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.services.support import judge
from manumit.services.support.triage.goodbye import MOST, PHRASES, says_only_goodbye

ALL = [one.strip() for line in PHRASES.splitlines() for one in line.split("|") if one.strip()]


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=4))
def test_courtesies_in_any_order_are_only_that(parts: list[str]) -> None:
    assert says_only_goodbye(", ".join(parts))


@given(
    st.sampled_from(ALL), st.sampled_from(["he", "knife", "forever", "tonight", "прощайте", "永别", "duda"])
)
def test_one_word_more_is_more(phrase: str, word: str) -> None:
    assert not says_only_goodbye(f"{phrase}, {word}")
    assert not says_only_goodbye(f"{word} {phrase}")


@pytest.mark.parametrize(
    "text", ["", "...", "🙏", "ok", "vale y", "da", "tá", "好的", "bye " * (MOST + 1), "x" * 100_000]
)
def test_nothing_and_very_much_are_no_goodbye(text: str) -> None:
    assert not says_only_goodbye(text)


@pytest.mark.parametrize(
    "text",
    [
        "goodbye forever",
        "thank you for everything. goodbye",
        "merci, adieu",
        "спасибо, прощайте",
        "谢谢,永别了",
        "cảm ơn, vĩnh biệt",
        "goodbye, i wont be here",
        "atât a fost, la revedere",
        "это всё. до свидания",
    ],
)
def test_what_may_be_a_farewell_is_left_to_the_models(text: str) -> None:
    assert not says_only_goodbye(text)


@pytest.mark.parametrize(
    "before", ["he has a knife", "some days i wish i would not wake up", "they sell me tonight"]
)
def test_a_goodbye_after_danger_is_judged_with_it(before: str) -> None:
    assert (
        judge("thank you, goodbye", [before, {"who": "service", "text": "We are here."}]).label != "standard"
    )


def test_a_goodbye_leaves_no_mark_on_what_follows() -> None:
    talk = ["is your service free", "thank you so much for your help, goodbye"]
    assert judge("one more thing: do you open on sundays", talk).label == "standard"
