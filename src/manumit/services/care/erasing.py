"""Erasing a person: their keys die, and what is left are leaves that prove that something was, and not what."""

from __future__ import annotations

from dataclasses import dataclass

from manumit.base.kernel import Refused, UsageError
from manumit.base.vault import Place
from manumit.services.care.book import Book
from manumit.services.care.consents import Recall, recall_of_all


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
