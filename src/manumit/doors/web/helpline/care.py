"""The care records of this house (services.care), opened for a moment at a time: Line, Haven, keeper take turns."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils import timezone

from manumit.base.vault import PassphraseHolder, bound, seal, unseal
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline import codes
from manumit.doors.web.helpline.common import CARE_NAME, CARE_PEOPLE
from manumit.doors.web.helpline.house import HelplineHouse
from manumit.doors.web.helpline.models import Notice
from manumit.services.care import FILE, Book, Erased, Recall, Record, erase, erase_asked, looks, recall_ended

SECRET = "care.secret"
PATIENCE = 4.0
"""Seconds to wait while a verb or another door has the book: a door has few threads, and talks need them."""
PERSON, KEEPER = "the person", "the program"
"""Who did what no member of staff did: the person at Haven, and the program when a day had come. Names to sign in with
have no blanks."""


@contextmanager
def care_book(now: datetime | None = None) -> Iterator[Book]:
    """The open book, made when there is none. WorkspaceError when another process holds it too long."""
    house = _house()
    holder = _holder(house.secret(SECRET))
    if not (house.care / FILE).exists():
        _make(house, holder)
    with Book.open(house.care, holder, (lambda: now) if now else timezone.now, PATIENCE) as book:
        yield book


def _house() -> HelplineHouse:
    house = settings.HOUSE
    assert isinstance(house, HelplineHouse)
    return house


@lru_cache(maxsize=2)
def _holder(passphrase: str) -> PassphraseHolder:
    """It remembers what it derived: opening takes a quarter of a second once a process, and milliseconds from then."""
    return PassphraseHolder(passphrase)


def _make(house: HelplineHouse, holder: PassphraseHolder) -> None:
    handle = os.open(house.path / "care.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:  # two that begin at once make one book
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not (house.care / FILE).exists():
            Book.create(house.care, holder, CARE_NAME, CARE_PEOPLE, timezone.now).close()
    finally:
        os.close(handle)


def there_is_a_book() -> bool:
    """Whether anybody was ever taken in."""
    return (_house().care / FILE).exists()


def looked(book: Book, person: str, by: str, purpose: str, what: str = "the record") -> Record:
    """The record, for somebody to look at. The look is written down, once an hour for the same purpose."""
    hour = book.clock().replace(minute=0, second=0, microsecond=0)
    record = book.record(book.need(person))
    known = any(
        (one.by, one.hour, one.purpose, one.what) == (by, hour, purpose, what) for one in looks(record)
    )
    if known:
        return record
    book.read(person, by, purpose, what)
    return book.record(person)


def erase_now(book: Book, person: str, by: str, reason: str) -> list[Recall]:
    """The keys die, and the code with them; who is to be told of recalls is returned."""
    done = erase(book, person, by, reason)
    return _forgotten([done])


def _forgotten(done: Iterable[Erased]) -> list[Recall]:
    found = list(done)
    for person in (one for each in found for one in each.people):
        codes.forget(person)
    return [recall for each in found for recall in each.recalls]


def tell(book: Book, recalls: Iterable[Recall]) -> int:
    """Keep notices of recalls until somebody has passed them on. How many."""
    made = [Notice(sealed=_sealed(one.notice(book.org)), on=one.at.date()) for one in recalls]
    return len(Notice.objects.bulk_create(made))


def notices() -> list[tuple[Notice, dict[str, Any]]]:
    """Those that nobody has passed on yet, with what they say."""
    return [(one, opened(one)) for one in Notice.objects.filter(told_on=None)]


def opened(notice: Notice) -> dict[str, Any]:
    """What a notice says."""
    told: dict[str, Any] = json.loads(unseal(_key(), bytes(notice.sealed), bound("recall"), "A notice"))
    return told


def told(notice: Notice, by: User, on: date) -> None:
    """It was passed on."""
    Notice.objects.filter(pk=notice.pk, told_on=None).update(told_on=on, told_by=by)


def _sealed(notice: dict[str, Any]) -> bytes:
    return seal(_key(), json.dumps(notice, ensure_ascii=False).encode(), bound("recall"))


def _key() -> bytes:
    return sha256(f"recall notices {_house().secret(SECRET)}".encode()).digest()


def tidy(now: datetime | None = None, **_: Any) -> None:
    """After every sweep: hours that are over go into the log, ended consents are recalled, wishes to be erased come
    true, and notices that were passed on a month ago go."""
    Notice.objects.filter(told_on__lt=(now or timezone.now()).date() - codes.MONTH).delete()
    if not there_is_a_book():
        return
    with care_book(now) as book:
        recalls = recall_ended(book, book.people(), KEEPER)
        tell(book, recalls + _forgotten(erase_asked(book, KEEPER)))
