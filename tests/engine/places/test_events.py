"""Events and areas as they come: in every style of date, in feet, exchanged, far away, torn."""

from __future__ import annotations

import csv
import json
import math
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.engine.places import (
    Area,
    Events,
    copies,
    cube_of,
    expect_inside,
    located,
    names_of_events,
    read_events,
)
from manumit.engine.places.dates import read_dates, read_months
from tests.engine.places.towns import FIRST_DAY, SQUARE, events_at, scattered, together, town


def table(folder: Path, *rows: str, header: str = "kind,date,lon,lat") -> Path:
    path = folder / "events.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "2016-02-29",
        "2016-02-29T00:00:00Z",
        "2016/02/29",
        "20160229",
        "29.02.2016",
        "29/2/2016",
        "29 Feb 2016",
        "February 29, 2016",
    ],
)
def test_a_date_in_every_style(text: str) -> None:
    assert read_dates([text]) == {text: 16_860.0}


@pytest.mark.parametrize("text", ["2016-02", "2016/2", "Feb 2016", "February 2016"])
def test_a_month_without_a_day_is_all_of_it(text: str, tmp_path: Path) -> None:
    found = read_events(table(tmp_path, f"a,{text},1,2", "a,2016-02-03,1,2"))
    assert (found.start.tolist(), found.end.tolist()) == ([16_832.0, 16_834.0], [16_860.0, 16_834.0])
    assert read_months(["May", "Mai 2016", "2016-13", "2016-02-03"]) == {}


def test_a_day_that_programs_write_and_one_to_come_make_no_century(tmp_path: Path) -> None:
    near = ["a,2024-03-01,1,2", "a,2024-05-01,1,2"]
    found = read_events(
        table(tmp_path, *near, "a,1900-01-01,1,2", "a,1970-01-01T00:00:00Z,1,2", "a,2090-05-06,1,2")
    )
    assert found.start.tolist() == [19_783.0, 19_844.0]
    assert sorted(one.rows for one in found.problems.values()) == [[3, 4], [5]]
    assert len(read_events(table(tmp_path, "a,1970-01-01,1,2", "a,1970-02-03,1,2"))) == 2, (
        "it was really then"
    )
    assert len(read_events(table(tmp_path, "a,2090-01-01,1,2", "a,2090-02-03,1,2"))) == 2, (
        "all of it is to come"
    )
    assert len(read_events(table(tmp_path, *near, "a,1988-02-03,1,2"))) == 3, "long ago is no error"


def test_the_other_rows_tell_day_from_month() -> None:
    assert read_dates(["3/4/2016", "3/25/2016"])["3/4/2016"] == read_dates(["2016-03-04"])["2016-03-04"]
    assert read_dates(["3/4/2016", "25/3/2016"])["3/4/2016"] == read_dates(["2016-04-03"])["2016-04-03"]
    with pytest.raises(UsageError, match="read in two ways"):
        read_dates(["3/4/2016"])
    with pytest.raises(UsageError, match="written in two ways"):
        read_dates(["3/25/2016", "25/3/2016"])


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader_of_dates(text: str) -> None:
    with suppress(UsageError):
        read_dates([text])


def test_a_row_that_says_nothing_is_left_out_and_told(tmp_path: Path) -> None:
    found = read_events(
        table(
            tmp_path,
            "a,2020-01-01,-30.1,40.1",
            "a,never,-30.1,40.1",
            "b,2020-01-02,,40.1",
            "b,2020-01-03,0,0",
            "b,2020-01-03,-30,95",
            "b,2020-01-03,-30.1,40.1",
        )
    )
    assert (len(found), found.kinds) == (2, ("a", "b"))
    assert {reason: problem.rows for reason, problem in found.problems.items()} == {
        "the date cannot be read": [2],
        "a coordinate is missing or no number": [3],
        "the coordinates are no degrees": [5],
        "the place is 0, 0: an address that was not found": [4],
    }


