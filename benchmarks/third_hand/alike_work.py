"""Innocent groups at work: gangs that are paid, payrolls, tips, couriers, people who live in hotels."""

from __future__ import annotations

from benchmarks.third_hand.ordinary import spend, wages
from benchmarks.third_hand.places import local
from benchmarks.third_hand.story import Story, Telling


def paid_gang(s: Story) -> None:
    """A subcontractor takes one sum from the site and pays his people their wages from it the same week."""
    rng = s.rng
    place = s.society.destination(rng)
    head = s.one(place, "unknown", woman=False, young=32, origin=s.society.city(rng))
    crew = s.people(
        rng.randint(3, 6), place, "unknown", origin=s.society.city(rng), woman=False, young=20, old=58
    )
    site = s.society.shop(rng, "builder", place)
    day = s.begin(0.5)
    for month in range(rng.randint(2, 4)):
        at = local(s.clip(day + 30 * month), rng.uniform(9, 15), place)
        s.pay(at, site, head, 1500 * len(crew) * s.habits.mood["wage"], text=s.memo("wage"), exact=True)
        for who in crew:
            later = at + rng.randint(1, 5) * 86_400
            s.pay(
                later, head, who, 1150 * rng.uniform(0.85, 1.15) * s.habits.mood["wage"], text=s.memo("wage")
            )
    if rng.random() < 0.7:
        s.stay(
            head,
            s.society.city(rng, (place.country,)),
            s.clip(day + 5),
            rng.randint(4, 12),
            rooms=rng.choice((2, 3)),
        )
    s.home_life(head, *crew)
    s.rumour(day + 35, place, who=head, count=len(crew))


def payroll_bureau(s: Story) -> None:
    """Many employers pay a bureau, and the bureau pays their people, on the same day every month."""
    rng = s.rng
    place = s.society.destination(rng)
    bureau = s.society.firm(rng, "office", place)
    s.cast(bureau, "unknown")
    s.hold(bureau)
    staff = [s.society.resident(rng, place) for _ in range(rng.randint(6, 12))]
    firms = [s.society.shop(rng, kind, place) for kind in ("cafe", "cleaner", "office", "factory")]
    day = s.begin(0.6)
    for month in range(rng.randint(2, 3)):
        for firm in firms:
            s.pay(
                local(s.clip(day + 30 * month), 9, place),
                firm,
                bureau,
                2900 * rng.uniform(0.8, 1.3),
                exact=True,
                text=s.memo("wage"),
            )
        for who in staff:
            s.pay(
                local(s.clip(day + 30 * month), rng.uniform(11, 17), place),
                bureau,
                who,
                1250 * rng.uniform(0.7, 1.2),
                "payroll",
                exact=True,
                text=s.memo("wage"),
            )


def tips_pool(s: Story) -> None:
    """Bar staff send the night's tips to one of them, who shares them out again at the end of the week."""
    rng = s.rng
    place = s.society.destination(rng)
    staff = s.people(rng.randint(4, 7), place, "unknown", young=20, old=40)
    keeper, day = staff[0], s.begin(0.75)
    for week in range(rng.randint(2, 3)):
        for who in staff[1:]:
            for night in range(rng.randint(1, 2)):
                s.clients(who, s.clip(day + 7 * week + night), 1, 30)
                at = local(s.clip(day + 7 * week + night), rng.uniform(*_late(s)), place)
                s.pay(at, who, keeper, rng.lognormvariate(3.9, 0.4), "p2p", text=s.memo("give"))
        for who in staff[1:]:
            at = local(s.clip(day + 7 * week + 6), rng.uniform(12, 20), place)
            s.pay(at, keeper, who, 95 * rng.uniform(0.9, 1.1), "p2p", text=s.memo("give"))
    bar = s.society.shop(rng, "cafe", place)
    for who in staff:
        wages(s, bar, who, day - 20, 2, 950, own=False)
    s.home_life(*staff)


def _late(s: Story) -> tuple[float, float]:
    return s.habits.night_from, s.habits.night_to


def couriers(s: Story) -> None:
    """Riders rent scooters from one owner by the week; most of what the platform pays stays with them."""
    rng = s.rng
    place = s.society.destination(rng)
    owner = s.one(place, "unknown", young=28)
    platform = s.society.shop(rng, "office", place)
    riders = s.people(
        rng.randint(4, 7),
        place,
        "unknown",
        origin=s.society.city(rng),
        woman=False,
        young=19,
        old=42,
        banked=0.5,
    )
    day, where = s.begin(0.6), s.society.address(rng, place)
    for rider in riders:
        if not rider.account:
            s.open(rider, s.clip(day + rng.randrange(15)), address=where if rng.random() < 0.5 else "")
        for week in range(rng.randint(2, 5)):
            at = local(s.clip(day + 15 + 7 * week), rng.uniform(6, 14), place)
            euro = 310 * rng.uniform(0.6, 1.3)
            s.pay(at, platform, rider, euro, "payroll", exact=True, text=s.memo("wage"))
            s.pay(
                at + rng.randint(2, 40) * 3600,
                rider,
                owner,
                65 * rng.uniform(0.9, 1.1),
                rng.choice(("p2p", "transfer")),
                text=s.memo("rent"),
            )
        spend(s, rider, day + 15, s.clip(day + 60), 8, own=rng.random() < 0.4)
    s.home_life(owner)
    s.rumour(day + 30, place, who=owner, where=where, count=len(riders))


def sales_staff(s: Story) -> None:
    """A firm's representatives in hotels, two rooms in one night, many cities; expenses come back from the firm."""
    rng = s.rng
    home = s.society.destination(rng)
    firm = s.society.shop(rng, "office", home)
    for who in s.people(rng.randint(2, 4), home, "unknown", young=24, old=60):
        day = s.begin(0.6)
        for _ in range(rng.randint(4, 9)):
            city = s.society.city(rng, (home.country,))
            s.stay(
                who,
                city,
                s.clip(day),
                rng.choice((1, 1, 2)),
                rooms=rng.choice((1, 1, 2)),
                payer=firm if rng.random() < 0.4 else who,
            )
            day += rng.randint(2, 9)
        for _ in range(2):
            s.pay(
                local(s.clip(day), 12, home),
                firm,
                who,
                340 * rng.uniform(0.6, 1.6),
                text=s.memo("trade"),
                exact=True,
            )
        s.home_life(who)


GROUPS: dict[str, Telling] = {
    "paid_subcontractor": paid_gang,
    "payroll_bureau": payroll_bureau,
    "tips_pool": tips_pool,
    "courier_fleet": couriers,
    "sales_staff": sales_staff,
}
