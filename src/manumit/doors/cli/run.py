"""`manumit run`: files in, a workspace with leads out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.known_illegal import Illegal, with_lists
from manumit.doors.cli.output import as_of_date
from manumit.doors.cli.progress import reporter
from manumit.doors.cli.unlock import PassphraseFile, ring_to_obey

if TYPE_CHECKING:
    from manumit.engine.evidence import ReadSummary


def run(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Files or folders, any mix of supported formats.")
    ],
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", help="Folder that holds, or will hold, the workspace.")
    ],
    mapping: Annotated[
        Path | None, typer.Option("--map", help="YAML: glob -> kind, column names, currency, time origin.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Ignore records later than this.")
    ] = None,
    known_illegal: Illegal = None,
    passphrase_file: PassphraseFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Read files and find leads. What cannot be read is quarantined with the reason; the rest goes on.

    Safe to kill and run again. What was erased from the workspace is not read again; that needs its passphrase.
    Pictures that come along are compared: copies and edits of one picture link adverts. One that is on a LIST is
    counted and not looked at; hand-over.jsonl in the workspace says where it lies.

    Example: manumit run bank/ adverts.jsonl photos/ flights.edi --workspace case7
    """

    from manumit.base.kernel import load_settings
    from manumit.doors.cli.pages import write_page
    from manumit.engine.evidence import load_mapping
    from manumit.engine.job import run_job

    settings = with_lists(load_settings(), known_illegal)
    chosen = load_mapping(mapping) if mapping else None
    ring = ring_to_obey(workspace, passphrase_file)
    with reporter(quiet) as told:
        done = run_job(inputs, workspace, settings, told, chosen, as_of_date(as_of), ring)
        page = write_page(workspace, done.leads, settings)
    if not quiet:
        _summary(done.read, done.seconds, len(done.leads), workspace, page, done.pictures)
    aside = done.read.quarantined or done.pictures.get("set aside") or done.pictures.get("listed")
    return 3 if aside else 0


def _summary(
    read: ReadSummary,
    seconds: Mapping[str, float],
    leads: int,
    workspace: Path,
    page: Path,
    pictures: Mapping[str, int],
) -> None:
    import sys

    kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(read.records.items(), key=lambda item: -item[1]))
    lines = [
        f"Read {sum(read.records.values()):,} new records from {read.files_new} new file(s)"
        + (f": {kinds}." if kinds else "."),
        f"{leads:,} leads. Table: manumit leads {workspace}   Report: {page}",
        "Time: " + ", ".join(f"{name} {took:.1f} s" for name, took in seconds.items()),
    ]
    if pictures.get("seen"):
        lines.insert(1, f"{pictures['seen']:,} pictures were compared.")
    if pictures.get("set aside"):
        aside = f"{pictures['set aside']:,} pictures could not be compared and were set aside with the reason"
        lines.insert(1, f"{aside}: {workspace}/quarantine")
    if pictures.get("listed"):
        listed = f"{pictures['listed']:,} pictures are on a list and were not looked at"
        lines.insert(1, f"{listed}: {workspace}/hand-over.jsonl")
    if read.left_out:
        lines.insert(1, f"{read.left_out:,} records that were erased once were met again and left out.")
    if read.quarantined:
        aside = f"{read.quarantined:,} piece(s) could not be read and were set aside with the reason"
        lines.insert(1, f"{aside}: {workspace}/quarantine")
    print("\n".join(lines), file=sys.stderr)
