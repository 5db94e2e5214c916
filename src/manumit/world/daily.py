"""Ordinary money: what every account does from month to month, told fast (this is nine records in ten)."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from manumit.world import clock
from manumit.world.banks.numbering import COUNTRIES
from manumit.world.calendar import Event
from manumit.world.chance import SPREADS, bell, spread, stream, swell
from manumit.world.people import Habit, Person
from manumit.world.town import Town

# what one line of one person is: the habit's constants, the partner accounts, the typical amount, the rounding step
Line = tuple[
    tuple[str, str, tuple[float, ...], tuple[int, ...], tuple[str, ...], str], tuple[str, ...], float, int
]
REGULAR = 0.7  # share of payments to a partner paid before (money-travel.md, 3)


class Households:
    """The habits of all account holders, and their payments month by month."""

    def __init__(self, town: Town) -> None:
        self.town, rng = town, stream(town.seed, "habits")
        self._multipliers = [tuple(swell(s * bell(rng)) for _ in range(256)) for s in SPREADS]
        self._constants: dict[tuple[str, int], Any] = {}
        self.members: list[tuple[str, tuple[Any, ...], tuple[Line, ...], float, int]] = []
        self._opened: dict[str, int] = {}
        self.monthly: list[tuple[str, str, str, int, int, tuple[Any, ...], float, int]] = []
        lines = town.bank.habits.HABITS
        tilt = [spread(rng, line[1], 0.25) for line in lines]  # the world's own taste
        for who in list(town.people):
            if who.account:
                self._settle(rng, who, lines, tilt)

    def _settle(self, rng: Random, who: Person, lines: tuple[Habit, ...], tilt: list[float]) -> None:
        """Choose somebody's habits for the year."""
        chosen = rng.choices(lines, tilt, k=rng.randint(7, 13))
        kept = tuple(self._line(rng, who, line) for line in chosen)
        place = (who.city, COUNTRIES[who.city[1]][0])
        self.members.append((who.account, place, kept, who.life * spread(rng, 1.0, 0.55), who.opened))
        self._opened[who.account] = who.opened
        for line in self.town.bank.habits.MONTHLY:
            if rng.random() < line[1] * min(1.0, who.life + 0.2):
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
            self._partners(rng, who, kind, mcc),
            float(town.price(spread(rng, usd, 0.3), currency)),
            step,
        )

    def _partners(self, rng: Random, who: Person, kind: str, mcc: str) -> tuple[str, ...]:
        town = self.town
        if kind == "shop":
            return tuple(town.shop(rng, who.city, mcc) for _ in range(rng.randint(1, 3)))
        if kind == "friend":
            return tuple(town.neighbour(rng).account for _ in range(rng.randint(1, 3)))
        if kind == "adsite":
            return (rng.choice(town.site_accounts),)
        if kind == "firm":
            return (rng.choice(town.firms).account if rng.random() < 0.5 else town.neighbour(rng).account,)
        if kind == "wallet":
            return (town.registry.wallet() if rng.random() < 0.5 else town.shop(rng, who.city, mcc),)
        return ("",)

    def _regular(self, rng: Random, who: Person, line: Habit, place: tuple[Any, ...]) -> None:
        """A payment of every month: wages, rent, money sent home."""
        town, (name, usd, unit, kind) = self.town, (line[0], line[4], line[6], line[9])
        amount = float(town.price(spread(rng, usd, 0.35), place[1], unit))
        small = rng.random() < 0.3
        other = {
            "employer": rng.choice(town.firms).account,
            "abroad": f"M{town.registry.number('shop'):08d}",
        }.get(kind) or (town.neighbour(rng).account if small else rng.choice(town.firms).account)
        pair = (other, who.account) if name == "wages" else (who.account, other)
        if pair[0] != pair[1]:
            self.monthly.append(
                (*pair, name, rng.randint(0, 27), rng.randint(0, 2), place, amount, who.opened)
            )

    def appetite(self, month: int, wanted: float) -> float:
        """What each account's habits are multiplied by, so that the month has `wanted` payments of open accounts."""
        start, end = clock.month_span(month)
        regular = sum(1 for line in self.monthly if line[7] < (start + end) // 2)
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
        for debtor, creditor, name, day, slip, (city, currency), amount, opened in self.monthly:
            line = town.lines[name]
            t = clock.at_hour(
                rng, first + min(days - 1, day + int(rng.random() * (slip + 1))), town.hours[line[7]], city[4]
            )
            minor = int(amount * (0.96 + 0.08 * rng.random())) if name == "wages" else int(amount)
            memo = rng.choice(memos[name]).format(month=label)
            if t >= opened:
                yield (t, debtor, creditor, minor, currency, line[2], line[3], city, memo, -1)

    def _spending(self, rng: Random, first: int, days: int, appetite: float) -> Iterator[Event]:
        draw, day_s, hour_s, hubs, known = rng.random, clock.DAY, clock.HOUR, self.town.hubs, self._opened
        for account, (home, currency), lines, life, opened in self.members:
            count, width = int(life * appetite + draw()), len(lines)
            for _ in range(count):
                (channel, mcc, times, hours, memos, kind), partners, typical, step = lines[
                    int(draw() * width)
                ]
                city = home if draw() < 0.93 else hubs[int(draw() * len(hubs))]
                minor = int(typical * times[int(draw() * 256)])
                if step:
                    minor = (minor + step // 2) // step * step or step
                hour = hours[int(draw() * len(hours))]
                t = (first + int(draw() * days)) * day_s + hour * hour_s + int(draw() * hour_s) - city[4] * 60
                partner = partners[int(draw() * len(partners))]
                if t < opened:
                    continue
                if kind == "friend" and (draw() > REGULAR or known.get(partner, 0) > t):
                    partner = self.town.neighbour(rng, t).account
                memo = memos[int(draw() * len(memos))]
                if kind == "cashin":
                    yield (t, "", account, minor, currency, channel, mcc, city, memo, -1)
                elif partner != account:
                    yield (t, account, partner, minor, currency, channel, mcc, city, memo, -1)
