"""What one finding says by itself: its counts, what explains it, and what its subject and members do."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.leads.value import ZERO, Scene, probability, value_features, values_of
from tests.engine.leads.findings import finding

PAIR = {"x": "possible_victim", "y": "possible_victim"}


def scene(*explanations: tuple[str, str], **deeds: Mapping[str, float]) -> Scene:
    return Scene.of([finding(why, whom) for why, whom in explanations], deeds)


def test_counts_are_logarithms() -> None:
    found = value_features(
        finding("wage_capture", "a", PAIR, 0.5, "r1 r2", {"people": 4, "odd": "x"}), scene()
    )
    assert found == pytest.approx(
        {
            "one": 1,
            "strength": math.log(1.5),
            "evidence": math.log(3),
            "members": math.log(3),
            "people": math.log(5),
        }
    )


def test_what_the_subject_and_the_members_do_is_told_apart() -> None:
    around = scene(a={"ad": 2.0}, x={"ad": 1.0, "stay": 3.0})
    found = value_features(finding("wage_capture", "a", PAIR), around)
    assert found["does.ad"] == 2.0
    assert (found["members.does.ad"], found["members.does.stay"]) == (0.5, 1.5)


def test_an_explanation_of_the_subject_and_of_one_member() -> None:
    found = value_features(
        finding("wage_capture", "a", PAIR), scene(("one_family", "a"), ("lives_on_wages", "y"))
    )
    assert (found["not.one_family"], found["members.not.lives_on_wages"]) == (1.0, 0.5)


def test_a_value_is_the_weighed_sum_above_that_of_a_finding_which_says_nothing() -> None:
    one = finding("wage_capture", "a", strength=1.0)
    table = {"wage_capture": {"one": -3.0, "strength": 2.0, "not.one_family": -0.5}}
    assert values_of([one], scene(), table)[one["finding_id"]] == pytest.approx(
        -3.0 + 2.0 * math.log(2) - ZERO
    )
    lower = values_of([one], scene(("one_family", "a")), table)[one["finding_id"]]
    assert lower == pytest.approx(-3.5 + 2.0 * math.log(2) - ZERO)


@given(st.floats(-50, 50))
def test_a_value_is_never_below_nothing(base: float) -> None:
    one = finding("wage_capture", "a")
    assert values_of([one], scene(), {"wage_capture": {"one": base}})[one["finding_id"]] == pytest.approx(
        max(0.0, base - ZERO), abs=1e-8
    )


def test_explanations_have_no_value_and_a_flag_without_weights_says_nothing() -> None:
    other, why = finding("structuring", "a"), finding("one_family", "a")
    assert values_of([other, why], scene(), {}) == {other["finding_id"]: 0.0}


def test_probability_is_that_of_the_log_odds() -> None:
    assert probability(-ZERO) == 0.5
    assert probability(0.0) == pytest.approx(1 / (1 + math.exp(-ZERO)))
