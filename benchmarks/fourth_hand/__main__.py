"""`python benchmarks/fourth_hand OUT --seed N [--scale S]` writes OUT/input and OUT/truth."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if __package__ in (None, ""):  # started as a folder: find the package it belongs to
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.fourth_hand.world import write_world


def main() -> None:
    parser = argparse.ArgumentParser(prog="fourth_hand", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0)
    args = parser.parse_args()
    for kind, n in write_world(args.out, args.seed, args.scale).items():
        print(f"{kind:16}{n:9,}")


main()
