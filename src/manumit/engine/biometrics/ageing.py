"""Childhood and years between two pictures: the ratio says less, and never more than what anybody measured.

Of `lost` of all genuine comparisons we assume that they look like those of two people, so that a ratio R becomes
(1 - lost) R + lost: it falls a little, and what speaks against identity is bounded. `cap` is the most a ratio may say.
Neither is measured here; what is published:

face, adults: about one in a hundred is missed after six years, and the average person is still verified at a false
  match rate of 0.01 % after sixteen (Best-Rowden and Jain, 'A longitudinal study of automatic face recognition', ICB
  2015). Capped at 10 past five years: the network of those tests was another one.
face, children: 98.3 % are matched after half a year and 94.9 % after three, at a false match rate of 0.1 %, by a newer
  network than ours (Bahmani and Schuckers, 'Face recognition in children: a longitudinal study', IWBF 2022); we take
  twice their losses. Infants under three: 30.7 to 64.7 % are matched ('Evaluating deep learning-based face recognition
  for infants and toddlers', arXiv 2026): half are lost. False matches are more frequent, too (NIST IR 8280, 2019).
fingerprints: no loss of accuracy in adults over twelve years (Yoon and Jain, 'Longitudinal study of fingerprint
  recognition', PNAS 112, 2015). Children's grow: not measured here.
irises: none in adults over nine years (Grother and others, 'IREX VI', NISTIR 7948, 2013).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from manumit.engine.biometrics.measures import Floats

UNMEASURED_LLR = float(np.log(10))
"""Past what is measured no ratio says more than 10."""
YEARS = {"face": 5.0, "fingerprint": 12.0, "iris": 9.0}
"""Between two pictures of an adult."""
ADULT = 18.0
INFANT, INFANT_LOST = 3.0, 0.5
ADULT_FACE_A_YEAR = 0.01 / 6
CHILD_FACE, CHILD_FACE_A_YEAR = 2 * 0.017, 2 * (0.983 - 0.949) / 2.5
CHILD_FALSE = 10.0
"""By so much the high end of the false candidates to expect is raised for a child's face: the low end of the factors of
10 to 100 by which false matches differ between groups in NIST IR 8280."""
MOST_LOST = 0.5


@dataclass(frozen=True, slots=True)
class Ageing:
    """Whether one of the two was a child, how many years lie between the pictures, and, if known, the age in the
    younger one."""

    child: bool = False
    years: float = 0.0
    age: float | None = None

    @property
    def of_a_child(self) -> bool:
        """Said, or by the age."""
        return self.child or (self.age is not None and self.age < ADULT)

    def lost(self, modality: str) -> float:
        """The share of genuine comparisons that look like those of two people."""
        if modality != "face":
            return 0.0
        if self.age is not None and self.age < INFANT:
            return INFANT_LOST
        if self.of_a_child:
            return min(CHILD_FACE + CHILD_FACE_A_YEAR * max(0.0, self.years - 0.5), MOST_LOST)
        return min(ADULT_FACE_A_YEAR * self.years, MOST_LOST)

    def capped(self, modality: str) -> bool:
        """Whether nothing is measured."""
        return self.of_a_child or self.years > YEARS[modality]

    def widened(self, llr: Floats, modality: str) -> Floats:
        """Ratios that know of it."""
        lost = self.lost(modality)
        if lost:
            llr = np.logaddexp(np.log1p(-lost) + llr, np.log(lost))
        return np.minimum(llr, UNMEASURED_LLR) if self.capped(modality) else llr

    def cautions(self, modality: str) -> tuple[str, ...]:
        """What makes the answer weaker than it looks."""
        told = []
        if self.of_a_child:
            said = "faces change fast and errors are many" if modality == "face" else "not measured"
            told.append(f"a child: {said}; the ratio is capped at 10")
        if self.years > YEARS[modality]:
            told.append(f"{self.years:g} years between the pictures: not measured; the ratio is capped at 10")
        if not self.of_a_child and modality == "face" and 1 <= self.years <= YEARS["face"]:
            told.append(f"{self.years:g} years between the pictures: the ratio says a little less")
        return tuple(told)
