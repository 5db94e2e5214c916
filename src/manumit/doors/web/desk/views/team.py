"""The team of a case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.desk.acts import team as acts
from manumit.doors.web.desk.gate import CASE, Here, needs
from manumit.doors.web.desk.models import CaseMember
from manumit.doors.web.desk.sealing import new_token
from manumit.doors.web.desk.sights.cases import title_of


@require_safe
@needs("staff_case", CASE)
def team_page(request: HttpRequest, number: int) -> HttpResponse:
    """Who is in, who could be, and handing over."""
    here: Here = request.here  # type: ignore[attr-defined]
    case = here.the_case
    seats = list(case.team.select_related("user").order_by("part", "user__username"))
    people = list(acts.candidates(here.ws))
    parts = [one for one in CaseMember.Part.choices if one[0] != CaseMember.Part.HEAD]
    return render(
        request,
        "desk/case_team.html",
        {
            "case": case,
            "title": title_of(case),
            "seats": seats,
            "people": [one for one in people if one.pk != here.user.pk],
            "heads": [one for one in people if one.role in acts.HEADS and one.pk != here.user.pk],
            "parts": parts,
            "token": new_token(),
        },
    )


@require_POST
@needs("staff_case", CASE)
def seat(request: HttpRequest, number: int) -> HttpResponse:
    """Give a seat, or take one away."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = request.POST
    if "take" in asked:
        acts.take_seat(here, here.the_case, asked["take"])
    else:
        acts.give_seat(here, here.the_case, asked.get("user", ""), asked.get("part", ""))
    return redirect("desk:case_team", number)


@require_POST
@needs("staff_case", CASE)
def hand_over(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody else leads it from now on."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = request.POST
    acts.hand_over(here, here.the_case, asked.get("user", ""), asked.get("note", ""), asked.get("token", ""))
    messages.success(request, _("Handed over. You work on it as a member now."))
    return redirect("desk:case", number)
