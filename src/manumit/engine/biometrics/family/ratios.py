"""Likelihood ratios of pictures, as `manumit compare` writes them, of separated people and of those who are sought."""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path, PurePosixPath

from manumit.engine.biometrics.family.rows import Families, Wrong, rows_of
from manumit.engine.biometrics.fusion import DEPENDENCE, of_samples

MODALITY = "face"
"""Where a file does not say."""


def read_ratios(
    path: Path, families: Families
) -> tuple[dict[tuple[str, str], dict[str, float]], tuple[Wrong, ...]]:
    """(separated, request) -> modality -> ratio. Columns a,b,llr and, if known, modality: a and b are ids, or pictures
    named as for `enrol`. Pairs of other people are passed over; several pictures of a pair count as in fusion.py."""
    wrong: list[Wrong] = []
    separated, sought = ({one.id for one in side} for side in (families.separated, families.sought))
    told: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for line, row in rows_of(path, ("a", "b", "llr"), wrong):
        a, b = (_whose(row[side], separated | sought) for side in "ab")
        if a in sought:
            a, b = b, a
        if a not in separated or b not in sought:
            continue
        modality, llr = row.get("modality") or MODALITY, _number(row["llr"])
        if llr is None or modality not in DEPENDENCE:
            what = "llr is no number" if llr is None else f"modality: {modality!r} is none we know"
            wrong.append(Wrong(str(path), line, what, f"One of {', '.join(DEPENDENCE)}; llr as 3.21."))
            continue
        told[a, b, modality].append(llr)
    pairs: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for (a, b, modality), many in told.items():
        pairs[a, b][modality] = of_samples(many, modality)
    return dict(pairs), tuple(wrong)


def _whose(text: str, ids: set[str]) -> str:
    if text in ids:
        return text
    path = PurePosixPath(text)
    return path.parent.as_posix() if path.parent.parts else path.stem.rpartition("_")[0] or path.stem


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
