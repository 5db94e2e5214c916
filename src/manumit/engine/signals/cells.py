"""Mentions of one record: its texts are searched, its cells (one identifier each) are normalised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from manumit.base.kernel import content_id
from manumit.engine.signals.addresses import normalise_email
from manumit.engine.signals.countries import country_of
from manumit.engine.signals.disguise import disguised_share
from manumit.engine.signals.extraction import extract
from manumit.engine.signals.handles import normalise_handle
from manumit.engine.signals.model import Mention
from manumit.engine.signals.phone_forms import normalise_phone
from manumit.engine.signals.places import country_at
from manumit.engine.signals.sources import SOURCES, Source

Row = tuple[str, str | None, dict[str, Any]]
"""(record_id, region, column -> value)"""
CELL = "cell/1"
_IDENTIFIERS = frozenset(["phone", "email", "handle", "wallet", "url", "iban", "name"])
LEAST_DISGUISED = 0.02
"""Share of a record's letters and digits that must be disguised for it to be told: below, it is a slip."""
_SURE, _FILLING = 0.98, 0.8  # confidence of a cell that is one identifier; share of the cell it must fill


def region_of(source: Source, row: Mapping[str, Any]) -> str | None:
    """The country a record's national numbers are read in: its own, else that of its place."""
    country = row.get(source.country) if source.country else None
    place = next((row[name] for name in source.places if row.get(name)), None)
    return country_of(country) or (country_at(place) if place else None)


def _whole(field: str, kind: str, value: str, text: str, confidence: float = _SURE) -> Mention:
    return Mention(field, kind, value, 0, len(text), confidence, CELL)


def _contact(field: str, text: str, region: str | None) -> list[Mention]:
    """A contact cell: whatever it holds; what fills it is as good as certain."""
    found = extract({field: text}, region, _IDENTIFIERS)
    size = len(text.strip())
    if not found:
        phone = normalise_phone(text, region) if not any(map(str.isalpha, text)) else None
        return [_whole(field, "phone", phone[0], text, min(phone[1], 0.9))] if phone else []
    return [
        Mention(m.field, m.kind, m.value, m.start, m.end, max(m.confidence, _SURE), CELL)
        if m.end - m.start >= _FILLING * size and not m.value.startswith("+?")
        else m
        for m in found
    ]


def _cell(field: str, kind: str, text: str, region: str | None, row: Mapping[str, Any]) -> list[Mention]:
    if kind == "contact":
        return _contact(field, text, region)
    if kind == "author" and row.get("platform") == "email":
        kind = "email"
    if kind == "author":
        return [_whole(field, "handle", normalise_handle(str(row.get("platform") or ""), text), text)]
    if kind == "phone":
        phone = normalise_phone(text, region)
        return [_whole(field, "phone", phone[0], text, max(phone[1], 0.7))] if phone else []
    if kind == "email":
        return [_whole(field, "email", normalise_email(text), text)] if "@" in text else []
    if kind == "document":
        value = "".join(char for char in text.upper() if char.isalnum())
        return [_whole(field, "document", value, text)] if len(value) >= 5 else []
    return [_whole(field, kind, text.strip(), text)]


def mentions_of(source: Source, region: str | None, row: Mapping[str, Any]) -> list[Mention]:
    """All mentions of one record."""
    found: list[Mention] = []
    texts = {name: row[name] for name in source.texts if row.get(name)}
    if texts:
        found += extract(texts, region)
        share = disguised_share(texts, found)
        if share >= LEAST_DISGUISED:
            found.append(Mention("", "disguise", f"{share:.3f}", 0, 0, 1.0, "disguise/1"))
    for name, kind in source.cells:
        text = row.get(name)
        if text and text.strip():
            found += _cell(name, kind, text, region, row)
    return found


def read_rows(kind: str, rows: Sequence[Row]) -> dict[str, list[Any]]:
    """The mention columns of a chunk of rows of one kind. Runs in a worker."""
    source = SOURCES[kind]
    names = (
        "mention_id",
        "record_id",
        "record_kind",
        "field",
        "kind",
        "value",
        "start",
        "end",
        "confidence",
        "extractor",
        "obfuscation",
    )
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for record_id, region, row in rows:
        for one in mentions_of(source, region, row):
            key = content_id("mention", record_id, one.field, one.kind, one.value, str(one.start))
            values = (
                key,
                record_id,
                kind,
                one.field,
                one.kind,
                one.value,
                one.start,
                one.end,
                one.confidence,
                one.extractor,
                one.obfuscation,
            )
            for name, value in zip(names, values, strict=True):
                columns[name].append(value)
    return columns
