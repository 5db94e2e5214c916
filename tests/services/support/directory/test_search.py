"""Finding help: who may use it first, then what is open, near, free; never an exact place."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError
from manumit.services.support.directory.conditions import children_of
from manumit.services.support.directory.index import Index
from manumit.services.support.directory.model import Entry, Origin, Phone, Rule, Spot
from manumit.services.support.directory.needs import NEEDS, needs_in
from manumit.services.support.directory.reading import Row
from manumit.services.support.directory.search import Match, Wish, left_out, near_point, near_town, search

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


def test_nothing_is_left_out_in_silence() -> None:
    entries = [
        entry("fits", languages=("ro",)),
        entry("young", oldest=17.0),
        entry("men", gender="men", hours=SHUT),
        entry("no-children", children="no"),
        entry("says-nothing", children=""),
        entry("far", spots=(replace(LEEDS, lat=54.9),), children="yes"),
        entry("phone", spots=(), phones=(Phone("1"),), needs=("hotline", "shelter")),
        entry("elsewhere", spots=(Spot(city="Nairobi", country="KE"),)),
        entry("other-need", needs=("food",)),
    ]
    wish = Wish(
        needs=("shelter",),
        age=30,
        gender="women",
        children=True,
        near=near_point(53.8, -1.54, "GB"),
        reach="ride",
    )
    found = {one.entry.id: one.fit for one in search(entries, wish, NOON)}
    assert found == {"fits": "perhaps", "phone": "perhaps", "says-nothing": "perhaps"}
    why = {one.entry.id: one.because for one in left_out(entries, wish, NOON)}
    assert why == {"far": ("far",), "young": ("age",), "men": ("gender",), "no-children": ("children",)}
    assert next(iter(why)) == "far"  # what asking for less brings back comes first
    strict = replace(wish, only_open=True, by_phone=True, reach="")
    assert ids(search(entries, strict, NOON)) == ["phone"]
    assert {one.entry.id: one.because for one in left_out(entries, strict, NOON)} == {
        "fits": ("travel",),
        "far": ("travel",),
        "says-nothing": ("travel",),
        "young": ("age", "travel"),
        "men": ("gender", "closed", "travel"),
        "no-children": ("children", "travel"),
    }
    assert left_out([], wish, NOON) == []


@given(
    age=st.none() | st.integers(0, 99),
    gender=st.sampled_from(["", "women", "men"]),
    flags=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_every_answer_is_a_match_or_is_left_out(age: int | None, gender: str, flags: list[bool]) -> None:
    wish = Wish(
        age=age,
        gender=gender,
        language="ro",
        only_open=flags[0],
        only_language=flags[1],
        only_free=flags[2],
        children=flags[3],
        by_phone=flags[4],
        step_free=flags[5],
    )
    found = {one.entry.id for one in search(MANY, wish, NOON)}
    out = {one.entry.id for one in left_out(MANY, wish, NOON)}
    assert found | out == {one.id for one in MANY}
    assert not found & out


STEPS = (replace(LEEDS, access=("Step-free, with an accessible toilet",)),)
MANY = [
    entry("a", oldest=17.0, cost="paid"),
    entry("b", gender="men", languages=("ro",)),
    entry("c", gender="women", children="no", hours=SHUT),
    entry("d", children="yes", spots=STEPS, hours=()),
    entry("e", needs=("hotline",), phones=(Phone("1", languages=("ro",)),), spots=()),
]


def test_a_wheelchair_gets_in_where_the_place_says_so() -> None:
    no_lift = (replace(LEEDS, access=("No lift; three steps",)),)
    entries = [entry("steps", spots=STEPS), entry("lift", spots=no_lift), entry("silent"), MANY[4]]
    assert ids(search(entries, Wish(step_free=True), NOON)) == ["e", "steps"]


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


@pytest.mark.parametrize(
    ("says", "children"),
    [
        ("Women only, with or without children", "yes"),
        ("Women and children", "yes"),
        ("Solo mujeres, con hijos", "yes"),
        ("No children", "no"),
        ("Без детей", "no"),
        ("Families; men without children", ""),
        ("Everyone", ""),
        ("", ""),
    ],
)
def test_children_come_along_where_it_says_so(says: str, children: str) -> None:
    assert children_of(Row("service", {"eligibility_description": says}, "", "", 1)) == children


def test_what_was_vouched_for_before_entries_spoke_of_children_stays_so() -> None:
    body = asdict(entry("a"))
    for name in ("origin", "assured", "assurer", "children"):
        del body[name]
    before = json.dumps(body, sort_keys=True, ensure_ascii=False).encode()
    assert entry("a").digest() == hashlib.sha256(before).hexdigest()
    assert entry("a", children="no").digest() != entry("a").digest()


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
