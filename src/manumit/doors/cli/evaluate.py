"""`manumit evaluate`: how right the leads are against a known truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.output import need

if TYPE_CHECKING:
    from rich.table import Table


def evaluate(
    workspaces: Annotated[
        list[Path], typer.Argument(metavar="W...", help="One workspace, or several with as many --truth.")
    ],
    truth: Annotated[
        list[Path],
        typer.Option(
            "--truth",
            metavar="DIR",
            help="Folder with operations.jsonl and lookalikes.jsonl; once a workspace.",
        ),
    ],
    replay: Annotated[
        str | None,
        typer.Option(
            "--replay", metavar="30d", help="Also replay in steps: when would each operation have been found?"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Compare leads with a known truth: precision, recall, roles, false alarms by group, each with a 90 % interval.

    Example: manumit evaluate case7 --truth world/truth --json
    """
    import json

    from manumit import world
    from manumit.base.kernel import UsageError

    if len(workspaces) != len(truth):
        raise UsageError(
            f"{len(workspaces)} workspace(s) but {len(truth)} --truth.",
            "Give one --truth for each workspace, in order.",
        )
    truths = [world.read_truth(need(folder)) for folder in truth]
    days = None
    if replay:
        from manumit.doors.cli.replay import days_to_lead

        days = [days_to_lead(w, t, replay, quiet) for w, t in zip(workspaces, truths, strict=True)]
    found = world.evaluate(
        [(world.read_lead_table(need(w)), t) for w, t in zip(workspaces, truths, strict=True)], days
    )
    if as_json:
        typer.echo(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        from rich.console import Console

        Console().print(_table(found))
    return 0


def _table(found: Mapping[str, Any]) -> Table:
    from rich.table import Table

    table = Table(
        title="Leads against the known truth",
        caption="90 % bootstrap intervals by operation",
        title_justify="left",
    )
    for name in ("measure", "value", "interval"):
        table.add_column(name, justify="left" if name == "measure" else "right")
    for name, value in found.items():
        if name.endswith("_interval"):
            continue
        if isinstance(value, Mapping):
            for group, rate in value.items():
                table.add_row(
                    f"false alarms per 1,000: {group}", f"{rate:g}", _range(found[f"{name}_interval"][group])
                )
        else:
            table.add_row(
                name.replace("_", " "),
                "none" if value is None else f"{value:g}",
                _range(found.get(f"{name}_interval")),
            )
    return table


def _range(interval: Sequence[float] | None) -> str:
    return "" if interval is None else f"{interval[0]:g} to {interval[1]:g}"
