"""The sights of records: what the report shows of each piece of evidence, read from the workspace's records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from manumit.base.kernel import TableEngine, show_money
from manumit.engine.signals import airport, place_of
from manumit.services.report.sight import Sight

_PLACE = {
    "ad": "location",
    "offer": "location",
    "payment": "city",
    "account": "city",
    "stay": "city",
    "sighting": "place",
    "report": "location",
    "missing_person": "last_seen_place",
    "booking": "destination",
}
_TEXT = {
    "ad": "text",
    "post": "text",
    "offer": "text",
    "page": "text",
    "report": "text",
    "sighting": "description",
    "missing_person": "description",
    "payment": "memo",
}
_PRIVATE = (
    "holder_name",
    "passenger_name",
    "guest_name",
    "name",
    "debtor_name",
    "creditor_name",
    "phone",
    "email",
    "contact_phone",
    "contact_email",
    "contact",
    "document",
    "author",
)
CITED = 240
"""Characters of original text a report cites: spans, never whole originals."""
_LISTED = 3000
"""Records of one kind that are looked up at once."""


def gather_sights(
    engine: TableEngine, wanted: Iterable[tuple[str, str]], files: Mapping[str, str]
) -> dict[str, Sight]:
    """Sights by record id for (kind, record_id) pairs; `files` names sources by sha256."""
    by_kind: dict[str, list[str]] = {}
    for kind, record in sorted(set(wanted)):
        by_kind.setdefault(kind, []).append(record)
    sights: dict[str, Sight] = {}
    for kind, records in by_kind.items():
        for start in range(0, len(records), _LISTED):
            listed = ", ".join("'" + r.replace("'", "''") + "'" for r in records[start : start + _LISTED])
            table = engine.arrow(f"SELECT * FROM {kind} WHERE record_id IN ({listed})")
            sights |= {row["record_id"]: _sight(kind, row, files) for row in table.to_pylist()}
    return sights


def _sight(kind: str, row: Mapping[str, Any], files: Mapping[str, str]) -> Sight:
    place = str(row.get(_PLACE.get(kind, ""), "") or "")
    spot = airport(place) if kind == "booking" else place_of(place, row.get("country")) if place else None
    return Sight(
        record_id=row["record_id"],
        kind=kind,
        source_id=row["source_id"],
        observed_at=row["observed_at"],
        zone_minutes=row["zone_minutes"],
        place=spot.name if spot and kind == "booking" else place,
        lat=spot.lat if spot and kind != "stay" else None,
        lon=spot.lon if spot and kind != "stay" else None,
        summary=_summary(kind, row),
        cited=str(row.get(_TEXT.get(kind, ""), "") or "")[:CITED],
        file=PurePath(files.get(row["file_sha256"], "")).name,
        byte_offset=row["byte_offset"],
        byte_length=row["byte_length"],
        sha256=row["file_sha256"],
        tlp=row["tlp"] or "",
        private=tuple(str(row[c]) for c in _PRIVATE if row.get(c)),
    )


def _summary(kind: str, row: Mapping[str, Any]) -> str:
    if kind == "payment" and row["amount"] is not None:
        money = show_money(int(row["amount"]), row["currency"] or "", row["amount_exponent"])
        return f"{money} {row['channel'] or ''}".strip()
    if kind == "booking":
        return f"{row['origin'] or '?'} to {row['destination'] or '?'}"
    if kind == "stay":
        return f"{row['property'] or 'a stay'}, {row['rooms'] or 1} room(s)"
    if kind == "account":
        return f"{row['kind'] or ''} account".strip()
    return str(row.get("title") or row.get("channel") or row.get("platform") or "")
