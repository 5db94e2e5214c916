"""`manumit ledger init`, `append`, `checkpoint`, `rotate`: the verbs of who keeps a log."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.ledger_words import (
    LogArgument,
    PolicyFile,
    PublicKey,
    Quiet,
    SecretKey,
    policy_in,
    read_bytes,
    say,
)

_BATCH = 4096
"""Entries that are made durable together."""


class EntryForm(Enum):
    """How the input is divided into entries."""

    lines = "lines"
    file = "file"
    bundle = "bundle"


def init(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="Folder to make; it must not hold a log.")],
    key: Annotated[
        Path, typer.Option("--key", metavar="FILE", help="Private key; made when the file is not there.")
    ],
    name: Annotated[
        str, typer.Option("--name", help="Name of the log, such as example.org/log; no spaces, no +.")
    ] = "",
    quiet: Quiet = False,
) -> int:
    """Make an empty log. The verifier key, which others need to check it, goes to stdout.

    Example: manumit ledger init log --name example.org/log --key log.key > log.vkey
    """
    from manumit.base.kernel import UsageError
    from manumit.base.ledger import KeyPair, Log

    if key.exists():
        pair = KeyPair.load(key)
        if name and name != pair.name:
            raise UsageError(f"{key} is the key of {pair.name}.", "Leave --name out, or make another key.")
    elif name:
        pair = KeyPair.generate(name)
        pair.save(key)
        say(quiet, f"Made the private key {key}. Keep it secret, and keep a copy elsewhere.")
    else:
        raise UsageError("A new log needs --name.", "Such as --name example.org/log.")
    Log.create(log, pair).close()
    print(pair.verifier)
    return 0


def append(
    log: LogArgument,
    key: SecretKey,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files to append; - or none: stdin.")
    ] = None,
    form: Annotated[
        EntryForm,
        typer.Option("--as", help="Each line an entry, each file one, or C2SP entry bundles (any bytes)."),
    ] = EntryForm.lines,
    quiet: Quiet = False,
) -> int:
    """Append entries and say where they stand: JSON with first, count and size. When this ends with 0 they are durable
    and under a signed checkpoint.

    Example: manumit ledger append log --key log.key events.jsonl
    """
    from manumit.base.ledger import KeyPair, Log

    with Log.open(log, KeyPair.load(key)) as book:
        first = book.size
        entries = _entries(files or [Path("-")], form)
        while batch := list(islice(entries, _BATCH)):
            book.append(batch, publish=False)
        at = book.publish().checkpoint
    print(json.dumps({"first": first, "count": at.size - first, "size": at.size}))
    return 0


def _entries(files: list[Path], form: EntryForm) -> Iterator[bytes]:
    from manumit.base.ledger import parse_bundle

    for path in files:
        if form is EntryForm.lines:
            yield from _lines(path)
        elif form is EntryForm.file:
            yield read_bytes(path)
        else:
            yield from parse_bundle(read_bytes(path), None, str(path))


def _lines(path: Path) -> Iterator[bytes]:
    """Lines without their end; empty ones are passed over."""
    from manumit.doors.cli.output import need

    if str(path) == "-":
        yield from filter(None, (line.rstrip(b"\r\n") for line in sys.stdin.buffer))
    else:
        with need(path).open("rb") as stream:
            yield from filter(None, (line.rstrip(b"\r\n") for line in stream))


def checkpoint(
    log: LogArgument,
    key: PublicKey = None,
    policy: PolicyFile = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask the policy's witnesses for cosignatures and keep them.")
    ] = False,
    secret: Annotated[
        Path | None,
        typer.Option(
            "--secret", metavar="FILE", help="The log's private key, needed with --ask to keep them."
        ),
    ] = None,
    quiet: Quiet = False,
) -> int:
    """Print the newest checkpoint, its signature verified; on stderr whether it is witnessed.

    With --ask the witnesses named in the policy are asked first. One that cannot be reached is named, and the others
    count.

    Example: manumit ledger checkpoint log --policy policy.txt --ask --secret log.key
    """
    from manumit.base.kernel import UsageError
    from manumit.base.ledger import KeyPair, Log, LogReader, gather_cosignatures

    trusted = policy_in(key, policy)
    if ask:
        if secret is None:
            raise UsageError(
                "--ask needs --secret, the log's private key: only the writer keeps cosignatures."
            )
        with Log.open(log, KeyPair.load(secret)) as book:
            for name, what in gather_cosignatures(book, trusted).items():
                print(f"manumit: witness {name}: {what}", file=sys.stderr)
    opened = LogReader(log, trusted).checkpoint()
    cosigners = trusted.cosigners(opened.note)
    sys.stdout.write(str(opened.note))
    words = (
        f"witnessed by {', '.join(sorted(cosigners))}" if trusted.met(cosigners) else "logged, not witnessed"
    )
    say(quiet, f"{words} ({trusted.rule()} needed)" if trusted.witnesses else words)
    return 0


def rotate(
    log: LogArgument,
    key: SecretKey,
    new: Annotated[
        Path,
        typer.Option("--new", metavar="FILE", help="The next private key; made when the file is not there."),
    ],
    quiet: Quiet = False,
) -> int:
    """Change the key of a log: the old key signs for the next. The new verifier key goes to stdout.

    Who trusts the old key follows LOG/succession to the new one.

    Example: manumit ledger rotate log --key log.key --new log2.key > log2.vkey
    """
    from manumit.base.ledger import KeyPair, Log

    old = KeyPair.load(key)
    if not new.exists():
        KeyPair.generate(old.name).save(new)
        say(quiet, f"Made the private key {new}. The old one is needed no more; destroy it.")
    successor = KeyPair.load(new)
    with Log.open(log, old) as book:
        book.rotate(successor)
    print(successor.verifier)
    return 0
