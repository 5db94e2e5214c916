"""Money scenes shared by guilty and innocent stories: only who ends up with the money differs."""

from collections.abc import Sequence
from datetime import timedelta

from .atlas import MCC, City
from .stage import Account, Firm, Human, Rec, Stage


def stranger(w: Stage) -> Account:
    return w.rng.choice(w.people).till


def tips(
    w: Stage, target: Account, city: City, day: float, count: int, span: float, hours: str = "late"
) -> list[Rec]:
    """Many people send one account small sums over `span` days."""
    out = []
    for _ in range(count):
        at = w.at(day + w.rng.uniform(0, span), w.rng.choice((hours, hours, "evening", "any")), city)
        out.append(w.pay(at, stranger(w), target, w.sum_of("friend"), "p2p", city))
    return out


def onward(
    w: Stage,
    credits: Sequence[Rec],
    source: Account,
    target: Account,
    share: tuple[float, float],
    delay: tuple[float, float],
    channel: str = "",
    skip: float = 0.0,
) -> list[Rec]:
    """Pass a share of received credits on, a few credits at a time, `delay` hours after the last of them."""
    r = w.rng
    out: list[Rec] = []
    pile: list[Rec] = []
    for rec in sorted(credits, key=lambda c: c.at):
        pile.append(rec)
        if len(pile) < r.randrange(1, 6) and rec is not credits[-1]:
            continue
        if r.random() >= skip:
            total = sum(float(str(c.row["amount"])) for c in pile)
            at = pile[-1].at + timedelta(hours=r.uniform(*delay))
            way = channel or r.choice(("p2p", "transfer", "transfer"))
            amount = total * r.uniform(*share)
            out.append(w.pay(at, source, target, round(amount, r.choice((0, -1, 2))), way, source.city))
        pile = []
    return out


def wages(
    w: Stage,
    employer: Account,
    target: Account,
    day: float,
    months: int,
    base: float,
    city: City,
    channel: str = "payroll",
    memo: str = "",
) -> list[Rec]:
    return [
        w.pay(
            w.at(day + 30 * m + w.rng.randrange(-1, 2), "office", city),
            employer,
            target,
            round(base * w.rng.uniform(0.93, 1.07), 2),
            channel,
            city,
            memo=memo,
        )
        for m in range(months)
    ]


def cash_in(
    w: Stage, target: Account, cities: Sequence[City], day: float, count: int, span: float, hours: str = "any"
) -> list[Rec]:
    return [
        w.pay(w.at(day + w.rng.uniform(0, span), hours, c), None, target, w.sum_of("cash"), "cash", c)
        for c in (w.rng.choice(cities) for _ in range(count))
    ]


def cash_out(w: Stage, source: Account, city: City, day: float, count: int, span: float) -> list[Rec]:
    return [
        w.pay(w.at(day + w.rng.uniform(0, span), "any", city), source, None, w.sum_of("cash"), "cash", city)
        for _ in range(count)
    ]


def shop(
    w: Stage, source: Account, city: City, day: float, kinds: Sequence[str], count: int, span: float
) -> list[Rec]:
    """Card purchases; most run through the processor that half the country uses."""
    out = []
    for _ in range(count):
        kind = w.rng.choice(kinds)
        out.append(
            w.pay(
                w.at(day + w.rng.uniform(0, span), "day", city),
                source,
                till(w, kind, city),
                w.sum_of("small"),
                "card",
                city,
                MCC[kind],
            )
        )
    return out


def till(w: Stage, kind: str, city: City) -> Account:
    if kind == "taxi":
        return w.rng.choice(w.taxis).account
    near = [s for s in w.shops if s.city is city]
    return w.rng.choice(near).account if near and w.rng.random() < 0.6 else w.processor.account


def board_fee(w: Stage, ad: Rec, payer: Account, times: int = 1, slack: float = 8) -> Rec:
    """Pay the board for an advert, minutes around its posting."""
    board = w.boards[str(ad.row["source"])]
    at = ad.at + timedelta(minutes=w.rng.uniform(-slack, slack))
    return w.pay(at, payer, board.account, w.board_price[board.name] * times, "card", payer.city, MCC["ads"])


def fees(
    w: Stage,
    payers: Sequence[Human],
    target: Account,
    day: float,
    span: float,
    base: float,
    spread: float = 0.06,
) -> list[Rec]:
    return [
        w.pay(
            w.at(day + w.rng.uniform(0, span), "day", p.city),
            p.account,
            target,
            round(base * w.rng.uniform(1 - spread, 1 + spread), -1),
            w.rng.choice(("transfer", "p2p")),
            p.city,
        )
        for p in payers
    ]


def remit(w: Stage, source: Account, city: City, day: float, months: int, base: float) -> list[Rec]:
    firm: Firm = w.rng.choice(w.remitters)
    return [
        w.pay(
            w.at(day + 30 * m + w.rng.randrange(1, 9), "day", city),
            source,
            firm.account,
            round(base * w.rng.uniform(0.8, 1.2), -1),
            "transfer",
            city,
            MCC["money"],
        )
        for m in range(months)
    ]
