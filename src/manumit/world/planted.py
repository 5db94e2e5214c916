"""The planted operations: who takes part and which traces they leave, by exploitation type.

Every operation draws which traces it leaves (its way of working), how many records each gets, how long it lasts and
how careful it is; the world's seed tilts all of them, so that no habit of this file holds in every world.
Signs follow FinCEN FIN-2014-A008 and FIN-2020-A008, FATF/APG 2018, FINTRAC 2016-OA003 and 2021-OA001, ILO 2012.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from manumit.world import money, travel, words
from manumit.world.chance import about, heavy, split, spread
from manumit.world.story import Story, recruit_person

Trace = tuple[
    str, float, float, Callable[[Story, int], None]
]  # name, share of the records, chance to be left, act
TYPES = (("sexual", 0.42), ("labour", 0.26), ("forced_crime", 0.2), ("domestic", 0.12))
VICTIMS = {"sexual": (2, 10), "labour": (4, 30), "forced_crime": (3, 20), "domestic": (1, 3)}
V, C, R, K, F = "possible_victim", "controller", "recruiter", "collector", "facilitator"


def sexual(story: Story) -> list[Trace]:
    """Recruited, moved, housed, advertised, paid by strangers at night, and the money goes to others."""
    late = 0.3 + 0.4 * story.rng.random()
    desk = story.phone(F) if story.rng.random() < 0.3 * story.share + 0.1 else ""
    taker = story.rng.choice(((V,), ("purse", K, C), (V, K), (K, "purse", V)))
    return [
        ("offer", 3, 0.35, partial(_offer, lure=0.5)),
        ("post", 6, 0.6, lambda s, n: words.posts(s, n, R, F, C, work=0.5)),
        (
            "ticket",
            9,
            0.75,
            lambda s, n: travel.tickets(s, n, V, sponsor=("purse", C, R, F), back=0.15, spare=0.1),
        ),
        ("stay", 9, 0.75, lambda s, n: travel.stays(s, n, V, F, payer=("purse", F, C, K), rooms=1.5)),
        ("ad", 24, 0.97, lambda s, n: words.advertise(s, n, several=0.4, desk=0.3, contact=desk)),
        ("spend", 9, 0.7, lambda s, n: money.ad_spend(s, n, "purse", F, C, V)),
        ("clients", 20, 0.9, lambda s, n: money.clients_pay(s, n, *taker, late=late)),
        ("forward", 9, 0.8, lambda s, n: money.forward(s, n, K, C)),
        ("cash", 5, 0.35, lambda s, n: money.cash_in(s, n, K, C)),
        ("out", 4, 0.45, lambda s, n: money.cash_out(s, n, K, C)),
        ("costs", 13, 0.65, lambda s, n: money.costs(s, n, "purse", F, C, K)),
        *_told(0.35),
    ]


def labour(story: Story) -> list[Trace]:
    """A fee, a ticket, a bunk, and wages that come back to the employer or land in one account."""
    capture = story.rng.random() < 0.35
    if story.rng.random() < 0.7:
        front_company(story)
    taker = _taker(story)
    return [
        ("offer", 9, 0.85, partial(_offer, lure=0.6)),
        ("post", 6, 0.5, lambda s, n: words.posts(s, n, R, C, work=0.7)),
        ("fee", 8, 0.7, lambda s, n: money.fees(s, n)),
        (
            "ticket",
            12,
            0.8,
            lambda s, n: travel.tickets(s, n, V, sponsor=("purse", R, C), back=0.1, spare=0.1),
        ),
        ("stay", 3, 0.3, lambda s, n: travel.stays(s, n, V, payer=("purse", C, F), rooms=1.6)),
        ("wages", 20, 0.95, partial(_wages, capture=capture)),
        (
            "back",
            16,
            0.85 if not capture else 0.3,
            lambda s, n: money.deductions(s, n, taker, 0.3, 0.9),
        ),
        ("rent", 5, 0.35, lambda s, n: money.rents(s, n, s.account_of(C))),
        ("ad", 6, 0.45, lambda s, n: words.advertise(s, n, service=0.9)),
        ("spend", 4, 0.3, lambda s, n: money.ad_spend(s, n, "purse", C, F)),
        ("out", 5, 0.5, lambda s, n: money.cash_out(s, n, K, C)),
        ("costs", 8, 0.55, lambda s, n: money.costs(s, n, "purse", F, C)),
        *_told(0.45),
    ]


def front_company(story: Story) -> None:
    """A firm that pays the wages; its phone may be the controller's (FIN-2020-A008: front companies)."""
    firm = story.firm = story.town.firm(story.rng, story.cities[0])
    story.member("account", firm.account, C)
    if story.rng.random() < story.share:
        firm.phone = story.one(C).phone if story.rng.random() < 0.6 else story.phone(C)


