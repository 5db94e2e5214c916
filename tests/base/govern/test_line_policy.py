"""Line's policy on sealed reports: who answers them opens them, with a key of their own; nobody else."""

from __future__ import annotations

import pytest

from manumit.base.govern import LINE_ROLES, may_line


@pytest.mark.parametrize("action", ["hold_key", "see_reports", "answer_report"])
def test_who_answers_opens_reports(action: str) -> None:
    assert {role for role in LINE_ROLES if may_line(role, action)} == {"advocate", "line_supervisor"}


def test_a_colleagues_key_is_revoked_by_a_supervisor() -> None:
    assert [role for role in LINE_ROLES if may_line(role, "revoke_key")] == ["line_supervisor"]
