"""Who is next (see `rank`), for conversations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from manumit.doors.web.helpline.models import Conversation
from manumit.services.support import rank


def order(waiting: Iterable[Conversation], now: datetime) -> list[Conversation]:
    """The queue: by rank, and of equal ones by who has waited longer."""

    def place(one: Conversation) -> tuple[float, datetime]:
        since = one.waiting_since or one.opened_at
        return (-rank(int(one.severity), (now - since).total_seconds()), since)

    return sorted(waiting, key=place)
