"""Life on sites: small ads, posts, company adverts, massage shops, job offers."""

from __future__ import annotations

from benchmarks.fourth_hand.behaviours import move, recruit, sell
from benchmarks.fourth_hand.people import Firm, Maker, Person
from benchmarks.fourth_hand.stage import Plan, Stage
from benchmarks.fourth_hand.voices import Notice, Voice, number
from benchmarks.fourth_hand.words import adverts, posts
from benchmarks.fourth_hand.words.offers import TRADES


def small_ads(s: Stage, p: Person) -> Plan:
    """Rooms, rides, repairs and old fridges."""
    wares = s.chance.some(adverts.SMALL[p.tongue], 2)
    while True:
        yield s.by_day(s.chance.expovariate(p.pace / 22), p)
        if p.held:
            continue
        zone = s.chance.pick(adverts.ZONES[p.tongue])
        title = s.chance.pick(wares).format(z=zone, p=s.chance.randrange(2, 14))
        touches = s.chance.some(adverts.TOUCH[p.tongue], s.chance.randrange(1, 4))
        shown = number(s.chance, p.phone, p.tongue, s.habits.spelled / 3)
        text = ". ".join([title, *touches, s.chance.pick([shown, f"{p.given.split()[0]} {shown}", ""])])
        s.sites.advert(p.city, title[:60], text, p.phone, s.chance.about(80, 0.9), None)


def chat(s: Stage, p: Person) -> Plan:
    """Posts about anything, sometimes about going away, sometimes about money."""
    while True:
        yield s.by_day(s.chance.expovariate(p.pace / 26), p)
        if p.held:
            continue
        roll = s.chance.random()
        if roll < 0.24:
            recruit.call_out(s, p, p.city, s.town.city(draws=True, but=p.city), p.phone, None, True)
        else:
            bank = posts.MONEY if roll < 0.32 else posts.HINT if roll < 0.34 else posts.TALK
            recruit.say(s, p, bank, None, s.chance.pick(["inbox", p.phone, ""]))


def company(
    s: Stage,
    p: Person,
    by: Maker | None = None,
    voice: Voice | None = None,
    phone: str = "",
    calm: float = 5.0,
) -> Plan:
    """An independent: writes, is paid, pays for adverts and rooms, and keeps what is left."""
    chance = s.chance
    name, handle = s.town.stage_name()
    voice = voice or Voice.of(chance, p.tongue, name, chance.yes(0.12))
    phone = phone or (p.phone if chance.yes(0.5) else s.town.phone(p.city))
    if by:
        by.uses("phone", phone, "unknown")
        by.uses("handle", f"telegram:{handle}".lower(), "unknown")
    board, here = s.sites.board(p.city), p.city
    yield s.by_day(chance.random() * 12, p)
    while by is None or by.goes_on():
        roll = chance.random()
        if p.held:
            pass
        elif roll < 0.5:
            sell.advertise(s, voice, here, phone, by, handle, name, board)
            if chance.yes(0.2):
                sell.pay_for_advert(s, p.account, here, by)
        elif roll < 0.8:
            sell.customer(s, chance.pick(p.accounts), here, by)
        elif roll < 0.87:
            sell.room(s, p, here, p.account, by)
        elif roll < 0.93 and here == p.city:
            here = s.town.city(p.city.country.code, but=p.city)
            if here.country == p.city.country:
                move.ticket(s, [p], p.city, here, p, by, back=chance.about(8, 0.4), lead=1.5)
            board = s.sites.board(here)
        else:
            here = p.city
            board = s.sites.board(here)
        yield (
            s.late(chance.expovariate(p.pace / calm), here)
            if chance.yes(0.5)
            else s.by_day(chance.expovariate(p.pace / calm), p)
        )


def massage_shop(s: Stage, firm: Firm, voice: Voice, by: Maker | None = None, calm: float = 4.0) -> Plan:
    """A shop with one wording for all its branches and customers who pay the shop."""
    yield s.at(s.chance.random() * 6, firm.city, 11)
    while by is None or by.goes_on():
        if s.chance.yes(0.6):
            sell.advertise(s, voice, firm.city, firm.phone, by, usual=55)
        else:
            sell.customer(s, firm.account, firm.city, by, 60)
        yield s.at(s.chance.expovariate(1 / calm), firm.city, s.chance.gauss(15, 4))


def hiring(
    s: Stage, firm: Firm, by: Maker | None = None, calm: float = 9.0, notice: Notice | None = None
) -> Plan:
    """An employer or licensed agency that looks for people, near and far."""
    trade = firm.trade if firm.trade in TRADES else s.chance.pick(TRADES)
    while by is None or by.goes_on():
        yield s.at(s.chance.expovariate(1 / calm), firm.city, s.chance.gauss(13, 3))
        far = s.chance.yes(0.6)
        home = s.town.city(draws=False) if far else firm.city
        tongue = s.chance.pick(home.country.tongues)
        odd = int(s.chance.yes(s.habits.odd_lines)) + int(s.chance.yes(s.habits.odd_lines / 3))
        if notice is None or notice.tongue != tongue:
            notice = Notice.of(s.chance, tongue, trade, s.chance.randrange(4), odd)
        shown = None if s.chance.yes(0.35) else firm  # a private notice
        recruit.offer(s, notice, home, firm.city, shown, firm.phone, firm.owner.given.split()[0], by)
