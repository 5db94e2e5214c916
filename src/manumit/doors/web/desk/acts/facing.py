"""Watching for somebody in a gallery: purpose and legal basis first, within what they were taken in for, and no longer
than they are kept. A list holds a revocable code; its key stays in the gallery and goes with the person or the watch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.galleries import gallery_of, home
from manumit.doors.web.desk.acts.using import text
from manumit.doors.web.desk.models import Subject, Workspace
from manumit.engine.biometrics import Use, end_watch, watch_face, watched_face, watched_person

FACE = "face"
LONGEST = timedelta(days=366)
"""How far off a watch may end: whoever still needs it then says why again."""


def face_cells(subject: Subject, told: Mapping[str, str]) -> dict[str, str]:
    """An entry for somebody's face. UsageError without purpose, legal basis, an end in their time, or a face."""
    purpose, basis = text(told, "purpose", 300), text(told, "basis", 200)
    try:
        until = date.fromisoformat(told.get("ends", ""))
    except ValueError as error:
        raise UsageError(_("It is not said when the watch ends."), _("Choose a day.")) from error
    if until > subject.keep_until:
        raise UsageError(
            _("The watch would last longer than the person is kept."),
            _("Choose a day until %(day)s, or keep them longer first.")
            % {"day": subject.keep_until.isoformat()},
        )
    if until > timezone.now().date() + LONGEST:
        raise UsageError(_("A watch must end within a year from today."), _("Choose another day."))
    use = Use(purpose, basis)
    key, code = watch_face(home(subject), subject.ident, use, until, timezone.now().date())
    return {
        "kind": FACE, "value": code, "key": key, "gallery": subject.kind, "purpose": purpose, "basis": basis,
        "expires_at": until.isoformat(),
    }  # fmt: skip


def watched_subject(workspace: Workspace, entry: Mapping[str, str]) -> Subject | None:
    """Whom an entry is about; None once they left, or the watch has ended."""
    gallery, key = gallery_of(workspace, entry["gallery"]), entry["key"]
    if gallery is None or watched_face(gallery, key, timezone.now().date()) is None:
        return None
    person = watched_person(gallery, key)
    return Subject.objects.filter(workspace=workspace, kind=entry["gallery"], ident=person or "").first()


def end_faces(workspace: Workspace, entries: Sequence[Mapping[str, str]]) -> None:
    """Destroy the keys of entries that are about faces: their codes tell nothing any more."""
    for one in entries:
        gallery = gallery_of(workspace, one["gallery"]) if one["kind"] == FACE else None
        if gallery is not None:
            end_watch(gallery, one["key"])
