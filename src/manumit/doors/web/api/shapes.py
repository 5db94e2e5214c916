"""What the interface hands out. Possible victims are covered in all of it, unless a purpose holds (see the leads)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Schema


class Error(Schema):
    """The one error shape."""

    code: str
    sentence: str
    hint: str


class WorkspaceOut(Schema):
    """A workspace one works in."""

    slug: str
    name: str


class LeadRow(Schema):
    """A lead in a list."""

    lead_id: str
    rank: int
    score: float
    score_interval: tuple[float, float]
    base_rate: float
    exploitation: str
    says: str


class LeadOut(LeadRow):
    """A lead, as `manumit leads --format json` writes it."""

    masked: bool
    members: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    counter: list[dict[str, Any]]
    records: list[dict[str, Any]]
    earlier: dict[str, Any] | None = None


class Leads(Schema):
    """A page of leads."""

    total: int
    items: list[LeadRow]


class EntityOut(Schema):
    """Somebody or something that records speak of."""

    entity_id: str
    kind: str
    label: str
    about: str
    records: int
    degree: int
    leads: list[str]


class RecordOut(Schema):
    """A record as it may be cited."""

    record_id: str
    kind: str
    source_id: str
    observed_at: datetime | None
    place: str
    country: str
    title: str
    body: str
    summary: str
    file: str
    offset: int
    length: int
    sha256: str
    tlp: str


class Found(Schema):
    """What a search found."""

    entities: list[EntityOut]
    records: list[RecordOut]
    complete: bool


class PurposeIn(Schema):
    """Why possible victims must be seen."""

    purpose: str = Field(min_length=8, max_length=300)
    basis: str = Field("", max_length=120)
