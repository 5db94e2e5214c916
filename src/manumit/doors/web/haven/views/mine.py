"""My consents: who holds what about me, what for, until when, who looked; take back, erase. What is shown is what the
keys at hand open: the talk on this phone, a code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import Erased, ManumitError, WorkspaceError
from manumit.doors.web.haven import held, passes, plain
from manumit.doors.web.helpline import codes, reports

SAID = ("withdrawn", "erased", "closed")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Everything that the keys of this browser open."""
    return _page(request)


def _page(request: HttpRequest, trouble: str = "", status: int = 200) -> HttpResponse:
    told = held.held(request)
    done = request.GET.get("done", "")
    shown = {
        "here": "phone",
        "held": told,
        "done": done if done in SAID else "",
        "problem": trouble,
        "by_code": passes.any_shown(request),
    }
    return render(request, "haven/mine.html", shown, status=status)


@csrf_exempt  # it needs a code that only the person has; all that it gives is a pass of half an hour
@require_POST
def code(request: HttpRequest) -> HttpResponse:
    """A care code, however it is typed. A wrong one takes as long as a right one, and locks nobody out."""
    typed = request.POST.get("code", "")
    if not codes.digits_of(typed):
        return _page(request, gettext("A code is made of figures. Type it as it stands on the paper."), 400)
    try:
        person = codes.person_of(typed)
    except WorkspaceError:
        return _page(request, gettext("Too many try this just now. Please wait a minute and try again."), 503)
    if not person:
        told = gettext("This code opens nothing. A figure may be wrong, or a newer code has taken its place.")
        return _page(request, told, 404)
    made = HttpResponseRedirect("/mine")
    passes.give(made, request, "care", f"{person} {codes.mark(person)}")
    return made


@csrf_exempt  # the secret of the report, or the ticket that the page carries, is the right
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """From a report that stands open: by what its code made in the browser (which opens no word) or a ticket."""
    name, secret = request.POST.get("thread", ""), request.POST.get("secret", "")
    if ticket := request.POST.get("ticket", ""):
        try:
            opened = plain.opened(plain.ticketed(ticket))
        except (Erased, WorkspaceError):
            return HttpResponseRedirect("/note/plain/back")
        name, secret = opened.thread, opened.secret
    if reports.mine(name, secret) is None:
        return HttpResponseRedirect("/note/back")
    made = HttpResponseRedirect("/mine")
    passes.give(made, request, "report", name)
    return made


@require_POST
def deed(request: HttpRequest) -> HttpResponse:
    """`do`: withdraw, erase, or close what a code opened."""
    do, key = request.POST.get("do", ""), request.POST.get("key", "")[:200]
    if do == "close":
        away = HttpResponseRedirect("/mine?done=closed")
        passes.take(away)
        return away
    source = held.source(request.POST.get("kind", ""))
    act = None if source is None else {"withdraw": source.withdraw, "erase": source.erase}.get(do)
    if act is None:
        return _page(request, gettext("This cannot be done here. Please try again from this page."), 400)
    try:
        act(request, key)
    except ManumitError:
        told = gettext("This was not done. It may have been done before, or the page was open for too long.")
        return _page(request, told, 409)
    return HttpResponseRedirect(f"/mine?done={'withdrawn' if do == 'withdraw' else 'erased'}")
