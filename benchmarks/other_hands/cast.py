"""Who and what appears in this world: people, accounts, firms, records, stories."""

from dataclasses import dataclass, field
from datetime import datetime

from .atlas import City

Cell = str | float | int | list[str] | None


@dataclass(slots=True, eq=False)
class Account:
    id: str
    house: str
    """Who keeps the book: lauragais, hansebund, pendle, maritime (banks) or kitefly (payment app)."""
    currency: str
    holder: str
    city: City


@dataclass(slots=True, eq=False)
class Human:
    given: str
    family: str
    birth: str
    city: City
    phone: str
    email: str
    document: str
    address: str
    tongue: str
    account: Account
    app: Account | None
    pace: float
    """Share of an ordinary life that is seen in the books: 1 = all living costs."""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def till(self) -> Account:
        """Where small transfers arrive."""
        return self.app or self.account


@dataclass(slots=True, eq=False)
class Firm:
    name: str
    trade: str
    city: City
    account: Account
    phone: str
    email: str


@dataclass(slots=True, eq=False)
class Rec:
    kind: str
    feed: str
    at: datetime
    row: dict[str, Cell]
    who: Human | None = None
    key: str = ""
    """source_id, given when the file is written."""
    extra: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Story:
    """One operation, or one innocent instance of a look-alike group."""

    label: str
    recs: list[Rec] = field(default_factory=list)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    humans: list[tuple[Human, str]] = field(default_factory=list)

    def keep(self, *recs: Rec) -> None:
        self.recs.extend(recs)

    def member(self, kind: str, ident: str, role: str) -> None:
        self.ids.setdefault((kind, ident), role)

    def cast(self, role: str, *people: Human) -> None:
        self.humans.extend((p, role) for p in people)

    def role_of(self, human: Human) -> str:
        return next((role for h, role in self.humans if h is human), "unknown")
