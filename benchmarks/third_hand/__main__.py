"""`python benchmarks/third_hand OUT --seed N [--scale S]`: write one world."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.third_hand.making import write


def main() -> int:
    parser = argparse.ArgumentParser(prog="third_hand", description=__doc__)
    parser.add_argument("out", type=Path, help="folder; gets input/ and truth/")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--scale", type=float, default=1.0, help="1 is about 300,000 records and 150 operations"
    )
    asked = parser.parse_args()
    begun = time.perf_counter()
    counts = write(asked.out, asked.seed, asked.scale)
    for kind, count in sorted(counts.items()):
        print(f"{kind:15} {count:9,}")
    print(f"{'all':15} {sum(counts.values()):9,}  in {time.perf_counter() - begun:.1f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
