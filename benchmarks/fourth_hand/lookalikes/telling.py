"""Look-alikes are reported too: neighbours worry, inspectors come, kin who heard nothing go to the police."""

from __future__ import annotations

from benchmarks.fourth_hand.atlas import City
from benchmarks.fourth_hand.behaviours import tell
from benchmarks.fourth_hand.people import Maker, Person
from benchmarks.fourth_hand.stage import DAY, Plan, Stage


def worries(
    s: Stage, m: Maker, kind: str, known: tell.Known, young: Person | None = None, home: City | None = None
) -> Plan:
    chance = s.chance
    gone = s.now
    yield s.now + chance.about(30, 0.5) * DAY
    if young and home and chance.yes(s.habits.missing_told * 0.35):
        tell.missed(s, young, home, known.city, gone, m)
    for _ in range(chance.among({1: 5, 2: 2}) if chance.yes(s.habits.report_comes * 0.8) else 0):
        yield s.now + chance.about(10, 0.7) * DAY
        tell.report(s, kind, known, int(chance.yes(0.35)), chance.among({0: 4, 1: 4, 2: 2}), m)
    if chance.yes(0.3):
        yield s.now + chance.about(6, 0.7) * DAY
        tell.glimpse(s, known, m)
