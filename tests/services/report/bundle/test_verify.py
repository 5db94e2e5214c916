"""Checking a bundle: every flipped bit, every missing or added member, every forgery is found and named."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from pathlib import Path

import pytest

from manumit.base.ledger import KeyPair, Log, Note, Policy
from manumit.engine.evidence import Logbook, canonical_json
from manumit.services.report import verify_bundle
from manumit.services.report.bundle import form
from manumit.services.report.bundle.archive import pack, unpack
from tests.services.report.bundle import scene
from tests.services.report.bundle.scene import SETTINGS, Desk, changed, faults, places, verified


def pin(desk: Desk) -> Policy:
    return Policy.of([Logbook(desk.workspace.path, SETTINGS).verifier()])


def log_key(desk: Desk) -> KeyPair:
    return KeyPair.load(next((desk.workspace.path / "keys").glob("*.key")))


def test_a_sound_bundle(kept: Desk, masked_bundle: bytes, open_bundle: bytes) -> None:
    for data, given in ((masked_bundle, 2), (open_bundle, 4)):
        checked = verify_bundle(data, pin(kept))
        assert checked.faults == []
        assert (checked.lead_id, checked.spans, checked.given) == (kept.lead.lead_id, 6, given)
        assert checked.pinned
        assert checked.verdict is not None
        assert checked.verdict.says() == "logged, not witnessed"
        assert not verify_bundle(data).pinned


def test_a_flipped_bit_in_any_member_is_found_and_named(open_bundle: bytes) -> None:
    members = unpack(open_bundle)
    for name, data in members.items():
        for at in places(len(data), 40 if name.startswith(form.SEAL) else 4):
            checked = verified(changed(members, name, at, 1 << at % 8))
            assert not checked.sound, (name, at)
            named = faults(checked)
            assert name in named or (name.startswith(form.SEAL) and named), (name, at, named)


def test_a_flipped_bit_anywhere_in_the_file_is_found(masked_bundle: bytes) -> None:
    chance = random.Random(5)
    for at in sorted(
        {0, 4, 7, 27, len(masked_bundle) - 1, *(chance.randrange(len(masked_bundle)) for _ in range(120))}
    ):
        spoiled = bytearray(masked_bundle)
        spoiled[at] ^= 1 << chance.randrange(8)
        assert not verified(bytes(spoiled)).sound, at


def test_a_missing_member_is_named(open_bundle: bytes) -> None:
    members = unpack(open_bundle)
    for name in members:
        checked = verified(pack({other: data for other, data in members.items() if other != name}))
        assert not checked.sound, name
        assert (
            any(name in fault.where or name in fault.what for fault in checked.faults) or name == form.SUMS
        ), name


@pytest.mark.parametrize(
    "name", ["note.txt", "spans/9999.bin", "events/000099.json", "seal/more", "log/other"]
)
def test_an_added_member_is_named(masked_bundle: bytes, name: str) -> None:
    checked = verified(pack({**unpack(masked_bundle), name: b"x"}))
    assert name in faults(checked)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b"x",
        lambda data: data[:-1],
        lambda data: data[:200],
        lambda data: b"x" + data,
        lambda data: b"",
    ],
    ids=["more", "less", "cut", "before", "nothing"],
)
def test_a_file_that_is_no_whole_bundle(masked_bundle: bytes, spoil: object) -> None:
    assert callable(spoil)
    assert not verified(spoil(masked_bundle)).sound


def resealed(members: dict[str, bytes]) -> bytes:
    """What a forger can do who has the bundle but not the log's key: make the list of hashes fit."""
    inner = {
        name: data for name, data in members.items() if name != form.SUMS and not name.startswith(form.SEAL)
    }
    return pack({**members, form.SUMS: form.sums(inner)})


def test_a_forger_who_makes_the_hashes_fit(masked_bundle: bytes) -> None:
    members = unpack(masked_bundle)
    members[form.LEAD] = members[form.LEAD].replace(b'"collector"', b'"controller"')
    checked = verified(resealed(members))
    assert faults(checked) == {form.SUMS}
    assert "not the list of hashes that was logged" in checked.faults[0].what


@pytest.mark.parametrize("what", ["salt", "path", "start", "leaf", "event", "offset", "bytes"])
def test_a_span_that_is_not_of_the_file(open_bundle: bytes, what: str) -> None:
    """Each of these is found by the proof of the span itself, not only by the list of hashes."""
    members = unpack(open_bundle)
    spans = json.loads(members[form.SPANS])
    span = next(one for one in spans if one["bytes_in"] and one["pieces"][0]["path"])
    piece = span["pieces"][0]
    other = next(one["event"] for one in spans if one["event"] != span["event"])
    if what == "bytes":
        members[span["bytes_in"]] = bytes(reversed(members[span["bytes_in"]]))
    elif what == "event":
        span["event"] = other
    elif what == "offset":
        span["offset"] += 1
    elif what == "path":
        piece["path"][0] = piece["path"][0][::-1]
    else:
        piece[what] = piece[what] + 1 if what == "start" else piece[what][::-1]
    members[form.SPANS] = form.pretty(spans)
    assert f"{form.SPANS}: {span['record_id']}" in faults(verified(resealed(members)))


def test_an_event_with_another_body_or_key(masked_bundle: bytes) -> None:
    members = unpack(masked_bundle)
    name = next(one for one in members if one.startswith("events/"))
    told = json.loads(members[name])
    for key, value in (
        ("body", {**told["body"], "read_at": "2020-01-01T00:00:00+00:00"}),
        ("record_key", "00" * 32),
    ):
        spoiled = {**members, name: canonical_json({**told, key: value}) + b"\n"}
        assert any("commits to" in f.what for f in verified(resealed(spoiled)).faults if f.where == name)


