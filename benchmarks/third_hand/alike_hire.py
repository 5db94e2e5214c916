"""Innocent hiring across borders: licensed agents, seasons, nurses, au pairs, helpers with a contract."""

from __future__ import annotations

from benchmarks.third_hand.labour import fees, lure_out
from benchmarks.third_hand.ordinary import spend, wages
from benchmarks.third_hand.places import local
from benchmarks.third_hand.story import Story, Telling


def licensed_recruiter(s: Story) -> None:
    """Offers with a licence, the employer pays the agent and the tickets, wages stay, and people fly home on leave."""
    rng = s.rng
    start, end = s.society.corridor(rng)
    agency = s.society.firm(rng, "agency", start)
    s.cast(agency, "unknown")
    s.hold(agency)
    employer = s.society.shop(rng, rng.choice(("factory", "builder", "clinic", "cleaner")), end)
    day = s.begin(0.5)
    for _ in range(rng.randint(2, 4)):
        s.offer(
            day - rng.randint(30, 80),
            start,
            end,
            s.voice(start),
            "labour",
            agency.name,
            s.own_phone(agency, agency.phone),
            euro=1250,
            lure=0.12,
            email=agency.email,
        )
    workers = s.people(rng.randint(4, 8), start, "unknown", origin=start, banked=0.5, old=42)
    if rng.random() < 0.5:
        fees(s, workers[:4], agency, day, 60)  # medical check and passport copies, with a receipt
    s.pay(local(day - 20, 11, end), employer, agency, 420 * len(workers), text=s.memo("trade"))
    back = rng.choice((0, 120, 200))
    s.sent(workers, start, end, day, agency, rush=2.7, back=back, agency=agency.name)
    for who in workers[: rng.randint(2, 4)]:
        moved = s.person_abroad(who, end)
        s.open(moved, s.clip(day + rng.randint(4, 15)), phone=agency.phone if rng.random() < 0.2 else "")
        for when in wages(s, employer, moved, day + 8, rng.randint(2, 3), 980, own=True):
            if who.account and rng.random() < 0.6:
                s.pay(local(when + 2, 18, end), moved, who, 380 * rng.uniform(0.7, 1.4), text=s.memo("home"))
        spend(s, moved, day + 15, s.clip(day + 100), 9, own=rng.random() < 0.4)
    s.rumour(day + 50, end, who=agency, count=len(workers))


def season(s: Story) -> None:
    """A farm's season: a bus there and back, modest board taken from pay, the rest sent to one's own family."""
    rng = s.rng
    start, place = s.society.corridor(rng)
    farm = s.society.shop(rng, "farm", place)
    foreman = s.one(place, "unknown", origin=start, woman=False, young=30)
    workers = s.people(rng.randint(4, 7), place, "unknown", origin=start, banked=0.3, old=55)
    day, where = s.begin(0.45), s.society.address(rng, place)
    lure_out(s, foreman, start, place, day, "labour", farm.name, most=2, lure=0.2)
    s.sent(workers, start, place, day, foreman, back=rng.randint(80, 130), rush=2.2)
    for who in workers:
        if not who.account:
            s.open(who, s.clip(day + rng.randrange(10)), address=where)
        for when in wages(s, farm, who, day + 6, rng.randint(2, 3), 1000, own=True):
            s.pay(
                local(when + 1, 15, place),
                who,
                foreman,
                90 * rng.uniform(0.8, 1.2),
                "p2p",
                text=s.memo("give"),
            )
            if rng.random() < 0.5:
                kin = s.society.resident(rng, start)
                s.pay(local(when + 2, 19, place), who, kin, 500 * rng.uniform(0.6, 1.3), text=s.memo("home"))
        spend(s, who, day, s.clip(day + 90), 6, own=rng.random() < 0.3)
    s.home_life(foreman)
    s.rumour(day + 40, place, who=foreman, where=where, count=len(workers))


