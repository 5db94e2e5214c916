"""What the directory hands out: entries with their phones, places and hours, and the flaws found in them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

FRESH = timedelta(days=90)
"""An entry whose last assurance is older is stale (Haven's rule; HSDS leaves the interval to the publisher)."""
Status = Literal["shown", "waiting", "unverified", "stale", "closed", "stopped"]
"""shown; waiting for a named checker; never assured; assured too long ago; not active; a check stops it."""
Cost = Literal["free", "paid", "unknown"]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a check found. `stops`: while it stands nobody can mark the entry; otherwise a doubt for the checker."""

    code: str
    sentence: str
    hint: str
    stops: bool


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as the file writes it; `e164` is empty when it is no full number (a short code, or wrong)."""

    number: str
    e164: str = ""
    extension: str = ""
    type: str = ""
    says: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a service is given. Of an undisclosed one only town, region and country are kept."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    transport: str = ""
    access: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """When it is open: an HSDS schedule. Dates and times as ISO 8601 text, `zone` an IANA name or '+HH:MM'; weekdays
    as iCal writes them ('MO', '-1FR'); `opens` == `closes` is the whole day, `closes` before `opens` the next one."""

    opens: str = ""
    closes: str = ""
    freq: str = ""
    interval: int = 1
    byday: tuple[str, ...] = ()
    byweekno: tuple[int, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    wkst: str = "MO"
    start: str = ""
    until: str = ""
    count: int = 0
    valid_from: str = ""
    valid_to: str = ""
    zone: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry was read: file name, SHA-256 of its bytes, the row (line of a CSV, ordinal in JSON)."""

    file: str
    sha256: str
    row: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One service as people meet it. Ages are whole or broken years; languages ISO 639 codes; needs closed words.
    `children`: 'yes' (they may come along), 'no', or nothing is said."""

    id: str
    name: str
    organization: str
    organization_id: str
    origin: Origin
    needs: tuple[str, ...] = ("other",)
    also: str = ""
    says: str = ""
    alert: str = ""
    active: bool = True
    eligibility: str = ""
    youngest: float | None = None
    oldest: float | None = None
    gender: str = ""
    phones: tuple[Phone, ...] = ()
    email: str = ""
    url: str = ""
    site: str = ""
    languages: tuple[str, ...] = ()
    interpreters: str = ""
    how: str = ""
    cost: Cost = "unknown"
    fees: str = ""
    papers: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    hours: tuple[Rule, ...] = ()
    contacts: tuple[str, ...] = ()
    represents: str = ""
    undisclosed: bool = False
    assured: str = ""
    assurer: str = ""
    extra: dict[str, str] = field(default_factory=dict, hash=False)
    children: str = ""

    def digest(self) -> str:
        """Of all that a checker vouches for: not of where it was read, nor of the date of its last assurance."""
        body = asdict(self)
        for name in ("origin", "assured", "assurer"):
            del body[name]
        if not self.children:
            del body["children"]  # what was vouched for before entries said it stays vouched for
        return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def fresh_until(self) -> date | None:
        """The last day on which its assurance counts; None when it was never assured."""
        return date.fromisoformat(self.assured) + FRESH if self.assured else None

    def countries(self) -> tuple[str, ...]:
        """ISO codes of the countries it is in, in order, once each."""
        return tuple(dict.fromkeys(spot.country for spot in self.spots if spot.country))


def entry_of(body: dict[str, Any]) -> Entry:
    """The entry that `asdict` and JSON made `body` of."""
    body = dict(body)
    body["origin"] = Origin(**body["origin"])
    body["phones"] = tuple(Phone(**_tuples(one)) for one in body["phones"])
    body["spots"] = tuple(Spot(**_tuples(one)) for one in body["spots"])
    body["hours"] = tuple(Rule(**_tuples(one)) for one in body["hours"])
    return Entry(**_tuples(body))


def _tuples(body: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in body.items()}
