"""The gathered tables, streamed from the table engine into SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import TableEngine
from manumit.engine.evidence import Workspace
from manumit.engine.leads import Lead, entity_id, read_leads
from manumit.engine.lookup.forms import folded_line, forms_of

if TYPE_CHECKING:
    import pyarrow as pa

_MERGE_AT = 64 * 2**20
"""Bytes of postings that FTS5 keeps in memory before it writes a segment: fewer segments, less merging."""
_LINES = 2**16
"""Folded lines that are remembered while texts are written."""
_RECORDS = """
SELECT r.record, r.record_id, k.word, r.source_id, r.seen, r.until, r.zone, p.place, o.place, r.text, r.summary,
       coalesce(f.file, 0), r."offset", r.length, t.word
FROM lookup_record r JOIN lookup_word k ON k.text = r.kind JOIN lookup_word t ON t.text = r.tlp
LEFT JOIN lookup_place p ON p.code = r.code AND p.name = r.place AND p.country = r.country
LEFT JOIN lookup_place o ON o.code = r.code AND o.name = r.origin AND o.country = ''
LEFT JOIN lookup_file f ON f.sha256 = r.sha256 ORDER BY r.record"""
_USES = """
SELECT e.n, u.record, w.word FROM lookup_use u JOIN lookup_entity e USING (entity) JOIN lookup_word w ON w.text = u.how
ORDER BY e.n, u.record, w.word"""
_LINKS = """
SELECT a.n, b.n, w.word, round(max(l.probability), 4), max(l.observed::INT), min(l.since), max(l.until), max(l.records)
FROM lookup_link l JOIN lookup_entity a ON a.entity = l.a JOIN lookup_entity b ON b.entity = l.b
JOIN lookup_word w ON w.text = l.word GROUP BY ALL ORDER BY a.n, b.n, w.word"""
_ENTITIES = """
SELECT e.n, e.entity, w.word, e.kind, e.names, e.title, e.records, e.degree
FROM lookup_entity e JOIN lookup_word w ON w.text = e.kind ORDER BY e.n"""


def fill(
    db: sqlite3.Connection,
    engine: TableEngine,
    workspace: Workspace,
    format: str,
    told: Callable[[str, int, int], None],
) -> None:
    """Every table of the schema, in one transaction."""
    _files(db, engine, workspace)
    _insert(db, "word", engine.batches("SELECT word, text FROM lookup_word ORDER BY word"))
    shown = 'SELECT place, shown, folded, within, lat, lon, "zone" FROM lookup_place ORDER BY place'
    _insert(db, "place", engine.batches(shown))
    told("records", 1, 4)
    _insert(db, "record", engine.batches(_RECORDS))
    db.execute("INSERT INTO fresh SELECT file, kind, count(*), max(at) FROM record GROUP BY file, kind")
    _insert(db, "entity_record", engine.batches(_USES))
    _insert(db, "link", engine.batches(_LINKS))
    told("texts", 2, 4)
    for index in ("text_index", "entity_index"):
        db.execute(f"INSERT INTO {index}({index}, rank) VALUES ('hashsize', {_MERGE_AT})")
    _texts(db, engine)
    numbers = _entities(db, engine)
    for index, whose in (("text_index", "text"), ("entity_index", "entity")):
        db.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        db.execute(f"CREATE VIRTUAL TABLE temp.{whose}_terms USING fts5vocab(main, {index}, row)")
        db.execute(f"INSERT INTO rarity SELECT term, '{whose}', doc FROM temp.{whose}_terms")
    path = workspace.derived("lead")
    _leads(db, read_leads(path) if path.exists() else [], numbers)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    db.executemany("INSERT INTO meta VALUES (?, ?)", [("format", format), ("made_at", made)])


def _files(db: sqlite3.Connection, engine: TableEngine, workspace: Workspace) -> None:
    import pyarrow as pa

    sources = list(enumerate(workspace.sources(), 1))
    numbered = {"file": [n for n, _ in sources], "sha256": [one.sha256 for _, one in sources]}
    engine.table(
        "lookup_file", pa.table(numbered, pa.schema([("file", pa.int64()), ("sha256", pa.string())]))
    )
    rows = [
        (n, one.sha256, PurePath(one.paths[0]).name if one.paths else "", one.read_at) for n, one in sources
    ]
    db.executemany("INSERT INTO file VALUES (?, ?, ?, ?)", [(0, "", "", ""), *rows])


def _insert(db: sqlite3.Connection, table: str, batches: Any) -> None:
    for batch in batches:
        marks = ", ".join("?" * batch.num_columns)
        db.executemany(f"INSERT INTO {table} VALUES ({marks})", _rows(batch))


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    return zip(*map(_values, batch.columns), strict=True)


def _values(column: pa.Array) -> list[Any]:
    """As Python values; Arrow's own way of it takes four times as long for numbers and texts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type) or not column.null_count:
        return list(column.to_numpy(zero_copy_only=False).tolist())
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        known = column.is_valid().to_numpy(zero_copy_only=False).tolist()
        filled = pc.fill_null(column, 0).to_numpy(zero_copy_only=False).tolist()
        return [value if there else None for value, there in zip(filled, known, strict=True)]
    return list(column.to_pylist())


