"""The leads of a workspace, read once and kept while their table stays the same; masked unless a purpose holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.http import Http404

from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Case, CaseLead, LeadDecision, Workspace
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.leads import Lead, read_leads
from manumit.services.report import Known, Masking

KEPT = 8
"""Workspaces whose leads are kept in memory by one process."""
_MAKING: dict[Path, Lock] = {}
"""Of many who come at once to a workspace that nobody has looked at, one reads it and the others wait."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All leads of a workspace, as they are and masked, in rank order."""

    plain: Sequence[Lead]
    masked: Sequence[Lead]
    known: Known
    at: Mapping[str, int]
    of: Mapping[str, tuple[str, ...]]
    """Lead ids by entity id, in rank order."""

    @property
    def masking(self) -> Masking:
        """Who is covered when no purpose holds."""
        return self.known.masking

    def find(self, lead_id: str, unmasked: bool = False) -> Lead:
        """One lead; 404 when there is none of that id."""
        place = self.at.get(lead_id)
        if place is None:
            raise Http404
        return (self.plain if unmasked else self.masked)[place]


def shelf(workspace: Workspace) -> Shelf:
    """The leads of `workspace`; none when it has no table of leads yet."""
    path = Folder.open(Path(workspace.folder)).derived("lead")
    try:
        state = path.stat()
    except FileNotFoundError:
        return _filled(())
    with _MAKING.setdefault(path, Lock()):
        return _shelf(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=KEPT)
def _shelf(path: Path, changed: int, size: int) -> Shelf:
    return _filled(read_leads(path))


def _filled(leads: Sequence[Lead]) -> Shelf:
    known = Known(leads)
    of: dict[str, list[str]] = {}
    for lead in leads:
        for member in lead.members:
            of.setdefault(member.entity_id, []).append(lead.lead_id)
    return Shelf(
        leads,
        [known.masking.lead(lead) for lead in leads],
        known,
        {lead.lead_id: place for place, lead in enumerate(leads)},
        {entity: tuple(found) for entity, found in of.items()},
    )


def lead_for(here: Here, lead_id: str) -> tuple[Lead, bool]:
    """The lead as this person may see it now, and whether it is unmasked."""
    unmasked = here.unmasked("lead", lead_id)
    return shelf(here.ws).find(lead_id, unmasked), unmasked


def decisions(here: Here, lead_id: str = "") -> dict[str, LeadDecision]:
    """By lead id what was decided last and holds, of one lead or of all; each says whether its case is over."""
    one = {"lead_id": lead_id} if lead_id else {}
    found = LeadDecision.objects.filter(workspace=here.ws, undone_at=None, **one).select_related("user")
    last = {row.lead_id: row for row in found.order_by("at", "pk")}
    cases = CaseLead.objects.filter(case__workspace=here.ws, **one).values_list("lead_id", "case__status")
    held: dict[str, set[str]] = {}
    for lead, status in cases:
        held.setdefault(lead, set()).add(status)
    for row in last.values():
        in_case = row.verdict == LeadDecision.Verdict.CASE
        row.over = in_case and held.get(row.lead_id) == {Case.Status.CLOSED}
    return last
