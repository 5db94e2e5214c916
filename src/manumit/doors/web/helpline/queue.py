"""Who is next (see `rank`), for conversations; and what an honest answer about the wait can be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from statistics import median

from manumit.doors.web.helpline.models import Conversation
from manumit.services.support import rank

RECENT, FEWEST = timedelta(hours=3), 5
"""What an honest answer about the wait rests on: so many who were taken in so long; with fewer there is none."""


def order(waiting: Iterable[Conversation], now: datetime) -> list[Conversation]:
    """The queue: by rank, and of equal ones by who has waited longer."""

    def place(one: Conversation) -> tuple[float, datetime]:
        since = one.waiting_since or one.opened_at
        return (-rank(int(one.severity), (now - since).total_seconds()), since)

    return sorted(waiting, key=place)


def usual_wait(now: datetime) -> int | None:
    """Minutes that those waited who were taken lately: the median, rounded up; None when too few were."""
    taken = Conversation.objects.filter(taken_at__gt=now - RECENT, waiting_since__isnull=False)
    waits = sorted(
        (last - since).total_seconds()
        for since, last in taken.values_list("waiting_since", "taken_at")
        if since and last
    )
    return max(1, ceil(max(0.0, median(waits)) / 60)) if len(waits) >= FEWEST else None
