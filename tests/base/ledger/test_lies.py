"""The log lies: each lie is told to the API (here), to the verbs (tests/doors/cli/test_ledger.py) and to the page
(test_page.py), and each has to be refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger import (
    Checkpoint,
    Compared,
    KeyPair,
    Log,
    LogReader,
    Memory,
    Note,
    Policy,
    Proof,
    parse_note,
    read_successions,
    verify_checkpoint,
    verify_proof,
)
from tests.base.ledger import other
from tests.base.ledger.conftest import ORIGIN, entries, files_of

WITNESSES = [KeyPair(f"w{n}.example.org", 4, bytes([n]) * 32) for n in (1, 2, 3)]
Told = Callable[[int], Path]


@pytest.fixture
def policy(key: KeyPair) -> Policy:
    lines = [f"witness w{n} {one.verifier}" for n, one in enumerate(WITNESSES, 1)]
    return Policy.parse("\n".join([f"log {key.verifier}", *lines, "group g 2 w1 w2 w3", "quorum g"]))


def cosign(proof: Proof, *witnesses: KeyPair, time: int = 1_700_000_000) -> Proof:
    """The proof with cosignatures of its checkpoint."""
    note = parse_note(proof.checkpoint)
    signed = note.with_signatures([one.cosign(note.text, time) for one in witnesses])
    return replace(proof, checkpoint=str(signed).encode())


def fork(items: list[bytes], key: KeyPair) -> bytes:
    """A checkpoint over another history, signed with the log's own key."""
    text = str(Checkpoint(ORIGIN, len(items), other.mth(items)))
    return str(Note(text, (key.sign(text),))).encode()


def test_the_truth(log_of: Told, policy: Policy) -> None:
    proof = LogReader(log_of(300), policy).prove(42)
    verdict = verify_proof(Proof.parse(bytes(proof)), b"entry 42", policy, Memory())
    assert (verdict.index, verdict.witnessed, verdict.says()) == (
        42,
        False,
        "logged, not witnessed (2 of 3 witnesses needed)",
    )
    assert not verify_proof(cosign(proof, WITNESSES[0]), b"entry 42", policy, Memory()).witnessed
    seen = verify_proof(cosign(proof, WITNESSES[0], WITNESSES[2]), b"entry 42", policy, Memory())
    assert seen.says() == "witnessed by w1, w3 (2 of 3 witnesses needed)"


def test_a_rewritten_entry(log_of: Told, policy: Policy) -> None:
    proof = LogReader(log_of(300), policy).prove(42)
    with pytest.raises(VerificationFailed):
        verify_proof(proof, b"entry 43", policy, Memory())
    with pytest.raises(VerificationFailed):
        verify_proof(replace(proof, index=43), b"entry 42", policy, Memory())


def test_a_truncated_log_and_a_stale_checkpoint(log_of: Told, policy: Policy) -> None:
    memory = Memory()
    long, short = LogReader(log_of(300), policy), LogReader(log_of(200), policy)
    verify_checkpoint(str(long.checkpoint().note).encode(), policy, memory)
    with pytest.raises(VerificationFailed, match="stale"):
        verify_checkpoint(str(short.checkpoint().note).encode(), policy, memory)
    # A receipt may be older than what was seen, if the log still continues it.
    old = short.prove(7)
    assert verify_proof(old, b"entry 7", policy, memory).compared is Compared.UNPROVEN
    assert (
        verify_proof(old, b"entry 7", policy, memory, proving=long.consistency).compared
        is Compared.CONSISTENT
    )


def test_a_fork_shown_to_two_clients_who_compare(log_of: Told, policy: Policy, key: KeyPair) -> None:
    here = LogReader(log_of(300), policy)
    memory = Memory()
    verify_checkpoint(str(here.checkpoint().note).encode(), policy, memory)
    with pytest.raises(VerificationFailed, match="two histories"):
        verify_checkpoint(fork([*entries(299), b"lie"], key), policy, memory)
    lie = [*entries(42), b"lie", *entries(357, 43)]
    with pytest.raises(VerificationFailed, match="does not begin with"):
        verify_checkpoint(
            fork(lie, key), policy, memory, proving=lambda old, new: other.consistency(old, lie)
        )
    kept = memory.last(ORIGIN, policy.logs)
    assert kept is not None
    assert (kept.size, kept.root) == (300, here.checkpoint().checkpoint.root)


