"""Several pieces of evidence for one person, as one log-likelihood ratio with its parts.

Of one modality they are not independent: two pictures of a face share its age and its pose, two fingers the skin and
the scanner. With a dependence r between any two, n of them count as n / (1 + (n - 1) r) of their mean (Kish's design
effect of equally correlated samples; 'Survey sampling', 1965). Between modalities, and between these and what is said
of a person, none is assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from manumit.engine.biometrics.ageing import UNMEASURED_LLR, Ageing
from manumit.engine.biometrics.biographic import Part, joint
from manumit.engine.biometrics.measures import Floats

DEPENDENCE = {"face": 0.6, "fingerprint": 0.5, "iris": 0.5}
"""Face: of 0, 0.2, ... 1 that with the lowest Cllr for 2, 3 and 5 pictures of one person (20 ORL subjects; ratios of
impostors are correlated by 0.62). Irises: left and right eyes of 22 people of MMU1, where ratios of one person are
correlated by 0.32 and Cllr hardly falls beyond 0.5. Fingers as eyes: we have no set that says whose each finger is."""
ASSUMED = ("fingerprint",)
"""Whose dependence is not measured: whom a search names does not rest on it."""
ALTERNATIVES = ("fingerprint", "iris")
"""What a person has several of: which of them a picture shows is not known."""


def of_samples(llr: Sequence[float] | Floats, modality: str) -> float:
    """Several comparisons of one modality, each of two samples of what may be the same."""
    many = len(llr)
    return float(np.mean(llr)) * many / (1 + (many - 1) * DEPENDENCE[modality])


def of_person(table: Floats, modality: str) -> float:
    """Samples found x samples held of one person, as ratios. Of fingers and eyes each of the side that has fewer is one
    of the other side's, which one is not known: the mean of the ratios (the more there are, the less each says). A card
    of ten fingers has the one that is held among them; its other nine do not speak against the person."""
    if modality not in ALTERNATIVES:
        return of_samples(table.ravel(), modality)
    if table.shape[0] > table.shape[1]:
        table = table.T
    each = np.logaddexp.reduce(table, axis=1) - np.log(table.shape[1])
    return of_samples(each, modality)


def surely(table: Floats, modality: str) -> float:
    """The ratio R of a person that strangers reach at most once in R. Where the dependence is measured, `of_person`.
    Of fingers it is assumed: there the mean of all ratios counts. What averages at most 1 among strangers averages so
    whatever depends on what, and no other symmetric rule that holds for every dependence says more (Vovk and Wang,
    'E-values', Annals of Statistics 49, 2021)."""
    if modality not in ASSUMED:
        return of_person(table, modality)
    return float(np.logaddexp.reduce(table.ravel()) - np.log(table.size))


@dataclass(frozen=True, slots=True)
class Fused:
    """The whole ratio, and its parts as they count."""

    llr: float
    sure: float
    """The same, of parts that strangers reach no oftener than they say (`surely`)."""
    parts: tuple[Part, ...]
    details: tuple[Part, ...] = ()
    """Each detail by itself, before all of them together were bounded."""


def fused(samples: dict[str, Floats], details: Sequence[Part], ageing: Ageing) -> Fused:
    """Of tables of ratios by modality, and of what is said of both. Childhood and years weaken each modality; details
    count together, as `joint` bounds them."""
    parts, sure = [], 0.0
    for modality, table in samples.items():
        llr = of_person(table, modality)
        widened, counted = map(float, ageing.widened(np.array([llr, surely(table, modality)]), modality))
        sure += counted
        capped = "; capped at 10" if ageing.capped(modality) and llr > UNMEASURED_LLR else ""
        parts.append(Part(modality, round(widened, 3), _said(table) + capped))
    told = joint(details)
    whole = sum(one.llr for one in parts) + told
    if details:
        parts.append(Part("details", round(told, 3), "; ".join(one.says for one in details)))
    return Fused(
        whole, sure + told, tuple(parts), tuple(Part(one.of, round(one.llr, 3), one.says) for one in details)
    )


def _said(table: Floats) -> str:
    found, held = table.shape
    return f"{found} picture{'s' if found > 1 else ''} against {held} held"
