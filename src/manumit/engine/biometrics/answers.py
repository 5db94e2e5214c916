"""One search and its answer: exact, with the number of false candidates to expect, capped where nothing is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.ageing import CHILD_FALSE, Ageing
from manumit.engine.biometrics.biographic import Details, Part
from manumit.engine.biometrics.bounded import Bounded, Filtered
from manumit.engine.biometrics.calibration import Card
from manumit.engine.biometrics.measures import Floats, Numbers
from manumit.engine.biometrics.modalities import Modality, Scorer, card_for
from manumit.engine.biometrics.model import Template


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
    parts: tuple[Part, ...] = ()
    """What the ratio is made of, when there is more than one comparison."""
    details: tuple[Part, ...] = ()
    """Of these parts, each detail by itself, before all of them together were bounded."""


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
    filtered: Filtered | None = None
    """How templates that could not be named were left out; None where each was compared to the end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How to search: at most so many false candidates are expected; a child, or years between the pictures, weaken and
    cap what a ratio may say. `about`: what is said of the person, evidence beside the pictures."""

    use: Use
    expected: float = 1.0
    child: bool = False
    years: float = 0.0
    card: Path | None = None
    about: Details = field(default_factory=Details)

    @property
    def ageing(self) -> Ageing:
        """What is known of it before a candidate's own details are."""
        return Ageing(self.child, self.years)

    def ageing_with(self, theirs: Details) -> Ageing:
        """The same with the days on which pictures were taken, and the age in the younger one."""
        ours, other = self.about.taken_on, theirs.taken_on
        years = abs((ours - other).days) / 365.2425 if ours and other else 0.0
        ages = [
            one.age_at(day) for one in (self.about, theirs) for day in (ours, other) if day and one.birth_date
        ] or [one.age for one in (self.about, theirs)]
        known = [age for age in ages if age is not None]
        return Ageing(self.child, max(self.years, round(years, 1)), min(known) if known else None)


@dataclass(frozen=True)
class Held:
    """Templates of one make, ready to be searched: whose each is, and what compares a probe with all of them."""

    subjects: tuple[str, ...]
    people: int
    scorer: Scorer
    bounded: Bounded | None = None
    """Where there are so many that some are left out before the comparison."""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The templates of each subject."""
        told: dict[str, list[int]] = {}
        for at, who in enumerate(self.subjects):
            told.setdefault(who, []).append(at)
        return told

    @property
    def several(self) -> bool:
        """Whether there is somebody of whom there are several templates."""
        return len(self.subjects) > self.people

    @classmethod
    def of(cls, templates: Sequence[tuple[str, Template]], way: Modality) -> Held:
        """(subject, template), as a gallery keeps them."""
        subjects, every = tuple(who for who, _ in templates), [one for _, one in templates]
        if way.lay is not None and len(every) > way.exact:
            bounded = Bounded(every, way.lay)
            return cls(subjects, len(set(subjects)), bounded.every, bounded)
        return cls(subjects, len(set(subjects)), way.scorer(every))

    def reaching(self, probe: Template, least: float) -> tuple[Numbers, Floats, Filtered | None]:
        """(places of templates that reach a score, their scores, how others were left out)."""
        if self.bounded is not None:
            met = self.bounded.above(probe, least)
            return met.places, met.scores, self.bounded.told(met.compared, least)
        scores = self.scorer(probe) if self.subjects else np.zeros(0)
        near = np.flatnonzero(scores >= least)
        return near, scores[near], None


def search(
    probe: Template,
    held: Held,
    card: Card,
    asked: Asked,
    kind: str,
    scores: Floats | None = None,
) -> Answer:
    """1:N; of very many templates those that cannot be named are left out before. A subject scores as its best one; who
    stays under the threshold is not named. `scores`: of the probe with all that is held, where they are known."""
    count, people = len(held.subjects), held.people
    score = card.threshold(count, asked.expected)
    threshold = float(card.llr(np.array([score]))[0])
    most = card.expected_false(score, count, people)
    filtered = None
    if scores is None:
        places, near, filtered = held.reaching(probe, score)
    else:
        places = np.flatnonzero(scores >= score)
        near = scores[places]
    best: dict[str, float] = {}
    for at, value in zip(places, near, strict=True):
        best[held.subjects[at]] = max(best.get(held.subjects[at], -np.inf), float(value))
    ageing = asked.ageing
    ranked = sorted(best.items(), key=lambda one: -one[1])
    llrs = ageing.widened(card.llr(np.array([value for _, value in ranked])), probe.modality)
    candidates = tuple(
        Candidate(who, round(float(llr), 3), says(float(llr)))
        for (who, _), llr in zip(ranked, llrs, strict=True)
    )
    why = None if candidates else _why_none(count, kind, probe.modality)
    return Answer(
        candidates,
        round(most[0], 6),
        (round(most[1], 6), round(most[2] * raised(ageing, probe.modality), 6)),
        round(threshold, 3),
        probe.quality,
        why,
        kind,
        count,
        people,
        card.condition,
        ageing.cautions(probe.modality),
        filtered,
    )


def raised(ageing: Ageing, modality: str) -> float:
    """The factor on the high end of the false candidates to expect."""
    return CHILD_FALSE if modality == "face" and ageing.of_a_child else 1.0


def compare_two(a: Template, b: Template, way: Modality, asked: Asked) -> dict[str, object]:
    """1:1. UsageError for templates of different makes."""
    if a.make != b.make:
        raise UsageError("These templates are of different makes.", "Make both anew.")
    card = card_for(way.name, asked.card, a.make)
    llr = float(asked.ageing.widened(card.llr(way.scorer([b])(a)), a.modality)[0])
    return {
        "llr": round(llr, 3),
        "says": says(llr),
        "quality": min(a.quality, b.quality),
        "why_none": None,
        "condition": card.condition,
        "cautions": asked.ageing.cautions(a.modality),
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
