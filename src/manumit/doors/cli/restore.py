"""`manumit restore`: a backup comes back, without what was erased since."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import need
from manumit.doors.cli.progress import reporter
from manumit.doors.cli.unlock import PassphraseFile, holder_of

if TYPE_CHECKING:
    from manumit.base.vault import KeyHolder


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup made by `manumit backup`.")],
    workspace: Annotated[Path, typer.Option("--workspace", "-w", help="The folder to restore into.")],
    keys: Annotated[
        Path | None,
        typer.Option(
            "--keys", metavar="PLACE", help="Where a copy of the keys is, when the folder has none."
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Exchange what the folder holds for the backup.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Bring a backup back. What was erased after it was made stays erased.

    Example: manumit restore case7.backup --workspace case7 --keys /media/stick
    """
    from manumit.base.kernel import load_settings
    from manumit.doors.cli.pages import write_page
    from manumit.engine.job import rebuild
    from manumit.engine.job import restore as bring_back

    settings = load_settings()
    holder = _holder(need(file), workspace, keys, passphrase_file)
    done = bring_back(file, workspace, holder, settings, keys, replace)
    _tries(workspace).unlink(missing_ok=True)
    if done.stale:
        with reporter(quiet) as told:
            write_page(workspace, rebuild(workspace, settings, told), settings)
    if not quiet:
        print(f"Restored the {done.of} of {done.at[:16].replace('T', ' ')} UTC.", file=sys.stderr)
        if done.left_out:
            print(f"{done.left_out:,} records that were erased since were left out.", file=sys.stderr)
    return 0


def _holder(file: Path, folder: Path, place: Path | None, secret: Path | None) -> KeyHolder:
    """Of the folder's own keys, or of the copy: wrong tries are counted beside the folder to be."""
    from manumit.base.vault import backup_note, take_copy

    if place is None:
        return holder_of(folder, secret)
    note, _ = backup_note(file)
    with TemporaryDirectory() as scratch:
        take_copy(need(place), note.ring, Path(scratch) / "keys")
        return holder_of(Path(scratch), secret, _tries(folder))


def _tries(folder: Path) -> Path:
    """Where wrong tries are counted while the folder has no keys of its own."""
    return folder.with_name(f".{folder.name}.attempts.json")
