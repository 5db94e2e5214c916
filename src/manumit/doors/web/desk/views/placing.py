"""Plans for a few teams, shelters or inspection days: the form of a study, the plan, and what of it leaves."""

from __future__ import annotations

import csv
import io
import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import ManumitError, UsageError
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts import placing as acts
from manumit.doors.web.desk.acts.intake import Intake, taking_in
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Placing, Study
from manumit.doors.web.desk.sights import publishing, studies
from manumit.doors.web.desk.sights.placing import Plan, plan_of
from manumit.doors.web.desk.sights.progress import progress
from manumit.doors.web.desk.sights.sheet import Sheet
from manumit.doors.web.desk.views.exports import picture_leaves
from manumit.doors.web.desk.views.handing_out import hand_out, need_passed
from manumit.doors.web.desk.views.places import ready
from manumit.doors.web.desk.views.refusing import refusing
from manumit.services.report import safe_cell

LISTED = 25


def _of(here: Here, pk: int, number: int) -> tuple[Study, dict[str, Any], Placing]:
    study, result = ready(here, pk)
    return (
        study,
        result,
        get_object_or_404(
            Placing.objects.select_related("job", "asked_by", "study__workspace"), study=study, pk=number
        ),
    )


@require_safe
@needs("see_places")
def placings(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """The form, and the plans of a study."""
    here: Here = request.here  # type: ignore[attr-defined]
    return render(request, "desk/placings.html", _listed(here, *ready(here, pk)))


def _listed(here: Here, study: Study, result: dict[str, Any]) -> dict[str, Any]:
    rows = [(one, acts.table_of(one)) for one in study.placings.select_related("job", "asked_by")[:LISTED]]
    tables = {acts.ways_of(one): one for one, table in rows if table}
    return {
        "study": study,
        "title": studies.title_of(study),
        "told": {
            "what": Placing.What.TEAM,
            "number": 3,
            "reach": 20,
            "fair": "yes" if result["groups"] else "no",
        },
        "rows": rows,
        "tables": [(one.pk, acts.table_of(one)) for one in tables.values()],
        "choices": Placing.What.choices,
        "most": acts.MOST,
        "reach": acts.REACH,
        "groups": result["groups"],
        "may_study": here.may("study_places"),
        "once": secrets.token_urlsafe(12),
    }


@csrf_exempt  # read only once the gate is passed; `_take_in` checks the token
@require_POST
@needs("study_places")
def placing_new(request: HttpRequest, ws: str, pk: int) -> HttpResponseBase:
    """Have a plan worked out, by ways of a table where there is one."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result = ready(here, pk)
    with taking_in(request, jobs.uploads(here.ws)) as intake:
        return _take_in(request, here, (study, result), intake)


@csrf_protect
def _take_in(
    request: HttpRequest, here: Here, of: tuple[Study, dict[str, Any]], intake: Intake
) -> HttpResponse:
    study, told = of[0], request.POST.dict()  # files arrive while the form is read
    try:
        made = acts.ask(here, study, told, intake)
    except ManumitError as error:
        return refusing(request, error, "desk/placings.html", lambda: _listed(here, *of), intake)
    if made is None:
        messages.info(request, _("This was asked for already. It is in the list."))
        return redirect("desk:placings", here.ws.slug, study.pk)
    return redirect("desk:placing", here.ws.slug, study.pk, made.pk)


@require_safe
@needs("see_places")
def placing_page(request: HttpRequest, ws: str, pk: int, placing: int) -> HttpResponse:
    """How it goes, or the plan."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result, asked = _of(here, pk, placing)
    told = plan_of(asked, result["made_at"])
    shown: dict[str, Any] = {
        "study": study,
        "title": studies.title_of(study),
        "placing": asked,
        "table": acts.table_of(asked),
        "job": asked.job,
        "now": progress(asked.job),
        "going": asked.job.state in jobs.WAITING,
        "blocked": publishing.blocked(study, result),
        "may_study": here.may("study_places"),
        "may_export": here.may("export"),
        "caveats": studies.caveats(),
    }
    if told:
        note_access(here.user, "study", pk, here.ws, study.purpose)
        plan = Plan.of(asked, told)
        shown |= {"plan": plan, "what_if": plan.what_if(), "grouped": bool(told["people"])}
        if not plan.refused:
            drawing, classes = plan.drawing()
            shown |= {
                "drawing": drawing,
                "classes": classes,
                "sites": plan.sites(),
                "groups": plan.groups(),
                "unreached": plan.unreached(),
                "hidden": sum(told["unsure"]),
            }
            if here.may("export") and not shown["blocked"]:
                shown["stamped"] = _stamped(study, result, plan, shown["title"])
    return render(request, "desk/placing.html", shown)


def _stamped(study: Study, result: dict[str, Any], plan: Plan, title: str) -> dict[str, Any]:
    """What a picture of a plan carries: what it comes to, where each stands, how it came about, what it is not."""
    told, asked = plan.told, plan.placing
    return {
        "label": _("As a picture, for a partner"),
        "title": f"{title}: {asked.get_what_display()}, {asked.number}",
        "handling": studies.handling(Sheet.of(result, False)),
        "stamp": [
            plan.comes_to(),
            *plan.site_lines(),
            *plan.says(),
            *publishing.checks(study, result),
            *studies.caveats(),
        ],
        "need": [
            [cell, *rest] for cell, *rest in zip(told["cells"], told["need"], told["unsure"], strict=True)
        ],
    }


@require_POST
@needs("export")
def placing_picture(request: HttpRequest, ws: str, pk: int, placing: int) -> JsonResponse:
    """A picture of a plan leaves, as a partner may have it. Not while a check of the study fails."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, *_rest = _to_hand_on(here, pk, placing)
    return picture_leaves(request, here, "study", str(study.pk), masked=False)


@require_safe
@needs("export")
def placing_csv(request: HttpRequest, ws: str, pk: int, placing: int) -> HttpResponse:
    """The places chosen as a table, as a partner may have it. Not while a check of the study fails."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result, plan = _to_hand_on(here, pk, placing)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("number", "cell", "lon", "lat", "cells", "share", "mean_minutes", "farthest_minutes"))
    for number, row in enumerate(plan.sites(), 1):
        rounded = (f"{row['share']:.3f}", f"{row['mean']:.1f}", f"{row['farthest']:.1f}")
        writer.writerow((number, row["cell"], row["lon"], row["lat"], row["cells"], *rounded))
    for line in (*plan.says(), *publishing.checks(study, result), *studies.caveats()):
        writer.writerow([safe_cell(f"# {line}")])
    return hand_out(here, study, out.getvalue().encode(), f"placing-{placing}.csv", "placing.csv")


def _to_hand_on(here: Here, pk: int, placing: int) -> tuple[Study, dict[str, Any], Plan]:
    """A plan that may leave. UsageError where there is none, or a check of its study fails."""
    study, result, asked = _of(here, pk, placing)
    need_passed(study, result)
    told = plan_of(asked, result["made_at"])
    plan = Plan.of(asked, told) if told else None
    if plan is None or plan.refused:
        raise UsageError(_("There is no plan to hand on."), _("Ask for one, and wait until it is done."))
    return study, result, plan
