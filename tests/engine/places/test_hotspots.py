"""Hot and cold places: exact tails, the false discovery rate, and the seventeen histories."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places import (
    CLASSES,
    Cells,
    Events,
    classify,
    cube_of,
    false_discovery,
    find_hotspots,
    gi_star,
    gi_star_through_time,
    local_moran,
    tail_p,
    trend,
)
from manumit.engine.places.hotspots import among_found
from tests.engine.places.towns import FIRST_DAY, in_cell, scattered, together, town


def middle(cells: Cells) -> int:
    """A cell with all its six neighbours inside, and they theirs."""
    full = np.flatnonzero(cells.beside.min(axis=1) >= 0)
    return next(int(one) for one in full if np.isin(cells.beside[one], full).all())


def test_gi_star_is_the_published_formula() -> None:
    cells = town()
    counts = np.random.default_rng(3).poisson(2.0, len(cells)).astype(float)
    found = gi_star(counts, cells)
    for cell in (0, 7, middle(cells)):
        near = [cell, *[one for one in cells.beside[cell] if one >= 0]]
        n, w = len(counts), len(near)
        s = np.sqrt(np.mean(counts**2) - counts.mean() ** 2)
        z = (counts[near].sum() - counts.mean() * w) / (s * np.sqrt((n * w - w * w) / (n - 1)))
        assert found.z[cell] == pytest.approx(z)


def test_a_tail_is_that_of_dealing_at_random() -> None:
    rng = np.random.default_rng(4)
    values = rng.poisson(0.7, 4_000).astype(float)
    dealt = np.array([rng.choice(values, 7, replace=False).sum() for _ in range(20_000)])
    for seen in (0.0, 5.0, 9.0, 12.0):
        told = float(tail_p(values, np.array([seen]), np.array([7]))[0])
        simulated = 2 * min(np.mean(dealt >= seen), np.mean(dealt <= seen))
        assert told == pytest.approx(min(simulated, 1.0), abs=0.012)


def test_weights_that_are_no_whole_numbers_have_tails_too() -> None:
    values = np.random.default_rng(5).gamma(0.5, 3.0, 5_000)
    exact = float(tail_p(values, np.array([25.0]), np.array([7]))[0])
    dealt = np.random.default_rng(6).choice(values, (40_000, 7)).sum(axis=1)
    assert exact == pytest.approx(2 * np.mean(dealt >= 25.0), rel=0.1)


def test_q_is_that_of_benjamini_and_yekutieli() -> None:
    p = np.array([0.001, 0.02, 0.9, 0.0001])
    harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4
    assert false_discovery(p) == pytest.approx(
        [0.001 * 4 * harmonic / 2, 0.02 * 4 * harmonic / 3, 1.0, 0.0001 * 4 * harmonic]
    )


def test_events_at_random_make_no_hot_cell() -> None:
    cells = town()
    rng = np.random.default_rng(7)
    wrong = 0
    for at in range(60):
        counts = np.bincount(rng.integers(0, len(cells), 300 + 40 * at), minlength=len(cells)).astype(float)
        wrong += bool(gi_star(counts, cells).sign.any())
    assert wrong <= 2


def test_a_planted_place_is_hot_and_nothing_else() -> None:
    cells = town()
    there = middle(cells)
    near = [there, *cells.beside[there].tolist()]
    rng = np.random.default_rng(8)
    planted = [in_cell(cells, one, FIRST_DAY + rng.integers(0, 364, 25).astype(np.float64)) for one in near]
    found = find_hotspots(together(scattered(1_200, 9), *planted), cells)
    hot = set(np.flatnonzero(found.whole.sign > 0).tolist())
    within_two = {*near, *cells.beside[near].ravel().tolist()}
    assert there in hot
    assert hot <= within_two


def test_local_moran_tells_the_odd_one_out() -> None:
    cells = town()
    there = middle(cells)
    counts = np.random.default_rng(10).poisson(1.0, len(cells)).astype(float)
    counts[cells.beside[there]] = 12.0
    counts[there] = 0.0
    local, quadrant = local_moran(counts, cells)
    assert quadrant[there] == "low-high"
    assert local.z[there] < 0
    assert (quadrant != "").sum() < 20


def test_mann_kendall_knows_ties() -> None:
    """Values worked out by hand: S = 13 of 15 pairs for the rising row, one tie of two in the second."""
    z = np.array(
        [[1.0, 2.0, 4.0, 3.0, 5.0, 6.0], [1.0, 1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 2.0, 2.0, 2.0, 2.0, 2.0]]
    )
    score, p = trend(z)
    assert score[0] == pytest.approx(12 / np.sqrt(6 * 5 * 17 / 18))
    assert score[1] == pytest.approx(13 / np.sqrt((6 * 5 * 17 - 2 * 1 * 9) / 18))
    assert (score[2], p[2]) == (0.0, 1.0)


def signs(text: str) -> list[int]:
    return [{"h": 1, "c": -1, ".": 0}[one] for one in text]


@pytest.mark.parametrize(
    ("history", "name"),
    [
        ("...........h", "new"),
        ("........hhhh", "consecutive"),
        ("hhhhhhhhhhhh", "persistent"),
        ("..h..hh....h", "sporadic"),
        ("..c..hh....h", "oscillating"),
        ("hhhhhhhhhhh.", "historical"),
        ("..h..h......", "none"),
        ("............", "none"),
    ],
)
def test_a_history_has_its_name(history: str, name: str) -> None:
    sign = np.array([signs(history)], np.int8)
    level = sign * 4.0 + np.tile([0.01, 0.0, 0.02], 4)
    told = classify(sign, level)
    assert told[0] == (name if name == "none" else f"{name} hot spot")
    assert classify(-sign, -level)[0] == (name if name == "none" else f"{name} cold spot")


def test_what_stays_hot_grows_or_fades() -> None:
    sign = np.ones((2, 12), np.int8)
    rising = np.linspace(3, 9, 12)
    assert classify(sign, np.vstack([rising, rising[::-1]])).tolist() == [
        "intensifying hot spot",
        "diminishing hot spot",
    ]
    assert len(CLASSES) == 17


def test_a_place_that_begins_to_be_hot_is_told_so() -> None:
    cells = town()
    there = middle(cells)
    near = [there, *cells.beside[there].tolist()]
    counts = np.random.default_rng(11).poisson(0.2, (len(cells), 20)).astype(float)
    counts[near, 16:] += 9
    bins = gi_star_through_time(counts, cells)
    assert classify(bins.sign, bins.z)[there] == "consecutive hot spot"


def busy(cells: Cells, each: int) -> Events:
    """So many events in a cell and in each beside it, at any time of the year, among others at random."""
    there = middle(cells)
    dealt = np.random.default_rng(8)
    near = [there, *cells.beside[there].tolist()]
    planted = [in_cell(cells, one, FIRST_DAY + np.floor(dealt.uniform(0, 364, each))) for one in near]
    return together(scattered(900, 7), *planted)


def test_a_place_that_is_hot_over_the_whole_time_has_a_history_among_its_like() -> None:
    cells, there = town(), middle(town())
    found = find_hotspots(busy(cells, 20), cells, "month")
    bins = gi_star_through_time(found.cube.counts, cells)
    among = among_found(bins, found.whole)
    assert found.whole.sign[there] == 1
    assert (among.sign[there] == 1).sum() > (bins.sign[there] == 1).sum()
    assert found.classes[there].endswith("hot spot")
    never = found.whole.sign == 0
    assert (among.q[never] == bins.q[never]).all(), (
        "where nothing is hot over the whole time, nothing is added"
    )


def test_what_has_no_history_is_told() -> None:
    cells = town()
    found = find_hotspots(busy(cells, 10), cells, "week")
    among = among_found(gi_star_through_time(found.cube.counts, cells), found.whole)
    never = (found.whole.sign != 0) & ~among.sign.any(axis=1)
    told = [one for one in found.notes if one.about == "no-history"]
    assert "in no single week" in told[0].exact
    assert told[0].numbers["n"] == never.sum() > 0


def test_too_few_events_are_refused_with_their_number() -> None:
    with pytest.raises(Refused, match=r"Too few events: 3 in the area; a map needs 30"):
        find_hotspots(scattered(3, 1), town())
    with pytest.raises(UsageError, match="no period"):
        find_hotspots(scattered(50, 1), town(), "eon")


def test_a_point_for_somewhere_here_is_set_apart() -> None:
    cells = town()
    found = find_hotspots(together(scattered(600, 2), in_cell(cells, 5, FIRST_DAY + np.arange(90.0))), cells)
    assert "90 events share the point" in found.notes[0].exact
    assert not re.search(r"\d", found.notes[0].open)
    assert found.counts.sum() <= 600


def test_a_point_for_somewhere_here_of_one_kind_is_an_address_of_another() -> None:
    """Where kinds are looked at together, too: as a forecast looks at them."""
    cells = town()
    every = together(scattered(600, 2), in_cell(cells, 5, FIRST_DAY + np.arange(90.0)))
    kind = (np.arange(690) % 2).astype(np.int32)
    kind[600:682], kind[682:] = 0, 1
    found = find_hotspots(replace(every, kind=kind, kinds=("arson", "theft")), cells)
    assert "82 events share the point" in found.notes[0].exact
    assert found.counts[5] >= 8, "eight thefts there stay"


def in_towns_name(cells: Cells, n: int) -> Events:
    """Events of which a town's name alone is known: its middle, and a kilometre and a half around."""
    named = in_cell(cells, middle(cells), FIRST_DAY + np.arange(float(n)))
    shaken = np.random.default_rng(6).normal(0, 1e-4, (2, n))
    return replace(named, lon=named.lon + shaken[0], lat=named.lat + shaken[1], precision=np.full(n, 1_500.0))


