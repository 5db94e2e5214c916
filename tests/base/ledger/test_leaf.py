"""Leaves: canonical, closed, and silent about people."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.base.ledger import (
    EVENTS,
    Leaf,
    QuietEvent,
    QuietHours,
    QuietLeaf,
    Scribe,
    actor_pseudonym,
    key_name,
    mac_of,
    quiet_batch,
)
from manumit.base.ledger.leaf import canonical
from manumit.base.ledger.quiet import BATCH

KEY = bytes(range(32))
NOON = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
MAC, NAME = mac_of(KEY, b"sealed"), key_name(bytes(16))
LEAF = Leaf("access", "2026-03-31T12:00:00Z", "desk.example.org", actor_pseudonym(KEY, "user 7"), MAC, NAME)


def test_a_leaf_is_canonical_json_and_comes_back() -> None:
    assert json.loads(bytes(LEAF)) == {
        "type": "access",
        "time": "2026-03-31T12:00:00Z",
        "org": "desk.example.org",
        "actor": LEAF.actor,
        "mac": MAC,
        "key": NAME,
    }
    assert bytes(LEAF) == canonical(json.loads(bytes(LEAF)))
    assert Leaf.parse(bytes(LEAF)) == LEAF


def test_it_commits_to_the_sealed_record_under_its_key_alone() -> None:
    assert LEAF.commits_to(KEY, b"sealed")
    assert not LEAF.commits_to(KEY, b"sealed!")
    assert not LEAF.commits_to(bytes(32), b"sealed")
    with pytest.raises(UsageError):
        mac_of(b"short", b"sealed")


def test_a_pseudonym_is_the_same_here_and_another_elsewhere() -> None:
    assert actor_pseudonym(KEY, "user 7") == LEAF.actor != actor_pseudonym(bytes(32), "user 7")
    assert actor_pseudonym(KEY, "user 8") != LEAF.actor


@pytest.mark.parametrize("event", EVENTS)
def test_every_type_can_be_logged(event: str) -> None:
    assert Leaf.parse(bytes(Leaf(event, LEAF.time, LEAF.org, LEAF.actor, MAC, NAME))).type == event


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "gossip"),
        ("time", "2026-03-31"),
        ("time", "2026-03-31T12:00:00.5Z"),
        ("time", "2026-03-31T12:00:00+00:00"),
        ("time", "2026-3-31T12:00:00Z"),
        ("org", "The Shelter in Mill Lane"),
        ("org", ""),
        ("actor", "Ana Example"),
        ("actor", "act_ana"),
        ("mac", "a" * 63),
        ("mac", "A" * 64),
        ("key", "key_person-17"),
    ],
)
def test_words_about_people_have_no_place_in_it(field: str, value: str) -> None:
    shape = json.loads(bytes(LEAF)) | {field: value}
    with pytest.raises(UsageError):
        Leaf(**shape)
    with pytest.raises(VerificationFailed):
        Leaf.parse(canonical(shape))


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'"text"',
        bytes(LEAF) + b"\n",
        bytes(LEAF).replace(b",", b", "),
        bytes(LEAF).replace(b'"type"', b'"note":"more","type"'),
        b"[" * 100_000,
    ],
)
def test_what_is_no_leaf(entry: bytes) -> None:
    with pytest.raises(VerificationFailed):
        Leaf.parse(entry)


@given(st.binary(max_size=80))
def test_any_bytes_are_a_leaf_or_refused(entry: bytes) -> None:
    with pytest.raises(VerificationFailed):
        Leaf.parse(entry)


def test_leaves_are_in_the_order_of_time_and_a_clock_that_goes_back_is_an_error() -> None:
    now = [NOON]
    scribe = Scribe(NOON - timedelta(seconds=1), lambda: now[0])
    rest = ("desk.example.org", LEAF.actor, MAC, NAME)
    assert scribe.leaf("access", *rest).time == "2026-03-31T12:00:00Z"
    now[0] = NOON - timedelta(seconds=3)
    assert scribe.leaf("access", *rest).time == "2026-03-31T12:00:00Z"
    now[0] = NOON - timedelta(minutes=3)
    with pytest.raises(VerificationFailed, match="clock"):
        scribe.leaf("access", *rest)
    now[0] = NOON + timedelta(minutes=3)
    assert scribe.leaf("access", *rest).time == "2026-03-31T12:03:00Z"


def test_a_scribe_goes_on_after_the_last_leaf() -> None:
    rest = ("desk.example.org", LEAF.actor, MAC, NAME)
    with pytest.raises(VerificationFailed, match="clock"):
        Scribe.after(bytes(LEAF), lambda: NOON - timedelta(minutes=1)).leaf("access", *rest)
    assert Scribe.after(None, lambda: NOON).leaf("access", *rest) == LEAF


def events(number: int, kind: str = "care") -> list[QuietEvent]:
    return [QuietEvent(kind, mac_of(KEY, b"%d" % at), key_name(at.to_bytes(16))) for at in range(number)]


@pytest.mark.parametrize("number", [0, 1, 7, 8, 9, 20])
def test_how_much_happened_is_not_to_be_seen(number: int) -> None:
    batch = quiet_batch(events(number), NOON + timedelta(minutes=17), "haven.example.org", 500)
    assert Counter(one.type for one in batch) == {
        "care": max(BATCH, -(-number // BATCH) * BATCH),
        "consent": BATCH,
        "report": BATCH,
    }
    assert {one.time for one in batch} == {"2026-03-31T12:00:00Z"}
    assert sum(one.commits_to(KEY, b"%d" % at) for one in batch for at in range(number)) == number
    assert len({one.key for one in batch}) == len(batch)


def test_real_leaves_and_dummies_have_one_form_and_no_order() -> None:
    places = set()
    for _ in range(40):
        batch = quiet_batch(events(1), NOON, "haven.example.org", 500)
        assert len({len(bytes(one)) - len(one.type) for one in batch}) == 1
        places.add(next(at for at, one in enumerate(batch) if one.commits_to(KEY, b"0")))
    assert len(places) > 5


@pytest.mark.parametrize(("people", "named"), [(49, ""), (50, "haven.example.org")])
def test_a_small_house_is_not_named(people: int, named: str) -> None:
    batch = quiet_batch(events(1), NOON, "haven.example.org", people)
    assert {one.org for one in batch} == {named}
    assert all(QuietLeaf.parse(bytes(one)) == one for one in batch)
    assert (b"haven" in bytes(batch[0])) == bool(named)


def test_hours_in_which_nothing_happened_look_like_others() -> None:
    hours = QuietHours("haven.example.org", 10, NOON + timedelta(minutes=5))
    hours.add(events(1)[0], NOON + timedelta(minutes=59))
    assert hours.due(NOON + timedelta(minutes=59)) == []
    hours.add(events(2)[1], NOON + timedelta(hours=2))
    leaves = hours.due(NOON + timedelta(hours=3))
    assert Counter(one.time for one in leaves) == {
        f"2026-03-31T{hour}:00:00Z": 3 * BATCH for hour in (12, 13, 14)
    }
    assert {one.time for one in leaves if one.commits_to(KEY, b"0")} == {"2026-03-31T12:00:00Z"}
    hours.add(events(3)[2], NOON)  # a clock that went back
    assert any(one.commits_to(KEY, b"2") for one in hours.due(NOON + timedelta(hours=4)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "access"},
        {"time": "2026-03-31T12:17:00Z"},
        {"org": "A House"},
        {"mac": "0"},
        {"key": "ana"},
        {"actor": LEAF.actor},
    ],
)
def test_a_survivor_side_leaf_says_nothing_more(wrong: dict[str, str]) -> None:
    shape = json.loads(bytes(quiet_batch([], NOON, "", 0)[0])) | wrong
    with pytest.raises(VerificationFailed):
        QuietLeaf.parse(canonical(shape))
