"""Consents and referrals: nothing is passed on without a consent, and when one ends, it is called back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from manumit.base.govern import PURPOSES, Consent, need_consent
from manumit.base.kernel import Refused, UsageError
from manumit.services.care.book import Book
from manumit.services.care.change import new_item, show_time
from manumit.services.care.health import HEALTH, document_of
from manumit.services.care.record import Record
from manumit.services.care.versions import Item

_OUT = ("sent", "accepted", "completed")
"""States in which the recipient has what was passed on."""
HANDLING = "TLP:AMBER+STRICT"
"""How a recipient may handle it: within their own organisation only."""


@dataclass(frozen=True)
class Recall:
    """What a recipient is told: this referral does not count any more, and why (withdrawn or expired)."""

    referral: str
    recipient: str
    consent: str
    reason: str
    at: datetime

    def notice(self, org: str) -> dict[str, Any]:
        """The message: it says nothing about the person."""
        return {
            "recall": self.referral,
            "from": org,
            "to": self.recipient,
            "consent": self.consent,
            "reason": self.reason,
            "at": show_time(self.at),
            "asks": "Delete what you received with this referral and say that you did.",
        }


def give_consent(
    book: Book,
    person: str,
    purpose: str,
    recipient: str,
    items: Sequence[str],
    expires_at: datetime,
    by: str,
    how: str = "spoken",
    language: str | None = None,
    consent_id: str | None = None,
) -> Consent:
    """Record that a person agreed. The consent's id is its item's: one that a form was given before makes it once,
    however often the form comes. UsageError where it comes again and says something else."""
    now = book.clock()
    record = book.record(book.need(person))
    if found := next((one for one in record.consents() if one.consent_id == consent_id), None):
        if (purpose, recipient, set(items), expires_at) == (
            found.purpose, found.recipient, set(found.items), found.expires_at,
        ):  # fmt: skip
            return found
        raise UsageError(
            "This form was kept before, and said something else.",
            "Look at what they agreed to; take that back where it is not what they want, and write it anew.",
        )
    record.things(items)
    consent = Consent(consent_id or new_item(), purpose, recipient, tuple(items), now, expires_at)
    fields = {
        "purpose": purpose,
        "recipient": recipient,
        "items": list(items),
        "given_at": show_time(now),
        "expires_at": show_time(expires_at),
        "how": how,
    }
    if language:
        fields["language"] = language
    book.edit(person, "consent", fields, by, consent.consent_id, new=True)
    return consent


def withdraw_consent(book: Book, person: str, consent_id: str, by: str) -> list[Recall]:
    """Take a consent back. Every referral that rests on it is recalled at once; who is to be told is returned."""
    record = book.record(book.need(person))
    consent = next((one for one in record.consents() if one.consent_id == consent_id), None)
    if consent is None:
        raise UsageError(f"There is no consent {consent_id} of this person.")
    if consent.withdrawn_at is not None:
        raise Refused(f"The consent {consent_id} was withdrawn before.", "Its referrals were recalled then.")
    book.edit(person, "consent", {"withdrawn_at": show_time(book.clock())}, by, consent_id)
    return recall_ended(book, [person], by)


def refer(
    book: Book, person: str, recipient: str, purpose: str, consent_id: str, items: Sequence[str], by: str
) -> dict[str, Any]:
    """Refer a person: the package that the recipient gets, which carries the consent's id and end. Refused without a
    consent that is valid now for this purpose, recipient and these things."""
    record = book.record(book.need(person))
    things = record.things(items)
    now = book.clock()
    pairs = [(one.id, one.kind) for one in things]
    consent = need_consent(record.consents(), consent_id, purpose, recipient, pairs, now)
    referral = new_item()
    package = _package(book, record, referral, consent, things)
    fields = {
        "recipient": recipient,
        "purpose": purpose,
        "consent_id": consent_id,
        "items": [one.id for one in things],
        "sent_at": show_time(now),
        "state": "sent",
    }
    book.edit(person, "referral", fields, by, referral, new=True)
    return package


def package_of(book: Book, record: Record, referral: str) -> dict[str, Any]:
    """What the recipient of a referral gets, as the record stands now. Refused unless its consent is valid now."""
    item = record.item(referral)
    if item.kind != "referral" or not _is_out(item) or item.get("state") == "recalled":
        raise Refused(f"{referral} is no referral that counts.", "It may have been recalled.")
    things = record.things(item.get("items"))
    pairs = [(one.id, one.kind) for one in things]
    purpose, recipient = item.get("purpose"), item.get("recipient")
    consent = need_consent(record.consents(), item.get("consent_id"), purpose, recipient, pairs, book.clock())
    return _package(book, record, referral, consent, things)


def _package(
    book: Book, record: Record, referral: str, consent: Consent, things: Sequence[Item]
) -> dict[str, Any]:
    package: dict[str, Any] = {
        "referral": referral,
        "from": book.org,
        "to": consent.recipient,
        "purpose": consent.purpose,
        "consent": consent.consent_id,
        "expires_at": show_time(consent.expires_at),
        "handling": HANDLING,
        "items": [shape_of(one) for one in things if one.kind != HEALTH],
    }
    if any(one.kind == HEALTH for one in things):
        package["health"] = document_of(record)
    return package


def shape_of(item: Item) -> dict[str, Any]:
    """An item for a recipient: its values, without who wrote them when. Refused while a field is in conflict."""
    fields = {name: field.value for name, field in item.fields.items()}
    return {
        "kind": item.kind,
        "id": item.id,
        **{name: one for name, one in fields.items() if one is not None},
    }


def answer(book: Book, person: str, referral: str, state: str, by: str, reason: str = "") -> None:
    """What the recipient said: accepted, declined or completed."""
    item = book.record(book.need(person)).item(referral)
    if item.kind != "referral" or state not in ("accepted", "declined", "completed"):
        raise UsageError("A referral is accepted, declined or completed.")
    if item.get("state") == "recalled":
        raise Refused(f"The referral {referral} was recalled.", "The recipient is to delete what they got.")
    said = {"state": state} | ({"reason": reason} if reason else {})
    book.edit(person, "referral", said, by, referral)


def recall_ended(book: Book, people: Iterable[str], by: str) -> list[Recall]:
    """Recall every referral whose consent has ended by now."""
    recalls = []
    for person in people:
        record = book.record(person)
        states = {one.consent_id: one.state(book.clock()) for one in record.consents()}
        for item in record.of_kind("referral"):
            state = states.get(item.get("consent_id"), "withdrawn")
            if state in ("expired", "withdrawn") and _is_out(item):
                recalls.append(_recall(book, person, item, state, by))
    return recalls


def recall_of_all(book: Book, person: str, by: str) -> list[Recall]:
    """Recall everything that is out, whatever its consent says: the person is about to be erased."""
    record = book.record(person)
    out = [item for item in record.of_kind("referral") if _is_out(item)]
    return [_recall(book, person, item, "erased", by) for item in out]


def _is_out(item: Item) -> bool:
    return any(one.value in _OUT for one in item.fields["state"].versions)


def _recall(book: Book, person: str, item: Item, reason: str, by: str) -> Recall:
    made = Recall(item.id, item.get("recipient"), item.get("consent_id"), reason, book.clock())
    fields = {"state": "recalled", "recalled_at": show_time(made.at), "reason": reason}
    seen = {name: item.fields[name].after for name in fields if name in item.fields}
    book.edit(person, "referral", fields, by, item.id, seen)
    return made


def my_consents(book: Book, record: Record) -> list[dict[str, Any]]:
    """What a person is read as 'my consents': each with its state, and what went out under it."""
    now = book.clock()
    return [
        {
            "consent": one.consent_id,
            "purpose": one.purpose,
            "says": PURPOSES[one.purpose],
            "recipient": one.recipient,
            "items": list(one.items),
            "given_at": show_time(one.given_at),
            "expires_at": show_time(one.expires_at),
            "state": one.state(now),
            "shared": [_shared(item) for item in _under(record, one)],
        }
        for one in record.consents()
    ]


def _under(record: Record, consent: Consent) -> list[Item]:
    """The referrals that rest on a consent."""
    return [one for one in record.of_kind("referral") if one.get("consent_id") == consent.consent_id]


def _shared(item: Item) -> dict[str, Any]:
    """What went out, readable even while somebody's edit is in conflict: a recall counts, else the newest word."""
    states = [one.value for one in item.fields["state"].versions]
    sent = {"referral": item.id, "sent_at": item.get("sent_at"), "items": item.get("items")}
    recalled = item.fields.get("recalled_at")
    return sent | {
        "state": "recalled" if "recalled" in states else states[0],
        **({"recalled_at": recalled.versions[0].value} if recalled else {}),
    }
