"""Who is next: the most endangered first, then who has waited longest; waiting itself raises: nobody starves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from manumit.doors.web.helpline.models import Conversation

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
