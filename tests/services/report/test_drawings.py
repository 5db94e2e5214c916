"""Drawings: stable, nothing on top of anything, land where the scale allows, honest captions."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import hypot
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.engine.leads import Identifier, Member
from manumit.services.report import Sight
from manumit.services.report.drawing import map_figure, network_figure, strength_bar, timeline_figure
from manumit.services.report.drawing.calendar import axis_for, labels, nights
from manumit.services.report.drawing.land import Window, borders_in, land_in, resolution_for
from manumit.services.report.drawing.layout import place
from manumit.services.report.questions import questions
from tests.services.report import long_samples, samples

if TYPE_CHECKING:
    from manumit.services.report.drawing.land import Points

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(0, 60), st.integers(0, 10**6))
def test_nodes_stand_apart_inside_the_frame(nodes: int, ties: int, seed: int) -> None:
    rng = random.Random(seed)
    edges = [(rng.randrange(nodes), rng.randrange(nodes)) for _ in range(ties)]
    height = min(660.0, 170.0 + 17.0 * nodes)
    points = place(nodes, edges, 920, height, 52)
    assert points == place(nodes, edges, 920, height, 52)
    assert all(0 < x < 920 and 0 < y < height for x, y in points)
    near = [hypot(a[0] - b[0], a[1] - b[1]) for i, a in enumerate(points) for b in points[:i]]
    assert min(near, default=99) > 20


def test_a_large_lead_is_summed_up() -> None:
    lead = long_samples.sexual()[0]
    crowd = tuple(
        Member(f"x{n}", "person", (Identifier("person", f"Person {n}|"),), "possible_victim", 0.5)
        for n in range(300)
    )
    drawn = network_figure(replace(lead, members=lead.members + crowd), "k")
    assert drawn.count('<g class="role ') <= 40 + 6
    assert "Not drawn" in drawn


def test_a_network_says_the_same_in_words() -> None:
    drawn = network_figure(long_samples.labour()[0], "k")
    assert "wages to" in drawn
    assert "The same as text: 13 ties" in drawn
    assert "6 possible victim (circle with ring, letter P)" in drawn
    assert network_figure(replace(long_samples.labour()[0], members=()), "k") == ""


@pytest.mark.parametrize(("days", "first"), [(2, "28 Feb 2026"), (40, "Feb"), (400, "2026"), (9000, "201")])
def test_a_calendar_has_labels_that_fit(days: int, first: str) -> None:
    axis = axis_for([START - timedelta(days=days), START], 100, 900)
    marks = labels(axis)
    assert 2 <= len(marks) <= 15
    assert all(100 <= x <= 900 for x, _, _ in marks)
    assert any(first in words for _, words, _ in marks)
    assert bool(nights(axis)) == (days <= 14)


def test_one_moment_is_a_timeline_too() -> None:
    assert "1 record, 1 Mar 2026" in timeline_figure([Sight("r", "ad", "1", START)], "k")
    assert timeline_figure([Sight("r", "ad", "1")], "k") == ""


def test_zones_move_ticks_and_words() -> None:
    late = Sight("r", "ad", "1", datetime(2026, 3, 1, 23, 30, tzinfo=UTC), 120)
    assert "2 Mar 2026, 01:30 (UTC+02:00)" in timeline_figure([late], "k")


def at(lat: float, lon: float, name: str, days: int) -> Sight:
    return Sight(f"r{days}", "ad", str(days), START + timedelta(days=days), 0, name, lat, lon)


def test_a_map_has_land_and_says_how_exact_it_is() -> None:
    far = map_figure([at(38.7, -9.1, "Lisbon", 0), at(41.1, -8.6, "Porto", 1)], "k")
    assert 'class="land"' in far
    assert "GSHHG, to about 1 km; borders" in far
    assert far.count('class="move"') == 1
    near = map_figure([at(38.7, -9.1, "Lisbon", 0)], "k")
    assert 'class="land"' in near
    assert "to about 1 km, rough at this scale" in near
    assert map_figure([Sight("r", "ad", "1", START, 0, "Leeds")], "k") == ""


def test_a_map_without_the_package_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from manumit.services.report.drawing import land, map

    monkeypatch.setattr(land, "HOME", "no_such_package.anywhere")
    land._outlines.cache_clear()
    map._ground.cache_clear()
    drawn = map_figure([at(38.7, -9.1, "Lisbon", 0), at(41.1, -8.6, "Porto", 1)], "k")
    land._outlines.cache_clear()
    map._ground.cache_clear()
    assert 'class="land"' not in drawn
    assert 'class="grid"' in drawn
    assert "No land is drawn" in drawn


def test_no_place_is_finer_than_a_kilometre() -> None:
    drawn = map_figure([at(53.812345, -1.567891, "Leeds", 0)], "k")
    assert "53.81, -1.57" in drawn
    assert "53.812" not in drawn


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(-95, 95), st.floats(-190, 190)), min_size=1, max_size=12))
def test_any_places_make_a_map(spots: list[tuple[float, float]]) -> None:
    drawn = map_figure([at(lat, lon, "x", n) for n, (lat, lon) in enumerate(spots)], "k")
    assert "nan" not in drawn
    assert "inf" not in drawn.replace("information", "")


@pytest.mark.parametrize("resolution", ["c", "l", "i"])
def test_land_is_cut_to_the_window(resolution: str) -> None:
    window = Window(-11, 36, 4, 44)
    rings = land_in(window, resolution)
    assert rings
    assert all(
        (ring >= (window.west, window.south)).all() and (ring <= (window.east, window.north)).all()
        for ring in rings
    )
    assert borders_in(window, resolution)
    assert land_in(Window(-40, 20, -30, 30), resolution) == []


@settings(max_examples=40)
@given(st.floats(-170, 160), st.floats(-80, 70), st.floats(0.5, 15))
def test_cut_land_covers_what_whole_land_covers(west: float, south: float, wide: float) -> None:
    window = Window(west, south, west + wide, south + wide)
    whole, cut = land_in(Window(-180, -90, 180, 90), "c"), land_in(window, "c")
    for x, y in ((west + wide * 0.31, south + wide * 0.67), (west + wide * 0.83, south + wide * 0.11)):
        assert covered(whole, x, y) == covered(cut, x, y)


def covered(rings: list[Points], x: float, y: float) -> bool:
    """Whether a point lies on land: an odd number of sides east of it."""
    crossed = 0
    for ring in rings:
        (ax, ay), (bx, by) = ring.T, np.roll(ring, -1, axis=0).T
        spans = (ay > y) != (by > y)
        step = np.where(spans, by - ay, 1.0)
        crossed += int((spans & (ax + (y - ay) / step * (bx - ax) > x)).sum())
    return crossed % 2 == 1


def test_land_goes_on_over_the_date_line_and_knows_its_lakes() -> None:
    assert covered(land_in(Window(170, 60, 190, 70), "l"), 181.5, 67.0)
    assert covered(land_in(Window(-190, 60, -170, 70), "l"), -178.5, 67.0)
    lake = land_in(Window(30, 58, 34, 63), "l")
    assert not covered(lake, 31.6, 60.8)
    assert covered(lake, 33.5, 60.0)


def test_outlines_are_as_fine_as_a_pixel_needs() -> None:
    assert [resolution_for(px) for px in (1.0, 0.1, 0.01, 0.001)] == ["c", "l", "i", "i"]


def test_the_bar_says_its_numbers() -> None:
    bar = strength_bar(long_samples.labour()[0], "k", scale=True)
    assert "of 100 leads like this, about 81 were real" in bar
    assert "about 2 of 100" in bar


def test_what_would_change_a_lead_asks_for_what_is_missing() -> None:
    asked = [q.ask for q in questions(samples.domestic()[0])]
    assert any("No money" in ask for ask in asked)
    assert any("passport" in ask for ask in asked)
    labour = [q.ask for q in questions(long_samples.labour()[0])]
    assert any("recruitment licence" in ask for ask in labour)
    assert any("fits in part (0.34)" in ask for ask in labour)
    assert not any("No money" in ask for ask in labour)
