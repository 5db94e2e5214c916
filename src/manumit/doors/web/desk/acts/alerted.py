"""A face that an alert tells of becomes a pair: the picture that was met, beside whom the list watches for. Two people
decide about it as about every pair, and their word closes the alert.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError, load_settings
from manumit.doors.web.desk.acts import alerts
from manumit.doors.web.desk.acts.facing import watched_subject
from manumit.doors.web.desk.acts.identifying import record_pictures, task_of
from manumit.doors.web.desk.acts.portraits import Wall
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.using import seal_picture, use_of
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Candidate, Job, Modality, Search, Subject, Workspace
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights.shared_pictures import picture_of
from manumit.engine.pictures import lists_of
from manumit.engine.watch import Alert

OF_ALERT: Final = "alert-"
"""How the id of such a use begins; the alert's own follows."""
NOT_KEPT: Final = (
    "It was not shown or copied, and lies where it was read from. A named person preserves and reports it as the law"
    " asks."
)
KEPT: Final = timedelta(days=90)


def compare(here: Here, alert: Alert, entry: Mapping[str, str]) -> Search:
    """The pair of an alert, made where there is none. Purpose and legal basis are the watch's. UsageError when the
    person or the picture is gone, Listed where it is on a list of what must not be looked at."""
    mine = Search.objects.filter(workspace=here.ws, ident=OF_ALERT + alert.alert_id)
    if known := mine.first():
        return known
    subject, met = watched_subject(here.ws, entry), _picture(here.ws, alert)
    if subject is None:
        raise UsageError(
            _("Whom this list watches for is not in the gallery any more, or the watch has ended."),
            _("Dismiss the alert."),
        )
    if met is None:
        raise UsageError(
            _("The picture is not where it was read from any more."), _("Read the files again, then compare.")
        )
    ends = min(subject.keep_until, timezone.now().date() + KEPT)
    told = {"modality": Modality.FACE.value, "purpose": entry["purpose"], "basis": entry["basis"]}
    wanted = use_of(here, told, "search", ends=ends) | {"ident": OF_ALERT + alert.alert_id}
    wall = Wall(Path(here.ws.folder), lists_of(load_settings()))
    wall.stop(met[1], f"{alert.record_id} {met[0]}", NOT_KEPT)
    try:
        return _made(here, alert, subject, wanted, *met)
    except IntegrityError:  # pressed twice at once
        return mine.get()


@transaction.atomic
def _made(
    here: Here, alert: Alert, subject: Subject, wanted: Mapping[str, Any], name: str, data: bytes
) -> Search:
    job = Job.objects.create(workspace=here.ws, kind="identify", asked_by=here.user)
    made = Search.objects.create(
        job=job, way=Search.Way.PAIR, kind=subject.kind, probes=1, record_id=alert.record_id,
        people=[subject.pk], **wanted,
    )  # fmt: skip
    item = f"{made.ident}:0"
    if not _is_sealed(item):  # else whoever pressed before was interrupted
        seal_picture(made.ident, 0, {"name": name}, io.BytesIO(data))
    job.inputs = [task_of(made, [item], {}) | {"with": subject.ident}]
    job.save(update_fields=["inputs"])
    note("access", here.user, "search", made.pk, here.ws, made.purpose, did="pair", gallery=subject.kind)
    return made


def _is_sealed(item: str) -> bool:
    try:
        vault().read(item)
    except UsageError:
        return False
    return True


def _picture(workspace: Workspace, alert: Alert) -> tuple[str, bytes] | None:
    """Name and bytes of the picture that was met; of alerts that do not say which, the only one of the record.
    UsageError where it has more."""
    if alert.picture and (data := picture_of(workspace, alert.picture)) is not None:
        return "picture", data
    paths = record_pictures(workspace, alert.record_id)
    if not alert.picture and len(paths) > 1:
        raise UsageError(
            _("The alert does not say which picture of this record was met."),
            _("Open the record and choose the picture."),
        )
    for path in paths:
        data = path.read_bytes()
        if not alert.picture or hashlib.sha256(data).hexdigest() == alert.picture:
            return path.name, data
    return None


def settle(here: Here, candidate: Candidate, said: Sequence[tuple[int, str]]) -> None:
    """What was decided about the pair of an alert closes it, in the names of whoever spoke last and of one who agreed;
    where nobody did, of another who looked. `said`: each one's last answer, in order."""
    ident = candidate.search.ident
    if ident.startswith(OF_ALERT):
        *others, last = said
        other = next((one for one in others if one[1] == candidate.outcome), others[0])
        alerts.compared(here, ident.removeprefix(OF_ALERT), (other, last))
