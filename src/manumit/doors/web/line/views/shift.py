"""Being here, a breath, a break, and what the next shift should know."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manumit.doors.web.line import duty, stranded, waiting
from manumit.doors.web.line.gate import here, needs
from manumit.doors.web.line.models import Paper
from manumit.doors.web.line.sealing import new_token, read, token_of, write


@require_POST
@needs("be_on_duty")
def be_here(request: HttpRequest) -> HttpResponse:
    """Languages, a break, back, or gone home. Whoever rests or goes leaves nobody behind."""
    user, told = here(request).user, request.POST
    duty.seen(user)
    if "languages_set" in told:
        duty.speak(user, told.getlist("language"))
    if "break" in told:
        duty.rest(user, told["break"] == "1")
    if "leave" in told:
        duty.leave(user)
    if ("leave" in told or told.get("break") == "1") and (back := stranded.go_home(user)):
        said = ngettext(
            "%(n)s talk of yours is in the queue again.",
            "%(n)s talks of yours are in the queue again.",
            back,
        )
        messages.info(request, said % {"n": back})
    return redirect("line:shift" if "leave" in told else "line:queue")


@require_safe
@needs("be_on_duty")
def breath(request: HttpRequest) -> HttpResponse:
    """After a hard talk: a breath, a break, a colleague."""
    user = here(request).user
    told = {
        "duty": duty.seen(user),
        "due": duty.HARD,
        "colleagues": duty.colleagues(user),
        "mine": waiting.mine(user).exists(),
    }
    return render(request, "line/breath.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("write_shift")
def shift(request: HttpRequest) -> HttpResponse:
    """Notes from shift to shift; nothing about a person belongs there, that stands in the talk's own notes."""
    user = here(request).user
    if request.method == "POST":
        write(Paper.Kind.SHIFT, {"text": request.POST.get("text", "").strip()}, user, None, token_of(request))
        messages.success(request, _("Kept, sealed."))
        return redirect("line:shift")
    notes = [(one, read(one)) for one in Paper.objects.filter(kind=Paper.Kind.SHIFT)[:30]]
    return render(
        request,
        "line/shift.html",
        {
            "notes": notes,
            "token": new_token(),
            "mine": waiting.mine(user),
            "colleagues": duty.colleagues(user),
        },
    )
