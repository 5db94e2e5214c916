"""Somebody in a gallery: what is held, until when, and how they leave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.desk.acts import enrolling, facing, leaving, opening, watchlists
from manumit.doors.web.desk.acts.galleries import copy_of, pictures_of
from manumit.doors.web.desk.acts.purposes import state_purpose
from manumit.doors.web.desk.acts.tracing import note, note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Aim, Candidate, Kind, Subject
from manumit.doors.web.desk.sights.captures import label_of
from manumit.doors.web.desk.sights.forms import facts
from manumit.doors.web.desk.sights.galleries import called, covered, told_of
from manumit.doors.web.desk.sights.watching import expected
from manumit.doors.web.desk.views.handing_in import again, choices, hands_in, opened
from manumit.doors.web.desk.views.identify import picture_answer
from manumit.doors.web.desk.views.watch import FIRST_END

PAGE: Final = 50


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
    return render(request, "desk/gallery.html", shown | _checks(here, kind))


def _checks(here: Here, kind: str) -> dict[str, Any]:
    """For which checks a gallery is asked as a list, and what may be said of that."""
    standing, today = opening.standing(here.ws, kind), timezone.now().date()
    return {
        "opening": standing,
        "opened_for": [Aim(one).label for one in standing.aims] if standing else [],
        "aims": [(one, Aim(one).label) for one in opening.aims_of(kind)],
        "may_open": here.may("open_gallery"),
        "today": today,
        "first_end": today + FIRST_END,
        "latest": today + timedelta(days=opening.LONGEST),
    }


@require_POST
@needs("open_gallery")
def gallery_open(request: HttpRequest, ws: str, kind: str) -> HttpResponse:
    """Let checks of an identity ask a gallery as a list, for what is said here alone."""
    here: Here = request.here  # type: ignore[attr-defined]
    opening.open_list(here, _kind(kind), request.POST.getlist("aim"), request.POST)
    messages.success(request, _("The gallery is asked at these checks from now on, and at no others."))
    return redirect("desk:gallery", ws, kind)


@require_POST
@needs("open_gallery")
def gallery_shut(request: HttpRequest, ws: str, kind: str) -> HttpResponse:
    """From now on no check asks a gallery."""
    here: Here = request.here  # type: ignore[attr-defined]
    opening.close_list(here, _kind(kind), request.POST)
    messages.success(request, _("No check asks this gallery any more."))
    return redirect("desk:gallery", ws, kind)


def _kind(kind: str) -> str:
    if kind not in Kind.values:
        raise Http404
    return kind


def subject_of(here: Here, pk: int) -> Subject:
    """Somebody in a gallery of this workspace; 404 else."""
    return get_object_or_404(
        Subject.objects.select_related("workspace", "enrolment__asked_by"), workspace=here.ws, pk=pk
    )


@require_safe
@needs("identify")
def subject(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """What is held of somebody: what they may ask to see, and have taken away."""
    here: Here = request.here  # type: ignore[attr-defined]
    one = subject_of(here, pk)
    grant = here.purpose_for("subject", str(pk))
    note_access(here.user, "subject", pk, here.ws, grant.purpose if grant else "")
    pictures = pictures_of(one)
    shown = {
        "one": one,
        "name": called(here, one),
        "covered": covered(here, one),
        "facts": facts(told_of(here, one)),
        "pictures": [
            (at, label_of(each.modality, each.finger), each.item[-16:])
            for at, each in sorted(enumerate(pictures), key=lambda one: (not one[1].finger, one[1].finger))
        ],
        "searches": one.candidates.select_related("search").order_by("-search__asked_at")[:PAGE],
        "may_enrol": here.may("enrol"),
        "may_watch": here.may("watch"),
        "ends": min(one.keep_until, timezone.now().date() + FIRST_END),
        "latest": min(one.keep_until, timezone.now().date() + facing.LONGEST),
        "today": timezone.now().date(),
        "expected": expected("face"),
    }
    return render(request, "desk/subject.html", choices(**shown))


@require_safe
@needs("identify")
def subject_picture(request: HttpRequest, ws: str, pk: int, number: int) -> HttpResponse:
    """Our copy of an enrolled picture; of possible victims only for a purpose."""
    here: Here = request.here  # type: ignore[attr-defined]
    one = subject_of(here, pk)
    found = pictures_of(one)
    copy = None if number >= len(found) or covered(here, one) else copy_of(one, found[number])
    if copy is None:
        raise Http404
    grant = here.purpose_for("subject", str(pk))
    note("access", here.user, "subject", pk, here.ws, grant.purpose if grant else "", form="picture")
    return picture_answer(copy)


@hands_in("enrol", "POST")
def add_pictures(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """More pictures of somebody: another face, finger or eye."""
    made = enrolling.add(here, subject_of(here, pk), request.POST, opened(request, "pictures"))
    return again(request, here) if made is None else redirect("desk:enrolment", here.ws.slug, made.pk)


@require_POST
@needs("enrol")
def remove_picture(request: HttpRequest, ws: str, pk: int, number: int) -> HttpResponse:
    """Destroy one picture and its template; the others stay."""
    here: Here = request.here  # type: ignore[attr-defined]
    whole = leaving.remove(subject_of(here, pk), number, here.user, request.POST)
    messages.success(request, _("The picture and its template are destroyed; what is left has a new key."))
    if not whole:
        messages.warning(request, _("A copy of the keys elsewhere was not reached yet."))
    return redirect("desk:subject", ws, pk)


@require_POST
@needs("identify")
def subject_seen(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Somebody asked to see a picture unblurred."""
    here: Here = request.here  # type: ignore[attr-defined]
    note("access", here.user, "subject", subject_of(here, pk).pk, here.ws, form="shown")
    return HttpResponse(status=204)


