"""`manumit care health in`, `out`: the health summary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.care_words import (
    BookFolder,
    By,
    Out,
    Person,
    Purpose,
    Quiet,
    open_book,
    put,
    read_bytes,
    say,
)
from manumit.doors.cli.unlock import PassphraseFile


def take_in(
    book: BookFolder,
    person: Person,
    by: By,
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="An IPS, FHIR R4 JSON; - is stdin.")] = Path(
        "-"
    ),
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Take in an International Patient Summary. What FHIR does not allow is refused with its place; what the IPS asks
    beyond that and is missing is said on stderr. It comes out again equal.

    Example: manumit care health in records per_... summary.json --by mira
    """
    from manumit.services.care import put_summary, read_summary, remarks

    tree = read_summary(read_bytes(file), str(file))
    with open_book(book, passphrase_file) as opened:
        put({"changed": put_summary(opened, person, tree, by)})
    say(quiet, *remarks(tree))
    return 0


def out(
    book: BookFolder,
    person: Person,
    by: By,
    purpose: Purpose,
    provenance: Annotated[
        Path | None,
        typer.Option(
            "--provenance",
            metavar="FILE",
            help="Write a FHIR Provenance there: who, when, which leaves.",
        ),
    ] = None,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """A person's health summary, as it was put in or since edited.

    Example: manumit care health out records per_... --by mira --purpose 'for Ana' --out summary.json
    """
    from manumit.services.care import document_of, leaf_places, provenance_resource

    with open_book(book, passphrase_file) as opened:
        record = opened.read(person, by, purpose, "the health summary")
        tree = document_of(record)
        put(tree, out)
        if provenance is not None:
            target = f"Bundle/{tree.get('id') or 'summary'}"
            places = leaf_places(opened, record)
            put(provenance_resource(record, "health", target, opened.org, places), provenance)
    return 0
