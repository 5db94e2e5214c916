"""Erasure: the key dies here and in every copy; no file, backup or index yields the person; a kill does not stop it."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from manumit.base.kernel import Erased, UsageError, VaultError, VerificationFailed
from manumit.base.vault import (
    Item,
    Key,
    PassphraseHolder,
    SqliteStore,
    Vault,
    VaultEvent,
    read_backup,
    write_backup,
)
from manumit.base.vault.record import open_row
from manumit.base.vault.vault import backup_sources
from tests.base.vault.disk import files_with, killed_at

PEOPLE = [f"person {n}" for n in range(6)]


def fill(vault: Vault) -> None:
    for n, person in enumerate(PEOPLE):
        vault.seal(Item(person, f"note {n}", 1, f"secret of {person}".encode(), index={"name": person}))
        vault.seal_file(Item(person, f"photo {n}", 1, b"p.jpg"), io.BytesIO(b"picture" * 20_000))


def person_key(vault: Vault, person: str) -> Key:
    key = vault.ring.find("person", vault.ring.blind(f"person {person}"))
    assert key is not None
    return key


def test_nothing_of_the_person_is_left_and_the_rest_is(vault: Vault, holder: PassphraseHolder) -> None:
    fill(vault)
    key, events = person_key(vault, PEOPLE[2]), list[VaultEvent]()
    vault._log = events.append
    photo, row = sorted(vault.store.of_person(key.of), key=lambda one: not one.file)
    done = vault.erase(PEOPLE[2], "asked for by the person")
    assert (done.records, done.whole) == (2, True)
    needles = [key.id.encode(), key.of.encode(), row.record.encode(), row.body[:60], photo.file.encode()]
    assert files_with(vault.path, needles) == []
    assert [event.type for event in events] == ["tombstone"]
    for opened in (vault, Vault.open(vault.path, holder)):
        with pytest.raises(UsageError):
            opened.read("note 2")
        assert opened.search("name", PEOPLE[2]) == []
        assert opened.read("note 3").data == b"secret of person 3"
        opened.read_file("photo 3", io.BytesIO())
        with pytest.raises(Erased):
            opened.seal(Item(PEOPLE[2], "again", 1, b"x"))


def test_an_erasure_needs_a_reason_and_somebody(vault: Vault) -> None:
    fill(vault)
    with pytest.raises(UsageError, match="reason"):
        vault.erase(PEOPLE[0], " ")
    with pytest.raises(UsageError, match="nobody"):
        vault.erase("person x", "asked for")
    assert vault.ring.epoch().number == 1


def test_erasing_twice_is_erasing_once(vault: Vault) -> None:
    fill(vault)
    once = vault.erase(PEOPLE[0], "asked for")
    assert vault.erase(PEOPLE[0], "asked for").id == once.id
    assert vault.ring.epoch().number == 2


def test_a_restored_backup_does_not_open_even_with_every_key_there_is(
    vault: Vault, holder: PassphraseHolder, tmp_path: Path
) -> None:
    fill(vault)
    key = person_key(vault, PEOPLE[1])
    rows = vault.store.of_person(key.of)
    write_backup(tmp_path / "before.age", vault.ring, {}, backup_sources(vault.path, tmp_path))
    vault.erase(PEOPLE[1], "asked for")
    (tmp_path / "back").mkdir()
    read_backup(tmp_path / "before.age", vault.ring, tmp_path / "back")
    shutil.copytree(vault.path / "keys", tmp_path / "back" / "keys")
    store = SqliteStore(tmp_path / "back" / "records.db")
    back = store.of_person(key.of)
    assert back == rows  # the ciphertext did come back
    store.close()
    for row in back:
        assert vault.ring.get(row.key) is None
        for id in vault.ring.epoch().entries:
            other = vault.ring.get(id)
            assert other is not None
            with pytest.raises(VerificationFailed):
                open_row(other, vault.ring.id, row)
    with Vault.open(tmp_path / "back", holder) as again:
        assert again.store.of_person(key.of) == []
        assert again.read("note 2").data == b"secret of person 2"
    assert files_with(tmp_path / "back", [rows[0].body[:60], key.of.encode()]) == []


def test_copies_of_the_keys_lose_it_too(vault: Vault, holder: PassphraseHolder, tmp_path: Path) -> None:
    sticks = [tmp_path / "one", tmp_path / "two"]
    for stick in sticks:
        stick.mkdir()
        vault.ring.places.add(stick)
    fill(vault)
    key = person_key(vault, PEOPLE[1])
    assert len(files_with(tmp_path, [key.id.encode()])) >= 3
    sticks[1].rename(tmp_path / "away")
    done = vault.erase(PEOPLE[1], "asked for")
    assert not done.whole
    assert [place.current for place in done.places] == [True, False]
    (tmp_path / "away").rename(sticks[1])
    Vault.open(vault.path, holder).close()
    assert files_with(tmp_path, [key.id.encode()]) == []


def test_killed_at_any_step_it_is_gone_on_with(
    vault: Vault, holder: PassphraseHolder, tmp_path: Path
) -> None:
    fill(vault)
    key, begun, step, killed = person_key(vault, PEOPLE[1]), 0, 0, True
    vault.close()
    while killed:
        step += 1
        copy = tmp_path / f"copy{step}"
        shutil.copytree(vault.path, copy)
        killed = killed_at(step, lambda copy=copy: Vault.open(copy, holder).erase(PEOPLE[1], "asked for"))  # type: ignore[misc]
        with Vault.open(copy, holder) as again:
            begun += bool(again.tombstones)
            if not again.tombstones:
                assert (
                    again.read("note 1").data == b"secret of person 1"
                )  # it was killed before it was marked
                again.erase(PEOPLE[1], "asked for")
            assert again.tombstones.pending("person") == []
            assert again.read("note 3").data == b"secret of person 3"
            with pytest.raises(UsageError):
                again.read("note 1")
        assert files_with(copy, [key.id.encode(), key.of.encode()]) == []
        shutil.rmtree(copy)
    assert step > 15
    assert begun > 10


def test_a_marked_person_is_refused_before_the_keys_are_gone(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(vault)

    def full(*_: object) -> None:
        raise VaultError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(vault, "_advance", full)
        with pytest.raises(VaultError, match="full"):
            vault.erase(PEOPLE[1], "asked for")
    with pytest.raises(Erased):
        vault.read("note 1")
    assert vault.erase(PEOPLE[1], "asked for").records == 2


def test_no_guess_can_be_tested_without_the_key(vault: Vault) -> None:
    fill(vault)
    done = vault.erase(PEOPLE[1], "asked for by person 1 on the telephone")
    text = (vault.path / "keys" / "tombstones.jsonl").read_bytes()
    assert done.id.encode() in text
    assert b"person 1" not in text
    assert vault._mark("person", "a") != vault._mark("person", "b") != vault._mark("record", "b")


# --- timers

DAY = 86_400


class Clock:
    """Time that the test makes."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def timed(vault: Vault) -> tuple[Vault, Clock]:
    clock = Clock()
    vault._clock = clock
    vault.seal(Item("Ana", "chat 1", 1, b"hello", "chat"))
    vault.seal(Item("Bo", "chat 2", 1, b"hello", "chat"))
    vault.seal(Item("Bo", "care 1", 1, b"a room", "care"))
    return vault, clock


