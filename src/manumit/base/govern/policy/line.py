"""Questions of Line, the advocates' door, to its own policy (`line.cedar`). Roles of the Desk are denied everything
there, and those of Line everything at the Desk: neither file names the other's.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cedarpy import PolicySet

LINE_ROLES: Final = ("advocate", "line_supervisor", "case_worker")
LINE_ACTIONS: Final = (
    "come_in",
    "see_queue",
    "take",
    "be_on_duty",
    "write_shift",
    "read_talk",
    "say",
    "override",
    "hand_over",
    "end",
    "write_paper",
    "hand_to_care",
    "listen_in",
    "keep_record",
    "hold_key",
    "see_reports",
    "answer_report",
    "revoke_key",
    "see_numbers",
    "plan_staff",
    "add_people",
    "pass_on",
)


@cache
def may_line(role: str, action: str, mine: bool = False, listening: bool = False) -> bool:
    """Whether Line's policy allows `action`. `mine`: of a talk one has taken; `listening`: of one whose two sides were
    told that one listens. What it does not know is denied."""
    import cedarpy

    if role not in LINE_ROLES or action not in LINE_ACTIONS:
        return False
    answer = cedarpy.is_authorized(
        {
            "principal": {"type": "Role", "id": role},
            "action": {"type": "Action", "id": action},
            "resource": {"type": "Talk", "id": "it"},
            "context": {},
        },
        _policies(),
        [
            {
                "uid": {"type": "Talk", "id": "it"},
                "attrs": {"mine": mine, "listening": listening},
                "parents": [],
            }
        ],
    )
    return bool(answer.allowed)


def line_policy_text() -> str:
    """The policy as it is written."""
    return files("manumit.base.govern.policy").joinpath("line.cedar").read_text("utf-8")


@cache
def _policies() -> PolicySet:
    from cedarpy import PolicySet

    return PolicySet.from_str(line_policy_text())
