"""Circuits and companions that were put into made-up worlds are found, and in worlds without them hardly any."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import h3
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places import BEYOND, Manner, Route, beyond, follow, told_to_others
from manumit.engine.places.chance import Table, beside_chance
from manumit.engine.places.nearness import MOST, power_of
from manumit.engine.places.orders import Sequences, cut, dealt_orders
from manumit.engine.places.routes import common_routes, whole
from manumit.engine.places.stops import apart, unit
from manumit.engine.places.together import company
from tests.engine.places.itineraries import NEAR_M, some, world

MANNER = Manner(radius_m=NEAR_M)


def _round(cells: list[str]) -> tuple[str, ...]:
    at = cells.index(min(cells))
    return (*cells[at:], *cells[:at])


def test_planted_circuits_and_companions_are_found() -> None:
    circuits, found_circuits, others, pairs = 0, 0, 0, 0
    for seed in range(3):
        made = world(seed, circuits=4, pairs=4)
        found = follow(made.sightings, MANNER)
        cells = found.places.cells
        told = {_round([cells[at] for at in one.places]) for one in beyond(found)[1]}
        # a town's place bears the name of the cell that most stop in
        town = {
            cell: min(
                range(made.towns.shape[1]),
                key=lambda at: h3.great_circle_distance(h3.cell_to_latlng(cell), tuple(made.towns[::-1, at])),
            )
            for cell in cells
        }
        by_town = {_round_of([town[cell] for cell in one]) for one in told}
        planted = {_round_of(one) for one in made.circuits}
        circuits, found_circuits = circuits + len(planted), found_circuits + len(by_town & planted)
        others += len(by_town - planted)
        assert found.company
        named = {
            frozenset(found.names[at] for at in one.travellers)
            for one in found.company.pairs
            if one.q <= BEYOND
        }
        assert named <= made.pairs
        pairs += len(named)
    assert found_circuits == circuits == 12
    assert others <= 3
    assert pairs == 12


def _round_of(towns: list[int]) -> tuple[int, ...]:
    at = towns.index(min(towns))
    return (*towns[at:], *towns[:at])


def test_worlds_of_chance_have_hardly_any() -> None:
    routes, circuits, pairs = 0, 0, 0
    for seed in range(100, 106):
        found = follow(world(seed, people=120).sightings, MANNER)
        kept, rounds = beyond(found)
        routes, circuits = routes + bool(kept), circuits + bool(rounds)
        assert found.company
        pairs += any(one.q <= BEYOND for one in found.company.pairs)
    assert (
        max(routes, circuits, pairs) <= 3
    )  # each comes in one world of twenty: more than 3 of 6 in one of 10,000


def test_a_home_that_many_share_makes_no_route() -> None:
    rng = np.random.default_rng(3)
    place = np.concatenate([[0, int(at)] for _ in range(100) for at in rng.integers(1, 12, 8)])
    made = Sequences(place, np.repeat(np.arange(100), 16), np.tile(np.arange(16) > 0, 100))
    worlds = dealt_orders(cut(made), 99).worlds
    assert [one for one in common_routes(cut(made), worlds, 3) if one.q <= BEYOND] == []


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=90), min_size=1, max_size=6), st.integers(0, 9)
)
def test_dealt_orders_keep_who_stops_where_and_leave_no_place_beside_itself(
    visits: list[list[int]], seed: int
) -> None:
    ways = [[one for at, one in enumerate(way) if not at or one != way[at - 1]] for way in visits]
    place = np.array([one for way in ways for one in way])
    who = np.repeat(np.arange(len(ways)), [len(way) for way in ways])
    made = cut(Sequences(place, who, np.r_[False, np.diff(who) == 0]))
    for dealt in dealt_orders(made, 3, seed).worlds:
        assert not (dealt[1:] == dealt[:-1])[made.linked[1:]].any()
        for one in range(len(ways)):
            assert sorted(dealt[who == one]) == sorted(ways[one])


def test_what_chance_brings_is_counted_in_the_dealt_worlds() -> None:
    rng = np.random.default_rng(4)
    keys = np.arange(400, dtype=np.uint64)

    def deal(at: int, _among: NDArray[np.uint64] | None) -> Table:
        return keys, np.random.default_rng([4, at]).poisson(2.0, 400)

    seen = rng.poisson(2.0, 400)
    seen[:5] = 14
    found = beside_chance((keys, seen), deal, 99, 3)
    beyond_chance = set(found.keys[found.q <= BEYOND].tolist())
    assert set(range(5)) <= beyond_chance
    assert len(beyond_chance) <= 7
    assert found.expected.mean() == pytest.approx(2.0, abs=0.05)
    assert found.low.max() <= 1
    assert found.high.min() >= 4
    assert np.all(found.p[:5] < 1e-6)


def test_where_chance_brings_everything_everywhere_nothing_stands_out() -> None:
    """Few places and many travellers: every way is taken in every world."""
    rng = np.random.default_rng(6)
    place = np.concatenate([(rng.integers(1, 6, 12).cumsum() + one) % 6 for one in range(150)])
    made = cut(Sequences(place, np.repeat(np.arange(150), 12), np.tile(np.arange(12) > 0, 150)))
    found = common_routes(made, dealt_orders(made, 99).worlds, 3)
    assert len([one for one in found if len(one.places) == 2]) == 30
    assert [one for one in found if one.q <= BEYOND] == []


def test_a_route_within_a_longer_one_is_told_once() -> None:
    def route(places: tuple[int, ...], travellers: int) -> Route:
        return Route(places, travellers, 0.1, 0.0, 1.0, 1e-6, 0.01)

    long, part, own = route((1, 2, 3), 8), route((2, 3), 9), route((1, 2), 12)
    assert whole([long, part, own], []) == [long, own]
    assert whole([route((4, 1), 5), route((4, 1, 2), 5), own], [route((1, 2, 4), 5)]) == [own]


def test_others_see_no_small_number() -> None:
    rows = [Route((1, 2), many, 0.1, 0.0, 1.0, 1e-6, 0.01) for many in (4, 5, 14)]
    assert told_to_others(rows) == [((1, 2), 5), ((1, 2), 10)]


def test_company_needs_weeks() -> None:
    made = world(1, pairs=2).sightings
    day = made.start.min() + (made.start - made.start.min()) / 50
    found = follow(replace(made, start=day, end=day), Manner(radius_m=NEAR_M, top_kmh=1e6))
    assert found.company is None
    assert found.refused
    assert "too short to tell company from chance" in found.refused.sentence


def test_those_who_take_the_one_coach_are_no_company() -> None:
    """Every Saturday 40 of 60 people take the same coach there, and on Sunday back."""
    rng = np.random.default_rng(5)
    who, day, place = [], [], []
    for week in range(40):
        for one in rng.choice(60, 40, replace=False).tolist():
            for at, hours in ((0, 9.0), (1, 12.0), (1, 33.0), (0, 36.0)):
                who.append(one)
                day.append(7.0 * week + (hours + rng.uniform(0, 0.2)) / 24)
                place.append(at)
    order = np.lexsort((day, who))
    from manumit.engine.places import Sightings

    n = len(who)
    made = Sightings(
        np.array(who)[order], 19_000 + np.array(day)[order], 19_000 + np.array(day)[order],
        np.array(place)[order] * 1.0, np.full(n, 50.0), np.zeros(n), np.arange(1, n + 1),
        tuple(map(str, range(60))), n,
    )  # fmt: skip
    found = follow(made, Manner(radius_m=1000, hours=1))
    assert found.company
    assert found.company.crowded > 1000
    assert [one for one in found.company.pairs if one.q <= BEYOND] == []
    assert company(found.legs, 12, 3, 19).crowded == found.company.crowded


@pytest.mark.parametrize(
    "manner", [Manner(radius_m=0), Manner(hours=-1), Manner(resolution=9), Manner(least=1), Manner(deals=5)]
)
def test_manners_that_cannot_be_meant(manner: Manner) -> None:
    with pytest.raises(UsageError):
        follow(world(1).sightings, manner)


def test_too_few_stops() -> None:
    made = world(1)
    with pytest.raises(Refused, match=r"Too few stops: \d+; routes need 30"):
        follow(some(made.sightings, made.sightings.row <= 20), MANNER)


def test_near_towns_are_no_routes_because_they_are_near() -> None:
    found = follow(world(9_001, people=120, power=1.5).sightings, Manner(radius_m=NEAR_M, deals=49))
    assert found.nearer == pytest.approx(1.5, abs=0.25)
    assert sum(map(len, beyond(found))) <= 1
    even = follow(world(9_001, people=120).sightings, Manner(radius_m=NEAR_M, deals=49))
    assert even.nearer == 0


def test_a_walk_by_distance_keeps_how_near_the_next_stop_is() -> None:
    made = world(9_002, people=120, power=1.5)
    points = unit(*made.towns)
    town = np.argmin(apart(unit(made.sightings.lon, made.sightings.lat)[:, None], points[None]), axis=1)
    who = made.sightings.traveller
    stays = np.r_[True, (np.diff(town) != 0) | (np.diff(who) != 0)]
    begin = np.r_[True, np.diff(who[stays]) != 0]
    sequences = cut(Sequences(town[stays], who[stays], ~begin))

    def near(place: NDArray[Any]) -> float:
        at = np.flatnonzero(sequences.linked)
        return float(np.log(apart(points[place[at - 1]], points[place[at]])).mean())

    seen, dealt = near(sequences.place), dealt_orders(sequences, 19, points=points)
    assert near(dealt.worlds[-1]) == pytest.approx(seen, abs=0.05)
    assert near(dealt_orders(sequences, 19).worlds[-1]) > seen + 0.15


def test_the_power_of_distance_is_known_however_great_it_is() -> None:
    rng = np.random.default_rng(5)
    assert power_of(np.array([])) == power_of(np.zeros(9)) == 0
    assert power_of(rng.normal(0, 2, 4_000)) == 0
    assert power_of(np.full(1_000, 2.0)) == power_of(np.full(1_000, 40.0)) == MOST
    for power in (0.5, 1.5, 6.0):  # an order is that much likelier than the one exchanged
        longer = rng.normal(0, 2, 4_000)
        seen = np.where(rng.random(4_000) < 1 / (1 + np.exp(-power * longer)), longer, -longer)
        assert power_of(seen) == pytest.approx(power, rel=0.1)
