"""A book: who is in it, what is written, what is refused, and what a kill leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from manumit.base.kernel import Refused, UsageError, VerificationFailed, WorkspaceError, vocabulary
from manumit.base.ledger import QuietLeaf
from manumit.base.vault import PassphraseHolder
from manumit.services.care import Book, History, kinds, verify_history
from tests.services.care.conftest import Clock


def test_a_person_needs_no_name(book: Book) -> None:
    person = book.add({}, "mira")
    assert book.people() == [person]
    assert book.record(person).item("person").get("role") == "possible_victim"
    assert "first_name" not in book.record(person).item("person").fields


def test_what_was_written_is_there_when_the_book_is_opened_again(
    tmp_path: Path, holder: PassphraseHolder, clock: Clock
) -> None:
    with Book.create(tmp_path, holder, "house.example.org", 12, clock) as book:
        person = book.add({"called": "Ana"}, "mira")
        need = book.change(person, "need", {"what": "shelter", "urgency": "now"}, "mira")
    with Book.open(tmp_path, holder, clock) as book:
        assert book.people() == [person]
        assert book.record(person).item(need).get("urgency") == "now"
        assert [one.by for one in book.changes(person)] == ["mira", "mira"]


WRONG = {
    "a field there is none of": ("need", {"colour": "red"}, "no field 'colour'"),
    "a kind there is none of": ("wish", {"what": "shelter"}, "no kind"),
    "a value that is not allowed": (
        "need",
        {"urgency": "yesterday"},
        "need.urgency: 'yesterday' is not allowed",
    ),
    "a text that is none": ("note", {"text": 3}, "note.text: 3 is not a text"),
    "half a character": ("note", {"text": "\ud800"}, "half a character"),
    "an empty text": ("note", {"text": " "}, "is not a text"),
    "a date that is none": ("note", {"date": "2026-02-30"}, "note.date"),
    "a date with a time": ("note", {"date": "2026-02-03T10:00:00Z"}, "note.date"),
    "a list with something twice": ("safety_plan", {"steps": ["go", "go"]}, "twice"),
    "a list that is none": ("safety_plan", {"steps": "go"}, "not a list"),
    "a yes that is none": ("person", {"interpreter": "yes"}, "true or false"),
    "a country there is none of": ("person", {"citizenship": "XX"}, "'XX' is not allowed"),
    "nothing": ("note", {}, "changes something"),
    "a consent, not by its verb": ("consent", {"purpose": "shelter"}, "not written this way"),
    "an access, not by reading": ("access", {"what": "all"}, "not written this way"),
}


@pytest.mark.parametrize(("kind", "fields", "says"), WRONG.values(), ids=WRONG.keys())
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    book: Book, ana: str, kind: str, fields: dict[str, object], says: str
) -> None:
    before = book.changes(ana)
    with pytest.raises(UsageError, match=says):
        book.change(ana, kind, fields, "mira")
    assert book.changes(ana) == before


def test_what_is_not_there_cannot_be_changed(book: Book, ana: str) -> None:
    note = book.change(ana, "note", {"text": "came by"}, "mira")
    for item in ("itm_" + "0" * 32, "note"):
        with pytest.raises(UsageError, match="no item"):
            book.change(ana, "note", {"text": "x"}, "mira", item)
    with pytest.raises(UsageError, match="is a note, not a need"):
        book.change(ana, "need", {"what": "shelter"}, "mira", note)
    with pytest.raises(UsageError, match="one person; it is called person"):
        book.change(ana, "person", {"called": "x"}, "mira", note)
    with pytest.raises(UsageError, match="There is no person"):
        book.change("per_" + "1" * 32, "note", {"text": "x"}, "mira")
    with pytest.raises(UsageError, match="who did what"):
        book.change(ana, "note", {"text": "x"}, " ")


def test_a_form_that_was_open_too_long_makes_a_conflict_and_not_a_loss(book: Book, ana: str) -> None:
    need = book.change(ana, "need", {"urgency": "later"}, "mira")
    shown = {"urgency": book.record(ana).item(need).fields["urgency"].after}
    book.change(ana, "need", {"urgency": "now"}, "ben", need, shown)
    book.change(ana, "need", {"urgency": "soon"}, "mira", need, shown)
    (found,) = book.record(ana).conflicts()
    assert [(one.value, one.by) for one in found[1].versions] == [("soon", "mira"), ("now", "ben")]
    with pytest.raises(Refused, match="to be resolved"):
        book.change(ana, "need", {"urgency": "now"}, "eva", need)
    book.resolve(ana, need, "urgency", "now", "eva")
    assert book.record(ana).item(need).get("urgency") == "now"
    assert book.changes(ana)[-1].event == "resolved"
    with pytest.raises(UsageError, match="not in conflict"):
        book.resolve(ana, need, "urgency", "now", "eva")


def test_a_value_can_be_taken_away(book: Book, ana: str) -> None:
    book.change(ana, "person", {"called": None}, "mira")
    assert book.record(ana).item("person").get("called") is None


def test_who_reads_says_what_for_and_that_is_kept(book: Book, ana: str) -> None:
    for purpose in ("", "  "):
        with pytest.raises(UsageError, match="purpose"):
            book.read(ana, "mira", purpose)
    book.read(ana, "mira", "talk on Monday")
    (access,) = book.record(ana).of_kind("access")
    assert (access.get("purpose"), access.fields["purpose"].versions[0].by) == ("talk on Monday", "mira")


def test_one_process_has_it_open(book: Book, holder: PassphraseHolder) -> None:
    with pytest.raises(WorkspaceError, match="open"):
        Book.open(book.folder, holder, patience=0.1)


@pytest.mark.parametrize(("people", "named"), [(49, False), (50, True)])
def test_a_small_house_is_not_named(
    tmp_path: Path, holder: PassphraseHolder, clock: Clock, people: int, named: bool
) -> None:
    with Book.create(tmp_path / "book", holder, "house.example.org", people, clock) as book:
        clock.forward(hours=1)
        book.leaves.due(clock())
        assert QuietLeaf.parse(book.log.entry(0)).org == ("house.example.org" if named else "")
        assert ("house" in book.log.origin) is named


def test_a_folder_that_is_no_book(tmp_path: Path, holder: PassphraseHolder, book: Book) -> None:
    with pytest.raises(UsageError, match="no care records"):
        Book.open(tmp_path, holder)
    with pytest.raises(UsageError, match="already"):
        Book.create(book.folder, holder, "house.example.org", 12)
    with pytest.raises(UsageError, match="no name of a house"):
        Book.create(tmp_path / "other", holder, "My House", 12)


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("step", ["reserve", "seal", "wait"])
def test_killed_while_writing_nothing_is_half_done(
    tmp_path: Path, holder: PassphraseHolder, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    book = Book.create(tmp_path, holder, "house.example.org", 12, clock)
    person = book.add({"called": "Ana"}, "mira")

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if step == "reserve":
            patch.setattr(book.leaves, "reserve", dies)
        elif step == "seal":
            patch.setattr(book.sealed.vault, "seal_many", dies)
        else:
            patch.setattr(book.leaves, "sealed", dies)
        with pytest.raises(Killed):
            book.change(person, "note", {"text": "came by"}, "mira")
    book.close()
    clock.forward(hours=2)
    with Book.open(tmp_path, holder, clock) as book:
        notes = book.record(person).of_kind("note")
        assert len(notes) == (step == "wait")
        clock.forward(hours=1)
        book.leaves.due(clock())
        assert _whole(verify_history(book), 1 + len(notes))


def _whole(found: History, logged: int) -> bool:
    return (found.problems, found.logged, found.waiting) == ([], logged, 0)


@pytest.mark.parametrize("step", ["noted", "gone"])
def test_killed_while_erasing_it_is_done_at_the_next_opening(
    tmp_path: Path, holder: PassphraseHolder, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    book = Book.create(tmp_path, holder, "house.example.org", 12, clock)
    person = book.add({"called": "Ana"}, "mira")

    erase = book.sealed.erase

    def dies(person: str, reason: str) -> None:
        if step == "gone":
            erase(person, reason)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(book.sealed, "erase", dies)
        with pytest.raises(Killed):
            book.forget(person, "mira", "asked for")
    book.close()
    with Book.open(tmp_path, holder, clock) as book:
        assert book.people() == []
        assert list(book.gone()) == [person]
        assert verify_history(book).sound


def test_a_record_under_another_name_is_noticed(book: Book, ana: str) -> None:
    entry = next(one for one in book.sealed.entries(ana) if one.name.startswith("chg_"))
    book.sealed.put(ana, [("chg_" + "0" * 32, 99, entry.data)])
    with pytest.raises(VerificationFailed, match="not what it is called"):
        book.record(ana)


def test_the_roles_are_those_of_the_house() -> None:
    assert kinds()["person"].fields["role"].values == tuple(vocabulary().roles)


def test_every_kind_and_field_is_sound() -> None:
    for kind in kinds().values():
        assert kind.says
        for name, field in kind.fields.items():
            assert isinstance(name, str)
            assert (field.type in ("choice", "choices")) == bool(field.values), f"{kind.name}.{name}"
            assert len(set(field.values)) == len(field.values)


def test_books_know_nothing_of_each_other(books: Callable[[str], Book]) -> None:
    one, other = books("one"), books("other")
    person = one.add({}, "mira")
    assert other.people() == []
    with pytest.raises(UsageError):
        other.record(other.need(person))
