"""Patterns of a study: asked for by people, worked out by jobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import transaction

from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.placing import number_of
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Job, Patterns, Placed, Study, Workspace

METRES: Final = (50, 5_000)
DAYS: Final = (1, 60)


def ask(here: Here, study: Study, told: Mapping[str, str]) -> Patterns:
    """Patterns and their job; those that wait already, where they are the same."""
    wanted = {
        "metres": number_of(told, "metres", *METRES),
        "days": number_of(told, "days", *DAYS),
    }
    waiting = study.patterns.filter(job__state__in=jobs.WAITING, **wanted).first()
    if waiting is not None:
        return waiting
    with transaction.atomic():
        job = Job.objects.create(workspace=here.ws, kind="patterns", asked_by=here.user)
        made = Patterns.objects.create(study=study, job=job, asked_by=here.user, **wanted)
        job.inputs = [study.job.inputs[0] | wanted | {"patterns": made.pk}]
        job.save(update_fields=["inputs"])
    return made


def recognised(workspace: Workspace) -> dict[str, list[str]]:
    """Entity -> records in which people recognised somebody: accepted matches. Asked when the job begins and kept
    nowhere: what is erased by then is gone."""
    told: dict[str, list[str]] = {}
    rows = Placed.objects.filter(workspace=workspace).values_list("entity_id", "record_id")
    for entity, record in rows:
        told.setdefault(entity, []).append(record)
    return told
