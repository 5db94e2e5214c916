"""Whom somebody lives with, works for, pays and travels to: a small stable circle, drawn once for everybody.

Ordinary money, trips and rooms stay inside it nine times in ten (people pay relatives, friends, a landlord, a seller
they know), so that strangers who pay strangers, and one who pays for several strangers, are as rare as in life.
"""

from __future__ import annotations

from random import Random

from manumit.world.chance import heavy, stream
from manumit.world.people import City, Firm, Person
from manumit.world.town import Town

SELLING = (
    "self-employed",
    "beautician",
    "driver",
    "student",
    "",
)  # who sells things and services to strangers
CASH_JOBS = (
    "driver",
    "cleaner",
    "cook",
    "farm worker",
    "builder",
    "hospitality",
    "beautician",
    "self-employed",
)
IDLE = ("retired", "unemployed")
KIN_ELSEWHERE = 0.55  # share of those who live alone with relatives under another roof


class Circles:
    """Draws the circles of all people of a town; sellers and landlords by city."""

    def __init__(self, town: Town) -> None:
        self.town, rng = town, stream(town.seed, "circles")
        crowd = town.people[: town.ordinary]
        self._by_city: dict[str, list[Person]] = {}
        self._by_surname: dict[str, list[Person]] = {}
        for who in crowd:
            self._by_city.setdefault(who.city[0], []).append(who)
            self._by_surname.setdefault(who.surname, []).append(who)
        self._firms: dict[str, list[Firm]] = {}
        for firm in town.firms[: town.ordinary_firms]:
            self._firms.setdefault(firm.city[0], []).append(firm)
        self.sellers = {name: self._sellers(rng, people) for name, people in self._by_city.items()}
        self._landlords: dict[str, str] = {}
        self._befriend(rng)
        for place, who in enumerate(town.people):
            self._relatives(rng, who)
            self._ties(rng, who, place >= town.ordinary)

    def _sellers(self, rng: Random, people: list[Person]) -> list[Person]:
        """Some one in eight sells: lessons, used things, hair, rides, food."""
        apt = [who for who in people if who.account and who.job in SELLING]
        some = rng.sample(apt, min(len(apt), 1 + len(people) // 8))
        return some or [who for who in people if who.account][:1]

    def seller(self, rng: Random, city: City, t: int) -> str:
        """The account of somebody who sells in the city at that time; a few are known widely."""
        near = self.sellers.get(city[0], ())
        for _ in range(3 if near else 0):
            who = near[int(rng.random() ** 1.3 * len(near))]
            if who.opened <= t:
                return who.account
        return self.town.neighbour(rng, t).account

    def _befriend(self, rng: Random) -> None:
        """Cliques of four to eight in one city; some know somebody of another."""
        for people in self._by_city.values():
            mixed = rng.sample(people, len(people))
            while mixed:
                clique, mixed = mixed[: (size := rng.randint(4, 8))], mixed[size:]
                for who in clique:
                    others = [one for one in clique if one is not who]
                    who.friends = rng.sample(others, min(len(others), rng.randint(2, 5)))
                    if rng.random() < 0.3:
                        who.friends.append(rng.choice(people))

    def _relatives(self, rng: Random, who: Person) -> None:
        """Relatives under another roof, mostly of the same surname."""
        if who.kin or rng.random() > KIN_ELSEWHERE:
            return
        same = self._by_surname.get(who.surname, ())
        for _ in range(rng.randint(1, 2) if same else 0):
            other = rng.choice(same)
            if other is not who and other not in who.kin and len(other.kin) < 4:
                who.kin.append(other)
                other.kin.append(who)

    def _ties(self, rng: Random, who: Person, storied: bool) -> None:
        """Friends of newcomers, an employer, a landlord, the places one goes to."""
        town, near = self.town, self._by_city.get(who.city[0], ())
        if storied and near and not who.friends:
            known = rng.choice(near)
            who.friends = [known, *known.friends][: rng.randint(2, 5)]
            for one in who.friends:
                if rng.random() < 0.75:
                    one.friends.append(who)
        if who.employer is None and who.job not in IDLE:
            firms = self._firms.get(who.city[0]) or town.firms
            who.employer = firms[int(rng.random() ** 1.5 * len(firms))]
        who.landlord = self._landlord(rng, who)
        others = [city for city in town.hubs if city is not who.city]
        who.places = rng.sample(others, heavy(rng, ((1, 5), (2, 3))))
        if who.home is not who.city:
            who.places += [who.home] * 2
        elif rng.random() < 0.5:
            who.places.append(rng.choice(town.homes))

    def _landlord(self, rng: Random, who: Person) -> str:
        """One landlord a roof: a firm or a private person of the city."""
        roof = f"{who.city[0]} {who.address}"
        if roof not in self._landlords:
            firms = self._firms.get(who.city[0]) or self.town.firms
            near = [one for one in self._by_city.get(who.city[0], ())[::9] if one.account] or [
                self.town.neighbour(rng)
            ]
            owner = rng.choice(near).account
            self._landlords[roof] = rng.choice(firms).account if rng.random() < 0.55 else owner
        return self._landlords[roof]
