"""Where results go: stdout, or a file that is whole or absent."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from manumit.base.kernel import UsageError, parse_instant

if TYPE_CHECKING:
    from manumit.engine.evidence import Quarantined

Quiet = Annotated[bool, typer.Option("--quiet", help="No words on stderr but what went wrong.")]
"""Of verbs whose answer is short: there is no progress that could be silenced."""


def tell(quiet: bool, line: str) -> None:
    """A word on stderr."""
    if not quiet:
        print(line, file=sys.stderr, flush=True)


def counted(number: int, one: str) -> str:
    """'1 advert', '2,000 adverts'."""
    return f"{number:,} {one}{'s' * (number != 1)}"


@contextmanager
def result(out: Path | None) -> Iterator[TextIO]:
    """A text stream to stdout or to `out`; the file appears only when all went well."""
    if out is None:
        yield sys.stdout
        return
    if out.is_dir():
        raise UsageError(f"{out} is a folder.", "Name a file in it.")
    if not out.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {out.parent} for {out.name}.", "Make it, or name another.")
    partial = out.with_name(out.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, out)
    finally:
        partial.unlink(missing_ok=True)


@dataclass
class SetAside:
    """What a verb could not read: how many pieces, and the first of them as people are told."""

    count: int = 0
    first: str = ""

    def add(self, where: str, reason: str, hint: str = "") -> None:
        self.count += 1
        self.first = self.first or f"{where}: {reason}.{' ' + hint if hint else ''}"

    def unread(self, item: Quarantined) -> None:
        """What the reader handed back; what it kept with a doubt is none."""
        if not item.kept:
            self.add(f"{item.file}, byte {item.offset}", item.reason, item.hint)

    def told(self) -> int:
        """Says on stderr what was left out; the exit code."""
        if not self.count:
            return 0
        more = f" ({self.count - 1} more; `manumit read` names each)" if self.count > 1 else ""
        print(f"left out: {self.first}{more}", file=sys.stderr, flush=True)
        return 3


def as_of_date(text: str | None) -> datetime | None:
    """--as-of DATE: the end of that day, UTC; a time is taken as it is."""
    if text is None:
        return None
    try:
        moment = parse_instant(text).utc
    except ValueError as error:
        raise UsageError(f"--as-of: {error}", "Write a date like 2026-03-31.") from error
    return moment.replace(hour=23, minute=59, second=59, tzinfo=UTC) if len(text.strip()) == 10 else moment


def need(path: Path) -> Path:
    """The path, if it is there; a usage error if not."""
    if not path.exists():
        raise UsageError(f"{path} does not exist.", "Check the path.")
    return path
