"""Books that were apart, records that are of one person, people who are erased."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manumit.base.kernel import Refused, UsageError
from manumit.base.ledger import Memory, Policy, Proof, verify_proof
from manumit.base.vault import PassphraseHolder
from manumit.services.care import (
    Book,
    attach,
    content_of,
    erase,
    give_consent,
    join,
    merge,
    part,
    refer,
    verify_history,
    withdraw_consent,
)
from tests.services.care.conftest import Clock

STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["city", "street", "merge"]), st.sampled_from("ab")),
    max_size=8,
)


def as_one(books: list[Book]) -> None:
    """Everybody gets what everybody has."""
    for into in (0, 1, 2, 0, 1):
        for source in range(3):
            if source != into:
                merge(books[into], books[source])


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_real_books_that_were_apart_come_to_the_same(
    books: Callable[[str], Book], steps: list[tuple[int, str, str]], tmp_path: Path
) -> None:
    number = len(list(tmp_path.iterdir()))
    three = [books(f"{number}-{at}") for at in range(3)]
    person = three[0].add({"called": "Ana"}, "mira")
    as_one(three)
    for who, what, value in steps:
        if what == "merge":
            merge(three[who], three[(who + 1) % 3])
        elif what not in {field.name for _, field in three[who].record(person).conflicts()}:
            three[who].change(person, "person", {what: value}, f"p{who}")
    as_one(three)
    first, *rest = (book.record(person) for book in three)
    for other in rest:
        assert other.items == first.items
        assert {one.id for one in other.changes} == {one.id for one in first.changes}
    edits = sum(what != "merge" for _, what, _ in steps)
    assert len(first.changes) <= 1 + edits


def test_a_copy_comes_back_with_its_files_and_is_logged(
    books: Callable[[str], Book], book: Book, ana: str, clock: Clock
) -> None:
    item = attach(book, ana, "Permit", io.BytesIO(b"scan" * 50_000), "identity", "image/png", "mira")
    ben = book.add({"called": "Ben"}, "mira")
    laptop = books("laptop")
    done = merge(laptop, book, [ana])
    assert (done.people, done.changes, done.conflicts) == (1, 2, [])
    assert laptop.people() == [ana]
    sink = io.BytesIO()
    content_of(laptop, laptop.record(ana), item, sink)
    assert sink.getvalue() == b"scan" * 50_000
    laptop.change(ana, "note", {"text": "visited"}, "ben")
    assert merge(book, laptop).changes == 1
    assert merge(book, laptop).changes == merge(laptop, book, [ana]).changes == 0
    with pytest.raises(UsageError, match="no person"):
        merge(laptop, book, ["per_" + "0" * 32])
    clock.forward(hours=1)
    for one in (book, laptop):
        one.leaves.due(clock())
        assert verify_history(one).sound
    assert book.people() == sorted([ana, ben])


def test_a_merge_says_which_fields_wait(books: Callable[[str], Book], book: Book, ana: str) -> None:
    laptop = books("laptop")
    merge(laptop, book)
    book.change(ana, "person", {"city": "Leeds", "street": "x"}, "mira")
    laptop.change(ana, "person", {"city": "York", "street": "x"}, "ben")
    assert merge(book, laptop).conflicts == [(ana, "person", "city")]
    book.resolve(ana, "person", "city", "York", "eva")
    assert merge(laptop, book).conflicts == []
    assert laptop.record(ana).item("person").get("city") == "York"


def test_who_was_erased_does_not_come_back(books: Callable[[str], Book], book: Book, ana: str) -> None:
    laptop = books("laptop")
    merge(laptop, book)
    erase(book, ana, "mira", "asked for")
    laptop.change(ana, "note", {"text": "came by"}, "ben")
    done = merge(book, laptop)
    assert (done.changes, done.erased_here) == (0, [ana])
    assert book.people() == []
    assert merge(laptop, book).erased_there == [ana]
    assert laptop.people() == [ana]


def test_a_possible_victim_and_a_suspect_become_one_by_two_people(book: Book, ana: str) -> None:
    other = book.add({"called": "A.", "role": "recruiter"}, "mira")
    first = join(book, ana, other, "mira", "same birth date")
    assert not first.joined
    assert book.record(ana).joined == set()
    with pytest.raises(Refused, match="two people"):
        join(book, other, ana, "mira", "same birth date")
    second = join(book, other, ana, "ben", "same scar")
    assert (second.item, second.agreed, second.joined) == (first.item, ("mira", "ben"), True)
    record = book.record(ana)
    assert record.joined == {other}
    (found,) = [field for _, field in record.conflicts() if field.name == "role"]
    assert {one.value for one in found.versions} == {"possible_victim", "recruiter"}
    with pytest.raises(UsageError, match="joined already"):
        join(book, ana, other, "eva", "again")
    part(book, ana, other, "eva", "two sisters")
    assert book.record(ana).joined == set()
    assert book.record(ana).conflicts() == []
    assert not join(book, ana, other, "mira", "once more").joined


@pytest.mark.parametrize("role", ["controller", "recruiter", "collector", "facilitator"])
def test_it_takes_two_whoever_is_named_first(book: Book, ana: str, role: str) -> None:
    other = book.add({"role": role}, "mira")
    assert not join(book, other, ana, "mira", "x").joined


def test_two_records_of_one_kind_take_one_person(book: Book, ana: str) -> None:
    other = book.add({"called": "Ana"}, "mira")
    assert join(book, ana, other, "mira", "registered twice").joined
    assert [one.value for one in book.record(ana).item("person").fields["called"].versions] == ["Ana", "Ana"]
    with pytest.raises(UsageError, match="itself"):
        join(book, ana, ana, "mira", "x")
    with pytest.raises(UsageError, match="not joined"):
        part(book, ana, book.add({}, "mira"), "mira", "x")


def test_a_doubtful_role_counts_as_both(books: Callable[[str], Book], book: Book, ana: str) -> None:
    other = book.add({}, "mira")
    laptop = books("laptop")
    merge(laptop, book)
    book.change(ana, "person", {"role": "facilitator"}, "mira")
    laptop.change(ana, "person", {"role": "unknown"}, "ben")
    merge(book, laptop)
    assert not join(book, ana, other, "mira", "x").joined


SECRETS = ("Zubeydehanim", "Quillfeather", "Brambleworth")


def raw(folder: Path) -> bytes:
    """All bytes of all files, and their names."""
    return b"\0".join(
        str(one).encode() + one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()
    )


def test_erased_is_gone_and_every_proof_still_holds(
    book: Book, clock: Clock, holder: PassphraseHolder
) -> None:
    called, note, scan = SECRETS
    person = book.add({"called": called, "city": called}, "mira")
    book.change(person, "note", {"text": f"{note} {note}"}, "mira")
    item = attach(book, person, note, io.BytesIO(scan.encode() * 9000), "other", "text/plain", "mira")
    consent = give_consent(
        book, person, "shelter", "shelter:Rose", ["note"], clock.now + timedelta(days=9), "mira"
    )
    refer(book, person, "shelter:Rose", "shelter", consent.consent_id, ["note"], "mira")
    kept = book.add({"called": "Ben"}, "mira")
    clock.forward(hours=1)
    book.leaves.due(clock())
    policy = Policy.of(book.log.policy.logs)
    proofs = [(book.log.entry(at), bytes(book.log.prove(at))) for at in range(book.log.size)]
    ids = [one.id for one in book.changes(person)]
    done = erase(book, person, "mira", "asked for")
    assert [(one.recipient, one.reason) for one in done.recalls] == [("shelter:Rose", "erased")]
    clock.forward(hours=1)
    book.leaves.due(clock())
    book.close()
    bytes_left = raw(book.folder)
    for secret in (*SECRETS, person, item, "shelter:Rose", "asked for", *ids):
        assert secret.encode() not in bytes_left, secret
        assert secret.encode("utf-16-le") not in bytes_left
    for entry, proof in proofs:
        assert verify_proof(Proof.parse(proof), entry, policy, Memory()).index is not None
    with Book.open(book.folder, holder, clock) as again:
        assert again.people() == [kept]
        found = verify_history(again)
        assert (found.problems, found.erased) == ([], len(ids) + 1)
        with pytest.raises(UsageError, match="no person"):
            again.read(person, "mira", "to look")


def test_nothing_readable_lies_on_the_disk_while_it_lives(book: Book, clock: Clock) -> None:
    called, note, scan = SECRETS
    person = book.add({"called": called}, "mira-brown")
    book.change(person, "note", {"text": note}, "mira-brown")
    attach(book, person, note, io.BytesIO(scan.encode() * 9000), "other", "text/plain", "mira-brown")
    clock.forward(hours=1)
    book.leaves.due(clock())
    bytes_there = raw(book.folder)
    for secret in (*SECRETS, "mira-brown", *(one.id for one in book.changes(person))):
        assert secret.encode() not in bytes_there, secret


def test_a_consent_taken_back_stays_taken_back_when_the_records_part(
    book: Book, ana: str, clock: Clock
) -> None:
    other = book.add({"called": "Ana"}, "mira")
    until = clock.now + timedelta(days=5)
    consent = give_consent(book, other, "shelter", "shelter:Rose", ["person"], until, "mira")
    join(book, ana, other, "mira", "registered twice")
    sent = refer(book, ana, "shelter:Rose", "shelter", consent.consent_id, ["person"], "mira")
    (recall,) = withdraw_consent(book, ana, consent.consent_id, "mira")
    part(book, ana, other, "mira", "two sisters")
    assert recall.referral == sent["referral"]
    assert [one.state(clock.now) for one in book.record(other).consents()] == ["withdrawn"]
    assert book.record(ana).consents() == []


def test_resolving_cannot_bring_a_consent_back(
    books: Callable[[str], Book], book: Book, ana: str, clock: Clock
) -> None:
    until = clock.now + timedelta(days=5)
    consent = give_consent(book, ana, "shelter", "shelter:Rose", ["person"], until, "mira")
    laptop = books("laptop")
    merge(laptop, book)
    for one in (book, laptop):
        withdraw_consent(one, ana, consent.consent_id, "mira")
    assert merge(book, laptop).conflicts == [(ana, consent.consent_id, "withdrawn_at")]
    with pytest.raises(Refused, match="one of its versions"):
        book.resolve(ana, consent.consent_id, "withdrawn_at", None, "mira")
    first = book.record(ana).item(consent.consent_id).fields["withdrawn_at"].versions[-1].value
    book.resolve(ana, consent.consent_id, "withdrawn_at", first, "mira")
    assert book.record(ana).consents()[0].state(clock.now) == "withdrawn"


def test_a_copy_of_the_keys_that_was_not_reached_is_told(
    book: Book, ana: str, tmp_path: Path, holder: PassphraseHolder
) -> None:
    ben = book.add({"called": "Ben"}, "mira")
    stick = tmp_path / "stick"
    stick.mkdir()
    book.sealed.vault.ring.places.add(stick)
    assert erase(book, ben, "mira", "asked for").behind == ()
    stick.rename(tmp_path / "drawer")
    (found,) = erase(book, ana, "mira", "asked for").behind
    assert found.path == stick


def test_joined_records_are_erased_together(book: Book, ana: str) -> None:
    other = book.add({"called": "Ana"}, "mira")
    join(book, ana, other, "mira", "registered twice")
    assert set(erase(book, ana, "mira", "asked for").people) == {ana, other}
    assert book.people() == []
    for by, reason in (("", "asked"), ("mira", " ")):
        with pytest.raises(UsageError, match="who erases, and why"):
            erase(book, book.add({}, "mira"), by, reason)
