"""A `.tlog-proof` (C2SP tlog-proof): index, path and checkpoint in one text, verified with public keys and nothing
else.

`verify_proof` is the one place where a claim becomes a verdict: the checkpoint's signature by a pinned key, the path,
the cosignatures, and what this client saw of the log before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger.checkpoint import Checkpoint, parse_decimal, parse_hash
from manumit.base.ledger.keys import Succession, open_checkpoint
from manumit.base.ledger.memory import Compared, Memory, Proving
from manumit.base.ledger.note import b64, unb64
from manumit.base.ledger.policy import Policy
from manumit.base.ledger.tree import leaf_hash, verify_inclusion

_HEAD = "c2sp.org/tlog-proof@v1"
_LONGEST_PATH = 63


@dataclass(frozen=True)
class Proof:
    """An entry's place in a log. `checkpoint` is the signed note, as it stands in the file."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    @classmethod
    def parse(cls, data: bytes) -> Proof:
        """A proof file; VerificationFailed when it is none. Nothing is verified yet."""
        head, _, checkpoint = data.partition(b"\n\n")
        try:
            lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError as error:
            raise VerificationFailed("The proof is not text.") from error
        if lines.pop(0) != _HEAD:
            raise VerificationFailed(f"This is not a proof: it does not begin with {_HEAD}.")
        extra = None
        if lines and lines[0].startswith("extra "):
            try:
                extra = unb64(lines.pop(0).removeprefix("extra "))
            except ValueError as error:
                raise VerificationFailed("The extra data of the proof are damaged.") from error
        if not lines or not lines[0].startswith("index "):
            raise VerificationFailed("The proof does not say which entry it is of.")
        index = parse_decimal(lines.pop(0).removeprefix("index "), "The index in the proof")
        if len(lines) > _LONGEST_PATH:
            raise VerificationFailed("The proof is longer than any tree is high.")
        path = tuple(parse_hash(line, "A hash in the proof") for line in lines)
        return cls(index, path, checkpoint, extra)

    def __bytes__(self) -> bytes:
        extra = [f"extra {b64(self.extra)}"] if self.extra is not None else []
        lines = [_HEAD, *extra, f"index {self.index}", *map(b64, self.path)]
        return "\n".join(lines).encode() + b"\n\n" + self.checkpoint


@dataclass(frozen=True)
class Verdict:
    """What was verified. `witnessed` only when the policy's quorum cosigned; else it is 'logged, not witnessed'."""

    checkpoint: Checkpoint
    index: int | None
    cosigners: dict[str, int]
    rule: str
    witnessed: bool
    compared: Compared

    def says(self) -> str:
        """The verdict in words."""
        if self.witnessed:
            return f"witnessed by {', '.join(sorted(self.cosigners))} ({self.rule} needed)"
        return "logged, not witnessed" + (f" ({self.rule} needed)" if self.rule != "no witness" else "")


def verify_proof(
    proof: Proof,
    entry: bytes,
    policy: Policy,
    memory: Memory,
    successions: Sequence[Succession] = (),
    proving: Proving | None = None,
    origin: str | None = None,
) -> Verdict:
    """The entry stands in the log, or VerificationFailed with what does not hold.

    `memory` is what this client saw of the log before; `proving` gives a consistency proof when sizes differ.
    """
    verdict = verify_checkpoint(
        proof.checkpoint, policy, memory, successions, proving, origin, old_is_fine=True
    )
    at = verdict.checkpoint
    verify_inclusion(proof.index, at.size, leaf_hash(entry), proof.path, at.root)
    return Verdict(at, proof.index, verdict.cosigners, verdict.rule, verdict.witnessed, verdict.compared)


def verify_checkpoint(
    data: bytes,
    policy: Policy,
    memory: Memory,
    successions: Sequence[Succession] = (),
    proving: Proving | None = None,
    origin: str | None = None,
    old_is_fine: bool = False,
) -> Verdict:
    """A checkpoint is signed by a pinned key, its cosignatures hold, and it goes on from what was seen before, or
    VerificationFailed. One that is older than what was seen is stale, unless `old_is_fine` (proofs may be old)."""
    opened = open_checkpoint(data, policy.pinned(successions), origin)
    if origin is None and not opened.own_name:
        raise VerificationFailed(
            f"The checkpoint is of {opened.checkpoint.origin}, and the key that signed it is of another log.",
            "If that key may sign for this log, name the log with --origin.",
        )
    cosigners = policy.cosigners(opened.note)
    compared = memory.compare(opened.checkpoint, data, proving, old_is_fine, policy.logs)
    return Verdict(opened.checkpoint, None, cosigners, policy.rule(), policy.met(cosigners), compared)
