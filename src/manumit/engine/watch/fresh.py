"""The records a watch looks at, and their mentions: the workspace's, and of a record that has none there, read anew.

A record without a row in the mention table either mentions nothing or is younger than the table (a run that was
killed, or made --as-of a date); reading it here costs little and misses nothing.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from manumit.base.kernel import DuckEngine, Settings, TableEngine, record_kinds, record_schema
from manumit.engine.evidence import Workspace
from manumit.engine.signals import build_mentions

FRESH, MENTIONS = "watch_fresh", "watch_mention"
"""The tables made here: (record_id, kind, source_id, observed_at, tlp); mentions of these records."""
TEMPLATES = "watch_template"
"""(record_id, template_id) of every listing, as far as the workspace knows."""


def everything(engine: TableEngine, since: datetime | None = None) -> None:
    """All records the views show (those observed from `since`) are looked at."""
    where = f"WHERE observed_at >= TIMESTAMPTZ '{since.isoformat()}'" if since else ""
    union = " UNION ALL ".join(
        f"SELECT record_id, '{kind}' AS kind, source_id, observed_at, tlp FROM {kind}"
        for kind in record_kinds()
    )
    engine.run(f"CREATE OR REPLACE TABLE {FRESH} AS SELECT * FROM ({union}) {where}")


def since_batch(engine: TableEngine, workspace: Workspace, number: int) -> int:
    """Records of the batches after the first `number` are looked at; how many there are."""
    batches = workspace.custody.batches[number:]
    unions = []
    for kind in record_kinds():
        names = {name for batch in batches for name in batch.parts.get(kind, ())}
        engine.view(
            f"watch_part_{kind}",
            [path for path in workspace.parts(kind) if path.name in names],
            record_schema(kind),
        )
        unions.append(
            f"SELECT record_id, '{kind}' AS kind, source_id, observed_at, tlp FROM {kind}"
            f" SEMI JOIN watch_part_{kind} USING (record_id)"
        )
    engine.run(f"CREATE OR REPLACE TABLE {FRESH} AS {' UNION ALL '.join(unions)}")
    return int(engine.rows(f"SELECT count(*) FROM {FRESH}")[0][0])


def view_templates(engine: TableEngine, workspace: Workspace) -> None:
    """The template table of the workspace, or an empty one."""
    import pyarrow as pa

    path = workspace.derived("template")
    schema = pa.schema([("record_id", pa.string()), ("template_id", pa.string())])
    engine.view(TEMPLATES, [path] if path.exists() else [], schema)


def view_mentions(engine: TableEngine, workspace: Workspace, settings: Settings) -> None:
    """Mentions of the fresh records."""
    known = workspace.derived("mention")
    columns = 'record_id, record_kind, field, kind, value, start, "end", confidence, extractor'
    made = f"SELECT {columns} FROM read_parquet({_quoted(known)})" if known.exists() else None
    covered = f"WHERE record_id NOT IN (SELECT record_id FROM read_parquet({_quoted(known)}))" if made else ""
    engine.run(f"CREATE OR REPLACE TABLE watch_unread AS SELECT record_id, kind FROM {FRESH} {covered}")
    scratch = workspace.scratch / "watch"
    read = _read_anew(engine, scratch, settings)
    parts = [f"SELECT {columns} FROM read_parquet({_quoted(read)})", *([made] if made else [])]
    engine.run(
        f"CREATE OR REPLACE TABLE {MENTIONS} AS SELECT * FROM ({' UNION ALL '.join(parts)})"
        f" SEMI JOIN {FRESH} USING (record_id)"
    )


def _read_anew(engine: TableEngine, scratch: Path, settings: Settings) -> Path:
    """Mentions of the unread records, in a Parquet file."""
    out = scratch / "mention.parquet"
    with DuckEngine(settings, scratch / "engine") as reading:
        for kind in record_kinds():
            path = scratch / f"{kind}.parquet"
            memo = "AND memo IS NOT NULL" if kind == "payment" else ""
            engine.write(
                f"SELECT * FROM {kind} WHERE record_id IN"
                f" (SELECT record_id FROM watch_unread WHERE kind = '{kind}') {memo}",
                path,
            )
            reading.view(kind, [path], record_schema(kind))
        build_mentions(reading, out, workers=1)
    return out


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
