"""Operations of labour exploitation: fees for jobs abroad, gangs whose wages are taken, pay that returns."""

from __future__ import annotations

from benchmarks.third_hand.ordinary import wages
from benchmarks.third_hand.parties import Party
from benchmarks.third_hand.places import City, local
from benchmarks.third_hand.scene import tidy
from benchmarks.third_hand.story import Story, Telling


def lure_out(
    s: Story,
    scout: Party,
    start: City,
    end: City,
    day: int,
    sort: str,
    name: str,
    *,
    most: int = 3,
    lure: float = 0.65,
) -> str:
    """Offers and posts before anybody leaves; returns the number that rings."""
    rng = s.rng
    phone = s.own_phone(scout, scout.phone) if s.sloppy(1.2) else s.burner(scout, start.country)
    voice = s.voice(start)
    for _ in range(rng.randint(1, most)):
        when = day - rng.randint(25, 80)
        if rng.random() < 0.65:
            shown = name if rng.random() < 0.7 else ""
            s.offer(
                when, start, end, voice, sort, shown, phone, euro=rng.lognormvariate(7.2, 0.25), lure=lure
            )
        else:
            s.call(when, scout, start, end, phone)
    return phone


def fees(s: Story, workers: list[Party], to: Party, before: int, euro: float) -> None:
    """Each pays the one who promises, in one sum or in parts, before the journey."""
    rng = s.rng
    for who in workers:
        parts = rng.choice((1, 1, 2, 3))
        for part in range(parts):
            day = before - rng.randint(12, 40) + part * rng.randint(1, 6)
            at = local(s.clip(day), rng.uniform(8, 23), who.home)
            channel = "cash" if not who.account else rng.choice(("transfer", "p2p"))
            payer = None if not who.account or rng.random() < 0.15 else who
            s.pay(
                at,
                payer,
                to,
                euro / parts * rng.uniform(0.92, 1.06),
                channel,
                text=s.memo("fee"),
                city=who.home,
            )


def fee_and_ticket(s: Story) -> None:
    """An agent with no licence: offers, fees, one payer for many one-way tickets, then wages that are not theirs."""
    rng = s.rng
    start, end = s.society.corridor(rng)
    agent = s.one(start, "recruiter", origin=start, young=27, old=58)
    boss = s.one(end, "controller", young=30, old=60)
    workers = s.people(rng.randint(4, 8), start, "possible_victim", origin=start, banked=0.75, old=40)
    day = s.begin(0.55)
    firm = s.society.firm(rng, "agency", start)
    phone = lure_out(s, agent, start, end, day, "labour", firm.name)
    euro = rng.uniform(500, 1900) * s.habits.mood["fee"]
    paid = [who for who in workers if rng.random() < 0.85]
    fees(s, paid, agent, day, euro)
    s.pass_on(agent, boss, day - 5, euro * len(paid) * rng.uniform(0.3, 0.6))
    payer = agent if s.sloppy(1.3) else boss
    s.sent(
        workers,
        start,
        end,
        day,
        payer,
        apart=rng.random() < 0.35 + 0.4 * s.care,
        rush=1.9,
        phone=phone if s.sloppy() else "",
    )
    job = s.society.shop(rng, rng.choice(("factory", "builder", "cleaner", "farm")), end)
    for who in workers[: rng.randint(2, 4)]:
        moved = s.person_abroad(who, end)
        s.open(moved, s.clip(day + rng.randint(6, 20)), phone=boss.phone if s.sloppy(0.5) else "")
        for when in wages(s, job, moved, day + 10, rng.randint(1, 2), 620, own=True):
            s.hand_over(moved, boss, local(when, 12, end), 620 * s.habits.mood["wage"], hidden=0.3 * s.care)
    s.home_life(agent, boss)
    s.told(
        "labour",
        day + 70,
        end,
        who=boss,
        victim=rng.choice(workers),
        euro=tidy(rng, euro),
        count=len(workers),
    )
    if rng.random() < 0.4:
        s.plea(day + 60, start, end, rng.choice(workers), firm.name, euro=tidy(rng, euro))


def gang(s: Story) -> None:
    """A gangmaster opens accounts for his people in one week; each pay day nearly all of it goes to him."""
    rng = s.rng
    origin, place = s.society.corridor(rng)
    master = s.one(place, "controller", origin=origin if rng.random() < 0.6 else None, young=30, old=60)
    till = s.one(place, "collector") if rng.random() < 0.2 + 0.4 * s.care else master
    job = s.society.shop(rng, rng.choice(("farm", "farm", "builder", "cleaner", "factory")), place)
    workers = s.people(rng.randint(3, 6), place, "possible_victim", origin=origin, banked=0.0, old=50)
    day, where = s.begin(0.5), s.society.address(rng, place)
    if rng.random() < 0.5:
        s.sent(workers, origin, place, day - rng.randint(3, 15), master if s.sloppy(1.2) else till, rush=1.5)
    shared_phone = s.sloppy(0.8)
    for who in workers:
        s.open(
            who, s.clip(day + rng.randrange(9)), phone=s.own_phone(master, master.phone) if shared_phone else "",
            address=where if rng.random() < 0.8 else "",
        )  # fmt: skip
        euro = 980 * rng.uniform(0.85, 1.1)
        for when in wages(s, job, who, day + 5, rng.randint(2, 3), euro, own=True):
            s.hand_over(who, till, local(when, 11, place), euro * s.habits.mood["wage"], hidden=0.45 * s.care)
        s.everyday(who, day, day + 90, 2)
    if till is not master:
        s.pass_on(till, master, day + 50, 1500)
    s.home_life(*dict.fromkeys((master, till)))
    s.told("labour", day + 60, place, who=master, victim=workers[0], where=where, count=len(workers))
    if rng.random() < 0.3:
        text = f"Group of {len(workers)} set down from a van near the station, collected after dark."
        s.sighting(s.clip(day + 40), place, text)


