"""Rates, ranks and ratios of labelled pictures, on cases whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from manumit.base.kernel import UsageError
from manumit.engine.biometrics import Cohort, Pairs, by_group, checked, cohort_of, evaluated, threshold_at
from manumit.engine.biometrics.evaluation import ENOUGH
from manumit.engine.biometrics.measures import cllr, equal_error, fnmr_at, least_cllr
from manumit.engine.biometrics.ranks import missed_at, ranks_of
from manumit.engine.biometrics.weighing import Weighed
from tests.engine.biometrics.cohorts import pairs_of, people


def cohort(seed: int = 1, subjects: int = 40, each: int = 3, spread: float = 0.15) -> Cohort:
    names, vectors = people(seed, subjects, each, spread)
    table = vectors @ vectors.T
    return Cohort(table, names, 2, 10 * table - 5)


def test_the_weighed_measures_are_those_of_the_pairs() -> None:
    pairs = pairs_of(*people(3, 12, 4, 0.2))
    llr = 9 * pairs.score - 4
    some = Weighed.of(pairs, llr).once()
    genuine, impostor = pairs.score[pairs.same], pairs.score[~pairs.same]
    assert some.equal_error == pytest.approx(equal_error(genuine, impostor))
    assert some.cllr == pytest.approx(cllr(llr[pairs.same], llr[~pairs.same]))
    assert some.strangers_mean_ratio == pytest.approx(np.exp(llr[~pairs.same]).mean())
    assert some.least_cllr == pytest.approx(least_cllr(genuine, impostor))
    for fmr in (0.5, 0.1, 0.01):
        assert some.missed_at(fmr) == pytest.approx(fnmr_at(genuine, impostor, fmr))
        at = some.threshold(fmr)
        assert some.rates_at(at) == pytest.approx(((impostor >= at).mean(), (genuine < at).mean()))
        assert (impostor >= at).mean() <= fmr


def test_who_is_drawn_twice_counts_twice() -> None:
    """Three subjects: drawing the first two twice and the third never is the same as repeating their pairs."""
    pairs = pairs_of(*people(4, 3, 4, 0.4))
    drawn = Weighed.of(pairs).drawn(np.array([2.0, 2.0, 0.0]))
    kept = (pairs.a != 2) & (pairs.b != 2)
    score, same = pairs.score[kept], pairs.same[kept]
    assert drawn.equal_error == pytest.approx(equal_error(score[same], score[~same]))
    assert drawn.least_cllr == pytest.approx(least_cllr(score[same], score[~same]))


def test_a_draw_of_one_person_says_nothing() -> None:
    drawn = Weighed.of(pairs_of(*people(4, 3, 4, 0.4))).drawn(np.array([3.0, 0.0, 0.0]))
    assert np.isnan(drawn.equal_error)
    assert np.isnan(drawn.missed_at(0.1))
    assert np.isnan(drawn.least_cllr)


def test_ranks_and_open_set_by_hand() -> None:
    """Two people of two pictures and one of one. The last picture of the first person looks like the second one."""
    who = np.array([0, 0, 1, 1, 2])
    table = np.array(
        [
            [9.0, 0.4, 0.1, 0.2, 0.3],
            [0.4, 9.0, 0.5, 0.1, 0.1],
            [0.1, 0.5, 9.0, 0.9, 0.2],
            [0.2, 0.1, 0.9, 9.0, 0.6],
            [0.3, 0.1, 0.2, 0.6, 9.0],
        ]
    )
    ranks, once = ranks_of(table, who), np.ones(3)
    assert ranks.who.tolist() == [0, 0, 1, 1]
    assert ranks.mate.tolist() == [0.4, 0.4, 0.9, 0.9]
    assert ranks.place.tolist() == [1, 2, 1, 1]
    assert ranks.within(1, once) == 0.75
    assert ranks.within(2, once) == 1.0
    assert ranks.within(1, np.array([0.0, 1.0, 1.0])) == 1.0
    assert ranks.stranger.tolist() == [0.3, 0.5, 0.5, 0.6, 0.6]
    assert missed_at(ranks, 0.0, once) == 0.5  # above 0.6 nobody is named in vain: 0.4 is missed twice
    assert missed_at(ranks, 0.4, once) == 0.5  # two of five searches find a stranger at 0.6
    assert missed_at(ranks, 0.8, once) == 0.0  # and four at 0.5
    assert missed_at(ranks, 1.0, once) == 0.0


def test_a_tie_is_lost() -> None:
    assert ranks_of(np.full((3, 3), 0.5), np.array([0, 0, 1])).place.tolist() == [2, 2]


def test_everything_of_a_cohort() -> None:
    told = evaluated(cohort(), draws=50)
    assert (told["subjects"], told["pictures"], told["refused"]) == (40, 120, 2)
    assert told["failure_to_enrol"] == pytest.approx(2 / 122, rel=1e-4)
    assert (told["genuine"], told["impostor"]) == (120, 120 * 119 // 2 - 120)
    for name in ("eer", "fnmr_at_fmr_0.01", "rank_1", "fnir_at_fpir_0.1", "cllr", "cllr_min"):
        one = told[name]
        assert isinstance(one, dict)
        assert 0 <= one["low"] <= one["value"] <= one["high"] <= 1, name
    assert "fnmr_at_fmr_0.0001" not in told  # 7,020 impostors allow not one error there
    cmc = told["cmc"]
    assert isinstance(cmc, list)
    assert cmc == sorted(cmc)
    assert told == evaluated(cohort(), draws=50)


def test_no_error_is_not_none_possible() -> None:
    told = evaluated(cohort(spread=0.01), draws=20)
    assert told["eer"] == {"value": 0.0, "low": 0.0, "high": 3 / 40}
    assert told["rank_1"] == {"value": 1.0, "low": pytest.approx(1 - 3 / 40), "high": 1.0}
    over = told["cllr_over_min"]
    assert over == {"value": None, "low": None, "high": None}


def test_right_ratios_stay_within_what_right_ratios_show() -> None:
    """Scores that are log-likelihood ratios: two normal distributions, one unit of variance for two of distance."""
    dice = np.random.default_rng(5)
    genuine, impostor = dice.normal(2, 2, 800), dice.normal(-2, 2, 8000)
    a = np.concatenate([np.arange(800), np.arange(8000) % 800])
    b = np.concatenate([np.arange(800), (np.arange(8000) + 1) % 800])
    score = np.concatenate([genuine, impostor])
    some = Weighed.of(Pairs(score, a, b), score)
    low, high = np.quantile(some.over_least_if_perfect(dice, 60), (0.01, 0.99))
    assert low <= some.once().cllr / some.once().least_cllr <= high
    steep = Weighed.of(Pairs(score, a, b), 3 * score)
    assert steep.once().cllr / steep.once().least_cllr > high


def test_small_groups_get_no_rate() -> None:
    some = cohort(subjects=70)
    names = sorted(set(some.subjects))
    groups = {name: "large" if at < 35 else "other" if at < 68 else "small" for at, name in enumerate(names)}
    told = by_group(some, groups, threshold_at(some, 0.01))
    shown = told["groups"]
    assert isinstance(shown, dict)
    assert shown["small"] == {"subjects": 2, "refused": f"2 subjects: no rate of fewer than {ENOUGH}."}
    assert 0 < shown["large"]["fmr"]["low"] <= shown["large"]["fmr"]["value"] <= shown["large"]["fmr"]["high"]
    assert told["without_group"] == 0
    apart = told["highest_over_lowest"]
    assert isinstance(apart, dict)
    assert apart["fmr"] >= 1
    few = by_group(some, dict.fromkeys(names[:5], "small"), 0.5)
    assert few["highest_over_lowest"] == {}
    assert few["without_group"] == 65


def test_from_a_list_of_scores() -> None:
    rows = [("a/1", "a/2", 0.9, 3.0), ("a/1", "b/1", 0.2, -1.0), ("a/2", "b/1", 0.1, None)]
    some = cohort_of(rows, lambda name: name[0])
    assert some.weighed.genuine == 1
    assert some.ratios is None  # not all have one
    assert some.subjects == ["a", "a", "b"]
    with pytest.raises(UsageError, match="nothing to measure"):
        cohort_of(rows[1:], lambda name: name[0])
    with pytest.raises(UsageError, match="nothing to measure"):
        checked(Cohort(np.zeros((0, 0)), []))
