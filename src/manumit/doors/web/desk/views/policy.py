"""Who may do what: the policy as a table, and as it is written."""

from __future__ import annotations

from functools import cache
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from manumit.base.govern import Row, policy_table, policy_text, policy_version
from manumit.doors.web.accounts.models import Role
from manumit.doors.web.desk.gate import HOUSE, needs
from manumit.doors.web.desk.policy_words import ACTION, conditions
from manumit.doors.web.desk.words import Word


@require_safe
@needs("see_policy", HOUSE)
def policy(request: HttpRequest) -> HttpResponse:
    """The page."""
    names = dict(Role.choices)
    roles = [
        (names[role], [_said(row) for row in rows if row.when])
        for role, rows in groupby(_table(), key=lambda row: row.role)
    ]
    return render(
        request,
        "desk/policy.html",
        {"roles": roles, "text": policy_text(), "version": policy_version(), "mine": request.user.role},  # type: ignore[union-attr]
    )


def _said(row: Row) -> tuple[Word, str, list[list[Word]]]:
    """The action in words and by name, and the ways in which it is allowed."""
    return ACTION.get(row.action, row.action), row.action, [conditions(one) for one in row.when]


@cache
def _table() -> list[Row]:
    return list(policy_table())
