"""Innocent look-alikes around journeys: somebody pays and books for others, for good reasons."""

from . import atlas, purse, roads, talk
from .plot_sexual import tour
from .stage import Stage, Story


def tour_leader(w: Stage) -> Story:
    r, story = w.rng, Story("tour_leader")
    lead = w.human(age=(28, 58), pace=0.9)
    day = r.uniform(5, 190)
    guests = [w.human(pace=0.9) for _ in range(r.randrange(4, 9))]
    story.keep(
        *roads.journey(
            w,
            day,
            [lead, *guests],
            lead.city,
            r.choice(atlas.ABROAD + atlas.HOMES),
            payer=lead.name,
            form="card",
            phone=lead.phone,
            back=r.uniform(4, 12),
        )
    )
    story.keep(*purse.fees(w, guests, lead.till, day - 30, 25, w.sum_of("fee")))
    for city, at, nights in tour(w, day, 3):
        story.keep(*roads.night(w, at, nights, city, lead.name, lead.account, rooms=r.randrange(2, 6)))
        story.keep(talk.sighting(w, at, city, w.tongue(city), r.random() < 0.1, "", "", len(guests)))
    story.cast("unknown", lead, *guests)
    return story


def sports_team(w: Stage) -> Story:
    r, story = w.rng, Story("sports_team")
    coach = w.human(age=(30, 58), pace=0.9)
    day = r.uniform(5, 190)
    side = [w.human(coach.city, age=(16, 30), pace=0.5, app=True) for _ in range(r.randrange(6, 11))]
    to = r.choice(atlas.HOMES)
    story.keep(
        *roads.journey(
            w,
            day,
            side,
            coach.city,
            to,
            payer=coach.name,
            form=r.choice(("card", "transfer")),
            phone=coach.phone,
            back=r.uniform(1, 4),
        )
    )
    story.keep(*purse.fees(w, side, coach.till, day - 20, 15, 120))
    story.keep(*roads.night(w, day, 2, to, coach.name, coach.account, rooms=5))
    story.cast("unknown", coach, *side)
    return story


def family(w: Stage) -> Story:
    """Parents pay for grown children and cousins, often late and one way."""
    r, story = w.rng, Story("family")
    elder = w.human(age=(40, 58), pace=1)
    day = r.uniform(5, 190)
    kin = [
        w.human(
            r.choice((elder.city, r.choice(atlas.HOMES))),
            family=elder.family if r.random() < 0.7 else None,
            age=(6, 40),
            pace=0.4,
            phone=elder.phone if r.random() < 0.4 else None,
        )
        for _ in range(r.randrange(2, 6))
    ]
    for one in kin:
        back = r.uniform(5, 30) if r.random() < 0.6 else None
        start = r.choice((elder.city, r.choice(atlas.ABROAD)))
        story.keep(
            *roads.journey(
                w,
                day + r.uniform(0, 60),
                [one],
                start,
                r.choice(atlas.HOMES),
                payer=elder.name,
                form=r.choice(("card", "card", "cash")),
                phone=elder.phone,
                back=back,
                lead=5,
            )
        )
        story.keep(*purse.wages(w, elder.account, one.account, day, 3, 180, elder.city, "transfer"))
        if r.random() < 0.5:
            story.keep(*purse.wages(w, one.account, elder.account, day + 9, 2, 150, elder.city, "transfer"))
    if r.random() < 0.4:
        story.keep(talk.missing(w, day + 40, kin[0], r.choice(atlas.HOMES), elder.city, elder.phone))
    story.cast("unknown", elder, *kin)
    return story


def name_double(w: Stage) -> Story:
    """Different people of one name, living unconnected lives in several cities."""
    r, story = w.rng, Story("name_double")
    tongue = r.choice(tuple(atlas.GIVEN))
    given, surname = r.choice(atlas.GIVEN[tongue]), r.choice(atlas.FAMILY[tongue])
    day = r.uniform(5, 180)
    for _ in range(r.randrange(4, 8)):
        one = w.human(tongue=tongue, family=surname, pace=0.8)
        one.given = given
        for rec in w.account_recs(one):
            rec.row["holder_name"] = one.name
            story.keep(rec)
        story.keep(
            *roads.own_trip(
                w, one, day + r.uniform(0, 80), r.choice(atlas.ABROAD + atlas.HOMES), r.choice((None, 6, 14))
            )
        )
        for city, at, nights in tour(w, day, r.randrange(0, 3)):
            story.keep(*roads.night(w, at, nights, city, one.name, one.account))
        story.cast("unknown", one)
    return story


def church_group(w: Stage) -> Story:
    """Members put money together and one of them buys tickets for strangers."""
    r, story = w.rng, Story("church_group")
    warden = w.human(age=(35, 58), pace=1)
    day = r.uniform(20, 190)
    givers = [w.human(warden.city, pace=0.9) for _ in range(r.randrange(5, 10))]
    gifts = purse.fees(w, givers, warden.till, day - 14, 12, 90, 0.4)
    story.keep(*gifts)
    for _ in range(r.randrange(4, 8)):
        one = w.human(warden.city, pace=0.3)
        story.keep(
            *roads.journey(
                w,
                day + r.uniform(0, 8),
                [one],
                r.choice(atlas.ABROAD),
                warden.city,
                payer=warden.name,
                form=r.choice(("card", "cash")),
                phone=warden.phone,
                lead=6,
            )
        )
        story.keep(*purse.shop(w, one.account, warden.city, day + 10, ("grocery", "phone"), 2, 30))
        story.cast("unknown", one)
    story.cast("unknown", warden)
    return story
