"""`manumit ledger page`: the verifier page as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.ledger_words import Quiet, say, write_out


def page(
    out: Annotated[Path, typer.Option("--out", metavar="FILE.html", help="Where the page goes.")],
    quiet: Quiet = False,
) -> int:
    """Write the verifier page: one HTML file that verifies proofs in any current browser, offline, without Manumit.

    Example: manumit ledger page --out verify.html
    """
    from manumit.base.ledger import verifier_page

    write_out(out, verifier_page())
    say(quiet, f"Wrote {out}. Open it in a browser; it asks no other machine for anything.")
    return 0
