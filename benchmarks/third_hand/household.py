"""Operations of domestic servitude: few records each, so that the order of things has to speak."""

from __future__ import annotations

from benchmarks.third_hand.labour import fees, lure_out
from benchmarks.third_hand.ordinary import wages
from benchmarks.third_hand.parties import Party
from benchmarks.third_hand.places import City, local
from benchmarks.third_hand.scene import tidy
from benchmarks.third_hand.story import Story, Telling


def _families(s: Story, end: City, count: int) -> list[Party]:
    return s.people(count, end, "controller", young=30, old=65)


def agent_of_maids(s: Story) -> None:
    """An agent takes money from the maid and from the household, buys the ticket, and moves her when she complains."""
    rng = s.rng
    start, end = s.society.corridor(rng)
    scout = s.one(start, "recruiter", origin=start)
    agent = s.one(end, "controller", origin=start if rng.random() < 0.4 else None, young=30, old=58)
    maids = s.people(
        rng.randint(2, 5), start, "possible_victim", origin=start, woman=True, old=42, banked=0.55
    )
    first = s.begin(0.55)
    phone = lure_out(s, scout, start, end, first, "domestic", "", lure=0.6)
    price = rng.uniform(1200, 2600) * s.habits.mood["fee"]
    fees(s, [who for who in maids if rng.random() < 0.6], scout, first, price * 0.2)
    houses = _families(s, end, rng.randint(2, 4))
    for index, maid in enumerate(maids):
        day = first + index * rng.randint(5, 25)
        s.sent(
            [maid],
            start,
            end,
            day,
            agent if s.sloppy(1.4) else scout,
            rush=1.4,
            phone=phone if s.sloppy(0.6) else "",
        )
        for house in rng.sample(houses, min(len(houses), rng.choice((1, 1, 2)))):
            at = local(s.clip(day + rng.randint(1, 45)), rng.uniform(10, 22), end)
            s.pay(at, house, agent, price * rng.uniform(0.7, 1.1), "transfer", text=s.memo("fee", maid.given))
        for month in range(rng.randint(0, 2)):
            house = rng.choice(houses)
            at = local(s.clip(day + 35 + 30 * month), rng.uniform(10, 22), end)
            s.pay(at, house, agent, 330 * s.habits.mood["wage"], "transfer", text=s.memo("wage", maid.given))
    s.pass_on(agent, scout, first + 20, price * 0.3)
    s.home_life(agent, scout, *houses)
    s.told(
        "domestic",
        first + 70,
        end,
        who=agent,
        victim=maids[0],
        euro=tidy(rng, price),
        always=rng.random() < 0.7,
    )
    if rng.random() < 0.6:
        s.plea(first + 60, start, end, maids[0], scout.name)
    if rng.random() < 0.35:
        s.missing(
            s.clip(first + 100), maids[-1], end, "Travelled for a job as housemaid and does not answer."
        )


def unpaid_house(s: Story) -> None:
    """One household, one or two workers: a ticket one way, an account in the mistress's hand, and pay that returns."""
    rng = s.rng
    start, end = s.society.corridor(rng)
    mistress = s.one(end, "controller", woman=rng.random() < 0.7, young=32, old=64)
    broker = s.one(start, "recruiter", origin=start)
    maids = s.people(rng.randint(1, 2), end, "possible_victim", origin=start, woman=True, old=44, banked=0.0)
    day = s.begin(0.5)
    phone = lure_out(s, broker, start, end, day, "domestic", "", most=2, lure=0.5)
    at = local(day - rng.randint(5, 20), rng.uniform(9, 21), end)
    s.pay(at, mistress, broker, rng.uniform(700, 1900) * s.habits.mood["fee"], text=s.memo("fee"))
    for maid in maids:
        s.sent(
            [maid],
            start,
            end,
            day,
            mistress if s.sloppy(1.5) else broker,
            rush=1.6,
            phone=phone if s.sloppy() else "",
        )
        s.open(
            maid,
            s.clip(day + rng.randint(8, 30)),
            phone=s.own_phone(mistress, mistress.phone),
            address=mistress.address,
        )
        for when in wages(s, mistress, maid, day + 12, rng.randint(3, 4), 420, own=True):
            s.hand_over(
                maid,
                mistress,
                local(when, 12, end),
                420 * s.habits.mood["wage"],
                share=rng.uniform(0.75, 1.0),
            )
    s.home_life(mistress, broker)
    s.told(
        "domestic",
        day + 90,
        end,
        who=mistress,
        victim=maids[0],
        where=mistress.address,
        count=9,
        always=rng.random() < 0.6,
    )
    if rng.random() < 0.5:
        s.plea(day + 80, start, end, maids[0], broker.name)


def fostered(s: Story) -> None:
    """'Fostered' young relatives who are none: brought by one woman, placed in houses that pay her every month."""
    rng = s.rng
    start, end = s.society.corridor(rng)
    aunt = s.one(end, "controller", origin=start, woman=True, young=34, old=60)
    driver = s.one(start, "facilitator", origin=start) if rng.random() < 0.6 else aunt
    girls = s.people(
        rng.randint(2, 4),
        start,
        "possible_victim",
        origin=start,
        woman=rng.random() < 0.8,
        young=15,
        old=20,
        banked=0.0,
    )
    houses = _families(s, end, rng.randint(2, 4))
    first = s.begin(0.45)
    for index, girl in enumerate(girls):
        day = first + index * rng.randint(6, 30)
        s.sent([girl, aunt], start, end, day, aunt if s.sloppy(1.5) else driver, rush=1.3)
        s.ticket(aunt, end, start, s.clip(day + rng.randint(2, 8)), days_before=1.5)
        house = houses[index % len(houses)]
        for month in range(rng.randint(2, 4)):
            at = local(s.clip(day + 20 + 30 * month), rng.uniform(9, 22), end)
            s.pay(
                at,
                house,
                aunt,
                240 * rng.uniform(0.8, 1.3),
                rng.choice(("transfer", "p2p")),
                text=s.memo("give", girl.given),
            )
    s.home_life(aunt, *houses)
    if driver is not aunt:
        s.hold(driver) if not driver.account else None
        s.pay(local(first + 4, 15, end), aunt, driver, 180, text=s.memo("friend"))
    s.told("domestic", first + 90, end, who=aunt, victim=girls[0], count=7, always=rng.random() < 0.7)
    if rng.random() < 0.5:
        s.missing(
            s.clip(first + 60), girls[-1], start, "Went with a woman the family knew, to go to school there."
        )


WAYS: dict[str, Telling] = {
    "agent_of_maids": agent_of_maids,
    "unpaid_house": unpaid_house,
    "fostered": fostered,
}
