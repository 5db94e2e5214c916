"""False alarms by group, and the page that tells of them.

    python benchmarks/bias.py [--seed 2] [--draws 20] [--rounds 2] [--worlds 671 672 673 674] [--other FILE.jsonl]
    [--write]

Four things are measured on what is innocent: (a) an identifier found in adverts that have none, (b) 'deceptive' said of
genuine job offers, (c) red flags raised on adverts of people who work for themselves, (d) members of look-alike groups
in leads that are not real, on small worlds of `manumit world` that taught no weight anything. Groups are languages,
scripts, and who writes: in the texts of benchmarks/fairness only one sentence differs between neutral, trans, gay,
migrant and independent adult adverts, and every other word and number is drawn alike, so that a difference is the
program's doing. Every rate has Wilson's 95 % interval.

`--other`: further offers with labels, by another hand; their genuine ones are counted by language. `--write` puts the
page into docs/explanation/bias-report.md. Exit code 1 when a group of (a) to (c) is alarmed about more than twice as
often as all, with the whole interval above that.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.fairness.rates import MEASURES, Rate, Table, by_group, manumit, unfair  # noqa: E402
from manumit.engine.offers import check_offer  # noqa: E402

PAGE = ROOT / "docs" / "explanation" / "bias-report.md"
TITLES = {
    "identifiers": "An identifier found where there is none",
    "deceptive": "'Deceptive' said of a genuine job offer",
    "flags": "A red flag raised on an advert of somebody who works for herself",
}
INTRODUCTION = """\
Everything here is made up: no advert, offer or person is real, so it says how the program treats the same text of
different people, and not how often it errs on real ones. The texts (`benchmarks/fairness`) are innocent and matched:
for each service, language and draw of numbers there are five adverts that differ in one sentence, which says nothing
about the writer (neutral), or that she is a trans woman, that a gay couple writes, that she came with a work permit
(migrant), or that she is an independent adult companion (adult). A group counts as alarmed about too often when the
whole of its interval lies above twice the overall rate; `tests/benchmarks/test_bias.py` fails then. Nationality,
ethnicity, religion, migration status and sexual orientation are features of no part of the program
([ethics](ethics.md))."""
LIMITS = """\
## What it does not say

A rate of nought over a few thousand texts of one author means that nothing is wrong with those. Adverts written by the
people concerned, slang, spelling as it is on the street, and groups that are not named here have not been measured. The
licence, registration and order numbers of these adverts were looked at, with another seed, while the words that name
such numbers were collected by language: before, a third of them were taken for telephones, most often in Vietnamese,
Portuguese and Arabic, and 31 % of the independent advertisers' adverts were flagged for it (Vietnamese 80 %, Spanish
none). The look-alike groups of the last table are those of our own generator; they differ in money,
travel and contacts, and no limit is set for them here: the [benchmarks](../benchmarks.md) have the goal. Its worlds
taught no weight anything. Earlier editions of this page counted two worlds (31 and 32) that weights had been learnt
from: 16 % there by weights of one hand's worlds, 22 % once those of four hands taught them; on four worlds that taught
neither (647 to 650) 16 % by the first and 14 % by the second."""
WAYS = {"group": "who writes", "language": "language", "script": "script"}


def other_offers(path: Path) -> dict[str, dict[str, Rate]]:
    """Genuine offers by another hand that are called deceptive, by language."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["truth"] == "genuine":
            alarmed = check_offer(row["text"], row.get("lang")).label == "deceptive"
            for name in ("all", row["lang"]):
                counts[name][0] += alarmed
                counts[name][1] += 1
    rates = {name: Rate(*pair) for name, pair in counts.items()}
    return {"all": {"all": rates.pop("all")}, "language": rates}


def look_alikes(seeds: Sequence[int]) -> dict[str, dict[str, Rate]]:
    """Members of look-alike groups that stand in not-real leads among the first 200, on small worlds."""
    from manumit.world import evaluate, read_lead_table, read_truth

    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for seed in seeds:
        with tempfile.TemporaryDirectory() as scratch:
            world, workspace = Path(scratch) / "world", Path(scratch) / "workspace"
            manumit("world", str(world), "--seed", str(seed), "--scale", "small", "--difficulty", "medium")
            manumit("run", str(world / "input"), "-w", str(workspace), "--quiet")
            truth = read_truth(world / "truth")
            told = evaluate([(read_lead_table(workspace), truth)])["false_alarms_per_1000"]
            sizes: dict[str, int] = defaultdict(int)
            for group, members in truth.lookalikes:
                sizes[group] += len(members)
            for group, size in sizes.items():
                alarms = round(told[group] * size / 1000)
                for name in ("all", group):
                    counts[name][0] += alarms
                    counts[name][1] += size
    rates = {name: Rate(*pair) for name, pair in counts.items()}
    return {"all": {"all": rates.pop("all")}, "look-alike group": rates}


def rows(table: Table) -> Iterator[str]:
    """Lines of a Markdown table of rates."""
    overall = table["all"]["all"]
    yield "| | alarms | of | rate | 95 % interval | |"
    yield "|---|---|---|---|---|---|"
    yield _row("all", overall, "")
    for way, rates in table.items():
        if way != "all":
            high = unfair(rates, overall)
            for name, rate in sorted(rates.items()):
                yield _row(
                    f"{WAYS.get(way, way)}: {name}",
                    rate,
                    "**more than twice the overall rate**" if name in high else "",
                )


def _row(name: str, rate: Rate, said: str) -> str:
    low, high = rate.interval
    return (
        f"| {name} | {rate.alarms} | {rate.texts:,} | {rate.share:.2%} | {low:.2%} to {high:.2%} | {said} |"
    )


def page(tables: Mapping[str, Table], command: str, version: str, today: str) -> str:
    """The report as a page."""
    parts = [
        "# Bias report: whom the false alarms fall on",
        f"Measured on {today}, version {version}, by `{command}`. Generated: do not edit.",
        INTRODUCTION,
    ]
    for name, table in tables.items():
        parts += [f"## {TITLES.get(name, name)}", "\n".join(rows(table))]
    parts.append(LIMITS)
    return "\n\n".join(parts) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--draws", type=int, default=20, help="texts of every service, language and group")
    parser.add_argument(
        "--rounds", type=int, default=2, help="times that all independent advertisers are read"
    )
    parser.add_argument("--worlds", type=int, nargs="*", default=[671, 672, 673, 674])
    parser.add_argument("--other", type=Path, default=ROOT / "benchmarks" / "offers_unseen.jsonl")
    parser.add_argument("--write", action="store_true")
    wish = parser.parse_args()
    sizes = {"identifiers": wish.draws, "deceptive": wish.draws, "flags": wish.rounds}
    tables: dict[str, Table] = {
        name: by_group(measure(wish.seed, sizes[name])) for name, measure in MEASURES.items()
    }
    wrong = [
        (name, way, group)
        for name, table in tables.items()
        for way, rates in table.items()
        if way != "all"
        for group in unfair(rates, table["all"]["all"])
    ]
    if wish.other.exists():
        tables["The same on genuine offers by another hand, on which nothing was fitted"] = other_offers(
            wish.other
        )
    if wish.worlds:
        tables["Members of look-alike groups in leads that are not real"] = look_alikes(wish.worlds)
    from manumit import __version__

    told = page(
        tables, "python benchmarks/bias.py --write", __version__, datetime.now(UTC).date().isoformat()
    )
    if wish.write:
        PAGE.write_text(told, "utf-8")
    else:
        print(told)
    for name, way, group in wrong:
        print(f"{TITLES[name]}: {WAYS[way]} {group} more than twice as often as all", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
