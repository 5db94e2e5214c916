"""Irises: how well eyes that nobody looked at are told apart, what is refused, and how fast.

    python benchmarks/iris.py --data DIR                 # DIR/person/left|right/picture; every eye
    python benchmarks/iris.py --data DIR --half second   # people in order of name, every second
    python benchmarks/iris.py --data DIR --fit OUT       # the card that is shipped, of every eye
    python benchmarks/iris.py --gallery 2000             # one against many made-up codes

Left and right eye of a person count as two eyes. Intervals: 95 %, bootstrap by person (both eyes together). Filters
were chosen on the first half: benchmarks/iris_filters.py.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402

from manumit.base.kernel import PoorCapture  # noqa: E402
from manumit.engine.biometrics import Card, Pairs, fit_card  # noqa: E402
from manumit.engine.biometrics.iris import (  # noqa: E402
    MODEL,
    VERSION,
    Eye,
    likenesses,
    preprocessing_hash,
    read_template,
)
from manumit.engine.biometrics.iris.code import CODE_COLUMNS, CODE_ROWS, PLANES, pack  # noqa: E402
from manumit.engine.biometrics.iris.contours import Circle  # noqa: E402
from manumit.engine.biometrics.iris.eye import eye_from_bytes  # noqa: E402
from manumit.engine.biometrics.measures import equal_error, fnmr_at  # noqa: E402

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]
DRAWS, SEED = 400, 7
CONDITION = "near infrared, one eye at 320 x 240, iris about 110 pixels wide"


@dataclass(frozen=True)
class Table:
    """Likeness of every picture with every other; which eye and which person each shows; share that was refused."""

    likeness: Floats
    eye: Numbers
    person: Numbers
    refused: int

    def split(self, weight: Floats) -> tuple[Floats, Floats]:
        """Genuine and impostor scores, each pair as often as both its people were drawn together."""
        a, b = np.triu_indices(len(self.eye), 1)
        times = np.where(
            self.person[a] == self.person[b],
            weight[self.person[a]],
            weight[self.person[a]] * weight[self.person[b]],
        ).astype(np.intp)
        scores, same = self.likeness[a, b], self.eye[a] == self.eye[b]
        return np.repeat(scores[same], times[same]), np.repeat(scores[~same], times[~same])

    def rates(self, weight: Floats) -> Floats:
        """EER, FNMR at FMR 1e-2 and 1e-3, all in percent."""
        genuine, impostor = self.split(weight)
        return 100 * np.array(
            [
                equal_error(genuine, impostor),
                fnmr_at(genuine, impostor, 1e-2),
                fnmr_at(genuine, impostor, 1e-3),
            ]
        )

    def first(self) -> Floats:
        """For each picture that has another of its eye: 1 when the likest other picture is of the same eye."""
        others = self.likeness - 9 * np.eye(len(self.eye))
        twice = np.isin(self.eye, np.flatnonzero(np.bincount(self.eye) > 1))
        right: Floats = (self.eye[others.argmax(axis=1)] == self.eye).astype(np.float64)[twice]
        return right


def read_all(data: Path, start: int, step: int) -> Table | None:
    """Read, compare each with each, tell refusals and speed; None when nothing can be compared."""
    people = sorted(one for one in data.iterdir() if one.is_dir())[start::step]
    eyes: list[Eye] = []
    of: list[tuple[int, str]] = []
    refused: Counter[str] = Counter()
    began = time.perf_counter()
    for number, person in enumerate(people):
        for path in sorted(person.glob("*/*")):
            try:
                eyes.append(eye_from_bytes(read_template(path).data))
                of.append((number, path.parent.name))
            except PoorCapture as error:
                refused[error.code] += 1
                print("refused:", error.sentence)
    took, every = time.perf_counter() - began, len(eyes) + refused.total()
    print(
        f"{len(people)} people, {every} pictures, {refused.total()} refused; {1000 * took / max(every, 1):.0f} ms each"
    )
    if len(eyes) < 2:
        return None
    began = time.perf_counter()
    likeness = np.stack([likenesses(one, eyes) for one in eyes]).astype(np.float64)
    print(f"{1e6 * (time.perf_counter() - began) / likeness.size:.0f} microseconds a comparison")
    names = sorted(set(of))
    return Table(
        likeness,
        np.array([names.index(one) for one in of]),
        np.array([number for number, _ in of]),
        refused.total(),
    )


def report(table: Table) -> None:
    """Print the rates with their intervals."""
    people = int(table.person.max()) + 1
    genuine, impostor = table.split(np.ones(people))
    print(
        f"{len(genuine)} genuine and {len(impostor)} impostor comparisons, {len(set(table.eye.tolist()))} eyes"
    )
    print(
        f"likeness: one eye {genuine.mean():.3f} (lowest {genuine.min():.3f}), "
        f"others {impostor.mean():.3f} +- {impostor.std():.3f} (highest {impostor.max():.3f})"
    )
    dice = np.random.default_rng(SEED)
    drawn = [np.bincount(dice.integers(people, size=people), minlength=people) for _ in range(DRAWS)]
    spread = np.array([table.rates(one.astype(np.float64)) for one in drawn])
    low, high = np.percentile(spread, [2.5, 97.5], axis=0)
    names = ("EER", "FNMR at FMR 1e-2", "FNMR at FMR 1e-3")
    for name, value, least, most in zip(names, table.rates(np.ones(people)), low, high, strict=True):
        print(f"{name:18} {value:6.2f} %   [{least:.2f} .. {most:.2f}]")
    print(f"{'rank-1':18} {100 * table.first().mean():6.2f} %")


def fitted(table: Table) -> Card:
    """The card of all eyes; its rates are drawn by person."""
    a, b = np.triu_indices(len(table.eye), 1)
    pairs = Pairs(table.likeness[a, b], table.eye[a], table.eye[b])
    people = np.array([table.person[table.eye == one][0] for one in range(int(table.eye.max()) + 1)])
    cohort = (
        f"{len(people)} eyes of {len(set(people.tolist()))} people of MMU1, 5 pictures each: both halves of"
        " docs/explanation/iris.md"
    )
    make = ("iris", MODEL, str(VERSION), preprocessing_hash())
    share = table.refused / (table.refused + len(table.eye))
    return fit_card(pairs, make, CONDITION, cohort, failure_to_enrol=share, people=people)


def many(count: int) -> None:
    """One against `count` made-up codes, one of which is its own with a tenth of the bits turned."""
    dice = np.random.default_rng(SEED)
    shape = (PLANES, CODE_ROWS, CODE_COLUMNS)

    def made(bits: npt.NDArray[np.bool_]) -> Eye:
        return Eye(pack(bits), pack(dice.random(shape) < 0.5), 1.0, Circle(0, 0, 1), Circle(0, 0, 2))

    probe = dice.random(shape) < 0.5
    gallery = [made(dice.random(shape) < 0.5) for _ in range(count - 1)]
    gallery.append(made(np.roll(probe, 5, axis=-1) ^ (dice.random(shape) < 0.1)))
    began = time.perf_counter()
    found = likenesses(made(probe), gallery)
    took = time.perf_counter() - began
    if int(found.argmax()) != count - 1:
        raise SystemExit("the eye was not found")
    print(f"1:N over {count} codes: {took:.2f} s, {1e6 * took / count:.0f} microseconds each, the eye found")


def main() -> None:
    """Print tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--half", choices=("first", "second"))
    parser.add_argument("--fit", type=Path)
    parser.add_argument("--gallery", type=int)
    given = parser.parse_args()
    if given.gallery:
        many(given.gallery)
    if given.data is not None:
        start, step = {None: (0, 1), "first": (0, 2), "second": (1, 2)}[given.half]
        table = read_all(given.data, start, step)
        if table is not None:
            report(table)
            if given.fit:
                (given.fit / "iris.json").write_text(fitted(table).to_json(), "utf-8")


if __name__ == "__main__":
    main()
