"""Weighing: agreement counts, repeats count little, innocent explanations lower, nothing surprises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.indicators import catalogue
from manumit.engine.leads.group import Finding
from manumit.engine.leads.weigh import Weighed, weigh
from tests.engine.leads.findings import SHIPPED, TABLE, finding, group_of

FLAGS = st.sampled_from(sorted(TABLE["flags"]))
STRENGTHS = st.floats(0.05, 1.0)
FOUND = st.lists(st.tuples(FLAGS, STRENGTHS), min_size=1, max_size=8)


def told(rows: list[tuple[str, float]]) -> list[Finding]:
    return [
        finding(name, "a", strength=strength, evidence=f"r{n}") for n, (name, strength) in enumerate(rows)
    ]


def score(*rows: tuple[str, float]) -> float:
    return weighed(*told(list(rows))).score


def weighed(*findings: Finding, against: list[Finding] | None = None) -> Weighed:
    about: dict[str, list[Finding]] = {}
    for explanation in against or []:
        for entity in {explanation["subject"]} | {m["entity"] for m in explanation["members"]}:
            about.setdefault(entity, []).append(explanation)
    return weigh(group_of(*findings), about)


def test_independent_families_count_more_than_repeats() -> None:
    repeats = score(("wage_capture", 1.0), ("wage_capture", 1.0))
    assert score(("wage_capture", 1.0), ("serial_sponsor", 1.0)) > repeats


def test_another_family_counts_more_than_the_same_family() -> None:
    same = score(("wage_capture", 1.0), ("night_senders", 1.0))
    assert score(("wage_capture", 1.0), ("rooms_for_strangers", 1.0)) > same


def test_each_repeat_counts_less_than_the_one_before() -> None:
    sums = [sum(weighed(*told([("wage_capture", 1.0)] * number)).shares.values()) for number in (1, 2, 3)]
    assert 0 < sums[2] - sums[1] < sums[1] - sums[0] < sums[0]


def test_repeats_without_end_never_reach_certainty() -> None:
    assert score(*[("wage_capture", 1.0)] * 500) < 0.6


@given(FOUND, FLAGS, STRENGTHS)
def test_one_more_finding_never_lowers_the_score(
    rows: list[tuple[str, float]], flag: str, strength: float
) -> None:
    assert score(*rows, (flag, strength)) >= score(*rows) - 1e-12


@given(FOUND, STRENGTHS)
def test_a_stronger_finding_never_lowers_the_score(rows: list[tuple[str, float]], strength: float) -> None:
    assert score((rows[0][0], max(strength, rows[0][1])), *rows[1:]) >= score(*rows) - 1e-12


@given(FOUND)
def test_a_score_is_a_probability_inside_its_interval(rows: list[tuple[str, float]]) -> None:
    one = weighed(*told(rows))
    low, high = one.interval
    assert 0 < low <= one.score <= high < 1


def test_the_order_of_findings_does_not_matter() -> None:
    rows = told(
        [("wage_capture", 0.7), ("collector_star", 0.3), ("serial_sponsor", 0.9), ("night_senders", 0.3)]
    )
    assert weighed(*rows).score == pytest.approx(weighed(*reversed(rows)).score, abs=1e-12)


CAPTURE = finding("wage_capture", "a", {f"m{n}": "possible_victim" for n in range(4)}, evidence="r")


def test_an_innocent_explanation_lowers_the_score_visibly() -> None:
    with_it = weighed(CAPTURE, against=[finding("lives_on_wages", "a")])
    assert with_it.score < weighed(CAPTURE).score - 0.01
    ((explanation, fit, weight),) = with_it.counters
    assert (explanation["indicator"], fit) == ("lives_on_wages", 1.0)
    assert weight < 0


@given(STRENGTHS, STRENGTHS)
def test_a_better_fit_lowers_more(one: float, other: float) -> None:
    poor, good = (
        weighed(CAPTURE, against=[finding("lives_on_wages", "a", strength=s)]).score
        for s in sorted((one, other))
    )
    assert good <= poor <= weighed(CAPTURE).score


def test_an_explanation_of_somebody_else_changes_nothing() -> None:
    other = weighed(CAPTURE, against=[finding("lives_on_wages", "stranger")])
    assert (other.score, other.counters) == (weighed(CAPTURE).score, ())


def test_an_explanation_of_one_member_concerns_less_than_one_of_the_subject() -> None:
    of_subject = weighed(CAPTURE, against=[finding("lives_on_wages", "a")]).score
    of_member = weighed(CAPTURE, against=[finding("lives_on_wages", "m0")]).score
    assert of_subject < of_member < weighed(CAPTURE).score


def test_an_explanation_told_twice_lowers_once() -> None:
    once = weighed(CAPTURE, against=[finding("lives_on_wages", "m0")]).score
    twice = weighed(CAPTURE, against=[finding("lives_on_wages", "m0"), finding("lives_on_wages", "m1")]).score
    assert twice == once


def test_two_explanations_lower_more_than_one() -> None:
    one = weighed(CAPTURE, against=[finding("lives_on_wages", "a")]).score
    both = weighed(CAPTURE, against=[finding("lives_on_wages", "a"), finding("one_family", "a")])
    assert both.score < one
    assert {c[0]["indicator"] for c in both.counters} == {"lives_on_wages", "one_family"}


# --- the shipped table


def test_every_flag_and_every_explanation_has_a_weight_and_nothing_else() -> None:
    assert set(SHIPPED["flags"]) == {i.id for i in catalogue() if not i.against}
    assert set(SHIPPED["against"]) == {i.id for i in catalogue() if i.against}


def test_no_flag_speaks_for_innocence_and_no_explanation_for_guilt() -> None:
    assert min(SHIPPED["flags"].values()) >= 0
    assert min(SHIPPED["against"].values()) >= 0
    assert SHIPPED["model"]["families"] >= 0
    assert 0 < SHIPPED["repeat"] < 1
    assert 0 < SHIPPED["base_rate"] < 0.5


def test_a_score_has_a_range_and_not_only_a_point() -> None:
    assert len(SHIPPED["model"]["draws"]) >= 20
