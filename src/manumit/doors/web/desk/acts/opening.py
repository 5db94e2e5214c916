"""For which checks of an identity a gallery is asked as a list: said by a supervisor, for a reason, until a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.galleries import gallery_of
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.using import text
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Workspace
from manumit.engine.biometrics import AIMS, Gallery, Opening, Use

LONGEST: Final = 366
"""Days."""


def aims_of(kind: str) -> list[str]:
    """The checks that may ask a gallery of this class; none for staff."""
    return [aim for aim, kinds in AIMS.items() if kind in kinds]


@transaction.atomic
def open_list(here: Here, kind: str, aims: Sequence[str], told: Mapping[str, str]) -> None:
    """From now on checks with these aims ask the gallery, and no others. UsageError where something is missing."""
    try:
        until = date.fromisoformat(told.get("until", ""))
    except ValueError as error:
        raise UsageError(_("It is not said until when."), _("Choose a day.")) from error
    if not 0 <= (until - _today()).days <= LONGEST:
        raise UsageError(_("An opening ends within a year from today."), _("Choose another day."))
    if not aims or any(one not in aims_of(kind) for one in aims):
        raise UsageError(_("It is not said for which checks."), _("Choose one or more of those offered."))
    gallery, use = _there(here, kind), _use(told)
    note("permission_change", here.user, "gallery", kind, here.ws, use.purpose, aims=" ".join(aims))
    gallery.openings.open(aims, use, until, _today())


@transaction.atomic
def close_list(here: Here, kind: str, told: Mapping[str, str]) -> None:
    """From now on no check asks the gallery."""
    gallery, use = _there(here, kind), _use(told)
    if gallery.openings.standing(_today()) is None:
        raise UsageError(_("No check asks this gallery."), _("Load the page again."))
    note("permission_change", here.user, "gallery", kind, here.ws, use.purpose, aims="")
    gallery.openings.close(use, _today())


def standing(workspace: Workspace, kind: str) -> Opening | None:
    """What holds for a gallery today; None where it is not there, or no check asks it."""
    gallery = gallery_of(workspace, kind)
    return gallery.openings.standing(_today()) if gallery else None


def lists_for(workspace: Workspace, aim: str) -> dict[str, Opening]:
    """The galleries, by class, that a check with this aim asks today."""
    found = {kind: standing(workspace, kind) for kind in AIMS[aim]}
    return {kind: one for kind, one in found.items() if one and aim in one.aims}


def _there(here: Here, kind: str) -> Gallery:
    gallery = gallery_of(here.ws, kind)
    if gallery is None:
        raise UsageError(
            _("Nobody is in this gallery yet."), _("Take people in first, or choose another gallery.")
        )
    return gallery


def _use(told: Mapping[str, str]) -> Use:
    return Use(text(told, "purpose", 300), text(told, "basis", 200))


def _today() -> date:
    return timezone.now().date()
