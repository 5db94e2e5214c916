"""`manumit erase`: somebody's data go, and do not come back."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import need, result
from manumit.doors.cli.progress import reporter
from manumit.doors.cli.unlock import PassphraseFile, holder_of, not_of_book, open_ring

if TYPE_CHECKING:
    from manumit.base.kernel import Settings
    from manumit.base.vault import Keyring
    from manumit.engine.evidence import Span, Workspace
    from manumit.engine.job import Sought, Subject


_WENT_OUT = ("bundle_made", "export_made", "share")
"""Types of the log under which something left the workspace."""


Place = Annotated[Path, typer.Argument(metavar="W", help="A workspace, or a vault of sealed records.")]
People = Annotated[
    list[str] | None,
    typer.Option(
        "--person", metavar="ID", help="`name|birth date`, a lead's entity id, or an id of a vault."
    ),
]
Records = Annotated[
    list[str] | None, typer.Option("--record", metavar="KIND:ID", help="One record, by its source's id.")
]
Phones = Annotated[
    list[str] | None, typer.Option("--phone", metavar="NUMBER", help="Every record with this number.")
]
RetireBackups = Annotated[
    bool, typer.Option("--retire-backups", help="Destroy the key of all backups made so far as well.")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Where to list the source files that still hold it (default: stdout)."),
]


def erase(
    workspace: Place,
    person: People = None,
    record: Records = None,
    phone: Phones = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept sealed.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without, only say what would go.")] = False,
    retire_backups: RetireBackups = False,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Erase somebody: rows, notes, alerts and all that was derived go, and what was erased is not read again.

    Prints where it still stands outside (path, offset, length as JSON lines): Manumit does not touch those files.

    Example: manumit erase case7 --person "Ana Example|1999-01-02" --reason "asked for, 3 March" --yes
    """
    from manumit.base.kernel import UsageError, load_settings
    from manumit.engine.evidence import Workspace
    from manumit.engine.job import Subject, is_vault, seek
    from manumit.engine.job import erase as take_away

    if not (person or record or phone):
        raise UsageError("Say who or what: --person, --record or --phone.")
    if yes and not reason.strip():
        raise UsageError(
            "An erasure needs --reason.", "Say why: --reason 'asked for by the person, 3 March'."
        )
    if is_vault(need(workspace)):
        return _from_vault(workspace, person or [], reason, yes, passphrase_file, bool(record or phone))
    settings, place = load_settings(), Workspace.open(workspace)
    subject = Subject(tuple(person or ()), tuple(_pair(one) for one in record or ()), tuple(phone or ()))
    ring = open_ring(workspace, passphrase_file)
    with place.lock():
        spans = _begun(place, ring, settings)
        sought = seek(place, settings, subject) if not spans else _again(place, settings, subject)
        _tell(sought, yes)
        if yes and sought.rows:
            take_away(place, ring, sought, reason, settings)
    if yes and (sought.rows or spans):
        _make_anew(place, sought, settings, quiet)
    with result(out) as stream:
        for span in [*spans, *sought.spans]:
            stream.write(json.dumps(span.shape(), ensure_ascii=False) + "\n")
    if yes and (sought.rows or spans or retire_backups):
        _tell_copies(workspace, ring, retire_backups, settings)
    return 0


def _pair(text: str) -> tuple[str, str]:
    from manumit.base.kernel import UsageError

    kind, colon, id = text.partition(":")
    if not (kind and colon and id):
        raise UsageError(f"--record {text!r} is not KIND:ID.", "Such as payment:P-17.")
    return kind, id


def _begun(place: Workspace, ring: Keyring, settings: Settings) -> list[Span]:
    """Go on with an erasure that was broken off."""
    from manumit.engine.job import finish_erasures

    done, spans = finish_erasures(place, ring, settings)
    if done:
        print("An erasure that was broken off has been brought to its end.", file=sys.stderr)
    return spans if done else []


