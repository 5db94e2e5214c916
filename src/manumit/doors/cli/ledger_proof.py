"""`manumit ledger prove`, `verify`, `consistency`: what stands in a log, shown and verified."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.ledger_words import (
    LogArgument,
    MemoryFolder,
    Origin,
    PolicyFile,
    PublicKey,
    Quiet,
    SuccessionFile,
    memory_in,
    policy_in,
    read_bytes,
    say,
    show_hash,
    successions_in,
    write_out,
)
from manumit.doors.cli.output import need

if TYPE_CHECKING:
    from manumit.base.ledger import Checkpoint, Policy, Proving, Succession, Verdict


def prove(
    log: LogArgument,
    index: Annotated[int, typer.Argument(metavar="INDEX", help="Which entry; the first is 0.", min=0)],
    key: PublicKey = None,
    policy: PolicyFile = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the proof there (NAME.tlog-proof), not to stdout.")
    ] = None,
    entry_out: Annotated[
        Path | None,
        typer.Option("--entry-out", help="Write the entry's bytes there; they go with the proof."),
    ] = None,
    newest: Annotated[
        bool,
        typer.Option(
            "--newest", help="Under the newest checkpoint, also where a witnessed one has the entry."
        ),
    ] = False,
    quiet: Quiet = False,
) -> int:
    """Prove that an entry stands in the log. With the entry and your verifier key, anybody can verify the proof
    offline.

    The proof is under the newest witnessed checkpoint that has the entry, else under the newest one.

    Example: manumit ledger prove log 42 --key log.vkey --out 42.tlog-proof --entry-out 42.entry
    """
    from manumit.base.ledger import LogReader

    reader = LogReader(log, policy_in(key, policy))
    proof = reader.prove(index) if newest else reader.prove_best(index)
    if entry_out is not None:
        entry_out.write_bytes(reader.entry(index))
    write_out(out, bytes(proof))
    return 0


def verify(
    proof: Annotated[Path, typer.Argument(metavar="PROOF", help="A .tlog-proof file; - is stdin.")],
    entry: Annotated[
        Path, typer.Argument(metavar="ENTRY", help="File with exactly the entry's bytes; - is stdin.")
    ],
    key: PublicKey = None,
    policy: PolicyFile = None,
    succession: SuccessionFile = None,
    log: Annotated[
        Path | None,
        typer.Option(
            "--log", metavar="DIR", help="A copy of the log: proves the proof consistent with what was seen."
        ),
    ] = None,
    memory: MemoryFolder = None,
    origin: Origin = None,
    need_witnesses: Annotated[
        bool, typer.Option("--witnessed", help="Exit 4 unless the policy's quorum cosigned.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    quiet: Quiet = False,
) -> int:
    """Verify offline that an entry stands in a log: signature, pinned key, path, cosignatures, and what was seen
    before.

    Exit code 4, with the reason, when anything does not hold.

    Example: manumit ledger verify 42.tlog-proof 42.entry --policy policy.txt
    """
    from manumit.base.kernel import VerificationFailed
    from manumit.base.ledger import Compared, Proof, verify_proof

    trusted, links = policy_in(key, policy), successions_in(succession)
    verdict = verify_proof(
        Proof.parse(read_bytes(proof)),
        read_bytes(entry),
        trusted,
        memory_in(memory),
        links,
        _proving(log, trusted),
        origin,
    )
    if need_witnesses and not verdict.witnessed:
        raise VerificationFailed(
            f"The entry is {verdict.says()}.", "Ask for a proof under a witnessed checkpoint."
        )
    print(json.dumps(_shape(verdict), ensure_ascii=False) if as_json else _words(verdict))
    told = verdict.compared.value.capitalize() + "."
    say(quiet, told if verdict.compared is not Compared.UNPROVEN else f"{told} Give --log DIR to compare.")
    return 0


def _proving(log: Path | None, policy: Policy) -> Proving | None:
    from manumit.base.ledger import LogReader

    return None if log is None else LogReader(need(log), policy).consistency


def _words(verdict: Verdict) -> str:
    at = verdict.checkpoint
    return f"Verified: entry {verdict.index} of {at.origin} ({at.size} entries), {verdict.says()}."


def _shape(verdict: Verdict) -> dict[str, object]:
    at = verdict.checkpoint
    return {
        "verified": True,
        "origin": at.origin,
        "index": verdict.index,
        "size": at.size,
        "root": show_hash(at.root),
        "witnessed": verdict.witnessed,
        "cosigned": verdict.cosigners,
        "quorum": verdict.rule,
        "seen_before": verdict.compared.name.lower(),
    }


def consistency(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="An earlier checkpoint (file), or with --log a size.")
    ],
    new: Annotated[
        Path | None,
        typer.Argument(
            metavar="[NEW]", help="A later checkpoint (file); with --log, the log's own if left out."
        ),
    ] = None,
    key: PublicKey = None,
    policy: PolicyFile = None,
    succession: SuccessionFile = None,
    proof: Annotated[
        Path | None, typer.Option("--proof", metavar="FILE", help="The proof: a hash in base64 a line.")
    ] = None,
    log: Annotated[
        Path | None, typer.Option("--log", metavar="DIR", help="Make the proof from a log's tiles.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the proof there, not to stdout.")] = None,
    quiet: Quiet = False,
) -> int:
    """Show that a log only grew between two checkpoints: make the proof (--log), or verify one (--proof).

    A proof that was made has been verified, too. Exit code 4 when the later history is not the earlier one continued.

    Example: manumit ledger consistency seen.checkpoint --log mirror/ --key log.vkey --out proof.txt
    """
    from manumit.base.kernel import UsageError
    from manumit.base.ledger import LogReader, parse_hash, verify_consistency

    if (proof is None) == (log is None):
        raise UsageError("Say where the proof is to come from: --log DIR or --proof FILE.")
    trusted, links = policy_in(key, policy), successions_in(succession)
    reader = None if log is None else LogReader(need(log), trusted)
    if new is None and reader is None:
        raise UsageError("With --proof, both checkpoints are needed: OLD and NEW.")
    later = reader.checkpoint().checkpoint if reader and not new else _opened(new, trusted, links)
    if old.isascii() and old.isdecimal() and reader is not None:
        size, root = int(old), reader.root(int(old)) if 0 < int(old) <= later.size else b""
    else:
        earlier = _opened(Path(old), trusted, links)
        if earlier.origin != later.origin:
            raise UsageError(f"These are two logs: {earlier.origin} and {later.origin}.")
        size, root = earlier.size, earlier.root
    if reader is not None:
        path = reader.consistency(size, later.size) if size <= later.size else []
    else:
        assert proof is not None
        path = [parse_hash(line, "A hash in the proof") for line in read_bytes(proof).decode().split()]
    if size:
        verify_consistency(size, root, later.size, later.root, path)
    say(quiet, f"Consistent: the tree of {later.size} entries begins with the tree of {size}.")
    if reader is not None:
        write_out(out, "".join(f"{show_hash(one)}\n" for one in path).encode())
    return 0


def _opened(path: Path | None, trusted: Policy, links: list[Succession]) -> Checkpoint:
    from manumit.base.ledger import open_checkpoint

    assert path is not None
    return open_checkpoint(read_bytes(path), trusted.pinned(links)).checkpoint
