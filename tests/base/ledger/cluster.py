"""A private PostgreSQL for tests: made in a temporary folder, on a socket there, as a user who is not root."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)

NOT_TO_LAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
"""It need not outlive its machine's power, so it never waits for the disk."""


def program(name: str) -> str | None:
    """Where a program of PostgreSQL is; None when it is not installed."""
    return shutil.which(name) or next((str(at / name) for at in DEBIAN if (at / name).exists()), None)


@contextmanager
def postgres_cluster() -> Iterator[str]:
    """A running server; its address for psycopg. FileNotFoundError when PostgreSQL is not installed."""
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    if initdb is None or pg_ctl is None:
        raise FileNotFoundError("no PostgreSQL; Debian's package is `postgresql`")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def call(*words: str) -> None:
        subprocess.run(
            words, check=True, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, cwd="/"
        )

    data = str(folder / "data")
    try:
        call(initdb, "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--no-locale")
        call(
            pg_ctl,
            "-D",
            data,
            "-w",
            "-l",
            str(folder / "log"),
            "-o",
            f"-k {folder} -c listen_addresses= {NOT_TO_LAST}",
            "start",
        )
        try:
            yield f"host={folder} user=test dbname=postgres"
        finally:
            call(pg_ctl, "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
