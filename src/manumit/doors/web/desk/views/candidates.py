"""A pair that two people decide about, and somebody in a gallery: what is held, until when, and how they leave."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import facing, galleries, identifying, leaving, watchlists
from manumit.doors.web.desk.acts.galleries import home, pictures_of
from manumit.doors.web.desk.acts.portraits import bytes_of
from manumit.doors.web.desk.acts.purposes import state_purpose
from manumit.doors.web.desk.acts.tracing import note, note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Candidate, Kind, Search, Subject
from manumit.doors.web.desk.sights.galleries import called, may_answer, waiting
from manumit.doors.web.desk.sights.likeness import FEATURE, likeness, reason_of
from manumit.doors.web.desk.sights.watching import expected
from manumit.doors.web.desk.views.identify import picture_answer
from manumit.doors.web.desk.views.watch import FIRST_END
from manumit.engine.biometrics import Review

PAGE: Final = 50
STAGE: Final = {
    "alone": gettext_lazy("alone"),
    "again": gettext_lazy("again, knowing the other's reasons"),
    "together": gettext_lazy("together"),
    "settled": gettext_lazy("as the third"),
}


def _of(here: Here, pk: int) -> Candidate:
    found = Candidate.objects.select_related("search__workspace", "subject__workspace", "search__asked_by")
    return get_object_or_404(found, search__workspace=here.ws, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("identify")
def candidate(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """The pair side by side. POST keeps one's word, and goes on with the next that waits for it."""
    here: Here = request.here  # type: ignore[attr-defined]
    if request.method == "POST":
        return _answered(request, here, pk)
    one = _of(here, pk)
    note_access(here.user, "candidate", pk, here.ws, one.search.purpose)
    mine = here.user.pk in one.by
    blind = one.state in (Candidate.State.OPEN, Candidate.State.HALF)
    third = one.state == Candidate.State.APART and not mine
    shown = {
        "one": one,
        "search": one.search,
        "name": called(here, one.subject),
        "may": may_answer(here, one),
        "blind": blind,
        "mine": mine,
        "third": third,
        "likeness": None if blind else likeness(one.llr),
        "features": FEATURE.items() if one.search.modality == "face" else (),
        "reviews": _reviews(here, one, third),
        "sides": _sides(here, one),
    }
    return render(request, "desk/candidate.html", shown)