def test_another_organisations_bundle(kept: Desk, tmp_path: Path) -> None:
    """Of one piece, but not under the key that the reader got."""
    theirs = scene.desk(tmp_path / "theirs").make()
    assert verify_bundle(theirs).sound
    checked = verify_bundle(theirs, pin(kept))
    assert form.KEY in faults(checked)
    assert form.SEAL_EVENT in faults(checked)


def test_members_of_two_bundles_do_not_mix(kept: Desk, masked_bundle: bytes, open_bundle: bytes) -> None:
    ours, theirs = unpack(masked_bundle), unpack(open_bundle)
    for name in ours:
        if ours[name] != theirs.get(name, ours[name]):
            assert not verified(pack({**ours, name: theirs[name]})).sound, name


def cosign(desk: Desk, names: list[str]) -> tuple[str, list[KeyPair]]:
    """The newest checkpoint cosigned by witnesses; the policy '2 of 3'."""
    keys = [KeyPair(f"{name}.example.org", 4, hashlib.sha256(name.encode()).digest()) for name in "abc"]
    lines = [f"witness {key.name[0]} {key.verifier}" for key in keys]
    policy = "\n".join([f"log {log_key(desk).verifier}", *lines, "group g 2 a b c", "quorum g", ""])
    with Log.open(desk.workspace.path / "ledger", log_key(desk)) as log:
        note = log.checkpoint().note
        signed = [
            key.cosign(note.text, 1_780_000_000 + at) for at, key in enumerate(keys) if key.name[0] in names
        ]
        log.cosigned(Note(note.text, tuple(signed)), witnessed=len(signed) >= 2)
    return policy, keys


def test_cosignatures_go_in_and_are_checked(desk: Desk) -> None:
    first = unpack(desk.make())
    policy, _ = cosign(desk, ["a", "b"])
    data = desk.make(policy=policy)
    checked = verify_bundle(data, Policy.parse(policy))
    assert checked.sound, checked.faults
    assert checked.verdict is not None
    assert checked.verdict.witnessed
    assert sorted(checked.verdict.cosigners) == ["a", "b"]
    assert verify_bundle(data, pin(desk)).sound, "who knows no witness takes it as logged"
    assert unpack(data)[form.SUMS] == first[form.SUMS]
    members = unpack(data)
    for name in (form.CHECKPOINT, form.WITNESSES, form.SEAL_PROOF):
        for at in places(len(members[name]), 80):
            assert not verified(changed(members, name, at)).sound, (name, at)


def test_cosignatures_that_nobody_can_check_stay_out(desk: Desk) -> None:
    desk.make()
    policy, _ = cosign(desk, ["a", "b"])
    assert b"example.org" not in unpack(desk.make())[form.CHECKPOINT]
    members = unpack(desk.make(policy=policy))
    del members[form.WITNESSES]
    checked = verified(resealed(members))
    assert any("nobody can check" in fault.what for fault in checked.faults)


def test_one_witness_of_three_is_not_enough(desk: Desk) -> None:
    desk.make()
    policy, _ = cosign(desk, ["c"])
    checked = verify_bundle(desk.make(policy=policy), Policy.parse(policy))
    assert checked.sound
    assert checked.verdict is not None
    assert checked.verdict.says() == "logged, not witnessed (2 of 3 witnesses needed)"


def test_after_a_change_of_keys(desk: Desk) -> None:
    old = log_key(desk)
    path = next((desk.workspace.path / "keys").glob("*.key"))
    new = KeyPair.generate(old.name)
    with Log.open(desk.workspace.path / "ledger", old) as log:
        log.rotate(new)
    path.unlink()
    new.save(path)
    data = desk.make()
    assert verify_bundle(data, Policy.of([old.verifier])).sound
    members = unpack(data)
    del members[form.SUCCESSION]
    assert not verify_bundle(resealed(members), Policy.of([old.verifier])).sound


def test_another_program_version(masked_bundle: bytes) -> None:
    members = unpack(masked_bundle)
    members[form.META] = members[form.META].replace(b'"version": 1', b'"version": 2')
    assert any("another format or version" in fault.what for fault in verified(resealed(members)).faults)


def test_the_original_itself_shows_the_same(kept: Desk, open_bundle: bytes) -> None:
    """Whoever gets the original by another way finds the hash and the bytes that the bundle states."""
    members = unpack(open_bundle)
    records = {one["record_id"]: one for one in json.loads(members[form.RECORDS])}
    for span in json.loads(members[form.SPANS]):
        if span["bytes_in"]:
            event = json.loads(members[form.event_name(span["event"])])["body"]
            path = next(
                one
                for one in kept.originals.iterdir()
                if hashlib.sha256(one.read_bytes()).hexdigest() == event["sha256"]
            )
            data = members[span["bytes_in"]]
            assert path.read_bytes()[span["offset"] : span["offset"] + len(data)] == data
            assert records[span["record_id"]]["file_sha256"] == event["sha256"]


def test_on_another_machine_nothing_is_needed_but_the_file(
    kept: Desk, open_bundle: bytes, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (away / "z.zip").write_bytes(open_bundle)
    shutil.copy(kept.workspace.path / "ledger.vkey", away)
    policy = Policy.of([Logbook(away, SETTINGS).verifier()])
    assert verify_bundle((away / "z.zip").read_bytes(), policy).sound
