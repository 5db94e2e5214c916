"""Charts of a case: the page, its scene, saving, joining."""

from __future__ import annotations

import json

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts import charts as acts
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import CASE, Here, needs
from manumit.doors.web.desk.models import Chart
from manumit.doors.web.desk.sealing import new_token, read_words
from manumit.doors.web.desk.sights.cases import CaseCover, opened, title_of
from manumit.doors.web.desk.sights.charts import chart_scene, method
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.doors.web.desk.sights.scene import Window


def chart_of(here: Here, pk: int) -> Chart:
    """Of this case, or not there."""
    return get_object_or_404(Chart.objects.select_related("case"), case=here.the_case, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("read_case", CASE)
def chart_page(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """The chart; POST of JSON {version, state} saves it, 409 when somebody else saved meanwhile."""
    here: Here = request.here  # type: ignore[attr-defined]
    chart = chart_of(here, pk)
    if request.method == "POST":
        return _save(request, here, chart)
    note_access(here.user, "chart", pk, here.workspace)
    content = read_words(chart.item, chart.version)
    others = opened(Chart.objects.filter(case=here.the_case).exclude(pk=pk))
    shown = {
        "case": here.the_case,
        "title": title_of(here.the_case),
        "chart": chart,
        "name": content["title"],
        "saved": {"version": chart.version, "state": content["state"]},
        "scene": _scene(request, here, content),
        "method": method(),
        "others": others,
        "token": new_token(),
        "unmasked": here.unmasked("case", str(number)),
        "may_write_case": here.may("write_case"),
        "may_export": here.may("export") and here.part != "none",
    }
    return render(request, "desk/chart.html", shown)


def _scene(request: HttpRequest, here: Here, content: dict[str, object]) -> dict[str, object]:
    cover = CaseCover.of(here, here.the_case)
    return chart_scene(lookup_of(here.ws), cover, content, Window.parse(request.GET))


def _save(request: HttpRequest, here: Here, chart: Chart) -> JsonResponse:
    if not here.may("write_case"):
        raise PermissionDenied("write_case")
    if len(request.body) > 2 * acts.MOST_STATE:
        raise UsageError(_("This chart is too large to be kept."), _("Hide or group parts of it."))
    try:
        told = json.loads(request.body)
        version, state = told["version"], told["state"]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(_("This is no chart."), _("Load the page again.")) from error
    saved = acts.save_chart(here, chart, version, state)
    if saved is None:
        told = {
            "code": "conflict",
            "sentence": _("Somebody else saved this chart meanwhile."),
            "hint": _("Nothing was overwritten. Load the page again to see theirs."),
        }
        return JsonResponse(told, status=409)
    return JsonResponse({"version": saved})


@require_safe
@needs("read_case", CASE)
def scene_json(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """The chart's scene."""
    here: Here = request.here  # type: ignore[attr-defined]
    chart = chart_of(here, pk)
    return JsonResponse(_scene(request, here, read_words(chart.item, chart.version)))


@require_POST
@needs("write_case", CASE)
def new_chart(request: HttpRequest, number: int) -> HttpResponse:
    """A new chart of some leads of the case."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = request.POST
    made = acts.new_chart(
        here, here.the_case, asked.get("title", ""), asked.getlist("lead"), asked.get("token", "")
    )
    return redirect("desk:chart", number, made.pk)


@require_POST
@needs("write_case", CASE)
def join(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """A third chart of two."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = request.POST
    other = asked.get("other", "")
    if not other.isdecimal():
        raise UsageError(_("Choose another chart."), _("There must be two of this case."))
    made = acts.join_charts(
        here,
        here.the_case,
        chart_of(here, pk),
        chart_of(here, int(other)),
        asked.get("title", ""),
        asked.get("token", ""),
    )
    return redirect("desk:chart", number, made.pk)
