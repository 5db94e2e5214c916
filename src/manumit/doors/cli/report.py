"""`manumit report`: the leads as one page that works offline and prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import need


def report(
    workspace: Annotated[Path, typer.Argument(metavar="W", help="A workspace made by `manumit run`.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to write the page (default: W/report.html).")
    ] = None,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Show possible victims unmasked; needs --purpose and is logged.")
    ] = False,
    purpose: Annotated[str | None, typer.Option("--purpose", help="Why they must be shown.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Write the leads with their evidence as one self-contained page. Possible victims are masked unless revealed.

    Example: manumit report case7 --out case7.html
    """
    from manumit.base.kernel import UsageError, load_settings
    from manumit.doors.cli.pages import write_page
    from manumit.doors.cli.reveal import log_export, log_reveal
    from manumit.engine.evidence import Workspace
    from manumit.engine.leads import read_leads

    if reveal and not (purpose or "").strip():
        raise UsageError(
            "--reveal needs --purpose.",
            "Say why possible victims must be shown: --purpose 'case 12, safety visit'.",
        )
    found = read_leads(Workspace.open(need(workspace)).derived("lead"))
    if reveal:
        log_reveal(workspace, "report", str(purpose))
    page = write_page(workspace, found, load_settings(), out, purpose if reveal else None)
    log_export(workspace, "report", "html", page.read_bytes(), reveal)
    typer.echo(page)
    return 0
