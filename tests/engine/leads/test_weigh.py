"""Weighing: agreement counts, repeats count little, innocent explanations lower, nothing surprises."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.indicators import Indicator, catalogue
from manumit.engine.leads.group import Finding
from manumit.engine.leads.value import Scene, values_of
from manumit.engine.leads.weigh import SAID, Weighed, carrying_ids, features, said, size_of, weigh
from tests.engine.leads.findings import FAMILY, SHIPPED, SHIPPED_VALUES, TABLE, finding, group_of

FLAGS = st.sampled_from(sorted(TABLE["flags"]))
STRENGTHS = st.floats(0.05, 1.0)
FOUND = st.lists(st.tuples(FLAGS, STRENGTHS), min_size=1, max_size=8)


@contextmanager
def table(of: Mapping[str, Any]) -> Iterator[None]:
    """Weigh with another table than the one of these tests."""
    with patch("manumit.engine.leads.weigh.weights", lambda: of):
        yield


def told(rows: list[tuple[str, float]]) -> list[Finding]:
    return [
        finding(name, "a", strength=strength, evidence=f"r{n}") for n, (name, strength) in enumerate(rows)
    ]


def score(*rows: tuple[str, float]) -> float:
    return weighed(*told(list(rows))).score


def log_odds(one: Weighed) -> float:
    return math.log(one.score / (1 - one.score))


def weighed(*findings: Finding, against: list[Finding] | None = None, size: float = 0.0) -> Weighed:
    about: dict[str, list[Finding]] = {}
    for explanation in against or []:
        for entity in {explanation["subject"]} | {m["entity"] for m in explanation["members"]}:
            about.setdefault(entity, []).append(explanation)
    return weigh(group_of(*findings), about, values_of(findings, Scene.of(findings)), size)


def test_independent_families_count_more_than_repeats() -> None:
    repeats = score(("wage_capture", 1.0), ("wage_capture", 1.0))
    assert score(("wage_capture", 1.0), ("serial_sponsor", 1.0)) > repeats


def test_another_family_counts_more_than_the_same_family() -> None:
    same = score(("wage_capture", 1.0), ("night_senders", 1.0))
    assert score(("wage_capture", 1.0), ("rooms_for_strangers", 1.0)) > same


def test_each_repeat_counts_less_than_the_one_before() -> None:
    sums = [sum(weighed(*told([("wage_capture", 1.0)] * number)).shares.values()) for number in (1, 2, 3)]
    assert 0 < sums[2] - sums[1] < sums[1] - sums[0] < sums[0]


@given(FOUND, FLAGS, STRENGTHS)
def test_one_more_finding_never_lowers_the_score_where_no_number_weighs_less_than_nothing(
    rows: list[tuple[str, float]], flag: str, strength: float
) -> None:
    """In the table of these tests. A fitted `number` may be negative: a flag that is found everywhere around someone
    (a bank's busiest agent, a hotel's own account) says less than one that is found once."""
    assert score(*rows, (flag, strength)) >= score(*rows) - 1e-12


def test_a_flag_found_everywhere_may_say_less_than_one_found_once() -> None:
    flags = {**TABLE["flags"], "wage_capture": {"strength": 2.0, "number": -3.0}}
    with table({**TABLE, "flags": flags}):
        assert score(*[("wage_capture", 1.0)] * 5) < score(("wage_capture", 1.0))


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


def test_counts_are_those_of_the_strongest_finding() -> None:
    strong = finding("wage_capture", "a", strength=0.9, evidence="r1", facts={"people": 4})
    weak = finding("wage_capture", "b", strength=0.2, evidence="r2", facts={"people": 400})
    found = features(group_of(weak, strong), {}, {})
    assert found["wage_capture.people"] == pytest.approx(math.log1p(4))
    assert found["wage_capture.number"] == pytest.approx(math.log1p(2))
    assert found["wage_capture.strength"] == pytest.approx(math.log1p(0.9))


@pytest.mark.parametrize("value", [None, "many", [], -3, {"n": 1}])
def test_a_count_that_is_none_counts_nothing(value: object) -> None:
    odd = finding("wage_capture", "a", facts={"people": value})
    assert weighed(odd).score == weighed(finding("wage_capture", "a")).score


def test_a_flag_without_weights_adds_nothing_by_itself() -> None:
    (share,) = weighed(finding("structuring", "a")).shares.values()
    assert share == 0


@given(FOUND, STRENGTHS, st.floats(-1.0, 0.0))
def test_every_part_of_the_score_is_shown(rows: list[tuple[str, float]], fit: float, size: float) -> None:
    """What the flags add, what families and findings add, and what explanations take off are the whole score."""
    one = weighed(*told(rows), against=[finding("lives_on_wages", "a", strength=fit)], size=size)
    families = {FAMILY[name] for name, _ in rows}
    model = TABLE["model"]
    whole = model["intercept"] + model["families"] * math.log1p(len(families))
    whole += model["findings"] * math.log1p(len(rows))
    whole = (1 + model["size"]["slope"] * size) * whole + model["size"]["shift"] * size
    whole += sum(one.shares.values()) + sum(weight for _, _, weight in one.counters)
    assert log_odds(one) == pytest.approx(whole)


def test_the_interval_comes_from_the_draws() -> None:
    one = weighed(CAPTURE)
    value = log_odds(one)
    drawn = [1 / (1 + math.exp(-(shift + slope * value))) for shift, slope in TABLE["model"]["draws"]]
    assert one.interval == pytest.approx((min(drawn), max(drawn)))
    with table({**TABLE, "model": {**TABLE["model"], "draws": []}}):
        assert weighed(CAPTURE).interval == (one.score, one.score)


def test_no_interval_begins_above_what_the_surest_leads_were() -> None:
    model = {**TABLE["model"], "intercept": 9.0}
    with table({**TABLE, "model": model}):
        sure = weighed(CAPTURE)
    assert sure.score > 0.999
    assert sure.interval[0] == model["surest"]
    assert sure.score <= sure.interval[1] < 1


def test_what_findings_say_together_is_shared_out_by_what_each_says() -> None:
    model = {**TABLE["model"], "said": {**TABLE["model"]["said"], "best": 1.0}}
    strong, weak = told([("wage_capture", 1.0), ("shared_contact", 1.0)])
    plain = weighed(strong, weak).shares
    with table({**TABLE, "model": model}):
        shares = weighed(strong, weak).shares
    added = {key: shares[key] - plain[key] for key in shares}
    assert sum(added.values()) == pytest.approx(6.0 * math.log1p(1.0))
    assert added[strong["finding_id"]] > added[weak["finding_id"]] > 0


def test_what_is_said_counts_the_best_of_each_family_and_flag() -> None:
    rows = told([("wage_capture", 1.0), ("collector_star", 1.0), ("serial_sponsor", 1.0)])
    values = {f["finding_id"]: value for f, value in zip(rows, (3.0, 2.0, 1.0), strict=True)}
    found = said(rows, values)
    assert [found[name] for name in ("best", "family_2", "family_3")] == [3.0, 1.0, 0.0]
    assert [found[name] for name in ("flag_2", "flag_3", "flag_4")] == [2.0, 1.0, 0.0]


def test_a_finding_that_carries_says_enough_or_is_needed_for_three_records() -> None:
    strong = finding("wage_capture", "a", evidence="r1")
    helper, spare = (
        finding("night_senders", "a", evidence="r2 r3"),
        finding("structuring", "b", evidence="r4"),
    )
    values = {strong["finding_id"]: 5.0, helper["finding_id"]: 1.0, spare["finding_id"]: 0.9}
    assert carrying_ids([spare, helper, strong], values) == {strong["finding_id"], helper["finding_id"]}


def test_findings_that_say_nothing_carry_a_lead_when_there_are_no_others() -> None:
    found = [finding("structuring", name, evidence=f"{name}1 {name}2") for name in "abc"]
    assert len(carrying_ids(found, {})) == 2


@given(FOUND)
def test_a_smaller_workspace_makes_scores_less_sure(rows: list[tuple[str, float]]) -> None:
    """In the table of these tests a tenfold less takes away a quarter of the log-odds, and 0.4."""
    large, small = (log_odds(weighed(*told(rows), size=size)) for size in (0.0, -1.0))
    assert small == pytest.approx(0.75 * large - 0.4)


def test_the_size_of_a_workspace_is_told_in_tenfolds() -> None:
    assert size_of(30_000) == pytest.approx(-1.0)
    assert [size_of(number) for number in (0, 3_000, 300_000, 30_000_000)] == [-1.0, -1.0, 0.0, 0.0]


# --- the shipped table


def test_every_flag_and_every_explanation_has_a_weight_and_nothing_else() -> None:
    flags = {i.id for i in catalogue() if not i.against}
    assert set(SHIPPED["flags"]) == flags
    assert set(SHIPPED_VALUES) == flags
    assert set(SHIPPED["model"]["said"]) == set(SAID)
    assert set(SHIPPED["against"]) == {i.id for i in catalogue() if i.against}
    assert all({"strength", "number"} <= set(parts) for parts in SHIPPED["flags"].values())


def test_no_flag_speaks_for_innocence_and_no_explanation_for_guilt() -> None:
    assert min(parts["strength"] for parts in SHIPPED["flags"].values()) >= 0
    assert max(SHIPPED["against"].values()) <= 0
    assert max(w for parts in SHIPPED_VALUES.values() for name, w in parts.items() if "not." in name) <= 0
    assert min(parts.get("strength", 0.0) for parts in SHIPPED_VALUES.values()) >= 0
    assert SHIPPED["model"]["families"] >= 0
    assert 0 < SHIPPED["base_rate"] < 0.5


def test_a_score_has_a_range_and_not_only_a_point() -> None:
    assert len(SHIPPED["model"]["draws"]) >= 20
    assert 0.8 < SHIPPED["model"]["surest"] < 0.99, "two digits show that even the surest are not certain"


ALL_FLAGS = [i for i in catalogue() if not i.against]
ALL_AGAINST = [i for i in catalogue() if i.against]
COUNTS = st.integers(0, 200)
ROWS = st.lists(st.tuples(st.sampled_from(ALL_FLAGS), STRENGTHS, COUNTS), min_size=1, max_size=6)


def catalogued(rows: list[tuple[Indicator, float, int]]) -> list[Finding]:
    """Findings of any flag; every count that the shipped weights know of is the same number."""
    return [
        found_by(
            flag,
            evidence=f"r{n}",
            strength=strength,
            facts=dict.fromkeys(SHIPPED["flags"][flag.id], count),
        )
        for n, (flag, strength, count) in enumerate(rows)
    ]


def found_by(
    flag: Indicator, *, evidence: str = "", strength: float = 1.0, facts: dict[str, int] | None = None
) -> Finding:
    with patch.dict(FAMILY, {flag.id: flag.family}):
        return finding(flag.id, "a", strength=strength, evidence=evidence, facts=facts)


@given(st.sampled_from(ALL_FLAGS), STRENGTHS, STRENGTHS, COUNTS, ROWS)
def test_as_shipped_a_stronger_finding_with_the_same_counts_never_lowers_the_score(
    flag: Indicator, one: float, other: float, count: int, rows: list[tuple[Indicator, float, int]]
) -> None:
    beside = [row for row in rows if row[0] != flag]
    with table(SHIPPED):
        weak, strong = (weighed(*catalogued([(flag, s, count), *beside])).score for s in sorted((one, other)))
    assert strong >= weak - 1e-12


@given(ROWS, st.sampled_from(ALL_AGAINST), STRENGTHS)
def test_as_shipped_an_explanation_never_raises_the_score(
    rows: list[tuple[Indicator, float, int]], explanation: Indicator, fit: float
) -> None:
    found = catalogued(rows)
    with table(SHIPPED):
        plain = weighed(*found)
        explained = weighed(*found, against=[found_by(explanation, strength=fit)])
    assert explained.score <= plain.score
    assert all(weight < 0 for _, _, weight in explained.counters)


@given(ROWS)
def test_as_shipped_a_score_is_a_probability_inside_its_interval(
    rows: list[tuple[Indicator, float, int]],
) -> None:
    with table(SHIPPED):
        one = weighed(*catalogued(rows))
    assert 0 < one.interval[0] <= one.score <= one.interval[1] < 1


@given(ROWS)
def test_as_shipped_the_order_of_findings_does_not_matter(rows: list[tuple[Indicator, float, int]]) -> None:
    found = catalogued(rows)
    with table(SHIPPED):
        assert weighed(*found).score == pytest.approx(weighed(*reversed(found)).score, abs=1e-12)


@given(st.integers(2, 5), STRENGTHS)
def test_as_shipped_equal_findings_of_two_families_score_at_least_as_high_as_of_one(
    number: int, strength: float
) -> None:
    """Equal: every flag weighs the same, so that only how many families agree differs."""
    flags = {name: {"strength": 1.0, "number": -0.5} for name in TABLE["flags"]}
    says = {name: {"one": 0.0, "strength": 1.0} for name in TABLE["flags"]}
    with table({**SHIPPED, "flags": flags}), patch("manumit.engine.leads.value.value_weights", lambda: says):
        same = weighed(*told([("wage_capture", strength)] * (number - 1) + [("night_senders", strength)]))
        more = weighed(*told([("wage_capture", strength)] * (number - 1) + [("serial_sponsor", strength)]))
    assert more.score >= same.score
