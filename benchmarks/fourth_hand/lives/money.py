"""Everyday money: wages, rent, shops, friends, families far away, cash."""

from __future__ import annotations

from benchmarks.fourth_hand.people import Firm, Maker, Person
from benchmarks.fourth_hand.stage import DAY, Plan, Stage


def earn(s: Stage, p: Person, firm: Firm, every: float, by: Maker | None = None, wage: float = 0.0) -> Plan:
    """Wages from an employer; not every pay day reaches the files."""
    wage = wage or p.budget * every / 30
    yield s.at(s.chance.random() * every, p.city, 9)
    while True:
        if not p.held and (by is None or by.goes_on()):
            s.banks.pay(firm.account, p.account, wage * s.chance.about(1, 0.04), "payroll", "wage", by)
            skip = 1 if by else s.chance.randrange(1, 3)
            yield s.at(every * skip, p.city, 9)
        else:
            yield s.now + every * DAY


def new_account(s: Stage, p: Person) -> Plan:
    """Somebody tries an app, changes bank, or keeps savings apart; now and then at a relative's number or address."""
    bank = s.town.app_of(p.city.country) if s.chance.yes(0.55) else s.town.bank_of(p.city.country)
    kin = s.chance.pick(p.contacts) if p.contacts and s.chance.yes(0.15) else p
    s.town.open(p, bank, p.city, s.now, phone=kin.phone, address=kin.address)
    yield s.end


def spend(s: Stage, p: Person) -> Plan:
    """Cards in shops and eating places near home."""
    while True:
        yield s.by_day(s.chance.expovariate(p.pace / 29), p)
        if p.held:
            yield s.now + 20 * DAY
            continue
        trade = s.chance.among(
            {"shop": 6, "kitchen": 3, "hotel": 0.15, "travel": 0.2, "beauty": 0.6, "exchange": 0.1}
        )
        debtor = s.chance.pick(p.accounts)
        usual = {"hotel": 70.0, "travel": 120.0, "exchange": 90.0}.get(trade, 22.0)
        s.banks.pay(debtor, s.town.near(p.city, trade).account, s.chance.about(usual, 0.8), "card", "goods")


def rent(s: Stage, p: Person, to: Firm | Person, share: float = 0.3, by: Maker | None = None) -> Plan:
    channel = s.chance.pick(["transfer", "transfer", "p2p"])
    yield s.at(s.chance.random() * 30, p.city, 11)
    while by is None or by.goes_on():
        if not p.held:
            s.banks.pay(p.account, to.account, p.budget * share, channel, "rent", by)
        yield s.at(30.4 if by else 30.4 * s.chance.randrange(1, 4), p.city, 11)


def friends(s: Stage, p: Person) -> Plan:
    """Small sums to and from people one knows, at all hours."""
    while True:
        yield s.late(s.chance.expovariate(p.pace / 44), p.city)
        if p.held or not p.contacts:
            yield s.now + 20 * DAY
            continue
        other = s.chance.pick(p.contacts)
        pair = (p, other) if s.chance.yes(0.6) else (other, p)
        if other.held:
            continue
        channel = "p2p" if s.chance.yes(s.habits.app_over_bank) else "transfer"
        ends = [q.accounts[-1] if channel == "p2p" else q.account for q in pair]
        memo = s.chance.among({"friend": 6, "loan": 1, "club": 0.6, "ticket": 0.3, "rent": 0.5, "share": 0.4})
        s.banks.pay(ends[0], ends[1], s.chance.about(38, 0.8), channel, memo)


def send_home(s: Stage, p: Person, kin: Person, by: Maker | None = None) -> Plan:
    """Remittance through a shop, which pays the kin out at the other end."""
    shop = s.town.near(p.city, "remit")
    yield s.by_day(s.chance.random() * 30, p)
    while by is None or by.goes_on():
        if not p.held:
            sum_ = p.budget * s.chance.about(0.18, 0.4)
            if s.chance.yes(0.7):
                s.banks.pay(
                    p.account, shop.account, sum_, s.chance.pick(["card", "transfer", "cash"]), "send", by
                )
            if s.chance.yes(0.5):
                s.banks.pay(
                    shop.account,
                    kin.account,
                    sum_ * 0.95,
                    "transfer",
                    "send",
                    by,
                    at=s.now + s.chance.random() * DAY,
                )
        yield s.by_day(s.chance.expovariate(1 / 32) + 6, p)


def cash(s: Stage, p: Person, every: float, usual: float) -> Plan:
    """Money over the counter: in for those who are paid in notes, out for the others."""
    inward = p.job in ("trader", "driver", "company", "odd jobs", "musician", "kitchen")
    while True:
        yield s.at(s.chance.expovariate(1 / every), p.city, s.chance.gauss(14, 4))
        if p.held:
            yield s.now + 20 * DAY
            continue
        place = s.town.city(p.city.country.code) if s.chance.yes(0.12) else p.city
        sum_ = s.chance.about(usual, 0.6)
        if inward and s.chance.yes(0.8):
            s.banks.pay(None, p.account, sum_, "cash", "cash", city=place)
        else:
            s.banks.pay(p.account, None, sum_, "cash", "cash", city=place)


def coins(s: Stage, p: Person) -> Plan:
    """Somebody who trades with strangers for small gains."""
    desk = s.town.near(p.city, "exchange")
    wallet = s.town.wallet(p, s.now)
    while True:
        yield s.late(s.chance.expovariate(1 / 9), p.city)
        if p.held:
            continue
        roll, sum_ = s.chance.random(), s.chance.about(120, 0.7)
        if roll < 0.4:
            s.banks.pay(p.account, desk.account, sum_, "crypto", "invest")
        elif roll < 0.75:
            s.banks.pay(s.town.stranger(p.city).accounts[-1], p.accounts[-1], sum_, "p2p", "invest")
        else:
            s.banks.pay(wallet, s.chance.pick(s.town.wallets), sum_, "crypto", "invest")


def till(s: Stage, firm: Firm) -> Plan:
    """A shop pays in its notes, buys, and settles with its owner."""
    rate = {"remit": 7.0, "shop": 9.0, "kitchen": 10.0, "beauty": 12.0}.get(firm.trade, 20.0)
    while True:
        yield s.at(s.chance.expovariate(1 / rate), firm.city, s.chance.gauss(16, 3))
        roll, sum_ = s.chance.random(), s.chance.about(420, 0.8)
        if roll < 0.5:
            s.banks.pay(None, firm.account, sum_, "cash", "cash", city=firm.city)
        elif roll < 0.8:
            other = s.town.near(
                s.town.city(firm.city.country.code), s.chance.pick(["shop", "factory", "travel", "farm"])
            )
            s.banks.pay(firm.account, other.account, sum_, "transfer", "goods")
        elif roll < 0.9:
            s.banks.pay(firm.account, firm.owner.account, sum_, "transfer", "share")
        else:
            s.banks.pay(firm.account, s.town.stranger(firm.city).account, sum_ * 0.4, "transfer", "goods")
