"""The leads on a terminal: readable at 80 columns and at 140, and without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from manumit.engine.leads import Lead
from manumit.services.report.markup import clean
from manumit.services.report.rows import Row, lead_rows
from manumit.services.report.sight import ReportMeta
from manumit.services.report.words import count, of_100

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

WIDE = 110
"""From this many columns members, signs and records get columns of their own."""
BAR = 10
FULL, PART, EMPTY, MID = "█", "▒", "·", "┃"
FULL_ASCII, PART_ASCII, EMPTY_ASCII, MID_ASCII = "#", "-", ".", "|"


def strength_text(row: Row, width: int = BAR, ascii_only: bool = False) -> str:
    """'██████┃▒··': full up to the interval, half inside it, a line at the score."""
    full, part, empty, mid = (
        (FULL_ASCII, PART_ASCII, EMPTY_ASCII, MID_ASCII) if ascii_only else (FULL, PART, EMPTY, MID)
    )
    low, high = (min(width, max(0, round(share * width))) for share in (row.low, max(row.low, row.high)))
    cells = [full] * low + [part] * (high - low) + [empty] * (width - high)
    cells[min(width - 1, int(row.score * width))] = mid
    return "".join(cells)


def print_leads(console: Console, leads: Sequence[Lead], meta: ReportMeta) -> None:
    """Print the table and what must be known to read it."""
    from rich.text import Text

    console.print(Text(_title(len(leads), meta), style="bold"))
    if not leads:
        console.print(
            Text(
                "Nothing in these records is strong enough for a question. "
                "It is no proof that nothing happens."
            )
        )
        return
    plain = (console.encoding or "").lower().replace("-", "") not in {"utf8", "utf16", "utf32"}
    rows = lead_rows(leads)
    console.print(_wide(rows, plain) if console.width >= WIDE else _narrow(rows, plain))
    console.print()
    for line in _footer(leads, meta, plain):
        console.print(Text(line, style="dim"))


def _title(number: int, meta: ReportMeta) -> str:
    total = sum(meta.records.values())
    came = f", from {count(total, 'record')}" if total else ""
    return f"{count(number, 'lead')}, strongest first{came}" if number else f"No lead{came}"


def _table(heads: Sequence[tuple[str, str, int | None]]) -> Table:
    """(head, justify, fixed width or None for what is left)."""
    from rich import box
    from rich.table import Table

    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False, padding=(0, 2, 0, 0), leading=1
    )
    for head, justify, width in heads:
        table.add_column(
            head,
            justify="right" if justify == "right" else "left",
            width=width,
            overflow="fold",
            ratio=None if width else 1,
        )
    return table


def _strength(row: Row, plain: bool) -> RenderableType:
    from rich.text import Text

    text = Text(strength_text(row, ascii_only=plain), style="cyan")
    text.append(f"\n{of_100(row.score)} of 100", style="not dim default bold")
    text.append(f"\n{of_100(row.low)} to {of_100(row.high)}", style="default")
    return text


def _said(row: Row) -> Text:
    """The sentence, after what the lead turned out to be before."""
    from rich.text import Text

    told = Text(f"{row.earlier}\n", style="bold") if row.earlier else Text()
    return told.append(clean(row.says, 300), style="not bold")


def _narrow(rows: Sequence[Row], plain: bool) -> Table:

    table = _table([("", "right", 3), ("Strength", "left", 13), ("Lead", "left", None)])
    for row in rows:
        said = _said(row)
        signs = f"signs: {clean(', '.join(row.families), 120)} · against: {row.against or 'nothing known'}"
        said.append(
            f"\n{row.exploitation} · {row.members_said()} · {count(row.records, 'record')}\n{signs}",
            style="dim",
        )
        table.add_row(str(row.rank), _strength(row, plain), said)
    return table


def _wide(rows: Sequence[Row], plain: bool) -> Table:
    from rich.text import Text

    table = _table(
        [
            ("", "right", 3),
            ("Strength", "left", 13),
            ("Kind", "left", 14),
            ("Lead", "left", None),
            ("Members", "left", 18),
            ("Signs", "left", 18),
            ("Records", "right", 7),
        ]
    )
    for row in rows:
        members = "\n".join(part for part in row.members_said().split(", "))
        signs = Text(clean(", ".join(row.families), 160))
        if row.against:
            signs.append(f"\n{row.against} against", style="dim")
        table.add_row(
            str(row.rank),
            _strength(row, plain),
            row.exploitation,
            _said(row),
            members,
            signs,
            f"{row.records:,}",
        )
    return table


def _footer(leads: Sequence[Lead], meta: ReportMeta, plain: bool) -> list[str]:
    full, part, mid = (FULL_ASCII, PART_ASCII, MID_ASCII) if plain else (FULL, PART, MID)
    lines = [
        f"Strength: of 100 leads like this, how many were real. {mid} best estimate, {part} interval, {full} below it. "
        f"Before any finding is read: {of_100(leads[0].base_rate)} of 100.",
        "A lead is a question for a person, never a verdict. Roles are estimates; possible victims are not suspects.",
    ]
    lines += meta.notes
    if meta.revealed_purpose is not None:
        lines.append(f"Possible victims are shown unmasked for: {clean(meta.revealed_purpose, 120)}")
    if meta.quarantined:
        lines.append(f"Set aside because it could not be read: {count(meta.quarantined, 'piece')}.")
    return lines
