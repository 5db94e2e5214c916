"""What may be seen of entities and records: possible victims are covered unless a purpose holds for their lead."""

from __future__ import annotations

from dataclasses import dataclass, replace

from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.sights.leads import Shelf, shelf
from manumit.doors.web.desk.words import someone
from manumit.engine.lookup import Entity, EntityHit, Record, RecordHit


@dataclass(frozen=True, slots=True)
class Cover:
    """Covers for one person, in one workspace; `lead_id` is the lead that a page is about, or empty."""

    shelf: Shelf
    lead_id: str
    open: bool
    """A purpose holds for that lead."""

    @classmethod
    def over(cls, here: Here, lead_id: str = "") -> Cover:
        """The cover that holds for `here` now."""
        stock = shelf(here.ws)
        known = lead_id if lead_id in stock.at else ""
        return cls(stock, known, bool(known) and here.unmasked("lead", known))

    def hides(self, entity_id: str) -> bool:
        """Whether this entity is covered here."""
        if entity_id not in self.shelf.masking.hidden:
            return False
        return not (self.open and self.lead_id in self.shelf.of.get(entity_id, ()))

    def label(self, entity: Entity) -> str:
        """What the entity is called here."""
        if self.hides(entity.entity_id):
            letter = self.shelf.masking.letters.get(self.lead_id, {}).get(entity.entity_id, "")
            return someone(entity.kind, letter)
        named = (
            f"{entity.about} · {entity.label}" if entity.kind == "account" and entity.about else entity.label
        )
        return self.text(named)

    def entity(self, entity: Entity) -> Entity:
        """The entity, covered: neither name nor key stays."""
        if not self.hides(entity.entity_id):
            return replace(entity, label=self.text(entity.label), about=self.text(entity.about))
        return replace(entity, key=f"{entity.kind}:", label=self.label(entity), about="")

    def text(self, text: str) -> str:
        """A text, with hidden people covered wherever they are written."""
        if self.open:
            return text
        veils = [self.shelf.masking.by_lead[self.lead_id]] if self.lead_id else []
        return self.shelf.masking.text(text, veils, strangers=bool(self.lead_id))

    def record(self, record: Record) -> Record:
        """The record, covered."""
        if self.open:
            return record
        return replace(
            record,
            source_id=self.text(record.source_id),
            title=self.text(record.title),
            body=self.text(record.body),
            summary=self.text(record.summary),
        )

    def entity_hit(self, hit: EntityHit) -> EntityHit:
        """A found entity; what was typed is not told back when it is somebody covered."""
        covered, text = self.entity(hit.entity), self.text(hit.text)
        if self.hides(hit.entity.entity_id) or text != hit.text:
            return replace(hit, entity=covered, text=covered.label, spans=())
        return replace(hit, entity=covered)

    def record_hit(self, hit: RecordHit) -> RecordHit:
        """A found record; marks go where the text was changed."""
        text = self.text(hit.text)
        return replace(
            hit, record=self.record(hit.record), text=text, spans=hit.spans if text == hit.text else ()
        )
