"""What happens to a sealed report: opened, added to, answered, graded, withdrawn. This house holds headers and
bodies that no key of it opens; both doors see a report by these acts alone."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from manumit.base.kernel import Erased, Refused, UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline import bodies
from manumit.doors.web.helpline.models import Conversation, Item, Opening, Report, Upload
from manumit.services.support import (
    Challenges,
    ItemHeader,
    Waits,
    is_name,
    key_id,
    padded_size,
    sealed_size,
)

State = Report.State
CHUNK = bodies.CHUNK
UNFINISHED = timedelta(days=1)
"""An item that is not whole is gone a day after its date."""
MOST_ITEMS = 500
"""Parts of one thread."""
BUSY = 20_000
"""Milliseconds that SQLite waits for another process (databases.py)."""
RELIABILITY, CREDIBILITY = "ABCDEF", "123456"
"""Admiralty code: how reliable the source is, how credible the information (NATO AJP-2.1)."""


@cache
def challenges() -> Challenges:
    """Of this process: a door is one."""
    return Challenges()


@cache
def waits() -> Waits:
    """The same for forms without scripts."""
    return Waits()


def salt() -> bytes:
    """16 bytes of this installation that every return code is stretched with; whoever loses them loses all codes."""
    return sha256(bodies.house().secret("reports.salt").encode()).digest()[:16]


def open_report(name: str, secret: str, public_key: bytes, locale: str, country: str = "") -> Report:
    """A new thread, nothing in it yet; the same again for who holds its secret. Refused when another has the name."""
    key_id(public_key)
    if not is_name(name) or not is_name(secret):
        raise UsageError("This is not the name of a report.")
    fields = {
        "secret_hash": _hash(secret),
        "public_key": public_key,
        "locale": locale,
        "country": country,
        "opened_on": _today(),
    }
    made, new = Report.objects.get_or_create(pk=name, defaults=fields)
    if not new and not hmac.compare_digest(made.secret_hash, _hash(secret)):
        raise Refused("This report is there already.", "Make a new code.")
    return made


def mine(name: str, secret: str) -> Report | None:
    """The report whose name and secret the return code made; the same time is taken when there is none."""
    found = Report.objects.filter(pk=name).first() if is_name(name) else None
    held = found.secret_hash if found else "0" * 64
    return found if hmac.compare_digest(held, _hash(secret)) and found else None


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def _today() -> date:
    return timezone.now().date()


def begin_item(
    report: Report, header: Mapping[str, Any], who: str = "person", by: User | None = None
) -> Item:
    """Room for an item; the one that was begun when its token is known, so that a broken line goes on. UsageError for a
    header that is none, or of another thread, Erased when the report was withdrawn, Refused when the thread is full."""
    told = ItemHeader.read(header)
    if told.thread != report.id:
        raise UsageError("This item is sealed for another report.")
    size = sealed_size(told.size)
    padded_size(size)
    bodies.need_room(size)
    with transaction.atomic():
        now = Report.objects.select_for_update().get(pk=report.pk)
        if now.state == State.WITHDRAWN:
            raise Erased("This report was withdrawn.", "What was in it is erased.")
        if now.items.count() >= MOST_ITEMS:
            raise Refused("This report holds as many parts as it can.", "Begin a new one.")
        fields = {"report": now, "who": who, "by": by, "header": told.shape(), "size": size, "on": _today()}
        item, new = Item.objects.get_or_create(token=told.item, defaults=fields)
        if item.report_id != now.pk or item.who != who:
            raise Refused("This item is there already.")
        if new:
            Upload.objects.create(item=item)
    return item


def append(item: Item, at: int, chunk: bytes) -> int:
    """Bytes of the body that are here now. `at` is where the chunk belongs: one that came before is not written twice,
    and a gap is not made: the sender goes on from what is answered."""
    if len(chunk) > CHUNK:
        raise UsageError("This piece is too long.")
    received = Upload.objects.filter(item=item).values_list("received", flat=True).first()
    if received is None:
        return item.size
    new = chunk[received - at :] if at <= received else b""
    if received + len(new) > item.size:
        raise UsageError("This is longer than it was said to be.")
    if not new:
        return received
    bodies.write(item.token, received, new)  # twice the same bytes, if two send them at once
    if Upload.objects.filter(item=item, received=received).update(received=received + len(new)):
        return received + len(new)
    if not Item.objects.filter(pk=item.pk).exists():
        bodies.remove(item.token)
        raise Erased("This part was withdrawn.")
    return append(item, at, b"")


def finish(item: Item) -> Item:
    """The item is whole: it gets its number, and the report its state. UsageError while bytes are missing."""
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=item.report_id)
        now = Item.objects.select_for_update().get(pk=item.pk)
        if now.whole:
            return now
        upload = Upload.objects.filter(item=now, received=now.size).first()
        if upload is None:
            raise UsageError("Something of this has not arrived yet.")
        last = report.items.aggregate(last=Max("number"))["last"] or 0
        now.whole, now.number = True, last + 1
        now.save(update_fields=("whole", "number"))
        upload.delete()
        report.state = State.ANSWERED if now.who == Item.Who.STAFF else State.NEW
        report.save(update_fields=("state",))
    bodies.dull(now.token, _today())
    return now


def deliver(item: Item, sealed: bytes) -> Item:
    """A whole body at once."""
    for at in range(0, len(sealed), CHUNK):
        append(item, at, sealed[at : at + CHUNK])
    return finish(item)


def items(report: Report, after: int = 0) -> list[Item]:
    """The whole items after number `after`, in order."""
    return list(report.items.filter(whole=True, number__gt=after))


def body(item: Item) -> Iterator[bytes]:
    """The sealed body, in chunks; Erased when it is gone."""
    return bodies.read(item.token)


def withdraw(report: Report) -> None:
    """Erase the headers first (with them every key that opens a body), then the bodies; what stays is a date."""
    _on_sqlite("PRAGMA secure_delete=ON")  # zeros where a row was
    with transaction.atomic():
        tokens = list(report.items.values_list("token", flat=True))
        report.items.all().delete()
        report.openings.all().delete()
        blank = {"reliability": "", "credibility": "", "corroborated": False, "severity": None, "country": ""}
        Report.objects.filter(pk=report.pk).update(state=State.WITHDRAWN, public_key=b"", **blank)
    for token in tokens:
        bodies.remove(token)
    _fold_in()
    report.refresh_from_db()


def _on_sqlite(*pragmas: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in pragmas:
                cursor.execute(pragma)


def _fold_in() -> None:
    """Nothing old stays in the log of changes, unless somebody reads just then: nobody is kept waiting for it."""
    _on_sqlite("PRAGMA busy_timeout=0", "PRAGMA wal_checkpoint(TRUNCATE)", f"PRAGMA busy_timeout={BUSY}")


def reports() -> QuerySet[Report]:
    """What Line lists: those with at least one whole item, or withdrawn."""
    return (
        Report.objects.filter(items__whole=True).distinct()
        | Report.objects.filter(state=State.WITHDRAWN).distinct()
    )


def read_by_staff(report: Report, role: str) -> None:
    """Somebody with this role has opened it; the person can see that."""
    Opening.objects.get_or_create(report=report, role=role, on=_today())
    Report.objects.filter(pk=report.pk, state=State.NEW).update(state=State.READ)


def answer(report: Report, advocate: User, header: Mapping[str, Any], sealed: bytes) -> Item:
    """An answer, sealed in the advocate's browser to the person and the colleagues."""
    return deliver(begin_item(report, header, Item.Who.STAFF, advocate), sealed)


