"""The key file: what age says it is; wrong passphrases are slow, counted, and told in words."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.base.kernel import UsageError, VaultError, VerificationFailed, WrongKey
from manumit.base.vault import Attempts, Keyring, PassphraseHolder, Stanza, Stretch, age_open, read_header
from manumit.base.vault.age import Header
from tests.base.vault.conftest import PASSPHRASE
from tests.base.vault.disk import killed_at
from tests.base.vault.test_age import bech32

QUICK = Stretch(b"0123456789abcdef", kib=64, passes=1, lanes=1)


class Clock:
    """Time that the test makes."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def fail(attempts: Attempts) -> str:
    """One wrong try; what is said of it."""
    with pytest.raises(WrongKey) as told, attempts.trying():
        raise WrongKey("wrong")
    return told.value.sentence


def test_the_key_file_is_an_age_file_with_the_salt_in_its_header(tmp_path: Path) -> None:
    folder = tmp_path / "keys" / "1"
    folder.mkdir(parents=True)
    key = PassphraseHolder(PASSPHRASE).create(folder, "ring")
    path = folder / "organisation.age"
    assert path.stat().st_mode & 0o777 == 0o600
    with path.open("rb") as source:
        stretch = Stretch.of(read_header(source))
    assert (stretch.kib, stretch.passes, stretch.lanes, len(stretch.salt)) == (65536, 3, 4, 16)
    identity = stretch.identity(PASSPHRASE)
    assert age_open(path.read_bytes(), identity) == key.secret
    peer = bech32("age-secret-key-", identity.private_bytes_raw()).upper()
    assert pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(peer)]) == key.secret


def test_a_passphrase_is_the_same_however_it_was_typed() -> None:
    assert (
        QUICK.identity("Ana \u00e9toile").private_bytes_raw()
        == QUICK.identity("Ana e\u0301toile").private_bytes_raw()
    )


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="12 characters"):
        Keyring.create(tmp_path, PassphraseHolder("too short"))


def test_a_wrong_passphrase_is_told_and_counted(tmp_path: Path, holder: PassphraseHolder) -> None:
    Keyring.create(tmp_path, holder)
    with pytest.raises(WrongKey, match="not the right one"):
        Keyring.open(tmp_path, PassphraseHolder("another long passphrase"))
    assert json.loads((tmp_path / "keys" / "attempts.json").read_text())["failed"] == 1
    Keyring.open(tmp_path, PassphraseHolder(PASSPHRASE))
    assert json.loads((tmp_path / "keys" / "attempts.json").read_text())["failed"] == 0


ABSURD = [
    ("c2FsdHNhbHQ", "99999999", "3", "4"),
    ("c2FsdHNhbHQ", "65536", "999", "4"),
    ("c2FsdHNhbHQ", "1", "3", "4"),
    ("", "65536", "3", "4"),
    ("c2FsdHNhbHQ",),
]


@pytest.mark.parametrize("args", ABSURD)
def test_a_header_that_asks_for_too_much_is_refused(args: tuple[str, ...]) -> None:
    with pytest.raises(VerificationFailed):
        Stretch.of(Header((Stanza("manumit.org/argon2id", args),), b"", b""))


def test_tries_wait_ever_longer(tmp_path: Path) -> None:
    clock = Clock()
    attempts = Attempts(tmp_path / "a", clock)
    for _ in range(5):
        assert fail(attempts) == "wrong"
    assert "next one is possible in 1 s" in fail(attempts)
    waits = []
    for _ in range(12):
        said = fail(attempts)
        waits.append(int(said.split(" in ")[1].split(" s")[0]))
        clock.now += waits[-1]
        assert fail(attempts) == "wrong"
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    clock.now += 900
    with attempts.trying():
        pass
    assert fail(attempts) == "wrong"


def test_a_clock_that_is_set_back_shortens_nothing(tmp_path: Path) -> None:
    clock = Clock()
    attempts = Attempts(tmp_path / "a", clock)
    for _ in range(8):
        fail(attempts)
        clock.now += 10
    fail(attempts)
    clock.now -= 500_000
    assert "possible in 16 s" in fail(attempts)
    clock.now += 15
    assert "possible in 1 s" in fail(attempts)
    clock.now += 1
    assert fail(attempts) == "wrong"


def test_a_damaged_counter_frees_nobody(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("{not json")
    assert "possible in 1 s" in fail(Attempts(tmp_path / "a", Clock()))


def test_an_error_that_is_none_of_the_passphrase_is_not_counted(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path / "a")
    for _ in range(9):
        with pytest.raises(OSError, match="disk"), attempts.trying():
            raise OSError("disk")
    with attempts.trying():
        pass


def test_a_try_that_is_killed_counts(tmp_path: Path) -> None:
    def tried() -> None:
        with Attempts(tmp_path / "a").trying():
            os.kill(os.getpid(), signal.SIGKILL)

    for number in range(2):
        assert killed_at(99, tried)
        assert json.loads((tmp_path / "a").read_text())["failed"] == number + 1


def test_a_counter_that_cannot_be_kept_stops_the_try(tmp_path: Path) -> None:
    with (
        pytest.raises(VaultError, match="cannot be written"),
        Attempts(tmp_path / "no" / "a").trying(),
    ):
        raise AssertionError("it was tried")


@settings(max_examples=10)
@given(st.text(min_size=1, max_size=40))
def test_an_identity_depends_on_all_of_the_passphrase(text: str) -> None:
    one, other = QUICK.identity(text), QUICK.identity(text + "x")
    assert one.private_bytes_raw() != other.private_bytes_raw()
    again = Stretch(os.urandom(16), 64, 1, 1).identity(text)
    assert again.private_bytes_raw() != one.private_bytes_raw()
