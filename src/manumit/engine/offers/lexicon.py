"""The words of each language, by concept: `lexicon/*.yaml`, compiled so that a token finds its concepts in one look.

A concept (PAY, FEE, DOC, HOLD ...) is what patterns speak of; a language is a list of words for each of them, so a
new language is one new file. `*` ends a stem, `/` parts variants of a word, `~` lets up to two words stand between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from manumit.base.kernel import UsageError
from manumit.engine.signals import fold

_SHORTEST_STEM, _LONGEST_STEM = 2, 14
_DOUBLED = re.compile(r"(.)\1+")
UNSPACED = "\u0e01-\u0e5b\u4e00-\u9fff"
"""Letters of scripts that put no spaces between words: Thai and Chinese."""
ELISION = r"(?<![^\W_])(?:[ldjnsmtc]|qu)'(?=[^\W\d_])"
"""French l', d', qu' ... before a word."""
_WORD = re.compile(rf"[{UNSPACED}]+|\d+|[^\W\d_][^\W_]*(?:'[^\W\d_]+)*")
_ARABIC_LETTERS = str.maketrans("أإآى", "اااي")
_ARABIC_ARTICLE = re.compile(r"^[وف]?(?:ال|بال|كال|لل)(?=\w{3})")
_ARABIC_PREFIXES = "وبلفس"
GAP = "~"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of a language: `rest` are the choices for each word after the first ('~' = a gap)."""

    language: str
    concept: str
    rest: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All languages together: whole words and stems, each with the entries that begin with it."""

    whole: dict[str, tuple[Entry, ...]]
    stems: dict[str, tuple[Entry, ...]]
    squeezed: dict[str, str]
    unspaced: re.Pattern[str]
    languages: frozenset[str]


def bare(word: str) -> str:
    """An Arabic word without its article and with its alefs alike; any other word as it is."""
    if not "\u0620" <= word[0] <= "\u064a":
        return word
    return _ARABIC_ARTICLE.sub("", word.translate(_ARABIC_LETTERS), count=1)


def parts_of(term: str) -> list[tuple[str, ...]]:
    """'co sign*/pledge* ~ debt' -> [('co',), ('sign*', 'pledge*'), ('~',), ('debt',)], folded."""
    parts: list[tuple[str, ...]] = []
    for piece in term.split():
        if piece == GAP:
            parts.append((GAP,))
            continue
        choices: list[str] = []
        tails: list[str] = []
        for choice in piece.split("/"):
            words = [bare(w) for w in _WORD.findall(re.sub(ELISION, "", fold(choice.replace("*", "")).text))]
            if not words:
                continue
            if len(words) > 1 and "/" not in piece:
                parts += [(word,) for word in words[:-1]]
            (choices if len(words) == 1 or "/" not in piece else tails).append(
                words[-1] + ("*" if choice.endswith("*") else "")
            )
        if choices:
            parts.append(tuple(choices))
    return parts


def fits(word: str, choices: tuple[str, ...]) -> bool:
    """Whether a word is one of the choices, or begins with a stem among them."""
    return any(word.startswith(c[:-1]) if c[-1] == "*" else word == c for c in choices)


def _read(name: str) -> dict[str, str]:
    text = files("manumit.engine.offers").joinpath("lexicon").joinpath(name).read_text("utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(raw, dict) or not all(isinstance(terms, str) for terms in raw.values()):
        raise UsageError(f"{name}: every concept needs a line of words.", "Correct this lexicon file.")
    return raw


@cache
def lexicon() -> Lexicon:
    """Every language we ship."""
    folder = files("manumit.engine.offers").joinpath("lexicon")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    whole: dict[str, list[Entry]] = {}
    stems: dict[str, list[Entry]] = {}
    for name in names:
        language = name.removesuffix(".yaml")
        for concept, terms in _read(name).items():
            for term in terms.split(","):
                parts = parts_of(term.strip())
                for first in parts[0] if parts else ():
                    entry = Entry(language, concept, tuple(parts[1:]))
                    table, key = (stems, first[:-1]) if first[-1] == "*" else (whole, first)
                    table.setdefault(key, []).append(entry)
    squeezed = {_DOUBLED.sub(r"\1", word): word for word in whole if len(word) > 4}
    unspaced = sorted((w for w in whole if re.match(f"[{UNSPACED}]", w)), key=len, reverse=True)
    return Lexicon(
        {word: tuple(entries) for word, entries in whole.items()},
        {stem: tuple(entries) for stem, entries in stems.items()},
        squeezed,
        re.compile("|".join(map(re.escape, unspaced)) or r"(?!)"),
        frozenset(name.removesuffix(".yaml") for name in names),
    )


@lru_cache(maxsize=1 << 17)
def candidates(word: str, follower: str) -> tuple[Entry, ...]:
    """Entries that `word` can begin when `follower` comes next: most phrases fail at their second word."""
    return tuple(
        e for e in entries_of(word) if not e.rest or e.rest[0][0] == GAP or fits(follower, e.rest[0])
    )


@lru_cache(maxsize=65536)
def entries_of(word: str) -> tuple[Entry, ...]:
    """Entries that a folded word can begin; letters written twice or once too often are forgiven."""
    book = lexicon()
    found = list(book.whole.get(word, ()))
    for size in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
        found += book.stems.get(word[:size], ())
    if not found and len(word) > 3:
        plain = _DOUBLED.sub(r"\1", word)
        found = list(book.whole.get(plain, ()) or book.whole.get(book.squeezed.get(plain, ""), ()))
        if not found and plain != word:
            for size in range(4, min(len(plain), _LONGEST_STEM) + 1):
                found += book.stems.get(plain[:size], ())
    if not found and len(word) > 3 and word[0] in _ARABIC_PREFIXES:
        return entries_of(word[1:])
    return tuple(found)
