"""Columns under the names of a source become rows under ours."""

from __future__ import annotations

from manumit.engine.evidence.readers.shape import Shape
from manumit.engine.evidence.rows import Rows, Texts, as_extra


def build_rows(
    shape: Shape,
    cells: dict[str, Texts],
    offsets: list[int],
    lengths: list[int],
    ordinals: list[str],
) -> Rows:
    """Columns under their own names become rows under ours; the rest goes to `extra`."""
    columns = {ours: cells[theirs] for theirs, ours in shape.names.items() if theirs in cells}
    count = len(offsets)
    rule = shape.rule
    if rule is not None:
        for name, value in rule.constants.items():
            columns.setdefault(name, [value] * count)
        if rule.step or rule.format:
            _dated(shape, columns)
    ids = cells[shape.id_name] if shape.id_name is not None else ordinals
    unknown = [name for name in cells if name not in shape.names and name != shape.id_name and name]
    extras: list[str | None] | None = None
    if unknown:
        extras = [
            as_extra({name: value for name, value in zip(unknown, row, strict=True) if value})
            for row in zip(*(cells[name] for name in unknown), strict=True)
        ]
    return Rows(shape.kind, ids, columns, offsets, lengths, extras)


def _dated(shape: Shape, columns: dict[str, Texts]) -> None:
    from manumit.base.kernel import record_kinds

    rule = shape.rule
    assert rule is not None
    for name, typ in record_kinds()[shape.kind].columns.items():
        if typ in ("time", "date") and name in columns:
            told = rule.moment if typ == "time" else rule.day
            known = {text: told(text) for text in set(columns[name]) if text}
            columns[name] = [known[text] if text else None for text in columns[name]]
