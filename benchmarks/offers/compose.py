"""Compose made-up offers of known kind from the phrase banks: order, typos, emoji, disguises, hard negatives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

LANGUAGES = ("en", "es", "pt", "ru", "tl")
STRONG = (
    "pays_large owes_debt documents_held told_to_lie hide_from_family destination_changed closed_compound "
    "carries_goods family_guarantee no_leaving"
).split()
WEAK = (
    "small_fee documents_days looks_asked vague_duties haste off_platform lavish_pay no_interview "
    "contract_later free_travel"
).split()
GENUINE = "duties hours local_pay benefits contract employer_pays no_fees passport_stays scheme apply rights".split()
HELD_OUT = 3
"""Every third phrase of a line is kept for validation."""
_MONEY = {
    "en": ("$", (900, 4000), (10, 40), (6000, 15000), (12, 16)),
    "es": ("€", (700, 3500), (8, 35), (5000, 9000), (9, 12)),
    "pt": ("R$ ", (2500, 9000), (30, 120), (18000, 40000), (10, 14)),
    "ru": (" рублей", (40000, 150000), (500, 3000), (400000, 900000), (250, 450)),
    "tl": ("₱", (20000, 120000), (150, 900), (150000, 300000), (560, 695)),
}
_PHONES = "+1 202 555 01{:02d}|07700 9001{:02d}|+44 7700 9002{:02d}"
_LEET = str.maketrans("aeios", "43105")
_LOOKS = str.maketrans("aeopc", "аеорс")
_EMOJI = "✅ 🔥 💰 ✈️ 📌 👉 🙏".split()
Bank = dict[str, list[str]]


@dataclass(frozen=True)
class Offer:
    """A text with its kind and language."""

    text: str
    label: str
    lang: str


@cache
def bank(lang: str, held_out: bool) -> Bank:
    """The phrases of a language: those to fit on, or those held out (jobs, places and firms are shared)."""
    raw: Any = yaml.safe_load((Path(__file__).parent / "banks" / f"{lang}.yaml").read_text("utf-8"))
    phrases: Bank = {}
    for name, line in raw.items():
        every = [part.strip() for part in line.split(" | ")]
        shared = name in ("job", "place", "firm")
        phrases[name] = (
            every if shared else [p for i, p in enumerate(every) if (i % HELD_OUT == 2) == held_out]
        )
    return phrases


def _sum(rng: Random, lang: str, which: int) -> str:
    sign = _MONEY[lang][0]
    low, high = _MONEY[lang][which]
    amount = rng.randint(int(low), int(high))
    amount = round(amount, -2) if amount >= 1000 else amount
    text = f"{amount:,}".replace(",", rng.choice(["", ",", "."] if lang not in ("ru",) else ["", " "]))
    return f"{text}{sign}" if lang == "ru" else f"{sign}{text}"


def _fill(rng: Random, lang: str, phrase: str, phrases: Bank, job: str, place: str) -> str:
    phone = rng.choice(_PHONES.split("|")).format(rng.randint(0, 99))
    return (
        phrase.replace("{job}", job)
        .replace("{place}", place)
        .replace("{big}", _sum(rng, lang, 1))
        .replace("{little}", _sum(rng, lang, 2))
        .replace("{rich}", _sum(rng, lang, 3))
        .replace("{fair}", _sum(rng, lang, 4))
        .replace("{phone}", phone)
        .replace("{firm}", rng.choice(phrases["firm"]))
        .replace("{site}", rng.choice(["marfield.example", "oakbeck.test", "quinta.example"]))
    )


def _rough(rng: Random, text: str) -> str:
    """How people write: caps, lost letters, emoji, missing stops, disguises."""
    style = rng.random()
    if style < 0.15:
        text = text.upper()
    elif style < 0.35:
        text = text.lower()
    if rng.random() < 0.3:
        text = text.replace(". ", rng.choice([" ", "\n", f" {rng.choice(_EMOJI)} ", "!! ", ", "]))
    if text and rng.random() < 0.25:
        letters = list(text)
        for _ in range(max(1, len(letters) // 80)):
            at = rng.randrange(len(letters))
            if letters[at].isalpha():
                letters[at] = rng.choice(["", letters[at] * 2, letters[at] * 4])
        text = "".join(letters)
    if rng.random() < 0.06:
        words = text.split(" ")
        for at in rng.sample(range(len(words)), max(1, len(words) // 8)):
            words[at] = words[at].translate(rng.choice([_LEET, _LOOKS])) if words[at].isalpha() else words[at]
        text = " ".join(words)
    return text


def _parts(rng: Random, label: str) -> list[str]:
    """Which signs an offer of a kind shows."""
    if label == "deceptive":
        if rng.random() < 0.8:
            parts = rng.sample(STRONG, rng.choice([1, 1, 1, 2, 2, 3])) + rng.sample(
                WEAK, rng.choice([0, 1, 2, 3])
            )
        else:
            parts = rng.sample(WEAK, rng.choice([4, 5, 6]))
        return parts + rng.sample(GENUINE, rng.choice([0, 0, 0, 1, 1, 2]))
    if label == "suspicious":
        if rng.random() < 0.3:
            return rng.sample(["haste", "surface", "whatsapp", "lavish_pay"], rng.choice([0, 1]))
        return rng.sample(WEAK, rng.choice([1, 1, 2])) + rng.sample(GENUINE, rng.choice([0, 1, 1]))
    own = ["named"] if rng.random() < 0.75 else ["small"]
    return own + rng.sample(GENUINE, rng.choice([2, 3, 4, 5])) + (["surface"] if rng.random() < 0.5 else [])


def compose(rng: Random, lang: str, label: str, held_out: bool) -> Offer:
    """One offer."""
    phrases = bank(lang, held_out)
    job, place = rng.choice(phrases["job"]), rng.choice(phrases["place"])
    if label == "genuine" and rng.random() < 0.12:
        names = ["warning"] * rng.choice([2, 3])
    else:
        names = _parts(rng, label)
        rng.shuffle(names)
        names = ["opening", *names] if rng.random() < 0.9 else names
        names += ["whatsapp"] if rng.random() < 0.5 or len(names) < 2 else []
    lines = [rng.choice(phrases.get(name) or bank(lang, False)[name]) for name in names]
    text = " ".join(dict.fromkeys(_fill(rng, lang, line, phrases, job, place) for line in lines))
    return Offer(_rough(rng, text), label, lang)


def corpus(seed: int, each: int, held_out: bool) -> list[Offer]:
    """`each` offers of every kind in every language, shuffled."""
    rng = Random(seed)
    made = [
        compose(rng, lang, label, held_out)
        for lang in LANGUAGES
        for label in ("deceptive", "suspicious", "genuine")
        for _ in range(each)
    ]
    rng.shuffle(made)
    return made
