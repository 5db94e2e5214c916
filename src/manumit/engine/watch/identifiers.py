"""Watched identifiers among the mentions of records, and among the accounts and names that their columns hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from manumit.base.kernel import TableEngine
from manumit.engine.evidence import Workspace
from manumit.engine.signals import name_key
from manumit.engine.watch.fresh import FRESH, MENTIONS
from manumit.engine.watch.model import IDENTIFIERS, Entry, Hit
from manumit.engine.watch.subjects import account_key

TAIL = 9
"""Digits that tell two phones apart whatever the country code before them (as masking takes them)."""
LESS_SURE = 0.7
"""A number without its country code, or a name on a platform that is not said."""
IN_TEXT, IN_CELL, SAME_BIRTH = 0.6, 0.9, 0.98
"""A name a text introduces; one in a column for names; one with its birth date. Divided by how many here bear it."""
_ACCOUNTS = {
    "account": ("source_id",),
    "payment": ("debtor_account", "creditor_account"),
    "stay": ("paid_by_account",),
}
_NAMES = {
    "account": ("holder_name",),
    "booking": ("passenger_name", "payer_name"),
    "stay": ("guest_name",),
    "missing_person": ("name",),
    "payment": ("debtor_name", "creditor_name"),
    "offer": ("employer",),
}
_BORN = {("booking", "passenger_name"), ("missing_person", "name")}

_MENTIONED = f"""
SELECT k.entry, m.record_id, m.field, m.start, m."end", m.confidence, '' AS how
FROM {MENTIONS} m JOIN watch_key k ON k.kind = m.kind AND k.key = m.value
UNION ALL
SELECT k.entry, m.record_id, m.field, m.start, m."end", m.confidence * {LESS_SURE}, ', the country code being unknown'
FROM {MENTIONS} m JOIN watch_key k ON k.kind = 'phone' AND k.tail = right(m.value, {TAIL})
WHERE m.kind = 'phone' AND m.value <> k.key AND (starts_with(m.value, '+?') OR starts_with(k.key, '+?'))
UNION ALL
SELECT k.entry, m.record_id, m.field, m.start, m."end", m.confidence * {LESS_SURE}, ', the platform being unknown'
FROM {MENTIONS} m JOIN watch_key k ON k.kind = 'handle' AND k.tail = split_part(m.value, ':', 2)
WHERE m.kind = 'handle' AND m.value <> k.key AND (starts_with(m.value, 'unknown:') OR starts_with(k.key, 'unknown:'))
"""


def identifier_hits(engine: TableEngine, workspace: Workspace, entries: Sequence[Entry]) -> Iterator[Hit]:
    """Every watched identifier in the fresh records."""
    named = [entry for entry in entries if entry.kind == "name"]
    plain = [entry for entry in entries if entry.kind in IDENTIFIERS and entry.kind != "name"]
    if plain:
        _keys(engine, plain)
        for entry, record, field, start, end, score, how in engine.rows(_MENTIONED):
            yield Hit(entry, record, field, start, end, round(score, 3), how)
        for kind, columns in _ACCOUNTS.items():
            for column in columns:
                yield from _in_accounts(engine, kind, column)
    if named:
        yield from _name_hits(engine, workspace, named)


def _keys(engine: TableEngine, entries: Sequence[Entry]) -> None:
    import pyarrow as pa

    rows: list[tuple[str, str, str, str]] = []
    for entry in entries:
        key = entry.keys[0]
        tail = key[-TAIL:] if entry.kind == "phone" else key.partition(":")[2]
        rows.append((entry.id, entry.kind, key, tail))
        if entry.kind in ("iban", "account"):
            other = "account" if entry.kind == "iban" else "iban"
            rows.append((entry.id, other, account_key(key), tail))
    names = ("entry", "kind", "key", "tail")
    columns = {name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(names)}
    engine.table("watch_key", pa.table(columns))


def _in_accounts(engine: TableEngine, kind: str, column: str) -> Iterator[Hit]:
    query = (
        f"SELECT k.entry, r.record_id FROM {kind} r SEMI JOIN {FRESH} USING (record_id) JOIN watch_key k"
        f" ON k.kind = 'account' AND k.key = upper(regexp_replace(r.{column}, '\\s', '', 'g'))"
    )
    for entry, record in engine.rows(query):
        yield Hit(entry, record, column, None, None, 0.99, "")


def _name_hits(engine: TableEngine, workspace: Workspace, entries: Sequence[Entry]) -> Iterator[Hit]:
    """Names by their key: any order, case, accents and titles; weighed by how many people here bear the name."""
    wanted: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        wanted[entry.keys[0]].append(entry)
    bearers = _bearers(engine, workspace, list(wanted))
    for field, raw, record, born, start, end in _names(engine, set(wanted)):
        key = name_key(raw)
        for entry in wanted.get(key, ()):
            birth = entry.keys[1]
            if birth and born and birth != born:
                continue
            sure = IN_TEXT if start is not None else IN_CELL
            rare = bearers.get(key, 0)
            score = SAME_BIRTH if birth and birth == born else sure / max(1, rare)
            yield Hit(
                entry.id, record, field, start, end, round(score, 3), _rarity(rare, bool(birth and born))
            )


def _rarity(bearers: int, born: bool) -> str:
    if born:
        return ", with the same birth date"
    if bearers == 0:
        return "; how many people bear it is not known"
    return "; one person here bears it" if bearers == 1 else f"; {bearers} people here may bear it"


def _bearers(engine: TableEngine, workspace: Workspace, keys: Sequence[str]) -> dict[str, int]:
    """How many people of this workspace a name may stand for (the rarity table of links), where that is known."""
    import pyarrow as pa

    path = workspace.derived("rarity")
    if not path.exists():
        return {}
    engine.view("watch_rarity", [path], pa.schema([]))
    engine.table("watch_name_key", pa.table({"name_key": pa.array(keys, pa.string())}))
    query = "SELECT name_key, bearers FROM watch_rarity SEMI JOIN watch_name_key USING (name_key)"
    return {key: int(number) for key, number in engine.rows(query)}


NamedRow = tuple[str, str, str, str | None, int | None, int | None]


def _names(engine: TableEngine, keys: set[str]) -> Iterator[NamedRow]:
    """(field, raw, record, birth date, start, end) of the names whose key is wanted."""
    import pyarrow as pa

    unions = []
    for kind, columns in _NAMES.items():
        for column in columns:
            born = "r.birth_date::VARCHAR" if (kind, column) in _BORN else "NULL"
            unions.append(
                f"SELECT '{column}' AS field, r.{column} AS raw, r.record_id, {born} AS born,"
                f' NULL::INT AS start, NULL::INT AS "end" FROM {kind} r SEMI JOIN {FRESH} USING (record_id)'
                f" WHERE r.{column} IS NOT NULL"
            )
    unions.append(
        f'SELECT field, value, record_id, NULL, start, "end" FROM {MENTIONS}'
        " WHERE kind = 'name' AND record_kind NOT IN ('account', 'booking', 'missing_person')"
    )
    engine.run(f"CREATE OR REPLACE TABLE watch_name AS {' UNION ALL '.join(unions)}")
    raws = [row[0] for row in engine.rows("SELECT DISTINCT raw FROM watch_name")]
    kept = pa.table({"raw": pa.array([raw for raw in raws if name_key(raw) in keys], pa.string())})
    engine.table("watch_raw", kept)
    yield from engine.rows(
        'SELECT field, raw, record_id, born, start, "end" FROM watch_name SEMI JOIN watch_raw USING (raw)'
    )
