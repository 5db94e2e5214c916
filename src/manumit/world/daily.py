"""Ordinary money: what every account does from month to month, told fast (this is nine records in ten)."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from manumit.world import clock
from manumit.world.banks.numbering import COUNTRIES
from manumit.world.calendar import Event
from manumit.world.chance import SPREADS, bell, spread, stream, swell
from manumit.world.circles import CASH_JOBS, Circles
from manumit.world.people import Habit, Person
from manumit.world.town import Town

# what one line of one person is: the habit's constants, the partner accounts, the typical amount, the rounding step
Line = tuple[
    tuple[str, str, tuple[float, ...], tuple[int, ...], tuple[str, ...], str], tuple[str, ...], float, int
]
REGULAR = 0.9  # share of payments to somebody of the circle; the rest goes to sellers one doesn't know
CASH_DAYS = 0.97  # share of cash deposits in the home city


class Households:
    """The habits of all account holders, and their payments month by month."""

    def __init__(self, town: Town, circles: Circles) -> None:
        self.town, self.circles, rng = town, circles, stream(town.seed, "habits")
        self._multipliers = [tuple(swell(s * bell(rng)) for _ in range(256)) for s in SPREADS]
        self._constants: dict[tuple[str, int], Any] = {}
        self.members: list[tuple[str, tuple[Any, ...], tuple[Line, ...], float, int, list[Any]]] = []
        self._opened: dict[str, int] = {}
        # debtor, creditor, name, day, slip, place, amount, opened, payments a month
        self.monthly: list[tuple[str, str, str, int, int, tuple[Any, ...], float, int, int]] = []
        lines = town.bank.habits.HABITS
        tilt = [spread(rng, line[1], 0.25) for line in lines]  # the world's own taste
        cash = [
            weight * (2.4 if line[9] == "cashin" else 1.0) for line, weight in zip(lines, tilt, strict=True)
        ]
        none = [
            weight * (0.0 if line[9] == "cashin" else 1.0) for line, weight in zip(lines, tilt, strict=True)
        ]
        for who in list(town.people):
            if who.account:
                self._settle(rng, who, lines, cash if who.job in CASH_JOBS else none)

    def _settle(self, rng: Random, who: Person, lines: tuple[Habit, ...], tilt: list[float]) -> None:
        """Choose somebody's habits for the year."""
        chosen = rng.choices(lines, tilt, k=rng.randint(7, 13))
        kept = tuple(self._line(rng, who, line) for line in chosen)
        place = (who.city, COUNTRIES[who.city[1]][0])
        away = [city for city in who.places if city in self.town.hubs] or [who.city]
        self.members.append((who.account, place, kept, who.life * spread(rng, 1.0, 0.55), who.opened, away))
        self._opened[who.account] = who.opened
        for line in self.town.bank.habits.MONTHLY:
            chance = line[1] * min(1.0, who.life + 0.2)
            if line[0] == "wages":
                chance *= 0.0 if who.waged else 1.25
            if line[0] == "remittance":
                chance *= 2.2 if who.home is not who.city else 0.25
            if rng.random() < chance:
                self._regular(rng, who, line, place)

    def _line(self, rng: Random, who: Person, line: Habit) -> Line:
        """One habit of one person: fixed partners, an own price level."""
        name, _, channel, mcc, usd, width, unit, hours, memo, kind = line
        town, currency = self.town, COUNTRIES[who.city[1]][0]
        const = self._constants.get((name, 0))
        if const is None:
            const = (
                channel,
                mcc,
                self._multipliers[width],
                town.hours[hours],
                town.bank.stories.MEMOS[memo],
                kind,
            )
            self._constants[(name, 0)] = const
        step = town.price(unit, currency, unit) if unit else 0
        return (
            const,
            self._partners(rng, who, kind, mcc, name),
            float(town.price(spread(rng, usd, 0.3), currency)),
            step,
        )

    def _partners(self, rng: Random, who: Person, kind: str, mcc: str, name: str) -> tuple[str, ...]:
        town = self.town
        if kind == "shop":
            return tuple(town.shop(rng, who.city, mcc) for _ in range(rng.randint(1, 3)))
        if kind == "friend":
            near = {
                "family": who.kin,
                "friends": who.friends + who.mates,
                "nights out": who.friends + who.mates,
            }
            circle = [one.account for one in near.get(name) or who.kin + who.friends if one.account]
            return tuple(rng.sample(circle, min(len(circle), rng.randint(2, 5)))) or ("",)
        if kind == "adsite":
            return (rng.choice(town.site_accounts),)
        if kind == "firm":
            shared = [one.account for one in who.mates + who.kin if one.account] or [who.landlord]
            own = rng.choice(shared) if name == "bills" else self.circles.seller(rng, who.city, clock.END)
            firm = rng.choice(town.firms[: town.ordinary_firms]).account
            return (own if own and rng.random() < (0.6 if name == "bills" else 0.45) else firm,)
        if kind == "wallet":
            return (town.registry.wallet() if rng.random() < 0.5 else town.shop(rng, who.city, mcc),)
        return ("",)

    def _regular(self, rng: Random, who: Person, line: Habit, place: tuple[Any, ...]) -> None:
        """A payment of every month: wages, rent, money sent home."""
        town, (name, usd, unit, kind) = self.town, (line[0], line[4], line[6], line[9])
        amount = float(town.price(spread(rng, usd, 0.35), place[1], unit))
        if kind == "employer" and who.employer is None:
            return
        boss = who.employer.account if who.employer else ""
        other = boss if kind == "employer" else town.payee(who) if kind == "abroad" else who.landlord
        pair = (other, who.account) if name == "wages" else (who.account, other)
        day, slip, turns = rng.randint(0, 27), rng.randint(0, 2), 1
        if name == "wages":  # one payday a firm: monthly, twice a month or weekly
            turns, day = town.pay_cycle(boss)
            amount /= turns
        if pair[0] != pair[1]:
            self.monthly.append((*pair, name, day, slip, place, amount, who.opened, turns))

    def appetite(self, month: int, wanted: float) -> float:
        """What each account's habits are multiplied by, so that the month has `wanted` payments of open accounts."""
        start, end = clock.month_span(month)
        regular = sum(line[8] for line in self.monthly if line[7] < (start + end) // 2)
        active = sum(
            member[3] * min(1.0, max(0.0, (end - member[4]) / (end - start))) for member in self.members
        )
        return max(0.1, (wanted - regular) / max(1.0, active))

    def month(self, month: int, appetite: float) -> Iterator[Event]:
        """The month's payments in no order: (t, debtor, creditor, minor, currency, channel, mcc, city, memo, tag)."""
        rng = stream(self.town.seed, "daily", month)
        start, end = clock.month_span(month)
        yield from self._paydays(rng, month, start // clock.DAY, (end - start) // clock.DAY)
        yield from self._spending(rng, start // clock.DAY, (end - start) // clock.DAY, appetite)

    def _paydays(self, rng: Random, month: int, first: int, days: int) -> Iterator[Event]:
        town, label = self.town, clock.MONTH_NAMES[clock.MONTHS[month][1] - 1]
        memos = {line[0]: town.bank.stories.MEMOS[line[8]] for line in town.bank.habits.MONTHLY}
        for debtor, creditor, name, start, slip, (city, currency), amount, opened, turns in self.monthly:
            line = town.lines[name]
            for turn in range(turns):
                day = (start + turn * 30 // turns) % days if turns > 1 else start
                day = min(days - 1, day + int(rng.random() * (slip + 1)))
                t = clock.at_hour(rng, first + day, town.hours[line[7]], city[4])
                minor = int(amount * (0.96 + 0.08 * rng.random())) if name == "wages" else int(amount)
                memo = rng.choice(memos[name]).format(month=label)
                if name == "wages":
                    memo = town.pay_memo(debtor, memo, town.holder[creditor])
                if t >= opened:
                    yield (t, debtor, creditor, minor, currency, line[2], line[3], city, memo, -1)

    def _spending(self, rng: Random, first: int, days: int, appetite: float) -> Iterator[Event]:
        draw, day_s, hour_s, known, seller = (
            rng.random,
            clock.DAY,
            clock.HOUR,
            self._opened,
            self.circles.seller,
        )
        for account, (home, currency), lines, life, opened, away in self.members:
            count, width = int(life * appetite + draw()), len(lines)
            for _ in range(count):
                (channel, mcc, times, hours, memos, kind), partners, typical, step = lines[
                    int(draw() * width)
                ]
                local = draw() < (CASH_DAYS if kind == "cashin" else 0.93)
                city = home if local else away[int(draw() * len(away))]
                minor = int(typical * times[int(draw() * 256)])
                if step:
                    minor = (minor + step // 2) // step * step or step
                hour = hours[int(draw() * len(hours))]
                t = (first + int(draw() * days)) * day_s + hour * hour_s + int(draw() * hour_s) - city[4] * 60
                partner = partners[int(draw() * len(partners))]
                if t < opened:
                    continue
                if kind == "friend":
                    if known.get(partner, 0) > t:  # not a customer yet: somebody else of the circle
                        partner = next((one for one in partners if known.get(one, 0) <= t), "")
                    if not partner or draw() > REGULAR:
                        partner = seller(rng, home, t)
                memo = memos[int(draw() * len(memos))]
                if kind == "cashin":
                    yield (t, "", account, minor, currency, channel, mcc, city, memo, -1)
                elif partner != account:
                    yield (t, account, partner, minor, currency, channel, mcc, city, memo, -1)
