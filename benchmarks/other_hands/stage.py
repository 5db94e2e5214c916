"""The stage: people, accounts and firms, and the ledger of everything that leaves a trace."""

import random
from datetime import UTC, datetime, timedelta, timezone

from . import atlas
from .atlas import City
from .cast import Account, Cell, Firm, Human, Rec, Story
from .digits import Numbers, plain
from .words import BANKS

__all__ = ["HOURS", "Account", "Cell", "Firm", "Human", "Rec", "Stage", "Story"]


HOURS = {
    "office": (8, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17),
    "day": (7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21),
    "evening": (16, 17, 18, 18, 19, 19, 20, 20, 21, 21, 22, 22, 23, 0),
    "late": (18, 19, 20, 21, 21, 22, 22, 23, 23, 0, 1, 2, 3),
    "any": (0, 1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 18, 19, 19, 20, 20, 21, 22, 22, 23),
}
HOUSE = {"FR": "lauragais", "DE": "hansebund", "GB": "pendle", "CA": "maritime"}


class Stage:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"other hands {seed}")
        self.numbers = Numbers(self.rng)
        self.start = datetime(2022, 3, 1, tzinfo=UTC) + timedelta(days=self.rng.randrange(700))
        self.days = 280
        self.recs: list[Rec] = []
        self.people: list[Human] = []
        self.shops: list[Firm]
        self.processor: Firm
        self.employers: list[Firm]
        self.payroll_house: Firm
        self.hotels: list[tuple[Firm, City]]
        self.boards: dict[str, Firm]
        self.board_price: dict[str, float]
        self.agencies: list[Firm]
        self.remitters: list[Firm]
        self.exchange: Firm
        self.taxis: list[Firm]
        self.relays: list[str]
        from .guild import found

        found(self)

    # -- time
    def at(self, day: float, hours: str, city: City) -> datetime:
        hour = self.rng.choice(HOURS[hours])
        zone = timezone(timedelta(hours=city.hours))
        base = (self.start + timedelta(days=int(day))).replace(tzinfo=zone, hour=0)
        return base + timedelta(hours=hour, minutes=self.rng.randrange(60), seconds=self.rng.randrange(60))

    def emit(self, kind: str, feed: str, at: datetime, row: dict[str, Cell], who: Human | None = None) -> Rec:
        rec = Rec(kind, feed, at, row, who)
        self.recs.append(rec)
        return rec

    # -- people and accounts
    def open(
        self,
        holder: str,
        city: City,
        *,
        kind: str,
        phone: str,
        email: str,
        address: str,
        job: str,
        day: float,
        app: bool = False,
    ) -> tuple[Account, Rec]:
        ident = self.numbers.app() if app else self.numbers.account(city.country)
        house = "kitefly" if app else HOUSE[city.country]
        account = Account(ident, house, atlas.CURRENCY[city.country], holder, city)
        at = self.at(day, "office", city)
        row: dict[str, Cell] = {
            "account_id": ident,
            "opened_at": at.isoformat(),
            "kind": kind,
            "holder_name": holder,
            "phone": phone,
            "email": email,
            "address": address,
            "city": city.name,
            "country": city.country,
            "occupation": job,
        }
        return account, self.emit("account", house, at, row)

    def human(
        self,
        city: City | None = None,
        *,
        tongue: str | None = None,
        age: tuple[int, int] = (19, 58),
        opened: float | None = None,
        address: str | None = None,
        job: str | None = None,
        app: bool | None = None,
        family: str | None = None,
        pace: float | None = None,
        phone: str | None = None,
        email: str | None = None,
    ) -> Human:
        r = self.rng
        city = city or r.choice(atlas.HOMES)
        tongue = tongue or self.tongue(city)
        given, surname = r.choice(atlas.GIVEN[tongue]), family or r.choice(atlas.FAMILY[tongue])
        born = self.start - timedelta(
            days=round(365.25 * r.triangular(age[0], age[1], age[0] * 0.6 + age[1] * 0.4))
        )
        phone = phone or self.numbers.phone(city.country)
        tag = f"{plain(given)}.{plain(surname)}".lower()
        email = (
            email
            or f"{tag}{r.randrange(1000)}@{r.choice(('postbox', 'mailnest', 'courriel', 'inbox'))}.example"
        )
        address = address or f"{r.randrange(1, 140)} {r.choice(atlas.STREETS)}"
        job = job or r.choice(
            (
                "clerk",
                "driver",
                "nurse",
                "cook",
                "student",
                "cleaner",
                "fitter",
                "teacher",
                "warehouse",
                "hospitality",
                "self employed",
                "care worker",
                "none",
                "",
            )
        )
        opened = (
            opened
            if opened is not None
            else r.choice((r.uniform(-900, 0), r.uniform(-900, 0), r.uniform(0, 200)))
        )
        account, _ = self.open(
            f"{given} {surname}",
            city,
            kind="person",
            phone=phone,
            email=email,
            address=address,
            job=job,
            day=opened,
        )
        human = Human(
            given,
            surname,
            born.date().isoformat(),
            city,
            phone,
            email,
            self.numbers.document(),
            address,
            tongue,
            account,
            None,
            pace if pace is not None else r.uniform(0.1, 1),
        )
        if app if app is not None else r.random() < 0.4:
            human.app, _ = self.open(
                human.name,
                city,
                kind="person",
                phone=phone,
                email=email,
                address=address,
                job="",
                day=opened + r.uniform(0, 30),
                app=True,
            )
        self.people.append(human)
        return human

    def tongue(self, city: City) -> str:
        """Languages mix everywhere; the local one leads."""
        return atlas.TONGUE[city.country] if self.rng.random() < 0.5 else self.rng.choice(tuple(BANKS))

    def account_recs(self, *people: Human) -> list[Rec]:
        """Account rows of these people (few people, called at the end of a story)."""
        wanted = {a.id for p in people for a in (p.account, p.app) if a}
        return [rec for rec in self.recs if rec.kind == "account" and rec.row["account_id"] in wanted]

    # -- money
    def pay(
        self,
        at: datetime,
        source: Account | None,
        target: Account | None,
        amount: float,
        channel: str,
        city: City,
        mcc: str = "",
        memo: str | None = None,
    ) -> Rec:
        """One payment; None as source or target means cash over a counter or machine."""
        book = source or target
        assert book is not None
        if memo is None:
            memo = self.rng.choice(atlas.MEMOS) if channel in ("p2p", "transfer", "crypto") else ""
        row: dict[str, Cell] = {
            "time": at.isoformat(),
            "debtor_account": source.id if source else "",
            "creditor_account": target.id if target else "",
            "amount": f"{max(amount, 0.5):.2f}",
            "currency": book.currency,
            "channel": channel,
            "merchant_category": mcc,
            "city": city.name,
            "country": city.country,
            "memo": memo,
        }
        feed = book.house
        if feed == "hansebund" and channel not in ("transfer", "payroll"):
            feed = "hansebund_cards"
        rec = self.emit("payment", feed, at, row)
        rec.extra = {"source": source, "target": target}
        return rec

    def sum_of(self, kind: str) -> float:
        """Amounts come from the same shapes whoever pays them."""
        r = self.rng
        if kind == "small":
            return round(r.lognormvariate(3.1, 0.6), 2)
        if kind == "friend":
            return float(r.choice((r.randrange(10, 60), r.randrange(50, 320, 10), r.randrange(40, 260, 5))))
        if kind == "wage":
            return round(r.triangular(900, 2900, 1700), 2)
        if kind == "cash":
            return float(r.randrange(40, 900, 10))
        if kind == "fee":
            return float(r.randrange(250, 1600, 50))
        return round(r.lognormvariate(5.2, 0.7), 2)
