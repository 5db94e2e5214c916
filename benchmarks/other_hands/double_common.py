"""Innocent look-alikes around homes and shared money."""

from . import atlas, purse, roads, talk
from .guild import firm
from .stage import Stage, Story


def migrant_flatmates(w: Stage) -> Story:
    """One address, one of them collects the rent, each sends money home and shops."""
    r, story = w.rng, Story("migrant_flatmates")
    home, origin = r.choice(atlas.HOMES), r.choice(atlas.ABROAD)
    day = r.uniform(10, 150)
    house = f"{r.randrange(1, 140)} {r.choice(atlas.STREETS)}"
    works = r.choice(w.employers)
    mates = [
        w.human(
            home,
            tongue=w.tongue(origin),
            age=(19, 50),
            address=house,
            opened=day + r.uniform(-300, 12),
            pace=r.uniform(0.3, 0.9),
        )
        for _ in range(r.randrange(4, 8))
    ]
    for one in mates:
        got = purse.wages(w, works.account, one.account, day + 10, 2, w.sum_of("wage"), home)
        story.keep(*got, *purse.remit(w, one.account, home, day + 12, 2, 450))
        if one is not mates[0]:
            story.keep(*purse.onward(w, got, one.account, mates[0].account, (0.15, 0.3), (2, 60)))
        if r.random() < 0.4:
            story.keep(*roads.own_trip(w, one, day - 3, origin, None))
    story.keep(*w.account_recs(*mates))
    if r.random() < 0.5:
        story.keep(talk.report(w, day + 40, home, w.tongue(home), 0.15, mates[0].phone, house, len(mates)))
    story.cast("unknown", *mates)
    return story


def small_landlord(w: Stage) -> Story:
    """Tenants pay one private person; some give her address and number."""
    r, story = w.rng, Story("small_landlord")
    owner = w.human(age=(40, 58), pace=1)
    day = r.uniform(5, 150)
    for index in range(r.randrange(4, 8)):
        one = w.human(owner.city, address=f"{r.randrange(1, 9)} Kiln Yard" if index % 2 else None, pace=0.6)
        story.keep(*purse.wages(w, one.account, owner.account, day, 3, 480, owner.city, "transfer"))
        story.cast("unknown", one)
    h = talk.hand(w, "flat", owner.tongue)
    story.keep(
        *(talk.advert(w, h, day - r.uniform(1, 20), owner.city, owner.phone, owner.given) for _ in range(3))
    )
    story.keep(
        *purse.onward(
            w,
            [rec for rec in story.recs if rec.kind == "payment"][::3],
            owner.account,
            w.processor.account,
            (0.5, 0.9),
            (20, 200),
            "transfer",
        )
    )
    story.cast("unknown", owner)
    return story


def au_pair_agency(w: Stage) -> Story:
    """Pocket money stays with the au pair; the family pays the agency, the course and the way home."""
    r, story = w.rng, Story("au_pair_agency")
    office = firm(
        w,
        f"{r.choice(('Kinder', 'Bonjour', 'Host'))} Pairs {r.randrange(99)}",
        "aupair",
        r.choice(atlas.HOMES),
    )
    origin = r.choice(atlas.ABROAD)
    day = r.uniform(10, 130)
    story.keep(
        *(
            talk.offer(
                w,
                day - r.uniform(10, 60),
                r.choice(atlas.HOMES),
                atlas.TONGUE[origin.country],
                office.phone,
                r.choice((office.name, "Private family", "")),
                r.choice((3, 4)),
                hard=0.06,
                fair=0.35,
            )
            for _ in range(r.randrange(1, 4))
        )
    )
    for index in range(r.randrange(2, 5)):
        host = w.human(age=(30, 55), pace=1)
        pair = w.human(
            host.city,
            tongue=w.tongue(origin),
            age=(19, 27),
            address=host.address,
            pace=0.4,
            phone=host.phone if r.random() < 0.3 else None,
            opened=day + index * 12 + 10,
        )
        when = day + index * 12
        back = 110.0 if r.random() < 0.5 else None
        story.keep(
            *roads.journey(
                w,
                when,
                [pair],
                origin,
                host.city,
                payer=r.choice((office.name, host.name)),
                form="card",
                phone=office.phone,
                back=back,
            )
        )
        story.keep(
            *purse.wages(
                w, host.account, pair.account, when + 30, 3, w.sum_of("wage") * 0.5, host.city, "transfer"
            )
        )
        story.keep(*purse.shop(w, pair.account, host.city, when + 30, ("cafe", "clothes", "train"), 3, 60))
        story.keep(
            w.pay(
                w.at(when + 5, "office", host.city), host.account, office.account, 350, "transfer", host.city
            )
        )
        story.cast("unknown", host, pair)
    return story


