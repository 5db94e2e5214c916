"""Identify: galleries of a workspace, people taken in, searches, comparisons, checks of an identity, and answers."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.doors.web.desk.acts import galleries, identifying, jobs
from manumit.doors.web.desk.acts.identifying import Probe, record_pictures
from manumit.doors.web.desk.acts.matching import bytes_of, report_of
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Enrolment, Kind, Modality, Search, Subject
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights import galleries as shown_galleries
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.likeness import CHECK, doubts, likeness
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.doors.web.desk.sights.progress import progress
from manumit.doors.web.desk.uploads import SealedSpool, SealedUpload
from manumit.doors.web.desk.views.attachments import BOX
from manumit.engine.signals import read_mrz

PAGE: Final = 25
LIMIT: Final = 256 * 2**20
"""Bytes that may be handed in at once."""
RECORDS: Final = 200
"""Of an entity, whose pictures are offered for a comparison."""


class PictureSpool(SealedSpool):
    """Takes no more files than are kept open at once."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, LIMIT)
        self._files = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        self._files += 1
        if self._files > galleries.MOST_PICTURES:
            raise UsageError(
                _("These are more than %(n)s pictures.") % {"n": galleries.MOST_PICTURES},
                _("Hand them in in parts; `manumit enrol` takes whole folders."),
            )
        super().new_file(*args, **kwargs)


