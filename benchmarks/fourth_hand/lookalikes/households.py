"""People who share a roof or a name: flatmates far from home, kin who bring kin over, a family that sells at fairs."""

from __future__ import annotations

from benchmarks.fourth_hand.behaviours import move, recruit, sell, tell
from benchmarks.fourth_hand.lives.journeys import way_out
from benchmarks.fourth_hand.lookalikes.gathering import accounts_of, pace_of
from benchmarks.fourth_hand.lookalikes.telling import worries
from benchmarks.fourth_hand.people import Maker
from benchmarks.fourth_hand.stage import Plan, Stage
from benchmarks.fourth_hand.words import posts


def flatmates(s: Stage, m: Maker) -> Plan:
    """Migrants under one roof who open accounts in the same week, share the rent and send money to their own kin."""
    chance, town = s.chance, s.town
    home = town.city(draws=False)
    city = way_out(s, home)
    group = [m.joins(town.draw(home, young=True), "unknown") for _ in range(max(3, min(6, m.target // 6)))]
    address, employer = (
        town.address(city),
        town.near(city, chance.pick(["farm", "kitchen", "hotel", "factory"])),
    )
    for one in group:
        payer = one if chance.yes(0.5) else group[0]
        move.ticket(s, [one], home, city, payer, m, lead=chance.about(6, 0.7))
        move.arrive(one, city)
        town.open(one, town.bank_of(city.country), city, s.now, m, address=address)
        yield s.by_day(chance.about(3, 0.6), one)
    accounts_of(m, group)
    s.begin(
        worries(s, m, "labour", tell.Known(city, address, "", employer.name, group[0].given), group[-1], home)
    )
    shop, pace = town.near(city, "remit"), pace_of(s, m)
    while m.goes_on():
        one, roll = chance.pick(group), chance.random()
        yield s.by_day(pace * chance.about(1, 0.6), one)
        if roll < 0.35:
            s.banks.pay(employer.account, one.accounts[-1], chance.about(420, 0.2), "payroll", "wage", m)
        elif roll < 0.6:
            sum_ = chance.about(120, 0.4)
            s.banks.pay(one.accounts[-1], shop.account, sum_, chance.pick(["card", "transfer"]), "send", m)
            if one.contacts and chance.yes(0.5):
                s.banks.pay(
                    shop.account, chance.pick(one.contacts).account, sum_ * 0.95, "transfer", "send", m
                )
        elif roll < 0.85 and one is not group[0]:
            s.banks.pay(one.accounts[-1], group[0].accounts[-1], chance.about(180, 0.25), "p2p", "rent", m)
        elif roll < 0.93:
            s.banks.pay(
                group[0].accounts[-1],
                town.near(city, "landlord").account,
                chance.about(700, 0.3),
                "transfer",
                "rent",
                m,
            )
        else:
            recruit.say(s, one, chance.pick([posts.TALK, posts.TALK, posts.AWAY, posts.HINT]), m)


def sponsor(s: Stage, m: Maker) -> Plan:
    """Somebody settled abroad brings kin over, one after the other, and is slowly paid back."""
    chance, town = s.chance, s.town
    home = town.city(draws=False)
    city = way_out(s, home)
    elder = m.joins(town.draw(city), "unknown")
    kin = [m.joins(town.relative(elder, home, 0.8), "unknown") for _ in range(max(2, min(4, m.target // 7)))]
    accounts_of(m, [elder, *kin])
    pace = pace_of(s, m)
    for one in kin:
        if chance.yes(0.5):
            s.banks.pay(
                elder.account, town.near(city, "remit").account, chance.about(150, 0.4), "card", "send", m
            )
        move.ticket(s, [one], home, city, elder, m, elder.phone, lead=chance.about(7, 0.7))
        move.arrive(one, city)
        if chance.yes(0.5):
            town.open(
                one, town.bank_of(city.country), city, s.now, m, phone=elder.phone, address=elder.address
            )
            m.uses("account", one.accounts[-1].id, "unknown")
        yield s.by_day(chance.about(8, 0.6), elder)
    s.begin(
        worries(
            s, m, "domestic", tell.Known(city, elder.address, elder.phone, name=kin[0].given), kin[-1], home
        )
    )
    work = town.near(city, chance.pick(["kitchen", "hotel", "shop", "farm"]))
    while m.goes_on():
        one, roll = chance.pick(kin), chance.random()
        yield s.by_day(pace * chance.about(1, 0.6), one)
        if roll < 0.4:
            s.banks.pay(work.account, one.accounts[-1], chance.about(350, 0.2), "payroll", "wage", m)
        elif roll < 0.55:
            s.banks.pay(one.accounts[-1], elder.accounts[-1], chance.about(60, 0.4), "p2p", "loan", m)
        elif roll < 0.8:
            shop = town.near(city, chance.pick(["shop", "kitchen"]))
            s.banks.pay(one.accounts[-1], shop.account, chance.about(30, 0.6), "card", "goods", m)
        elif roll < 0.9:
            s.banks.pay(
                one.accounts[-1], town.near(city, "remit").account, chance.about(90, 0.4), "card", "send", m
            )
        else:
            recruit.say(s, one, chance.pick([posts.TALK, posts.TALK, posts.AWAY, posts.HINT]), m)


def vendors(s: Stage, m: Maker) -> Plan:
    """A family that sells from fair to fair: notes paid in where they are, a van, cheap rooms."""
    chance, town = s.chance, s.town
    base = town.city()
    elder = m.joins(town.draw(base), "unknown")
    kin = [m.joins(town.relative(elder, base, 0.7), "unknown") for _ in range(chance.randrange(2, 5))]
    accounts_of(m, [elder, *kin])
    known = tell.Known(base, elder.address, elder.phone, name=kin[0].given, vehicle=s.watchers.plate())
    here, pace = base, pace_of(s, m)
    s.begin(worries(s, m, "begging", known))
    while m.goes_on():
        yield s.at(pace * chance.about(1, 0.6), here, chance.gauss(19, 3))
        one, roll = chance.pick(kin), chance.random()
        if roll < 0.42:
            till = chance.pick([elder, *kin]).accounts[-1]
            s.banks.pay(None, till, chance.about(95, 0.5), "cash", "cash", m, city=here)
        elif roll < 0.55:
            there = town.city(base.country.code, but=here)
            move.ticket(s, [elder, one], here, there, elder, m, lead=0.7)
            here = known.city = there
        elif roll < 0.7:
            sell.room(s, chance.pick([elder, one]), here, elder.account, m, chance.randrange(1, 4))
        elif roll < 0.82:
            s.banks.pay(elder.accounts[-1], one.accounts[-1], chance.about(80, 0.4), "p2p", "share", m)
        elif roll < 0.92:
            s.banks.pay(
                elder.accounts[-1],
                town.near(here, "shop").account,
                chance.about(130, 0.5),
                "card",
                "goods",
                m,
            )
        else:
            tell.glimpse(s, known, m)