def test_a_towns_name_makes_no_hot_spot_of_its_middle() -> None:
    cells = town()
    events = together(scattered(200, 3), in_towns_name(cells, 60))
    spread = cube_of(events, cells, np.array([FIRST_DAY, FIRST_DAY + 364]))
    assert (gi_star(spread.total, cells).sign > 0).sum() > 10  # so that there is something to be wary of
    found = find_hotspots(events, cells)
    assert not (found.whole.sign > 0).any()
    assert re.search(
        r"60 of \d+ events are known to no better than 1.5 km: set apart",
        " ".join(one.exact for one in found.notes),
    )


def test_where_towns_names_are_all_there_is_no_map() -> None:
    with pytest.raises(Refused, match=r"whose place is known well enough.*needs 30") as told:
        find_hotspots(in_towns_name(town(), 60), town())
    assert "cells of resolution 7 or coarser" in told.value.hint
    assert find_hotspots(in_towns_name(town(), 60), town(7)).counts.sum() > 30  # some of it lies outside


def test_a_place_known_to_no_metre_at_all_is_set_apart() -> None:
    events = scattered(60, 4)
    lost = replace(events, precision=np.where(np.arange(60) == 7, 1e30, 0.0))
    assert find_hotspots(lost, town()).counts.sum() == find_hotspots(events, town()).counts.sum() - 1