def _answered(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    one = identifying.answer(here, pk, request.POST, request.POST.getlist("compared"))
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


def _reviews(here: Here, one: Candidate, third: bool) -> list[dict[str, Any]]:
    """What this person may see of what was said: a third one who is to settle it, and everybody once it is decided, all
    of it; one who answered alone, their own until the other's is there."""
    rows, search, subject = identifying.decisions_of(one)
    said = rows.seen_by(str(here.user.pk), search, subject)
    if not (third or one.state == Candidate.State.DECIDED or here.user.pk in one.by):
        return []
    names = {str(user.pk): str(user) for user in User.objects.filter(pk__in=one.by)}
    return [_review(row, names) for row in said]


def _review(row: Review, names: dict[str, str]) -> dict[str, Any]:
    return {
        "who": [names.get(by, by) for by in row.by],
        "stage": STAGE[row.stage],
        "answer": Candidate.Outcome(row.answer).label,
        **reason_of(row.reason),
    }


def _sides(here: Here, one: Candidate) -> list[dict[str, Any]]:
    """The pictures of both sides: the probe, and the other picture or all of somebody's."""
    search = one.search
    left = [{"number": search.probes - 1 if one.subject else 0, "probe": True}]
    if one.subject is None:
        right = [{"number": 1, "probe": True}]
        return [
            {"title": _("First picture"), "pictures": left},
            {"title": _("Second picture"), "pictures": right},
        ]
    theirs = [
        {"number": at, "probe": False}
        for at, picture in enumerate(pictures_of(one.subject))
        if picture.modality == search.modality
    ]
    return [
        {"title": _("Who is looked for"), "pictures": left},
        {"title": called(here, one.subject), "pictures": theirs, "subject": one.subject},
    ]


@require_POST
@needs("identify")
def seen(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Somebody asked to see the pictures of a search unblurred."""
    here: Here = request.here  # type: ignore[attr-defined]
    search = get_object_or_404(Search, workspace=here.ws, pk=pk)
    note("access", here.user, "search", search.pk, here.ws, search.purpose, form="shown")
    return HttpResponse(status=204)


# --- Somebody in a gallery


@require_safe
@needs("identify")
def gallery(request: HttpRequest, ws: str, kind: str) -> HttpResponse:
    """Who is in a gallery."""
    here: Here = request.here  # type: ignore[attr-defined]
    if kind not in Kind.values:
        raise Http404
    people = Subject.objects.filter(workspace=here.ws, kind=kind).select_related("workspace")
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    shown = {
        "kind": Kind(kind),
        "page": page,
        "rows": [(one, called(here, one)) for one in page.object_list],
    }
    return render(request, "desk/gallery.html", shown)


def _subject(here: Here, pk: int) -> Subject:
    return get_object_or_404(
        Subject.objects.select_related("workspace", "enrolment__asked_by"), workspace=here.ws, pk=pk
    )


@require_safe
@needs("identify")
def subject(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """What is held of somebody: what they may ask to see, and have taken away."""
    here: Here = request.here  # type: ignore[attr-defined]
    one = _subject(here, pk)
    grant = here.purpose_for("subject", str(pk))
    note_access(here.user, "subject", pk, here.ws, grant.purpose if grant else "")
    pictures = pictures_of(one)
    shown = {
        "one": one,
        "name": called(here, one),
        "covered": one.kind == Kind.VICTIM and not here.unmasked("subject", str(pk)),
        "pictures": list(enumerate(pictures)),
        "searches": one.candidates.select_related("search").order_by("-search__asked_at")[:PAGE],
        "keeps": galleries.KEEP,
        "may_enrol": here.may("enrol"),
        "may_watch": here.may("watch"),
        "ends": min(one.keep_until, timezone.now().date() + FIRST_END),
        "today": timezone.now().date(),
        "expected": expected("face"),
    }
    return render(request, "desk/subject.html", shown)


@require_POST
@needs("identify")
def watch_for(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Watch for somebody: a list of one's own, with one entry. Purpose and legal basis come first."""
    here: Here = request.here  # type: ignore[attr-defined]
    if not here.may("watch"):
        raise PermissionDenied("watch")
    one = _subject(here, pk)
    cells = facing.face_cells(one, request.POST)
    called_so = _("Person %(n)s") % {"n": one.pk}
    note("access", here.user, "subject", one.pk, here.ws, cells["purpose"], did="watched for")
    made = watchlists.make(here, called_so, cells["purpose"], cells["expires_at"], [cells])
    messages.success(request, _("The list is kept. What is there already is compared with it now."))
    return redirect("desk:watchlist", ws, made.pk)


@require_safe
@needs("identify")
def subject_picture(request: HttpRequest, ws: str, pk: int, number: int) -> HttpResponse:
    """Our copy of an enrolled picture."""
    here: Here = request.here  # type: ignore[attr-defined]
    one = _subject(here, pk)
    found = pictures_of(one)
    if number >= len(found):
        raise Http404
    return picture_answer(bytes_of(home(one).vault, found[number].item))


@require_POST
@needs("identify")
def subject_seen(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Somebody asked to see a picture unblurred."""
    here: Here = request.here  # type: ignore[attr-defined]
    note("access", here.user, "subject", _subject(here, pk).pk, here.ws, form="shown")
    return HttpResponse(status=204)


@require_POST
@needs("state_purpose")
def subject_purpose(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """State why the name of a possible victim must be seen."""
    here: Here = request.here  # type: ignore[attr-defined]
    state_purpose(here, "subject", str(_subject(here, pk).pk), request.POST.get("purpose", ""))
    return redirect("desk:subject", ws, pk)


@require_POST
@needs("enrol")
def keep(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Another day on which it ends."""
    here: Here = request.here  # type: ignore[attr-defined]
    leaving.extend(_subject(here, pk), here.user, request.POST)
    return redirect("desk:subject", ws, pk)


@require_POST
@needs("enrol")
def withdraw(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Take somebody out: their key is destroyed."""
    here: Here = request.here  # type: ignore[attr-defined]
    one = _subject(here, pk)
    kind = one.kind
    if leaving.withdraw(one, here.user, request.POST.get("reason", "")):
        messages.success(
            request, _("Their key is destroyed: nothing of them can be read any more, here or in a backup.")
        )
    else:
        messages.warning(
            request, _("Their key is destroyed here. A copy of the keys elsewhere was not reached yet.")
        )
    return redirect("desk:gallery", ws, kind)


@require_POST
@needs("identify")
def close(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Destroy what was handed in for a search, before its time is over."""
    here: Here = request.here  # type: ignore[attr-defined]
    found = get_object_or_404(Search.objects.select_related("workspace"), workspace=here.ws, pk=pk)
    leaving.close(found, here.user)
    messages.success(request, _("The pictures and what came of them are destroyed. That it was asked stays."))
    return redirect("desk:answer", ws, pk)
