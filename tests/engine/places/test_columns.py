"""Numbers joined to cells: laid by area, unknown where nothing is known, barred where they tell who people are."""

from __future__ import annotations

import json
from pathlib import Path

import h3
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Refused, UnreadableInput, UsageError
from manumit.engine.places import (
    History,
    barred,
    helps,
    look_ahead,
    names_of_regions,
    read_covariates,
    read_groups,
)
from tests.engine.places.towns import EAST, FIRST_DAY, NORTH, SOUTH, WEST, events_at, town

CELLS = town()


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def square(west: float, east: float, **properties: object) -> dict[str, object]:
    ring = [[west, SOUTH], [east, SOUTH], [east, NORTH], [west, NORTH], [west, SOUTH]]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def regions(path: Path, *features: dict[str, object]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_a_table_by_cell_leaves_the_rest_unknown(tmp_path: Path) -> None:
    lines = [f"{name},{at},0.5" for at, name in enumerate(CELLS.names[:-2])]
    found = read_covariates(
        table(tmp_path / "c.csv", "cell,rent,shops", *lines, f"{CELLS.names[-2]},,1"), CELLS
    )
    assert found.names == ("rent", "shops")
    assert found.values[:3, 0].tolist() == [0, 1, 2]
    assert np.isnan(found.values[-2:, 0]).all()
    assert found.values[-2, 1] == 1
    assert f"rent: nothing known in 2 of {len(CELLS):,} cells." in found.notes
    assert (found.rows, found.elsewhere) == (len(CELLS) - 1, 0)
    other = read_covariates(
        table(tmp_path / "o.csv", "cell,rent", "8928308280fffff,1", f"{fine(0)},2"), CELLS
    )
    assert (other.rows, other.elsewhere) == (2, 1)


def fine(at: int) -> str:
    """A cell of resolution 9 inside one of ours."""
    return str(min(h3.cell_to_children(CELLS.names[at], 9)))


def test_how_many_regions_lie_elsewhere_is_known_and_their_names(tmp_path: Path) -> None:
    half = (WEST + EAST) / 2
    path = regions(
        tmp_path / "r.geojson",
        square(WEST, half, name="west", land="one", rent=1.0),
        square(half, EAST, name="east", land="one", rent=2.0),
        square(EAST + 1, EAST + 2, name="far", land="two", rent=9.0),
    )
    found = read_covariates(path, CELLS)
    assert (found.rows, found.elsewhere) == (3, 1)
    assert names_of_regions(path) == [("land", 2), ("name", 3)]


def test_finer_cells_are_added_up_or_averaged_and_coarser_ones_shared_out(tmp_path: Path) -> None:
    fine = sorted(h3.cell_to_children(CELLS.names[0], 9))
    path = table(tmp_path / "f.csv", "cell,people,rent", *(f"{one},10,{at}" for at, one in enumerate(fine)))
    found = read_covariates(path, CELLS, ["people"])
    assert found.values[0].tolist() == [70.0, 3.0]
    middle = int(np.argmin(np.hypot(CELLS.lon + 30.1, CELLS.lat - 40.075)))
    parent = h3.cell_to_parent(CELLS.names[middle], 7)
    path = table(tmp_path / "g.csv", "cell,people,rent", f"{parent},700,5")
    people, rent = read_covariates(path, CELLS, ["people"]).values[middle]
    assert rent == 5
    assert people == pytest.approx(100, rel=0.02)


def test_regions_are_laid_onto_cells_by_area(tmp_path: Path) -> None:
    half = (WEST + EAST) / 2
    two = (square(WEST, half, id=1, people=9_000, rate=0.2), square(half, EAST, id=2, people=1_000, rate=0.6))
    found = read_covariates(regions(tmp_path / "r.geojson", *two), CELLS, ["people"])
    assert found.names == ("people", "rate")
    people, rate = found.values.T
    assert 9_000 < np.nansum(people) < 10_000.001  # those at the edge outside any cell are missing
    assert rate[np.argmin(CELLS.lon)] == pytest.approx(0.2)
    assert rate[np.argmax(CELLS.lon)] == pytest.approx(0.6)
    cut = (rate > 0.21) & (rate < 0.59)
    assert cut.any()
    groups = read_groups(regions(tmp_path / "r.geojson", *two), CELLS)
    assert groups["people"].sum() == pytest.approx(np.nansum(people))


def test_points_are_added_up_for_groups(tmp_path: Path) -> None:
    point = f"{CELLS.lon[4]},{CELLS.lat[4]}"
    found = read_groups(table(tmp_path / "p.csv", "lon,lat,old,young", f"{point},3,4", f"{point},1,0"), CELLS)
    assert (found["old"][4], found["young"][4], found["old"].sum()) == (4, 4, 4)
    with pytest.raises(UnreadableInput, match="below 0"):
        read_groups(table(tmp_path / "n.csv", "lon,lat,old", f"{point},-3"), CELLS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cell,rent\n8928308280fffff,high\n", "'high' in row 1, column 'rent', is no number"),
        ("cell,rent\nnowhere,3\n", "'nowhere' is no H3 cell"),
        ("place,rent\nnorth,3\n", "no number"),
        ("rent\n3\n", "does not say where"),
        ("cell\n", "has no rows"),
    ],
)
def test_what_cannot_be_joined_is_said(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=words):
        read_covariates(path, CELLS)
    elsewhere = table(tmp_path / "e.csv", "lon,lat,rent", "10,10,3")
    with pytest.raises(UsageError, match="nothing is known of 'rent'"):
        read_covariates(elsewhere, CELLS)


