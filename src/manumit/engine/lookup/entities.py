"""Entities that answer to a query: by the beginning of their label, by what stands in it, by what looks like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from manumit.engine.lookup import rows
from manumit.engine.lookup.candidates import expression
from manumit.engine.lookup.forms import forms_of
from manumit.engine.lookup.fuzzy import alike
from manumit.engine.lookup.index import Index, Row
from manumit.engine.lookup.model import EntityHit, Why
from manumit.engine.lookup.query import RANK, Word, spans_of

MOST_SEEN = 600
"""Entities that are compared with one query; more answer to a query that is not one yet ('an', '077')."""
SECONDS = 0.06
"""Time that each way of finding them may take."""
_WORTH: Mapping[Why, float] = {"exact": 1.0, "folded": 0.97, "transliterated": 0.94, "fragment": 0.9}
_BEHIND = {"picture": 0.5, "template": 0.5, "id": 0.5, "form": 0.5, "sighting": 0.5}
"""Kinds that nobody asks for by name: they come behind those that somebody does."""
_FEW = 5
"""When fewer are found, typing slips are looked for."""
_SAID = "SELECT entity, kind, label, about, also, records FROM entity WHERE entity IN ({})"


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that answers: number, how, in which of its writings, how well."""

    entity: int
    why: Why
    text: str
    score: float
    records: int


def find_entities(
    index: Index, words: Sequence[Word], kinds: Sequence[str], wanted: int
) -> tuple[list[Found], bool]:
    """The best first; and whether everything was looked at."""
    numbers = [index.numbers[kind] for kind in kinds if kind in index.numbers]
    if kinds and not numbers:
        return [], True
    seen, complete = _candidates(index, words, numbers)
    found = [hit for row in index.among(_SAID, seen) if (hit := _judged(index, words, row))]
    if len(found) < min(wanted, _FEW):
        known = {hit.entity for hit in found}
        found += [
            Found(entity, why, text, score, records)
            for entity, text, score, records, why in alike(index, words, numbers)
            if entity not in known
        ]
    found.sort(key=lambda hit: (-round(hit.score, 3), RANK[hit.why], -hit.records, hit.entity))
    return found, complete


def _candidates(index: Index, words: Sequence[Word], kinds: Sequence[int]) -> tuple[list[int], bool]:
    narrowed = f"AND e.kind IN ({', '.join(map(str, kinds))})" if kinds else ""
    whole = " ".join(word.folded for word in words)
    start = f"""SELECT entity FROM entity e WHERE folded >= ?1 AND folded < ?1 || '\U0010ffff' {narrowed}
    ORDER BY folded LIMIT {MOST_SEEN // 2}"""
    begins, _ = index.within(start, [whole], SECONDS)
    seen = [row[0] for row in begins]
    match = expression(index, "entity", words)
    if not match:
        return seen, match is None or len(begins) < MOST_SEEN // 2
    sql = f"""SELECT e.entity FROM entity_index i JOIN entity e ON e.entity = i.rowid
    WHERE entity_index MATCH ? {narrowed} ORDER BY i.rowid"""
    inside, complete = index.within(sql, [match], SECONDS, MOST_SEEN)
    return [*seen, *(row[0] for row in inside)], complete


def _judged(index: Index, words: Sequence[Word], row: Row) -> Found | None:
    """Every word has to stand in its label, or in what else it is called."""
    entity, kind, label, about, also, records = row
    whole = forms_of(f"{label}\n{about}\n{also}")
    ways = [word.within(whole) for word in words]
    if not all(ways):
        return None
    writings = [text for text in (label, about, *also.split("\n")) if text]
    score, text, why = max((_likeness(words, one) for one in writings), key=lambda one: one[0])
    return Found(entity, why, text, score * _BEHIND.get(index.words[kind], 1.0), records)


def _likeness(words: Sequence[Word], text: str) -> tuple[float, str, Why]:
    """How well a writing answers: the share of it that was typed, less for each form further from what was typed."""
    shown, forms = text.casefold(), forms_of(text)
    share, ways = 0.0, []
    for word in words:
        way = word.within(forms)
        if way is not None:
            way = "exact" if word.typed in shown else way
            ways.append(way)
            share += len(word.digits or word.folded) * _WORTH[way]
    size = max(1, sum(map(str.isalnum, forms.folded)))
    return min(1.0, share / size), text, max(ways, key=lambda way: RANK[way], default="folded")


def entity_hits(index: Index, words: tuple[Word, ...], found: Sequence[Found]) -> list[EntityHit]:
    """As handed out."""
    known = rows.entities(index, (hit.entity for hit in found))
    return [
        EntityHit(known[hit.entity], hit.why, hit.text, spans_of(words, hit.text), round(hit.score, 3))
        for hit in found
    ]
