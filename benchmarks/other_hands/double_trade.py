"""Innocent look-alikes around offers and work: same surface, but people keep their money and papers."""

from . import atlas, purse, roads, talk
from .guild import firm
from .plot_sexual import tour
from .stage import Stage, Story


def booking_agency(w: Stage) -> Story:
    """A travel desk: its phone and its card on trips of strangers."""
    r, story = w.rng, Story("booking_agency")
    desk = firm(
        w,
        f"{r.choice(('Ticket', 'Voyage', 'Fly', 'Reise'))} Corner {r.randrange(99)}",
        "agency",
        r.choice(atlas.HOMES),
    )
    day = r.uniform(5, 200)
    for _ in range(r.randrange(8, 15)):
        one = w.human(desk.city, pace=0.7)
        back = r.uniform(4, 40) if r.random() < 0.5 else None
        price = w.sum_of("other")
        when = day + r.uniform(0, 60)
        story.keep(
            *roads.journey(
                w,
                when,
                [one],
                desk.city,
                r.choice(atlas.ABROAD),
                payer=desk.name,
                form=r.choice(("card", "cash", "transfer")),
                phone=desk.phone,
                email=desk.email,
                agency=desk,
                back=back,
                lead=6,
            )
        )
        story.keep(
            w.pay(w.at(when - 9, "day", desk.city), one.account, desk.account, price, "transfer", desk.city)
        )
        story.cast("unknown", one)
    story.member("phone", desk.phone, "unknown")
    return story


def licensed_recruiter(w: Stage) -> Story:
    """The employer pays the recruiter; workers keep their wages."""
    r, story = w.rng, Story("licensed_recruiter")
    origin, home = r.choice(atlas.ABROAD), r.choice(atlas.HOMES)
    office = firm(w, f"{r.choice(('Fair', 'Open', 'Recta'))} Work {r.randrange(99)}", "recruiter", home)
    works = r.choice(w.employers)
    day = r.uniform(20, 150)
    line = office.phone
    for _ in range(r.randrange(1, 5)):
        story.keep(
            talk.offer(
                w,
                day - r.uniform(10, 60),
                r.choice((home, origin)),
                atlas.TONGUE[origin.country],
                line,
                r.choice((office.name, works.name, "", "Private")),
                r.choice((1, 2, 3, 7, 0)),
                hard=0.06,
                fair=0.35,
            )
        )
    name, site = talk.handle(w, r.choice(w.people)), r.choice(atlas.NETWORKS)
    for _ in range(r.randrange(0, 4)):
        story.keep(
            talk.post(
                w,
                day - r.uniform(5, 60),
                origin,
                atlas.TONGUE[origin.country],
                name,
                "post_reach" if r.random() < 0.6 else "post",
                line,
                site,
            )
        )
    crew = [
        w.human(
            home,
            tongue=w.tongue(origin),
            age=(19, 50),
            opened=day + r.uniform(-200, 12),
            app=r.random() < 0.3,
            pace=r.uniform(0.3, 0.9),
        )
        for _ in range(r.randrange(4, 9))
    ]
    for index, one in enumerate(crew):
        story.keep(
            *roads.journey(
                w,
                day + index // 4,
                [one],
                origin,
                home,
                payer=office.name,
                form="transfer",
                phone=office.phone,
                email=office.email,
                lead=10,
            )
        )
        story.keep(*purse.wages(w, works.account, one.account, day + 25, 2, w.sum_of("wage"), home))
        story.keep(*purse.shop(w, one.account, home, day + 10, ("grocery", "phone"), 1, 40))
    story.keep(
        *purse.wages(w, works.account, office.account, day, 2, 1200, home, "transfer", "placement fee")
    )
    story.cast("unknown", *crew)
    return story


