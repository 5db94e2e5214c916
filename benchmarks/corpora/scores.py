"""How right a clustering is: adjusted Rand index (Hubert & Arabie 1985), pairs, B-cubed (Bagga & Baldwin 1998),
the largest cluster found, and the share of lone texts that were put with another text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scores:
    ari: float
    pair_precision: float
    pair_recall: float
    b3_precision: float
    b3_recall: float
    largest: int
    largest_true: int
    contaminated: float


def _pairs(sizes: Sequence[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def scores(true: Sequence[Hashable], found: Sequence[Hashable], single: Sequence[bool]) -> Scores:
    cells = Counter(zip(true, found, strict=True))
    of_true, of_found = Counter(true), Counter(found)
    together = _pairs(list(cells.values()))
    in_true, in_found = _pairs(list(of_true.values())), _pairs(list(of_found.values()))
    everything = _pairs([len(true)])
    expected = in_true * in_found / everything if everything else 0.0
    most = (in_true + in_found) / 2
    lone = [of_found[label] > 1 for label, alone in zip(found, single, strict=True) if alone]
    size = len(true) or 1
    return Scores(
        ari=(together - expected) / (most - expected) if most != expected else 1.0,
        pair_precision=together / in_found if in_found else 1.0,
        pair_recall=together / in_true if in_true else 1.0,
        b3_precision=sum(n * n / of_found[f] for (_, f), n in cells.items()) / size,
        b3_recall=sum(n * n / of_true[t] for (t, _), n in cells.items()) / size,
        largest=max(of_found.values(), default=0),
        largest_true=max(of_true.values(), default=0),
        contaminated=sum(lone) / len(lone) if lone else 0.0,
    )
