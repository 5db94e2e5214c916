"""Rows of text become a typed record batch with provenance, and the troubles found on the way.

A cell that cannot be read in a column that the record needs (its id, the column that dates it, a payment's amount)
costs the record, which goes to quarantine. Any other such cell becomes null, its text is kept in `extra`, and the
record is kept with a note.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import RecordKind, common_columns, record_kinds, record_schema
from manumit.engine.evidence import columns as typed
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.mapping import HANDLING
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.rows import Rows

if TYPE_CHECKING:
    import pyarrow as pa

_NEEDED = {"payment": frozenset({"amount"})}
_SHOWN = 80


@dataclass(slots=True)
class Typed:
    """One batch of records and what was noted on the way, in row order."""

    kind: str
    batch: pa.RecordBatch
    doubts: list[Quarantined]


def type_rows(rows: Rows, leaf: Leaf, reader: str) -> Typed:
    """Type one run of rows. The batch has the ontology's schema of the kind."""
    kind = record_kinds()[rows.kind]
    troubles = typed.Troubles()
    arrays = _columns(rows, kind, troubles)
    arrays.update(_handling(rows, troubles))
    ids = _ids(rows, kind, troubles)
    if troubles.cells:
        rows, arrays, ids, doubts = _settle(rows, kind, arrays, ids, troubles, leaf)
    else:
        doubts = []
    _provenance(rows, arrays, ids, leaf, reader)
    return Typed(rows.kind, _batch(rows.kind, arrays, len(rows.ids)), doubts)


def _batch(kind: str, arrays: dict[str, Any], count: int) -> pa.RecordBatch:
    import pyarrow as pa

    schema = record_schema(kind)
    ordered = [arrays[f.name] if f.name in arrays else pa.nulls(count, f.type) for f in schema]
    return pa.RecordBatch.from_arrays(ordered, schema=schema)


def _columns(rows: Rows, kind: RecordKind, troubles: typed.Troubles) -> dict[str, Any]:
    """Typed columns of the kind, and observed_at with its zone."""
    arrays: dict[str, Any] = {}
    for name, typ in kind.columns.items():
        values = rows.columns.get(name)
        if values is None:
            continue
        if typ == "money":
            triple = typed.money_columns(values, rows.columns.get("currency"), name, troubles)
            arrays[name], arrays[f"{name}_exponent"], arrays["currency"] = triple
        elif typ == "time":
            arrays[name], zones = typed.time_column(values, name, troubles)
            if name == kind.when:
                arrays["observed_at"], arrays["zone_minutes"] = arrays[name], zones
        elif name not in arrays:
            arrays[name] = _plain(values, name, typ, troubles)
    if rows.observed is not None:
        arrays["observed_at"], arrays["zone_minutes"] = typed.time_column(
            rows.observed, "observed_at", troubles
        )
    return arrays


def _plain(values: Any, name: str, typ: str, troubles: typed.Troubles) -> Any:
    if typ == "date":
        return typed.date_column(values, name, troubles)
    if typ in ("real", "whole"):
        return typed.number_column(values, name, typ == "whole", troubles)
    if typ == "list":
        import pyarrow as pa

        return pa.array([value.split() if value else None for value in values], pa.list_(pa.string()))
    return typed.text_column(values, name, troubles)


def _handling(rows: Rows, troubles: typed.Troubles) -> dict[str, Any]:
    arrays: dict[str, Any] = {"tlp": typed.tlp_column(rows.columns.get("tlp"), len(rows.ids), troubles)}
    for name in HANDLING[1:]:
        values = rows.columns.get(name)
        if values is None:
            continue
        if common_columns()[name] == "time":
            arrays[name] = typed.time_column(values, name, troubles)[0]
        else:
            arrays[name] = typed.text_column(values, name, troubles)
    return arrays


def _ids(rows: Rows, kind: RecordKind, troubles: typed.Troubles) -> list[str]:
    ids: list[str] = []
    for row, value in enumerate(rows.ids):
        text = value.strip() if value else ""
        if not text:
            troubles.add(row, kind.id_column, value or "", "it is empty")
        elif "\0" in text or not text.isascii():
            text = typed.clean_text(text)
        ids.append(text)
    return ids


