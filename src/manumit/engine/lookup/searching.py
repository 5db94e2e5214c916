"""One search: entities, then records by what they say, by their own id, and by the identifiers that were found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from manumit.engine.lookup import rows
from manumit.engine.lookup.candidates import expression
from manumit.engine.lookup.entities import Found, entity_hits, find_entities
from manumit.engine.lookup.forms import forms_of
from manumit.engine.lookup.index import Index
from manumit.engine.lookup.model import Hits, Record, RecordHit, Span, Why
from manumit.engine.lookup.narrow import Narrow
from manumit.engine.lookup.query import LEAST, RANK, Word, spans_of, words_of

MOST_TEXTS = 1500
"""Texts that are compared with one query, the newest; more have all its letters in common use."""
SECONDS = 0.08
"""Time for finding them."""
_AT_ONCE = 100
_BEFORE, _SHOWN = 60, 260
"""Characters of a record shown before the first match, and in all."""
_IDENTIFIERS = frozenset({"phone", "email", "handle", "wallet", "iban", "document", "account"})
_MOST_IDENTIFIED, _LEAST_SCORE = 3, 0.3
"""Identifiers whose own records are given too, however they are written there, and how well they must answer."""


@dataclass(frozen=True, slots=True)
class Met:
    """A record that answers."""

    record: int
    why: Why
    text: str
    spans: tuple[Span, ...]


def search(
    index: Index,
    text: str,
    kinds: Sequence[str],
    entity_kinds: Sequence[str],
    since: datetime | None,
    until: datetime | None,
    place: str,
    limit: int,
    offset: int,
) -> Hits:
    """See Lookup.search."""
    words, most = words_of(text), max(0, offset) + max(0, limit) + 1
    narrow = Narrow.of(index, kinds, since, until, place)
    if not words:
        newest, complete = narrow.newest(index, most)
        met = [Met(record, "exact", "", ()) for record in newest]
        return _hits(index, words, [], met, limit, offset, complete, "empty")
    found, all_entities = find_entities(index, words, entity_kinds, most)
    met, all_records = _records(index, words, narrow, most)
    known = {one.record for one in met}
    met += [one for one in _identified(index, found, narrow, most) if one.record not in known]
    met.sort(key=lambda one: -one.record)
    own = _by_own_id(index, text.strip(), narrow)
    met = own + [one for one in met if one.record not in {mine.record for mine in own}]
    long = any(len(form) >= LEAST for word in words for form in word.forms())
    return _hits(
        index, words, found, met, limit, offset, all_entities and all_records, "" if long else "short"
    )


def _hits(
    index: Index,
    words: tuple[Word, ...],
    found: Sequence[Found],
    met: Sequence[Met],
    limit: int,
    offset: int,
    complete: bool,
    note: str,
) -> Hits:
    start, end = max(0, offset), max(0, offset) + max(0, limit)
    shown = met[start:end]
    known = rows.records(index, (one.record for one in shown))
    return Hits(
        entities=tuple(entity_hits(index, words, found[start:end])),
        records=tuple(_shown(known[one.record], one) for one in shown),
        more_entities=len(found) > end,
        more_records=len(met) > end,
        complete=complete,
        note=note,
    )


def _shown(record: Record, met: Met) -> RecordHit:
    text = met.text or "\n".join(filter(None, (record.title, record.body, record.details)))[:_SHOWN]
    return RecordHit(record, met.why, text, met.spans)


def _records(index: Index, words: tuple[Word, ...], narrow: Narrow, most: int) -> tuple[list[Met], bool]:
    """Those whose text holds every word; whether everything was looked at, or enough was found."""
    match = expression(index, "text", words)
    if not match or narrow.nothing:
        return [], True
    sql = f"SELECT rowid FROM text_index i WHERE text_index MATCH ? {narrow.some_record('i.rowid')} ORDER BY rowid"
    numbers, complete = index.within(sql, [match], SECONDS, MOST_TEXTS)
    met: list[Met] = []
    texts = 0
    for start in range(0, len(numbers), _AT_ONCE):
        some = [row[0] for row in numbers[start : start + _AT_ONCE]]
        sql = "SELECT text, title, body, details FROM text WHERE text IN ({}) ORDER BY text"
        for number, *parts in index.among(sql, some):
            said = "\n".join(filter(None, parts))
            why = _why(words, said)
            if why is not None:
                shown, spans = _cited(words, said)
                texts += 1
                met += [Met(one, why, shown, spans) for one in narrow.records_of_text(index, number, most)]
        if texts >= most and not narrow.ends:  # texts come newest first: those behind have older records only
            return met, True
    return met, complete


def _why(words: Sequence[Word], said: str) -> Why | None:
    """How a text answers: as its least alike word does."""
    forms, shown = forms_of(said), said.casefold()
    worst: Why = "exact"
    for word in words:
        way = word.within(forms)
        if way is None:
            return None
        way = "exact" if word.typed in shown else way
        worst = way if RANK[way] > RANK[worst] else worst
    return worst


def _cited(words: tuple[Word, ...], said: str) -> tuple[str, tuple[Span, ...]]:
    """The piece of a text around what was found first, and where in it the words stand."""
    spans = spans_of(words, said)
    start = max(0, spans[0][0] - _BEFORE) if spans else 0
    shown = said[start : start + _SHOWN]
    moved = ((max(0, a - start), min(len(shown), b - start)) for a, b in spans)
    return shown, tuple((a, b) for a, b in moved if a < b)


def _identified(index: Index, found: Iterable[Found], narrow: Narrow, most: int) -> list[Met]:
    """Records of the identifiers that answer best: a number may be written there in words."""
    best = [hit for hit in found if hit.why != "fuzzy" and hit.score >= _LEAST_SCORE][:_MOST_IDENTIFIED]
    known = rows.entities(index, (hit.entity for hit in best))
    met: dict[int, Met] = {}
    for hit in best:
        if known[hit.entity].kind in _IDENTIFIERS and known[hit.entity].label == hit.text:
            for record in narrow.records_of_entity(index, hit.entity, most):
                met.setdefault(record, Met(record, hit.why, "", ()))
    return list(met.values())


def _by_own_id(index: Index, text: str, narrow: Narrow) -> list[Met]:
    """The record that is called so, by its source or by us."""
    if not text or len(text) > 500 or narrow.nothing:
        return []
    sound = rows.sound(text)
    sql = f"""SELECT record FROM record r WHERE (source_id = ?1 COLLATE NOCASE OR id = ?1) {narrow.where("r")}
    ORDER BY record DESC LIMIT 20"""
    return [Met(record, "exact", sound, ((0, len(sound)),)) for (record,) in index.rows(sql, [sound])]
