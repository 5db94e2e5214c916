"""What every page knows: the places of the rail, and the workspace one is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manumit.base.govern import Asked, may
from manumit.doors.web.desk.models import Workspace
from manumit.doors.web.desk.words import Word

CASE_PAGES = ("case", "case_new", "case_team", "case_close", "note", "hypothesis", "refer", "chart")
IDENTIFY_PAGES = (
    "enrol", "enrolment", "gallery", "subject", "look_for", "compare_two", "check_identity", "answer", "candidate",
    "trace_family", "case_forms", "subject_told", "room_ask", "room_collections",
)  # fmt: skip
PLACE_PAGES = (
    "study", "study_new", "study_reason", "study_score", "study_months", "study_months_new", "briefing", "placings",
    "placing", "placing_new", "patterns", "patterns_new", "prevalences", "prevalence", "prevalence_new",
)  # fmt: skip
PLACES: tuple[tuple[str, Word, str, bool, tuple[str, ...]], ...] = (
    ("home", _("Home"), "see_policy", False, ()),
    ("leads", _("Leads"), "see_leads", True, ("lead", "calibration")),
    ("search", _("Search"), "search", True, ("entity", "record")),
    ("cases", _("Cases"), "read_case", True, CASE_PAGES),
    ("pairs", _("Pairs"), "judge_pair", True, ()),
    ("identify", _("Identify"), "identify", True, IDENTIFY_PAGES),
    ("watch", _("Watchlists"), "watch", True, ("watchlist", "watchlist_new", "watch_words")),
    ("places", _("Places"), "see_places", True, PLACE_PAGES),
    ("jobs", _("Files and jobs"), "see_job", True, ("job",)),
    ("people", _("People"), "manage_people", False, ()),
    ("workspaces", _("Workspaces"), "manage_workspaces", False, ()),
    ("audit", _("Who saw what"), "audit", False, ("check_log",)),
)
"""The rail: address, label, action it needs, whether it is in a workspace, other pages that belong to it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the rail."""

    url: str
    label: Word
    current: bool
    count: int = 0


def desk(request: HttpRequest) -> dict[str, Any]:
    """Template variables: `here`, `rail`, `rail_workspace`, `workspaces`, `can` (actions allowed to the role)."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    here = getattr(request, "here", None)
    workspaces = list(Workspace.objects.filter(members=user))
    workspace = (here and here.workspace) or (workspaces[0] if workspaces else None)
    can = Can(user.role, bool(workspaces))
    return {
        "here": here,
        "workspaces": workspaces,
        "rail_workspace": workspace,
        "can": can,
        "rail": _rail(request, can, workspace),
    }


def _rail(request: HttpRequest, can: Can, workspace: Workspace | None) -> list[Place]:
    at = request.resolver_match.url_name if request.resolver_match else ""
    return [
        Place(
            reverse(f"desk:{name}", args=[workspace.slug] if workspace and inside else []),
            label,
            at == name or at in others,
        )
        for name, label, action, inside, others in PLACES
        if can[action] and (workspace or not inside)
    ]


class Can:
    """`can.see_leads` in a template: whether the role may, in a workspace of one's own and with the first seat."""

    def __init__(self, role: str, member: bool) -> None:
        self._role, self._member = role, member

    def __getitem__(self, action: str) -> bool:
        return may(Asked(self._role, action, member=self._member, part="head"))
