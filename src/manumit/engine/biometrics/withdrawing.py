"""Somebody leaves a gallery: what is held of them, what was handed out before and is not reached, and the end of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import UsageError

if TYPE_CHECKING:
    from manumit.engine.biometrics.gallery import Gallery

HAND_OUT, CODES = "hand out", "codes"


@dataclass(frozen=True)
class HandedOut:
    """Something of theirs that left the gallery: when (ISO 8601), as what, to whom."""

    at: str
    form: str
    to: str


@dataclass(frozen=True)
class Holding:
    """What a gallery holds of somebody: records of each sort, and what was handed out."""

    records: dict[str, int]
    handed_out: tuple[HandedOut, ...]


def holding(gallery: Gallery, subject: str) -> Holding:
    """What is held of somebody; UsageError where nothing is."""
    vault = gallery.vault
    blind = vault.ring.blind(f"person {subject}")
    held: dict[str, set[str]] = {}
    for row in vault.store.of_person(blind):
        held.setdefault(row.sort, set()).add(row.record)
    if not held:
        raise UsageError(
            f"The gallery of class {gallery.kind} holds nothing of {subject!r}.",
            "They may have left before. Check the name: it is the folder, or the file's name before the last `_`.",
        )
    return Holding({sort: len(held[sort]) for sort in sorted(held)}, tuple(_handed_out(gallery, blind)))


def _handed_out(gallery: Gallery, blind: str) -> list[HandedOut]:
    """By the gallery's own book of uses. Codes are handed out of all faces at once."""
    return [
        HandedOut(line["at"], line["form"], line.get("to", ""))
        for line in gallery.uses()
        if line["what"] == HAND_OUT and (line.get("subject") == blind or line["form"].startswith(CODES))
    ]
