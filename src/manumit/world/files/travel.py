"""Bookings: an airline's PNRGOV messages, its PAXLST lists, and an agency's CSV; some travellers are in two of them."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from manumit.world.calendar import Event
from manumit.world.clock import iso, month_label
from manumit.world.files import edifact
from manumit.world.people import Person
from manumit.world.town import Town
from manumit.world.truth import Truth

HEAD = (
    "booking_id",
    "created_at",
    "record_locator",
    "passenger_name",
    "birth_date",
    "document",
    "origin",
    "destination",
    "departs_at",
    "ticket_number",
    "payment_form",
    "payer_name",
    "contact_phone",
    "contact_email",
    "agency",
)
ROUTES = (("pnrgov", 0.52), ("csv", 0.3), ("paxlst", 0.18))  # where a booking is first seen
TWICE = 0.25  # a PNRGOV booking's travellers are on the passenger list as well
REPEAT = 1.36  # records written for each traveller, about
FORMS = {"CC": "card", "CA": "cash", "MS": "other"}
MESSAGES_A_FILE = 40


class Travel:
    """Writes one month at a time."""

    def __init__(self, folder: Path, town: Town, truth: Truth, rng: Random, noise: float) -> None:
        self.folder, self.town, self.truth, self.rng, self.noise = folder, town, truth, rng, noise
        self.spelled: set[int] = set()
        folder.mkdir(parents=True)

    def month(self, month: int, events: list[Event]) -> int:
        """Write the month; the number of records."""
        events.sort(key=lambda event: (event[0], event[1], event[5][0].name))
        label, roll = month_label(month), self.rng.random
        by_flight: dict[str, dict[tuple[str, str, str], list[tuple[Event, str]]]] = {
            "pnrgov": {},
            "paxlst": {},
        }
        rows: list[tuple[Event, str]] = []
        for event in events:
            event = (*event[:5], tuple(self._as_written(one, event[13]) for one in event[5]), *event[6:])
            locator, where = self.town.registry.word("locator"), roll()
            if where < ROUTES[1][1]:
                rows.append((event, locator))
                continue
            first = where < ROUTES[1][1] + ROUTES[0][1]
            if first:
                by_flight["pnrgov"].setdefault(edifact.flight(event), []).append((event, locator))
            if not first or roll() < TWICE:
                for leg in edifact.legs(event)[: 1 if first else 2]:
                    by_flight["paxlst"].setdefault(edifact.flight(leg), []).append((leg, locator))
        written = (
            self._csv(label, rows)
            + self._pnrgov(label, by_flight["pnrgov"])
            + self._paxlst(label, by_flight["paxlst"])
        )
        self.truth.count("booking", written)
        return written

    def _as_written(self, one: Person, tag: int) -> Person:
        """Now and then a clerk mistypes a name or leaves out a birth date; once it was right for people of a story."""
        slip = self.rng.random()
        if slip > self.noise or (tag >= 0 and id(one) not in self.spelled):
            self.spelled.add(id(one))
            return one
        wrong = Person(one.given, one.surname, one.sex, one.birth, one.lang, one.city, one.home)
        wrong.doc, wrong.address, wrong.phone, wrong.email = one.doc, one.address, one.phone, one.email
        if slip < self.noise * 0.4:
            wrong.birth = ""
        elif len(one.surname) > 4:
            at = self.rng.randrange(1, len(one.surname) - 2)
            wrong.surname = one.surname[:at] + one.surname[at + 1] + one.surname[at] + one.surname[at + 2 :]
        return wrong

    def _csv(self, label: str, rows: list[tuple[Event, str]]) -> int:
        written = 0
        with (self.folder / f"agency-{label}.csv").open("w", encoding="utf-8", newline="") as out:
            table = csv.writer(out, lineterminator="\n")
            table.writerow(HEAD)
            for event, locator in ((leg, word) for booked, word in rows for leg in edifact.legs(booked)):
                t, leaves, _, origin, goal, who, form, payer, _, phone, email, agency, _, tag = event
                for one in who:
                    ident = f"BK{self.town.registry.number('booking'):08d}"
                    table.writerow(
                        (
                            ident,
                            iso(t, origin[4]),
                            locator,
                            one.airline_name,
                            one.birth,
                            one.doc,
                            origin[5],
                            goal[5],
                            iso(leaves, origin[4]),
                            self._ticket(),
                            FORMS[form],
                            payer,
                            phone,
                            email,
                            agency,
                        )
                    )
                    self.truth.note(tag, "booking", ident)
                    written += 1
        return written

    def _ticket(self) -> str:
        return f"999{self.town.registry.number('ticket'):010d}"

    def _pnrgov(self, label: str, flights: dict[tuple[str, str, str], list[tuple[Event, str]]]) -> int:
        messages, written, registry = [], 0, self.town.registry
        for key in sorted(flights):
            bookings: list[tuple[Event, list[str]]] = []
            for event, locator in flights[key]:
                size = len(event[5])
                tickets = [self._ticket() for _ in range(size)]
                card = f"XXXXXXXXXXXX{self.rng.randrange(10000):04d}"
                bookings.append((event, edifact.pnr(event, locator, tickets, [card] * size)))
                for i in range(size):
                    self.truth.note(event[13], "booking", f"{locator}/{i + 1}")
                written += size
            messages.append(edifact.pnrgov_message(f"{registry.number('message'):08d}", bookings))
        self._save("PNRGOV", label, messages)
        return written

    def _paxlst(self, label: str, flights: dict[tuple[str, str, str], list[tuple[Event, str]]]) -> int:
        messages, written = [], 0
        for key in sorted(flights):
            reference = f"P{self.town.registry.number('list'):08d}"
            passengers = [(one, locator, event[13]) for event, locator in flights[key] for one in event[5]]
            for i, (_, _, tag) in enumerate(passengers, 1):
                self.truth.note(tag, "booking", f"{reference}/{i}")
            written += len(passengers)
            messages.append(
                edifact.paxlst_message(
                    reference, flights[key][0][0], [(one, loc) for one, loc, _ in passengers]
                )
            )
        self._save("PAXLST", label, messages)
        return written

    def _save(self, kind: str, label: str, messages: list[str]) -> None:
        for part, first in enumerate(range(0, len(messages), MESSAGES_A_FILE), 1):
            reference = f"{label.replace('-', '')}{part:04d}"
            text = edifact.interchange(
                kind, reference, messages[first : first + MESSAGES_A_FILE], part % 2 == 0
            )
            (self.folder / f"{kind.lower()}-{label}-{part:03d}.edi").write_text(
                text, encoding="ascii", newline=""
            )
