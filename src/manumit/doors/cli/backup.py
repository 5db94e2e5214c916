"""`manumit backup`: one sealed file of a workspace or a vault."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import need
from manumit.doors.cli.unlock import PassphraseFile, open_ring


def backup(
    workspace: Annotated[
        Path, typer.Argument(metavar="W", help="A workspace, or a vault of sealed records.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write the backup.")],
    passphrase_file: PassphraseFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No summary.")] = False,
) -> int:
    """Seal a workspace or a vault into one file. The keys are not in it: keep a copy of them elsewhere.

    Example: manumit backup case7 --out /media/disk/case7.backup
    """
    from manumit.base.kernel import load_settings
    from manumit.engine.job import back_up

    ring = open_ring(need(workspace), passphrase_file)
    size = back_up(workspace, ring, out, load_settings())
    if not quiet:
        print(f"{out}: {size / 1e6:,.1f} MB, sealed.", file=sys.stderr)
        if not ring.places.paths():
            print(
                "There is no copy of the keys elsewhere: without them this file cannot be opened by anybody."
                f"\n  manumit vault copy {workspace} /media/stick",
                file=sys.stderr,
            )
    return 0
