"""`manumit check-lists`: which galleries are asked as lists when an identity is checked."""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.asking import Basis, Out, Purpose
from manumit.doors.cli.enrol import ClassName, gallery_holder
from manumit.doors.cli.identify import Home
from manumit.doors.cli.output import Quiet, need, result, tell
from manumit.doors.cli.unlock import PassphraseFile

if TYPE_CHECKING:
    from pathlib import Path

    from manumit.engine.biometrics import Opening

check_lists = typer.Typer(
    name="check-lists",
    no_args_is_help=True,
    help="Which galleries are asked as lists when an identity is checked, for what, and until when.",
)


class Aim(StrEnum):
    """What a check may be for (engine/biometrics/openings.py says which galleries are asked then)."""

    MISSING = "missing"
    PROTECTION = "protection"
    SUSPICION = "suspicion"


OfClass = Annotated[ClassName, typer.Option("--class", help="Which gallery.")]


@check_lists.command("open")
def open_(
    gallery: Home,
    kind: OfClass,
    aim: Annotated[
        list[Aim],
        typer.Option("--for", help="Checks that may ask it; often. missing, protection or suspicion."),
    ],
    until: Annotated[
        datetime,
        typer.Option("--until", metavar="DATE", formats=["%Y-%m-%d"], help="Last day; within a year."),
    ],
    purpose: Purpose = "",
    basis: Basis = "",
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Let checks of an identity ask a gallery as a list, for what is said here alone, until a day.

    It holds in place of what was said before. Missing people and possible victims may be asked for `missing` and
    `protection`, suspects for `suspicion`; victims are never looked for as suspects, and staff are on no list. Purpose
    and legal basis are those of the list; each check names its own. It is written down with a leaf of the log.

    Example: manumit check-lists open --gallery G --class missing --for missing --until 2027-03-01
    --purpose "checks at the shelter" --basis "Art. 11 of the shelter act"
    """
    from manumit.engine.biometrics import Gallery, Use

    with Gallery.open(gallery, kind, gallery_holder(need(gallery), kind, passphrase_file)) as opened:
        made = opened.openings.open(aim, Use(purpose, basis), until.date(), today())
    tell(
        quiet,
        f"manumit: checks for {' and '.join(made.aims)} ask the gallery of class {kind} until {made.until}.",
    )
    return 0


@check_lists.command("close")
def close(
    gallery: Home,
    kind: OfClass,
    purpose: Purpose = "",
    basis: Basis = "",
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """From now on no check asks this gallery. Why and on which basis is written down.

    Example: manumit check-lists close --gallery G --class missing --purpose "the shelter closed" --basis "order 4/27"
    """
    from manumit.engine.biometrics import Gallery, Use

    with Gallery.open(gallery, kind, gallery_holder(need(gallery), kind, passphrase_file)) as opened:
        opened.openings.close(Use(purpose, basis), today())
    tell(quiet, f"manumit: no check asks the gallery of class {kind} any more.")
    return 0


@check_lists.command("show")
def show(
    gallery: Home,
    kind: Annotated[ClassName | None, typer.Option("--class", help="This one alone.")] = None,
    out: Out = None,
    quiet: Quiet = False,
) -> int:
    """Which galleries checks ask today: a line of JSON each, with what for, why, on which basis and until when. No
    passphrase is needed for it.

    Example: manumit check-lists show --gallery G
    """
    there = [one for one in ClassName if (need(gallery) / one / "keys").exists() and kind in (None, one)]
    with result(out) as stream:
        for one in there:
            stream.write(json.dumps(_told(gallery, one), ensure_ascii=False) + "\n")
    if not there:
        tell(quiet, f"manumit: {gallery} has no such gallery.")
    return 0


def _told(home: Path, kind: ClassName) -> dict[str, Any]:
    from manumit.engine.biometrics import standing_in

    standing = standing_in(home / kind, today())
    return {"class": kind.value, "open": standing is not None} | (opening_told(standing) if standing else {})


def opening_told(one: Opening) -> dict[str, Any]:
    """What the answer says of a list."""
    return {
        "for": list(one.aims),
        "purpose": one.purpose,
        "basis": one.basis,
        "until": one.until.isoformat(),
    }


def today() -> date:
    """Here, not in Greenwich."""
    return datetime.now().astimezone().date()
