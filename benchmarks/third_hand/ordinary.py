"""Ordinary life: what everybody's year looks like in the records. Also the everyday side of those in a group."""

from __future__ import annotations

from random import Random

from benchmarks.third_hand.parties import Party
from benchmarks.third_hand.places import DAY, DESTINATIONS, City, local
from benchmarks.third_hand.scene import Scene, new_locator
from benchmarks.third_hand.society import EMPLOYERS, Society

DAYTIME = (
    ("market", 24.0),
    ("market", 24.0),
    ("market", 24.0),
    ("cafe", 14.0),
    ("pharmacy", 15.0),
    ("fuel", 45.0),
)


def spend(scene: Scene, who: Party, first: int, last: int, times: float, *, own: bool = False) -> None:
    """Card payments of daily life, `times` of them in the mean, between two days."""
    rng = scene.rng
    for _ in range(int(rng.expovariate(1 / max(times, 0.1)))):
        day = rng.randint(first, max(first, last))
        if rng.random() < 0.08:
            scene.shop_for(local(day, rng.uniform(21, 28), who.home), who, "taxi", 11, who.home, own=own)
            continue
        kind, euro = rng.choice(DAYTIME)
        hour = rng.gauss(15, 4)
        scene.shop_for(
            local(day, hour, who.home), who, kind, euro * rng.lognormvariate(0, 0.6), who.home, own=own
        )


def wages(
    scene: Scene, employer: Party, who: Party, first: int, months: int, euro: float, *, own: bool = False
) -> list[int]:
    """Pay days (days since the epoch), one a month."""
    rng, days = scene.rng, []
    pay_day = rng.choice((1, 5, 10, 15, 25, 27, 28))
    for month in range(months):
        day = first + 30 * month + pay_day
        if day >= scene.habits.first_day + scene.habits.days:
            break
        at = local(day, rng.uniform(6, 15), who.home)
        amount = euro * scene.habits.mood["wage"] * rng.uniform(0.93, 1.07)
        scene.pay(at, employer, who, amount, "payroll", text=scene.memo("wage"), exact=True, own=own)
        days.append(day)
    return days