@require_POST
@needs("state_purpose")
def subject_purpose(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """State why the name of a possible victim must be seen."""
    here: Here = request.here  # type: ignore[attr-defined]
    one, pair = subject_of(here, pk), request.POST.get("pair", "")
    state_purpose(here, "subject", str(one.pk), request.POST.get("purpose", ""))
    pairs = Candidate.objects.filter(search__workspace=here.ws)
    if pair.isdecimal() and len(pair) < 10 and pairs.filter(pk=int(pair)).exists():
        return redirect("desk:candidate", ws, int(pair))
    return redirect("desk:subject", ws, pk)


@require_POST
@needs("identify")
def watch_for(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Watch for somebody: a list of one's own, with one entry. Purpose and legal basis come first."""
    here: Here = request.here  # type: ignore[attr-defined]
    if not here.may("watch"):
        raise PermissionDenied("watch")
    one = subject_of(here, pk)
    cells = facing.face_cells(one, request.POST)
    called_so = _("Person %(n)s") % {"n": one.pk}
    note("access", here.user, "subject", one.pk, here.ws, cells["purpose"], did="watched for")
    made = watchlists.watch_for(here, called_so, cells)
    messages.success(request, _("The list is kept. What is there already is compared with it now."))
    return redirect("desk:watchlist", ws, made.pk)


@require_POST
@needs("enrol")
def keep(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Another day on which it ends."""
    here: Here = request.here  # type: ignore[attr-defined]
    leaving.extend(subject_of(here, pk), here.user, request.POST)
    return redirect("desk:subject", ws, pk)


@require_POST
@needs("enrol")
def withdraw(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Take somebody out: their key is destroyed."""
    here: Here = request.here  # type: ignore[attr-defined]
    one = subject_of(here, pk)
    kind = one.kind
    if leaving.withdraw(one, here.user, request.POST.get("reason", "")):
        messages.success(
            request,
            _("Their key is destroyed: nothing of them can be read any more, here or in a backup.")
            + " "
            + _("Searches that were begun with their picture are destroyed, too."),
        )
    else:
        messages.warning(
            request, _("Their key is destroyed here. A copy of the keys elsewhere was not reached yet.")
        )
    return redirect("desk:gallery", ws, kind)
