"""Watched phrases, names and example texts in the texts of records: every distinct text is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from manumit.base.kernel import TableEngine
from manumit.engine.watch.fresh import FRESH
from manumit.engine.watch.likeness import LikenessIndex
from manumit.engine.watch.model import Entry, Hit
from manumit.engine.watch.phrases import ANY_ORDER, SAID, Phrase, PhraseIndex
from manumit.engine.watch.tokens import read

TEXTS: Mapping[str, tuple[str, ...]] = {
    "ad": ("title", "text"),
    "post": ("text",),
    "offer": ("title", "text"),
    "page": ("title", "text"),
    "report": ("text",),
    "sighting": ("description",),
    "missing_person": ("description",),
    "payment": ("memo",),
}
"""The columns that hold what somebody wrote."""
LISTINGS = ("ad", "post", "offer", "page")
"""What is published, and copied."""
NAME_IN_TEXT = 0.5
"""The words of a name side by side in a text may be two people's, or nobody's."""
_FEWEST_NAME_WORDS = 2
Progress = Callable[[int, int], None]


def phrases_of(entries: Sequence[Entry]) -> list[Phrase]:
    """What phrase entries look for, and names of two words and more, in any order side by side."""
    found = []
    for entry in entries:
        if entry.kind == "phrase":
            found.append(Phrase(entry.id, entry.keys, entry.match == "exact", entry.within))
        elif entry.kind == "name" and " " in entry.keys[0] and not entry.keys[1]:
            words = tuple(entry.keys[0].split(" "))
            found.append(Phrase(entry.id, words, False, len(words)))
    return found


def text_hits(
    engine: TableEngine, entries: Sequence[Entry], examples: Mapping[str, Sequence[str]], progress: Progress
) -> Iterator[Hit]:
    """Phrases, names and copies of examples in the fresh records. `examples`: texts by the id of a template entry."""
    index = PhraseIndex(phrases_of(entries))
    likeness = LikenessIndex([(entry, text) for entry, texts in examples.items() for text in texts])
    names = {entry.id for entry in entries if entry.kind == "name"}
    kinds = list(TEXTS) if index else [kind for kind in LISTINGS if likeness]
    counts = {kind: _count(engine, kind) for kind in kinds}
    done, total = 0, sum(counts.values())
    for kind in kinds:
        columns = TEXTS[kind]
        listed = ", ".join(columns)
        query = (
            f"SELECT {listed}, list(record_id ORDER BY record_id) FROM {kind} SEMI JOIN {FRESH} USING (record_id)"
            f" WHERE concat({listed}) <> '' GROUP BY ALL"
        )
        for batch in engine.batches(query, 4096):
            for *texts, records in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                cells = dict(zip(columns, texts, strict=True))
                yield from _in_fields(cells, records, index, names)
                if likeness and kind in LISTINGS:
                    yield from _copies(cells, records, likeness)
                done += len(records)
            progress(min(done, total), total)


def _count(engine: TableEngine, kind: str) -> int:
    return int(engine.rows(f"SELECT count(*) FROM {FRESH} WHERE kind = '{kind}'")[0][0])


def _in_fields(
    cells: Mapping[str, str | None], records: Sequence[str], index: PhraseIndex, names: set[str]
) -> Iterator[Hit]:
    if not index:
        return
    best: dict[str, tuple[float, str, int, int, str]] = {}
    for field, value in cells.items():
        if not value:
            continue
        text = read(value)
        for found in index.find(text):
            score = found.score * NAME_IN_TEXT / ANY_ORDER if found.entry in names else found.score
            if found.entry not in best or score > best[found.entry][0]:
                best[found.entry] = (score, field, *text.source_span(found.start, found.end), SAID[found.how])
    for entry, (score, field, start, end, how) in best.items():
        for record in records:
            yield Hit(entry, record, field, start, end, round(score, 3), how)


def _copies(
    cells: Mapping[str, str | None], records: Sequence[str], likeness: LikenessIndex
) -> Iterator[Hit]:
    whole = "\n".join(value for value in cells.values() if value)
    for entry, like in likeness.find(read(whole)):
        for record in records:
            yield Hit(entry, record, "text", None, None, round(like, 3), f": {like:.0%} of it is the same")
