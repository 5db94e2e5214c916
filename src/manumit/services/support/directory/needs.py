"""What people look for, in closed words, and which of them a service answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from manumit.services.support.directory.phrases import phrases, plain, word_list

NEEDS = (
    "shelter",
    "legal_aid",
    "health",
    "food",
    "interpreter",
    "embassy",
    "hotline",
    "money",
    "work_rights",
    "family_tracing",
    "other",
)
"""The closed words, in the order in which pages offer them."""


@cache
def _patterns() -> dict[str, tuple[tuple[str, ...], re.Pattern[str]]]:
    lists = word_list("needs")
    return {
        need: (tuple(lists[need]["terms"]), phrases(lists[need]["words"])) for need in NEEDS if need in lists
    }


def needs_in(terms: Sequence[tuple[str, str]], texts: Iterable[str]) -> tuple[str, ...]:
    """The needs that a service answers: told by its taxonomy terms (code, name) where these say one and by its name;
    else by the first of its other texts that says one; else 'other'. `texts`: the name first."""
    name, *others = texts
    readings = [" / ".join([name, *(term for _, term in terms)]), *others]
    codes = tuple(code.upper() for code, _ in terms)
    for text in readings:
        read = plain(text)
        found = tuple(
            need
            for need, (beginnings, words) in sorted(
                _patterns().items(), key=lambda item: NEEDS.index(item[0])
            )
            if any(code.startswith(beginnings) for code in codes)
            or words.search(read)
            or plain(need) in codes
        )
        if found:
            return found
    return ("other",)
