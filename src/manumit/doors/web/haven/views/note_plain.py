"""The same without JavaScript: forms that say what they cannot protect. No cookie and no token of a form is needed:
what one may is in the code, or in the ticket that a page carries for a quarter of an hour."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from manumit.base.kernel import Erased, Refused, UsageError, WorkspaceError
from manumit.doors.web.haven import countries, plain
from manumit.doors.web.haven.views.note import shown, word_list
from manumit.doors.web.helpline import reports
from manumit.doors.web.helpline.common import locale_of
from manumit.doors.web.helpline.models import Report
from manumit.services.support import Enclosed, Opened, ReturnCode


class InMemory(MemoryFileUploadHandler):
    """What is not locked yet touches no disk. The body's length was looked at before (asgi.py)."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Always in memory."""
        self.activated = True


def _locale() -> str:
    return locale_of(get_language() or "en")


def _waited(request: HttpRequest) -> tuple[str, str]:
    """What is to be said when the form came too soon or too late (empty when it may go on), and what it then carries:
    one that came too soon goes on waiting from where it is."""
    token = request.POST.get("wait", "")
    try:
        left = reports.waits().take(token)
    except Refused:
        return gettext("This page was too old. Your words are still here: send them again."), ""
    told = gettext("Please wait %(left)s s, then send it again. Your words are still here.")
    return (told % {"left": left}, token) if left else ("", "")


@csrf_exempt  # it makes something new, with nobody's rights; what it carries has to be waited for
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Write; sealed at once, the code shown once."""
    if request.method != "POST":
        return _form(request)
    request.upload_handlers = [InMemory(request)]
    text = request.POST.get("text", "").strip()
    if not text and not request.FILES:
        return _form(request, gettext("Write, show or say something first."))
    problem, token = _waited(request)
    if problem:
        return _form(request, problem, text, 429, token)
    files, refused = _files(request)
    if not text and not files:
        return _form(request, " ".join(refused))
    try:
        country = countries.known(request.POST.get("country", ""))
        code = plain.begun(text, files, _locale(), country)
    except (UsageError, Refused, WorkspaceError):
        return _form(request, _full(), text, 503)
    return _code(request, code, {"refused": refused})


def _code(request: HttpRequest, code: ReturnCode, more: dict[str, Any], status: int = 200) -> HttpResponse:
    told = {
        "words": code.words(word_list(get_language() or "en")),
        "digits": code.digits(),
        "ticket": more.get("ticket") or plain.ticket(code, plain.TO_SHOW),
        "stays": True,
    }
    return shown(request, "note_plain_code", told | more, status)


@csrf_exempt  # the ticket is the right
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The code, typed from what was written down before anybody relies on it; for a quarter of an hour after it was
    sent, it can be shown again."""
    if request.method != "POST":
        return HttpResponseRedirect("/note/plain/back")
    ticket = request.POST.get("ticket", "")
    try:
        code = plain.ticketed(ticket, plain.TO_SHOW)
    except Erased:
        return _enter(request, _old(), status=410)
    if request.POST.get("do") == "show":
        return _code(request, code, {"ticket": ticket})
    typed = request.POST.get("code", "")
    if typed and ReturnCode.read(typed, _locale()) == code:
        return _code(request, code, {"right": True})
    told = {"asks": True, "typed": typed[:2000], "ticket": ticket, "stays": True}
    problem = gettext("That is not the code. Look at it again.") if typed else ""
    return shown(request, "note_plain_code", told | {"problem": problem}, 400 if typed else 200)


def _old() -> str:
    return gettext("This page was open for a long time. Type your code again.")


def _files(request: HttpRequest) -> tuple[list[Enclosed], list[str]]:
    """(photographs and voices, a sentence about those that are none)."""
    files: list[Enclosed] = []
    told = []
    for name, bare, none in (
        ("photos", plain.bare, gettext("This is not a picture that can be read here:")),
        ("sounds", plain.voice, gettext("This is not a sound that can be read here:")),
    ):
        refused, number = [], 1
        for one in request.FILES.getlist(name):
            try:
                files.append(bare(one.read(), number))
                number += 1
            except UsageError:
                refused.append(str(one.name))
        told += [f"{none} {', '.join(refused)}"] if refused else []
    return files, told


def _form(
    request: HttpRequest, problem: str = "", text: str = "", status: int = 200, token: str = ""
) -> HttpResponse:
    told = {
        "problem": problem,
        "text": text,
        "wait": token or reports.waits().ask(),
        "country": request.POST.get("country", ""),
        "again": bool(request.FILES),
    }
    return shown(request, "note_plain", told, status)


@csrf_exempt  # the code is the right
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest) -> HttpResponse:
    """Come back with the code; what was being added when the page grew too old comes along."""
    if request.method != "POST":
        return _enter(request)
    typed = request.POST.get("code", "")
    problem, token = _waited(request)
    if problem:
        return _enter(request, problem, typed, 429, token)
    code = ReturnCode.read(typed, _locale())
    if code is None:
        told = gettext(
            "These are not the nine words or the figures of a code. Look for a word that was mistyped."
        )
        return _enter(request, told, typed, 400)
    try:
        held = plain.opened(code)
    except WorkspaceError:
        return _enter(request, _full(), typed, 503)
    report = reports.mine(held.thread, held.secret)
    if report is None:
        told = gettext("This code opens nothing. You can try as often as you like.")
        return _enter(request, told, typed, 404)
    return _thread(request, code, held, report, text=request.POST.get("text", ""))


def _full() -> str:
    return gettext("There is no room for this now. Try again later, or talk to someone.")


def _enter(
    request: HttpRequest, problem: str = "", typed: str = "", status: int = 200, token: str = ""
) -> HttpResponse:
    told = {"problem": problem, "typed": typed[:2000], "wait": token or reports.waits().ask()}
    adding = request.POST.get("text", "") if request.POST.get("do") != "gone" else ""
    return shown(request, "note_plain_back", told | {"text": adding}, status)


def _thread(
    request: HttpRequest,
    code: ReturnCode,
    held: Opened,
    report: Report,
    problem: str = "",
    text: str = "",
    status: int = 200,
    token: str = "",
) -> HttpResponse:
    items = plain.read(report, held)
    told = {
        "report": report,
        "items": items,
        "answered": any(one.who == "staff" for one in items),
        "ticket": plain.ticket(code),
        "wait": token or reports.waits().ask(),
        "problem": problem,
        "text": text,
    }
    return shown(request, "note_plain_back", told, status)


@csrf_exempt  # the ticket is the right
@require_POST
def deed(request: HttpRequest) -> HttpResponse:
    """Add a part, or take everything back."""
    text = request.POST.get("text", "").strip()
    try:
        code = plain.ticketed(request.POST.get("ticket", ""))
    except Erased:
        return _enter(request, _old(), status=410)
    try:
        held = plain.opened(code)
    except WorkspaceError:
        return _enter(request, _full(), status=503)
    report = reports.mine(held.thread, held.secret)
    if report is None:
        return HttpResponseRedirect("/note/plain/back")
    if request.POST.get("do") == "gone":
        reports.withdraw(report)
        return _thread(request, code, held, report)
    if not text:
        told = gettext("Write, show or say something first.")
        return _thread(request, code, held, report, told, status=400)
    problem, token = _waited(request)
    if problem:
        return _thread(request, code, held, report, problem, text, 429, token)
    try:
        plain.add(report, held, text, "more", _locale())
    except (UsageError, Refused, Erased):
        return _thread(request, code, held, report, _full(), text, 503)
    report.refresh_from_db()
    return _thread(request, code, held, report)
