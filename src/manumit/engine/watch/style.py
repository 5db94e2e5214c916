"""Watched ways of writing: new adverts and posts are held against the example texts of an author. Names, numbers,
prices and places are masked, as among operators, so that style is measured and not the answer. A hint, never proof."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from manumit.base.kernel import TableEngine, content_id
from manumit.engine.evidence import Workspace
from manumit.engine.links import hidden, skeleton
from manumit.engine.signals import extract
from manumit.engine.watch.fresh import FRESH, MENTIONS
from manumit.engine.watch.manner import NEAR, Manners
from manumit.engine.watch.measured import MEASURED
from manumit.engine.watch.model import Entry, Hit, Unusable

LEAST_WORDS = 12
"""Of an example. On development worlds (own 1 and 2; other hands 1 and 3; third hand 1 and 3; fourth hand 1) examples
of 8 to 11 words found one in 16 of their author's further adverts, from 12 words on about one in four."""
LEAST_REFERENCE, MOST_REFERENCE = 1_000, 8_000
"""Adverts and posts of the workspace that ways of writing are held against. With fewer, one in 1,000 says nothing."""
LISTED: Mapping[str, str] = {"ad": "title", "post": "NULL"}
"""What is compared, and its title."""
MASKED = ("phone", "email", "handle", "wallet", "iban", "url", "price", "name", "place")
_BETWEEN = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)
_BATCH = 4_096
Span = tuple[int, int, str]


def style_subject(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """One example text, or several with a line of dashes between."""
    texts = example_texts(value)
    words = sum(len(re.findall(r"[^\W\d_]+", text)) for text in texts)
    if words < LEAST_WORDS:
        raise Unusable(
            f"a way of writing cannot be told from {words} word{'s' * (words != 1)}",
            f"Give at least {LEAST_WORDS} words of the author's; three whole adverts are good, --- between them.",
        )
    told = " ".join(value.split())
    return {"keys": (content_id("text", value),), "text": value, "value": told[:60]}


def example_texts(value: str) -> list[str]:
    """The texts of an entry."""
    return [text.strip() for text in _BETWEEN.split(value) if text.strip()]


def manner_of(text: str, spans: Sequence[Span] | None = None) -> str:
    """A text as its skeleton; `spans` of what is masked, read here when not given."""
    if spans is None:
        spans = [(one.start, one.end, one.kind) for one in extract({"text": text}) if one.kind in MASKED]
    return skeleton("", hidden(text, spans))


def style_hits(
    engine: TableEngine,
    workspace: Workspace,
    entries: Sequence[Entry],
    refused: dict[str, str],
    progress: Callable[[int, int], None],
) -> Iterator[Hit]:
    """Fresh adverts and posts that are written as the examples are. Entries wait (in `refused`) while the workspace has
    too few texts to tell what is usual."""
    watched = [entry for entry in entries if entry.kind == "style"]
    if not watched:
        return
    _view_texts(engine, workspace)
    reference = [manner_of(text, spans) for batch in _reference(engine) for _, text, spans in batch]
    if len(reference) < LEAST_REFERENCE:
        few = f"{len(reference):,} adverts and posts are too few to tell what is usual here"
        why = f"{few}; a way of writing is looked for from {LEAST_REFERENCE:,} on, and nothing is missed until then"
        refused |= dict.fromkeys((entry.id for entry in watched), why)
        return
    manners = Manners(
        [[manner_of(text) for text in example_texts(entry.text)] for entry in watched], reference
    )
    limits = manners.limits()
    total = int(engine.rows("SELECT count(*) FROM watch_text SEMI JOIN watch_fresh USING (record_id)")[0][0])
    done = 0
    for batch in _batches(engine, f"SEMI JOIN {FRESH} USING (record_id)"):
        likeness = manners.likeness([manner_of(text, spans) for _, text, spans in batch])
        nearer = manners.nearer(likeness)
        for row, at in zip(*(likeness > limits).nonzero(), strict=True):
            how = _says(int(nearer[row, at]), len(reference))
            yield Hit(
                watched[at].id, batch[row][0], "text", None, None, round(float(likeness[row, at]), 3), how
            )
        done += len(batch)
        progress(done, total)


def _says(nearer: int, reference: int) -> str:
    met, low, high = (f"{100 * one:.0f}" for one in MEASURED["style"].met)
    return (
        f": of {reference:,} adverts and posts here {nearer} come as near to it, and {NEAR} in 1,000 is the limit."
        f" It is a hint, never proof: so many strangers write alike, and of an author's own further adverts, on made-up"
        f" worlds, {met} of 100 ({low} to {high}) came so near"
    )


Batch = list[tuple[str, str, list[Span]]]


def _view_texts(engine: TableEngine, workspace: Workspace) -> None:
    """All texts that may be compared, and what is masked in them as far as it was read."""
    union = " UNION ALL ".join(
        f"SELECT record_id, {title} AS title, text FROM {kind} WHERE concat({title}, text) <> ''"
        for kind, title in LISTED.items()
    )
    engine.run(f"CREATE OR REPLACE VIEW watch_text AS {union}")
    kinds = ", ".join(f"'{kind}'" for kind in MASKED)
    columns = 'record_id, field, kind, start, "end"'
    path = str(workspace.derived("mention")).replace("'", "''")
    known = (
        f" UNION SELECT {columns} FROM read_parquet('{path}') WHERE kind IN ({kinds})"
        if workspace.derived("mention").exists()
        else ""
    )
    engine.run(
        f"CREATE OR REPLACE VIEW watch_masked AS SELECT {columns} FROM {MENTIONS} WHERE kind IN ({kinds}){known}"
    )


def _reference(engine: TableEngine) -> Iterator[Batch]:
    """The same texts at every watch, as long as nothing is added."""
    engine.run(
        f"CREATE OR REPLACE TABLE watch_reference AS SELECT record_id FROM watch_text"
        f" ORDER BY md5(record_id), record_id LIMIT {MOST_REFERENCE}"
    )
    yield from _batches(engine, "SEMI JOIN watch_reference USING (record_id)")


def _batches(engine: TableEngine, among: str) -> Iterator[Batch]:
    """(record, text with its title, spans that are masked) of texts."""
    query = (
        f"SELECT t.record_id, any_value(t.title) AS title, any_value(t.text) AS text,"
        ' list(m.field) AS field, list(m.kind) AS kind, list(m.start) AS start, list(m."end") AS stop'
        f" FROM (SELECT * FROM watch_text {among}) t"
        " LEFT JOIN watch_masked m ON m.record_id = t.record_id AND m.field IN ('title', 'text')"
        " GROUP BY t.record_id ORDER BY t.record_id"
    )
    for batch in engine.batches(query, _BATCH):
        columns = (column.to_pylist() for column in batch.columns)
        yield [_row(*row) for row in zip(*columns, strict=True)]


def _row(record: str, title: str | None, text: str | None, *marks: list[Any]) -> tuple[str, str, list[Span]]:
    shift = len(title) + 1 if title and text else 0
    spans = [
        (start + shift * (field == "text"), stop + shift * (field == "text"), kind)
        for field, kind, start, stop in zip(*marks, strict=True)
        if field is not None
    ]
    return record, "\n".join(part for part in (title, text) if part), spans
