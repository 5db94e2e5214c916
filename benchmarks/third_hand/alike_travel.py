"""Innocent groups that travel: families, teams, tours, parishes, counters, students, namesakes."""

from __future__ import annotations

from benchmarks.third_hand.labour import fees
from benchmarks.third_hand.parties import name_for
from benchmarks.third_hand.places import DESTINATIONS, country, local
from benchmarks.third_hand.story import Story, Telling


def family(s: Story) -> None:
    """A parent pays for children's journeys, rooms and weeks; the young send nothing back but thanks."""
    rng = s.rng
    home = s.society.city(rng)
    parent = s.one(home, "unknown", young=40, old=62)
    surname = parent.name.split(" ", 1)[1]
    young = s.people(rng.randint(2, 4), home, "unknown", young=15, old=26, family=surname)
    place, day = s.society.city(rng), s.begin(0.6)
    s.sent([*young, parent], home, place, day, parent, back=rng.randint(5, 16), rush=3.0)
    s.stay(parent, place, s.clip(day), rng.randint(3, 8), rooms=2)
    for child in young:
        for week in range(rng.randint(2, 5)):
            at = local(s.clip(day + 20 + 14 * week), rng.uniform(8, 26), home)
            s.pay(at, parent, child, 80 * rng.uniform(0.5, 2), "p2p", text=s.memo("home"))
    s.home_life(parent, *young)


def team(s: Story) -> None:
    """A coach books for twelve youngsters: there on Friday, back on Sunday, rooms in a block."""
    rng = s.rng
    home = s.society.city(rng)
    coach = s.one(home, "unknown", young=28, old=60)
    squad = s.people(
        rng.randint(7, 11), home, "unknown", woman=rng.random() < 0.5, young=13, old=21, banked=0.0
    )
    for _ in range(rng.choice((1, 2))):
        place, day = s.society.city(rng), s.begin(0.9)
        s.sent(
            [*squad[: rng.randint(5, 10)], coach], home, place, day, coach, back=rng.randint(2, 4), rush=3.0
        )
        s.stay(coach, place, s.clip(day), 2, rooms=rng.choice((3, 4, 6)))
    for _ in range(rng.randint(3, 7)):
        parent = s.society.resident(rng, home)
        s.pay(
            local(s.begin(0.9), rng.uniform(9, 23), home),
            parent,
            coach,
            95 * rng.uniform(0.7, 1.2),
            "p2p",
            text=s.memo("fee"),
        )
    s.home_life(coach)


def tour_leader(s: Story) -> None:
    """A guide flies with other strangers every month and always brings them back."""
    rng = s.rng
    home = s.society.city(rng)
    guide = s.one(home, "unknown", young=25, old=60)
    desk = s.society.shop(rng, "travel", home)
    for _ in range(rng.randint(2, 4)):
        place, day = s.society.city(rng), s.begin(0.9)
        guests = [s.society.person(rng, home, young=18, old=78) for _ in range(rng.randint(3, 6))]
        s.sent([*guests, guide], home, place, day, desk, back=rng.randint(4, 11), rush=3.2, agency=desk.name)
        s.stay(guide, place, s.clip(day), rng.randint(3, 8), rooms=rng.choice((3, 5)), payer=desk)
    s.pay(local(s.begin(0.95), 11, home), desk, guide, 700, text=s.memo("wage"))
    s.home_life(guide)


def parish(s: Story) -> None:
    """A church trip: the secretary takes a deposit from everybody, buys the seats, and comes back with all of them."""
    rng = s.rng
    home, place = s.society.city(rng), s.society.destination(rng)
    clerk = s.one(home, "unknown", young=35, old=72)
    flock = s.people(rng.randint(5, 9), home, "unknown", young=20, old=75, banked=0.8)
    day = s.begin(0.7)
    fees(s, flock, clerk, day, 320)
    s.sent([*flock, clerk], home, place, day, clerk, back=rng.randint(5, 9), rush=3.1)
    s.stay(clerk, place, s.clip(day), rng.randint(4, 8), rooms=rng.choice((3, 5)))
    s.home_life(clerk, *flock)


