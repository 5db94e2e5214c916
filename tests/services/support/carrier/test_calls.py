"""A call, step by step: every answer is TwiML that leads on, and none of them records or listens."""

from __future__ import annotations

from itertools import product
from xml.etree import ElementTree as Tree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.services.support import (
    LOCALES,
    Telephone,
    answer_call,
    answerable,
    shipped_content,
    text_keyword,
)
from manumit.services.support.carrier.calls import country_of

LINE = Telephone("/v", LOCALES[:9], shipped_content(), "+447700900100", "+447700900199")
ALLOWED = {"Response", "Say", "Play", "Gather", "Dial", "Number", "Redirect", "Hangup"}
STEPS = ("", "language", "menu", "pick", "number", "dialled", "code", "agreed", "other")


def tags(told: str) -> list[str]:
    return [one.tag for one in Tree.fromstring(told).iter()]


def no(locale: str, when: str, code: str) -> bool:
    return False


@pytest.mark.parametrize("locale", LOCALES[:9])
def test_no_step_records_and_every_one_leads_on(locale: str) -> None:
    for step, when, keys in product(STEPS, ("", "/1", "/4"), ("", "1", "2", "3", "9", "44", "4821")):
        told = answer_call(LINE, f"{step}/{locale}{when}", {"Digits": keys}, no)
        found = tags(told)
        assert set(found) <= ALLOWED
        assert found[-1] in ("Hangup", "Redirect", "Number"), told
        assert "record" not in told.replace('record="do-not-record"', "").lower()
        assert 'input="speech' not in told


@given(st.text(max_size=30), st.text(max_size=10))
def test_any_path_and_any_key_is_answered(path: str, keys: str) -> None:
    assert set(tags(answer_call(LINE, path, {"Digits": keys}, no))) <= ALLOWED


def test_a_single_language_needs_no_key() -> None:
    one = Telephone("/v", ("fr",), shipped_content(), "+447700900100")
    assert "/v/pick/fr" in answer_call(one, "", {}, no)


def test_without_anybody_there_a_call_back_is_offered() -> None:
    none = Telephone("/v", ("en",), shipped_content(), "+447700900100")
    told = answer_call(none, "pick/en", {"Digits": "2"}, no)
    assert "Dial" not in tags(told)
    assert "/v/code/en" in told


def test_the_person_called_sees_the_lines_number_and_not_the_callers() -> None:
    dial = Tree.fromstring(answer_call(LINE, "pick/en", {"Digits": "2"}, no)).find("Dial")
    assert dial is not None
    assert dial.get("callerId") == "+447700900100"
    assert dial.get("record") == "do-not-record"


@pytest.mark.parametrize("code", ["", "1", "123", "1234567", "12a4", "١٢٣٤"])
def test_a_code_word_has_four_to_six_keys(code: str) -> None:
    kept: list[str] = []

    def agreed(locale: str, when: str, code: str) -> bool:
        kept.append(code)
        return True

    told = answer_call(LINE, "agreed/en/2", {"Digits": code}, agreed)
    assert kept == []
    assert "/v/agreed/en/2" in told


@pytest.mark.parametrize(
    ("digits", "country"),
    [("44", "GB"), ("1", "US"), ("7", "RU"), ("34", "ES"), ("999", ""), ("", ""), ("٣", "")],
)
def test_a_calling_code_names_a_country(digits: str, country: str) -> None:
    assert country_of(digits) == country


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("STOP", "stop"),
        (" stop. ", "stop"),
        ("Стоп!", "stop"),
        ("unstop", "start"),
        ("Help", "help"),
        ("stop him", ""),
        ("YES", ""),
        ("", ""),
        ("🆘", ""),
    ],
)
def test_keywords_stand_alone(text: str, word: str) -> None:
    assert text_keyword(text) == word


@pytest.mark.parametrize(
    "number", ["", "12345", "anonymous", "+266696687", "+7378742833", "+0447700900001", "+44 7700"]
)
def test_who_has_no_number_cannot_be_answered(number: str) -> None:
    assert not answerable(number)
    assert answerable("+447700900001")
