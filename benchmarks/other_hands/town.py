"""Ordinary life: pay days, groceries, rent, favours at night, trips, adverts, chatter and false alarms."""

from . import atlas, purse, roads, talk
from .stage import Human, Stage

SHARES = {
    "payment": 0.66,
    "ad": 0.085,
    "post": 0.08,
    "offer": 0.03,
    "booking": 0.075,
    "stay": 0.04,
    "sighting": 0.012,
    "report": 0.012,
    "missing": 0.004,
}


def payment(w: Stage, one: Human, day: float) -> None:
    r = w.rng
    roll = r.random()
    if roll < 0.34:
        kinds = (
            "grocery",
            "grocery",
            "cafe",
            "fastfood",
            "drug",
            "clothes",
            "fuel",
            "taxi",
            "train",
            "phone",
            "cosmetic",
            "utility",
            "prepaid",
        )
        purse.shop(w, one.account, one.city, day, kinds, 1, 1)
    elif roll < 0.62:
        other = r.choice(w.people)
        w.pay(
            w.at(day, r.choice(("late", "evening", "any", "any")), one.city),
            one.till,
            other.till,
            w.sum_of("friend"),
            "p2p",
            one.city,
        )
    elif roll < 0.76:
        target = r.choice(w.people).account if r.random() < 0.5 else r.choice(w.shops).account
        kind = r.choice(("other", "friend", "other", "fee"))
        w.pay(w.at(day, "day", one.city), one.account, target, w.sum_of(kind), "transfer", one.city)
    elif roll < 0.86:
        works = r.choice(w.employers) if r.random() < 0.7 else w.payroll_house
        w.pay(
            w.at(day, "office", one.city), works.account, one.account, w.sum_of("wage"), "payroll", one.city
        )
    elif roll < 0.955:
        city = one.city if r.random() < 0.75 else r.choice(atlas.HOMES)
        inward = r.random() < 0.55
        giver = None if inward else one.account
        taker = one.account if inward else None
        at = w.at(day, r.choice(("day", "late", "any")), city)
        w.pay(at, giver, taker, w.sum_of("cash"), "cash", city)
    elif roll < 0.975:
        purse.remit(w, one.account, one.city, day, 1, 300)
    elif roll < 0.985:
        w.pay(
            w.at(day, "any", one.city),
            one.account,
            w.exchange.account,
            w.sum_of("friend"),
            "crypto",
            one.city,
            atlas.MCC["crypto"],
        )
    else:
        board = r.choice(tuple(w.boards.values()))
        w.pay(
            w.at(day, "any", one.city),
            one.account,
            board.account,
            w.board_price[board.name],
            "card",
            one.city,
            atlas.MCC["ads"],
        )


def ad(w: Stage, one: Human, day: float) -> None:
    r = w.rng
    topic = r.choice(("company", "company", "massage", "service", "flat", "sale"))
    h = talk.hand(w, topic, one.tongue, 0.05)
    board = r.choice(atlas.BOARDS)
    phone = r.choice(w.relays) if board == "harbourboard" and r.random() < 0.5 else one.phone
    name = r.choice((one.given, r.choice(atlas.GIVEN[one.tongue])))
    city = one.city if r.random() < 0.8 else r.choice(atlas.HOMES)
    mail = one.email if r.random() < 0.08 else ""
    talk.advert(w, h, day, city, phone, name, board=board, drift=0.3, mail=mail)


def firms(w: Stage, todo: int) -> None:
    """Small trades that advertise a lot on a work number: movers, cleaners, studios, letting rooms."""
    r = w.rng
    aim = len(w.recs) + todo
    while len(w.recs) < aim:
        home = r.choice(atlas.HOMES)
        topic = r.choice(("company", "company", "massage", "service", "flat", "sale"))
        hands = [talk.hand(w, topic, w.tongue(home), 0.1) for _ in range(r.choice((1, 2)))]
        phone, name = w.numbers.phone(home.country), r.choice(atlas.GIVEN[hands[0].tongue])
        day, span = r.uniform(0, w.days - 40), r.choice((20, 60, 120))
        for _ in range(min(round(r.lognormvariate(2.9, 0.6)), aim - len(w.recs) + 1)):
            city = home if r.random() < 0.6 else r.choice(atlas.HOMES)
            talk.advert(
                w,
                r.choice(hands),
                min(day + r.uniform(0, span), w.days - 3),
                city,
                phone,
                name if r.random() < 0.6 else r.choice(atlas.GIVEN[hands[0].tongue]),
                drift=0.2,
            )


