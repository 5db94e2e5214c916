"""Concepts that stand in a text, the same in every language: 'weapon', 'locked', 'coming', 'long ago', 'idiom' ...

One YAML file a language gives the words. An entry is one to six words; a star ends a stem. Latin words are compared
without accents (in Vietnamese only where the writer typed none), Arabic ones also behind و ف ب ل ك ال, Chinese ones as
parts of the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from manumit.services.support.triage.turns import latin, plain

LANGUAGES = ("ar", "en", "es", "fr", "pt", "ro", "ru", "tl", "uk", "vi", "zh")
COMMON = "common"
"""The concept of a language's most frequent words: they tell which language a text is in."""
_WITHOUT_SPACES = {"zh"}
_WITH_MARKS = {"vi"}
"""Languages that are read as written, where the writer typed their accents."""
_PREFIXES = re.compile("^(?:[وف]?(?:[بلك]?ال|لل|[بلك])|[وف])(?=.{3})")
_STEM = 3
"""Letters by which stems are found."""
_LATIN = re.compile("[a-z]")
_MOST_KNOWN = 1 << 14
"""Words of a language whose entries are remembered."""
Entry = tuple[tuple[str, ...], tuple[bool, ...], str]


@dataclass(slots=True)
class _Begun:
    """The entries that a word begins: concepts of those that it is the whole of, the others by their second word."""

    alone: list[str] = field(default_factory=list)
    exact: dict[str, list[Entry]] = field(default_factory=dict)
    stems: list[Entry] = field(default_factory=list)


_NOTHING = _Begun()


@dataclass(slots=True)
class _Words:
    """Entries by their first word, or the first letters of their first stem."""

    whole: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _known: dict[str, _Begun] = field(default_factory=dict)

    def add(self, words: list[str], concept: str) -> None:
        bare = tuple(word.rstrip("*") for word in words)
        stars = tuple(word.endswith("*") for word in words)
        if not all(bare):
            return
        place = self.stems[bare[0][:_STEM]] if stars[0] else self.whole[bare[0]]
        place.append((bare, stars, concept))

    def only(self, concept: str) -> _Words:
        """The entries of one concept."""
        made = _Words()
        for ours, all_ in ((made.whole, self.whole), (made.stems, self.stems)):
            for first, entries in all_.items():
                if kept := [one for one in entries if one[2] == concept]:
                    ours[first] = kept
        return made

    def at(self, tokens: list[str], place: int, first: str) -> list[str]:
        """Concepts whose entry begins at `place`, read there as `first`."""
        begun = self._known.get(first) or self._begun(first)
        if place + 1 == len(tokens) or not (begun.exact or begun.stems):
            return begun.alone
        second = tokens[place + 1]
        longer = begun.exact.get(second, ())
        if begun.stems:
            longer = [*longer, *(one for one in begun.stems if second.startswith(one[0][1]))]
        return begun.alone + [
            concept
            for bare, stars, concept in longer
            if len(bare) == 2 or self._goes_on(tokens[place + 2 :], bare[2:], stars[2:])
        ]

    def _begun(self, first: str) -> _Begun:
        """The entries that a word begins, from now on remembered."""
        entries = [*self.whole.get(first, ())]
        entries += [one for one in self.stems.get(first[:_STEM], ()) if first.startswith(one[0][0])]
        if not entries:
            return _NOTHING  # what persons say is not remembered, but for the words of entries
        made = _Begun()
        for entry in entries:
            bare, stars, concept = entry
            if len(bare) == 1:
                made.alone.append(concept)
            elif stars[1]:
                made.stems.append(entry)
            else:
                made.exact.setdefault(bare[1], []).append(entry)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[first] = made
        return made

    @staticmethod
    def _goes_on(tokens: list[str], bare: tuple[str, ...], stars: tuple[bool, ...]) -> bool:
        """Whether an entry's other words are the next."""
        return len(bare) <= len(tokens) and all(
            said.startswith(word) if star else said == word
            for said, word, star in zip(tokens, bare, stars, strict=False)
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language."""

    language: str
    concepts: tuple[str, ...]
    accented: _Words
    """Of `_WITH_MARKS` alone."""
    bare: _Words
    parts: dict[str, list[tuple[str, str]]]

    def find(self, text: str) -> list[str]:
        """Concepts in a `plain` text, each as often as it stands."""
        if self.parts:
            return [
                concept
                for at, char in enumerate(text)
                for entry, concept in self.parts.get(char, ())
                if text.startswith(entry, at)
            ]
        as_written = self.language in _WITH_MARKS and _has_marks(text)
        words = self.accented if as_written else self.bare
        tokens = text.split() if as_written else _bare_words(text)
        found = []
        for place, token in enumerate(tokens):
            found += words.at(tokens, place, token)
            if self.language == "ar" and (shorter := _PREFIXES.sub("", token)) != token:
                found += words.at(tokens, place, shorter)
        return found


@lru_cache(maxsize=1 << 14)
def _bare_word(word: str) -> str:
    import unicodedata

    if word.isascii():
        return word
    split = unicodedata.normalize("NFD", word)
    if not _LATIN.search(split):
        return word
    return (
        "".join(char for char in split if not unicodedata.combining(char)).replace("đ", "d").replace("ł", "l")
    )


def _bare_words(text: str) -> list[str]:
    return (text if text.isascii() else " ".join(map(_bare_word, text.split(" ")))).split()


def _has_marks(text: str) -> bool:
    return latin(text) != text


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language of `LANGUAGES`."""
    source = files("manumit.services.support.triage").joinpath("lexicon", f"{language}.yaml").read_bytes()
    told: dict[str, list[str]] = yaml.load(
        source, getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    )  # "no" is a word
    made = Lexicon(language, tuple(told), _Words(), _Words(), defaultdict(list))
    read = lru_cache(maxsize=None)(_read)  # the same few thousand words stand in all entries
    for concept, entries in told.items():
        for entry in dict.fromkeys(entries or ()):
            words = [word for raw in entry.split() for word in read(raw)]
            if not words:
                continue
            if language in _WITHOUT_SPACES:
                joined = "".join(words)
                made.parts[joined[0]].append((joined, concept))
                continue
            if language in _WITH_MARKS:
                made.accented.add(words, concept)
            made.bare.add([_bare_word(word) for word in words], concept)
    return made


def _read(raw: str) -> list[str]:
    """The words of a word of an entry, `plain`, with the star kept."""
    return [word + "*" * raw.endswith("*") for word in plain(raw.rstrip("*")).split()]


@cache
def concepts() -> tuple[str, ...]:
    """Every concept, in order."""
    return lexicon("en").concepts


_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])\s?(?:[:h.]\s?[0-5]\d|h|am|pm|点|час|giờ)\b")
_TEEN = re.compile(r"(?<![\d.,:])1[0-7](?![\d.,:%€$])")
NUMBERS = ("clock", "teen")
"""Concepts that are told by numbers: a time of day, a number that may be an age under 18."""


def found_in(text: str, languages: tuple[str, ...]) -> Counter[str]:
    """Concepts of a readable text in these languages, with how often."""
    counts: Counter[str] = Counter()
    words = plain(text)
    for language in languages:
        counts |= Counter(lexicon(language).find(words))
    lowered = text.lower()
    counts["clock"], counts["teen"] = len(_CLOCK.findall(lowered)), len(_TEEN.findall(lowered))
    return counts
