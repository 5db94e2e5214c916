"""`manumit care htcds in`, `out`, `fields`: cases in IOM's Human Trafficking Case Data Standard."""

from __future__ import annotations

import json
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.care_words import BookFolder, By, Out, Quiet, open_book, put, read_bytes, say
from manumit.doors.cli.output import result
from manumit.doors.cli.unlock import PassphraseFile


class CaseForm(Enum):
    """How cases are written."""

    csv = "csv"
    json = "json"


def take_in(
    book: BookFolder,
    by: By,
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="HTCDS, CSV or JSON; - is stdin.")] = Path(
        "-"
    ),
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """A new person for each case. Their pseudonyms go to stdout; a row with a value that is not allowed is left
    out, and stderr says which field and what is allowed (JSON lines; exit code 3).

    Example: manumit care htcds in records cases.csv --by mira
    """
    from manumit.services.care import read_cases, take_in

    found = read_cases(read_bytes(file), str(file))
    with open_book(book, passphrase_file) as opened:
        put(({"person": one} for one in take_in(opened, found.cases, by)), lines=True)
    if found.strange:
        say(quiet, f"Not of the standard, and not kept: {', '.join(found.strange)}.")
    for row, name, what in found.problems:
        print(json.dumps({"row": row, "field": name, "what": what}, ensure_ascii=False), file=sys.stderr)
    return 3 if found.problems else 0


def out(
    book: BookFolder,
    to: Annotated[
        str, typer.Option("--to", metavar="KIND:NAME", help="The recipient, or the house's own name.")
    ],
    purpose: Annotated[str, typer.Option("--for", metavar="PURPOSE", help="What for.")],
    by: By,
    form: Annotated[CaseForm, typer.Option("--format", help="csv or json.")] = CaseForm.csv,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """The cases that may go to a recipient: of each person what a valid consent for that recipient and purpose
    covers, with its id. The house itself gets all. How many stay here is said on stderr.

    Example: manumit care htcds out records --to 'researcher:Example Institute' --for research --by mira
    """
    from manumit.services.care import cases_for, write_csv

    with open_book(book, passphrase_file) as opened:
        leaving = cases_for(opened, to, purpose, by)
    if form is CaseForm.csv:
        with result(out) as stream:
            stream.write(write_csv(leaving.rows))
    else:
        put(leaving.rows, out)
    say(quiet, f"{len(leaving.rows)} cases; {leaving.withheld} stay here: no valid consent for this.")
    return 0


def fields(out: Out = None, quiet: Quiet = False) -> int:
    """The standard's fields with what may stand in them, and which field of a record each is. JSON lines.

    Example: manumit care htcds fields
    """
    from manumit.services.care import columns

    put(
        (
            {"htcds": name, "kind": kind, "field": spec.name, "type": spec.type, "allowed": list(spec.values)}
            for name, (kind, spec) in columns().items()
        ),
        out,
        lines=True,
    )
    return 0
