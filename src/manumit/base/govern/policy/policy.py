"""Questions to the policy, answered by Cedar."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cedarpy import PolicySet

ROLES: Final = ("investigator", "analyst", "supervisor", "bank", "platform", "auditor", "administrator")
PARTS: Final = ("head", "member", "reader", "none")
"""Seats in a case."""
ACTIONS: Final = (
    "see_leads",
    "see_entity",
    "search",
    "see_job",
    "watch",
    "run_job",
    "see_places",
    "study_places",
    "see_fine_places",
    "identify",
    "enrol",
    "open_gallery",
    "see_source",
    "judge_pair",
    "export",
    "state_purpose",
    "reveal",
    "decide_lead",
    "open_case",
    "make_bundle",
    "approve",
    "read_case",
    "break_glass",
    "write_case",
    "staff_case",
    "close_case",
    "reopen_case",
    "refer",
    "manage_people",
    "manage_workspaces",
    "audit",
    "see_policy",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to do, and how it concerns them (see desk.cedar for the words)."""

    role: str
    action: str
    member: bool = False
    part: str = "none"
    mine: bool = False
    open: bool = True
    purpose: bool = False
    emergency: bool = False
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the readable table: under which conditions a role may act; none: never."""

    role: str
    action: str
    when: tuple[str, ...]


@cache
def may(asked: Asked) -> bool:
    """Whether the policy allows it. What it does not know is denied."""
    import cedarpy

    if asked.role not in ROLES or asked.action not in ACTIONS or asked.part not in PARTS:
        return False
    answer = cedarpy.is_authorized(
        {
            "principal": {"type": "Role", "id": asked.role},
            "action": {"type": "Action", "id": asked.action},
            "resource": {"type": "Thing", "id": "it"},
            "context": {
                "purpose": asked.purpose,
                "emergency": asked.emergency,
                "approved": asked.approved,
            },
        },
        _policies(),
        [
            {
                "uid": {"type": "Thing", "id": "it"},
                "attrs": {
                    "member": asked.member,
                    "part": asked.part,
                    "mine": asked.mine,
                    "open": asked.open,
                },
                "parents": [],
            }
        ],
    )
    return bool(answer.allowed)


def policy_text() -> str:
    """The policy as it is written."""
    return files("manumit.base.govern.policy").joinpath("desk.cedar").read_text("utf-8")


def policy_version() -> str:
    """SHA-256 of the text: which policy answered."""
    return hashlib.sha256(policy_text().encode()).hexdigest()


@cache
def _policies() -> PolicySet:
    from cedarpy import PolicySet

    return PolicySet.from_str(policy_text())


_CONDITIONS: Final = ("member", "purpose", "emergency", "head", "writer", "reader", "another's", "open")


def policy_table() -> Iterator[Row]:
    """For every role and action the least that makes it allowed, tried out on the policy itself."""
    for role, action in product(ROLES, ACTIONS):
        yield Row(role, action, _least(role, action))


def _least(role: str, action: str) -> tuple[str, ...]:
    """The smallest sets of conditions under which `role` may do `action`, each as 'a + b'; 'always' when none."""
    found: list[frozenset[str]] = []
    for chosen in sorted(product((False, True), repeat=len(_CONDITIONS)), key=sum):
        holds = frozenset(name for name, on in zip(_CONDITIONS, chosen, strict=True) if on)
        if len(holds & {"head", "writer", "reader"}) > 1 or any(less <= holds for less in found):
            continue
        if may(_asked(Asked(role, action, mine=True, open=False), holds)):
            found.append(holds)
    return tuple(" + ".join(_named(role, action, less)) or "always" for less in found)


def _named(role: str, action: str, holds: frozenset[str]) -> list[str]:
    """The conditions in their order; 'closed' where an open case would not do."""
    closed = not may(_asked(Asked(role, action, mine=True, open=False), holds | {"open"}))
    return [c for c in _CONDITIONS if c in holds] + ["closed"] * closed


def _asked(asked: Asked, holds: frozenset[str]) -> Asked:
    part = next(
        (p for p, c in (("head", "head"), ("member", "writer"), ("reader", "reader")) if c in holds), "none"
    )
    return replace(
        asked,
        member="member" in holds,
        purpose="purpose" in holds,
        emergency="emergency" in holds,
        part=part,
        mine="another's" not in holds,
        open="open" in holds,
    )
