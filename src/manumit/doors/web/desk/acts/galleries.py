"""Galleries of a workspace, and what they hold of somebody. Opening one derives a key; a process does so once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from manumit.base.kernel import Erased, UsageError, load_settings
from manumit.base.vault import PassphraseHolder
from manumit.doors.web.desk.acts.matching import secret_of
from manumit.doors.web.desk.acts.portraits import bytes_of
from manumit.doors.web.desk.models import (
    Subject,
    Workspace,
)
from manumit.engine.biometrics import CaseForm, Gallery
from manumit.engine.pictures import lists_of, names_any


@dataclass(frozen=True, slots=True)
class Picture:
    """A copy of an enrolled picture: its vault id and what is said of it."""

    item: str
    name: str
    modality: str
    at: int
    digest: str
    """SHA-256 of what was handed in, by which its template is known."""
    digests: Mapping[str, str]
    """All that were made of what was handed in, by which lists know it: a copy has other bytes."""
    finger: int = 0
    """Of a print that came on a card, which it is (sights/captures.py); 0: not said."""


def gallery_of(workspace: Workspace, kind: str) -> Gallery | None:
    """The opened gallery of a class; None when nobody was taken in yet."""
    folder: Path = settings.HOUSE.galleries / workspace.slug
    if not (folder / kind / "keys").exists():
        return None
    return _opened(folder, kind, secret_of(settings.HOUSE, workspace.slug, kind))


@lru_cache(maxsize=16)
def _opened(folder: Path, kind: str, passphrase: str) -> Gallery:
    return Gallery.open(folder, kind, PassphraseHolder(passphrase))


def home(subject: Subject) -> Gallery:
    """The gallery somebody is in."""
    found = gallery_of(subject.workspace, subject.kind)
    if found is None:
        raise Erased(_("This gallery is gone."), _("It may be in a backup."))
    return found


def name_of(subject: Subject) -> str:
    """The sealed name, or empty."""
    if (form := form_of(subject)) and "name" in form.row:
        return form.row["name"]
    try:
        told = json.loads(home(subject).vault.read(f"about {subject.ident}").data)
    except (UsageError, Erased):
        return ""
    return str(told.get("name", ""))


def form_of(subject: Subject) -> CaseForm | None:
    """What is told of somebody and of the family; None where nothing is."""
    try:
        return home(subject).form(subject.ident)
    except Erased:
        return None


def pictures_of(subject: Subject) -> list[Picture]:
    """What is kept of somebody to look at, the oldest first."""
    found = home(subject).vault.search("copies", subject.ident)
    rows = [_picture(one.record, one.sealed_at, json.loads(one.data)) for one in found]
    return sorted(rows, key=lambda one: (one.at, one.item))


def _picture(item: str, at: int, told: Mapping[str, Any]) -> Picture:
    digest = told.get("digest", "")
    digests = told.get("digests") or ({"sha256": digest} if digest else {})
    return Picture(item, told["name"], told["modality"], at, digest, digests, told.get("finger", 0))


def copy_of(subject: Subject, picture: Picture) -> bytes | None:
    """Our copy; None where what it was drawn from is on a list by now."""
    if names_any(lists_of(load_settings()), picture.digests):
        return None
    return bytes_of(home(subject).vault, picture.item)