def takes_pictures(view: Callable[[HttpRequest, Here], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A page whose form carries pictures: they are sealed as they come, and only then is the form's token checked."""

    @csrf_protect
    def inside(request: HttpRequest) -> HttpResponse:
        return view(request, request.here)  # type: ignore[attr-defined]

    def outside(request: HttpRequest, ws: str) -> HttpResponseBase:
        if request.method == "POST":
            request.upload_handlers = [PictureSpool(request)]
        return inside(request)

    return outside


def _files(request: HttpRequest, name: str) -> list[SealedUpload]:
    return [one for one in request.FILES.getlist(name) if isinstance(one, SealedUpload) and one.size]


def _choices(**more: Any) -> dict[str, Any]:
    return {
        "modalities": Modality.choices,
        "kinds": Kind.choices,
        "keeps": galleries.KEEP,
        "once": secrets.token_urlsafe(12),
        "most": galleries.MOST_PICTURES,
        **more,
    }


@require_safe
@needs("identify")
def identify(request: HttpRequest, ws: str) -> HttpResponse:
    """What one can do here, who waits for one's word, the galleries, and what was asked before."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = Search.objects.filter(workspace=here.ws).select_related("job", "asked_by")
    page = Paginator(asked, PAGE).get_page(request.GET.get("page"))
    waiting = shown_galleries.waiting(here)
    shown = {
        "shelves": shown_galleries.shelves(here),
        "waiting": [
            (one, shown_galleries.called(here, one.subject)) for one in waiting[: shown_galleries.WAITING]
        ],
        "waits": len(waiting),
        "page": page,
        "enrolments": Enrolment.objects.filter(workspace=here.ws).select_related("job", "asked_by")[:5],
    }
    return render(request, "desk/identify.html", shown)


@csrf_exempt  # read only once the gate is passed; `takes_pictures` checks the token
@require_http_methods(["GET", "HEAD", "POST"])
@needs("enrol")
def enrol(request: HttpRequest, ws: str) -> HttpResponseBase:
    """Take people in."""
    return _enrol(request, ws)


@takes_pictures
def _enrol(request: HttpRequest, here: Here) -> HttpResponse:
    if request.method == "POST":
        made = galleries.enrol(here, request.POST, _files(request, "pictures"))
        if made is None:
            return _again(request, here)
        return redirect("desk:enrolment", here.ws.slug, made.pk)
    return render(request, "desk/enrol.html", _choices(kind=request.GET.get("kind", "")))


def _again(request: HttpRequest, here: Here) -> HttpResponse:
    messages.info(request, _("This was handed in already. It stands in the list."))
    return redirect("desk:identify", here.ws.slug)


@require_safe
@needs("enrol")
def enrolment(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """How it goes; who was taken in, and what was refused with the reason and how to take a better picture."""
    here: Here = request.here  # type: ignore[attr-defined]
    made = get_object_or_404(
        Enrolment.objects.select_related("workspace", "job", "asked_by"), workspace=here.ws, pk=pk
    )
    people = list(made.subjects.select_related("workspace")[:PAGE])
    shown = {
        "made": made,
        "job": made.job,
        "going": made.job.state in jobs.WAITING,
        "now": progress(made.job),
        "people": [(one, shown_galleries.called(here, one)) for one in people],
        "count": made.subjects.count(),
        "refused": report_of(vault(), made.ident),
    }
    return render(request, "desk/enrolment.html", shown)


def _probes(request: HttpRequest, here: Here, *names: str) -> list[Probe]:
    """For each field an upload, a picture that a record names (`record:number`), or somebody of a gallery."""
    found = []
    for name in names:
        handed, taken = _files(request, name), request.POST.get(f"{name}-taken", "")
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
    shown = _choices(
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
    shown = _choices(offered=_offered(here, request.GET), entity=request.GET.get("entity", ""))
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
        shown = _choices(shelves=[one for one in shown_galleries.shelves(here) if one.people])
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
        return _again(request, here)
    if zone:
        identifying.keep_document(made, zone)
    return redirect("desk:answer", here.ws.slug, made.pk)


def _search(here: Here, pk: int) -> Search:
    return get_object_or_404(
        Search.objects.select_related("workspace", "job", "asked_by", "subject"), workspace=here.ws, pk=pk
    )


@require_safe
@needs("identify")
def answer(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """How it goes, or what came of it: most often that there is no candidate."""
    here: Here = request.here  # type: ignore[attr-defined]
    search = _search(here, pk)
    note_access(here.user, "search", pk, here.ws, search.purpose)
    found = list(search.candidates.select_related("subject__workspace"))
    pair = next((one for one in found if one.subject is None), None)
    document = None if search.erased_at else identifying.document_of(search)
    shown = {
        "search": search,
        "job": search.job,
        "going": search.job.state in jobs.WAITING,
        "now": progress(search.job),
        "told": search.answer,
        "pair": pair and _candidate(here, pair),
        "candidates": [_candidate(here, one) for one in found if one.subject],
        "answered": bool(search.answer.get("answer")),
        "doubts": doubts(search) if search.answer else [],
        "document": document,
        "expired": bool(document and document.expires and document.expires < search.asked_at.date()),
        "checks": [(CHECK[one.field], one.holds) for one in document.checks] if document else [],
        "numbers": range(search.probes) if not search.erased_at else (),
    }
    return render(request, "desk/answer.html", shown)


def _candidate(here: Here, one: Any) -> dict[str, Any]:
    return {
        "row": one,
        "name": shown_galleries.called(here, one.subject),
        "likeness": likeness(one.llr),
        "mine": shown_galleries.may_answer(here, one),
    }


@require_safe
@needs("identify")
def probe(request: HttpRequest, ws: str, pk: int, number: int) -> HttpResponse:
    """Our copy of what was handed in for a search."""
    here: Here = request.here  # type: ignore[attr-defined]
    search = _search(here, pk)
    if number >= search.probes or search.erased_at:
        raise Http404
    return picture_answer(bytes_of(vault(), f"{search.ident}:{number}"), True)


def picture_answer(data: bytes, redraw: bool = False) -> HttpResponse:
    """A picture of a person: never kept, never run, never anybody else's to embed."""
    from manumit.doors.web.desk.acts.matching import in_memory, shown_copy

    if redraw:
        with in_memory(data) as path:
            try:
                data = shown_copy(path)
            except UnreadableInput as error:
                raise Http404 from error
    made = HttpResponse(data, content_type="image/jpeg")
    made["Content-Security-Policy"] = BOX
    made["Cross-Origin-Resource-Policy"] = "same-origin"
    return made
