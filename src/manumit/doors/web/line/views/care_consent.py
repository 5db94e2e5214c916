"""Consents and referrals: nothing is passed on without a consent, and whoever has something hears when it ends."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import UsageError
from manumit.doors.web.helpline import care
from manumit.doors.web.helpline.care import care_book
from manumit.doors.web.helpline.models import Notice
from manumit.doors.web.line.care_words import recipient as in_words
from manumit.doors.web.line.gate import here, needs
from manumit.doors.web.line.sealing import token_of
from manumit.doors.web.line.views.care_deeds import back, open_book_at
from manumit.services.care import (
    Record,
    answer,
    dump_tree,
    give_consent,
    package_of,
    refer,
    withdraw_consent,
)


@require_POST
@needs("keep_record")
def agree(request: HttpRequest, person: str) -> HttpResponse:
    """They agreed that these things go to this recipient for this purpose until this day; with `refer`, at once. Sent
    twice, it is one consent and one referral."""
    told = request.POST
    if told.get("agreed") != "1":
        raise UsageError(_("Without their consent nothing is passed on."), _("Read it to them, and ask."))
    try:
        until = datetime.combine(date.fromisoformat(told.get("until", "")), time(23, 59), UTC)
    except ValueError as error:
        raise UsageError(_("Until when? A consent has an end.")) from error
    to, purpose = f"{told.get('kind', '')}:{told.get('name', '').strip()}", told.get("purpose", "")
    items, by = told.getlist("item"), here(request).user.username
    with care_book() as book:
        open_book_at(request, book, person)
        given = give_consent(
            book,
            person,
            purpose,
            to,
            items,
            until,
            by,
            told.get("how") or "spoken",
            consent_id=f"itm_{token_of(request)}",
        )
        if "refer" in told and not _went(book.record(person), given.consent_id):
            refer(book, person, to, purpose, given.consent_id, items, by)
    return back(request, person, _("Referred.") if "refer" in told else _("Kept, sealed."))


def _went(record: Record, consent: str) -> bool:
    """Whether somebody was referred under it already."""
    return any(one.get("consent_id") == consent for one in record.of_kind("referral"))


@require_POST
@needs("keep_record")
def send(request: HttpRequest, person: str) -> HttpResponse:
    """Refer under a consent that is there, once."""
    wanted = request.POST.get("consent", "")
    with care_book() as book:
        record = book.record(open_book_at(request, book, person))
        found = next((one for one in record.consents() if one.consent_id == wanted), None)
        if found is None:
            raise UsageError(_("There is no such consent."))
        if not _went(record, wanted):
            by = here(request).user.username
            refer(book, person, found.recipient, found.purpose, wanted, found.items, by)
    return back(request, person, _("Referred."))


@require_POST
@needs("keep_record")
def withdraw(request: HttpRequest, person: str) -> HttpResponse:
    """They took it back: what went out under it is recalled."""
    with care_book() as book:
        open_book_at(request, book, person)
        recalls = withdraw_consent(book, person, request.POST.get("consent", ""), here(request).user.username)
        care.tell(book, recalls)
    if recalls:
        return back(request, person, _("Taken back. Tell the recipient: it stands under 'Recalls'."))
    return back(request, person, _("Taken back. Nothing had been passed on."))


@require_POST
@needs("keep_record")
def answered(request: HttpRequest, person: str) -> HttpResponse:
    """What the recipient said."""
    told = request.POST
    with care_book() as book:
        open_book_at(request, book, person)
        answer(book, person, told.get("referral", ""), told.get("state", ""), here(request).user.username)
    return back(request, person, _("Kept, sealed."))


@require_POST
@needs("keep_record")
def package(request: HttpRequest, person: str) -> HttpResponse:
    """What the recipient gets, as a file. That it was taken out stands in the record."""
    referral = request.POST.get("referral", "")
    with care_book() as book:
        record = book.record(open_book_at(request, book, person))
        made = package_of(book, record, referral)
        book.read(person, here(request).user.username, "pass_on", f"→ {made['to']}")
    return _file(dump_tree(made, 1), f"referral-{referral[4:12]}.json")


@require_safe
@needs("keep_record")
def notices(request: HttpRequest) -> HttpResponse:
    """Recalls that a recipient is still to be told of."""
    told = [(one, said, in_words(said["to"])) for one, said in care.notices()]
    return render(request, "line/care_notices.html", {"notices": told})


@require_POST
@needs("keep_record")
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as a file for the recipient, or a note that they were told."""
    found = get_object_or_404(Notice, pk=pk)
    if "told" in request.POST:
        care.told(found, here(request).user, timezone.now().date())
        return redirect("line:care_notices")
    return _file(json.dumps(care.opened(found), ensure_ascii=False, indent=1), f"recall-{found.pk}.json")


def _file(text: str, name: str) -> HttpResponse:
    made = HttpResponse(text, content_type="application/json; charset=utf-8")
    made["Content-Disposition"] = f'attachment; filename="{name}"'
    return made
