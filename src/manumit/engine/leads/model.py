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
class Earlier:
    """What the same lead, perhaps under another id, turned out to be when its case was closed (`at`: UTC, ISO)."""

    lead_id: str
    outcome: str
    at: str
    new_records: int
    """Records it rests on now and did not then."""
    new_evidence: bool
    """These are as many as a lead needs: the question is asked again."""

    @property
    def refuted(self) -> bool:
        """It was unfounded, and nothing came since that would ask again: it comes after all others."""
        return self.outcome == "unfounded" and not self.new_evidence


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
    earlier: Earlier | None = None
    shipped: float | None = None
    """The score before this workspace's own outcomes moved it; None when none did."""

    @property
    def as_shipped(self) -> float:
        """What the shipped weights say."""
        return self.score if self.shipped is None else self.shipped

    @property
    def settled(self) -> bool:
        """Somebody found out what it is, and there is no new evidence since."""
        return self.earlier is not None and not self.earlier.new_evidence
