"""The town hall: makes people, firms, telephone numbers and accounts, and finds them again."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.fourth_hand.atlas import CITIES, City, Country
from benchmarks.fourth_hand.people import Account, Bank, Firm, Maker, Person
from benchmarks.fourth_hand.words import names

if TYPE_CHECKING:
    from benchmarks.fourth_hand.stage import Stage
    from benchmarks.fourth_hand.voices import Voice

BANKS = {
    "US": Bank("Sunbelt Credit Union", "SB########", 0.9),
    "ES": Bank("Banco Meseta", "IBAN ES", 0.9),
    "PT": Bank("Caixa Lusa", "IBAN PT", 0.9),
    "islands": Bank("Banco Isleño", "BI-####-######", 0.85),
    "andes": Bank("Cooperativa Andina", "CA#########", 0.8),
    "east": Bank("Kapuluan Bank", "00##-####-##", 0.85),
}
APPS = {"west": Bank("Pasapay", "psp#########", 0.8, True), "east": Bank("Saku", "SK##########", 0.75, True)}
WALLET = Bank("wallet", "TRON", 0.0, True)
ISLANDS = "DO JM TT HT MX GT HN".split()
EAST = "PH ID VN KH TH MY".split()
PLATFORMS = "facebook tiktok instagram telegram".split()
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def _base58check(payload: bytes) -> str:
    raw = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, text = int.from_bytes(raw), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return text


def _iban(country: str, bban: str) -> str:
    digits = "".join(str(int(c, 36)) for c in bban + country + "00")
    return f"{country}{98 - int(digits) % 97:02d}{bban}"


class Town:
    def __init__(self, stage: Stage) -> None:
        self.stage, self.chance = stage, stage.chance
        self.people: list[Person] = []
        self.living: dict[str, list[Person]] = defaultdict(list)  # by city
        self.firms: dict[tuple[str, str], list[Firm]] = defaultdict(list)  # by city and trade
        self._spent: set[str] = set()
        self.relays = {c.country.code: [self.phone(c) for _ in range(3)] for c in CITIES}
        self.texts: dict[str, list[Voice]] = {}  # wordings that go round
        self.wallets: list[Account] = []  # of unknown owners, seen on the chain
        self._weights = {city: float(city.size) for city in CITIES}

    def city(self, country: str = "", draws: bool | None = None, but: City | None = None) -> City:
        fits = {
            city: weight
            for city, weight in self._weights.items()
            if (not country or city.country.code == country) and draws in (None, city.draws) and city != but
        }
        return self.chance.among(fits or self._weights)

    def _digits(self, pattern: str) -> str:
        while True:
            made = "".join(str(self.chance.randrange(10)) if c == "#" else c for c in pattern)
            if made not in self._spent:
                self._spent.add(made)
                return made

    def phone(self, city: City) -> str:
        """A number nobody else has; in North America of that city's area (or a neighbour's, when it is full)."""
        own = city.area or self.chance.pick([c.area for c in CITIES if c.area])
        return self._digits(city.country.dial.replace("@", own))

    def person(self, city: City, job: str, like: Person | None = None, kin: Person | None = None) -> Person:
        """Somebody new in a city; `like` makes a namesake of somebody, `kin` a relative."""
        chance = self.chance
        culture = city.country.culture
        if culture == "mixed":
            culture = chance.among({"hispanic": 5, "anglo": 4, "filipino": 1, "haitian": 1})
        given_names = names.GIVEN[culture][chance.yes(0.5)]
        given = chance.pick(given_names)
        surnames = names.SURNAMES[culture]
        family = chance.pick(surnames).replace("_", " ")
        if culture in ("hispanic", "lusophone") and chance.yes(0.6):
            family += " " + chance.pick(surnames)
        if culture in names.MIDDLE:
            given = (given + " " + names.MIDDLE[culture][chance.yes(0.5)]).strip()
        elif chance.yes(0.3):
            given += " " + chance.pick(given_names)
        age = min(79.0, 17.5 + chance.gammavariate(2.2, 7.5))
        born = date(2024, 6, 1) - timedelta(days=int(age * 365.25))
        if kin:
            family = kin.family
        if like:
            given, family = like.given, like.family
            if chance.yes(0.4):
                born = date.fromisoformat(like.born) + timedelta(days=chance.randrange(-300, 300))
        tongue = chance.pick(city.country.tongues)
        handle = self._handle(given, family)
        made = Person(
            given,
            family,
            born.isoformat(),
            city,
            tongue,
            self.phone(city),
            f"{handle}@{chance.pick(['correo', 'buzon', 'mailbox', 'posta'])}.example",
            self.address(city, tongue),
            job,
            chance.about({"US": 2600, "ES": 1700, "PT": 1300}.get(city.country.code, 700), 0.45),
            21.0 if job == "nights" else chance.gauss(7.5, 1.5),
            chance.about(1.0, 0.55),
            handle=handle,
            platform=chance.pick(PLATFORMS),
        )
        self.people.append(made)
        self.living[city.name].append(made)
        return made

    def _handle(self, given: str, family: str) -> str:
        stem = (given.split()[0] + self.chance.pick(["", ".", "_"]) + family.split()[0]).lower()
        plain = "".join(c for c in stem if c.isascii() and (c.isalnum() or c in "._"))
        return self._digits(plain + self.chance.pick(["#", "##", "##", "###"]))

    def stage_name(self) -> tuple[str, str]:
        """A name for adverts and a handle to it."""
        name = self.chance.pick(names.STAGE)
        return name, self._digits(name.lower() + self.chance.pick(["_##", ".###", "##", "_vip##", "x###"]))

    def address(self, city: City, tongue: str = "") -> str:
        street = self.chance.pick(names.STREETS[tongue or city.country.tongues[0]]).replace("_", " ")
        return f"{street} {self.chance.randrange(1, 240)}" + self.chance.pick(
            ["", "", " B", f"-{self.chance.randrange(1, 40)}"]
        )

    def bank_of(self, country: Country) -> Bank:
        code = country.code
        near = "islands" if code in ISLANDS else "east" if code in EAST else "andes"
        return BANKS.get(code) or BANKS[near]

    def app_of(self, country: Country) -> Bank:
        return APPS["east" if country.code in EAST else "west"]

    def open(
        self,
        holder: Person | Firm,
        bank: Bank,
        city: City,
        opened: float,
        by: Maker | None = None,
        **sheet: str,
    ) -> Account:
        """A new account; its opening sheet may reach the files."""
        if bank.style.startswith("IBAN"):
            bban = self._digits("9###" + "#" * (16 if bank.style.endswith("ES") else 17))
            number = _iban(bank.style[-2:], bban)
        elif bank.style == "TRON":
            number = _base58check(b"\x41" + self.chance.randbytes(20))
        else:
            number = self._digits(bank.style)
        made = Account(number, bank, holder, city, opened)
        holder.accounts.append(made)
        if self.chance.yes(bank.hands_over):
            self.stage.banks.opened(made, by, **sheet)
        return made

    def wallet(self, holder: Person, opened: float) -> Account:
        """A wallet on a public chain: nobody keeps an opening sheet of it."""
        made = self.open(holder, WALLET, holder.city, opened)
        holder.accounts.remove(made)
        return made

    def firm(
        self, city: City, trade: str, owner: Person | None = None, age: float = 0.0, by: Maker | None = None
    ) -> Firm:
        chance = self.chance
        owner = owner or chance.pick(self.living[city.name])
        stem = owner.family.split()[0] if chance.yes(0.3) else chance.pick(names.SURNAMES["hispanic"])
        name = chance.pick(names.FIRM[trade]).format(
            s=f"{stem} {chance.pick('Sol Norte Real Verde Azul Delta Uno Mar Luna Prime'.split())}"
        )
        email = self._digits(stem.lower().encode("ascii", "ignore").decode() + "##") + "@negocio.example"
        made = Firm(name, trade, city, owner, self.phone(city), email, self.address(city))
        opened = (
            self.stage.start - chance.about(900, 0.8) * 86_400 if not age else self.stage.now - age * 86_400
        )
        self.open(made, self.bank_of(city.country), city, opened, by)
        self.firms[city.name, trade].append(made)
        return made

    def near(self, city: City, trade: str) -> Firm:
        """A firm of that trade in the city, else in its country, else anywhere (opened when there is none)."""
        here = self.firms[city.name, trade]
        if here:
            return self.chance.pick(here)
        there = [f for c in CITIES if c.country == city.country for f in self.firms[c.name, trade]]
        return self.chance.pick(there) if there else self.firm(city, trade)

    def stranger(self, city: City) -> Person:
        """Anybody of the city who takes no part in anything."""
        for _ in range(20):
            found = self.chance.pick(self.living[city.name])
            if not found.taken:
                return found
        return found

    def relative(self, of: Person, city: City, same_name: float) -> Person:
        """Kin of somebody, living in that city, with an account."""
        made = self.person(city, "odd jobs", kin=of if self.chance.yes(same_name) else None)
        made.contacts.append(of)
        made.taken = True
        self.open(
            made, self.bank_of(city.country), city, self.stage.start - 86_400 * self.chance.about(600, 0.8)
        )
        return made

    def draw(self, city: City, job: str = "", young: bool = False) -> Person:
        """Take somebody out of the town for a part; a newcomer when nobody fits."""
        for _ in range(30):
            found = self.chance.pick(self.living[city.name])
            if not found.taken and (not job or found.job == job) and (not young or found.born > "1984"):
                break
        else:
            found = self.person(city, job or "odd jobs")
            self.open(
                found,
                self.bank_of(city.country),
                city,
                self.stage.start - 86_400 * self.chance.about(600, 0.8),
            )
        found.taken = True
        return found
