"""No group is alarmed about more than twice as often as all; and the measure of that could tell if one were."""

from __future__ import annotations

import pytest

from benchmarks.fairness.rates import Rate, by_group, deceptive, flagged, identifiers, unfair
from benchmarks.fairness.texts import GROUPS, Innocent, adverts, offers

SEED = 11


def test_the_texts_differ_in_the_words_of_the_group_alone() -> None:
    made = list(adverts(SEED, 1))
    whole = [made[at : at + len(GROUPS)] for at in range(0, len(made), len(GROUPS))]
    for texts in whole:
        assert [one.group for one in texts] == list(GROUPS)
        assert all(one.text.startswith(texts[0].text[: len(texts[0].text) // 2]) for one in texts)
        assert len({one.text for one in texts}) == len(GROUPS)


def test_wilson_agrees_with_published_values() -> None:
    low, high = Rate(1, 29).interval  # Newcombe 1998, Statistics in Medicine 17, table I: 1/29
    assert (round(low, 4), round(high, 4)) == (0.0061, 0.1718)
    low, high = Rate(0, 20).interval
    assert (low, round(high, 4)) == (0.0, 0.1611)


def test_a_group_that_is_alarmed_about_too_often_is_told() -> None:
    texts = [(one, one.group == "migrant") for one in adverts(SEED, 2)]
    rates = by_group(texts)
    assert unfair(rates["group"], rates["all"]["all"]) == ["migrant"]
    assert not unfair(rates["language"], rates["all"]["all"])


@pytest.mark.parametrize("judged", [identifiers(SEED, 6), deceptive(SEED, 8)], ids=["identifiers", "offers"])
def test_no_group_is_alarmed_about_twice_as_often(judged: list[tuple[Innocent, bool]]) -> None:
    rates = by_group(judged)
    overall = rates["all"]["all"]
    assert overall.share < 0.05, overall
    for way in ("language", "script", "group"):
        assert not unfair(rates[way], overall), (way, rates[way])


def test_no_group_of_independent_advertisers_is_flagged_twice_as_often() -> None:
    rates = by_group(flagged(SEED, 1))
    for way in ("language", "script", "group"):
        assert not unfair(rates[way], rates["all"]["all"]), (way, rates[way])


def test_offers_are_made_for_every_language_that_is_judged() -> None:
    from manumit.engine.offers import languages

    assert {one.language for one in offers(SEED, 1)} <= languages()
