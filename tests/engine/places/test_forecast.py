"""Forecasts: nothing of the future is used, what is planted is found, and every number is what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import nbinom, poisson

from manumit.base.kernel import Refused
from manumit.engine.places import (
    Events,
    History,
    accuracy_index,
    deviance,
    efficiency_index,
    information_gain,
    look_ahead,
    other_kinds,
    paired_interval,
    past_origins,
    window_at,
)
from manumit.engine.places.boosted import Boosted
from manumit.engine.places.forecast import between
from manumit.engine.places.members import members
from tests.engine.places.towns import FIRST_DAY, in_cell, scattered, together, town

ORIGIN = FIRST_DAY + 364


def uneven(seed: int, days: float = 394) -> Events:
    """Events at random, and six cells in which they come every four days."""
    cells = town()
    busy = [
        in_cell(cells, one, FIRST_DAY + np.floor(np.arange(seed % 4, days, 4.0)))
        for one in range(20, 320, 50)
    ]
    return together(scattered(900, seed, days), *busy)


def test_it_finds_what_is_planted_and_says_how_many() -> None:
    cells = town()
    history = History.of(uneven(1), cells)
    found = look_ahead(history, ORIGIN, 30)
    top = set(np.argsort(-found.expected)[:6].tolist())
    assert top == set(range(20, 320, 50))
    seen = history.between(ORIGIN, ORIGIN + 30)
    assert found.expected.sum() == pytest.approx(found.volume.expected)
    assert found.volume.expected == pytest.approx(seen.sum(), rel=0.25)
    assert np.mean((seen >= found.low) & (seen <= found.high)) >= 0.9
    assert np.all(found.low <= found.expected + 1)
    assert np.all(found.high >= np.floor(found.expected))


def test_nothing_after_the_origin_is_used() -> None:
    cells, events = town(), uneven(2)
    later = replace(events, lon=np.where(events.start >= ORIGIN, -30.1, events.lon))
    one, other = (look_ahead(History.of(each, cells), ORIGIN, 30) for each in (events, later))
    assert one.expected.tolist() == other.expected.tolist()


def test_every_member_tells_shares_that_add_up_and_exclude_nothing() -> None:
    cells = town()
    history = History.of(uneven(3), cells)
    origins = past_origins(FIRST_DAY, ORIGIN, 14, len(cells))
    past = [window_at(history, FIRST_DAY, one, 14) for one in origins]
    now = window_at(history, FIRST_DAY, ORIGIN, 14)
    for one in members():
        one.fit(past)
        share = one.share(now)
        assert share.sum() == pytest.approx(1.0)
        assert share.min() > 0, one.name
        assert information_gain(share, now.seen, cells.km2) > 0.3, one.name


def test_windows_end_before_the_origin() -> None:
    for days in (7, 30, 120):
        origins = past_origins(FIRST_DAY, ORIGIN, days, 1_000)
        assert origins == sorted(origins)
        assert origins[-1] + days == ORIGIN
        assert origins[0] >= FIRST_DAY


def test_diffusion_loses_nothing_at_the_edge() -> None:
    cells = town()
    history = History.of(in_cell(cells, 0, np.array([FIRST_DAY])), cells)
    told = history.before(FIRST_DAY + 7)
    assert told.sum(axis=0)[[4, 9, 34]] == pytest.approx([1.0, 1.0, 1.0], rel=1e-5)
    assert told[0, 0] == pytest.approx(np.exp(-1.0))


@pytest.mark.parametrize(
    ("events", "days", "words"),
    [
        (3, 30, "Too few events: 3 before the origin; a forecast needs 30"),
        (400, 300, "too short to look 300 days ahead"),
    ],
)
def test_what_cannot_be_known_is_refused(events: int, days: int, words: str) -> None:
    with pytest.raises(Refused, match=words):
        look_ahead(History.of(scattered(events, 4), town()), ORIGIN, days)


def test_an_uncertain_place_counts_as_one_event() -> None:
    vague = replace(scattered(20, 4), precision=np.full(20, 5_000.0))
    with pytest.raises(Refused, match=r"Too few events: \d\d? before the origin"):
        look_ahead(History.of(vague, town()), ORIGIN, 30)


def test_a_table_that_ends_long_before_the_origin_is_not_read_as_silence() -> None:
    history = History.of(scattered(400, 4), town())
    with pytest.raises(Refused, match=r"in which about 65 were due: the table ends on 2020-12-29"):
        look_ahead(history, ORIGIN + 60 + 1.5, 20)
    assert look_ahead(history, ORIGIN + 30, 20).expected.sum() > 10


def test_windows_without_an_event_are_no_stumbling_block() -> None:
    cells = town()
    late = replace(scattered(60, 7, 20), start=np.repeat(ORIGIN - 20.0, 60), end=np.repeat(ORIGIN - 20.0, 60))
    early = scattered(2, 8, 1)
    found = look_ahead(History.of(together(early, late), cells), ORIGIN, 14)
    assert found.expected.sum() > 0
    assert np.isfinite(found.share).all()


def by_kind(kind: str, events: Events) -> Events:
    return replace(
        events, kind=np.full(len(events), ("rare", "common").index(kind)), kinds=("rare", "common")
    )


def two_kinds() -> tuple[Events, NDArray[np.float64]]:
    """A rare kind and a common one that fall by the same rates; and the rates."""
    cells, rng = town(), np.random.default_rng(1)
    rate = rng.gamma(0.3, 1, len(cells))

    def dealt(count: int) -> Events:
        days = FIRST_DAY + np.floor(rng.uniform(0, 394, count))
        at = rng.choice(len(cells), count, p=rate / rate.sum())
        return together(*(in_cell(cells, int(cell), days[at == cell]) for cell in np.unique(at)))

    return together(by_kind("rare", dealt(150)), by_kind("common", dealt(3_000))), rate


def test_trees_see_other_kinds_and_know_their_columns_apart_from_what_else_is_known() -> None:
    every, rate = two_kinds()
    history = History.of(every.of_kind("rare"), town(), other_kinds(every, "rare"))
    alone = History.of(every.of_kind("rare"), town())
    about = np.column_stack([np.zeros(len(rate)), np.log(rate + 1e-3)])
    gains = []
    for one in (history, alone):
        past = [
            window_at(one, FIRST_DAY, origin, 30, about) for origin in FIRST_DAY + np.arange(180, 330, 30)
        ]
        trees = Boosted()
        trees.fit(past)
        now = window_at(one, FIRST_DAY, ORIGIN, 30, about)
        gains.append(information_gain(trees.share(now), rate + 1e-9, now.area))
        seeing = Boosted(about=True)
        seeing.fit(past)
        assert (seeing.sees(0), seeing.sees(1)) == (False, True)
    assert gains[0] > gains[1] + 0.05


def test_where_other_kinds_happen_tells_where_this_one_will() -> None:
    cells, (every, rate) = town(), two_kinds()
    rare, common = every.of_kind("rare"), every.of_kind("common")
    others = other_kinds(every, "rare")
    assert len(others) == len(common)
    known = rare.where(rare.start < ORIGIN)
    beside = look_ahead(History.of(known, cells, others), ORIGIN, 30)
    alone = look_ahead(History.of(known, cells), ORIGIN, 30)
    assert beside.pool.of_others > 0.5
    assert alone.pool.of_others == 0
    even = rate + 1e-9
    gains = [information_gain(one.share, even, cells.km2) for one in (beside, alone)]
    assert gains[0] > gains[1] + 0.2
    later = replace(others, lon=np.where(others.start >= ORIGIN, -30.1, others.lon))
    again = look_ahead(History.of(known, cells, later), ORIGIN, 30)
    assert again.expected.tolist() == beside.expected.tolist()


def test_other_kinds_are_reported_ones_that_say_nothing_of_who_people_are() -> None:
    kinds = ("theft", "migration offence", "arson")
    events = replace(
        scattered(8, 1),
        kind=np.arange(8, dtype=np.int32) % 3,
        channel=np.arange(8, dtype=np.int8) // 4,
        kinds=kinds,
    )
    assert set(other_kinds(events, "theft").kind.tolist()) == {2}
    assert set(other_kinds(events, "theft").channel.tolist()) == {0}


def test_a_tenth_of_outcomes_lies_outside_an_interval_where_whole_numbers_let_it() -> None:
    expected = np.linspace(0.001, 40, 4_000)
    for spread in (0.0, 0.1):
        low, high = between(expected, spread)
        outcomes = nbinom(1 / spread, 1 / (1 + spread * expected)) if spread else poisson(expected)
        assert np.min(outcomes.cdf(high) - outcomes.cdf(low - 1)) >= 0.9
        assert high[np.searchsorted(expected, 0.1)] == 0


def test_a_short_history_still_gives_a_forecast() -> None:
    found = look_ahead(History.of(scattered(60, 6, 40), town()), FIRST_DAY + 40, 14)
    assert found.expected.sum() == pytest.approx(60 * 14 / 40, rel=0.3)


def test_measures_by_hand() -> None:
    seen = np.array([4.0, 0, 1, 0, 0])
    score, km2 = np.array([5.0, 4, 1, 1, 1]), np.array([1.0, 1, 1, 1, 1])
    assert accuracy_index(score, seen, km2, 0.2) == pytest.approx(0.8 / 0.2)
    assert efficiency_index(score, seen, km2, 0.4) == pytest.approx(4 / 5)
    assert information_gain(np.ones(5), seen, km2) == pytest.approx(0.0)
    assert information_gain(seen + 1e-15, seen, km2) == pytest.approx(0.8 * np.log(4) + 0.2 * np.log(1))
    assert deviance(np.array([2.0, 1.0]), np.array([2.0, 0.0])) == pytest.approx(2.0)
    assert np.isnan(accuracy_index(score, seen * 0, km2, 0.2))
    mean, low, high = paired_interval(np.arange(9.0) + 1, np.arange(9.0), np.ones(9))
    assert (mean, low, high) == (1.0, 1.0, 1.0)
