"""Persons in care: the list, a record, its history. Names are opened in memory alone, and whoever opens a record says
what for: that stands in it, for the person to see.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manumit.base.govern import RECIPIENTS as RECIPIENT_KINDS
from manumit.base.kernel import UsageError
from manumit.doors.web.helpline import agreed_words, codes
from manumit.doors.web.helpline.care import care_book, looked, notices
from manumit.doors.web.line import care_page, care_words
from manumit.doors.web.line.care_summary import sections
from manumit.doors.web.line.gate import here, needs
from manumit.doors.web.line.sealing import new_token
from manumit.services.care import Book, Record, document_of, erased_on, leaf_places, looks

OPEN = 3600
"""Seconds for which what one opened a record for counts."""
SHOWN = 100
"""People of the list; how many more there are is said."""


@require_http_methods(["GET", "HEAD", "POST"])
@needs("keep_record")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody in care, those with something urgent first. What is looked for is posted: it stands in no address."""
    asked = request.POST.get("q", "")[:80]
    with care_book() as book:
        rows = [care_page.row(one, book.record(one)) for one in book.people()]
    found = sorted(
        (one for one in rows if care_page.fits(one, asked)),
        key=lambda one: (not one.urgent, -one.changed.timestamp()),
    )
    told = {
        "rows": found[:SHOWN],
        "more": max(0, len(found) - SHOWN),
        "total": len(rows),
        "q": asked,
        "token": new_token(),
        "form": care_page.shown("person", None),
        "notices": len(notices()),
    }
    return render(request, "line/care.html", told)


def opened_for(request: HttpRequest, person: str) -> str:
    """What this member of staff opened the record for, within the hour; empty when they have not said."""
    what, at = request.session.get("care", {}).get(person, ("", 0))
    return what if timezone.now().timestamp() - at < OPEN else ""


def open_for(request: HttpRequest, person: str, what: str) -> None:
    """They said what for."""
    now = timezone.now().timestamp()
    known = {name: one for name, one in request.session.get("care", {}).items() if now - one[1] < OPEN}
    request.session["care"] = known | {person: (what, now)}


def in_book(book: Book, person: str) -> str:
    """The person; 404 when there is nobody of that name."""
    if person not in book.people():
        raise Http404
    return person


@require_POST
@needs("keep_record")
def open_record(request: HttpRequest, person: str) -> HttpResponse:
    """Say what for, then see."""
    what = request.POST.get("for", "")
    if what not in care_words.CHOSEN:
        raise UsageError(
            _("Say what you open it for."), _("It stands in the record, where the person can see it.")
        )
    with care_book() as book:
        open_for(request, in_book(book, person), what)
    return redirect("line:care_record", person=person)


@require_safe
@needs("keep_record")
def record(request: HttpRequest, person: str) -> HttpResponse:
    """The record; before it, the question what for."""
    purpose = opened_for(request, person)
    with care_book() as book:
        in_book(book, person)
        if not purpose:
            told: dict[str, Any] = {"person": person, "short": care_page.short(person)}
            return render(request, "line/care_door.html", told | {"choices": care_words.CHOSEN})
        found = looked(book, person, here(request).user.username, purpose)
        told = _told(book, found) | {"purpose": purpose}
    return render(request, "line/care_record.html", told)


def _told(book: Book, record: Record) -> dict[str, Any]:
    listed = [
        (
            kind,
            [care_page.shown(kind, one) for one in record.of_kind(kind)[::-1]],
            care_page.shown(kind, None),
        )
        for kind in care_page.LISTED
    ]
    items = record.items
    return {
        "person": record.person,
        "short": care_page.short(record.person),
        "called": care_page.called(record),
        "about": care_page.shown("person", items.get("person")),
        "plan": care_page.shown("safety_plan", items.get("safety_plan")),
        "listed": listed,
        "things": care_page.things(record),
        "consents": care_page.consents(book, record),
        "purposes": agreed_words.PURPOSES,
        "recipients": [(one, agreed_words.RECIPIENTS[one]) for one in RECIPIENT_KINDS],
        "hows": [(one, care_words.VALUES[one]) for one in ("spoken", "written", "signed", "guardian")],
        "summary": _summary(record),
        "erased_on": erased_on(record),
        "asked_by": _asked_by(record),
        "code_of": codes.made_on(record.person),
        "token": new_token(),
    }


def _summary(record: Record) -> Any:
    if "health" not in record.items:
        return None
    if record.items["health"].conflicts:
        return "conflict"
    return sections(document_of(record))


def _asked_by(record: Record) -> str:
    found = record.items.get("erasing")
    return found.fields["asked_at"].versions[0].by if found else ""


@require_safe
@needs("keep_record")
def history(request: HttpRequest, person: str) -> HttpResponse:
    """Who looked, and every change: who, when, what, and whether the log has it already."""
    if not (purpose := opened_for(request, person)):
        return redirect("line:care_record", person=person)
    with care_book() as book:
        found = looked(book, in_book(book, person), here(request).user.username, purpose, "the history")
        logged = leaf_places(book, found)
        told = {
            "person": person,
            "short": care_page.short(person),
            "looks": looks(found),
            "changes": [
                (one, [str(name) for name in one.edits], one.id in logged)
                for one in reversed(found.changes)
                if one.event != "accessed"
            ],
        }
    return render(request, "line/care_history.html", told)
