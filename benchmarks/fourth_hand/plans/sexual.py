"""Sexual exploitation: several people advertised by one hand, moved about, and relieved of what they are paid."""

from __future__ import annotations

from benchmarks.fourth_hand.behaviours import sell
from benchmarks.fourth_hand.people import Account, Maker
from benchmarks.fourth_hand.plans import crew as steps
from benchmarks.fourth_hand.stage import Plan, Stage
from benchmarks.fourth_hand.voices import Voice


def sexual(s: Stage, m: Maker) -> Plan:
    chance, town = s.chance, s.town
    c = steps.gather(s, m, max(1, min(5, m.target // 9 + chance.randrange(-1, 2))))
    yield from steps.bait(s, m, c, chance.pick(["beauty", "kitchen", "hotel", "domestic"]), 3)
    if chance.yes(0.4):
        yield from steps.debt(s, m, c, chance.about(350, 0.4))
    yield from steps.journey(s, m, c, 0.7)
    phones = _phones(s, m, c)
    names = [town.stage_name()[0] for _ in c.victims]
    voice = Voice.of(chance, chance.pick(c.work.country.tongues), names[0], chance.yes(0.25))
    if chance.yes(s.habits.copied):
        kept = town.texts.get(voice.tongue)
        voice = chance.pick(kept).copied(chance, names[0]) if kept else voice
    tills = _tills(s, m, c)
    s.begin(steps.drain(s, m, c))
    s.begin(steps.noticed(s, m, c))
    here, tours = c.work, chance.yes(0.55)
    pace = chance.about(75, 0.25) / m.target
    board = s.sites.board(here)
    while m.goes_on():
        yield s.late(pace * chance.about(1, 0.6), here)
        who = chance.randrange(len(c.victims))
        roll = chance.random()
        if roll < 0.4:
            sell.advertise(s, voice, here, phones[who], m, name=names[who], board=board)
        elif roll < 0.72:
            sell.customer(s, tills[who], here, m)
            if tills[who] is not c.purse and chance.yes(0.7):
                yield s.late(0.3, here)
                steps.hand_over(s, m, tills[who], c.purse)
        elif roll < 0.82:
            sell.pay_for_advert(s, c.purse, here, m)
        elif tours:
            here = chance.pick([c.work, town.city(c.work.country.code, but=here)])
            board = s.sites.board(here)
            guest = c.helper if chance.yes(0.45) else c.victims[who]
            rooms = chance.among({1: 6, 2: 3, 3: 1})
            hotel = sell.room(s, guest, here, c.purse, m, chance.randrange(1, 5), rooms)
            c.known.city, c.known.hotel = here, hotel.name
            if chance.yes(0.1 + 0.25 * (1 - m.care)):
                phones[who] = m.uses("phone", town.phone(here), "unknown")


def _phones(s: Stage, m: Maker, c: steps.Crew) -> list[str]:
    """Numbers in the adverts: one for all, one each, or somebody else's forwarding line."""
    chance = s.chance
    if chance.yes(s.habits.relay):
        one = chance.pick(s.town.relays[c.work.country.code])
        return [one] * len(c.victims)
    own = [s.town.phone(c.work) for _ in c.victims]
    if chance.yes(0.5):
        own = [c.desk or own[0]] * len(c.victims)
    for phone in own:
        m.uses("phone", phone, "unknown")
    c.known.phone = own[0]
    return own


def _tills(s: Stage, m: Maker, c: steps.Crew) -> list[Account]:
    """Where customers pay: an app account in the victim's name, run by the crew, or straight to the purse."""
    chance = s.chance
    if chance.yes(0.3):
        return [c.purse] * len(c.victims)
    tills = []
    for victim in c.victims:
        if chance.yes(0.6):
            bank = s.town.app_of(c.work.country) if chance.yes(0.6) else s.town.bank_of(c.work.country)
            till = s.town.open(victim, bank, c.work, s.now, m, phone=c.known.phone if chance.yes(0.5) else "")
        else:
            till = victim.accounts[-1]
        m.uses("account", till.id, "possible_victim")
        tills.append(till)
    return tills
