"""Fits what each sort of evidence weighs when two adverts may be one operator's (engine/links/operators_weights.py).

    python benchmarks/fit_operators.py --own W1 W2 ... --other O1 O3 ...

Medium folders of `manumit world` (seeds 1, 2, 5) and, as --other, of benchmarks/other_hands (1, 3, 5, 7), third_hand
(1, 3) and fourth_hand (1). Pairs are those that the engine itself would compare; pairs of which nobody is known are
left out. Each world weighs the same, with its full columns and with the five that every list has. The contacts'
coherence depends on the other weights: three rounds.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from benchmarks.operator_worlds import FIVE, World, read_world
from manumit.engine.links import compare
from manumit.engine.links.operators import scene_of
from manumit.engine.links.operators_evidence import (
    CONTACTLESS,
    SORTS,
    Scene,
    coherence,
    contacts_of,
    words_of,
)
from manumit.engine.links.operators_pairs import candidates

RIDGE = 2.0
"""Penalty on a standardised weight, against 1,000 pairs' worth of evidence a world."""
AGAINST = frozenset(
    ("other_form", "other_picture", "hop", "gap", "other_price", "hour", "other_contact", "spread")
)
"""Sorts that may only speak against; all others may only speak for."""
LEAST_HOP = -2.0
"""An operator may post in two towns within hours: what the worlds say against it is not believed beyond this."""
LEAST_COHERENCE = 0.9
"""Made-up worlds have few relays: that a contact's adverts are unlike weighs at least that much (hub guard)."""

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Pool:
    """Pairs of one world."""

    scene: Scene
    one: NDArray[np.int64]
    other: NDArray[np.int64]
    words: NDArray[np.float32]
    same: NDArray[np.bool_]
    told: NDArray[np.bool_]

    def values(self, weights: Floats, bias: float) -> NDArray[np.float32]:
        """All evidence, the contacts' by the other weights of the last round."""
        odds = (self.words @ weights[:CONTACTLESS] + bias).astype(np.float32)
        alike = coherence(self.scene, self.one, self.other, odds)
        return np.concatenate([self.words, contacts_of(self.scene, alike, self.one, self.other)], axis=1)


def pool(world: World) -> Pool:
    """The pairs that the engine would compare, and what is known of them."""
    texts = world.texts()
    compared = compare(list(texts), list(texts.values()))
    scene = scene_of(compared.ids, compared.texts, world.notices())
    one, other = candidates(scene)
    by_id = {advert.ad_id: advert for advert in world.adverts}
    hand = np.array([by_id[ad_id].hand for ad_id in compared.ids])
    many = np.array([bool(by_id[ad_id].sort) and not by_id[ad_id].hand for ad_id in compared.ids])
    known = hand != ""
    told = (known[one] | known[other]) & ~many[one] & ~many[other]
    same = known[one] & (hand[one] == hand[other])
    return Pool(scene, one, other, words_of(scene, one, other), same, told)


def fit(pools: list[Pool]) -> tuple[Floats, float]:
    """(weights in the order of SORTS, bias)."""
    weights, bias = np.zeros(len(SORTS)), 0.0
    weights[SORTS.index("phrases")] = 0.5
    bias = -5.0
    for _ in range(3):
        values = [one.values(weights, bias)[one.told] for one in pools]
        weights, bias = _logistic(values, [one.same[one.told] for one in pools])
    return weights, bias


def _logistic(values: list[NDArray[np.float32]], same: list[NDArray[np.bool_]]) -> tuple[Floats, float]:
    x, y = np.concatenate(values).astype(float), np.concatenate(same)
    share = np.concatenate([np.full(len(one), 1000.0 / len(one)) for one in same])
    scale = np.maximum(x.std(axis=0), 1e-9)
    scale[x.std(axis=0) < 1e-9] = np.inf
    z, sign = x / scale, np.where(y, 1.0, -1.0)

    def loss(at: Floats) -> tuple[float, Floats]:
        margin = sign * (z @ at[:-1] + at[-1])
        down = -sign * share / (1 + np.exp(np.clip(margin, -500, 500)))
        value = float((share * np.logaddexp(0, -margin)).sum() + RIDGE / 2 * (at[:-1] ** 2).sum())
        return value, np.append(z.T @ down + RIDGE * at[:-1], down.sum())

    bounds = [(None, 0.0) if sort in AGAINST else (0.0, None) for sort in SORTS]
    bounds[SORTS.index("hop")] = (LEAST_HOP * scale[SORTS.index("hop")], 0.0)
    at = SORTS.index("coherence")
    bounds[at] = (LEAST_COHERENCE * (scale[at] if np.isfinite(scale[at]) else 0.0), None)
    found = minimize(
        loss, np.zeros(len(SORTS) + 1), jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B"
    )
    return found.x[:-1] / scale, float(found.x[-1])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--own", nargs="*", type=Path, default=[])
    parser.add_argument("--other", nargs="*", type=Path, default=[])
    given = parser.parse_args()
    pools = [
        pool(read_world(folder, own, columns))
        for own, folders in ((True, given.own), (False, given.other))
        for folder in folders
        for columns in (None, FIVE)
    ]
    weights, bias = fit(pools)
    print(f"BIAS = {bias:.2f}")
    print("WEIGHTS =", {sort: round(float(value), 3) for sort, value in zip(SORTS, weights, strict=True)})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
