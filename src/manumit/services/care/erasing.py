"""Erasing a person: their keys die, and what is left are leaves that prove that something was, and not what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from manumit.base.kernel import Refused, UsageError, parse_instant
from manumit.base.vault import Place
from manumit.services.care.book import Book
from manumit.services.care.change import show_time
from manumit.services.care.consents import Recall, recall_of_all, withdraw_consent
from manumit.services.care.record import Record

ERASING = "erasing"
WAIT = timedelta(days=7)
"""From the wish to be erased to the erasure, when nobody does it before. Ours: long enough to take back what somebody
else pressed, a quarter of the month that the law allows (GDPR, article 12)."""


@dataclass(frozen=True)
class Erased:
    """Who was erased, and who outside has to be told: what was passed on stays where it is until they delete it.
    `behind`: copies of the keys that were not reached, and still hold them."""

    people: tuple[str, ...]
    recalls: tuple[Recall, ...]
    behind: tuple[Place, ...]


def erase(book: Book, person: str, by: str, reason: str) -> Erased:
    """Erase a person, under all pseudonyms that were joined. Referrals are recalled first; who is to be told is
    returned, since afterwards nobody here knows."""
    if not by.strip() or not reason.strip():
        raise UsageError("Say who erases, and why.", "Such as: asked for by the person.")
    everyone = sorted({book.need(person), *book.record(person).joined})
    if missing := [one for one in everyone if one not in book.people()]:
        raise Refused(f"{', '.join(missing)}, joined to this record, is not here.", "Merge the books first.")
    recalls = recall_of_all(book, person, by)
    behind = {one.path: one for name in everyone for one in book.forget(name, by, reason)}
    return Erased(tuple(everyone), tuple(recalls), tuple(behind.values()))


def ask_to_erase(book: Book, person: str, by: str, reason: str) -> list[Recall]:
    """The person wants to be erased. From now on nothing is passed on: consents are withdrawn, and who is to be told of
    recalls is returned. Until it is done they may take it back."""
    if erased_on(book.record(book.need(person))) is not None:
        raise Refused("This was asked for before.", "It is done on the day that was said then.")
    if not reason.strip():
        raise UsageError("Say why.", "Such as: asked for by the person.")
    book.edit(person, ERASING, {"asked_at": show_time(book.clock()), "reason": reason}, by)
    now = book.clock()
    going = [
        one.consent_id for one in book.record(person).consents() if one.state(now) in ("valid", "to_come")
    ]
    recalls = [recall for one in going for recall in withdraw_consent(book, person, one, by)]
    return recalls + recall_of_all(book, person, by)


def take_back_erasing(book: Book, person: str, by: str) -> None:
    """They want to stay. What was withdrawn stays withdrawn."""
    if erased_on(book.record(book.need(person))) is None:
        raise Refused("Nobody asked to be erased here.")
    book.edit(person, ERASING, {"asked_at": None}, by)


def erased_on(record: Record) -> datetime | None:
    """When the person will be erased, if they asked for it. A wish wins over any other version."""
    found = record.items.get(ERASING)
    versions = found.fields["asked_at"].versions if found else ()
    asked = [parse_instant(one.value).utc for one in versions if one.value]
    return min(asked) + WAIT if asked else None


def erase_asked(book: Book, by: str) -> list[Erased]:
    """Erase everybody whose wish has waited long enough."""
    now = book.clock()
    due = [one for one in book.people() if (at := erased_on(book.record(one))) is not None and at <= now]
    return [erase(book, one, by, "asked for by the person") for one in due if one in book.people()]
