"""Who looked at a record, and what for: read off the changes, where every look stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from manumit.services.care.record import Record


@dataclass(frozen=True)
class Look:
    """A look: by whom, in which hour, what for, at what."""

    by: str
    hour: datetime
    purpose: str
    what: str


def looks(record: Record) -> list[Look]:
    """Every look at a record, the newest first; what the same person looked at in an hour for the same purpose once."""
    found = [
        Look(
            one.by,
            one.at.replace(minute=0, second=0, microsecond=0),
            str(one.edits["purpose"].value),
            str(one.edits["what"].value),
        )
        for one in record.changes
        if one.kind == "access" and one.event == "accessed"
    ]
    return sorted(dict.fromkeys(found), key=lambda one: one.hour, reverse=True)
