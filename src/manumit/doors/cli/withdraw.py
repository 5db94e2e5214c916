"""`manumit withdraw`: somebody leaves a gallery."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.asking import Out
from manumit.doors.cli.enrol import ClassName, gallery_holder
from manumit.doors.cli.identify import Home, OfClass, only
from manumit.doors.cli.output import Quiet, need, result, tell
from manumit.doors.cli.unlock import PassphraseFile

if TYPE_CHECKING:
    from manumit.engine.biometrics import Holding

Who = Annotated[
    str,
    typer.Argument(
        metavar="SUBJECT", help="Who: the folder, or the file's name before the last `_`, at `enrol`."
    ),
]


def withdraw(
    subject: Who,
    gallery: Home,
    kind: OfClass = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept sealed.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without, only say what is held.")] = False,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Let somebody leave a gallery: their key is destroyed, here and in every copy of the keys that is reached.

    Without --yes it says what is held of them (JSON: `records` by sort, `handed_out`), and nothing changes. Afterwards
    nothing of it can be read, in no backup either, and the same subject is not taken in again. What was handed out
    before, pictures in other folders and answers that were written down are not reached: it says which.

    Example: manumit withdraw ana --gallery G --class missing --reason "asked for by her, 3 March" --yes
    """
    from manumit.base.kernel import UsageError
    from manumit.engine.biometrics import Gallery, holding

    there = [one.value for one in ClassName if (need(gallery) / one.value / "keys").exists()]
    where = only(there, kind, "class")
    if yes and not reason.strip():
        raise UsageError(
            "A withdrawal needs --reason.", "Such as --reason 'asked for by the person, 3 March'."
        )
    with Gallery.open(gallery, where, gallery_holder(gallery, where, passphrase_file)) as opened:
        held = holding(opened, subject)
        whole = opened.erase(subject, reason) if yes else None
    with result(out) as stream:
        told = {"subject": subject, "class": where, "erased": yes, **asdict(held)}
        stream.write(json.dumps(told, ensure_ascii=False) + "\n")
    tell(quiet, f"manumit: {_words(held)}")
    if not yes:
        tell(quiet, "manumit: nothing was changed. Add --yes and --reason to do it.")
        return 0
    tell(quiet, "manumit: their key is destroyed: none of it can be read any more, here or in a backup.")
    _remains(held, gallery, quiet)
    if not whole:
        tell(
            False,
            "manumit: a copy of the keys elsewhere was not reached. Run `manumit vault status` on the gallery.",
        )
        return 1
    return 0


def _words(held: Holding) -> str:
    return "held of them: " + ", ".join(f"{count} {sort}" for sort, count in held.records.items()) + "."


def _remains(held: Holding, gallery: Path, quiet: bool) -> None:
    """What stays outside the gallery, said plainly."""
    for one in held.handed_out:
        receiver = f" to {one.to}" if one.to else ""
        tell(quiet, f"manumit: not reached: {one.form}, handed out{receiver} on {one.at[:10]}. Tell them.")
    tell(
        quiet,
        f"manumit: not reached: the pictures they were enrolled from, answers of `identify` that were written to files,"
        f" and other galleries: look in each class of {gallery}.",
    )
