"""The pattern language, the lexicon, the wage table."""

from __future__ import annotations

import pytest

from manumit.engine.offers.catalogue import signs
from manumit.engine.offers.lexicon import bare, fits, lexicon, parts_of
from manumit.engine.offers.money import above_market, amounts, fee_size, mentions, places, wages
from manumit.engine.offers.patterns import find, pattern
from manumit.engine.offers.reading import read


def stands(shape: str, text: str) -> bool:
    reading = read(text)
    return any(not denied for s in reading.sentences for *_, denied in find(reading, s, pattern(shape)))


def test_order_width_and_exclusion() -> None:
    text = "the manager will keep your passport in the office"
    assert stands("HOLD DOC", text)
    assert stands("HOLD > DOC", text)
    assert not stands("DOC > HOLD", text)
    assert not stands("HOLD DOC ~2", text)
    assert not stands("HOLD DOC -OFFICE|DOC", text)


def test_a_pattern_ends_with_its_sentence() -> None:
    assert not stands("HOLD DOC", "we keep hens here. your passport matters to nobody else but you")


@pytest.mark.parametrize("wrong", ["", "lower CASE", "~", "A -", ">"])
def test_a_pattern_that_makes_no_sense_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        pattern(wrong)


def test_every_concept_of_a_pattern_is_in_the_lexicon() -> None:
    known = {
        entry.concept for table in (lexicon().whole, lexicon().stems) for es in table.values() for entry in es
    }
    known |= {"AMOUNT", "PLACE", "AGES"}
    used = {
        name
        for sign in signs().values()
        for shape in (*sign.patterns, *sign.whole)
        for part in (*shape.parts, shape.near, shape.nowhere)
        for name in part
    }
    assert used <= known


@pytest.mark.parametrize("language", sorted(lexicon().languages))
def test_a_language_has_the_concepts_that_strong_signs_need(language: str) -> None:
    words = {
        entry.concept
        for table in (lexicon().whole, lexicon().stems)
        for entries in table.values()
        for entry in entries
        if entry.language == language
    }
    assert words >= {
        "HOLD",
        "DOC",
        "LONGTERM",
        "FEE",
        "DEDUCT",
        "DEBT",
        "SAY",
        "BORDER",
        "TELL",
        "FAMILY",
        "NEG",
    }


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("girls 18-25 for a club", True),
        ("ages 18 to 25 only", True),
        ("open 18-45 every day", False),
        ("a 12-14 hour day", False),
    ],
)
def test_young_ages(text: str, stands: bool) -> None:
    assert any("AGES" in s.concepts for s in read(text).sentences) is stands


def test_arabic_words_lose_their_article_and_french_ones_their_elision() -> None:
    assert bare("والجواز") == bare("جواز")
    assert bare("رسالة") == "رسالة"
    assert bare("passport") == "passport"
    assert "contrat" in read("jusqu'à la fin de l'été du contrat").words
    assert "ete" in read("jusqu'à l'été").words


def test_terms() -> None:
    assert parts_of("co sign*/pledge* ~ debt") == [("co",), ("sign*", "pledge*"), ("~",), ("debt",)]
    assert fits("pledged", ("pledge*",))
    assert not fits("pledge", ("pledged",))


def sums(text: str) -> list[tuple[float, str, bool]]:
    reading = read(text)
    return [(a.value, a.currency, a.monthly > 0) for a in amounts(reading, mentions(text))]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("you pay a fee of 1,200 USD before the flight", 1200, "USD"),
        ("o trabalhador paga uma taxa de 3 mil reais antes da viagem", 3000, "BRL"),
        ("нужно заплатить 60 тысяч рублей за визу до выезда", 60000, "RUB"),
        ("magbayad muna ng ₱35,000 para sa visa at ticket", 35000, "PHP"),
    ],
)
def test_amounts(text: str, value: float, currency: str) -> None:
    assert (value, currency, False) in sums(text)


def test_a_fee_is_measured_against_the_pay() -> None:
    text = "the pay is 400 USD a month and you pay a fee of 120 USD first"
    reading = read(text)
    found = amounts(reading, mentions(text))
    assert [a.monthly for a in found] == [400, 0]
    assert fee_size(found, found[1].first - 2, found[1].end) == "large"


def test_pay_is_judged_only_where_the_place_is_known() -> None:
    for place, far_above in (("London", True), ("nowhere at all", False)):
        text = f"Cleaner wanted in {place}, 15,000 GBP per month"
        reading = read(text)
        found = mentions(text)
        assert (above_market(amounts(reading, found), places(reading, found)) is not None) is far_above


def test_the_wage_table_says_whence() -> None:
    assert all(row["source"] for row in wages().values())
    assert min(row["year"] for row in wages().values()) >= 2020
