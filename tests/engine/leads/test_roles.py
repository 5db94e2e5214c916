"""Roles come from what findings say of each hand; whoever is possibly a victim is never shown as a controller."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import vocabulary
from manumit.engine.leads.group import Group, Tie
from manumit.engine.leads.roles import estimate_roles, reasons
from manumit.engine.leads.say import claim_of
from manumit.engine.leads.weigh import weigh
from tests.engine.leads.findings import finding, group_of

ROLES = st.sampled_from(sorted(vocabulary().roles))


def roles(*told: tuple[str, dict[str, str]], ties: list[Tie] | None = None) -> dict[str, tuple[str, float]]:
    """Roles in a group of findings (subject, members)."""
    found = [
        finding("wage_capture", name, members, evidence=f"r{n}") for n, (name, members) in enumerate(told)
    ]
    return estimated(group_of(*found, ties=ties))


def estimated(group: Group) -> dict[str, tuple[str, float]]:
    """Roles where every finding says as much as any other."""
    said = {f["finding_id"]: 1.0 for f in group.findings}
    return estimate_roles(group, replace(weigh(group, {}, {}), shares=said))


def test_a_finding_says_who_possibly_does_what() -> None:
    found = roles(("boss", {"boss": "controller", "v": "possible_victim"}))
    assert {entity: role for entity, (role, _) in found.items()} == {
        "boss": "controller",
        "v": "possible_victim",
    }


def test_who_is_only_seen_with_others_has_no_role() -> None:
    assert roles(("hub", {"hub": "unknown", "v": "possible_victim"}))["hub"] == ("unknown", 0.0)


def test_to_be_in_the_middle_of_everything_is_no_role() -> None:
    ties = [("hub", f"p{n}", "holds", 0.9) for n in range(20)]
    assert roles(("s", {"hub": "unknown"}), ties=ties)["hub"] == ("unknown", 0.0)


def test_half_the_votes_for_victim_are_a_shield() -> None:
    found = roles(("a", {"x": "controller"}), ("b", {"x": "possible_victim"}))
    assert found["x"][0] == "possible_victim"


@given(st.lists(ROLES, min_size=1, max_size=8))
def test_a_shielded_victim_is_never_a_controller(votes: list[str]) -> None:
    """Half the votes or more."""
    found = [finding("wage_capture", f"s{n}", {"x": role}, evidence=f"r{n}") for n, role in enumerate(votes)]
    role, probability = estimated(group_of(*found))["x"]
    known = [vote for vote in votes if vote != "unknown"]
    if known and known.count("possible_victim") * 2 >= len(known):
        assert role == "possible_victim"
    assert 0 <= probability < 1
    assert role in {*known, "unknown"}


def test_a_role_passes_to_the_phone_of_the_same_hand_with_less_certainty() -> None:
    told = ("account:1", {"account:1": "controller"})
    found = roles(told, ties=[("account:1", "phone:1", "holds", 0.95)])
    assert found["phone:1"][0] == "controller"
    assert 0 < found["phone:1"][1] < found["account:1"][1]


def test_a_role_does_not_pass_to_a_neighbour() -> None:
    told = ("account:1", {"account:1": "controller"})
    assert roles(told, ties=[("account:1", "account:2", "lives at", 0.9)])["account:2"] == ("unknown", 0.0)


def test_more_findings_of_one_mind_are_more_certain() -> None:
    once = roles(("a", {"x": "collector"}))["x"]
    twice = roles(("a", {"x": "collector"}), ("b", {"x": "collector"}))["x"]
    assert once[0] == twice[0] == "collector"
    assert once[1] < twice[1]


@given(st.lists(st.tuples(ROLES, st.floats(-5.0, 5.0)), min_size=1, max_size=6))
def test_a_finding_that_takes_off_the_score_takes_nothing_from_roles(votes: list[tuple[str, float]]) -> None:
    """A share may be negative: it lowers the score, yet what the finding says of hands stays said."""
    found = [
        finding("wage_capture", f"s{n}", {"x": role}, evidence=f"r{n}") for n, (role, _) in enumerate(votes)
    ]
    shares = {f["finding_id"]: share for f, (_, share) in zip(found, votes, strict=True)}
    group = group_of(*found)
    role, probability = estimate_roles(group, replace(weigh(group, {}, {}), shares=shares))["x"]
    assert 0 <= probability < 1
    known = {vote for vote, _ in votes if vote != "unknown"}
    assert role in (known or {"unknown"})
    if known == {"possible_victim"}:
        assert role == "possible_victim"


# --- why somebody is in a lead


def why(group: Group, **shares: float) -> dict[str, str]:
    """Reasons where each flag adds what is told."""
    said = {f["finding_id"]: shares[f["indicator"]] for f in group.findings}
    return reasons(group, replace(weigh(group, {}, {}), shares=said))


def test_why_is_what_the_finding_says_that_adds_most() -> None:
    group = group_of(
        finding("wage_capture", "a", {"x": "possible_victim", "y": "unknown"}),
        finding("serial_sponsor", "a", {"x": "possible_victim"}),
    )
    told = why(group, wage_capture=0.5, serial_sponsor=1.0)
    assert told == {"x": claim_of("serial_sponsor"), "y": claim_of("wage_capture")}
    assert why(group, wage_capture=2.0, serial_sponsor=1.0)["x"] == claim_of("wage_capture")


def test_who_is_only_tied_is_said_to_be_tied_by_the_strongest_tie() -> None:
    ties: list[Tie] = [("x", "phone:1", "holds", 0.9), ("y", "phone:1", "same name", 0.4)]
    group = group_of(finding("wage_capture", "a", {"x": "unknown"}), ties=ties)
    told = why(group, wage_capture=1.0)
    assert told["phone:1"] == "tied to another member: holds"
    assert told["y"] == "tied to another member: same name"
    assert told["x"] == claim_of("wage_capture")
