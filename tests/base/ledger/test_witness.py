"""The witness protocol over real HTTP: what each side must answer, and that a witness never forgets nor forks."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger import (
    Checkpoint,
    KeyPair,
    Log,
    LogReader,
    Note,
    Policy,
    Witness,
    gather_cosignatures,
    parse_note,
    witness_server,
)
from manumit.base.ledger.witness import write_request
from tests.base.ledger import other
from tests.base.ledger.conftest import ORIGIN, entries

COSIGNER = KeyPair("w.example.org/1", 4, bytes([7]) * 32)


@pytest.fixture
def witness(tmp_path: Path, key: KeyPair) -> Witness:
    return Witness(tmp_path / "w", COSIGNER, [key.verifier], clock=lambda: 1_700_000_000)


def signed(key: KeyPair, size: int, origin: str = ORIGIN, lie: bytes = b"") -> bytes:
    """A checkpoint over so many entries (the last one a lie)."""
    items = entries(size) if not lie else [*entries(size - 1), lie]
    text = str(Checkpoint(origin, size, other.mth(items)))
    return str(Note(text, (key.sign(text),))).encode()


def proof(old: int, new: int) -> list[bytes]:
    return other.consistency(old, entries(new)) if old else []


def test_first_contact_growth_and_a_cosignature_that_holds(witness: Witness, key: KeyPair) -> None:
    assert witness.add_checkpoint(write_request(0, [], signed(key, 3))).status == 200
    answer = witness.add_checkpoint(write_request(3, proof(3, 10), signed(key, 10)))
    assert answer.status == 200
    note = parse_note(signed(key, 10))
    cosigned = parse_note(str(note).encode() + answer.body.encode())
    assert cosigned.signed_by([COSIGNER.verifier])[COSIGNER.verifier].time == 1_700_000_000
    again = witness.add_checkpoint(write_request(10, [], signed(key, 10)))
    assert again == answer


def test_what_is_refused_and_how(witness: Witness, key: KeyPair) -> None:
    witness.add_checkpoint(write_request(0, [], signed(key, 5)))
    stranger = KeyPair(ORIGIN, 1, bytes(32))
    good = proof(5, 9)
    cases = {
        "stale size": (write_request(3, proof(3, 9), signed(key, 9)), 409),
        "rollback": (write_request(5, [], signed(key, 3)), 400),
        "fork at one size": (write_request(5, [], signed(key, 5, lie=b"lie")), 409),
        "another history": (write_request(5, proof(5, 9), signed(key, 9, lie=b"lie")), 422),
        "no proof": (write_request(5, [], signed(key, 9)), 422),
        "a changed proof": (write_request(5, [bytes(32), *good[1:]], signed(key, 9)), 422),
        "unknown log": (write_request(0, [], signed(key, 9, origin="other.example.org")), 404),
        "wrong key": (write_request(5, good, signed(stranger, 9)), 403),
        "changed text": (write_request(5, good, signed(key, 9).replace(b"\n9\n", b"\n8\n")), 403),
        "nonsense": (b"nonsense", 400),
        "no size": (b"old x\n\n" + signed(key, 9), 400),
        "leading zero": (b"old 05\n\n" + signed(key, 9), 400),
        "no checkpoint": (b"old 5\n\nhello\n", 400),
        "a long proof": (write_request(5, good * 30, signed(key, 9)), 400),
        "bytes": (b"\xff\n\n" + signed(key, 9), 400),
    }
    assert {name: witness.add_checkpoint(body).status for name, (body, _) in cases.items()} == {
        name: status for name, (_, status) in cases.items()
    }
    conflict = witness.add_checkpoint(cases["stale size"][0])
    assert (conflict.body, conflict.type) == ("5\n", "text/x.tlog.size")
    last = witness.last(ORIGIN)
    assert last is not None
    assert last.size == 5


def test_it_remembers_over_a_restart_and_knows_when_its_memory_was_changed(
    tmp_path: Path, witness: Witness, key: KeyPair
) -> None:
    witness.add_checkpoint(write_request(0, [], signed(key, 5)))
    again = Witness(tmp_path / "w", COSIGNER, [key.verifier])
    assert again.add_checkpoint(write_request(0, [], signed(key, 9, lie=b"lie"))).status == 409
    (path,) = (tmp_path / "w").glob("*.checkpoint")
    path.write_bytes(path.read_bytes().replace(b"\n5\n", b"\n4\n"))
    with pytest.raises(VerificationFailed):
        again.add_checkpoint(write_request(4, proof(4, 9), signed(key, 9)))


def test_a_clock_that_went_back_stops_it_until_it_is_right(tmp_path: Path, key: KeyPair) -> None:
    now = [2_000]
    witness = Witness(tmp_path, COSIGNER, [key.verifier], clock=lambda: now[0])
    witness.add_checkpoint(write_request(0, [], signed(key, 5)))
    now[0] = 1_000
    assert witness.add_checkpoint(write_request(5, proof(5, 6), signed(key, 6))).status == 503
    now[0] = 2_001
    assert witness.add_checkpoint(write_request(5, proof(5, 6), signed(key, 6))).status == 200


def test_of_two_histories_sent_at_once_one_is_cosigned(witness: Witness, key: KeyPair) -> None:
    bodies = [write_request(0, [], signed(key, 4, lie=b"%d" % n)) for n in range(8)]
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda body=body: answers.append(witness.add_checkpoint(body).status))
        for body in bodies
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [409] * 7


@contextmanager
def serving(witness: Witness, prefix: str = "") -> Iterator[str]:
    """The witness on a free port; its address."""
    with witness_server(witness, "127.0.0.1", 0, prefix) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
        finally:
            server.shutdown()
            thread.join()


def test_the_http_side(witness: Witness, key: KeyPair) -> None:
    with serving(witness, "/w1") as url:
        connection = http.client.HTTPConnection(url.split("/")[2], timeout=10)

        def ask(method: str, path: str, body: bytes) -> tuple[int, str | None, bytes]:
            connection.request(method, path, body)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Content-Type"), answer.read()

        status, _, body = ask("POST", "/w1/add-checkpoint", write_request(0, [], signed(key, 3)))
        assert (status, body[:4]) == (200, "— ".encode())
        assert ask("POST", "/w1/add-checkpoint", write_request(0, [], signed(key, 4))) == (
            409,
            "text/x.tlog.size",
            b"3\n",
        )
        assert ask("POST", "/add-checkpoint", b"")[0] == 404
        assert ask("GET", "/w1/add-checkpoint", b"")[0] == 501
        connection.close()
        assert ask("POST", "/w1/add-checkpoint", bytes(70_000))[0] == 413
        connection.close()


def test_two_of_three_witnesses(tmp_path: Path, key: KeyPair) -> None:
    keys = [KeyPair(f"w{n}.example.org", 4, bytes([n]) * 32) for n in (1, 2, 3)]
    with (
        Log.create(tmp_path / "log", key) as log,
        serving(Witness(tmp_path / "w1", keys[0], [key.verifier])) as first,
        serving(Witness(tmp_path / "w2", keys[1], [key.verifier])) as second,
    ):
        policy = Policy.parse(
            f"log {key.verifier}\n"
            f"witness w1 {keys[0].verifier} {first}\nwitness w2 {keys[1].verifier} {second}\n"
            f"witness w3 {keys[2].verifier} http://127.0.0.1:9\ngroup g 2 w1 w2 w3\nquorum g\n"
        )
        log.append(entries(10))
        told = gather_cosignatures(log, policy)
        assert (told["w1"], told["w2"]) == ("cosigned", "cosigned")
        assert told["w3"].startswith("did not cosign")
        log.append(entries(300, 10))
        assert gather_cosignatures(log, policy)["w2"] == "cosigned"
        log.append(entries(1, 310))
        reader = LogReader(tmp_path / "log", policy)
        assert not policy.cosigners(reader.checkpoint().note)
        assert sorted(policy.cosigners(reader.checkpoint("witnessed").note)) == ["w1", "w2"]
        assert parse_note(reader.prove_best(5).checkpoint).text.split("\n")[1] == "310"
        assert parse_note(reader.prove_best(310).checkpoint).text.split("\n")[1] == "311"


def test_a_witness_that_saw_another_history_does_not_cosign(tmp_path: Path, key: KeyPair) -> None:
    cosigner = Witness(tmp_path / "w", COSIGNER, [key.verifier])
    cosigner.add_checkpoint(write_request(0, [], signed(key, 9, lie=b"lie")))
    with serving(cosigner) as url, Log.create(tmp_path / "log", key) as log:
        policy = Policy.parse(f"log {key.verifier}\nwitness w {COSIGNER.verifier} {url}\nquorum w\n")
        log.append(entries(5))
        assert "size 9 before" in gather_cosignatures(log, policy)["w"]
        log.append(entries(4, 5))
        assert "another history" in gather_cosignatures(log, policy)["w"]
        log.append(entries(4, 9))
        assert "422" in gather_cosignatures(log, policy)["w"]
        assert not policy.cosigners(log.checkpoint().note)
