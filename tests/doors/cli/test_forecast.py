"""`manumit forecast`, as it is called."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.doors.cli.program import manumit
from tests.doors.cli.test_hotspots import write_events
from tests.engine.places.towns import write_area


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_one_row_a_cell(tmp_path: Path) -> None:
    events, area, out = write_events(tmp_path / "e.csv", 400), write_area(tmp_path), tmp_path / "f.csv"
    call = ("forecast", events, "--area", area, "--origin", "2020-12-01", "--horizon", "28", "--out", out)
    done = manumit(*call, "--resolution", "8", "--kind", "theft")
    assert done.code == 0, done.err
    found = rows(out)
    assert list(found[0]) == ["cell", "lon", "lat", "area_km2", "expected", "low", "high"]
    assert 20 < sum(float(row["expected"]) for row in found) < 50
    assert sum(float(row["area_km2"]) for row in found) > 250


def test_a_kind_with_three_events_does_not_stop_the_rest(tmp_path: Path) -> None:
    rare = [f"arson,2020-0{month}-03,-30.1,40.1" for month in (2, 3, 4)]
    events, area, out = write_events(tmp_path / "e.csv", 300, *rare), write_area(tmp_path), tmp_path / "f.csv"
    call = ("forecast", events, "--area", area, "--origin", "2020-12-01", "--horizon", "28", "--out", out)
    done = manumit(*call, "--resolution", "8")
    assert done.code == 3
    assert "arson: Too few events: 3 before the origin; a forecast needs 30" in done.err
    assert {row["kind"] for row in rows(out)} == {"theft"}
    alone = manumit(*call[:-1], tmp_path / "none.csv", "--kind", "arson")
    assert alone.code == 1
    assert not (tmp_path / "none.csv").exists()


def test_what_was_discovered_is_not_learnt_from(tmp_path: Path) -> None:
    area, events = write_area(tmp_path), tmp_path / "e.csv"
    events.write_text("date,lon,lat,channel\n" + "2020-03-01,-30.1,40.1,discovered\n" * 40)
    call = ("forecast", events, "--area", area, "--origin", "2020-12-01", "--horizon", "28")
    done = manumit(*call, "--out", tmp_path / "f.csv")
    assert done.code == 1
    assert "would say where was looked" in done.err


def test_a_point_that_stands_for_somewhere_here_teaches_nothing_and_is_not_scored(tmp_path: Path) -> None:
    spike = [f"theft,2020-{1 + at % 12:02}-{1 + at % 28:02},-30.1,40.1" for at in range(72)]
    plain, area = write_events(tmp_path / "plain.csv", 400), write_area(tmp_path)
    events = write_events(tmp_path / "e.csv", 400, *spike)
    head, *body = events.read_text().splitlines()
    listed = [
        f"{head},channel",
        *(f"{row},reported" for row in body),
        "theft,2020-12-20,-30.1,40.1,discovered",
    ]
    events.write_text("\n".join(listed) + "\n")
    told = {}
    for one in (plain, events):
        out = tmp_path / f"{one.stem}.out.csv"
        call = ("forecast", one, "--area", area, "--origin", "2020-12-01", "--horizon", "28", "--out", out)
        done = manumit(*call, "--resolution", "8", "--kind", "theft")
        assert done.code == 0, done.err
        scored = json.loads(manumit("score", out, events, "--json").out)
        told[one] = rows(out), done.err, scored["seen"]
    assert told[plain][0] == told[events][0]
    assert "66 events share the point 40.1, -30.1: set apart" in told[events][1]
    assert "set apart" not in told[plain][1]
    assert told[plain][2] - told[events][2] == 6, (
        "those of the window; what was discovered counts for neither"
    )


def test_finds_are_learnt_from_only_by_the_chance_of_the_visit(tmp_path: Path) -> None:
    plain, area, out = write_events(tmp_path / "plain.csv", 400), write_area(tmp_path), tmp_path / "f.csv"
    head, *body = plain.read_text().splitlines()
    finds = [f"theft,2020-{1 + at % 11:02}-05,-30.1{at:02},40.1{at:02},discovered,4,0.25" for at in range(40)]
    bare = "theft,2020-03-05,-30.101,40.101,discovered,,0.25"
    events = tmp_path / "e.csv"
    listed = [f"{head},channel,exposure,chance", *(f"{row},reported,," for row in body), *finds, bare]
    events.write_text("\n".join(listed) + "\n")
    when = ("--area", area, "--origin", "2020-12-01", "--horizon", "28", "--out", out)
    call = (*when, "--resolution", "8", "--kind", "theft")
    done = manumit("forecast", events, *call, "--discovered", "corrected")
    assert done.code == 0, done.err
    assert (
        "40 finds are counted for each hour that was looked, by the chance of the visit (corrected); 1 are"
        in done.err
    )
    assert json.loads((tmp_path / "f.csv-metadata.json").read_text())["discovered"] == "corrected"
    before = rows(out)
    late = "theft,2020-12-05,-30.101,40.101,discovered,400,0.25"
    away = "theft,2020-03-05,10.1,40.1,discovered,0.1,0.25"
    other = "arson,2020-03-05,-30.101,40.101,discovered,0.1,0.25"
    events.write_text("\n".join([*listed, *[late] * 60, *[away] * 60, other]) + "\n")
    done = manumit("forecast", events, *call, "--discovered", "corrected")
    assert "40 finds are counted" in done.err
    assert "121 are left out" in done.err, "of the kind"
    assert [row["expected"] for row in rows(out)] == [row["expected"] for row in before]
    done = manumit("forecast", plain, *call, "--discovered", "inverse")
    assert done.code == 2
    assert "the table has no column exposure and no column chance" in done.err
