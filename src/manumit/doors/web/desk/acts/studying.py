"""Studies of places: asked for by people, worked out by jobs, and worked out again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.asking import (
    Handed,
    draw_area,
    expect_held_back,
    finds_of,
    more_of,
    wanted_of,
)
from manumit.doors.web.desk.acts.leafing import leaf_regions, leaf_through
from manumit.doors.web.desk.acts.surveying import FILES, RESULT
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Job, Study

ADDED: Final = ("regions", "line")
"""Files that may join a study later."""
LEAST_REASON: Final = 20
"""Letters of a reason, so that it is a sentence that somebody can be asked about."""


def folder_of(study: Study) -> Path:
    """Where what came of it lies."""
    return settings.HOUSE.studies / study.workspace.slug / str(study.pk)


def ask(here: Here, told: Mapping[str, str], intake: Handed) -> Study | None:
    """A study and its job. None when this form was sent before. UsageError where something is missing."""
    if intake.refused:
        raise intake.refused
    wanted, more = wanted_of(here, told), more_of(told)
    drawn = "area" not in intake.fields
    if drawn:
        draw_area(told, intake)
    if wanted["source"] == Study.Source.TABLE and "events" not in intake.fields:
        raise UsageError(
            _("No table of events was chosen."),
            _("Hand one in, or take this workspace's records."),
            "events",
        )
    more |= finds_of(told, wanted["source"], intake)
    expect_held_back(intake)
    leaf_through(wanted, intake, drawn, more["counts"])
    once = told.get("once", "")
    if once and not cache.add(f"once:{here.user.pk}:{once[:64]}", 1, jobs.ONCE_FOR):
        return None
    with transaction.atomic():
        job = Job.objects.create(workspace=here.ws, kind="places", asked_by=here.user)
        study = Study.objects.create(workspace=here.ws, job=job, asked_by=here.user, **wanted)
        final = jobs.uploads(here.ws) / str(job.pk)
        os.replace(intake.folder, final)
        job.inputs = [_task(study, {name: final / one for name, one in intake.fields.items()}) | more]
        job.save(update_fields=["inputs"])
        note("file_read", here.user, "study", study.pk, here.ws, purpose=study.purpose)
    return study


def _task(study: Study, files: Mapping[str, Path]) -> dict[str, Any]:
    taken = {name: str(files.get(name, "")) for name in FILES}
    if study.source == Study.Source.RECORDS:
        taken["events"] = ""
    return taken | {
        "study": study.pk,
        "kind": study.kind,
        "resolution": study.resolution,
        "period": study.period,
        "horizon": study.horizon,
        "origin": study.origin.isoformat() if study.origin else "",
        "out": str(folder_of(study)),
    }


def again(here: Here, study: Study) -> None:
    """Work it out anew, from the same files or from what the workspace holds now; what there is stays until then."""
    if study.job.state in jobs.WAITING:
        return
    with transaction.atomic():
        study.job = Job.objects.create(
            workspace=here.ws, kind="places", asked_by=here.user, inputs=study.job.inputs
        )
        study.save(update_fields=["job"])


def add(here: Here, study: Study, told: Mapping[str, str], intake: Handed) -> None:
    """Have months by region looked ahead, or take in what a help line told, and work the study out anew. UsageError
    while it is being worked out, and where nothing is asked for."""
    if intake.refused:
        raise intake.refused
    more = more_of(told)
    if not more["by"] and "line" not in intake.fields:
        raise UsageError(
            _("Nothing was chosen."), _("Choose a column, or hand in what a help line told."), "by"
        )
    expect_held_back(intake)
    leaf_regions(intake)
    if study.job.state in jobs.WAITING:
        raise UsageError(_("It is being worked out."), _("Ask again when it is done."))
    task = study.job.inputs[0] | {"months": more["months"]} | ({"by": more["by"]} if more["by"] else {})
    with transaction.atomic():
        study.job = Job.objects.create(workspace=here.ws, kind="places", asked_by=here.user)
        final = jobs.uploads(here.ws) / str(study.job.pk)
        if files := {name: one for name, one in intake.fields.items() if name in ADDED}:
            os.replace(intake.folder, final)
        study.job.inputs = [task | {name: str(final / one) for name, one in files.items()}]
        study.job.save(update_fields=["inputs"])
        study.save(update_fields=["job"])
        note("file_read", here.user, "study", study.pk, here.ws, purpose=study.purpose)


def outdated(study: Study, result: Mapping[str, Any]) -> bool:
    """Whether records were erased since they were counted."""
    from manumit.engine.places import erasures

    known = int(result.get("erasures", 0))
    return study.source == Study.Source.RECORDS and erasures(Path(study.workspace.folder)) > known


def recount(study: Study) -> None:
    """Take away what counted somebody who was erased, sealed tables too, and count anew. Plans and patterns that are
    being worked out end: they would bring it back."""
    with transaction.atomic():
        for asked in (*study.placings.select_related("job"), *study.patterns.select_related("job")):
            jobs.stop(asked.job)
        (folder_of(study) / RESULT).unlink(missing_ok=True)
        for beside in ("forecasts", "placings", "patterns"):
            shutil.rmtree(folder_of(study) / beside, ignore_errors=True)
        if study.job.state in jobs.WAITING:
            return
        task = study.job.inputs[0] | {"after_erasure": True}
        study.job = Job.objects.create(
            workspace=study.workspace, kind="places", asked_by=study.asked_by, inputs=[task]
        )
        study.save(update_fields=["job"])


def give_reason(here: Here, study: Study, reason: str) -> None:
    """Why it may be handed on although nobody can say whom it points at; kept, and in the log with who said so."""
    said = " ".join(reason.split())
    if not LEAST_REASON <= len(said) <= 300:
        raise UsageError(
            _("This is no reason that somebody could be asked about."),
            _("Write a sentence: 20 to 300 letters."),
            "reason",
        )
    with transaction.atomic():
        study.unchecked_because = said
        study.save(update_fields=["unchecked_because"])
        note("forecast", here.user, "study", study.pk, here.ws, purpose=said, unchecked=True)
