"""What happens in the world, month by month, before it is written down; tag -1 means nobody's story."""

from __future__ import annotations

from typing import Any

from manumit.world.clock import END, month_of

Event = tuple[Any, ...]  # first the time in seconds UTC, last the tag of its story
KINDS = (
    "ad",
    "post",
    "offer",
    "payment",
    "booking",
    "stay",
    "sighting",
    "report",
    "missing_person",
    "account",
)


class Calendar:
    """Events by kind and month; whatever falls outside the year did not come into anybody's inbox."""

    def __init__(self) -> None:
        self._months: dict[str, list[list[Event]]] = {kind: [[] for _ in range(12)] for kind in KINDS}

    def add(self, kind: str, event: Event) -> bool:
        """Keep an event; False when it lies outside the span."""
        if not 0 <= event[0] < END - 90_000:
            return False
        self._months[kind][month_of(event[0])].append(event)
        return True

    def take(self, kind: str, month: int) -> list[Event]:
        """The month's events; they are forgotten here, so that memory stays small."""
        events, self._months[kind][month] = self._months[kind][month], []
        return events

    def counts(self) -> dict[str, int]:
        """Events still kept, by kind."""
        return {kind: sum(map(len, months)) for kind, months in self._months.items()}
