"""The index measured: `python benchmarks/lookup.py WORKSPACE [--seed 7] [--queries 60]`.

The workspace is one that `manumit run` made (of `manumit world OUT --scale large`, say). Its index is built once more
on one core and timed; then queries of many sorts, drawn from what the workspace holds with the seed, are timed one
after the other on one connection. Prints Markdown tables: records per second, bytes per record, and milliseconds of
processor and of the clock by sort of query. `--keep` measures the index that is there.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from manumit.base.kernel import DuckEngine, load_settings, record_schema
from manumit.engine.evidence import Workspace
from manumit.engine.job import stages, view_records
from manumit.engine.links import define_macros
from manumit.engine.lookup import Lookup, build_lookup, index_path
from manumit.engine.signals import place_of

COMMON = (
    "the",
    "and",
    "ing",
    "ent",
    "ara",
    "sal",
    "pay",
    "100",
    "201",
    "000",
    "the and",
    "mar ana",
    "pay 100",
    "con the room",
)


def build(workspace: Workspace) -> tuple[float, float]:
    """Seconds of the clock and of the processor."""
    settings = replace(load_settings(), threads=1)
    with DuckEngine(settings, workspace.scratch) as engine:
        view_records(engine, workspace, None, datetime.now(UTC))
        define_macros(engine)
        for stage in stages():
            for table in stage.tables:
                engine.view(table, [workspace.derived(table)], record_schema("report"))
        place_of("Leeds", None)  # the gazetteer is there when the stage begins
        clock, processor = time.monotonic(), time.process_time()
        build_lookup(engine, workspace)
        return time.monotonic() - clock, time.process_time() - processor


def queries(path: Path, seed: int, each: int) -> dict[str, list[str]]:
    """Queries by sort."""
    drawn = random.Random(seed)
    with sqlite3.connect(path) as db:
        words = dict(db.execute("SELECT text, word FROM word").fetchall())

        def some(sql: str) -> list[str]:
            found = [row[0] for row in db.execute(sql) if row[0]]
            return drawn.sample(found, min(each, len(found)))

        def labels(kind: str) -> list[str]:
            return some(f"SELECT label FROM entity WHERE kind = {words.get(kind, -1)}")

        names, phones, accounts = labels("person"), labels("phone"), labels("account")
        bodies = [body.split() for body in some("SELECT body FROM text WHERE length(body) > 40 LIMIT 200000")]

    def slip(name: str) -> str:
        at = drawn.randrange(1, len(name) - 1)
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]

    return {
        "full name": names,
        "surname": [name.split()[-1] for name in names],
        "first name": [name.split()[0] for name in names],
        "name with two letters exchanged": [slip(name) for name in names if len(name) > 5],
        "phone": phones,
        "last six digits of a phone": [phone[-6:] for phone in phones],
        "last four digits of a phone": [phone[-4:] for phone in phones],
        "first eight characters of an account": [account[:8] for account in accounts],
        "one word of a text": [drawn.choice(body) for body in bodies],
        "two words of a text": [" ".join(drawn.sample(body, min(2, len(body)))) for body in bodies],
        "common letters": list(COMMON),
        "one or two letters": ["a", "an", "07", "ма", "m"],
        "nothing like it": ["zzqxv kjwq", "qqqq", "xylophone marmalade"],
    }


def at(values: Sequence[float], share: float) -> float:
    """A quantile."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--queries", type=int, default=60, help="of each sort")
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    workspace, path = Workspace.open(given.workspace), index_path(given.workspace)
    took = None if given.keep else build(workspace)
    with sqlite3.connect(path) as db:
        counts = [
            db.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
            for t in ("record", "text", "entity", "link")
        ]
    print(
        "| records | different texts | entities | links | bytes a record | records/s (processor) | records/s (clock) |"
    )
    print("|---|---|---|---|---|---|---|")
    rates = [f"{counts[0] / seconds:,.0f}" for seconds in reversed(took)] if took else ["", ""]
    print(
        "|",
        " | ".join([*(f"{n:,}" for n in counts), f"{path.stat().st_size / counts[0]:.0f}", *rates]),
        "|\n",
    )
    opened = time.monotonic()
    with Lookup(given.workspace) as lookup:
        lookup.freshness()
        print(f"Opened in {1000 * (time.monotonic() - opened):.1f} ms.\n")
        print(
            "| query | n | processor p50 | p95 | clock p50 | p95 | stopped early |\n|---|---|---|---|---|---|---|"
        )
        every: list[tuple[float, float, bool]] = []
        for sort, texts in [*queries(path, given.seed, given.queries).items(), ("all", [])]:
            timed = every if sort == "all" else [timing(lookup, text) for text in texts]
            every += timed if sort != "all" else []
            used, passed = [one[0] for one in timed], [one[1] for one in timed]
            cells = [at(used, 0.5), at(used, 0.95), at(passed, 0.5), at(passed, 0.95)]
            stopped = sum(one[2] for one in timed)
            print(
                f"| {sort} | {len(timed)} | "
                + " | ".join(f"{cell:.1f}" for cell in cells)
                + f" | {stopped} |"
            )


def timing(lookup: Lookup, text: str) -> tuple[float, float, bool]:
    """Milliseconds of the processor and of the clock; whether it stopped early."""
    clock, processor = time.perf_counter(), time.thread_time()
    hits = lookup.search(text)
    return 1000 * (time.thread_time() - processor), 1000 * (time.perf_counter() - clock), not hits.complete


if __name__ == "__main__":
    main()
