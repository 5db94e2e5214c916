"""The rules of the guided talk, over talks of any shape."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.base.kernel import UsageError
from manumit.services.support import (
    LOCALES,
    SAID,
    Facts,
    Step,
    begin,
    choice,
    emergency_table,
    respond,
    shipped_content,
    typed,
)
from manumit.services.support.conversation.choices import DOUBT
from manumit.services.support.conversation.memory import INTENTS, LEVELS, recall
from manumit.services.support.conversation.talk import DANGER_PANEL, UNRELEASED

CONTENT = shipped_content()


@dataclass(frozen=True)
class Judged:
    """What a triage would say."""

    label: str = "standard"
    intent: str | None = None
    intents: tuple[str, ...] = ()
    unsure: bool = True


def sure(intent: str, label: str = "standard") -> Judged:
    return Judged(label, intent, (intent,), False)


UNSURE = Judged()
CLOSED = {"", "asked", "yes", "no", "unsure", "safe", "shown", "agreed", "0", "1", "2", *LEVELS, *INTENTS}
"""All that a memory may hold."""
DEMO = Facts("en", demo=True)
judgements = st.builds(
    Judged,
    st.sampled_from(LEVELS),
    st.none() | st.sampled_from((*INTENTS, "of_another_model")),
    st.lists(st.sampled_from((*INTENTS, "of_another_model")), max_size=4, unique=True).map(tuple),
    st.booleans(),
)
turns = st.one_of(
    st.tuples(st.just(""), judgements),
    st.tuples(st.sampled_from(sorted(SAID - {"", "call_back_agreed"})), st.none() | judgements),
)
facts = st.builds(
    Facts,
    st.sampled_from(LOCALES),
    st.sampled_from(("", "XX", *emergency_table().countries)),
    st.integers(0, 3),
    st.none() | st.integers(0, 100_000),
    st.booleans(),
    st.booleans(),
)


def talk(
    told: Sequence[tuple[str, Judged | None]], where: Facts, state: dict[str, Any] | None = None
) -> list[Step]:
    """The steps of a talk; a word of its memory goes through JSON in between, as it does in a database."""
    steps: list[Step] = []
    memory = state or {}
    for said, judged in told:
        steps.append(respond(json.loads(json.dumps(memory)), said, judged, where))
        memory = steps[-1].state
    return steps


def ids(step: Step) -> list[str]:
    return [one.content_id for one in step.replies]


def buttons(step: Step) -> list[str]:
    return [one.id for one in step.choices]


@settings(max_examples=300, deadline=None)
@given(st.lists(turns, min_size=1, max_size=8), facts)
def test_whatever_is_said(told: list[tuple[str, Judged | None]], where: Facts) -> None:
    for (said, judged), step in zip(told, talk(told, where), strict=True):
        assert step.replies
        if (judged and judged.label == "imminent") or said == "safe_no":
            assert step.replies[0].content_id in DANGER_PANEL
            assert step.state["person"] == "asked"
        for one in (*step.replies, *(button.label for button in step.choices)):
            text = CONTENT.text(one.content_id, where.locale)
            assert (one.locale, one.version, one.hash) == (where.locale, text.version, text.hash)
        if not (where.released or where.demo):
            assert set(ids(step)) <= UNRELEASED
        assert len(set(ids(step))) == len(step.replies)
        assert json.loads(json.dumps(step.state)) == recall(step.state).shape()
        assert step.severity_rises in ("", "urgent", "imminent")


@settings(max_examples=150, deadline=None)
@given(st.lists(turns, min_size=1, max_size=8), facts)
def test_safe_to_talk_is_asked_once(told: list[tuple[str, Judged | None]], where: Facts) -> None:
    asked = [one for step in talk(told, where) for one in ids(step) if one == "safe_now"]
    assert len(asked) <= 1


@settings(max_examples=150, deadline=None)
@given(st.lists(judgements, min_size=3, max_size=8), facts)
def test_two_misses_bring_a_person(told: list[Judged], where: Facts) -> None:
    """Who is not understood three times, of which the first may be the question whether it is safe, has a person."""
    lost = [replace(one, intent="out_of_scope" if one.unsure else None) for one in told]
    steps = talk([("", one) for one in lost], where)
    assert any(step.person for step in steps[:3])
    assert all(step.state["person"] == "asked" for step in steps[2:])


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from((*recall({}).shape(), "name")),
        st.text(max_size=9) | st.none() | st.integers() | st.lists(st.text(max_size=9), max_size=3),
    )
)
def test_a_memory_holds_closed_words_only(kept: dict[str, Any]) -> None:
    state = respond(kept, "", UNSURE, DEMO).state
    assert set(state) == set(recall({}).shape())
    words = {value for name, value in state.items() if name != "guesses"} | set(state["guesses"])
    assert words <= CLOSED


def test_danger_comes_before_all_else_and_again_on_every_turn() -> None:
    first, second = talk([("", sure("legal_help", "imminent"))] * 2, replace(DEMO, country="CH"))
    assert ids(first) == ["danger_call", "nobody_here"]
    assert "112" in first.replies[0].text
    assert buttons(first) == ["cant_call", "call_back", "go_on", "leave", "legal_help"]
    assert (first.person, first.severity_rises) == (True, "imminent")
    assert ids(second) == ["danger_still", "answer_legal_help"]
    assert second.severity_rises == ""


def test_danger_without_a_country_asks_for_it_and_then_has_the_number() -> None:
    (first,) = talk([("", Judged("imminent"))], DEMO)
    assert ids(first)[:2] == ["danger_anywhere", "ask_country"]
    assert first.asks == "country"
    (then,) = talk([("country", None)], replace(DEMO, country="BR"), first.state)
    assert ids(then) == ["danger_call"]
    assert "190" in then.replies[0].text


def test_an_ambulance_has_its_number_beside_the_first() -> None:
    (step,) = talk([("", sure("medical_help", "imminent"))], replace(DEMO, country="BR"))
    assert ids(step)[:2] == ["danger_call", "danger_ambulance"]
    assert "192" in step.replies[1].text


def test_who_cannot_call_is_told_what_else_to_do() -> None:
    steps = talk([("", Judged("imminent")), ("cant_call", None)], replace(DEMO, country="DE", on_duty=1))
    assert ids(steps[1]) == ["danger_cant_call"]
    assert steps[1].person


def test_not_safe_by_a_button_stays_danger_until_a_person_has_looked() -> None:
    steps = talk([("", UNSURE), ("safe_no", None), ("safe_yes", None), ("", sure("thanks_bye"))], DEMO)
    assert steps[1].severity_rises == "imminent"
    assert [ids(step)[0] in DANGER_PANEL for step in steps] == [False, True, True, True]


def test_not_sure_whether_safe_is_urgent() -> None:
    steps = talk([("", sure("wages_owed")), ("safe_unsure", None)], DEMO)
    assert ids(steps[1]) == ["if_unsure", "answer_wages_owed"]
    assert steps[1].severity_rises == "urgent"


def test_the_question_waits_for_the_answer_whether_it_is_safe() -> None:
    steps = talk([("", sure("document_taken")), ("safe_yes", None)], DEMO)
    assert ids(steps[0]) == ["safe_now"]
    assert ids(steps[1]) == ["answer_document_taken"]
    assert buttons(steps[1]) == ["go_rights", "legal_help", "person"]


def test_an_answer_in_ones_own_words_goes_on_with_the_question() -> None:
    steps = talk([("", sure("document_taken")), ("", sure("thanks_bye"))], DEMO)
    assert ids(steps[1]) == ["answer_document_taken"]
    steps = talk([("", sure("document_taken")), ("", sure("find_shelter"))], DEMO)
    assert ids(steps[1]) == ["answer_find_shelter"]


def test_unsure_is_three_buttons_and_a_person() -> None:
    guesses = ("wages_owed", "legal_help", "out_of_scope", "document_taken", "interpreter")
    steps = talk([("safe_yes", None), ("", Judged(intents=guesses))], DEMO)
    assert ids(steps[1]) == ["unsure"]
    assert buttons(steps[1]) == ["wages_owed", "legal_help", "document_taken", "person"]


def test_what_is_told_without_a_wish_is_heard_and_the_second_time_by_a_person() -> None:
    told = Judged(intents=("legal_help", "wages_owed"), unsure=False)
    steps = talk([("safe_yes", None), ("", told), ("", told)], DEMO)
    assert ids(steps[1]) == ["heard"]
    assert buttons(steps[1]) == ["legal_help", "wages_owed", "person"]
    assert ids(steps[2])[0] == "heard_person"
    assert steps[2].person
    (urgent,) = talk([("", replace(told, label="urgent"))], DEMO, steps[0].state)
    assert ids(urgent)[0] == "heard_person"
    assert (urgent.person, urgent.severity_rises) == (True, "urgent")


@pytest.mark.parametrize(
    ("on_duty", "minutes", "said"),
    [
        (2, 12, "wait_about"),
        (1, None, "wait_soon"),
        (0, 90, "nobody_until"),
        (0, None, "nobody_here"),
        (0, 9999, "nobody_here"),
    ],
)
def test_waiting_is_told_as_it_is(on_duty: int, minutes: int | None, said: str) -> None:
    where = replace(DEMO, on_duty=on_duty, minutes=minutes, country="GB")
    (step,) = talk([("person", None)], where)
    assert ids(step)[:2] == ["answer_talk_to_human", said]
    assert ("emergency_number" in ids(step)) == (not on_duty)
    assert ("call_back" in buttons(step)) == (not on_duty)
    assert (str(minutes) in step.replies[1].text) == (said in ("wait_about", "nobody_until"))
    assert step.person


def test_a_call_back_is_agreed_with_a_code() -> None:
    where = replace(DEMO, code="maple 47")
    steps = talk([("person", None), ("call_back", None), ("call_back_agreed", None), ("person", None)], where)
    assert (ids(steps[1]), steps[1].asks) == (["call_back_how"], "call_back")
    assert "maple 47" in steps[2].replies[0].text
    assert "call_back" not in buttons(steps[3])
    assert "maple" not in json.dumps(steps[2].state)


def test_leaving_is_never_delayed_by_a_question() -> None:
    steps = talk([("", sure("leave_quickly"))], DEMO)
    assert ids(steps[0]) == ["answer_leave_quickly"]
    assert buttons(steps[0])[0] == "leave"


def test_every_talk_has_a_way_to_a_person() -> None:
    for intent in INTENTS:
        steps = talk([("safe_yes", None), ("", sure(intent))], DEMO)
        assert steps[1].person or "person" in buttons(steps[1]), intent


def test_a_locale_that_nobody_reviewed_has_number_and_person_only() -> None:
    where = Facts("uk", "UA", on_duty=1, minutes=5)
    assert ids(begin(where)) == ["not_released", "emergency_number"]
    steps = talk([("", sure("legal_help")), ("", sure("legal_help"))], where)
    assert ids(steps[0]) == ["not_released", "emergency_number", "wait_about"]
    assert ids(steps[1]) == ["still_waiting"]
    assert all(one.original and one.state == "draft" for step in steps for one in step.replies)


def test_the_first_words_ask_whether_it_is_safe() -> None:
    step = begin(DEMO)
    assert ids(step) == ["opening", "safe_now"]
    assert buttons(step) == ["safe_yes", "safe_no", "safe_unsure", "person"], (
        "the first words name the last button"
    )
    (next_step,) = talk([("", sure("food_or_money"))], DEMO, step.state)
    assert ids(next_step) == ["answer_food_or_money"]


def test_what_is_no_choice_is_refused() -> None:
    for said in ("opening", "out_of_scope", "I am here", "go_find"):
        with pytest.raises(UsageError):
            respond({}, said, UNSURE, DEMO)


def test_a_label_that_is_typed_is_that_button() -> None:
    asked = begin(DEMO).state
    assert typed(" No. ", asked, "en") == "safe_no"
    assert typed("no", respond(asked, "", UNSURE, DEMO).state, "en") == ""
    assert typed("No, thank you", asked, "en") == ""
    assert typed("talk to a PERSON", {}, "en") == "person"
    assert typed("不安全", asked, "zh") == "safe_no"
    assert typed("", asked, "en") == ""


def test_not_sure_is_an_answer_to_the_question_of_safety_alone() -> None:
    asked = begin(DEMO).state
    for locale, text in (("en", "I don't know..."), ("es", "No sé"), ("es", "no se"), ("vi", "không chắc")):
        assert typed(text, asked, locale) == "safe_unsure", text
        assert typed(text, {}, locale) == ""
    assert set(DOUBT) == set(LOCALES)
    for locale in DOUBT:
        assert choice("safe_no", locale, CONTENT).label.text not in DOUBT[locale].split("|")
    for locale, text in (
        ("es", "no estoy segura"),
        ("en", "not safe"),
        ("en", "I don't know if he is coming"),
    ):
        assert typed(text, asked, locale) == ""  # danger is looked for in these
