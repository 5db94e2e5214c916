"""Poison and rot: what is caught, and what must not be."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from manumit.services.support.directory import checks, numbers
from manumit.services.support.directory.checks import flaws_of, kilometres, shared_numbers
from manumit.services.support.directory.model import Entry, Phone
from manumit.services.support.directory.numbers import number_flaws, read_phone
from tests.services.support.directory.samples import EXAMPLE, only


@pytest.fixture
def good(tmp_path: Path) -> Entry:
    """A hotline without a flaw."""
    entry = only(tmp_path, services={"name": "Harbour Line", "description": "A help line, day and night."})
    assert flaws_of(entry) == ()
    return entry


def codes(entry: Entry) -> dict[str, bool]:
    """code -> does it stop."""
    return {flaw.code: flaw.stops for flaw in flaws_of(entry)}


def test_every_flaw_says_what_and_what_to_do(good: Entry) -> None:
    bad = replace(
        good,
        name="Full body massage",
        phones=(Phone("0113 496 010"), Phone("+44 909 879 0000", "+449098790000")),
        url="https://bit.ly/x",
        email="someone@gmail.com",
    )
    flaws = flaws_of(bad)
    assert len({flaw.code for flaw in flaws}) == 5
    for flaw in flaws:
        assert flaw.sentence.endswith(".")
        assert flaw.hint.endswith(".")


NUMBERS: list[tuple[str, str, dict[str, bool]]] = [
    ("0113 496 0101", "GB", {}),
    ("+44 113 496 0101", "", {}),
    ("113 496 010", "GB", {"number-wrong": True}),
    ("0113 496 01011", "GB", {"number-wrong": True}),
    ("020 7946 001", "GB", {"number-wrong": True}),
    ("+1 212 555 012", "US", {"number-wrong": True}),
    ("0113 496 0101", "", {"number-without-country": True}),
    ("call us", "GB", {"number-wrong": True}),
    ("", "GB", {"number-wrong": True}),
    ("0808 157 0150", "GB", {}),
    ("0909 879 0000", "GB", {"number-premium": True}),
    ("+1 900 555 0123", "US", {"number-premium": True}),
    ("0491 570 156", "AU", {"number-mobile": False}),
    ("+33 1 99 00 12 34", "GB", {"number-abroad": False}),
    ("999", "GB", {}),
    ("112", "RO", {}),
    ("911", "US", {}),
    ("116111", "RO", {}),
    ("116 123", "GB", {}),
    ("988", "US", {}),
    ("1309", "UA", {"number-short": False}),
    ("99", "GB", {"number-wrong": True}),
    ("112", "", {"number-without-country": True}),
]


@pytest.mark.parametrize(("number", "country", "expected"), NUMBERS)
def test_numbers(number: str, country: str, expected: dict[str, bool]) -> None:
    phone = read_phone({"number": number}, country, ())
    assert {flaw.code: flaw.stops for flaw in number_flaws(phone, country)} == expected


@pytest.mark.parametrize(
    "number", ["+44 113 496 0101", "+1 212 555 0123", "+33 1 99 00 12 34", "+61 2 5550 0123"]
)
def test_any_one_digit_missing_is_caught(number: str) -> None:
    digits = [at for at, letter in enumerate(number) if letter.isdigit()][3:]
    for shorter in (number[:at] + number[at + 1 :] for at in digits):
        flaws = list(number_flaws(read_phone({"number": shorter}, "", ()), ""))
        assert [(flaw.code, flaw.stops) for flaw in flaws] == [("number-wrong", True)], shorter


POISON: list[tuple[str, str]] = [
    ("name", "Happy Paws Veterinary Clinic"),
    ("says", "Our veterinary clinic is open day and night for dogs and cats."),
    ("says", "24h help line for victims of trafficking. Veterinary clinic, walk in."),
    ("organization", "Clínica veterinaria del Sur"),
    ("says", "Ветклиника, круглосуточно"),
    ("says", "动物医院 24小时"),
    ("name", "Golden Casino"),
    ("name", "Relax Massage Parlour"),
    ("says", "Full body massage, outcall, all day"),
    ("says", "Escort service, all hours"),
    ("url", "https://city-casino.example/help"),
    ("email", "desk@escorts.example"),
    ("says", "Quick loans, no questions"),
]


@pytest.mark.parametrize(("field", "text"), POISON)
def test_an_advert_or_another_business_is_stopped(good: Entry, field: str, text: str) -> None:
    found = codes(replace(good, **{field: text}))  # type: ignore[arg-type]
    assert True in (found.get("advert"), found.get("not-help"))


HELP: list[tuple[str, str]] = [
    ("says", "Our staff escort you to the court and back."),
    ("name", "Massage therapy and health for survivors"),
    ("says", "Legal advice for people made to work in nail salons and massage parlours"),
    ("says", "A shelter for you, your children and your pets"),
    ("says", "Counselling for people who lost money in a casino"),
    ("name", "Veterans' legal advice"),
    ("says", "Pizza night on Fridays, food parcels every day"),
]


@pytest.mark.parametrize(("field", "text"), HELP)
def test_help_is_not_stopped(good: Entry, field: str, text: str) -> None:
    assert True not in codes(replace(good, **{field: text})).values()  # type: ignore[arg-type]


def test_links(good: Entry) -> None:
    assert codes(replace(good, url="https://bit.ly/3abc")) == {"link-short": True}
    assert codes(replace(good, says="A help line. See http://tinyurl.com/x")) == {"link-short": True}
    assert codes(replace(good, url="https://humantraffickinghotIine.org")) == {"link-look-alike": True}
    assert codes(replace(good, email="help@polarisproject.org.example")) == {"link-look-alike": True}
    assert codes(replace(good, url="https://humantraffickinghotline.org/en/chat")) == {}
    (doubt,) = flaws_of(replace(good, site="https://harb0ur-line.org"), ["https://harbour-line.org"])
    assert (doubt.code, doubt.stops) == ("link-look-alike", False)  # a neighbour, not one of the known sites


def test_doubts(good: Entry) -> None:
    assert codes(replace(good, email="ourhelpline@gmail.com")) == {"mail-free": False}
    assert codes(replace(good, email="not an address")) == {"mail-wrong": False}
    assert codes(replace(good, spots=(), areas=())) == {"no-area": False}
    assert codes(replace(good, spots=(), areas=("Leeds",), phones=())) == {"no-way-in": True}
    assert codes(replace(good, assurer="")) == {"no-assurer": False}
    assert codes(replace(good, needs=("shelter",))) == {"shelter-street": False}
    far = replace(good.spots[0], lat=51.5, lon=-0.1)
    assert codes(replace(good, spots=(far,))) == {"place-astray": False}
    assert codes(replace(good, undisclosed=True, phones=(), spots=())) == {
        "no-way-in": True,
        "no-area": False,
    }


def test_one_number_under_two_organisations(good: Entry) -> None:
    same_house = replace(good, id="b")
    assert shared_numbers([good, same_house]) == {}
    other = replace(good, id="c", organization="Calm Support")
    found = shared_numbers([good, same_house, other])
    assert {ident: [flaw.code for flaw in flaws] for ident, flaws in found.items()} == {
        ident: ["number-shared"] for ident in ("s", "b", "c")
    }
    assert not found["s"][0].stops


def test_a_short_code_is_read_in_the_country_that_the_area_names(good: Entry) -> None:
    line = replace(good, spots=(), areas=("United Kingdom",), phones=(Phone("116 123"),))
    assert codes(line) == {}
    assert codes(replace(line, areas=("Somewhere",))) == {"number-without-country": True}


def test_distances_on_the_globe() -> None:
    assert kilometres(51.5, 0, 51.5, 0) == 0
    assert kilometres(0, 0, 0, 180) == pytest.approx(20015, abs=1)  # half the equator
    assert kilometres(51.5074, -0.1278, 48.8566, 2.3522) == pytest.approx(344, abs=1)  # London, Paris


def test_the_page_names_every_code_and_no_other() -> None:
    page = (EXAMPLE.parents[1] / "docs" / "how-to" / "keep-the-directory.md").read_text("utf-8")
    told = {
        code
        for row in re.findall(r"^\| ([a-z, -]+) \| (?:yes|\|| \|)", page, re.MULTILINE)
        for code in row.split(", ")
    }
    source = Path(checks.__file__).read_text("utf-8") + Path(numbers.__file__).read_text("utf-8")
    used = set(re.findall(r"(?:Flaw|_not_help)\(\s*\"([a-z-]+)\"", source))
    assert used - told == set()
    assert {one for one in told if "-" in one} <= used
