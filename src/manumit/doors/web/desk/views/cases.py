"""Cases: the list, a new one, the page of one, its end, and the glass to break in an emergency."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manumit.doors.web.desk.acts import cases as acts
from manumit.doors.web.desk.acts.purposes import state_purpose, withdraw_purpose
from manumit.doors.web.desk.acts.team import break_glass
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import CASE, Here, needs
from manumit.doors.web.desk.models import Attachment, Case, Chart, Hypothesis, Note, Referral, Task
from manumit.doors.web.desk.sealing import new_token, read_words
from manumit.doors.web.desk.sights.cases import CaseCover, HeldLead, leads_of, opened, removed_leads, title_of
from manumit.doors.web.desk.sights.hints import hints
from manumit.doors.web.desk.sights.leads import shelf

PAGE = 25
_ACTS = ("write_case", "staff_case", "close_case", "reopen_case", "refer")
CHOICE = 100
"""Leads that are offered to be added to a case: the first by rank."""


@require_safe
@needs("see_leads")
def case_list(request: HttpRequest, ws: str) -> HttpResponse:
    """Cases of this workspace in which one has a seat."""
    here: Here = request.here  # type: ignore[attr-defined]
    state = request.GET.get("state", "")
    mine = Case.objects.filter(workspace=here.ws, team__user=here.user).prefetch_related(
        "team__user", "leads"
    )
    if state in Case.Status.values:
        mine = mine.filter(status=state)
    page = Paginator(mine.order_by("-number"), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/cases.html",
        {
            "page": page,
            "rows": [(case, title_of(case), _head(case)) for case in page.object_list],
            "state": state,
            "states": Case.Status.choices,
            "may_open": here.may("open_case"),
            "may_break": here.may("break_glass"),
        },
    )


def _head(case: Case) -> str:
    return next((str(seat.user) for seat in case.team.all() if seat.part == "head"), "")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("open_case")
def new_case(request: HttpRequest, ws: str) -> HttpResponse:
    """Open a case from leads (`lead`, any number of times), or put them into one that is open."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = request.POST if request.method == "POST" else request.GET
    wanted = asked.getlist("lead")
    stock = shelf(here.ws)
    chosen = [stock.find(one) for one in dict.fromkeys(wanted) if one in stock.at]
    if request.method == "POST":
        case = acts.open_case(here, wanted, asked.get("title", ""), asked.get("token", ""))
        return redirect("desk:case", case.number)
    mine = Case.objects.filter(workspace=here.ws, team__user=here.user, team__part__in=("head", "member"))
    still = mine.exclude(status=Case.Status.CLOSED)
    return render(
        request,
        "desk/case_new.html",
        {"chosen": chosen, "token": new_token(), "still": [(case, title_of(case)) for case in still]},
    )


@require_safe
@needs("read_case", CASE)
def case_page(request: HttpRequest, number: int) -> HttpResponse:
    """All of a case on one page."""
    here: Here = request.here  # type: ignore[attr-defined]
    return render(request, "desk/case.html", case_context(here) | _seen(here))


def _seen(here: Here) -> dict[str, Any]:
    """The look is traced; what it was for is said on the page."""
    case = here.the_case
    grant = here.purpose_for("case", str(case.number))
    note_access(here.user, "case", case.number, here.workspace, grant.purpose if grant else "")
    return {"grant": grant, "emergency": here.emergency and here.part == "none"}


def case_context(here: Here) -> dict[str, Any]:
    """What the page of a case shows."""
    case = here.the_case
    cover = CaseCover.of(here, case)
    leads = leads_of(case, cover)
    notes = opened(Note.objects.filter(case=case).select_related("by").order_by("-at", "-pk"))
    tasks = Task.objects.filter(case=case).select_related("assignee").order_by("done_at", "due_on", "pk")
    files = opened(Attachment.objects.filter(case=case).select_related("by").order_by("-at"))
    return {
        "case": case,
        "title": title_of(case),
        "leads": leads,
        "addable": _addable(here, leads),
        "removed": removed_leads(case),
        "notes": notes,
        "tasks": opened(tasks),
        "hypotheses": opened(Hypothesis.objects.filter(case=case).select_related("by").order_by("at")),
        "files": files,
        "charts": opened(Chart.objects.filter(case=case).select_related("by").order_by("-changed_at")),
        "referrals": opened(Referral.objects.filter(case=case).select_related("by").order_by("-at")),
        "team": case.team.select_related("user").order_by("part", "user__username"),
        "hints": hints(case, here.user),
        "unmasked": cover.open,
        "token": new_token(),
        "limit_mb": settings.ATTACHMENT_LIMIT // (1024 * 1024),
        **{f"may_{act}": here.may(act) for act in _ACTS},
        "may_reveal": here.may("state_purpose") and here.part != "none",
        "closing": str(read_words(case.closing).get("text", "")),
    }


