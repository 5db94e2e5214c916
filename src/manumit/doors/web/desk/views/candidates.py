"""A pair that two people decide about."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manumit.doors.web.desk.acts import leaving, reviewing
from manumit.doors.web.desk.acts.tracing import note, note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.middleware import shown as problem_shown
from manumit.doors.web.desk.models import Candidate, Search
from manumit.doors.web.desk.sights.captures import label_of
from manumit.doors.web.desk.sights.forms import asked_facts, facts, tells
from manumit.doors.web.desk.sights.galleries import (
    asked_covered,
    called,
    covered,
    covered_of,
    may_answer,
    told_of,
    waiting,
)
from manumit.doors.web.desk.sights.likeness import FEATURE, likeness
from manumit.doors.web.desk.sights.pieces import evidence
from manumit.doors.web.desk.sights.two_sides import (
    BLIND,
    asked_with,
    finger_of,
    glance,
    held_of,
    held_picture,
    is_third,
    may_glance,
    may_look,
    reviews,
)
from manumit.doors.web.desk.views.identify import picture_answer

PAGE: Final = 50


def candidate_of(here: Here, pk: int) -> Candidate:
    """A pair of this workspace; 404 else."""
    found = Candidate.objects.select_related("search__workspace", "subject__workspace", "search__asked_by")
    return get_object_or_404(found, search__workspace=here.ws, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("identify")
def candidate(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """The pair side by side. POST keeps one's word, and goes on with the next that waits for it."""
    here: Here = request.here  # type: ignore[attr-defined]
    try:
        return _answered(request, here, pk) if request.method == "POST" else _looked_at(request, here, pk)
    except Http404:
        return _gone(request)


def _gone(request: HttpRequest) -> HttpResponse:
    """What is said to who comes too late; nobody learns whether there ever was such a pair."""
    error = {
        "code": "not-found",
        "sentence": _("This pair is not there, or not any more."),
        "hint": _(
            "Whoever it was about left the gallery, or the search was destroyed. What was said of it is gone with it;"
            " go on in Identify."
        ),
    }
    return problem_shown(request, error, 404)


