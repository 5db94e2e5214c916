"""Sealed records: read back exactly, found by value, nothing of them in the clear, bound to what they are."""

from __future__ import annotations

import io
import os
import random
import resource
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manumit.base.kernel import Erased, UsageError, VaultError, VerificationFailed
from manumit.base.vault import Item, PassphraseHolder, Vault, VaultEvent
from manumit.base.vault.store import SqliteStore
from tests.base.vault.disk import files_with, killed_at

ANA = Item("Ana Example", "note 1", 1, b"She asked for a room in Leeds.", "care", {"phone": "+447700900123"})
NEEDLES = [b"Ana Example", b"note 1", b"room in Leeds", b"447700900123"]


def test_a_record_is_read_back(vault: Vault, holder: PassphraseHolder) -> None:
    vault.seal(ANA)
    vault.seal(Item(ANA.person, ANA.record, 2, b"She has a room.", "care", {"phone": "+447700900456"}))
    with Vault.open(vault.path, holder) as again:
        newest, first = again.read("note 1"), again.read("note 1", 1)
    assert (newest.version, newest.data, newest.person, newest.sort) == (
        2,
        b"She has a room.",
        "Ana Example",
        "care",
    )
    assert (first.data, first.index) == (ANA.data, dict(ANA.index))


def test_nothing_stands_in_the_clear(vault: Vault) -> None:
    vault.seal(ANA)
    vault.seal_file(Item(ANA.person, "photo", 1, b"photo.jpg"), io.BytesIO(b"room in Leeds" * 9000))
    assert files_with(vault.path, [*NEEDLES, b"photo"]) == []
    assert len(list(vault.path.rglob("*"))) >= 6


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=3000), st.text(max_size=20), st.text(min_size=1, max_size=20))
def test_any_bytes_any_names(vault: Vault, data: bytes, person: str, value: str) -> None:
    vault.seal(Item(person, os.urandom(8).hex(), 1, data, index={"name": value}))
    assert (person, data) in [(one.person, one.data) for one in vault.search("name", value)]


def test_search_is_exact_and_of_the_newest_version(vault: Vault) -> None:
    vault.seal(ANA)
    vault.seal(Item("Bo", "note 2", 1, b"", index={"phone": "+447700900123", "name": "Bo  STRASSE"}))
    vault.seal(Item("Bo", "note 3", 1, b"", index={"name": "+447700900123"}))
    assert [one.record for one in vault.search("phone", " +447700900123 ")] == ["note 1", "note 2"] or [
        one.record for one in vault.search("phone", "+447700900123")
    ] == ["note 2", "note 1"]
    assert [one.record for one in vault.search("name", "bo straße")] == ["note 2"]
    vault.seal(Item(ANA.person, ANA.record, 2, b"", index={"phone": "+447700900999"}))
    assert [one.record for one in vault.search("phone", "+447700900123")] == ["note 2"]
    assert vault.search("phone", "+44770090012") == []


def test_a_token_that_fits_by_chance_finds_nothing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("manumit.base.vault.sealed_records.token", lambda key, value: b"same")
    vault.seal(ANA)
    vault.seal(Item("Bo", "note 2", 1, b"", index={"phone": "+447700900456"}))
    assert [one.record for one in vault.search("phone", "+447700900456")] == ["note 2"]


def test_a_version_is_written_once(vault: Vault) -> None:
    vault.seal(ANA)
    with pytest.raises(VaultError, match="before"):
        vault.seal_many([Item("Bo", "other", 1, b""), ANA])
    with pytest.raises(UsageError):
        vault.read("other")
    with pytest.raises(UsageError):
        vault.read("note 1", 2)


MOVES = {
    "another record": "UPDATE record SET record = '00'",
    "another version": "UPDATE record SET version = 7",
    "another person": "UPDATE record SET person = '00'",
    "another sort": "UPDATE record SET sort = 'x'",
    "another time": "UPDATE record SET sealed_at = sealed_at + 1",
    "another body": "UPDATE record SET body = CAST(substr(body, 1, 40) || CASE hex(substr(body, 41, 1)) WHEN '00' THEN"
    " x'01' ELSE x'00' END || substr(body, 42) AS BLOB)",
}


@pytest.mark.parametrize("sql", MOVES.values(), ids=MOVES)
def test_a_record_is_bound_to_what_it_is(vault: Vault, sql: str) -> None:
    vault.seal(ANA)
    with sqlite3.connect(vault.path / "records.db") as db:
        db.execute(sql)
    db.close()
    (row,) = vault.store.of_person("00") or vault.store.of_person(vault.ring.blind("person Ana Example"))
    with pytest.raises(VerificationFailed):
        vault._open(row)


