"""The queue as advocates see it: who waits, how long, why, in which language; no word that anybody said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from manumit.base.kernel import UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.acts import HERE, take
from manumit.doors.web.helpline.common import locale_of
from manumit.doors.web.helpline.models import Conversation, Duty, Message
from manumit.doors.web.helpline.queue import order

State, Severity = Conversation.State, Conversation.Severity
MOST = 3
"""Talks that one advocate has at once. Ours: who answers more answers late."""
HANDED = "handed"
"""How the token begins of what a person hears when a colleague takes over."""
SHOWN = 50
"""Lines of the queue; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """A line of the queue."""

    id: str
    severity: int
    waited: int
    """Seconds."""
    locale: str
    channel: str
    reasons: tuple[str, ...]
    asked: bool
    """Asked for a person; who did not is here because the machine saw danger."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The first of those who wait, and how many there are; `danger` of them in danger now."""

    waiters: tuple[Waiter, ...]
    total: int
    danger: int
    here: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.waiters)


def waiting() -> list[Conversation]:
    """Whom nobody has taken: who asked for a person, and whom the machine sees in danger now; in their order."""
    asked = Q(state=State.WAITING)
    danger = Q(state=State.GUIDED, severity=Severity.IMMINENT)
    return order(Conversation.objects.filter(asked | danger), timezone.now())


def queue() -> Queue:
    """As it is now."""
    now, ordered = timezone.now(), waiting()
    lines = tuple(
        Waiter(
            one.id,
            int(one.severity),
            max(0, int((now - (one.waiting_since or one.opened_at)).total_seconds())),  # clocks are set back
            locale_of(one.locale),
            one.channel,
            tuple(one.reasons),
            one.state == State.WAITING,
        )
        for one in ordered[:SHOWN]
    )
    danger = sum(one.severity == Severity.IMMINENT for one in ordered)
    here = Duty.objects.filter(seen_at__gt=now - HERE, on_break=False).count()
    return Queue(lines, len(ordered), danger, here)


@dataclass(frozen=True, slots=True)
class Held:
    """A talk that an advocate has. `since`: when the person wrote what nobody has answered yet, or heard that somebody
    else takes over who has not written yet; or None."""

    id: str
    severity: int
    locale: str
    channel: str
    since: datetime | None


def held() -> dict[int, tuple[Held, ...]]:
    """Every advocate's talks, by their number, the oldest first: in one look for all who work here."""
    staff = Message.objects.filter(conversation=OuterRef("conversation"), who=Message.Who.STAFF)
    answered = Coalesce(Subquery(staff.order_by("-number").values("number")[:1]), 0)
    said = Message.objects.filter(conversation=OuterRef("pk"), who=Message.Who.PERSON, number__gt=answered)
    unanswered = said.order_by("number").values("at")[:1]
    handed = Message.objects.filter(
        conversation=OuterRef("pk"), token__startswith=HANDED, number__gt=answered
    )
    told_so = handed.order_by("number").values("at")[:1]
    taken = Conversation.objects.filter(state=State.TAKEN).exclude(taken_by=None).order_by("taken_at")
    told: dict[int, list[Held]] = {}
    for one in taken.annotate(since=Subquery(unanswered), handed=Subquery(told_so)):
        line = Held(one.id, int(one.severity), one.locale, one.channel, one.since or one.handed)
        told.setdefault(int(one.taken_by_id or 0), []).append(line)
    return {user: tuple(lines) for user, lines in told.items()}


def help_next(user: User) -> Conversation | None:
    """The next person, whom `user` has from now on; None when nobody waits. Two who press at once get two people.
    UsageError for who has as many talks as one can do well.

    A talk in a language that `user` does not speak is passed over only while somebody who speaks it is here and has
    room for one more."""
    if mine(user).count() >= MOST:
        raise UsageError(
            f"You are in {MOST} conversations.", "End one, or hand one over, before you help the next person."
        )
    mother = Duty.objects.filter(advocate=user).values_list("languages", flat=True).first() or []
    here = Duty.objects.filter(seen_at__gt=timezone.now() - HERE, on_break=False).exclude(advocate=user)
    busy = {one for one, talks in held().items() if len(talks) >= MOST}
    others = [duty.languages for duty in here if duty.advocate_id not in busy]
    for talk in waiting():
        language = locale_of(talk.locale)
        theirs = any(not known or language in known for known in others)
        if mother and language not in mother and theirs:
            continue
        if take(talk, user):
            return talk
    return None


def mine(user: User) -> QuerySet[Conversation]:
    """Talks that `user` has now."""
    return Conversation.objects.filter(taken_by=user, state=State.TAKEN).order_by("taken_at")
