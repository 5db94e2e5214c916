"""What is held in a care record: the record, each consent, and what went out under it. Its keys are a care code, and
the talk in which the person agreed to a record. Every look and every deed stands in the record, the person's own too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from manumit.base.kernel import Refused
from manumit.doors.web.days import date_format
from manumit.doors.web.haven import passes
from manumit.doors.web.haven.held import Held, Looked, Source, Words
from manumit.doors.web.haven.held_talk import US
from manumit.doors.web.haven.holding_words import KINDS, LOOKS, STATES, WHO
from manumit.doors.web.haven.ring import talks_of
from manumit.doors.web.helpline import agreed, care, codes
from manumit.doors.web.helpline.agreed_words import purpose, recipient
from manumit.doors.web.helpline.care import PERSON, care_book
from manumit.services.care import (
    Book,
    Record,
    ask_to_erase,
    erased_on,
    looks,
    my_consents,
    take_back_erasing,
    withdraw_consent,
)

REASON = "asked for by the person"
_STATES = {"valid": "counts", "to_come": "counts", "withdrawn": "withdrawn", "expired": "over"}


def people(request: HttpRequest) -> list[str]:
    """The records that this request has a key of. A new code ends what an older one opened."""
    person, _sep, mark = passes.shown(request, "care").partition(" ")
    found = [person] if mark and codes.mark(person) == mark else []
    for talk in talks_of(request):
        found += [one.told["person"] for one in agreed.of(talk) if one.row.kind == "record"]
    return list(dict.fromkeys(one for one in found if one))


def held(request: HttpRequest) -> Iterator[Held]:
    """Each record, then its consents, the newest first."""
    known = people(request)
    if not known or not care.there_is_a_book():
        return
    with care_book() as book:
        for person in known:
            if person in book.people():
                record = care.looked(book, person, PERSON, "own_record")
                yield _record(record)
                yield from (_consent(book, record, one) for one in my_consents(book, record)[::-1])


def _record(record: Record) -> Held:
    count: dict[str, int] = {}
    for item in record.items.values():
        if item.kind in KINDS:
            count[item.kind] = count.get(item.kind, 0) + 1
    ends = erased_on(record)
    looked = tuple(
        Looked(WHO.get(one.by, one.by), one.hour, LOOKS.get(one.purpose, one.purpose))
        for one in looks(record)
    )
    return Held(
        "care",
        _("Your record"),
        US,
        _("to help you for longer"),
        ends.date() if ends else None,
        tuple(looked),
        key=record.person,
        more=tuple(f"{KINDS[kind]} ({n})" if n > 1 else KINDS[kind] for kind, n in count.items()),
        more_is=_("In it"),
        state="going" if ends else "counts",
        erases=""
        if ends
        else _(
            "From now on nobody is given anything, and those who have something are asked to delete it. In seven days"
            " the record's key is destroyed; until then you can change your mind, or have it done at once."
        ),
        copies=_("Others keep what they were given until they delete it. We ask them to.")
        if record.of_kind("referral")
        else "",
        deeds=(("back", _("I want to keep it")), ("now", _("Erase it now"))) if ends else (),
    )


def _consent(book: Book, record: Record, told: dict[str, object]) -> Held:
    kind, name = recipient(str(told["recipient"]))
    state = _STATES[str(told["state"])]
    items, shared = told["items"], told["shared"]
    assert isinstance(items, list)
    assert isinstance(shared, list)
    kinds = dict.fromkeys(found.kind if (found := record.items.get(one)) else str(one) for one in items)
    return Held(
        "care",
        ", ".join(str(KINDS.get(one, one)) for one in kinds),
        kind,
        purpose(str(told["purpose"])),
        datetime.fromisoformat(str(told["expires_at"])).date(),
        state=state,
        key=f"{record.person}/{told['consent']}",
        name=name,
        more=tuple(_sent(one) for one in shared),
        more_is=_("Passed on"),
        withdraws=_went(len(shared)) if state == "counts" else "",
        copies=_("We cannot see who looks at it there, nor fetch it back. We can ask them to delete it.")
        if shared
        else "",
    )


def _went(sent: int) -> Words:
    if not sent:
        return _("It was not passed on yet, and now will not be.")
    return _("From now on they get nothing more, and we ask them to delete what they got.")


def _sent(one: dict[str, str]) -> str:
    day = date_format(datetime.fromisoformat(one["sent_at"]), "j M Y")
    return f"{day}. {STATES.get(one['state'], one['state'])}"


def _mine(request: HttpRequest, person: str) -> str:
    if person not in people(request):
        raise Refused("This is not yours to change.", "Type your code again.")
    return person


def withdraw(request: HttpRequest, key: str) -> None:
    """A consent is taken back: what went out under it is recalled, and those to be told stand at Line."""
    person, _sep, consent = key.partition("/")
    with care_book() as book:
        care.tell(book, withdraw_consent(book, _mine(request, person), consent, PERSON))


def erase(request: HttpRequest, key: str) -> None:
    """The wish to be erased; with 'back:' it is taken back, with 'now:' it does not wait."""
    deed, _sep, person = key.rpartition(":")
    with care_book() as book:
        _mine(request, book.need(person))
        if deed == "back":
            take_back_erasing(book, person, PERSON)
        elif deed == "now":
            if erased_on(book.record(person)) is None:
                raise Refused("Nobody asked for that.", "Ask for it first.")
            care.tell(book, care.erase_now(book, person, PERSON, REASON))
        else:
            care.tell(book, ask_to_erase(book, person, PERSON, REASON))


SOURCE = Source("care", held, withdraw, erase)
