"""`manumit forecast --by`: months that add up, by columns, by polygons, and of a help line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.doors.cli.program import manumit
from tests.doors.cli.test_forecast import rows
from tests.doors.cli.test_hotspots import write_events
from tests.engine.places.test_ahead import line, regions_of_town


def table(path: Path, *more: str) -> Path:
    lines = [
        f"theft,{2018 + month // 12}-{month % 12 + 1:02}-{day:02},{country},{region}"
        for month in range(36)
        for country, region, count in (("NL", "north", 9), ("NL", "south", 5), ("BE", "east", 3))
        for day in range(1, 1 + count + (month + len(region)) % 3)
    ]
    path.write_text("\n".join(["kind,date,country,region", *lines, *more]) + "\n", encoding="utf-8")
    return path


def test_months_by_country_and_region_add_up(tmp_path: Path) -> None:
    events, out = table(tmp_path / "e.csv", "theft,2020-03-04,NL,"), tmp_path / "t.csv"
    done = manumit(
        "forecast", events, "--by", "country,region", "--months", "4", "--origin", "2021-01-01", "--out", out
    )
    assert done.code == 3, done.err
    assert "1 row left out, it has no region" in done.err
    found = rows(out)
    assert list(found[0]) == ["level", "country", "region", "month", "expected", "low", "high"]
    first = {(row["level"], row["country"], row["region"]): row for row in found if row["month"] == "2021-01"}
    assert len(first) == 6
    whole = float(first["all", "", ""]["expected"])
    assert whole == pytest.approx(20, rel=0.15)
    assert sum(float(row["expected"]) for key, row in first.items() if key[0] == "region") == pytest.approx(
        whole, abs=0.01
    )
    assert all(int(row["low"]) <= int(row["high"]) for row in found)
    told = json.loads((tmp_path / "t.csv-metadata.json").read_text())
    assert (told["first_month"], told["series"], told["handling"]) == ("2021-01", 6, "investigator")
    assert set(told["errors_on_past_months"]) == {"reconciled", "summed", "last year"}


def test_months_by_polygons(tmp_path: Path) -> None:
    events, area = write_events(tmp_path / "e.csv", 400), regions_of_town(tmp_path / "r.geojson")
    call = ("forecast", events, "--area", area, "--by", "name", "--months", "2", "--origin", "2020-12-01")
    done = manumit(*call, "--out", tmp_path / "t.csv")
    assert done.code == 1
    assert "11 whole months of history are too few; a trend needs 12" in done.err
    done = manumit(*call[:-1], "2021-01-01", "--out", tmp_path / "t.csv")
    assert done.code == 0, done.err
    assert {row["name"] for row in rows(tmp_path / "t.csv")} == {"", "west", "east"}


def test_the_middle_of_a_town_counts_for_none_of_its_districts(tmp_path: Path) -> None:
    area, out = regions_of_town(tmp_path / "r.geojson"), tmp_path / "t.csv"
    call = ("--area", area, "--by", "name", "--months", "2", "--origin", "2021-01-01", "--out", out)
    plain = write_events(tmp_path / "a.csv", 400)
    assert manumit("forecast", plain, *call).code == 0
    found = out.read_text()
    centre = [f"theft,2020-{1 + at % 12:02}-11,-30.15,40.07" for at in range(60)]
    events = write_events(tmp_path / "e.csv", 400, *centre)
    done = manumit("forecast", events, *call)
    assert (done.code, out.read_text()) == (0, found), done.err
    assert "theft: 60 events share the point 40.07, -30.15: set apart" in done.err
    assert "name it in a column" in done.err
    watched = ("--area", area, "--by", "name", "--base", "26", "--json")
    done = manumit("alarms", events, *watched)
    assert "60 events share the point 40.07, -30.15: set apart" in done.err
    assert done.json()["rows"] == manumit("alarms", plain, *watched).json()["rows"]


def test_a_help_lines_months_keep_open_what_was_held_back(tmp_path: Path) -> None:
    months, _ = line(tmp_path / "m.csv", 30)
    done = manumit("forecast", months, "--by", "severity", "--months", "3", "--out", tmp_path / "t.csv")
    assert done.code == 0, done.err
    assert "held back lie within bounds" in done.err
    assert [row["severity"] for row in rows(tmp_path / "t.csv")][::3] == ["", "0", "1", "2"]
    wrong = manumit(
        "forecast", months, "--area", months, "--origin", "2020-01-01", "--out", tmp_path / "n.csv"
    )
    assert wrong.code == 2
    assert "say nothing of places" in wrong.err


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("--by", "county", "--months", "3", "--origin", "2021-01-01"), "has no column county"),
        (("--by", "region", "--months", "3", "--origin", "2021-01-04"), "first day of a month"),
        (("--by", "region", "--months", "3"), "first day of a month"),
        (("--by", "region"), "go together"),
        (("--months", "3"), "go together"),
        ((), "--area, --origin and --horizon are needed"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, call: tuple[str, ...], words: str) -> None:
    done = manumit("forecast", table(tmp_path / "e.csv"), *call, "--out", tmp_path / "t.csv")
    assert done.code == 2
    assert words in done.err
