"""A conversation as it is judged: its turns, each made plain, and the pieces of a turn that are looked at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from anyascii import anyascii

Who = Literal["person", "service", "staff"]
LONGEST = 4000
"""Characters of a turn that are read: its first and last halves. A help line's turns have some 20 to 400."""
MOST_TURNS = 60
"""Turns of the person that are read: the first ten and the newest."""
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")  # Arabic vowel signs and tatweel
_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_RUN = re.compile(r"(\w)\1{2,}")
_NOT_WORD = re.compile(r"[^\w\s'’!?]+")
_CLAUSE = re.compile(r"(?<=[.!?…。！？,،؛;:\n])\s*|\s+[-–—]\s+")
_NO_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
WINDOW, STEP = 7, 3
"""Words of a piece of a long turn, and how far the next one begins."""
SIGNS, SIGN_STEP = 12, 6
"""The same in characters, for scripts without spaces between words."""
MOST_PIECES = 40


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side wrote."""

    who: Who
    text: str


def turns_of(text: str, context: Sequence[str | Mapping[str, Any]] = ()) -> list[Turn]:
    """Earlier turns, oldest first (a string is the person's), and the newest. ValueError for another shape."""
    found = []
    for each in context:
        if isinstance(each, str):
            found.append(Turn("person", each))
            continue
        who, said = (each.get("who"), each.get("text")) if isinstance(each, Mapping) else (None, None)
        if who not in ("person", "service", "staff") or not isinstance(said, str):
            raise ValueError("a turn of context is no text and has no who (person, service, staff) and text")
        found.append(Turn(who, said))
    return [*found, Turn("person", text)]


def readable(text: str) -> str:
    """For the sentence encoder: NFKC, nothing invisible, emoji in words (their Unicode names), not too long."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode()))
    return " ".join("".join(map(_spoken, text)).split())


@lru_cache(maxsize=4096)
def _spoken(char: str) -> str:
    return f" {unicodedata.name(char, '').lower()} " if unicodedata.category(char) == "So" else char


def plain(text: str) -> str:
    """For words and spellings: `readable`, lower case, long runs of a letter cut to one, signs that sound alike made
    alike."""
    text = _MARKS.sub("", readable(text).lower()).translate(_ALIKE)
    return " ".join(_NOT_WORD.sub(" ", _RUN.sub(r"\1", text)).split())


def latin(text: str) -> str:
    """`plain` text in Latin letters without accents."""
    return " ".join(anyascii(text).lower().split())


def pieces(text: str) -> list[str]:
    """A readable turn, its clauses, and windows of a few words over it: what is said in passing counts as much."""
    found = [text]
    clauses = [part.strip() for part in _CLAUSE.split(text) if part and part.strip()]
    found += clauses if len(clauses) > 1 else []
    if _NO_SPACES.search(text):
        signs = text.replace(" ", "")
        if len(signs) > SIGNS + 4:
            found += [signs[at : at + SIGNS] for at in range(0, len(signs) - SIGNS + SIGN_STEP, SIGN_STEP)]
    else:
        words = text.split()
        if len(words) > WINDOW + 2:
            found += [" ".join(words[at : at + WINDOW]) for at in range(0, len(words) - WINDOW + STEP, STEP)]
    kept = list(dict.fromkeys(found))
    return kept if len(kept) <= MOST_PIECES else [*kept[: MOST_PIECES // 2], *kept[-MOST_PIECES // 2 :]]