def test_a_fork_shown_to_one_client_who_was_never_given_a_consistency_proof(
    log_of: Told, policy: Policy, key: KeyPair, tmp_path: Path
) -> None:
    """Proofs that verify offline come without one. What was signed is remembered all the same."""
    others = [b"other %d" % at for at in range(200)]
    for memory in (Memory(), Memory(tmp_path / "seen")):
        for size, wanted in ((100, Compared.FIRST), (200, Compared.UNPROVEN)):
            seen = verify_checkpoint(fork(entries(size), key), policy, memory)
            assert seen.compared is wanted
        later = Memory(tmp_path / "seen") if (tmp_path / "seen").exists() else memory
        assert verify_checkpoint(fork(entries(200), key), policy, later).compared is Compared.UNPROVEN
        with pytest.raises(VerificationFailed, match="two histories: at size 200"):
            verify_checkpoint(fork(others, key), policy, later)
        assert later.last(ORIGIN, policy.logs) == seen_at(fork(entries(100), key)), "the proven one stays"


def seen_at(note: bytes) -> Checkpoint:
    return Checkpoint.parse(parse_note(note).text)


def test_a_swapped_key(log_of: Told, policy: Policy) -> None:
    proof = LogReader(log_of(300), policy).prove(42)
    note = parse_note(proof.checkpoint)
    stranger = KeyPair.generate(ORIGIN)
    for signatures in (
        (stranger.sign(note.text),),
        (replace(stranger.sign(note.text), id=note.signatures[0].id),),
    ):
        forged = replace(proof, checkpoint=str(Note(note.text, signatures)).encode())
        with pytest.raises(VerificationFailed):
            verify_proof(forged, b"entry 42", policy, Memory())


def test_a_key_of_another_log(tmp_path: Path, policy: Policy, key: KeyPair) -> None:
    """Signed by a pinned key, but of the log of another name."""
    with Log.create(tmp_path, key, origin="other.example.org") as log:
        log.append([b"x"])
    proof = LogReader(tmp_path, policy).prove(0)
    with pytest.raises(VerificationFailed, match="another log"):
        verify_proof(proof, b"x", policy, Memory())
    assert verify_proof(proof, b"x", policy, Memory(), origin="other.example.org").index == 0
    with pytest.raises(VerificationFailed, match="not of"):
        verify_proof(proof, b"x", policy, Memory(), origin=ORIGIN)


def test_a_replayed_cosignature(log_of: Told, policy: Policy) -> None:
    old = cosign(LogReader(log_of(200), policy).prove(7), *WITNESSES)
    new = LogReader(log_of(300), policy).prove(7)
    note = parse_note(new.checkpoint).with_signatures(parse_note(old.checkpoint).signatures[1:])
    with pytest.raises(VerificationFailed, match="does not hold"):
        verify_proof(replace(new, checkpoint=str(note).encode()), b"entry 7", policy, Memory())


def test_a_cosignature_with_another_time(log_of: Told, policy: Policy) -> None:
    proof = cosign(LogReader(log_of(200), policy).prove(7), *WITNESSES)
    note = parse_note(proof.checkpoint)
    late = [
        replace(one, value=(one.time + 1).to_bytes(8) + one.value[8:]) if one.name[0] == "w" else one
        for one in note.signatures
    ]
    forged = replace(proof, checkpoint=str(Note(note.text, tuple(late))).encode())
    with pytest.raises(VerificationFailed, match="does not hold"):
        verify_proof(forged, b"entry 7", policy, Memory())


def test_one_witness_twice_is_one(log_of: Told, policy: Policy) -> None:
    proof = cosign(
        cosign(LogReader(log_of(200), policy).prove(7), WITNESSES[0]), WITNESSES[0], time=1_800_000_000
    )
    doubled = proof.checkpoint + proof.checkpoint.splitlines(keepends=True)[-1]
    assert not verify_proof(replace(proof, checkpoint=doubled), b"entry 7", policy, Memory()).witnessed


