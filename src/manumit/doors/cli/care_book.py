"""`manumit care init`, `due`, `check`: the book itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.care_words import (
    BookFolder,
    By,
    Quiet,
    notices,
    open_book,
    put,
    say,
)
from manumit.doors.cli.unlock import PassphraseFile, new_holder
from manumit.doors.cli.vault import Module, Service, Token


def init(
    book: Annotated[Path, typer.Argument(metavar="BOOK", help="Folder to make.")],
    org: Annotated[str, typer.Option("--org", metavar="NAME", help="The house: house.example.org")],
    people: Annotated[
        int,
        typer.Option(
            "--people", min=1, help="Everybody who belongs to it; the log names no house of fewer than 50."
        ),
    ],
    token: Token = None,
    module: Module = None,
    key_service: Service = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Make an empty book of care records. The key of its log, which others need to check it, goes to stdout.

    Example: manumit care init records --org house.example.org --people 30
    """
    from manumit.services.care import Book

    holder = new_holder(passphrase_file, token, module, key_service)
    with Book.create(book, holder, org, people) as made:
        print(made.log.policy.logs[0])
    say(quiet, f"Made {book}. Who loses the keys loses the records: manumit vault copy {book}/vault PLACE")
    return 0


def due(
    book: BookFolder,
    by: By = "due",
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Do what time has made due: log the hours that are over, recall referrals whose consent has ended.

    Call it every hour. The notices that recipients have to get go to stdout, one JSON object a line.

    Example: manumit care due records > notices.jsonl
    """
    from manumit.services.care import recall_ended

    with open_book(book, passphrase_file) as opened:
        put(notices(opened, recall_ended(opened, opened.people(), by), quiet), lines=True)
        opened.leaves.due(opened.clock())
    return 0


def check(
    book: BookFolder,
    memory: Annotated[
        Path | None,
        typer.Option(
            "--memory",
            metavar="DIR",
            help="Where it is remembered what the log showed; else in your home.",
        ),
    ] = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Check every record against the log: nothing altered, nothing taken out, nothing put back from another day.

    Ends with 4 when something does not hold; each such thing is a line on stderr.

    Example: manumit care check records
    """
    from manumit.base.ledger import Memory
    from manumit.services.care import verify_history

    with open_book(book, passphrase_file) as opened:
        found = verify_history(opened, Memory(memory or Memory.usual()))
    put({one: getattr(found, one) for one in ("logged", "waiting", "erased", "leaves", "sound")})
    for where, what in found.problems:
        print(f"{where}: {what}", file=sys.stderr)
    return 0 if found.sound else 4
