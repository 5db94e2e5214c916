"""What a lead is. The JSON forms of these are the contract of `manumit leads --format json`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier as a source gave it: kind person|account|phone|handle; person = `name|birth_date`."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Member:
    """Someone or something in a lead, with the role it possibly has."""

    entity_id: str
    kind: str
    ids: tuple[Identifier, ...]
    role: str
    probability: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class LeadFinding:
    """One finding of a lead: what fired, how strongly, in words, on which records."""

    indicator: str
    family: str
    strength: float
    says: str
    evidence: tuple[str, ...]
    subject: str
    start: str
    end: str
    source: str
    weight: float
    """What this finding adds to the score, in log-odds; a weak sign on a busy group can take a little off."""


@dataclass(frozen=True, slots=True)
class Counter:
    """An innocent explanation: how well it fits (0..1) and what it takes off the score (log-odds, <= 0)."""

    explanation: str
    fit: float
    weight: float
    says: str


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A record that a finding rests on; (kind, source_id) is what the source called it."""

    record_id: str
    kind: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Lead:
    """A question for a person, never a verdict."""

    lead_id: str
    rank: int
    score: float
    score_interval: tuple[float, float]
    base_rate: float
    exploitation: str
    says: str
    members: tuple[Member, ...]
    findings: tuple[LeadFinding, ...]
    counter: tuple[Counter, ...]
    records: tuple[RecordRef, ...]
    ties: tuple[tuple[str, str, str, float], ...] = field(default=())
    """Drawn lines: (entity_id, entity_id, word, probability)."""