def booking_desk(s: Story) -> None:
    """A travel counter: one phone and one mail on the tickets of people who never met, many one way."""
    rng = s.rng
    home = s.society.city(rng)
    desk = s.society.firm(rng, "travel", home)
    s.cast(desk, "unknown")
    s.hold(desk)
    for _ in range(rng.randint(9, 16)):
        start, end = (home, s.society.city(rng))
        guest = s.society.resident(rng, home) if rng.random() < 0.5 else s.society.person(rng, home)
        day = s.begin(0.97)
        back = rng.randint(4, 60) if rng.random() < 0.5 else 0
        s.sent(
            [guest], start, end, day, desk, back=back, phone=s.own_phone(desk, desk.phone), agency=desk.name
        )
        if guest.account:
            s.pay(
                local(day - rng.randint(5, 30), 12, home),
                guest,
                desk,
                260 * s.habits.mood["ticket"],
                "card",
                code="4722",
            )


def visa_desk(s: Story) -> None:
    """A study consultancy: many pay like fees, but everyone buys a ticket of their own and pays a school."""
    rng = s.rng
    start, end = s.society.corridor(rng)
    desk = s.society.firm(rng, "office", start)
    s.cast(desk, "unknown")
    s.hold(desk)
    students = s.people(rng.randint(5, 8), start, "unknown", origin=start, young=19, old=29)
    day = s.begin(0.55)
    s.offer(
        day - 60,
        start,
        end,
        s.voice(start),
        "forced_crime",
        desk.name,
        desk.phone,
        euro=900,
        lure=0.15,
        email=desk.email,
    )
    fees(s, students, desk, day, 420)
    for who in students:
        s.sent([who], start, end, day + rng.randrange(25), who, rush=3.0)
        school = s.society.shop(rng, "office", end)
        s.pay(
            local(day - rng.randint(2, 20), 13, start),
            who,
            school,
            900 * rng.uniform(0.8, 1.3),
            text=s.memo("trade"),
        )
    s.home_life(*students)


def namesakes(s: Story) -> None:
    """Two or three people of one name, once even of one birthday: other cities, other lives."""
    rng = s.rng
    first = s.society.city(rng)
    woman = rng.random() < 0.5
    name = name_for(rng, country(first).culture, woman)
    doubles = s.people(rng.choice((2, 3, 3)), first, "unknown", woman=woman, banked=0.0)
    for double in doubles:
        double.name, double.home = name, s.society.city(rng)
        if rng.random() < 0.3:
            double.birth = doubles[0].birth
        s.hold(double)
        for _ in range(rng.randint(1, 3)):
            place, day = s.society.city(rng), s.begin(0.95)
            s.ticket(double, double.home, place, day, days_before=rng.lognormvariate(2.5, 0.8))
            s.stay(double, place, s.clip(day), rng.randint(1, 5))
        s.home_life(double)


def came_back(s: Story) -> None:
    """Somebody young was missed, and was with friends: the record stays, the story is over."""
    rng = s.rng
    home = s.society.city(rng, DESTINATIONS)
    who = s.one(home, "unknown", young=16, old=24)
    friend = s.one(home, "unknown", young=19, old=27)
    place, day = s.society.city(rng, (home.country,)), s.begin(0.8)
    s.missing(s.clip(day), who, home, "Left home after a quarrel, has friends in another city.")
    s.stay(friend, place, s.clip(day - 1), rng.randint(1, 3))
    for _ in range(rng.randint(1, 3)):
        s.pay(
            local(s.clip(day + rng.randrange(12)), rng.uniform(9, 27), home),
            friend,
            who,
            60 * rng.uniform(0.5, 2),
            "p2p",
            text=s.memo("friend"),
        )
    if place is not home:
        s.ticket(who, place, home, s.clip(day + rng.randint(2, 6)), payer=friend, days_before=0.6)
    s.home_life(who, friend)


GROUPS: dict[str, Telling] = {
    "family": family,
    "sports_team": team,
    "tour_leader": tour_leader,
    "church_trip": parish,
    "booking_agency": booking_desk,
    "study_consultancy": visa_desk,
    "name_doubles": namesakes,
    "missing_and_back": came_back,
}
