"""What the index gives (engine.lookup), covered as leads are: safe before all, so now and then more than need be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from manumit.engine.leads import Identifier, Lead
from manumit.engine.lookup import Entity, EntityHit, Hits, Record, RecordHit
from manumit.services.report.masking.masked import LEAST_PHONE, Masking
from manumit.services.report.masking.values import digits_of
from manumit.services.report.masking.veil import cover_of

_SOMEBODYS = frozenset({"person", "account", "phone", "email", "handle", "wallet", "iban", "document"})
"""Kinds that tell of a person: covered unless a member of a lead that is shown."""
_ABOUT_SOMEBODY = frozenset({"account", "booking", "stay", "missing_person", "payment", "leg"})
"""Kinds of record whose columns name people."""


class Cover:
    """Made once of a workspace's leads. Who is shown in the leads is shown here, and nobody else."""

    def __init__(self, leads: Sequence[Lead]) -> None:
        self._masking = Masking(leads)
        self._shown = {m.entity_id for lead in leads for m in lead.members} - self._masking.hidden
        self._leads: dict[str, list[str]] = defaultdict(list)
        for lead in leads:
            for record in {r.record_id for r in lead.records} | {
                e for f in lead.findings for e in f.evidence
            }:
                self._leads[record].append(lead.lead_id)

    def covers(self, entity_id: str, kind: str) -> bool:
        """Whether an entity is covered."""
        return kind in _SOMEBODYS and entity_id not in self._shown

    def entity(self, entity: Entity) -> Entity:
        """The entity, covered where it must be; its id, counts and roles stay."""
        if not self.covers(entity.entity_id, entity.kind):
            label, about = self._said(entity.label), self._said(entity.about)
            return replace(entity, label=label, about=about, key=self._said(entity.key))
        label = cover_of(Identifier(_kind(entity.kind), entity.label), "")
        return replace(entity, label=label, about="", key=f"{entity.kind}:{label}")

    def record(self, record: Record) -> Record:
        """The record, with everybody covered who is not shown."""
        return replace(
            record,
            source_id=self._of(record, record.source_id),
            place=self._of(record, record.place),
            title=self._of(record, record.title),
            body=self._of(record, record.body),
            details=self._of(record, record.details),
            summary=self._of(record, record.summary),
            file=self._of(record, record.file),
        )

    def hits(self, hits: Hits) -> Hits:
        """What a search found. A match that is covered is no longer marked."""
        return replace(
            hits,
            entities=tuple(map(self._entity, hits.entities)),
            records=tuple(map(self._record, hits.records)),
        )

    def _entity(self, hit: EntityHit) -> EntityHit:
        covered = self.entity(hit.entity)
        if self.covers(hit.entity.entity_id, hit.entity.kind):
            return replace(hit, entity=covered, text=covered.label, spans=())
        text = self._said(hit.text)
        return replace(hit, entity=covered, text=text, spans=hit.spans if text == hit.text else ())

    def _record(self, hit: RecordHit) -> RecordHit:
        text = self._of(hit.record, hit.text)
        return replace(
            hit, record=self.record(hit.record), text=text, spans=hit.spans if text == hit.text else ()
        )

    def _said(self, text: str) -> str:
        return self._masking.text(text, (), strangers=True)

    def _of(self, record: Record, text: str) -> str:
        veils = [self._masking.by_lead[lead] for lead in self._leads.get(record.record_id, ())]
        private = self._masking.private(_private(record))
        return self._masking.text(text, [*veils, private], strangers=True)


def _private(record: Record) -> Iterator[str]:
    """Values of a record that name somebody, or lead to somebody."""
    lines = record.details.split("\n")
    if record.kind in _ABOUT_SOMEBODY:
        yield from (
            line for line in (record.title, *lines) if line and line not in (record.place, record.country)
        )
        if record.kind == "account":
            yield record.source_id
    else:
        yield from (line for line in lines if "@" in line or len(digits_of(line)) >= LEAST_PHONE)
        if record.kind == "post" and lines[0]:
            yield lines[0]


def _kind(kind: str) -> str:
    return "account" if kind in ("wallet", "iban", "document") else kind
