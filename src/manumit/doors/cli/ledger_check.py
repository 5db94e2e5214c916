"""`manumit ledger check`: the audit of a whole tile log, ours or another implementation's."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.ledger_words import Quiet, SuccessionFile, keys_in, pinned_in, show_hash
from manumit.doors.cli.output import need
from manumit.doors.cli.progress import reporter

if TYPE_CHECKING:
    from manumit.base.ledger import Audit, VerifierKey

_SHOWN = 50
"""Problems that are written for people; --json has up to 1,000."""


def check(
    log: Annotated[
        Path, typer.Argument(metavar="DIR", help="Holds `checkpoint`, `tile/...` and `tile/entries/...`.")
    ],
    key: Annotated[
        Path,
        typer.Option(
            "--key", metavar="FILE", help="The log's verifier key, name+hash+base64; one or more lines."
        ),
    ],
    succession: SuccessionFile = None,
    memory: Annotated[
        Path | None,
        typer.Option(
            "--memory", metavar="DIR", help="Compare with what the log showed before; remembered there."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    quiet: Quiet = False,
) -> int:
    """Check a whole C2SP tile log, of any implementation: the signature, every entry, every tile, the root.

    Exit code 0: sound. 4: not, and each line says in which file and what.

    Example: manumit ledger check mirror/ --key log.vkey
    """
    from manumit.base.ledger import check as audit_of

    need(log)
    own = log / "succession"
    pinned = pinned_in(key, succession or (own if own.exists() else None))
    with reporter(quiet) as told:
        audit = audit_of(log, pinned, lambda done, total: told.stage("checking entries", done, total))
    if memory is not None and audit.sound:
        _compare(audit, log, memory, keys_in(key))
    for note in audit.notes if not quiet else ():
        print(f"manumit: {note}", file=sys.stderr)
    print(json.dumps(_shape(audit), indent=1, ensure_ascii=False) if as_json else _words(audit))
    return 0 if audit.sound else 4


def _compare(audit: Audit, log: Path, folder: Path, trusted: list[VerifierKey]) -> None:
    """The checkpoint against the newest one seen, with a consistency proof from the tiles just checked."""
    from manumit.base.kernel import VerificationFailed
    from manumit.base.ledger import LogReader, Memory, Policy

    assert audit.checkpoint is not None
    try:
        Memory(folder).compare(
            audit.checkpoint,
            (log / "checkpoint").read_bytes(),
            LogReader(log, Policy()).consistency,
            trusted=trusted,
        )
    except VerificationFailed as error:
        audit.fault("checkpoint", f"{error.sentence} {error.hint}".strip())


def _words(audit: Audit) -> str:
    lines = [f"{one.where}: {one.what}" for one in audit.problems[:_SHOWN]]
    if (more := len(audit.problems) + audit.uncounted - _SHOWN) > 0:
        lines.append(f"... and {more} more.")
    if audit.checkpoint is None:
        return "\n".join([*lines, "Not sound: nothing in this log can be trusted."])
    at = audit.checkpoint
    named = f"{at.origin}, {at.size} entries, root {show_hash(at.root)}"
    signed = f"signed by {', '.join(audit.signers)}"
    if audit.sound:
        return f"Sound: {named}, {signed}."
    return "\n".join([*lines, f"Not sound: {named}, {signed}."])


def _shape(audit: Audit) -> dict[str, object]:
    at = audit.checkpoint
    return {
        "sound": audit.sound,
        "origin": at and at.origin,
        "size": at and at.size,
        "root": at and show_hash(at.root),
        "signed_by": list(audit.signers),
        "files": audit.files,
        "problems": [{"where": one.where, "what": one.what} for one in audit.problems],
        "problems_not_listed": audit.uncounted,
        "notes": audit.notes,
    }
