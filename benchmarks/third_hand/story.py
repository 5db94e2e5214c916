"""Passages that stories are made of, planted and innocent alike: earnings, hand-overs, journeys, rumours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from benchmarks.third_hand.daybook import Group
from benchmarks.third_hand.ordinary import spend
from benchmarks.third_hand.parties import Party, phone_for, printed
from benchmarks.third_hand.places import HOUR, City, country, local
from benchmarks.third_hand.scene import Scene, new_locator
from benchmarks.third_hand.society import Society
from benchmarks.third_hand.voice import Voice, talk, voice_for
from benchmarks.third_hand.words import posts, reports

SORTS = ("sexual", "labour", "domestic", "forced_crime")


class Story(Scene):
    """A scene with a time of its own. `care`: 0 shares everything, 1 shares next to nothing."""

    def __init__(self, society: Society, rng: Random, group: Group) -> None:
        super().__init__(society, rng, group)
        self.care = rng.betavariate(*self.habits.care)
        self.last = self.habits.first_day + self.habits.days - 1

    def begin(self, latest: float = 0.65) -> int:
        """A first day that leaves room for what comes before it."""
        return self.society.day(self.rng, 0.1, min(1.0, latest + 0.14))

    def clip(self, day: float) -> int:
        return min(self.last, int(day))

    def sloppy(self, likes: float = 1.0) -> bool:
        """Whether a careless link is made here."""
        return self.rng.random() < likes * (1 - self.care)

    def people(
        self, count: int, home: City, role: str, *, origin: City | None = None, banked: float = 1.0,
        woman: bool | None = None, young: int = 20, old: int = 45, family: str = "",
    ) -> list[Party]:  # fmt: skip
        """Members who live in `home`; most have banked there for some time."""
        cast = []
        for _ in range(count):
            who = self.society.person(
                self.rng, home, origin=origin, woman=woman, young=young, old=old, family=family
            )
            self.cast(who, role)
            if self.rng.random() < banked:
                self.hold(who)
            cast.append(who)
        return cast

    def one(self, home: City, role: str, **traits: object) -> Party:
        return self.people(1, home, role, **traits)[0]  # type: ignore[arg-type]

    def person_abroad(self, who: Party, home: City) -> Party:
        """The same person after the move: new city, new account, mostly a new number."""
        role = next((role for other, role in self._cast if other is who), "unknown")
        phone = phone_for(self.rng, home.country) if self.rng.random() < 0.7 else who.phone
        return self.cast(replace(who, home=home, account="", phone=phone, forms=who.forms), role)

    def burner(self, party: Party, code: str = "") -> str:
        return self.own_phone(party, phone_for(self.rng, code or party.home.country))

    def voice(self, city: City, **rates: float) -> Voice:
        return voice_for(self.rng, self.habits.kept, country(city).languages, **rates)

    def everyday(self, who: Party, first: int, last: int, times: float) -> None:
        """Their ordinary side, which belongs to nobody's story."""
        if who.account:
            spend(self, who, first, self.clip(last), times)

    def home_life(self, *cast: Party, times: float = 18) -> None:
        for who in cast:
            self.everyday(who, self.habits.first_day, self.last, times)

    # -- money

    def clients(
        self, who: Party, day: int, count: int, euro: float, city: City | None = None
    ) -> tuple[int, float]:
        """Small sums from strangers in the evening, or cash paid in; returns the last time and the sum."""
        place, total, at = city or who.home, 0.0, local(day, self.habits.night_from, city or who.home)
        low, high = self.habits.night_from - 3, self.habits.night_to
        for _ in range(count):
            sum_ = euro * self.habits.mood["client"] * self.rng.lognormvariate(0, 0.35)
            moment = local(day, self.rng.triangular(low, high, (low + high) / 2), place)
            if self.rng.random() < 0.72:
                guest = self.society.resident(self.rng, place)
                self.pay(moment, guest, who, sum_, "p2p", text=self.memo("friend"), city=place)
            else:
                self.pay(moment, None, who, sum_ * self.rng.choice((1, 2)), "cash", city=place)
            at, total = max(at, moment), total + sum_
        return at, total

    def hand_over(
        self,
        who: Party,
        to: Party,
        after: int,
        euro: float,
        *,
        share: float | None = None,
        hidden: float = 0.0,
    ) -> None:
        """Most of what came in goes on to one person, soon; `hidden`: how often as cash out here, cash in there."""
        rng = self.rng
        part = euro * (share or rng.uniform(*self.habits.hand_over))
        at = after + int(rng.uniform(*self.habits.lag_hours) * HOUR)
        if rng.random() < hidden:
            self.pay(at, who, None, part, "cash")
            self.pay(
                at + rng.randint(600, 14 * HOUR),
                None,
                to,
                part * rng.uniform(0.9, 1.0),
                "cash",
                city=who.home,
            )
        else:
            channel = rng.choice(("p2p", "transfer", "transfer"))
            self.pay(
                at,
                who,
                to,
                part,
                channel,
                text=self.memo(rng.choice(("give", "friend", "debt"))),
                city=who.home,
            )

    def pass_on(self, collector: Party, top: Party, day: int, euro: float) -> None:
        """The collector keeps a little and sends the rest up, abroad or out in cash."""
        at = local(self.clip(day), self.rng.uniform(8, 23), collector.home)
        if self.rng.random() < 0.3:
            self.pay(at, collector, None, euro, "cash")
        else:
            self.pay(at, collector, top, euro, "transfer", text=self.memo("friend"), city=collector.home)

    # -- movement

    def sent(
        self, travellers: list[Party], start: City, end: City, day: int, payer: Party, *, apart: bool = False,
        back: int = 0, rush: float = 2.2, phone: str = "", agency: str = "", form: str = "",
    ) -> None:  # fmt: skip
        """Tickets that one person buys for others; `back`: days until the return that was booked with it."""
        rng = self.rng
        number = rng.randrange(10**11, 10**12)
        rush += rng.gauss(0, 0.6)
        before = rng.lognormvariate(rush, 0.7)
        hour = rng.uniform(5, 23)
        joint = new_locator(rng) if not apart and rng.random() < 0.6 else ""
        for index, who in enumerate(travellers):
            leave = self.clip(day + (index * rng.randint(3, 15) if apart else 0))
            serial = 0 if apart else number + index
            gap = rng.lognormvariate(rush, 0.7) if apart else before
            paid = {"payer": payer, "phone": phone, "agency": agency, "form": form, "locator": joint}
            self.ticket(who, start, end, leave, days_before=gap, number=serial, hour=hour, **paid)  # type: ignore[arg-type]
            if back and leave + back <= self.last + 20:
                self.ticket(who, end, start, leave + back, days_before=gap + back, **paid)  # type: ignore[arg-type]

    # -- what others say

    def told(
        self, sort: str, day: int, city: City, *, who: Party, victim: Party, phone: str = "", where: str = "",
        euro: float = 900.0, count: int = 3, always: bool = False,
    ) -> None:  # fmt: skip
        """Somebody who saw control reports it, now and then naming a name or a number."""
        rng = self.rng
        if not always and rng.random() > self.habits.told:
            return
        language = _report_language(rng, city)
        lines = [
            rng.choice(reports.OPEN[language]),
            *rng.sample(reports.FACTS[sort][language], rng.choice((1, 1, 2))),
        ]
        if rng.random() < 0.4:
            lines.append(rng.choice(reports.HEARSAY[language]))
        if phone or rng.random() < 0.5:
            lines.append(
                rng.choice(reports.END[language][:2] if phone and self.sloppy(1.2) else reports.END[language])
            )
        self._file(day, city, lines, where, phone or who.phone, who, victim, euro, count)

    def rumour(
        self, day: int, city: City, *, who: Party, where: str = "", count: int = 4, always: bool = False
    ) -> None:
        """A neighbour wonders; sometimes a check is noted that found all in order."""
        rng = self.rng
        if not always and rng.random() > self.habits.gossip:
            return
        language = _report_language(rng, city)
        lines = [
            rng.choice(reports.OPEN[language]),
            *rng.sample(reports.HEARSAY[language], rng.choice((1, 2))),
        ]
        if rng.random() < 0.25:  # some say more than they saw
            lines.append(rng.choice(reports.FACTS[rng.choice(SORTS)][language]))
        lines += [rng.choice(reports.END[language])] if rng.random() < 0.5 else []
        self._file(day, city, lines, where, who.phone, who, who, 400, count)

    def _file(
        self, day: int, city: City, lines: list[str], where: str, phone: str, who: Party, victim: Party,
        euro: float, count: int,
    ) -> None:  # fmt: skip
        rng, land = self.rng, country(city)
        text = " ".join(lines).format(
            where=where or f"{self.society.address(rng, city)}, {city.name}", phone=printed(phone, rng.randrange(4)),
            who=who.name if rng.random() < 0.5 else who.given,
            victim=victim.name if rng.random() < 0.4 else victim.given,
            n=count, sum=f"{round(euro * land.rate * land.level, -1):.0f} {land.currency}",
        )  # fmt: skip
        channel = rng.choice(("hotline", "hotline", "police", "inspection", "partner"))
        self.report(self.clip(day), city, text, channel)
        if self.group is not None and any("{phone}" in line for line in lines):
            self.group.written.add(("phone", phone))

    def plea(
        self, day: int, home: City, place: City, victim: Party, firm: str, phone: str = "", euro: float = 1500
    ) -> None:
        """Family or friends write in public."""
        rng = self.rng
        language = rng.choice(country(home).languages)
        kin = self.society.person(rng, home, family=victim.name.split(" ", 1)[1])
        text = talk(
            rng, language, posts.PLEA, self.habits.kept, victim=victim.name, place=place.name, firm=firm,
            phone=printed(phone or victim.phone, 0), sum=f"{euro:.0f}",
        )  # fmt: skip
        self.post(self.clip(day), kin, home, text)

    def call(
        self, day: int, recruiter: Party, home: City, place: City, phone: str, euro: float = 1100
    ) -> None:
        """A recruiter (of either sort) writes in public."""
        rng = self.rng
        text = talk(
            rng, rng.choice(country(home).languages), posts.CALL, self.habits.kept, place=place.name,
            pay=f"{euro * self.habits.mood['wage']:.0f} {country(place).currency}",
            phone=printed(phone, rng.randrange(4)),
        )  # fmt: skip
        self.post(self.clip(day), recruiter, home, text)


def _report_language(rng: Random, city: City) -> str:
    language = country(city).languages[0]
    return language if language in reports.OPEN and rng.random() < 0.8 else "en"


Telling = Callable[[Story], None]
