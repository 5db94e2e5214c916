"""Innocent groups of people who know each other: flats, savers, tenants, charity, traders, lenders."""

from __future__ import annotations

from benchmarks.third_hand.ordinary import spend, wages
from benchmarks.third_hand.places import local
from benchmarks.third_hand.society import EMPLOYERS
from benchmarks.third_hand.story import Story, Telling


def flatmates(s: Story) -> None:
    """Migrants at one address: one of them has the cheap remittance app and sends for all, to a family each."""
    rng = s.rng
    origin, place = s.society.corridor(rng)
    where, day = s.society.address(rng, place), s.begin(0.45)
    mates = s.people(rng.randint(4, 7), place, "unknown", origin=origin, young=19, old=50, banked=0.4)
    families = [s.society.resident(rng, origin) for _ in mates]
    for mate in mates:
        if not mate.account:
            s.open(
                mate,
                s.clip(day + rng.randrange(12)),
                address=where,
                phone=mates[0].phone if rng.random() < 0.2 else "",
            )
    sender = mates[0]
    for mate, family in zip(mates[1:], families[1:], strict=True):
        job = s.society.shop(rng, rng.choice(EMPLOYERS), place)
        for when in wages(s, job, mate, day + 8, rng.randint(2, 3), 1050, own=True):
            euro = 430 * rng.uniform(0.6, 1.5)
            at = local(when + rng.randint(0, 2), rng.uniform(17, 26), place)
            s.pay(at, mate, sender, euro, "p2p", text=s.memo("friend"))
            s.pay(
                at + rng.randint(1, 30) * 3600, sender, family, euro * 0.98, text=s.memo("home"), city=place
            )
            spend(s, mate, when, s.clip(when + 25), 3, own=rng.random() < 0.4)
    s.home_life(sender)
    s.rumour(day + 45, place, who=sender, where=where, count=len(mates))


def rosca(s: Story) -> None:
    """A savings circle: everybody pays the same every month, and every month another one is paid."""
    rng = s.rng
    place = s.society.city(rng)
    circle = s.people(rng.randint(4, 6), place, "unknown", woman=rng.random() < 0.7, young=24, old=60)
    day, euro = s.begin(0.4), rng.choice((100.0, 150.0, 200.0, 300.0))
    for month, turn in enumerate(circle[: rng.randint(3, 5)]):
        for who in circle:
            if who is not turn:
                at = local(s.clip(day + 30 * month + rng.randrange(3)), rng.uniform(8, 26), place)
                s.pay(at, who, turn, euro, rng.choice(("p2p", "transfer")), text=s.memo("friend"))
    s.home_life(*circle)


def landlord(s: Story) -> None:
    """One owner, many tenants, several cities, some crowded; each tenant has wages and a life of their own."""
    rng = s.rng
    home = s.society.destination(rng)
    owner = s.one(home, "unknown", young=38, old=75)
    where, day = s.society.address(rng, home), s.begin(0.4)
    tenants = s.people(
        rng.randint(4, 8), home, "unknown", origin=s.society.city(rng), young=20, old=55, banked=0.6
    )
    for tenant in tenants:
        if not tenant.account:
            s.open(tenant, s.clip(day + rng.randrange(20)), address=where)
        job = s.society.shop(rng, rng.choice(EMPLOYERS), home)
        wages(s, job, tenant, day, 4, 1200, own=False)
        for month in range(rng.randint(2, 4)):
            at = local(s.clip(day + 30 * month + rng.randint(1, 6)), rng.uniform(8, 25), home)
            s.pay(at, tenant, owner, 240 * s.habits.mood["rent"] * rng.uniform(0.9, 1.1), text=s.memo("rent"))
    s.home_life(owner, *tenants)
    s.rumour(day + 50, home, who=owner, where=where, count=len(tenants))


def charity(s: Story) -> None:
    """Volunteers with tins in many cities: coins are paid in to the charity, which pays for food and beds."""
    rng = s.rng
    base = s.society.destination(rng)
    house = s.society.firm(rng, "office", base)
    s.cast(house, "unknown")
    s.hold(house)
    day = s.begin(0.5)
    for _ in range(rng.randint(8, 14)):
        city = s.society.city(rng, (base.country,))
        s.pay(
            local(s.clip(day), rng.triangular(15, 24, 19), city),
            None,
            house,
            rng.lognormvariate(4.9, 0.4),
            "cash",
            city=city,
        )
        if rng.random() < 0.2:
            s.sighting(s.clip(day), city, "Charity collectors with badges at the station.")
        day += rng.choice((1, 2, 3, 5))
    for _ in range(rng.randint(2, 4)):
        s.pay(
            local(s.clip(day), 12, base),
            house,
            s.society.shop(rng, "market", base),
            320,
            text=s.memo("trade"),
        )


def market_trader(s: Story) -> None:
    """A trader who drives from market to market: cash by night in other cities, then suppliers are paid."""
    rng = s.rng
    base = s.society.destination(rng)
    trader = s.one(base, "unknown", young=25, old=66)
    day = s.begin(0.5)
    for _ in range(rng.randint(7, 13)):
        city = s.society.city(rng, (base.country,))
        s.pay(
            local(s.clip(day), rng.triangular(16, 26, 21), city),
            None,
            trader,
            rng.lognormvariate(5.1, 0.4),
            "cash",
            city=city,
        )
        if rng.random() < 0.4:
            s.stay(trader, city, s.clip(day), 1)
        if rng.random() < 0.35:
            s.pay(
                local(s.clip(day + 1), 10, base),
                trader,
                s.society.shop(rng, "market", base),
                280 * rng.uniform(0.6, 1.5),
                text=s.memo("trade"),
            )
        day += rng.choice((1, 2, 3, 4))
    s.home_life(trader)


def loan(s: Story) -> None:
    """A friend lent money for a start; it comes back in equal parts, and stops when it is paid."""
    rng = s.rng
    start, place = s.society.corridor(rng)
    friend = s.one(place, "unknown", origin=start, young=28, old=60)
    debtors = s.people(rng.randint(2, 4), place, "unknown", origin=start)
    day, euro = s.begin(0.4), rng.choice((150.0, 200.0, 250.0, 300.0))
    for who in debtors:
        parts = rng.randint(3, 5)
        s.pay(local(day, 15, place), friend, who, euro * parts, text=s.memo("friend"))
        for part in range(parts):
            at = local(s.clip(day + 20 + rng.choice((7, 14, 30)) * part), rng.uniform(8, 26), place)
            s.pay(at, who, friend, euro, rng.choice(("p2p", "transfer")), text=s.memo("debt"))
        wages(s, s.society.shop(rng, rng.choice(EMPLOYERS), place), who, day, 4, 1200)
    s.home_life(friend, *debtors)


GROUPS: dict[str, Telling] = {
    "migrant_flatmates": flatmates,
    "savings_circle": rosca,
    "landlord": landlord,
    "charity_collectors": charity,
    "market_trader": market_trader,
    "friendly_loan": loan,
}
