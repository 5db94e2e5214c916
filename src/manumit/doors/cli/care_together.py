"""`manumit care copy`, `merge`, `join`, `part`: books that were apart, and records that are of one person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.care_words import (
    BookFolder,
    By,
    Person,
    Quiet,
    notices,
    open_book,
    put,
    say,
)
from manumit.doors.cli.unlock import PassphraseFile, new_holder

OtherSecret = Annotated[
    Path | None,
    typer.Option(
        "--other-passphrase-file",
        metavar="FILE",
        envvar="MANUMIT_OTHER_PASSPHRASE_FILE",
        help="The same for the other book.",
    ),
]
OtherPerson = Annotated[str, typer.Argument(metavar="OTHER", help="The other pseudonym, per_...")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stands in both records.")]


def copy(
    book: BookFolder,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of the copy, to make.")],
    people: Annotated[list[str], typer.Argument(metavar="PERSON...", help="Whom to copy: as few as needed.")],
    by: By,
    passphrase_file: PassphraseFile = None,
    other_passphrase_file: OtherSecret = None,
    quiet: Quiet = False,
) -> int:
    """A book of some people's records for another machine, under a passphrase of its own, to work on without a
    connection. `care merge` brings the work back.

    Example: manumit care copy records laptop per_... --by mira
    """
    from manumit.services.care import Book, merge

    with open_book(book, passphrase_file) as opened:
        for person in people:
            opened.read(person, by, "to work without a connection", f"copy to {out.name}")
        other = new_holder(other_passphrase_file, None, None, None, "passphrase of the copy")
        with Book.create(out, other, opened.org, opened.size) as made:
            done = merge(made, opened, people)
    say(quiet, f"{done.people} people, {done.changes} changes in {out}.")
    return 0


def merge(
    book: BookFolder,
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="Folder of the other book.")],
    by: By,
    passphrase_file: PassphraseFile = None,
    other_passphrase_file: OtherSecret = None,
    quiet: Quiet = False,
) -> int:
    """Take over what another book has and this one lacks. Nothing is lost: where people edited the same field
    apart, both values stay until somebody resolves them. Who was erased here does not come back.

    JSON to stdout: what was taken over, conflicts, notices for recipients of referrals whose consent has ended.

    Example: manumit care merge records laptop --by mira
    """
    from manumit.services.care import merge as merge_books
    from manumit.services.care import recall_ended

    with (
        open_book(book, passphrase_file) as opened,
        open_book(other, other_passphrase_file) as source,
    ):
        done = merge_books(opened, source)
        recalls = notices(opened, recall_ended(opened, opened.people(), by), quiet)
    conflicts = [dict(zip(("person", "item", "field"), one, strict=True)) for one in done.conflicts]
    put({"people": done.people, "changes": done.changes, "conflicts": conflicts, "notices": recalls})
    for person in done.erased_here:
        say(quiet, f"{person} was erased here: erase it in {other}, too.")
    for person in done.erased_there:
        say(quiet, f"{person} was erased in {other}: if that was meant, erase it here, too.")
    return 0


def join(
    book: BookFolder,
    person: Person,
    other: OtherPerson,
    by: By,
    reason: Reason,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Say that two records are of one person. Where a possible victim would become one with a suspect, it takes a
    second person's word: the same call, with another --by.

    Example: manumit care join records per_... per_... --by mira --reason 'same birth date and scar'
    """
    from manumit.services.care import join as join_records

    with open_book(book, passphrase_file) as opened:
        done = join_records(opened, person, other, by, reason)
    put({"item": done.item, "agreed": list(done.agreed), "joined": done.joined})
    if not done.joined:
        say(quiet, "One of the two may be a victim, the other a suspect: a second person has to agree.")
    return 0


def part(
    book: BookFolder,
    person: Person,
    other: OtherPerson,
    by: By,
    reason: Reason,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Take back that two records are of one person.

    Example: manumit care part records per_... per_... --by mira --reason 'two sisters'
    """
    from manumit.services.care import part as part_records

    with open_book(book, passphrase_file) as opened:
        part_records(opened, person, other, by, reason)
    return 0
