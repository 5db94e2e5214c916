"""Stops, whatever is unsure; what is too fast; and tables of movements as people have them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.engine.places import Sightings, read_movements, read_sightings, tells_travellers
from manumit.engine.places.stops import apart, stay_hours, stay_points, unit, ways

Rows = Sequence[tuple[float, float, float]]
HOUR, KM = 1 / 24, 1 / 111.195


def seen(rows: Rows, unsure_h: float = 0.0, precision: Sequence[float] | None = None) -> Sightings:
    """One traveller: (hours, km north, km east) at the equator."""
    hours, north, east = np.array(rows, float).T
    n = len(hours)
    return Sightings(
        np.zeros(n, np.int64), hours * HOUR, (hours + unsure_h) * HOUR, east * KM, north * KM,
        np.zeros(n) if precision is None else np.array(precision, float), np.arange(1, n + 1), ("T",), n,
    )  # fmt: skip


def spans(sightings: Sightings, **more: float) -> list[tuple[float, float, bool]]:
    """(hour of the first, hour of the last sighting, sure) of each stop."""
    found = stay_points(sightings, np.zeros(len(sightings), np.int64), **more)
    return [
        (round(a, 3), round(b, 3), bool(c))
        for a, b, c in zip(found.arrived[:, 0] * 24, found.left[:, 0] * 24, found.sure, strict=True)
    ]


def test_a_stop_is_long_enough_and_near_enough() -> None:
    way = [(0, 0, 0), (0.2, 0.1, 0), (0.6, 0.15, 0), (0.7, 5, 0), (0.8, 10, 0), (0.9, 10.1, 0), (2, 10, 0.1)]
    assert spans(seen(way)) == [(0, 0.6, True), (0.8, 2, True)]
    assert spans(seen(way), hours=1) == [(0.8, 2, True)]
    assert spans(seen(way), radius_m=50) == []
    assert len(spans(seen(way), hours=0)) == 3


def test_times_that_are_unsure_make_stops_that_are() -> None:
    way = [(0, 0, 0), (1, 0, 0), (9, 50, 0)]
    assert spans(seen(way, unsure_h=0.4)) == [(0, 1, True)]
    assert spans(seen(way, unsure_h=0.6)) == [(0, 1, False), (9, 9, False)]


def test_places_that_are_unsure_neither_make_nor_end_a_stop() -> None:
    way = [(0, 0, 0), (0.3, 3, 0), (0.6, 0.1, 0), (0.7, 9, 0), (0.9, 0, 0), (1.2, 0, 0)]
    precision = [0, 5_000, 0, 5_000, 0, 0]
    assert spans(seen(way, precision=precision)) == [(0, 0.6, True)]
    assert spans(seen(way)) == []


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0.01, 1), st.floats(0, 0.4), st.booleans()), min_size=1, max_size=40),
    st.sampled_from([0.0, 0.5, 1.0]),
)
def test_stops_follow_their_definition(steps: list[tuple[float, float, bool]], hours: float) -> None:
    """Against the algorithm of Li and others, written as they do."""
    clock, at, way = 0.0, 0.0, []
    for gap, far, back in steps:
        clock, at = clock + gap, at + (-far if back else far)
        way.append((clock, at, 0.0))
    assume(
        all(abs(abs(a[1] - b[1]) - 0.2) > 1e-6 for a in way for b in way)
    )  # no chord is exact to the last digit
    expected, first = [], 0
    while first < len(way):
        after = first + 1
        while after < len(way) and abs(way[after][1] - way[first][1]) <= 0.2:
            after += 1
        if way[after - 1][0] - way[first][0] >= hours - 1e-9:
            expected.append((round(way[first][0], 3), round(way[after - 1][0], 3), True))
            first = after
        else:
            first += 1
    assert spans(seen(way), hours=hours) == expected


def test_a_bad_row_and_two_under_one_name_are_told_apart() -> None:
    fine = [(at, 0.0, float(at)) for at in range(10)]
    far = [*fine[:5], (4.5, 4_000.0, 0.0), *fine[5:]]
    track, fast = ways(seen(far))
    assert track.tolist() == [0] * 5 + [-1] + [0] * 5
    assert [(one.rows, one.several) for one in fast] == [((5, 6), False), ((6, 7), False)]
    assert fast[0].km == pytest.approx(4_000, rel=0.01)
    assert fast[0].hours == pytest.approx(0.5)
    two = sorted(fine + [(at + 0.5, 4_000.0, float(at)) for at in range(8)])
    track, fast = ways(seen(two))
    assert sorted(np.bincount(track)) == [8, 10]
    assert all(one.several for one in fast)


def test_what_is_unsure_is_not_called_too_fast() -> None:
    day = [(0, 0, 0), (0, 2_000, 0)]
    assert len(ways(seen(day))[1]) == 1
    assert ways(seen(day, unsure_h=24))[1] == []
    assert ways(seen(day, precision=[0, 2_000_000]))[1] == []
    assert ways(seen([(0, 0, 0), (2, 1_800, 0)]))[1] == []


def test_distances_are_great_circles() -> None:
    one, other = (
        unit(np.array([0.0, 179.9]), np.array([0.0, 0.0])),
        unit(np.array([90.0, -179.9]), np.zeros(2)),
    )
    assert apart(one, other) == pytest.approx([10_007.6, 22.24], rel=1e-4)


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_sightings_with_and_without_a_clock(tmp_path: Path) -> None:
    path = table(
        tmp_path / "s.csv", "Plate,date,lon,lat,precision_m", "B,2026-03-01T12:00Z,1,50,", "A,2026-03-02,1,50,300",
        "A,2026-03-01,2,51,", ",2026-03-01,2,51,", "A,soon,2,51,", "A,2026-03-01,2,north,", "A,2026-03-01,200,51,",
        "A,2026-03-01,0,0,", "A,2026-03-01,2,51,-4",
    )  # fmt: skip
    assert tells_travellers(path)
    found = read_sightings(path)
    assert found.names == ("A", "B")
    assert found.traveller.tolist() == [0, 0, 1]
    assert found.row.tolist() == [3, 2, 1]
    assert (found.end - found.start).tolist() == [1, 1, 0]
    assert found.precision.tolist() == [0, 300, 0]
    assert {why: (one.count, one.rows) for why, one in found.problems.items()} == {
        "it has no Plate": (1, [4]),
        "the date cannot be read": (1, [5]),
        "a coordinate is missing or no number": (1, [6]),
        "the coordinates are no degrees": (1, [7]),
        "the place is 0, 0: an address that was not found": (1, [8]),
        "the precision is negative": (1, [9]),
    }


def test_stays_and_tickets(tmp_path: Path) -> None:
    stays = table(
        tmp_path / "stays.csv", "person,check_in,check_out,lon,lat", "A,2026-03-01T15:00Z,2026-03-04T10:00Z,1,50",
        "A,2026-03-05T15:00Z,2026-03-04T10:00Z,1,50",
    )  # fmt: skip
    found = read_sightings(stays)
    assert len(found) == 2
    assert np.ptp(found.start) == pytest.approx(2 + 19 / 24)
    assert found.problems["it ends before it begins"].rows == [2]
    head = "origin_lon,origin_lat,destination_lon,destination_lat"
    tickets = table(
        tmp_path / "t.jsonl".replace("jsonl", "csv"), f"who,departs,arrives,{head}",
        "A,2026-03-01T08:00Z,2026-03-01T10:00Z,1,50,2,51", "A,2026-03-03T08:00Z,,2,51,1,50",
        "A,2026-03-05T08:00Z,2026-03-04T08:00Z,1,50,2,51",
    )  # fmt: skip
    found = read_sightings(tickets, "who")
    assert found.lon.tolist() == [1, 2, 2, 1]
    assert (found.end - found.start).tolist() == pytest.approx([0, 0, 0, 1])
    assert found.problems["it arrives before it departs"].rows == [3]
    assert stay_hours(found) == 0
    with pytest.raises(UsageError, match="does not say who moved"):
        read_sightings(tickets)
    with pytest.raises(UnreadableInput, match="does not say where and when"):
        read_sightings(table(tmp_path / "n.csv", "person,lon,lat", "A,1,50"))
    with pytest.raises(UnreadableInput, match="no movement that can be used: the date cannot be read"):
        read_sightings(table(tmp_path / "d.csv", "person,date,lon,lat", "A,never,1,50"))


def test_json_lines_say_the_same_as_csv(tmp_path: Path) -> None:
    """Days without a clock too, beside times with one or alone."""
    for dates in (
        ["2026-01-05", "2026-01-05", "2026-01-07"],
        ["2026-01-05", "2026-01-05T14:00:00Z", "2026-01-06T09:30:00+02:00"],
    ):
        rows = [("A", when, 1.5 + at, 50.0) for at, when in enumerate(dates)]
        lines = [
            f'{{"person": "{who}", "date": "{when}", "lon": {x}, "lat": {y}}}' for who, when, x, y in rows
        ]
        comma = ["person,date,lon,lat", *(",".join(map(str, one)) for one in rows)]
        told = [
            read_sightings(table(tmp_path / name, *text))
            for name, text in (("s.jsonl", lines), ("s.csv", comma))
        ]
        assert told[0].start.tolist() == told[1].start.tolist()
        assert told[0].end.tolist() == told[1].end.tolist()
        assert (told[0].end > told[0].start).sum() == sum(len(one) == 10 for one in dates)
        assert [len(ways(one)[1]) for one in told] == [0, 0]


@pytest.mark.parametrize(
    ("departs", "arrives", "hours"),
    [
        ("2026-01-05T14:00Z", "2026-01-05", [(14, 14), (14, 24)]),
        ("2026-01-05", "2026-01-05T02:00Z", [(0, 2), (2, 2)]),
        ("2026-01-05", "2026-01-05", [(0, 24), (0, 24)]),
        ("2026-01-05", "", [(0, 24), (0, 48)]),
        ("2026-01-05T23:00Z", "2026-01-06", [(23, 23), (24, 48)]),
    ],
)
def test_nobody_arrives_before_departing(
    tmp_path: Path, departs: str, arrives: str, hours: list[tuple[float, float]]
) -> None:
    head = "person,departs,arrives,origin_lon,origin_lat,destination_lon,destination_lat"
    found = read_sightings(table(tmp_path / "t.csv", head, f"A,{departs},{arrives},1,50,2,51"))
    day = float(np.datetime64("2026-01-05").astype(int))
    assert found.lon.tolist() == [1, 2]
    told = np.round((np.stack([found.start, found.end], axis=1) - day) * 24, 6)
    assert told.tolist() == [list(one) for one in hours]


def test_a_stay_ends_after_it_began(tmp_path: Path) -> None:
    """The morning of a day comes after some time of that day."""
    found = read_sightings(
        table(tmp_path / "s.csv", "person,arrived,left,lon,lat", "A,2026-01-05,2026-01-05T06:00Z,1,50")
    )
    day = float(np.datetime64("2026-01-05").astype(int))
    assert ((found.start - day) * 24).tolist() == pytest.approx([0, 6])
    assert ((found.end - day) * 24).tolist() == pytest.approx([6, 6])


def test_movements_that_were_left_out_are_counted_and_named(tmp_path: Path) -> None:
    path = table(
        tmp_path / "m.csv", "lon,lat,origin_lon,origin_lat", "1,50,2,51", "1,50,,51", "1,91,2,51", "x,50,2,51",
        "1,50,2,51", "1,50,0,0",
    )  # fmt: skip
    found = read_movements(path)
    assert found
    assert found.rows == 6
    assert found.counts.sum() == 2
    assert {why: (one.count, one.rows) for why, one in found.problems.items()} == {
        "where from: a coordinate is missing or no number": (1, [2]),
        "where from: the place is 0, 0: an address that was not found": (1, [6]),
        "where to: a coordinate is missing or no number": (1, [4]),
        "where to: the coordinates are no degrees": (1, [3]),
    }
    nothing = read_movements(table(tmp_path / "n.csv", "lon,lat,origin_lon,origin_lat", "x,50,2,51"))
    assert nothing
    assert nothing.cells == []
    assert nothing.problems


@pytest.mark.parametrize(
    ("told", "hour", "unsure"),
    [
        ("2026-01-05T14", 14, 1), ("2026-01-05 14", 14, 1), ("2026-01-05T14+02:00", 12, 1), ("2026-01-05T14Z", 14, 1),
        ("2026-01-05T14:30", 14.5, 0), ("2026-01-05T1430", 14.5, 0), ("5/31/2026 9", 9, 1), ("2026-01-05", 0, 24),
        ("29 Feb 2024", 0, 24),
    ],
)  # fmt: skip
def test_a_clock_without_minutes_is_unsure_by_an_hour(
    tmp_path: Path, told: str, hour: float, unsure: float
) -> None:
    found = read_sightings(table(tmp_path / "s.csv", "plate,date,lon,lat", f"A,{told},1,50"))
    assert found.start[0] % 1 * 24 == pytest.approx(hour)
    assert (found.end - found.start)[0] * 24 == pytest.approx(unsure)
