"""Operations of domestic servitude and of forced crime (begging, theft, growing, mule accounts)."""

from . import atlas, purse, roads, talk
from .plot_labour import bring
from .plot_sexual import aftermath, traces
from .stage import Stage, Story

HOME_TRACES = (
    "offer",
    "tickets",
    "pocket",
    "debt",
    "report",
    "sighting",
    "missing",
    "posts",
    "trips",
    "accounts",
)
CRIME_TRACES = (
    "offer",
    "tickets",
    "coins",
    "mules",
    "report",
    "sighting",
    "stays",
    "missing",
    "posts",
    "crypto",
)


def domestic(w: Stage, careful: bool) -> Story:
    """A placer brings live-in workers to households that hardly pay them and hold what they get."""
    r = w.rng
    story = Story("domestic")
    origin = r.choice(atlas.ABROAD)
    placer = w.human(r.choice(atlas.HOMES), age=(32, 58))
    day = r.uniform(10, 120)
    told = traces(w, HOME_TRACES, ("tickets", "pocket", "debt", "accounts"))
    story.cast("recruiter", placer)
    line = w.numbers.phone(placer.city.country) if careful else placer.phone
    story.member("phone", line, "recruiter")
    tongue = atlas.TONGUE[origin.country]
    if "offer" in told:
        story.keep(
            *(
                talk.offer(
                    w,
                    day - r.uniform(10, 60),
                    r.choice(atlas.HOMES),
                    tongue,
                    line,
                    "Private family",
                    r.choice((3, 4)),
                    hard=0.15 if careful else 0.4,
                    fair=0.1,
                )
                for _ in range(r.randrange(2, 5))
            )
        )
    for index in range(r.randrange(2, 5)):
        city = r.choice(atlas.HOMES)
        host = w.human(city, age=(30, 58), pace=1.0)
        partner = w.human(city, age=(30, 58), family=host.family, address=host.address, pace=0.8)
        bound = (
            {}
            if careful
            else {"email": host.email, "phone": r.choice((host.phone, w.numbers.phone(city.country)))}
        )
        maid = w.human(
            city,
            tongue=w.tongue(origin),
            age=(19, 48),
            opened=day + index * 12 + 10,
            pace=0.05,
            address=host.address,
            app=False,
            **bound,
        )
        when = day + index * 12
        story.cast("controller", host)
        story.cast("collector", partner)
        story.cast("possible_victim", maid)
        if "tickets" in told:
            payer = host if r.random() < 0.6 else placer
            story.keep(
                *roads.journey(
                    w,
                    when,
                    [maid],
                    origin,
                    city,
                    payer=payer.name,
                    form=r.choice(("card", "card", "cash")),
                    phone=line if careful else payer.phone,
                    email=r.choice((payer.email, "")),
                    agency=roads.desk(w),
                )
            )
        if "pocket" in told:
            got = purse.wages(
                w,
                host.account,
                maid.account,
                when + 30,
                r.randrange(2, 5),
                w.sum_of("wage") * 0.6,
                city,
                "transfer",
            )
            back = purse.onward(w, got, maid.account, partner.account, (0.6, 0.95), (3, 100), skip=0.2)
            story.keep(*got, *back)
        if "debt" in told:
            source = maid.account if r.random() < 0.6 else host.account
            story.keep(
                *purse.wages(w, source, placer.account, when + 34, r.randrange(2, 5), 280, city, "transfer")
            )
        if "accounts" in told:
            story.keep(*w.account_recs(maid))
        if "trips" in told:
            to = r.choice(atlas.HOMES)
            story.keep(
                *roads.night(
                    w, when + r.uniform(25, 80), r.randrange(2, 9), to, host.name, host.account, rooms=2
                )
            )
            story.keep(
                *roads.journey(
                    w,
                    when + r.uniform(25, 80),
                    [host, maid],
                    city,
                    to,
                    payer=host.name,
                    form="card",
                    phone=host.phone,
                    back=6,
                )
            )
        if "posts" in told:
            neighbour = talk.handle(w, r.choice(w.people))
            story.keep(talk.post(w, when + r.uniform(20, 90), city, w.tongue(city), neighbour, "post_worry"))
        if told & {"report", "sighting", "missing"} and r.random() < 0.6:
            aftermath(w, story, told, when + 30, [(city, when + 40, 3)], [maid], host.phone, origin, city)
    return story


