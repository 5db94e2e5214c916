"""Estimates of how many were never seen: asked for by people, worked out by jobs."""

from __future__ import annotations

import os
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.asking import Handed
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Job, Prevalence


def ask(here: Here, told: Mapping[str, str], intake: Handed) -> Prevalence | None:
    """An estimate and its job, of a table that is handed in or one that was. None when this form was sent before."""
    if intake.refused:
        raise intake.refused
    about = " ".join(told.get("about", "").split())[:120]
    if len(about) < 3:
        raise UsageError(
            _("It does not say of whom."),
            _("Write whom the lists are of, where and when: such as Leeds, 2025."),
            "about",
        )
    earlier = _earlier(here, told.get("earlier", ""))
    name = intake.fields.get("lists", "")
    if not name and earlier is None:
        raise UsageError(
            _("No table of lists was chosen."), _("Hand one in, or choose an earlier one."), "lists"
        )
    if not jobs.first_time(here, told.get("once", "")):
        return None
    with transaction.atomic():
        job = Job.objects.create(workspace=here.ws, kind="prevalence", asked_by=here.user)
        table = name or (earlier.table if earlier else "")
        made = Prevalence.objects.create(
            workspace=here.ws, job=job, asked_by=here.user, about=about, table=table
        )
        if name:
            final = jobs.uploads(here.ws) / str(job.pk)
            os.replace(intake.folder, final)
            path = str(final / name)
        else:
            path = str(earlier.job.inputs[0]["lists"]) if earlier else ""
        job.inputs = [{"prevalence": made.pk, "lists": path}]
        job.save(update_fields=["inputs"])
        note("file_read", here.user, "prevalence", made.pk, here.ws)
    return made


def _earlier(here: Here, told: str) -> Prevalence | None:
    """An estimate of this workspace whose table is taken again."""
    if not (told.isascii() and told.isdecimal()):
        return None
    rows = Prevalence.objects.filter(workspace=here.ws).select_related("job")
    return rows.filter(pk=int(told[:9])).first()
