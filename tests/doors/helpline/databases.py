"""Databases of help lines under test: SQLite in their folder, or (MANUMIT_TEST_DATABASE=postgres) each one of its own
on a PostgreSQL that this process starts."""

from __future__ import annotations

import atexit
import os
import sqlite3
from contextlib import ExitStack
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from tests.base.ledger.cluster import postgres_cluster

POSTGRES = os.environ.get("MANUMIT_TEST_DATABASE", "") == "postgres"
VARIABLE = "MANUMIT_HELPLINE_DATABASE"
_NUMBERS = count(1)


@cache
def _server() -> Path:
    """The folder of the server: its socket, and all that it writes."""
    stack = ExitStack()
    folder = stack.enter_context(postgres_cluster()).split()[0].removeprefix("host=")
    atexit.register(stack.close)
    return Path(folder)


def database() -> dict[str, str]:
    """What a new help line's environment says of its database."""
    if not POSTGRES:
        return {}
    import psycopg

    name = f"helpline_{next(_NUMBERS)}"
    with psycopg.connect(f"host={_server()} user=test dbname=postgres", autocommit=True) as line:
        line.execute(f"create database {name}")
    return {VARIABLE: f"postgres://test@{quote(str(_server()), safe='')}/{name}"}


def conversations(home: Path, settings: dict[str, str]) -> int:
    """How many a help line has."""
    return int(rows(home, settings, "select count(*) from helpline_conversation")[0][0])


def rows(home: Path, settings: dict[str, str], query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a help line's database answers, asked from outside; `?` stands for a value."""
    if url := settings.get(VARIABLE):
        import psycopg

        folder, _, name = unquote(url.removeprefix("postgres://test@")).rpartition("/")
        with psycopg.connect(f"host={folder} user=test dbname={name}") as line:
            return line.execute(query.replace("?", "%s").encode(), values).fetchall()
    with sqlite3.connect(f"file:{home / 'helpline.sqlite3'}?mode=ro", uri=True, timeout=20) as file:
        return file.execute(query, values).fetchall()


def written(settings: dict[str, str]) -> list[Path]:
    """Files of the server, its log and its write-ahead log among them."""
    return [one for one in _server().rglob("*") if one.is_file()] if VARIABLE in settings else []
