"""The database of an installation: PostgreSQL by its address, or SQLite in a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from manumit.base.kernel import UsageError

_ADDRESS = re.compile(
    r"postgres(?:ql)?://(?:(?P<user>[^:@/?#]*)(?::(?P<password>[^@/?#]*))?@)?"
    r"(?P<host>[^\[\]@:/?#]*|\[[0-9A-Fa-f:]+\])(?::(?P<port>[0-9]{1,5}))?/(?P<name>[^/?#]+)"
)
"""Also postgres://user@%2Fvar%2Frun%2Fpostgresql/manumit: a folder with a socket is a host."""


def database(url: str, file: Path, variable: str = "MANUMIT_DATABASE") -> dict[str, Any]:
    """What Django takes for `url` (postgres://..., the value of `variable`), or for the SQLite `file` when it is empty.
    UsageError for another address."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": file,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
            },
        }
    found = _ADDRESS.fullmatch(url)
    if not found or int(found["port"] or 0) > 65535:
        raise UsageError(
            f"{variable} is not an address of a database.", "Such as postgres://user@localhost/manumit."
        )
    told = {name: unquote(text or "") for name, text in found.groupdict().items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": told["name"],
        "USER": told["user"],
        "PASSWORD": told["password"],
        "HOST": told["host"],
        "PORT": told["port"],
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10},
    }