def pay_back(s: Story) -> None:
    """Wages are paid as the law asks and paid back to the owner's kin as 'rent', 'transport' or 'debt'."""
    rng = s.rng
    origin, place = s.society.corridor(rng)
    owner = s.one(place, "controller", young=32, old=64)
    kin = s.one(place, "collector", family=owner.name.split(" ", 1)[1])
    shop = s.society.firm(rng, rng.choice(("cleaner", "cafe", "factory", "spa")), place)
    s.cast(shop, "controller")
    s.open(shop, s.habits.first_day - rng.randint(20, 400), own=rng.random() < 0.5, phone=owner.phone)
    s.group.written.add(("account", shop.account))  # type: ignore[union-attr]
    workers = s.people(rng.randint(3, 6), place, "possible_victim", origin=origin, banked=0.6)
    day = s.begin(0.5)
    lure_out(s, owner, origin, place, day, "labour", shop.name, most=2, lure=0.4)
    travelling = rng.random() < 0.6
    if travelling:
        s.sent(
            workers,
            origin,
            place,
            day - rng.randint(2, 12),
            owner if s.sloppy(1.2) else kin,
            apart=rng.random() < 0.5,
        )
    to = kin if rng.random() < 0.3 + 0.5 * s.care else owner
    part = rng.uniform(0.4, 0.8)
    for who in workers:
        if not who.account:
            s.open(who, s.clip(day + rng.randrange(10)))
        euro = 1150 * rng.uniform(0.9, 1.1)
        for when in wages(s, shop, who, day + 4, rng.randint(2, 3), euro, own=True):
            s.hand_over(
                who,
                to,
                local(when, 12, place),
                euro * s.habits.mood["wage"],
                share=part * rng.uniform(0.9, 1.1),
            )
        s.everyday(who, day, day + 90, 4)
    s.home_life(owner, kin)
    s.told("labour", day + 80, place, who=owner, victim=workers[0], count=len(workers), euro=900)


def advance(s: Story) -> None:
    """A debt from before: an advance to each family, a bus north, a season whose pay stays with the contractor."""
    rng = s.rng
    start, place = s.society.corridor(rng)
    contractor = s.one(place, "controller", origin=start, woman=False, young=32, old=60)
    runner = s.one(start, "recruiter", origin=start)
    workers = s.people(rng.randint(3, 6), start, "possible_victim", origin=start, banked=0.8, old=48)
    farm = s.society.shop(rng, rng.choice(("farm", "builder", "factory")), place)
    day = s.begin(0.5)
    for who in workers:
        if who.account and rng.random() < 0.8:
            at = local(day - rng.randint(8, 30), rng.uniform(9, 20), start)
            s.pay(at, runner, who, 260 * rng.uniform(0.8, 1.2), "p2p", text=s.memo("friend"))
    lure_out(s, runner, start, place, day, "labour", "", most=2, lure=0.55)
    s.sent(
        workers,
        start,
        place,
        day,
        runner if s.sloppy(1.4) else contractor,
        rush=1.2,
        apart=rng.random() < 0.3,
    )
    for month in range(rng.randint(2, 4)):
        at = local(s.clip(day + 25 + 30 * month), rng.uniform(8, 15), place)
        heads = len(workers) * rng.uniform(0.85, 1.0)
        s.pay(
            at,
            farm,
            contractor,
            1000 * heads * s.habits.mood["wage"],
            "transfer",
            text=s.memo("wage"),
            exact=True,
        )
        for who in workers:
            if who.account and rng.random() < 0.45:
                later = at + rng.randint(2, 9) * 86_400
                s.pay(
                    later,
                    contractor,
                    who,
                    130 * rng.uniform(0.7, 1.3),
                    "p2p",
                    text=s.memo("give"),
                    city=place,
                )
        if rng.random() < 0.6:
            s.pass_on(contractor, runner, day + 28 + 30 * month, 300)
    s.home_life(contractor, runner)
    for who in workers:
        s.everyday(who, s.habits.first_day, day, 8)
    s.told("labour", day + 60, place, who=contractor, victim=workers[-1], count=len(workers), euro=260)
    if rng.random() < 0.4:
        s.missing(s.clip(day + 110), rng.choice(workers), place, "Left for work abroad and no answer since.")


WAYS: dict[str, Telling] = {
    "fee_and_ticket": fee_and_ticket,
    "gang": gang,
    "pay_back": pay_back,
    "advance": advance,
}
