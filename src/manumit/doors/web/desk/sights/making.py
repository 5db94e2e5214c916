"""What a job makes, and where that is to be seen: the page is there from the moment the job is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.models import Job, Patterns, Placing, Prevalence, Score, Study
from manumit.doors.web.desk.words import Word

ANEW: Final = ("places", "prevalence", "score", "room", "rooms")
"""Kinds that keep nothing of what was half done: tried again, they begin from the start."""
LABEL: Final[dict[str, Word]] = {
    "places": gettext_lazy("To the map of places"),
    "placing": gettext_lazy("To the plan"),
    "patterns": gettext_lazy("To the patterns"),
    "prevalence": gettext_lazy("To the estimate"),
    "score": gettext_lazy("To the map of places"),
}


@dataclass(frozen=True)
class Made:
    """A page, and what the way there is called."""

    url: str
    label: Word


def made_by(job: Job) -> Made | None:
    """What a job about places makes; None for other jobs, and where it is no more."""
    place: tuple[str, list[Any]] | None = None
    ws = job.workspace.slug
    if job.kind == "places":
        known = Study.objects.filter(workspace=job.workspace, pk=job.inputs[0]["study"]).exists()
        place = ("study", [ws, job.inputs[0]["study"]]) if known else None
    elif job.kind == "placing" and (plan := Placing.objects.filter(job=job).first()):
        place = "placing", [ws, plan.study_id, plan.pk]
    elif job.kind == "patterns" and (found := Patterns.objects.filter(job=job).first()):
        place = "patterns", [ws, found.study_id, found.pk]
    elif job.kind == "prevalence" and (fan := Prevalence.objects.filter(job=job).first()):
        place = "prevalence", [ws, fan.pk]
    elif job.kind == "score" and (score := Score.objects.filter(job=job).select_related("forecast").first()):
        place = "study", [ws, score.forecast.study_id]
    return Made(reverse(f"desk:{place[0]}", args=place[1]), LABEL[job.kind]) if place else None
