"""Made-up events of a made-up town, and a study of them that is worked out."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.counting import unseen
from manumit.doors.web.desk.acts.forecasts import settle
from manumit.doors.web.desk.acts.seeking import seek
from manumit.doors.web.desk.acts.siting import site
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.acts.surveying import FILES, RESULT, survey
from manumit.doors.web.desk.models import Job, Patterns, Placing, Prevalence, Study, Workspace
from manumit.engine.places import Area

AREA = {
    "type": "Polygon",
    "coordinates": [[[-1.62, 53.76], [-1.48, 53.76], [-1.48, 53.84], [-1.62, 53.84], [-1.62, 53.76]]],
}


def events(seed: int = 7, size: int = 600) -> bytes:
    """Made-up events of two years: half round one point, half anywhere."""
    dealt = np.random.default_rng(seed)
    near = dealt.random(size) < 0.5
    lon = np.where(near, dealt.normal(-1.55, 0.004, size), dealt.uniform(-1.62, -1.48, size))
    lat = np.where(near, dealt.normal(53.80, 0.003, size), dealt.uniform(53.76, 53.84, size))
    days = [date(2024, 1, 1) + timedelta(days=int(one)) for one in dealt.integers(0, 730, size)]
    rows = [
        f"theft,{day},{x:.6f},{y:.6f}" for day, x, y in zip(days, lon.tolist(), lat.tolist(), strict=True)
    ]
    return "\n".join(["kind,date,lon,lat", *rows, ""]).encode()


AREA_FILE = ("area.geojson", json.dumps(AREA).encode())


def handed(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, data)


def ask(client: Client, files: dict[str, tuple[str, bytes]] | None = None, **changed: Any) -> Any:
    """Send the form of a study as a browser does."""
    given = files or {"events": ("events.csv", events()), "area": AREA_FILE}
    sent = {name: handed(*one) for name, one in given.items()}
    form = {
        "purpose": "outreach", "source": "table", "kind": "", "resolution": "9", "period": "month", "horizon": "30",
    }  # fmt: skip
    return client.post("/w/fresh/places/new", {**form, **changed, **sent})


_WORKED: dict[str, tuple[dict[str, Any], dict[str, bytes]]] = {}


def worked(task: dict[str, Any], workspace: Path) -> dict[str, Any]:
    """What a study's job brings, and its files. The same question of the same files is worked out once, by the engine,
    and laid down again for whoever asks next: a forecast takes seconds, and many tests look at one."""
    files = {name: Path(task[name]) for name in FILES if task.get(name)}
    asked = {name: value for name, value in task.items() if name not in (*FILES, "out")}
    handed = {name: [one.name, hashlib.sha256(one.read_bytes()).hexdigest()] for name, one in files.items()}
    key, out = json.dumps([asked, handed], sort_keys=True), Path(task["out"])
    if not task["events"] or key not in _WORKED:
        told = survey(task, workspace, lambda *_: None)
        paths = [out / RESULT, *(out / "forecasts").glob("*")]
        _WORKED[key] = told, {str(one.relative_to(out)): one.read_bytes() for one in paths}
        return told
    told, found = _WORKED[key]
    for name, data in found.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    result = json.loads(found[RESULT]) | {"made_at": datetime.now(UTC).isoformat(timespec="seconds")}
    (out / RESULT).write_text(json.dumps(result))
    return told


def work_out(study: Study) -> Study:
    """What a worker would do."""
    study.refresh_from_db()
    told = worked(study.job.inputs[0], Path(study.workspace.folder))
    Job.objects.filter(pk=study.job_id).update(state="done", result=told)
    return Study.objects.get(pk=study.pk)


def asked(client: Client, files: dict[str, tuple[str, bytes]] | None = None, **changed: Any) -> Study:
    """A study that was sent, and what came of it, without waiting for a worker."""
    assert ask(client, files, **changed).status_code == 302
    return work_out(Study.objects.latest("pk"))


def by_region(grown: int = 0) -> bytes:
    """The same with a country, a region, a channel and exposure; `grown`: events of the last months beside, in one
    region."""
    head, *rows = events().decode().split()
    told = [f"{head},channel,country,region,exposure"]
    for at, row in enumerate(rows):
        _kind, _day, x, y = row.split(",")
        country = "Hill" if float(y) > 53.8 else "River"
        found = at % 5 == 0
        region = f"{country} {'west' if float(x) < -1.55 else 'east'}"
        told.append(f"{row},{'discovered' if found else 'reported'},{country},{region},{2 if found else ''}")
    for at in range(grown):
        day = f"2025-{8 + at % 5:02}-{1 + at % 28:02}"
        told.append(f"theft,{day},-1.560000,53.810000,reported,Hill,Hill west,")
    return "\n".join([*told, ""]).encode()


def moved(seed: int = 4, people: int = 120) -> bytes:
    """Made-up movements of vehicles between twelve spots: 120 drive once from the first to the last, ten make two
    rounds of the same four, two go where another goes; one row does not say where from."""
    dealt = np.random.default_rng(seed)
    spots = [(-1.61 + 0.04 * (at % 4), 53.77 + 0.03 * (at // 4)) for at in range(12)]
    rows = []

    def drive(who: str, day: float, origin: int, to: int) -> None:
        times = [
            (datetime(2024, 1, 1) + timedelta(days=day, hours=hour)).isoformat(timespec="seconds") + "Z"
            for hour in (0, 1)
        ]
        (x, y), (from_x, from_y) = spots[to], spots[origin]
        rows.append(f"{who},{times[0]},{times[1]},{x:.4f},{y:.4f},{from_x:.4f},{from_y:.4f}")

    for one in range(people):
        stops = dealt.integers(0, 12, 11)
        if one < 10:
            stops[1:10] = [(1, 6, 8, 3)[(one + at) % 4] for at in range(9)]
        days = dealt.uniform(0, 650) + np.cumsum(dealt.uniform(1, 5, 10))
        for day, origin, to in zip(days.tolist(), stops[:-1].tolist(), stops[1:].tolist(), strict=True):
            if origin != to:
                drive(f"M{one}", day, origin, to)
                if one >= people - 2:
                    drive(f"W{one}", day + 0.05, origin, to)
    for one in range(120):
        drive(f"S{one}", float(dealt.uniform(0, 700)), 0, 11)
    rows.append("M0,2025-12-20T10:00:00Z,,-1.5500,53.8000,,")
    return "\n".join(["vehicle,date,arrives,lon,lat,origin_lon,origin_lat", *rows, ""]).encode()


def surroundings(*, name: str = "rent", telling: bool = True) -> bytes:
    """Numbers a cell of resolution 9: one that goes with nearness to where most happens (or says nothing), and noise;
    nothing is known of the last nine cells, and one row lies elsewhere."""
    cells = Area.of({"type": "Feature", "properties": {}, "geometry": AREA}).cells(9)
    dealt = np.random.default_rng(3)
    far = np.hypot((cells.lon + 1.55) * 0.6, cells.lat - 53.8)
    values = far if telling else dealt.random(len(cells))
    rows = [
        f"{cell},{value:.5f},{other:.3f}"
        for cell, value, other in zip(
            cells.names, values.tolist(), dealt.random(len(cells)).tolist(), strict=True
        )
    ]
    return "\n".join([f"cell,{name},noise", *rows[:-9], "8928308280fffff,1,1", ""]).encode()


def surveyed(workspace: Workspace, user: User, folder: Path) -> Study:
    """A study of `workspace`, of files in `folder`, its forecast sealed, without waiting for a worker."""
    (folder / "events.csv").write_bytes(events())
    (folder / "area.geojson").write_text(json.dumps(AREA))
    job = Job.objects.create(workspace=workspace, asked_by=user, kind="places", state="done")
    study = Study.objects.create(
        workspace=workspace, job=job, asked_by=user, purpose="services", source="table", resolution=8,
        period="quarter", horizon=30,
    )  # fmt: skip
    files = {"events": str(folder / "events.csv"), "area": str(folder / "area.geojson"), "groups": ""}
    asked = {"study": study.pk, "kind": "", "resolution": 8, "period": "quarter", "horizon": 30}
    job.inputs = [asked | files | {"out": str(folder_of(study))}]
    job.save()
    settle(job, worked(job.inputs[0], Path(workspace.folder)))
    return study


def planned(study: Study, user: User) -> Placing:
    """A plan for two teams of a study, worked out."""
    job = Job.objects.create(workspace=study.workspace, asked_by=user, kind="placing", state="done")
    placing = Placing.objects.create(study=study, job=job, asked_by=user, what="team", number=2, reach=20)
    site(
        {
            "placing": placing.pk,
            "study": study.pk,
            "number": 2,
            "reach": 20,
            "groups": "",
            "out": str(folder_of(study)),
        },
        lambda *_: None,
    )
    return placing


LISTS = b"""police,shelter,hotline,count
1,0,0,120
0,1,0,80
0,0,1,60
1,1,0,18
1,0,1,12
0,1,1,9
1,1,1,4
"""
"""Made up: 303 people on three lists that overlap."""


def estimated(workspace: Workspace, user: User) -> Prevalence:
    """An estimate that is worked out."""
    job = Job.objects.create(workspace=workspace, asked_by=user, kind="prevalence", state="done")
    made = Prevalence.objects.create(
        workspace=workspace, job=job, asked_by=user, about="A made-up town, 2025", table="lists.csv"
    )
    path = Path(workspace.folder).parent / "lists.csv"
    path.write_bytes(LISTS)
    job.inputs = [{"prevalence": made.pk, "lists": str(path)}]
    job.result = unseen(job.inputs[0], lambda *_: None)
    job.save()
    return made


def followed(*kinds_and_travellers: tuple[str, int]) -> dict[str, Any]:
    """Routes as a job tells them: one over the same three cells for each kind, taken by so many."""
    cells = ["87195d2b1ffffff", "87195d2b0ffffff", "87195d2b5ffffff"]
    rows = [
        {"kind": kind, "cells": cells, "travellers": many, "low": 0.0, "high": 2.0, "q": 0.01}
        for kind, many in kinds_and_travellers
    ]
    return {
        "source": "table", "worlds": 99, "nearer": 0.0, "travellers": 40, "stops": 200, "places": 12, "trips": 160,
        "resolution": 7, "rows": rows, "more": len(rows), "pairs": 0, "no_company": None, "too_fast": 0, "several": 0,
        "left_out": [{"why": "no date", "count": 3, "rows": [7]}],
    }  # fmt: skip


def sought(study: Study, user: User, metres: int = 200, days: int = 7) -> Patterns:
    """Patterns of a study that are found."""
    job = Job.objects.create(workspace=study.workspace, asked_by=user, kind="patterns", state="done")
    made = Patterns.objects.create(study=study, job=job, asked_by=user, metres=metres, days=days)
    job.inputs = [study.job.inputs[0] | {"patterns": made.pk, "metres": metres, "days": days}]
    job.result = seek(job.inputs[0], Path(study.workspace.folder), lambda *_: None)
    job.save()
    return made
