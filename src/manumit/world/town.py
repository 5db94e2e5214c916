"""The town of a world: all its cities, who lives and sells there, which numbers are taken."""

from __future__ import annotations

from random import Random

from manumit.world import clock
from manumit.world.banks import Bank
from manumit.world.banks.numbering import COUNTRIES
from manumit.world.chance import about, heavy, stream
from manumit.world.numbers import PhoneBook, Registry, account_number
from manumit.world.people import BANKS, JOBS, MAILS, PRICE_LEVEL, City, Firm, Habit, Person, fold

LETTERS_DOC = ("P", "X", "C", "K", "E", "YA")
WORDS = ("sunny", "real", "just", "its", "the", "miss", "hey", "city", "blue", "mr")


class Town:
    """All cities of one world together: who lives there, who can be paid, which numbers are taken."""

    def __init__(self, seed: int, bank: Bank, people: int) -> None:
        rng = stream(seed, "town")
        self.seed, self.bank = seed, bank
        places = bank.places
        self.hubs: list[City] = rng.sample(places.HUBS, rng.randint(8, 12))
        self.homes: list[City] = rng.sample(places.HOMES, rng.randint(6, 9))
        self.phones, self.registry = PhoneBook(rng, people), Registry(rng)
        self.people: list[Person] = []
        self.firms: list[Firm] = []
        self.holder: dict[str, str] = {}
        self.account_tag: dict[str, int] = {}  # accounts opened inside a story
        self.lines: dict[str, Habit] = {line[0]: line for line in bank.habits.HABITS + bank.habits.MONTHLY}
        self.hours = {
            name: tuple(h for h, n in enumerate(table) for _ in range(n))
            for name, table in bank.habits.HOURS.items()
        }
        self._shops: dict[tuple[str, str], list[str]] = {}
        self._handles: set[str] = set()
        sites = len(bank.words.SITES)
        self.site_prices = [rng.choice((3.0, 5.0, 8.0, 12.0, 20.0, 24.0, 35.0)) for _ in range(sites)]
        self.site_accounts = [f"M{self.registry.number('shop'):08d}" for _ in range(sites)]
        self.relays: list[str] = []
        self.ordinary = self.ordinary_firms = (
            0  # how many people and firms live here before the stories are told
        )
        self.agencies: list[tuple[str, str, str]] = []  # travel agencies: name, phone, e-mail

    def culture(self, rng: Random, city: City) -> str:
        """Which name list a person of the city has; hubs are mixed, and nothing follows from it."""
        own = COUNTRIES[city[1]][1]
        own = own if own in self.bank.names.NAMES else "en"
        return (
            own if rng.random() < 0.5 else heavy(rng, (("en", 3), ("es", 3), ("pt", 2), ("ru", 2), ("tl", 2)))
        )

    def person(
        self,
        rng: Random,
        city: City,
        *,
        home: City | None = None,
        surname: str = "",
        sex: str = "",
        ages: tuple[int, int] = (18, 67),
        account: float = 1.0,
        opened: int | None = None,
        lives: bool = True,
    ) -> Person:
        """A new inhabitant; joins the population, so an ordinary life is told of everybody who `lives` here."""
        home = home or (city if rng.random() < 0.6 else rng.choice(self.homes))
        lang = self.culture(rng, home)
        women, men, surnames = self.bank.names.NAMES[lang]
        sex = sex or ("F" if rng.random() < 0.55 else "M")
        low, high = ages
        age = low + int((high - low) * rng.random() * (0.4 + 0.6 * rng.random()))
        birth = f"{2025 - age}-{clock.TWO[rng.randint(1, 12)]}-{clock.TWO[rng.randint(1, 28)]}"
        who = Person(
            rng.choice(women if sex == "F" else men),
            surname or rng.choice(surnames),
            sex,
            birth,
            lang,
            city,
            home,
        )
        who.phone = self.phones.number(city[1])
        who.address = self.address(rng, city)
        who.email = self.mail(rng, who)
        who.doc = f"{rng.choice(LETTERS_DOC)}{self.registry.number('document'):08d}"
        who.job = rng.choice(JOBS)
        if rng.random() < account:
            self.open_account(rng, who, opened)
        if lives:
            self.people.append(who)
        return who

    def open_account(self, rng: Random, who: Person, opened: int | None = None) -> None:
        """Give somebody an account; without a date it is of this year (young app banks have such books) or older."""
        who.account = account_number(self.registry, heavy(rng, BANKS))
        if opened is None:
            days = rng.randint(-60, 340) if rng.random() < 0.68 else -rng.randint(60, 3600)
            opened = clock.at_hour(rng, days, self.hours["office"], who.city[4])
        who.opened = opened
        self.holder[who.account] = who.name

    def firm(self, rng: Random, city: City) -> Firm:
        """A new firm with an account."""
        name = self.firm_name(rng)
        made = Firm(name, city, account_number(self.registry, heavy(rng, BANKS)), self.phones.number(city[1]))
        day = rng.randint(0, 340) if rng.random() < 0.6 else -rng.randint(1, 3600)
        made.address, made.opened = (
            self.address(rng, city),
            clock.at_hour(rng, day, self.hours["office"], city[4]),
        )
        made.email = f"office@{name.lower().replace(' ', '-')}.example"
        self.holder[made.account] = name
        self.firms.append(made)
        return made

    def firm_name(self, rng: Random) -> str:
        """What a firm may be called, registered or not."""
        names = self.bank.names
        return f"{rng.choice(names.FIRMS)} {rng.choice(names.FIRMS)} {rng.choice(names.TRADES)}"

    def address(self, rng: Random, city: City) -> str:
        """House and street; a third are blocks with flats that many tenants share."""
        house = rng.randint(1, 180)
        return f"{house} {rng.choice(self.bank.names.STREETS)}" + (
            f" #{rng.randint(1, 12)}" if rng.random() < 0.4 else ""
        )

    def mail(self, rng: Random, who: Person) -> str:
        """An invented address on a domain reserved by RFC 2606 / RFC 6761."""
        local = fold(f"{who.given}.{who.surname}").lower().replace(" ", "")
        return f"{local}{rng.randint(1, 9999)}@{rng.choice(MAILS)}"

    def new_handle(self, rng: Random, given: str) -> str:
        """A name on a platform, taken once."""
        base = fold(given).lower().replace(" ", "")
        while True:
            handle = heavy(
                rng,
                (
                    (f"{base}_{rng.randint(10, 9999)}", 2),
                    (f"{base}{rng.randint(1, 9999)}", 2),
                    (f"{rng.choice(WORDS)}.{base}{rng.randint(1, 999)}", 1),
                ),
            )
            if handle not in self._handles:
                self._handles.add(handle)
                return handle

    def shop(self, rng: Random, city: City, mcc: str) -> str:
        """The account of some merchant of that kind in the city; a few are large, most are small."""
        shops = self._shops.setdefault((city[0], mcc), [])
        place = int(rng.random() ** 2 * 60 * (1 + len(self.people) // 4000))
        while len(shops) <= place:
            shops.append(f"M{self.registry.number('shop'):08d}")
        return shops[place]

    def hotel(self, rng: Random, city: City) -> str:
        """The name of a hotel in the city."""
        names, house = self.bank.names.FIRMS, rng.choice(("Inn", "Hotel", "Lodge", "Suites"))
        return f"{names[int(rng.random() ** 2 * len(names))]} {house} {city[0]}"

    def site_price(self, site: int) -> float:
        """What one advert costs on a site, in dollars."""
        return self.site_prices[site % len(self.site_prices)]

    def site_account(self, site: int) -> str:
        """The account an advert site is paid on."""
        return self.site_accounts[site % len(self.site_accounts)]

    def relay(self, rng: Random) -> str:
        """One of the relay numbers of the advert sites."""
        while len(self.relays) < 3:
            self.relays.append(self.phones.number(self.hubs[0][1]))
        return rng.choice(self.relays)

    def neighbour(self, rng: Random, t: int | None = None) -> Person:
        """Anybody with an account, at a time: one that is open by then (after some tries, any)."""
        for _ in range(12):
            who = self.people[int(rng.random() * (self.ordinary or len(self.people)))]
            if who.account and (t is None or who.opened <= t):
                return who
        return next(who for who in self.people if who.account)

    def payee(self, who: Person) -> str:
        """Where somebody's money sent home goes: one family each, relatives share it."""
        if not who.payee:
            shared = next((one.payee for one in who.kin if one.payee), "")
            who.payee = shared or f"M{self.registry.number('shop'):08d}"
        return who.payee

    def pay_cycle(self, payer: str) -> tuple[int, int]:
        """How often a firm pays in a month, and on which day first."""
        sign = ord(payer[-2]) + 7 * ord(payer[-1])
        turns = (1, 1, 1, 1, 1, 1, 2, 2, 2, 4)[sign % 10]
        return turns, sign * 11 % (27 if turns == 1 else 30 // turns)

    def pay_memo(self, payer: str, memo: str, name: str) -> str:
        """A payroll line in the payer's own manner: four payers in ten write the employee's name on it."""
        manner = ord(payer[-1]) % 10
        if manner < 6 or not name:
            return memo
        given, _, surname = name.partition(" ")
        return (f"{memo} {name}", name, f"{memo} {surname} {given[:1]}", f"{surname} {given} {memo}")[
            manner - 6
        ]

    def hub(self, rng: Random) -> City:
        """A city where work is."""
        return rng.choice(self.hubs)

    def price(self, usd: float, currency: str, unit: int = 0) -> int:
        """Minor units of a dollar amount, in local money, rounded to `unit` whole units (0: cents stay)."""
        level = PRICE_LEVEL[currency]
        if unit:
            step = unit if level < 10 else unit * (10 if level < 100 else 100 if level < 1000 else 1000)
            return max(1, round(usd * level / step)) * step * 100
        return max(50, int(usd * level * 100))


def populate(town: Town, count: int) -> None:
    """Fill the town with households: alone, couples, families with shared phone or mail, flat-shares."""
    rng = stream(town.seed, "people")
    while len(town.people) < count:
        city = town.hub(rng) if rng.random() < 0.92 else rng.choice(town.homes)
        first = town.person(rng, city, account=0.97)
        kept = [first]
        for _ in range(heavy(rng, ((0, 5), (1, 3), (2, 1.5), (about(rng, 4.5), 1)))):
            kin = rng.random() < 0.6
            mate = town.person(rng, city, home=first.home, surname=first.surname if kin else "", account=0.9)
            mate.address = first.address
            if kin:
                kept.append(mate)
            else:
                first.mates.append(mate)
                mate.mates.append(first)
            if rng.random() < 0.34:
                mate.phone = first.phone
            if rng.random() < 0.15:
                mate.email = first.email
        for who in kept:
            who.kin = [one for one in kept if one is not who][:4]
    for _ in range(max(12, count // 12)):
        town.firm(rng, town.hub(rng))
    for _ in range(25):
        name = f"{rng.choice(town.bank.names.FIRMS)} {rng.choice(town.bank.names.FIRMS)} Travel"
        desk = f"desk@{name.lower().replace(' ', '-')}.example"
        town.agencies.append((name, town.phones.number(town.hub(rng)[1]), desk))
    town.ordinary, town.ordinary_firms = len(town.people), len(town.firms)
