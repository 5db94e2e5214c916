"""What goes with a forecast: what is known of places, where to go, what may be published."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.doors.cli.program import Done, manumit
from tests.doors.cli.test_forecast import rows
from tests.doors.cli.test_hotspots import write_events
from tests.engine.places.towns import town, write_area

REASON = "One harbour, and nobody lives there."


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with events, an area, people of two groups and what is known of the cells."""
    folder = tmp_path_factory.mktemp("places")
    write_events(folder / "e.csv", 400)
    write_area(folder)
    names = town().names
    rng = np.random.default_rng(4)
    rent, people = rng.integers(300, 900, len(names)), rng.integers(20, 90, (len(names), 2))
    table = ["cell,rent", *(f"{name},{one}" for name, one in zip(names[:-5], rent, strict=False))]
    (folder / "about.csv").write_text("\n".join(table) + "\n")
    table = ["cell,a,b", *(f"{name},{a},{b}" for name, (a, b) in zip(names, people, strict=True))]
    (folder / "even.csv").write_text("\n".join(table) + "\n")
    return folder


def forecast(place: Path, out: Path, *more: object) -> Done:
    call = ("forecast", place / "e.csv", "--area", place / "town.geojson", "--origin", "2020-12-01")
    return manumit(*call, "--horizon", "28", "--resolution", "8", "--out", out, *more)


def test_what_is_known_of_places_is_weighed_and_visits_hold_a_quota(place: Path, tmp_path: Path) -> None:
    out, visits = tmp_path / "f.csv", tmp_path / "v.csv"
    done = forecast(place, out, "--covariates", place / "about.csv", "--visits", visits, "--seed", "3")
    assert done.code == 0, done.err
    assert "rent: nothing known in 5 of" in done.err
    assert "what is known of the places is left out" in done.err
    assert "WHOM IT POINTS AT WAS NOT CHECKED" in done.err
    told = json.loads((tmp_path / "f.csv-metadata.json").read_text())
    assert "NOT CHECKED" in told["unchecked"]
    where = rows(visits)
    assert len(where) == round(0.05 * len(town()))
    explored = [row for row in where if row["why"] == "exploration"]
    assert len(explored) == told["visits"]["by_exploration"] == round(0.1 * len(where))
    assert all(0 < float(row["chance"]) < 1 for row in explored)
    assert told["visits"]["seed"] == 3
    again = tmp_path / "again.csv"
    assert forecast(place, out, "--visits", again, "--seed", "3", "--quiet").code == 0
    assert [row["cell"] for row in rows(again)] == [row["cell"] for row in where]


def test_nothing_barred_is_learnt_and_no_file_is_left(place: Path, tmp_path: Path) -> None:
    barred = tmp_path / "c.csv"
    barred.write_text((place / "about.csv").read_text().replace("rent", "pct_foreign_born"))
    done = forecast(place, tmp_path / "f.csv", "--covariates", barred)
    assert done.code == 1
    assert "tells of nationality or migration; a forecast must not learn from that" in done.err
    assert not (tmp_path / "f.csv").exists()


def test_partners_get_what_passes_and_no_small_count(place: Path, tmp_path: Path) -> None:
    out, partner = tmp_path / "f.csv", tmp_path / "p.csv"
    done = forecast(place, out, "--groups", place / "even.csv", "--publish", partner)
    assert done.code == 0, done.err
    open_, own = rows(partner), {row["cell"]: row for row in rows(out)}
    assert len(open_) == len(own)
    hidden = [row for row in open_ if row["hidden"] == "1"]
    assert 0 < len(hidden) <= len(open_)
    assert all(row["expected"] == row["low"] == row["high"] == "" for row in hidden)
    told = json.loads((tmp_path / "p.csv-metadata.json").read_text())
    assert told["handling"] == "partner"
    assert told["expected"]["theft"].startswith("about ")
    assert any("four-fifths" in one for one in told["checked"]["theft"])


def test_what_leaves_is_no_finer_than_resolution_8(place: Path, tmp_path: Path) -> None:
    partner = tmp_path / "p.csv"
    call = ("--resolution", "9", "--publish", partner, "--unchecked-because", REASON)
    assert forecast(place, tmp_path / "f.csv", *call).code == 0
    assert {row["cell"][1] for row in rows(tmp_path / "f.csv")} == {"9"}
    assert {row["cell"] for row in rows(partner)} == set(town().names)
    assert json.loads((tmp_path / "p.csv-metadata.json").read_text())["resolution"] == 8


def test_without_groups_only_a_reason_opens_it_and_it_is_kept(place: Path, tmp_path: Path) -> None:
    out, partner = tmp_path / "f.csv", tmp_path / "p.csv"
    done = forecast(place, out, "--publish", partner)
    assert done.code == 1
    assert "is not written" in done.err
    assert out.exists()
    assert not partner.exists()
    assert forecast(place, out, "--publish", partner, "--unchecked-because", REASON).code == 0
    assert json.loads((tmp_path / "p.csv-metadata.json").read_text())["unchecked_because"] == REASON


def test_no_reason_opens_a_check_that_failed(place: Path, tmp_path: Path) -> None:
    expected = {row["cell"]: float(row["expected"]) for row in rows(_made(place, tmp_path))}
    top = set(sorted(expected, key=lambda one: -expected[one])[: len(expected) // 10])
    groups = tmp_path / "g.csv"
    lines = [f"{name},{90 if name in top else 1},{1 if name in top else 90}" for name in expected]
    groups.write_text("\n".join(["cell,a,b", *lines]) + "\n")
    partner = tmp_path / "p.csv"
    call = ("--groups", groups, "--publish", partner, "--unchecked-because", REASON)
    done = forecast(place, tmp_path / "f.csv", *call)
    assert done.code == 1
    assert "less than four fifths as many" in done.err
    assert not partner.exists()


def _made(place: Path, folder: Path) -> Path:
    assert forecast(place, folder / "f.csv").code == 0
    return folder / "f.csv"