def _addable(here: Here, leads: list[HeldLead]) -> list[Any]:
    held = {one.held.lead_id for one in leads}
    found = [lead for lead in shelf(here.ws).masked[:CHOICE] if lead.lead_id not in held]
    return found if here.may("write_case") else []


@require_POST
@needs("write_case", CASE)
def add_leads(request: HttpRequest, number: int) -> HttpResponse:
    """Put leads into the case."""
    here: Here = request.here  # type: ignore[attr-defined]
    acts.add_leads(here, here.the_case, request.POST.getlist("lead"))
    return redirect("desk:case", number)


@require_POST
@needs("write_case", CASE)
def remove_lead(request: HttpRequest, number: int) -> HttpResponse:
    """Take a lead out, and say why."""
    here: Here = request.here  # type: ignore[attr-defined]
    acts.remove_lead(here, here.the_case, request.POST.get("lead", ""), request.POST.get("why", ""))
    return redirect("desk:case", number)


@require_POST
@needs("write_case", CASE)
def put_back(request: HttpRequest, number: int) -> HttpResponse:
    """A lead that was taken out is in again."""
    here: Here = request.here  # type: ignore[attr-defined]
    acts.put_back(here, here.the_case, request.POST.get("lead", ""))
    return redirect("desk:case", number)


@require_POST
@needs("write_case", CASE)
def rename(request: HttpRequest, number: int) -> HttpResponse:
    """Another title."""
    here: Here = request.here  # type: ignore[attr-defined]
    acts.rename(here, here.the_case, request.POST.get("title", ""))
    return redirect("desk:case", number)


@require_POST
@needs("state_purpose", CASE)
def purpose(request: HttpRequest, number: int) -> HttpResponse:
    """State a purpose to see the case's people unmasked, or mask them again."""
    here: Here = request.here  # type: ignore[attr-defined]
    if here.part == "none":
        raise PermissionDenied("reveal")
    if "mask" in request.POST:
        withdraw_purpose(here, "case", str(number))
    else:
        state_purpose(here, "case", str(number), request.POST.get("purpose", ""))
    return redirect("desk:case", number)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("close_case", CASE)
def close(request: HttpRequest, number: int) -> HttpResponse:
    """End it, and say what it turned out to be."""
    here: Here = request.here  # type: ignore[attr-defined]
    case = here.the_case
    if request.method == "POST":
        acts.close_case(here, case, request.POST.get("outcome", ""), request.POST.get("why", ""))
        messages.success(request, _("The case is closed."))
        return redirect("desk:case", number)
    open_tasks = Task.objects.filter(case=case, done_at=None).count()
    return render(
        request,
        "desk/case_close.html",
        {"case": case, "title": title_of(case), "outcomes": Case.Outcome.choices, "open_tasks": open_tasks},
    )


@require_POST
@needs("reopen_case", CASE)
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Open it again, and say why."""
    here: Here = request.here  # type: ignore[attr-defined]
    acts.reopen_case(here, here.the_case, request.POST.get("why", ""))
    messages.success(request, _("The case is open again. Its outcome is taken back."))
    return redirect("desk:case", number)


@require_POST
@needs("break_glass")
def glass(request: HttpRequest, ws: str) -> HttpResponse:
    """Read a case in an emergency."""
    here: Here = request.here  # type: ignore[attr-defined]
    case = break_glass(here, request.POST.get("number", ""), request.POST.get("reason", ""))
    messages.warning(
        request, _("You may read this case for two hours. Its head and the supervisors are told.")
    )
    return redirect("desk:case", case.number)
