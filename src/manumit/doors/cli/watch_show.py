"""Alerts and words that come into use, as tables, JSON and CSV. A table shows what the list's keeper wrote and the ids
that sources gave to records; nobody else's identifiers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.doors.cli.output import result

if TYPE_CHECKING:
    from rich.table import Table

    from manumit.engine.watch import Alert

ALERT_COLUMNS = (
    "alert_id entry matched reason kind source_id record_id field start end score count first_seen last_seen"
    " raised_at tlp state"
).split()
WORD_COLUMNS = (
    "term kind state templates posters recent recent_of earlier earlier_of log_odds first_seen last_seen queued_at"
).split()
NAMELESS = ("account", "booking", "leg", "page")
"""Records whose own id says who somebody is (an account number, a locator, an address): a table shows ours instead."""
MOST = 200
"""Rows of a table; json and csv have all."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")
_LONGEST = 700
Shape = Mapping[str, Any]


class Form(StrEnum):
    """How alerts and words are written."""

    table = "table"
    json = "json"
    csv = "csv"


def clean(text: str) -> str:
    """One line of printable characters: no control characters, no direction overrides."""
    line = "".join(char if char.isprintable() else "�" for char in " ".join(text.split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def show_alerts(alerts: Sequence[Alert], form: Form, out: Path | None, called: str) -> None:
    """Alerts to stdout or `out`; `called` heads the table. How alike a face is stays out until two people have
    looked."""
    shapes = [_shape(alert) for alert in alerts]
    _write(shapes, form, out, ALERT_COLUMNS, lambda rows: _alerts(rows, called), f"No {called}.")


def _shape(alert: Alert) -> Shape:
    from manumit.engine.watch import without_ratio

    if not alert.blind:
        return alert.shape()
    return alert.shape() | {"reason": without_ratio(alert.reason), "score": None}


def show_words(words: Sequence[Shape], form: Form, out: Path | None) -> None:
    """The queue of words to stdout or `out`."""
    _write(words, form, out, WORD_COLUMNS, _words, "No word in the queue.")


def _write(
    shapes: Sequence[Shape],
    form: Form,
    out: Path | None,
    columns: Sequence[str],
    table: Callable[[Sequence[Shape]], Table],
    nothing: str,
) -> None:
    """A table, a JSON array or CSV to stdout; JSON lines, or CSV where that is asked for, to a file."""
    import csv
    import json

    if out is None and form is Form.table:
        from rich.console import Console

        Console().print(table(shapes) if shapes else nothing)
        return
    with result(out) as stream:
        if form is Form.csv:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([_cell(shape[name]) for name in columns] for shape in shapes)
        elif out is not None:
            stream.writelines(_encodable(json.dumps(shape, ensure_ascii=False)) + "\n" for shape in shapes)
        else:
            stream.write(_encodable(json.dumps(shapes, ensure_ascii=False, indent=1)) + "\n")


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _cell(value: object) -> object:
    """A cell that no spreadsheet runs."""
    if not isinstance(value, str):
        return "" if value is None else value
    line = _encodable(" ".join(value.replace("\0", "").split()))
    return "'" + line if line.startswith(_FORMULA) else line


def _grid(title: str, heads: Sequence[tuple[str, int | None]], shown: int, every: int) -> Table:
    from rich import box
    from rich.table import Table

    more = f"The first {shown:,}; --format json has all." if shown < every else None
    table = Table(
        box=box.SIMPLE_HEAD, title=title, title_justify="left", caption=more, pad_edge=False, expand=True
    )
    for head, width in heads:
        table.add_column(head, overflow="fold", width=width, ratio=None if width else 1)
    return table


def _alerts(rows: Sequence[Shape], called: str) -> Table:
    from rich.text import Text

    number = f"{len(rows):,} {called}{'' if len(rows) == 1 else 's'}"
    shown = rows[:MOST]
    table = _grid(number, [("Seen", 10), ("Entry", 12), ("Why", None), ("Score", 5)], len(shown), len(rows))
    for row in shown:
        why = Text(clean(row["reason"]))
        source = "" if row["kind"] in NAMELESS else f" {clean(row['source_id'])}"
        copies = f" · {row['count']:,} copies that day" if row["count"] > 1 else ""
        said = {"open": "", "half": " · one of two has looked: "}.get(row["state"], " · closed: ")
        state = said and said + clean(row["decision"].get("note", ""))
        why.append(
            f"\n{row['kind']}{source or ' ' + row['record_id']}{copies} · {row['alert_id']}{state}",
            style="dim",
        )
        table.add_row(
            (row["first_seen"] or "no date")[:10], Text(clean(row["entry"])), why, _score(row["score"])
        )
    return table


def _score(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _words(rows: Sequence[Shape]) -> Table:
    from rich.text import Text

    number = f"{len(rows):,} word{'' if len(rows) == 1 else 's'} in the queue"
    shown = rows[:MOST]
    heads = [
        ("Word", 14),
        ("Used like", None),
        ("Hands now", 10),
        ("before", 10),
        ("First, last", 11),
        ("State", 8),
    ]
    table = _grid(number, heads, len(shown), len(rows))
    for row in shown:
        like = ", ".join(f"{one['term']} ({one['similarity']:.2f})" for one in row["like"])
        who = f"\n{row['templates']} templates, {row['posters']} posters since {row['recent_from']}"
        table.add_row(
            Text(clean(row["term"])),
            Text(clean(like)).append(who, style="dim"),
            f"{row['recent']} of {row['recent_of']}",
            f"{row['earlier']} of {row['earlier_of']}",
            f"{row['first_seen']}\n{row['last_seen']}",
            row["state"],
        )
    return table
