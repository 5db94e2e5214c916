"""Builds the link tables in order and keeps each as one Parquet file."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from manumit.base.kernel import TableEngine
from manumit.engine.links.scene import LOOKUPS, define_macros, lookups

LINK_TABLES = (
    *LOOKUPS,
    "holder",
    "contact",
    "party",
    "flow",
    "transfer",
    "listing",
    "journey",
    "lodging",
    "reach",
    "site_contact",
    "picture",
    "mark_reach",
    "rarity",
    "tie",
    "kin",
    "deed",
)
"""The tables that indicators may read, besides `finding`."""

_START = re.compile(r"^-- ([a-z_]+)$", re.M)


def statements(name: str) -> list[tuple[str, str]]:
    """(table, query) pairs of one of this room's SQL files, in order."""
    text = files("manumit.engine.links").joinpath(name).read_text("utf-8")
    pieces = _START.split(text)
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


def build_links(
    engine: TableEngine, folder: Path, progress: Callable[[str, int, int], None] | None = None
) -> None:
    """From the record views, `mention` and `template` make every link table; each is written to `folder` and viewed."""
    define_macros(engine)
    for table, rows in lookups(engine):
        engine.table("lookup_rows", rows)
        _keep(engine, "SELECT * FROM lookup_rows", table, folder)
    engine.run("DROP TABLE lookup_rows")
    todo = statements("tables.sql") + statements("ties.sql")
    for done, (table, query) in enumerate(todo):
        if progress:
            progress(table, done, len(todo))
        _keep(engine, query, table, folder)


def _keep(engine: TableEngine, query: str, table: str, folder: Path) -> None:
    path = folder / f"{table}.parquet"
    engine.write(query, path)
    engine.run(
        f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet('{str(path).replace(chr(39), chr(39) * 2)}')"
    )
