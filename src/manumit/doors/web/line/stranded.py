"""Talks whose advocate is gone: the line broke, the computer slept, somebody went home. The page says that a person is
there, and nobody is. So they go back to the queue, with the time already waited, and the person is told how it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline import acts
from manumit.doors.web.helpline.common import locale_of
from manumit.doors.web.helpline.models import Conversation, Duty
from manumit.doors.web.line import replies, waiting

GONE = timedelta(minutes=5)
"""After so long unseen an advocate counts as gone. Ours: an open page is seen four times a minute, and a line that is
lost for a moment must take nobody's talk away."""


def stranded(now: datetime) -> QuerySet[Conversation]:
    """Talks that an advocate has who is not there; none that was taken or handed over just now."""
    here = Duty.objects.filter(seen_at__gt=now - GONE).values("advocate")
    taken = Conversation.objects.filter(state=Conversation.State.TAKEN, taken_at__lt=now - GONE)
    return taken.exclude(taken_by__in=here)


def give_back(talk: Conversation) -> bool:
    """To the queue, unless somebody else has it by now. What is said first is true of the moment: somebody else is
    here, or nobody."""
    others = acts.on_duty(locale_of(talk.locale))
    if not acts.hand_over(talk, None):
        return False
    replies.tell(talk, "wait_soon" if others else "nobody_here", f"back{talk.last:028d}")
    return True


def go_home(user: User) -> int:
    """Whoever goes or rests leaves nobody behind: how many talks went back to the queue."""
    return sum(give_back(talk) for talk in list(waiting.mine(user)))


def look(now: datetime | None = None, **_: object) -> None:
    """After every sweep of the keeper."""
    for talk in stranded(now or timezone.now()):
        give_back(talk)
