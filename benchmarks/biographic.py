"""Names, birth dates and places as evidence: the chances that are built in, and how well they hold on other people.

    python benchmarks/biographic.py --data fake_20000.csv    # first_name, surname, dob, city, group

Even groups are fitted on (the table printed is what biographic.py holds), odd ones report: Cllr of all details of a
pair together beside its least, EER, and how often a stranger reaches each ratio. The set is invented, and copied badly
on purpose: six in ten birth dates of one person differ. It says nothing of real papers.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import numpy as np

from manumit.engine.biometrics.biographic import NAMES, Details, compared, joint
from manumit.engine.biometrics.measures import cllr, equal_error, least_cllr

SEED, STRANGERS = 1, 200_000
Pair = tuple[Details, Details]


def read(path: Path) -> dict[str, list[Details]]:
    """By group: one person each."""
    told: dict[str, list[Details]] = defaultdict(list)
    with path.open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            name = " ".join(filter(None, (row["first_name"], row["surname"])))
            born = date.fromisoformat(row["dob"]) if row["dob"] else None
            told[row["group"]].append(Details(name, born, place=row["city"]))
    return told


def paired(groups: list[list[Details]], strangers: int) -> tuple[list[Pair], list[Pair]]:
    """Every pair of one person, and so many of two."""
    dice = random.Random(SEED)
    same = [(a, b) for group in groups for n, a in enumerate(group) for b in group[n + 1 :]]
    two: list[Pair] = []
    while len(two) < strangers:
        one, other = dice.sample(range(len(groups)), 2)
        two.append((dice.choice(groups[one]), dice.choice(groups[other])))
    return same, two


def main() -> None:
    """Print tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--strangers", type=int, default=STRANGERS)
    given = parser.parse_args()
    groups = read(given.data)
    order = sorted(groups)
    halves = [[groups[one] for one in order[start::2]] for start in (0, 1)]
    same, two = paired(halves[0], given.strangers)
    print(f"fitted on: {len(same):,} pairs of one person, {len(two):,} of two")
    counts = [
        Counter((part.of, part.says) for a, b in side for part in compared(a, b)) for side in (same, two)
    ]
    totals = [Counter[str](), Counter[str]()]
    for count, total in zip(counts, totals, strict=True):
        for (of, _), number in count.items():
            total[of] += number
    for of, says in sorted(counts[0] | counts[1]):
        shares = [count[of, says] / max(1, total[of]) for count, total in zip(counts, totals, strict=True)]
        print(f"{of:<12}{says:<34}{shares[0]:>10.4f}{shares[1]:>12.6f}")
    same, two = paired(halves[1], given.strangers)
    genuine, impostor = (np.array([joint(compared(a, b)) for a, b in side]) for side in (same, two))
    print(
        f"reported on: {len(same):,} pairs of one person, {len(two):,} of two; {len(NAMES)} levels of names"
    )
    print(f"EER {100 * equal_error(genuine, impostor):.2f} %, Cllr {cllr(genuine, impostor):.4f}, ", end="")
    print(f"least {least_cllr(genuine, impostor):.4f}")
    for ratio in (10, 100, 900):
        reached = float((impostor >= np.log(ratio)).mean())
        print(f"ratio of {ratio} and more: {reached:.6f} of strangers (at most {1 / ratio:.6f}), ", end="")
        print(f"{float((genuine >= np.log(ratio)).mean()):.3f} of one person")


if __name__ == "__main__":
    main()
