"""Points that stand for 'somewhere here': found by how often they come, each in its own kind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from manumit.engine.places import Events, repeated_points, spikes_by_kind, without_spikes
from tests.engine.places.towns import FIRST_DAY, events_at, scattered, together


def test_a_point_that_stands_for_somewhere_here_does_so_in_its_own_kind() -> None:
    some, centre = (
        scattered(300, 1),
        events_at(np.full(70, -30.1), np.full(70, 40.07), np.full(70, FIRST_DAY)),
    )
    kind = (np.arange(370) % 3 == 0).astype(np.int32)
    kind[-9:], kind[300:-9] = 1, 0
    rare = replace(together(some, centre), kind=kind, kinds=("arson", "theft"))
    inside = np.ones(370, bool)
    left, spikes = spikes_by_kind(rare, inside)
    assert list(spikes) == ["arson"]
    assert left.kind[left.lon == -30.1].tolist() == [1] * 9, "a theft there may be an address"
    assert len(without_spikes(rare, spikes)) == len(left)
    assert len(spikes_by_kind(rare, inside, before=FIRST_DAY)[0]) == 370, "only what was known before it"


def test_a_point_that_all_kinds_share_is_set_apart_where_they_are_looked_at_as_one() -> None:
    some, centre = (
        scattered(300, 1),
        events_at(np.full(60, -30.1), np.full(60, 40.07), np.full(60, FIRST_DAY)),
    )
    every = replace(together(some, centre), kind=(np.arange(360) % 6).astype(np.int32), kinds=tuple("abcdef"))
    inside = np.ones(360, bool)
    assert len(spikes_by_kind(every, inside)[0]) == 360, "ten of each kind are too few to tell"
    left, spikes = spikes_by_kind(every, inside, together=True)
    assert (len(left), spikes) == (300, {"": ((-30.1, 40.07, 60),)})


def with_points(*counts: int) -> Events:
    """300 events all over, and so many more at each of some points."""
    every = scattered(300, 1)
    for at, n in enumerate(counts):
        point = events_at(np.full(n, -30.1234 - at / 1000), np.full(n, 40.0712), np.full(n, FIRST_DAY))
        every = together(every, point)
    return every


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((90, 80), 2),  # neither is ten times the other
        ((2_000, 35), 2),  # less than a fiftieth of all, a tenth of what the first one leaves
        ((60, 60, 60), 3),
        ((60, 60, 60, 60), 0),  # rather addresses where much happens
        ((90, 8), 1),
        ((90, 40, 19, 9, 4), 0),  # no point leads
    ],
)
def test_points_that_stand_for_somewhere_here_do_not_hide_each_other(
    counts: tuple[int, ...], found: int
) -> None:
    told = repeated_points(with_points(*counts))
    assert [n for *_, n in told] == list(counts[:found])


def test_a_coarse_point_hides_no_fine_one() -> None:
    fine = events_at(np.full(90, -30.1234567), np.full(90, 40.0712345), np.full(90, FIRST_DAY))
    coarse = events_at(np.full(80, -30.12), np.full(80, 40.07), np.full(80, FIRST_DAY))
    told = repeated_points(together(scattered(300, 1), together(fine, coarse)))
    assert [n for *_, n in told] == [90, 80]


def test_few_addresses_are_no_somewhere_here() -> None:
    """Where a table knows few places, two that lead are what it is about."""
    few = with_points(60, 60).where(np.arange(420) >= 290)
    assert repeated_points(few) == []


def test_one_kind_is_looked_at_once() -> None:
    """A second look, without the first points, would find the next one that stands out."""
    one = with_points(300, 300, 300, 29)
    inside = np.ones(len(one), bool)
    left, spikes = spikes_by_kind(one, inside)
    assert len(repeated_points(left)) == 1
    assert spikes_by_kind(one, inside, together=True)[1] == spikes
