"""What happens to Line's records when a talk goes: it is counted, and its papers' key dies with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db.models.signals import pre_delete
from django.utils import timezone

from manumit.doors.web.helpline.acts import swept
from manumit.doors.web.helpline.agreed import withdrawn
from manumit.doors.web.helpline.care import tidy
from manumit.doors.web.helpline.models import Agreed, Conversation, Report
from manumit.doors.web.line.models import Aside, Charge, Listening, Paper, Signal, Situation
from manumit.doors.web.line.sealing import destroy

SHIFT_NOTES = timedelta(days=14)
"""A note for the next shift is no record."""


def listen() -> None:
    """Once a process."""
    pre_delete.connect(_counted, sender=Conversation, dispatch_uid="line counts")
    swept.connect(_tidied, dispatch_uid="line tidies")
    swept.connect(tidy, dispatch_uid="care tidies")


def count(talk: Conversation) -> Signal:
    """The contact as it is counted, brought up to date."""
    counted, _ = Signal.objects.update_or_create(
        conversation=talk.id,
        defaults={
            "hour": talk.opened_at.replace(minute=0, second=0, microsecond=0),
            "channel": talk.channel,
            "locale": talk.locale,
            "severity": talk.severity,
            "waited": _tens(talk.waiting_since, talk.taken_at),
            "talked": _tens(talk.taken_at, talk.ended_at),
            "left": bool(talk.waiting_since and not talk.taken_at and talk.ended_at),
        },
    )
    return counted


def _tens(begun: datetime | None, ended: datetime | None) -> int | None:
    """Seconds between the two, in tens."""
    return max(0, 10 * ceil((ended - begun).total_seconds() / 10)) if begun and ended else None


def _counted(instance: Conversation, **_: Any) -> None:
    count(instance)


def _tidied(now: datetime | None = None, **_: Any) -> None:
    """After every sweep: signals let go of talks that are gone, and papers that nobody agreed to keep are destroyed."""
    today = (now or timezone.now()).date()
    alive = set(Conversation.objects.values_list("id", flat=True))
    gone = [
        one.pk
        for one in Signal.objects.exclude(conversation=None).only("pk", "conversation")
        if one.conversation not in alive
    ]
    Signal.objects.filter(pk__in=gone).update(conversation=None)
    Listening.objects.exclude(conversation__in=alive).delete()
    _withdrawn()
    situations = list(Situation.objects.all())
    taken_back = withdrawn(one.id for one in situations)
    for situation in situations:
        kept = (
            situation.kept_until is not None
            and situation.kept_until >= today
            and situation.id not in taken_back
        )
        if not kept and not situation.signals.exclude(conversation=None).exists():
            destroy(situation.id)
            situation.delete()
    about = {*Paper.objects.values_list("item", flat=True), *Situation.objects.values_list("id", flat=True)}
    Agreed.objects.exclude(conversation__in=alive).exclude(item__in=about).delete()
    old = Paper.objects.filter(kind=Paper.Kind.SHIFT, at__lt=(now or timezone.now()) - SHIFT_NOTES)
    for paper in old:
        destroy(paper.item)
        paper.delete()


def _withdrawn() -> None:
    """What advocates wrote about a report goes with it."""
    there = Report.objects.exclude(state=Report.State.WITHDRAWN).values("pk")
    Aside.objects.exclude(report__in=there).delete()
    for charge in Charge.objects.exclude(report__in=there).select_related("situation"):
        if charge.situation is not None:
            destroy(charge.situation.id)
            charge.situation.delete()
        charge.delete()