def night_nurses(s: Story) -> None:
    """Nurses from abroad on nights: taxis at four, a shared house, an agent who was paid by the hospital."""
    rng = s.rng
    start, place = s.society.corridor(rng)
    clinic = s.society.shop(rng, "clinic", place)
    agency = s.society.shop(rng, "agency", start)
    nurses = s.people(
        rng.randint(3, 5), place, "unknown", origin=start, woman=rng.random() < 0.8, young=23, old=50
    )
    day = s.begin(0.5)
    s.pay(local(day - 15, 10, place), clinic, agency, 900 * len(nurses), text=s.memo("trade"))
    s.sent(nurses, start, place, day, clinic, rush=2.8, agency=agency.name)
    for who in nurses:
        for when in wages(s, clinic, who, day, 3, 1650, own=True):
            s.pay(
                local(when + 3, 12, place),
                who,
                s.society.resident(rng, start),
                420 * rng.uniform(0.5, 1.4),
                text=s.memo("home"),
            )
        for _ in range(rng.randint(2, 6)):
            s.shop_for(
                local(s.clip(day + rng.randrange(90)), rng.uniform(22, 29), place),
                who,
                rng.choice(("taxi", "cafe")),
                12,
                place,
            )
        if who is not nurses[0]:
            s.pay(
                local(s.clip(day + 32), 20, place),
                who,
                nurses[0],
                300 * s.habits.mood["rent"],
                "p2p",
                text=s.memo("rent"),
            )
    s.home_life(*nurses)


def au_pairs(s: Story) -> None:
    """An au-pair agency: families pay it, pocket money goes to the young person every month, the return is booked."""
    rng = s.rng
    start, end = s.society.corridor(rng)
    agency = s.society.firm(rng, "agency", start)
    s.cast(agency, "unknown")
    s.hold(agency)
    for index in range(rng.randint(3, 5)):
        day = s.begin(0.5)
        pair = s.one(end, "unknown", origin=start, young=19, old=29, banked=0.0)
        family = s.one(end, "unknown", young=32, old=55)
        if index < 2:
            s.offer(
                day - 50,
                start,
                end,
                s.voice(start),
                "domestic",
                agency.name,
                agency.phone,
                euro=480,
                lure=0.12,
                email=agency.email,
            )
        s.pay(local(day - 25, 20, end), family, agency, 480 * s.habits.mood["fee"], text=s.memo("fee"))
        s.sent([pair], start, end, day, family, back=rng.choice((90, 180)), rush=2.9)
        s.open(pair, s.clip(day + 7), address=family.address)
        for when in wages(s, family, pair, day + 5, rng.randint(2, 4), 390, own=True):
            spend(s, pair, when, s.clip(when + 20), 3, own=rng.random() < 0.5)
        s.home_life(family)


def house_helper(s: Story) -> None:
    """A helper with a contract: ticket from the household, wages every month that she sends to her own children."""
    rng = s.rng
    start, end = s.society.corridor(rng)
    house = s.one(end, "unknown", young=32, old=70)
    agent = s.society.shop(rng, "agency", start)
    helper = s.one(end, "unknown", origin=start, woman=True, young=24, old=52, banked=0.0)
    kin = s.one(start, "unknown", origin=start, family=helper.name.split(" ", 1)[1])
    day = s.begin(0.45)
    s.offer(day - 40, start, end, s.voice(start), "domestic", agent.name, agent.phone, euro=520, lure=0.15)
    s.pay(local(day - 18, 18, end), house, agent, 1100 * s.habits.mood["fee"], text=s.memo("fee"))
    s.sent([helper], start, end, day, house, back=rng.choice((0, 0, 180)), rush=2.4)
    s.open(
        helper,
        s.clip(day + rng.randint(5, 20)),
        address=house.address,
        phone=house.phone if rng.random() < 0.2 else "",
    )
    for when in wages(s, house, helper, day + 10, rng.randint(3, 6), 520, own=True):
        s.pay(
            local(when + rng.randint(0, 3), 17, end),
            helper,
            kin,
            360 * rng.uniform(0.6, 1.1),
            text=s.memo("home"),
        )
        spend(s, helper, when, s.clip(when + 25), 2, own=True)
    s.home_life(house)


GROUPS: dict[str, Telling] = {
    "licensed_recruiter": licensed_recruiter,
    "seasonal_programme": season,
    "night_nurses": night_nurses,
    "au_pair_agency": au_pairs,
    "house_helper": house_helper,
}
