"""A story: one planted operation or one innocent look-alike while it is told.

Both kinds are told with the same acts (`money`, `travel`, `words`), which draw amounts, hours, memos and sentences from
the bank's ordinary habits. So one payment, one advert or one booking of an operation looks like anybody's; who pays
whom, in which order and under whose phone is all that differs, as in the red-flag papers (FinCEN FIN-2020-A008,
FATF/APG 2018, ILO 2012).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from manumit.world import clock
from manumit.world.adverts import Advertiser, local_moment
from manumit.world.banks.numbering import COUNTRIES
from manumit.world.calendar import Calendar, Event
from manumit.world.chance import SPREADS, heavy, spread
from manumit.world.offers import Recruiter
from manumit.world.people import City, Firm, Habit, Person
from manumit.world.town import Town


@dataclass(frozen=True, slots=True)
class Level:
    """What a difficulty means: noise in writing, reuse of identifiers, drift of wording, look-alikes an operation."""

    name: str
    noise: float
    share: float
    drift: float
    lookalikes: float


LEVELS = {
    "easy": Level("easy", 0.01, 0.85, 0.1, 1.0),
    "medium": Level("medium", 0.03, 0.62, 0.3, 1.12),
    "hard": Level("hard", 0.06, 0.36, 0.55, 1.6),
}


@dataclass(slots=True)
class Story:
    """People, identifiers and window of one story; `members` maps (kind, id) to a role."""

    town: Town
    calendar: Calendar
    rng: Random
    level: Level
    tag: int
    group: str  # exploitation type of an operation, group of a look-alike
    planted: bool
    start: int
    end: int
    budget: int
    share: float
    cities: list[City] = field(default_factory=list)
    origin: list[City] = field(default_factory=list)
    cast: dict[str, list[Person]] = field(default_factory=dict)
    members: dict[tuple[str, str], str] = field(default_factory=dict)
    phones: list[str] = field(default_factory=list)
    adverts: list[Event] = field(default_factory=list)
    income: list[tuple[int, str, int, str]] = field(default_factory=list)  # time, account, minor, currency
    maker: Advertiser | None = None
    recruiter: Recruiter | None = None
    firm: Firm | None = None
    payrolls: dict[str, tuple[int, int, int, int, str]] = field(
        default_factory=dict
    )  # by account they land in
    pay_level: float = 0.0
    shown: set[str] = field(default_factory=set)  # identifiers that stand in the story's records
    told: int = 0

    def keep(self, kind: str, event: Event) -> bool:
        """Put an event into the calendar and count it."""
        kept = self.calendar.add(kind, event)
        self.told += kept
        if kept:
            self.shown.update(value for value in event if isinstance(value, str))
            if kind == "booking":
                self.shown.update(f"{who.airline_name}|{who.birth}" for who in event[5])
            if kind == "missing_person":
                self.shown.add(f"{event[1]}|{event[2]}")
        return kept

    def close(self) -> None:
        """Keep as members those whose identifiers stand in a record of the story, or in their account's entry."""
        for people in self.cast.values():
            self.shown.update(who.phone for who in people if who.account in self.shown)
        self.members = {key: role for key, role in self.members.items() if key[1] in self.shown}

    def moment(self, low: float, high: float, hours: str, city: City) -> int:
        """A time in a part of the story's span, at an hour people keep."""
        span = self.end - self.start
        return local_moment(
            self.rng, self.town, self.start + int(low * span), self.start + int(high * span), hours, city
        )

    def city_at(self, t: int) -> City:
        """Where the story plays at a time: it relocates along its list of cities."""
        part = min(0.999, max(0.0, (t - self.start) / max(1, self.end - self.start)))
        return self.cities[int(part * len(self.cities))]

    def enrol(self, who: Person, role: str) -> Person:
        """Somebody takes part; what the files show of them becomes members of the truth."""
        self.cast.setdefault(role, []).append(who)
        if who.account:
            self.members.setdefault(("account", who.account), role)
            self.members.setdefault(("phone", who.phone), role)
        return who

    def member(self, kind: str, ident: str, role: str) -> None:
        """An identifier that belongs to the story."""
        if ident:
            self.members.setdefault((kind, ident), role)

    def one(self, *roles: str) -> Person:
        """Somebody with one of the roles, the first role that is filled."""
        for role in roles:
            if self.cast.get(role):
                return self._usual(self.cast[role])
        return next(iter(self.cast.values()))[0]

    def _usual(self, people: list[Person]) -> Person:
        """The first ones do most: the same account, phone and name recur over the traces of a careless story."""
        return people[int(self.rng.random() ** (1 + 2.5 * self.share) * len(people))]

    def account_of(self, *roles: str) -> str:
        """An account of somebody with one of the roles."""
        for role in roles:
            banked = [who for who in self.cast.get(role, ()) if who.account]
            if banked:
                return self._usual(banked).account
        banked = [who for people in self.cast.values() for who in people if who.account]
        if banked:
            return self.rng.choice(banked).account
        who = next(iter(self.cast.values()))[0]
        self.town.open_account(self.rng, who)
        self.member("account", who.account, next(iter(self.cast)))
        return who.account

    def phone(self, role: str) -> str:
        """A number the story uses: an old one when it is careless, else a new burner."""
        if self.phones and self.rng.random() < min(0.97, 0.1 + 1.1 * self.share):
            return self.phones[int(self.rng.random() ** 2 * len(self.phones))]
        number = self.town.phones.number(self.cities[0][1])
        self.phones.append(number)
        self.member("phone", number, role)
        return number

    def known(self, number: str) -> None:
        """A number that stood on one trace may stand on the next."""
        if number and number not in self.phones:
            self.phones.append(number)

    def show(self, ident: str) -> str:
        """An identifier that is written into a text."""
        self.shown.add(ident)
        return ident

    def amount(self, line: Habit, currency: str) -> int:
        """Minor units such as the habit's amounts are."""
        return self.town.price(spread(self.rng, line[4], SPREADS[line[5]]), currency, line[6])

    def pay(
        self,
        name: str,
        debtor: str,
        creditor: str,
        t: int,
        *,
        city: City | None = None,
        minor: int = 0,
        memo: str | None = None,
    ) -> bool:
        """A payment along one of the ordinary habits' lines: same channel, category, amounts and memo words."""
        if debtor == creditor:
            return False
        line, place = self.town.lines[name], city or self.city_at(t)
        currency = COUNTRIES[place[1]][0]
        minor = minor or self.amount(line, currency)
        if memo is None:
            memo = self.memo(name, t)
        return self.keep(
            "payment", (t, debtor, creditor, minor, currency, line[2], line[3], place, memo, self.tag)
        )

    def memo(self, name: str, t: int) -> str:
        """What people write on such a payment."""
        month = clock.MONTH_NAMES[clock.MONTHS[clock.month_of(t)][1] - 1]
        return str(self.rng.choice(self.town.bank.stories.MEMOS[self.town.lines[name][8]])).format(
            month=month
        )

    def hours(self, name: str) -> str:
        """The hours of a habit's line."""
        return self.town.lines[name][7]


def recruit_person(
    story: Story,
    role: str,
    *,
    opened: float = 0.4,
    banked: float = 0.85,
    home: City | None = None,
    surname: str = "",
    ages: tuple[int, int] = (18, 50),
    sex: str = "",
    life: float = 1.0,
) -> Person:
    """Somebody new for a story; with chance `opened` the account was opened while it ran (a record of the story)."""
    rng, town = story.rng, story.town
    fresh = rng.random() < opened
    when = story.moment(0.0, 0.1, "office", story.cities[0]) if fresh else None
    who = town.person(
        rng, story.cities[0], home=home, surname=surname, ages=ages, sex=sex, account=banked, opened=when
    )
    who.life = life
    return story.enrol(who, role) if not fresh else open_in_story(story, who, role)


def open_in_story(story: Story, who: Person, role: str) -> Person:
    """Count the opened account as a record of the story."""
    if who.account:
        story.town.account_tag[who.account] = story.tag
        story.shown.add(who.account)
        story.told += 1
    return story.enrol(who, role)


def pick_hours(rng: Random, late: float) -> str:
    """The hours of a paying visitor: late with the story's own habit, else any."""
    return heavy(rng, (("late", late), ("evening", (1 - late) / 2), ("any", (1 - late) / 2)))
