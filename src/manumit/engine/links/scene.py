"""Raw values made comparable: distinct names and places are looked up once and joined everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from manumit.base.kernel import TableEngine
from manumit.engine.links.employers import (
    LOOK_ALIKE_COLUMNS,
    REGISTRATION_COLUMNS,
    look_alikes,
    registrations,
)
from manumit.engine.links.sites import MARK_COLUMNS, SITE_COLUMNS, marks, sites, table_of
from manumit.engine.signals import airport, name_key, place_of

if TYPE_CHECKING:
    import pyarrow as pa

_NAMES = """
SELECT DISTINCT raw FROM (SELECT holder_name AS raw FROM account
UNION ALL SELECT passenger_name FROM booking UNION ALL SELECT payer_name FROM booking
UNION ALL SELECT guest_name FROM stay UNION ALL SELECT name FROM missing_person)
WHERE raw IS NOT NULL AND trim(raw) <> '' ORDER BY raw"""

_PLACES = """
SELECT DISTINCT plain(raw) AS name, country FROM (
    SELECT city AS raw, coalesce(upper(country), '') AS country FROM payment
    UNION ALL SELECT city, coalesce(upper(country), '') FROM account
    UNION ALL SELECT city, coalesce(upper(country), '') FROM stay UNION ALL SELECT location, '' FROM ad
    UNION ALL SELECT concat_ws(', ', location, country), '' FROM offer UNION ALL SELECT location, '' FROM report
    UNION ALL SELECT place, '' FROM sighting UNION ALL SELECT last_seen_place, '' FROM missing_person
    UNION ALL SELECT value, '' FROM mention WHERE kind = 'place' AND extractor NOT LIKE 'country/%')
WHERE raw IS NOT NULL AND plain(raw) <> '' ORDER BY ALL"""

_MEMOS = """SELECT DISTINCT coalesce(nullif(creditor_name, ''), memo) AS raw FROM payment
WHERE lower(channel) = 'payroll' AND coalesce(nullif(creditor_name, ''), memo) IS NOT NULL ORDER BY raw"""

_AIRPORTS = """
SELECT DISTINCT lower(code) FROM (SELECT origin AS code FROM booking UNION ALL SELECT destination FROM booking)
WHERE code IS NOT NULL AND length(code) = 3 ORDER BY ALL"""


LOOKUPS = ("name", "memo_name", "gazetteer", "site", "mark", "registration", "look_alike")
"""The lookup tables; see `lookups`."""


def define_macros(engine: TableEngine) -> None:
    """What SQL may call: plain(text), account_key(text)."""
    engine.run(r"""
    CREATE OR REPLACE MACRO plain(t) AS trim(regexp_replace(lower(strip_accents(t)), '[^\p{L}\p{N}]+', ' ', 'g'));
    CREATE OR REPLACE MACRO account_key(t) AS CASE
        WHEN regexp_matches(replace(t, ' ', ''), '^[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{11,30}$')
        THEN upper(replace(t, ' ', ''))
        ELSE trim(t) END;""")


def lookups(engine: TableEngine) -> Iterator[tuple[str, pa.Table]]:
    """`name` (raw, key, surname), `memo_name` (raw, key), `gazetteer` (name, country, place, lat, lon, timezone), and
    what pages say beside their text (sites.py, employers.py). Each may read those before it."""
    import pyarrow as pa

    yield "name", _names([row[0] for row in engine.rows(_NAMES)])
    yield "memo_name", _memo_names([row[0] for row in engine.rows(_MEMOS)])
    places = [(row[0], row[1]) for row in engine.rows(_PLACES)]
    yield "gazetteer", _gazetteer(places, [row[0] for row in engine.rows(_AIRPORTS)])
    yield "site", table_of(SITE_COLUMNS, sites(engine))
    yield "mark", table_of(MARK_COLUMNS, marks(engine))
    yield (
        "registration",
        table_of(REGISTRATION_COLUMNS, registrations(engine), registered_at=pa.timestamp("us")),
    )
    yield "look_alike", table_of(LOOK_ALIKE_COLUMNS, look_alikes(engine), score=pa.float64())


def _names(raw: list[str]) -> pa.Table:
    import pyarrow as pa

    keys = [name_key(text) for text in raw]
    return pa.table(
        {
            "raw": pa.array(raw, pa.string()),
            "key": pa.array([k or None for k in keys], pa.string()),
            "surname": pa.array([surname(text) for text in raw], pa.string()),
        }
    )


def surname(text: str) -> str | None:
    """The family name as far as writing order shows it: before a comma or slash, else the last word."""
    for mark in (",", "/"):
        if mark in text:
            return name_key(text.split(mark)[0]) or None
    words = name_key(text.split()[-1]) if text.split() else ""
    return words or None


_WAGE_WORDS = frozenset(
    (
        "wage wages salary salaries payroll pay payslip paycheck bonus net for of the to from ref week "
        "month weekly monthly staff nomina sueldo salario quincena mes semana pago de del la el folha "
        "pagamento mensal referente salaire paie mois du des lohn gehalt fur salariu plata luna sahod "
        "sweldo kay ni buwan lương tháng tiền зарплата аванс за оклад выплата january february march "
        "april may june july august september october november december jan feb mar apr jun jul aug sep "
        "sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
        "diciembre janvier mars avril mai juin juillet aout janeiro fevereiro maio junho julho setembro "
        "outubro novembro dezembro"
    ).split()
)
"""Words of a wage memo that are nobody's name (six languages; the commonest of payslips and months)."""


def _memo_names(raw: list[str]) -> pa.Table:
    """Who a payment's memo or payee line names: two to four words left when wage words and numbers are taken away."""
    import pyarrow as pa

    pairs = [(text, key) for text in raw if (key := _named(text)) is not None]
    return pa.table(
        {
            "raw": pa.array([p[0] for p in pairs], pa.string()),
            "key": pa.array([p[1] for p in pairs], pa.string()),
        }
    )


def _named(memo: str) -> str | None:
    written = "".join(c if c.isalpha() or c in "'-" else " " for c in memo).split()
    words = [w for w in written if any(c.isalpha() for c in w) and w.casefold() not in _WAGE_WORDS]
    if not 2 <= len(words) <= 4 or not all(w[0].isupper() and len(w) > 1 for w in words):
        return None
    return name_key(" ".join(words)) or None


def _gazetteer(places: list[tuple[str, str]], airports: list[str]) -> pa.Table:
    import pyarrow as pa

    rows: list[tuple[str, str, str, float, float, str, str]] = []
    for name, country in places:
        found = place_of(name, country or None)
        if found is not None:
            rows.append((name, country, found.name, found.lat, found.lon, found.timezone, found.country))
    for code in airports:
        found = airport(code.upper())
        if found is not None:
            rows.append((code, "", found.name, found.lat, found.lon, found.timezone, found.country))
    unique = {(row[0], row[1]): row for row in reversed(rows)}
    columns = list(zip(*unique.values(), strict=True)) if unique else [()] * 7
    names = ("name", "country", "place", "lat", "lon", "timezone", "in_country")
    types = (pa.string(), pa.string(), pa.string(), pa.float64(), pa.float64(), pa.string(), pa.string())
    return pa.table({n: pa.array(c, t) for n, c, t in zip(names, columns, types, strict=True)})
