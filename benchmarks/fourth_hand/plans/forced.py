"""Forced criminality: scam compounds, forced begging, accounts opened for others."""

from __future__ import annotations

from benchmarks.fourth_hand.atlas import CITIES
from benchmarks.fourth_hand.behaviours import move, recruit, sell, tell
from benchmarks.fourth_hand.people import Account, Maker, Person
from benchmarks.fourth_hand.plans import crew as steps
from benchmarks.fourth_hand.stage import DAY, Plan, Stage
from benchmarks.fourth_hand.words import posts

COMPOUNDS = ("Sihanoukville", "Mae Sot", "Phnom Penh", "Angeles", "Batam")


def forced_crime(s: Stage, m: Maker) -> Plan:
    way = s.chance.among({"scam": 5.0, "begging": 2.5, "mules": 2.5})
    yield from {"scam": _scam, "begging": _begging, "mules": _mules}[way](s, m)


def _scam(s: Stage, m: Maker) -> Plan:
    """Office work abroad that turns out to be a compound; targets pay into accounts of those who are held."""
    chance, town = s.chance, s.town
    work = chance.pick([c for c in CITIES if c.name in COMPOUNDS])
    east = "PH ID VN MY".split() if chance.yes(0.75) else "PE BR CO".split()
    home = town.city(chance.pick([code for code in east if code != work.country.code]), but=work)
    c = steps.gather(s, m, max(2, min(6, m.target // 7)), home, work)
    c.firm = town.firm(work, "call", c.controller, chance.about(200, 0.6)) if chance.yes(0.4) else None
    c.known.firm, c.known.sort = c.firm.name if c.firm else "Online Office", "scam"
    yield from steps.bait(s, m, c, "call", 4)
    yield from steps.journey(s, m, c, 0.95)
    mules = _mule_accounts(s, m, c, 3)
    s.begin(steps.drain(s, m, c))
    s.begin(steps.noticed(s, m, c))
    if chance.yes(0.55):
        s.begin(_ransom(s, m, c))
    pace = chance.about(70, 0.25) / m.target
    far = town.city(chance.pick(["US", "ES", "MY", "PH", "BR"]))
    while m.goes_on():
        yield s.late(pace * chance.about(1, 0.6), work)
        who = chance.pick(c.victims)
        roll = chance.random()
        if roll < 0.33:
            m.uses("handle", f"{who.platform}:{who.handle}".lower(), "possible_victim")
            recruit.say(s, who, posts.MONEY, m, chance.pick([f"t.me/{c.handle}", c.line, "inbox"]))
        elif roll < 0.75:
            mule = chance.pick(mules)
            target = town.stranger(far)
            s.banks.pay(
                target.account, mule, chance.about(180, 0.7), chance.pick(["transfer", "p2p"]), "invest", m
            )
            if chance.yes(0.6):
                yield s.now + chance.random() * DAY
                steps.hand_over(s, m, mule, c.purse)
        elif roll < 0.83:
            yield from steps.bait(s, m, c, "call", 1)
        elif roll < 0.88:
            move.ticket(
                s, [chance.pick([c.helper, c.collector])], work, c.home, c.controller, m, c.desk, back=4
            )


def _ransom(s: Stage, m: Maker, c: steps.Crew) -> Plan:
    """Kin are asked to pay for a release."""
    yield s.now + s.chance.about(35, 0.4) * DAY
    victim = s.chance.pick(c.victims)
    till = s.chance.pick([c.recruiter.account, c.purse])
    m.uses("account", till.id, m.people[c.recruiter] if till is not c.purse else m.people[c.collector])
    for kin in s.chance.some(victim.contacts, 2):
        s.banks.pay(kin.account, till, s.chance.about(900, 0.5), "transfer", "ransom", m)
        yield s.by_day(2, kin)
    if s.chance.yes(0.4):
        move.ticket(s, [victim], c.work, c.home, victim.contacts[0] if victim.contacts else victim, m, lead=2)


def _mule_accounts(s: Stage, m: Maker, c: steps.Crew, most: int) -> list[Account]:
    """Accounts in the names of those who are held, opened within days of each other."""
    made = []
    for victim in c.victims[:most]:
        bank = s.town.app_of(c.work.country) if s.chance.yes(0.4) else s.town.bank_of(c.work.country)
        phone = c.helper.phone if s.chance.yes(0.4 * (1 - m.care)) else ""
        address = c.address if s.chance.yes(0.6) else ""
        opened = s.now + s.chance.random() * 3 * DAY
        account = s.town.open(victim, bank, c.work, opened, m, phone=phone, address=address)
        m.uses("account", account.id, "possible_victim")
        made.append(account)
    return made


def _begging(s: Stage, m: Maker) -> Plan:
    """People are driven from town to town to beg or sell; the coins are paid in by one man."""
    chance, town = s.chance, s.town
    c = steps.gather(s, m, max(2, min(5, m.target // 8)))
    c.known.sort = "begging"
    if chance.yes(0.5):
        yield from steps.bait(s, m, c, chance.pick(["kitchen", "farm"]), 2)
    yield from steps.journey(s, m, c, 0.9)
    s.begin(steps.drain(s, m, c))
    s.begin(steps.noticed(s, m, c))
    here, pace = c.work, chance.about(70, 0.25) / m.target
    while m.goes_on():
        yield s.at(pace * chance.about(1, 0.6), here, chance.gauss(20, 2.5))
        roll = chance.random()
        if roll < 0.55:
            s.banks.pay(None, c.purse, chance.about(85, 0.5), "cash", "cash", m, city=here)
        elif roll < 0.7:
            there = town.city(c.work.country.code, but=here)
            party: list[Person] = chance.some(c.victims, 3)
            move.ticket(s, [*party, c.helper], here, there, c.helper, m, c.desk, lead=0.6)
            here = there
        elif roll < 0.85:
            sell.room(s, chance.pick([c.helper, c.collector]), here, c.purse, m, chance.randrange(1, 4))
        else:
            c.known.city = here
            tell.glimpse(s, c.known, m)


def _mules(s: Stage, m: Maker) -> Plan:
    """Newcomers in debt are made to open accounts that serve somebody else's fraud."""
    chance, town = s.chance, s.town
    c = steps.gather(s, m, max(2, min(6, m.target // 7)))
    c.known.sort = "mules"
    yield from steps.bait(s, m, c, chance.pick(["call", "hotel", "kitchen"]), 3)
    if chance.yes(0.6):
        yield from steps.debt(s, m, c, chance.about(300, 0.4))
    yield from steps.journey(s, m, c, 0.85)
    tills = _mule_accounts(s, m, c, 6)
    s.begin(steps.drain(s, m, c))
    s.begin(steps.noticed(s, m, c))
    pace = chance.about(60, 0.25) / m.target
    while m.goes_on():
        yield s.late(pace * chance.about(1, 0.6), c.work)
        till = chance.pick(tills)
        sell.customer(
            s,
            till,
            chance.pick([c.work, town.city(c.work.country.code)]),
            m,
            130,
            chance.pick(["goods", "friend", "invest"]),
        )
        if chance.yes(0.5):
            yield s.now + chance.random() * DAY / 2
            steps.hand_over(s, m, till, c.purse, 0.75)
