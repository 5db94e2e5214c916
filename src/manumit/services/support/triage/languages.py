"""The languages that a text seems to be in, by its scripts and by the most frequent words of each language."""

from __future__ import annotations

import re
from functools import cache

from manumit.services.support.triage.lexicon import COMMON, LANGUAGES, Lexicon, lexicon
from manumit.services.support.triage.turns import plain

_LATIN = re.compile("[a-z]")
_SCRIPTS = (
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_CYRILLIC = frozenset({"uk", "ru"})
_LATIN_LANGUAGES = ("en", "es", "fr", "pt", "ro", "tl", "vi")


def languages_of(text: str, said: str | None = None) -> tuple[str, ...]:
    """The languages whose words to look for: the one that is said or seems written, a second one where words of two are
    mixed, and always English."""
    words = plain(text)
    chosen = [said] if said in LANGUAGES else []
    chosen += _scripts(words)
    if _LATIN.search(words):
        scores = {one: _share(one, words) for one in _LATIN_LANGUAGES}
        best = sorted(scores, key=lambda one: -scores[one])[:3]
        chosen += [one for one in best if scores[one] >= 0.08]
    return tuple(dict.fromkeys([*chosen, "en"]))


def written_in(text: str, said: str | None = None) -> tuple[str, ...]:
    """The languages that a text is written in, as far as can be told: those of its scripts; in Cyrillic also the one
    that is said. In Latin letters the one that is said, with English where it has half as many of its frequent words as
    any; unless another has twice as many as the one that is said: then all that have half as many as the most.
    """
    words = plain(text)
    chosen = _scripts(words)
    if said in _CYRILLIC and not _CYRILLIC.isdisjoint(chosen):
        chosen.append(said)
    if _LATIN.search(words):
        scores = {one: _share(one, words) for one in _LATIN_LANGUAGES}
        most = max(scores.values())
        if said in scores and scores[said] * 2 >= most:
            chosen += [said] + ["en"] * (scores["en"] * 2 >= most > 0)
        else:
            chosen += [one for one in scores if most and scores[one] * 2 >= most]
    return tuple(dict.fromkeys(chosen)) or (said if said in LANGUAGES else "en",)


def _scripts(words: str) -> list[str]:
    """Languages of the scripts in a text that are not Latin, Ukrainian before Russian."""
    found = [name for name, script in _SCRIPTS if script.search(words)]
    if {"uk", "ru"} <= set(found):
        found.remove("ru")
        found.append("ru")
    return found


def _share(language: str, words: str) -> float:
    """How much of a text are frequent words of a language."""
    return len(_frequent(language).find(words)) / max(1, len(words.split()))


@cache
def _frequent(language: str) -> Lexicon:
    """The lexicon's most frequent words alone."""
    whole = lexicon(language)
    return Lexicon(language, (COMMON,), whole.accented.only(COMMON), whole.bare.only(COMMON), {})
