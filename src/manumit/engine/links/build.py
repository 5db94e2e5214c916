"""Builds the link tables in order and keeps each as one Parquet file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from manumit.base.kernel import TableEngine, content_id
from manumit.engine.evidence import Judgement
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
    engine: TableEngine,
    folder: Path,
    progress: Callable[[str, int, int], None] | None = None,
    judged: Iterable[Judgement] = (),
) -> None:
    """From the record views, `mention` and `template` make every link table; each is written to `folder` and viewed.
    Pairs that people judged the same are tied for certain, those judged different are not tied to each other."""
    define_macros(engine)
    _view_edits(engine)
    for table, rows in lookups(engine):
        engine.table("lookup_rows", rows)
        _keep(engine, "SELECT * FROM lookup_rows", table, folder)
    engine.run("DROP TABLE lookup_rows")
    tables, ties = statements("tables.sql"), statements("ties.sql")
    for done, (table, query) in enumerate([*tables, *ties]):
        if progress:
            progress(table, done, len(tables) + len(ties))
        if done == len(tables):
            _judged(engine, list(judged))
        _keep(engine, query, table, folder)


def _view_edits(engine: TableEngine) -> None:
    """The table of edited pictures is empty where nobody looked at any."""
    there = "SELECT 1 FROM information_schema.tables WHERE table_name = 'picture_edit'"
    if not engine.rows(there):
        from manumit.engine.pictures import picture_schemas

        engine.table("picture_edit", picture_schemas()["picture_edit"].empty_table())


_KEYS = """SELECT account FROM party UNION SELECT person FROM holder WHERE person IS NOT NULL
UNION SELECT passenger FROM journey UNION SELECT guest FROM lodging WHERE guest IS NOT NULL"""


def _judged(engine: TableEngine, judged: list[Judgement]) -> None:
    """The table `judged` (a, b, verdict; a < b, as entities are written here) of pairs that are still there."""
    import pyarrow as pa

    wanted = {end for one in judged for end in one.pair}
    names: Mapping[str, str] = (
        {id: key for (key,) in engine.rows(_KEYS) if (id := content_id("ent", key)) in wanted}
        if wanted
        else {}
    )
    found = [
        (*sorted((names[one.left], names[one.right])), one.verdict)
        for one in judged
        if one.left in names and one.right in names
    ]
    columns = zip(*found, strict=True) if found else ((), (), ())
    engine.table(
        "judged",
        pa.table(
            {
                name: pa.array(list(cells), pa.string())
                for name, cells in zip("a b verdict".split(), columns, strict=True)
            }
        ),
    )


def _keep(engine: TableEngine, query: str, table: str, folder: Path) -> None:
    path = folder / f"{table}.parquet"
    engine.write(query, path)
    engine.run(
        f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet('{str(path).replace(chr(39), chr(39) * 2)}')"
    )