def test_a_receipt_commits_to_the_ciphertext(vault: Vault) -> None:
    one, other = vault.seal(ANA), vault.seal(Item("Ana Example", "note 2", 1, ANA.data))
    assert one.key == other.key
    assert one.mac != other.mac
    assert len(bytes.fromhex(one.mac)) == 32
    assert one.key.startswith("key_")


# --- files


def test_a_large_file_is_streamed(vault: Vault) -> None:
    data = random.Random(3).randbytes(3_000_001)
    vault.seal_file(Item("Ana", "film", 1, b"film.mp4"), io.BytesIO(data))
    sink = io.BytesIO()
    assert vault.read_file("film", sink).data == b"film.mp4"
    assert sink.getvalue() == data
    vault.rotate_person("Ana")
    sink = io.BytesIO()
    vault.read_file("film", sink)
    assert sink.getvalue() == data


def test_a_file_that_was_changed_or_cut_off_is_told(vault: Vault) -> None:
    vault.seal_file(Item("Ana", "film", 1, b""), io.BytesIO(b"x" * 200_000))
    (path,) = (vault.path / "files").iterdir()
    whole = path.read_bytes()
    for lie in (whole[:65552], whole[65552:131104] + whole[:65552] + whole[131104:], whole[:-1], b""):
        path.write_bytes(lie)
        with pytest.raises(VerificationFailed):
            vault.read_file("film", io.BytesIO())
    path.unlink()
    with pytest.raises(VaultError, match="missing"):
        vault.read_file("film", io.BytesIO())


# --- rotation


def test_rotation_of_the_organisations_key_encrypts_no_record_again(vault: Vault) -> None:
    vault.seal(ANA)
    (before,) = vault.store.of_person(vault.ring.blind("person Ana Example"))
    vault.rotate()
    assert vault.store.of_person(before.person) == [before]
    assert vault.read("note 1").data == ANA.data
    assert vault.ring.epoch().number == 2


def test_rotation_of_a_persons_key_destroys_the_old_one(vault: Vault) -> None:
    vault.seal(ANA)
    (before,) = vault.store.of_person(vault.ring.blind("person Ana Example"))
    events: list[VaultEvent] = []
    vault._log = events.append
    vault.rotate_person("Ana Example")
    (after,) = vault.store.of_person(before.person)
    assert after.key != before.key
    assert vault.ring.get(before.key) is None
    assert vault.read("note 1").data == ANA.data
    assert [event.type for event in events] == ["key_rotated"]
    assert [one.record for one in vault.search("phone", "+447700900123")] == ["note 1"]


def test_one_record_goes_for_good_and_the_others_stay(vault: Vault, tmp_path: Path) -> None:
    vault.seal(ANA)
    vault.seal_file(Item("Ana Example", "film", 1, b""), io.BytesIO(b"x" * 9))
    vault.seal_file(Item("Ana Example", "other film", 1, b""), io.BytesIO(b"y" * 9))
    copy = tmp_path / "records.db"
    vault.store.copy_to(copy)  # type: ignore[attr-defined]
    assert vault.erase_record("film", "asked for by the person").whole
    with pytest.raises(UsageError):
        vault.read("film")
    assert vault.was_erased("film")
    assert not vault.was_erased("other film")
    assert len(list((vault.path / "files").iterdir())) == 1
    assert vault.read("note 1").data == ANA.data
    sink = io.BytesIO()
    vault.read_file("other film", sink)
    assert sink.getvalue() == b"y" * 9
    old = SqliteStore(copy)
    assert all(vault.ring.get(row.key) is None for one in old.people() for row in old.of_person(one)), (
        "no old key is left"
    )
    old.close()
    for record, reason in (("film", "again"), ("note 1", " ")):
        with pytest.raises(UsageError):
            vault.erase_record(record, reason)


def test_killed_at_any_step_of_a_removal_no_old_key_is_left_once_it_is_gone(
    vault: Vault, holder: PassphraseHolder, tmp_path: Path
) -> None:
    """Killed before it was begun, it is asked for again; after that, it is finished when the vault is opened."""
    vault.seal(ANA)

    def remove(record: str) -> None:
        with Vault.open(vault.path, holder) as mine:
            mine.erase_record(record, "asked for")

    for step in count(1):
        record, copy = f"film {step}", tmp_path / f"{step}.db"
        with Vault.open(vault.path, holder) as mine:
            mine.seal(Item("Ana Example", record, 1, b"of her"))
            mine.store.copy_to(copy)  # type: ignore[attr-defined]
        killed = killed_at(step, lambda record=record: remove(record))  # type: ignore[misc]
        with Vault.open(vault.path, holder) as again:
            if not again.was_erased(record):
                again.erase_record(record, "asked for again")
            old = SqliteStore(copy)
            assert all(
                again.ring.get(row.key) is None for one in old.people() for row in old.of_person(one)
            ), step
            old.close()
            assert again.read("note 1").data == ANA.data
            with pytest.raises(UsageError):
                again.read(record)
        if not killed:
            break
    assert step > 10


