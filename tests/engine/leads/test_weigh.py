"""Weighing: agreement counts, repeats count little, innocent explanations lower, nothing surprises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.leads.group import Finding
from manumit.engine.leads.weigh import Weighed, weigh, weights
from tests.engine.leads.findings import finding, group_of

FLAGS = st.sampled_from(
    ["wage_capture", "collector_star", "night_senders", "serial_sponsor", "shared_contact"]
)
STRENGTHS = st.floats(0.05, 1.0)
FOUND = st.lists(st.tuples(FLAGS, STRENGTHS), min_size=1, max_size=8)


def told(rows: list[tuple[str, float]]) -> list[Finding]:
    return [
        finding(name, "a", strength=strength, evidence=f"r{n}") for n, (name, strength) in enumerate(rows)
    ]


def weighed(*findings: Finding, against: list[Finding] | None = None) -> Weighed:
    about: dict[str, list[Finding]] = {}
    for explanation in against or []:
        about.setdefault(explanation["subject"], []).append(explanation)
    return weigh(group_of(*findings), about)


def explained() -> tuple[str, str]:
    """An explanation and a flag that it speaks against, both of the shipped table."""
    flag = weights()["against"]["lives_on_wages"]["flags"][0]
    return "lives_on_wages", str(flag)


def test_independent_families_count_more_than_repeats() -> None:
    repeats = weighed(*told([("wage_capture", 1.0)] * 2))
    agreeing = weighed(*told([("wage_capture", 1.0), ("serial_sponsor", 1.0)]))
    heavier = weights()["flags"]["wage_capture"] >= weights()["flags"]["serial_sponsor"]
    assert heavier, "the comparison is only fair when the repeat is the heavier flag"
    assert agreeing.score > repeats.score


def test_each_repeat_counts_less_than_the_one_before() -> None:
    scores = [weighed(*told([("wage_capture", 1.0)] * number)).evidence for number in (1, 2, 3)]
    assert 0 < scores[2] - scores[1] < scores[1] - scores[0] < scores[0]


def test_the_families_that_say_something_are_named() -> None:
    both = weighed(*told([("wage_capture", 1.0), ("rooms_for_strangers", 1.0)]))
    assert both.families == ("housing", "money")


@given(FOUND, FLAGS, STRENGTHS)
def test_one_more_finding_never_lowers_the_score(
    rows: list[tuple[str, float]], flag: str, strength: float
) -> None:
    more = weighed(*told([*rows, (flag, strength)]))
    assert more.score >= weighed(*told(rows)).score - 1e-12


@given(FOUND, STRENGTHS)
def test_a_stronger_finding_never_lowers_the_score(rows: list[tuple[str, float]], strength: float) -> None:
    stronger = [(rows[0][0], max(strength, rows[0][1])), *rows[1:]]
    assert weighed(*told(stronger)).score >= weighed(*told(rows)).score - 1e-12


@given(FOUND)
def test_a_score_is_a_probability_inside_its_interval(rows: list[tuple[str, float]]) -> None:
    one = weighed(*told(rows))
    low, high = one.interval
    assert 0 < low <= one.score <= high < 1


def test_the_order_of_findings_does_not_matter() -> None:
    rows = told(
        [("wage_capture", 0.7), ("collector_star", 0.3), ("serial_sponsor", 0.9), ("night_senders", 0.3)]
    )
    assert weighed(*rows).evidence == weighed(*reversed(rows)).evidence


def test_an_innocent_explanation_lowers_the_score_visibly() -> None:
    name, flag = explained()
    found = {**finding("wage_capture", "a", evidence="r"), "indicator": flag}
    with_it = weighed(found, against=[finding(name, "a")])
    assert with_it.score < weighed(found).score
    ((explanation, fit, weight),) = with_it.counters
    assert explanation["indicator"] == name
    assert fit == 1.0
    assert weight < 0


@given(STRENGTHS, STRENGTHS)
def test_a_better_fit_lowers_more(one: float, other: float) -> None:
    name, flag = explained()
    found = {**finding("wage_capture", "a", evidence="r"), "indicator": flag}
    poor, good = (
        weighed(found, against=[finding(name, "a", strength=s)]).score for s in sorted((one, other))
    )
    assert good <= poor <= weighed(found).score


def test_an_explanation_of_somebody_else_changes_nothing() -> None:
    name, flag = explained()
    found = {**finding("wage_capture", "a", evidence="r"), "indicator": flag}
    assert weighed(found, against=[finding(name, "stranger")]).score == weighed(found).score


def test_an_explanation_speaks_only_against_its_flags() -> None:
    name, _ = explained()
    other = next(flag for flag in weights()["flags"] if flag not in weights()["against"][name]["flags"])
    found = {**finding("wage_capture", "a", evidence="r"), "indicator": other}
    with_it = weighed(found, against=[finding(name, "a")])
    assert with_it.score == weighed(found).score
    assert with_it.counters == ()


def test_an_explanation_of_one_of_several_members_concerns_its_share() -> None:
    name, flag = explained()
    members = {f"m{n}": "possible_victim" for n in range(4)}
    found = {**finding("wage_capture", "a", members, evidence="r"), "indicator": flag}
    of_all = weighed(found, against=[finding(name, "a")]).score
    of_one = weighed(found, against=[finding(name, "m0")]).score
    assert of_all < of_one < weighed(found).score


def test_the_shipped_table_only_weighs_what_there_is() -> None:
    """No weight for a flag that is gone, none missing, and no explanation that speaks against nothing."""
    from manumit.engine.indicators import catalogue

    flags = {i.id for i in catalogue() if not i.against}
    explanations = {i.id for i in catalogue() if i.against}
    assert set(weights()["flags"]) == flags
    assert set(weights()["against"]) == explanations
    for rule in weights()["against"].values():
        assert set(rule["flags"]) <= flags
        assert 0 < rule["power"] <= 1
