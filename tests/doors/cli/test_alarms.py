"""`manumit alarms`, as it is called."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np

from tests.doors.cli.conftest import Case
from tests.doors.cli.program import manumit
from tests.engine.places.towns import EAST, NORTH, SOUTH, WEST, write_area

WEEKS, BASE = 90, 52


def weekly(path: Path, seed: int = 4) -> Path:
    """One row a week and region, its events as the weight: twice as many in Harbour from week 70 on."""
    rng = np.random.default_rng(seed)
    rows = []
    for at in range(WEEKS):
        day = np.datetime64("2024-01-01") + 7 * at
        for region, mean in (("Harbour", 12 * (1 + (at >= 70))), ("Hill", 12), ("Moor", 0.1)):
            rows.append(f"{day},{region},{rng.poisson(mean)}")
    path.write_text("\n".join(["date,region,weight", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_rise_in_one_region_is_told_with_the_week_it_began(tmp_path: Path) -> None:
    table, out = weekly(tmp_path / "e.csv"), tmp_path / "a.csv"
    done = manumit("alarms", table, "--by", "region", "--base", BASE, "--until", "2025-09-21", "--out", out)
    assert done.code == 0, done.err
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert {row["series"] for row in rows} == {"Harbour", "Hill"}
    assert len(rows) == 2 * (WEEKS - BASE)
    raised = [row for row in rows if row["alarm"] == "1"]
    assert {row["series"] for row in raised} == {"Harbour"}
    assert "2025-05-05" <= raised[0]["first_day"] <= "2025-06-09"  # week 70 is that of 5 May 2025
    assert "2025-04-21" <= raised[0]["began"] <= raised[0]["first_day"]
    assert float(raised[0]["level"]) > float(raised[0]["limit"])
    assert all(row["began"] == "" for row in rows if row["alarm"] == "0")
    assert "Not watched, with fewer than 15 in the base: Moor." in done.err
    beside = json.loads((tmp_path / "a.csv-metadata.json").read_text())
    assert (beside["handling"], beside["series"], beside["base"][0]) == ("investigator", 2, "2024-01-01")


def test_in_words_come_alarms_alone_and_the_same_again(tmp_path: Path) -> None:
    table = weekly(tmp_path / "e.csv")
    call = ("alarms", table, "--base", BASE, "--quiet")
    one, again = manumit(*call), manumit(*call)
    assert (one.code, one.err) == (0, "")
    assert one.out.split()[:3] == ["series", "first_day", "last_day"]
    assert one.out == again.out
    shown = len(one.out.splitlines()) - 1
    told = manumit(*call, "--json").json()
    assert told["alarms"] == shown == sum(row["alarm"] for row in told["rows"]) > 0
    calm = manumit("alarms", table, "--by", "region", "--base", BASE, "--until", "2025-04-27")
    assert (calm.code, calm.out) == (0, "")
    assert "0 alarms, in 0 of 2 series" in calm.err


def test_regions_of_polygons_and_what_was_discovered(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    days = np.datetime64("2024-01-01") + np.arange(700)
    rows = [
        f"{day},{rng.uniform(WEST, EAST):.5f},{rng.uniform(SOUTH, NORTH):.5f},{channel}"
        for day in days
        for channel in ("reported", "discovered")
    ]
    table = tmp_path / "e.csv"
    table.write_text("\n".join(["date,lon,lat,channel", *rows]) + "\n")
    area = write_area(tmp_path)
    told = json.loads(area.read_text())
    square = told["features"][0] if "features" in told else told
    square["properties"] = {"name": "Town"}
    area.write_text(json.dumps({"type": "FeatureCollection", "features": [square]}))
    done = manumit("alarms", table, "--area", area, "--by", "name", "--period", "month", "--json")
    assert done.code == 0, done.err
    assert {row["series"] for row in done.json()["rows"]} == {"Town"}
    assert "700 events that were discovered or inferred are left out" in done.err
    whole = manumit("alarms", table, "--area", area, "--period", "month", "--json").json()
    counts = [row["count"] for row in whole["rows"]]
    assert counts == [row["count"] for row in done.json()["rows"]]
    assert set(counts) <= {30, 31}


def test_records_of_a_workspace(case: Case) -> None:
    done = manumit("alarms", case.workspace, "--by", "kind", "--json")
    assert done.code == 0, done.err
    assert "events that were discovered or inferred are left out" in done.err
    assert done.json()["rows"]


def test_what_says_nothing_is_refused_in_words(tmp_path: Path) -> None:
    few = tmp_path / "few.csv"
    few.write_text("kind,date,lon,lat\n" + "".join(f"a,2024-0{at}-03,-30.1,40.1\n" for at in (1, 5, 9)))
    done = manumit("alarms", few, "--out", tmp_path / "a.csv")
    assert (done.code, list(tmp_path.glob("a.csv*"))) == (1, [])
    assert "Too few events: 1 in a base of 17 steps; it needs 15" in done.err
    table = weekly(tmp_path / "e.csv")
    for words, code, call in (
        ("no step 'day'", 2, ("--period", "day")),
        ("A rise is above 1", 2, ("--rise", "0.5")),
        ("The least rate is 0.0001", 2, ("--false-a-year", "0")),
        ("0.0001 a year over 2 series is 5e-05 each", 2, ("--by", "region", "--false-a-year", "0.0001")),
        ("of 0.0002 or more", 2, ("--by", "region", "--false-a-year", "0.0001")),
        ("has no column town", 2, ("--by", "town")),
        ("a base has at least 12", 1, ("--base", "5")),
        ("90 steps of a week, 400 of them the base", 1, ("--base", "400", "--until", "2025-09-21")),
        ("endings: .csv, .json", 2, ("--out", tmp_path / "a.geojson")),
        ("is not after", 2, ("--since", "2024-12-01", "--until", "2024-11-01")),
    ):
        done = manumit("alarms", table, *call)
        assert done.code == code, (words, done.code, done.err)
        assert words in done.err
