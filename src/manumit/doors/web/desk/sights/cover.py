"""What may be seen of entities and records at the Desk: the policy of `manumit.services.report.Cover`, for one person
and page. Possible victims are covered unless a purpose holds for their lead.
"""

from __future__ import annotations

from dataclasses import dataclass

from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.sights.leads import Shelf, shelf
from manumit.doors.web.desk.words import someone
from manumit.engine.lookup import Entity
from manumit.services import report


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover(report.Cover):
    """Covers for one person, in one workspace; `lead_id` is the lead that a page is about, or empty."""

    shelf: Shelf
    lead_id: str = ""

    @classmethod
    def over(cls, here: Here, lead_id: str = "") -> Cover:
        """The cover that holds for `here` now."""
        stock = shelf(here.ws)
        about = (lead_id,) if lead_id in stock.at else ()
        lifted = frozenset(one for one in about if here.unmasked("lead", one))
        return cls(
            known=stock.known,
            everybody=False,
            lifted=lifted,
            about=about,
            shelf=stock,
            lead_id="".join(about),
        )

    @classmethod
    def best(cls, here: Here, cover: Cover, entity_id: str) -> Cover:
        """The cover that says most of somebody: that of a lead of theirs for which a purpose holds, else `cover`."""
        leads = cover.shelf.of.get(entity_id, ())
        return next((one for one in (cls.over(here, lead) for lead in leads) if one.open), cover)

    def called(self, entity: Entity) -> str:
        """'someone (A)'."""
        return someone(entity.kind, self.letter(entity.entity_id))

    def letter(self, entity_id: str) -> str:
        """By which the covered are told apart on the pages of a lead."""
        return self.masking.letters.get(self.lead_id, {}).get(entity_id, "")

    def label(self, entity: Entity) -> str:
        """What the entity is called here."""
        shown = self.entity(entity)
        return f"{shown.about} · {shown.label}" if entity.kind == "account" and shown.about else shown.label
