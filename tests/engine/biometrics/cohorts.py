"""Made-up people: unit vectors around a person's own direction, as a face network would give them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from manumit.engine.biometrics import Card, Modality, Pairs, Template, Use, fit_card
from manumit.engine.biometrics.measures import Floats
from manumit.engine.biometrics.modalities import Scorer

MAKE = ("face", "made-up", "1", "none")
WIDTH = 32
WORD = "four random words here"
USE = Use("missing person 14", "consent of the family")


def people(seed: int, subjects: int, each: int, spread: float = 0.12) -> tuple[list[str], Floats]:
    """Names and unit vectors."""
    dice = np.random.default_rng(seed)
    own = dice.standard_normal((subjects, 1, WIDTH)) / np.sqrt(WIDTH)
    all_of = (own + spread * dice.standard_normal((subjects, each, WIDTH))).reshape(-1, WIDTH)
    names = [f"p{n:04d}" for n in range(subjects) for _ in range(each)]
    return names, all_of / np.linalg.norm(all_of, axis=1, keepdims=True)


def templates(vectors: Floats) -> list[Template]:
    """As a gallery keeps them."""
    return [Template(*MAKE, 0.8, one.astype("<f8").tobytes()) for one in vectors]


def _scorer(held: Sequence[Template]) -> Scorer:
    gallery = np.frombuffer(b"".join(one.data for one in held), "<f8").reshape(-1, WIDTH)
    return lambda probe: np.asarray(gallery @ np.frombuffer(probe.data, "<f8"))


def _read(path: object) -> Template:
    return templates(np.loadtxt(str(path))[None])[0]


WAY = Modality("face", _read, _scorer)
"""Reads text files of numbers."""


def write_cohort(folder: Path, seed: int, subjects: int = 6, each: int = 3) -> list[tuple[str, Path]]:
    """(name, file) of each, as WAY reads them."""
    names, vectors = people(seed, subjects, each)
    written = []
    for at, (name, vector) in enumerate(zip(names, vectors, strict=True)):
        np.savetxt(folder / f"{name}_{at}.txt", vector)
        written.append((name, folder / f"{name}_{at}.txt"))
    return written


def pairs_of(names: Sequence[str], vectors: Floats) -> Pairs:
    """Every pair once."""
    _, number = np.unique(np.array(names), return_inverse=True)
    a, b = np.triu_indices(len(names), 1)
    return Pairs((vectors @ vectors.T)[a, b], number[a], number[b])


@cache
def card_of(seed: int, subjects: int = 40, each: int = 6) -> Card:
    """Fitted on people of their own, once for all who ask."""
    return fit_card(pairs_of(*people(seed, subjects, each)), MAKE, "made up", f"{subjects} made-up people")