class Ordinary:
    """The lives of the residents."""

    def __init__(self, society: Society) -> None:
        self.society, self.habits, self.scale = society, society.habits, society.scale
        self.rng = Random(f"third-hand:{society.seed}:{type(self).__name__}")
        self.scene = Scene(society, self.rng)
        self.first, self.last = self.habits.first_day, self.habits.first_day + self.habits.days - 1

    def write(self) -> None:
        """Everybody's year, journeys and nights away."""
        for people in self.society.residents.values():
            for who in people:
                self._year(who, people)
        for _ in range(round(7000 * self.scale)):
            self._trip()
        for _ in range(round(15_000 * self.scale)):
            self._night()

    def day(self) -> int:
        return self.rng.randint(self.first, self.last)

    def at(self, low: float, high: float, city: City, first: int = 0) -> int:
        return local(self.rng.randint(max(first, self.first), self.last), self.rng.uniform(low, high), city)

    def _business(self, who: Party, first: int) -> None:
        """Loans, refunds, invoices, and coins of the modern kind, with firms of the city."""
        rng = self.rng
        for _ in range(int(rng.expovariate(1 / 1.6))):
            firm = self.society.shop(
                rng, rng.choice(("office", "telecom", "transfer", "agency", "market")), who.home
            )
            sides = (firm, who) if rng.random() < 0.5 else (who, firm)
            at = self.at(8, 22, who.home, first)
            self.scene.pay(
                at,
                *sides,
                rng.lognormvariate(5.9, 0.8),
                text=self.scene.memo("trade"),
                exact=rng.random() < 0.6,
            )
        if rng.random() < 0.06:
            friend = self.society.resident(rng, self.society.city(rng))
            self.scene.pay(self.at(7, 27, who.home, first), who, friend, rng.lognormvariate(6, 0.9), "crypto")

    def _year(self, who: Party, neighbours: list[Party]) -> None:
        rng, scene, home = self.rng, self.scene, who.home
        first = max(self.first, min(who.since, self.last - 20))
        rich = rng.lognormvariate(0, 0.35)
        if rng.random() < 0.55:
            firm = self.society.shop(rng, rng.choice(EMPLOYERS), home)
            wages(scene, firm, who, first - 5 + rng.randrange(100), rng.choice((5, 9, 12)), 1350 * rich)
        if rng.random() < 0.3:
            landlord, day = rng.choice(neighbours), rng.randint(1, 6)
            for month in range(rng.randint(3, 11)):
                at = local(min(self.last, first + 30 * month + day), rng.uniform(8, 22), home)
                scene.pay(at, who, landlord, 380 * rich, "transfer", text=scene.memo("rent"))
        spend(scene, who, first, self.last, 8 * rich)
        friends = [rng.choice(neighbours) for _ in range(rng.choice((1, 2, 3, 5)))]
        for _ in range(int(rng.expovariate(1 / 10))):
            at = self.at(8, 28, home, first)
            payer, payee = rng.sample((who, rng.choice(friends)), 2)
            scene.pay(at, payer, payee, rng.lognormvariate(4.6, 1.0), "p2p", text=scene.memo("friend"))
        for _ in range(int(rng.expovariate(1 / 3))):
            scene.pay(
                self.at(7, 25, home, first), who, None, rng.choice((40, 60, 100, 150, 300)) * rich, "cash"
            )
        if rng.random() < 0.25:
            for _ in range(rng.randint(1, 9)):
                place = home if rng.random() < 0.8 else self.society.city(rng, (home.country,))
                at = self.at(8, 25, home, first)
                scene.pay(at, None, who, rng.lognormvariate(5.0, 0.8), "cash", city=place)
        if home.country in DESTINATIONS and rng.random() < 0.2:
            there = self.society.resident(rng, self.society.city(rng))
            for _ in range(rng.randint(1, 9)):
                scene.pay(
                    self.at(8, 23, home, first),
                    who,
                    there,
                    rng.lognormvariate(5.3, 0.6),
                    text=scene.memo("home"),
                )
        self._business(who, first)

    def _trip(self) -> None:
        rng = self.rng
        start, end = self.society.city(rng), self.society.city(rng)
        work = rng.random() < 0.4
        if work:
            start, end = self.society.corridor(rng)
        who = self.society.resident(rng, start)
        party = [who]
        for _ in range(rng.choice((0, 0, 0, 0, 1, 1, 2, 3))):
            kin = who.name.split(" ", 1)[1] if rng.random() < 0.6 else ""
            party.append(self.society.person(rng, start, young=6, old=60, family=kin))
        day, before = self.day(), rng.lognormvariate(2.3 if work else 2.7, 1.0)
        shape = rng.choice(("card", "card", "cash", "transfer"))
        back = day + int(rng.lognormvariate(2.0, 0.8)) if rng.random() < (0.35 if work else 0.7) else 0
        sponsor = self.society.resident(rng, end) if work and rng.random() < 0.3 else who
        locator = new_locator(rng) if rng.random() < 0.8 else ""
        for one in party:
            self.scene.ticket(
                one, start, end, day, payer=sponsor, days_before=before, form=shape, locator=locator
            )
            if back:
                gap = before + back - day
                self.scene.ticket(
                    one, end, start, back, payer=sponsor, days_before=gap, form=shape, locator=locator
                )
        if rng.random() < 0.4:
            at = local(day, 12, start) - int(before * DAY)
            desk = self.society.shop(rng, "travel", start)
            self.scene.pay(at, who, desk, 190 * len(party) * rng.uniform(0.6, 1.6), "card", code="4722")

    def _night(self) -> None:
        rng = self.rng
        home, city = self.society.city(rng), self.society.city(rng)
        who = self.society.resident(rng, home)
        nights = rng.choice((1, 1, 2, 2, 3, 4, 7))
        self.scene.stay(who, city, self.day(), nights, rooms=rng.choice((1, 1, 1, 1, 2, 3)))
