"""What joins a study beside its events: what places are like, months by region, and, apart, what a help line told."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.monthly import months
from manumit.doors.web.desk.acts.taught import Taught
from manumit.doors.web.desk.models import Study, Trace, Workspace, WorkspaceMember
from manumit.doors.web.house import House
from manumit.engine.places import Area, read_events
from tests.doors.web.desk.hands import page
from tests.doors.web.desk.surveys import AREA, AREA_FILE, ask, asked, by_region, surroundings, work_out
from tests.doors.web.desk.test_places import open_it, people
from tests.doors.web.desk.test_refused import about
from tests.engine.places.test_ahead import line
from tests.engine.places.towns import SQUARE, town

TABLE = {"events": ("events.csv", by_region()), "area": AREA_FILE}
pytestmark = pytest.mark.django_db


def add(client: Client, study: Study, **told: Any) -> Any:
    sent = {name: SimpleUploadedFile(*one) if isinstance(one, tuple) else one for name, one in told.items()}
    return client.post(f"/w/fresh/places/{study.pk}/months/new", {"months": "6", **sent})


def told_by_line(folder: Path, mean: float = 60.0) -> bytes:
    return line(folder / "line.csv", 30, mean=mean)[0].read_bytes()


@pytest.fixture
def sara(fresh: Workspace) -> Client:
    """An analyst's browser."""
    user = User.objects.create(username="sara", role="analyst")
    WorkspaceMember.objects.create(workspace=fresh, user=user)
    client = Client()
    client.force_login(user)
    session = client.session
    session["by_link"] = True
    session.save()
    return client


def rows(text: str) -> list[dict[str, str]]:
    return [row for row in csv.DictReader(io.StringIO(text)) if not row["level"].startswith("#")]


# --- What places are like


def test_what_was_joined_and_what_it_changed_stands_on_the_study(browser: Client) -> None:
    files = TABLE | {"covariates": ("about.csv", surroundings())}
    study = asked(browser, files, counts="noise")
    shown = page(browser, f"/w/fresh/places/{study.pk}")
    about = shown.partition('id="about"')[2].partition("</section>")[0]
    assert "about.csv: 875 rows or regions, 1 of them in none of the cells" in about
    assert re.findall(r'class="number">(\d+)</td>', about) == ["874", "9", "874", "9"]
    assert about.count("Averaged, a rate") == about.count("Shared out, a number") == 1
    assert "changed nothing" in about or "It is used" in about
    assert re.search(r"[+\u2212]0\.\d{3} \(", about), "with its range"
    assert "no groups were given" in about
    told = page(browser, f"/w/fresh/places/{study.pk}/cells.csv")
    assert "What places are like was" in told


def test_what_a_telling_column_brought_is_said_and_noise_beside_it_is_not(browser: Client) -> None:
    cells, dealt = town(), np.random.default_rng(2)
    rate = np.exp(dealt.normal(0, 1.2, len(cells)))
    pick = dealt.choice(len(cells), 600, p=rate / rate.sum()).tolist()
    days = [date(2020, 1, 1) + timedelta(days=int(one)) for one in dealt.integers(0, 394, 600)]
    lines = [f"{day},{cells.lon[at]:.5f},{cells.lat[at]:.5f}" for at, day in zip(pick, days, strict=True)]
    about = [
        f"{cell},{one:.4f},{dealt.random():.3f}" for cell, one in zip(cells.names, rate.tolist(), strict=True)
    ]
    files = {
        "events": ("events.csv", "\n".join(["date,lon,lat", *lines]).encode()),
        "area": ("area.geojson", json.dumps(SQUARE).encode()),
        "covariates": ("about.csv", "\n".join(["cell,bars,noise", *about]).encode()),
    }
    study = asked(browser, files, resolution="8", origin="2020-12-30")
    shown = page(browser, f"/w/fresh/places/{study.pk}").partition('id="about"')[2].partition("</section>")[0]
    assert re.search(
        r"It is used: past windows were likelier with it, by \+0\.\d{3} \(\+0\.\d{3} to \+", shown
    )
    bars, noise = re.findall(r"<th scope=\"row\">.*?</tr>", shown)
    assert re.search(r"about [\d.]+ of \d+ expected events would lie elsewhere", bars)
    assert "Nothing measurable" in noise
    assert "What places are like was used: bars, noise (about.csv)." in page(
        browser, f"/w/fresh/places/{study.pk}/cells.csv"
    )


@pytest.mark.parametrize("name", ["pct_foreign_born", "mosques"])
def test_a_barred_column_is_refused_beside_its_field(browser: Client, name: str) -> None:
    shown = ask(browser, TABLE | {"covariates": ("about.csv", surroundings(name=name))}).content.decode()
    about(
        shown, "covariates", f"about.csv: the column {name} tells who people are; a forecast must not learn"
    )
    assert not Study.objects.exists()


