"""What this room hands out: watchlist entries, what was wrong with a list, hits, alerts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from manumit.base.kernel import content_id

IDENTIFIERS = ("phone", "email", "handle", "wallet", "iban", "account", "document", "name")
KINDS = (*IDENTIFIERS, "phrase", "template", "place", "picture", "style", "face")


class Unusable(ValueError):
    """Why an entry cannot be watched for, and what to do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a watchlist, checked. `keys` is what records are compared with (see subjects.py; a whole country has
    two); `text` the example
    of a template or style entry; `within`: words apart (phrases), bits (pictures); `gallery`: the class whose gallery
    holds the key of a face; `only` limits it to record kinds; `line` is where it stands in the list."""

    id: str
    kind: str
    value: str
    keys: tuple[str, ...]
    why: str = ""
    purpose: str = ""
    owner: str = ""
    paused: bool = False
    expires_at: datetime | None = None
    tlp: str = ""
    match: str = "words"
    within: int = 0
    text: str = ""
    lat: float = 0.0
    lon: float = 0.0
    km: float = 0.0
    gallery: str = ""
    basis: str = ""
    only: tuple[str, ...] = ()
    line: int = 0

    @property
    def digest(self) -> str:
        """Changes when what is looked for does; a reason, an owner or a pause does not change it."""
        told = (
            self.id,
            self.kind,
            *self.keys,
            self.match,
            str(self.within),
            self.text,
            self.gallery,
            *self.only,
        )
        return content_id("ent", *told, f"{self.lat}|{self.lon}|{self.km}")

    def stands(self, now: datetime) -> bool:
        """Neither paused nor expired."""
        return not self.paused and (self.expires_at is None or self.expires_at > now)


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry that cannot be used: where it stands, what is wrong, what to do."""

    line: int
    entry: str
    reason: str
    hint: str

    def shape(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry met in a record. `start`, `end`: half-open code points of the field as read, None where the whole
    field is meant or none; `how` ends the sentence that says why; `picture`: SHA-256 of the one that met a watched
    picture."""

    entry: str
    record_id: str
    field: str
    start: int | None
    end: int | None
    score: float
    how: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """An entry met in one record, or in several copies of one text on one day (`count`, `records`), of pictures in
    those that show the same one (`picture`: its SHA-256). `state`: open, half
    (one of the two people that a face needs has looked) or closed."""

    alert_id: str
    entry: str
    matched: str
    reason: str
    record_id: str
    kind: str
    source_id: str
    field: str
    start: int | None
    end: int | None
    score: float
    count: int
    records: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    raised_at: str
    tlp: str
    why: str = ""
    purpose: str = ""
    owner: str = ""
    picture: str = ""
    state: str = "open"
    decision: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def blind(self) -> bool:
        """Whether nobody is told yet how alike it is: it is about a face, and two people have not looked."""
        return self.matched == "face" and self.state != "closed"

    def awaits(self, by: str) -> bool:
        """Whether somebody's decision is wanted: it is open, or the other of two people has looked."""
        return self.state == "open" or (self.state == "half" and self.decision.get("by") != by)

    def shape(self) -> dict[str, Any]:
        """As JSON."""
        return {**asdict(self), "records": list(self.records), "decision": dict(self.decision)}
