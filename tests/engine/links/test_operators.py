"""Operators: contacts, pictures and rare words join adverts; hubs, stock phrases and copied texts do not."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from manumit.engine.links import Notices, Operators, compare, operators_of
from manumit.engine.signals import extract
from tests.engine.links.test_templates import STOCK, rewritten, vocabulary

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
Ads = dict[str, dict[str, Any]]


def operators(ads: Mapping[str, Mapping[str, Any]]) -> Operators:
    notices = Notices()
    for name, columns in ads.items():
        fields = {field: columns[field] for field in ("title", "text", "contact") if columns.get(field)}
        notices.add(name, columns, extract(fields, "GB"))
    texts = [
        f"{columns.get('title') or ''}\n{columns.get('text') or ''}".strip("\n") for columns in ads.values()
    ]
    return operators_of(compare(list(ads), texts), notices)


def crowd(rng: random.Random, count: int = 60) -> Ads:
    """Adverts of strangers, each of its own words, one a day."""
    return {
        f"s{n}": {"text": " ".join(vocabulary(rng, 30)), "posted_at": START + timedelta(days=n)}
        for n in range(count)
    }


def number(at: int) -> str:
    """A made-up number (Ofcom's range for drama)."""
    return f"07700 9{at:05d}"


def test_adverts_with_one_contact_are_one_operators() -> None:
    ads = crowd(random.Random(1))
    ads["s1"]["contact"], ads["s2"]["contact"] = "07700 900001", "+44 7700 900001"
    found = operators(ads).operator_of
    assert found["s1"] == found["s2"]
    assert len(set(found.values())) == 59


def test_one_advert_posted_thousands_of_times_is_one_operators() -> None:
    advert = {"text": " ".join(vocabulary(random.Random(11), 30)), "contact": number(1)}
    ads = {f"c{n}": {**advert, "posted_at": START + timedelta(minutes=n)} for n in range(3000)}
    assert len(set(operators(ads).operator_of.values())) == 1


def test_a_relay_on_many_texts_joins_nobody() -> None:
    ads = crowd(random.Random(2))
    for name in ads:
        ads[name]["contact"] = "help@relay.example"
    assert len(set(operators(ads).operator_of.values())) > 50


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ask for 967.294.413", "ask for +48 967 294 413"),  # of no country that a text tells; of one
        ("ask for 00906093647102.", "ask for +90 609 364 7102"),  # a number that nobody can dial
        ("licence 00171 4483 2210 9", "00171-4483-2210-9"),  # no number at all
    ],
)
def test_a_number_that_cannot_be_dialled_joins_its_adverts(one: str, other: str) -> None:
    ads = crowd(random.Random(12))
    ads["s4"]["text"] += f" {one}"
    ads["s6"]["text"] += f" {other}"
    found = operators(ads).operator_of
    assert found["s4"] == found["s6"]
    assert len(set(found.values())) == len(ads) - 1


@pytest.mark.parametrize("shown", ["2026-05-01 10:30", "100,000,000,000", "01.02.2026"])
def test_a_date_or_an_amount_in_common_joins_nobody(shown: str) -> None:
    ads = crowd(random.Random(13))
    for name in ("s4", "s6", "s8"):
        ads[name]["text"] += f" {shown}"
    assert len(set(operators(ads).operator_of.values())) == len(ads)


def test_a_long_text_goes_on_under_new_numbers() -> None:
    rng = random.Random(3)
    pool, ads = vocabulary(rng, 300), crowd(rng)
    own = " ".join(vocabulary(rng, 45))
    for n in range(6):
        ads[f"c{n}"] = {"text": rewritten(rng, own, pool), "contact": number(n)}
        ads[f"c{n}"]["posted_at"] = START + timedelta(days=5 * n)
    found = operators(ads).operator_of
    assert len({found[f"c{n}"] for n in range(6)}) == 1
    assert found["c0"] not in {found[f"s{n}"] for n in range(60)}


def test_one_who_posts_hundreds_of_adverts_is_not_cut_up() -> None:
    rng = random.Random(10)
    pool, ads = vocabulary(rng, 300), crowd(rng, 300)
    own = " ".join(vocabulary(rng, 45))
    for n in range(200):
        ads[f"c{n}"] = {"text": rewritten(rng, own, pool), "contact": number(7)}
        ads[f"c{n}"]["posted_at"] = START + timedelta(days=n)
    found = operators(ads).operator_of
    assert len({found[f"c{n}"] for n in range(200)}) == 1
    assert found["c0"] not in {found[f"s{n}"] for n in range(300)}


