"""Runs the catalogue over the link tables and writes `finding`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import TableEngine, content_id
from manumit.engine.indicators.indicator import Indicator, catalogue

if TYPE_CHECKING:
    import pyarrow as pa

_OWN = ("subject", "strength", "start_at", "end_at", "evidence", "members")
CASH = "cash"
"""What stands in a transfer for the side that nobody holds: no entity, so neither subject nor member."""
MOST_EVIDENCE = 400
"""Records one finding lists; a longer list is capped and says so (a hub, not an operation)."""


def finding_schema() -> pa.Schema:
    """Arrow schema of the finding table."""
    import pyarrow as pa

    member = pa.struct([("entity", pa.string()), ("role", pa.string())])
    return pa.schema(
        [
            ("finding_id", pa.string()),
            ("indicator", pa.string()),
            ("version", pa.int32()),
            ("family", pa.string()),
            ("against", pa.bool_()),
            ("subject", pa.string()),
            ("strength", pa.float64()),
            ("start_at", pa.timestamp("us")),
            ("end_at", pa.timestamp("us")),
            ("evidence", pa.list_(pa.string())),
            ("members", pa.list_(member)),
            ("sentence", pa.string()),
            ("facts", pa.string()),
        ]
    )


def findings_of(engine: TableEngine, indicator: Indicator) -> Iterable[dict[str, Any]]:
    """The findings of one indicator, strongest first, as rows of the finding table."""
    table = engine.arrow(indicator.query())
    for row in table.to_pylist():
        strength = round(min(1.0, float(row["strength"] or 0)), 9)
        if row["subject"] not in (None, CASH) and strength > 0:
            yield _finding(indicator, {**row, "strength": strength})


def _finding(indicator: Indicator, row: dict[str, Any]) -> dict[str, Any]:
    facts = {key: value for key, value in row.items() if key not in _OWN}
    evidence = sorted({record for record in row["evidence"] or () if record})
    members = {
        (m["entity"], m["role"]) for m in row["members"] or () if m and m["entity"] not in (None, "", CASH)
    }
    return {
        "finding_id": content_id("fnd", indicator.id, str(indicator.version), row["subject"], *evidence),
        "indicator": indicator.id,
        "version": indicator.version,
        "family": indicator.family,
        "against": indicator.against,
        "subject": row["subject"],
        "strength": row["strength"],
        "start_at": row["start_at"],
        "end_at": row["end_at"],
        "evidence": evidence[:MOST_EVIDENCE],
        "members": [{"entity": entity, "role": role} for entity, role in sorted(members)],
        "sentence": indicator.sentence.format(**{key: _said(value) for key, value in facts.items()}),
        "facts": json.dumps(
            {**facts, "capped": len(evidence) > MOST_EVIDENCE}, default=str, ensure_ascii=False
        ),
    }


def _said(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}"
    if isinstance(value, datetime):
        return f"{value.day} {value:%b %Y}"
    return "" if value is None else str(value)


def run_indicators(
    engine: TableEngine,
    out: Path,
    only: Sequence[Indicator] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> int:
    """Every indicator over the link tables; `finding` written to `out`, its number of rows returned."""
    import pyarrow as pa

    flags = catalogue() if only is None else only
    tables = []
    for done, indicator in enumerate(flags):
        if progress:
            progress(indicator.id, done, len(flags))
        rows = sorted(findings_of(engine, indicator), key=lambda row: str(row["finding_id"]))
        unique = {row["finding_id"]: row for row in rows}
        tables.append(pa.Table.from_pylist(list(unique.values()), finding_schema()))
    engine.table("finding_now", pa.concat_tables(tables) if tables else finding_schema().empty_table())
    engine.write("SELECT * FROM finding_now ORDER BY indicator, finding_id", out)
    engine.run("DROP TABLE finding_now")
    return sum(table.num_rows for table in tables)
