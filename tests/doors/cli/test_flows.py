"""`manumit flows`, as it is called."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np

from manumit.engine.places import hours_between
from tests.doors.cli.conftest import Case
from tests.doors.cli.program import manumit

ODD = ("P3", "P11")


def write_trips(folder: Path, places: int = 14, seed: int = 1) -> tuple[Path, Path]:
    """Flows by gravity, one of them (of 12 places or more) five times what it should be; and where the places lie."""
    rng = np.random.default_rng(seed)
    lon, lat = rng.uniform(-31, -30, places), rng.uniform(40, 41, places)
    km = hours_between(lon, lat, lon, lat, kmh=1.0) + np.eye(places)
    out, into = rng.gamma(3, 1, (2, places))
    counts = rng.poisson(60 * out[:, None] * into[None, :] * km**-0.8)
    if places > 11:
        counts[3, 11] = 5 * counts[3, 11] + 60
    (folder / "p.csv").write_text(
        "place,lon,lat\n"
        + "".join(f"P{at},{x:.5f},{y:.5f}\n" for at, (x, y) in enumerate(zip(lon, lat, strict=True)))
    )
    (folder / "m.csv").write_text(
        "origin,destination,count\n"
        + "".join(f"P{a},P{b},{count}\n" for (a, b), count in np.ndenumerate(counts) if count)
    )
    return folder / "m.csv", folder / "p.csv"


def test_the_odd_flow_comes_first(tmp_path: Path) -> None:
    movements, places = write_trips(tmp_path)
    out = tmp_path / "f.csv"
    done = manumit("flows", movements, "--places", places, "--out", out)
    assert done.code == 0, done.err
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert (rows[0]["origin"], rows[0]["destination"]) == ODD
    assert rows[0]["more"] == "1"
    assert int(rows[0]["high"]) < int(rows[0]["count"])
    assert sum(row["more"] == "1" for row in rows) <= 2
    inside = [int(row["low"]) <= int(row["count"]) <= int(row["high"]) for row in rows[1:]]
    assert 0.85 < np.mean(inside) <= 1
    assert "movements that end where they began are left out" in done.err
    beside = json.loads((tmp_path / "f.csv-metadata.json").read_text())
    assert beside["distance_exponent_interval"][0] < -0.8 < beside["distance_exponent_interval"][1]


def test_geojson_draws_them_as_lines(tmp_path: Path) -> None:
    movements, places = write_trips(tmp_path, 6)
    out = tmp_path / "f.geojson"
    assert manumit("flows", movements, "--places", places, "--out", out, "--quiet").code == 0
    told = json.loads(out.read_text())
    assert {one["geometry"]["type"] for one in told["features"]} == {"LineString"}
    assert told["handling"] == "investigator"


def test_rows_with_dates_are_counted_one_each_and_towns_are_known_by_name(tmp_path: Path) -> None:
    table = tmp_path / "m.csv"
    pairs = [
        ("Leeds", "Bradford"),
        ("Leeds", "York"),
        ("Bradford", "Leeds"),
        ("York", "MAN"),
        ("MAN", "Leeds"),
    ]
    rows = [f"{a},{b},2020-0{1 + at % 2}-03" for a, b in pairs for at in range(16)]
    table.write_text(
        "origin,destination,date\n" + "\n".join([*rows, "Leeds,Nowhere-on-Sea,2020-01-04"]) + "\n"
    )
    done = manumit("flows", table, "--json")
    assert done.code == 3
    assert "1 row left out, nobody knows where the place lies (row 81)" in done.err
    assert "Not found: Nowhere-on-Sea." in done.err
    told = done.json()
    assert told["movements"] == 80
    assert {row["count"] for row in told["rows"]} == {16}
    january = manumit("flows", table, "--since", "2020-01-01", "--until", "2020-01-31", "--json").json()
    assert january["movements"] == 40


def test_two_names_of_one_point_are_one_place(tmp_path: Path) -> None:
    movements, places = write_trips(tmp_path, 5)
    place = places.read_text().splitlines()[1]
    places.write_text(places.read_text() + place.replace("P0", "Alias") + "\n")
    movements.write_text(movements.read_text() + "Alias,P1,7\nP0,Alias,3\n")
    told = manumit("flows", movements, "--places", places, "--json").json()
    names = {row["origin"] for row in told["rows"]} | {row["destination"] for row in told["rows"]}
    assert len(names) == told["places"] == 5


def test_journeys_of_a_workspace(case: Case) -> None:
    done = manumit("flows", case.workspace, "--json")
    assert done.code in (0, 3), done.err
    assert done.json()["movements"] > 30


def test_what_says_nothing_is_refused_in_words(tmp_path: Path) -> None:
    movements, places = write_trips(tmp_path, 5)
    few = tmp_path / "few.csv"
    few.write_text("origin,destination\nP0,P1\nP1,P2\nP2,P0\n")
    done = manumit("flows", few, "--places", places, "--out", tmp_path / "f.csv")
    assert (done.code, list(tmp_path.glob("f.csv*"))) == (1, [])
    assert "Too few movements: 3; a model needs 30" in done.err
    for words, code, call in (
        ("has no column date", 2, (movements, "--places", places, "--since", "2020-01-01")),
        ("has no column origin and no column destination", 3, (places,)),
        ("does not exist", 2, (movements, "--places", tmp_path / "nowhere.csv")),
    ):
        done = manumit("flows", *call)
        assert done.code == code, (words, done.err)
        assert words in done.err
    places.write_text("place,lon,lat\nP0,40.5,-130.2\n")
    done = manumit("flows", movements, "--places", places)
    assert done.code == 3
    assert "row 1 has no longitude and latitude in degrees" in done.err


def test_coordinates_of_both_ends_are_counted_between_cells(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    towns = [(-30.1, 40.1), (-30.9, 40.2), (-30.4, 40.9), (-31.5, 41.2)]
    rows = []
    for _ in range(200):
        a, b = (towns[at] for at in rng.integers(0, 4, 2))
        rows.append(f"{a[0]},{a[1]},{b[0]},{b[1]}")
    table = tmp_path / "m.csv"
    table.write_text("\n".join(["origin_lon,origin_lat,lon,lat", *rows, "-30.1,95,-30.9,40.2"]) + "\n")
    done = manumit("flows", table, "--json")
    assert done.code == 3
    assert "1 row left out, a coordinate is missing or none in degrees\n" in done.err
    told = done.json()
    same = sum(row.split(",")[:2] == row.split(",")[2:] for row in rows)
    assert (told["places"], told["movements"]) == (4, 200 - same)
    assert "Places are H3 cells of resolution 7." in told["notes"]
    done = manumit("flows", table, "--since", "2020-01-01")
    assert (done.code, "go with names of places" in done.err) == (2, True)
