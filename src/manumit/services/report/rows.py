"""Leads as rows: what a list on a terminal, in CSV or on a page says of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from manumit.engine.leads import Lead
from manumit.services.report.decided import earlier_said
from manumit.services.report.words import ROLE_COUNT, ROLE_ORDER, exploitation_word, family_word, role_counts


@dataclass(frozen=True, slots=True)
class Row:
    """One lead in a list; `roles` counts members by role in a fixed order."""

    rank: int
    lead_id: str
    score: float
    low: float
    high: float
    base_rate: float
    exploitation: str
    says: str
    people: int
    roles: tuple[tuple[str, int], ...]
    families: tuple[str, ...]
    against: int
    records: int
    earlier: str = ""
    """What the lead turned out to be before."""

    def members_said(self) -> str:
        """'4 possible victims, 1 controller'."""
        return role_counts(dict(self.roles))


def lead_rows(leads: Sequence[Lead]) -> list[Row]:
    """A row for every lead, in the order given."""
    return [_row(lead) for lead in leads]


def _row(lead: Lead) -> Row:
    roles = Counter(m.role if m.role in ROLE_COUNT else "unknown" for m in lead.members)
    weight: dict[str, float] = {}
    for finding in lead.findings:
        word = family_word(finding.family)
        weight[word] = weight.get(word, 0.0) + finding.weight
    return Row(
        rank=lead.rank,
        lead_id=lead.lead_id,
        score=lead.score,
        low=lead.score_interval[0],
        high=lead.score_interval[1],
        base_rate=lead.base_rate,
        exploitation=exploitation_word(lead.exploitation),
        says=lead.says,
        people=sum(m.kind == "person" for m in lead.members),
        roles=tuple((role, roles[role]) for role in ROLE_ORDER if roles[role]),
        families=tuple(sorted(weight, key=lambda word: (-weight[word], word))),
        against=len(lead.counter),
        records=len(lead.records),
        earlier=earlier_said(lead.earlier) if lead.earlier else "",
    )
