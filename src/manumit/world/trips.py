"""Ordinary journeys and rooms: alone or with one's own people, paid by oneself or by them, mostly there and back."""

from __future__ import annotations

from random import Random

from manumit.world import clock
from manumit.world.adverts import local_moment
from manumit.world.calendar import Event
from manumit.world.chance import heavy, spread, stream
from manumit.world.people import City, Person
from manumit.world.town import Town
from manumit.world.travel import FORMS

RETURN = 0.8  # share of journeys that come back
ONE_BOOKING = 0.62  # of these, share whose way back is in the same booking
TRIPS_EACH = 0.4  # segments a traveller of the pool makes in a year, about
VISITORS = 0.3  # share of travellers who live elsewhere
PAYERS = (("self", 0.75), ("kin", 0.12), ("work", 0.08), ("friend", 0.05))
ROOMS = (("self", 0.8), ("kin", 0.06), ("friend", 0.04), ("work", 0.1))
Payer = tuple[str, str, str, str]  # name, phone, e-mail, account


class Journeys:
    """Who travels, and where to: the same people along the same ways, again and again."""

    def __init__(self, town: Town, trips: float, stays: float) -> None:
        self.town, rng = town, stream(town.seed, "journeys")
        abroad = self._visitors(rng, max(6, int(trips * VISITORS / TRIPS_EACH)))
        here = [rng.choice(town.people) for _ in range(max(14, int(trips * (1 - VISITORS) / TRIPS_EACH)))]
        self.travellers = abroad + here
        rng.shuffle(self.travellers)
        self.guests = [town.neighbour(rng) for _ in range(max(10, int(stays / 2.2)))]
        self.later: list[Event] = []  # ways back that are booked on their own
        self.arrived: list[tuple[int, Person, City]] = []

    def _visitors(self, rng: Random, count: int) -> list[Person]:
        """People of the cities abroad who visit here, alone or as couples and families."""
        town = self.town
        made: list[Person] = []
        while len(made) < count:
            city = rng.choice(town.homes)
            first = town.person(rng, city, home=city, account=0.0, lives=False)
            group = [first]
            for _ in range(heavy(rng, ((0, 5), (1, 3), (2, 1)))):
                kin = town.person(rng, city, home=city, surname=first.surname, account=0.0, lives=False)
                kin.phone = first.phone if rng.random() < 0.4 else kin.phone
                group.append(kin)
            for who in group:
                who.kin = [one for one in group if one is not who]
                who.places = [town.hub(rng) for _ in range(rng.randint(1, 2))]
                who.employer = rng.choice(town.firms[: town.ordinary_firms])
            made += group
        return made

    def due(self, end: int) -> list[Event]:
        """Ways back booked before a time."""
        ready = [event for event in self.later if event[0] < end]
        self.later = [event for event in self.later if event[0] >= end]
        return ready

    def payer(self, rng: Random, who: Person, table: tuple[tuple[str, float], ...]) -> Payer:
        """Oneself, a relative, the employer or a friend."""
        kind = heavy(rng, table)
        if kind == "work" and who.employer is not None:
            firm = who.employer
            return firm.name, firm.phone, firm.email, firm.account
        circle = who.kin if kind == "kin" else who.friends if kind == "friend" else []
        one = rng.choice(circle) if circle else who
        return one.name, one.phone, one.email, one.account

    def trip(self, rng: Random, start: int, end: int) -> Event:
        """One booking, perhaps with its way back; else the way back is booked later, mostly."""
        town, lead = self.town, self.travellers[int(rng.random() ** 1.2 * len(self.travellers))]
        circle = lead.kin if rng.random() < 0.7 else lead.friends
        mates = heavy(rng, ((0, 7), (1, 2), (2, 0.8), (3, 0.3)))
        group = (lead, *rng.sample(circle, min(len(circle), mates)))
        returns = rng.random() < RETURN
        origin, goal = self._way(rng, lead, returns)
        payer, phone, email, _ = self.payer(rng, lead, PAYERS)
        form, agency = heavy(rng, FORMS), ""
        contact = phone if phone and rng.random() < 0.4 else lead.phone
        mail = email if email and rng.random() < 0.4 else lead.email
        if rng.random() < 0.5:
            agency, desk, address = town.agencies[int(rng.random() ** 1.5 * len(town.agencies))]
            contact = desk if rng.random() < 0.18 else contact
            mail = address if rng.random() < 0.18 else mail
        t = local_moment(rng, town, start, end, "evening", origin)
        leaves = t + int(spread(rng, 5 * clock.DAY, 0.9)) + 3 * clock.HOUR
        back = leaves + (1 + int(spread(rng, 9, 0.8))) * clock.DAY
        home = None
        if returns and rng.random() < ONE_BOOKING:
            home = (back, back + rng.randint(2, 12) * clock.HOUR)
        elif returns:
            again = back - int(spread(rng, 3 * clock.DAY, 0.7)) - 2 * clock.HOUR
            arrives = back + rng.randint(2, 12) * clock.HOUR
            way = (
                max(t, again),
                back,
                arrives,
                goal,
                origin,
                group,
                heavy(rng, FORMS),
                payer,
                phone,
                contact,
            )
            self.later.append((*way, mail, agency, None, -1))
        arrives = leaves + rng.randint(2, 12) * clock.HOUR
        if rng.random() < 0.4:
            self.arrived.append((arrives, lead, goal))
        return (t, leaves, arrives, origin, goal, group, form, payer, phone, contact, mail, agency, home, -1)

    def _way(self, rng: Random, lead: Person, returns: bool) -> tuple[City, City]:
        """Holidays and visits go to one's places; who does not return moves to work, study or family, or goes home."""
        if returns and lead.places:
            goal = rng.choice(lead.places)
            return (lead.city, goal) if goal is not lead.city else (lead.city, self._other(rng, lead.city))
        away = lead.home if lead.home is not lead.city else rng.choice(self.town.homes)
        if lead.city in self.town.homes:
            return lead.city, rng.choice(lead.places or self.town.hubs)
        if rng.random() < 0.75:
            return (away, lead.city) if away is not lead.city else (lead.city, self._other(rng, lead.city))
        return lead.city, (
            away if rng.random() < 0.5 and away is not lead.city else self._other(rng, lead.city)
        )

    def _other(self, rng: Random, city: City) -> City:
        return rng.choice([hub for hub in self.town.hubs if hub is not city])

    def stay(self, rng: Random, start: int, end: int) -> Event:
        """A room, often where a journey led; the guest pays, or somebody of the circle, or the employer."""
        town = self.town
        t, guest, city = 0, self.guests[int(rng.random() ** 1.5 * len(self.guests))], town.hub(rng)
        if self.arrived and rng.random() < 0.5:
            t, guest, city = self.arrived.pop(int(rng.random() * len(self.arrived)))
        elif guest.places and rng.random() < 0.8:
            city = rng.choice([place for place in guest.places if place in town.hubs] or [city])
        if not start <= t < end:
            t = local_moment(rng, town, start, end, "evening", city)
        rooms = heavy(rng, ((1, 6), (2, 1.6), (3, 1.0), (4, 0.6)))
        nights = heavy(rng, ((1, 4), (2, 4), (3, 2), (4, 1), (7, 1)))
        account = self.payer(rng, guest, ROOMS)[3]
        paid = account if rng.random() < 0.86 else ""
        return (t, nights, town.hotel(rng, city), city, guest.name, rooms, paid, -1)
