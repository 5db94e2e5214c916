"""The wish to be erased: nothing is passed on from then on, it can be taken back, and it comes true by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from manumit.base.kernel import Refused
from manumit.services.care import (
    WAIT,
    Book,
    ask_to_erase,
    erase_asked,
    erased_on,
    give_consent,
    looks,
    package_of,
    refer,
    take_back_erasing,
    verify_history,
)
from tests.services.care.conftest import Clock

CLINIC = "clinic:St Anna"


@pytest.fixture
def referred(book: Book) -> tuple[str, str]:
    """Somebody with a need, referred to a clinic: person and referral."""
    person = book.add({"called": "Ana"}, "mira", {"need": {"what": "health_care"}})
    need = book.record(person).of_kind("need")[0].id
    until = book.clock() + timedelta(days=30)
    consent = give_consent(book, person, "health_care", CLINIC, [need], until, "mira")
    package = refer(book, person, CLINIC, "health_care", consent.consent_id, [need], "mira")
    return person, package["referral"]


def test_a_wish_recalls_at_once_and_comes_true_by_itself(
    book: Book, clock: Clock, referred: tuple[str, str]
) -> None:
    person, referral = referred
    recalls = ask_to_erase(book, person, "self", "asked for by the person")
    assert [one.referral for one in recalls] == [referral]
    record = book.record(person)
    assert record.item(referral).get("state") == "recalled"
    assert {one.state(book.clock()) for one in record.consents()} == {"withdrawn"}
    assert erase_asked(book, "keeper") == []
    clock.forward(seconds=WAIT.total_seconds() + 1)
    assert [one.people for one in erase_asked(book, "keeper")] == [(person,)]
    assert book.people() == []
    assert verify_history(book).sound


def test_it_can_be_taken_back_and_what_was_recalled_stays_so(
    book: Book, clock: Clock, referred: tuple[str, str]
) -> None:
    person, referral = referred
    ask_to_erase(book, person, "self", "asked for by the person")
    with pytest.raises(Refused, match="before"):
        ask_to_erase(book, person, "mira", "again")
    take_back_erasing(book, person, "self")
    clock.forward(days=30)
    assert erase_asked(book, "keeper") == []
    assert erased_on(book.record(person)) is None
    assert book.record(person).item(referral).get("state") == "recalled"
    with pytest.raises(Refused, match="Nobody asked"):
        take_back_erasing(book, person, "self")


def test_a_package_is_made_again_while_the_consent_counts(book: Book, referred: tuple[str, str]) -> None:
    person, referral = referred
    told = package_of(book, book.record(person), referral)
    assert (told["to"], told["referral"], len(told["items"])) == (CLINIC, referral, 1)
    ask_to_erase(book, person, "self", "asked for by the person")
    with pytest.raises(Refused):
        package_of(book, book.record(person), referral)


def test_a_look_is_told_by_the_hour(book: Book, clock: Clock) -> None:
    person = book.add({}, "mira")
    for by in ("mira", "mira", "ben"):
        book.read(person, by, "to plan help")
    clock.forward(hours=1)
    book.read(person, "mira", "to plan help")
    told = looks(book.record(person))
    assert [(one.by, one.purpose) for one in told] == [("mira", "to plan help")] + [
        (one.by, "to plan help") for one in told[1:]
    ]
    assert sorted(one.by for one in told) == ["ben", "mira", "mira"]
    assert {one.hour.minute for one in told} == {0}
