"""Fills the towns with people and firms and starts every life."""

from __future__ import annotations

from benchmarks.fourth_hand.atlas import CITIES
from benchmarks.fourth_hand.lives import boards, journeys, money, public
from benchmarks.fourth_hand.people import Firm, Person
from benchmarks.fourth_hand.stage import DAY, DAYS, Stage
from benchmarks.fourth_hand.voices import Voice

PEOPLE = 6500  # at scale 1
JOBS = {
    "odd jobs": 12.0, "office": 12.0, "nights": 6.0, "farm work": 10.0, "hotel work": 8.0, "kitchen": 8.0,
    "domestic work": 7.0, "driver": 5.0, "student": 9.0, "trader": 8.0, "company": 7.0, "massage": 3.0,
    "call centre": 5.0, "construction": 7.0, "retired": 5.0, "musician": 2.0,
}  # fmt: skip
EMPLOYERS = {
    "office": "shop", "nights": "hotel", "farm work": "farm", "hotel work": "hotel", "kitchen": "kitchen",
    "domestic work": "domestic", "massage": "beauty", "call centre": "call", "construction": "build",
}  # fmt: skip
FIRMS = {
    "shop": 4, "kitchen": 2, "hotel": 2, "farm": 1, "factory": 1, "build": 1, "call": 1, "domestic": 1, "beauty": 1,
    "remit": 1, "travel": 1, "landlord": 1, "agency": 1, "exchange": 1,
}  # fmt: skip


def settle(s: Stage) -> None:
    chance = s.chance
    for _ in range(max(600, int(PEOPLE * s.scale))):
        _newcomer(s)
    crowd = list(s.town.people)
    for one in chance.some(crowd, len(crowd) // 60):  # people who happen to share a name
        twin = s.town.person(s.town.city(), chance.among(JOBS), like=one)
        s.town.open(twin, s.town.bank_of(twin.city.country), twin.city, _long_ago(s))
        s.begin(journeys.trips(s, twin))
    s.town.wallets += [s.town.wallet(one, s.start) for one in chance.some(crowd, 40)]
    for city in CITIES:
        for trade, often in FIRMS.items():
            for _ in range(chance.times(often * (0.35 + 0.65 * min(1.0, s.scale)) * city.size / 5)):
                _firm(s, s.town.firm(city, trade))
    for one in crowd:
        _ties(s, one)
        _life(s, one)
    s.begin(public.calls(s, 15 * s.scale))
    s.begin(public.glimpses(s, 10 * s.scale))
    s.begin(public.missing(s, 3.4 * s.scale))


def _long_ago(s: Stage) -> float:
    return s.start - s.chance.about(700, 0.9) * DAY


def _newcomer(s: Stage) -> None:
    one = s.town.person(s.town.city(), s.chance.among(JOBS))
    s.town.open(one, s.town.bank_of(one.city.country), one.city, _long_ago(s))
    if s.chance.yes(0.35):
        s.town.open(one, s.town.app_of(one.city.country), one.city, _long_ago(s))


def _ties(s: Stage, one: Person) -> None:
    """Neighbours and kin; some share a roof."""
    here = s.town.living[one.city.name]
    one.contacts += [q for q in s.chance.some(here, s.chance.randrange(2, 7)) if q is not one]
    if s.chance.yes(0.4):
        one.contacts.append(s.chance.pick(s.town.people))
    if one.contacts and s.chance.yes(0.25):
        one.address = one.contacts[0].address


def _life(s: Stage, p: Person) -> None:
    chance, near = s.chance, s.town.near
    begin = s.begin
    if p.job in EMPLOYERS:
        begin(money.earn(s, p, near(p.city, EMPLOYERS[p.job]), chance.pick([7.0, 14.0, 30.4])))
    begin(money.spend(s, p))
    if chance.yes(0.45):
        landlord: Firm | Person = (
            near(p.city, "landlord") if chance.yes(0.6) else chance.pick(p.contacts or [p])
        )
        if landlord is not p:
            begin(money.rent(s, p, landlord, 0.2 + chance.random() * 0.2))
    begin(money.friends(s, p))
    if p.contacts and chance.yes(0.25 if p.city.draws else 0.05):
        begin(money.send_home(s, p, chance.pick(s.town.people)))
    if chance.yes(0.4):
        begin(money.cash(s, p, chance.about(30, 0.5), chance.about(170, 0.5)))
    if chance.yes(0.02):
        begin(money.coins(s, p))
    if chance.yes(0.32):
        begin(boards.small_ads(s, p))
    if chance.yes(0.42):
        begin(boards.chat(s, p))
    if p.job == "company":
        voice = None
        phone = ""
        if chance.yes(s.habits.relay):
            phone = chance.pick(s.town.relays[p.city.country.code])
        if chance.yes(s.habits.copied):
            voice = _common_text(s, p)
        begin(boards.company(s, p, voice=voice, phone=phone))
    if chance.yes(0.32):
        begin(money.new_account(s, p), s.start + chance.random() * DAYS * DAY)
    if chance.yes(0.42 if p.city.draws else 0.65):
        begin(journeys.trips(s, p))
    if chance.yes(0.07):
        begin(journeys.on_the_road(s, p))


def _common_text(s: Stage, p: Person) -> Voice:
    """One of the texts that go round: the same few authors are copied by everybody."""
    kept = s.town.texts.setdefault(p.tongue, [])
    name = s.town.stage_name()[0]
    if len(kept) < 4:
        kept.append(Voice.of(s.chance, p.tongue, name))
    return s.chance.pick(kept).copied(s.chance, name)


def _firm(s: Stage, firm: Firm) -> None:
    s.begin(money.till(s, firm))
    if firm.trade == "beauty":
        voice = Voice.of(s.chance, s.chance.pick(firm.city.country.tongues), "Spa", True)
        s.begin(boards.massage_shop(s, firm, voice, calm=5))
    if firm.trade in ("farm", "hotel", "factory", "kitchen", "build", "call", "domestic", "agency"):
        s.begin(
            boards.hiring(
                s,
                firm,
                calm=s.chance.about(6 if firm.trade == "agency" else 12, 0.5) / max(0.4, min(1, s.scale)),
            )
        )
