"""What a use of biometrics needs: purpose, legal basis, a day on which it ends, and pictures sealed under its key."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, BinaryIO, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.base.vault import Item, new_id
from manumit.doors.web.desk.acts.taking import SORT
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Modality
from manumit.doors.web.desk.sealing import vault

KEEP: Final = (30, 90, 365, 730)
"""Days that somebody may choose from."""
MOST_PICTURES: Final = 200
"""Of one enrolment through a browser; `manumit enrol` takes folders of any size."""
Handed = tuple[str, BinaryIO]
"""The name of a picture, and its bytes from their beginning."""
LEAST: Final = 8
"""Characters of a purpose and of a legal basis, as for `purposes`."""


def text(told: Mapping[str, str], name: str, most: int) -> str:
    """A purpose or a legal basis; UsageError for none."""
    said = " ".join(told.get(name, "").split())
    if len(said) < LEAST:
        raise UsageError(
            _("A use of biometrics needs a purpose and a legal basis."),
            _("Say what for in a few words, and on which article, order or consent it rests."),
        )
    return said[:most]


def chosen(told: Mapping[str, str], name: str, among: Sequence[str]) -> str:
    """One of a list; UsageError else."""
    value = told.get(name, "")
    if value not in among:
        raise UsageError(_("The form is not complete."), _("Load the page again and choose from each list."))
    return value


def until(told: Mapping[str, str]) -> date:
    """The day on which it ends."""
    days = int(chosen(told, "keep", [str(one) for one in KEEP]))
    return timezone.now().date() + timedelta(days=days)


def use_of(
    here: Here, told: Mapping[str, str], prefix: str, pictures: bool = True, ends: date | None = None
) -> dict[str, Any]:
    """The columns of a use, from its form; one without pictures has no modality. `ends`: if the form says none."""
    vault()  # made here where there is none: its job opens it
    return {
        "workspace": here.ws,
        "ident": new_id(prefix),
        "modality": chosen(told, "modality", Modality.values) if pictures else "",
        "purpose": text(told, "purpose", 300),
        "basis": text(told, "basis", 200),
        "keep_until": ends or until(told),
        "asked_by": here.user,
    }


def seal_picture(person: str, number: int, words: Mapping[str, Any], source: BinaryIO) -> str:
    """Seal what was handed in under the id of its use; the vault's id of it."""
    item = f"{person}:{number}"
    data = json.dumps(words, ensure_ascii=False).encode("utf-8", "replace")
    vault().seal_file(Item(person, item, 1, data, SORT), source)
    return item


def some(handed: Sequence[Handed]) -> None:
    """UsageError for none, or too many."""
    if not handed:
        raise UsageError(_("No picture was chosen."), _("Choose one or more, then hand them in."))
    if len(handed) > MOST_PICTURES:
        raise UsageError(
            _("These are more than %(n)s pictures.") % {"n": MOST_PICTURES},
            _("Hand them in in parts; `manumit enrol` takes whole folders."),
        )
