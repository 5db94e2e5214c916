"""Made-up directories: the example of the repository, and small ones written by tests."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from manumit.services.support.directory.entries import entries_of
from manumit.services.support.directory.model import Entry
from manumit.services.support.directory.reading import Tables, read_path

EXAMPLE = Path(__file__).parents[4] / "examples" / "directory"
TODAY = date(2026, 11, 28)
GOOD = {
    "organizations": [{"id": "o", "name": "Lantern House", "website": "https://lantern.example"}],
    "services": [
        {
            "id": "s",
            "organization_id": "o",
            "name": "Night shelter",
            "status": "active",
            "description": "Beds",
            "assured_date": "2026-11-01",
            "assurer_email": "checks@directory.example",
        }
    ],
    "locations": [{"id": "l", "name": "The Yard", "latitude": "53.797501", "longitude": "-1.542002"}],
    "service_at_location": [{"id": "sl", "service_id": "s", "location_id": "l"}],
    "addresses": [
        {"id": "a", "location_id": "l", "address_1": "27 Quillfeather Lane", "city": "Leeds",
         "state_province": "England",
         "postal_code": "LS99 9ZZ", "country": "GB", "address_type": "physical"}
    ],
    "phones": [{"id": "p", "service_id": "s", "number": "0113 496 0101"}],
}  # fmt: skip
"""One shelter with everything that an entry needs."""
Tabular = dict[str, list[dict[str, str]]]


def directory(**changes: Mapping[str, str]) -> Tabular:
    """GOOD with other cells in the only row of a table; None of GOOD's own rows is touched."""
    tables: Tabular = {name: [dict(row) for row in rows] for name, rows in GOOD.items()}
    for name, cells in changes.items():
        tables.setdefault(name, [{}])[0].update(cells)
    return tables


def write_tables(folder: Path, tables: Mapping[str, Iterable[Mapping[str, str]]]) -> Path:
    """A folder of CSV tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def read(path: Path) -> tuple[list[Entry], Tables]:
    """Entries and what was set aside."""
    tables = read_path(path)
    return entries_of(tables)[0], tables


def only(folder: Path, **changes: Mapping[str, str]) -> Entry:
    """The one entry of GOOD with changes."""
    (entry,), tables = read(write_tables(folder, directory(**changes)))
    assert tables.problems == []
    return entry


def as_tabular_json(folder: Path, out: Path) -> Path:
    """A folder of CSV tables as HSDS's tabular JSON."""
    tables: dict[str, Any] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            tables[path.name] = list(csv.DictReader(stream))
    out.write_text(json.dumps(tables), "utf-8")
    return out
