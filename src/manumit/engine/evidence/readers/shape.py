"""Which kind of record a table holds, told from its column names, and how its columns map to ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from manumit.base.kernel import record_kinds
from manumit.engine.evidence.mapping import HANDLING, FileRule

UNTABLED = frozenset({"page", "leg", "image"})
"""Kinds that no CSV or JSON-lines file carries by itself (a mapping may say so)."""
SAY_MAP = "Say what it is with --map FILE.yaml (see examples/amlsim.yaml)."


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is read: our column name for each of theirs, the id column (None: the row's ordinal)."""

    kind: str
    names: dict[str, str]
    id_name: str | None
    rule: FileRule | None


def told(names: Sequence[str], rule: FileRule | None) -> Shape | str:
    """The shape of a table with these columns, or why it has none."""
    if rule is not None:
        return _ruled(names, rule)
    present = {name.strip().lower(): name for name in reversed(names)}
    scores: list[tuple[int, str]] = []
    for kind in record_kinds().values():
        if kind.name not in UNTABLED and kind.id_column in present:
            scores.append((len(kind.file_columns.intersection(present)), kind.name))
    if not scores:
        return f"no column is the id of a kind we know (columns: {', '.join(names)[:200]})"
    scores.sort(reverse=True)
    if len(scores) > 1 and scores[0][0] == scores[1][0]:
        return f"it could be {scores[0][1]} or {scores[1][1]}: as many columns match"
    kind = record_kinds()[scores[0][1]]
    ours = {present[name]: name for name in (*kind.file_columns, *HANDLING) if name in present}
    id_name = present[kind.id_column]
    return Shape(
        kind.name, {theirs: name for theirs, name in ours.items() if name != kind.id_column}, id_name, None
    )


def _ruled(names: Sequence[str], rule: FileRule) -> Shape | str:
    kind = record_kinds()[rule.kind]
    allowed = (*kind.columns, kind.id_column, *HANDLING)
    present = {name.strip(): name for name in names}
    missing = [theirs for theirs in rule.columns.values() if theirs not in present]
    if missing:
        return f"the mapping names columns that are not there: {', '.join(missing)[:200]}"
    ours: dict[str, str] = {}
    for name in allowed:
        theirs = rule.columns.get(name, name)
        if theirs in present and (name in rule.columns or theirs not in rule.columns.values()):
            ours[name] = present[theirs]
    id_name = (
        ours.pop(kind.id_column, None) if kind.id_column not in kind.columns else ours.get(kind.id_column)
    )
    names_by_theirs: dict[str, str] = {}
    for name, theirs in ours.items():
        names_by_theirs.setdefault(theirs, name)
    return Shape(rule.kind, names_by_theirs, id_name, rule)


def looks_known(names: Iterable[str]) -> bool:
    """Whether some name is the id column of a kind that tables carry."""
    present = {name.strip().lower() for name in names}
    return any(kind.id_column in present for kind in record_kinds().values() if kind.name not in UNTABLED)