@pytest.mark.parametrize(
    "name",
    "pct_black HispanicShare foreign-born born_abroad Nationalität ausländeranteil religión mosques_1km"
    " share_non_citizens country_of_birth languageAtHome limited_english surname_index raza immigrés cudzoziemcy"
    " ethnicity minority_pct refugees B02001_003E B05002_013 visa same_sex_couples roma".split(),
)
def test_what_tells_who_people_are_is_barred(tmp_path: Path, name: str) -> None:
    assert barred(name)
    with pytest.raises(Refused, match="must not learn from that"):
        read_covariates(table(tmp_path / "c.csv", f"cell,{name}", f"{CELLS.names[0]},1"), CELLS)


@pytest.mark.parametrize(
    "name",
    "rent median_income unemployment population households bars hotels_km2 distance_to_station vacancy traces"
    " blackspots_lit share_rented B17001_002E P1_001N overcrowding age_under_18 school_places"
    " slope_orientation".split(),
)
def test_what_places_are_like_is_not(name: str) -> None:
    assert barred(name) is None


@given(st.text(max_size=40))
def test_any_name_has_an_answer(name: str) -> None:
    assert barred(name) is None or barred(f"share {name}")


def test_a_column_that_goes_with_a_group_is_refused_whatever_its_name(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    share = rng.uniform(0, 1, len(CELLS))
    groups = {"a": 100 * share, "b": 100 * (1 - share)}
    lines = [
        f"{name},{3 * one + rng.normal(0, 0.05):.3f}" for name, one in zip(CELLS.names, share, strict=True)
    ]
    path = table(tmp_path / "c.csv", "cell,index7", *lines)
    with pytest.raises(Refused, match=r"'index7' goes with where . live \(correlation (0\.9\d|1\.00)\)"):
        read_covariates(path, CELLS, groups=groups)
    assert "no groups were given" in " ".join(read_covariates(path, CELLS).notes)


def test_they_are_used_only_where_past_windows_say_so() -> None:
    rng = np.random.default_rng(2)
    rate = np.exp(rng.normal(0, 1.2, len(CELLS)))
    pick = rng.choice(len(CELLS), 600, p=rate / rate.sum())
    events = events_at(CELLS.lon[pick], CELLS.lat[pick], FIRST_DAY + np.floor(rng.uniform(0, 394, 600)))
    history, noise = History.of(events, CELLS), rng.normal(size=(len(CELLS), 2))
    noise[::7, 0] = np.nan
    telling = look_ahead(history, FIRST_DAY + 364, 30, np.column_stack([rate, noise[:, 0]]))
    idle = look_ahead(history, FIRST_DAY + 364, 30, noise)
    without = look_ahead(history, FIRST_DAY + 364, 30)
    assert telling.pool.about
    assert telling.pool.about_gain is not None
    assert telling.pool.about_gain[0] > 0
    (gain, error), (idle_gain, idle_error) = telling.pool.about_each
    assert helps((gain, error), 2)
    assert not helps((idle_gain, idle_error), 2)
    assert telling.moved[0] > 3 * telling.moved[1]
    assert 0 < telling.moved[0] < 1
    assert not idle.pool.about
    assert idle.pool.about_each == []
    assert idle.moved == (0.0, 0.0)
    assert idle.expected.tolist() == without.expected.tolist()
