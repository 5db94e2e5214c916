"""Case forms: what people told of themselves and of their families, taken into a gallery, with or without pictures."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import BinaryIO, cast

from django.db import transaction
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.base.vault import new_id
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.galleries import home
from manumit.doors.web.desk.acts.telling import form_told
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.using import Handed, chosen, seal_picture, use_of
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Enrolment, Job, Kind, Source, Subject
from manumit.doors.web.desk.sights.galleries import must_be_open
from manumit.doors.web.desk.uploads import SealedUpload, safe_name
from manumit.engine.biometrics import CaseForm


def take_in_forms(
    here: Here, told: Mapping[str, str], people: SealedUpload | None, kin: SealedUpload | None
) -> Enrolment | None:
    """Have case forms taken in: of one person, out of a form, or a file of many and one of their relatives. None when
    this form was sent before. UsageError where something is missing."""
    if people is None:
        return take_in_form(here, told, form_told(told))
    return _taken_in(here, told, [(one.name or "", _reader(one)) for one in (people, kin) if one])


def take_in_form(here: Here, told: Mapping[str, str], form: CaseForm) -> Enrolment | None:
    """The same of one person, whose form was read."""
    if not form.row.keys() - {"age_on"}:
        raise UsageError(_("Nothing is told of anybody."), _("Fill in what is known, or hand in a file."))
    return _taken_in(here, told, [("form", io.BytesIO(form.to_bytes()))], new_id("s"))


def _reader(one: SealedUpload) -> BinaryIO:
    return cast("BinaryIO", one.reader())


def _taken_in(
    here: Here, told: Mapping[str, str], handed: Sequence[Handed], subject: str = ""
) -> Enrolment | None:
    """`subject`: of whom the one form is; else each row of the files is somebody."""
    kind = chosen(told, "kind", Kind.values)
    wanted = use_of(here, told, "batch", pictures=False)
    if not jobs.first_time(here, told.get("once", "")):
        return None
    items = [
        seal_picture(wanted["ident"], number, {"name": safe_name(name)}, reader)
        for number, (name, reader) in enumerate(handed)
    ]
    with transaction.atomic():
        job = Job.objects.create(workspace=here.ws, kind="enrol", asked_by=here.user)
        made = Enrolment.objects.create(job=job, kind=kind, source=Source.FOUND, **wanted)
        job.inputs = [
            {
                "what": "forms",
                "use": made.pk,
                "slug": here.ws.slug,
                "kind": kind,
                "batch": made.ident,
                "items": items,
                "subject": subject,
            }
        ]
        job.save(update_fields=["inputs"])
        note("file_read", here.user, "enrolment", made.pk, here.ws, made.purpose, kind=kind)
    return made


def tell(here: Here, subject: Subject, form: CaseForm) -> None:
    """Keep what is told of somebody and of the family, sealed under their key; what was said before stays beneath.
    Refused where who it is stays covered, UsageError for what cannot be used."""
    must_be_open(here, subject)
    home(subject).tell(subject.ident, form)
    grant = here.purpose_for("subject", str(subject.pk))
    note("access", here.user, "subject", subject.pk, here.ws, grant.purpose if grant else "", did="told")
