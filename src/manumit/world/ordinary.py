"""Ordinary adverts, posts, offers, trips, stays and reports: the crowd in which the stories hide."""

from __future__ import annotations

from random import Random

from manumit.world import clock, words
from manumit.world.adverts import Advertiser, compose, compose_post, disguise, local_moment
from manumit.world.calendar import Calendar, Event
from manumit.world.chance import about, heavy, spread, stream
from manumit.world.offers import LANGUAGES, Recruiter, compose_offer
from manumit.world.people import City
from manumit.world.story import Level, Story
from manumit.world.town import Town
from manumit.world.trips import Journeys


class Crowd:
    """Persistent advertisers, recruiters and posters, and what they write month by month."""

    def __init__(self, town: Town, level: Level, wanted: dict[str, float]) -> None:
        self.town, self.level, self.wanted = town, level, wanted
        rng = stream(town.seed, "crowd")
        self.makers = [self._maker(rng) for _ in range(max(8, int(wanted["ad"] / 5)))]
        self.recruiters = [self._recruiter(rng) for _ in range(max(5, int(wanted["offer"] / 2.5)))]
        self.posters = [self._poster(rng) for _ in range(max(8, int(wanted["post"] / 2)))]
        self.journeys = Journeys(town, wanted["booking"], wanted["stay"])
        self.voice = Story(
            town, Calendar(), rng, level, -1, "", False, 0, clock.END, 0, 0.5, cities=list(town.hubs)
        )

    def _maker(self, rng: Random) -> Advertiser:
        who = self.town.neighbour(rng)
        city = who.city if who.city in self.town.hubs else self.town.hub(rng)
        count = heavy(rng, ((1, 6), (2, 2), (3, 1)))
        contacts = [self.town.phones.number(city[1]) for _ in range(count)]
        if rng.random() < 0.3:
            contacts[0] = who.phone
        if who.friends and rng.random() < 0.08:  # friends who advertise together
            contacts.append(rng.choice(who.friends).phone)
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
        firm, who = rng.choice(town.firms), town.neighbour(rng)
        own = town.phones.number(city[1])
        contact = heavy(
            rng, ((own, 2.6), (who.phone, 0.7), (firm.phone, 0.7), (firm.email, 0.6), (who.email, 0.6))
        )
        known = contact in (firm.phone, firm.email) or rng.random() < 0.35
        name = firm.name if known else town.firm_name(rng)
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
        number = who.phone if rng.random() < 0.4 else self.town.phones.number(who.city[1])
        return handle, who.lang, who.city, number

    def month(self, kind: str, month: int) -> list[Event]:
        """The ordinary events of one kind in one month."""
        rng = stream(self.town.seed, "crowd", kind, month)
        span = clock.month_span(month)
        make = {
            "ad": self._ad,
            "post": self._post,
            "offer": self._offer,
            "booking": self.journeys.trip,
            "stay": self.journeys.stay,
            "sighting": self._sighting,
            "report": self._report,
            "missing_person": self._missing,
        }[kind]
        events: list[Event] = self.journeys.due(span[1]) if kind == "booking" else []
        goal, count = about(rng, max(0.0, self.wanted[kind] / 12)), sum(len(event[5]) for event in events)
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
        shown = disguise(rng, phone, 0.3) if rng.random() < 0.7 else handle.split(":")[1]
        t = local_moment(rng, self.town, start, end, "any", city)
        flavour = heavy(rng, (("work", 0.52), ("chat", 0.3), ("promo", 0.35)))
        place = city if rng.random() < 0.7 else self.town.hub(rng)
        return compose_post(rng, self.town, lang, handle, t, place, shown, flavour, self.level.noise, -1)

    def _offer(self, rng: Random, start: int, end: int) -> Event:
        who = self.recruiters[int(rng.random() ** 1.2 * len(self.recruiters))]
        return compose_offer(
            rng, self.town, who, local_moment(rng, self.town, start, end, "any", who.city), -1
        )

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
