"""Getting people from one place to another."""

from __future__ import annotations

from benchmarks.fourth_hand.atlas import City
from benchmarks.fourth_hand.people import Maker, Person
from benchmarks.fourth_hand.stage import DAY, Stage


def ticket(
    s: Stage,
    passengers: list[Person],
    origin: City,
    destination: City,
    payer: Person | str | None,
    by: Maker | None,
    phone: str = "",
    back: float = 0.0,
    apart: bool = False,
    lead: float = 0.0,
    agency: str = "",
) -> None:
    """Bookings one way, or with a return after `back` days; `apart` books each passenger alone."""
    chance = s.chance
    lead = lead or chance.about(9, 0.9)
    own_land = origin.country == destination.country
    bus = own_land and chance.yes(0.6)
    if not agency and chance.yes(0.4):
        agency = s.town.near(origin, "travel").name
    name = payer.name if isinstance(payer, Person) else payer or ""
    if not chance.yes(s.habits.payer_named):
        name = ""
    form = chance.among({"card": 6, "cash": 2, "transfer": 1})
    groups = [[p] for p in passengers] if apart else [passengers]
    for group in groups:
        reach = phone or (payer.phone if isinstance(payer, Person) and chance.yes(0.5) else group[0].phone)
        mail = payer.email if isinstance(payer, Person) and chance.yes(0.4) else group[0].email
        leaves = s.now + lead * DAY
        s.travel.book(group, origin, destination, leaves, name, reach, mail, agency, form, by, bus)
        if back:
            s.travel.book(
                group, destination, origin, leaves + back * DAY, name, reach, mail, agency, form, by, bus
            )


def arrive(person: Person, city: City) -> None:
    """Live somewhere else from now on."""
    person.city = city
