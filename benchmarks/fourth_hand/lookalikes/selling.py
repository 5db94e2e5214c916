"""Adult company and massage by those who decide for themselves: own accounts, own rooms, own money."""

from __future__ import annotations

from benchmarks.fourth_hand.behaviours import move, sell, tell
from benchmarks.fourth_hand.lives import boards, money
from benchmarks.fourth_hand.lookalikes.telling import worries
from benchmarks.fourth_hand.people import Maker
from benchmarks.fourth_hand.stage import Plan, Stage
from benchmarks.fourth_hand.voices import Voice


def _calm(s: Stage, m: Maker) -> float:
    return s.chance.about(75, 0.25) / m.target


def independent(s: Stage, m: Maker) -> Plan:
    """One person, one purse; comes from elsewhere and tours a little."""
    home = s.town.city(draws=True)
    one = m.joins(s.town.draw(home, "company"), "unknown")
    m.uses("account", one.account.id, "unknown")
    phone = s.town.phone(home)
    known = tell.Known(home, one.address, phone, name=one.given)
    s.begin(worries(s, m, "sexual", known))
    if s.chance.yes(0.5):
        s.begin(money.rent(s, one, s.town.near(home, "landlord"), 0.3, m))
    yield from boards.company(s, one, m, phone=phone, calm=_calm(s, m) * one.pace)


def friends(s: Stage, m: Maker) -> Plan:
    """Two or three who share rent, a telephone and a wording; each is paid and pays for herself."""
    chance, town = s.chance, s.town
    home, city = town.city(draws=False), town.city(draws=True)
    group = [m.joins(town.draw(home, young=True), "unknown") for _ in range(chance.randrange(2, 4))]
    shared = m.uses("phone", town.phone(city), "unknown")
    address = town.address(city)
    for one in group:
        move.ticket(s, [one], home, city, one, m, lead=chance.about(6, 0.6))
        move.arrive(one, city)
        if chance.yes(0.6):
            town.open(
                one,
                chance.pick([town.bank_of(city.country), town.app_of(city.country)]),
                city,
                s.now,
                m,
                address=address,
            )
        m.uses("account", one.accounts[-1].id, "unknown")
        yield s.by_day(chance.about(4, 0.7), one)
    names = [town.stage_name()[0] for _ in group]
    voice = Voice.of(chance, chance.pick(city.country.tongues), names[0], chance.yes(0.35))
    board, landlord = s.sites.board(city), town.near(city, "landlord")
    s.begin(worries(s, m, "sexual", tell.Known(city, address, shared, name=group[0].given), group[-1], home))
    calm = _calm(s, m)
    while m.goes_on():
        yield s.late(calm * chance.about(1, 0.6), city)
        at = chance.randrange(len(group))
        one, roll = group[at], chance.random()
        if roll < 0.4:
            sell.advertise(s, voice, city, shared, m, name=names[at], board=board)
        elif roll < 0.7:
            sell.customer(s, one.accounts[-1], city, m)
        elif roll < 0.78:
            sell.pay_for_advert(s, one.accounts[-1], city, m)
        elif roll < 0.88:  # the lease is in one name; the others give their part
            lead = group[0]
            if one is lead:
                s.banks.pay(
                    one.accounts[-1], landlord.account, chance.about(420, 0.15), "transfer", "rent", m
                )
            else:
                s.banks.pay(one.accounts[-1], lead.accounts[-1], chance.about(210, 0.15), "p2p", "rent", m)
        elif roll < 0.94:
            sell.room(s, one, town.city(city.country.code), one.accounts[-1], m)
        else:
            kin = chance.pick(one.contacts) if one.contacts else one
            s.banks.pay(
                one.accounts[-1], town.near(city, "remit").account, chance.about(110, 0.4), "card", "send", m
            )
            if kin is not one:
                s.banks.pay(
                    town.near(city, "remit").account,
                    kin.account,
                    chance.about(100, 0.4),
                    "transfer",
                    "send",
                    m,
                )