def _again(place: Workspace, settings: Settings, subject: Subject) -> Sought:
    """After an erasure was brought to its end, what it was about need not be there any more."""
    from manumit.base.kernel import UsageError
    from manumit.engine.job import Sought, seek

    try:
        return seek(place, settings, subject)
    except UsageError:
        return Sought()


def _make_anew(place: Workspace, sought: Sought, settings: Settings, quiet: bool) -> None:
    """Run the stages on what is left, and look whether anything was missed."""
    from manumit.doors.cli.pages import write_page
    from manumit.engine.job import prove_erased, rebuild

    with reporter(quiet) as told:
        write_page(place.path, rebuild(place.path, settings, told), settings)
    prove_erased(place.path, sorted(sought.values))
    print("Erased. Nothing of it stands in the workspace any more.", file=sys.stderr)


def _tell(sought: Sought, yes: bool) -> None:
    lines = []
    if sought.rows:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in sought.kinds().items())
        lines.append(f"{'To be erased' if yes else 'This would be erased'}: {kinds}.")
    else:
        lines.append("Nothing of it stands in the workspace: check the spelling, or it was erased before.")
    if sought.accounts:
        lines.append(f"Among them all that was paid from or to {', '.join(sorted(sought.accounts))}.")
    if sought.namesakes:
        lines.append(f"{sought.namesakes:,} records of somebody else of that name stay.")
    if sought.rows and not yes:
        lines.append("Nothing was erased. Add --yes (and --reason) to do it.")
    print(*lines, sep="\n", file=sys.stderr)


def _tell_copies(workspace: Path, ring: Keyring, retire: bool, settings: Settings) -> None:
    """Which copies remain."""
    from manumit.engine.evidence import Logbook
    from manumit.engine.job import backups_of, log_rotation

    made = backups_of(workspace)
    if retire:
        ring.advance(ring.ids("backup"))
        ring.need("backup")
        log_rotation(workspace, settings, ring.id, ring.epoch().number)
        print(f"The key of {len(made)} earlier backup(s) is destroyed: make a new one now.", file=sys.stderr)
    elif made:
        print("Backups made before still hold it, sealed; `restore` leaves it out:", file=sys.stderr)
        for at, path in made:
            print(f"  {at[:10]} {path}", file=sys.stderr)
    left = [event for event in Logbook(workspace, settings).events() if event.type in _WENT_OUT]
    out = [event.parsed.time[:10] for event in left if event.body.get("what") != "backup"]
    if out:
        print(
            f"The log knows of {len(out):,} bundles and exports that were made before, the last on {out[-1]}: they are"
            " as they were, and may hold it.",
            file=sys.stderr,
        )
    print(
        "Not reached: the source files listed, bundles, exports and reports sent elsewhere, watchlists, other copies.",
        file=sys.stderr,
    )


def _from_vault(
    folder: Path, people: Sequence[str], reason: str, yes: bool, file: Path | None, others: bool
) -> int:
    from manumit.base.kernel import UsageError
    from manumit.base.vault import Vault

    if others:
        raise UsageError("A vault knows people only.", "Give --person with the id of the vault.")
    not_of_book(
        folder, f"Call `manumit care erase {folder.parent} PERSON`: referrals are recalled, the log is kept."
    )
    if not yes:
        print("Nothing was erased. Add --yes (and --reason) to do it.", file=sys.stderr)
        return 0
    code = 0
    with Vault.open(folder, holder_of(folder, file)) as vault:
        for person in people:
            done = vault.erase(person, reason)
            print(f"Erased: {done.records} records and their key ({done.id}).", file=sys.stderr)
            for place in done.places:
                if not place.current:
                    code = 1
                    print(
                        f"manumit: the copy of the keys in {place.path} was not reached: {place.why}."
                        "\n  It still holds the key. Mount it and run `manumit vault status`.",
                        file=sys.stderr,
                    )
    return code
