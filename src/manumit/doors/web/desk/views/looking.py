"""Forms that ask: look for somebody in a gallery, compare two pictures, check an identity."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts import identifying
from manumit.doors.web.desk.acts.identifying import Probe, record_pictures
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Kind, Search, Subject
from manumit.doors.web.desk.sights import galleries as shown_galleries
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.doors.web.desk.views.handing_in import again, choices, files, takes_pictures
from manumit.engine.signals import read_mrz

RECORDS: Final = 200
"""Of an entity, whose pictures are offered for a comparison."""


def _probes(request: HttpRequest, here: Here, *names: str) -> list[Probe]:
    """For each field an upload, a picture that a record names (`record:number`), or somebody of a gallery."""
    found = []
    for name in names:
        handed, taken = files(request, name), request.POST.get(f"{name}-taken", "")
        sort, _colon, rest = taken.partition(":")
        ident, _colon, number = rest.rpartition(":")
        if handed:
            found.append(Probe.handed_in(handed[0]))
        elif sort == "subject" and rest.isdecimal():
            found.append(Probe.of_subject(_subject(here, int(rest))))
        elif sort == "record" and number.isdecimal():
            found.append(Probe.of_record(here.ws, ident, int(number)))
    return found


def _subject(here: Here, pk: int) -> Subject:
    return get_object_or_404(Subject.objects.select_related("workspace"), workspace=here.ws, pk=pk)


def _offered(here: Here, asked: Any) -> list[tuple[str, str]]:
    """(value, label) of pictures that are in the records: of one record, or of an entity's."""
    if not (asked.get("record") or asked.get("entity")):
        return []
    found, cover, offered = lookup_of(here.ws), Cover.over(here), []
    if asked.get("entity"):
        records = [one for one, _how in found.records_of(asked["entity"], limit=RECORDS)]
    else:
        records = [one for one in [found.record(asked["record"])] if one]
    for record in records:
        shown = cover.record(record)
        for number, path in enumerate(record_pictures(here.ws, record.record_id)):
            label = f"{shown.title[:50] or shown.source_id} · {path.name}"
            offered.append((f"record:{record.record_id}:{number}", label))
    return offered


@csrf_exempt  # as `enrol`
@require_http_methods(["GET", "HEAD", "POST"])
@needs("identify")
def look_for(request: HttpRequest, ws: str) -> HttpResponseBase:
    """Look for somebody in one gallery."""
    return _look_for(request, ws)


@takes_pictures
def _look_for(request: HttpRequest, here: Here) -> HttpResponse:
    if request.method == "POST":
        return _onwards(request, here, Search.Way.SEARCH, _probes(request, here, "picture"))
    offered = _offered(here, request.GET)
    subject = None
    if request.GET.get("subject", "").isdecimal():
        subject = _subject(here, int(request.GET["subject"]))
        offered = [(f"subject:{subject.pk}", shown_galleries.called(here, subject))]
    shown = choices(
        offered=offered,
        shelves=[one for one in shown_galleries.shelves(here) if one.people],
        entity=request.GET.get("entity", ""),
        kind="victim" if subject and subject.kind == Kind.MISSING else "",
    )
    return render(request, "desk/look_for.html", shown)


@csrf_exempt  # as `enrol`
@require_http_methods(["GET", "HEAD", "POST"])
@needs("identify")
def compare_two(request: HttpRequest, ws: str) -> HttpResponseBase:
    """Is it the same person in two pictures?"""
    return _compare_two(request, ws)


@takes_pictures
def _compare_two(request: HttpRequest, here: Here) -> HttpResponse:
    if request.method == "POST":
        return _onwards(request, here, Search.Way.PAIR, _probes(request, here, "picture", "other"))
    shown = choices(offered=_offered(here, request.GET), entity=request.GET.get("entity", ""))
    return render(request, "desk/compare_two.html", shown)


@csrf_exempt  # as `enrol`
@require_http_methods(["GET", "HEAD", "POST"])
@needs("identify")
def check_identity(request: HttpRequest, ws: str) -> HttpResponseBase:
    """The zone of a document, its picture beside the person, and the same person under another name."""
    return _check_identity(request, ws)


@takes_pictures
def _check_identity(request: HttpRequest, here: Here) -> HttpResponse:
    if request.method != "POST":
        shown = choices(shelves=[one for one in shown_galleries.shelves(here) if one.people])
        return render(request, "desk/check_identity.html", shown)
    zone = request.POST.get("zone", "").strip()
    if zone:
        read_mrz(zone, timezone.now().date())  # refused before anything is kept
    probes = _probes(request, here, "document", "live")
    if len(probes) < 2 and not request.POST.get("kind"):
        raise UsageError(
            _("There is nothing to compare."),
            _("Give the document's picture and one of the person, or choose a gallery to look in."),
        )
    return _onwards(request, here, Search.Way.CHECK, probes, zone)


def _onwards(request: HttpRequest, here: Here, way: str, probes: list[Probe], zone: str = "") -> HttpResponse:
    made = identifying.ask(here, way, request.POST, probes)
    if made is None:
        return again(request, here)
    if zone:
        identifying.keep_document(made, zone)
    return redirect("desk:answer", here.ws.slug, made.pk)
