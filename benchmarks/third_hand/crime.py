"""Operations of forced crime: begging, scam offices, accounts in other people's names, errands under debt."""

from __future__ import annotations

from benchmarks.third_hand.labour import fees, lure_out
from benchmarks.third_hand.places import DESTINATIONS, local
from benchmarks.third_hand.scene import tidy
from benchmarks.third_hand.story import Story, Telling


def begging(s: Story) -> None:
    """People set down in many cities; coins are paid in where they sat, and one account sends it home."""
    rng = s.rng
    origin = s.society.city(rng)
    base = s.society.city(rng, DESTINATIONS)
    boss = s.one(base, "controller", origin=origin, young=30, old=60)
    till = s.one(base, "collector", origin=origin) if rng.random() < 0.5 else boss
    driver = s.one(base, "facilitator", woman=False) if rng.random() < 0.5 else boss
    people = s.people(rng.randint(3, 6), base, "possible_victim", origin=origin, young=15, old=60, banked=0.0)
    cities = list(s.habits.cities[base.country])
    day = s.begin(0.6)
    if rng.random() < 0.75:
        s.sent(people, origin, base, day - rng.randint(1, 9), driver if s.sloppy(1.3) else till, rush=1.0)
    for _ in range(rng.randint(7, 14)):
        city = rng.choice(cities)
        when = local(s.clip(day), rng.triangular(15, 25, 20), city)
        s.pay(when, None, till, rng.lognormvariate(4.9, 0.4), "cash", city=city)
        if rng.random() < 0.2:
            spot = rng.choice(("station", "bus station", "old market", "bridge"))
            text = f"Person sitting by the {spot} since morning, cup in front, a man came twice."
            s.sighting(s.clip(day), city, text)
        if rng.random() < 0.25:
            s.stay(driver, city, s.clip(day), rng.randint(1, 2), rooms=rng.choice((1, 2, 2)))
        day += rng.choice((1, 1, 2, 3, 4))
    for part in range(rng.randint(2, 3)):
        s.pass_on(
            till, boss if till is not boss else s.hold(s.society.person(rng, origin)), day - 6 * part, 650
        )
    s.home_life(*dict.fromkeys((boss, till, driver)))
    s.told(
        "forced_crime",
        day + 3,
        base,
        who=boss,
        victim=people[0],
        count=len(people),
        euro=50,
        always=rng.random() < 0.6,
    )


def scam_office(s: Story) -> None:
    """An office job abroad that is none: tickets bought by the office, then ransoms paid by families."""
    rng = s.rng
    start, end = s.society.corridor(rng)
    scout = s.one(start, "recruiter", origin=start)
    boss = s.one(end, "controller", young=27, old=55)
    till = s.one(end, "collector") if rng.random() < 0.5 else boss
    staff = s.people(rng.randint(2, 5), start, "possible_victim", origin=start, young=20, old=33, banked=0.9)
    day = s.begin(0.6)
    firm = s.society.firm(rng, "office", end)
    phone = lure_out(s, scout, start, end, day, "forced_crime", firm.name, lure=0.5)
    if rng.random() < 0.5:
        fees(s, staff, scout, day, 220)
    s.sent(
        staff,
        start,
        end,
        day,
        boss if s.sloppy(1.3) else scout,
        rush=1.4,
        apart=rng.random() < 0.5,
        phone=phone if s.sloppy(0.5) else "",
    )
    ransom = rng.uniform(800, 2600)
    for who in staff:
        kin = s.one(start, "unknown", origin=start, family=who.name.split(" ", 1)[1], young=40, old=66)
        for part in range(rng.choice((1, 1, 2, 3))):
            at = local(s.clip(day + rng.randint(25, 80) + 5 * part), rng.uniform(7, 25), start)
            channel = rng.choice(("transfer", "transfer", "crypto"))
            s.pay(
                at,
                kin if rng.random() < 0.7 else who,
                till,
                ransom * rng.uniform(0.4, 1.0),
                channel,
                text=s.memo("friend"),
            )
        s.everyday(kin, s.habits.first_day, s.last, 10)
    if till is not boss:
        s.pass_on(till, boss, day + 70, ransom)
    s.pass_on(boss, scout, day + 15, 260)
    s.home_life(boss, scout)
    s.told(
        "forced_crime", day + 60, start, who=boss, victim=staff[0], euro=tidy(rng, ransom), count=len(staff)
    )
    for who in staff[: rng.randint(0, 2)]:
        s.plea(day + 50, start, end, who, firm.name, euro=tidy(rng, ransom))


