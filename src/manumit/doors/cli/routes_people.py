"""Movements that `manumit routes` reads from a workspace: of persons by their records, of phones and the like by what
names them. Names stand for ids in what is written, and are covered as everywhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from manumit.engine.places import Sightings


@dataclass(frozen=True)
class People:
    """`sightings` under entity ids; `records`: the record of a row; `revealed`: whether names are shown."""

    workspace: Path
    sightings: Sightings
    records: tuple[str, ...]
    revealed: bool

    def called(self, ids: Collection[str]) -> Mapping[str, str]:
        """Names of entities; of possible victims, of those whose role nobody knows, and of those in no lead what
        stands in their place."""
        from manumit.engine.evidence import Workspace
        from manumit.engine.leads import read_leads
        from manumit.engine.lookup import Lookup
        from manumit.services.report import Cover, Known

        with Lookup(self.workspace) as lookup:
            known = lookup.entities(ids)
        if self.revealed:
            return {id: one.label for id, one in known.items()}
        cover = Cover(Known(read_leads(Workspace.open(self.workspace).derived("lead"))))
        return {id: cover.entity(one).label for id, one in known.items()}


def read_people(workspace: Path, kind: str, purpose: str | None) -> People:
    """Sightings of a workspace's entities of a kind, persons for none; with a `purpose` names are shown, and that is
    logged first."""
    from manumit.engine.lookup import PERSON, Lookup

    with Lookup(workspace) as lookup:
        found = lookup.travellers(kind.strip() or PERSON)
    if purpose is not None:
        from manumit.doors.cli.reveal import log_reveal

        log_reveal(workspace, "routes", purpose)
    return People(workspace, found.sightings, found.records, purpose is not None)
