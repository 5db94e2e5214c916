"""`manumit flags`: every red flag that files raise, without weighing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import result
from manumit.doors.cli.progress import reporter


def flags(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Files or folders.")],
    out: Annotated[Path, typer.Option("--out", help="CSV: subject,indicator,strength,start,end,evidence.")],
    mapping: Annotated[
        Path | None, typer.Option("--map", help="YAML: glob -> kind, column names, currency, time origin.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Raise the catalogue's red flags on files and write one row a finding. Evidence is a JSON list of record ids.

    Example: manumit flags payments.csv bookings.csv --out flags.csv
    """
    import csv
    import json
    import tempfile

    import pyarrow.parquet as pq

    from manumit.base.kernel import load_settings
    from manumit.engine.evidence import Workspace, load_mapping
    from manumit.engine.job import run_job

    with tempfile.TemporaryDirectory() as scratch, reporter(quiet) as told:
        folder = Path(scratch) / "workspace"
        done = run_job(inputs, folder, load_settings(), told, load_mapping(mapping) if mapping else None)
        rows = pq.read_table(Workspace.open(folder).derived("finding")).to_pylist()
    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow(["subject", "indicator", "strength", "start", "end", "evidence"])
        for row in rows:
            if not row["against"]:
                when = [row[c].isoformat() + "Z" if row[c] else "" for c in ("start_at", "end_at")]
                writer.writerow(
                    [row["subject"], row["indicator"], row["strength"], *when, json.dumps(row["evidence"])]
                )
    return 3 if done.read.quarantined else 0
