"""What no machine may translate, in either direction: danger, consent, and whatever a closed reply says already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from rapidfuzz import fuzz

from manumit.services.support.conversation import shipped_content
from manumit.services.support.triage.judge import judge
from manumit.services.support.triage.lexicon import found_in
from manumit.services.support.triage.turns import latin, plain, readable

SAME = 80.0
"""Likeness (rapidfuzz `ratio`, of 100) from which a sentence is taken for one of the closed set. Ours: one typed
from memory, with an accent or a word wrong."""
KINDS = frozenset({"safety", "question", "answer", "wait", "end", "notice"})
"""Replies that are compared: all but what stands on buttons."""
_SENTENCE = re.compile(r"(?<=[.?!。？！؟])\s*")
GRAVE = frozenset(
    "unsafe weapon hit choke burn_smoke injury blood unconscious sick_pain birth drugged suicide suicide_means "
    "farewell kill die threat sexual_harm locked cannot_leave forced outside_door found_me chase escape sell".split()
)
"""Concepts (triage's lexicon) that an advocate names only where danger is spoken of."""
SHORTEST = 8
"""Characters under which a likeness says nothing."""


@dataclass(frozen=True, slots=True)
class Barred:
    """Why: `danger` with what was seen, `consent`, or `reply` with the id of the closed text that says it."""

    why: Literal["danger", "consent", "reply"]
    reply: str = ""
    reasons: tuple[str, ...] = ()


def barred(text: str, language: str, ours: bool = False) -> Barred | None:
    """Why a text must not be translated; None when it may be. What a person writes is judged as triage judges it; what
    we write (`ours`), by its words and by the closed set: triage knows how people in danger write, not how one answers
    them."""
    if ours and (said := _reply(text, language)):
        return Barred("reply", said)
    found = _ours(text, language) if ours else _theirs(text, language)
    if found is not None:
        return Barred("danger", reasons=found)
    return Barred("consent") if _stems("consent", language).search(plain(text)) else None


def _theirs(text: str, language: str) -> tuple[str, ...] | None:
    judged = judge(text, (), language)
    return None if judged.label == "standard" else judged.reasons


def _ours(text: str, language: str) -> tuple[str, ...] | None:
    named = tuple(
        name for name, count in found_in(readable(text), (language,)).items() if count and name in GRAVE
    )
    return named if named or _stems("safety", language).search(plain(text)) else None


def _reply(text: str, language: str) -> str:
    """Id of the closed text that says one of the sentences, or nothing."""
    best = max(
        (
            (fuzz.ratio(said, told), name)
            for said in map(latin, _SENTENCE.split(text))
            if len(said) >= SHORTEST
            for told, name in _closed(language)
        ),
        default=(0.0, ""),
    )
    return best[1] if best[0] >= SAME else ""


@cache
def _closed(language: str) -> tuple[tuple[str, str], ...]:
    """(sentence in Latin letters, id) of the closed texts in a language."""
    found = [
        (latin(sentence), one.content_id)
        for one in shipped_content()
        if one.locale == language and one.kind in KINDS
        for sentence in _SENTENCE.split(one.text)
    ]
    return tuple(one for one in found if len(one[0]) >= SHORTEST)


@cache
def _stems(kind: str, language: str) -> re.Pattern[str]:
    """Beginnings of words (guarded.yaml) in a language, as `plain` makes them."""
    source = files("manumit.services.support.translation").joinpath("guarded.yaml").read_bytes()
    stems = sorted({plain(one) for one in yaml.safe_load(source)[kind].get(language, ())})
    if not stems:
        return re.compile(r"(?!)")
    edge = "" if language in ("zh", "ar") else r"\b"
    return re.compile(edge + "(?:" + "|".join(map(re.escape, stems)) + ")")
