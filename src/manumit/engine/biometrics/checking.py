"""The lists that are asked at a check of an identity: of those galleries that may be asked for what the check is for,
each that is open to it, by itself. None is asked for another reason, and no two are searched together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.answers import Answer, Asked
from manumit.engine.biometrics.gallery import Gallery
from manumit.engine.biometrics.modalities import Modality
from manumit.engine.biometrics.model import Template
from manumit.engine.biometrics.openings import AIMS, Opening, standing_in


@dataclass(frozen=True, slots=True)
class AskedList:
    """One list at a check. `answer` is None where it was not asked, and `why_not` says why: `absent` (there is no such
    gallery), `closed` (nobody opened it to checks, or its time is over), `otherwise` (open to checks for something
    else alone)."""

    kind: str
    opening: Opening | None
    answer: Answer | None
    why_not: str = ""


def open_lists(galleries: Mapping[str, Gallery], aim: str, today: date) -> dict[str, Opening]:
    """Of these galleries, by class, those that a check with this aim asks. UsageError for an unknown aim."""
    if aim not in AIMS:
        raise UsageError(f"There is no check for {aim!r}.", f"One of {', '.join(AIMS)}.")
    standing = {kind: galleries[kind].openings.standing(today) for kind in AIMS[aim] if kind in galleries}
    return {kind: one for kind, one in standing.items() if one and aim in one.aims}


def why_shut(folder: Path, aim: str, today: date) -> str:
    """Why checks with this aim do not ask the gallery in `folder`, as `AskedList.why_not` says it; nothing where they
    do. Its keys are not needed."""
    if not (folder / "keys").exists():
        return "absent"
    opening = standing_in(folder, today)
    if opening is None:
        return "closed"
    return "" if aim in opening.aims else "otherwise"


def unasked(galleries: Mapping[str, Gallery], aim: str, today: date) -> tuple[AskedList, ...]:
    """The lists of an aim, where none is open to it any more: why each is not asked."""
    return tuple(AskedList(kind, None, None, _why_not(galleries.get(kind), today)) for kind in AIMS[aim])


def ask_lists(
    galleries: Mapping[str, Gallery],
    aim: str,
    read: Sequence[tuple[Template, Modality]],
    asked: Asked,
    today: date,
    beside: int = 0,
) -> tuple[AskedList, ...]:
    """Whoever is there (`read`: their pictures of now) is looked for in each list that is open to this aim. The false
    candidates that may be expected are those of all lists, and of `beside` other galleries of this check, together.
    Each search is written down with its list. UsageError without purpose and basis, or where no list is open."""
    asked.use.check("checks")
    wanted = open_lists(galleries, aim, today)
    if not wanted:
        raise UsageError(
            f"No list is open to checks for {aim}.",
            "Open one with `manumit check-lists open`, or check without lists.",
        )
    share = replace(asked, expected=asked.expected / (len(wanted) + beside))
    told = []
    for kind in AIMS[aim]:
        if kind in wanted:
            answer = galleries[kind].ask_list(aim, read, share, today)
            told.append(AskedList(kind, wanted[kind], answer))
        else:
            told.append(AskedList(kind, None, None, _why_not(galleries.get(kind), today)))
    return tuple(told)


def _why_not(gallery: Gallery | None, today: date) -> str:
    if gallery is None:
        return "absent"
    return "otherwise" if gallery.openings.standing(today) else "closed"
