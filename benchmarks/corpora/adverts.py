"""Corpora of adverts with known templates: `write(path, seed, size, level)` or `adverts(...)`, a stream.

Shape: a third of the adverts stand alone, the rest are copies of size/30 templates with Zipf sizes (500 templates and
5,000 singletons in 15,000). Two different texts never share more than `alike` of their choices of words (Jaccard; stock
phrases and franchise text come on top), so that a reader would call them two. Every template carries one or two stock
phrases, one in twelve a franchise paragraph; half of them name wares of their own.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora.noise import LEVELS, disturb
from benchmarks.corpora.phrasebook import LANGUAGES, SECTORS, SPACELESS, Book, Pattern, book
from benchmarks.corpora.rewriting import rewritten

__all__ = ["ALIKE", "LANGUAGES", "LEVELS", "NOISES", "Advert", "adverts", "write"]

NOISES = ("tokens", "rewriting")
"""Whose noise: noise.py, or the second hand's, rewriting.py."""
COPIES_A_TEMPLATE = 20  # on average: 10,000 copies of 500 templates
SINGLETONS = 1 / 3
ZIPF = 0.9
FRANCHISED = 1 / 12
ALIKE = (
    0.3  # Jaccard of the choices of two texts, at most; 0.45 is a harsh corpus, where readers would disagree
)
LOOKED_BACK = (
    3000  # a new text is compared with that many of its sector before it (bounds the time at 1,000,000)
)
PATIENCE = 100  # tries before a text that is too like another one is made longer
SMALL = 20_000  # adverts; more need the whole phrase bank, or the texts come too close
DRIFT_EVERY = 25  # copies between two rewritings
MOST_DRIFT = 3
OWN_PHONE = 0.6  # of the templates advertise numbers of their own; the others a new one a copy
LISTED = 0.5  # of the templates name wares of their own
LISTS = {  # one sentence that only this template has: invented names of wares
    "en": "We also have {}.",
    "es": "También tenemos {}.",
    "pt": "Temos ainda {}.",
    "ru": "Ещё у нас есть {}.",
    "tl": "Mayroon din kaming {}.",
    "zh": "另有{}。",
    "ja": "ほかに{}もあります。",
    "th": "มี{}ด้วย",
}
CURRENCIES = {
    "en": "$ £",
    "es": "€ $",
    "pt": "R$ €",
    "ru": "₽ руб",
    "tl": "₱ PHP",
    "zh": "元 ¥",
    "ja": "円 ¥",
    "th": "บาท ฿",
}


class Advert(NamedTuple):
    ad_id: str
    language: str
    template: str
    single: bool
    text: str


Sentence = tuple[Pattern, tuple[int, ...]]


class Choices(NamedTuple):
    """What a text was made of: a bit for each choice of words, and its wares."""

    bits: int
    wares: frozenset[str]

    def apart(self, other: Choices, alike: float) -> bool:
        """Whether two texts share at most so much (Jaccard)."""
        common = (self.bits & other.bits).bit_count() + len(self.wares & other.wares)
        both = (self.bits | other.bits).bit_count() + len(self.wares | other.wares)
        return common <= alike * both


@dataclass
class Template:
    name: str
    language: str
    sentences: list[Sentence]
    extras: list[tuple[float, str]]
    brand: str
    street: str
    group: str
    phones: list[str]
    wares: tuple[str, ...]

    def text(self, joint: str) -> str:
        said = [pattern.say(choice) for pattern, choice in self.sentences]
        for place, extra in self.extras:
            said.insert(round(place * len(said)), extra)
        whole = (joint or "").join(said)
        return (
            whole.replace("<brand>", self.brand)
            .replace("<street>", self.street)
            .replace("{franchise}", self.group)
        )

    def choices(self, known: dict[tuple[int, int, int], int]) -> Choices:
        """`known`: choice -> its bit, filled as choices are met."""
        bits = 0
        for pattern, choice in self.sentences:
            for at, which in enumerate(choice):
                bits |= 1 << known.setdefault((pattern.number, at, which), len(known))
        return Choices(bits, frozenset(self.wares))

    def rewrite(self, rng: random.Random) -> None:
        """A week later: one choice differs, and at times two sentences trade places."""
        at = rng.randrange(len(self.sentences))
        pattern, choice = self.sentences[at]
        if choice:
            slot = rng.randrange(len(choice))
            changed = rng.randrange(len(pattern.options[slot]))
            self.sentences[at] = (pattern, (*choice[:slot], changed, *choice[slot + 1 :]))
        if rng.random() < 0.4 and at:
            self.sentences[at - 1], self.sentences[at] = self.sentences[at], self.sentences[at - 1]


def phone(rng: random.Random) -> str:
    """A number of the ranges kept for fiction (NANP 555-01xx, Ofcom 07700 900xxx), written one of several ways."""
    if rng.random() < 0.5:
        area, last = rng.randint(201, 989), f"{rng.randint(0, 99):02d}"
        return rng.choice(
            (
                f"+1 {area} 555 01{last}",
                f"({area}) 555-01{last}",
                f"{area}.555.01{last}",
                f"{area}55501{last}",
            )
        )
    last = f"{rng.randint(0, 999):03d}"
    return rng.choice((f"+44 7700 900{last}", f"07700 900 {last}", f"07700900{last}"))