def charity_shelter(w: Stage) -> Story:
    """Rooms and tickets paid for strangers who leave a bad place."""
    r, story = w.rng, Story("charity_shelter")
    home = r.choice(atlas.HOMES)
    house = firm(
        w, f"{r.choice(('Open Door', 'Le Pont', 'Herberge'))} {r.randrange(99)}", "charity", home, "charity"
    )
    day = r.uniform(5, 190)
    for _ in range(r.randrange(6, 11)):
        one = w.human(home, pace=0.3, phone=house.phone if r.random() < 0.3 else None)
        when = day + r.uniform(0, 60)
        story.keep(*roads.night(w, when, r.randrange(1, 6), home, one.name, house.account))
        if r.random() < 0.4:
            story.keep(
                *roads.journey(
                    w,
                    when + 6,
                    [one],
                    home,
                    r.choice(atlas.ABROAD + atlas.HOMES),
                    payer=house.name,
                    form="transfer",
                    phone=house.phone,
                    lead=3,
                )
            )
        if r.random() < 0.4:
            story.keep(*purse.wages(w, house.account, one.account, when, 1, 120, home, "transfer"))
        story.cast("unknown", one)
    return story


def gig_courier(w: Stage) -> Story:
    """Riders paid often in small sums; each week they pay rent for bike and licence to one man."""
    r, story = w.rng, Story("gig_courier")
    home = r.choice(atlas.HOMES)
    works, renter = r.choice(w.employers), w.human(home, age=(28, 55), pace=1)
    day = r.uniform(5, 190)
    for _ in range(r.randrange(3, 6)):
        one = w.human(home, age=(19, 40), pace=0.6)
        got = [
            w.pay(
                w.at(day + 7 * i, "any", home), works.account, one.till, w.sum_of("friend"), "transfer", home
            )
            for i in range(4)
        ]
        story.keep(*got, *purse.onward(w, got, one.till, renter.till, (0.1, 0.4), (4, 70)))
        story.cast("unknown", one)
    story.cast("unknown", renter)
    return story


def rosca(w: Stage) -> Story:
    """A savings circle: all pay one of them, another each month, so all get it back."""
    r, story = w.rng, Story("rosca")
    home = r.choice(atlas.HOMES)
    circle = [w.human(home, pace=0.8) for _ in range(r.randrange(5, 7))]
    day, stake = r.uniform(5, 110), w.sum_of("friend")
    for turn, lucky in enumerate(circle):
        for one in circle:
            if one is not lucky:
                at = w.at(day + 26 * turn + r.uniform(0, 2), "evening", home)
                story.keep(w.pay(at, one.till, lucky.till, stake, r.choice(("p2p", "transfer")), home))
    story.cast("unknown", *circle)
    return story


def tips_pool(w: Stage) -> Story:
    """Guests tip one account of the restaurant; it goes back to all who worked."""
    r, story = w.rng, Story("tips_pool")
    home = r.choice(atlas.HOMES)
    pool = w.human(home, age=(25, 50), app=True, pace=0.8)
    crew = [w.human(home, pace=0.8) for _ in range(r.randrange(3, 6))]
    day = r.uniform(5, 200)
    got = purse.tips(w, pool.till, home, day, r.randrange(10, 18), 30)
    story.keep(*got)
    for one in crew:
        story.keep(*purse.onward(w, got[::4], pool.till, one.till, (0.5, 0.9), (12, 70)))
    story.cast("unknown", pool, *crew)
    return story


def market_trader(w: Stage) -> Story:
    """Stall holders bank cash in several towns, often at night after the fair, and pay the helper's share."""
    r, story = w.rng, Story("market_trader")
    one, mate = w.human(age=(25, 58), pace=0.9), w.human(age=(25, 58), pace=0.9)
    day, towns = r.uniform(5, 190), r.sample(atlas.HOMES, 4)
    cash = purse.cash_in(w, one.account, towns, day, r.randrange(8, 15), 45, "late")
    story.keep(*cash, *purse.onward(w, cash[::2], one.account, mate.account, (0.2, 0.5), (6, 90)))
    for index, city in enumerate(towns):
        story.keep(*roads.night(w, day + 8 * index, 2, city, one.name, one.account, rooms=r.choice((1, 2))))
    story.keep(talk.sighting(w, day + 9, towns[0], w.tongue(towns[0]), r.random() < 0.15))
    story.cast("unknown", one, mate)
    return story
