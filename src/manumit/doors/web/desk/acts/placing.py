"""Plans for a few teams: asked for by people, worked out by jobs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from manumit.base.kernel import ManumitError, UsageError
from manumit.doors.web.desk.acts import jobs, siting
from manumit.doors.web.desk.acts.asking import Handed, whole_number
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Job, Placing, Study

MOST: Final = 50
REACH: Final = (5, 240)
"""Minutes."""


def ask(here: Here, study: Study, told: Mapping[str, str], intake: Handed) -> Placing | None:
    """A plan and its job; by the ways of a table that is handed in, or one that was. None when this form was sent
    before. UsageError for what is no number or no choice, and for a table by which nothing can be planned."""
    if intake.refused:
        raise intake.refused
    what = told.get("what", "")
    if what not in Placing.What.values:
        raise UsageError(_("The form is not complete."), _("Load the page again and choose from each list."))
    wanted = {
        "what": what,
        "number": number_of(told, "number", 1, MOST),
        "reach": number_of(told, "reach", *REACH),
        "fair": told.get("fair") == "yes",
    }
    if wanted["fair"] and not groups_of(study):
        raise UsageError(
            _("Nobody gave the number of people of each group."),
            _("Work the study out with that table, or plan without the rule."),
        )
    ways, name = _earlier(study, told.get("earlier", "")), intake.fields.get("ways", "")
    if name:
        table = {"out": str(folder_of(study)), "groups": groups_of(study), "ways": str(intake.folder / name)}
        _expect(table | wanted)
    if not jobs.first_time(here, told.get("once", "")):
        return None
    with transaction.atomic():
        job = Job.objects.create(workspace=here.ws, kind="placing", asked_by=here.user)
        placing = Placing.objects.create(study=study, job=job, asked_by=here.user, **wanted)
        if name:
            final = jobs.uploads(here.ws) / str(job.pk)
            os.replace(intake.folder, final)
            ways = str(final / name)
            note("file_read", here.user, "study", study.pk, here.ws, purpose=study.purpose)
        job.inputs = [_task(placing, ways)]
        job.save(update_fields=["inputs"])
    return placing


def _expect(wanted: Mapping[str, Any]) -> None:
    """A table by which such a plan can be made, else the error is about the field of the table."""
    try:
        siting.expect_ways(wanted)
    except ManumitError as error:
        error.field = error.field or "ways"
        raise


def ways_of(placing: Placing) -> str:
    """The table of ways that it was planned by; empty without one."""
    return str(placing.job.inputs[0].get("ways", "")) if placing.job.inputs else ""


def table_of(placing: Placing) -> str:
    """Its name, as it was handed in."""
    return Path(ways_of(placing)).name


def _earlier(study: Study, told: str) -> str:
    """The table of another plan of this study. UsageError where there is none."""
    if not told:
        return ""
    rows = study.placings.select_related("job")
    found = rows.filter(pk=int(told[:9])).first() if told.isascii() and told.isdecimal() else None
    if found is None or not (ways := ways_of(found)):
        raise UsageError(
            _("There is no such table."), _("Choose one of the list, or hand one in."), "earlier"
        )
    return ways


def groups_of(study: Study) -> str:
    """The table with the people of each group that the study was checked with; empty without one."""
    return str(study.job.inputs[0].get("groups", "")) if study.job.inputs else ""


def number_of(told: Mapping[str, str], name: str, least: int, most: int) -> int:
    """A whole number of a form. UsageError beyond its limits."""
    value = whole_number(told.get(name, ""), least, most)
    if value is None:
        raise UsageError(
            _("This is no number that can be taken."),
            _("Choose %(least)s to %(most)s.") % {"least": least, "most": most},
            name,
        )
    return value


def _task(placing: Placing, ways: str) -> dict[str, Any]:
    return {
        "placing": placing.pk,
        "study": placing.study_id,
        "number": placing.number,
        "reach": placing.reach,
        "groups": groups_of(placing.study),
        "ways": ways,
        "out": str(folder_of(placing.study)),
    }
