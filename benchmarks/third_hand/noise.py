"""The noise of sites, desks and stations: what people sell, say, offer and report on any day."""

from __future__ import annotations

from random import Random

from benchmarks.third_hand.ordinary import Ordinary, spend
from benchmarks.third_hand.parties import Party, phone_for, printed
from benchmarks.third_hand.places import DESTINATIONS, City, country, local
from benchmarks.third_hand.society import EMPLOYERS
from benchmarks.third_hand.voice import AREA_WORDS, talk, voice_for
from benchmarks.third_hand.words import adverts, posts, reports

_SPOTS = (
    "the station",
    "the bus station",
    "the old market",
    "the port",
    "the bridge",
    "the mall",
    "the park gate",
)
_SILENT = voice_for(Random(0), 1, ("en",))


class Noise(Ordinary):
    """Records of people who are in no story."""

    def write(self) -> None:
        """Adverts, posts, offers, reports, sightings and people missed, in everyday numbers."""
        scale = self.scale
        self._adverts(round(4300 * scale))
        self._company(round(2600 * scale))
        for _ in range(round(22_000 * scale)):
            self._post()
        for _ in range(round(3200 * scale)):
            self._offers()
        for _ in range(round(3800 * scale)):
            self._report()
        for _ in range(round(3500 * scale)):
            city = self.society.city(self.rng)
            bank = reports.SIGHT[:2] if self.rng.random() < 0.3 else reports.SIGHT
            slots = {"n": self.rng.randint(2, 9), "place": self.rng.choice(_SPOTS)}
            self.scene.sighting(self.day(), city, self.rng.choice(bank).format(**slots))
        for _ in range(round(420 * scale)):
            city = self.society.city(self.rng)
            who = self.society.person(self.rng, city, young=12, old=80)
            text = self.rng.choice(reports.MISSING).format(job="shop assistant")
            self.scene.missing(self.day(), who, self.society.city(self.rng), text)

    def _adverts(self, sellers: int) -> None:
        rng = self.rng
        for _ in range(sellers):
            city = self.society.city(rng)
            seller = self.society.resident(rng, city)
            language = rng.choice(country(city).languages)
            phone = seller.phone if rng.random() < 0.7 else phone_for(rng, city.country)
            thing = rng.choice(adverts.THINGS[language])
            for _ in range(int(rng.paretovariate(1.2)) % 9 + 1):
                self._goods(rng, city, seller, phone, language, thing)

    def _goods(self, rng: Random, city: City, seller: Party, phone: str, language: str, thing: str) -> None:
        site = self.society.site(rng, city)
        payer = seller if rng.random() < 0.25 else None
        entry = self.scene.advertise(self.day(), city, _SILENT, seller.given, phone, payer=payer)
        shown = printed(phone, site.style)
        entry.values["title"] = f"{thing}, {city.name}"
        entry.values["text"] = " ".join(
            rng.choice(adverts.GOODS[language]).format(
                thing=thing, area=rng.choice(AREA_WORDS[language]), price=entry.values["price"] or "-", phone=shown,
                city=city.name, name=seller.given,
            )
            for _ in range(rng.choice((1, 1, 2, 3)))
        )  # fmt: skip

    def _company(self, people: int) -> None:
        """Adults who advertise their own company or massage, and are nobody's business."""
        rng = self.rng
        for _ in range(people):
            city = self.society.city(rng, DESTINATIONS)
            who = self.society.person(
                rng, city, origin=self.society.city(rng), woman=rng.random() < 0.85, young=22
            )
            voice = voice_for(rng, self.habits.kept, country(city).languages, self_rate=0.3, house_rate=0.1)
            day = self.day()
            if rng.random() < 0.35:
                self.scene.hold(who)
                self._evenings(who, day)
            for _ in range(rng.choice((1, 1, 2, 2, 3, 5, 8))):
                day = min(self.last, day + int(rng.expovariate(0.15)))
                place = city if rng.random() < 0.85 else self.society.city(rng, (city.country,))
                payer = who if who.account and rng.random() < 0.6 else None
                euro = rng.lognormvariate(4.4, 0.3)
                self.scene.advertise(day, place, voice, who.given, who.phone, euro=euro, payer=payer)

    def _evenings(self, who: Party, day: int) -> None:
        """What guests send, and what becomes of it: her own life."""
        rng = self.rng
        for _ in range(rng.randint(2, 9)):
            at = local(min(self.last, day + rng.randrange(60)), rng.uniform(18, 28), who.home)
            guest = self.society.resident(rng, who.home)
            self.scene.pay(
                at, guest, who, rng.lognormvariate(4.4, 0.4), "p2p", text=self.scene.memo("friend")
            )
        spend(self.scene, who, self.first, self.last, 16)

    def _post(self) -> None:
        rng = self.rng
        city = self.society.city(rng)
        language = rng.choice(country(city).languages)
        who = self.society.resident(rng, city)
        draw = rng.random()
        bank = posts.CALL if draw < 0.1 else posts.PLEA if draw < 0.15 else posts.TALK
        text = talk(
            rng, language, bank, self.habits.kept, city=city.name, place=self.society.destination(rng).name,
            firm=rng.choice(self.society.firms["agency", city.name]).name, pay="1200 EUR",
            phone=printed(who.phone, rng.randrange(5)), victim=self.society.resident(rng, city).name, sum="1500",
        )  # fmt: skip
        self.scene.post(self.day(), who, city, text)

    def _offers(self) -> None:
        rng = self.rng
        home, place = self.society.corridor(rng) if rng.random() < 0.6 else (self.society.city(rng),) * 2
        firm = self.society.shop(rng, rng.choice(EMPLOYERS), home)
        voice = voice_for(rng, self.habits.kept, country(home).languages)
        sort = rng.choice(("labour", "labour", "labour", "domestic", "sexual", "forced_crime"))
        day, lure = self.day(), rng.choice((0.0, 0.1, 0.2, 0.4, 0.7))
        phone = firm.phone if rng.random() < 0.7 else self.society.resident(rng, home).phone
        name, email = firm.name if rng.random() < 0.7 else "", firm.email if rng.random() < 0.6 else ""
        for _ in range(rng.choice((1, 1, 2, 3, 5))):
            self.scene.offer(
                min(self.last, day), home, place, voice, sort, name, phone,
                euro=rng.lognormvariate(7.15, 0.25), email=email, lure=lure,
            )  # fmt: skip
            day += int(rng.expovariate(0.1))

    def _report(self) -> None:
        rng = self.rng
        city = self.society.city(rng)
        language = country(city).languages[0]
        language = language if language in reports.PLAIN else "en"
        other = self.society.resident(rng, city)
        draw = rng.random()
        facts = reports.FACTS[rng.choice(list(reports.FACTS))]
        bank = reports.HEARSAY if draw < 0.15 else facts if draw < 0.35 else reports.PLAIN
        lines = [rng.choice(reports.OPEN[language])] if rng.random() < 0.7 else []
        lines += rng.sample(bank[language], rng.choice((1, 1, 2)))
        lines += [rng.choice(reports.END[language])] if rng.random() < 0.6 else []
        text = " ".join(lines).format(
            where=self.society.address(rng, city), phone=printed(other.phone, rng.randrange(4)), who=other.name,
            n=rng.randint(2, 9), victim=other.given, sum=rng.choice((200, 500, 1500)),
        )  # fmt: skip
        self.scene.report(self.day(), city, text, rng.choice(("hotline", "police", "inspection", "partner")))
