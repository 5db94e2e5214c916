"""Routes of what is asked beside a study of places: plans for a few teams, and patterns. The same acts and traces, and
the same small counts held back, as the pages."""

from __future__ import annotations

from collections.abc import Callable, Sized
from typing import Any, Final

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from manumit.doors.web.api.gate import NO, needs
from manumit.doors.web.api.plan_shapes import PatternsIn, PatternsOut, PatternsRow, PlanIn, PlanOut, PlanRow
from manumit.doors.web.api.studies import After, Most, Number, ready, study_of
from manumit.doors.web.api.texts import written
from manumit.doors.web.desk.acts import patterns as seeking
from manumit.doors.web.desk.acts import placing as siting
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Patterns, Placing
from manumit.doors.web.desk.sights import publishing, studies
from manumit.doors.web.desk.sights.pattern_rows import PARTS, says
from manumit.doors.web.desk.sights.patterns import Findings, found_of
from manumit.doors.web.desk.sights.placing import Plan, plan_of

router = Router(tags=["places"])
_AT: Final = "/workspaces/{ws}/studies/{pk}"
Json = dict[str, Any]


@router.post(f"{_AT}/plans", response={202: PlanOut, **NO})
@needs("study_places")
def plan_make(request: HttpRequest, ws: str, pk: Number, told: PlanIn) -> Any:
    """Have a few teams, shelters or inspection days placed. What came of it is there when a worker is done."""
    here, _result = ready(request, pk)
    form = {"what": told.what, "number": str(told.number), "reach": str(told.reach)}
    with written(here, {"ways": told.ways}) as handed:
        made = siting.ask(here, study_of(here, pk), form | {"fair": "yes" if told.fair else "no"}, handed)
    assert made is not None  # no form, so none was sent twice
    return Status(202, _asked_plan(made))


@router.get(f"{_AT}/plans", response={200: list[PlanRow], **NO})
@needs("see_places")
def plan_list(request: HttpRequest, ws: str, pk: Number, limit: Most = 50, offset: After = 0) -> Any:
    """Plans of a study, the newest first."""
    here, result = ready(request, pk)
    asked = study_of(here, pk).placings.select_related("job", "study__workspace")[offset : offset + limit]
    return [
        _asked_plan(one) | {"asked_at": one.asked_at, "there": plan_of(one, result["made_at"]) is not None}
        for one in asked
    ]


@router.get(f"{_AT}/plans/{{placing}}", response={200: PlanOut, **NO})
@needs("see_places")
def plan_read(request: HttpRequest, ws: str, pk: Number, placing: Number) -> Any:
    """A plan: where each stands, who is near and who is not, and what one fewer or more would do."""
    here, result = ready(request, pk)
    asked = _find(Placing, here, pk, placing)
    told = plan_of(asked, result["made_at"])
    return _asked_plan(asked) | (_plan(Plan.of(asked, told), result) if told else {})


@router.post(f"{_AT}/patterns", response={202: PatternsOut, **NO})
@needs("study_places")
def patterns_seek(request: HttpRequest, ws: str, pk: Number, told: PatternsIn) -> Any:
    """Have clusters, near repeats, changes, flows, routes looked for; those that wait, where they are the same."""
    here, _result = ready(request, pk)
    form = {"metres": str(told.metres), "days": str(told.days)}
    return Status(202, _asked_patterns(seeking.ask(here, study_of(here, pk), form)))


@router.get(f"{_AT}/patterns", response={200: list[PatternsRow], **NO})
@needs("see_places")
def patterns_list(request: HttpRequest, ws: str, pk: Number, limit: Most = 50, offset: After = 0) -> Any:
    """Patterns of a study, the newest first, and how much is in them that somebody may see."""
    here, result = ready(request, pk)
    asked = study_of(here, pk).patterns.select_related("job", "study__workspace")[offset : offset + limit]
    return [_patterns_row(one, found_of(one, result["made_at"]), here) for one in asked]


@router.get(f"{_AT}/patterns/{{patterns}}", response={200: PatternsOut, **NO})
@needs("see_places")
def patterns_read(request: HttpRequest, ws: str, pk: Number, patterns: Number) -> Any:
    """What is beyond chance; outside the investigator's role in steps of five, without what rests on fewer."""
    here, result = ready(request, pk)
    asked = _find(Patterns, here, pk, patterns)
    told = found_of(asked, result["made_at"])
    if told is None:
        return _asked_patterns(asked)
    found = Findings(asked, told, here.may("see_fine_places"))
    return _asked_patterns(asked) | {
        **{part: rows(found) for part, rows in PARTS.items()},
        "method": {part: says(found, part) for part in PARTS},
        "blocked": publishing.blocked(asked.study, result),
        "caveats": studies.caveats(),
    }


def _find(model: Any, here: Here, pk: int, which: int) -> Any:
    return get_object_or_404(
        model.objects.select_related("job", "study__workspace", "study__job"),
        study__workspace=here.ws,
        study=pk,
        pk=which,
    )


def _asked_plan(placing: Placing) -> Json:
    return {
        "plan": placing.pk,
        "study": placing.study_id,
        "state": placing.job.state,
        "error": placing.job.error or None,
        "ways": siting.table_of(placing),
        **{name: getattr(placing, name) for name in ("what", "number", "reach", "fair")},
    }


def _asked_patterns(asked: Patterns) -> Json:
    return {
        "patterns": asked.pk,
        "study": asked.study_id,
        "state": asked.job.state,
        "error": asked.job.error or None,
        "metres": asked.metres,
        "days": asked.days,
    }


def _patterns_row(asked: Patterns, told: Json | None, here: Here) -> Json:
    row = _asked_patterns(asked) | {"asked_at": asked.asked_at, "there": told is not None}
    if told is None:
        return row
    found = Findings(asked, told, here.may("see_fine_places"))
    parts: dict[str, tuple[str, Callable[[], Sized]]] = {
        "clusters": ("clusters", found.clusters), "alarms": ("changes", found.alarms), "flows": ("flows", found.flows),
        "routes": ("routes", found.routes),
    }  # fmt: skip
    return row | {
        name: None if {"refused", "none"} & set(told[part]) else len(rows())
        for name, (part, rows) in parts.items()
    }


def _plan(plan: Plan, result: Json) -> Json:
    told: Json = {
        "basis": plan.told["basis"],
        "resolution": plan.told["resolution"],
        "what_if": [
            {
                "number": row["number"],
                "fair": one["fair"],
                "mean_minutes": one.get("mean"),
                **{name: one.get(name) for name in ("within", "proven", "refused")},
            }
            for row in plan.what_if()
            for one in (row["plain"], row.get("fair"))
            if one
        ],
        "refused": plan.refused,
        "method": [*plan.says(), *studies.caveats()],
        "blocked": publishing.blocked(plan.placing.study, result),
    }
    if plan.refused:
        return told
    return told | {
        "within": plan.own["within"],
        "mean_minutes": plan.own["mean"],
        "proven": plan.own["proven"],
        "beyond": plan.unreached()["cells"],
        "sites": [
            row | {"mean_minutes": round(row["mean"], 2), "farthest_minutes": row["farthest"]}
            for row in plan.sites()
        ],
        "groups": [
            {
                "name": row["name"],
                "mean_minutes": row["mean"],
                "within": row["within"],
                "beyond": None if row["few"] else round(row["beyond"]),
            }
            for row in plan.groups()
        ],
    }
