"""Studies of places: asked for by people, worked out by jobs, and worked out again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import ManumitError, UsageError
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.intake import safe_name
from manumit.doors.web.desk.acts.surveying import FILES, OPEN, RESULT
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Job, Study

RESOLUTIONS: Final = (5, 6, 7, OPEN, 9, 10)
PERIODS: Final = ("week", "fortnight", "month", "quarter")
LONGEST: Final = 366
"""Days of a horizon."""
MOST_MONTHS: Final = 60
"""That are looked ahead (manumit.engine.places.ahead)."""
AROUND: Final = 15
"""Kilometres around a town, unless others are asked for."""
WIDEST: Final = 100
LARGEST_LINE: Final = 4 * 2**20
"""Bytes of a help line's file: it is read while the form waits, and never kept when it tells too much."""
ADDED: Final = ("regions", "line")
"""Files that may join a study later."""
DIGITS: Final = 9
"""Of a number in a form."""
DEEPEST: Final = 3
"""Levels of regions."""
LEAST_REASON: Final = 20
"""Letters of a reason, so that it is a sentence that somebody can be asked about."""


class Handed(Protocol):
    """Files that arrived: in `folder`, by the form's field. `refused`: why none was taken."""

    folder: Path
    fields: dict[str, str]
    refused: ManumitError | None


def folder_of(study: Study) -> Path:
    """Where what came of it lies."""
    return settings.HOUSE.studies / study.workspace.slug / str(study.pk)


def finest(here: Here) -> int:
    """What this person may ask for and see."""
    return max(RESOLUTIONS) if here.may("see_fine_places") else OPEN


def ask(here: Here, told: Mapping[str, str], intake: Handed) -> Study | None:
    """A study and its job. None when this form was sent before. UsageError where something is missing."""
    if intake.refused:
        raise intake.refused
    wanted, more = _wanted(here, told), _more(told)
    if "area" not in intake.fields:
        _draw(told, intake)
    if wanted["source"] == Study.Source.TABLE and "events" not in intake.fields:
        raise UsageError(
            _("No table of events was chosen."),
            _("Hand one in, or take this workspace's records."),
            "events",
        )
    _expect_held_back(intake)
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


def whole_number(told: str, least: int, most: int) -> int | None:
    """What a form says as a number; None where it is none, or beyond its limits."""
    if not (told.isascii() and told.isdecimal() and len(told) <= DIGITS and least <= int(told) <= most):
        return None
    return int(told)


def _draw(told: Mapping[str, str], intake: Handed) -> None:
    """The area as what lies within so many kilometres of a town, as a file like one that was handed in."""
    from shapely.geometry import mapping

    from manumit.engine.places import Area
    from manumit.engine.signals import place_of

    named, km = " ".join(told.get("around", "").split())[:80], told.get("km", "") or str(AROUND)
    if not named:
        raise UsageError(
            _("No area was chosen."),
            _("Name a town, or hand in an outline as GeoJSON, in WGS 84 degrees."),
            "around",
        )
    if whole_number(km, 1, WIDEST) is None:
        raise UsageError(_("This is no distance."), _("Choose 1 to %(n)s kilometres.") % {"n": WIDEST}, "km")
    if not (place := place_of(named)):
        raise UsageError(
            _("No town of this name is known: %(name)s.") % {"name": named},
            _("Add its country (Leeds, UK), name a larger one near by, or hand in an outline as GeoJSON."),
            "around",
        )
    name = safe_name(
        f"{place.name}, {place.country}, {km} km.geojson", {one.casefold() for one in intake.fields.values()}
    )
    intake.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    circle = mapping(Area.around(place.lon, place.lat, int(km)).shape)
    (intake.folder / name).write_text(json.dumps(circle), "utf-8")
    intake.fields["area"] = name


def _wanted(here: Here, told: Mapping[str, str]) -> dict[str, Any]:
    def chosen(name: str, among: Any) -> str:
        value = told.get(name, "")
        if value not in among:
            raise UsageError(
                _("The form is not complete."), _("Load the page again and choose from each list.")
            )
        return value

    horizon = whole_number(told.get("horizon", ""), 1, LONGEST)
    if horizon is None:
        raise UsageError(_("This is no number of days."), _("Choose 1 to %(n)s.") % {"n": LONGEST}, "horizon")
    return {
        "purpose": chosen("purpose", Study.Purpose.values),
        "source": chosen("source", Study.Source.values),
        "resolution": int(chosen("resolution", [str(one) for one in RESOLUTIONS if one <= finest(here)])),
        "period": chosen("period", PERIODS),
        "horizon": horizon,
        "origin": _origin(told.get("origin", "")),
        "kind": " ".join(told.get("kind", "").split())[:80],
    }


def _more(told: Mapping[str, str]) -> dict[str, Any]:
    """`counts`: columns of what places are like that count something; `by`: columns of regions, the widest first;
    `months`: how many are looked ahead."""
    by, months = _list(told.get("by", "")), whole_number(told.get("months", "") or "6", 1, MOST_MONTHS)
    if months is None:
        raise UsageError(
            _("This is no number of months."), _("Choose 1 to %(n)s.") % {"n": MOST_MONTHS}, "months"
        )
    if len(by) > DEEPEST:
        raise UsageError(
            _("Months are told by so many columns at most: %(n)s.") % {"n": DEEPEST},
            _("Choose the widest first: country, region."),
            "by",
        )
    return {"counts": _list(told.get("counts", "")), "by": by, "months": months}


def _list(told: str) -> list[str]:
    """'country, region' -> both names, once each."""
    names = (" ".join(one.split())[:80] for one in told[:2000].split(","))
    return list(dict.fromkeys(one for one in names if one))


def _expect_held_back(intake: Handed) -> None:
    """A help line's months must hold small counts back: else nothing of the file is taken in."""
    from manumit.engine.places import is_helpline, tables_of

    if "line" not in intake.fields:
        return
    path = intake.folder / intake.fields["line"]
    if path.stat().st_size > LARGEST_LINE or not is_helpline(path):
        raise UsageError(
            _("This is no file of a help line's months."),
            _("It has month,what,category,count, as Line writes it under Months in numbers."),
            "line",
        )
    try:
        tables_of(path)
    except ManumitError as error:
        error.sentence, error.field = error.sentence.replace(str(path), path.name), "line"
        raise


def _origin(told: str) -> date | None:
    """The first day that is looked ahead to; None: the day after the last event."""
    if not told:
        return None
    try:
        origin = date.fromisoformat(told)
    except ValueError as error:
        raise UsageError(_("This is no day."), _("Choose one, or leave it empty."), "origin") from error
    if origin > timezone.now().date() + timedelta(days=LONGEST):
        raise UsageError(
            _("A forecast cannot begin so late."),
            _("Choose a day within a year, or leave it empty."),
            "origin",
        )
    return origin


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
    more = _more(told)
    if not more["by"] and "line" not in intake.fields:
        raise UsageError(
            _("Nothing was chosen."), _("Choose a column, or hand in what a help line told."), "by"
        )
    _expect_held_back(intake)
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
