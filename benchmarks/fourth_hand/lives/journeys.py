"""Ordinary journeys: visits, holidays, going away to work, kin who send a ticket."""

from __future__ import annotations

from benchmarks.fourth_hand.atlas import COUNTRIES, WAYS, City, region
from benchmarks.fourth_hand.behaviours import move, sell
from benchmarks.fourth_hand.people import Person
from benchmarks.fourth_hand.stage import Plan, Stage


def way_out(s: Stage, home: City) -> City:
    """Where somebody from there goes to work."""
    land = COUNTRIES[s.chance.pick(WAYS[region(home.country)])]
    return s.town.city(land.code, draws=True, but=home)


def trips(s: Stage, p: Person) -> Plan:
    """Every few weeks or months somewhere, alone or with people one knows."""
    chance = s.chance
    while True:
        yield s.by_day(chance.expovariate(p.pace / 150), p)
        if p.held or p.taken:
            continue
        near = chance.yes(0.6)
        goal = s.town.city(p.city.country.code, but=p.city) if near else way_out(s, p.city)
        party = [p] + [
            q for q in chance.some(p.contacts, chance.among({0: 6, 1: 3, 2: 1, 3: 0.4})) if not q.taken
        ]
        payer = chance.pick(p.contacts) if p.contacts and chance.yes(s.habits.third_payer) else p
        back = 0.0 if chance.yes(0.4) else chance.about(7, 0.7)
        lead = chance.about(1.2, 0.5) if chance.yes(0.3) else 0.0
        move.ticket(s, party, p.city, goal, payer, None, back=back, lead=lead)
        if chance.yes(0.5):
            paid = p.account if chance.yes(0.7) else payer.account
            sell.room(s, p, goal, paid, None, rooms=1 + (len(party) > 2))


def on_the_road(s: Stage, p: Person) -> Plan:
    """Sales people, drivers, fitters and players: many short stays, paid by themselves or by the firm."""
    firm = s.town.near(p.city, s.chance.pick(["shop", "build", "factory"]))
    while True:
        yield s.by_day(s.chance.expovariate(1 / 16), p)
        if p.held:
            continue
        goal = s.town.city(p.city.country.code, but=p.city)
        payer = firm.account if s.chance.yes(0.5) else p.account
        sell.room(s, p, goal, payer, None, rooms=s.chance.among({1: 8, 2: 2, 3: 1}))
        if s.chance.yes(0.25):
            move.ticket(s, [p], p.city, goal, firm.name, None, back=3, lead=1)
