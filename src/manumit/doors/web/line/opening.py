"""What a browser needs to open a sealed report: its parts, whose keys they are sealed to, whom an answer goes to."""

from __future__ import annotations

from typing import Any

from manumit.doors.web.accounts.models import User
from manumit.doors.web.days import date_format
from manumit.doors.web.helpline import receivers, reports
from manumit.doors.web.helpline.models import Item, Recipient, Report
from manumit.doors.web.line import recipients
from manumit.doors.web.line.models import Aside


def told(report: Report, user: User) -> dict[str, Any]:
    """{report, person, key} and `parts`; public keys in hexadecimal digits. `key` is the reader's: {public, wrapped,
    id}, or None."""
    return {
        "report": report.id,
        "person": bytes(report.public_key).hex(),
        "key": _key(recipients.of(user)),
        **parts(report),
    }


def _key(mine: Recipient | None) -> dict[str, str] | None:
    if mine is None:
        return None
    return {"public": bytes(mine.public_key).hex(), "wrapped": mine.wrapped, "id": mine.key_id}


def parts(report: Report, after: int = 0, aside: int = 0) -> dict[str, Any]:
    """{state, items: parts of the thread after number `after`, asides: those after id `aside`, oldest first, names:
    {key id: name} of all who have or had a key, recipients: [{key, public, advocate}] whom what is written now is
    sealed to}."""
    everybody = Recipient.objects.select_related("advocate")
    return {
        "state": report.state,
        "items": [_item(one) for one in reports.items(report, after)],
        "asides": [
            _part(one) | {"id": one.pk, "kind": one.kind}
            for one in Aside.objects.filter(report=report.id, pk__gt=aside).select_related("by")
        ],
        "names": {one.key_id: str(one.advocate) for one in everybody},
        "recipients": [
            {"key": one.key_id, "public": bytes(one.public_key).hex(), "advocate": one.advocate_id}
            for one in receivers.recipients()
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    return _part(item) | {"number": item.number, "who": item.who}


def _part(one: Item | Aside) -> dict[str, Any]:
    return {
        "token": one.token,
        "by": str(one.by) if one.by else "",
        "on": one.on.isoformat(),
        "day": date_format(one.on, "j M Y"),
        "header": one.header,
    }
