"""`manumit near-repeats`, as it is called."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from manumit.engine.places import on_a_plane
from tests.doors.cli.conftest import Case
from tests.doors.cli.program import manumit
from tests.engine.places.towns import write_area

DEGREE_M = 111_320.0


def repeats(path: Path, n: int = 200, seed: int = 1) -> Path:
    """Events of a year, a third of which come again within a week and 60 m."""
    rng = np.random.default_rng(seed)
    x, y, day = rng.uniform(0, 5_000, n), rng.uniform(0, 5_000, n), rng.integers(0, 350, n)
    again = rng.integers(0, n, n // 3)
    x = np.concatenate([x, x[again] + rng.uniform(-60, 60, len(again))])
    y = np.concatenate([y, y[again] + rng.uniform(-60, 60, len(again))])
    day = np.concatenate([day, day[again] + rng.integers(0, 7, len(again))])
    lat = 40.0 + y / DEGREE_M
    lon = -30.1 + x / (DEGREE_M * np.cos(np.radians(40.02)))
    dates = np.datetime64("2020-01-01") + day
    rows = [
        f"theft,{when},{east:.6f},{north:.6f},{a:.3f},{b:.3f}"
        for when, east, north, a, b in zip(dates, lon, lat, x, y, strict=True)
    ]
    path.write_text("\n".join(["kind,date,lon,lat,x_m,y_m", *rows]) + "\n", encoding="utf-8")
    return path


def test_what_comes_again_is_told_from_chance(tmp_path: Path) -> None:
    table, out = repeats(tmp_path / "e.csv"), tmp_path / "n.csv"
    done = manumit("near-repeats", table, "--deals", "99", "--area", write_area(tmp_path), "--out", out)
    assert done.code == 0, done.err
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert list(rows[0]) == ["space", "time", "observed", "expected", "low", "high", "ratio", "p"]
    soon = next(row for row in rows if (row["space"], row["time"]) == ("0 to 200 m", "0 to 6 days"))
    assert float(soon["ratio"]) > 3
    assert float(soon["p"]) == 0.01
    assert float(soon["low"]) <= float(soon["expected"]) <= float(soon["high"]) < float(soon["observed"])
    assert sum(int(row["observed"]) for row in rows) == 266 * 265 // 2
    assert "266 events; " in done.err


def test_degrees_and_metres_say_the_same(tmp_path: Path) -> None:
    table = repeats(tmp_path / "e.csv", 120)
    call = ("near-repeats", table, "--deals", "19", "--straight", "--json", "--quiet")
    degrees, metres = (manumit(*call, *more).json()["rows"] for more in ((), ("--plane", "x_m,y_m")))
    off = [abs(one["observed"] - other["observed"]) for one, other in zip(degrees, metres, strict=True)]
    assert max(off) <= 2  # pairs that lie within centimetres of a band's end
    assert sum(row["observed"] for row in metres[4:7]) > 40


def test_a_plane_keeps_distances() -> None:
    """Against the ellipsoid's own radii at 40 degrees, and across the date line."""
    lon, lat = np.array([179.99, -179.99, 180.0, 180.0]), np.array([40.0, 40.0, 39.99, 40.01])
    east, north = on_a_plane(lon, lat)
    assert east[1] - east[0] == pytest.approx(0.02 * 85_393.8, rel=1e-4)
    assert north[3] - north[2] == pytest.approx(0.02 * 111_034.6, rel=1e-4)


def test_what_is_not_known_to_a_band_is_set_apart(tmp_path: Path) -> None:
    rows = repeats(tmp_path / "e.csv").read_text().splitlines()[1:]
    known = [",".join(row.split(",")[:4]) + ",," for row in rows]
    unsure = ["theft,2020-05-05,-30.1,40.03,,900", "theft,2020-05-06,-30.1,40.04,2020-06-20,"]
    (tmp_path / "all.csv").write_text("kind,date,lon,lat,end,precision_m\n" + "\n".join([*known, *unsure]))
    done = manumit("near-repeats", tmp_path / "all.csv", "--deals", "19")
    assert "the place is not known to 200 m" in done.err
    assert "the time is not known to 7 days" in done.err
    assert "266 events; " in done.err


def test_a_workspace_has_no_plane(case: Case) -> None:
    done = manumit("near-repeats", case.workspace, "--plane", "x_m,y_m")
    assert done.code == 2
    assert "A workspace says where by coordinates." in done.err
    assert "Leave --plane out." in done.err


def test_what_cannot_be_told_is_refused_in_words(tmp_path: Path) -> None:
    few = tmp_path / "few.csv"
    few.write_text("date,lon,lat\n" + "2020-05-05,-30.1,40.1\n2020-06-05,-30.2,40.1\n2020-07-05,-30.3,40.1\n")
    done = manumit("near-repeats", few, "--out", tmp_path / "n.csv")
    assert (done.code, list(tmp_path.glob("n.csv*"))) == (1, [])
    assert "Too few events: 3; near repeats need 30" in done.err
    table = repeats(tmp_path / "e.csv", 60)
    for words, call in {
        "Bands need a width": ("--metres", "0"),
        "names no two columns": ("--plane", "x_m"),
        "has no column z_m": ("--plane", "x_m,z_m"),
        "Leave one out": ("--plane", "x_m,y_m", "--area", write_area(tmp_path)),
        "endings: .csv, .json": ("--out", tmp_path / "n.geojson"),
    }.items():
        done = manumit("near-repeats", table, *call)
        assert done.code == 2, (words, done.err)
        assert words in done.err
