"""What is in a record, and which records speak of whom; events and freshness."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from manumit.engine.evidence import Workspace
from manumit.engine.lookup import Lookup
from tests.engine.lookup.case import GUEST, HERS, HIS, MARIA, PHONE


def test_a_record_says_where_its_bytes_are(lookup: Lookup, workspace: Path) -> None:
    (hit,) = lookup.search("A-4").records
    record = lookup.record(hit.record.record_id)
    assert record == hit.record
    path = workspace.parent / "input" / record.file
    data = path.read_bytes()[record.offset : record.offset + record.length]
    assert data.startswith(b"A-4,")
    assert record.sha256 in {source.sha256 for source in Workspace.open(workspace).sources()}
    assert (record.kind, record.title, record.body) == ("ad", "Room to let", "Quiet house for two")
    assert (record.place, record.country, record.tlp) == ("York", "GB", "TLP:AMBER")
    assert record.lat is not None


def test_the_summary_is_the_reports(lookup: Lookup) -> None:
    (hit,) = lookup.search("PAY-3").records
    assert hit.record.summary == "1,203.50 GBP transfer"
    (trip,) = lookup.search("B-1").records
    assert trip.record.summary == "MAD to LBA"


def test_a_stay_has_a_town_and_no_coordinates(lookup: Lookup) -> None:
    (hit,) = lookup.search("S-1").records
    assert (hit.record.place, hit.record.lat, hit.record.lon) == ("Leeds", None, None)
    (event,) = [event for event in lookup.events_of([GUEST]).events if event.record.kind == "stay"]
    assert (event.where.place, event.where.lat, event.precision_km) == ("Leeds", None, None)


def test_records_of_somebody_come_newest_first_with_how(lookup: Lookup) -> None:
    told = [(record.source_id, how) for record, how in lookup.records_of(HERS)]
    assert told == [(f"PAY-{n}", "pays") for n in reversed(range(9))] + [("ACC-77001", "account")]
    assert lookup.records_of(HERS, limit=2, offset=1) == lookup.records_of(HERS)[1:3]
    assert [record.source_id for record, _ in lookup.records_of(HERS, kinds=["account"])] == ["ACC-77001"]
    since = datetime(2026, 1, 8, tzinfo=UTC)
    assert [record.source_id for record, _ in lookup.records_of(HERS, since=since)] == ["PAY-8", "PAY-7"]


def test_entities_of_a_record_and_records_of_an_entity_agree(lookup: Lookup) -> None:
    (hit,) = lookup.search("A-1").records
    inside = {entity.entity_id: how for entity, how in lookup.entities_of(hit.record.record_id)}
    assert inside[PHONE] == "text"
    for id in inside:
        assert hit.record.record_id in {record.record_id for record, _ in lookup.records_of(id, limit=100)}


def test_events_are_what_happened_in_order_with_lanes(lookup: Lookup) -> None:
    events = lookup.events_of([HERS, HIS, MARIA]).events
    assert [event.at for event in events] == sorted(event.at for event in events)
    paid = next(event for event in events if event.record.source_id == "PAY-0")
    assert set(paid.lanes) == {HERS, HIS}
    trip = next(event for event in events if event.record.source_id == "B-1")
    assert trip.at == datetime(2026, 2, 2, 8, tzinfo=UTC), "the departure, not the day of booking"
    assert trip.to is not None
    assert (trip.where.place, trip.to.place) == ("Madrid", "Leeds")
    assert trip.where.lat is not None


def test_of_more_events_those_of_the_first_come_first_and_all_are_counted(lookup: Lookup) -> None:
    every = lookup.events_of([HERS, HIS, MARIA])
    assert (every.of, every.complete) == (len(every.events), True)
    own = lookup.events_of([MARIA]).of
    few = lookup.events_of([HERS, HIS, MARIA], limit=own, first=MARIA)
    assert (few.of, len(few.events)) == (every.of, own)
    assert all(MARIA in event.lanes for event in few.events)
    assert 0 < own < every.of


def test_a_crowd_is_read_in_part_and_that_is_said(lookup: Lookup, monkeypatch: pytest.MonkeyPatch) -> None:
    every = lookup.events_of([HERS, HIS, MARIA])
    monkeypatch.setattr("manumit.engine.lookup.events.MOST_READ", 6)
    part = lookup.events_of([HERS, HIS, MARIA])
    assert not part.complete
    assert part.of < every.of
    lanes = {lane for event in part.events for lane in event.lanes}
    assert {HERS, HIS, MARIA} <= lanes, "nobody is crowded out"


def test_a_window_holds_a_departure_that_was_booked_before_it(lookup: Lookup) -> None:
    day = datetime(2026, 2, 2, tzinfo=UTC)
    found = lookup.events_of([MARIA], day, datetime(2026, 2, 3, tzinfo=UTC)).events
    assert "B-1" in [event.record.source_id for event in found]


def test_records_of_a_window_are_counted_as_they_are_given(lookup: Lookup) -> None:
    for since, until in ((None, None), (datetime(2026, 1, 3, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC))):
        given = lookup.records_of(HERS, (), since, until, 1000)
        assert lookup.count_records(HERS, since, until) == len(given) > 0
    assert lookup.count_records("nobody") == 0


def test_events_are_narrowed_to_a_window_and_the_newest(lookup: Lookup) -> None:
    window = lookup.events_of(
        [HERS], datetime(2026, 1, 3, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)
    ).events
    assert [event.record.source_id for event in window] == ["PAY-2", "PAY-3"]
    assert [event.record.source_id for event in lookup.events_of([HERS], limit=2).events] == [
        "PAY-7",
        "PAY-8",
    ]
    assert lookup.events_of([HERS], limit=0).events == ()


def test_night_is_told_by_the_clock_there(lookup: Lookup) -> None:
    night = {event.record.source_id: event.night for event in lookup.events_of([HERS, PHONE]).events}
    assert night["PAY-0"] is True, "23:30 in Leeds"
    assert night["A-1"] is False
    assert night["ACC-77001"] is None, "a date without a time of day"


def test_freshness_tells_each_source_and_kind(lookup: Lookup) -> None:
    told = {(one.file, one.kind): one for one in lookup.freshness()}
    ads = told["ads.csv", "ad"]
    assert ads.records == 4
    assert ads.newest == datetime(2026, 3, 4, 20, tzinfo=UTC)
    assert ads.read_at is not None
    newest = [one.newest for one in lookup.freshness() if one.newest]
    assert newest == sorted(newest, reverse=True)
