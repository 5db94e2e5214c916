"""Who and what there is: people, firms, accounts, banks; and the makers whose doings are written down as truth."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from benchmarks.fourth_hand.atlas import City, Country


@dataclass(frozen=True, slots=True)
class Bank:
    name: str
    style: str  # '#' is a digit; 'IBAN ES' and 'IBAN PT' are computed; 'TRON' is a wallet
    hands_over: float  # the share of its accounts whose opening sheet reaches the files
    app: bool = False


@dataclass(slots=True, eq=False)
class Person:
    given: str
    family: str
    born: str
    city: City
    tongue: str
    phone: str
    email: str
    address: str
    job: str
    budget: float  # dollars a month
    wakes: float  # the local hour at which a day begins
    pace: float  # how much of this life leaves traces
    accounts: list[Account] = field(default_factory=list)
    contacts: list[Person] = field(default_factory=list)
    handle: str = ""
    platform: str = ""
    taken: bool = False  # plays a part in an operation or look-alike
    held: bool = False  # own life has stopped
    written: Counter[str] = field(default_factory=Counter)

    @property
    def account(self) -> Account:
        return self.accounts[0]

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(slots=True, eq=False)
class Firm:
    name: str
    trade: str
    city: City
    owner: Person
    phone: str
    email: str
    address: str
    accounts: list[Account] = field(default_factory=list)

    @property
    def account(self) -> Account:
        return self.accounts[0]


@dataclass(slots=True, eq=False)
class Account:
    id: str
    bank: Bank
    holder: Person | Firm
    city: City
    opened: float
    takings: float = 0.0  # dollars come in and not yet passed on

    @property
    def country(self) -> Country:
        return self.city.country


@dataclass(slots=True, eq=False)
class Maker:
    """One operation or one look-alike: what it set out to leave behind, what it left, and who took part."""

    name: str
    label: str  # exploitation type, or look-alike group
    planted: bool
    target: int  # records after which its routine comes to rest
    care: float  # 0 careless .. 1 shares as few identifiers as it can
    records: list[tuple[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    people: dict[Person, str] = field(default_factory=dict)
    things: dict[tuple[str, str], str] = field(default_factory=dict)

    def goes_on(self) -> bool:
        return len(self.records) < self.target

    def joins(self, person: Person, role: str) -> Person:
        self.people.setdefault(person, role)
        return person

    def uses(self, kind: str, value: str, role: str) -> str:
        self.things.setdefault((kind, value), role)
        return value
