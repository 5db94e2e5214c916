"""What the index gives (engine.lookup), covered as leads are: the one policy, for the terminal and for pages.

1. Whoever is possibly a victim in some lead, or a person of unknown role, is covered everywhere, under every
   identifier: by name, number and account wherever they are written, in a record of a lead's evidence by single words
   of the name and the birth date as well.
2. Nothing lifts that but a purpose that was stated and logged, and only for the members of the leads it was stated for
   (`lifted`): who is hidden in another lead stays covered on the same page.
3. Whoever the leads show is shown.
4. People in no lead: nobody has a reason to know them yet. What may leave unseen by a log (a terminal, a print) covers
   them, too (`everybody`, unless it is turned off). The Desk turns it off: it serves those alone whom the policy lets
   search evidence, keeps a trace of every look at a person, and there they are who is being looked for. On pages about
   a lead numbers and addresses of strangers are covered in texts there as well.

Safe before all, so now and then more is covered than need be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from manumit.engine.leads import Identifier, Lead
from manumit.engine.lookup import Entity, EntityHit, Hits, Record, RecordHit
from manumit.services.report.masking.masked import LEAST_PHONE, Masking
from manumit.services.report.masking.values import digits_of
from manumit.services.report.masking.veil import cover_of

_SOMEBODYS = frozenset({"person", "account", "phone", "email", "handle", "wallet", "iban", "document"})
"""Kinds that tell of a person: covered unless a member of a lead that is shown."""
_ABOUT_SOMEBODY = frozenset({"account", "booking", "stay", "missing_person", "payment", "leg"})
"""Kinds of record whose columns name people."""


class Known:
    """What a workspace's leads say of whom to cover; made once of them."""

    def __init__(self, leads: Sequence[Lead]) -> None:
        self._leads = leads
        self.masking = Masking(leads)
        self.members = {m.entity_id for lead in leads for m in lead.members}
        self.cited: dict[str, list[str]] = defaultdict(list)
        for lead in leads:
            for record in {r.record_id for r in lead.records} | {
                e for f in lead.findings for e in f.evidence
            }:
                self.cited[record].append(lead.lead_id)
        self.lifting = lru_cache(maxsize=8)(self._lifting)

    def _lifting(self, lead_ids: frozenset[str]) -> Masking:
        """The masking that a purpose for these leads leaves."""
        shown = {m.entity_id for lead in self._leads if lead.lead_id in lead_ids for m in lead.members}
        return Masking(self._leads, shown)


@dataclass(frozen=True, slots=True)
class Cover:
    """The policy for one reader of one page: `lifted`, leads that a purpose holds for; `about`, those that the page is
    about; `everybody`, whether people in no lead are covered."""

    known: Known
    everybody: bool = True
    lifted: frozenset[str] = frozenset()
    about: tuple[str, ...] = ()
    masking: Masking = field(init=False)

    def __post_init__(self) -> None:
        masking = self.known.lifting(self.lifted) if self.lifted else self.known.masking
        object.__setattr__(self, "masking", masking)

    @property
    def open(self) -> bool:
        """A purpose holds here."""
        return bool(self.lifted)

    def hides(self, entity_id: str) -> bool:
        """Whether it is somebody whom leads hide."""
        return entity_id in self.masking.hidden

    def covers(self, entity_id: str, kind: str) -> bool:
        """Whether an entity is covered, whatever the reason."""
        stranger = kind in _SOMEBODYS and entity_id not in self.known.members
        return self.hides(entity_id) or (self.everybody and stranger)

    def called(self, entity: Entity) -> str:
        """What stands in the place of a covered entity."""
        return cover_of(Identifier(_kind(entity.kind), entity.label), "")

    def entity(self, entity: Entity) -> Entity:
        """The entity, covered where it must be; its id, counts and roles stay."""
        if self.covers(entity.entity_id, entity.kind):
            called = self.called(entity)
            return replace(entity, label=called, about="", key=f"{entity.kind}:{called}")
        if entity.entity_id in self.known.members:  # shown in the leads, named like somebody hidden or not
            return entity
        label, about = self.text(entity.label), self.text(entity.about)
        return replace(entity, label=label, about=about, key=self.text(entity.key))

    def text(self, text: str) -> str:
        """A text of the page, with hidden people covered wherever they are written."""
        veils = [self.masking.by_lead[one] for one in self.about]
        return self.masking.text(text, veils, strangers=self._strangers)

    @property
    def _strangers(self) -> bool:
        return self.everybody or (bool(self.about) and not self.open)

    def record(self, record: Record) -> Record:
        """The record, covered."""
        return replace(
            record,
            source_id=self.said(record, record.source_id),
            place=self.said(record, record.place),
            title=self.said(record, record.title),
            body=self.said(record, record.body),
            details=self.said(record, record.details),
            summary=self.said(record, record.summary),
            file=self.said(record, record.file),
        )

    def said(self, record: Record, text: str) -> str:
        """A text of a record: where it is evidence of leads, as strictly as in each of them."""
        if not text:
            return text
        leads = dict.fromkeys((*self.about, *self.known.cited.get(record.record_id, ())))
        veils = [self.masking.by_lead[one] for one in leads]
        if self.everybody:
            veils.append(self.masking.private(_private(record)))
        return self.masking.text(text, veils, strangers=self._strangers)

    def hits(self, hits: Hits) -> Hits:
        """What a search found. A match that is covered is no longer marked."""
        return replace(
            hits,
            entities=tuple(map(self.entity_hit, hits.entities)),
            records=tuple(map(self.record_hit, hits.records)),
        )

    def entity_hit(self, hit: EntityHit) -> EntityHit:
        """A found entity; what was typed is not told back when it is somebody covered."""
        covered, text = self.entity(hit.entity), self.text(hit.text)
        if self.covers(hit.entity.entity_id, hit.entity.kind):
            return replace(hit, entity=covered, text=covered.label, spans=())
        return replace(hit, entity=covered, text=text, spans=hit.spans if text == hit.text else ())

    def record_hit(self, hit: RecordHit) -> RecordHit:
        """A found record; marks go where the text was changed."""
        text = self.said(hit.record, hit.text)
        return replace(
            hit, record=self.record(hit.record), text=text, spans=hit.spans if text == hit.text else ()
        )


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
