"""A replay: the job run as of one date after another, to see when each operation would first have been found."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from manumit.base.kernel import UsageError

if TYPE_CHECKING:
    from manumit.world import Truth

DEPTH = 100
"""An operation counts as found when it is among the first 100 leads of that date (the headline depth)."""


def days_to_lead(folder: Path, truth: Truth, step: str, quiet: bool) -> Sequence[float]:
    """Days from each found operation's start to the first replay date that has it among the first leads."""
    from manumit.base.kernel import parse_instant
    from manumit.engine.evidence import Workspace
    from manumit.world import judge

    days = re.fullmatch(r"(\d{1,4})d", step)
    if days is None or int(days[1]) == 0:
        raise UsageError(f"--replay {step!r} is not a number of days.", "Write it like 30d.")
    began = {name: parse_instant(row["started"]).utc for name, row in truth.operations.items()}
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        for date in _dates(Workspace.open(folder), int(days[1])):
            if not quiet:
                print(f"as of {date:%Y-%m-%d} ...", file=sys.stderr)
            for judged in judge(_leads_as_of(folder, Path(scratch), date)[:DEPTH], truth):
                if judged.operation and judged.operation not in found:
                    found[judged.operation] = max(
                        0.0, (date - began[judged.operation]).total_seconds() / 86400
                    )
    return list(found.values())


def _dates(workspace: object, step: int) -> list[datetime]:
    from manumit.base.kernel import load_settings
    from manumit.engine.evidence import Workspace
    from manumit.engine.job import record_views

    assert isinstance(workspace, Workspace)
    with record_views(workspace, load_settings()) as engine:
        first, last = engine.rows(
            "SELECT quantile_cont(observed_at::TIMESTAMP, 0.01), max(observed_at)::TIMESTAMP FROM ("
            "SELECT observed_at FROM payment UNION ALL SELECT observed_at FROM ad "
            "UNION ALL SELECT observed_at FROM booking)"
        )[0]
    dates, date = [], first.replace(tzinfo=UTC) + timedelta(days=step)
    while date < last.replace(tzinfo=UTC) + timedelta(days=step):
        dates.append(date)
        date += timedelta(days=step)
    return dates


def _leads_as_of(folder: Path, scratch: Path, date: datetime) -> list[dict[str, object]]:
    """Leads of a shadow of the workspace that knows nothing after `date`."""
    import json
    from dataclasses import asdict

    from manumit.base.kernel import load_settings
    from manumit.doors.cli.progress import Quiet
    from manumit.engine.job import shadow_job

    leads = shadow_job(folder, scratch / f"{date:%Y%m%d}", load_settings(), date, Quiet())
    return [json.loads(json.dumps(asdict(lead))) for lead in leads]