def _settle(
    rows: Rows,
    kind: RecordKind,
    arrays: dict[str, Any],
    ids: list[str],
    troubles: typed.Troubles,
    leaf: Leaf,
) -> tuple[Rows, dict[str, Any], list[str], list[Quarantined]]:
    """Drop rows that lack what they need, keep the texts of other bad cells in `extra`, and say so."""
    import pyarrow as pa

    needed = _NEEDED.get(kind.name, frozenset()) | {kind.id_column, kind.when}
    extras: list[str | None] = list(rows.extras) if rows.extras else [None] * len(ids)
    dropped: set[int] = set()
    doubts: list[Quarantined] = []
    for row in sorted(troubles.cells):
        cells = troubles.cells[row]
        lost = any(column in needed and (value or why == "it is empty") for column, value, why in cells)
        said = "; ".join(
            f"{column}: {why}"
            if not value or repr(value) in why or column == "tlp"
            else f"{column} {value[:_SHOWN]!r}: {why}"
            for column, value, why in cells
        )
        if lost:
            dropped.add(row)
        elif texts := {column: value for column, value, _ in cells if value}:
            extras[row] = json.dumps({**json.loads(extras[row] or "{}"), **texts}, ensure_ascii=False)
        hint = (
            "Correct it in the source, or ask for it again."
            if lost
            else "The cell is empty now; see `extra`."
        )
        doubts.append(leaf.doubt(rows.offsets[row], rows.lengths[row], said, hint, kept=not lost))
    rows.extras = extras if any(extras) else None
    if not dropped:
        return rows, arrays, ids, doubts
    keep = [row for row in range(len(ids)) if row not in dropped]
    index = pa.array(keep, pa.int64())
    fewer = Rows(
        rows.kind,
        [ids[row] for row in keep],
        {},
        [rows.offsets[row] for row in keep],
        [rows.lengths[row] for row in keep],
        [extras[row] for row in keep] if rows.extras else None,
    )
    return (
        fewer,
        {name: array.take(index) for name, array in arrays.items()},
        [ids[row] for row in keep],
        doubts,
    )


def _provenance(rows: Rows, arrays: dict[str, Any], ids: list[str], leaf: Leaf, reader: str) -> None:
    import numpy as np
    import pyarrow as pa

    count = len(ids)
    offsets = np.fromiter(rows.offsets, np.int64, count) + leaf.base
    arrays["record_id"] = record_ids(leaf.sha256, offsets.tolist(), rows.kind, ids)
    arrays["source_id"] = pa.array(ids, pa.string())
    arrays["file_sha256"] = pa.repeat(pa.scalar(leaf.sha256), count)
    arrays["byte_offset"] = pa.array(offsets)
    arrays["byte_length"] = pa.array(np.fromiter(rows.lengths, np.int64, count))
    arrays["reader"] = pa.repeat(pa.scalar(reader), count)
    if rows.extras is not None:
        arrays["extra"] = typed.text_column(rows.extras, "extra", typed.Troubles())


def record_ids(sha256: str, offsets: list[int], kind: str, ids: list[str]) -> pa.Array:
    """content_id('rec', sha256, offset, kind, source_id) for many rows at once (the kernel's ids, same values)."""
    import numpy as np
    import pyarrow as pa

    start = blake2b(f"{sha256}\x1f".encode(), digest_size=10)
    digests = bytearray()
    for offset, name in zip(offsets, ids, strict=True):
        each = start.copy()
        each.update(f"{offset}\x1f{kind}\x1f{name}".encode())
        digests += each.digest()
    bits = np.unpackbits(np.frombuffer(bytes(digests), np.uint8).reshape(-1, 10), axis=1).reshape(-1, 16, 5)
    letters = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", np.uint8)
    codes = letters[bits @ np.array([16, 8, 4, 2, 1], np.uint8)]
    text = np.empty((len(ids), 20), np.uint8)
    text[:, :4] = np.frombuffer(b"rec_", np.uint8)
    text[:, 4:] = codes
    ends = np.arange(0, 20 * len(ids) + 1, 20, dtype=np.int32)
    return pa.StringArray.from_buffers(len(ids), pa.py_buffer(ends), pa.py_buffer(text.tobytes()))
