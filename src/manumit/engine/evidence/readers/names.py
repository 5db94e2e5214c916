"""Travellers' names: `GIVEN SURNAME` out of what airlines write.

Rule. A title at the end of the given name is taken off: one that stands apart (JOHN MR), or one that is glued
(JOHNMR) when two letters stay; where the travel document writes the name with it too, only when four stay and it is
not MS. Blanks that line wrapping put into the document's name are seen through. The surname is the booking's. The
given names are the document's where they go on from the booking's (JOHN, then JOHN ALVA), else the booking's; without
a name in the booking, the document's.
"""

from __future__ import annotations

import re

_TITLES = (
    "MISTER",
    "MASTER",
    "MSTR",
    "MISS",
    "PROF",
    "MRS",
    "CHD",
    "INF",
    "DRS",
    "MR",
    "MS",
    "DR",
    "MX",
    "REV",
    "SIR",
)
_GLUED = ("MSTR", "MISS", "MRS", "MR", "MS")
_OWN = frozenset(
    {"WILLIAMS", "ADAMS", "ABRAMS", "SAMS", "SIMS", "AMR", "OMR", "AMS", "THOMS", "JAMS", "HELMS"}
)
"""Names that end like a title."""


def squeezed(name: str) -> str:
    """Letters only, capitals: for comparing."""
    return re.sub(r"[\W_]+", "", name).upper()


def untitled(given: str, document: str = "") -> str:
    """A given name without its title. `document`: the given names of the travel document, if known."""
    words = given.replace("/", " ").split()
    while len(words) > 1 and words[-1].upper().strip(".") in _TITLES:
        words.pop()
    if not words:
        return ""
    last = words[-1].upper()
    known = squeezed(document).startswith(squeezed("".join(words)))
    for title in _GLUED if last not in _OWN else ():
        left = len(last) - len(title)
        if last.endswith(title) and left >= 2 and not (known and (title == "MS" or left < 4)):
            words[-1] = words[-1][:left]
            break
    return " ".join(words)


def full_name(surname: str, given: str, doc_surname: str = "", doc_given: str = "") -> str:
    """`GIVEN SURNAME`, as the rule at the top says."""
    surname, doc_surname = " ".join(surname.split()), " ".join(doc_surname.split())
    first = untitled(given, doc_given)
    doc_first = untitled(doc_given)
    if not surname and not first:
        return f"{doc_first} {doc_surname}".strip()
    if doc_first and squeezed(doc_surname) == squeezed(surname):
        words = doc_first.split()
        if words[0].upper() == "".join(given.split()).upper():
            doc_first = " ".join([first, *words[1:]])
        mine, theirs = squeezed(first), squeezed(doc_first)
        if theirs != mine and theirs.startswith(mine):
            first = doc_first
    return f"{first} {surname or doc_surname}".strip()
