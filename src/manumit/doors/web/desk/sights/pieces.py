"""Pieces of evidence in the reader's words. The engine tells them in English, in a closed set of sentences (numbers
aside); each has its words here, and a test holds that none is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from manumit.doors.web.desk.sights.likeness import Likeness, likeness
from manumit.doors.web.desk.words import Word

RELATION: Final[dict[str, Word]] = {
    "mother": gettext_lazy("mother"),
    "father": gettext_lazy("father"),
    "parent": gettext_lazy("parent"),
    "sister": gettext_lazy("sister"),
    "brother": gettext_lazy("brother"),
    "sibling": gettext_lazy("sister or brother"),
    "grandmother": gettext_lazy("grandmother"),
    "grandfather": gettext_lazy("grandfather"),
    "grandparent": gettext_lazy("grandparent"),
    "aunt": gettext_lazy("aunt"),
    "uncle": gettext_lazy("uncle"),
    "aunt or uncle": gettext_lazy("aunt or uncle"),
    "daughter": gettext_lazy("daughter"),
    "son": gettext_lazy("son"),
    "child": gettext_lazy("child"),
    "wife": gettext_lazy("wife"),
    "husband": gettext_lazy("husband"),
    "spouse": gettext_lazy("wife or husband"),
    "granddaughter": gettext_lazy("granddaughter"),
    "grandson": gettext_lazy("grandson"),
    "grandchild": gettext_lazy("grandchild"),
    "niece": gettext_lazy("niece"),
    "nephew": gettext_lazy("nephew"),
    "niece or nephew": gettext_lazy("niece or nephew"),
    "cousin": gettext_lazy("cousin"),
    "other": gettext_lazy("somebody else of the family"),
}
OF: Final[dict[str, Word]] = {
    "face": gettext_lazy("Face"),
    "fingerprint": gettext_lazy("Fingerprint"),
    "iris": gettext_lazy("Iris"),
    "details": gettext_lazy("What is said of the person"),
    "relatives": gettext_lazy("The family"),
    "name": gettext_lazy("Name"),
    "birth date": gettext_lazy("Date of birth"),
    "age": gettext_lazy("Age"),
    "place": gettext_lazy("Place"),
    "date": gettext_lazy("Date"),
    "sex": gettext_lazy("Sex"),
    "from": gettext_lazy("Where from"),
    "language": gettext_lazy("Language"),
    "separated on": gettext_lazy("Day of the separation"),
    "separated at": gettext_lazy("Place of the separation"),
    **RELATION,
}
SAYS: Final[dict[str, Word]] = {
    "the same name": gettext_lazy("the same name"),
    "nearly the same name": gettext_lazy("nearly the same name"),
    "a similar name": gettext_lazy("a similar name"),
    "a name with something of it": gettext_lazy("a name with something of it"),
    "names that share something": gettext_lazy("names that share something"),
    "different names": gettext_lazy("different names"),
    "the one name told is the same": gettext_lazy("the one name told is the same"),
    "the one name told is similar": gettext_lazy("the one name told is similar"),
    "the one name told differs": gettext_lazy("the one name told differs"),
    "the same birth date": gettext_lazy("the same date of birth"),
    "birth dates that differ by a slip": gettext_lazy("dates of birth that differ by a slip"),
    "born in the same year": gettext_lazy("born in the same year"),
    "different birth dates": gettext_lazy("different dates of birth"),
    "the same place": gettext_lazy("the same place"),
    "different places": gettext_lazy("different places"),
    "from the same place": gettext_lazy("from the same place"),
    "from different places": gettext_lazy("from different places"),
    "separated at the same place": gettext_lazy("separated at the same place"),
    "separated at different places": gettext_lazy("separated at different places"),
    "found before last seen": gettext_lazy("found before last seen"),
    "found after last seen": gettext_lazy("found after last seen"),
    "the same sex": gettext_lazy("the same sex"),
    "different sexes": gettext_lazy("different sexes"),
    "a language in common": gettext_lazy("a language in common"),
    "no language in common": gettext_lazy("no language in common"),
    "nobody left on the other side": gettext_lazy("nobody left on the other side"),
    "pictures compared": gettext_lazy("pictures compared"),
    "capped at 10": gettext_lazy("capped at 10"),
}
CAUTION: Final[dict[str, Word]] = {
    "a child: faces change fast and errors are many; the ratio is capped at 10": gettext_lazy(
        "A child: faces change fast and errors are many. Nothing is measured here; no ratio says more than 10."
    ),
    "a child: not measured; the ratio is capped at 10": gettext_lazy(
        "A child: not measured here; no ratio says more than 10."
    ),
    "no relative is told of by both sides: this rests on the person's own details alone": gettext_lazy(
        "No relative is told of by both sides: this rests on the person's own details alone."
    ),
    "no name of the sought one is told": gettext_lazy("No name of who is looked for is told."),
    "a child may be one of the two: children take what they are told for their own, and people claim children who are"
    " not theirs; nobody is handed over, and no family is told, before two people have looked and the child was"
    " heard": gettext_lazy(
        "A child may be one of the two. Children take what they are told for their own, and people claim children who"
        " are not theirs. Nobody is handed over, and no family is told, before two people have looked and the child"
        " was heard."
    ),
}
_COUNTED: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(r"(\d+) years apart"),
        lambda m: ngettext("%(n)s year apart", "%(n)s years apart", int(m[1])) % {"n": m[1]},
    ),
    (
        re.compile(r"separated (\d+) days apart"),
        lambda m: (
            ngettext("separated %(n)s day apart", "separated %(n)s days apart", int(m[1])) % {"n": m[1]}
        ),
    ),
    (
        re.compile(r"(\d+) pictures? against (\d+) held"),
        lambda m: (
            ngettext("%(n)s picture against %(m)s held", "%(n)s pictures against %(m)s held", int(m[1]))
            % {"n": m[1], "m": m[2]}
        ),
    ),
    (
        re.compile(r"([\d.]+) years between the pictures: not measured; the ratio is capped at 10"),
        lambda m: (
            _("%(n)s years lie between the pictures: not measured here; no ratio says more than 10.")
            % {"n": m[1]}
        ),
    ),
    (
        re.compile(r"([\d.]+) years between the pictures: the ratio says a little less"),
        lambda m: _("%(n)s years lie between the pictures: the ratio says a little less.") % {"n": m[1]},
    ),
)


def translated(text: str, words: Mapping[str, Word] = SAYS) -> str | None:
    """One sentence of the engine; None for one that has no words here."""
    if text in words:
        return str(words[text])
    return next((say(found) for form, say in _COUNTED if (found := form.fullmatch(text))), None)


def said(text: str) -> str:
    """Several of them, told in a row."""
    return ", ".join(translated(one) or one for one in re.split("; |, ", text))


def called(of: str) -> str:
    """What a piece is about: 'Uncle or father'."""
    if of in OF:
        return str(capfirst(str(OF[of])))
    return str(capfirst(_(" or ").join(str(RELATION.get(one, one)) for one in of.split(" or "))))


def cautions(told: Sequence[str]) -> list[str]:
    """What makes an answer weaker than it looks."""
    return [translated(one, CAUTION) or one for one in told]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence, for a page."""

    of: str
    says: str
    likeness: Likeness
    llr: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a ratio is made of. `parts` add up to it; `singly` are those of them that were bounded together, each by
    itself: what speaks for it, what speaks against it, the strongest first. `second`: of a matcher that is no part."""

    parts: list[Piece]
    speaks_for: list[Piece]
    speaks_against: list[Piece]
    cautions: list[str]
    second: Piece | None


def evidence(told: Mapping[str, Any]) -> Evidence:
    """Of what is kept with a candidate."""
    singly = sorted(
        _pieces([*told.get("details", ()), *told.get("relatives", ())]), key=lambda one: -abs(one.llr)
    )
    vote = told.get("second")
    return Evidence(
        _pieces(told.get("parts", ())),
        [one for one in singly if one.llr > 0],
        [one for one in singly if one.llr <= 0],
        cautions(told.get("cautions", ())),
        Piece(vote["matcher"], "", likeness(vote["llr"]), vote["llr"]) if vote else None,
    )


def _pieces(told: Sequence[Mapping[str, Any]]) -> list[Piece]:
    whole = ("details", "relatives")
    return [
        Piece(
            called(one["of"]),
            "" if one["of"] in whole else said(one["says"]),
            likeness(one["llr"]),
            one["llr"],
        )
        for one in told
    ]