def seal_to(item: Item, sealed: Mapping[str, Any]) -> None:
    """Hand over: one more key that opens an item, {key, enc, ct}, sealed in the browser of somebody who opens it."""
    with transaction.atomic():
        now = Item.objects.select_for_update().get(pk=item.pk)
        told = ItemHeader.read(now.header).shape()
        told["sealed"] = [one for one in told["sealed"] if one["key"] != sealed.get("key")] + [dict(sealed)]
        now.header = ItemHeader.read(told).shape()
        now.save(update_fields=("header",))


def grade(
    report: Report,
    reliability: str | None = None,
    credibility: str | None = None,
    corroborated: bool | None = None,
    severity: int | None = None,
) -> None:
    """What advocates make of it: an allegation, not a fact. None leaves a field as it is; UsageError for a grade that
    there is not."""
    told: dict[str, Any] = {}
    for name, value, known in (
        ("reliability", reliability, RELIABILITY),
        ("credibility", credibility, CREDIBILITY),
    ):
        if value is not None:
            if len(value) > 1 or value not in known:
                raise UsageError("There is no such grade.")
            told[name] = value
    if severity is not None and severity not in Conversation.Severity.values:
        raise UsageError("There is no such severity.")
    told |= {} if severity is None else {"severity": severity}
    told |= {} if corroborated is None else {"corroborated": corroborated}
    if told:
        Report.objects.filter(pk=report.pk).exclude(state=State.WITHDRAWN).update(**told)
        report.refresh_from_db()


def close(report: Report) -> None:
    """Nothing more is to be done here; the person can still come back, and that opens it again."""
    Report.objects.filter(pk=report.pk).exclude(state=State.WITHDRAWN).update(state=State.CLOSED)


def sweep(now: datetime | None = None) -> int:
    """Erase items that never became whole, and reports in which nothing ever arrived. How many items went."""
    before = (now or timezone.now()).date() - UNFINISHED
    left = list(Item.objects.filter(whole=False, on__lt=before))
    for item in left:
        bodies.remove(item.token)
        item.delete()
    Report.objects.filter(opened_on__lt=before, items=None).exclude(state=State.WITHDRAWN).delete()
    return len(left)
