"""One advert: fields that grow piece by piece and the truth about each piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.identifiers_unseen.negatives import filled
from benchmarks.identifiers_unseen.words import noise, speech
from benchmarks.identifiers_unseen.words.countries import COUNTRIES


@dataclass(frozen=True)
class Truth:
    """`kind` is the extractor's, or `none` (must not be taken), or `free:KIND` (may be reported or not)."""

    field: str
    kind: str
    value: str
    start: int
    end: int
    group: str


@dataclass(frozen=True)
class Item:
    """An identifier as written, what it is, and what else covers the same span."""

    kind: str
    value: str
    written: str
    group: str
    also: tuple[str, ...] = ()


@dataclass
class Advert:
    region: str = ""
    location: str = ""
    fields: dict[str, str] = field(default_factory=lambda: {"title": "", "text": "", "contact": ""})
    truth: list[Truth] = field(default_factory=list)

    def add(self, where: str, text: str) -> None:
        self.fields[where] += text

    def mark(self, where: str, item: Item) -> None:
        start = len(self.fields[where])
        self.add(where, item.written)
        end = start + len(item.written)
        self.truth.append(Truth(where, item.kind, item.value, start, end, item.group))
        self.truth.extend(Truth(where, kind, "", start, end, item.group) for kind in item.also)

    def pattern(self, where: str, pattern: str, group: str, rng: Random) -> None:
        for piece, is_number in filled(rng, pattern):
            if is_number:
                self.mark(where, Item("none", piece, piece, group))
            else:
                self.add(where, piece)


def _after(rng: Random, text: str) -> str:
    """What ends a sentence: nothing where it has its mark."""
    return (
        rng.choice([" ", " ", "\n"])
        if text and text[-1] in ".!?。！👋😘"
        else rng.choice([". ", "\n", ".\n", " | ", ", "])
    )


def _noise(advert: Advert, lang: str, rng: Random) -> None:
    group, pattern = rng.choice(noise.NOISE.get(lang, noise.NOISE["en"]))
    advert.pattern("text", pattern, group, rng)
    advert.add("text", rng.choice([" ", "\n"]))


def compose(item: Item, phrase: str, lang: str, rng: Random, where: str = "") -> Advert:
    """An advert around the item. The phrase has {x} where it stands."""
    advert = Advert()
    where = where or (
        "text" if "\n" in item.written else rng.choices(["text", "title", "contact"], [80, 8, 12])[0]
    )
    openers = speech.OPENERS.get(lang, speech.OPENERS["en"])
    before, after = phrase.split("{x}")
    if where != "title":
        advert.add("title", rng.choice(speech.TITLES.get(lang, speech.TITLES["en"])))
    opener = rng.choice(openers)
    advert.add(where if where == "title" else "text", opener + _after(rng, opener))
    if where != "text":
        if where == "contact" and rng.random() < 0.6:
            before = after = ""
        advert.add(where, before)
        advert.mark(where, item)
        advert.add(where, after)
        if rng.random() < 0.4:
            _noise(advert, lang, rng)
        return advert
    if rng.random() < 0.3:
        _noise(advert, lang, rng)
    advert.add("text", before)
    advert.mark("text", item)
    advert.add("text", after)
    if rng.random() < 0.5:
        advert.add("text", rng.choice([". ", "\n", "! "]))
        if rng.random() < 0.6:
            _noise(advert, lang, rng)
        advert.add("text", rng.choice(speech.CLOSERS.get(lang, ("",))))
    return advert


def place(
    advert: Advert, country: str, rng: Random, ways: Sequence[str] = ("region", "location", "both")
) -> None:
    """Say the country in the region column, in the location, in both or (`none`) nowhere."""
    way = rng.choice(ways)
    if way in ("region", "both"):
        advert.region = country
    if way in ("location", "both"):
        advert.location = rng.choice(COUNTRIES[country].cities)
