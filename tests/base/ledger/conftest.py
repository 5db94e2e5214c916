"""Logs for the tests: keys made from fixed seeds, entries that say their number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from manumit.base.ledger import KeyPair, Log, Pinned
from tests.base.ledger import other

ORIGIN = "log.example.org/test"


def entries(number: int, start: int = 0) -> list[bytes]:
    """b'entry 0', b'entry 1', ..."""
    return [b"entry %d" % at for at in range(start, start + number)]


@pytest.fixture
def key() -> KeyPair:
    """The log's key."""
    return KeyPair(ORIGIN, 1, bytes(range(32)))


@pytest.fixture
def pinned(key: KeyPair) -> Pinned:
    """What a reader trusts."""
    return Pinned.of([key.verifier])


@pytest.fixture
def log_of(tmp_path: Path, key: KeyPair) -> Callable[[int], Path]:
    """Our log with that many entries, in its folder."""

    def make(number: int) -> Path:
        folder = tmp_path / f"log{number}"
        with Log.create(folder, key) as log:
            log.append(entries(number))
        return folder

    return make


@pytest.fixture
def other_log_of(tmp_path: Path, key: KeyPair) -> Callable[[int], Path]:
    """The same, written by the other implementation with the same key."""

    def make(number: int) -> Path:
        folder = tmp_path / f"other{number}"
        other.write_log(folder, ORIGIN, entries(number), Ed25519PrivateKey.from_private_bytes(key.seed))
        return folder

    return make


def files_of(folder: Path) -> dict[str, bytes]:
    """The public files of a log, by name."""
    found = [folder / "checkpoint", *(path for path in (folder / "tile").rglob("*") if path.is_file())]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
