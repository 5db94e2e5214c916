"""Finding help: who may use it first, then what is open, near, free; never an exact place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError
from manumit.services.support.directory.index import Index
from manumit.services.support.directory.model import Entry, Origin, Phone, Rule, Spot
from manumit.services.support.directory.needs import NEEDS, needs_in
from manumit.services.support.directory.search import Match, Wish, near_point, near_town, search

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LEEDS = Spot(city="Leeds", country="GB", lat=53.7975, lon=-1.542)
OPEN = (Rule(opens="00:00", closes="00:00"),)
SHUT = (Rule(opens="01:00", closes="02:00"),)


def entry(ident: str, **fields: object) -> Entry:
    base = Entry(
        id=ident,
        name=ident,
        organization="o",
        organization_id="o",
        origin=Origin("f", "", 2),
        needs=("shelter",),
        hours=OPEN,
        spots=(LEEDS,),
        cost="free",
    )
    return replace(base, **fields)  # type: ignore[arg-type]


def ids(found: list[Match]) -> list[str]:
    return [one.entry.id for one in found]


def test_the_order_is_fit_open_language_distance_cost_name() -> None:
    far = replace(LEEDS, lat=54.9)
    entries = [
        entry("g-perhaps", youngest=18.0),
        entry("f-shut", hours=SHUT),
        entry("e-no-hours", hours=()),
        entry("d-other-language", languages=("en",)),
        entry("c-far", languages=("ro",), spots=(far,)),
        entry("b-paid", languages=("ro",), cost="paid"),
        entry("a2", languages=("ro",)),
        entry("a1", languages=("ro",)),
    ]
    wish = Wish(language="ro", near=near_point(53.8, -1.54, "GB"))
    expected = ["a1", "a2", "b-paid", "c-far", "d-other-language", "e-no-hours", "f-shut", "g-perhaps"]
    assert ids(search(entries, wish, NOON)) == expected
    assert ids(search(reversed(entries), wish, NOON)) == expected
    assert ids(search(Index(entries), wish, NOON, most=2)) == expected[:2]


def test_a_condition_excludes_only_who_says_so() -> None:
    young, women, words = (
        entry("y", oldest=17.0),
        entry("w", gender="women"),
        entry("v", eligibility="Ask us"),
    )
    entries = [young, women, words, entry("all")]
    fits = {one.entry.id: one.fit for one in search(entries, Wish(), NOON)}
    assert fits == {"all": "yes", "v": "perhaps", "w": "perhaps", "y": "perhaps"}
    assert {one.entry.id: one.fit for one in search(entries, Wish(age=30, gender="men"), NOON)} == {
        "all": "yes",
        "v": "perhaps",
    }
    assert {one.entry.id: one.fit for one in search(entries, Wish(age=17, gender="women"), NOON)} == {
        "all": "yes",
        "v": "perhaps",
        "w": "yes",
        "y": "yes",
    }


def test_filters_leave_out_only_when_asked() -> None:
    entries = [
        entry("shut", hours=SHUT),
        entry("english", languages=("en",)),
        entry("phone-ro", phones=(Phone("1", languages=("ro",)),)),
        entry("through", interpreters="By phone"),
        entry("paid", cost="paid"),
    ]
    assert len(search(entries, Wish(language="ro"), NOON)) == 5
    assert set(ids(search(entries, Wish(only_open=True), NOON))) == {"english", "phone-ro", "through", "paid"}
    assert set(ids(search(entries, Wish(language="ro", only_language=True), NOON))) == {"phone-ro", "through"}
    assert "paid" not in ids(search(entries, Wish(only_free=True), NOON))
    speaks = {one.entry.id: one.speaks for one in search(entries, Wish(language="ro"), NOON)}
    assert speaks == {
        "phone-ro": "yes",
        "through": "interpreter",
        "english": "no",
        "shut": "unknown",
        "paid": "unknown",
    }


def test_needs_country_and_words() -> None:
    entries = [
        entry("food", needs=("food",), says="Warm soup"),
        entry("both", needs=("food", "money")),
        entry("kenya", spots=(Spot(city="Nairobi", country="KE"),)),
        entry("nowhere", spots=()),
        entry("covers", spots=(), areas=("Kenya",)),
    ]
    assert set(ids(search(entries, Wish(needs=("food",)), NOON))) == {"food", "both"}
    assert set(ids(search(entries, Wish(country="Kenya"), NOON))) == {"kenya", "covers", "nowhere"}
    assert ids(search(entries, Wish(text="SOUP "), NOON)) == ["food"]
    assert ids(search(entries, Wish(text="nairobi"), NOON)) == ["kenya"]
    with pytest.raises(UsageError, match="weapons"):
        search(entries, Wish(needs=("weapons",)), NOON)
    assert search([], Wish(), NOON) == []


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_a_point_becomes_a_cell_of_a_coarse_grid(lat: float, lon: float) -> None:
    near = near_point(lat, lon)
    assert abs(near.lat - lat) <= 0.00501
    assert abs(near.lon - lon) <= 0.00501
    assert (round(near.lat, 2), round(near.lon, 2)) == (near.lat, near.lon)


def test_distance_is_one_of_three_words() -> None:
    entries = [
        entry("walk"),
        entry("ride", spots=(replace(LEEDS, lat=53.88),)),
        entry("far", spots=(replace(LEEDS, lat=54.2),)),
        entry("town", spots=(Spot(city="Leeds", country="GB"),)),
        entry("two", spots=(replace(LEEDS, lat=54.2), LEEDS)),
        entry("none", spots=(Spot(city="Nosuchvillage"),)),
    ]
    near = near_town("Leeds", "GB")
    assert near is not None
    found = {one.entry.id: one.distance for one in search(entries, Wish(near=near), NOON)}
    assert found == {
        "walk": "walk",
        "two": "walk",
        "ride": "ride",
        "town": "ride",
        "none": "unknown",
        "far": "far",
    }
    assert near_town("Nosuchvillage") is None
    assert near_town("") is None
    with pytest.raises(UsageError, match="no point"):
        near_point(91, 0)


NAMES = [
    ("Refugio para mujeres", ""),
    ("Emergency shelter", "shelter"),
    ("Casa de acogida", "shelter"),
    ("Приют для женщин", "shelter"),
    ("دار إيواء", "shelter"),
    ("庇护所", "shelter"),
    ("Nhà tạm lánh", "shelter"),
    ("Adăpost de urgență", "shelter"),
    ("Free legal advice", "legal_aid"),
    ("Assistência jurídica", "legal_aid"),
    ("Правова допомога", "legal_aid"),
    ("Legal na tulong", "legal_aid"),
    ("Banco de alimentos", "food"),
    ("Walk-in clinic", "health"),
    ("Phiên dịch qua điện thoại", "interpreter"),
    ("Посольство Молдовы", "embassy"),
    ("Línea de ayuda 24 horas", "hotline"),
    ("Fonds d'aide d'urgence", "money"),
    ("Droits des travailleurs", "work_rights"),
    ("Restoring family links", "family_tracing"),
    ("Sewing circle", "other"),
]


@pytest.mark.parametrize(("name", "need"), [one for one in NAMES if one[1]])
def test_needs_are_read_in_many_languages(name: str, need: str) -> None:
    assert need in needs_in([], [name])


def test_codes_and_terms_say_a_need_and_descriptions_only_where_these_do_not() -> None:
    assert needs_in([("BH-1800.8500", "")], ["The Yard", "Food too"]) == ("shelter",)
    assert needs_in([("", "Legal Aid")], ["The Yard"]) == ("legal_aid",)
    assert needs_in([], ["The Yard", "", "Meals at noon"]) == ("food",)
    assert set(needs_in([], ["Shelter and meals"])) == {"shelter", "food"}
    assert all(need in NEEDS for need in needs_in([("Z", "zz")], ["zz"]))