def test_a_column_that_stands_in_for_a_group_is_refused(browser: Client) -> None:
    cells = [one.split(",") for one in surroundings().decode().split()[1:-1]]
    groups = "\n".join(["cell,hill,river", *(f"{cell},{1000 * float(far):.3f},50" for cell, far, _ in cells)])
    files = {"covariates": ("about.csv", surroundings()), "groups": ("g.csv", groups.encode())}
    about(ask(browser, TABLE | files).content.decode(), "covariates", "would stand in for them")


# --- Channel and exposure


def test_channels_and_exposure_are_told(browser: Client, sara: Client) -> None:
    study = asked(browser, TABLE)
    shown = page(browser, f"/w/fresh/places/{study.pk}")
    channels = shown.partition('id="channels"')[2].partition("</section>")[0]
    assert re.findall(r'class="number">([^<]+)</td>', channels) == ["480", "120"]
    assert "240, of 120 events; 0.50 events for each" in channels
    assert "it would learn where was looked" in channels
    assert "about 480" in page(sara, f"/w/fresh/places/{study.pk}")


# --- Months by region


def test_months_by_country_and_region_add_up_and_are_drawn(browser: Client) -> None:
    study = asked(browser, TABLE, by="country, region", months="4")
    assert "<svg" in page(browser, f"/w/fresh/places/{study.pk}").partition('id="months"')[2]
    shown = page(browser, f"/w/fresh/places/{study.pk}/months")
    assert shown.count("months-plot") == 3, "all, and two countries"
    assert "By country" in shown
    assert "Hill west" not in shown
    country = re.search(r'\?in=(\d+)"><bdi>Hill</bdi>', shown)
    assert country
    under = page(browser, f"/w/fresh/places/{study.pk}/months?in={country[1]}")
    assert "Hill west" in under
    assert "River" not in under.partition('id="here"')[2].partition('id="choose"')[0]
    found = rows(page(browser, f"/w/fresh/places/{study.pk}/months.csv"))
    ahead = [row for row in found if row["expected"]]
    assert len(ahead) == 7 * 4
    for month in {row["month"] for row in ahead}:
        mine = {
            (row["level"], row["region"] or row["country"]): float(row["expected"])
            for row in ahead
            if row["month"] == month
        }
        whole = mine["all", ""]
        for level in ("country", "region"):
            assert sum(one for (at, _), one in mine.items() if at == level) == pytest.approx(whole, rel=1e-3)
    assert Trace.objects.filter(type="export_made", what="study").count() == 1


def test_columns_are_chosen_from_the_table_once_it_was_read(browser: Client) -> None:
    study = asked(browser, TABLE)
    shown = page(browser, f"/w/fresh/places/{study.pk}/months")
    assert "No months yet" in shown
    assert re.findall(r'name="by" value="(\w+)"', shown) == ["country", "region"]
    assert add(browser, study, by=["country", "region"]).status_code == 302
    assert add(browser, study, by=["country"]).status_code == 400, "it is being worked out"
    again = work_out(study)
    assert again.forecasts.count() == 0
    assert "months-plot" in page(browser, f"/w/fresh/places/{study.pk}/months")
    assert add(browser, again).status_code == 400, "nothing was chosen"
    assert add(browser, again, by=["country"], months="0").status_code == 400
    assert add(browser, again, by=["a", "b", "c", "d"]).status_code == 400


def _box(west: float, east: float) -> list[list[list[float]]]:
    return [[[west, 53.7], [east, 53.7], [east, 53.9], [west, 53.9], [west, 53.7]]]


def test_regions_may_be_polygons(browser: Client) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": _box(*ends)},
        }
        for name, ends in (("west", (-1.7, -1.55)), ("east", (-1.55, -1.4)))
    ]
    regions = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    centre = "".join(
        f"theft,2025-{1 + at % 12:02}-07,-1.54,53.81,reported,Hill,Hill east,\n" for at in range(60)
    )
    table = by_region() + centre.encode()
    files = {"events": ("events.csv", table), "area": AREA_FILE, "regions": ("r.geojson", regions)}
    study = asked(browser, files, by="name")
    shown = page(browser, f"/w/fresh/places/{study.pk}/months")
    assert "By name" in shown
    assert (
        "which stands for 'somewhere here' and says nothing of which region, and left out: 60."
        in unescape(shown)
    )


