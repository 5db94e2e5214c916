"""Operations of sexual exploitation: others lure, move and advertise, others take the money."""

from . import atlas, purse, roads, talk
from .stage import Human, Rec, Stage, Story

TRACES = (
    "offer",
    "tickets",
    "stays",
    "ads",
    "board",
    "tips",
    "cash",
    "report",
    "sighting",
    "missing",
    "posts",
    "taxi",
)


def traces(w: Stage, wanted: tuple[str, ...], core: tuple[str, ...]) -> set[str]:
    """3-7 kinds of trace, at least two of them from the core."""
    count = w.rng.randrange(3, 8)
    chosen = set(w.rng.sample(core, 2))
    rest = [t for t in wanted if t not in chosen]
    chosen |= set(w.rng.sample(rest, min(len(rest), count - len(chosen))))
    return chosen


def tour(w: Stage, day: float, stops: int) -> list[tuple[atlas.City, float, int]]:
    out = []
    for _ in range(stops):
        nights = w.rng.randrange(2, 6)
        out.append((w.rng.choice(atlas.HOMES), day, nights))
        day += nights + w.rng.randrange(0, 6)
    return out


def sexual(w: Stage, careful: bool) -> Story:
    r = w.rng
    story = Story("sexual")
    home = r.choice(atlas.HOMES)
    boss = w.human(home, age=(26, 55))
    driver = w.human(home, age=(22, 50))
    taker = w.human(home, age=(22, 50)) if r.random() < 0.5 else boss
    scout = w.human(r.choice(atlas.HOMES), age=(22, 45)) if r.random() < 0.5 else boss
    day = r.uniform(10, 190)
    bound: dict[str, str] = (
        {} if careful or r.random() < 0.4 else {"phone": r.choice((boss.phone, driver.phone))}
    )
    women = [
        w.human(
            home,
            age=(19, 38),
            opened=day + r.uniform(-400, 14),
            pace=r.uniform(0, 0.4),
            app=r.random() < 0.7,
            **bound,
        )
        for _ in range(r.randrange(2, 6))
    ]
    story.cast("controller", boss)
    story.cast("facilitator", driver)
    story.cast("collector", taker)
    story.cast("recruiter", scout)
    story.cast("possible_victim", *women)
    told = traces(w, TRACES, ("stays", "ads", "tips", "tickets"))
    origin = r.choice(atlas.ABROAD + atlas.HOMES)
    line = w.numbers.phone(scout.city.country) if careful or r.random() < 0.5 else scout.phone
    story.member("phone", line, "recruiter")
    if "offer" in told:
        for _ in range(r.randrange(1, 4)):
            story.keep(
                talk.offer(
                    w,
                    day - r.uniform(8, 40),
                    r.choice((home, origin)),
                    atlas.TONGUE[origin.country],
                    line,
                    r.choice(("", "Private", "Agence")),
                    r.choice((0, 5, 6, 4)),
                    hard=0.15 if careful else 0.4,
                    fair=0.1,
                )
            )
    if "posts" in told:
        name = talk.handle(w, scout)
        site = r.choice(atlas.NETWORKS)
        story.member("handle", f"{site}:{name}", "recruiter")
        story.keep(
            *(
                talk.post(
                    w,
                    day - r.uniform(1, 50),
                    origin,
                    atlas.TONGUE[origin.country],
                    name,
                    "post_reach" if r.random() < 0.5 else "post",
                    line,
                    site,
                )
                for _ in range(r.randrange(2, 6))
            )
        )
    if "tickets" in told:
        payer, contact = r.choice(((boss, boss), (scout, scout), (driver, boss)))
        for index, woman in enumerate(women):
            form = r.choice(("card", "card", "cash", "transfer"))
            story.keep(
                *roads.journey(
                    w,
                    day + r.uniform(0, 4) + index * r.choice((0, 6)),
                    [woman],
                    origin,
                    home,
                    payer=payer.name,
                    form=form,
                    phone=line if careful else contact.phone,
                    lead=r.choice((2, 6, 12)),
                    email=r.choice((payer.email, "")),
                    agency=roads.desk(w),
                )
            )
    stops = tour(w, day + 5, r.randrange(3, 9))
    if "stays" in told:
        for city, at, nights in stops:
            guest = r.choice(women).name if careful or r.random() < 0.3 else driver.name
            card = (
                r.choice((driver.account, taker.account, None))
                if careful
                else r.choice((driver, boss)).account
            )
            story.keep(*roads.night(w, at, nights, city, guest, card, rooms=r.choice((1, 1, 2))))
    ads = adverts(w, story, stops, women, driver, careful) if "ads" in told else []
    if "board" in told and ads:
        purse_of = driver.account if not careful else r.choice((driver, taker)).account
        story.keep(*(purse.board_fee(w, ad, purse_of, r.choice((1, 1, 2))) for ad in ads if r.random() < 0.7))
    if "tips" in told:
        for woman in women[: r.randrange(1, 4)]:
            got = purse.tips(w, woman.till, r.choice(stops)[0], day + 6, r.randrange(4, 10), 30)
            way = "cash" if careful and r.random() < 0.4 else ""
            if way:
                story.keep(*got, *purse.cash_out(w, woman.till, home, day + 8, len(got) // 3 + 1, 30))
            else:
                up = purse.onward(
                    w, got, woman.till, taker.account, (0.6, 0.97), (0.5, 40 if careful else 16)
                )
                story.keep(*got, *up)
                if taker is not boss:
                    story.keep(*purse.onward(w, up, taker.account, boss.account, (0.7, 0.95), (2, 60)))
    if "cash" in told:
        cash = purse.cash_in(w, taker.account, [s[0] for s in stops], day + 6, r.randrange(4, 9), 40, "late")
        story.keep(*cash)
        if taker is not boss:
            story.keep(*purse.onward(w, cash, taker.account, boss.account, (0.75, 0.98), (4, 48), "transfer"))
    if "taxi" in told:
        story.keep(
            *purse.shop(
                w,
                driver.account,
                home,
                day + 5,
                ("taxi", "drug", "fastfood", "clothes"),
                r.randrange(5, 10),
                18,
            )
        )
    aftermath(w, story, told, day, stops, women, line if r.random() < 0.5 else driver.phone, home, origin)
    if bound:
        story.keep(*w.account_recs(*women))
    return story


def adverts(
    w: Stage,
    story: Story,
    stops: list[tuple[atlas.City, float, int]],
    women: list[Human],
    driver: Human,
    careful: bool,
) -> list[Rec]:
    r = w.rng
    topic = r.choice(("company", "company", "company", "massage"))
    hands = [
        talk.hand(w, topic, w.tongue(stops[0][0]), 0.2 if careful else 0.5)
        for _ in range(r.choice((1, 1, 2)))
    ]
    shared = [w.numbers.phone(driver.city.country) for _ in range(r.choice((1, 2, 3)))]
    if not careful and r.random() < 0.5:
        shared[0] = driver.phone
    names = [r.choice(atlas.GIVEN[r.choice(tuple(atlas.GIVEN))]) for _ in range(len(women) + 1)]
    out = []
    for city, at, nights in stops:
        for _ in range(r.randrange(1, 3 if careful else 4)):
            phone = w.numbers.phone(driver.city.country) if careful else r.choice(shared)
            relay = r.random() < 0.12
            ad = talk.advert(
                w,
                r.choice(hands),
                at + r.uniform(-1.5, nights - 1),
                city,
                r.choice(w.relays) if relay else phone,
                r.choice(names),
                board="harbourboard" if relay else None,
                drift=0.45 if careful else 0.2,
            )
            if not relay:
                story.member("phone", phone, "facilitator")
            out.append(ad)
    story.keep(*out)
    return out


def aftermath(
    w: Stage,
    story: Story,
    told: set[str],
    day: float,
    stops: list[tuple[atlas.City, float, int]],
    people: list[Human],
    phone: str,
    home: atlas.City,
    origin: atlas.City,
) -> None:
    """Reports, sightings and missing-person notes that follow."""
    r = w.rng
    city, when, _ = r.choice(stops)
    stay = next((rec for rec in story.recs if rec.kind == "stay"), None)
    place = str(stay.row["property"]) if stay else f"{r.randrange(1, 90)} {r.choice(atlas.STREETS)}"
    if "report" in told:
        for _ in range(r.choice((1, 1, 2))):
            story.keep(
                talk.report(w, when + r.uniform(1, 20), city, w.tongue(city), 0.75, phone, place, len(people))
            )
    if "sighting" in told:
        plate = f"{r.choice('ABCDEFGH')}{r.choice('KLMNP')}-{r.randrange(100, 999)}-XX"
        story.keep(
            *(
                talk.sighting(
                    w,
                    when + r.uniform(0, 15),
                    city,
                    w.tongue(city),
                    r.random() < 0.7,
                    place,
                    plate,
                    len(people),
                )
                for _ in range(r.randrange(1, 4))
            )
        )
    if "missing" in told:
        gone = r.sample(people, min(len(people), r.choice((1, 1, 2))))
        story.keep(
            *(
                talk.missing(w, day + r.uniform(20, 60), p, home, origin, r.choice(("", "", p.phone)))
                for p in gone
            )
        )
