"""PNRGOV (IATA/WCO/ICAO EDIFACT guide, versions 10.1 to 21.1): passenger name records pushed to a government.

Each PNR (from SRC to the next) yields one `booking` a traveller (TIF), its id the locator, / and the traveller's
number as written, and one `leg` a traveller and flight segment (TVL). The span of a booking is its whole PNR.
Origin and departure are those of the first flight. The destination is the last flight's end; where that is the origin
again, it is the place with the longest stay between two flights. Times are local to the airports, their zone unknown.
History (after ABI) and what is no flight (MSG 8 and so on) stay in the raw span only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers.edifact import Segment, message_type
from manumit.engine.evidence.readers.interchange import Envelope, day_first, messages, month_named
from manumit.engine.evidence.readers.journey import Flight, flight_of, leg_draft, turning_point
from manumit.engine.evidence.readers.names import full_name, squeezed, untitled
from manumit.engine.evidence.readers.paxlst import parsers
from manumit.engine.evidence.readers.pnr import (
    Document,
    Pnr,
    Traveller,
    add_infants,
    match_documents,
    number_travellers,
)
from manumit.engine.evidence.readers.pnrcontact import payer_of
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.rows import Draft, Found

NAME, VERSION = "pnrgov", "1"
_MOST_SEGMENTS, _MOST_TRAVELLERS = 20_000, 1_000
"""Of one PNR; a larger one is a damaged message and is read in parts."""
_AIR = frozenset({"", "1", "2", "3", "4", "5", "6", "7", "22", "141", "142", "143"})
"""MSG business functions (PADIS 4025) that are not hotel (8), car (6 in some lists), rail and so on: see _ground."""


def claims(head: Head) -> bool:
    """An interchange whose first message is a PNRGOV."""
    return message_type(head.text) == "PNRGOV"


def read(leaf: Leaf) -> Iterator[Found]:
    """Bookings and legs, PNR by PNR."""
    return messages(leaf, parsers())


class PnrgovMessage:
    """One PNRGOV message."""

    def __init__(self, leaf: Leaf, envelope: Envelope) -> None:
        self.leaf, self.envelope = leaf, envelope
        self.pnr: Pnr | None = None
        self.flight: Flight | None = None
        self.ordinal = 0

    def take(self, segment: Segment) -> Iterator[Draft | Quarantined]:
        """One segment."""
        tag = segment.tag
        if tag == "SRC":
            yield from self.end()
        if self.pnr is None and (tag in ("SRC", "RCI", "TIF")):
            self.pnr = Pnr(segment.offset, segment.offset)
        pnr = self.pnr
        if pnr is None:
            if tag == "TVL":
                self.flight = flight_of(segment) or self.flight
            return
        pnr.end = segment.offset + segment.length
        pnr.count += 1
        if pnr.count > _MOST_SEGMENTS or len(pnr.travellers) > _MOST_TRAVELLERS:
            yield self.leaf.doubt(
                pnr.offset, pnr.end - pnr.offset, "a PNR too large to be one was parted", kept=True
            )
            yield from self.end()
            self.pnr = replace(
                Pnr(pnr.end, pnr.end), locator=pnr.locator, created=pnr.created, agency=pnr.agency
            )
            return
        if not pnr.history:
            yield from self._about(pnr, segment)

    def _about(self, pnr: Pnr, segment: Segment) -> Iterator[Quarantined]:
        tag = segment.tag
        if tag == "TIF":
            yield from self._traveller(pnr, segment)
        elif tag == "TVL":
            pnr.checked_in, pnr.begun_flights = False, True
            found = None if pnr.ground else flight_of(segment)
            if found is not None:
                pnr.flights.append(found)
        elif tag == "MSG":
            pnr.ground = segment.get(0) not in _AIR
        elif tag == "ABI":
            pnr.history = True
        elif tag in ("TRI", "TBD"):
            pnr.checked_in = True
        elif tag == "RCI":
            pnr.locator = pnr.locator or next(
                (segment.get(n, 1) for n in range(len(segment.elements)) if segment.get(n, 1)), ""
            )
        elif tag == "DAT":
            self._dated(pnr, segment)
        elif tag == "ORG" and not pnr.begun_flights and not pnr.agency:
            office = segment.get(0) + (f":{segment.get(0, 1)}" if segment.get(0, 1) else "")
            pnr.agency = segment.get(1) or segment.get(1, 1) or office
        elif tag == "SSR":
            self._service(pnr, segment)
        else:
            self._payment(pnr, segment)

    def _dated(self, pnr: Pnr, segment: Segment) -> None:
        for element in segment.elements:
            if element[0].strip() == "700" and not pnr.created and len(element) > 1:
                pnr.created = day_first(element[1].strip(), element[2].strip() if len(element) > 2 else "")
                pnr.raw_created = ":".join(element[1:])

    def _traveller(self, pnr: Pnr, segment: Segment) -> Iterator[Quarantined]:
        new = Traveller(segment.get(0), segment.get(1), segment.get(1, 2), segment.get(1, 1).upper())
        if pnr.checked_in or pnr.begun_flights:
            known = {(squeezed(one.surname), squeezed(untitled(one.given))) for one in pnr.travellers}
            numbers = {one.number for one in pnr.travellers if one.number}
            if new.number in numbers or (squeezed(new.surname), squeezed(untitled(new.given))) in known:
                return
            yield self.leaf.doubt(
                segment.offset,
                segment.length,
                "a traveller who was not named at the start of the PNR; kept",
                "",
                kept=True,
            )
        pnr.travellers.append(new)

    def _service(self, pnr: Pnr, segment: Segment) -> None:
        code = segment.get(0)
        text = ":".join(segment.elements[0][8:]) if segment.elements and len(segment.elements[0]) > 8 else ""
        reference = next(
            (segment.get(n, 2) for n in range(1, len(segment.elements)) if segment.get(n, 2)), ""
        )
        near = len(pnr.travellers) - 1 if not pnr.begun_flights else -1
        if code == "DOCS":
            parts = [part.strip() for part in text.split("/")]
            parts += [""] * (10 - len(parts))
            pnr.documents.append(
                Document(
                    parts[8],
                    " ".join(part for part in parts[9:11] if part),
                    parts[3],
                    parts[5],
                    reference,
                    near,
                )
            )
        elif code == "INFT":
            pnr.infants.append([part.strip() for part in text.split("/")])
        elif code.startswith("CTC"):
            pnr.contacts.service(code, text, reference, near)

    def _payment(self, pnr: Pnr, segment: Segment) -> None:
        near = len(pnr.travellers) - 1
        one = pnr.travellers[-1] if pnr.travellers else None
        if segment.tag == "TKT" and one is not None:
            one.ticket = one.ticket or segment.get(0)
        elif segment.tag == "FOP" and one is not None and not one.payment:
            one.payment = segment.get(0)
            one.card = (
                ":".join(filter(None, (segment.get(0, 3), segment.get(0, 4)))) if segment.get(0, 4) else ""
            )
            one.payer = one.payer or payer_of(segment)
        elif segment.tag == "IFT":
            if segment.get(0) == "4" and segment.get(0, 1) == "43":
                if one is not None:
                    one.payer = segment.get(1) or one.payer
            else:
                pnr.contacts.text(segment, near if not pnr.begun_flights else -1)
        elif segment.tag == "ADD":
            pnr.contacts.address(segment, near if not pnr.begun_flights else -1)

    def end(self) -> Iterator[Draft | Quarantined]:
        """The PNR is over: its bookings and legs."""
        pnr, self.pnr = self.pnr, None
        if pnr is None:
            return
        self.ordinal += 1
        add_infants(pnr, self.envelope.year)
        if not pnr.travellers:
            yield self.leaf.doubt(pnr.offset, pnr.end - pnr.offset, "a PNR that names no traveller", "")
            return
        match_documents(pnr)
        number_travellers(pnr)
        flights = pnr.flights or ([self.flight] if self.flight else [])
        locator = pnr.locator or f"{self.envelope.reference}.{self.ordinal}"
        for place, one in enumerate(pnr.travellers):
            yield self._booking(pnr, one, place, f"{locator}/{one.number}", flights)
        for one in pnr.travellers:
            for number, flight in enumerate(flights, 1):
                yield leg_draft(f"{locator}/{one.number}", number, flight)

    def _booking(self, pnr: Pnr, one: Traveller, place: int, source_id: str, flights: list[Flight]) -> Draft:
        document = one.documents[0] if one.documents else None
        birth = document.birth if document else one.birth
        born = month_named(birth, self.envelope.year) if birth else None
        phone, email, more = pnr.contacts.of(place, one.number, len(pnr.travellers))
        extra: dict[str, object] = {"other_contacts": more} if more else {}
        if birth and not born:
            extra["birth_date"] = birth
        if pnr.raw_created and not pnr.created:
            extra["created_at"] = pnr.raw_created
        if one.card:
            extra["card"] = one.card
        if one.kind and one.kind != "A":
            extra["traveller_type"] = one.kind
        if len(one.documents) > 1 and len({other.number for other in one.documents}) > 1:
            extra["documents"] = sorted({other.number for other in one.documents if other.number})
        return Draft(
            "booking",
            source_id,
            pnr.offset,
            pnr.end - pnr.offset,
            {
                "created_at": pnr.created,
                "record_locator": pnr.locator,
                "passenger_name": full_name(
                    one.surname,
                    one.given,
                    document.surname if document else "",
                    document.given if document else "",
                ),
                "birth_date": born,
                "document": next((d.number for d in one.documents if d.number), None),
                "origin": flights[0].origin if flights else None,
                "destination": turning_point(flights),
                "departs_at": flights[0].departs if flights else None,
                "ticket_number": one.ticket,
                "payment_form": one.payment,
                "payer_name": one.payer,
                "contact_phone": phone,
                "contact_email": email,
                "agency": pnr.agency,
            },
            extra,
            pnr.created or self.envelope.prepared,
        )
