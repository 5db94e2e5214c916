"""Who is next: the most endangered first, then who has waited longest; waiting itself raises, so that nobody starves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from statistics import median

from manumit.doors.web.helpline.models import Conversation

RECENT, FEWEST = timedelta(hours=3), 5
"""What an honest answer about the wait rests on: so many who were taken in so long; with fewer there is none."""
STEP = {0: timedelta(minutes=20), 1: timedelta(minutes=20)}
"""So long a wait lifts somebody one severity in the order; nobody is lifted to stand before somebody in danger now."""


def order(waiting: Iterable[Conversation], now: datetime) -> list[Conversation]:
    """The queue. Severity 2 by waiting time; then the others by severity plus what their wait has earned, at most as
    much as keeps them behind every severity 2 that has waited as long."""

    def rank(one: Conversation) -> tuple[float, datetime]:
        since = one.waiting_since or one.opened_at
        if one.severity == Conversation.Severity.IMMINENT:
            return (-2.0, since)
        earned = (now - since) / STEP[int(one.severity)]
        return (-min(1.99, one.severity + earned), since)

    return sorted(waiting, key=rank)


def usual_wait(now: datetime) -> int | None:
    """Minutes that those waited who were taken lately: the median, rounded up; None when too few were."""
    taken = Conversation.objects.filter(taken_at__gt=now - RECENT, waiting_since__isnull=False)
    waits = sorted(
        (last - since).total_seconds() for since, last in taken.values_list("waiting_since", "taken_at")
    )
    return max(1, ceil(max(0.0, median(waits)) / 60)) if len(waits) >= FEWEST else None
