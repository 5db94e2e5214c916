"""`manumit near-repeats`: whether what happened here soon happens near here again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import tell
from manumit.doors.cli.place_events import (
    Deals,
    EventsFile,
    Kind,
    Seed,
    Since,
    Until,
    Within,
    expect_deals,
    read_area,
    read_rows,
    span_of,
)
from manumit.doors.cli.place_table import AsJson, Cell, Out, Table, expect_form, write_table
from manumit.doors.cli.progress import reporter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Events, Knox

_SIGNIFICANT = 0.05
_COLUMNS = ("space", "time", "observed", "expected", "low", "high", "ratio", "p")


MetresGiven = Annotated[float, typer.Option("--metres", help="Width of a band of space.")]
Bands = Annotated[int, typer.Option("--bands", help="How many of them.")]
Days = Annotated[int, typer.Option("--days", help="Length of a band of time.")]
Periods = Annotated[int, typer.Option("--periods", help="How many of them.")]
Straight = Annotated[
    bool,
    typer.Option("--straight", help="As the crow flies; else along streets, east-west and north-south."),
]
Plane = Annotated[
    str,
    typer.Option("--plane", metavar="X,Y", help="Columns with metres of a plane, in place of lon and lat."),
]


def near_repeats(
    events: EventsFile,
    area: Within = None,
    metres: MetresGiven = 200.0,
    bands: Bands = 3,
    days: Days = 7,
    periods: Periods = 3,
    straight: Straight = False,
    plane: Plane = "",
    since: Since = "",
    until: Until = "",
    kind: Kind = None,
    deals: Deals = 999,
    seed: Seed = 0,
    out: Out = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Count pairs of events by how near they are in place and time, beside what the same places with their dates dealt
    anew bring (the Knox test, in the bands of the Near Repeat Calculator).

    `ratio` is observed by expected; 95 of 100 deals lie between `low` and `high`; `p` says how often a deal brought as
    many pairs. A ratio above 1 with a small `p` near by and soon says that one event is a reason to look near it soon.

    Example: manumit near-repeats events.csv --kind burglary --metres 200 --bands 3 --days 7 --periods 3
    """
    from manumit.base.kernel import UsageError
    from manumit.engine.places import near_repeats as count

    expect_form(out, (".csv", ".json"))
    expect_deals(deals)
    if plane and area:
        raise UsageError("--area is in degrees, --plane is not.", "Leave one out.")
    if plane and events.is_dir():
        raise UsageError("A workspace says where by coordinates.", "Leave --plane out.")
    what = read_rows(events, kind, _axes(plane))
    located = _located(what, area, plane, metres, days, span_of(since, until), quiet)
    with reporter(quiet) as shown:
        found = count(
            located.x, located.y, located.day, metres, bands, days, periods, deals, straight, seed,
            step=lambda done, of: shown.stage("dealing dates anew", done, of),
        )  # fmt: skip
    told = {
        "method": "Knox test (1964), bands of the Near Repeat Calculator; dates dealt anew",
        "metres": metres,
        "days": days,
        "distance": "straight" if straight else "along streets",
        "kind": kind,
        "events": len(located.x),
        "deals": deals,
        "seed": seed,
        "notes": list(located.notes),
    }
    write_table(Table(_COLUMNS, _rows(found)), out, as_json, told)
    _say(found, len(located.x), quiet)
    return 3 if what.problems else 0


@dataclass(frozen=True)
class _Located:
    """Metres of a plane and days of each event, and what was set apart."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    day: NDArray[np.float64]
    notes: tuple[str, ...]


def _axes(plane: str) -> tuple[str, ...]:
    from manumit.base.kernel import UsageError

    axes = tuple(one.strip() for one in plane.split(",") if one.strip())
    if plane and len(axes) != 2:
        raise UsageError(f"--plane {plane} names no two columns.", "Write --plane x_m,y_m.")
    return axes


def _located(
    events: Events,
    area: Path | None,
    plane: str,
    metres: float,
    days: int,
    span: tuple[float | None, float | None],
    quiet: bool,
) -> _Located:
    """Events known well enough to be put into a band."""
    from manumit.engine.places import counted, expect_events, on_a_plane, precise

    some, notes = precise(events, metres, days, *span, spikes=not plane)
    if area and len(some):
        inside = read_area(area, quiet).holds(some.lon, some.lat)
        if not inside.all():
            notes = (
                *notes,
                f"Outside the area: {int((~inside).sum()):,} of {counted(len(some))}.",
            )
        some = some.where(inside)
    for note in notes:
        tell(quiet, f"manumit: {note}")
    expect_events(len(some))
    x, y = (_metres(some, name) for name in _axes(plane)) if plane else on_a_plane(some.lon, some.lat)
    return _Located(x, y, some.start, notes)


def _metres(events: Events, name: str) -> NDArray[np.float64]:
    import numpy as np

    from manumit.base.kernel import UnreadableInput

    texts = events.labels[name].tolist()
    try:
        told = np.array([float(one) for one in texts])
    except ValueError as error:
        raise UnreadableInput(f"A place in column {name} is no number: {error}.", "Write metres.") from error
    if not np.isfinite(told).all():
        raise UnreadableInput(f"A place in column {name} is no number.", "Write metres.")
    return told


def _rows(found: Knox) -> list[list[Cell]]:
    ratio = found.ratio
    return [
        [
            space,
            time,
            int(found.observed[row, column]),
            round(float(found.expected[row, column]), 3),
            round(float(found.low[row, column]), 1),
            round(float(found.high[row, column]), 1),
            None if ratio[row, column] != ratio[row, column] else round(float(ratio[row, column]), 3),
            round(float(found.p[row, column]), 5),
        ]
        for row, space in enumerate(found.space)
        for column, time in enumerate(found.time)
    ]


def _say(found: Knox, events: int, quiet: bool) -> None:
    near = found.p[:-1, :-1]
    tell(
        quiet,
        f"manumit: {events:,} events; {int((near < _SIGNIFICANT).sum())} of {near.size} bands near by and soon hold"
        f" more pairs than chance brings (p < {_SIGNIFICANT:g} each). Handling: investigator.",
    )
