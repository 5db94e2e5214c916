"""A witness (C2SP tlog-witness): cosigns a checkpoint only when it continues the one it cosigned before.

Meant to be run by someone who does not run the log, on another machine. It keeps, durably and before it answers, the
newest checkpoint of each log it knows; it sees sizes and roots, never an entry.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.base.ledger.checkpoint import Checkpoint, parse_decimal, parse_hash
from manumit.base.ledger.files import write_durably
from manumit.base.ledger.keys import KeyPair, Pinned, Succession, open_checkpoint
from manumit.base.ledger.note import COSIGNATURE, VerifierKey, b64, parse_note
from manumit.base.ledger.tree import verify_consistency

LONGEST_PROOF = 63
"""Hashes of a consistency proof at most (tlog-witness)."""


@dataclass(frozen=True)
class Answer:
    """What a witness says to a request: an HTTP status, and a body."""

    status: int
    body: str
    type: str = "text/plain; charset=utf-8"


def write_request(old: int, path: Sequence[bytes], checkpoint: bytes) -> bytes:
    """The body of add-checkpoint."""
    return "".join([f"old {old}\n", *(f"{b64(one)}\n" for one in path), "\n"]).encode() + checkpoint


def _read_request(body: bytes) -> tuple[int, list[bytes], bytes]:
    head, split, checkpoint = body.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise VerificationFailed("The request is not text.") from error
    if not split or not lines[0].startswith("old ") or len(lines) > LONGEST_PROOF + 1:
        raise VerificationFailed("The request does not begin with an old size and a proof.")
    old = parse_decimal(lines[0].removeprefix("old "), "The old size")
    return old, [parse_hash(line, "A hash of the proof") for line in lines[1:]], checkpoint


class Witness:
    """Knows logs by their verifier keys and remembers, in a folder, what it cosigned. Safe to share between threads."""

    def __init__(
        self,
        folder: Path,
        key: KeyPair,
        logs: Sequence[VerifierKey],
        successions: Sequence[Succession] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        if key.kind != COSIGNATURE:
            raise UsageError(f"{key.name} is a log's key, not a witness's.")
        if any(one.kind == COSIGNATURE for one in logs):
            raise UsageError("A witness watches logs; one of these keys is a witness's.")
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._key, self._clock = folder, key, clock
        self._origins = {one.name for one in logs}
        self._pinned = Pinned.of(logs, successions)
        self._thread = threading.Lock()

    def add_checkpoint(self, body: bytes) -> Answer:
        """The call of the protocol: body of the request -> answer. The checks are in the order of the specification."""
        try:
            old, path, raw = _read_request(body)
            said = Checkpoint.parse(parse_note(raw).text)
        except VerificationFailed as error:
            return Answer(400, f"{error.sentence}\n")
        if said.origin not in self._origins:
            return Answer(404, "This log is not known here.\n")
        try:
            opened = open_checkpoint(raw, self._pinned, said.origin)
        except VerificationFailed as error:
            return Answer(403, f"{error.sentence}\n")
        if not opened.own_name:
            return Answer(403, "The key that signed is of another log.\n")
        if old > said.size:
            return Answer(400, "The old size is larger than the checkpoint's.\n")
        with self._thread:
            return self._judge(old, path, said, raw)

    def _judge(self, old: int, path: Sequence[bytes], said: Checkpoint, raw: bytes) -> Answer:
        now = int(self._clock())
        known, last_time = self._last(said.origin)
        size = known.size if known else 0
        if old != size:
            return Answer(409, f"{size}\n", "text/x.tlog.size")
        if known and said.size == size and said.root != known.root:
            return Answer(409, f"{size}\n", "text/x.tlog.size")
        try:
            if size:
                assert known is not None
                verify_consistency(size, known.root, said.size, said.root, path)
            elif path:
                raise VerificationFailed("A proof from size 0 is empty.")
        except VerificationFailed as error:
            return Answer(422, f"{error.sentence}\n")
        if now < last_time:
            return Answer(503, "The clock of this witness went back; it cosigns again when it is right.\n")
        note = parse_note(raw)
        line = self._key.cosign(note.text, now)
        write_durably(self._path(said.origin), str(note.with_signatures([line])).encode())
        return Answer(200, str(line))

    def last(self, origin: str) -> Checkpoint | None:
        """The newest checkpoint cosigned of a log."""
        return self._last(origin)[0]

    def _last(self, origin: str) -> tuple[Checkpoint | None, int]:
        """What was cosigned last and when, read back under our own signature: a damaged file is no empty memory."""
        try:
            raw = self._path(origin).read_bytes()
        except FileNotFoundError:
            return None, 0
        note = parse_note(raw)
        mine = note.signed_by([self._key.verifier])
        if not mine:
            raise VerificationFailed(f"{self._path(origin)} is not what this witness wrote.")
        return Checkpoint.parse(note.text), next(iter(mine.values())).time

    def _path(self, origin: str) -> Path:
        return self._folder / f"{sha256(origin.encode()).hexdigest()[:32]}.checkpoint"
