"""Domestic servitude: an agent places helpers in households; the wages go to the agent, the debt to the helper."""

from __future__ import annotations

from benchmarks.fourth_hand.behaviours import recruit
from benchmarks.fourth_hand.people import Maker
from benchmarks.fourth_hand.plans import crew as steps
from benchmarks.fourth_hand.stage import Plan, Stage
from benchmarks.fourth_hand.words import posts


def domestic(s: Stage, m: Maker) -> Plan:
    chance, town = s.chance, s.town
    c = steps.gather(s, m, max(1, min(4, m.target // 8)))
    yield from steps.bait(s, m, c, "domestic", 4)
    yield from steps.debt(s, m, c, chance.about(450, 0.4))
    yield from steps.journey(s, m, c, 1.0)
    households = [m.joins(town.draw(c.work), "facilitator") for _ in c.victims]
    own = {victim: chance.yes(0.4) for victim in c.victims}  # a wage account that is emptied
    for victim, keeper in zip(c.victims, households, strict=True):
        if own[victim]:
            c.kept[victim] = town.open(
                victim, town.bank_of(c.work.country), c.work, s.now, m, address=keeper.address
            )
            m.uses("account", c.kept[victim].id, "possible_victim")
        m.uses("account", keeper.account.id, "facilitator")
    c.known.address, c.known.name = households[0].address, c.victims[0].given
    s.begin(steps.drain(s, m, c))
    s.begin(steps.noticed(s, m, c))
    wage = chance.about(380, 0.25)
    pace = chance.about(80, 0.2) / m.target
    while m.goes_on():
        yield s.by_day(pace * chance.about(1, 0.5), households[0])
        at = chance.randrange(len(c.victims))
        victim, keeper = c.victims[at], households[at]
        roll = chance.random()
        if roll < 0.62:
            till = c.kept.get(victim)
            part = wage * chance.pick([0.25, 0.5, 1.0])
            if till:
                s.banks.pay(keeper.account, till, part, "transfer", "wage", m)
                yield s.late(0.5, c.work)
                steps.hand_over(s, m, till, c.purse, 0.7)
            else:
                s.banks.pay(keeper.account, c.purse, part, chance.pick(["transfer", "p2p"]), "wage", m)
        elif roll < 0.72:
            kin = chance.pick(victim.contacts) if victim.contacts else victim
            recruit.fee(s, kin, c.recruiter.account, 60, m, "loan")
            m.uses("account", c.recruiter.account.id, m.people[c.recruiter])
        elif roll < 0.82:
            recruit.say(s, victim, posts.HINT if chance.yes(0.3) else posts.TALK, m)
            m.uses("handle", f"{victim.platform}:{victim.handle}".lower(), "possible_victim")
        elif chance.yes(0.5):
            yield from steps.bait(s, m, c, "domestic", 1)
