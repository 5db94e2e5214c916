"""Families: case forms taken in, what is told of somebody changed, and a family traced by what both sides tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from manumit.doors.web.desk.acts import families, identifying
from manumit.doors.web.desk.acts.telling import form_told, rows_shown
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Kind, Search
from manumit.doors.web.desk.sights.forms import RELATIONS, SEXES
from manumit.doors.web.desk.sights.galleries import called, must_be_open, shelves, told_of
from manumit.doors.web.desk.views.handing_in import again, choices, files, hands_in
from manumit.doors.web.desk.views.looking import Way, asking, subject_asked
from manumit.doors.web.desk.views.subjects import subject_of
from manumit.engine.biometrics import CaseForm


def _fields(form: CaseForm) -> dict[str, Any]:
    """What the fields of a form hold."""
    return {"row": form.row, "rows": rows_shown(form.kin), "relations": RELATIONS, "sexes": SEXES}


@hands_in("enrol")
def case_forms(request: HttpRequest, here: Here) -> HttpResponse:
    """Take in case forms: one that is filled in, or a file of many."""
    if request.method != "POST":
        return render(request, "desk/case_forms.html", choices(kind=Kind.VICTIM, **_fields(CaseForm({}))))
    people, kin = (next(iter(files(request, name)), None) for name in ("people", "kin"))
    made = families.take_in_forms(here, request.POST, people, kin)
    return again(request, here) if made is None else redirect("desk:enrolment", here.ws.slug, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("enrol")
def told(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """What is told of somebody and of the family; POST keeps it anew."""
    here: Here = request.here  # type: ignore[attr-defined]
    one = subject_of(here, pk)
    must_be_open(here, one)
    if request.method == "POST":
        families.tell(here, one, form_told(request.POST))
        messages.success(request, _("Kept, sealed under the person's key."))
        return redirect("desk:subject", ws, pk)
    grant = here.purpose_for("subject", str(pk))
    note_access(here.user, "subject", pk, here.ws, grant.purpose if grant else "")
    shown = {"one": one, "name": called(here, one), **_fields(told_of(here, one))}
    return render(request, "desk/told.html", shown)


def _trace_family(request: HttpRequest, here: Here) -> dict[str, Any]:
    asked = subject_asked(request, here)
    peopled = [one for one in shelves(here) if one.people]
    return {
        "shelves": peopled,
        "kind": max(peopled, key=lambda one: one.told).kind if peopled else Kind.VICTIM,
        **asked,
        **_fields(told_of(here, asked["subject"])),
    }


def _request(asked: Mapping[str, str]) -> dict[str, bytes]:
    return {identifying.REQUEST: form_told(asked, seeks=True).to_bytes()}


trace_family = asking(Way(Search.Way.TRACE, "desk/trace_family.html", ("picture",), _trace_family, _request))
