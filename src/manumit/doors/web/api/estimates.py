"""Routes of estimates of how many were never seen: a range over models, with what speaks against it."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from manumit.doors.web.api.gate import NO, here_of, needs
from manumit.doors.web.api.plan_shapes import EstimateIn, EstimateOut, EstimateRow
from manumit.doors.web.api.studies import After, Most, Number
from manumit.doors.web.api.texts import written
from manumit.doors.web.desk.acts import prevalences
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.models import Job, Prevalence
from manumit.doors.web.desk.sights.prevalence import CRITICISMS, Fan, bearable

router = Router(tags=["places"])
_AT: Final = "/workspaces/{ws}/estimates"
Json = dict[str, Any]


@router.post(_AT, response={202: EstimateOut, **NO})
@needs("study_places")
def estimate_make(request: HttpRequest, ws: str, told: EstimateIn) -> Any:
    """Have it worked out, from lists of known people that overlap. It is there when a worker is done."""
    here = here_of(request)
    with written(here, {"lists": told.lists}) as handed:
        made = prevalences.ask(here, {"about": told.about}, handed)
    assert made is not None  # no form, so none was sent twice
    return Status(202, _asked(made))


@router.get(_AT, response={200: list[EstimateRow], **NO})
@needs("see_places")
def estimate_list(request: HttpRequest, ws: str, limit: Most = 50, offset: After = 0) -> Any:
    """Estimates of a workspace, the newest first."""
    here = here_of(request)
    every = Prevalence.objects.filter(workspace=here.ws).select_related("job")[offset : offset + limit]
    return [_row(one) for one in every]


@router.get(f"{_AT}/{{pk}}", response={200: EstimateOut, **NO})
@needs("see_places")
def estimate_read(request: HttpRequest, ws: str, pk: Number) -> Any:
    """The models that fit about as well, and the range over them."""
    here = here_of(request)
    found = get_object_or_404(Prevalence.objects.select_related("job"), workspace=here.ws, pk=pk)
    if found.job.state != Job.State.DONE:
        return _asked(found)
    note_access(here.user, "prevalence", pk, here.ws)
    fan = Fan(found.job.result["fan"])
    return _asked(found) | {
        "seen": fan.told["observed"],
        "low": bearable(fan.told["low"]),
        "high": bearable(fan.told["high"]),
        "models": [
            {
                **{name: bearable(one[name]) for name in ("total", "low", "high")},
                "belief": one["weight"],
                "pairs": one["pairs"],
            }
            for one in fan.models
        ],
        "method": fan.says(),
        "against": [str(one) for one in CRITICISMS],
    }


def _row(one: Prevalence) -> Json:
    """Without what came of it: whoever reads that leaves a trace."""
    return _asked(one) | {"asked_at": one.asked_at, "there": one.job.state == Job.State.DONE}


def _asked(found: Prevalence) -> Json:
    return {
        "estimate": found.pk,
        "about": found.about,
        "table": found.table,
        "state": found.job.state,
        "error": found.job.error or None,
    }