def _looked_at(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    one = candidate_of(here, pk)
    note_access(here.user, "candidate", pk, here.ws, one.search.purpose)
    mine = here.user.pk in one.by
    blind = one.state in BLIND
    third = is_third(here, one)
    said = None if blind else likeness(one.llr)
    shown = {
        "one": one,
        "search": one.search,
        "name": called(here, one.subject),
        "may": may_answer(here, one),
        "blind": blind,
        "mine": mine,
        "third": third,
        "likeness": said,
        "against": said and one.outcome in ("same", "different") and said.toward not in ("", one.outcome),
        "evidence": None if blind else evidence(one.evidence),
        "features": FEATURE.items() if one.search.modality == "face" and one.search.handed_in else (),
        "reviews": reviews(here, one),
        "may_take_back": mine and one.state == Candidate.State.HALF,
        "sides": _sides(here, one),
    }
    return render(request, "desk/candidate.html", shown)


def _answered(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    one = reviewing.answer(here, pk, request.POST, request.POST.getlist("compared"))
    if one.state == Candidate.State.DECIDED:
        messages.success(request, _("Decided: %(outcome)s.") % {"outcome": one.get_outcome_display()})
        return redirect("desk:candidate", here.ws.slug, pk)
    if one.state == Candidate.State.APART:
        return redirect("desk:candidate", here.ws.slug, pk)
    messages.success(request, _("Kept. A colleague looks at it without your answer."))
    following = waiting(here)
    if following:
        return redirect("desk:candidate", here.ws.slug, following[0].pk)
    return redirect("desk:identify", here.ws.slug)


@require_POST
@needs("identify")
def taken_back(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Take one's word back, as long as nobody else has given theirs."""
    here: Here = request.here  # type: ignore[attr-defined]
    reviewing.take_back(here, pk)
    messages.success(request, _("Taken back. Look again, and answer anew."))
    return redirect("desk:candidate", here.ws.slug, pk)


def _sides(here: Here, one: Candidate) -> list[dict[str, Any]]:
    """Both sides, with pictures and what is told: who is looked for, and the other picture or somebody in a gallery."""
    search, subject = one.search, one.subject
    hides, shows = asked_covered(here, search), may_look(here, one)
    ours = [] if hides else [_probe(search, number, of) for number, of in asked_with(one)]
    dark = hides and search.handed_in > 0
    asked = {"covered": hides, "dark": dark, "about": next(iter(covered_of(here, search)), None)}
    if subject is None:
        titles = (_("First picture"), _("Second picture"))
        if hides:
            return [{"title": _("The two pictures"), "pictures": [], **asked}]
        return [{"title": title, "pictures": [picture]} for title, picture in zip(titles, ours, strict=False)]
    theirs = held_of(one).items() if shows else ()
    form = facts(told_of(here, subject)) if tells(search) else []
    return [
        {
            "title": _("Who is looked for"),
            "pictures": _by_finger(ours),
            "facts": asked_facts(here, search),
            **asked,
        },
        {
            "title": called(here, subject),
            "pictures": _by_finger([_picture(number, each.modality, each.finger) for number, each in theirs]),
            "subject": subject,
            "facts": form,
            "covered": covered(here, subject) and (tells(search) or not shows),
            "dark": not shows,
            "about": subject,
        },
    ]


def _picture(number: int, modality: str, finger: int) -> dict[str, Any]:
    return {"number": number, "probe": False, "label": label_of(modality, finger), "finger": finger}


def _probe(search: Search, number: int, modality: str) -> dict[str, Any]:
    return {**_picture(number, modality, finger_of(search, number)), "probe": True}


def _by_finger(pictures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Prints of cards in the order of the fingers, the same on both sides; then all others as they came."""
    return sorted(pictures, key=lambda one: (not one["finger"], one["finger"]))


@require_safe
@needs("identify")
def pair_picture(request: HttpRequest, ws: str, pk: int, number: int) -> HttpResponse:
    """Our copy of a picture of somebody in a gallery, to whoever decides about them, for the purpose of the search; of
    possible victims to nobody else without a purpose."""
    here: Here = request.here  # type: ignore[attr-defined]
    one = candidate_of(here, pk)
    data = held_picture(one, number) if may_look(here, one) else None
    if data is None:
        raise Http404
    note("access", here.user, "candidate", pk, here.ws, one.search.purpose, form="picture")
    return picture_answer(data)


@require_safe
@needs("identify")
def pair_glance(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Both sides in one small picture."""
    here: Here = request.here  # type: ignore[attr-defined]
    one = candidate_of(here, pk)
    data = glance(one) if may_glance(here, one) else None
    if data is None:
        raise Http404
    note("access", here.user, "candidate", pk, here.ws, one.search.purpose, form="picture")
    return picture_answer(data)


@require_POST
@needs("identify")
def pair_seen(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Somebody asked to see the pictures of a pair unblurred."""
    here: Here = request.here  # type: ignore[attr-defined]
    one = candidate_of(here, pk)
    note("access", here.user, "candidate", pk, here.ws, one.search.purpose, form="shown")
    return HttpResponse(status=204)


@require_POST
@needs("identify")
def seen(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Somebody asked to see the pictures of a search unblurred."""
    here: Here = request.here  # type: ignore[attr-defined]
    search = get_object_or_404(Search, workspace=here.ws, pk=pk)
    note("access", here.user, "search", search.pk, here.ws, search.purpose, form="shown")
    return HttpResponse(status=204)


@require_POST
@needs("identify")
def close(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Destroy what was handed in for a search, before its time is over."""
    here: Here = request.here  # type: ignore[attr-defined]
    found = get_object_or_404(Search.objects.select_related("workspace"), workspace=here.ws, pk=pk)
    leaving.close(found, here.user)
    messages.success(request, _("The pictures and what came of them are destroyed. That it was asked stays."))
    return redirect("desk:answer", ws, pk)
