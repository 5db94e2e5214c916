"""Backups: everything comes back, keys are not in them, other rings, cut ends and evil names are refused."""

from __future__ import annotations

import io
import random
import resource
import tarfile
from itertools import count
from pathlib import Path

import pyrage
import pytest

from manumit.base.kernel import UsageError, VaultError, VerificationFailed, WrongKey
from manumit.base.vault import Keyring, PassphraseHolder, backup_note, read_backup, write_backup
from manumit.base.vault.archive import _identity
from tests.base.vault.disk import killed_at
from tests.base.vault.test_age import bech32

FILES = {"a.txt": b"hello", "deep/er/b.bin": random.Random(1).randbytes(300_000), "empty": b""}


@pytest.fixture
def ring(tmp_path: Path, holder: PassphraseHolder) -> Keyring:
    return Keyring.create(tmp_path / "w", holder)


@pytest.fixture
def backup(tmp_path: Path, ring: Keyring) -> Path:
    sources = []
    for name, data in FILES.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        sources.append((name, path))
    assert (
        write_backup(tmp_path / "b.age", ring, {"of": "test"}, sources) == (tmp_path / "b.age").stat().st_size
    )
    return tmp_path / "b.age"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()
    }


def test_everything_comes_back(backup: Path, ring: Keyring, tmp_path: Path) -> None:
    manifest = read_backup(backup, ring, tmp_path / "out")
    assert manifest["of"] == "test"
    assert contents(tmp_path / "out") == FILES
    assert backup.stat().st_mode & 0o777 == 0o600


def test_it_is_an_age_file_that_opens_with_the_backup_key_only(backup: Path, ring: Keyring) -> None:
    secret = _identity(ring.need("backup")).private_bytes_raw()
    peer = pyrage.x25519.Identity.from_str(bech32("age-secret-key-", secret).upper())
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(backup.read_bytes(), [peer]))) as tar:
        assert tar.getnames() == ["backup.json", *FILES]
    assert not any(data in backup.read_bytes() for data in FILES.values() if data)


def test_another_ring_or_a_destroyed_key_does_not_open_it(
    backup: Path, ring: Keyring, holder: PassphraseHolder, tmp_path: Path
) -> None:
    other = Keyring.create(tmp_path / "other", holder)
    with pytest.raises(WrongKey, match="not in the ring"):
        read_backup(backup, other, tmp_path / "out")
    ring.advance(ring.ids("backup"))
    with pytest.raises(WrongKey, match="destroyed"):
        read_backup(backup, ring, tmp_path / "out")


@pytest.mark.parametrize("cut", [1, 17, 65_552, 200_000, 300_400])
def test_a_cut_end_is_told(backup: Path, ring: Keyring, tmp_path: Path, cut: int) -> None:
    backup.write_bytes(backup.read_bytes()[:-cut])
    with pytest.raises(VerificationFailed):
        read_backup(backup, ring, tmp_path / "out")


def test_any_change_is_told(backup: Path, ring: Keyring, tmp_path: Path) -> None:
    data = bytearray(backup.read_bytes())
    for n, at in enumerate(random.Random(4).sample(range(len(data)), 12)):
        changed = bytearray(data)
        changed[at] ^= 1
        backup.write_bytes(changed)
        with pytest.raises((VerificationFailed, WrongKey, UsageError)):
            read_backup(backup, ring, tmp_path / f"out{n}")


@pytest.mark.parametrize("name", ["/etc/passwd", "../out", "a/../../b", "..", "a\\..\\b"])
def test_a_path_outside_is_refused(ring: Keyring, tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_bytes(b"x")
    write_backup(tmp_path / "b.age", ring, {}, [(name, tmp_path / "x")])
    with pytest.raises(VerificationFailed, match="outside"):
        read_backup(tmp_path / "b.age", ring, tmp_path / "out")


def test_another_file_is_told(ring: Keyring, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"hello")
    with pytest.raises(VerificationFailed):
        backup_note(tmp_path / "x")
    with pytest.raises(UsageError, match="no backup"):
        backup_note(next(ring.path.glob("*/organisation.age")))


def test_what_is_not_allowed_stays_out(backup: Path, ring: Keyring, tmp_path: Path) -> None:
    read_backup(backup, ring, tmp_path / "out", lambda name, what: name == "a.txt" and what["of"] == "test")
    assert list(contents(tmp_path / "out")) == ["a.txt"]


def test_a_full_disk_leaves_no_half_backup(backup: Path, ring: Keyring, tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
        with pytest.raises(VaultError, match="could not be written"):
            write_backup(tmp_path / "c.age", ring, {}, [("b", tmp_path / "in" / "deep" / "er" / "b.bin")])
        with pytest.raises(VaultError, match="could not be written"):
            read_backup(backup, ring, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not list(tmp_path.glob("c.age*"))


def test_a_killed_backup_leaves_the_last_one_whole(ring: Keyring, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(bytes(500_000))
    ring.need("backup")

    def back_up() -> None:
        write_backup(tmp_path / "b.age", ring, {}, [("x", tmp_path / "x")])

    back_up()
    for step in count(1):
        killed = killed_at(step, back_up)
        read_backup(tmp_path / "b.age", ring, tmp_path / f"out{step}")
        if not killed:
            break
    assert step > 2
