"""Made-up listings in which a known word is replaced by another, or is not."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.watch import Listing, Proposal, drift
from manumit.engine.watch.rise import least_root, rise, rose

KNOWN = ["roses", "tea", "gift card"]
FRAMES = (
    "{n} {c} an hour please",
    "only {n} {c} tonight",
    "bring {n} {c} and be kind",
    "ask about {c} first",
    "no {c} no visit",
)
SEASON = ("the winter market opens", "snow on winter roofs", "winter coats are warm")
DAYS, RECENT = 240, 28


def listings(
    seed: int,
    new: str = "",
    copied: bool = False,
    posters: int = 200,
    season: bool = False,
    number: int = 400,
) -> list[Listing]:
    """Texts of ordinary made-up words with one known word in a frame; in the last month half of them say `new`."""
    rng = random.Random(seed)
    syllables = [a + b for a in "bcdfglmnprst" for b in "aeiou"]
    ordinary = ["".join(rng.choices(syllables, k=3)) for _ in range(250)]
    weights = [1 / (rank + 1) for rank in range(250)]
    found = []
    for at in range(number):
        day = rng.uniform(0, DAYS)
        word = rng.choice(KNOWN)
        if new and day > DAYS - RECENT and rng.random() < 0.6:
            word = new
        text = " ".join(rng.choices(ordinary, weights, k=15)) + ". "
        if season and day > DAYS - RECENT:
            text += rng.choice(SEASON) + ". "
        text += rng.choice(FRAMES).format(n=rng.choice(["two", "three", "many"]), c=word)
        text += f". {' '.join(rng.choices(ordinary, weights, k=5))}\nCall 07700 900{rng.randint(100, 999)}"
        template = "tpl_same" if copied and word == new else f"tpl_{at}"
        found.append(
            Listing(
                record_id=f"rec_{at}",
                kind="ad",
                source_id=f"A{at}",
                seen=datetime(2026, 1, 1) + timedelta(days=day),
                template=template,
                poster=f"phone:{rng.randrange(posters)}",
                fields=(("title", "Hello"), ("text", text)),
            )
        )
    return sorted(found, key=lambda one: one.seen)


def words(proposals: tuple[Proposal, ...]) -> list[str]:
    return [one.term for one in proposals]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("new", ["tulips", "🌷", "тюльпаны"])
def test_a_word_that_takes_the_place_of_a_known_one_is_proposed_alone(seed: int, new: str) -> None:
    told = listings(seed, new)
    (one,) = drift(told, KNOWN).proposals
    assert one.term == new
    assert one.kind == ("emoji" if new == "🌷" else "word")
    assert {term for term, _ in one.like} <= set(KNOWN)
    assert one.like[0][1] > 0.5
    assert one.earlier == 0
    assert one.recent >= 4
    assert one.log_odds > log(2)
    assert one.state == "new"


def test_a_proposal_is_dated_and_sourced() -> None:
    told = listings(1, "tulips")
    (one,) = drift(told, KNOWN).proposals
    by_id = {listing.record_id: listing for listing in told}
    assert len(one.examples) == 5
    assert len({example["template_id"] for example in one.examples}) == 5
    for example in one.examples:
        listing = by_id[example["record_id"]]
        field = dict(listing.fields)[example["field"]]
        assert field[example["start"] : example["end"]] == "tulips"
    using = [listing for listing in told if "tulips" in listing.text]
    assert one.first_seen == using[0].seen.date().isoformat()
    assert one.last_seen == using[-1].seen.date().isoformat()
    assert one.shape()["like"][0].keys() == {"term", "similarity"}


@pytest.mark.parametrize("seed", range(12))
def test_where_nothing_changes_the_queue_stays_empty(seed: int) -> None:
    done = drift(listings(seed), KNOWN)
    assert done.proposals == ()
    assert done.tested > 20
    assert done.lacking == ""


@pytest.mark.parametrize("seed", range(4))
def test_new_words_that_are_used_otherwise_are_not_proposed(seed: int) -> None:
    assert drift(listings(seed, season=True), KNOWN).proposals == ()


def test_one_template_or_one_poster_is_no_trend() -> None:
    assert drift(listings(1, "tulips", copied=True), KNOWN).proposals == ()
    told = [
        Listing(**{name: getattr(one, name) for name in Listing.__slots__} | {"poster": "phone:one"})
        if "tulips" in one.text
        else one
        for one in listings(1, "tulips")
    ]
    assert drift(told, KNOWN).proposals == ()


def test_flags_skin_tones_countries_names_and_places_are_no_words() -> None:
    for new in ("🇬🇧", "👋🏽", "Portugal"):
        assert words(drift(listings(1, new), KNOWN).proposals) in ([], ["👋"])
    told = [
        Listing(
            **{name: getattr(one, name) for name in Listing.__slots__} | {"proper": frozenset({"tulips"})}
        )
        for one in listings(1, "tulips")
    ]
    assert drift(told, KNOWN).proposals == ()


def test_too_little_to_compare_is_said() -> None:
    assert "known terms" in drift(listings(1), ["absent"]).lacking
    assert "Too little" in drift(listings(1)[:15], KNOWN).lacking
    assert drift([], KNOWN).lacking


def test_the_window_may_end_earlier() -> None:
    told = listings(1, "tulips")
    assert drift(told, KNOWN, until=told[-1].seen - timedelta(days=RECENT + 1)).proposals == ()


@given(st.integers(1, 400), st.integers(1, 4000), st.data())
def test_a_rise_grows_with_the_recent_uses(recent_all: int, earlier_all: int, data: st.DataObject) -> None:
    recent = data.draw(st.integers(0, recent_all))
    earlier = data.draw(st.integers(0, earlier_all))
    if recent + earlier == 0 or recent + earlier == recent_all + earlier_all:
        return
    one = rise(recent, recent_all, earlier, earlier_all)
    if recent * earlier_all == earlier * recent_all:
        assert one.root == pytest.approx(0, abs=1e-4)
    if recent < recent_all and recent + earlier + 1 < recent_all + earlier_all:
        assert rise(recent + 1, recent_all, earlier, earlier_all).root >= one.root - 1e-9


def test_the_likelihood_ratio_is_dunning_s() -> None:
    one = rise(10, 100, 5, 200)  # by hand: 2 * sum of seen * log(seen / expected) over the four cells
    cells = ((10, 5.0), (5, 10.0), (90, 95.0), (195, 190.0))
    assert one.root**2 == pytest.approx(2 * sum(seen * log(seen / expected) for seen, expected in cells))
    assert one.log_odds > 0
    assert rise(5, 200, 10, 100).root == pytest.approx(-one.root)


def test_more_words_tested_ask_for_a_stronger_rise() -> None:
    assert least_root(1000) > least_root(10) > 2
    one = rise(6, 100, 1, 400)
    assert rose(one, 10)
    assert not rose(one, 100_000)
