"""Findings of one operation come together, and nothing that is merely shared chains strangers."""

from __future__ import annotations

import random

import pytest

from manumit.engine.leads.group import HUB, SEED, Finding, Group, Tie, group_findings
from tests.engine.leads.findings import finding

STRONG, WEAK = "wage_capture", "structuring"


def grouped(findings: list[Finding], ties: list[Tie]) -> list[Group]:
    """One flag says much, the other little, whatever the shipped weights are."""
    values = {f["finding_id"]: 2 * SEED if f["indicator"] == STRONG else SEED / 2 for f in findings}
    return group_findings(findings, ties, values)


def subjects(findings: list[Finding], ties: list[Tie] | None = None) -> set[frozenset[str]]:
    """The groups, each as the subjects of its findings."""
    return {frozenset(f["subject"] for f in g.findings) for g in grouped(findings, ties or [])}


def apart(*names: str) -> set[frozenset[str]]:
    return {frozenset(name.split()) for name in names}


def test_nothing_gives_no_groups() -> None:
    assert grouped([], []) == []


def test_strangers_stay_apart() -> None:
    found = [finding(STRONG, "a", {"v": "unknown"}), finding(STRONG, "b", {"w": "unknown"})]
    assert subjects(found) == apart("a", "b")


def test_findings_that_share_a_member_come_together() -> None:
    found = [finding(STRONG, "a", {"m": "unknown"}), finding(STRONG, "b", {"m": "unknown"})]
    assert subjects(found) == apart("a b")


def test_a_tie_brings_findings_together() -> None:
    found = [finding(STRONG, "a", {"x": "unknown"}), finding(STRONG, "b", {"y": "unknown"})]
    assert subjects(found, [("a", "b", "same holder", 0.9)]) == apart("a b")


def test_a_tie_through_one_unspoken_entity_counts() -> None:
    found = [finding(STRONG, "a"), finding(STRONG, "b")]
    assert subjects(found, [("a", "phone:1", "holds", 0.9), ("b", "phone:1", "holds", 0.9)]) == apart("a b")


def test_an_entity_that_joins_many_is_no_bridge() -> None:
    names = [f"s{number}" for number in range(13)]
    ties = [(name, "phone:relay", "holds", 0.9) for name in names]
    assert subjects([finding(STRONG, name) for name in names], ties) == apart(*names)


def test_a_weak_finding_joins_the_group_it_speaks_of() -> None:
    found = [finding(STRONG, "a", {"m": "unknown"}), finding(WEAK, "m")]
    assert subjects(found) == apart("a m")


def test_a_weak_finding_never_joins_two_groups() -> None:
    found = [
        finding(STRONG, "a", {"m": "unknown"}),
        finding(STRONG, "b", {"n": "unknown"}),
        finding(WEAK, "m", {"n": "unknown"}),
    ]
    assert subjects(found) == apart("a m", "b")


def test_weak_findings_do_not_chain() -> None:
    """The second weak finding is about somebody whom only the first one names."""
    found = [
        finding(STRONG, "a", {"m": "unknown"}),
        finding(WEAK, "m", {"far": "unknown"}),
        finding(WEAK, "far", {"further": "unknown"}),
    ]
    assert subjects(found) == apart("a m", "far")


def test_weak_findings_alone_still_make_a_group() -> None:
    found = [finding(WEAK, "a", {"m": "unknown"}), finding(WEAK, "b", {"m": "unknown"})]
    assert subjects(found) == apart("a b")


def test_a_hand_that_few_findings_share_holds_them_together() -> None:
    names = [f"s{number}" for number in range(HUB - 1)]
    assert subjects([finding(STRONG, name, {"boss": "controller"}) for name in names]) == apart(
        " ".join(names)
    )


def test_an_entity_that_very_many_findings_share_joins_nobody() -> None:
    found = [finding(STRONG, f"s{number}", {"phone:agency": "unknown"}) for number in range(60)]
    assert max(len(group) for group in subjects(found)) <= 2


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_findings_and_ties_does_not_matter(seed: int) -> None:
    chance = random.Random(seed)
    pairs = [(f"m{chance.randrange(25)}", f"m{chance.randrange(25)}") for _ in range(30)]
    found = [finding(STRONG, f"s{n}", dict.fromkeys(pair, "unknown")) for n, pair in enumerate(pairs)]
    ties = [(f"s{chance.randrange(30)}", f"m{chance.randrange(25)}", "holds", 0.5) for _ in range(20)]
    mixed, knotted = chance.sample(found, len(found)), chance.sample(ties, len(ties))
    assert subjects(mixed, knotted) == subjects(found, ties)


def test_every_finding_is_in_exactly_one_group() -> None:
    found = [finding(STRONG if n % 3 else WEAK, f"s{n}", {f"m{n % 7}": "unknown"}) for n in range(40)]
    placed = [f["finding_id"] for g in grouped(found, []) for f in g.findings]
    assert sorted(placed) == sorted(f["finding_id"] for f in found)
