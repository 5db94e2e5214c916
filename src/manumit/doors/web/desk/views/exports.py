"""Exports of a lead and of a chart, and word of the pictures that the browser draws of graph and map. What leaves is
traced with its hash, before it leaves."""

from __future__ import annotations

import hashlib
import json
import re

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.exports import FORMS, Graph
from manumit.doors.web.desk.gate import CASE, Here, needs
from manumit.doors.web.desk.sealing import read_words
from manumit.doors.web.desk.sights.cases import CaseCover
from manumit.doors.web.desk.sights.charts import chart_scene, method
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.doors.web.desk.sights.scene import Window, lead_scene
from manumit.doors.web.desk.views.charts import chart_of


@require_safe
@needs("export")
def lead_export(request: HttpRequest, ws: str, lead_id: str, form: str) -> HttpResponse:
    """A lead as a file; masked unless a purpose holds for it."""
    here: Here = request.here  # type: ignore[attr-defined]
    cover = Cover.over(here, lead_id)
    if not cover.lead_id or form not in FORMS:
        raise Http404
    scene = lead_scene(lookup_of(here.ws), cover, lead_id, Window())
    return _file(here, Graph.of_scene(scene, scene["title"], method()), form, "lead", lead_id)


@require_safe
@needs("read_case", CASE)
def chart_export(request: HttpRequest, number: int, pk: int, form: str) -> HttpResponse:
    """A chart as a file; masked unless a purpose holds for the case. Not for those who read in an emergency."""
    here: Here = request.here  # type: ignore[attr-defined]
    chart = chart_of(here, pk)
    if form not in FORMS:
        raise Http404
    _need_export(here)
    content = read_words(chart.item, chart.version)
    scene = chart_scene(lookup_of(here.ws), CaseCover.of(here, here.the_case), content, Window())
    graph = Graph.of_scene(scene, content["title"], method(), content["state"])
    return _file(here, graph, form, "chart", f"{number}-{pk}")


def _file(here: Here, graph: Graph, form: str, what: str, ident: str) -> HttpResponse:
    data = FORMS[form].make(graph)
    sha256 = hashlib.sha256(data).hexdigest()
    note(
        "export_made",
        here.user,
        what,
        ident,
        here.workspace,
        form=form,
        sha256=sha256,
        content_sha256=graph.sha256,
        masked=graph.masked,
    )
    answer = HttpResponse(data, content_type=FORMS[form].media)
    answer["Content-Disposition"] = (
        content_disposition_header(True, f"{what}-{ident}.{FORMS[form].ending}") or ""
    )
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Manumit-SHA256"] = sha256
    return answer


_PICTURE = {"view": re.compile("graph|map|plan"), "form": re.compile("svg|png|pdf")}
_PICTURE |= dict.fromkeys(("sha256", "content_sha256"), re.compile("[0-9a-f]{64}"))
"""What the browser says of a picture: closed words and hashes, nothing that somebody wrote."""


@require_POST
@needs("export")
def lead_picture(request: HttpRequest, ws: str, lead_id: str) -> JsonResponse:
    """A picture of a lead leaves."""
    here: Here = request.here  # type: ignore[attr-defined]
    cover = Cover.over(here, lead_id)
    if not cover.lead_id:
        raise Http404
    return picture_leaves(request, here, "lead", lead_id, masked=not cover.open)


@require_POST
@needs("export")
def entity_picture(request: HttpRequest, ws: str, entity_id: str) -> JsonResponse:
    """A picture of an entity and what is around it leaves; `lead` as on its page."""
    here: Here = request.here  # type: ignore[attr-defined]
    if lookup_of(here.ws).entity(entity_id) is None:
        raise Http404
    cover = Cover.over(here, request.GET.get("lead", ""))
    return picture_leaves(request, here, "entity", entity_id, masked=not cover.open)


@require_POST
@needs("read_case", CASE)
def chart_picture(request: HttpRequest, number: int, pk: int) -> JsonResponse:
    """A picture of a chart leaves. Not by those who read in an emergency."""
    here: Here = request.here  # type: ignore[attr-defined]
    chart_of(here, pk)
    _need_export(here)
    masked = not CaseCover.of(here, here.the_case).open
    return picture_leaves(request, here, "chart", f"{number}-{pk}", masked=masked)


def _need_export(here: Here) -> None:
    if not here.may("export") or here.part == "none":
        raise PermissionDenied("export")


def picture_leaves(request: HttpRequest, here: Here, what: str, ident: str, masked: bool) -> JsonResponse:
    """A picture that the browser drew leaves. `masked`: what holds now. A page that was opened unmasked gives no
    picture once the purpose is gone."""
    wrong = UsageError(_("This is no picture."), _("Load the page again."))
    try:
        told = json.loads(request.body)
        said, drawn_masked = {key: told[key] for key in _PICTURE}, told["masked"]
        sound = all(form.fullmatch(said[key]) for key, form in _PICTURE.items())
    except (ValueError, KeyError, TypeError) as error:
        raise wrong from error
    if not sound or not isinstance(drawn_masked, bool):
        raise wrong
    if masked and not drawn_masked:
        raise PermissionDenied("reveal")
    form = f"{said.pop('view')}.{said.pop('form')}"
    trace = note(
        "export_made", here.user, what, ident, here.workspace, form=form, masked=drawn_masked, **said
    )
    return JsonResponse({"logged": trace.pk})
