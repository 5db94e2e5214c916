"""Identify: galleries of a workspace, people taken in, and answers."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from manumit.base.kernel import UnreadableInput
from manumit.doors.web.desk.acts import enrolling, identifying, jobs
from manumit.doors.web.desk.acts.matching import report_of
from manumit.doors.web.desk.acts.portraits import bytes_of, in_memory, may_be_shown, shown_copy
from manumit.doors.web.desk.acts.tracing import note, note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Enrolment, Search
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights import galleries as shown_galleries
from manumit.doors.web.desk.sights.asked_lists import lists_said
from manumit.doors.web.desk.sights.captures import FINGER
from manumit.doors.web.desk.sights.doubts import (
    attacks,
    attacks_taken_in,
    doubts,
    unguarded,
    unguarded_then,
    unguarded_while_compared,
)
from manumit.doors.web.desk.sights.forms import asked_facts
from manumit.doors.web.desk.sights.galleries import asked_covered, covered_of
from manumit.doors.web.desk.sights.likeness import CHECK, likeness
from manumit.doors.web.desk.sights.progress import progress
from manumit.doors.web.desk.sights.rooms import answer_shown
from manumit.doors.web.desk.sights.two_sides import BLIND, finger_of, held_of, may_glance
from manumit.doors.web.desk.views.attachments import BOX
from manumit.doors.web.desk.views.handing_in import again, choices, hands_in, opened

PAGE: Final = 25


@require_safe
@needs("identify")
def identify(request: HttpRequest, ws: str) -> HttpResponse:
    """What one can do here, who waits for one's word, the galleries, and what was asked before."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = Search.objects.filter(workspace=here.ws).select_related("job", "asked_by")
    page = Paginator(asked, PAGE).get_page(request.GET.get("page"))
    waiting = shown_galleries.waiting(here)
    shelves = shown_galleries.shelves(here)
    shown = {
        "shelves": shelves,
        "unguarded": unguarded("face"),
        "anybody": any(one.people for one in shelves),
        "waiting": [
            (one, shown_galleries.called(here, one.subject)) for one in waiting[: shown_galleries.WAITING]
        ],
        "waits": len(waiting),
        "page": page,
        "enrolments": Enrolment.objects.filter(workspace=here.ws).select_related("job", "asked_by")[:5],
    }
    return render(request, "desk/identify.html", shown)


@hands_in("enrol")
def enrol(request: HttpRequest, here: Here) -> HttpResponse:
    """Take people in."""
    if request.method == "POST":
        made = enrolling.enrol(here, request.POST, opened(request, "pictures"))
        if made is None:
            return again(request, here)
        return redirect("desk:enrolment", here.ws.slug, made.pk)
    return render(request, "desk/enrol.html", choices(kind=request.GET.get("kind", "")))


