"""What every page of Line knows: who is here, the places, whether all is made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manumit.base.govern import may_line
from manumit.doors.web.helpline.agreed_words import Word

PLACES: tuple[tuple[str, Word, str, tuple[str, ...]], ...] = (
    ("queue", _("Talks"), "see_queue", ("talk", "breath")),
    ("reports", _("Reports"), "see_reports", ("report", "keys")),
    ("care", _("Care"), "keep_record", ("care_record", "care_history", "care_notices", "care_code")),
    ("shift", _("Shift"), "write_shift", ()),
    ("numbers", _("Numbers"), "see_numbers", ()),
    ("staffing", _("Staffing"), "plan_staff", ()),
    ("passing", _("Passing on"), "pass_on", ()),
    ("people", _("People"), "add_people", ()),
)
"""The bar: address, label, action it needs, other pages that belong to it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the bar."""

    url: str
    label: Word
    current: bool


def line(request: HttpRequest) -> dict[str, Any]:
    """Template variables: `places`, `made_up`, `languages_of_pages`."""
    told: dict[str, Any] = {"made_up": settings.MADE_UP}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return told
    at = request.resolver_match.url_name if request.resolver_match else ""
    places = [
        Place(reverse(f"line:{name}"), label, at == name or at in others)
        for name, label, action, others in PLACES
        if may_line(user.role, action)
    ]
    return told | {"places": places}
