"""`manumit forecast`, as it is called."""

from __future__ import annotations

import csv
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
