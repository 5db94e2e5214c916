"""Innocent look-alikes around adverts: people keep their own money, numbers and keys."""

from . import atlas, purse, roads, talk
from .guild import firm
from .plot_sexual import tour
from .stage import Stage, Story


def independent_advertiser(w: Stage) -> Story:
    """One to three adults, own adverts, own phone(s), own money, tours on their own card."""
    r, story = w.rng, Story("independent_advertiser")
    home = r.choice(atlas.HOMES)
    day = r.uniform(10, 200)
    people = [
        w.human(home, age=(21, 45), pace=r.uniform(0.4, 1), app=r.random() < 0.7)
        for _ in range(r.choice((1, 1, 2, 3)))
    ]
    topic = r.choice(("company", "company", "company", "massage"))
    stops = tour(w, day, r.randrange(2, 7))
    work_phone = w.numbers.phone(home.country)
    h = talk.hand(w, topic, w.tongue(home), 0.06)
    for one in people:
        name = r.choice(atlas.GIVEN[one.tongue])
        phone = work_phone if r.random() < 0.5 else one.phone
        for city, at, nights in stops:
            for _ in range(r.choice((1, 1, 2))):
                ad = talk.advert(
                    w, h, at + r.uniform(-2, nights - 1), city, phone, name, drift=r.choice((0.1, 0.3))
                )
                story.keep(ad)
                if r.random() < 0.5:
                    story.keep(purse.board_fee(w, ad, one.account, r.choice((1, 1, 2))))
            if r.random() < 0.55:
                story.keep(
                    *roads.night(w, at, nights, city, one.name, one.account, rooms=r.choice((1, 1, 2)))
                )
        if r.random() < 0.75:
            story.keep(*purse.tips(w, one.till, home, day, r.randrange(4, 12), 35))
            story.keep(*purse.shop(w, one.account, home, day, ("grocery", "drug", "clothes", "taxi"), 4, 30))
        if r.random() < 0.3:
            story.keep(
                *purse.cash_in(w, one.account, [s[0] for s in stops], day, r.randrange(2, 6), 35, "late")
            )
        if r.random() < 0.3:
            story.keep(*roads.own_trip(w, one, day, stops[0][0], r.uniform(3, 12)))
        story.cast("unknown", one)
    if r.random() < 0.25:
        city = stops[0][0]
        story.keep(talk.report(w, stops[0][1] + 4, city, w.tongue(city), 0.15, work_phone, "", 1))
    return story


def massage_franchise(w: Stage) -> Story:
    """Branches in several cities, one template, one switchboard, proper wages."""
    r, story = w.rng, Story("massage_franchise")
    head = firm(
        w,
        f"{r.choice(('Stille', 'Lotus', 'Balance', 'Calme'))} Studios {r.randrange(9)}",
        "studio",
        r.choice(atlas.HOMES),
    )
    h = talk.hand(w, "massage", w.tongue(head.city), 0.15)
    day = r.uniform(5, 180)
    for city in r.sample(atlas.HOMES, r.randrange(2, 5)):
        for _ in range(r.randrange(2, 5)):
            ad = talk.advert(
                w,
                h,
                day + r.uniform(0, 60),
                city,
                head.phone,
                r.choice(atlas.GIVEN[r.choice(tuple(atlas.GIVEN))]),
                drift=0.15,
            )
            story.keep(ad)
            if r.random() < 0.5:
                story.keep(purse.board_fee(w, ad, head.account))
        staff = w.human(city, age=(20, 50), pace=0.9)
        story.cast("unknown", staff)
        story.keep(*purse.wages(w, head.account, staff.account, day + 20, 3, w.sum_of("wage"), city))
        story.keep(*purse.tips(w, head.account, city, day, 3, 40, "evening"))
    story.member("phone", head.phone, "unknown")
    return story


def relay_numbers(w: Stage) -> Story:
    """Strangers whose adverts on one board show the board's relay number."""
    r, story = w.rng, Story("relay_numbers")
    relay = r.choice(w.relays)
    day = r.uniform(5, 200)
    for _ in range(r.randrange(12, 26)):
        h = talk.hand(
            w, r.choice(("company", "massage", "service", "flat", "company")), r.choice(tuple(atlas.GIVEN))
        )
        city = r.choice(atlas.HOMES)
        story.keep(
            talk.advert(
                w,
                h,
                day + r.uniform(0, 60),
                city,
                relay,
                r.choice(atlas.GIVEN[h.tongue]),
                board="harbourboard",
            )
        )
    return story


def copied_template(w: Stage) -> Story:
    """A text that strangers copy from each other; every number is another person's own."""
    r, story = w.rng, Story("copied_template")
    h = talk.hand(w, r.choice(("company", "massage")), r.choice(tuple(atlas.GIVEN)), 0.25)
    day = r.uniform(5, 180)
    for _ in range(r.randrange(7, 13)):
        one = w.human(age=(21, 48), pace=0.7)
        for _ in range(r.choice((1, 2, 3))):
            ad = talk.advert(
                w,
                h,
                day + r.uniform(0, 80),
                one.city,
                one.phone,
                r.choice(atlas.GIVEN[one.tongue]),
                drift=0.25,
            )
            story.keep(ad)
            if r.random() < 0.35:
                story.keep(purse.board_fee(w, ad, one.account))
        story.cast("unknown", one)
    return story
