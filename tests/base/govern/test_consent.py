"""Consent: for one purpose, one recipient, named things, until a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.govern import LONGEST, PURPOSES, RECIPIENTS, WALLED, Consent, need_consent, parse_recipient
from manumit.base.kernel import Refused, UsageError

ITEM, OTHER = "itm_" + "a" * 32, "itm_" + "b" * 32
GIVEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONSENT = Consent(ITEM, "health_care", "clinic:St Anna", ("health", OTHER), GIVEN, GIVEN + timedelta(days=30))
THINGS = [("itm_x", "health"), (OTHER, "need")]


def ask(consent: Consent = CONSENT, **other: object) -> Consent:
    said = {
        "consent_id": ITEM,
        "purpose": "health_care",
        "recipient": "clinic:St Anna",
        "things": THINGS,
        "at": GIVEN + timedelta(days=1),
    }
    return need_consent([consent], **(said | other))  # type: ignore[arg-type]


def test_what_was_agreed_to_passes() -> None:
    assert ask() is CONSENT
    assert ask(at=GIVEN) is CONSENT


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"consent_id": OTHER}, "no consent"),
        ({"purpose": "shelter"}, "is for health_care"),
        ({"recipient": "clinic:St Bert"}, "is for clinic:St Anna"),
        ({"things": [*THINGS, ("itm_y", "need")]}, "does not cover itm_y"),
        ({"at": GIVEN - timedelta(seconds=1)}, "begins later"),
        ({"at": CONSENT.expires_at}, "expired"),
    ],
)
def test_everything_else_is_refused_with_the_reason(other: dict[str, object], says: str) -> None:
    with pytest.raises(Refused, match=says):
        ask(**other)  # type: ignore[arg-type]


def test_taken_back_is_taken_back() -> None:
    back = replace(CONSENT, withdrawn_at=GIVEN + timedelta(hours=1))
    assert ask(back, at=GIVEN) is back
    with pytest.raises(Refused, match="withdrawn"):
        ask(back)


@given(st.sets(st.sampled_from(["health", "need", "note", "case"])), st.integers(-10, 500))
def test_nothing_passes_that_was_not_named_or_is_too_late(kinds: set[str], hours: int) -> None:
    things = [(f"itm_{kind}", kind) for kind in kinds]
    consent = replace(CONSENT, expires_at=GIVEN + timedelta(days=10))
    allowed = kinds <= {"health"} and 0 <= hours < 240
    try:
        ask(consent, things=things, at=GIVEN + timedelta(hours=hours))
    except Refused:
        assert not allowed
    else:
        assert allowed


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": "anything"},
        {"recipient": "St Anna"},
        {"recipient": "hospital:St Anna"},
        {"items": ()},
        {"expires_at": GIVEN},
        {"expires_at": GIVEN + LONGEST + timedelta(seconds=1)},
        {"expires_at": datetime(2026, 3, 5, 12)},
        {"recipient": "police:Old Street"},
        {"recipient": "immigration:Harbour", "items": (OTHER, "health")},
    ],
)
def test_no_consent_to_everything_to_everybody_or_for_ever(change: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        replace(CONSENT, **change)  # type: ignore[arg-type]


def test_item_by_item_it_may_go_behind_the_wall() -> None:
    told = replace(CONSENT, purpose="police_report", recipient="police:Old Street", items=(OTHER,))
    with pytest.raises(Refused, match="does not cover"):
        ask(told, purpose="police_report", recipient="police:Old Street")
    assert ask(told, purpose="police_report", recipient="police:Old Street", things=[(OTHER, "need")]) is told


@pytest.mark.parametrize(
    "text", ["clinic:", "clinic: x", "clinic:x ", ":x", "clinic:a:b", "clinic:a\nb", "x"]
)
def test_a_recipient_has_a_kind_and_a_name(text: str) -> None:
    with pytest.raises(UsageError, match="no recipient"):
        parse_recipient(text)


def test_the_lists_are_sound() -> None:
    assert set(RECIPIENTS) >= WALLED
    assert all(PURPOSES.values())
    assert parse_recipient("clinic:Ş") == ("clinic", "Ş")
