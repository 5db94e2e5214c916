"""PAXLST (UN/EDIFACT D.02B to D.15B, WCO/IATA/ICAO API guidelines): passengers and crew of a flight.

A `booking` record a person (NAD+FL, DDU, FM, DDT), its id the message reference, / and the person's sequence; and a
`leg` record for each of the flight's legs that the person is on (LOC+178 to LOC+179). The message says when it was
prepared, not when the journey was booked: created_at is empty, observed_at is the preparation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers.edifact import Segment, message_type
from manumit.engine.evidence.readers.interchange import Envelope, born, iso, messages
from manumit.engine.evidence.readers.names import full_name
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.rows import Draft, Found

NAME, VERSION = "paxlst", "1"
PERSONS = frozenset({"FL", "DDU", "FM", "DDT"})
"""NAD party qualifiers: passenger, passenger in transit, crew, crew in transit."""


def claims(head: Head) -> bool:
    """An interchange whose first message is a PAXLST."""
    return message_type(head.text) == "PAXLST"


def read(leaf: Leaf) -> Iterator[Found]:
    """Bookings and legs, in the order of the messages."""
    return messages(leaf, parsers())


@dataclass(slots=True)
class _Leg:
    flight: str
    origin: str
    destination: str = ""
    departs: str | None = None
    arrives: str | None = None
    offset: int = 0
    end: int = 0


@dataclass(slots=True)
class _Person:
    number: int
    name: str
    offset: int
    end: int
    party: str
    values: dict[str, str | None] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)


def clock(dtm: Segment) -> str | None:
    """DTM's value as ISO text: formats 201 yymmddhhmm, 203 ccyymmddhhmm, 101 yymmdd, 102 ccyymmdd."""
    digits = dtm.get(0, 1)
    if len(digits) in (6, 10):
        digits = "20" + digits
    return iso(digits[:8], digits[8:])


