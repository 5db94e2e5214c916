"""`manumit find`: who and what a workspace knows, by a name, a number or words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.output import as_of_date, need

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.console import Console
    from rich.text import Text

    from manumit.engine.lookup import Hits


class Form(StrEnum):
    """How what was found is written."""

    table = "table"
    json = "json"


_NOTES = {
    "short": "Words of fewer than three letters: only the beginnings of names and numbers were compared.",
    "empty": "Nothing was asked for: these are the newest records.",
}


Words = Annotated[
    list[str],
    typer.Argument(
        metavar="TEXT...", help='Words that must all stand there; "words between quotes" as a phrase.'
    ),
]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="Only records of this kind; may be repeated.")
]
EntityKinds = Annotated[
    list[str] | None,
    typer.Option("--entity-kind", help="Only person, account, phone ...; may be repeated."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Records from this time on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Records before the end of it.")]
Reveal = Annotated[
    bool, typer.Option("--reveal", help="Show everybody unmasked; needs --purpose and is logged.")
]


def find(
    workspace: Annotated[Path, typer.Argument(metavar="W", help="A workspace made by `manumit run`.")],
    words: Words,
    kind: Kinds = None,
    entity_kind: EntityKinds = None,
    since: Since = None,
    until: Until = None,
    place: Annotated[str, typer.Option("--place", help="Records of places whose name holds this.")] = "",
    most: Annotated[int, typer.Option("--most", help="Of each list.")] = 20,
    form: Annotated[Form, typer.Option("--format", help="table for people, json for programs.")] = Form.table,
    reveal: Reveal = False,
    purpose: Annotated[str | None, typer.Option("--purpose", help="Why they must be shown.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No notes.")] = False,
) -> int:
    """Find people, numbers and records: by a name in any script or with a slip, by a piece of a phone or account
    number, by words. Each answer says how it matched, and where it stands in which file.

    Tables show those alone who are shown in the leads; everybody else is masked. json carries handling for
    investigators; into a file or another program it is logged as an export.

    Example: manumit find case7 Ivanova --since 2026-01-01
    """
    import sys

    from manumit.base.kernel import UsageError
    from manumit.engine.evidence import Workspace
    from manumit.engine.leads import read_leads
    from manumit.engine.lookup import Lookup
    from manumit.services.report import Cover, Known

    if reveal and not (purpose or "").strip():
        raise UsageError("--reveal needs --purpose.", "Say why: --purpose 'case 12, safety visit'.")
    opened = Workspace.open(need(workspace))
    first = _from(since)
    with Lookup(workspace) as lookup:
        hits = lookup.search(
            " ".join(words),
            kind or (),
            entity_kind or (),
            first,
            as_of_date(until),
            place,
            limit=max(0, most),
        )
    if reveal:
        from manumit.doors.cli.reveal import log_reveal

        log_reveal(workspace, "find", str(purpose))
    if form is Form.json:
        _write_json(workspace, hits)
        return 0
    from rich.console import Console

    _print(Console(), hits if reveal else Cover(Known(read_leads(opened.derived("lead")))).hits(hits))
    if not quiet:
        _tell(hits, sys.stderr)
    return 0


def _from(since: str | None) -> datetime | None:
    from manumit.base.kernel import UsageError, parse_instant

    try:
        return parse_instant(since).utc if since else None
    except ValueError as error:
        raise UsageError(f"--since: {error}", "Write a date like 2026-03-31.") from error


def _write_json(workspace: Path, hits: Hits) -> None:
    import json
    import sys
    from dataclasses import asdict

    from manumit.doors.cli.reveal import log_export

    text = json.dumps(asdict(hits), ensure_ascii=False, indent=1, default=str) + "\n"
    if not sys.stdout.isatty():
        log_export(workspace, "find", Form.json.value, text.encode(), True)
    sys.stdout.write(text)


def _print(console: Console, hits: Hits) -> None:
    if not hits.entities and not hits.records:
        console.print("Nothing was found.")
    if hits.entities:
        _table(
            console,
            ("kind", "who or what", "how it matched", "records", "neighbours", "leads"),
            [
                (
                    hit.entity.kind,
                    _marked(hit.text, hit.spans)
                    if hit.text != hit.entity.about
                    else _named(hit.entity.label, hit),
                    hit.why,
                    f"{hit.entity.records:,}",
                    f"{hit.entity.degree:,}",
                    ", ".join(f"{one.rank} ({one.role.replace('_', ' ')})" for one in hit.entity.leads[:3]),
                )
                for hit in hits.entities
            ],
        )
    if hits.records:
        _table(
            console,
            ("kind", "when (UTC)", "where", "says", "how it matched", "file, byte"),
            [
                (
                    hit.record.kind,
                    f"{hit.record.observed_at:%Y-%m-%d %H:%M}" if hit.record.observed_at else "",
                    _clean(hit.record.place),
                    _marked(hit.text or hit.record.summary, hit.spans),
                    hit.why,
                    f"{_clean(hit.record.file)}, {hit.record.offset:,}",
                )
                for hit in hits.records
            ],
        )


def _named(label: str, hit: Any) -> Text:
    """A number, with the name of its holder, which matched."""
    text = _marked(hit.text, hit.spans)
    text.append(f" ({_clean(label)})")
    return text


def _table(console: Console, heads: Sequence[str], rows: Sequence[Sequence[str | Text]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    console.print(table)


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> Text:
    from rich.text import Text

    marked = Text("".join(char if char.isprintable() else " " for char in text))
    for start, end in spans:
        marked.stylize("bold underline", start, end)
    return marked


def _clean(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _tell(hits: Hits, stream: Any) -> None:
    """What somebody should know who does not find what they look for."""
    if hits.note:
        print(_NOTES[hits.note], file=stream)
    if not hits.complete:
        print("Too much looks like this to compare all of it: ask more precisely.", file=stream)
    if hits.more_entities or hits.more_records:
        print("There is more: --most shows it.", file=stream)
