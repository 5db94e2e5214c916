"""Case forms: what people told of themselves and of their families, taken into a gallery, with or without pictures."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.base.vault import new_id
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.galleries import chosen, home, seal_picture, use_of
from manumit.doors.web.desk.acts.telling import form_told
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Enrolment, Job, Kind, Source, Subject
from manumit.doors.web.desk.uploads import SealedUpload, safe_name
from manumit.engine.biometrics import CaseForm


def take_in_forms(
    here: Here, told: Mapping[str, str], people: SealedUpload | None, kin: SealedUpload | None
) -> Enrolment | None:
    """Have case forms taken in: of one person, out of a form, or a file of many and one of their relatives. None when
    this form was sent before. UsageError where something is missing."""
    kind = chosen(told, "kind", Kind.values)
    wanted = use_of(here, told, "batch", pictures=False)
    form = None if people else form_told(told)
    if form and not form.row.keys() - {"age_on"}:
        raise UsageError(_("Nothing is told of anybody."), _("Fill in what is known, or hand in a file."))
    if not jobs.first_time(here, told.get("once", "")):
        return None
    files = [one for one in (people, kin if people else None) if one]
    readers: list[Any] = [one.reader() for one in files] if not form else [io.BytesIO(form.to_bytes())]
    names = [safe_name(one.name or "") for one in files] or ["form"]
    items = [
        seal_picture(wanted["ident"], number, {"name": name}, reader)
        for number, (name, reader) in enumerate(zip(names, readers, strict=True))
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
                "subject": new_id("s") if form else "",
            }
        ]
        job.save(update_fields=["inputs"])
        note("file_read", here.user, "enrolment", made.pk, here.ws, made.purpose, kind=kind)
    return made


def tell(here: Here, subject: Subject, told: Mapping[str, str]) -> None:
    """Keep what is told of somebody and of the family, sealed under their key; what was said before stays beneath."""
    keep_form(here, subject, form_told(told))


def keep_form(here: Here, subject: Subject, form: CaseForm) -> None:
    """The same of a form that was read. UsageError for what cannot be used."""
    home(subject).tell(subject.ident, form)
    note("access", here.user, "subject", subject.pk, here.ws, did="told")
