"""Made-up events of a made-up town, and a study of them that is worked out."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.counting import unseen
from manumit.doors.web.desk.acts.forecasts import settle
from manumit.doors.web.desk.acts.seeking import seek
from manumit.doors.web.desk.acts.siting import site
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.acts.surveying import survey
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
    settle(job, survey(job.inputs[0], Path(workspace.folder), lambda *_: None))
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


def sought(study: Study, user: User, metres: int = 200, days: int = 7) -> Patterns:
    """Patterns of a study that are found."""
    job = Job.objects.create(workspace=study.workspace, asked_by=user, kind="patterns", state="done")
    made = Patterns.objects.create(study=study, job=job, asked_by=user, metres=metres, days=days)
    job.inputs = [study.job.inputs[0] | {"patterns": made.pk, "metres": metres, "days": days}]
    job.result = seek(job.inputs[0], Path(study.workspace.folder), lambda *_: None)
    job.save()
    return made
