"""The people, shops, employers and sites that everybody shares, planted or not."""

from __future__ import annotations

from random import Random

from benchmarks.third_hand.daybook import Daybook, Entry
from benchmarks.third_hand.habits import Habits, Site
from benchmarks.third_hand.parties import (
    Party,
    account_number,
    birth_date,
    handle_for,
    name_for,
    phone_for,
    printed,
)
from benchmarks.third_hand.parties import split as names_of
from benchmarks.third_hand.places import CORRIDORS, DAY, DESTINATIONS, City, country, stamp
from benchmarks.third_hand.words.names import FIRM_KINDS, FIRM_WORDS, STREETS

PEOPLE_AT_SCALE_1 = 6000
SHOPS = tuple(
    "market market market cafe cafe fuel pharmacy taxi telecom transfer hotel hotel travel spa".split()
)
EMPLOYERS = ("farm", "builder", "cleaner", "factory", "clinic", "office", "office", "cafe", "agency", "hotel")
TRADES = (
    "driver", "nurse", "teacher", "student", "shop assistant", "cook",
    "electrician", "cleaner", "clerk", "retired", "hairdresser",
    "self-employed", "mason", "farm hand", "engineer", "courier", "",
)  # fmt: skip
OFFICE = ("info", "hr", "office", "jobs", "contact")


class Society:
    """Everybody who is not invented for one group alone. `residents` and `firms` are looked up by city."""

    def __init__(self, habits: Habits, book: Daybook, seed: int, scale: float) -> None:
        self.habits, self.book, self.seed, self.scale = habits, book, seed, scale
        self.residents: dict[str, list[Party]] = {}
        self.firms: dict[tuple[str, str], list[Party]] = {}
        self.sites: dict[str, Party] = {}
        self.rng = Random(f"third-hand:{seed}:society")
        self.cities = [city for cities in habits.cities.values() for city in cities]
        self._weights = [habits.city_weight[city.name] for city in self.cities]
        self._found_firms()
        for _ in range(max(300, round(PEOPLE_AT_SCALE_1 * scale))):
            self._settle()

    # -- places and dates

    def city(self, rng: Random, codes: tuple[str, ...] = ()) -> City:
        if codes:
            here = [city for code in codes for city in self.habits.cities[code]]
            return rng.choices(here, [self.habits.city_weight[city.name] for city in here])[0]
        return rng.choices(self.cities, self._weights)[0]

    def corridor(self, rng: Random) -> tuple[City, City]:
        """From where and to where somebody moves for work."""
        origin = rng.choice(list(CORRIDORS))
        return self.city(rng, (origin,)), self.city(rng, (rng.choice(CORRIDORS[origin]),))

    def destination(self, rng: Random) -> City:
        return self.city(rng, DESTINATIONS)

    def day(self, rng: Random, first: float = 0.0, last: float = 1.0) -> int:
        span = self.habits.days
        return self.habits.first_day + int(span * rng.uniform(first, last))

    # -- people and firms

    def person(
        self, rng: Random, home: City, *, origin: City | None = None, woman: bool | None = None,
        young: int = 20, old: int = 64, family: str = "",
    ) -> Party:  # fmt: skip
        born = country(origin or home)
        is_woman = rng.random() < 0.5 if woman is None else woman
        name = name_for(rng, born.culture, is_woman, family)
        phone = phone_for(rng, (origin or home).country if origin and rng.random() < 0.25 else home.country)
        party = Party(name, home, phone, birth_date(rng, young, old), is_woman)
        party.handle = handle_for(rng, name, rng.choice(self.habits.platforms))
        party.address = self.address(rng, home)
        party.work = rng.choice(TRADES)
        if rng.random() < 0.5:
            party.email = f"{party.handle.split(':')[1]}@{rng.choice(('mail', 'post', 'inbox'))}.example"
        return party

    def address(self, rng: Random, city: City) -> str:
        language = country(city).languages[0]
        return f"{rng.choice(names_of(STREETS.get(language, STREETS['en'])))} {rng.randint(1, 140)}"

    def firm(self, rng: Random, kind: str, home: City) -> Party:
        name = (
            f"{rng.choice(FIRM_WORDS)} {rng.choice((*FIRM_WORDS, '', '', ''))} {rng.choice(FIRM_KINDS[kind])}"
        )
        name = " ".join(name.split())
        party = Party(name, home, phone_for(rng, home.country), kind="business", work=kind)
        party.address = self.address(rng, home)
        party.email = f"{rng.choice(OFFICE)}@{name.lower().translate(_PLAIN).replace(' ', '-')}.example"
        return party

    def open_account(
        self, rng: Random, party: Party, at: int, *, phone: str = "", address: str = ""
    ) -> Entry:
        code = party.home.country
        party.account = account_number(rng, code, self.habits.bank_codes[code])
        party.since = at // DAY
        values = {
            "opened_at": stamp(at, party.home),
            "kind": party.kind,
            "holder_name": party.name,
            "phone": printed(phone or party.phone, rng.choice((0, 0, 0, 1))),
            "email": party.email,
            "address": address or party.address,
            "city": party.home.name,
            "country": code,
            "occupation": party.work,
        }
        entry = Entry("account", at, values, party.account)
        self.book.add(entry)
        return entry

    def long_ago(self, rng: Random) -> int:
        """Account age: log-normal, from days before the first day to fifteen years."""
        if rng.random() < 0.4:  # newcomers
            return (self.habits.first_day + rng.randrange(self.habits.days)) * DAY + rng.randrange(
                28_800, 64_800
            )
        days = min(5400, int(rng.lognormvariate(6.3, 1.1)))
        return (self.habits.first_day + self.habits.days // 2 - days) * DAY + rng.randrange(28_800, 64_800)

    def _found_firms(self) -> None:
        rng = self.rng
        for city in self.cities:
            for kind in (*SHOPS, *EMPLOYERS):
                party = self.firm(rng, kind, city)
                self.open_account(rng, party, self.long_ago(rng) - 900 * DAY)
                self.firms.setdefault((kind, city.name), []).append(party)
        for code, sites in self.habits.sites.items():
            for site in sites:
                home = self.habits.cities[rng.choice((*DESTINATIONS, code))][0]
                party = self.firm(rng, "adsite", home)
                party.name = site.name.split(".")[0].title() + " Classifieds"
                self.open_account(rng, party, self.long_ago(rng) - 900 * DAY)
                self.sites[site.name] = party

    def _settle(self) -> None:
        rng = self.rng
        home = self.city(rng)
        origin = None
        if home.country in DESTINATIONS and rng.random() < 0.3:
            origin = self.city(rng, (rng.choice([o for o, to in CORRIDORS.items() if home.country in to]),))
        party = self.person(rng, home, origin=origin, young=18, old=80)
        self.open_account(rng, party, self.long_ago(rng))
        self.residents.setdefault(home.name, []).append(party)

    def resident(self, rng: Random, city: City) -> Party:
        here = self.residents.get(city.name) or self.residents[self.cities[0].name]
        return rng.choice(here)

    def shop(self, rng: Random, kind: str, city: City) -> Party:
        return rng.choice(self.firms[kind, city.name])

    def site(self, rng: Random, city: City) -> Site:
        return rng.choice(self.habits.sites[city.country])


_PLAIN = str.maketrans("éıŁłś", "eiLls")
