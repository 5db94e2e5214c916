"""What the index hands out. All of it is read; none of it is masked: whoever shows it covers what must be covered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Why = Literal["exact", "folded", "transliterated", "fragment", "fuzzy"]
"""How something matched, the surest first: as typed (whatever the case); alike when folded (disguises, forms of letters
and digits); alike in Latin letters without accents; a run of digits inside a number; alike but for a typing slip."""
Plausibility = Literal["plausible", "tight", "impossible", "unknown"]
Span = tuple[int, int]
"""Half-open, in code points of the text beside it."""


@dataclass(frozen=True, slots=True)
class LeadRole:
    """A lead that an entity is a member of, and its possible role there."""

    lead_id: str
    rank: int
    role: str
    probability: float


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that records speak of. `key` is the engine's own `kind:value`."""

    entity_id: str
    kind: str
    """person, account, phone, email, handle, wallet, iban, document, address, site, template, picture, id, form ..."""
    key: str
    label: str
    about: str
    """What else tells it apart: the birth date of a person, the holder of an account; may be empty."""
    records: int
    """Records that speak of it."""
    degree: int
    """Different neighbours."""
    leads: tuple[LeadRole, ...] = ()
    """In rank order."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it may be cited: `body` is bounded (MOST_BODY characters). A stay has a town and no coordinates."""

    record_id: str
    kind: str
    source_id: str
    observed_at: datetime | None
    """UTC."""
    until: datetime | None
    """UTC; the end of a stay, the departure of a booking."""
    zone_minutes: int | None
    """Offset of the source's zone from UTC; None when the source gave none."""
    place: str
    country: str
    lat: float | None
    lon: float | None
    """Of the town or airport, not of a house."""
    title: str
    body: str
    details: str
    """What its other columns say: names, contacts, documents, one a line."""
    summary: str
    """A few words made of its columns: '900.00 GBP payroll', 'MAD to LBA'."""
    file: str
    offset: int
    length: int
    sha256: str
    tlp: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding about an entity, in a lead."""

    lead_id: str
    rank: int
    indicator: str
    strength: float
    says: str


@dataclass(frozen=True, slots=True)
class EntityHit:
    """An entity that was found: where in `text` (its label, or another way it is written) the query stands."""

    entity: Entity
    why: Why
    text: str
    spans: tuple[Span, ...]
    score: float
    """0..1, for the order only: 1 is the very label."""


@dataclass(frozen=True, slots=True)
class RecordHit:
    """A record that was found: where in `text` (a piece of its title and body around the match) the query stands."""

    record: Record
    why: Why
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, entities the best first, records the newest first."""

    entities: tuple[EntityHit, ...]
    records: tuple[RecordHit, ...]
    more_entities: bool
    """There are more after these (ask with a larger offset)."""
    more_records: bool
    complete: bool
    """False when so much looked alike that the search stopped before it had seen everything: ask more precisely."""
    note: str = ""
    """Why less was searched than somebody may think, as a closed word: `short` (no word of three letters: labels were
    compared by their beginning alone), `empty` (nothing was asked: the newest records); else empty."""


@dataclass(frozen=True, slots=True)
class Link:
    """One way in which two entities are connected: `a` does `word` to or with `b`."""

    a: str
    b: str
    word: str
    probability: float
    """That both are one actor's, or (for what was observed: paid, booked for, paid the room of, travelled with) 1."""
    observed: bool
    """Seen in records, not concluded."""
    since: datetime | None
    until: datetime | None
    records: int


@dataclass(frozen=True, slots=True)
class Around:
    """Neighbours of an entity, those most strongly linked first, and the links between it and them."""

    nodes: tuple[Entity, ...]
    links: tuple[Link, ...]
    left_out: int
    """Neighbours of the kind asked for that are not among the nodes."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one entity is connected with another; `links` in order, None when no way was found."""

    links: tuple[Link, ...] | None
    entities: tuple[str, ...]
    """Their ids in order, both ends included; empty when there is none."""
    not_walked: int
    """Entities with too many neighbours (HUB) that were reached and not walked through."""
    complete: bool
    """False when the search stopped at its bound (MOST_WALKED) before it had looked everywhere."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by name, with the coordinates of the town or airport where they may be shown."""

    place: str
    country: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Event:
    """One record as something that happened, for map, timeline and table."""

    record: Record
    at: datetime
    """UTC; of a booking the departure, not the day on which it was made."""
    end: datetime | None
    where: Spot
    """Where it happened; of a booking or flight where it starts (`record.place` is where it leads)."""
    to: Spot | None
    """Where a movement leads (bookings and flights)."""
    precision_km: float | None
    """How far off the coordinates may be; None without coordinates."""
    lanes: tuple[str, ...]
    """The entities asked for that are in this record."""
    night: bool | None
    """Between 22:00 and 05:00 there, None when the hour or the zone is not known."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Events in order of time; `of` how many there are, `complete` whether all were counted (else there are more)."""

    events: tuple[Event, ...]
    of: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One place where somebody was, or was said to be, at a time."""

    at: datetime
    """UTC; an arrival that no record tells is reckoned from the distance."""
    event: Event
    where: Spot
    """A stay's has no coordinates; a trip is two steps, where it starts and where it leads."""
    through: str
    """The entity by which this is theirs: the person, or an account, phone ... with probably the same hand."""
    probability: float
    """That it is the same hand's; 1 for the person's own."""
    claimed: bool
    """Said, not seen: an advert's town."""


@dataclass(frozen=True, slots=True)
class Move:
    """From one step to the next: great-circle distance, the most hours between, and whether that can be."""

    distance_km: float | None
    hours: float | None
    kmh: float | None
    plausibility: Plausibility


@dataclass(frozen=True, slots=True)
class Movements:
    """Steps in order of time; `moves[i]` leads from `steps[i]` to `steps[i + 1]`."""

    steps: tuple[Step, ...]
    moves: tuple[Move, ...]
    left_out: int
    """Steps beyond the limit, the oldest."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh one kind of record of one source file is."""

    file: str
    sha256: str
    kind: str
    records: int
    newest: datetime | None
    read_at: datetime | None
