"""Forced labour: fees or debts for a place, a ticket paid by the one who recruits, and wages that do not stay."""

from __future__ import annotations

from benchmarks.fourth_hand.people import Account, Maker
from benchmarks.fourth_hand.plans import crew as steps
from benchmarks.fourth_hand.stage import DAY, Plan, Stage


def labour(s: Stage, m: Maker) -> Plan:
    chance, town = s.chance, s.town
    c = steps.gather(s, m, max(3, min(8, m.target // 5)))
    trade = chance.among({"farm": 5, "factory": 2, "build": 2, "hotel": 1, "kitchen": 1})
    front = chance.yes(0.6)
    age = chance.about(250, 0.7)
    c.firm = (
        town.firm(c.work, trade, c.controller, age, m if age < 60 else None)
        if front
        else town.near(c.work, trade)
    )
    c.known.firm = c.firm.name
    if front:
        m.uses("account", c.firm.account.id, "controller")
        m.uses("phone", c.firm.phone, "controller")
    yield from steps.bait(s, m, c, trade, 4)
    yield from steps.debt(s, m, c, chance.about(700, 0.4))
    yield from steps.journey(s, m, c)
    capture = chance.yes(0.35)
    pays = _accounts(s, m, c, capture)
    s.begin(steps.drain(s, m, c))
    s.begin(steps.noticed(s, m, c))
    every = chance.pick([7.0, 14.0, 14.0])
    wage = chance.about({"US": 420, "ES": 260}.get(c.work.country.code, 160), 0.2) * every / 7
    client = town.near(c.work, trade)
    while m.goes_on():
        yield s.at(every, c.work, 10)
        if front and chance.yes(0.3) and client is not c.firm:
            total = wage * len(pays) * 1.6
            s.banks.pay(client.account, c.firm.account, total, "transfer", "goods", m)
        for at, account in enumerate(pays):
            if not m.goes_on() or chance.yes(0.3):
                continue
            paid = s.now + at * 90
            s.banks.pay(c.firm.account, account, wage * chance.about(1, 0.05), "payroll", "wage", m, at=paid)
        if capture:
            continue
        for account in pays:
            yield s.now + chance.random() * DAY * 0.4
            if m.goes_on() and account.takings > 0 and chance.yes(0.75):
                steps.hand_over(s, m, account, c.purse, 0.55)


def _accounts(s: Stage, m: Maker, c: steps.Crew, capture: bool) -> list[Account]:
    """Where the wages go: all to one purse, or to accounts opened for the workers at the crew's address."""
    if capture:
        return [c.purse] * len(c.victims)
    pays = []
    for victim in c.victims:
        phone = c.helper.phone if s.chance.yes(0.35 * (1 - m.care)) else ""
        home = c.address if s.chance.yes(0.7) else ""
        account = s.town.open(
            victim,
            s.town.bank_of(c.work.country),
            c.work,
            s.now + s.chance.random() * 4 * DAY,
            m,
            phone=phone,
            address=home,
        )
        m.uses("account", account.id, "possible_victim")
        if phone:
            m.uses("phone", phone, m.people[c.helper])
        pays.append(account)
    return pays