@require_safe
@needs("enrol")
def enrolment(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """How it goes; who was taken in, and what was refused with the reason and how to take a better picture."""
    here: Here = request.here  # type: ignore[attr-defined]
    made = get_object_or_404(
        Enrolment.objects.select_related("workspace", "job", "asked_by", "added_to__workspace"),
        workspace=here.ws,
        pk=pk,
    )
    people = list(made.subjects.select_related("workspace")[:PAGE])
    if made.added_to:
        people = [made.added_to]
    report = report_of(vault(), made.ident)
    shown = {
        "made": made,
        "job": made.job,
        "going": made.job.state in jobs.WAITING,
        "now": progress(made.job),
        "people": [(one, shown_galleries.called(here, one)) for one in people],
        "count": 1 if made.added_to else made.subjects.count(),
        "refused": report.get("refused", ()),
        "unlike": [(one["name"], likeness(one["llr"])) for one in report.get("unlike", ())],
        "attacks": attacks_taken_in(report),
        "unguarded": unguarded_then(made, report),
        "back_then": "unguarded" in report,
    }
    return render(request, "desk/enrolment.html", shown)


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
    if search.way == Search.Way.ROOM:
        return render(request, "desk/room_answer.html", _every(search) | answer_shown(search))
    found = list(search.candidates.select_related("subject__workspace"))
    pair = next((one for one in found if one.subject is None), None)
    hides = asked_covered(here, search)
    document = None if search.erased_at else identifying.document_of(search)
    candidates = [_candidate(here, one, hides) for one in found if one.subject]
    lists = lists_said(search, candidates)
    listed = {one.kind for one in lists if one.answer}
    shown = _every(search) | {
        "pair": pair and _candidate(here, pair, hides),
        "candidates": [one for one in candidates if one["row"].subject.kind not in listed],
        "named": len(candidates),
        "lists": lists,
        "answered": bool(search.answer.get("answer") or listed),
        "looked_through": sum(
            one["subjects"] for one in (search.answer.get("answer"), *(each.answer for each in lists)) if one
        ),
        "doubts": doubts(search) if search.answer else [],
        "attacks": attacks(search),
        **_guard(search),
        "document": document,
        "document_words": [
            one for one in (f"{document.given} {document.surname}".strip(), document.number) if one
        ]
        if document
        else [],
        "expired": bool(document and document.expires and document.expires < search.asked_at.date()),
        "checks": [(CHECK[one.field], one.holds) for one in document.checks] if document else [],
        **({"numbers": []} if hides else {}),
        "facts": () if search.erased_at else asked_facts(here, search),
        "covered": hides and not search.erased_at,
        "about": [(one, shown_galleries.called(here, one)) for one in covered_of(here, search)],
    }
    return render(request, "desk/answer.html", shown)


def _guard(search: Search) -> dict[str, bool]:
    """Whether nothing looked for presentation attacks; `compared_then`: that it is so no more."""
    now, then = unguarded(search.modality), unguarded_while_compared(search)
    return {
        "unguarded": bool(search.handed_in) and (now if then is None else then),
        "compared_then": bool(then) and not now,
    }


def _every(search: Search) -> dict[str, Any]:
    """What the page of every answer shows."""
    return {
        "search": search,
        "job": search.job,
        "going": search.job.state in jobs.WAITING,
        "now": progress(search.job),
        "told": search.answer,
        "numbers": [
            (n, FINGER.get(finger_of(search, n), "")) for n in range(search.handed_in) if _kept(search, n)
        ],
    }


def _kept(search: Search, number: int) -> bool:
    """Whether what was handed in is there: it goes with the search, or when it was on a list."""
    return not search.erased_at and not vault().was_erased(f"{search.ident}:{number}")


def _candidate(here: Here, one: Any, hides: bool) -> dict[str, Any]:
    glances = may_glance(here, one, hides)
    return {
        "row": one,
        "name": shown_galleries.called(here, one.subject),
        "likeness": None if one.state in BLIND else likeness(one.llr),
        "mine": shown_galleries.may_answer(here, one),
        "covered": not glances,
        "glance": glances and (one.subject is None or bool(held_of(one))),
    }


@require_safe
@needs("identify")
def probe(request: HttpRequest, ws: str, pk: int, number: int) -> HttpResponse:
    """Our copy of what was handed in for a search; of possible victims in a gallery only for a purpose."""
    here: Here = request.here  # type: ignore[attr-defined]
    search = _search(here, pk)
    if number >= search.handed_in or not _kept(search, number) or asked_covered(here, search):
        raise Http404
    note("access", here.user, "search", pk, here.ws, search.purpose, form="picture")
    return picture_answer(bytes_of(vault(), f"{search.ident}:{number}"), True)


def picture_answer(data: bytes, redraw: bool = False) -> HttpResponse:
    """A picture of a person: never kept, never run, never anybody else's to embed. 404 for what is on a list by now."""
    if not may_be_shown(data):
        raise Http404
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