def domestic(story: Story) -> list[Trace]:
    """One or two persons in a household that pays the way, holds the papers and takes the wage back."""
    return [
        ("offer", 6, 0.7, partial(_offer, lure=0.55)),
        ("post", 6, 0.5, lambda s, n: words.posts(s, n, R, C, work=0.7)),
        ("fee", 9, 0.75, lambda s, n: money.fees(s, n)),
        ("ticket", 7, 0.9, lambda s, n: travel.tickets(s, min(n, 3), V, sponsor=("purse", C, R), back=0.05)),
        ("wages", 22, 0.8, partial(_wages, capture=False)),
        ("back", 20, 0.85, lambda s, n: money.deductions(s, n, s.account_of(C), 0.5, 1.0)),
        ("out", 4, 0.3, lambda s, n: money.cash_out(s, n, C)),
        ("costs", 10, 0.6, lambda s, n: money.costs(s, n, "purse", C)),
        ("ad", 3, 0.2, lambda s, n: words.advertise(s, n, service=0.9)),
        *_told(0.6),
    ]


def forced_crime(story: Story) -> list[Trace]:
    """Scam work, begging or mule accounts: the money passes through people who don't keep it."""
    way = heavy(story.rng, (("scam", 4), ("begging", 3), ("mules", 3)))
    shares = {"scam": (10, 12, 26, 2, 14), "begging": (2, 8, 4, 36, 2), "mules": (3, 2, 34, 6, 8)}[way]
    return [
        ("offer", shares[0], 0.85 if way == "scam" else 0.3, partial(_offer, lure=0.7)),
        ("post", 7, 0.65, lambda s, n: words.posts(s, n, R, C, work=0.75)),
        (
            "ticket",
            shares[1],
            0.8,
            lambda s, n: travel.tickets(s, n, V, sponsor=("purse", R, C, F), back=0.08, spare=0.15),
        ),
        ("stay", 4, 0.35, lambda s, n: travel.stays(s, n, V, F, payer=("purse", F, C), rooms=1.6)),
        ("clients", shares[2], 0.9, lambda s, n: money.clients_pay(s, n, V, F, late=0.3)),
        ("cash", shares[3], 0.9, lambda s, n: money.cash_in(s, n, V, K)),
        ("forward", 18, 0.9, lambda s, n: money.forward(s, n, K, C)),
        ("coins", shares[4], 0.6, lambda s, n: money.coins(s, n, K, C)),
        ("out", 5, 0.5, lambda s, n: money.cash_out(s, n, K, C)),
        ("costs", 8, 0.55, lambda s, n: money.costs(s, n, "purse", F, C)),
        ("spend", 3, 0.3, lambda s, n: money.ad_spend(s, n, "purse", R, F)),
        ("ad", 4, 0.3, lambda s, n: words.advertise(s, n, service=0.5)),
        *_told(0.45),
    ]


KINDS = {"sexual": sexual, "labour": labour, "domestic": domestic, "forced_crime": forced_crime}


def _wages(story: Story, n: int, capture: bool) -> None:
    money.paydays(story, n, captured=story.account_of(K, C) if capture else "")


def _taker(story: Story) -> str:
    """Who takes wages back: a collector, the controller, or the firm that paid them."""
    own = story.firm is not None and story.rng.random() < 0.4
    return story.firm.account if own and story.firm else story.account_of(K, C)


def _offer(story: Story, n: int, lure: float) -> None:
    words.offer(story, n, R, C, lure=lure, bond=0.4, fair=0.3)


def _told(chance: float) -> list[Trace]:
    """What others notice."""
    return [
        ("report", 7, chance, words.reports),
        ("missing", 2, chance / 3, lambda s, n: words.missed(s, n, V)),
        ("seen", 3, chance / 2, travel.seen),
    ]


