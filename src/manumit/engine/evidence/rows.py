"""Text as a reader found it, before it is typed: rows of one kind, column by column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from manumit.engine.evidence.model import Quarantined

Texts = Sequence[str | None]
_T = TypeVar("_T")
FLUSH = 2048
"""Drafts that are typed together."""


@dataclass(slots=True)
class Draft:
    """One record as text: ISO times and decimal amounts, as the columns of a CSV file would carry them."""

    kind: str
    source_id: str
    offset: int
    length: int
    values: dict[str, str | None]
    extra: dict[str, object] = field(default_factory=dict)
    observed: str | None = None
    """When it was seen, where no column of the kind says so."""


@dataclass(slots=True)
class Rows:
    """Many records of one kind as columns of text. Offsets and lengths are bytes within the leaf."""

    kind: str
    ids: Texts
    columns: dict[str, Texts]
    offsets: Sequence[int]
    lengths: Sequence[int]
    extras: list[str | None] | None = None
    observed: Texts | None = None


Found = Draft | Rows | Quarantined
"""What a reader yields."""


def gathered(found: Iterable[Found], most: int = FLUSH) -> Iterator[Rows | Quarantined]:
    """Drafts become rows, kind by kind, at most `most` at a time; order within a kind is kept."""
    waiting: dict[str, list[Draft]] = {}
    count = 0
    for item in found:
        if not isinstance(item, Draft):
            yield item
            continue
        waiting.setdefault(item.kind, []).append(item)
        count += 1
        if count >= most:
            yield from map(_as_rows, waiting.values())
            waiting, count = {}, 0
    yield from map(_as_rows, waiting.values())


def _as_rows(drafts: list[Draft]) -> Rows:
    names = dict.fromkeys(name for draft in drafts for name in draft.values)
    extras = [as_extra(draft.extra) for draft in drafts]
    observed = [draft.observed for draft in drafts]
    return Rows(
        drafts[0].kind,
        [draft.source_id for draft in drafts],
        {name: [draft.values.get(name) for draft in drafts] for name in names},
        [draft.offset for draft in drafts],
        [draft.length for draft in drafts],
        extras if any(extras) else None,
        observed if any(observed) else None,
    )


def merged(parts: list[Rows]) -> Rows:
    """Rows of one kind as one run, in the order of their offsets."""
    if len(parts) == 1:
        return parts[0]
    offsets = [offset for part in parts for offset in part.offsets]
    order = sorted(range(len(offsets)), key=offsets.__getitem__)

    def joined(lists: Iterable[Sequence[_T]]) -> list[_T]:
        flat = [item for each in lists for item in each]
        return [flat[place] for place in order]

    def padded(part: Rows, values: Texts | None) -> Texts:
        return [None] * len(part.ids) if values is None else values

    names = dict.fromkeys(name for part in parts for name in part.columns)
    return Rows(
        parts[0].kind,
        joined(part.ids for part in parts),
        {name: joined(padded(part, part.columns.get(name)) for part in parts) for name in names},
        joined(part.offsets for part in parts),
        joined(part.lengths for part in parts),
        joined(padded(part, part.extras) for part in parts),
    )


def as_extra(extra: dict[str, object]) -> str | None:
    """Unknown columns as JSON text; None when there are none."""
    return json.dumps(extra, ensure_ascii=False, allow_nan=False) if extra else None
