"""`manumit ledger anchor`, `anchor-verify`: a checkpoint's hash where the log's keeper cannot take it back."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.ledger_words import (
    LogArgument,
    PolicyFile,
    PublicKey,
    Quiet,
    SuccessionFile,
    policy_in,
    read_bytes,
    say,
    successions_in,
    write_out,
)

if TYPE_CHECKING:
    from manumit.base.ledger import Anchor

Roots = Annotated[
    Path | None,
    typer.Option(
        "--roots", metavar="FILE", help="PEM: the root certificates of time-stamp authorities you trust."
    ),
]
Node = Annotated[
    str,
    typer.Option("--evm", metavar="URL", help="JSON-RPC address of a node of an EVM chain that you trust."),
]
Contract = Annotated[
    str, typer.Option("--contract", metavar="ADDRESS", help="The contract that keeps checkpoints.")
]


def anchor(
    log: LogArgument,
    key: PublicKey = None,
    policy: PolicyFile = None,
    tsa: Annotated[
        str, typer.Option("--tsa", metavar="URL", help="Address of a time-stamp authority (RFC 3161).")
    ] = "",
    roots: Roots = None,
    evm: Node = "",
    contract: Contract = "",
    sender: Annotated[
        str,
        typer.Option(
            "--sender", metavar="ADDRESS", help="The node's account that sends; it owns the contract."
        ),
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Write the receipt there, not to stdout.")] = None,
    quiet: Quiet = False,
) -> int:
    """Have the newest checkpoint stamped by a time-stamp authority, or keep it in a contract. Only a hash and a size
    leave.

    The receipt goes to stdout; keep it with the checkpoint. With --evm and no --contract a new contract is made and
    its address said on stderr.

    Example: manumit ledger anchor log --key log.vkey --tsa https://tsa.example.org/tsr --roots tsa.pem --out log.tst
    """
    from manumit.base.kernel import UsageError
    from manumit.base.ledger import EvmAnchor, LogReader

    if bool(tsa) == bool(evm):
        raise UsageError("Say where to anchor: either --tsa URL or --evm URL.")
    opened = LogReader(log, policy_in(key, policy)).checkpoint()
    place: Anchor
    if tsa:
        place = _authority(roots, tsa)
    elif contract:
        place = EvmAnchor(_chain(evm), contract, sender or None)
    elif sender:
        made = EvmAnchor.deploy(_chain(evm), sender)
        print(f"manumit: made the contract {made.address}", file=sys.stderr)
        place = made
    else:
        raise UsageError("--evm needs --sender, the account that sends.")
    receipt = place.anchor(opened.checkpoint)
    write_out(out, f"{receipt}\n".encode())
    say(quiet, f"Anchored {opened.checkpoint.origin} at {opened.checkpoint.size} entries.")
    return 0


def anchor_verify(
    receipt: Annotated[
        Path, typer.Argument(metavar="RECEIPT", help="What `ledger anchor` gave; - is stdin.")
    ],
    checkpoint: Annotated[
        Path, typer.Argument(metavar="CHECKPOINT", help="The checkpoint that was anchored.")
    ],
    key: PublicKey = None,
    policy: PolicyFile = None,
    succession: SuccessionFile = None,
    roots: Roots = None,
    evm: Node = "",
    contract: Contract = "",
    quiet: Quiet = False,
) -> int:
    """Verify that a checkpoint was anchored, and when: JSON with origin, size, kind and time.

    A time stamp is verified offline; a contract is asked through a node. Exit code 4 when it does not hold.

    Example: manumit ledger anchor-verify log.tst log/checkpoint --key log.vkey --roots tsa.pem
    """
    from manumit.base.kernel import UsageError
    from manumit.base.ledger import EvmAnchor, Receipt, open_checkpoint

    if (roots is None) == (not evm):
        raise UsageError("Say whom you trust: either --roots FILE or --evm URL with --contract ADDRESS.")
    if evm and not contract:
        raise UsageError("--evm needs --contract: which one counts is for you to say, not for the receipt.")
    trusted = policy_in(key, policy)
    opened = open_checkpoint(read_bytes(checkpoint), trusted.pinned(successions_in(succession)))
    given = Receipt.parse(read_bytes(receipt).decode("utf-8", "replace"))
    place: Anchor = EvmAnchor(_chain(evm), contract) if evm else _authority(roots, "")
    moment = place.verify(given, opened.checkpoint)
    at = opened.checkpoint
    print(json.dumps({"origin": at.origin, "size": at.size, "kind": given.kind, "time": moment.isoformat()}))
    return 0


def _authority(roots: Path | None, url: str) -> Anchor:
    from cryptography.x509 import load_pem_x509_certificates

    from manumit.base.kernel import UsageError
    from manumit.base.ledger import TimestampAnchor, over_http

    if roots is None:
        raise UsageError("--tsa needs --roots: the certificates by which its stamps are to be verified.")
    try:
        certificates = load_pem_x509_certificates(read_bytes(roots))
    except ValueError as error:
        raise UsageError(f"{roots} holds no certificate in PEM.") from error
    return TimestampAnchor(certificates, over_http(url) if url else None)


def _chain(url: str) -> Any:
    """A node, asked over JSON-RPC."""
    from manumit.base.kernel import MissingPart, UsageError, WorkspaceError

    if not url.startswith(("http://", "https://")):
        raise UsageError(f"{url!r} is no address of a node.", "Such as http://127.0.0.1:8545.")
    try:
        from web3 import Web3
    except ImportError as error:
        raise MissingPart(
            "A contract needs the part `evm`.", "Add it: pip install 'manumit[evm]'."
        ) from error
    chain = Web3(Web3.HTTPProvider(url))
    if not chain.is_connected():
        raise WorkspaceError(f"The node {url} cannot be reached.")
    return chain