def test_points_are_looked_for_among_what_was_reported_alone(tmp_path: Path) -> None:
    box = {
        "type": "Feature",
        "properties": {"name": "all"},
        "geometry": {"type": "Polygon", "coordinates": _box(-1.7, -1.4)},
    }
    (tmp_path / "r.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [box]}))
    centre = [
        *["theft,2025-03-07,-1.54,53.81,reported,Hill,Hill east,"] * 60,
        *["theft,2025-03-07,-1.56,53.81,discovered,Hill,Hill east,2"] * 50,
    ]
    (tmp_path / "e.csv").write_text("\n".join([by_region().decode().strip(), *centre, ""]))
    told = months(
        {
            "events": str(tmp_path / "e.csv"),
            "regions": str(tmp_path / "r.geojson"),
            "kind": "",
            "by": ["name"],
            "months": 3,
        },
        tmp_path,
    )
    assert told
    assert [told[one] for one in ("set_apart", "events", "not_reported")] == [60, 480, 170], (
        "finds have no say"
    )
    every = read_events(tmp_path / "e.csv")
    taught = Taught.of(every, {"kind": ""}, Area.of(AREA).cells(8), math.inf)
    assert taught.points == {"theft": ((-1.54, 53.81, 60),)}
    assert len(taught.mine) == 480, "they are looked for once"


@pytest.mark.parametrize(
    ("by", "months", "says"),
    [("county", "3", "lacks columns: county"), ("country", "40", "too few to look")],
)
def test_months_that_cannot_be_told_leave_the_study_as_it_is(
    browser: Client, by: str, months: str, says: str
) -> None:
    study = asked(browser, TABLE, by=by, months=months)
    for address in ("", "/months"):
        shown = page(browser, f"/w/fresh/places/{study.pk}{address}")
        assert says in shown
        assert str(Path(study.job.inputs[0]["events"]).parent) not in shown
    assert "m-places" in page(browser, f"/w/fresh/places/{study.pk}")
    assert browser.get(f"/w/fresh/places/{study.pk}/months.csv").status_code == 400


def test_a_change_is_told(browser: Client) -> None:
    files = {"events": ("events.csv", by_region(grown=90)), "area": AREA_FILE}
    short = asked(browser, files, by="country,region")
    assert "Whether a series rose was not looked at" in page(browser, f"/w/fresh/places/{short.pk}/months")
    study = asked(browser, files, by="country,region", origin="2026-01-01")
    told = page(browser, f"/w/fresh/places/{study.pk}/months")
    rose = told.partition("Rose beyond what is usual")[2]
    assert "Hill / Hill west" in rose.partition("</ul>")[0]
    assert "River" not in rose.partition("</ul>")[0]


def test_outside_the_investigators_role_no_small_count_is_told(browser: Client, sara: Client) -> None:
    study = asked(browser, TABLE, by="country,region")
    open_it(browser, study)
    whole = rows(page(browser, f"/w/fresh/places/{study.pk}/months.csv"))
    told = rows(page(sara, f"/w/fresh/places/{study.pk}/months.csv"))
    partner = rows(page(browser, f"/w/fresh/places/{study.pk}/months.csv?partner"))
    assert told == partner
    small = [at for at, row in enumerate(whole) if row["seen"] and 0 < float(row["seen"]) < 5]
    assert small
    assert all(told[at]["seen"] == "" and told[at]["hidden"] == "yes" for at in small)
    assert sum(row["hidden"] == "yes" for row in told) > len(small), "others with them"
    hidden = {
        (row["level"], row["country"], row["region"])
        for row in told
        if row["hidden"] == "yes" and not row["expected"]
    }
    assert not [
        row for row in told if (row["level"], row["country"], row["region"]) in hidden and row["expected"]
    ]
    shown = page(sara, f"/w/fresh/places/{study.pk}/months")
    cells = re.findall(r'<td class="number">(\d+)</td>', shown.partition('id="same"')[2])
    assert cells
    assert not [one for one in cells if 0 < int(one) < 5]
    assert "hidden" in shown.partition('id="same"')[2]


def test_nothing_of_it_is_handed_on_unchecked(browser: Client, sara: Client) -> None:
    study = asked(browser, TABLE, by="country")
    assert sara.get(f"/w/fresh/places/{study.pk}/months.csv").status_code == 403
    files = TABLE | {"groups": ("groups.csv", people(even=False))}
    uneven = asked(browser, files, by="country")
    assert browser.get(f"/w/fresh/places/{uneven.pk}/months.csv?partner").status_code == 403


# --- What a help line told


def test_what_a_line_told_joins_apart_and_what_it_held_back_is_shown_as_that(
    browser: Client, tmp_path: Path
) -> None:
    study = asked(browser, TABLE)
    before = (study.job.result["events"], study.job.result["sealed"])
    assert add(browser, study, line=("line.csv", told_by_line(tmp_path))).status_code == 302
    again = work_out(study)
    assert (again.job.result["events"], again.job.result["sealed"]) == before, "it is counted among nothing"
    shown = page(browser, f"/w/fresh/places/{study.pk}/months").partition('id="line"')[2]
    assert "Kept apart" in shown
    assert "By severity" in shown
    assert re.search(r"held back \(\d+ to \d+\)", shown)
    assert re.search(r"[\d.]+ expected \(\d+ to \d+\)", shown)
    assert "A help line, months in numbers" in page(browser, f"/w/fresh/places/{study.pk}")


def test_a_line_that_holds_most_back_says_so(browser: Client, tmp_path: Path) -> None:
    study = asked(browser, TABLE | {"line": ("line.csv", told_by_line(tmp_path, mean=5.0))})
    assert "counts are held back: too few contacts" in page(browser, f"/w/fresh/places/{study.pk}/months")


def _kept_files() -> list[str]:
    place = House(Path(os.environ["MANUMIT_HOME"])).uploads / "fresh"
    return [one.name for one in place.rglob("*line*")]


@pytest.mark.parametrize(
    "lines",
    [
        ["2026-01,signals,all,40", "2026-01,severity,1,37", "2026-01,severity,2,3"],
        ["2026-01,signals,all,40", "2026-01,severity,1,37", "2026-01,severity,2,"],
        ["2026-01,signals,all,40", "2026-01,severity,1,37", "2026-01,severity,2,", "2026-01,severity,3,"],
        ["2026-01,signals,all,3"],
    ],
)
def test_a_file_that_tells_a_small_count_is_not_taken_in_and_not_kept(
    browser: Client, lines: list[str]
) -> None:
    data = "\n".join(["month,what,category,count", *lines]).encode()
    answer = ask(browser, TABLE | {"line": ("line.csv", data)})
    assert answer.status_code == 403
    said = re.sub("<[^>]+>", " ", answer.content.decode())
    assert " line.csv: " in said
    assert not re.search(r"/[^ ]*line\.csv", said), "the server's path is nobody's business"
    assert not Study.objects.exists()
    assert _kept_files() == []


@pytest.mark.parametrize(
    "data", [b"a,b\n1,2\n", b"", b"\xff\xfe\x00month", b"month,what,category,count\n2026,a,b,\xff\n"]
)
def test_another_file_in_its_place_is_not_taken_in(browser: Client, data: bytes) -> None:
    assert ask(browser, TABLE | {"line": ("line.csv", data)}).status_code in (400, 403, 409)
    assert _kept_files() == []


# --- The machine's door

AT = "/api/v1/workspaces/fresh/studies"


def call(client: Client, address: str, **told: Any) -> Any:
    return client.post(f"{AT}{address}", told, content_type="application/json")


def test_a_program_asks_for_a_study_and_reads_what_joined_it(
    browser: Client, sara: Client, tmp_path: Path
) -> None:
    files = {"events": by_region().decode(), "area": json.dumps(AREA), "covariates": surroundings().decode()}
    answer = call(browser, "", purpose="services", resolution=9, by=["country"], counts=["noise"], **files)
    assert answer.status_code == 202, answer.content
    study = work_out(Study.objects.get(pk=answer.json()["study"]))
    told = browser.get(f"{AT}/{study.pk}").json()
    assert told["state"] == "done"
    assert [one["known"] for one in told["about"]["columns"]] == [874, 874]
    assert [one["events"] for one in told["channels"]] == ["480", "120"]
    assert told["blocked"]
    months = browser.get(f"{AT}/{study.pk}/months").json()
    assert [one["path"] for one in months["series"]] == [[], ["Hill"], ["River"]]
    whole, *parts = ([month["expected"] or 0 for month in one["months"]] for one in months["series"])
    assert [sum(one) for one in zip(*parts, strict=True)] == pytest.approx(whole, abs=0.01)
    held = sara.get(f"{AT}/{study.pk}/months").json()["series"]
    assert not [m for one in held for m in one["months"] if m["seen"] is not None and 0 < m["seen"] < 5]
    added = call(browser, f"/{study.pk}/months", line=told_by_line(tmp_path).decode())
    assert added.status_code == 202, added.content
    work_out(study)
    line = browser.get(f"{AT}/{study.pk}/line").json()
    assert [one["by"] for one in line] == ["severity"]
    hidden = [m for one in line[0]["series"] for m in one["months"] if m["hidden"]]
    assert hidden
    assert all(m["seen"] is None and m["low"] < m["high"] for m in hidden)
    assert browser.get(f"{AT}/{study.pk}/months").json()["by"] == ["country"], "what was asked for stays"


def test_a_program_is_told_no_in_the_same_words(browser: Client) -> None:
    files = {"events": by_region().decode(), "area": json.dumps(AREA)}
    small = "month,what,category,count\n2026-01,signals,all,3\n"
    answer = call(browser, "", purpose="services", line=small, **files)
    assert answer.status_code == 409
    assert answer.json()["sentence"].startswith("line.csv: a count below 10 is told")
    assert call(browser, "", purpose="patrol", **files).status_code == 400
    assert call(browser, "", purpose="services", events="", area="{").status_code == 409
    assert _kept_files() == []
