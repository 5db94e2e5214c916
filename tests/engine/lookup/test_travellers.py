"""Everybody's movements at once: the same records as for one, each once, under one id where people are one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from manumit.base.kernel import UsageError
from manumit.engine.lookup import Lookup, Travellers, travellers
from manumit.engine.places import Problem
from tests.engine.lookup.case import GUEST, HIS, MARIA, PHONE


def told(lookup: Lookup, found: Travellers) -> set[tuple[str, str, int, int]]:
    """(entity, record, longitude, latitude) of every sighting."""
    seen = found.sightings
    whole = zip(seen.traveller.tolist(), seen.row.tolist(), seen.lon.tolist(), seen.lat.tolist(), strict=True)
    ids = {one.record_id: one.source_id for one in lookup.records(found.records).values()}
    return {(seen.names[who], ids[found.records[row - 1]], round(x), round(y)) for who, row, x, y in whole}


def test_people_are_followed_by_tickets_and_stays(lookup: Lookup) -> None:
    found = lookup.travellers()
    seen = told(lookup, found)
    assert (MARIA, "B-1", -4, 40) in seen, "Madrid"
    assert (MARIA, "B-1", -2, 54) in seen, "Leeds"
    assert (MARIA, "B-3", 151, -34) in seen, "Sydney"
    assert {who for who, record, _x, _y in seen if record == "S-1"} == {MARIA}, (
        "the guest of that rare name is she"
    )
    assert GUEST not in found.sightings.names
    assert HIS not in found.sightings.names, "who pays was not there"
    hers = Counter(found.records)
    assert max(hers.values()) == 2, "a ticket and a stay have two ends each, and each is told once"
    assert (np.diff(found.sightings.traveller) >= 0).all()
    assert (found.sightings.end >= found.sightings.start).all()


def test_a_phone_is_followed_by_what_names_it(lookup: Lookup) -> None:
    seen = told(lookup, lookup.travellers("phone"))
    assert {record for who, record, _x, _y in seen if who == PHONE} == {"A-1", "A-2", "A-3", "G-1"}


def test_where_somebody_was_recognised_counts(lookup: Lookup) -> None:
    sighting = next(one for one in lookup.search("", ["sighting"]).records).record
    found = lookup.travellers(recognised={MARIA: [sighting.record_id], "ent_none": [sighting.record_id]})
    assert (MARIA, "G-1", -2, 54) in told(lookup, found)
    assert len(found.sightings) == len(lookup.travellers().sightings) + 1


def test_a_kind_that_nobody_is_of_is_named(lookup: Lookup) -> None:
    with pytest.raises(UsageError, match="Nobody here is known by 'spaceship'"):
        lookup.travellers("spaceship")


def test_a_trip_is_left_out_only_where_neither_end_is_known() -> None:
    day = 20_000 * travellers._DAY
    whole = travellers._Row(
        1, "r", "booking", "", day, day, None, "", -1.5, 53.8, None, -3.7, 40.4, None, None
    )
    for row, ends, left_out in (
        (whole, 2, 0),
        (whole._replace(from_lon=None, from_lat=None), 1, 0),
        (whole._replace(lon=None, lat=None), 1, 0),
        (whole._replace(lon=None, lat=None, from_lon=None, from_lat=None), 0, 1),
        (whole._replace(kind="stay", lon=None, lat=None), 0, 1),
    ):
        problems: dict[str, Problem] = {}
        assert len(list(travellers._seen(row, problems))) == ends
        assert sum(one.count for one in problems.values()) == left_out