def forced_crime(w: Stage, careful: bool) -> Story:
    r = w.rng
    story = Story("forced_crime")
    home, origin = r.choice(atlas.HOMES), r.choice(atlas.ABROAD + atlas.HOMES)
    boss, minder = w.human(home, age=(28, 58)), w.human(home, age=(22, 45))
    taker = w.human(home, age=(22, 45)) if r.random() < 0.5 else minder
    day = r.uniform(10, 170)
    den = f"{r.randrange(1, 140)} {r.choice(atlas.STREETS)}"
    tie = "" if careful else r.choice(("phone", "address"))
    folk = [
        w.human(
            home,
            age=(17, 45),
            tongue=w.tongue(origin),
            opened=day + r.uniform(-60, 20),
            pace=r.uniform(0, 0.2),
            phone=minder.phone if tie == "phone" else None,
            address=den if tie == "address" else None,
        )
        for _ in range(r.randrange(3, 8))
    ]
    story.cast("controller", boss)
    story.cast("facilitator", minder)
    story.cast("collector", taker)
    story.cast("possible_victim", *folk)
    told = traces(w, CRIME_TRACES, ("coins", "mules", "tickets", "stays"))
    line = w.numbers.phone(home.country) if careful else minder.phone
    story.member("phone", line, "recruiter" if careful else "facilitator")
    tongue = atlas.TONGUE[origin.country]
    if "offer" in told:
        story.keep(
            *(
                talk.offer(
                    w,
                    day - r.uniform(5, 40),
                    r.choice((home, origin)),
                    tongue,
                    line,
                    "",
                    r.choice((5, 7, 2)),
                    hard=0.15 if careful else 0.4,
                    fair=0.1,
                )
                for _ in range(r.randrange(1, 4))
            )
        )
    if "posts" in told:
        name, site = talk.handle(w, minder), r.choice(atlas.NETWORKS)
        story.member("handle", f"{site}:{name}", "recruiter")
        story.keep(
            *(
                talk.post(
                    w,
                    day - r.uniform(1, 40),
                    origin,
                    tongue,
                    name,
                    "post_reach" if r.random() < 0.6 else "post",
                    line,
                    site,
                )
                for _ in range(r.randrange(2, 5))
            )
        )
    if "tickets" in told:
        story.keep(*bring(w, folk, origin, home, day, r.choice((boss, minder)), line, careful))
    around = r.sample(atlas.HOMES, 3)
    if "coins" in told:
        cash = purse.cash_in(
            w, taker.account, [home] if careful else [home, *around], day + 4, r.randrange(8, 16), 40
        )
        story.keep(*cash)
        if taker is not boss:
            story.keep(*purse.onward(w, cash, taker.account, boss.account, (0.7, 0.98), (4, 60), "transfer"))
    if "mules" in told:
        for one in folk[: r.randrange(2, 5)]:
            got = purse.tips(w, one.till, home, day + 8, r.randrange(2, 5), 20, "any")
            story.keep(
                *got,
                *purse.onward(w, got, one.till, taker.account, (0.85, 0.99), (0.5, 48 if careful else 12)),
            )
        if tie:
            story.keep(*w.account_recs(*folk))
    if "crypto" in told:
        story.keep(
            *(
                w.pay(
                    w.at(day + r.uniform(10, 40), "any", home),
                    taker.account,
                    w.exchange.account,
                    w.sum_of("friend"),
                    "crypto",
                    home,
                    atlas.MCC["crypto"],
                )
                for _ in range(r.randrange(4, 9))
            )
        )
    stops = [(home, day + 3, 6)] + [(c, day + 12 + 6 * i, 4) for i, c in enumerate(around)]
    if "stays" in told:
        for city, when, nights in stops:
            guest = r.choice(folk) if careful else minder
            story.keep(
                *roads.night(
                    w,
                    when,
                    nights,
                    city,
                    guest.name,
                    r.choice((minder, taker)).account,
                    rooms=r.choice((1, 1, 2, 3)),
                )
            )
    aftermath(w, story, told, day + 12, stops, folk, line, origin, home)
    return story
