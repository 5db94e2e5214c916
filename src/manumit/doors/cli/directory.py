"""`manumit directory`: services in, checked, listed, and marked by a named person."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.output import as_of_date, need, result

if TYPE_CHECKING:
    from manumit.services.support import Directory, Listed, SetAside

HOME = Path("manumit-helpline")
Source = Annotated[
    Path, typer.Argument(metavar="PATH", help="HSDS 3: a folder or zip of CSV tables, or JSON with services.")
]
Home = Annotated[Path, typer.Option("--home", metavar="H", help="Folder of the help line.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As if today were that day.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write there, not to stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No words on stderr.")]
directory = typer.Typer(
    name="directory",
    no_args_is_help=True,
    help="Services that people are sent to: imported, checked, and shown once a named person vouches for them.",
)


class Form(Enum):
    """How a list is written."""

    table = "table"
    json = "json"


class Which(Enum):
    """Which entries are listed."""

    every = "all"
    shown = "shown"
    waiting = "waiting"
    unverified = "unverified"
    stale = "stale"
    closed = "closed"
    stopped = "stopped"


@directory.command("import")
def take_in(path: Source, home: Home = HOME, as_of: AsOf = None, quiet: Quiet = False) -> int:
    """Take services into the directory. The same files again change nothing; an entry that changed loses its mark.
    Addresses of undisclosed services are dropped before anything is written. A row that cannot be read is set aside,
    and stderr says which and why (JSON lines; exit code 3).

    Example: manumit directory import services.zip --home help
    """
    from manumit.services.support import Directory

    taken = Directory(home).take_in(need(path), _day(as_of))
    _problems(taken.problems)
    if not quiet:
        print(
            f"{len(taken.new)} new, {len(taken.changed)} changed, {taken.same} as before; {taken.undisclosed} of these"
            " undisclosed: without address and coordinates.",
            file=sys.stderr,
        )
        print(
            "None is shown before a person marks it: `manumit directory list --status waiting`.",
            file=sys.stderr,
        )
    return 3 if taken.problems else 0


@directory.command()
def check(path: Source, as_of: AsOf = None, out: Out = None, quiet: Quiet = False) -> int:
    """What is wrong or doubtful in files of services, entry by entry, without importing them. JSON lines: id, status,
    flaws with code, sentence, hint and whether it stops the entry. Exit code 4 when an entry must not be shown, 3 when
    rows cannot be read.

    Example: manumit directory check services.zip
    """
    from manumit.services.support import check_path

    listed, problems = check_path(need(path), _day(as_of))
    _problems(problems)
    _lines(listed, out)
    if any(one.status != "waiting" for one in listed):
        return 4
    return 3 if problems else 0


@directory.command("list")
def list_(
    home: Home = HOME,
    status: Annotated[Which, typer.Option("--status", help="Only those.")] = Which.every,
    form: Annotated[
        Form, typer.Option("--format", help="table for people, json lines for programs.")
    ] = Form.table,
    as_of: AsOf = None,
    out: Out = None,
    quiet: Quiet = False,
) -> int:
    """The directory: every entry, whether survivors see it, and if not why.

    Example: manumit directory list --home help --status waiting
    """
    chosen = [
        one for one in _open(home).entries(_day(as_of)) if status is Which.every or one.status == status.value
    ]
    if form is Form.json:
        _lines(chosen, out)
        return 0
    with result(out) as stream:
        for one in chosen:
            names = (_clean(one.entry.name), _clean(one.entry.organization))
            stream.write("\t".join((one.entry.id, one.status, *names)) + "\n")
            for flaw in one.flaws:
                stream.write(
                    f"\t{'stops' if flaw.stops else 'doubt'}\t{flaw.code}\t{_clean(flaw.sentence)}\n"
                )
    return 0


@directory.command()
def mark(
    ident: Annotated[str, typer.Argument(metavar="ID", help="The entry's id.")],
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who called the service and vouches for it.")
    ],
    home: Home = HOME,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When; today if not said.")] = None,
    as_of: AsOf = None,
    quiet: Quiet = False,
) -> int:
    """Vouch for an entry by name, after a call: from now on survivors see it, until its assurance is 90 days old or its
    content changes. What a check stops, what is stale or was never assured cannot be marked.

    Example: manumit directory mark service-7 --by 'Mira Example' --home help
    """
    listed = _open(home).mark_checked(ident, by, _day(on), _day(as_of))
    if not quiet:
        for flaw in listed.flaws:
            print(f"Doubt: {_clean(flaw.sentence)} {flaw.hint}", file=sys.stderr)
        print(f"{ident} is shown until {listed.entry.fresh_until()}.", file=sys.stderr)
    return 0


def _open(home: Path) -> Directory:
    from manumit.services.support import Directory

    need(home)
    return Directory(home)


def _day(text: str | None) -> Any:
    moment = as_of_date(text)
    return moment.date() if moment else None


def _problems(problems: Iterable[SetAside]) -> None:
    for one in problems:
        print(json.dumps(one.shape(), ensure_ascii=False), file=sys.stderr)


def _lines(listed: Iterable[Listed], out: Path | None) -> None:
    with result(out) as stream:
        for one in listed:
            stream.write(json.dumps(_shape(one), ensure_ascii=False) + "\n")


def _shape(one: Listed) -> dict[str, Any]:
    entry, until = one.entry, one.entry.fresh_until()
    return {
        "id": entry.id,
        "name": entry.name,
        "organization": entry.organization,
        "status": one.status,
        "needs": list(entry.needs),
        "undisclosed": entry.undisclosed,
        "assured": entry.assured,
        "until": until.isoformat() if until else "",
        "checked": {"by": one.mark.who, "on": one.mark.day.isoformat()} if one.mark else None,
        "flaws": [
            {"code": flaw.code, "sentence": flaw.sentence, "hint": flaw.hint, "stops": flaw.stops}
            for flaw in one.flaws
        ],
        "origin": {"file": entry.origin.file, "sha256": entry.origin.sha256, "row": entry.origin.row},
    }


def _clean(text: str) -> str:
    """A publisher's text for a terminal: on one line, without control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
