"""Operations of sexual exploitation: circuits, fixed flats, journeys with a debt, one man and one woman."""

from __future__ import annotations

from benchmarks.third_hand.parties import Party
from benchmarks.third_hand.places import DESTINATIONS, City, local
from benchmarks.third_hand.scene import tidy
from benchmarks.third_hand.story import Story, Telling
from benchmarks.third_hand.voice import Voice


def _stage_name(s: Story, who: Party) -> str:
    if s.rng.random() < 0.35:
        return who.given
    return s.society.person(s.rng, who.home, woman=True).given


def _stops(s: Story, home: City, count: int) -> list[City]:
    cities = list(s.habits.cities[home.country])
    s.rng.shuffle(cities)
    return [home, *(city for city in cities if city is not home)][: max(1, count)]


def _show(
    s: Story,
    women: list[Party],
    day: int,
    city: City,
    voice: Voice,
    lines: dict[int, str],
    payer: Party | None,
) -> None:
    """One or two adverts a woman in a city; the line that rings changes with care."""
    for who in women:
        for _ in range(s.rng.choice((1, 1, 2))):
            if s.rng.random() < 0.25 * s.care:
                lines[id(who)] = s.burner(who, city.country)
            s.advertise(
                s.clip(day + s.rng.randrange(3)), city, voice, _stage_name(s, who), lines[id(who)], payer=payer,
                euro=s.rng.lognormvariate(4.4, 0.3),
            )  # fmt: skip


def _lines(s: Story, women: list[Party], boss: Party) -> dict[int, str]:
    """Who answers: one phone for all of them, or one each."""
    shared = s.own_phone(boss, boss.phone) if s.sloppy(0.6) else s.burner(boss)
    alone = s.rng.random() < 0.3 + 0.6 * s.care
    return {id(who): s.own_phone(who, who.phone) if alone else shared for who in women}


def circuit(s: Story) -> None:
    """A few women are moved from city to city: rooms and adverts are bought for them, the evenings' money leaves."""
    rng = s.rng
    home = s.society.city(rng, DESTINATIONS)
    origin = s.society.city(rng) if rng.random() < 0.7 else home
    boss = s.one(home, "controller", origin=origin if rng.random() < 0.6 else None)
    till = s.one(home, "collector") if rng.random() < 0.3 + 0.3 * s.care else boss
    driver = s.one(home, "facilitator", woman=False) if rng.random() < 0.5 else boss
    women = s.people(
        rng.randint(2, 4), home, "possible_victim", origin=origin, woman=True, old=32, banked=0.9
    )
    banked = [who for who in women if who.account]
    voice = s.voice(home, self_rate=rng.uniform(0, 0.2), house_rate=rng.uniform(0.1, 0.45))
    lines, day = _lines(s, women, boss), s.begin(0.7)
    payer = boss if s.sloppy(0.8) else driver if rng.random() < 0.5 else None
    if origin is not home and rng.random() < 0.6:
        s.sent(
            women,
            origin,
            home,
            day - rng.randint(4, 30),
            boss if s.sloppy() else driver,
            apart=rng.random() < 0.6,
        )
    for city in _stops(s, home, rng.randint(1, 3)):
        _show(s, women, day, city, voice, lines, payer)
        nights = rng.randint(2, 6)
        for who in women if rng.random() < 0.4 else women[:1]:
            s.stay(who, city, s.clip(day), nights, payer=driver, rooms=rng.choice((1, 1, 2)))
        for who in banked:
            at, total = s.clients(who, s.clip(day + rng.randrange(nights)), rng.randint(1, 3), 85, city)
            s.hand_over(who, till, at, total, hidden=0.4 * s.care)
        day += nights + rng.randint(0, 6)
    if till is not boss:
        s.pass_on(till, boss, day + 1, 300)
    for who in women:
        s.everyday(who, day - 40, day + 20, 3)
    s.home_life(*dict.fromkeys((boss, till, driver)))
    s.told(
        "sexual", day, home, who=boss, victim=rng.choice(women), phone=lines[id(women[0])], count=len(women)
    )


def flat(s: Story) -> None:
    """One address, faces that change: the keeper pays the rent and the adverts and collects from everybody."""
    rng = s.rng
    home = s.society.city(rng, DESTINATIONS)
    keeper = s.one(home, "controller", young=30, old=58)
    owner = s.society.resident(rng, home)
    helper = s.one(home, "facilitator") if rng.random() < 0.4 else keeper
    women = s.people(
        rng.randint(3, 6),
        home,
        "possible_victim",
        origin=s.society.city(rng),
        woman=True,
        old=34,
        banked=0.75,
    )
    voice = s.voice(home, self_rate=0.05, house_rate=rng.uniform(0.1, 0.5))
    where, first = s.society.address(rng, home), s.begin(0.55)
    front = s.burner(keeper)
    for month in range(rng.randint(2, 4)):
        at = local(s.clip(first + 30 * month), rng.uniform(8, 20), home)
        s.pay(at, keeper, owner, 520 * s.habits.mood["rent"], text=s.memo("rent"))
    for index, who in enumerate(women):
        day = first + index * rng.randint(8, 18)
        line = front if s.sloppy(0.7) else s.burner(who)
        for _ in range(rng.randint(1, 3)):
            s.advertise(
                s.clip(day + rng.randrange(8)), home, voice, _stage_name(s, who), line,
                payer=helper if rng.random() < 0.5 else None,
            )  # fmt: skip
        if not who.account:
            continue
        for _ in range(rng.randint(1, 3)):
            at, total = s.clients(who, s.clip(day + rng.randrange(12)), rng.randint(1, 3), 70)
            s.hand_over(who, keeper, at, total, hidden=0.5 * s.care)
        s.everyday(who, day - 10, day + 30, 3)
    s.home_life(*dict.fromkeys((keeper, helper)))
    s.told(
        "sexual", first + 60, home, who=keeper, victim=women[0], phone=front, where=where, count=len(women)
    )
    if rng.random() < 0.4:
        s.rumour(first + 40, home, who=keeper, where=where, always=True)


