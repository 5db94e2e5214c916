"""Writes the index whole, beside the old one, and swaps it in: it never holds what a stage before did not see."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from manumit.base.kernel import MissingPart, TableEngine, WorkspaceError
from manumit.engine.evidence import Workspace
from manumit.engine.lookup.fill import fill
from manumit.engine.lookup.kinds import places_query, points_query, raw_query
from manumit.engine.lookup.spots import points, spots
from manumit.engine.signals import airport, place_of

Progress = Callable[[str, int, int], None]
FORMAT = "1"
"""Of the file; a reader of another one asks for a new run."""
_START = re.compile(r"^-- (lookup_[a-z_]+)$", re.M)
_PRAGMAS = (
    # a file that is not whole is thrown away: no journal, no waiting for the disk until the end
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA page_size=8192",
    "PRAGMA cache_size=-131072",
    "PRAGMA temp_store=MEMORY",
)
_MACROS = """
CREATE OR REPLACE MACRO lookup_money(amount, exponent, currency) AS CASE
    WHEN amount IS NULL THEN ''
    WHEN abs(amount) >= 1000000000000000000
    THEN (amount / power(10, exponent))::VARCHAR || ' ' || coalesce(currency, '')
    ELSE CASE WHEN amount < 0 THEN '-' ELSE '' END
         || format('{:,}', (abs(amount)::BIGINT // power(10, exponent)::BIGINT))
         || CASE WHEN exponent = 0 THEN '' ELSE
                 '.' || lpad((abs(amount)::BIGINT % power(10, exponent)::BIGINT)::VARCHAR, exponent::INT, '0') END
         || ' ' || coalesce(currency, '') END"""
"""As base.kernel.show_money writes it; beyond BIGINT roughly, and nobody pays that."""


def index_path(workspace: Path) -> Path:
    """Where the index of a workspace lies."""
    return workspace / "derived" / "lookup.sqlite3"


def need_trigrams(db: sqlite3.Connection) -> None:
    """MissingPart when this SQLite has no FTS5 with the trigram tokenizer (3.34, December 2020)."""
    try:
        db.execute("CREATE VIRTUAL TABLE temp.trial USING fts5(a, tokenize='trigram')")
        db.execute("DROP TABLE temp.trial")
    except sqlite3.Error as error:
        raise MissingPart(
            f"SQLite {sqlite3.sqlite_version} of this Python cannot search texts (FTS5 with trigrams is missing).",
            "Use a Python whose SQLite is 3.34 or newer with FTS5; those of python.org and Debian are.",
        ) from error


def build_lookup(engine: TableEngine, workspace: Workspace, progress: Progress | None = None) -> None:
    """From the record views and the tables of the stages before, write the index. MissingPart without FTS5 trigram."""
    told = progress or (lambda what, done, of: None)
    with closing(sqlite3.connect(":memory:")) as trial:
        need_trigrams(trial)
    _gather(engine, workspace, told)
    path = index_path(workspace.path)
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(partial, isolation_level=None)) as db:
            for pragma in _PRAGMAS:
                db.execute(pragma)
            db.executescript(_sql("schema.sql"))
            db.execute("BEGIN")
            fill(db, engine, workspace, FORMAT, told)
            db.execute("COMMIT")
            told("indexes", 3, 4)
            db.executescript(_sql("indexes.sql"))
            db.execute("PRAGMA optimize")
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(partial, path)
    except (sqlite3.Error, OSError) as error:
        raise WorkspaceError(
            f"{path.name} could not be written: {error}",
            "Free some disk space and run the same command again.",
        ) from error
    finally:
        partial.unlink(missing_ok=True)
        for table, _ in _statements():
            engine.run(f"DROP TABLE IF EXISTS {table}")


def _gather(engine: TableEngine, workspace: Workspace, told: Progress) -> None:
    told("gather", 0, 4)
    engine.run(_MACROS)
    engine.table("lookup_point", points(engine.rows(points_query()), place_of))
    engine.table("lookup_place", spots(engine.rows(places_query()), place_of, airport))
    engine.run(f"CREATE OR REPLACE TABLE lookup_raw AS {raw_query()}")
    for table, query in _statements():
        engine.run(f"CREATE OR REPLACE TABLE {table} AS {query}")
        if table == "lookup_record":
            engine.run("DROP TABLE lookup_raw")


def _statements() -> Iterator[tuple[str, str]]:
    pieces = _START.split(_sql("gather.sql"))
    return zip(pieces[1::2], pieces[2::2], strict=True)


def _sql(name: str) -> str:
    return files("manumit.engine.lookup").joinpath(name).read_text("utf-8")
