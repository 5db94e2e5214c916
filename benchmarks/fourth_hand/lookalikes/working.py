"""Work far from home as it should be: the employer pays the way, wages stay with those who earned them."""

from __future__ import annotations

from benchmarks.fourth_hand.atlas import City
from benchmarks.fourth_hand.behaviours import move, recruit, sell, tell
from benchmarks.fourth_hand.lives.journeys import way_out
from benchmarks.fourth_hand.lookalikes.telling import worries
from benchmarks.fourth_hand.people import Firm, Maker, Person
from benchmarks.fourth_hand.stage import DAY, Plan, Stage
from benchmarks.fourth_hand.voices import Notice
from benchmarks.fourth_hand.words import posts


def _workers(s: Stage, m: Maker, home: City, n: int) -> list[Person]:
    return [m.joins(s.town.draw(home, young=True), "unknown") for _ in range(n)]


def _call(s: Stage, m: Maker, firm: Firm, home: City, trade: str, most: int) -> Plan:
    """Offers, some with a line that sounds odd, some posts by those who already work there."""
    chance = s.chance
    odd = int(chance.yes(s.habits.odd_lines)) + int(chance.yes(s.habits.odd_lines))
    notice = Notice.of(chance, chance.pick(home.country.tongues), trade, chance.randrange(3), odd)
    m.uses("phone", firm.phone, "unknown")
    for _ in range(chance.randrange(1, most + 1)):
        if chance.yes(0.7):
            shown = None if chance.yes(0.3) else firm
            recruit.offer(s, notice, home, firm.city, shown, firm.phone, firm.owner.given.split()[0], m)
        else:
            recruit.call_out(s, chance.pick(list(m.people)), home, firm.city, firm.phone, m)
        yield s.at(chance.about(3, 0.6), home, 12)


def _bring(s: Stage, m: Maker, firm: Firm, home: City, people: list[Person], back: float) -> Plan:
    """The employer's tickets, for all together or each alone, often with the way back."""
    chance = s.chance
    left = list(people)
    while left:
        size = chance.randrange(1, 4)
        party, left = left[:size], left[size:]
        payer: Firm | Person = firm if chance.yes(0.5) else firm.owner
        name = payer.name
        phone = firm.phone if chance.yes(0.6) else ""
        way_back = back if chance.yes(0.5) else 0.0
        move.ticket(
            s, party, home, firm.city, name, m, phone, way_back, chance.yes(0.5), chance.about(6, 0.8)
        )
        yield s.at(chance.about(3, 0.6), home, 12)
    for one in people:
        move.arrive(one, firm.city)


def _own_accounts(s: Stage, m: Maker, firm: Firm, people: list[Person], shared_home: str) -> None:
    for one in people:
        address = shared_home if s.chance.yes(0.7) else ""
        phone = firm.phone if s.chance.yes(0.15) else ""
        made = s.town.open(
            one,
            s.town.bank_of(firm.city.country),
            firm.city,
            s.now + s.chance.random() * 4 * DAY,
            m,
            phone=phone,
            address=address,
        )
        one.accounts.remove(made)
        one.accounts.insert(0, made)
        m.uses("account", made.id, "unknown")


def _season(s: Stage, m: Maker, trade: str, n: int, deduct: float, kind: str, return_after: float) -> Plan:
    """Offer, journey, accounts of their own, wages, sending home; a lawful deduction for housing perhaps."""
    chance, town = s.chance, s.town
    home = town.city(draws=False)
    firm = town.firm(way_out(s, home), trade, age=chance.about(700, 0.6))
    m.joins(firm.owner, "unknown")
    m.uses("account", firm.account.id, "unknown")
    people = _workers(s, m, home, n)
    address = town.address(firm.city)
    yield from _call(s, m, firm, home, trade, 4)
    yield from _bring(s, m, firm, home, people, return_after)
    _own_accounts(s, m, firm, people, address)
    known = tell.Known(firm.city, address, "", firm.name, people[0].given)
    s.begin(worries(s, m, kind, known, people[-1], home))
    every = chance.pick([7.0, 14.0, 14.0])
    wage = chance.about({"US": 450, "ES": 280}.get(firm.city.country.code, 170), 0.2) * every / 7
    kin = {one: chance.pick(one.contacts) if one.contacts else chance.pick(town.people) for one in people}
    remit = town.near(firm.city, "remit")
    while m.goes_on():
        yield s.at(every, firm.city, 10)
        for at, one in enumerate(people):
            if m.goes_on() and not chance.yes(0.3):
                s.banks.pay(
                    firm.account,
                    one.account,
                    wage * chance.about(1, 0.05),
                    "payroll",
                    "wage",
                    m,
                    at=s.now + at * 90,
                )
        for one in people:
            yield s.now + chance.random() * DAY * 0.6
            roll = chance.random()
            if not m.goes_on():
                break
            if roll < 0.2:
                s.banks.pay(
                    one.account,
                    remit.account,
                    wage * chance.about(0.35, 0.3),
                    chance.pick(["card", "transfer"]),
                    "send",
                    m,
                )
                if chance.yes(0.4):
                    s.banks.pay(
                        remit.account,
                        kin[one].account,
                        wage * 0.3,
                        "transfer",
                        "send",
                        m,
                        at=s.now + chance.random() * DAY,
                    )
            elif roll < 0.2 + deduct:
                s.banks.pay(one.account, firm.account, wage * 0.12, "transfer", "rent", m)
            elif roll < 0.5:
                shop = town.near(firm.city, chance.pick(["shop", "kitchen"]))
                s.banks.pay(one.account, shop.account, chance.about(35, 0.5), "card", "goods", m)


