"""What a person agreed to in a talk, kept where they can see it and take it back; and who read the talk when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from manumit.base.kernel import Erased
from manumit.doors.web.helpline import acts, keys
from manumit.doors.web.helpline.models import Agreed, Conversation, Seen


@dataclass(frozen=True, slots=True)
class Agreement:
    """One thing agreed to, opened. `told`: recipient and purpose of words passed on, the person of a record."""

    row: Agreed
    told: dict[str, Any]

    def stands(self, today: date) -> bool:
        """Whether it counts: not taken back, and not over."""
        return self.row.withdrawn_at is None and (self.row.until is None or self.row.until >= today)


def note(talk: Conversation, kind: str, item: str, until: date | None, told: dict[str, Any]) -> None:
    """They agreed; said again, it counts from now on as it was said last."""
    fields = {
        "conversation": talk.id,
        "kind": kind,
        "until": until,
        "hour": _hour(timezone.now()),
        "withdrawn_at": None,
        "sealed": keys.seal_turn(talk.id, 0, {**told, "item": item}),
    }
    Agreed.objects.update_or_create(item=item, defaults=fields)


def of(talk: Conversation) -> list[Agreement]:
    """Everything agreed to in a talk, the newest first; nothing when its key is gone."""
    rows = Agreed.objects.filter(conversation=talk.id).order_by("-hour", "-pk")
    try:
        return [Agreement(one, keys.open_turn(talk.id, 0, bytes(one.sealed))) for one in rows]
    except Erased:
        return []


def withdraw(row: Agreed) -> None:
    """They took it back, and it stays so."""
    Agreed.objects.filter(pk=row.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())


def erase(talk: Conversation) -> None:
    """The person erases a talk: with it goes the only key to what they agreed to in it, so that ends, too. A care
    record is not of the talk any more."""
    Agreed.objects.filter(conversation=talk.id, withdrawn_at=None).exclude(kind="record").update(
        withdrawn_at=timezone.now()
    )
    acts.erase([talk])


def withdrawn(items: Iterable[str]) -> dict[str, datetime]:
    """Of these items, those that were taken back, and when."""
    found = Agreed.objects.filter(item__in=list(items)).exclude(withdrawn_at=None)
    return {one.item: one.withdrawn_at for one in found if one.withdrawn_at}


def seen(talk: Conversation, role: str) -> None:
    """Somebody with this role reads the talk now."""
    Seen.objects.get_or_create(conversation=talk, role=role, hour=_hour(timezone.now()))


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
