"""Patterns of a study: ask for them, and read them."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import ManumitError
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts import patterns as acts
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Patterns, Study
from manumit.doors.web.desk.sights import publishing, studies
from manumit.doors.web.desk.sights.patterns import Findings, found_of
from manumit.doors.web.desk.sights.progress import progress
from manumit.doors.web.desk.views.places import ready, study_shown
from manumit.doors.web.desk.views.refusing import refusing

CSV: Final = ("csv", "CSV")
GEOJSON: Final = ("geojson", "GeoJSON")
FILES: Final = (
    ("clusters", gettext_lazy("Clusters in place and time"), (CSV, GEOJSON)),
    ("near", gettext_lazy("Near repeats"), (CSV,)),
    ("changes", gettext_lazy("Changes"), (CSV,)),
    ("flows", gettext_lazy("Flows"), (CSV, GEOJSON)),
    ("routes", gettext_lazy("Routes and stops"), (CSV, GEOJSON)),
)
"""What leaves: the part, its name, its forms."""


@require_POST
@needs("study_places")
def patterns_new(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Have them looked for."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, _result = ready(here, pk)
    try:
        made = acts.ask(here, study, request.POST)
    except ManumitError as error:
        return refusing(request, error, "desk/study.html", lambda: study_shown(here, study))
    return redirect("desk:patterns", ws, pk, made.pk)


def patterns_of(here: Here, pk: int, patterns: int) -> tuple[Study, dict[str, Any], Patterns]:
    """Patterns of a study of this workspace; 404 for another, and as long as nothing came of the study."""
    study, result = ready(here, pk)
    rows = Patterns.objects.select_related("job", "asked_by", "study__workspace")
    return study, result, get_object_or_404(rows, study=study, pk=patterns)


@require_safe
@needs("see_places")
def patterns_page(request: HttpRequest, ws: str, pk: int, patterns: int) -> HttpResponse:
    """How it goes, or what was found."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result, asked = patterns_of(here, pk, patterns)
    told = found_of(asked, result["made_at"])
    shown: dict[str, Any] = {
        "study": study,
        "title": studies.title_of(study),
        "patterns": asked,
        "job": asked.job,
        "now": progress(asked.job),
        "going": asked.job.state in jobs.WAITING,
        "blocked": publishing.blocked(study, result),
        "caveats": studies.caveats(),
        "whole": here.may("see_fine_places"),
        "may_export": here.may("export"),
        "files": FILES,
    }
    if told:
        note_access(here.user, "study", pk, here.ws, study.purpose)
        shown["found"] = Findings(asked, told, here.may("see_fine_places"))
    return render(request, "desk/patterns.html", shown)
