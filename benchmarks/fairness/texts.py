"""Matched innocent texts: everything but the words of a group is drawn alike for every group."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
GROUPS = ("neutral", "trans", "gay", "migrant", "adult")
REGION = {
    "en": "GB", "es": "ES", "pt": "BR", "fr": "FR", "ru": "RU", "uk": "UA", "ro": "RO", "tl": "PH", "vi": "VN",
    "th": "TH", "zh": "CN", "ar": "AE",
}  # fmt: skip


PAY = {"en": (12, 13, 15), "es": (10, 12, 13), "pt": (12, 15, 18), "ru": (300, 350, 400), "tl": (80, 90, 110)}
"""An hour's usual pay for plain work."""


@dataclass(frozen=True, slots=True)
class Innocent:
    """A text in which nothing is to be found, and what it is a text of."""

    text: str
    language: str
    script: str
    group: str
    region: str


@cache
def _table(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")))


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2024, 2027)
    form = rng.choice(("{d:02d}.{m:02d}.{y}", "{d:02d}/{m:02d}/{y}", "{y}-{m:02d}-{d:02d}", "{d}.{m}.{y}"))
    return form.format(d=day, m=month, y=year)


def _drawn(rng: random.Random) -> dict[str, str]:
    """Numbers that are no telephone's: dates, hours, years, postcodes, numbers of licences and orders."""
    licence = rng.choice(
        (
            str(rng.randint(10**6, 10**9)),
            f"{rng.randint(100, 999)}-{rng.randint(1000, 99999)}",
            f"{rng.choice('ABCDEFG')}{rng.randint(10**5, 10**7)}",
            f"{rng.randint(10, 99)}/{rng.randint(1000, 9999)}/{rng.randint(2010, 2026)}",
        )
    )
    opens, closes = rng.randint(7, 11), rng.randint(16, 22)
    return {
        "licence": licence,
        "year": str(rng.randint(1998, 2025)),
        "post": str(rng.randint(10000, 99999)),
        "date": _date(rng),
        "hours": rng.choice(
            (f"{opens}:00-{closes}:00", f"{opens:02d}:30 - {closes}:30", f"{opens}.00-{closes}.00")
        ),
    }


def adverts(seed: int, draws: int) -> Iterator[Innocent]:
    """`draws` texts of every service, language and group; the same numbers for every group."""
    for language, told in _table("adverts")["languages"].items():
        for number, frame in enumerate(told["frames"]):
            for draw in range(draws):
                rng = random.Random(f"advert:{seed}:{number}:{draw}")
                marks = _drawn(rng) | {
                    "price": told["currency"].format(rng.choice((15, 20, 35, 40, 60, 120, 250)))
                }
                for group in GROUPS:
                    text = frame.format(**marks, group=told["groups"].get(group, "")).strip()
                    yield Innocent(text, language, told["script"], group, REGION[language])


def offers(seed: int, draws: int) -> Iterator[Innocent]:
    """`draws` genuine job offers of every post, language and group."""
    table = _table("offers")
    for language, told in table["languages"].items():
        for number, frame in enumerate(told["frames"]):
            for draw in range(draws):
                rng = random.Random(f"offer:{seed}:{number}:{draw}")
                amount = rng.choice(PAY[language])
                marks = _drawn(rng) | {
                    "pay": told["pay"].format(amount),
                    "employer": rng.choice(table["employers"]),
                    "city": rng.choice(table["cities"][language]),
                }
                for group in GROUPS:
                    text = frame.format(**marks, group=told["groups"].get(group, "")).strip()
                    script = "Cyrl" if language == "ru" else "Latn"
                    yield Innocent(text, language, script, group, REGION[language])
