"""Forecasts of places: sealed in the log as soon as they are worked out, scored once their window is over."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.days import date_format
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.intake import Intake
from manumit.doors.web.desk.acts.leafing import leaf_table
from manumit.doors.web.desk.acts.outcomes import FINDS, table_path
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Job, Score, SealedForecast, Study


def settle(job: Job, result: Mapping[str, Any]) -> None:
    """What the log must know of a job that is done: the table of a forecast, or what became of one."""
    if job.kind == "places" and result.get("sealed"):
        _seal(job, result)
    elif job.kind == "score":
        _scored(job, result)


def _seal(job: Job, result: Mapping[str, Any]) -> None:
    """Every forecast is sealed, not those that somebody chooses. The same table is sealed once."""
    told = result["sealed"]
    study = Study.objects.filter(pk=result["study"]).first()
    if study is None or study.forecasts.filter(sha256=told["sha256"]).exists():
        return
    trace = note("forecast", job.asked_by, "study", study.pk, study.workspace, study.purpose, **told)
    SealedForecast.objects.create(
        study=study,
        trace=trace,
        origin=date(1970, 1, 1) + timedelta(days=told["origin"]),
        **{name: told[name] for name in ("sha256", "days", "resolution", "expected", "method")},
    )


def _scored(job: Job, result: Mapping[str, Any]) -> None:
    score = Score.objects.filter(job=job).select_related("forecast__study").first()
    if score is None:
        return
    study, row = score.forecast.study, result["forecast"]
    told = {"forecast": score.forecast.sha256, "outcome": result["outcome_sha256"], "score": score.pk}
    measures = {"seen": result["seen"], "gain": row["information_gain"], "pai": row["pai"]}
    note("forecast", job.asked_by, "score", study.pk, study.workspace, study.purpose, **told, **measures)


def begins(forecast: SealedForecast) -> datetime:
    """When its window begins: at midnight, UTC."""
    return datetime.combine(forecast.origin, time(), UTC)


def ends(forecast: SealedForecast) -> datetime:
    """When it is over."""
    return begins(forecast) + timedelta(days=forecast.days)


def there(forecast: SealedForecast) -> bool:
    """Whether its table is: it goes when somebody is erased whom it counted."""
    return table_path(folder_of(forecast.study), forecast.sha256).exists()


def ask_score(here: Here, forecast: SealedForecast, intake: Intake) -> None:
    """A job that scores it. UsageError before its window is over, or without a table of what happened."""
    if intake.refused:
        raise intake.refused
    study = forecast.study
    if timezone.now() < ends(forecast):
        raise UsageError(
            _("The window of this forecast is not over."),
            _("It ends on %(day)s.")
            % {"day": date_format(ends(forecast).date() - timedelta(days=1), "j M Y")},
        )
    if not there(forecast):
        raise UsageError(_("The sealed table is gone."), _("It cannot be scored any more."))
    name = intake.fields.get("events")
    if not name and study.source == Study.Source.TABLE:
        raise UsageError(
            _("No table of what happened was chosen."),
            _("Hand in one like that of the study, up to the end of the window."),
            f"outcome-{forecast.pk}",
        )
    if name:
        leaf_table(intake.folder / name, study.kind, None, f"outcome-{forecast.pk}")
    with transaction.atomic():
        job = Job.objects.create(workspace=here.ws, kind="score", asked_by=here.user)
        score = Score.objects.create(forecast=forecast, job=job)
        final = jobs.uploads(here.ws) / str(job.pk)
        if name:
            os.replace(intake.folder, final)
        job.inputs = [_task(score, final / name if name else None)]
        job.save(update_fields=["inputs"])
        note("file_read", here.user, "score", study.pk, here.ws, purpose=study.purpose)


def _task(score: Score, events: Path | None) -> dict[str, Any]:
    forecast = score.forecast
    return {
        "score": score.pk,
        "table": str(table_path(folder_of(forecast.study), forecast.sha256)),
        "sha256": forecast.sha256,
        "resolution": forecast.resolution,
        "origin": (forecast.origin - date(1970, 1, 1)).days,
        "days": forecast.days,
        "kind": forecast.study.kind,
        "events": str(events or ""),
        "finds": FINDS in forecast.method,
    }
