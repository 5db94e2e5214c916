"""Where somebody was, in order, and which ways cannot be."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.job import run_job
from manumit.engine.lookup import Lookup
from manumit.engine.lookup.travel import FASTEST_KMH, distance_km, plausibility
from tests.engine.job.places import SETTINGS, Silent, write
from tests.engine.lookup.case import ADS, HIS, MARIA, PHONE

LEEDS, MADRID, SYDNEY = (53.80, -1.55), (40.42, -3.70), (-33.87, 151.21)


def test_steps_are_trips_stays_sightings_and_adverts_in_order(lookup: Lookup) -> None:
    found = lookup.movements(MARIA)
    told = [(step.event.record.source_id, step.where.place) for step in found.steps]
    assert told[:2] == [("B-1", "Madrid"), ("B-1", "Leeds")]
    assert {"S-1", "B-3"} <= {source for source, _ in told}
    assert [step.at for step in found.steps] == sorted(step.at for step in found.steps)
    assert len(found.moves) == len(found.steps) - 1


def test_two_flights_at_one_time_from_two_ends_of_the_earth_cannot_be_one_persons(lookup: Lookup) -> None:
    found = lookup.movements(MARIA)
    ways = [
        (a.where.place, b.where.place, move.plausibility)
        for a, move, b in zip(found.steps, found.moves, found.steps[1:], strict=False)
    ]
    assert any(way == ("Leeds", "Sydney", "impossible") for way in ways)
    assert ("Madrid", "Leeds", "plausible") in ways, "the flight itself"


def test_adverts_of_a_phone_are_claims(lookup: Lookup) -> None:
    found = lookup.movements(PHONE)
    claimed = {step.event.record.source_id: step.claimed for step in found.steps}
    assert claimed == {"A-1": True, "A-2": True, "A-3": True, "G-1": False}
    assert {step.through for step in found.steps} == {PHONE}


def test_where_people_recognised_somebody_they_were(lookup: Lookup) -> None:
    seen = next(step.event.record for step in lookup.movements(PHONE).steps if not step.claimed)
    before = {step.event.record.source_id for step in lookup.movements(HIS).steps}
    assert seen.source_id not in before
    found = lookup.movements(HIS, also=[seen.record_id, "rec_none"])
    assert {step.event.record.source_id for step in found.steps} == before | {seen.source_id}
    assert next(step for step in found.steps if step.event.record == seen).through == HIS


def test_who_pays_for_a_room_was_not_there(lookup: Lookup) -> None:
    assert "S-1" not in {step.event.record.source_id for step in lookup.movements(HIS).steps}


def test_a_stay_is_reckoned_with_and_not_shown_on_the_map(lookup: Lookup) -> None:
    found = lookup.movements(MARIA)
    at = next(n for n, step in enumerate(found.steps) if step.event.record.kind == "stay")
    assert found.steps[at].where.lat is None
    assert found.moves[at - 1].distance_km is not None


def test_coordinates_tell_which_town_of_a_name_is_meant(tmp_path: Path) -> None:
    """There is a Hull in Quebec that bears the name alone. What has no coordinates, or odd ones, is as it was."""
    seen = (
        "sighting_id,seen_at,place,lat,lon,description,source\n"
        "G-1,2026-03-05T22:10:00Z,Hull,53.744,-0.332,Seen with +447700900123,camera\n"
        "G-2,2026-03-06T22:10:00Z,Hull,,,Seen with +447700900123,camera\n"
        "G-3,2026-03-07T22:10:00Z,Hull,-40.0,-120.0,Seen with +447700900123,camera\n"
        "G-4,2026-03-08T22:10:00Z,Leeds,53.80,-1.55,Seen with +447700900123,camera\n"
    )
    write(tmp_path / "input", {"sightings.csv": seen, "ads.csv": ADS})
    run_job([tmp_path / "input"], tmp_path / "w", SETTINGS, Silent())
    with Lookup(tmp_path / "w") as found:
        steps = {step.event.record.source_id: step for step in found.movements(PHONE).steps}
        ways = found.movements(PHONE).moves
    assert {name: steps[name].where.country for name in ("G-1", "G-2", "G-3", "G-4")} == {
        "G-1": "GB", "G-2": "CA", "G-3": "CA", "G-4": "GB",
    }  # fmt: skip
    assert (ways[-1].distance_km or 0) > 5000


def test_a_window_and_a_limit_keep_the_newest(lookup: Lookup) -> None:
    every = lookup.movements(MARIA)
    assert lookup.movements(MARIA, limit=2).steps == every.steps[-2:]
    assert lookup.movements(MARIA, limit=2).left_out == len(every.steps) - 2
    since = datetime(2026, 2, 3, tzinfo=UTC)
    assert all(step.at >= since for step in lookup.movements(MARIA, since=since).steps)


@pytest.mark.parametrize(
    ("a", "b", "hours", "told"),
    [
        (LEEDS, LEEDS, 0.0, "plausible"),
        (LEEDS, MADRID, 1.0, "impossible"),
        (LEEDS, MADRID, 2.0, "tight"),
        (LEEDS, MADRID, 6.0, "plausible"),
        (LEEDS, SYDNEY, 15.0, "impossible"),
        (LEEDS, SYDNEY, 30.0, "plausible"),
        (LEEDS, (53.48, -2.24), 1.2, "plausible"),
        (LEEDS, (53.48, -2.24), 0.3, "tight"),
    ],
)
def test_plausibility(a: tuple[float, float], b: tuple[float, float], hours: float, told: str) -> None:
    assert plausibility(distance_km(a, b), hours) == told


def test_distances_are_those_of_the_globe() -> None:
    assert distance_km(LEEDS, MADRID) == pytest.approx(1497, rel=0.01)
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20015, rel=0.001)


POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(a=POINTS, b=POINTS)
def test_a_distance_is_the_same_both_ways_and_at_most_half_round(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-6)
    assert 0 <= distance_km(a, b) <= 20016


@given(distance=st.floats(0, 20000), hours=st.floats(0, 200), more=st.floats(0, 100))
def test_more_time_never_makes_a_way_less_plausible(distance: float, hours: float, more: float) -> None:
    order = ["impossible", "tight", "plausible"]
    assert order.index(plausibility(distance, hours + more)) >= order.index(plausibility(distance, hours))
    assert plausibility(distance, distance / FASTEST_KMH + 0.001) != "impossible"