def _texts(db: sqlite3.Connection, engine: TableEngine) -> None:
    fold_line = lru_cache(maxsize=_LINES)(folded_line)
    for batch in engine.batches("SELECT text, title, body, details FROM lookup_text ORDER BY text"):
        rows = list(_rows(batch))
        db.executemany("INSERT INTO text VALUES (?, ?, ?, ?)", rows)
        forms = ((number, forms_of("\n".join(parts), fold_line).joined()) for number, *parts in rows)
        db.executemany("INSERT INTO text_index (rowid, forms) VALUES (?, ?)", forms)


def _entities(db: sqlite3.Connection, engine: TableEngine) -> dict[str, int]:
    """Numbers by id."""
    numbers: dict[str, int] = {}
    for batch in engine.batches(_ENTITIES):
        rows, forms = [], []
        columns = [
            column.to_pylist() if name == "names" else _values(column)
            for name, column in zip(batch.schema.names, batch.columns, strict=True)
        ]
        for number, key, word, kind, names, title, records, degree in zip(*columns, strict=True):
            label, about, also = _said(kind, key, names, title)
            id, seen = entity_id(key), forms_of("\n".join(filter(None, (label, about, also))))
            folded = seen.folded.split("\n", 1)[0]
            numbers[id] = number
            rows.append((number, id, word, key, label, about, also, folded, records, degree))
            forms.append((number, seen.joined()))
        db.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        db.executemany("INSERT INTO entity_index (rowid, forms) VALUES (?, ?)", forms)
    return numbers


def _said(kind: str, key: str, names: Sequence[str], title: str) -> tuple[str, str, str]:
    """Label, what else tells it apart, other ways it is written (one a line)."""
    value = key.partition(":")[2]
    if kind == "person":
        name, _, born = value.rpartition("|")
        return names[0] if names else name, born, "\n".join(names[1:])
    if kind == "address":
        return ", ".join(filter(None, value.split("|"))), "", ""
    return title or value, names[0] if names else "", "\n".join(names[1:])


def _leads(db: sqlite3.Connection, leads: Sequence[Lead], numbers: dict[str, int]) -> None:
    for lead in leads:
        db.execute(
            "INSERT INTO lead VALUES (?, ?, ?, ?, ?)",
            (lead.rank, lead.lead_id, lead.score, lead.exploitation, lead.says),
        )
        members = [
            (numbers[m.entity_id], lead.rank, m.role, m.probability)
            for m in lead.members
            if m.entity_id in numbers
        ]
        db.executemany("INSERT OR IGNORE INTO lead_member VALUES (?, ?, ?, ?)", members)
        findings = [
            (lead.rank, f.indicator, f.strength, f.says, numbers.get(f.subject)) for f in lead.findings
        ]
        db.executemany("INSERT INTO lead_finding VALUES (?, ?, ?, ?, ?)", findings)
