"""Survivor-side leaves: that something happened must not tell who, when or in which small house.

A leaf says only a bare class, an hour, and an organisation only when it has 50 people or more. Every hour a batch is
logged, also when nothing happened: real leaves, shuffled among dummies that nobody without the keys can tell from them.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.base.ledger.leaf import (
    KEY_FORM,
    MAC_FORM,
    ORG_FORM,
    SMALLEST_ORG,
    SURVIVOR_CLASSES,
    canonical,
    key_name,
    mac_of,
    parse_canonical,
    parse_leaf_time,
    show_leaf_time,
)

BATCH = 8
"""Leaves of each class and hour, or a multiple: how many were real is not to be seen below this, not even over many
hours, as it would be were dummies drawn by chance."""


@dataclass(frozen=True)
class QuietLeaf:
    """A survivor-side leaf. `org` is empty for organisations that are too small to be named, `time` a full hour."""

    type: str
    time: str
    org: str
    mac: str
    key: str

    def __post_init__(self) -> None:
        if self.type not in SURVIVOR_CLASSES:
            raise UsageError(f"{self.type!r} is no class.", f"Classes are: {', '.join(SURVIVOR_CLASSES)}.")
        if parse_leaf_time(self.time) != hour_of(parse_leaf_time(self.time)):
            raise UsageError("A survivor-side leaf says the hour only.")
        if self.org and not ORG_FORM.fullmatch(self.org):
            raise UsageError("The org of a leaf is not of its form.")
        if not MAC_FORM.fullmatch(self.mac) or not KEY_FORM.fullmatch(self.key):
            raise UsageError("The mac or key of a leaf is not of its form.")

    @classmethod
    def parse(cls, entry: bytes) -> QuietLeaf:
        """A leaf from its canonical bytes; VerificationFailed otherwise."""
        shape = parse_canonical(entry)
        try:
            return cls(**{"org": "", **shape})
        except (TypeError, UsageError) as error:
            raise VerificationFailed(f"The entry is no survivor-side leaf: {error}.") from error

    def __bytes__(self) -> bytes:
        shape = {"type": self.type, "time": self.time, "mac": self.mac, "key": self.key}
        return canonical(shape | ({"org": self.org} if self.org else {}))

    def commits_to(self, record_key: bytes, ciphertext: bytes) -> bool:
        """Whether the sealed record is the one this leaf was made for."""
        return hmac.compare_digest(self.mac, mac_of(record_key, ciphertext))


@dataclass(frozen=True)
class QuietEvent:
    """Something that happened on the survivor's side, before it is a leaf: class, keyed hash, id of its key."""

    type: str
    mac: str
    key: str


def hour_of(moment: datetime) -> datetime:
    """The full hour before a moment, UTC."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def quiet_batch(events: Sequence[QuietEvent], now: datetime, org: str, people: int) -> list[QuietLeaf]:
    """The leaves of an hour: all events, each class filled up with dummies to a multiple of 8 (at least 8), shuffled.

    `people` is how many belong to the organisation: clients, staff and volunteers."""
    time = show_leaf_time(hour_of(now))
    shown = org if people >= SMALLEST_ORG else ""
    leaves = [QuietLeaf(one.type, time, shown, one.mac, one.key) for one in events]
    for kind in SURVIVOR_CLASSES:
        real = sum(one.type == kind for one in events)
        leaves += [_dummy(kind, time, shown) for _ in range(-real % BATCH if real else BATCH)]
    secrets.SystemRandom().shuffle(leaves)
    return leaves


def _dummy(kind: str, time: str, org: str) -> QuietLeaf:
    """A leaf for nothing: a hash and a key id drawn like real ones."""
    return QuietLeaf(kind, time, org, secrets.token_hex(32), key_name(secrets.token_bytes(16)))


class QuietHours:
    """Gathers events and gives each hour's leaves once the hour is over, also for hours in which nothing happened."""

    def __init__(self, org: str, people: int, since: datetime) -> None:
        self._org, self._people = org, people
        self._hour = hour_of(since)
        self._events: dict[datetime, list[QuietEvent]] = {}

    def add(self, event: QuietEvent, now: datetime) -> None:
        """Something happened. When the leaves of that hour were given already (a clock that went back), it is of the
        hour that is running."""
        self._events.setdefault(max(hour_of(now), self._hour), []).append(event)

    def due(self, now: datetime) -> list[QuietLeaf]:
        """The leaves of all hours that are over: no leaf tells of an hour that is still running."""
        leaves: list[QuietLeaf] = []
        while self._hour < hour_of(now):
            leaves += quiet_batch(self._events.pop(self._hour, []), self._hour, self._org, self._people)
            self._hour += timedelta(hours=1)
        return leaves
