"""Consent to pass something on: for one purpose, to one recipient, for named things, until a date, revocable.

Bundled consent is what went wrong elsewhere (names and biometrics of 830,000 refugees passed on, HRW 2021): here there
is no consent to everything, none to everybody and none without an end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from manumit.base.kernel import Refused, UsageError

PURPOSES: Mapping[str, str] = {
    "health_care": "to be treated",
    "counselling": "to talk to somebody who helps with what happened",
    "shelter": "to have a safe place to live",
    "basic_needs": "to get food, clothes, money for the day",
    "legal_aid": "to be advised and represented",
    "interpretation": "to be understood in one's own language",
    "education": "to learn",
    "employment": "to find work",
    "childcare": "to have one's children looked after",
    "documents": "to get papers",
    "family_tracing": "to find one's family",
    "return": "to go home, when that is wanted",
    "case_transfer": "to be helped by another organisation from now on",
    "police_report": "to tell the police",
    "court": "to be heard in court",
    "research": "to be counted, without a name",
}
"""What a consent may be for: a closed list, each in words a person can be read."""

RECIPIENTS = (
    "clinic shelter counsellor lawyer interpreter school employer ngo embassy family government police prosecution"
    " immigration researcher"
).split()
"""Kinds of recipient."""

WALLED = frozenset({"police", "prosecution", "immigration"})
"""Recipients behind the wall (design, rule 4): a consent names each single thing that goes to them, never a kind of
things."""

LONGEST = timedelta(days=366)
"""No consent lasts longer; it can be asked for again. Ours: shelters review a care plan at least once a year."""

_RECIPIENT = re.compile(r"(?P<kind>[a-z]+):(?P<name>[^\s:][^\n:]{0,118}[^\s:]|[^\s:])")
_ITEM = re.compile(r"itm_[0-9a-f]{32}")


def parse_recipient(text: str) -> tuple[str, str]:
    """'clinic:St Anna' -> its kind and its name; UsageError otherwise."""
    found = _RECIPIENT.fullmatch(text)
    if found is None or found["kind"] not in RECIPIENTS:
        raise UsageError(
            f"{text!r} is no recipient.",
            f"Write kind:name, such as clinic:St Anna. Kinds are: {', '.join(RECIPIENTS)}.",
        )
    return found["kind"], found["name"]


@dataclass(frozen=True)
class Consent:
    """What a person agreed to. `items` are kinds of things (`health`) or ids of single ones (`itm_...`)."""

    consent_id: str
    purpose: str
    recipient: str
    items: tuple[str, ...]
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.purpose not in PURPOSES:
            raise UsageError(f"{self.purpose!r} is no purpose.", f"Purposes are: {', '.join(PURPOSES)}.")
        kind, _ = parse_recipient(self.recipient)
        if not self.items:
            raise UsageError("A consent names what may be passed on.", "Such as health, needs or one item.")
        if any(moment.tzinfo is None for moment in (self.given_at, self.expires_at)):
            raise UsageError("The times of a consent need a zone.")
        if not timedelta(0) < self.expires_at - self.given_at <= LONGEST:
            raise UsageError(
                f"A consent ends after it was given, and within {LONGEST.days} days.",
                "Ask again when it has ended.",
            )
        if kind in WALLED and not all(_ITEM.fullmatch(one) for one in self.items):
            raise UsageError(
                f"A consent for {self.recipient} names each single item (itm_...), never a whole kind.",
                "What survivors tell a service reaches an investigator only item by item, as they agree.",
            )

    def state(self, at: datetime) -> str:
        """valid, to_come, expired or withdrawn."""
        if self.withdrawn_at is not None and self.withdrawn_at <= at:
            return "withdrawn"
        if at < self.given_at:
            return "to_come"
        return "valid" if at < self.expires_at else "expired"

    def lacking(self, things: Iterable[tuple[str, str]]) -> list[str]:
        """Of (item id, kind) pairs, those it does not cover."""
        return [item for item, kind in things if item not in self.items and kind not in self.items]


_WHY = {
    "to_come": "it begins later",
    "expired": "it has expired",
    "withdrawn": "it was withdrawn",
}


def need_consent(
    consents: Iterable[Consent],
    consent_id: str,
    purpose: str,
    recipient: str,
    things: Iterable[tuple[str, str]],
    at: datetime,
) -> Consent:
    """The consent of that id when it is valid at that time for exactly this; Refused, with the reason, otherwise."""
    found = next((one for one in consents if one.consent_id == consent_id), None)
    if found is None:
        raise Refused(f"There is no consent {consent_id} of this person.", "Ask, and record the answer.")
    if (state := found.state(at)) != "valid":
        raise Refused(f"The consent {consent_id} does not count: {_WHY[state]}.", "Ask again.")
    if found.purpose != purpose:
        raise Refused(f"The consent {consent_id} is for {found.purpose}, not for {purpose}.", "Ask for this.")
    if found.recipient != recipient:
        raise Refused(f"The consent {consent_id} is for {found.recipient}, not for {recipient}.")
    if lacking := found.lacking(things):
        raise Refused(
            f"The consent {consent_id} does not cover {', '.join(lacking)}.",
            f"It covers {', '.join(found.items)}. Pass on less, or ask.",
        )
    return found
