"""Which filters an iris is coded with: chosen on some people, judged once on the others.

    python benchmarks/iris_filters.py --data DIR           # DIR/person/left|right/picture, as benchmarks/iris.py
    python benchmarks/iris_filters.py --data DIR --judge   # also the others, by the chosen set and by the one before

People in order of name; every second one, from the first on, chooses. The rule, fixed beforehand: of SETS the one with
the lowest mean of the least Cllr over the pictures as taken and made worse (the probe worse, the gallery as taken, the
circles of the picture as taken). Intervals: 95 %, bootstrap by person.
"""

from __future__ import annotations

import argparse
import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402
from scipy import ndimage  # noqa: E402

from manumit.engine.biometrics.iris import Eye, likenesses  # noqa: E402
from manumit.engine.biometrics.iris.code import FILTERS, Filters, code_of  # noqa: E402
from manumit.engine.biometrics.iris.contours import Circle  # noqa: E402
from manumit.engine.biometrics.iris.contours import Floats as Picture  # noqa: E402
from manumit.engine.biometrics.iris.picture import working_picture  # noqa: E402
from manumit.engine.biometrics.iris.segment import segments_of  # noqa: E402
from manumit.engine.biometrics.iris.sheet import Sheet, sheet_of  # noqa: E402
from manumit.engine.biometrics.iris.template import grey_picture  # noqa: E402
from manumit.engine.biometrics.measures import (  # noqa: E402
    Flags,
    Floats,
    Numbers,
    equal_error,
    fnmr_at,
    least_cllr,
)

BEFORE = Filters((10.0, 16.0, 26.0), 0.3, 1.0)
WAVES = ((10, 16, 26), (9, 14, 20), (8, 12, 18), (8, 11, 16), (7, 10, 15), (6, 9, 14))
SETS = [
    Filters(tuple(map(float, waves)), bandwidth, depth)
    for waves, bandwidth, depth in itertools.product(WAVES, (0.3, 0.4, 0.5, 0.6), (0.5, 1.0))
]
DRAWS, SEED = 400, 7
_ANYWHERE = Circle(0, 0, 1)


def _half(picture: Picture) -> Picture:
    small = ndimage.zoom(ndimage.gaussian_filter(picture, 0.8), 0.5, order=1)
    factors = [one / other for one, other in zip(picture.shape, small.shape, strict=True)]
    return np.asarray(ndimage.zoom(small, factors, order=1), np.float32)


def _noisy(picture: Picture) -> Picture:
    dice = np.random.default_rng(SEED)
    return np.asarray(picture + dice.normal(0, 8, picture.shape), np.float32)


WORSE: dict[str, Callable[[Picture], Picture]] = {
    "as taken": lambda picture: picture,
    "blur 1 pixel": lambda picture: ndimage.gaussian_filter(picture, 1.0),
    "blur 2 pixels": lambda picture: ndimage.gaussian_filter(picture, 2.0),
    "noise sigma 8": _noisy,
    "half resolution": _half,
}


@dataclass(frozen=True)
class Half:
    """Sheets of each condition, in one order; whose each is."""

    sheets: dict[str, list[Sheet]]
    eye: list[int]
    person: list[int]


def read_half(data: Path, start: int) -> Half:
    """Every second person."""
    half = Half({name: [] for name in WORSE}, [], [])
    for number, person in enumerate(sorted(one for one in data.iterdir() if one.is_dir())[start::2]):
        for path in sorted(person.glob("*/*")):
            picture, _ = working_picture(grey_picture(path))
            found = segments_of(picture)
            if found is None:
                print("no eye:", path)
                continue
            pupil = found.pupil
            for name, worse in WORSE.items():
                half.sheets[name].append(
                    sheet_of(worse(picture), found.glints, pupil.circle, pupil.outline, found.limbus.circle)
                )
            half.eye.append(2 * number + (path.parent.name == "right"))
            half.person.append(number)
    return half


@dataclass(frozen=True)
class Scored:
    """Pairs of two pictures in both orders: the score, whether of one eye, and the two people."""

    score: Floats
    same: Flags
    a: Numbers
    b: Numbers

    def split(self, drawn: Numbers | None = None) -> tuple[Floats, Floats]:
        """Genuine and impostor scores, each pair as often as both its people were drawn together."""
        if drawn is None:
            return self.score[self.same], self.score[~self.same]
        times = np.where(self.a == self.b, drawn[self.a], drawn[self.a] * drawn[self.b])
        genuine, impostor = (np.repeat(self.score[one], times[one]) for one in (self.same, ~self.same))
        return genuine, impostor


def scores(half: Half, filters: Filters) -> dict[str, Scored]:
    """By condition."""
    coded = {
        name: [Eye(*code_of(one, filters), 1.0, _ANYWHERE, _ANYWHERE) for one in sheets]
        for name, sheets in half.sheets.items()
    }
    a, b = np.nonzero(~np.eye(len(half.eye), dtype=bool))
    eye, person = np.array(half.eye), np.array(half.person)
    told = {}
    for name, probes in coded.items():
        table = np.stack([likenesses(one, coded["as taken"]) for one in probes]).astype(np.float64)
        told[name] = Scored(table[a, b], eye[a] == eye[b], person[a], person[b])
    return told


def costs(half: Half, filters: Filters) -> list[float]:
    """The least Cllr of each condition."""
    return [least_cllr(*one.split()) for one in scores(half, filters).values()]


def judge(half: Half, sets: dict[str, Filters]) -> None:
    """EER and FNMR at FMR 1e-2 and 1e-3, in percent, of each condition; the EER's interval, and the paired one of the
    difference between the two sets."""
    dice, people = np.random.default_rng(SEED), max(half.person) + 1
    drawn = [np.bincount(dice.integers(people, size=people), minlength=people) for _ in range(DRAWS)]
    found = {name: scores(half, filters) for name, filters in sets.items()}
    for worse in WORSE:
        spreads = []
        for name in sets:
            pairs = found[name][worse]
            genuine, impostor = pairs.split()
            rates = [
                equal_error(genuine, impostor),
                fnmr_at(genuine, impostor, 1e-2),
                fnmr_at(genuine, impostor, 1e-3),
            ]
            spread = [100 * equal_error(*pairs.split(one)) for one in drawn]
            low, high = np.percentile(spread, [2.5, 97.5])
            eer, hundredth, thousandth = (100 * one for one in rates)
            print(
                f"{worse:16}{name:8} EER {eer:5.2f} % [{low:.2f} .. {high:.2f}]"
                f"  FNMR at FMR 1e-2 {hundredth:5.2f}, 1e-3 {thousandth:5.2f} %"
            )
            spreads.append(np.array(spread))
        away = spreads[0] - spreads[1]
        low, high = np.percentile(away, [2.5, 97.5])
        print(f"{'':16}chosen less before: {away.mean():.2f} [{low:.2f} .. {high:.2f}], by person")


def main() -> None:
    """Print tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--judge", action="store_true")
    given = parser.parse_args()
    half = read_half(given.data, 0)
    table = {filters: costs(half, filters) for filters in SETS}
    for filters, found in sorted(table.items(), key=lambda one: float(np.mean(one[1]))):
        each = " ".join(f"{one:.4f}" for one in found)
        print(f"{np.mean(found):.4f} ({each})  {filters}", flush=True)
    chosen = min(table, key=lambda one: float(np.mean(table[one])))
    print(f"chosen: {chosen}; shipped: {FILTERS}")
    if given.judge:
        judge(read_half(given.data, 1), {"chosen": chosen, "before": BEFORE})


if __name__ == "__main__":
    main()
