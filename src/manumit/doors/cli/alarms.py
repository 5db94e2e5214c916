"""`manumit alarms`: whether more happens than was usual, with a stated rate of false alarms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.forecast_beside import reported_only
from manumit.doors.cli.output import tell
from manumit.doors.cli.place_events import (
    EventsFile,
    Kind,
    Seed,
    Since,
    Until,
    Within,
    by_region,
    day_name,
    read_area,
    read_rows,
    span_of,
)
from manumit.doors.cli.place_table import AsJson, Cell, Out, Table, expect_form, write_table
from manumit.doors.cli.progress import reporter

if TYPE_CHECKING:
    from manumit.engine.places import Events, Rising

_COLUMNS = ("series", "first_day", "last_day", "count", "usual", "level", "limit", "alarm", "began")


By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="NAME",
        help="A series each: kind, a column, or with --area a property of its polygons.",
    ),
]
Period = Annotated[str, typer.Option("--period", help="week, fortnight, month or quarter: steps of time.")]
Base = Annotated[
    int,
    typer.Option("--base", metavar="N", help="The first N steps say what is usual; 0: the first half."),
]
Rise = Annotated[
    float, typer.Option("--rise", metavar="TIMES", help="What to look for: so many times what is usual.")
]
FalseAYear = Annotated[
    float,
    typer.Option(
        "--false-a-year", metavar="SHARE", help="Of years without a change, in how many one alarms."
    ),
]


def alarms(
    events: EventsFile,
    by: By = "",
    area: Within = None,
    period: Period = "week",
    base: Base = 0,
    rise: Rise = 1.5,
    false_a_year: FalseAYear = 0.1,
    since: Since = "",
    until: Until = "",
    kind: Kind = None,
    seed: Seed = 0,
    out: Out = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Watch how many events come in a step of time, in all or by region or kind, and say when it is more than was
    usual: a cumulated likelihood ratio (CUSUM) that is reset after an alarm.

    The limit is simulated, so that without a change a year brings a false alarm with the chance that is stated, over
    all series together, and however short the base is. `began` is the step in which the count had begun to rise.
    With two years of base what is usual follows the course of the year; with less, what comes every year alarms, too.
    Only reported events count: somebody who looks more finds more. A table of counts works as well: a row a step with
    `date` and `weight`.

    Example: manumit alarms events.csv --by region --period week --base 52 --false-a-year 0.1 --out alarms.csv
    """
    from manumit.engine.places import watch_rises

    expect_form(out, (".csv", ".json"))
    first, last = span_of(since, until)
    what, series = _read(events, by, area, kind, quiet)
    with reporter(quiet) as shown:
        found = watch_rises(
            what, series, period, base, first=first, last=last, rise=rise, false_a_year=false_a_year, seed=seed,
            step=lambda done, of: shown.stage("simulating years", done, of),
        )  # fmt: skip
    for note in found.notes:
        tell(quiet, f"manumit: {note}")
    told = {
        "method": "CUSUM of negative binomial likelihood ratios; limit by parametric bootstrap, base and all",
        "period": period,
        "kind": kind,
        "series": len(found.names),
        "base": [day_name(found.edges[0]), day_name(found.edges[found.base] - 1)],
        "watched": [day_name(found.edges[found.base]), day_name(found.edges[-1] - 1)],
        "rise": rise,
        "false_alarms_a_year": false_a_year,
        "seed": seed,
        "notes": list(found.notes),
        "alarms": sum(len(one.at) for one in found.alarms),
    }
    table = _table(found)
    if out is None and not as_json:
        table = Table(_COLUMNS, [row for row in table.rows if row[_COLUMNS.index("alarm")]])
    if out is not None or as_json or table.rows:
        write_table(table, out, as_json, told)
    _say(found, false_a_year, quiet)
    return 3 if what.problems else 0


def _read(
    source: Path, by: str, area: Path | None, kind: str | None, quiet: bool
) -> tuple[Events, list[str] | None]:
    """Reported events, and the series that each is of; none for one series of all."""
    from manumit.base.kernel import UsageError
    from manumit.engine.places import counted

    column = by.strip() if by and not area and by.strip().lower() != "kind" else ""
    if column and source.is_dir():
        raise UsageError(
            "A workspace says where by coordinates.",
            "Write --by kind, or give regions as polygons with --area.",
        )
    placed = area is not None or source.is_dir()
    what = reported_only(read_rows(source, kind, (column,) if column else (), placed), quiet)
    if not area:
        if not by:
            return what, None
        return what, what.labels[column].tolist() if column else [what.kinds[at] for at in what.kind.tolist()]
    if by:
        what, names = by_region(what, area, by.strip(), quiet)
        inside = names != ""
    else:
        inside = read_area(area, quiet).holds(what.lon, what.lat)
    if not inside.any():
        raise UsageError("No event lies in the area.", "Check that both are WGS 84 degrees, longitude first.")
    if not inside.all():
        tell(
            quiet,
            f"manumit: outside the area: {int((~inside).sum()):,} of {counted(len(inside))}.",
        )
    return what.where(inside), names[inside].tolist() if by else None


def _table(found: Rising) -> Table:
    """A row a series and step that was watched."""
    rows: list[list[Cell]] = []
    for name, counts, one in zip(found.names, found.counts, found.alarms, strict=True):
        began = dict(zip(one.at, one.began, strict=True))
        rows.extend(
            [
                name,
                day_name(found.edges[at]),
                day_name(found.edges[at + 1] - 1),
                _plain(float(counts[at])),
                round(float(one.usual[at]), 3),
                round(float(one.level[at]), 3),
                round(one.limit, 3),
                int(at in began),
                day_name(found.edges[began[at]]) if at in began else None,
            ]
            for at in range(found.base, len(counts))
        )
    return Table(_COLUMNS, rows)


def _plain(count: float) -> int | float:
    return int(count) if count == int(count) else count


def _say(found: Rising, false_a_year: float, quiet: bool) -> None:
    many = sum(len(one.at) for one in found.alarms)
    rose = sum(bool(one.at) for one in found.alarms)
    base = f"{day_name(found.edges[0])} to {day_name(found.edges[found.base] - 1)}"
    tell(
        quiet,
        f"manumit: {many} alarms, in {rose} of {len(found.names)} series, from"
        f" {day_name(found.edges[found.base])} to {day_name(found.edges[-1] - 1)}; usual is {base}. Without a change a"
        f" year brings a false one with a chance of {false_a_year:g}. Handling: investigator.",
    )
