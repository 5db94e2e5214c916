"""Which columns of a kind of record are its title, its body, its place ... in the index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_NOWHERE = "''"
MOST_BODY = 8000
"""Characters of one field that are kept and searched; a longer page is a dump, and its bytes are in the evidence."""


@dataclass(frozen=True, slots=True)
class Shape:
    """SQL expressions over the columns of a kind; NULL where it has none."""

    title: str = "NULL"
    body: str = "NULL"
    details: tuple[str, ...] = ()
    """Columns that name somebody or something, searched with the rest."""
    summary: str = "NULL"
    place: str = "NULL"
    country: str = "NULL"
    origin: str = "NULL"
    until: str = "NULL"
    codes: bool = False
    """Its places are IATA codes."""
    located: bool = False
    """It may say where its place lies (lat, lon), and so which of several towns of one name is meant."""


SHAPES = {
    "ad": Shape("title", "text", ("location", "contact", "source", "url"), place="location", located=True),
    "post": Shape(body="text", details=("author", "platform", "links"), summary="platform"),
    "offer": Shape(
        "title", "text", ("employer", "location", "contact", "source"), place="location", country="country"
    ),
    "page": Shape("title", "text", ("url", "contact"), summary="NULL"),
    "image": Shape("source_id", details=("url", "member")),
    "domain": Shape("source_id", details=("registrar", "employer")),
    "account": Shape(
        "holder_name",
        details=("source_id", "phone", "email", "address", "city", "occupation"),
        summary="trim(coalesce(kind, '') || ' account')",
        place="city",
        country="country",
    ),
    "payment": Shape(
        body="memo",
        details=("debtor_name", "creditor_name"),
        summary="trim(lookup_money(amount, amount_exponent, currency) || ' ' || coalesce(channel, ''))",
        place="city",
        country="country",
    ),
    "booking": Shape(
        "passenger_name",
        details=(
            "birth_date::VARCHAR",
            "document",
            "record_locator",
            "ticket_number",
            "payer_name",
            "contact_phone",
            "contact_email",
            "agency",
        ),
        summary="coalesce(origin, '?') || ' to ' || coalesce(destination, '?')",
        place="destination",
        origin="origin",
        until="departs_at",
        codes=True,
    ),
    "leg": Shape(
        details=("carrier", "flight", "booking_source_id"),
        summary="coalesce(origin, '?') || ' to ' || coalesce(destination, '?')",
        place="destination",
        origin="origin",
        until="arrives_at",
        codes=True,
    ),
    "stay": Shape(
        "guest_name",
        details=("property", "city", "paid_by_account"),
        summary="coalesce(property, 'a stay') || ', ' || coalesce(rooms, 1) || ' room(s)'",
        place="city",
        country="country",
        until="check_out",
    ),
    "sighting": Shape(body="description", details=("place", "source"), place="place", located=True),
    "report": Shape(
        body="text", details=("location",), summary="channel", place="location", country="country"
    ),
    "missing_person": Shape(
        "name",
        "description",
        ("birth_date::VARCHAR", "last_seen_place"),
        place="last_seen_place",
        until="last_seen_at",
    ),
}
"""By kind. Places and summaries are those of the report (services.report.gather)."""


def raw_query() -> str:
    """One row a record of any kind: lookup_raw."""
    return " UNION ALL ".join(_selects())


def _selects() -> Iterator[str]:
    for kind, s in SHAPES.items():
        details = ", ".join(f"nullif(trim({column}), '')" for column in s.details)
        spelled = f"concat_ws(chr(10), {details})" if details else "''"
        yield f"""SELECT record_id, '{kind}' AS kind, coalesce(source_id, '') AS source_id,
            epoch_us(observed_at) AS seen, epoch_us({s.until}::TIMESTAMPTZ) AS until, zone_minutes AS zone,
            {str(s.codes).lower()} AS code,
            coalesce({s.place}, '') AS place, {_country(kind, s)} AS country, coalesce({s.origin}, '') AS origin,
            left(coalesce({s.title}, ''), {MOST_BODY}) AS title, left(coalesce({s.body}, ''), {MOST_BODY}) AS body,
            left({spelled}, {MOST_BODY}) AS details, coalesce({s.summary}, '') AS summary, file_sha256 AS sha256,
            coalesce(byte_offset, 0) AS "offset", coalesce(byte_length, 0) AS length, coalesce(tlp, '') AS tlp
            FROM {kind}"""


def places_query() -> str:
    """Distinct (is it a code, name, country) of every kind."""
    parts = [
        f"SELECT {str(s.codes).lower()} AS code, {column} AS name, "
        f"{_country(kind, s) if column == s.place else _NOWHERE} AS country FROM {kind}"
        for kind, s in SHAPES.items()
        for column in (s.place, s.origin)
        if column != "NULL"
    ]
    return f"SELECT DISTINCT code, name, country FROM ({' UNION ALL '.join(parts)}) WHERE trim(name) <> '' ORDER BY ALL"


def points_query() -> str:
    """Distinct (name, latitude, longitude) that records tell, to a tenth of a degree: lookup_point says which land."""
    parts = [
        f"SELECT {s.place} AS name, round({kind}.lat, 1) AS lat, round({kind}.lon, 1) AS lon FROM {kind}"
        for kind, s in SHAPES.items()
        if s.located
    ]
    told = " UNION ALL ".join(parts)
    return f"SELECT DISTINCT name, lat, lon FROM ({told}) WHERE trim(name) <> '' AND lat + lon IS NOT NULL ORDER BY ALL"


def _country(kind: str, s: Shape) -> str:
    if not s.located:
        return f"coalesce({s.country}, '')"
    return f"""coalesce((SELECT max(p.country) FROM lookup_point p WHERE p.name = {kind}.{s.place}
            AND p.lat = round({kind}.lat, 1) AND p.lon = round({kind}.lon, 1)), '')"""
