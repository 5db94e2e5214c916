"""`manumit rooms regions`, `rooms ask`: two agencies ask each other whether they know a room, without its picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.asking import Basis, LogOf, Out, Purpose
from manumit.doors.cli.known_illegal import Illegal, lists_asked, note_hit
from manumit.doors.cli.output import Quiet, counted, need, result, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manumit.engine.pictures import HashList


def regions(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Pictures of rooms, or a catalogue that `rooms index` made (.npz)."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="F.jsonl", help="Hashes of parts, and nothing else.")],
    to: Annotated[str, typer.Option("--to", help="Who gets it; it is written down.")],
    purpose: Purpose = "",
    basis: Basis = "",
    workspace: LogOf = None,
    known_illegal: Illegal = None,
    quiet: Quiet = False,
) -> int:
    """Hash the four-cornered parts of rooms (wall pictures, headboards, rugs), for another agency to look for.

    F.jsonl holds rows of hashes, in an order drawn anew: no picture, no name of a hotel or file, no person (people are
    taken out first), no case. Whose row is which stays in F.rows.csv: keep it. Purpose, basis and receiver are written
    down first. Whoever has a picture can tell whether its part is in the file: give it to whom you trust with that.

    Example: manumit rooms regions unknown.jpg --out question-9.jsonl --to "border police" --purpose "request 9"
    --basis "court order 12/26"
    """
    import csv
    from io import StringIO

    from manumit.base.kernel import UsageError
    from manumit.base.vault import write_whole
    from manumit.doors.cli.use_log import log_leaf, log_use
    from manumit.engine.biometrics import Use
    from manumit.engine.pictures import region_lines, region_rows

    Use(purpose, basis).check("rooms")
    if not to.strip():
        raise UsageError("It is not said who gets it.", "Such as --to 'border police'.")
    found, left_out = _parts([need(one) for one in files], lists_asked(known_illegal))
    rows, whose = region_rows(found)
    if not rows:
        tell(False, "manumit: no part of these rooms can be known by a hash: nothing was written.")
        return 3
    line = log_use("rooms regions", purpose, basis, [], form="hashes of parts", rows=len(rows), to=to)
    log_leaf("regions", line, workspace)
    beside, kept = out.with_suffix(".rows.csv"), StringIO()
    writer = csv.writer(kept, lineterminator="\n")
    writer.writerow(("row", "file"))
    writer.writerows(enumerate(whose))
    write_whole(beside, kept.getvalue().encode())
    write_whole(out, "".join(one + "\n" for one in region_lines(rows)).encode())
    tell(
        quiet,
        f"manumit: parts of {counted(len(rows), 'picture')} in {out}; whose they are stays in {beside}.",
    )
    return 3 if left_out else 0


def ask(
    theirs: Annotated[Path, typer.Argument(metavar="F.jsonl", help="What another agency gave.")],
    among: Annotated[Path, typer.Option("--among", metavar="R.npz", help="What `rooms index` made.")],
    purpose: Purpose = "",
    basis: Basis = "",
    most_false: Annotated[
        float, typer.Option("--most-false", min=0.0001, max=1, help="Show no hotel that is wrong more often.")
    ] = 0.05,
    workspace: LogOf = None,
    known_illegal: Illegal = None,
    out: Out = None,
    quiet: Quiet = False,
) -> int:
    """Which rooms of ours may be those of another agency's file: row by row, each a place to ask, never an answer.

    expected_false: how often a picture of a room that we do not know brings a wrong hotel with evidence as good,
    measured on the catalogue itself. Nothing is the usual answer, also for rooms that we know: a hash finds one wall
    picture in four, and fewer headboards and rugs. Tell the other agency row and hotel, not the picture.

    Example: manumit rooms ask question-9.jsonl --among hotels.npz --purpose "request 9" --basis "court order 12/26"
    """
    import json
    from dataclasses import asdict

    from manumit.doors.cli.use_log import log_leaf, log_use
    from manumit.engine.biometrics import Use
    from manumit.engine.pictures import ask_regions, open_rooms, read_regions

    Use(purpose, basis).check("rooms")
    rows = read_regions(need(theirs))
    made = open_rooms(need(among), lists_asked(known_illegal), note_hit)
    line = log_use("rooms ask", purpose, basis, [], rows=len(rows))
    log_leaf("rooms asked", line, workspace)
    answered = ask_regions(made, rows, most_false)
    with result(out) as stream:
        stream.write(json.dumps(asdict(answered), indent=1, ensure_ascii=False) + "\n")
    named = len({one.row for one in answered.known})
    tell(
        quiet,
        f"manumit: rooms of ours for {named} of {counted(len(rows), 'row')}: places to ask, no answers.",
    )
    return 0


def _parts(
    files: Sequence[Path], lists: Sequence[HashList]
) -> tuple[list[tuple[str, tuple[bytes, ...]]], int]:
    """(file, hashes of its parts) of each picture, of a catalogue of all of its own; how many could not be used."""
    from manumit.base.kernel import UnreadableInput
    from manumit.engine.pictures import HandOver, describe, open_rooms

    found: list[tuple[str, tuple[bytes, ...]]] = []
    left_out = 0
    for path in files:
        if path.suffix == ".npz":
            made = open_rooms(path, lists, note_hit)
            found += [(known.file, one.hashes) for known, one in zip(made.known, made.described, strict=True)]
            continue
        try:
            told = describe(path.read_bytes(), str(path), lists)
        except UnreadableInput as error:
            tell(False, f"manumit: {path}: {error.sentence} {error.hint}")
            left_out += 1
            continue
        if isinstance(told, HandOver):
            note_hit(told)
            tell(False, f"manumit: {path} is on a list and was not looked at.")
            left_out += 1
        else:
            found.append((str(path), told.hashes))
    return found, left_out
