"""Flights of a journey (TVL in PADIS messages), where it goes, and its `leg` records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from manumit.engine.evidence.readers.edifact import Segment
from manumit.engine.evidence.readers.interchange import day_first
from manumit.engine.evidence.rows import Draft


@dataclass(slots=True)
class Flight:
    """One TVL of a journey; ISO times, local."""

    origin: str
    destination: str
    carrier: str
    number: str
    departs: str | None
    arrives: str | None
    offset: int
    length: int


def flight_of(segment: Segment) -> Flight | None:
    """A flight out of TVL, None where it names no places (check-in details, open segments)."""
    origin, destination = segment.get(1), segment.get(2)
    if not origin or not destination:
        return None
    departs = day_first(segment.get(0, 0), segment.get(0, 1))
    landed, clock = segment.get(0, 2) or segment.get(0, 0), segment.get(0, 3)
    arrives = day_first(landed, clock) if clock or segment.get(0, 2) else None
    carrier = segment.get(3)
    number = segment.get(4)
    return Flight(origin, destination, carrier, number, departs, arrives, segment.offset, segment.length)


def turning_point(flights: list[Flight]) -> str | None:
    """Where a journey goes: its end, or for one that comes back, the place of the longest stay."""
    if not flights:
        return None
    if flights[-1].destination != flights[0].origin:
        return flights[-1].destination
    best, longest = flights[(len(flights) - 1) // 2].destination, -1.0
    for before, after in pairwise(flights):
        came, goes = before.arrives or before.departs, after.departs
        if came and goes:
            stay = (datetime.fromisoformat(goes) - datetime.fromisoformat(came)).total_seconds()
            if stay > longest:
                best, longest = before.destination, stay
    return best


def leg_draft(booking: str, number: int, flight: Flight) -> Draft:
    """The `leg` record of a traveller's booking on a flight."""
    return Draft(
        "leg",
        f"{booking}/{number}",
        flight.offset,
        flight.length,
        {
            "departs_at": flight.departs,
            "arrives_at": flight.arrives,
            "booking_source_id": booking,
            "carrier": flight.carrier,
            "flight": f"{flight.carrier}{flight.number}",
            "origin": flight.origin,
            "destination": flight.destination,
        },
        observed=flight.departs,
    )