def franchise(s: Stage, m: Maker) -> Plan:
    """Branches with one template and a night desk; staff are on the payroll, takings go through the tills."""
    chance, town = s.chance, s.town
    first = town.city(draws=True)
    cities = [first, town.city(first.country.code, but=first)]
    owner = m.joins(town.draw(first), "unknown")
    firms = [town.firm(city, "beauty", owner, chance.about(500, 0.6)) for city in cities]
    staff = [m.joins(town.draw(city, "massage", young=True), "unknown") for city in cities for _ in range(2)]
    voice = Voice.of(chance, chance.pick(first.country.tongues), "Spa", True)
    for firm in firms:
        m.uses("account", firm.account.id, "unknown")
        m.uses("phone", firm.phone, "unknown")
        s.begin(boards.massage_shop(s, firm, voice, m, _calm(s, m) * 2.5))
    for one in staff:
        m.uses("account", one.account.id, "unknown")
        firm = firms[0] if one.city == cities[0] else firms[-1]
        s.begin(money.earn(s, one, firm, 14.0, m, 380))
    s.begin(
        worries(
            s, m, "sexual", tell.Known(first, firms[0].address, firms[0].phone, firms[0].name, staff[0].given)
        )
    )
    if chance.yes(0.5):
        s.begin(boards.hiring(s, firms[0], m, 15))
    yield s.now


def booking_desk(s: Stage, m: Maker) -> Plan:
    """A telephone desk that takes calls for several independents and sends each a small fixed bill."""
    chance, town = s.chance, s.town
    city = town.city(draws=True)
    owner = m.joins(town.draw(city), "unknown")
    desk = town.firm(city, "agency", owner, chance.about(500, 0.5))
    m.uses("account", desk.account.id, "unknown")
    m.uses("phone", desk.phone, "unknown")
    group = [m.joins(town.draw(city, "company"), "unknown") for _ in range(max(2, min(5, m.target // 8)))]
    names = [town.stage_name()[0] for _ in group]
    voices = [Voice.of(chance, one.tongue, name) for one, name in zip(group, names, strict=True)]
    for one in group:
        m.uses("account", one.accounts[-1].id, "unknown")
    s.begin(worries(s, m, "sexual", tell.Known(city, desk.address, desk.phone, desk.name, group[0].given)))
    calm, board = _calm(s, m), s.sites.board(city)
    while m.goes_on():
        yield s.late(calm * chance.about(1, 0.6), city)
        at = chance.randrange(len(group))
        one, roll = group[at], chance.random()
        if roll < 0.4:
            sell.advertise(s, voices[at], city, desk.phone, m, name=names[at], board=board)
        elif roll < 0.68:
            sell.customer(s, one.accounts[-1], city, m)
        elif roll < 0.85:
            s.banks.pay(one.accounts[-1], desk.account, chance.pick([20, 25, 30]), "transfer", "ad", m)
        elif roll < 0.93:
            sell.room(s, one, town.city(city.country.code), one.accounts[-1], m)
        else:
            sell.pay_for_advert(s, one.accounts[-1], city, m)


def copiers(s: Stage, m: Maker) -> Plan:
    """Strangers in different cities who took over the same text and use the same forwarding line."""
    chance, town = s.chance, s.town
    land = town.city(draws=True).country
    relay = chance.pick(town.relays[land.code])
    voice = Voice.of(chance, chance.pick(land.tongues), "Luna", chance.yes(0.2))
    for _ in range(chance.randrange(2, 5)):
        one = m.joins(town.draw(town.city(land.code), "company"), "unknown")
        m.uses("account", one.account.id, "unknown")
        name = town.stage_name()[0]
        phone = relay if chance.yes(0.6) else ""
        calm = _calm(s, m) * 3 * one.pace
        s.begin(boards.company(s, one, m, voice.copied(chance, name), phone, calm))
    yield s.now