def borrowed_names(s: Story) -> None:
    """Accounts opened for newcomers in a row, with one phone: loans and refunds come in and leave within hours."""
    rng = s.rng
    origin, place = s.society.corridor(rng)
    boss = s.one(place, "controller", young=26, old=55)
    till = s.one(place, "collector") if rng.random() < 0.4 + 0.3 * s.care else boss
    people = s.people(
        rng.randint(3, 6), place, "possible_victim", origin=origin, young=19, old=50, banked=0.0
    )
    day, where = s.begin(0.65), s.society.address(rng, place)
    phone = s.burner(boss)
    if rng.random() < 0.5:
        s.sent(
            people,
            origin,
            place,
            day - rng.randint(2, 10),
            boss if s.sloppy(1.2) else till,
            apart=rng.random() < 0.5,
        )
    for index, who in enumerate(people):
        opened = day + index * rng.choice((0, 1, 1, 2, 4))
        s.open(
            who,
            s.clip(opened),
            phone=phone if s.sloppy(0.9) else "",
            address=where if rng.random() < 0.6 else "",
        )
        for _ in range(rng.randint(1, 3)):
            lender = s.society.shop(rng, rng.choice(("office", "telecom", "transfer")), place)
            at = local(s.clip(opened + rng.randint(5, 40)), rng.uniform(8, 20), place)
            euro = rng.lognormvariate(6.4, 0.4)
            s.pay(at, lender, who, euro, "transfer", text=s.memo("trade"), exact=True)
            s.hand_over(who, till, at, euro, share=rng.uniform(0.85, 1.0), hidden=0.4 * s.care)
    if till is not boss:
        s.pass_on(till, boss, day + 45, 900)
    s.home_life(*dict.fromkeys((boss, till)))
    s.told(
        "forced_crime",
        day + 50,
        place,
        who=boss,
        victim=people[0],
        where=where,
        count=len(people),
        phone=phone,
    )


def errands(s: Story) -> None:
    """Young people sent to steal or carry: short nights in many cities, daily sums for one man, a family that asks."""
    rng = s.rng
    base = s.society.city(rng, DESTINATIONS)
    boss = s.one(base, "controller", old=50)
    runner = s.one(base, "facilitator") if rng.random() < 0.6 else boss
    young = s.people(
        rng.randint(2, 4), base, "possible_victim", origin=s.society.city(rng), young=15, old=22, banked=0.7
    )
    day = s.begin(0.65)
    for who in young:
        if rng.random() < 0.5:
            s.missing(
                s.clip(day + rng.randint(-3, 12)),
                who,
                base,
                "Did not come home from school, seen with older friends.",
            )
        for _ in range(rng.randint(2, 4)):
            city = rng.choice(s.habits.cities[base.country])
            when = s.clip(day + rng.randint(0, 30))
            if rng.random() < 0.6:
                s.stay(who, city, when, 1, payer=runner)
            if rng.random() < 0.5 and city is not base:
                s.ticket(who, base, city, when, payer=runner if s.sloppy(1.3) else boss, days_before=0.5)
            if who.account:
                at = local(when, rng.uniform(17, 27), city)
                euro = rng.lognormvariate(5.2, 0.4)
                s.pay(at, None, who, euro, "cash", city=city)
                s.hand_over(who, boss, at, euro, hidden=0.2 * s.care)
        s.everyday(who, day - 60, day, 6)
    if rng.random() < 0.6:
        s.call(day - 10, runner, base, base, s.burner(runner))
    s.home_life(*dict.fromkeys((boss, runner)))
    s.told(
        "forced_crime",
        day + 25,
        base,
        who=boss,
        victim=young[0],
        count=len(young),
        euro=200,
        always=rng.random() < 0.6,
    )


WAYS: dict[str, Telling] = {
    "begging": begging,
    "scam_office": scam_office,
    "borrowed_names": borrowed_names,
    "errands": errands,
}
