"""The policy: denied by default, and the sentences that must hold whatever is added."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from manumit.base.govern import ACTIONS, PARTS, ROLES, Asked, may, policy_table, policy_text

EVERYTHING = Asked("", "", member=True, part="head", purpose=True, emergency=True, approved=True)


def test_what_is_not_known_is_denied() -> None:
    assert not may(replace(EVERYTHING, role="investigator", action="fly"))
    assert not may(replace(EVERYTHING, role="king", action="see_leads"))
    assert not may(replace(EVERYTHING, role="investigator", action="read_case", part="owner"))


@pytest.mark.parametrize("action", [a for a in ACTIONS if not a.startswith("manage") and a != "see_policy"])
def test_an_administrator_reads_nothing(action: str) -> None:
    assert not may(replace(EVERYTHING, role="administrator", action=action))


@pytest.mark.parametrize(
    ("role", "action"), list(product(ROLES, ("see_leads", "search", "see_source", "run_job", "reveal")))
)
def test_nobody_sees_evidence_of_a_workspace_they_are_no_member_of(role: str, action: str) -> None:
    assert not may(replace(EVERYTHING, role=role, action=action, member=False))


@pytest.mark.parametrize("role", ROLES)
def test_nobody_sees_possible_victims_without_a_purpose(role: str) -> None:
    assert not may(replace(EVERYTHING, role=role, action="reveal", purpose=False))


@pytest.mark.parametrize("role", ROLES)
def test_no_role_reads_a_case_without_a_seat_or_an_emergency(role: str) -> None:
    assert not may(replace(EVERYTHING, role=role, action="read_case", part="none", emergency=False))


@pytest.mark.parametrize("role", ROLES)
def test_nobody_approves_what_they_asked_for(role: str) -> None:
    assert not may(replace(EVERYTHING, role=role, action="approve", mine=True))


@pytest.mark.parametrize(("role", "part"), list(product(ROLES, PARTS)))
def test_a_closed_case_is_not_written(role: str, part: str) -> None:
    assert not may(replace(EVERYTHING, role=role, action="write_case", part=part, open=False))


def test_the_table_says_what_the_policy_says() -> None:
    rows = {(row.role, row.action): row.when for row in policy_table()}
    assert set(rows) == set(product(ROLES, ACTIONS))
    assert rows["investigator", "reveal"] == ("member + purpose",)
    assert rows["administrator", "read_case"] == ()
    assert rows["auditor", "audit"] == ("always",)


def test_every_action_stands_in_the_policy() -> None:
    text = policy_text()
    assert [action for action in ACTIONS if f'Action::"{action}"' not in text] == []