def test_what_is_kept_long_enough_is_erased(timed: tuple[Vault, Clock]) -> None:
    vault, clock = timed
    keep = {"chat": DAY, "report": DAY}
    assert vault.due(keep) == []
    clock.now += DAY + 1
    vault.seal(Item("Bo", "chat 3", 1, b"later", "chat"))
    assert len(vault.due(keep)) == 2
    ana, bo = person_key(vault, "Ana"), person_key(vault, "Bo")
    assert vault.erase_due(keep).records == 2
    assert vault.due(keep) == []
    assert vault.ring.get(ana.id) is None
    assert vault.ring.get(bo.id) == bo
    assert [vault.read(one).data for one in ("care 1", "chat 3")] == [b"a room", b"later"]
    for one in ("chat 1", "chat 2"):
        with pytest.raises(UsageError):
            vault.read(one)


def test_a_new_version_starts_the_timer_anew(timed: tuple[Vault, Clock]) -> None:
    vault, clock = timed
    clock.now += DAY - 5
    vault.seal(Item("Ana", "chat 1", 2, b"again", "chat"))
    clock.now += 10
    assert [record for record, _ in vault.due({"chat": DAY})] == [vault.ring.blind("record chat 2")]


def test_a_clock_that_went_back_erases_nothing(timed: tuple[Vault, Clock]) -> None:
    vault, clock = timed
    clock.now -= 30 * DAY
    with pytest.raises(VerificationFailed, match="clock"):
        vault.erase_due({"chat": DAY})
    assert vault.store.count() == (3, 2)


def test_a_record_that_was_due_does_not_come_back_with_a_backup(
    timed: tuple[Vault, Clock], holder: PassphraseHolder, tmp_path: Path
) -> None:
    vault, clock = timed
    write_backup(tmp_path / "b.age", vault.ring, {}, backup_sources(vault.path, tmp_path))
    clock.now += DAY + 1
    vault.erase_due({"chat": DAY})
    (tmp_path / "back").mkdir()
    read_backup(tmp_path / "b.age", vault.ring, tmp_path / "back")
    shutil.copytree(vault.path / "keys", tmp_path / "back" / "keys")
    with Vault.open(tmp_path / "back", holder) as again:
        assert again.obey() == 1
        assert again.store.count() == (1, 1)
        assert again.read("care 1").data == b"a room"
