"""A language's phrases as one seed knows them.

A pattern line reads `[this|that] and [so|so] {slot} <constant>`: what stands in square brackets is chosen once a
template, `<...>` is invented once a template, `{...}` is filled anew in every copy. A seed knows about three quarters
of the patterns' options and none but its own invented words, so a method tuned on one seed meets phrases it has not
seen on another (not a wholly unseen bank: the patterns are the same).
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PHRASES = Path(__file__).parent / "phrases"
LANGUAGES = tuple(sorted(path.stem for path in PHRASES.glob("*.txt")))
SPACELESS = frozenset({"zh", "th", "ja"})
SECTORS = ("room", "massage", "job", "goods")
KEPT_OPTIONS = 0.75
_CHOICE = re.compile(r"\[([^\]]*)\]")
_SYLLABLES = {
    "ru": "ба ве гор дин жа зел ка лим мо нев ор пра рус сол тав ул фе хор чер шан".split(),
    "": "ba ven gor din sha zel ka lim mo nev or pra rus sol tav ul fe hor cher bran".split(),
}


@dataclass(frozen=True)
class Pattern:
    """Constant pieces with a list of options between them: `pieces` is one longer than `options`."""

    number: int
    pieces: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]

    def choose(self, rng: random.Random) -> tuple[int, ...]:
        return tuple(rng.randrange(len(option)) for option in self.options)

    def say(self, choice: tuple[int, ...]) -> str:
        chosen = (option[at] for option, at in zip(self.options, choice, strict=True))
        return self.pieces[0] + "".join(a + b for a, b in zip(chosen, self.pieces[1:], strict=True))


@dataclass
class Book:
    language: str
    patterns: dict[str, list[Pattern]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    stock: list[str] = field(default_factory=list)
    franchise: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    @property
    def joint(self) -> str:
        return "" if self.language in SPACELESS - {"th"} else " "

    def invent(self, rng: random.Random) -> str:
        """A word of no language: a brand or a street."""
        syllables = self.lists.get("syllables") or _SYLLABLES.get(self.language, _SYLLABLES[""])
        word = "".join(rng.choice(syllables) for _ in range(rng.choice((2, 3))))
        return word if self.language in SPACELESS else word.capitalize()


def _pattern(line: str, number: int, share: float, rng: random.Random) -> Pattern:
    parts = _CHOICE.split(line)
    options = []
    for choice in parts[1::2]:
        known = choice.split("|")
        kept = [one for one in known if rng.random() < share]
        options.append(tuple(kept if len(kept) > 1 else known))
    return Pattern(number, tuple(parts[0::2]), tuple(options))


@cache
def book(language: str, seed: int, whole: bool = False) -> Book:
    rng = random.Random(f"book:{language}:{seed}")
    made = Book(language)
    section = ""
    for number, line in enumerate((PHRASES / f"{language}.txt").read_text("utf-8").splitlines()):
        if line.startswith("# "):
            section = line[2:]
        elif section in (*SECTORS, "any"):
            made.patterns.setdefault(section, []).append(
                _pattern(line, number, 1.0 if whole else KEPT_OPTIONS, rng)
            )
        elif section == "stock":
            made.stock.append(line)
        elif section == "franchise":
            made.franchise.append(line)
        else:
            made.lists.setdefault(section, []).extend(line.split())
    made.groups = [made.invent(rng) for _ in range(4)]
    return made