def seasonal(s: Stage, m: Maker) -> Plan:
    """A season on farms under a programme, with the way back booked."""
    yield from _season(s, m, "farm", max(3, min(8, m.target // 5)), 0.1, "labour", s.chance.about(120, 0.2))


def contractor(s: Stage, m: Maker) -> Plan:
    """A labour contractor with many hands and lodging it charges for."""
    yield from _season(
        s, m, s.chance.pick(["build", "factory", "farm"]), max(3, min(8, m.target // 5)), 0.25, "labour", 0.0
    )


def call_centre(s: Stage, m: Maker) -> Plan:
    """A call centre that moves staff to another country."""
    yield from _season(s, m, "call", max(2, min(6, m.target // 6)), 0.05, "scam", s.chance.about(150, 0.2))


def home_care(s: Stage, m: Maker) -> Plan:
    """An agency that employs helpers in households, pays them itself and bills the households."""
    yield from _season(
        s, m, "domestic", max(1, min(4, m.target // 8)), 0.05, "domestic", s.chance.about(150, 0.2)
    )


def licensed(s: Stage, m: Maker) -> Plan:
    """An agency that sends people to employers abroad; these pay the agency, the workers pay what the law allows."""
    chance, town = s.chance, s.town
    home = town.city(draws=False)
    work = way_out(s, home)
    agency = town.firm(home, "agency", age=chance.about(1200, 0.5))
    m.joins(agency.owner, "unknown")
    m.uses("account", agency.account.id, "unknown")
    m.uses("phone", agency.phone, "unknown")
    people = _workers(s, m, home, max(3, min(8, m.target // 4)))
    trade = chance.pick(["farm", "hotel", "factory", "domestic", "call"])
    employer = town.near(work, "hotel" if trade == "hotel" else "farm")
    notice = Notice.of(
        chance, chance.pick(home.country.tongues), trade, 2, int(chance.yes(s.habits.odd_lines))
    )
    s.begin(
        worries(
            s,
            m,
            "labour",
            tell.Known(home, agency.address, agency.phone, agency.name, people[0].given),
            people[0],
            home,
        )
    )
    cost = chance.about(60, 0.3)
    todo = list(people)
    pace = chance.about(70, 0.25) / m.target
    while m.goes_on():
        yield s.at(pace * chance.about(1, 0.5), home, chance.gauss(13, 3))
        roll = chance.random()
        if roll < 0.3:
            shown = None if chance.yes(0.25) else agency
            recruit.offer(s, notice, home, work, shown, agency.phone, agency.owner.given.split()[0], m)
        elif roll < 0.45 and todo:
            recruit.fee(s, chance.pick(todo), agency.account, cost, m)
        elif roll < 0.65 and todo:
            one = todo.pop()
            move.ticket(s, [one], home, work, agency.name, m, agency.phone, 150.0 if chance.yes(0.4) else 0.0)
            move.arrive(one, work)
            s.banks.pay(employer.account, agency.account, chance.about(400, 0.2), "transfer", "fee", m)
        elif len(todo) < len(people):
            one = chance.pick([p for p in people if p not in todo])
            s.banks.pay(employer.account, one.account, chance.about(600, 0.2), "payroll", "wage", m)
            m.uses("account", one.account.id, "unknown")
            if chance.yes(0.3):
                recruit.say(s, one, chance.pick([posts.TALK, posts.AWAY, posts.HINT]), m)


def sales_crew(s: Stage, m: Maker) -> Plan:
    """Sellers or fitters on the road: many rooms in many towns on the firm's account, commissions to each."""
    chance, town = s.chance, s.town
    base = town.city(draws=True)
    firm = town.firm(base, chance.pick(["shop", "build"]), age=chance.about(600, 0.5))
    m.uses("account", firm.account.id, "unknown")
    crew = [m.joins(town.draw(base), "unknown") for _ in range(chance.randrange(2, 5))]
    for one in crew:
        m.uses("account", one.account.id, "unknown")
    here, pace = base, chance.about(75, 0.25) / m.target
    s.begin(worries(s, m, "labour", tell.Known(base, firm.address, firm.phone, firm.name, crew[0].given)))
    while m.goes_on():
        yield s.late(pace * chance.about(1, 0.6), here)
        one, roll = chance.pick(crew), chance.random()
        if roll < 0.3:
            sell.room(s, one, here, firm.account, m, chance.randrange(1, 5), chance.among({1: 6, 2: 3, 3: 1}))
        elif roll < 0.55:
            sell.customer(s, chance.pick([firm.account, one.account]), here, m, 95, "goods")
        elif roll < 0.7:
            s.banks.pay(firm.account, one.account, chance.about(240, 0.3), "transfer", "wage", m)
        elif roll < 0.85:
            there = town.city(base.country.code, but=here)
            move.ticket(s, [one], here, there, firm.name, m, firm.phone, lead=1)
            here = there
        else:
            s.banks.pay(one.account, firm.account, chance.about(150, 0.4), "p2p", "share", m)
