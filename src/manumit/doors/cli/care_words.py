"""What the verbs of `manumit care` share: the book and how it is opened, who acts, JSON in and out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.output import need, result

if TYPE_CHECKING:
    from datetime import datetime

    from manumit.services.care import Book, Recall

BookFolder = Annotated[Path, typer.Argument(metavar="BOOK", help="Folder of care records.")]
Person = Annotated[str, typer.Argument(metavar="PERSON", help="A pseudonym, per_...")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it; it stands in the record.")]
Purpose = Annotated[str, typer.Option("--purpose", help="What for; it stands in the record.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write there, not to stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No words on stderr.")]


def open_book(folder: Path, secret: Path | None) -> Book:
    """The book, opened with what holds its keys."""
    from manumit.base.kernel import UsageError
    from manumit.doors.cli.unlock import holder_of
    from manumit.services.care import FILE, VAULT, Book

    if not (need(folder) / FILE).exists():
        raise UsageError(f"{folder} holds no care records.", "`manumit care init` makes a book.")
    return Book.open(folder, holder_of(folder / VAULT, secret))


def read_text(path: Path) -> str:
    """A text file, or stdin when it is called `-`; UnreadableInput when it is not UTF-8."""
    from manumit.base.kernel import UnreadableInput

    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path} is not UTF-8.", "Save it as UTF-8.") from error


def read_bytes(path: Path) -> bytes:
    """A file, or stdin when it is called `-`."""
    return sys.stdin.buffer.read() if str(path) == "-" else need(path).read_bytes()


def write_bytes(out: Path, data: bytes) -> None:
    """A file that is whole or absent."""
    partial = out.with_name(out.name + ".partial")
    try:
        partial.write_bytes(data)
        os.replace(partial, out)
    finally:
        partial.unlink(missing_ok=True)


def put(shape: Any, out: Path | None = None, lines: bool = False) -> None:
    """JSON to stdout or a file; with `lines` each element of a list on a line of its own."""
    from manumit.services.care import dump_tree

    with result(out) as stream:
        for one in shape if lines else [shape]:
            stream.write(dump_tree(one, None if lines else 2) + "\n")


def say(quiet: bool, *lines: str) -> None:
    """Words on stderr."""
    if not quiet:
        for line in lines:
            print(line, file=sys.stderr)


def notices(book: Book, recalls: Iterable[Recall], quiet: bool) -> list[dict[str, Any]]:
    """What has to be sent to recipients, and on stderr to whom."""
    recalls = list(recalls)
    for one in recalls:
        say(quiet, f"{one.recipient} is to be told: referral {one.referral} is recalled ({one.reason}).")
    return [one.notice(book.org) for one in recalls]


def until(text: str) -> datetime:
    """A date (to its end, UTC) or a time; UsageError when it is none."""
    from manumit.doors.cli.output import as_of_date

    found = as_of_date(text)
    assert found is not None
    return found
