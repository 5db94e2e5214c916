"""Family tracing on made-up families: how many sought children are named, and how many false candidates.

    python benchmarks/family.py [--bank eval] [--seeds 101 102 103] [--separated 1000] [--requests 200]

Half of the children who are sought are among the separated. Names of bank dev and seeds under 100 are for development;
bank eval has other names. The families are invented, and what goes wrong in their telling is what the generator
(tests/engine/biometrics/families.py) makes wrong: it says nothing of real camps.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from manumit.engine.biometrics import Traced, read_families, trace_families
from tests.engine.biometrics.families import PLACES, Tearing, Torn, poisson_mean, wilson


def traced(torn: Torn, kin: bool, expected: float) -> list[Traced]:
    """The answers, by the files; without relatives where asked."""
    with tempfile.TemporaryDirectory() as folder:
        separated, requests, relatives = torn.write(Path(folder))
        families = read_families(separated, requests, [relatives] if kin else [])
    assert not families.wrong, families.wrong[:3]
    return list(trace_families(families.separated, families.sought, expected))


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bank", choices=("dev", "eval"), default="eval")
    parser.add_argument("--seeds", type=int, nargs="+", default=[101, 102, 103])
    parser.add_argument("--separated", type=int, default=1000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--language", help="one alone, so that all are more alike")
    parser.add_argument("--places", type=int, default=PLACES)
    given = parser.parse_args()
    banks = import_module(f"manumit.world.banks.names_{given.bank}").NAMES
    if given.language:
        banks = {given.language: banks[given.language]}
    worlds = [
        Tearing(seed, banks, given.places).torn(given.separated, given.requests) for seed in given.seeds
    ]
    print(
        f"bank {given.bank}, seeds {given.seeds}: {given.separated:,} separated, {given.requests} requests each"
    )
    for kin, expected in ((True, 1.0), (True, 0.1), (False, 1.0)):
        start = time.perf_counter()
        named = first = sought = 0
        false: list[int] = []
        for torn in worlds:
            for one in traced(torn, kin, expected):
                who, ids = torn.truth[one.request], [found.id for found in one.candidates]
                sought += who is not None
                named += who in ids
                first += bool(ids) and ids[0] == who
                false.append(sum(found != who for found in ids))
        pairs = given.separated * given.requests * len(worlds)
        took = (time.perf_counter() - start) / pairs * 1e6
        print(
            f"{'with relatives' if kin else 'own details alone':<20} expected {expected:<4} named {named}/{sought}"
            f" = {named / sought:.3f} ({wilson(named, sought)[0]:.3f} to {wilson(named, sought)[1]:.3f}),"
            f" first {first / sought:.3f}; false a request %.3f (%.3f to %.3f); {took:.1f} us a pair"
            % poisson_mean(false)
        )


if __name__ == "__main__":
    main()