def test_other_names_signs_and_decimal_commas(tmp_path: Path) -> None:
    path = table(tmp_path, "2020-01-01;-30,1;40,1", header="Observed_At;Longitude;Latitude")
    found = read_events(path)
    assert (found.lon[0], found.lat[0], found.start[0]) == (-30.1, 40.1, FIRST_DAY)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["a,2020-01-01,7661410,682295"], "no degrees"),
        (["a,2020-01-01,40.1,-120.1"], "look exchanged"),
    ],
)
def test_coordinates_of_another_kind_are_named(tmp_path: Path, rows: list[str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_events(table(tmp_path, *rows))


def test_a_column_that_names_another_system_is_believed(tmp_path: Path) -> None:
    for said, taken in (
        ("NAD27", False),
        ("EPSG:4267", False),
        ("WGS 84", True),
        ("EPSG:4326", True),
        ("", True),
    ):
        path = table(tmp_path, f"2020-01-01,-30.1,40.1,{said}", header="date,lon,lat,Datum")
        if taken:
            assert len(read_events(path)) == 1
        else:
            with pytest.raises(UnreadableInput, match=f"Datum says {said}"):
                read_events(path)


def test_a_table_without_places_says_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no column lat; it has kind, date, lon"):
        read_events(table(tmp_path, "a,2020-01-01,3", header="kind,date,lon"))


def test_exchanged_columns_are_found_by_the_area() -> None:
    cells, there = town(), scattered(60, 1)
    turned = Events(**{**there.__dict__, "lon": there.lat, "lat": there.lon})
    with pytest.raises(UsageError, match="exchanged"):
        expect_inside(turned, located(turned, cells), cells)
    far = Events(**{**there.__dict__, "lon": there.lon + 50})
    with pytest.raises(UsageError, match="No event lies in the area"):
        expect_inside(far, located(far, cells), cells)


def test_a_span_of_time_counts_by_its_share() -> None:
    cells = town()
    one = events_at(cells.lon[:1], cells.lat[:1], np.array([FIRST_DAY + 6]))
    one = Events(**{**one.__dict__, "end": one.start + 4})
    cube = cube_of(one, cells, FIRST_DAY + np.array([0.0, 7.0, 14.0]))
    assert cube.counts[0].tolist() == [0.25, 0.75]


def test_an_uncertain_place_is_spread_and_nothing_is_lost() -> None:
    cells = town()
    one = events_at(cells.lon[40:41], cells.lat[40:41], np.array([FIRST_DAY]))
    vague = Events(**{**one.__dict__, "precision": np.array([2_000.0])})
    cube = cube_of(vague, cells, FIRST_DAY + np.array([0.0, 7.0]))
    assert cube.counts.sum() + cube.outside == pytest.approx(1.0)
    assert cube.counts.max() < 0.2


def test_cells_cover_the_area_and_know_the_part_inside() -> None:
    area = Area.of(SQUARE)
    cells = area.cells(9)
    assert cells.km2.sum() == pytest.approx(area.km2, rel=0.01)
    assert area.km2 == pytest.approx(17.05 * 16.68, rel=0.01)
    assert (cells.beside >= 0).sum(axis=1).max() == 6


@pytest.mark.parametrize(("lon", "lat"), [(-1.55, 53.8), (103.8, 1.3), (18.95, 69.65)])
def test_around_a_point_all_lies_as_far_as_was_asked(lon: float, lat: float) -> None:
    area = Area.around(lon, lat, 20)
    assert area.km2 == pytest.approx(np.pi * 20**2, rel=0.003)
    bounds = area.shape.bounds
    assert bounds[3] - lat == pytest.approx(20 / 111.195, rel=1e-3)
    assert (bounds[0] + bounds[2]) / 2 == pytest.approx(lon, abs=1e-4)


def test_around_a_point_by_the_date_line_it_is_cut_there() -> None:
    assert Area.around(179.95, -17, 30).shape.bounds[2] == 180


def test_a_torn_polygon_is_mended_and_told() -> None:
    bow = [[0, 0], [0.2, 0.2], [0.2, 0], [0, 0.2], [0, 0]]
    area = Area.of({"type": "Polygon", "coordinates": [bow]})
    assert "mended" in area.notes[0]
    assert 200 < area.km2 < 260


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"type": "Point", "coordinates": [0, 0]}, "no polygon"),
        ([], "no polygon"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "cannot be read"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [900, 0], [900, 900], [0, 0]]]}, "not in degrees"),
        ({"type": "Polygon", "coordinates": []}, "encloses nothing"),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, math.nan], [1, 1], [0, 0]]]},
            "a corner is no number",
        ),
        (
            SQUARE | {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::4267"}}},
            "is in .*4267, not in WGS 84",
        ),
    ],
)
def test_an_area_that_is_none_says_why(told: object, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words):
        Area.of(json.loads(json.dumps(told)))


@pytest.mark.parametrize(
    "system", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4269"]
)
def test_wgs_84_and_what_lies_on_it_may_be_named(system: str) -> None:
    assert Area.of(SQUARE | {"crs": {"type": "name", "properties": {"name": system}}}).km2 > 200


