"""Phones: every disguise found, with precision; what only looks like a number left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.signals import extract, normalise_phone
from tests.engine.signals.disguises import DISGUISES, negatives, positives


def phones(text: str, region: str | None = None) -> list[str]:
    return [mention.value for mention in extract({"text": text}, region) if mention.kind == "phone"]


@pytest.mark.parametrize("name", sorted(DISGUISES))
def test_every_disguise_is_seen_through(name: str) -> None:
    cases = positives(name, 120, seed=2)
    found = [(phones(text, region), wanted) for text, region, wanted in cases]
    hits = sum(wanted in got for got, wanted in found)
    wrong = sum(one != wanted for got, wanted in found for one in got)
    assert hits >= 0.95 * len(cases)
    assert wrong <= 0.05 * max(1, hits + wrong)


def test_long_numbers_that_are_no_phones_are_left_alone() -> None:
    cases = negatives(800, seed=2)
    taken = [(text, phones(text, region)) for text, region in cases if phones(text, region)]
    assert len(taken) < 0.02 * len(cases), taken[:5]


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("07700 900123", "GB", "+447700900123"),
        ("+44 (0)7700 900123", None, "+447700900123"),
        ("0044 7700 900123", None, "+447700900123"),
        ("447700900123", "US", "+447700900123"),
        ("07700 900123", None, "+?07700900123"),
        ("(202) 555-0142", "US", "+12025550142"),
    ],
)
def test_one_form_for_one_number(text: str, region: str | None, value: str) -> None:
    known = normalise_phone(text, region)
    assert known is not None
    assert known[0] == value


@pytest.mark.parametrize("region", ["TR", None])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Randevu için 00905493647102", True),  # a mobile that Türkiye has given out
        ("Randevu için 00906093647102", False),  # its plan has no 609: a row of 14 digits may be anything
        ("Randevu için tel 00906093647102", True),  # a word says what it is
        ("Randevu için +906093647102", True),
        ("Randevu için 0090 609 364 71 02", True),  # written as telephones are
        ("Sipariş no 00906093647102", False),
    ],
)
def test_a_bare_row_of_digits_has_to_be_a_number_that_was_given_out(
    text: str, found: bool, region: str | None
) -> None:
    assert (len(phones(text, region)) == 1) is found


def test_a_region_makes_a_number_surer() -> None:
    with_region, without = normalise_phone("07700 900123", "GB"), normalise_phone("07700 900123", None)
    assert with_region is not None
    assert without is not None
    assert with_region[1] > without[1]


@pytest.mark.parametrize("text", ["", "12345", "no number", "1" * 40])
def test_what_cannot_be_a_phone_is_none(text: str) -> None:
    assert normalise_phone(text, "GB") is None


def test_dictated_pairs() -> None:
    assert phones("plus four four seven seven double zero nine double zero one two three") == [
        "+447700900123"
    ]
    assert phones("zéro un quatre-vingt-dix-neuf zéro zéro douze trente-quatre", "FR") == ["+33199001234"]


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("plus four four 7700 nine hundred one two three", None, "+447700900123"),
        ("one eight hundred five five five zero one nine nine", "US", "+18005550199"),
        ("seven hundred twenty three five five five zero one four two", "US", "+17235550142"),
        ("seiscientos doce trescientos cuarenta y cinco seiscientos setenta y ocho", "ES", "+34612345678"),
        ("novecentos e doze trezentos e quarenta e cinco seiscentos e setenta e oito", "PT", "+351912345678"),
        ("zero șapte două sute patruzeci și cinci unu doi trei patru cinco", "RO", "+40724512345"),
    ],
)
def test_dictated_hundreds(text: str, region: str | None, value: str) -> None:
    assert phones(text, region) == [value]


@pytest.mark.parametrize(
    "text",
    ["two hundred half an hour, three hundred an hour", "trescientos euros la hora, ciento cincuenta media"],
)
def test_hundreds_that_are_prices(text: str) -> None:
    assert phones(text, "ES") == []


def test_two_numbers_are_two() -> None:
    assert phones("202-555-0142 or 202-555-0143", "US") == ["+12025550142", "+12025550143"]
    assert phones("WhatsApp 202 555 0142 or viber: 202 555 0143", "US") == ["+12025550142", "+12025550143"]
    assert phones("07700 900123\n07700 900456", "GB") == ["+447700900123", "+447700900456"]


def test_the_span_covers_the_number_as_written() -> None:
    text = "ring ５５５ me: 0７700 9OO 123 ok"
    found = next(mention for mention in extract({"t": text}, "GB") if mention.kind == "phone")
    assert text[found.start : found.end] == "0７700 9OO 123"


@given(
    st.text(alphabet=st.sampled_from("0123456789 ()-+./oOlI\nfivetwo٣５☎"), max_size=60),
    st.sampled_from(["GB", "US", None]),
)
def test_no_text_breaks_it(text: str, region: str | None) -> None:
    for value in phones(text, region):
        assert value.startswith("+")
        assert 7 <= sum(map(str.isdigit, value)) <= 15