class PaxlstMessage:
    """One PAXLST message."""

    def __init__(self, leaf: Leaf, envelope: Envelope) -> None:
        self.leaf, self.envelope = leaf, envelope
        self.legs: list[_Leg] = []
        self.person: _Person | None = None
        self.count = 0
        self._flight = ""
        self._flight_at = 0
        self._place: _Leg | None = None
        self._routed = False
        self._in_document = False

    def take(self, segment: Segment) -> Iterator[Draft | Quarantined]:
        """One segment."""
        if segment.tag == "NAD" or segment.tag in ("CNT", "TDT"):
            yield from self._finish()
        if segment.tag == "NAD" and segment.get(0).upper() in PERSONS:
            self._begin(segment)
        elif self.person is not None:
            self._about(self.person, segment)
            self.person.end = segment.offset + segment.length
        elif segment.tag == "TDT":
            self._flight, self._flight_at, self._place = segment.get(1), segment.offset, None
            self._routed = False
        elif segment.tag in ("LOC", "DTM") and self._flight:
            self._route(segment)
        elif segment.tag == "CNT" and segment.get(0) == "42" and segment.get(0, 1) != str(self.count):
            yield self.leaf.doubt(
                segment.offset,
                segment.length,
                f"CNT counts {segment.get(0, 1)!r} passengers, there are {self.count}",
                "",
                kept=True,
            )

    def end(self) -> Iterator[Draft | Quarantined]:
        """The last person."""
        yield from self._finish()

    def _route(self, segment: Segment) -> None:
        end = segment.offset + segment.length
        if segment.tag == "LOC":
            place = segment.get(1)
            before = self._place
            self._place = _Leg(self._flight, place, offset=self._flight_at, end=end)
            if before is not None and place and before.origin and (before.departs or not self._routed):
                before.destination, before.end = place, end
                self.legs.append(before)
                self._routed = True
        elif self._place is not None:
            if segment.get(0) == "189":
                self._place.departs = clock(segment)
                self._place.end = end
            elif segment.get(0) == "232" and self.legs and self.legs[-1].destination == self._place.origin:
                self.legs[-1].arrives, self.legs[-1].end = clock(segment), end

    def _begin(self, segment: Segment) -> None:
        self.count += 1
        parts = [part.strip() for part in (segment.elements[3] if len(segment.elements) > 3 else [])]
        if not any(parts) and len(segment.elements) > 2:
            parts = [part.strip() for part in segment.elements[2]]
        name = full_name(parts[0] if parts else "", " ".join(part for part in parts[1:3] if part))
        self.person = _Person(
            self.count, name, segment.offset, segment.offset + segment.length, segment.get(0).upper()
        )
        self._in_document = False

    def _about(self, person: _Person, segment: Segment) -> None:
        values, first = person.values, segment.get(0)
        if segment.tag == "DTM" and first == "329":
            digits = segment.get(0, 1)
            year = digits[:-4] if len(digits) in (6, 8) else ""
            values["birth_date"] = (
                born(year, digits[-4:-2], digits[-2:], self.envelope.year) if year else None
            )
            if digits and not values["birth_date"]:
                person.extra["birth_date"] = digits
        elif segment.tag == "LOC" and first == "178":
            values["origin"] = segment.get(1)
        elif segment.tag == "LOC" and first == "179":
            values["destination"] = segment.get(1)
        elif segment.tag == "DOC":
            if segment.get(1) and (not values.get("document") or (first == "P" and not self._in_document)):
                values["document"] = segment.get(1)
                self._in_document = first == "P"
        elif segment.tag == "RFF" and first in ("AVF", "ABO", "TKT", "AEA"):
            key = {"AVF": "record_locator", "TKT": "ticket_number"}.get(first)
            if key:
                values[key] = segment.get(0, 1)
            else:
                person.extra[first] = segment.get(0, 1)
        elif segment.tag == "COM":
            for element in segment.elements:
                kind = element[1].strip() if len(element) > 1 else ""
                key = {"TE": "contact_phone", "AL": "contact_phone", "EM": "contact_email"}.get(kind, "")
                if key and element[0].strip():
                    values.setdefault(key, element[0].strip())

    def _finish(self) -> Iterator[Draft]:
        person, self.person = self.person, None
        if person is None:
            return
        values = person.values
        source_id = f"{self.envelope.reference}/{person.number}"
        mine = self._on(values.get("origin"), values.get("destination"))
        if mine:
            values.setdefault("departs_at", mine[0].departs)
            values.setdefault("origin", mine[0].origin)
            values.setdefault("destination", mine[-1].destination)
        values["passenger_name"] = person.name
        if person.party != "FL":
            person.extra["party"] = person.party
        yield Draft(
            "booking",
            source_id,
            person.offset,
            person.end - person.offset,
            values,
            person.extra,
            self.envelope.prepared,
        )
        for number, leg in enumerate(mine, 1):
            yield Draft(
                "leg",
                f"{source_id}/{number}",
                leg.offset,
                leg.end - leg.offset,
                {
                    "departs_at": leg.departs,
                    "arrives_at": leg.arrives,
                    "booking_source_id": source_id,
                    "carrier": leg.flight[:2] or None,
                    "flight": leg.flight,
                    "origin": leg.origin,
                    "destination": leg.destination,
                },
                observed=leg.departs or self.envelope.prepared,
            )

    def _on(self, origin: str | None, destination: str | None) -> list[_Leg]:
        """The legs between two places; all of them where the places are not on the route."""
        first = next((n for n, leg in enumerate(self.legs) if leg.origin == origin), 0)
        last = next(
            (n for n, leg in enumerate(self.legs) if n >= first and leg.destination == destination),
            len(self.legs) - 1,
        )
        return self.legs[first : last + 1]


def parsers() -> dict[str, type]:
    """Parsers by message type, as `messages` wants them."""
    from manumit.engine.evidence.readers.pnrgov import PnrgovMessage

    return {"PNRGOV": PnrgovMessage, "PAXLST": PaxlstMessage}
