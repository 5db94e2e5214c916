"""Operations of forced labour: a promise, a fee or debt, a ticket bought by others, wages taken back."""

from . import atlas, purse, roads, talk
from .guild import firm
from .plot_sexual import aftermath, traces
from .stage import Account, Human, Rec, Stage, Story

TRACES = (
    "offer",
    "fees",
    "tickets",
    "wages",
    "housing",
    "deduct",
    "posts",
    "report",
    "sighting",
    "stays",
    "missing",
)


def labour(w: Stage, careful: bool) -> Story:
    r = w.rng
    story = Story("labour")
    home, origin = r.choice(atlas.HOMES), r.choice(atlas.ABROAD)
    boss, foreman = w.human(home, age=(30, 58)), w.human(home, age=(25, 50))
    agent = w.human(r.choice(atlas.HOMES), age=(25, 55))
    taker = w.human(home, age=(25, 55)) if r.random() < 0.5 else foreman
    works = firm(w, f"{r.choice(atlas.FIRMS)} {r.choice(('Sub', 'Teams', 'Nord', 'Crew'))}", "employer", home)
    day = r.uniform(10, 150)
    house = f"{r.randrange(1, 140)} {r.choice(atlas.STREETS)}"
    count = r.randrange(4, 10)
    same = {} if careful else {"address": house}
    if not careful and r.random() < 0.5:
        same["phone"] = foreman.phone
    crew = [
        w.human(
            home,
            age=(19, 50),
            tongue=w.tongue(origin),
            opened=day + r.uniform(-300, 12),
            pace=r.uniform(0, 0.3),
            app=r.random() < 0.3,
            **same,
        )
        for _ in range(count)
    ]
    story.cast("controller", boss)
    story.cast("facilitator", foreman)
    story.cast("recruiter", agent)
    story.cast("collector", taker)
    story.cast("possible_victim", *crew)
    story.member("account", works.account.id, "controller")
    told = traces(w, TRACES, ("fees", "tickets", "wages", "deduct"))
    line = w.numbers.phone(agent.city.country) if careful else agent.phone
    story.member("phone", line, "recruiter")
    job = r.choice((1, 2, 6, 7, 0))
    tongue = atlas.TONGUE[origin.country]
    if "offer" in told:
        story.keep(
            *(
                talk.offer(
                    w,
                    day - r.uniform(15, 60),
                    r.choice((home, origin)),
                    tongue,
                    line,
                    r.choice((works.name, "", "Private")),
                    job,
                    hard=0.15 if careful else 0.4,
                    fair=0.1,
                )
                for _ in range(r.randrange(1, 5))
            )
        )
    if "posts" in told:
        name, site = talk.handle(w, agent), r.choice(atlas.NETWORKS)
        story.member("handle", f"{site}:{name}", "recruiter")
        story.keep(
            *(
                talk.post(
                    w,
                    day - r.uniform(5, 60),
                    origin,
                    tongue,
                    name,
                    "post_reach" if r.random() < 0.6 else "post",
                    line,
                    site,
                    job,
                )
                for _ in range(r.randrange(2, 5))
            )
        )
        kin = talk.handle(w, r.choice(crew))
        story.keep(talk.post(w, day + r.uniform(20, 70), origin, tongue, kin, "post_worry"))
    if "fees" in told:
        story.keep(*purse.fees(w, crew, agent.till, day - 14, 12, w.sum_of("fee"), 0.2 if careful else 0.06))
    if "tickets" in told:
        story.keep(*bring(w, crew, origin, home, day, agent, line, careful))
    if "wages" in told:
        story.keep(*take_wages(w, crew, works.account, taker, boss, day + 25, home, careful))
    elif "deduct" in told:
        for man in crew:
            base = w.sum_of("wage") * 0.5
            pay = purse.wages(w, works.account, man.account, day + 25, r.randrange(1, 4), base, home)
            back = purse.onward(
                w, pay, man.account, r.choice((foreman, agent)).account, (0.35, 0.8), (6, 120)
            )
            story.keep(*pay, *back)
    if "housing" in told and not careful:
        story.keep(*w.account_recs(*crew))
    if "stays" in told:
        story.keep(
            *roads.night(
                w,
                day + 1,
                r.randrange(5, 25),
                home,
                foreman.name,
                r.choice((foreman, boss)).account,
                rooms=r.randrange(1, 5),
            )
        )
    aftermath(w, story, told, day + 20, [(home, day + 30, 3)], crew, line, origin, home)
    return story


def bring(
    w: Stage,
    crew: list[Human],
    origin: atlas.City,
    home: atlas.City,
    day: float,
    payer: Human,
    phone: str,
    careful: bool,
) -> list[Rec]:
    """Tickets bought by another: in one booking, or one by one with neighbouring ticket numbers."""
    r = w.rng
    form = r.choice(("card", "card", "cash", "transfer"))
    if not careful and r.random() < 0.5:
        return roads.journey(
            w,
            day,
            crew,
            origin,
            home,
            payer=payer.name,
            form=form,
            phone=phone,
            lead=6,
            email=r.choice((payer.email, "")),
            agency=roads.desk(w),
        )
    first = w.numbers.ticket()
    made = w.at(day - r.uniform(1, 9), "day", origin)
    out = []
    for index, man in enumerate(crew):
        own = w.numbers.phone(r.choice((origin, home, payer.city)).country) if careful else phone
        near = r.random() < (0.6 if careful else 0.8)
        out += roads.journey(
            w,
            day + index // 4,
            [man],
            origin,
            home,
            payer=payer.name if near else man.name,
            form=form,
            phone=own,
            lead=8,
            tickets=first + index if near else None,
            created=made if near else None,
            agency=roads.desk(w),
        )
    return out


def take_wages(
    w: Stage,
    crew: list[Human],
    works: Account,
    taker: Human,
    boss: Human,
    day: float,
    home: atlas.City,
    careful: bool,
) -> list[Rec]:
    """Wages into one account (capture), or into own accounts and on to a collector within a day (drain)."""
    r = w.rng
    out: list[Rec] = []
    months = r.randrange(2, 4)
    if not careful and r.random() < 0.4:
        for man in crew:
            memo = f"wage {man.name}"
            out += purse.wages(w, works, taker.account, day, months, w.sum_of("wage"), home, memo=memo)
        return out + purse.onward(w, out, taker.account, boss.account, (0.7, 0.95), (6, 60), "transfer")
    drained = crew if not careful else crew[: max(3, len(crew) // 2)]
    for man in drained:
        got = purse.wages(w, works, man.account, day, months, w.sum_of("wage"), home)
        if careful and r.random() < 0.4:
            out += got
            for rec in got:
                take = float(str(rec.row["amount"])) * r.uniform(0.7, 0.95)
                late = (rec.at - w.start).total_seconds() / 86400 + 1
                out.append(w.pay(w.at(late, "any", home), man.account, None, round(take, -1), "cash", home))
            continue
        out += got + purse.onward(w, got, man.account, taker.account, (0.6, 0.95), (1, 72 if careful else 24))
    return out
