"""`manumit hotspots`, as it is called."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.doors.cli.conftest import Case
from tests.doors.cli.program import manumit
from tests.engine.places.towns import scattered, write_area


def write_events(path: Path, n: int, *more: str) -> Path:
    some = scattered(n, 5)
    rows = [
        f"theft,2020-{1 + at % 12:02}-{1 + at % 28:02},{lon:.6f},{lat:.6f}"
        for at, (lon, lat) in enumerate(zip(some.lon, some.lat, strict=True))
    ]
    path.write_text("\n".join(["kind,date,lon,lat", *rows, *more]) + "\n", encoding="utf-8")
    return path


def test_one_row_a_cell_and_what_was_left_out(tmp_path: Path) -> None:
    events, area = write_events(tmp_path / "e.csv", 400, "theft,soon,-30.1,40.1"), write_area(tmp_path)
    done = manumit("hotspots", events, "--area", area, "--out", tmp_path / "hot.csv", "--resolution", "8")
    assert done.code == 3, done.err
    assert "1 row left out, the date cannot be read (row 401)" in done.err
    with (tmp_path / "hot.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["cell", "count", "z", "p", "q", "class"]
    assert len({row["cell"] for row in rows}) == len(rows) > 300
    assert 370 <= sum(float(row["count"]) for row in rows) <= 400


def test_few_events_make_no_map_and_no_file(tmp_path: Path) -> None:
    events, area = write_events(tmp_path / "e.csv", 3), write_area(tmp_path)
    done = manumit("hotspots", events, "--area", area, "--out", tmp_path / "hot.csv", "--quiet")
    assert done.code == 1
    assert "Too few events: 3 in the area; a map needs 30" in done.err
    assert not (tmp_path / "hot.csv").exists()


def test_a_kind_that_is_not_there_is_named(tmp_path: Path) -> None:
    events, area = write_events(tmp_path / "e.csv", 40), write_area(tmp_path)
    done = manumit("hotspots", events, "--area", area, "--out", tmp_path / "h.csv", "--kind", "robbery")
    assert done.code == 2
    assert "The kinds are: theft." in done.err


def test_a_workspace_is_a_table_of_events_too(case: Case, tmp_path: Path) -> None:
    corners = [[-25, 35], [40, 35], [40, 65], [-25, 65], [-25, 35]]
    area = tmp_path / "europe.geojson"
    area.write_text(json.dumps({"type": "Polygon", "coordinates": [corners]}))
    call = ("hotspots", case.workspace, "--area", area, "--resolution", "4", "--period", "month")
    done = manumit(*call, "--out", tmp_path / "hot.csv", "--kind", "ad")
    assert done.code == 0, done.err
    rows = csv.DictReader((tmp_path / "hot.csv").read_text().splitlines())
    assert sum(float(row["count"]) for row in rows) > 30