def seasonal_programme(w: Stage) -> Story:
    """A growers' scheme: return tickets, a small fixed rent, money sent home."""
    r, story = w.rng, Story("seasonal_programme")
    origin, home = r.choice(atlas.ABROAD), r.choice(atlas.HOMES)
    farm = firm(w, f"Verger {r.choice(atlas.FAMILY['fr'])}", "employer", home)
    day = r.uniform(10, 150)
    camp = f"{r.randrange(1, 140)} {r.choice(atlas.STREETS)}"
    crew = [
        w.human(
            home,
            tongue=w.tongue(origin),
            age=(19, 50),
            address=camp,
            opened=day + r.uniform(-300, 10),
            pace=r.uniform(0.2, 0.7),
        )
        for _ in range(r.randrange(4, 8))
    ]
    story.keep(
        talk.offer(
            w, day - 40, origin, atlas.TONGUE[origin.country], farm.phone, farm.name, 1, hard=0.06, fair=0.3
        )
    )
    story.keep(
        *roads.journey(
            w,
            day,
            crew,
            origin,
            home,
            payer=farm.name,
            form=r.choice(("card", "transfer")),
            phone=farm.phone,
            back=75,
            lead=8,
        )
    )
    for one in crew:
        got = purse.wages(w, farm.account, one.account, day + 25, 2, w.sum_of("wage"), home)
        rent = purse.onward(w, got, one.account, farm.account, (0.11, 0.16), (10, 90), "transfer")
        story.keep(*got, *rent, *purse.remit(w, one.account, home, day + 28, 2, 400))
    if r.random() < 0.6:
        story.keep(talk.report(w, day + 30, home, w.tongue(home), 0.15, farm.phone, camp, len(crew)))
    story.cast("unknown", *crew)
    return story


def payroll_firm(w: Stage) -> Story:
    """A bureau pays for many small employers; a couple share one account."""
    r, story = w.rng, Story("payroll_firm")
    day = r.uniform(5, 150)
    for _ in range(r.randrange(7, 11)):
        one = w.human(pace=0.9)
        got = purse.wages(w, w.payroll_house.account, one.account, day, 2, w.sum_of("wage"), one.city)
        if r.random() < 0.4:
            mate = w.human(one.city, family=one.family, address=one.address, pace=0.8)
            got += purse.wages(
                w,
                w.payroll_house.account,
                one.account,
                day + 1,
                1,
                w.sum_of("wage"),
                one.city,
                memo=f"wage {mate.name}",
            )
        story.keep(*got)
        story.cast("unknown", one)
    return story


def night_nurse(w: Stage) -> Story:
    """Agency nurses: nights, lodging in many cities, taxis, fast food."""
    r, story = w.rng, Story("night_nurse")
    day = r.uniform(5, 190)
    for one in [w.human(age=(24, 55), job="nurse", pace=0.9) for _ in range(r.choice((1, 2)))]:
        story.cast("unknown", one)
        for city, at, nights in tour(w, day, r.randrange(3, 6)):
            story.keep(*roads.night(w, at, nights, city, one.name, one.account, rooms=r.choice((1, 1, 2))))
            story.keep(
                *purse.shop(w, one.account, city, at, ("taxi", "fastfood", "drug", "clothes"), 2, nights)
            )
        story.keep(
            *purse.wages(
                w, r.choice(w.employers).account, one.account, day + 20, 2, w.sum_of("wage"), one.city
            )
        )
    return story


def sales_staff(w: Stage) -> Story:
    r, story = w.rng, Story("sales_staff")
    works = r.choice(w.employers)
    day = r.uniform(5, 190)
    team = [w.human(works.city, pace=0.9) for _ in range(r.choice((1, 2, 3)))]
    for city, at, nights in tour(w, day, r.randrange(4, 8)):
        for one in team[: r.randrange(1, len(team) + 1)]:
            payer = works.account if r.random() < 0.6 else one.account
            story.keep(*roads.night(w, at, nights, city, one.name, payer, rooms=r.choice((1, 1, 2))))
        if r.random() < 0.4:
            story.keep(
                *roads.journey(
                    w,
                    at,
                    team,
                    works.city,
                    city,
                    payer=works.name,
                    form="card",
                    phone=works.phone,
                    back=nights,
                )
            )
    story.cast("unknown", *team)
    return story
