"""Fingerprints made worse: is the sum of both matchers better than either, where the first alone errs more?

    python benchmarks/prints_worse.py --data DIR --kind part|noise|dry     # FVC layout, 500 ppi

Each print, made worse, against every other print of its finger as it is, and against a third of the others'. Weights
fitted on five fingers and judged on the other five, over every way to part ten so.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from benchmarks.prints import fit_sum
from manumit.base.kernel import PoorCapture
from manumit.engine.biometrics import Template
from manumit.engine.biometrics.fingerprint import likeness, read_template
from manumit.engine.biometrics.fingerprint.print import Print
from manumit.engine.biometrics.fingerprint.reading import second_vote
from manumit.engine.biometrics.measures import Floats, equal_error, fnmr_at

PART, BLUR, NOISE, PALE = 0.55, 1.3, 45.0, 0.15
"""Share of the sides that is left; pixels; grey levels; what is left of the ridges' ink in dry places (a third)."""


def worse(picture: Floats, kind: str, dice: np.random.Generator) -> Floats:
    """The same print: a part of it, blurred with noise, or of a dry finger."""
    if kind == "noise":
        return np.clip(gaussian_filter(picture, BLUR) + dice.normal(0, NOISE, picture.shape), 0, 255)
    if kind == "dry":
        field = gaussian_filter(dice.normal(size=picture.shape), 2.2)
        return np.where(field > 0.35 * field.std(), 255 - (255 - picture) * PALE, picture)
    texture = gaussian_filter(np.abs(picture - gaussian_filter(picture, 8)), 12)
    inside = texture > 0.5 * np.percentile(texture, 90)
    at = [np.flatnonzero(inside.any(axis=1 - axis)) for axis in (0, 1)]
    spot = np.argwhere(inside)[dice.integers(inside.sum())]
    left = np.full_like(picture, np.median(picture[~inside]) if (~inside).any() else 255.0)
    cut = []
    for axis, rows in enumerate(at):
        middle, half = (np.median(rows) + spot[axis]) / 2, PART * np.ptp(rows) / 2
        cut.append(slice(max(0, int(middle - half)), int(middle + half)))
    left[tuple(cut)] = picture[tuple(cut)]
    return left


def templates(data: Path, kind: str, seed: int) -> tuple[list[str], list[Template], dict[int, Template]]:
    """Fingers, templates as they are, and by place those of the worse prints that are not refused."""
    dice = np.random.default_rng(seed)
    fingers, whole, made = [], [], {}
    with TemporaryDirectory() as folder:
        for path in sorted(one for one in data.iterdir() if "_" in one.stem and one.is_file()):
            changed = Path(folder) / f"{path.stem}.png"
            grey = np.asarray(Image.open(path).convert("L"), np.float64)
            Image.fromarray(worse(grey, kind, dice).astype(np.uint8)).save(changed, dpi=(500, 500))
            try:
                whole.append(read_template(path))
                fingers.append(path.stem.rpartition("_")[0])
                made[len(whole) - 1] = read_template(changed)
            except PoorCapture:
                continue
    return fingers, whole, made


def main() -> None:
    """Print three rows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kind", choices=("part", "noise", "dry"), required=True)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    names, whole, made = templates(given.data, given.kind, given.seed)
    finger = np.unique(names, return_inverse=True)[1]
    pairs = np.array(
        [
            (i, j)
            for i in made
            for j in range(len(whole))
            if i != j and (finger[i] == finger[j] or (i + j) % 3 == 0)
        ]
    )
    minutiae = {i: Print.from_bytes(one.data).minutiae[:, :3] for i, one in enumerate(whole)}
    probes = {i: Print.from_bytes(one.data).minutiae[:, :3] for i, one in made.items()}
    first = np.sqrt([likeness(probes[i], minutiae[j]) for i, j in pairs])
    second = np.array([second_vote(made[i], whole[j]) or 0.0 for i, j in pairs])
    a, b = finger[pairs[:, 0]], finger[pairs[:, 1]]
    same, rows = a == b, np.stack([first, second], axis=1)
    print(
        f"{len(made)} of {len(whole)} worse prints read; {same.sum()} genuine, {(~same).sum()} impostor pairs"
    )

    def errors(score: Floats, which: np.ndarray) -> list[float]:
        genuine, impostor = score[which & same], score[which & ~same]
        return [
            100 * one
            for one in (
                equal_error(genuine, impostor),
                *(fnmr_at(genuine, impostor, at) for at in (1e-2, 1e-3)),
            )
        ]

    everything = np.ones(len(same), bool)
    for name, score in (("first", first), ("second", second)):
        print(
            f"{name}: EER, FNMR at FMR 1e-2 and 1e-3: "
            + ", ".join(f"{x:.2f}" for x in errors(score, everything))
        )
    away = []
    for half in combinations(range(finger.max() + 1), (finger.max() + 1) // 2):
        ours, theirs = np.isin(a, half) & np.isin(b, half), ~np.isin(a, half) & ~np.isin(b, half)
        told = rows @ fit_sum(rows[ours], same[ours])[:-1]
        alone = np.minimum(errors(first, theirs), errors(second, theirs))
        away.append(np.array(errors(told, theirs)) - alone)
    lower, higher = (np.array(away) < -1e-9).mean(axis=0), (np.array(away) > 1e-9).mean(axis=0)
    for at, name in enumerate(("EER", "FNMR at 1e-2", "FNMR at 1e-3")):
        print(
            f"sum less the better of both, {name}: {np.mean(away, axis=0)[at]:+.2f} points;"
            f" lower in {lower[at]:.0%}, higher in {higher[at]:.0%} of {len(away)} halvings"
        )


if __name__ == "__main__":
    main()