def debt_journey(s: Story) -> None:
    """An offer of honest work, a ticket bought by a stranger, adverts on arrival, and a debt paid week by week."""
    rng = s.rng
    start, end = s.society.corridor(rng)
    madam = s.one(end, "controller", origin=start, woman=rng.random() < 0.75, young=30, old=52)
    scout = s.one(start, "recruiter", origin=start)
    purse = s.one(start, "collector", origin=start) if rng.random() < 0.5 else madam
    women = s.people(rng.randint(1, 4), end, "possible_victim", origin=start, woman=True, old=30, banked=0.0)
    first = s.begin(0.5)
    for _ in range(rng.randint(1, 3)):
        if rng.random() < 0.6:
            voice = s.voice(start)
            phone = s.own_phone(scout, scout.phone)
            s.offer(first - rng.randint(20, 60), start, end, voice, "sexual", "", phone, euro=1100, lure=0.7)
        else:
            s.call(first - rng.randint(20, 60), scout, start, end, s.own_phone(scout, scout.phone))
    s.sent(women, start, end, first, madam if s.sloppy(1.1) else scout, apart=rng.random() < 0.6, rush=1.6)
    voice = s.voice(end, self_rate=0.1, house_rate=0.15)
    lines = _lines(s, women, madam)
    weekly = rng.choice((150.0, 200.0, 250.0, 300.0))
    for who in women:
        opened = first + rng.randint(10, 35)
        s.open(who, s.clip(opened), phone=madam.phone if s.sloppy(0.6) else "")
        _show(s, [who], opened + 3, end, voice, lines, madam if s.sloppy(0.5) else None)
        for week in range(rng.randint(2, 5)):
            day = opened + 6 + 7 * week
            at, _ = s.clients(who, s.clip(day), rng.randint(1, 2), 75)
            s.hand_over(who, madam, at, weekly, share=rng.uniform(0.9, 1.05), hidden=0.2 * s.care)
        s.everyday(who, opened, opened + 90, 4)
    if purse is not madam:
        for month in range(rng.randint(1, 3)):
            s.pass_on(madam, purse, first + 50 + 30 * month, weekly * len(women) * rng.uniform(1.5, 2.5))
    s.home_life(madam, scout)
    s.told(
        "sexual",
        first + 80,
        end,
        who=madam,
        victim=women[0],
        phone=lines[id(women[0])],
        euro=tidy(rng, 20_000),
    )
    if rng.random() < 0.35:
        s.plea(first + 60, start, end, women[0], scout.name)


def boyfriend(s: Story) -> None:
    """One or two young women and a man who 'loves' them: he buys adverts and rooms, her money is his by dawn."""
    rng = s.rng
    home = s.society.city(rng, DESTINATIONS)
    man = s.one(home, "controller", woman=False, old=35)
    women = s.people(rng.choice((1, 1, 2)), home, "possible_victim", woman=True, young=19, old=26)
    first = s.begin(0.7)
    for who in women:
        voice = s.voice(home, self_rate=0.2, house_rate=0.05)
        line = s.own_phone(who, who.phone) if rng.random() < 0.5 else s.burner(man)
        day = first + rng.randrange(20)
        for city in _stops(s, home, rng.randint(1, 3)):
            s.advertise(
                s.clip(day), city, voice, _stage_name(s, who), line, payer=man if s.sloppy(1.2) else who
            )
            if rng.random() < 0.7:
                s.stay(who, city, s.clip(day), rng.randint(1, 3), payer=man)
            for night in range(rng.randint(1, 3)):
                at, total = s.clients(who, s.clip(day + night), rng.randint(1, 3), 80, city)
                s.hand_over(who, man, at, total, hidden=0.25 * s.care)
            day += rng.randint(4, 16)
        s.everyday(who, s.habits.first_day, day, 8)
    if rng.random() < 0.45:
        s.missing(
            s.clip(first + 15),
            women[0],
            home,
            "Left home after a quarrel, said she has a boyfriend with a car.",
        )
    s.home_life(man)
    s.told("sexual", first + 45, home, who=man, victim=women[0], count=2)


WAYS: dict[str, Telling] = {
    "circuit": circuit,
    "flat": flat,
    "debt_journey": debt_journey,
    "boyfriend": boyfriend,
}