def cast(story: Story) -> None:
    """Who takes part: at least a controller and a possible victim; large operations have more of everything."""
    rng, size = story.rng, story.budget
    one, (least, most) = story.group == "domestic", VICTIMS[story.group]
    victims = max(least, min(most, int(spread(rng, (least + 1) / 2 + size / (30 if one else 7), 0.4))))
    fresh = (0.25 + 0.5 * rng.random()) * min(1.0, size / (3.0 * victims))
    recruit_person(story, C, opened=0.25 + 0.6 * story.share, banked=0.95, ages=(25, 62))
    for role, mean in ((R, 0.5), (K, 0.5), (F, 0.6)):
        for _ in range(about(rng, (0.4 if one else 1.0) * mean * (0.6 + size / 30))):
            recruit_person(story, role, opened=0.4, banked=0.9, ages=(20, 58))
    for first in range(victims):
        home = rng.choice(story.origin)
        young = (17, 40) if story.group == "sexual" else (18, 55)
        recruit_person(
            story,
            V,
            opened=fresh if first else max(fresh, 0.1 + 0.5 * story.share),
            banked=0.8 if first else 1.0,
            home=home,
            ages=young,
            life=0.35 + 0.6 * rng.random(),
        )
    hold_together(story)
    shared_identifiers(story, V, C)


def hold_together(story: Story) -> None:
    """Who pays the way, the rooms and the adverts; whose own phones are on offers, adverts and bookings after all."""
    rng = story.rng
    for people in story.cast.values():  # whose account was opened for it takes part most
        people.sort(key=lambda who: story.town.account_tag.get(who.account) != story.tag)
    lead = [people[0] for role, people in story.cast.items() if role != V and people[0].account]
    opened = [who for who in lead if story.town.account_tag.get(who.account) == story.tag]
    purse = rng.choice(opened or lead or story.cast[C])
    if rng.random() < 0.45 + 0.6 * story.share:
        story.cast["purse"] = [purse]
        if rng.random() < 0.45 + 0.6 * story.share:
            story.phones.append(purse.phone)
    if story.cast.get(R) and rng.random() < story.share:
        story.phones.append(story.cast[R][0].phone)


def shared_identifiers(story: Story, owned: str, owner: str) -> None:
    """Accounts opened under the phone, mail or roof of whoever controls them (FIN-2014-A008)."""
    rng = story.rng
    roof = story.town.address(rng, story.cities[0])
    for who in story.cast.get(owned, ()):
        boss = story.one(owner, "facilitator")
        if rng.random() < story.share * 0.75:
            who.address = roof if rng.random() < 0.7 else boss.address
        first = who is story.cast[owned][0]
        if rng.random() < story.share * (0.9 if first else 0.5):
            story.members.pop(("phone", who.phone), None)
            who.phone = boss.phone if rng.random() < 0.3 else story.phone("facilitator")
        if rng.random() < story.share * 0.2:
            who.email = boss.email


def tell(story: Story, table: list[Trace], tilt: dict[str, float]) -> None:
    """Leave traces until the budget is spent; `tilt` is the world's own leaning for each trace."""
    rng = story.rng
    chosen = [row for row in table if rng.random() < min(0.98, row[2] * (1 + tilt.get(row[0], 1.0)) / 2)]
    if len(chosen) < 3:
        chosen = rng.sample(table[:8], 4)
    chosen = [row for row in table if row in chosen]
    weights = [row[1] * tilt.get(row[0], 1.0) * spread(rng, 1.0, 0.5) for row in chosen]
    shares = split(rng, max(0, story.budget - story.told), weights)
    for (_, _, _, act), share in zip(chosen, shares, strict=True):
        if share:
            act(story, share)
    main = max(chosen, key=lambda row: row[1])[3]
    for _ in range(8):
        if story.told >= max(6, int(story.budget * 0.85)):
            break
        main(story, max(1, min(6, story.budget - story.told)))
    for _ in range(12 if story.planted else 0):  # an act that found nobody to act on left too little
        if story.told >= min(6, story.budget):
            break
        rng.choice((money.costs, partial(_offer, lure=0.5)))(story, 1)
