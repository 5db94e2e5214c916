"""Makes the world, writes input and truth, and looks at what was written."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from . import double_adverts as adverts
from . import double_common as common
from . import double_trade as trade
from . import double_travel as travel
from . import ledgers, manifests, tables
from .check import check
from .plot_home import domestic, forced_crime
from .plot_labour import labour
from .plot_sexual import sexual
from .rumour import rumour, unseen
from .stage import Stage, Story
from .town import live
from .truth import lookalike, operation

PLOTS = (sexual, sexual, labour, labour, domestic, forced_crime)
DOUBLES = (
    adverts.independent_advertiser,
    adverts.independent_advertiser,
    adverts.massage_franchise,
    adverts.relay_numbers,
    adverts.copied_template,
    trade.booking_agency,
    trade.licensed_recruiter,
    trade.licensed_recruiter,
    trade.seasonal_programme,
    trade.payroll_firm,
    trade.night_nurse,
    trade.sales_staff,
    travel.tour_leader,
    travel.sports_team,
    travel.family,
    common.migrant_flatmates,
    common.migrant_flatmates,
    travel.name_double,
    common.small_landlord,
    travel.church_group,
    common.au_pair_agency,
    common.au_pair_agency,
    common.charity_shelter,
    common.gig_courier,
    common.rosca,
    common.tips_pool,
    common.market_trader,
)


def play(seed: int, records: int, operations: int) -> tuple[Stage, list[Story], list[Story]]:
    w = Stage(seed)
    for _ in range(max(200, records // 45)):
        w.human()
    true: list[Story] = []
    false: list[Story] = []
    offset = w.rng.randrange(len(DOUBLES))
    for index in range(operations):
        plot = PLOTS[index % len(PLOTS)]
        true.append(plot(w, w.rng.random() < 0.35))
        for _ in range(2 if index % 4 == 0 else 1):
            false.append(DOUBLES[(len(false) + offset) % len(DOUBLES)](w))
            rumour(w, false[-1])
    unseen(w, true, 0.5, 0.9)
    unseen(w, false, 0.72, 1.0)
    live(w, records)
    return w, true, false


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="other_hands", description=__doc__)
    parser.add_argument("out", type=Path, help="folder that gets input/ and truth/")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--records", type=int, default=150_000)
    parser.add_argument("--operations", type=int, default=120)
    parser.add_argument("--no-check", action="store_true", help="do not read the files back")
    args = parser.parse_args(argv)
    if (args.out / "input").exists():
        print(f"{args.out}/input exists: choose an empty folder", file=sys.stderr)
        return 2
    w, true, false = play(args.seed, args.records, args.operations)
    target = args.out / "input"
    tables.write(target, w.recs, args.seed)
    ledgers.camt(target, w.recs, args.seed)
    ledgers.pacs(target, w.recs, args.seed)
    manifests.pnrgov(target, w.recs, args.seed)
    manifests.paxlst(target, w.recs, args.seed)
    truth = args.out / "truth"
    truth.mkdir(parents=True, exist_ok=True)
    ids = [f"OH{args.seed}-{i + 1:03d}" for i in range(len(true))]
    lines = [operation(ident, story) for ident, story in zip(ids, true, strict=True)]
    save(truth / "operations.jsonl", lines)
    save(truth / "lookalikes.jsonl", [lookalike(story) for story in false])
    counts = Counter(rec.kind for rec in w.recs)
    planted = {(r["kind"], r["source_id"]) for line in lines for r in line["records"]}  # type: ignore[attr-defined]
    print(
        json.dumps(
            {
                "records": len(w.recs),
                "kinds": dict(sorted(counts.items())),
                "operations": len(true),
                "lookalikes": len(false),
                "planted_records": len(planted),
                "planted_share": round(len(planted) / len(w.recs), 4),
            },
            indent=1,
        )
    )
    return 0 if args.no_check or check(args.out) else 1


def save(path: Path, lines: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
