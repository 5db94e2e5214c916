"""1:N in galleries of more than a million faces: the filter before the comparison, beside comparing everything.

    python benchmarks/large_gallery.py                    # 1, 2 and 4 million made-up templates, two kinds
    python benchmarks/large_gallery.py --sizes 500000     # others

Templates are made up: 128 numbers that vary by the same amount (`flat`, the worst case: no coordinate says more than
another) or by less and less (`falling`: the k-th variance is 1 / (1 + k / 20), assumed). Two thirds of the probes are
of somebody who is there, as alike as the threshold asks and a little more; the others of nobody. Processor seconds of
one thread; the threshold of the shipped card at one false candidate to expect. Nothing is tuned here.
"""

from __future__ import annotations

import argparse
import os
import resource
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402

from manumit.engine.biometrics.bounded import Bounded  # noqa: E402
from manumit.engine.biometrics.modalities import card_for  # noqa: E402
from manumit.engine.biometrics.model import Template  # noqa: E402

WIDTH, PROBES, SEED, STEP = 128, 90, 20261130, 100_000
Vectors = npt.NDArray[np.float32]
SPREAD = {
    "flat": np.ones(WIDTH, np.float32),
    "falling": (1 / np.sqrt(1 + np.arange(WIDTH) / 20)).astype(np.float32),
}


def drawn(dice: np.random.Generator, count: int, spread: Vectors) -> Vectors:
    """Of length 1."""
    made = dice.standard_normal((count, WIDTH), np.float32) * spread
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made


def template(data: bytes) -> Template:
    """As a gallery keeps it."""
    return Template("face", "dlib-resnet", "1", "made up", 1.0, data)


class Rows:
    """So many templates as a gallery would hand over, without an object for each."""

    def __init__(self, vectors: Vectors) -> None:
        self.vectors = vectors

    def __len__(self) -> int:
        return len(self.vectors)

    def __getitem__(self, at: int | slice) -> object:
        return self.vectors[at] if isinstance(at, slice) else Row(self.vectors[at])


class Row:
    """One of them."""

    def __init__(self, vector: Vectors) -> None:
        self.vector = vector


def lay(some: object) -> Vectors:
    """Their vectors, or those of templates."""
    if isinstance(some, np.ndarray):
        return np.array(some, np.float32)
    rows = [
        np.frombuffer(one.data, "<f4") if isinstance(one, Template) else one.vector
        for one in some  # type: ignore[attr-defined]
    ]
    return np.stack(rows).astype(np.float32)


def measured(count: int, kind: str) -> str:
    """A row of the table."""
    dice, spread = np.random.default_rng(SEED), SPREAD[kind]
    held = np.empty((count, WIDTH), np.float32)
    for at in range(0, count, STEP):
        held[at : at + STEP] = drawn(dice, min(STEP, count - at), spread)
    least = card_for("face", None).threshold(count, 1.0)
    probes = drawn(dice, PROBES, spread)
    for at in range(PROBES * 2 // 3):
        own = held[int(dice.integers(count))]
        beside = probes[at] - (probes[at] @ own) * own
        score = least + (1 - least) * float(dice.uniform(0.02, 0.6))
        probes[at] = score * own + np.sqrt(1 - score**2) * beside / np.linalg.norm(beside)
    began = time.process_time()
    bounded = Bounded(Rows(held), lay)  # type: ignore[arg-type]
    made = time.process_time() - began
    flat, filtered, compared, lost, there = [], [], [], 0, 0
    for one in probes:
        probe = template(one.astype("<f4").tobytes())
        began = time.process_time()
        wanted = np.flatnonzero(held @ one >= least)
        flat.append(time.process_time() - began)
        began = time.process_time()
        met = bounded.above(probe, least)
        filtered.append(time.process_time() - began)
        compared.append(met.compared)
        lost, there = lost + len(np.setdiff1d(wanted, met.places)), there + len(wanted)
    size = bounded.size / 2**30
    upper = 3 / there if there and not lost else float("nan")
    return (
        f"| {count:,} | {kind} | {least:.3f} | {1000 * np.median(flat):.0f} | {1000 * np.median(filtered):.0f}"
        f" | {1000 * np.percentile(filtered, 95):.0f} | {np.median(compared) / count:.4%} | {there - lost} of {there}"
        f" (95 %: at most {upper:.0%} lost) | {made:.1f} | {size:.2f} |"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000_000, 2_000_000, 4_000_000])
    given = parser.parse_args()
    print(
        "| templates | kind | threshold | all compared, ms | filtered, ms | 95th of 100, ms | compared to the end"
        " | found of those that reach it | laid out, s | GiB |\n" + "|---" * 10 + "|"
    )
    for kind in SPREAD:
        for count in given.sizes:
            print(measured(count, kind), flush=True)
    print(f"highest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GiB")


if __name__ == "__main__":
    main()