def test_too_fine_a_resolution_for_a_continent_is_refused() -> None:
    wide = {"type": "Polygon", "coordinates": [[[-30, 0], [30, 0], [30, 50], [-30, 50], [-30, 0]]]}
    with pytest.raises(UsageError, match="at most 3,000,000"):
        Area.of(wide).cells(11)


def test_how_much_was_looked_is_read_where_the_table_says_so(tmp_path: Path) -> None:
    rows = ("a,2016-02-29,1,2,discovered,3.5", "a,2016-02-29,1,2,reported,", "a,2016-02-29,1,2,discovered,-1")
    found = read_events(table(tmp_path, *rows, header="kind,date,lon,lat,channel,exposure"))
    assert found.exposure is not None
    assert found.exposure.tolist()[0] == 3.5
    assert np.isnan(found.exposure[1])
    assert found.problems["its exposure is below 0"].count == 1
    assert found.of_kind("a").exposure is not None
    assert read_events(table(tmp_path, "a,2016-02-29,1,2")).exposure is None


def test_columns_that_may_say_where_are_known_the_widest_first(tmp_path: Path) -> None:
    rows = [f"a,2016-02-{1 + at},1,2,{'NL' if at < 5 else 'BE'},r{at // 2},x,id{at}" for at in range(10)]
    path = table(tmp_path, *rows, header="kind,date,lon,lat,country,region,same,id")
    assert names_of_events(path) == [("country", 2), ("region", 5)]


def test_a_table_joined_to_itself_has_as_many_copies_as_events() -> None:
    once = scattered(50, 1)
    assert copies(once) == 0
    assert copies(together(once, once)) == 50
    assert copies(once.where(np.zeros(50, bool))) == 0


@pytest.mark.parametrize(
    ("column", "said", "refused"),
    [
        ("srid", "4326.0", False),
        ("crs", "EPSG:4326", False),
        ("crs", "WGS 84", False),
        ("datum", "2024-03-01", False),
        ("datum", "unknown", False),
        ("crs", "SIRGAS2000", False),
        ("datum", "NAD27", True),
        ("crs", "WGS 84 / UTM 33N", True),
        ("epsg", "23031", True),
    ],
)
def test_a_column_that_names_another_datum_is_refused_and_a_day_is_none(
    tmp_path: Path, column: str, said: str, refused: bool
) -> None:
    path = tmp_path / "e.csv"
    path.write_text(f"kind,date,lon,lat,{column}\ntheft,2024-03-01,-30.1,40.1,{said}\n")
    if refused:
        with pytest.raises(UnreadableInput, match="must be in WGS 84"):
            read_events(path)
    else:
        assert len(read_events(path)) == 1


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("e.csv", "kind,date,lon,lat\rtheft,2024-03-01,-30.1,40.1\r", "carriage return alone"),
        ("e.csv", f"kind,date,lon,lat,{'x' * 131_073}\ntheft,2024-03-01,-30.1,40.1,\n", "field limit"),
        ("e.csv", f"kind,date,lon,lat,{'x,' * 600_000}\n", "longer than 1,048,576 bytes"),
        ("e.csv", "date,lon,lat,date\n2024-03-01,-30.1,40.1,2024-03-02\n", "two columns named date"),
        ("e.jsonl", '{"date": {"day": 3}, "lon": -30.1, "lat": 40.1}\n', "the date cannot be read"),
        ("e.jsonl", '{"date": "2024-03-01", "lon": [-30.1], "lat": 40.1}\n', "missing or no number"),
        ("e.jsonl", '{"date": "2024-03-01", "lon": 1, "lat": 4, "lat": 5}\n', "lat"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(tmp_path: Path, name: str, data: str, says: str) -> None:
    (tmp_path / name).write_bytes(data.encode())
    csv.field_size_limit(1 << 17)  # of the whole process; who reads evidence has it raised
    with pytest.raises(UnreadableInput, match=says) as told:
        read_events(tmp_path / name)
    assert name in told.value.sentence
    assert told.value.hint
    with suppress(UnreadableInput):  # and nothing else
        names_of_events(tmp_path / name)


def test_an_object_in_a_column_that_nobody_asks_for_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text('{"date": "2024-03-01", "lon": -30.1, "lat": 40.1, "tags": ["a"], "more": {"b": 1}}\n')
    assert len(read_events(path)) == 1
    assert names_of_events(path) == []
