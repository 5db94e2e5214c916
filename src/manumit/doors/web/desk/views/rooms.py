"""Which hotel is a room in? The form, two rooms side by side, and the collections to look in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.desk.acts.hotels import collections
from manumit.doors.web.desk.acts.rooms import HOW_SURE, USUAL, WHOLE, ask_room
from manumit.doors.web.desk.acts.shelving import collect, take_away
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.using import MOST_PICTURES
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Search
from manumit.doors.web.desk.sights.rooms import beside
from manumit.doors.web.desk.views.handing_in import again, choices, hands_in, opened
from manumit.doors.web.desk.views.identify import picture_answer
from manumit.doors.web.desk.views.looking import offered, probes


@hands_in("identify")
def ask(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask for the hotel of a room."""
    if request.method == "POST":
        found = probes(request, here, "picture")
        made = ask_room(here, request.POST, found[0] if found else None)
        return again(request, here) if made is None else redirect("desk:answer", here.ws.slug, made.pk)
    shown = {
        "collections": collections(settings.HOUSE, here.ws.slug),
        "offered": offered(here, request.GET),
        "entity": request.GET.get("entity", ""),
        "sures": list(HOW_SURE),
        "usual": USUAL,
        "whole": WHOLE,
        "may_enrol": here.may("enrol"),
    }
    return render(request, "desk/room_ask.html", choices(**shown))


@require_safe
@needs("identify")
def room_pair(request: HttpRequest, ws: str, pk: int, number: int) -> HttpResponse:
    """What was asked and the picture of a hotel, side by side, small, grey, without the people who were found."""
    here: Here = request.here  # type: ignore[attr-defined]
    search = get_object_or_404(Search, workspace=here.ws, pk=pk, way=Search.Way.ROOM)
    data = beside(search, number)
    if data is None:
        raise Http404
    note("access", here.user, "search", pk, here.ws, search.purpose, form="picture")
    return picture_answer(data)


@hands_in("enrol")
def room_collections(request: HttpRequest, here: Here) -> HttpResponse:
    """What collections there are, and a form that makes one."""
    if request.method == "POST":
        job = collect(here, request.POST, opened(request, "listed"), opened(request, "pictures"))
        return again(request, here) if job is None else redirect("desk:job", here.ws.slug, job.pk)
    own = settings.HOUSE.rooms / here.ws.slug
    found = [(one, one.path.parent == own) for one in collections(settings.HOUSE, here.ws.slug)]
    shown = choices(collections=found, least=int(USUAL), most=MOST_PICTURES - 1)  # the list is a file, too
    return render(request, "desk/room_collections.html", shown)


@require_POST
@needs("enrol")
def room_take_away(request: HttpRequest, ws: str) -> HttpResponse:
    """Take a collection of this workspace away."""
    take_away(request.here, request.POST)  # type: ignore[attr-defined]
    messages.success(request, _("The collection is taken away."))
    return redirect("desk:room_collections", ws)
