"""`manumit bundle key` and `open`: what the recipient of whole originals needs. And a file for its owner alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.ledger_words import PolicyFile, PublicKey, Quiet, policy_in, read_bytes, say
from manumit.doors.cli.output import need


def key(
    name: Annotated[str, typer.Option("--name", help="Whose key it is, as bundles will say: 'Crown Court'.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the secret goes. Keep it.")],
    quiet: Quiet = False,
) -> int:
    """Make the key pair of a recipient of whole originals. The public half, one line, goes to stdout: those who make
    bundles for you need it. Whoever has the secret half can open what is sealed to you.

    Example: manumit bundle key --name 'Crown Court' --out court.secret > court.recipient
    """
    from manumit.base.kernel import UsageError
    from manumit.services.report import RecipientKey

    made = RecipientKey.new(name)
    if out.exists():
        raise UsageError(f"{out} is there already.", "A key is not written over: choose another name.")
    write_private(out, f"{made}\n".encode())
    print(made.recipient)
    return 0


def open_(
    file: Annotated[Path, typer.Argument(metavar="Z", help="A bundle with sealed originals.")],
    secret: Annotated[Path, typer.Option("--secret", metavar="FILE", help="Your secret, of `bundle key`.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the originals go.")],
    key: PublicKey = None,
    policy: PolicyFile = None,
    quiet: Quiet = False,
) -> int:
    """Open the whole originals that are sealed to you. The bundle is checked first, and each file against the hash that
    the log committed to when it was read; exit code 4 when something does not hold, and nothing is written.

    Example: manumit bundle open lead.zip --secret court.secret --key ledger.vkey --out originals
    """
    from manumit.base.kernel import VerificationFailed
    from manumit.services.report import RecipientKey, open_originals, verify_bundle

    trusted = policy_in(key, policy) if key or policy else None
    mine = RecipientKey.parse(read_bytes(need(secret)).decode("utf-8", "replace"))
    data = read_bytes(file)
    for fault in verify_bundle(data, trusted).faults:
        raise VerificationFailed(
            f"The bundle is not sound: {fault.where or 'the file'}: {fault.what}",
            "`manumit bundle verify` names every fault.",
        )
    found = open_originals(data, mine)
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in found.items():
        write_private(out / name, content)
        print(out / name)
    say(quiet, f"{len(found)} original(s) opened: each is the file whose SHA-256 stands in the log.")
    if trusted is None:
        print("manumit: that log is the bundle's own word. Give its key with --key.", file=sys.stderr)
    return 0


def write_private(out: Path, data: bytes) -> None:
    """The file, whole or absent; only its owner may read it."""
    partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, out)
    finally:
        partial.unlink(missing_ok=True)