def test_an_operator_who_changes_text_or_number_each_week_is_followed() -> None:
    """One week's text goes on under the next number, one week's number under the next text, over half a year."""
    rng = random.Random(4)
    ads = crowd(rng)
    for week in range(24):
        text = " ".join(vocabulary(random.Random(100 + week // 2), 40))
        ads[f"d{week:02d}"] = {
            "text": text,
            "contact": number((week + 1) // 2),
            "posted_at": START + timedelta(weeks=week),
        }
    found = operators(ads).operator_of
    groups = [found[f"d{week:02d}"] for week in range(24)]
    largest = max(groups.count(one) for one in groups)
    assert largest >= 6  # a chain is followed for weeks, without being one component of everything
    assert all(found[f"d{week:02d}"] not in {found[f"s{n}"] for n in range(60)} for week in range(24))


def test_pictures_join_adverts_unless_everybody_uses_them() -> None:
    ads = crowd(random.Random(5))
    for n, name in enumerate(ads):
        ads[name] |= {"images": "img/stock.jpg", "contact": number(n)}
    ads["s7"]["images"] = ads["s9"]["images"] = "img/own.jpg;img/stock.jpg"
    found = operators(ads).operator_of
    assert found["s7"] == found["s9"]
    assert len(set(found.values())) > 50


def test_a_phrase_that_everybody_writes_joins_nobody() -> None:
    ads = crowd(random.Random(6))
    for n, name in enumerate(ads):
        ads[name] |= {"text": f"{ads[name]['text']} {STOCK}", "contact": number(n)}
    assert len(set(operators(ads).operator_of.values())) == len(ads)


def test_among_few_adverts_of_two_operators_each_has_its_own() -> None:
    rng = random.Random(9)
    one, other = (" ".join(vocabulary(rng, 30)) for _ in range(2))
    ads: Ads = {
        f"{name}{n}": {"text": text, "images": f"img/{name}.jpg", "posted_at": START + timedelta(days=n)}
        for name, text in (("a", one), ("b", other))
        for n in range(5)
    }
    found = operators(ads).operator_of
    assert len({found[f"a{n}"] for n in range(5)}) == len({found[f"b{n}"] for n in range(5)}) == 1
    assert found["a0"] != found["b0"]


def test_ten_strangers_who_write_as_everybody_does_are_ten() -> None:
    rng = random.Random(12)
    ads: Ads = {
        f"s{n}": {
            "text": ". ".join(" ".join(vocabulary(rng, 6)).capitalize() for _ in range(8))
            + f". Text 07700 9003{n:02d}",
            "posted_at": START + timedelta(days=n),
        }
        for n in range(10)
    }
    found = operators(ads)
    assert len(set(found.operator_of.values())) == len(ads)
    assert not any("written another way" in word for link in found.links() for word in link.reasons)


def test_the_order_of_adverts_does_not_matter() -> None:
    rng = random.Random(7)
    ads = crowd(rng)
    ads["s3"]["contact"] = ads["s4"]["contact"] = "telegram: @ana_in_town"
    mixed = dict(rng.sample(sorted(ads.items()), len(ads)))
    assert operators(mixed).operator_of == operators(ads).operator_of


def test_every_link_says_why() -> None:
    ads = crowd(random.Random(8))
    ads["s1"] |= {"contact": number(1), "images": "img/a.jpg"}
    ads["s2"] |= {"contact": number(1), "images": "img/a.jpg"}
    found = operators(ads)
    (link,) = found.why(found.operator_of["s1"])
    assert {link.one, link.other} == {"s1", "s2"}
    assert link.probability > 0.9
    assert "same contact 1 day apart" in link.reasons
    assert "1 picture reused" in link.reasons
    assert found.why(found.operator_of["s9"]) == []
    assert list(found.links()) == [link]


def test_nothing_gives_nothing_and_empty_texts_stay_apart() -> None:
    assert operators({}).operator_of == {}
    assert list(operators({}).links()) == []
    empty = {"a": {"text": ""}, "b": {"text": ""}, "c": {"text": "\u0301\u0302"}}
    assert len(set(operators(empty).operator_of.values())) == 3


def owners(count: int, days_each: int, days_between: int) -> Ads:
    """Adverts of one long text under so many numbers, four each, begun one after the other."""
    rng = random.Random(31)
    text = vocabulary(rng, 60)
    return {
        f"o{who}-{at}": {
            "text": " ".join([*text, *vocabulary(rng, 2)]),
            "contact": number(500 + who),
            "posted_at": START + timedelta(days=who * days_between + at * days_each),
        }
        for who in range(count)
        for at in range(4)
    }


def test_a_franchises_text_does_not_join_its_owners() -> None:
    franchise = owners(12, days_each=10, days_between=1)
    found = operators({**crowd(random.Random(32), 300), **franchise}).operator_of
    groups = {who: {found[f"o{who}-{at}"] for at in range(4)} for who in range(12)}
    assert all(len(group) == 1 for group in groups.values())
    assert len(set.union(*groups.values())) == 12


def test_numbers_that_follow_each_other_are_one_hands() -> None:
    found = operators(
        {**crowd(random.Random(32), 300), **owners(12, days_each=1, days_between=7)}
    ).operator_of
    assert len({found[name] for name in found if name.startswith("o")}) == 1


def test_a_few_numbers_at_once_are_one_hands() -> None:
    found = operators(
        {**crowd(random.Random(32), 300), **owners(4, days_each=10, days_between=1)}
    ).operator_of
    assert len({found[name] for name in found if name.startswith("o")}) == 1
