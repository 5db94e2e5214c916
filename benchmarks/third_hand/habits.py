"""What differs from seed to seed: cities, prices, clocks, ways of working, wording, banks, sites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from benchmarks.third_hand.places import CITIES, DESTINATIONS, ORIGINS, City

EPOCH = date(1970, 1, 1)
SYLLABLES = "lo ka mi ven tor sa bri no du pel zi ra quo fen ly ost mar tek vu ha jin olo per sil".split()


@dataclass(frozen=True, slots=True)
class Site:
    name: str
    price: float  # of one advert, in euro before the country's level
    style: int  # how contacts are printed there
    relay: bool  # prints a number of its own for every advertiser


@dataclass(frozen=True, slots=True)
class Habits:
    first_day: int  # since the epoch
    days: int
    cities: dict[str, tuple[City, ...]]
    city_weight: dict[str, float]
    sites: dict[str, tuple[Site, ...]]  # by country
    platforms: tuple[str, ...]
    night_from: float
    night_to: float
    hand_over: tuple[float, float]  # share of what came in that a controlled person passes on
    lag_hours: tuple[float, float]
    care: tuple[float, float]  # beta parameters: how few identifiers an operation shares
    told: float  # how often somebody reports an operation
    gossip: float  # how often somebody reports an innocent group
    mood: dict[str, float]  # price level of goods by name, drifts with the seed
    kept: int  # salt for which phrases of a bank this seed uses
    prefixes: dict[str, str]
    bank_codes: dict[str, tuple[str, ...]]
    ways: dict[str, float]  # weight of each way of working and each innocent group

    def weight(self, name: str) -> float:
        return self.ways.get(name, 1.0)


def _word(rng: Random, parts: int) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(parts))


def draw(seed: int, ways: tuple[str, ...]) -> Habits:
    rng = Random(f"third-hand:{seed}:habits")
    cities: dict[str, tuple[City, ...]] = {}
    for code in (*ORIGINS, *DESTINATIONS):
        here = [city for city in CITIES.values() if city.country == code]
        keep = max(1, len(here) - (rng.random() < 0.35))
        cities[code] = tuple(rng.sample(here, keep))
    sites = {
        code: tuple(
            Site(
                _word(rng, rng.choice((2, 3)))
                + rng.choice((".example", "-annunci.example", "24.example", ".test")),
                rng.choice((3.0, 4.5, 5.0, 7.0, 9.0, 12.0)),
                rng.randrange(5),
                index == 2 and rng.random() < 0.6,
            )
            for index in range(3)
        )
        for code in cities
    }
    lead = rng.choice(("", "X", "R-", "n"))
    low = rng.uniform(0.45, 0.7)
    return Habits(
        first_day=(date(rng.choice((2023, 2024)), rng.randint(1, 12), 1) - EPOCH).days,
        days=rng.randint(300, 430),
        cities=cities,
        city_weight={name: city.weight * rng.lognormvariate(0, 0.4) for name, city in CITIES.items()},
        sites=sites,
        platforms=(_word(rng, 2), _word(rng, 2), "facebook", "telegram", "vk"),
        night_from=rng.uniform(21.0, 23.5),
        night_to=rng.uniform(26.5, 29.5),
        hand_over=(low, min(0.97, low + rng.uniform(0.15, 0.4))),
        lag_hours=(rng.uniform(0.3, 4), rng.uniform(10, 60)),
        care=(rng.uniform(1.2, 3.0), rng.uniform(1.2, 3.0)),
        told=rng.uniform(0.4, 0.65),
        gossip=rng.uniform(0.2, 0.35),
        mood={name: rng.lognormvariate(0, 0.15) for name in ("client", "wage", "rent", "ticket", "fee", "room")},
        kept=rng.randrange(1 << 30),
        prefixes={
            kind: lead + short
            for kind, short in (
                ("ad", "a"), ("post", "p"), ("offer", "o"), ("account", "k"), ("payment", "t"), ("booking", "b"),
                ("stay", "s"), ("report", "r"), ("sighting", "g"), ("missing_person", "m"), ("page", ""),
            )
        },
        bank_codes={
            code: tuple("".join(rng.choice("0123456789") for _ in range(12)) for _ in range(4)) for code in cities
        },
        ways={way: rng.lognormvariate(0, 0.6) for way in ways},
    )  # fmt: skip


def kept(bank: tuple[str, ...], salt: int, at_least: int = 3) -> tuple[str, ...]:
    """The phrases of a bank that this seed uses: about three quarters."""
    rng = Random(f"{salt}:{bank[0]}")
    count = max(min(at_least, len(bank)), round(len(bank) * 0.75))
    return tuple(rng.sample(bank, count))