def test_a_flipped_bit_in_every_tile_never_gets_out(log_of: Told, policy: Policy) -> None:
    """A reader that proves from a damaged file refuses, or gives what verifies (a file it did not need)."""
    folder = log_of(700)
    refused = 0
    for name, data in files_of(folder).items():
        changed = bytearray(data)
        changed[len(data) // 2] ^= 1
        (folder / name).write_bytes(changed)
        for index in (0, 255, 256, 400, 699):
            try:
                proof = LogReader(folder, policy).prove(index)
            except VerificationFailed:
                refused += 1
            else:
                verify_proof(proof, b"entry %d" % index, policy, Memory())
        (folder / name).write_bytes(data)
    assert refused >= 20


def test_any_bit_of_a_proof_that_is_flipped(log_of: Told, policy: Policy) -> None:
    whole = bytes(cosign(LogReader(log_of(5), policy).prove(2), *WITNESSES))
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 4
        try:
            verdict = verify_proof(Proof.parse(bytes(changed)), b"entry 2", policy, Memory())
        except VerificationFailed:
            continue
        # Only a name or an id of a signature may change: then that signature is a stranger's and does not count.
        assert len(verdict.cosigners) == 2


def test_what_is_remembered_is_kept_in_files_and_a_damaged_one_is_no_empty_one(
    tmp_path: Path, log_of: Told, policy: Policy
) -> None:
    note = str(LogReader(log_of(10), policy).checkpoint().note).encode()
    verify_checkpoint(note, policy, Memory(tmp_path / "seen"))
    assert verify_checkpoint(note, policy, Memory(tmp_path / "seen")).compared is Compared.SAME
    (path,) = (tmp_path / "seen").glob("*.json")
    assert json.loads(path.read_text("utf-8"))["size"] == 10
    for wrong in ("", "{}", path.read_text("utf-8").replace(ORIGIN, "other", 1)):
        path.write_text(wrong, "utf-8")
        with pytest.raises(VerificationFailed, match="cannot be read"):
            verify_checkpoint(note, policy, Memory(tmp_path / "seen"))


def test_another_key_under_the_same_name_is_another_log(tmp_path: Path, log_of: Told, policy: Policy) -> None:
    memory, stranger = Memory(), KeyPair.generate(ORIGIN)
    verify_checkpoint(str(LogReader(log_of(10), policy).checkpoint().note).encode(), policy, memory)
    with Log.create(tmp_path / "other", stranger) as log:
        log.append([b"%d" % at for at in range(10)])
        note = str(log.checkpoint().note).encode()
    assert verify_checkpoint(note, Policy.of([stranger.verifier]), memory).compared is Compared.FIRST


def test_keys_follow_a_chain_and_a_retired_key_signs_no_more(
    tmp_path: Path, key: KeyPair, policy: Policy
) -> None:
    second, third = KeyPair.generate(ORIGIN), KeyPair.generate(ORIGIN)
    with Log.create(tmp_path, key) as log:
        log.append(entries(10))
        log.rotate(second)
        log.append(entries(10, 10))
        log.rotate(third)
        log.append(entries(10, 20))
    reader = LogReader(tmp_path, policy)
    proof = reader.prove(25)
    links = reader.successions()
    assert verify_proof(proof, b"entry 25", policy, Memory(), links).index == 25
    for trusted in (second, third):
        assert verify_proof(proof, b"entry 25", Policy.of([trusted.verifier]), Memory(), links).index == 25
    with pytest.raises(VerificationFailed, match="No key you trust"):
        verify_proof(proof, b"entry 25", policy, Memory(), links[:1])
    # The first key was stolen after it was retired: what it signs beyond its last size is refused, as is its own heir.
    with pytest.raises(VerificationFailed, match="No key you trust"):
        verify_checkpoint(fork([*entries(29), b"lie"], key), policy, Memory(), links)
    assert verify_checkpoint(fork(entries(9), key), policy, Memory(), links).checkpoint.size == 9
    thief = KeyPair.generate(ORIGIN)
    text = links[0].note.text.replace(str(second.verifier), str(thief.verifier))
    with pytest.raises(VerificationFailed):
        read_successions(str(Note(text, (key.sign(text),))))
    for wrong in (second, key):
        with pytest.raises(VerificationFailed, match="handed over"):
            Log.open(tmp_path, wrong)
    with Log.open(tmp_path, third) as log:
        log.append(entries(1, 30))


def test_a_change_of_keys_that_was_killed_halfway_is_finished(
    tmp_path: Path, key: KeyPair, policy: Policy
) -> None:
    second = KeyPair.generate(ORIGIN)
    with Log.create(tmp_path, key) as log:
        log.append(entries(10))
        before = (tmp_path / "checkpoint").read_bytes()
        log.rotate(second)
    (tmp_path / "checkpoint").write_bytes(before)
    with Log.open(tmp_path, second) as log:
        assert log.checkpoint().signers == (second.verifier,)
    assert LogReader(tmp_path, policy).checkpoint().checkpoint.size == 10
