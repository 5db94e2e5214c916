"""Many writers on many machines: PostgreSQL gathers the entries, one sequencer at a time puts them into the log.

A writer inserts; when its transaction commits, the entry cannot be lost. The sequencer holds an advisory lock, gives
the waiting entries their places in the database, commits that, and only then appends them to the log in that order.
Killed in between, the next sequencer appends what has a place the log does not reach yet: each entry stands in the
log once.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from types import TracebackType
from typing import TYPE_CHECKING

from manumit.base.kernel import MissingPart, WorkspaceError
from manumit.base.ledger.log import Log
from manumit.base.ledger.tiles import need_entries

if TYPE_CHECKING:
    from psycopg import Connection

_BATCH = 4096
"""Entries that a sequencer takes at once."""
_POLL = 0.01
"""Seconds between looks at the table."""
_TABLE = """
create table if not exists manumit_ledger_pending (
    id bigint generated always as identity primary key,
    origin text not null,
    entry bytea not null,
    place bigint
);
create unique index if not exists manumit_ledger_place on manumit_ledger_pending (origin, place);
"""


def connect(address: str) -> Connection:
    """A connection, autocommitting; the table is made where it is missing."""
    try:
        import psycopg
    except ImportError as error:
        raise MissingPart(
            "PostgreSQL needs the part `postgres`.", "Add it: pip install 'manumit[postgres]'."
        ) from error
    try:
        link = psycopg.connect(address, autocommit=True)
        with link.transaction():
            link.execute("select pg_advisory_xact_lock(%s)", [_lock_of("table")])
            link.execute(_TABLE)
    except psycopg.OperationalError as error:
        raise WorkspaceError("The database cannot be reached.", str(error).strip()) from error
    return link


class PostgresLog:
    """What a writer uses: a `Sequencer` whose entries a `PostgresSequencer` puts into the log, anywhere."""

    def __init__(self, address: str, origin: str, patience: float = 30.0) -> None:
        """`patience`: seconds that `add` waits for the sequencer before it says that none is at work."""
        self._link, self._origin, self._patience = connect(address), origin, patience

    def hand_in(self, entries: Sequence[bytes]) -> list[int]:
        """Tickets of entries that are durable in the database and will be logged in this order."""
        need_entries(entries)
        with self._link.transaction(), self._link.cursor() as cursor:
            tickets = []
            for entry in entries:
                cursor.execute(
                    "insert into manumit_ledger_pending (origin, entry) values (%s, %s) returning id",
                    [self._origin, entry],
                )
                (ticket,) = cursor.fetchone() or (0,)
                tickets.append(ticket)
        return tickets

    def places(self, tickets: Sequence[int]) -> list[int] | None:
        """Where the entries stand in the log; None while one is not in yet."""
        rows = self._link.execute(
            "select place from manumit_ledger_pending where id = any(%s) and entry = '' order by id",
            [list(tickets)],
        ).fetchall()
        return [place for (place,) in rows] if len(rows) == len(tickets) else None

    def add(self, entries: Sequence[bytes]) -> list[int]:
        """Put entries in; when this returns they stand in the log. WorkspaceError when no sequencer answers: they are
        durable in the database then, and will be logged."""
        tickets = self.hand_in(entries)
        until = time.monotonic() + self._patience
        while (places := self.places(tickets)) is None:
            if time.monotonic() > until:
                raise WorkspaceError(
                    "No sequencer took the entries in time; they are kept in the database and will be logged.",
                    "Is a sequencer running?",
                )
            time.sleep(_POLL)
        return places

    def close(self) -> None:
        """Close the connection."""
        self._link.close()


class PostgresSequencer:
    """Puts the entries of all writers into one log. Any number may be started; one works, the others wait."""

    def __init__(self, address: str, log: Log) -> None:
        self._link, self._log = connect(address), log
        self._lock = _lock_of(log.origin)

    def acquire(self) -> bool:
        """Whether this one is at work now; the lock is held until the connection ends."""
        (held,) = self._link.execute("select pg_try_advisory_lock(%s)", [self._lock]).fetchone() or (False,)
        return bool(held)

    def step(self) -> int:
        """Take a batch into the log; how many entries. Only after `acquire`."""
        self._give_places()
        rows = self._link.execute(
            "select place, entry from manumit_ledger_pending"
            " where origin = %s and place is not null and entry <> '' order by place",
            [self._log.origin],
        ).fetchall()
        new = [(place, entry) for place, entry in rows if place >= self._log.size]
        if new and [place for place, _ in new] != list(range(self._log.size, self._log.size + len(new))):
            raise WorkspaceError(
                f"The database goes on at entry {new[0][0]}; the log has {self._log.size}.",
                "The log or the database is an older copy, or another program wrote to the log.",
            )
        self._log.append([entry for _, entry in new])
        self._link.execute(
            "update manumit_ledger_pending set entry = '' where origin = %s and place < %s and entry <> ''",
            [self._log.origin, self._log.size],
        )
        return len(rows)

    def _give_places(self) -> None:
        """The waiting entries get the next places, in the order of their ids; durable before the log has them."""
        self._link.execute(
            """
            with waiting as (
                select id, row_number() over (order by id) as n from (
                    select id from manumit_ledger_pending where origin = %(origin)s and place is null
                    order by id limit %(batch)s
                ) as first
            ), last as (
                select greatest(%(size)s, coalesce(max(place) + 1, 0)) as next
                from manumit_ledger_pending where origin = %(origin)s
            )
            update manumit_ledger_pending as pending set place = last.next + waiting.n - 1
            from waiting, last where pending.id = waiting.id
            """,
            {"origin": self._log.origin, "batch": _BATCH, "size": self._log.size},
        )

    def forget(self, keep: int = 100_000) -> None:
        """Drop the rows of entries that have been in the log for long; the last `keep` stay for writers that wait."""
        self._link.execute(
            "delete from manumit_ledger_pending where origin = %s and entry = '' and place < %s",
            [self._log.origin, self._log.size - keep],
        )

    def close(self) -> None:
        """Let another sequencer work, at once: the server notices only later that a connection has ended."""
        import psycopg

        with suppress(psycopg.OperationalError), self._link:
            self._link.execute("select pg_advisory_unlock_all()")

    def __enter__(self) -> PostgresSequencer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()


def _lock_of(name: str) -> int:
    """The number of the advisory lock: 63 bits of the name's hash."""
    return int.from_bytes(sha256(f"manumit ledger {name}".encode()).digest()[:8]) >> 1
