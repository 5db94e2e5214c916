"""One search and its answer: exact, with the number of false candidates to expect, capped where nothing is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.calibration import Card
from manumit.engine.biometrics.modalities import Modality, Scorer, card_for
from manumit.engine.biometrics.model import Template

UNMEASURED_LLR = float(np.log(10))
"""Of a child, and over years between two pictures, nothing is measured here: no ratio says more than 10."""
YEARS = 5.0


@dataclass(frozen=True, slots=True)
class Use:
    """Why a gallery is searched."""

    purpose: str
    basis: str

    def check(self, kind: str) -> None:
        """UsageError without both, except in the class `test`."""
        if kind != "test" and not (self.purpose.strip() and self.basis.strip()):
            raise UsageError(
                "A search for a person needs a purpose and a legal basis.",
                "Say --purpose 'missing person 2026-14' --basis 'consent of the family', or the article or order.",
            )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the one: a question for two people, never an identity."""

    subject: str
    llr: float
    says: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gives."""

    candidates: tuple[Candidate, ...]
    expected_false: float
    expected_false_interval: tuple[float, float]
    threshold_llr: float
    quality: float
    why_none: str | None
    gallery: str
    templates: int
    subjects: int
    condition: str
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How to search: at most so many false candidates are expected; a child, or years between the pictures, cap what a
    ratio may say."""

    use: Use
    expected: float = 1.0
    child: bool = False
    years: float = 0.0
    card: Path | None = None

    def cautions(self) -> tuple[str, ...]:
        """What makes the answer weaker than it looks."""
        told = []
        if self.child:
            told.append("a child: faces change fast and errors are many; the ratio is capped at 10")
        if self.years > YEARS:
            told.append(f"{self.years:g} years between the pictures: not measured; the ratio is capped at 10")
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Held:
    """Templates of one make, ready to be searched: whose each is, and what compares a probe with all of them."""

    subjects: tuple[str, ...]
    people: int
    scorer: Scorer

    @classmethod
    def of(cls, templates: Sequence[tuple[str, Template]], way: Modality) -> Held:
        """(subject, template), as a gallery keeps them."""
        subjects = tuple(who for who, _ in templates)
        return cls(subjects, len(set(subjects)), way.scorer([one for _, one in templates]))


def search(
    probe: Template,
    held: Held,
    card: Card,
    asked: Asked,
    kind: str,
) -> Answer:
    """Exact 1:N. A subject scores as its best template; who stays under the threshold is not named."""
    count, people = len(held.subjects), held.people
    score = card.threshold(count, asked.expected)
    threshold = float(card.llr(np.array([score]))[0])
    most = card.expected_false(score, count, people)
    scores = held.scorer(probe) if count else np.zeros(0)
    best: dict[str, float] = {}
    for at in np.flatnonzero(scores >= score):
        best[held.subjects[at]] = max(best.get(held.subjects[at], -np.inf), float(scores[at]))
    cautions = asked.cautions()
    ranked = sorted(best.items(), key=lambda one: -one[1])
    llrs = card.llr(np.array([value for _, value in ranked]))
    if cautions:
        llrs = np.minimum(llrs, UNMEASURED_LLR)
    candidates = tuple(
        Candidate(who, round(float(llr), 3), says(float(llr)))
        for (who, _), llr in zip(ranked, llrs, strict=True)
    )
    why = None if candidates else _why_none(count, kind, probe.modality)
    return Answer(
        candidates,
        round(most[0], 6),
        (round(most[1], 6), round(most[2], 6)),
        round(threshold, 3),
        probe.quality,
        why,
        kind,
        count,
        people,
        card.condition,
        cautions,
    )


def compare_two(a: Template, b: Template, way: Modality, asked: Asked) -> dict[str, object]:
    """1:1. UsageError for templates of different makes."""
    if a.make != b.make:
        raise UsageError("These templates are of different makes.", "Make both anew.")
    card = card_for(way.name, asked.card, a.make)
    cautions = asked.cautions()
    llr = float(card.llr(way.scorer([b])(a))[0])
    llr = min(llr, UNMEASURED_LLR) if cautions else llr
    return {
        "llr": round(llr, 3),
        "says": says(llr),
        "quality": min(a.quality, b.quality),
        "why_none": None,
        "condition": card.condition,
        "cautions": cautions,
    }


def _why_none(count: int, kind: str, modality: str) -> str:
    if not count:
        return f"The gallery of class {kind} holds no {modality} templates of this make."
    return (
        f"Nobody of {count:,} templates is alike enough for so few false candidates. That is the usual answer; it does"
        " not mean that the person is not in the gallery."
    )


_BANDS = (
    (2, "no support for either"),
    (10, "weak support"),
    (100, "moderate support"),
    (1e3, "moderately strong support"),
    (1e4, "strong support"),
    (1e6, "very strong support"),
)


def says(llr: float) -> str:
    """A likelihood ratio in words (ENFSI Guideline for Evaluative Reporting, 2015, table of verbal equivalents)."""
    ratio = float(np.exp(min(abs(llr), 700.0)))
    words = next((words for below, words in _BANDS if ratio < below), "extremely strong support")
    if ratio < _BANDS[0][0]:
        return words
    return f"{words} for the {'same person' if llr > 0 else 'view that they are two people'}"


def as_json(answer: Answer) -> dict[str, object]:
    """The contract's names first (design, 6)."""
    return asdict(answer)