def trip(w: Stage, one: Human, day: float) -> None:
    r = w.rng
    roll = r.random()
    away = r.choice(atlas.ABROAD + atlas.HOMES)
    if roll < 0.55:
        roads.own_trip(w, one, day, away, r.uniform(2, 30) if r.random() < 0.4 else None)
        return
    party = [one, *(r.choice(w.people) for _ in range(r.randrange(0, 3)))]
    payer = r.choice((one.name, party[-1].name, r.choice(w.agencies).name, r.choice(w.employers).name))
    agency = r.choice(w.agencies) if r.random() < 0.5 else None
    start, end = (one.city, away) if r.random() < 0.5 else (away, one.city)
    roads.journey(
        w,
        day,
        party,
        start,
        end,
        payer=payer,
        form=r.choice(("card", "card", "cash", "transfer")),
        phone=agency.phone if agency else one.phone,
        agency=agency,
        back=r.uniform(2, 30) if r.random() < 0.35 else None,
        lead=r.choice((2, 6, 12, 20)),
    )


def rest(w: Stage, kind: str, one: Human, day: float) -> None:
    r = w.rng
    if kind == "post":
        shape = "post" if r.random() < 0.65 else r.choice(("post_reach", "post_reach", "post_worry"))
        talk.post(
            w,
            day,
            r.choice((one.city, r.choice(atlas.ABROAD))),
            one.tongue,
            talk.handle(w, one),
            shape,
            one.phone,
        )
    elif kind == "offer":
        works = r.choice(w.employers)
        phone, name = r.choice(
            ((works.phone, works.name), (one.phone, "Private"), (one.phone, ""), (works.phone, ""))
        )
        talk.offer(
            w,
            day,
            r.choice(atlas.HOMES + atlas.ABROAD),
            one.tongue,
            phone,
            name,
            r.randrange(8),
            hard=0.1,
            fair=0.15,
        )
    elif kind == "stay":
        payer = one.account if r.random() < 0.6 else r.choice((r.choice(w.employers).account, None))
        roads.night(
            w,
            day,
            r.choice((1, 2, 2, 3, 5)),
            r.choice(atlas.HOMES),
            one.name,
            payer,
            rooms=r.choice((1, 1, 1, 2, 3)),
            pay=r.random() < 0.4,
        )
    elif kind == "sighting":
        street = f"{r.randrange(1, 90)} {r.choice(atlas.STREETS)}"
        place = r.choice((street, r.choice(w.hotels)[0].name))
        talk.sighting(w, day, one.city, one.tongue, r.random() < 0.4, place)
    elif kind == "report":
        place = r.choice((f"{r.randrange(1, 90)} {r.choice(atlas.STREETS)}", r.choice(w.hotels)[0].name))
        talk.report(w, day, one.city, one.tongue, 0.25, r.choice((one.phone, "")), place)
    else:
        talk.missing(w, day, one, r.choice(atlas.HOMES), one.city)


def live(w: Stage, total: int) -> None:
    """Fill up to about `total` records; who appears how often follows each person's pace."""
    r = w.rng
    room = max(0, total - len(w.recs))
    weights = [p.pace + 0.05 for p in w.people]
    for kind, share in SHARES.items():
        todo = int(room * share)
        aim = len(w.recs) + todo
        if kind == "ad":
            firms(w, todo * 3 // 5)
        crowd = r.choices(w.people, weights, k=todo + 1)
        index = 0
        while len(w.recs) < aim:
            one, day = crowd[index % len(crowd)], r.uniform(0, w.days - 5)
            index += 1
            if kind == "payment":
                payment(w, one, day)
            elif kind == "ad":
                ad(w, one, day)
            elif kind == "booking":
                trip(w, one, day)
            else:
                rest(w, kind, one, day)
    while len(w.recs) < total:
        payment(w, r.choice(w.people), r.uniform(0, w.days - 5))
