"""Job offers: who makes them and on which terms; deceptive and lawful ones draw on the same sentences."""

from __future__ import annotations

from random import Random

from manumit.world.adverts import mistype
from manumit.world.banks.numbering import COUNTRIES
from manumit.world.chance import spread
from manumit.world.people import City
from manumit.world.town import Town

LANGUAGES = (("en", 4.0), ("es", 3.0), ("pt", 2.0), ("ru", 2.0), ("tl", 2.0))  # of offers


class Recruiter:
    """Who offers jobs: a name, a contact, terms that are kept from offer to offer."""

    __slots__ = (
        "bond",
        "city",
        "contact",
        "country",
        "employer",
        "fair",
        "jobs",
        "lang",
        "lure",
        "noise",
        "pay",
        "site",
    )

    def __init__(
        self,
        rng: Random,
        town: Town,
        city: City,
        lang: str,
        contact: str,
        employer: str,
        noise: float,
        *,
        lure: float,
        bond: float,
        fair: float,
    ) -> None:
        self.city, self.lang, self.contact, self.employer, self.noise = city, lang, contact, employer, noise
        self.lure, self.bond, self.fair = lure, bond, fair
        jobs = town.bank.stories.OFFERS[lang]["job"]
        self.jobs = [rng.choice(jobs) for _ in range(rng.randint(2, 5))]
        self.pay = spread(rng, 1500 + 350 * (lure > 0.5), 0.35)
        self.site, self.country = rng.randrange(3), city[1]


def compose_offer(rng: Random, town: Town, who: Recruiter, t: int, tag: int) -> tuple[object, ...]:
    """One offer: (t, site, employer, title, text, city, pay, currency, contact, tag)."""
    table = town.bank.stories.OFFERS[who.lang]
    place = who.city if rng.random() < 0.55 else town.hub(rng)
    slots = {"job": rng.choice(who.jobs), "city": place[0], "contact": who.contact}
    lines = [rng.choice(table["plain"])]
    lines += [
        rng.choice(table[part])
        for part, chance in (
            ("lure", who.lure),
            ("lure", who.lure / 2),
            ("house", 0.5),
            ("bond", who.bond),
            ("fair", who.fair),
            ("fair", who.fair / 2),
        )
        if rng.random() < chance
    ]
    rng.shuffle(lines)
    lines.append(rng.choice(table["contact"]))
    text = mistype(rng, " ".join(dict.fromkeys(lines)).format_map(slots), who.noise)
    currency = COUNTRIES[place[1]][0]
    pay = town.price(who.pay, currency, 50) // 100
    return (
        t,
        who.site,
        who.employer if rng.random() < 0.85 else "",
        rng.choice(table["title"]).format_map(slots),
        text,
        place,
        str(pay) if rng.random() < 0.75 else "",
        currency,
        who.contact if rng.random() < 0.8 else "",
        tag,
    )
