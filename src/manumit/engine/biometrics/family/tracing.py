"""Who of the separated may be the one a family seeks: candidates by the false ones to expect, mostly none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from manumit.engine.biometrics.ageing import ADULT, Ageing
from manumit.engine.biometrics.answers import says
from manumit.engine.biometrics.biographic import MOST, Part, joint
from manumit.engine.biometrics.family.crowd import Crowd, names_of, names_of_family
from manumit.engine.biometrics.family.rows import Person
from manumit.engine.biometrics.family.weighing import Inquiry, details, of_relatives, relatives

CHILD = (
    "a child may be one of the two: children take what they are told for their own, and people claim children who are"
    " not theirs; nobody is handed over, and no family is told, before two people have looked and the child was heard"
)
NO_RELATIVES = "no relative is told of by both sides: this rests on the person's own details alone"
NO_NAME = "no name of the sought one is told"
Ratios = Mapping[tuple[str, str], Mapping[str, float]]
"""By (separated, request): by modality, a log-likelihood ratio of their pictures."""


@dataclass(frozen=True, slots=True)
class Found:
    """A separated person who may be the one: a question for two people. `parts` add up to `llr`; `details` and
    `relatives` are what the first two of them were before they were bounded."""

    id: str
    llr: float
    says: str
    parts: tuple[Part, ...]
    details: tuple[Part, ...]
    relatives: tuple[Part, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """The answer to one request."""

    request: str
    candidates: tuple[Found, ...]
    expected_false: float
    threshold_llr: float
    separated: int
    why_none: str | None
    cautions: tuple[str, ...]


def trace_families(
    separated: Sequence[Person],
    sought: Sequence[Person],
    expected: float = 1.0,
    pictures: Ratios | None = None,
) -> Iterator[Traced]:
    """One answer a request, in their order. Of strangers at most one in R reaches a ratio R (Good, 'Probability and
    the weighing of evidence', 1950): the threshold is that at which `expected` of all of them may."""
    crowd, there = Crowd(separated), len(separated)
    threshold = max(0.0, float(np.log(max(1, there) / expected)))
    false = round(there * float(np.exp(-threshold)), 6)
    for one in sought:
        names, family = names_of(one), names_of_family(one)
        words = {name for names in family for name in names}
        inquiry = Inquiry(one, names, family, crowd.around_person(names), crowd.around_relative(words))
        found = [
            who
            for at in range(there)
            if (who := _weighed(inquiry, at, crowd, threshold, pictures or {})) is not None
        ]
        yield Traced(
            one.id,
            tuple(sorted(found, key=lambda who: (-who.llr, who.id))),
            false,
            round(threshold, 3),
            there,
            None if found else _why_none(there),
            () if names else (NO_NAME,),
        )


def _weighed(sought: Inquiry, at: int, crowd: Crowd, threshold: float, pictures: Ratios) -> Found | None:
    """None for whoever does not reach the threshold."""
    who = crowd.people[at]
    own = details(sought, at, crowd)
    child = min(filter(None, map(_age_told, (who, sought.person))), default=0.0) < ADULT
    seen = [
        Part(way, round(_widened(llr, way, child), 3), "pictures compared")
        for way, llr in pictures.get((who.id, sought.person.id), {}).items()
    ]
    so_far = joint(own) + sum(one.llr for one in seen)
    if so_far + MOST < threshold:
        return None
    kin = relatives(sought, at, crowd)
    whole = so_far + of_relatives(kin)
    if whole < threshold or not (own or kin or seen):
        return None
    parts = [Part("details", round(joint(own), 3), "; ".join(one.says for one in own))] if own else []
    if kin:
        told = "; ".join(f"{one.of}: {one.says}" for one in kin)
        parts.append(Part("relatives", round(of_relatives(kin), 3), told))
    cautions = [CHILD] * child + [NO_RELATIVES] * (not kin)
    if child and seen:
        cautions += [line for one in seen for line in Ageing(True).cautions(one.of)]
    return Found(
        who.id,
        round(whole, 3),
        says(whole),
        (*parts, *seen),
        tuple(_rounded(own)),
        tuple(_rounded(kin)),
        tuple(dict.fromkeys(cautions)),
    )


def _widened(llr: float, modality: str, child: bool) -> float:
    return float(Ageing(child).widened(np.array([llr]), modality)[0])


def _age_told(one: Person) -> float | None:
    """When it was said, or when they were separated: then they were younger than now."""
    about = one.told.about
    day = about.age_on or one.separated_on
    return about.age_at(day) if day else about.age


def _rounded(parts: Sequence[Part]) -> list[Part]:
    return [Part(one.of, round(one.llr, 3), one.says) for one in parts]


def _why_none(there: int) -> str:
    return (
        f"Of {there:,} separated people nobody is alike enough for so few false candidates. That is the usual answer;"
        " it does not mean that the person is not among them."
    )
