"""The loop of looking and finding, and who is pointed at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.places_finds import recovered
from manumit.base.kernel import Refused, UsageError
from manumit.engine.places import (
    COUNTED,
    LEARNERS,
    Area,
    Events,
    History,
    by_group,
    even_top,
    gate,
    known_before,
    learnt_events,
    located,
    look_ahead,
    simulate,
    suppressed,
    urn,
    usual_hours,
    weighed_finds,
)
from manumit.engine.places.fairness import SMALLEST_CELL
from tests.engine.places.towns import FIRST_DAY, SQUARE, scattered, town


def test_the_corrected_learner_stays_by_the_truth_and_the_naive_one_does_not() -> None:
    inside = {one: np.mean(np.abs(urn(0.526, learner=one) - 0.526) < 0.125) for one in LEARNERS}
    assert inside["corrected"] >= 0.9
    assert inside["inverse"] >= 0.9
    assert inside["naive"] < 0.75
    with pytest.raises(UsageError):
        urn(1.0)


def test_a_map_that_learns_from_its_own_finds_runs_away() -> None:
    share = np.random.default_rng(0).gamma(0.3, 1, 2_000)
    share /= share.sum()
    naive = simulate(share, 40, reported=0.0, learner="naive")
    corrected = simulate(share, 40, reported=0.5, learner="corrected")
    assert naive.runs_away
    assert not corrected.runs_away
    assert naive.harm > 1.5 * corrected.harm
    assert len(naive.learnt) == 104


def test_groups_are_compared_and_a_lopsided_map_is_held_back() -> None:
    expected = np.array([5.0, 4, 1, 1])
    groups = {"north": np.array([100.0, 100, 0, 0]), "south": np.array([0.0, 20, 100, 80])}
    rows = by_group(expected, groups, np.array([0, 1]), seen=np.array([4.0, 5, 1, 1]))
    assert [row.flagged for row in rows] == [1.0, 0.1]
    assert rows[0].calibration == pytest.approx((4 + 5 * 100 / 120) / (5 + 4 * 100 / 120))
    assert "less than four fifths" in gate(rows)[0]
    assert gate(by_group(expected, groups, np.arange(4))) == []
    with pytest.raises(UsageError, match="No groups"):
        by_group(expected, {}, np.array([0]))


def test_a_find_counts_by_the_chance_of_the_visit_and_not_without() -> None:
    chance = np.array([np.nan, 1, 0.25, 0.25, np.nan, 0.25])
    some = replace(
        scattered(6, 1),
        channel=np.array([0, 1, 1, 1, 1, 2], np.int8),
        exposure=np.array([np.nan, 3, 3, np.nan, 3, 3]),
        chance=chance,
    )
    told, finds = weighed_finds(some, "corrected")
    assert (told.weight.tolist(), finds) == ([1.0, 0.0, 0.75], 2), "surely gone to: worth nothing"
    assert weighed_finds(some, "inverse")[0].weight.tolist() == [1.0, 0.4, 1.6], "1 to 4, together two"
    with pytest.raises(UsageError, match="not counted by 'naive'"):
        weighed_finds(some, "naive")
    hours = replace(some, exposure=np.array([np.nan, 2, 8, np.nan, 3, 3]), chance=chance / 2)
    assert weighed_finds(hours, "inverse")[0].weight.tolist() == pytest.approx([1, 1, 1]), (
        "a quarter of the chance, but four times the hours"
    )
    assert weighed_finds(hours, "corrected")[0].weight.tolist() == pytest.approx([1, 0.5 * 1.6, 0.875 * 0.4])


def test_a_find_weighs_by_those_of_its_kind_in_the_area_before_the_origin_alone() -> None:
    channel, exposure = np.array([0, 1, 1, 1, 1], np.int8), np.array([np.nan, 2, 4, 40, 80])
    some = replace(scattered(5, 1), channel=channel, exposure=exposure, chance=np.full(5, 0.5))
    some = replace(some, kind=np.array([0, 0, 0, 1, 1], np.int32), kinds=("arson", "theft"))
    for learner, mean in (("inverse", 1.0), ("corrected", 0.5)):
        weight = weighed_finds(some, learner)[0].weight  # type: ignore[arg-type]
        assert weight[1:].reshape(2, 2).mean(axis=1) == pytest.approx([mean, mean])
        assert weight[1] == pytest.approx(2 * weight[2])
    assert learnt_events(some, "inverse", "arson")[1] == 2, "finds of the kind"

    cells = town()
    later = replace(some, start=some.start.copy(), end=some.end.copy(), lon=some.lon.copy())
    later.start[2] = later.end[2] = FIRST_DAY + 900
    later.lon[4] = 10.0
    within = known_before(later, cells, FIRST_DAY + 400)
    assert within.tolist() == [False, True, False, True, False], "finds alone"
    told, finds = weighed_finds(later, "inverse", within)
    assert (told.weight.tolist(), finds) == ([1.0, 1.0, 1.0], 2)
    with pytest.raises(Refused, match=r"No find .* lies in the area and before the origin"):
        learnt_events(later, "inverse", "theft", known_before(later, cells, FIRST_DAY))


def at_the_border(precision: float = 0.0) -> Events:
    """Two reports and two finds of one place: outside the area, in a cell of it."""
    cells, square = town(), Area.of(SQUARE)
    rim = replace(scattered(5_000, 1), lon=np.full(5_000, -30.0 + 5e-4))
    rim = rim.where(located(rim, cells) >= 0).where(np.arange(int((located(rim, cells) >= 0).sum())) < 4)
    assert not square.holds(rim.lon, rim.lat).any()
    return replace(
        rim,
        channel=np.array([0, 0, 1, 1], np.int8),
        exposure=np.full(4, 2.0),
        chance=np.full(4, 0.5),
        precision=np.full(4, precision),
    )


def test_a_cell_at_the_border_counts_finds_where_it_counts_reports() -> None:
    cells, some = town(), at_the_border()
    within = known_before(some, cells, FIRST_DAY + 400)
    assert within.tolist() == [False, False, True, True]
    told, finds = learnt_events(some, "inverse", within=within)
    assert (History.of(told, cells).total(0, 1e9), finds) == (4, 2)
    away = replace(some, lon=some.lon + 0.04, precision=np.full(4, 6_000.0))
    assert known_before(away, cells, FIRST_DAY + 400)[2:].all(), "spread, it reaches in"
    assert not known_before(replace(away, precision=np.zeros(4)), cells, FIRST_DAY + 400).any()


def test_visits_that_take_longer_find_more_and_the_gate_plays_them_so() -> None:
    rng = np.random.default_rng(0)
    share = rng.gamma(0.3, 1, 400)
    share /= share.sum()
    even, uneven = np.ones(400), np.where(rng.random(400) < 0.4, 4.0, 1.0)
    level, naive = (simulate(share, 400, 0.2, 0.1, "naive", hours=one).harm for one in (even, uneven))
    assert naive > level + 0.02, "how long is looked does harm of its own"
    for learner in COUNTED:
        assert simulate(share, 400, 0.2, 0.1, learner, hours=uneven).harm < naive - 0.03, "by the hour"
    far = np.where(rng.random(400) < 0.4, 16.0, 1.0)
    assert simulate(share, 400, 0.2, 0.1, "inverse", hours=far).runs_away, "hours that find no more"


def test_hours_of_a_cell_are_those_of_its_finds() -> None:
    cells, some = town(), scattered(6, 1)
    some = replace(
        some,
        channel=np.array([0, 1, 1, 1, 1, 1], np.int8),
        exposure=np.array([9.0, 2, 4, 8, np.nan, 3]),
        chance=np.full(6, 0.5),
        lon=some.lon[[0, 1, 1, 2, 3, 4]],
        lat=some.lat[[0, 1, 1, 2, 3, 4]] + np.array([0, 0, 0, 0, 0, 10.0]),
    )
    hours = usual_hours(some, cells)
    assert hours is not None
    at = located(some, cells)
    assert (hours[at[1]], hours[at[3]]) == (3, 8)
    assert set(np.delete(hours, at[[1, 3]]).tolist()) == {4}
    assert usual_hours(some.where(some.channel == 0), cells) is None


def test_finds_that_all_weigh_nothing_are_refused_as_such() -> None:
    sure = replace(
        scattered(60, 1), channel=np.ones(60, np.int8), exposure=np.full(60, 2.0), chance=np.ones(60)
    )
    known, _ = learnt_events(sure, "corrected")
    with pytest.raises(Refused, match="every event weighs 0") as told:
        look_ahead(History.of(known, town()), FIRST_DAY + 364, 28)
    assert "by inverse" in told.value.hint


def test_finds_for_each_hour_tell_where_it_is_and_finds_alone_where_was_looked() -> None:
    plain, hourly = (
        np.array([recovered(seed, hours=hours) for seed in range(90, 100)]) for hours in (False, True)
    )
    assert np.abs(hourly).mean() < 0.5 * np.abs(plain).mean(), "of what there is, laid on the wrong side"
    assert plain.mean() > 0.1, "to where was looked for longer"


def test_finds_of_which_something_is_unknown_are_refused_by_name() -> None:
    some = replace(scattered(40, 1), channel=np.array([0, 1] * 20, np.int8))
    for columns, about in (
        ({}, "finds-no-column"),
        ({"exposure": np.full(40, 2.0)}, "finds-no-column"),
        ({"exposure": np.full(40, 2.0), "chance": np.full(40, np.nan)}, "finds-unknown"),
    ):
        with pytest.raises(UsageError) as told:
            learnt_events(replace(some, **columns), "inverse")  # type: ignore[arg-type]
        assert told.value.about == about
    none = replace(some, channel=np.zeros(40, np.int8), exposure=np.ones(40), chance=np.ones(40))
    with pytest.raises(UsageError, match="no event was discovered"):
        learnt_events(none, "corrected")
    assert len(learnt_events(some, None)[0]) == 20
    with pytest.raises(Refused, match="none reported"):
        learnt_events(replace(some, channel=np.ones(40, np.int8)), None)


def test_a_fair_top_is_the_best_of_the_fair_ones() -> None:
    rng = np.random.default_rng(3)
    expected = rng.gamma(0.5, 2, 60)
    side = np.arange(60) < 20
    expected[side] *= 5
    groups = {"a": np.where(side, 100.0, 0), "b": np.where(side, 0.0, 100)}
    top = even_top(expected, groups, 0.3)
    rates = [people[top].sum() / people.sum() for people in groups.values()]
    assert len(top) == 18
    assert min(rates) >= 0.8 * max(rates) - 1e-9
    free = np.sort(expected)[-18:].sum()
    assert 0.3 * free < expected[top].sum() < free


def test_one_small_cell_never_stands_alone() -> None:
    assert suppressed(np.array([3.0, 9, 20, 0])).tolist() == [True, True, False, False]
    assert suppressed(np.array([3.0, 3, 20, 0])).tolist() == [True, True, False, False]
    assert not suppressed(np.array([9.0, 20, 0])).any()


def test_two_small_cells_are_not_solved_by_their_sum() -> None:
    assert suppressed(np.array([1.0, 1, 20, 7, 0])).tolist() == [True, True, False, True, False]
    assert suppressed(np.array([1.0, 2, 20, 0])).tolist() == [True, True, True, False]
    assert suppressed(np.array([1.0, 1, 0])).all()
    assert suppressed(np.array([4.0])).all()


@given(st.lists(st.integers(0, 12), min_size=1, max_size=12))
def test_what_is_hidden_may_be_anything_from_one_to_five(counts: list[int]) -> None:
    hidden = suppressed(np.array(counts, np.float64))
    assert all(gone for gone, count in zip(hidden, counts, strict=True) if 0 < count < SMALLEST_CELL)
    if hidden.any() and not hidden.all():
        left = [count for gone, count in zip(hidden, counts, strict=True) if gone]
        assert len(left) >= 2
        assert sum(left) - (len(left) - 1) >= SMALLEST_CELL
        assert 0 not in left
