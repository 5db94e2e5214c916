"""`manumit scan`, as it is called."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.doors.cli.program import manumit
from tests.engine.places.towns import scattered, write_area

PLANTED = [f"theft,2020-12-{day:02},-30.1001,40.0801" for day in (22, 23, 24, 25, 26, 27, 28, 29, 30)]


def events(path: Path, n: int = 300, *more: str) -> Path:
    some = scattered(n, 5)
    rows = [
        f"theft,2020-{1 + at % 12:02}-{1 + at % 28:02},{lon:.6f},{lat:.6f}"
        for at, (lon, lat) in enumerate(zip(some.lon, some.lat, strict=True))
    ]
    path.write_text("\n".join(["kind,date,lon,lat", *rows, *more]) + "\n", encoding="utf-8")
    return path


def test_what_began_last_week_is_found_and_said(tmp_path: Path) -> None:
    table, out = events(tmp_path / "e.csv", 300, *PLANTED), tmp_path / "c.csv"
    call = ("scan", table, "--area", write_area(tmp_path), "--resolution", "7", "--prospective")
    done = manumit(*call, "--until", "2020-12-31", "--deals", "99", "--out", out)
    assert done.code == 0, done.err
    with out.open(encoding="utf-8") as stream:
        first = next(csv.DictReader(stream))
    assert float(first["p"]) < 0.01
    assert float(first["p_rank"]) == 0.01
    assert first["last_day"] == "2020-12-31"
    assert first["first_day"] >= "2020-12-11"
    assert int(first["cases"]) >= 9 > float(first["expected"])
    assert float(first["recurrence_days"]) > 700
    assert "clusters beyond chance" in done.err
    beside = json.loads((tmp_path / "c.csv-metadata.json").read_text())
    assert beside["handling"] == "investigator"
    assert (beside["prospective"], beside["to"]) == (True, "2020-12-31")


def test_without_a_file_a_table_in_words_and_the_same_again(tmp_path: Path) -> None:
    table = events(tmp_path / "e.csv", 120)
    call = ("scan", table, "--resolution", "6", "--period", "month", "--deals", "19", "--quiet")
    one, again = manumit(*call), manumit(*call)
    assert (one.code, one.err) == (0, "")
    assert one.out.split()[:4] == ["rank", "cell", "lon", "lat"]
    assert one.out == again.out
    told = manumit(*call, "--json").json()
    assert told["handling"] == "investigator"
    assert [row["rank"] for row in told["rows"]] == list(range(1, len(told["rows"]) + 1))
    assert "recurrence_days" not in told["rows"][0]


def test_geojson_holds_the_cells_of_a_cluster(tmp_path: Path) -> None:
    table, out = events(tmp_path / "e.csv", 200), tmp_path / "c.geojson"
    call = ("scan", table, "--resolution", "7", "--period", "month", "--deals", "19", "--radius", "3")
    assert manumit(*call, "--out", out, "--quiet").code == 0
    told = json.loads(out.read_text())
    assert told["type"] == "FeatureCollection"
    assert {one["geometry"]["type"] for one in told["features"]} <= {"Polygon", "MultiPolygon"}
    assert all(one["properties"]["radius_km"] <= 3 for one in told["features"])


def test_what_is_known_badly_is_set_apart(tmp_path: Path) -> None:
    table = tmp_path / "e.csv"
    rows = events(tmp_path / "all.csv", 100).read_text().splitlines()[1:]
    known = [f"{row},,reported" for row in rows]
    unsure = ["theft,2020-05-05,-30.1,40.1,20000,reported", "theft,2020-05-06,-30.1,40.1,0,discovered"]
    table.write_text("kind,date,lon,lat,precision_m,channel\n" + "\n".join([*known, *unsure]) + "\n")
    done = manumit("scan", table, "--resolution", "6", "--period", "month", "--deals", "19")
    assert "1 of 102 events set apart: the place is not known to" in done.err
    assert "1 event was discovered" in done.err


def test_what_cannot_be_scanned_is_refused_in_words(tmp_path: Path) -> None:
    few = events(tmp_path / "few.csv", 3)
    done = manumit("scan", few, "--out", tmp_path / "c.csv", "--period", "month")
    assert (done.code, list(tmp_path.glob("c.csv*"))) == (1, [])
    assert "Too few cases: 3; a scan needs 30" in done.err
    table = events(tmp_path / "e.csv", 600)
    swapped = tmp_path / "swapped.csv"
    swapped.write_text(table.read_text().replace("lon,lat", "lat,lon"))
    wrong = {
        "exchanged": (swapped, "--area", write_area(tmp_path)),
        "no period 'moon'": (table, "--period", "moon"),
        "needs 6": (table, "--since", "2020-12-01"),
        "is not after": (table, "--since", "2020-12-01", "--until", "2020-11-01"),
        "is not a day": (table, "--until", "soon"),
        "does not say what to write": (table, "--out", tmp_path / "c.xlsx"),
        "19 to 99,999": (table, "--deals", "3"),
        "Resolution 2": (table, "--resolution", "2"),
    }
    for words, call in wrong.items():
        done = manumit("scan", *call)
        assert done.code == 2, (words, done.err)
        assert words in done.err
