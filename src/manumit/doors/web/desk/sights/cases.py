"""What the pages of a case show: its words opened, its leads as they may be seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import (
    Attachment,
    Case,
    CaseLead,
    Chart,
    Hypothesis,
    Note,
    Referral,
    Task,
    Weight,
)
from manumit.doors.web.desk.sealing import known_words
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.leads import shelf
from manumit.engine.leads import Lead, LeadFinding

Thing = Note | Task | Hypothesis | Attachment | Chart | Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCover(Cover):
    """The cover over all leads of a case: lifted together, by a purpose stated for the case."""

    letters: Mapping[str, str]
    """Letters by which the covered are told apart in this case: the same on all of its pages."""

    @classmethod
    def of(cls, here: Here, case: Case) -> CaseCover:
        """The cover that holds for this person now."""
        stock = shelf(case.workspace)
        leads = list(case.leads.order_by("added_at", "pk").values_list("lead_id", flat=True))
        about = tuple(one for one in leads if one in stock.at)
        members = dict.fromkeys(member.entity_id for one in about for member in stock.find(one, True).members)
        hidden = [one for one in members if one in stock.masking.hidden]
        lifted = leads if here.unmasked("case", str(case.number)) else ()
        return cls(
            known=stock.known,
            everybody=False,
            lifted=frozenset(lifted),
            about=about,
            shelf=stock,
            letters={entity: _letter(place) for place, entity in enumerate(hidden)},
        )

    @property
    def _strangers(self) -> bool:
        return not self.open

    def letter(self, entity_id: str) -> str:
        """The same on all pages of the case."""
        return self.letters.get(entity_id, "")


def _letter(place: int) -> str:
    """A, B ... Z, AA, AB ..."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


@dataclass(frozen=True, slots=True)
class Opened:
    """Something of a case with its words."""

    row: Any
    words: dict[str, Any]

    @property
    def text(self) -> str:
        """What was written."""
        return str(self.words.get("text", ""))

    @property
    def name(self) -> str:
        """What a file or chart is called."""
        return str(self.words.get("name") or self.words.get("title") or "")

    @property
    def at(self) -> datetime | None:
        """When this version was written."""
        return datetime.fromisoformat(self.words["at"]) if self.words.get("at") else None


def opened(rows: Iterable[Thing]) -> list[Opened]:
    """Rows with their words, as they stand."""
    return [Opened(row, known_words(row.item, row.version)) for row in rows]


def title_of(case: Case) -> str:
    """What a case is called; empty when it has no title."""
    return str(known_words(case.title).get("text", ""))


@dataclass(frozen=True, slots=True)
class HeldLead:
    """A lead in a case: as it is now, or None when the last run has none of that id any more."""

    held: CaseLead
    lead: Lead | None


def leads_of(case: Case, cover: Cover) -> list[HeldLead]:
    """The leads of a case, in the order they were added."""
    stock = cover.shelf
    return [
        HeldLead(held, stock.find(held.lead_id, cover.open) if held.lead_id in stock.at else None)
        for held in case.leads.order_by("added_at", "pk")
    ]


def removed_leads(case: Case) -> list[tuple[CaseLead, str]]:
    """Leads that were taken out of a case, the latest first, each with why."""
    gone = CaseLead.every.filter(case=case).exclude(removed_at=None).select_related("removed_by")
    return [(one, str(known_words(one.removal).get("text", ""))) for one in gone.order_by("-removed_at")]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that can speak for or against a hypothesis: `key` is `finding:ID` or `record:ID`."""

    key: str
    says: str
    lead_id: str
    rank: int
    record_id: str = ""


def finding_key(lead_id: str, finding: LeadFinding) -> str:
    """The id of a finding of a lead: the same after a run that finds it again."""
    told = "\x1f".join((finding.indicator, finding.subject, finding.start, finding.end))
    return f"{lead_id}.{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def pieces(leads: Iterable[HeldLead]) -> dict[str, Piece]:
    """Findings and records of a case's leads, by key: findings first."""
    found: dict[str, Piece] = {}
    for one in leads:
        if (lead := one.lead) is None:
            continue
        for finding in lead.findings:
            key = f"finding:{finding_key(lead.lead_id, finding)}"
            found[key] = Piece(key, finding.says, lead.lead_id, lead.rank)
        for record in lead.records:
            key = f"record:{record.record_id}"
            says = f"{record.kind} {record.source_id}"
            found.setdefault(key, Piece(key, says, lead.lead_id, lead.rank, record.record_id))
    return found


def weighed(hypothesis: Hypothesis, known: dict[str, Piece]) -> dict[bool, list[tuple[Weight, Piece | None]]]:
    """What speaks for it (True) and against it (False); None for a piece that is no longer among the leads'."""
    sides: dict[bool, list[tuple[Weight, Piece | None]]] = {True: [], False: []}
    for weight in hypothesis.weights.select_related("by").order_by("at", "pk"):
        key = f"record:{weight.record_id}" if weight.record_id else f"finding:{weight.finding}"
        sides[weight.speaks_for].append((weight, known.get(key)))
    return sides


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """What people are called, by id."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=set(ids))}
