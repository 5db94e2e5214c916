"""Referrals: none without a consent, each recalled when its consent ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from manumit.base.govern import Consent
from manumit.base.kernel import Refused, UsageError
from manumit.services.care import (
    Book,
    answer,
    consent_resource,
    fhir_faults,
    give_consent,
    merge,
    my_consents,
    recall_ended,
    refer,
    show_time,
    verify_history,
    withdraw_consent,
)
from tests.services.care.conftest import Clock

ROSE = "shelter:Rose House"


@pytest.fixture
def need(book: Book, ana: str) -> str:
    return book.change(ana, "need", {"what": "shelter", "urgency": "now"}, "mira")


@pytest.fixture
def consent(book: Book, ana: str, need: str, clock: Clock) -> Consent:
    return give_consent(
        book, ana, "shelter", ROSE, ["need", "person"], clock.now + timedelta(days=10), "mira"
    )


def states(book: Book, person: str) -> list[str]:
    return [one.get("state") for one in book.record(person).of_kind("referral")]


def test_a_referral_carries_its_consent_and_what_it_covers(
    book: Book, ana: str, need: str, consent: Consent
) -> None:
    package = refer(book, ana, ROSE, "shelter", consent.consent_id, ["need"], "mira")
    assert package["consent"] == consent.consent_id
    assert package["handling"] == "TLP:AMBER+STRICT"
    assert package["items"] == [{"kind": "need", "id": need, "what": "shelter", "urgency": "now"}]
    assert ana not in str(package)
    assert package["expires_at"] == show_time(consent.expires_at)


def test_without_a_consent_nothing_goes_and_nothing_is_written(
    book: Book, ana: str, need: str, consent: Consent, clock: Clock
) -> None:
    book.change(ana, "note", {"text": "private"}, "mira")
    tries: list[Callable[[], object]] = [
        lambda: refer(book, ana, ROSE, "shelter", need, ["need"], "mira"),
        lambda: refer(book, ana, ROSE, "shelter", consent.consent_id, ["need", "note"], "mira"),
        lambda: refer(book, ana, ROSE, "legal_aid", consent.consent_id, ["need"], "mira"),
        lambda: refer(book, ana, "shelter:Other", "shelter", consent.consent_id, ["need"], "mira"),
    ]
    for one in tries:
        with pytest.raises(Refused):
            one()
    clock.forward(days=10)
    with pytest.raises(Refused, match="expired"):
        refer(book, ana, ROSE, "shelter", consent.consent_id, ["need"], "mira")
    assert states(book, ana) == []


def test_a_consent_names_what_is_there(book: Book, ana: str, clock: Clock) -> None:
    until = clock.now + timedelta(days=1)
    for items in (["need"], ["itm_" + "0" * 32], ["access"]):
        with pytest.raises(UsageError, match="has no"):
            give_consent(book, ana, "shelter", ROSE, items, until, "mira")
    with pytest.raises(UsageError, match="'asked' is not allowed"):
        give_consent(book, ana, "shelter", ROSE, ["person"], until, "mira", how="asked")


def test_taking_a_consent_back_recalls_what_went_out(
    book: Book, ana: str, consent: Consent, clock: Clock
) -> None:
    package = refer(book, ana, ROSE, "shelter", consent.consent_id, ["need"], "mira")
    other = refer(book, ana, ROSE, "shelter", consent.consent_id, ["person"], "mira")
    answer(book, ana, other["referral"], "declined", "mira", "full")
    answer(book, ana, package["referral"], "accepted", "mira")
    (recall,) = withdraw_consent(book, ana, consent.consent_id, "mira")
    assert (recall.referral, recall.recipient, recall.reason) == (package["referral"], ROSE, "withdrawn")
    notice = recall.notice(book.org)
    assert notice["recall"] == package["referral"]
    assert ana not in str(notice)
    assert states(book, ana) == ["recalled", "declined"]
    with pytest.raises(Refused, match="recalled"):
        answer(book, ana, package["referral"], "completed", "mira")
    with pytest.raises(Refused, match="withdrawn before"):
        withdraw_consent(book, ana, consent.consent_id, "mira")
    with pytest.raises(Refused, match="withdrawn"):
        refer(book, ana, ROSE, "shelter", consent.consent_id, ["need"], "mira")
    clock.forward(hours=1)
    book.leaves.due(clock())
    assert verify_history(book).sound


def test_an_end_recalls_once(book: Book, ana: str, consent: Consent, clock: Clock) -> None:
    refer(book, ana, ROSE, "shelter", consent.consent_id, ["need"], "mira")
    assert recall_ended(book, book.people(), "due") == []
    clock.forward(days=10)
    assert [one.reason for one in recall_ended(book, book.people(), "due")] == ["expired"]
    assert recall_ended(book, book.people(), "due") == []
    assert states(book, ana) == ["recalled"]


def test_everything_can_be_read_as_my_consents(book: Book, ana: str, consent: Consent, clock: Clock) -> None:
    sent = refer(book, ana, ROSE, "shelter", consent.consent_id, ["need"], "mira")
    give_consent(
        book, ana, "legal_aid", "lawyer:Ms Example", ["person"], clock.now + timedelta(days=5), "mira"
    )
    withdraw_consent(book, ana, consent.consent_id, "mira")
    mine = my_consents(book, book.record(ana))
    assert [(one["recipient"], one["state"]) for one in mine] == [
        (ROSE, "withdrawn"),
        ("lawyer:Ms Example", "valid"),
    ]
    assert [(one["referral"], one["state"]) for one in mine[0]["shared"]] == [(sent["referral"], "recalled")]
    assert mine[0]["says"] == "to have a safe place to live"
    assert mine[1]["shared"] == []


def test_a_recall_wins_over_a_word_from_elsewhere(
    books: Callable[[str], Book], book: Book, ana: str, consent: Consent
) -> None:
    """One book notes 'accepted' while the other takes the consent back, and refers again; then the two meet."""
    sent = refer(book, ana, ROSE, "shelter", consent.consent_id, ["need"], "mira")
    laptop = books("laptop")
    merge(laptop, book)
    withdraw_consent(book, ana, consent.consent_id, "mira")
    answer(laptop, ana, sent["referral"], "accepted", "ben")
    late = refer(laptop, ana, ROSE, "shelter", consent.consent_id, ["person"], "ben")
    merge(book, laptop)
    assert my_consents(book, book.record(ana))[0]["shared"][0]["state"] == "recalled"
    recalled = {one.referral for one in recall_ended(book, book.people(), "due")}
    assert recalled == {sent["referral"], late["referral"]}
    assert states(book, ana) == ["recalled", "recalled"]
    assert recall_ended(book, book.people(), "due") == []


def test_a_consent_is_a_valid_fhir_resource(book: Book, ana: str, consent: Consent, clock: Clock) -> None:
    made = consent_resource(consent, ana, clock.now)
    assert fhir_faults(made) == []
    assert made["status"] == "active"
    assert consent_resource(consent, ana, clock.now + timedelta(days=20))["status"] == "inactive"
    assert made["provision"]["actor"][0]["reference"]["display"] == ROSE


def test_a_field_in_conflict_does_not_go_out(
    books: Callable[[str], Book], book: Book, ana: str, need: str, consent: Consent
) -> None:
    laptop = books("laptop")
    merge(laptop, book)
    book.change(ana, "need", {"urgency": "soon"}, "mira", need)
    laptop.change(ana, "need", {"urgency": "later"}, "ben", need)
    merge(book, laptop)
    with pytest.raises(Refused, match="2 versions"):
        refer(book, ana, ROSE, "shelter", consent.consent_id, ["need"], "mira")
    assert states(book, ana) == []
