"""What is written into a care record: people, needs, services, notes, the health summary, the code, the wish to go."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.helpline import care, codes
from manumit.doors.web.helpline.care import care_book
from manumit.doors.web.line import care_page
from manumit.doors.web.line.care_words import FORMS
from manumit.doors.web.line.gate import here, needs
from manumit.doors.web.line.sealing import token_of
from manumit.doors.web.line.views.care import in_book, open_for, opened_for
from manumit.services.care import (
    Book,
    ask_to_erase,
    erased_on,
    parse_fields,
    put_summary,
    read_summary,
    take_back_erasing,
)

REASON = "asked for by the person"


def open_book_at(request: HttpRequest, book: Book, person: str) -> str:
    """The person, whose record this member of staff has open. Refused when they have not said what for."""
    if not opened_for(request, in_book(book, person)):
        raise Refused(_("This record is not open."), _("Open it, and say what for."))
    return person


def back(request: HttpRequest, person: str, said: str) -> HttpResponse:
    """To the record, with a word."""
    messages.success(request, said)
    return redirect("line:care_record", person=person)


def _is_this(request: HttpRequest, book: Book, person: str, fields: Mapping[str, object]) -> bool:
    """Whether whoever sends this form has sent just this before: they have the record open, and it says the same."""
    (known,) = book.record(person).of_kind("person")
    return bool(opened_for(request, person)) and all(known.get(name) == one for name, one in fields.items())


@require_POST
@needs("keep_record")
def take_in(request: HttpRequest) -> HttpResponse:
    """Somebody new, known by whatever they want known; sent twice, they are there once. Whoever wrote it down has it
    open."""
    fields, _seen = care_page.read_form("person", request.POST)
    person = f"per_{token_of(request)}"
    with care_book() as book:
        if person in book.people() and not _is_this(request, book, person, fields):
            raise UsageError(
                _("Somebody was taken in with this form already."),
                _("Their record is in the list. To take in somebody else, open the page anew."),
            )
        book.add(fields, here(request).user.username, person=person)
        open_for(request, person, opened_for(request, person) or "plan_help")
    return back(request, person, _("Taken in. Every field can be filled in later, or never."))


@require_POST
@needs("keep_record")
def add(request: HttpRequest, person: str) -> HttpResponse:
    """A new need, service or note; sent twice, it is there once."""
    kind, item = request.POST.get("kind", ""), f"itm_{token_of(request)}"
    if kind not in care_page.LISTED:
        raise UsageError(_("There is no such form."))
    fields, _seen = care_page.read_form(kind, request.POST)
    if not any(value is not None for value in fields.values()):
        raise UsageError(
            _("Nothing is written there."), _("Every field may stay empty, but not all of them.")
        )
    with care_book() as book:
        open_book_at(request, book, person)
        if item not in book.record(person).items:
            book.edit(person, kind, fields, here(request).user.username, item, new=True)
    return back(request, person, _("Kept, sealed."))


@require_POST
@needs("keep_record")
def change(request: HttpRequest, person: str, item: str) -> HttpResponse:
    """Fields of an item. What a colleague saved meanwhile is not lost: both stand there until somebody decides."""
    with care_book() as book:
        found = book.record(open_book_at(request, book, person)).items.get(item)
        kind = found.kind if found else item
        if kind not in FORMS or (found is None and kind not in ("person", "safety_plan")):
            raise Http404
        fields, seen = care_page.read_form(kind, request.POST)
        if fields:
            book.change(person, kind, fields, here(request).user.username, item, seen)
    return back(request, person, _("Kept, sealed.") if fields else _("Nothing was changed."))


@require_POST
@needs("keep_record")
def resolve(request: HttpRequest, person: str, item: str) -> HttpResponse:
    """Of several values the one that holds."""
    field = request.POST.get("field", "")
    value = parse_fields(f'{{"value": {request.POST.get("value", "null")}}}', "The value")["value"]
    with care_book() as book:
        book.resolve(open_book_at(request, book, person), item, field, value, here(request).user.username)
    return back(request, person, _("Resolved."))


@require_POST
@needs("keep_record")
def health(request: HttpRequest, person: str) -> HttpResponse:
    """A health summary (FHIR, IPS) from a file. What FHIR does not allow is refused with its place."""
    given = request.FILES.get("file")
    if given is None:
        raise UsageError(_("Choose a file."), _("A health summary is a FHIR document in JSON."))
    tree = read_summary(given.read())
    with care_book() as book:
        changed = put_summary(book, open_book_at(request, book, person), tree, here(request).user.username)
    return back(request, person, _("Kept, sealed.") if changed else _("Nothing was changed."))


@require_POST
@needs("keep_record")
def code(request: HttpRequest, person: str) -> HttpResponse:
    """A new care code, shown this once."""
    with care_book() as book:
        open_book_at(request, book, person)
        book.read(person, here(request).user.username, "they_asked", "a new care code")
    made = codes.make(person)
    return render(
        request, "line/care_code.html", {"code": made, "person": person, "short": care_page.short(person)}
    )


@require_POST
@needs("keep_record")
def erasing(request: HttpRequest, person: str) -> HttpResponse:
    """They want to be erased (`do=ask`), stay after all (`back`), or not wait (`now`). What a colleague wrote down as
    their wish takes a second person to carry out at once."""
    deed, by = request.POST.get("do", ""), here(request).user.username
    with care_book() as book:
        open_book_at(request, book, person)
        if deed == "ask":
            care.tell(book, ask_to_erase(book, person, by, REASON))
            return back(request, person, _("Written down. From now on nothing is passed on."))
        if deed == "back":
            take_back_erasing(book, person, by)
            return back(request, person, _("They stay."))
        _may_erase(book, person, by)
        care.tell(book, care.erase_now(book, person, by, REASON))
    messages.success(request, _("Erased. Nobody can bring it back. Tell those who have copies."))
    return redirect("line:care_notices")


def _may_erase(book: Book, person: str, by: str) -> None:
    record = book.record(person)
    if erased_on(record) is None:
        raise Refused(_("Nobody asked for that."), _("Write down first that they want to be erased."))
    if record.items["erasing"].fields["asked_at"].versions[0].by == by:
        raise Refused(
            _("You wrote their wish down yourself; a colleague carries it out."),
            _("Without one it is done by itself on its day."),
        )
