"""What reaches hotlines, police and inspectors on ordinary days, and who is reported missing."""

from __future__ import annotations

from benchmarks.fourth_hand.atlas import CITIES
from benchmarks.fourth_hand.behaviours import tell
from benchmarks.fourth_hand.lives.journeys import way_out
from benchmarks.fourth_hand.stage import DAY, Plan, Stage
from benchmarks.fourth_hand.words import reports

KINDS = ("sexual", "labour", "labour", "domestic", "scam", "begging", "mules")


def somewhere(s: Stage) -> tell.Known:
    """Some household or firm that a caller happens to have in mind."""
    city = s.town.city(draws=True) if s.chance.yes(0.6) else s.chance.pick(CITIES)
    who = s.town.stranger(city)
    trade = s.chance.pick(["farm", "factory", "kitchen", "shop", "hotel", "call"])
    firm = s.town.near(city, trade)
    return tell.Known(
        city, who.address, who.phone, firm.name, who.given, hotel=s.town.near(city, "hotel").name
    )


def calls(s: Stage, a_day: float) -> Plan:
    """Reports of all sorts; a few sound like an operation and are not, or were never followed up."""
    while True:
        yield s.now + s.chance.expovariate(a_day) * DAY
        known = somewhere(s)
        if s.chance.yes(0.42):
            wrong = s.chance.among({0: 5, 1: 4, 2: 1})
            tell.report(s, s.chance.pick(KINDS), known, wrong, int(s.chance.yes(0.35)), None)
        else:
            text = s.chance.pick(reports.OTHER[tell.tongue_of(known.city)])
            s.watchers.report(known.city, tell.fill(s, text, known))


def glimpses(s: Stage, a_day: float) -> Plan:
    while True:
        yield s.now + s.chance.expovariate(a_day) * DAY
        tell.glimpse(s, somewhere(s), None)


def missing(s: Stage, a_day: float) -> Plan:
    """Runaways, confused elders, quarrels, and people who simply did not write."""
    while True:
        yield s.now + s.chance.expovariate(a_day) * DAY
        city = s.town.city()
        who = s.town.stranger(city)
        tell.missed(s, who, city, way_out(s, city), s.now - s.chance.about(4, 0.9) * DAY, None)