def _template(name: str, language: str, known: Book, rng: random.Random, longest: bool) -> Template:
    sector = rng.choice(SECTORS)
    length = 8 if longest else rng.choices((3, 5, 6, 8), (15, 35, 30, 20))[0]
    own = rng.sample(known.patterns[sector], min(len(known.patterns[sector]), 2 if length < 5 else 3))
    shared = rng.sample(known.patterns["any"], length - len(own))
    sentences = [(pattern, pattern.choose(rng)) for pattern in own + shared]
    if rng.random() < 0.6:
        rng.shuffle(sentences)
    extras = [(rng.random(), one) for one in rng.sample(known.stock, rng.choice((1, 1, 2)))]
    if rng.random() < FRANCHISED and length > 4:
        extras.append((1.0, rng.choice(known.franchise)))
    wares = tuple(known.invent(rng) for _ in range(4)) if longest or rng.random() < LISTED else ()
    if wares:
        extras.append((rng.random(), LISTS[language].format((", " if known.joint else "、").join(wares))))
    numbers = [phone(rng) for _ in range(rng.choice((1, 1, 2, 3)))] if rng.random() < OWN_PHONE else []
    group = rng.choice(known.groups)
    return Template(
        name, language, sentences, extras, known.invent(rng), known.invent(rng), group, numbers, wares
    )


class _Distinct:
    """Makes templates that differ from those made before."""

    def __init__(self, seed: int, whole: bool, alike: float, rng: random.Random) -> None:
        self.seed, self.whole, self.alike, self.rng = seed, whole, alike, rng
        self.seen: dict[tuple[str, int], list[Choices]] = defaultdict(list)
        self.bits: dict[str, dict[tuple[int, int, int], int]] = defaultdict(dict)

    def make(self, name: str, language: str) -> Template:
        known = book(language, self.seed, self.whole)
        for attempt in range(20 * PATIENCE):
            made = _template(name, language, known, self.rng, attempt >= PATIENCE)
            choices = made.choices(self.bits[language])
            before = self.seen[language, min(pattern.number for pattern, _ in made.sentences) // 4]
            if all(choices.apart(other, self.alike) for other in before[-LOOKED_BACK:]):
                break
        else:
            raise ValueError(f"the {language} phrases are too few for so many texts this far apart")
        before.append(choices)
        return made


def _sizes(templates: int, copies: int) -> list[int]:
    weights = [1 / (rank + 2) ** ZIPF for rank in range(templates)]
    total = sum(weights)
    return [max(2, round(copies * weight / total)) for weight in weights]


def _fill(text: str, made: Template, known: Book, rng: random.Random) -> str:
    money = rng.choice(CURRENCIES[made.language].split())
    amount = rng.choice(
        (str(rng.randint(20, 990)), f"{rng.randint(1, 9)}{rng.choice(',. ')}{rng.randint(1, 9)}00")
    )
    price = f"{amount} {money}" if made.language in "es ru pt zh ja th" else f"{money}{amount}"
    time = f"{rng.randint(6, 23)}{rng.choice(':.h')}{rng.choice(('00', '15', '30', '45'))}"
    number = rng.choice(made.phones) if made.phones else phone(rng)
    for slot, value in (("price", price), ("time", time), ("phone", number)):
        text = text.replace("{" + slot + "}", value)
    text = text.replace("{name}", rng.choice(known.lists["names"]))
    return text.replace("{city}", rng.choice(known.lists["cities"]))


def _copies(
    made: Template, size: int, known: Book, level: str, noise: str, rng: random.Random
) -> Iterator[str]:
    spaceless = made.language if made.language in SPACELESS else ""
    drifted = 0
    for copy in range(size):
        if copy and copy % DRIFT_EVERY == 0 and drifted < MOST_DRIFT:
            made.rewrite(rng)
            drifted += 1
        filled = _fill(made.text(known.joint), made, known, rng)
        if noise == "rewriting":
            yield rewritten(filled, level, made.language, bool(spaceless), rng)
        else:
            yield disturb(filled, level, known.lists["filler"], rng, spaceless)


def adverts(
    seed: int,
    size: int,
    level: str,
    languages: tuple[str, ...] = LANGUAGES,
    alike: float = ALIKE,
    noise: str = NOISES[0],
) -> Iterator[Advert]:
    """About `size` adverts, template by template (`write` shuffles them)."""
    rng = random.Random(f"adverts:{seed}:{size}:{level}")
    whole = size > SMALL
    distinct = _Distinct(seed, whole, alike, rng)
    singles = round(size * SINGLETONS)
    sizes = _sizes(max(2, (size - singles) // COPIES_A_TEMPLATE), size - singles)
    groups = [(f"t{at}", copies) for at, copies in enumerate(sizes)] + [
        (f"s{at}", 1) for at in range(singles)
    ]
    number = 0
    for name, copies in groups:
        language = rng.choice(languages)
        made = distinct.make(name, language)
        for text in _copies(made, copies, book(language, seed, whole), level, noise, rng):
            yield Advert(f"a{number}", language, name, copies == 1, text)
            number += 1


def write(
    path: Path,
    seed: int,
    size: int,
    level: str,
    languages: tuple[str, ...] = LANGUAGES,
    alike: float = ALIKE,
    noise: str = NOISES[0],
) -> int:
    """A JSON lines file of shuffled adverts; how many."""
    made = list(adverts(seed, size, level, languages, alike, noise))
    random.Random(seed).shuffle(made)
    with path.open("w", encoding="utf-8") as file:
        for one in made:
            file.write(json.dumps(one._asdict(), ensure_ascii=False) + "\n")
    return len(made)
