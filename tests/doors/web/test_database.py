"""The database that the tests run on, and addresses of databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from manumit.base.kernel import UsageError
from manumit.doors.web.databases import database
from tests.doors.web.conftest import POSTGRES

FILE = Path("desk.sqlite3")


@pytest.mark.django_db
def test_it_is_the_one_asked_for() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()" if POSTGRES else "PRAGMA journal_mode")
        said = cursor.fetchone()[0]
    assert said.startswith("PostgreSQL") if POSTGRES else said == "wal"


def test_an_address_says_where_the_database_is() -> None:
    told = database("postgres://an%40na:s%2Fecret@db.example.org:5433/manu", FILE)
    assert (told["USER"], told["PASSWORD"], told["HOST"]) == ("an@na", "s/ecret", "db.example.org")
    assert (told["PORT"], told["NAME"]) == ("5433", "manu")
    assert database("postgresql://%2Fvar%2FRun/manumit", FILE)["HOST"] == "/var/Run"
    assert database("postgres:///manumit", FILE)["HOST"] == ""
    assert database("", FILE)["ENGINE"].endswith("sqlite3")


@pytest.mark.parametrize(
    "address",
    [
        "mysql://localhost/manumit",
        "postgres://localhost",
        "postgres://localhost/",
        "postgres://localhost:port/manumit",
        "postgres://localhost:99999/manumit",
        "postgres://[half/manumit",
        "manumit.sqlite3",
        "postgres://localhost/a/b",
    ],
)
def test_what_is_no_address_is_said_so(address: str) -> None:
    with pytest.raises(UsageError, match="MANUMIT_DATABASE"):
        database(address, FILE)
