"""What the report may show: the sight of a record, and what it says about the run it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be shown of one record. Places that shelter people never carry coordinates: the caller sees to it."""

    record_id: str
    kind: str
    source_id: str
    observed_at: datetime | None = None
    zone_minutes: int | None = None
    """Offset of the source's zone from UTC; None when the source gave none."""
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    summary: str = ""
    cited: str = ""
    """A short span of the original text."""
    file: str = ""
    byte_offset: int | None = None
    byte_length: int | None = None
    sha256: str = ""
    tlp: str = ""
    private: tuple[str, ...] = ()
    """Further values to mask in this record: names or numbers of people who are no member of a lead."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the evaluation: what was measured, its value, and its interval as text (or nothing)."""

    label: str
    value: str
    interval: str = ""


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """What the report says about its own making."""

    workspace: str
    made_at: datetime
    version: str = ""
    records: Mapping[str, int] = field(default_factory=dict)
    """Records read, by kind."""
    files: int = 0
    sources: tuple[str, ...] = ()
    quarantined: int = 0
    quarantine: Mapping[str, int] = field(default_factory=dict)
    """Pieces that could not be read, by reason."""
    revealed_purpose: str | None = None
    """The stated purpose when possible victims are shown unmasked; None when they are masked."""
    evaluation: tuple[Measure, ...] = ()
    made_up: bool = False
    """The data is a made-up world (demo): nobody in it exists."""
    seed: int | None = None
    handling: str = "TLP:AMBER"
    notes: tuple[str, ...] = ()
