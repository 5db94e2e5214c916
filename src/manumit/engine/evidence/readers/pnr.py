"""A passenger name record as its segments tell it: who travels, with which documents, on which flights."""

from __future__ import annotations

from dataclasses import dataclass, field

from manumit.engine.evidence.readers.interchange import month_named
from manumit.engine.evidence.readers.journey import Flight
from manumit.engine.evidence.readers.names import squeezed, untitled
from manumit.engine.evidence.readers.pnrcontact import Contacts


@dataclass(slots=True)
class Document:
    """A travel document that an SSR DOCS tells of; `reference`: the traveller's number that it gives, if any."""

    surname: str
    given: str
    number: str
    birth: str
    reference: str
    near: int
    """Index of the traveller whose TIF came before it, -1 for none."""


@dataclass(slots=True)
class Traveller:
    """One who is named by a TIF, or an infant named beside one."""

    surname: str
    given: str
    number: str
    kind: str = ""
    ticket: str = ""
    payment: str = ""
    card: str = ""
    payer: str = ""
    birth: str = ""
    documents: list[Document] = field(default_factory=list)


@dataclass(slots=True)
class Pnr:
    """What was read of one record so far, `offset` to `end` of the content."""

    offset: int
    end: int
    locator: str = ""
    created: str | None = None
    raw_created: str = ""
    agency: str = ""
    count: int = 0
    travellers: list[Traveller] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    infants: list[list[str]] = field(default_factory=list)
    flights: list[Flight] = field(default_factory=list)
    contacts: Contacts = field(default_factory=Contacts)
    history: bool = False
    checked_in: bool = False
    ground: bool = False
    begun_flights: bool = False


def add_infants(pnr: Pnr, year: int) -> None:
    """Infants on a lap (SSR INFT) who have no TIF of their own are travellers too; others get their birth date."""
    for parts in pnr.infants:
        parts = parts + [""] * (3 - len(parts))
        if not parts[0]:
            continue
        key = (squeezed(parts[0]), squeezed(untitled(parts[1])))
        match = next(
            (one for one in pnr.travellers if (squeezed(one.surname), squeezed(untitled(one.given))) == key),
            None,
        )
        if match is None:
            match = Traveller(parts[0], parts[1], "", "IN")
            pnr.travellers.append(match)
        if month_named(parts[2], year):
            match.birth = parts[2]


def match_documents(pnr: Pnr) -> None:
    """Each SSR DOCS goes to the traveller it names; else to the one it refers to; else to the one it follows."""
    by_number = {one.number: one for one in pnr.travellers if one.number}
    for document in pnr.documents:
        surname, given = squeezed(document.surname), squeezed(untitled(document.given))
        same = [one for one in pnr.travellers if squeezed(one.surname) == surname and surname]
        scored = [
            one
            for one in same
            if given
            and (g := squeezed(untitled(one.given, document.given)))
            and (given.startswith(g) or g.startswith(given))
        ]
        owner = None
        if len(scored) == 1:
            owner = scored[0]
        elif document.reference in by_number:
            owner = by_number[document.reference]
        elif 0 <= document.near < len(pnr.travellers):
            owner = pnr.travellers[document.near]
        elif len(scored) > 1 or len(same) == 1:
            owner = (scored or same)[0]
        elif len(pnr.travellers) == 1:
            owner = pnr.travellers[0]
        if owner is not None:
            owner.documents.append(document)


def number_travellers(pnr: Pnr) -> None:
    """Every traveller gets a number of its own in the PNR: as written where it is there and not taken."""
    taken: set[str] = set()
    for place, one in enumerate(pnr.travellers, 1):
        number = one.number or str(place)
        while number in taken:
            number = f"{number}x{place}"
        taken.add(number)
        one.number = number
