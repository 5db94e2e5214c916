"""Ordinary adverts, posts, offers, trips, stays and reports: the crowd in which the stories hide."""

from __future__ import annotations

from random import Random

from manumit.world import clock, words
from manumit.world.adverts import Advertiser, compose, compose_post, disguise, local_moment
from manumit.world.calendar import Calendar, Event
from manumit.world.chance import about, heavy, spread, stream
from manumit.world.offers import LANGUAGES, Recruiter, compose_offer
from manumit.world.people import City, Person
from manumit.world.story import Level, Story
from manumit.world.town import Town
from manumit.world.travel import FORMS


class Crowd:
    """Persistent advertisers, recruiters and posters, and what they write month by month."""

    def __init__(self, town: Town, level: Level, wanted: dict[str, float]) -> None:
        self.town, self.level, self.wanted = town, level, wanted
        rng = stream(town.seed, "crowd")
        self.makers = [self._maker(rng) for _ in range(max(8, int(wanted["ad"] / 5)))]
        self.recruiters = [self._recruiter(rng) for _ in range(max(5, int(wanted["offer"] / 2.5)))]
        self.posters = [self._poster(rng) for _ in range(max(8, int(wanted["post"] / 2)))]
        self.agencies = [
            f"{rng.choice(town.bank.names.FIRMS)} {rng.choice(town.bank.names.FIRMS)} Travel"
            for _ in range(25)
        ]
        self.visitors = [town.neighbour(rng) for _ in range(max(10, int(wanted["stay"] / 2.2)))]
        self.travellers = [rng.choice(town.people) for _ in range(max(20, int(wanted["booking"] / 1.5)))]
        self.voice = Story(
            town, Calendar(), rng, level, -1, "", False, 0, clock.END, 0, 0.5, cities=list(town.hubs)
        )

    def _maker(self, rng: Random) -> Advertiser:
        city = self.town.hub(rng)
        count = heavy(rng, ((1, 6), (2, 2), (3, 1)))
        contacts = [self.town.phones.number(city[1]) for _ in range(count)]
        made = Advertiser(
            rng, self.town, city, self.level.noise, service=0.24, several=0.34, desk=0.22, contacts=contacts
        )
        if rng.random() < 0.12:
            made.contacts.append(
                f"{rng.choice(self.town.bank.words.PLATFORMS)}:{self.town.new_handle(rng, made.names[0])}"
            )
        if rng.random() < words.RELAYED:
            made.contacts.append(self.town.relay(rng))
        made.bulk = spread(rng, 1.0, 0.8)
        return made

    def _recruiter(self, rng: Random) -> Recruiter:
        town, city = self.town, self.town.hub(rng)
        lang = heavy(rng, LANGUAGES)
        firm = rng.choice(town.firms)
        contact = heavy(
            rng, ((town.phones.number(city[1]), 4), (firm.email, 0.6), (rng.choice(town.people).email, 0.6))
        )
        name = firm.name if rng.random() < 0.5 else town.firm_name(rng)
        return Recruiter(
            rng,
            town,
            city,
            lang,
            contact,
            name,
            self.level.noise,
            lure=0.2 + 0.5 * rng.random(),
            bond=0.35 * rng.random() + 0.1,
            fair=0.15 + 0.4 * rng.random(),
        )

    def _poster(self, rng: Random) -> tuple[str, str, City, str]:
        who = self.town.neighbour(rng)
        handle = f"{rng.choice(self.town.bank.words.PLATFORMS)}:{self.town.new_handle(rng, who.given)}"
        return handle, who.lang, who.city, self.town.phones.number(who.city[1])

    def month(self, kind: str, month: int) -> list[Event]:
        """The ordinary events of one kind in one month."""
        rng = stream(self.town.seed, "crowd", kind, month)
        span = clock.month_span(month)
        make = {
            "ad": self._ad,
            "post": self._post,
            "offer": self._offer,
            "booking": self._trip,
            "stay": self._stay,
            "sighting": self._sighting,
            "report": self._report,
            "missing_person": self._missing,
        }[kind]
        events: list[Event] = []
        goal, count = about(rng, max(0.0, self.wanted[kind] / 12)), 0
        while count < goal:
            event = make(rng, *span)
            count += len(event[5]) if kind == "booking" else 1
            if 0 <= event[0] < clock.END:
                events.append(event)
        return events

    def _ad(self, rng: Random, start: int, end: int) -> Event:
        maker = self.makers[int(rng.random() ** 1.4 * len(self.makers))]
        city = maker.city if rng.random() < 0.72 else self.town.hub(rng)
        return compose(rng, self.town, maker, local_moment(rng, self.town, start, end, "any", city), city, -1)

    def _post(self, rng: Random, start: int, end: int) -> Event:
        handle, lang, city, phone = self.posters[int(rng.random() ** 1.3 * len(self.posters))]
        shown = disguise(rng, phone, 0.3) if rng.random() < 0.5 else handle.split(":")[1]
        t = local_moment(rng, self.town, start, end, "any", city)
        flavour = heavy(rng, (("work", 0.52), ("chat", 0.3), ("promo", 0.35)))
        place = city if rng.random() < 0.7 else self.town.hub(rng)
        return compose_post(rng, self.town, lang, handle, t, place, shown, flavour, self.level.noise, -1)

    def _offer(self, rng: Random, start: int, end: int) -> Event:
        who = self.recruiters[int(rng.random() ** 1.2 * len(self.recruiters))]
        return compose_offer(
            rng, self.town, who, local_moment(rng, self.town, start, end, "any", who.city), -1
        )

    def _trip(self, rng: Random, start: int, end: int) -> Event:
        town = self.town
        lead = self.travellers[int(rng.random() * len(self.travellers))]
        group = [lead] + [rng.choice(self.travellers) for _ in range(heavy(rng, ((0, 7), (1, 2), (2, 1))))]
        group = list({id(who): who for who in group}.values())
        origin, goal = self._route(rng, lead)
        payer: Person = lead if rng.random() < 0.5 else rng.choice(self.travellers)
        form = heavy(rng, FORMS)
        t = local_moment(rng, town, start, end, "evening", lead.city)
        leaves = t + int(spread(rng, 5 * clock.DAY, 0.9)) + 3 * clock.HOUR
        agency = rng.choice(self.agencies) if rng.random() < 0.5 else ""
        phone = payer.phone if rng.random() < 0.5 else lead.phone
        return (
            t,
            leaves,
            leaves + rng.randint(2, 12) * clock.HOUR,
            origin,
            goal,
            tuple(group),
            form,
            payer.name,
            payer.phone,
            phone,
            payer.email if rng.random() < 0.4 else lead.email,
            agency,
            -1,
        )

    def _route(self, rng: Random, lead: Person) -> tuple[City, City]:
        """Home visits, arrivals and trips between cities."""
        town, kind = self.town, rng.random()
        away = lead.home if lead.home != lead.city else rng.choice(town.homes)
        if kind < 0.5:
            return away, lead.city
        if kind < 0.68:
            return lead.city, away
        other = town.hub(rng)
        if other == lead.city:
            return away, lead.city
        return (lead.city, other) if kind < 0.86 else (other, lead.city)

    def _stay(self, rng: Random, start: int, end: int) -> Event:
        town, guest = self.town, self.visitors[int(rng.random() ** 1.5 * len(self.visitors))]
        city = town.hub(rng)
        t = local_moment(rng, town, start, end, "evening", city)
        payer = guest if rng.random() < 0.55 else self.visitors[int(rng.random() * len(self.visitors))]
        rooms = heavy(rng, ((1, 6), (2, 1.6), (3, 1.0), (4, 0.6)))
        nights = heavy(rng, ((1, 4), (2, 4), (3, 2), (4, 1), (7, 1)))
        paid = payer.account if rng.random() < 0.86 else ""
        return (t, nights, town.hotel(rng, city), city, guest.name, rooms, paid, -1)

    def _sighting(self, rng: Random, start: int, end: int) -> Event:
        city = self.town.hub(rng)
        text = rng.choice(self.town.bank.stories.SIGHTINGS)
        if rng.random() < 0.2:
            text += f" {self.town.phones.number(city[1])}"
        return (local_moment(rng, self.town, start, end, "any", city), city, text, -1)

    def _report(self, rng: Random, start: int, end: int) -> Event:
        city = self.town.hub(rng)
        t = local_moment(rng, self.town, start, end, "any", city)
        roll = rng.random()
        trace = (
            rng.choice(rng.choice(self.makers).contacts)
            if roll < 0.5
            else (
                self.town.phones.number(city[1])
                if roll < 0.75
                else rng.choice(self.town.people).name
                if roll < 0.9
                else ""
            )
        )
        voice = self.voice
        voice.rng = rng
        text = words.report_text(voice, self.town.bank.stories.REPORTS, city[0], trace, 0.53)
        return (t, heavy(rng, words.REPORT_CHANNELS), text, city, -1)

    def _missing(self, rng: Random, start: int, end: int) -> Event:
        who = rng.choice(self.town.people)
        t = local_moment(rng, self.town, start, end, "any", who.city)
        text = " ".join(rng.sample(self.town.bank.stories.MISSING, 2))
        return (
            t,
            who.name,
            who.birth,
            t - int(spread(rng, 20 * clock.DAY, 0.7)),
            rng.choice((who.home[0], who.city[0])),
            text,
            -1,
        )
