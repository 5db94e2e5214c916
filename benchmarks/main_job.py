"""The main job measured: `python benchmarks/main_job.py --seeds 601 602 603 [--other 2 4] [--third 2] [--fourth 2]`.

Makes each world, runs `manumit run` as its own process, evaluates, and prints Markdown tables: how right the leads are
(over all seeds, 90 % intervals), and records per second by stage with peak memory. `--other`, `--third` and `--fourth`
add worlds by other hands (benchmarks/other_hands, third_hand, fourth_hand); `--baseline` puts a naive
connected-components baseline beside ours on the same records.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from manumit.base.kernel import DuckEngine, load_settings
from manumit.engine.evidence import Workspace
from manumit.engine.job import view_records
from manumit.world import evaluate, read_lead_table, read_truth

TITLES = {
    "own": "Own world",
    "other": "World by other hands",
    "third": "World by a third hand",
    "fourth": "World by a fourth hand",
}
FOLDERS = {"other": "other_hands", "third": "third_hand", "fourth": "fourth_hand"}
MEASURES = (
    "precision_at_10",
    "precision_at_25",
    "precision_at_50",
    "duplicates",
    "operation_recall_60",
    "operation_recall_100",
    "operation_recall_200",
    "operation_recall_2x",
    "victim_recall",
    "role_accuracy",
    "victim_as_controller",
)


def made(kind: str, seed: int, scale: str, difficulty: str, folder: Path) -> Path:
    """The folder of one world, with input/ and truth/."""
    world = folder / f"{kind}-{seed}"
    if kind == "own":
        command = [
            sys.executable,
            "-m",
            "manumit",
            "world",
            str(world),
            "--seed",
            str(seed),
            "--scale",
            scale,
            "--difficulty",
            difficulty,
            "--quiet",
        ]
    else:
        program = str(Path(__file__).with_name(FOLDERS[kind]))
        command = [sys.executable, program, str(world), "--seed", str(seed)]
        command += ["--no-check"] * (kind == "other")
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return world


def ran(world: Path, workspace: Path) -> dict[str, Any]:
    """Seconds by stage, records and peak memory (GiB) of one `manumit run`."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "manumit", "run", str(world / "input"), "-w", str(workspace)],
        capture_output=True,
        text=True,
    )
    took = time.monotonic() - started
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    line = next(text for text in done.stderr.splitlines() if text.startswith("Time: "))
    stages = {
        part.rsplit(" ", 2)[0]: float(part.rsplit(" ", 2)[1])
        for part in line.removeprefix("Time: ").split(", ")
    }
    records = sum(sum(source.records.values()) for source in Workspace.open(workspace).sources())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    return {"stages": stages, "seconds": took, "records": records, "peak": peak}


def components(workspace: Path, truth: Any) -> list[dict[str, Any]]:
    """The naive baseline: records that share an identifier are one lead, largest first."""
    home = Workspace.open(workspace)
    with tempfile.TemporaryDirectory() as scratch, DuckEngine(load_settings(), Path(scratch)) as engine:
        from datetime import UTC, datetime

        view_records(engine, home, None, datetime.now(UTC))
        for table in ("contact", "transfer", "journey", "holder", "lodging"):
            engine.run(
                f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet('{home.derived(table)}')"
            )
        pairs = engine.rows("""SELECT record_id, entity FROM contact
            UNION ALL SELECT record_id, debtor FROM transfer WHERE debtor <> 'cash'
            UNION ALL SELECT record_id, creditor FROM transfer WHERE creditor <> 'cash'
            UNION ALL SELECT record_id, passenger FROM journey UNION ALL SELECT record_id, account FROM holder
            UNION ALL SELECT record_id, payer FROM lodging WHERE payer IS NOT NULL""")
        keys = {row[0]: (row[1], row[2]) for row in engine.rows("SELECT * FROM record_index")}
    import igraph

    names = sorted({end for pair in pairs for end in pair})
    index = {name: i for i, name in enumerate(names)}
    parts = igraph.Graph(n=len(names), edges=[(index[a], index[b]) for a, b in pairs]).connected_components()
    groups = sorted(
        ([names[i] for i in part if names[i] in keys] for part in parts), key=lambda g: (-len(g), g[:1])
    )[:300]
    return [
        {
            "rank": n + 1,
            "members": [],
            "records": [{"kind": keys[r][0], "source_id": keys[r][1]} for r in group],
        }
        for n, group in enumerate(groups)
    ]


def table(title: str, report: dict[str, Any], beside: dict[str, Any] | None) -> None:
    """One Markdown table of measures, with the baseline beside it."""
    print(f"\n### {title}\n\n| measure | value | 90 % interval |" + (" naive components |" if beside else ""))
    print("|---|---|---|" + ("---|" if beside else ""))
    for name in MEASURES:
        value, interval = report[name], report.get(f"{name}_interval")
        cells = [
            name,
            "none" if value is None else f"{value:g}",
            "" if not interval else f"{interval[0]:g} to {interval[1]:g}",
        ]
        print(
            "| "
            + " | ".join(
                [*cells, *([f"{beside[name]:g}" if beside[name] is not None else "none"] if beside else [])]
            )
            + " |"
        )
    print(
        "\nFalse alarms per 1,000 members of a look-alike group: "
        + ", ".join(f"{group} {rate:g}" for group, rate in report["false_alarms_per_1000"].items())
    )


def main() -> None:
    """Make, run, evaluate, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=[])
    for kind in FOLDERS:
        parser.add_argument(f"--{kind}", type=int, nargs="*", default=[])
    parser.add_argument("--scale", default="medium")
    parser.add_argument("--difficulty", default="medium")
    parser.add_argument("--baseline", action="store_true")
    chosen = parser.parse_args()
    speeds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        for kind in TITLES:
            seeds = chosen.seeds if kind == "own" else getattr(chosen, kind)
            pairs, naive = [], []
            for seed in seeds:
                world = made(kind, seed, chosen.scale, chosen.difficulty, Path(scratch))
                workspace = Path(scratch) / f"{kind}-{seed}-workspace"
                speeds[kind].append(ran(world, workspace))
                truth = read_truth(world / "truth")
                pairs.append((read_lead_table(workspace), truth))
                if chosen.baseline:
                    naive.append((components(workspace, truth), truth))
                print(
                    f"{kind} {seed}: " + json.dumps(evaluate([pairs[-1]])["precision_at_50"]), file=sys.stderr
                )
            if pairs:
                title = TITLES[kind]
                if kind == "own":
                    title += f", {chosen.scale}, {chosen.difficulty}"
                table(
                    f"{title}: seeds {', '.join(map(str, seeds))}",
                    evaluate(pairs),
                    evaluate(naive) if naive else None,
                )
    for kind, runs in speeds.items():
        speed(kind, runs)


def speed(kind: str, runs: list[dict[str, Any]]) -> None:
    """Records per second by stage, median over runs."""
    records = sum(run["records"] for run in runs) / len(runs)
    seconds: Counter[str] = Counter()
    for run in runs:
        seconds.update(run["stages"])
    print(
        f"\n### Speed ({kind}): {records:,.0f} records a run, "
        f"whole command {sum(r['seconds'] for r in runs) / len(runs):.1f} s, "
        f"peak {max(r['peak'] for r in runs):.1f} GiB\n\n| stage | seconds | records/s |\n|---|---|---|"
    )
    for stage, total in seconds.items():
        mean = total / len(runs)
        print(f"| {stage} | {mean:.1f} | {records / mean:,.0f} |" if mean else f"| {stage} | 0 | |")


if __name__ == "__main__":
    main()
