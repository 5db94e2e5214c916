"""`manumit care document in`, `out`: papers and files of a person."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.care_words import BookFolder, By, Person, Purpose, Quiet, open_book, put
from manumit.doors.cli.output import need
from manumit.doors.cli.unlock import PassphraseFile


def take_in(
    book: BookFolder,
    person: Person,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file.")],
    title: Annotated[str, typer.Option("--title", help="What it is.")],
    by: By,
    sort: Annotated[
        str, typer.Option("--sort", help="identity, travel, birth, health, court, contract, photo, other.")
    ] = "other",
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Seal a file with a person's record. Which item it became goes to stdout; the file itself is not touched.

    Example: manumit care document in records per_... scan.pdf --title 'Residence permit' --sort identity --by mira
    """
    from manumit.services.care import attach

    media = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    with open_book(book, passphrase_file) as opened, need(file).open("rb") as source:
        put({"item": attach(opened, person, title, source, sort, media, by)})
    return 0


def out(
    book: BookFolder,
    person: Person,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The document, itm_...")],
    by: By,
    purpose: Purpose,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write it.")],
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Open a file again.

    Example: manumit care document out records per_... itm_... --by mira --purpose 'for the lawyer' --out permit.pdf
    """
    import os

    from manumit.services.care import content_of

    partial = out.with_name(out.name + ".partial")
    with open_book(book, passphrase_file) as opened:
        record = opened.read(person, by, purpose, f"document {item}")
        try:
            with partial.open("wb") as sink:
                content_of(opened, record, item, sink)
            os.replace(partial, out)
        finally:
            partial.unlink(missing_ok=True)
    return 0
