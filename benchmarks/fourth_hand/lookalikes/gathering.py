"""People who pool money or journeys of their own will: savings circles, teams, parishes; and a trader of coins."""

from __future__ import annotations

from benchmarks.fourth_hand.behaviours import move, recruit, sell, tell
from benchmarks.fourth_hand.lookalikes.telling import worries
from benchmarks.fourth_hand.people import Maker, Person
from benchmarks.fourth_hand.stage import DAY, Plan, Stage
from benchmarks.fourth_hand.words import posts


def pace_of(s: Stage, m: Maker) -> float:
    return s.chance.about(75, 0.25) / m.target


def accounts_of(m: Maker, people: list[Person]) -> None:
    for one in people:
        m.uses("account", one.accounts[-1].id, "unknown")


def savings_circle(s: Stage, m: Maker) -> Plan:
    """Tanda, paluwagan, arisan, susu: all pay one keeper, and each in turn is paid the pot."""
    chance, town = s.chance, s.town
    city = town.city()
    keeper = m.joins(town.draw(city), "unknown")
    group = [m.joins(town.draw(city), "unknown") for _ in range(max(4, min(9, m.target // 4)))]
    accounts_of(m, [keeper, *group])
    part, every = chance.about(70, 0.5), chance.pick([7.0, 14.0])
    turn = 0
    while m.goes_on():
        yield s.late(every, city)
        for one in group:
            if m.goes_on() and not chance.yes(0.25):
                at = s.now + chance.random() * DAY
                s.banks.pay(
                    one.accounts[-1],
                    keeper.accounts[-1],
                    part,
                    chance.pick(["p2p", "transfer"]),
                    "club",
                    m,
                    at=at,
                )
        winner = group[turn % len(group)]
        s.banks.pay(
            keeper.accounts[-1],
            winner.accounts[-1],
            part * len(group),
            "transfer",
            "club",
            m,
            at=s.now + 1.2 * DAY,
        )
        turn += 1
        if chance.yes(0.3):
            recruit.say(s, keeper, posts.TALK, m)


def touring_team(s: Stage, m: Maker) -> Plan:
    """A band, a team or a mission: one leader books for all, there and back."""
    chance, town = s.chance, s.town
    base = town.city()
    leader = m.joins(town.draw(base), "unknown")
    group = [m.joins(town.draw(base, young=True), "unknown") for _ in range(chance.randrange(3, 7))]
    m.uses("account", leader.account.id, "unknown")
    known, pace = tell.Known(base, leader.address, leader.phone, name=group[0].given), pace_of(s, m) * 5
    s.begin(worries(s, m, "sexual", known))
    while m.goes_on():
        yield s.by_day(pace * chance.about(1, 0.5), leader)
        goal = town.city(base.country.code if chance.yes(0.6) else "", but=base)
        for one in chance.some(group, 2):
            s.banks.pay(one.accounts[-1], leader.accounts[-1], chance.about(60, 0.3), "p2p", "ticket", m)
        party = [leader, *chance.some(group, chance.randrange(2, 5))]
        move.ticket(
            s,
            party,
            base,
            goal,
            leader,
            m,
            leader.phone,
            back=chance.about(4, 0.3),
            lead=chance.about(5, 0.6),
        )
        known.city = goal
        for _ in range(chance.randrange(1, 3)):
            sell.room(
                s, chance.pick(party), goal, leader.account, m, chance.randrange(1, 4), chance.randrange(1, 4)
            )
        if chance.yes(0.4):
            recruit.say(s, leader, posts.TALK, m)


def collection(s: Stage, m: Maker) -> Plan:
    """A parish, a sick neighbour, a funeral: many small sums in the evening, then one bill is paid."""
    chance, town = s.chance, s.town
    city = town.city()
    keeper = m.joins(town.draw(city), "unknown")
    m.uses("account", keeper.accounts[-1].id, "unknown")
    payee, pace = town.near(city, chance.pick(["shop", "travel", "build"])), pace_of(s, m)
    while m.goes_on():
        yield s.late(pace * chance.about(1, 0.8), city)
        roll = chance.random()
        if roll < 0.72:
            sell.customer(s, keeper.accounts[-1], city, m, 45, "club")
        elif roll < 0.87:
            m.uses("handle", f"{keeper.platform}:{keeper.handle}".lower(), "unknown")
            recruit.say(s, keeper, posts.TALK, m)
        else:
            s.banks.pay(
                keeper.accounts[-1],
                payee.account,
                max(40.0, keeper.accounts[-1].takings * 0.8),
                "transfer",
                "goods",
                m,
            )


def coin_trader(s: Stage, m: Maker) -> Plan:
    """Buys and sells coins with strangers, posts about it, and lives on a small margin that goes both ways."""
    chance, town = s.chance, s.town
    city = town.city()
    one = m.joins(town.draw(city), "unknown")
    desk, wallet = town.near(city, "exchange"), town.wallet(one, s.now)
    m.uses("account", one.accounts[-1].id, "unknown")
    m.uses("handle", f"{one.platform}:{one.handle}".lower(), "unknown")
    pace = pace_of(s, m)
    while m.goes_on():
        yield s.late(pace * chance.about(1, 0.6), city)
        roll, far = chance.random(), town.city()
        if roll < 0.35:
            sell.customer(s, one.accounts[-1], far, m, 150, "invest")
        elif roll < 0.55:
            s.banks.pay(
                one.accounts[-1], town.stranger(far).account, chance.about(150, 0.6), "transfer", "invest", m
            )
        elif roll < 0.75:
            s.banks.pay(one.accounts[-1], desk.account, chance.about(300, 0.5), "crypto", "invest", m)
        elif roll < 0.85:
            s.banks.pay(wallet, chance.pick(town.wallets), chance.about(280, 0.5), "crypto", "invest", m)
        else:
            recruit.say(s, one, posts.MONEY, m, f"t.me/{one.handle}" if chance.yes(0.5) else one.phone)
