"""The example directory of the demo, whose dates would be stale one day."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

from manumit.base.kernel import parse_date


def bring_to(path: Path, out: Path, today: date) -> Path:
    """A copy of a folder of tables in `out`, every `assured_date` moved by the same days so that the newest is today's:
    what is stale in the example stays stale. Only for made-up entries: an assurance is never moved otherwise."""
    shutil.copytree(path, out, dirs_exist_ok=True)
    with (out / "services.csv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows, columns = list(reader), list(reader.fieldnames or ())
    days = {row["assured_date"]: parse_date(row["assured_date"]) for row in rows if row["assured_date"]}
    ahead = today - max(days.values(), default=today)
    with (out / "services.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            moved = (days[row["assured_date"]] + ahead).isoformat() if row["assured_date"] else ""
            writer.writerow({**row, "assured_date": moved})
    return out
