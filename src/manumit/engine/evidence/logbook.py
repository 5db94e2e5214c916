"""The logbook: what happened to a workspace, each event a line of `events.jsonl` and a leaf of the log in `ledger/`.

Line i is what leaf i commits to by a keyed hash: body and key stand here, in the workspace; the leaf holds neither.
A line is durable before its leaf is. Whoever writes next appends the leaves that a killed writer owed.
"""

from __future__ import annotations

import fcntl
import getpass
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Settings, UsageError, VerificationFailed, WorkspaceError
from manumit.base.vault import swap, write_whole
from manumit.engine.evidence.events import Claim, Event, canonical_json, record_key

if TYPE_CHECKING:
    from manumit.base.ledger import KeyPair, Log, LogReader, VerifierKey

LEDGER, EVENTS_FILE, VERIFIER, KEYS, CUTS = (
    "ledger",
    "events.jsonl",
    "ledger.vkey",
    "ledger-keys",
    "ledger-cuts",
)
LOG_FILES = (LEDGER, EVENTS_FILE, VERIFIER, KEYS, CUTS)
"""All that is the log's in a workspace: a restored backup never goes back behind it."""
_DAMAGED = "Restore the workspace from a backup; the log itself is checked by `manumit ledger check`."


class Logbook:
    """The logbook of the workspace at `folder`. Nothing is made before something is written."""

    def __init__(
        self, folder: Path, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.folder, self._settings, self._clock = folder, settings, clock

    @property
    def ledger(self) -> Path:
        """The log's folder."""
        return self.folder / LEDGER

    def events(self) -> list[Event]:
        """Every whole line, in order."""
        try:
            data = (self.folder / EVENTS_FILE).read_bytes()
        except FileNotFoundError:
            return []
        return [self._parse(line, number) for number, line in enumerate(data.split(b"\n")[:-1])]

    def verifier(self) -> VerifierKey:
        """The log's verifier key."""
        from manumit.base.ledger import read_keys

        try:
            (key,) = read_keys((self.folder / VERIFIER).read_text("utf-8"))
        except FileNotFoundError as error:
            raise WorkspaceError(f"{self.folder} has no log yet.", "`manumit run` begins one.") from error
        except (OSError, ValueError, UsageError) as error:
            raise WorkspaceError(f"{self.folder / VERIFIER} is damaged.", _DAMAGED) from error
        return key

    def reader(self) -> LogReader:
        """The log, for reading and proving."""
        from manumit.base.ledger import LogReader, Policy

        return LogReader(self.ledger, Policy.of([self.verifier()]))

    def begin(self) -> None:
        """Make keys and log where there are none, and put in what a killed writer owed."""
        with self._writing():
            pass

    def add(self, type: str, ident: str, body: Mapping[str, Any]) -> Event:
        """Log one event, whatever was logged before."""
        with self._writing() as pen:
            return pen.write([Claim(type, ident, lambda secret: body)])[0]

    def ensure(self, claims: Iterable[Claim]) -> list[Event]:
        """Log the claims that do not stand in the log yet, together; the events that were new."""
        with self._writing() as pen:
            stand = [self._parse(line, number) for number, line in enumerate(pen.lines)]
            known, last = {one.ident for one in stand}, {one.type: one.ident for one in stand}
            new = [
                one
                for one in claims
                if (last.get(one.type) != one.ident if one.latest else one.ident not in known)
            ]
            return pen.write(new)

    def _parse(self, line: bytes, number: int) -> Event:
        try:
            event = Event.parse(line)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise WorkspaceError(
                f"line {number + 1} of {self.folder / EVENTS_FILE} is damaged", _DAMAGED
            ) from error
        if event.index != number:
            raise WorkspaceError(f"line {number + 1} of {self.folder / EVENTS_FILE} is another's", _DAMAGED)
        return event

    @contextmanager
    def _writing(self) -> Iterator[_Pen]:
        handle = self._seize()
        try:
            with self._log() as log:
                yield _Pen(self, handle, log)
        finally:
            os.close(handle)

    def _seize(self) -> int:
        """The file of lines, locked. One that was put in place of another while we waited is opened anew."""
        path = self.folder / EVENTS_FILE
        while True:
            try:
                handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(handle, fcntl.LOCK_EX)
                if os.path.samestat(os.fstat(handle), os.stat(path)):
                    return handle
                os.close(handle)
            except OSError as error:
                raise WorkspaceError(
                    f"{path} cannot be written: {error.strerror}", "Nothing was logged."
                ) from error

    def forget(self, erased: Callable[[Any], bool]) -> None:
        """Erase the events whose body holds a text that `erased` recognises: leaves and proofs stay, nobody can say any
        more what they are of."""
        if not (self.folder / EVENTS_FILE).exists():
            return
        handle = self._seize()
        try:
            events = self.events()
            kept = [replace(one, secret=b"", body={}) if erased(one.body) else one for one in events]
            if kept != events:
                fresh = self.folder / f"{EVENTS_FILE}.clean"
                write_whole(fresh, b"".join(one.line() + b"\n" for one in kept))
                swap(fresh, self.folder / EVENTS_FILE)
        finally:
            os.close(handle)

    def _log(self) -> Log:
        from manumit.base.ledger import Log

        if not (self.folder / VERIFIER).exists():
            self._make_key()
        pair = self._pair()
        if (self.ledger / "checkpoint").exists():
            return Log.open(self.ledger, pair)
        return Log.create(self.ledger, pair)

    def _keys(self) -> Path:
        return Path(self._settings.keys) if self._settings.keys else self.folder / KEYS

    def _make_key(self) -> None:
        from manumit.base.ledger import KeyPair

        pair = KeyPair.generate(f"{self._settings.organisation}/{secrets.token_hex(8)}")
        keys = self._keys()
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        pair.save(keys / _key_file(pair.name))
        write_whole(self.folder / VERIFIER, f"{pair.verifier}\n".encode())

    def _pair(self) -> KeyPair:
        from manumit.base.ledger import KeyPair

        path = self._keys() / _key_file(self.verifier().name)
        try:
            return KeyPair.load(path)
        except UsageError as error:
            raise WorkspaceError(
                f"The key of this workspace's log cannot be read: {error.sentence}",
                "If it is kept elsewhere, say where: MANUMIT_KEYS=FOLDER.",
            ) from error

    def actor(self) -> str:
        """The pseudonym of whoever runs this program."""
        from manumit.base.ledger import actor_pseudonym

        path = (self._keys() / _key_file(self.verifier().name)).with_suffix(".actors")
        if not path.exists():
            write_whole(path, f"{secrets.token_hex(32)}\n".encode())
        try:
            key = bytes.fromhex(path.read_text("ascii").strip())
        except ValueError as error:
            raise WorkspaceError(f"{path} is damaged.", _DAMAGED) from error
        return actor_pseudonym(key, _user())

    @property
    def organisation(self) -> str:
        """Who keeps this log."""
        return self._settings.organisation

    def now(self) -> datetime:
        """The logbook's clock."""
        return self._clock()


class _Pen:
    """The right to write: lines that stand, and the log whose leaves they are."""

    def __init__(self, book: Logbook, handle: int, log: Log) -> None:
        self._book, self._handle, self._log = book, handle, log
        data = _read_all(handle)
        self.lines = data.split(b"\n")[:-1]
        self._size = sum(map(len, self.lines)) + len(self.lines)
        self._pay()

    def _pay(self) -> None:
        """Append the leaves that are owed, and see that lines and leaves are of one log."""
        path = self._book.folder / EVENTS_FILE
        if len(self.lines) < self._log.size:
            raise VerificationFailed(
                f"{path} has {len(self.lines)} lines, and the log has {self._log.size} entries: lines were taken away.",
                _DAMAGED,
            )
        owed = self.lines[self._log.size :]
        if owed:
            first = self._log.size
            self._log.append([self._book._parse(line, first + at).leaf for at, line in enumerate(owed)])
        self._log.publish()  # a writer that was killed between its entries and its checkpoint left them pending
        if self.lines:
            last = self._book._parse(self.lines[-1], len(self.lines) - 1)
            if self._log.entry(last.index) != last.leaf:
                raise VerificationFailed(f"The last line of {path} is not what the log holds.", _DAMAGED)

    def write(self, claims: list[Claim]) -> list[Event]:
        """Lines first, durable; then their leaves, under a signed checkpoint."""
        from manumit.base.ledger import Scribe, key_name, mac_of

        if not claims:
            return []
        last = self._book._parse(self.lines[-1], len(self.lines) - 1).leaf if self.lines else None
        scribe, actor = Scribe.after(last, self._book.now), self._book.actor()
        events = []
        for at, claim in enumerate(claims, len(self.lines)):
            secret = secrets.token_bytes(32)
            body = canonical_json(claim.body(secret))
            leaf = scribe.leaf(
                claim.type,
                self._book.organisation,
                actor,
                mac_of(record_key(secret), body),
                key_name(secrets.token_bytes(16)),
            )
            events.append(Event(at, claim.ident, bytes(leaf), secret, json.loads(body)))
        lines = [event.line() for event in events]
        self._append(b"\n".join([*lines, b""]))
        self.lines += lines
        self._log.append([event.leaf for event in events])
        return events

    def _append(self, data: bytes) -> None:
        try:
            try:
                os.ftruncate(self._handle, self._size)  # what a killed writer left half-written
                written = 0
                while written < len(data):
                    written += os.pwrite(self._handle, data[written:], self._size + written)
                os.fsync(self._handle)
            except OSError:
                os.ftruncate(self._handle, self._size)
                raise
        except OSError as error:
            raise WorkspaceError(
                f"{self._book.folder / EVENTS_FILE} could not be written: {error.strerror}",
                "Free some disk space and run the same command again.",
            ) from error
        self._size += len(data)


def _key_file(name: str) -> str:
    return f"{name.rpartition('/')[2]}.key"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _read_all(handle: int) -> bytes:
    size = os.fstat(handle).st_size
    parts, at = [], 0
    while at < size and (part := os.pread(handle, size - at, at)):
        parts.append(part)
        at += len(part)
    return b"".join(parts)
