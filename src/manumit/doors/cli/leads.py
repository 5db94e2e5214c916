"""`manumit leads`: the ranked leads of a workspace, for people or programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import need


class Form(StrEnum):
    """How leads are written."""

    table = "table"
    json = "json"
    csv = "csv"


def leads(
    workspace: Annotated[Path, typer.Argument(metavar="W", help="A workspace made by `manumit run`.")],
    form: Annotated[
        Form, typer.Option("--format", help="table for people, json or csv for programs.")
    ] = Form.table,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Show possible victims unmasked; needs --purpose and is logged.")
    ] = False,
    purpose: Annotated[str | None, typer.Option("--purpose", help="Why they must be shown.")] = None,
    most: Annotated[int, typer.Option("--most", help="Leads in the table.")] = 25,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Show the leads in rank order. Tables mask possible victims; json and csv carry handling for investigators.

    json and csv that go into a file or another program are logged as an export.

    Example: manumit leads case7 --format json > leads.json
    """
    import sys

    from manumit.base.kernel import UsageError
    from manumit.doors.cli.pages import meta_of
    from manumit.engine.evidence import Workspace
    from manumit.engine.leads import read_leads
    from manumit.services.report import leads_csv, leads_json, masked, print_leads

    if reveal and not (purpose or "").strip():
        raise UsageError(
            "--reveal needs --purpose.",
            "Say why possible victims must be shown: --purpose 'case 12, safety visit'.",
        )
    found = read_leads(Workspace.open(need(workspace)).derived("lead"))
    if reveal:
        from manumit.doors.cli.reveal import log_reveal

        log_reveal(workspace, "leads", str(purpose))
    if form is not Form.table:
        from manumit.doors.cli.reveal import log_export

        text = (
            leads_json(found) + "\n"
            if form is Form.json
            else leads_csv(found if reveal else masked(found, {})[0])
        )
        if not sys.stdout.isatty():
            log_export(workspace, "leads", form.value, text.encode(), reveal or form is Form.json)
        sys.stdout.write(text)
    else:
        from rich.console import Console

        shown = found[:most] if reveal else masked(found[:most], {})[0]
        print_leads(Console(), shown, meta_of(workspace, purpose if reveal else None))
    return 0
