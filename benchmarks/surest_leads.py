"""How many of the surest leads were real: `python -m benchmarks.surest_leads GENERATOR:W=TRUTH [...]`.

Of the leads that score SUREST or more, duplicates left out, on development worlds that the weights were not fitted on
(which ones: see fit_weights). Prints the count by generator, and `model.surest` of weights.yaml: how low the share may
be in a world by somebody else, which no lower end of a score's interval is above.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from benchmarks.regression import Counted, least_share
from manumit.world import read_lead_table, read_truth
from manumit.world.evaluate import judge

SUREST = 0.95


def counted(workspace: Path, truth: Path) -> tuple[int, int]:
    """(real, all) of the surest leads of a world."""
    judged = [one for one in judge(read_lead_table(workspace), read_truth(truth)) if not one.duplicate]
    surest = [one.operation is not None for one in judged if one.lead["score"] >= SUREST]
    return sum(surest), len(surest)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("worlds", nargs="+", metavar="GENERATOR:W=TRUTH")
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for given in parser.parse_args().worlds:
        generator, _, pair = given.partition(":")
        workspace, _, truth = pair.partition("=")
        found[generator].append(counted(Path(workspace), Path(truth)))
    print(told(found))


def told(found: Counted) -> str:
    """What is printed."""
    rows = {
        maker: {"worlds": len(worlds), "real": sum(r for r, _ in worlds), "leads": sum(n for _, n in worlds)}
        for maker, worlds in found.items()
    }
    return json.dumps({"surest": round(least_share(found), 3), **rows}, indent=1)


if __name__ == "__main__":
    main()
