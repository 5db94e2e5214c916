"""The records against the log: what is altered, taken out or put back is noticed, by whoever did it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger import Leaf, Memory, QuietLeaf
from manumit.base.vault import PassphraseHolder
from manumit.services.care import Book, leaf_places, verify_history
from manumit.services.care.sealed import leaf_key
from tests.services.care.conftest import ORG, Clock


@pytest.fixture
def folder(tmp_path: Path, holder: PassphraseHolder, clock: Clock) -> Path:
    """A book with five changes of two people, all logged."""
    with Book.create(tmp_path / "book", holder, ORG, 12, clock) as book:
        for name in ("Ana", "Ben"):
            person = book.add({"called": name}, "mira")
            book.change(person, "note", {"text": "came by"}, "mira")
        book.change(person, "note", {"text": "left"}, "mira")
        clock.forward(hours=1)
        assert book.leaves.due(clock()) == 24
    return tmp_path / "book"


def opened(folder: Path, holder: PassphraseHolder, clock: Clock) -> Book:
    return Book.open(folder, holder, clock)


def test_an_honest_book_is_sound(folder: Path, holder: PassphraseHolder, clock: Clock) -> None:
    with opened(folder, holder, clock) as book:
        found = verify_history(book)
        assert (found.problems, found.logged, found.waiting, found.leaves) == ([], 5, 0, 24)
        book.change(book.people()[0], "note", {"text": "again"}, "mira")
        assert verify_history(book).waiting == 1
        clock.forward(days=30)
        book.leaves.due(clock())
        assert (found := verify_history(book)).sound
        assert (found.logged, found.waiting, found.leaves) == (6, 0, 24 * (1 + 30 * 24))


def test_leaves_say_nothing(folder: Path, holder: PassphraseHolder, clock: Clock) -> None:
    with opened(folder, holder, clock) as book:
        leaves = [QuietLeaf.parse(book.log.entry(at)) for at in range(24)]
    assert {one.org for one in leaves} == {""}
    assert {one.time for one in leaves} == {"2026-03-01T10:00:00Z"}
    assert [sum(one.type == kind for one in leaves) for kind in ("care", "consent", "report")] == [8, 8, 8]
    assert len({one.key for one in leaves}) == 24
    for leaf in leaves:
        with pytest.raises(VerificationFailed):
            Leaf.parse(bytes(leaf))


def _rows(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "vault" / "records.db", isolation_level=None)


def test_a_change_that_was_taken_out_is_missed(folder: Path, holder: PassphraseHolder, clock: Clock) -> None:
    with opened(folder, holder, clock) as book:
        victim = book.people()[0]
        name = book.sealed.vault.ring.blind(f"record {book.changes(victim)[-1].id}")
    rows = _rows(folder)
    for table in ("record", "token"):
        rows.execute(f"DELETE FROM {table} WHERE record = ?", (name,))
    rows.close()
    with opened(folder, holder, clock) as book:
        (problem,) = verify_history(book).problems
        assert "taken out" in problem[1]


def test_an_insider_with_all_keys_cannot_alter_a_change(
    folder: Path, holder: PassphraseHolder, clock: Clock
) -> None:
    with opened(folder, holder, clock) as book:
        person = book.people()[0]
        change, entry = book.numbered(person)[-1]
        name = book.sealed.vault.ring.blind(f"record {change.id}")
        rows = _rows(folder)
        for table in ("record", "token"):
            rows.execute(f"DELETE FROM {table} WHERE record = ?", (name,))
        rows.close()
        book.sealed.put(person, [(entry.name, entry.number, entry.data)])
        (problem,) = verify_history(book).problems
        assert "altered" in problem[1]


def test_a_change_that_was_never_logged_is_told(folder: Path, holder: PassphraseHolder, clock: Clock) -> None:
    with opened(folder, holder, clock) as book:
        book.change(book.people()[0], "note", {"text": "x"}, "mira")
        book.leaves.state.waiting.clear()
        (problem,) = verify_history(book).problems
        assert "never logged" in problem[1]


def test_records_of_yesterday_do_not_fit_the_log_of_today(
    folder: Path, holder: PassphraseHolder, clock: Clock, tmp_path: Path
) -> None:
    shutil.copytree(folder / "vault", tmp_path / "vault")
    shutil.copy(folder / "leaves.json", tmp_path)
    with opened(folder, holder, clock) as book:
        book.change(book.people()[0], "note", {"text": "unwelcome"}, "mira")
        clock.forward(hours=1)
        book.leaves.due(clock())
    shutil.rmtree(folder / "vault")
    shutil.copytree(tmp_path / "vault", folder / "vault")
    with opened(folder, holder, clock) as book:
        assert ["taken out" in what for _, what in verify_history(book).problems] == [True]
    shutil.copy(tmp_path / "leaves.json", folder)
    with opened(folder, holder, clock) as book:
        assert ["older" in what for _, what in verify_history(book).problems] == [True]


def test_a_tampered_log_is_noticed(folder: Path, holder: PassphraseHolder, clock: Clock) -> None:
    (bundle,) = (folder / "log" / "tile" / "entries").rglob("24")
    raw = bundle.read_bytes()
    bundle.write_bytes(raw.replace(b'"type":"care"', b'"type":"carf"', 1))
    with pytest.raises(VerificationFailed, match="tile"):
        opened(folder, holder, clock)
    bundle.write_bytes(raw)
    opened(folder, holder, clock).close()


def test_a_log_that_was_put_back_as_a_whole_is_remembered(
    folder: Path, holder: PassphraseHolder, clock: Clock, tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "memory")
    shutil.copytree(folder, tmp_path / "old")
    with opened(folder, holder, clock) as book:
        book.change(book.people()[0], "note", {"text": "unwelcome"}, "mira")
        clock.forward(hours=1)
        book.leaves.due(clock())
        assert verify_history(book, memory).sound
    with opened(tmp_path / "old", holder, clock) as book:
        found = verify_history(book, memory)
    assert not found.sound


def test_a_change_leads_to_its_leaf(folder: Path, holder: PassphraseHolder, clock: Clock) -> None:
    with opened(folder, holder, clock) as book:
        person = book.people()[0]
        places = leaf_places(book, book.record(person))
        numbers = {change.id: entry.number for change, entry in book.numbered(person)}
        assert places.keys() == numbers.keys()
        for change, place in places.items():
            origin, _, index = place.partition("#")
            assert origin == book.log.origin
            leaf = QuietLeaf.parse(book.log.entry(int(index)))
            assert leaf.key == leaf_key(book.house_secret, numbers[change])


def test_new_keys_of_the_vault_change_nothing(folder: Path, holder: PassphraseHolder, clock: Clock) -> None:
    with opened(folder, holder, clock) as book:
        book.sealed.vault.rotate_person(book.people()[0])
        book.sealed.vault.rotate()
        assert verify_history(book).logged == 5


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_while_logging_no_leaf_is_lost_or_doubled(
    folder: Path, holder: PassphraseHolder, clock: Clock, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    class Killed(BaseException):
        pass

    book = opened(folder, holder, clock)
    book.change(book.people()[0], "note", {"text": "x"}, "mira")
    clock.forward(hours=1)
    append = book.log.append

    def dies(entries: list[bytes]) -> range:
        if when == "after":
            append(entries)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(book.log, "append", dies)
        with pytest.raises(Killed):
            book.leaves.due(clock())
    book.close()
    with opened(folder, holder, clock) as book:
        found = verify_history(book)
        assert (found.problems, found.logged, found.waiting, found.leaves) == ([], 6, 0, 48)
        assert book.log.size == 48


def test_a_log_with_foreign_entries_is_not_gone_on_with(
    folder: Path, holder: PassphraseHolder, clock: Clock
) -> None:
    with opened(folder, holder, clock) as book:
        book.change(book.people()[0], "note", {"text": "x"}, "mira")
        clock.forward(hours=1)
        book.leaves.state.size = 3
        book.leaves.state.batch = ["x"]
        book.leaves.state.until = book.leaves.state.since
        with pytest.raises(VerificationFailed, match="The log has 24 entries"):
            book.leaves._into_log()
