"""A crew: who does what, and the steps operations share: bait, debt, journey, handing over, draining, being noticed."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.fourth_hand.atlas import City
from benchmarks.fourth_hand.behaviours import move, recruit, tell
from benchmarks.fourth_hand.lives.journeys import trips, way_out
from benchmarks.fourth_hand.people import Account, Firm, Maker, Person
from benchmarks.fourth_hand.stage import DAY, Plan, Stage
from benchmarks.fourth_hand.voices import Notice
from benchmarks.fourth_hand.words import posts


@dataclass(slots=True)
class Crew:
    home: City
    work: City
    controller: Person
    collector: Person
    recruiter: Person
    helper: Person
    victims: list[Person]
    purse: Account  # where the takings come together
    line: str  # the number given to those who are to be recruited
    desk: str  # the number given to carriers
    handle: str
    address: str
    vehicle: str
    agency: str
    known: tell.Known
    firm: Firm | None = None
    kept: dict[Person, Account] = field(default_factory=dict)  # accounts run in a victim's name


def gather(s: Stage, m: Maker, victims: int, home: City | None = None, work: City | None = None) -> Crew:
    """Cast an operation from the town; the more careful, the fewer things serve two purposes."""
    chance, town = s.chance, s.town
    home = home or town.city(draws=False)
    work = work or way_out(s, home)
    controller = m.joins(town.draw(chance.pick([work, work, home])), "controller")
    collector = controller if chance.yes(0.3 * (1 - m.care)) else m.joins(town.draw(work), "collector")
    recruiter = controller if chance.yes(0.2) else m.joins(town.draw(home), "recruiter")
    helper = collector if chance.yes(0.4) else m.joins(town.draw(work), "facilitator")
    held = [m.joins(town.draw(home, young=True), "possible_victim") for _ in range(victims)]
    line = recruiter.phone if chance.yes(0.5 * (1 - m.care)) else town.phone(home)
    desk = chance.pick([line, helper.phone, town.phone(work)]) if chance.yes(0.8 - 0.5 * m.care) else ""
    role = m.people[collector]
    if chance.yes(0.4 + 0.3 * m.care):
        bank = town.app_of(work.country) if chance.yes(0.5) else town.bank_of(work.country)
        purse = town.open(collector, bank, work, s.now - chance.random() * 90 * DAY, m)
    else:
        purse = chance.pick(collector.accounts)
    m.uses("account", purse.id, role)
    if line:
        m.uses("phone", line, "recruiter")
    if desk and desk != line:
        m.uses("phone", desk, m.people[helper])
    _, handle = town.stage_name()
    address, vehicle = town.address(work), s.watchers.plate()
    agency = town.near(home, "travel").name if chance.yes(0.5) else ""
    known = tell.Known(work, address, line, name=held[0].given, vehicle=vehicle)
    if chance.yes(0.3):  # somebody innocent bears the same name
        twin = town.person(town.city(), "office", like=chance.pick([*held, controller]))
        town.open(twin, town.bank_of(twin.city.country), twin.city, s.start - 300 * DAY)
        s.begin(trips(s, twin))
    return Crew(
        home,
        work,
        controller,
        collector,
        recruiter,
        helper,
        held,
        purse,
        line,
        desk,
        handle,
        address,
        vehicle,
        agency,
        known,
    )


def bait(s: Stage, m: Maker, c: Crew, trade: str, most: int) -> Plan:
    """Offers on boards or posts in groups; some of those who will go answer in public."""
    chance = s.chance
    notice = Notice.of(
        chance, chance.pick(c.home.country.tongues), trade, chance.randrange(2), chance.randrange(3)
    )
    borrowed = s.town.near(c.work, chance.pick(["hotel", "farm", "kitchen", "agency"]))
    employer = (c.firm or borrowed) if chance.yes(0.55) else None  # their own front, or a good name borrowed
    handle = c.handle if chance.yes(0.4) else ""
    if handle:
        m.uses("handle", f"telegram:{handle}".lower(), "recruiter")
    for _ in range(chance.randrange(1, most + 1)):
        if chance.yes(0.65):
            name = c.recruiter.given.split()[0]
            recruit.offer(s, notice, c.home, c.work, employer, c.line, name, m, handle)
        else:
            m.uses("handle", f"{c.recruiter.platform}:{c.recruiter.handle}".lower(), "recruiter")
            post = recruit.call_out(s, c.recruiter, c.home, c.work, c.line, m)
            if chance.yes(0.4):
                recruit.answer(s, chance.pick(c.victims), c.work, post, m)
        yield s.by_day(chance.about(3, 0.6), c.recruiter)


def debt(s: Stage, m: Maker, c: Crew, dollars: float) -> Plan:
    """Fees that are alike, or a loan for the journey."""
    till = s.chance.pick(c.recruiter.accounts)
    role = m.people[c.recruiter]
    fees = s.chance.yes(s.habits.fee_first)
    for victim in c.victims:
        if s.chance.yes(0.3):
            continue
        m.uses("account", till.id, role)
        if fees:
            recruit.fee(s, victim, till, dollars, m)
        else:
            s.banks.pay(till, victim.account, dollars * s.chance.about(0.3, 0.3), "transfer", "loan", m)
        m.uses("account", victim.account.id, "possible_victim")
        yield s.by_day(s.chance.about(2, 0.6), victim)


def journey(s: Stage, m: Maker, c: Crew, some: float = 0.85) -> Plan:
    """One way, soon, paid by one of the crew; in twos and threes or each alone."""
    chance = s.chance
    going = [v for v in c.victims if chance.yes(some)] or c.victims[:1]
    payer = chance.pick([c.recruiter, c.helper, c.controller])
    while going:
        size = chance.randrange(1, 4)
        party, going = going[:size], going[size:]
        escort = [c.helper] if chance.yes(0.2) else []
        move.ticket(
            s,
            party + escort,
            c.home,
            c.work,
            payer,
            m,
            c.desk,
            apart=chance.yes(0.5),
            lead=chance.about(4, 0.8),
            agency=c.agency,
        )
        yield s.by_day(chance.about(4, 0.6), c.recruiter)
    yield s.now + chance.about(5, 0.5) * DAY
    for victim in c.victims:
        victim.held = True
        move.arrive(victim, c.work)


def hand_over(s: Stage, m: Maker, source: Account, target: Account, least: float = 0.6) -> None:
    """Most of what came in goes on, soon, always the same way."""
    sum_ = source.takings * (least + s.chance.random() * (0.97 - least))
    if sum_ < 8:
        return
    channel = "p2p" if source.bank.app or s.chance.yes(0.4) else "transfer"
    if s.chance.yes(0.15 + 0.15 * m.care):  # drawn out and paid in again
        s.banks.pay(source, None, sum_, "cash", "cash", m)
        s.banks.pay(None, target, sum_ * 0.98, "cash", "cash", m, at=s.now + s.chance.random() * DAY / 2)
    else:
        s.banks.pay(source, target, sum_, channel, "share", m)


def drain(s: Stage, m: Maker, c: Crew) -> Plan:
    """From the purse to the one in charge: by transfer, through a remittance shop, or by coins."""
    chance = s.chance
    crypto = chance.yes(s.habits.crypto)
    desk = s.town.near(c.work, "exchange")
    wallet, cold = s.town.wallet(c.controller, s.now), s.town.wallet(c.controller, s.now)
    shop = s.town.near(c.work, "remit")
    end = c.controller.account
    while m.goes_on():
        yield s.late(chance.about(9, 0.4), c.work)
        sum_ = c.purse.takings * (0.5 + chance.random() * 0.4)
        if sum_ < 30 or not m.goes_on():
            continue
        if crypto:
            s.banks.pay(c.purse, desk.account, sum_, "crypto", "invest", m)
            if chance.yes(0.5):
                s.banks.pay(wallet, cold, sum_ * 0.98, "crypto", "invest", m, at=s.now + 3600)
                m.uses("account", wallet.id, "controller")
        elif end is not c.purse and chance.yes(0.5):
            s.banks.pay(c.purse, end, sum_, "transfer", "share", m)
            m.uses("account", end.id, "controller")
        else:
            s.banks.pay(c.purse, shop.account, sum_, chance.pick(["card", "transfer"]), "send", m)
            if chance.yes(0.6) and end is not c.purse:
                s.banks.pay(
                    shop.account, end, sum_ * 0.95, "transfer", "send", m, at=s.now + chance.random() * DAY
                )
                m.uses("account", end.id, "controller")


def noticed(s: Stage, m: Maker, c: Crew) -> Plan:
    """Later, somebody may tell; often with little that can be looked up."""
    chance = s.chance
    gone = s.now
    yield s.now + chance.about(30, 0.5) * DAY
    if chance.yes(s.habits.missing_told * 0.8):
        tell.missed(s, chance.pick(c.victims), c.home, c.work, gone, m)
    for _ in range(chance.among({1: 5, 2: 2}) if chance.yes(s.habits.report_comes) else 0):
        yield s.now + chance.about(10, 0.7) * DAY
        tell.report(s, m.label, c.known, chance.among({0: 3, 1: 4, 2: 3}), int(chance.yes(0.2)), m)
        if c.known.phone:
            m.uses("phone", c.known.phone, "unknown")
    if chance.yes(0.35):
        yield s.now + chance.about(6, 0.7) * DAY
        tell.glimpse(s, c.known, m)
    if chance.yes(0.15):
        who = chance.pick(c.victims)
        recruit.say(s, who, posts.HINT, m)
        m.uses("handle", f"{who.platform}:{who.handle}".lower(), "possible_victim")