def test_killed_at_any_step_of_a_rotation_nothing_is_lost(vault: Vault, holder: PassphraseHolder) -> None:
    vault.seal_many([ANA, *(Item("Ana Example", f"n{n}", 1, b"%d" % n) for n in range(20))])

    def rotate() -> None:
        Vault.open(vault.path, holder).rotate_person("Ana Example")

    step = next(one for one in count(1) if not killed_and_whole(vault, holder, one, rotate))
    assert step > 10
    vault.rotate()
    assert len(vault.ring.ids("person")) == 1


def killed_and_whole(vault: Vault, holder: PassphraseHolder, step: int, act: Callable[[], object]) -> bool:
    """Whether it was killed at that step; all records must open afterwards."""
    killed = killed_at(step, act)
    with Vault.open(vault.path, holder) as again:
        assert [again.read(f"n{n}").data for n in range(20)] == [b"%d" % n for n in range(20)]
    return killed


# --- what goes wrong


def test_killed_at_any_step_what_was_acknowledged_is_there(
    vault: Vault, holder: PassphraseHolder, tmp_path: Path
) -> None:
    told = tmp_path / "told"

    def write() -> None:
        mine = Vault.open(vault.path, holder)
        for _ in range(3):
            name = f"r{os.urandom(8).hex()}"
            mine.seal(Item(name, name, 1, b"x" * 300))
            mine.seal_file(Item(name, f"{name} file", 1, b""), io.BytesIO(b"y" * 70_000))
            with told.open("a") as out:
                out.write(name + "\n")

    step = next(one for one in count(1) if not killed_at(one, write))
    assert step > 10
    names = told.read_text().split()
    assert len(names) > 10
    with Vault.open(vault.path, holder) as again:
        for name in names:
            assert again.read(name).data == b"x" * 300
            sink = io.BytesIO()
            again.read_file(f"{name} file", sink)
            assert sink.getvalue() == b"y" * 70_000
        again.rotate()
        assert len(list((vault.path / "files").iterdir())) == len(again.store.files())


def test_a_full_disk_is_told_and_leaves_the_vault_sound(vault: Vault, holder: PassphraseHolder) -> None:
    vault.seal(ANA)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, limits[1]))
        with pytest.raises(VaultError, match="could not be written"):
            vault.seal(Item("Bo", "big", 1, b"x" * 300_000))
        with pytest.raises(VaultError, match="could not be written"):
            vault.seal_file(Item("Bo", "film", 1, b""), io.BytesIO(b"x" * 300_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    vault.seal(Item("Bo", "big", 1, b"x" * 300_000))
    with Vault.open(vault.path, holder) as again:
        assert again.read("note 1").data == ANA.data
        assert len(again.read("big").data) == 300_000
    assert not list((vault.path / "files").glob("*.partial"))


def test_a_file_that_no_record_names_is_swept(vault: Vault) -> None:
    vault.seal_file(Item("Ana", "film", 1, b""), io.BytesIO(b"x"))
    (vault.path / "files" / "stray").write_bytes(b"x")
    (vault.path / "files" / "00.999999999.partial").write_bytes(b"x")
    vault.rotate()
    assert len(list((vault.path / "files").iterdir())) == 1
    vault.read_file("film", io.BytesIO())


def test_two_open_vaults_see_each_others_work(vault: Vault, holder: PassphraseHolder) -> None:
    with Vault.open(vault.path, holder) as other:
        vault.seal(ANA)
        assert other.read("note 1").data == ANA.data
        other.erase("Ana Example", "asked for")
        with pytest.raises((Erased, UsageError)):
            vault.read("note 1")
        with pytest.raises(Erased):
            vault.seal(Item("Ana Example", "note 9", 1, b""))


def test_lost_keys_are_told_and_nothing_is_thrown_away(vault: Vault, holder: PassphraseHolder) -> None:
    vault.seal(ANA)
    path = next((vault.path / "keys").glob("*/ring"))
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    with Vault.open(vault.path, holder) as again:
        with pytest.raises(VaultError, match="not in the ring"):
            again.read("note 1")
        assert again.store.count() == (1, 1)
