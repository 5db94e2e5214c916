"""`manumit flows`: between which places more move than their size and distance explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.output import need, tell
from manumit.doors.cli.place_events import span_of, tell_problems
from manumit.doors.cli.place_table import AsJson, Out, Table, expect_form, line, write_table

if TYPE_CHECKING:
    from manumit.engine.places import Flows, Trips

_SIGNIFICANT = 0.05
_SHOWN = 20
_COLUMNS = (
    "origin", "destination", "km", "count", "expected", "low", "high", "ratio", "p", "q", "more",
)  # fmt: skip


def flows(
    movements: Annotated[
        Path,
        typer.Argument(
            metavar="M.csv",
            help="origin,destination[,count][,date]; coordinates of both; or a workspace with journeys.",
        ),
    ],
    places: Annotated[
        Path | None,
        typer.Option(
            "--places", metavar="P.csv", help="place,lon,lat; else airports and towns by their names."
        ),
    ] = None,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="Movements from this day on.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Movements up to this day.")] = "",
    out: Out = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No words on stderr but what went wrong.")] = False,
) -> int:
    """Find pairs of places between which more move than how many leave the one, reach the other, and how far it is
    explain: a gravity model by Poisson pseudo-maximum likelihood.

    By the model 95 of 100 counts lie between `low` and `high`. `q` holds the false discovery rate over all pairs,
    `more` is 1 where it is below 0.05. Tables with origin_lon, origin_lat, destination_lon, destination_lat are counted
    between H3 cells. More movement than expected is a question about a route, not about who takes it.

    Example: manumit flows trips.csv --places towns.csv --out flows.geojson
    """
    from manumit.base.kernel import UsageError
    from manumit.engine.places import gravity, read_trips, trips_of

    expect_form(out)
    span = span_of(since, until)
    if places:
        need(places)
    if movements.is_dir():
        from manumit.engine.evidence import Workspace

        if span != (None, None):
            raise UsageError("--since and --until go with a table.", "Make a workspace with `run --as-of`.")
        trips = trips_of(Workspace.open(movements), places)
    else:
        trips = read_trips(need(movements), places, *span)
    tell_problems(movements, trips.problems)
    for note in trips.notes:
        tell(quiet, f"manumit: {note}")
    found = gravity(trips.counts, trips.km)
    table = _table(trips, found)
    if out is None and not as_json:
        _say_cut(table, quiet)
        table = Table(table.columns, table.rows[:_SHOWN])
    write_table(table, out, as_json, _told(trips, found))
    _say(trips, found, quiet)
    return 3 if trips.problems else 0


def _table(trips: Trips, found: Flows) -> Table:
    """Pairs with movements, the least like chance first."""
    import numpy as np

    low, high = found.usual()
    ratio = np.divide(trips.counts, found.expected, out=np.zeros_like(low), where=found.expected > 0)
    origin, destination = np.nonzero(trips.counts)
    order = np.lexsort((-ratio[origin, destination], found.p[origin, destination]))
    rows: list[list[Any]] = []
    shapes = []
    for a, b in zip(origin[order].tolist(), destination[order].tolist(), strict=True):
        rows.append(
            [
                trips.names[a], trips.names[b], round(float(trips.km[a, b]), 1), _plain(trips.counts[a, b]),
                round(float(found.expected[a, b]), 3), int(low[a, b]), int(high[a, b]),
                round(float(ratio[a, b]), 3), float(f"{found.p[a, b]:.3g}"), float(f"{found.q[a, b]:.3g}"),
                int(found.q[a, b] < _SIGNIFICANT),
            ]
        )  # fmt: skip
        shapes.append(line([(float(trips.lon[at]), float(trips.lat[at])) for at in (a, b)]))
    return Table(_COLUMNS, rows, shapes)


def _plain(count: float) -> int | float:
    return int(count) if count == int(count) else float(count)


def _told(trips: Trips, found: Flows) -> dict[str, Any]:
    known = found.slope_error == found.slope_error
    return {
        "method": "gravity model with effects of every origin and destination, PPML; Benjamini-Yekutieli",
        "movements": float(trips.counts.sum()),
        "places": len(trips.names),
        "distance_exponent": round(found.slope, 4),
        "distance_exponent_interval": [
            round(found.slope + side * 1.96 * found.slope_error, 4) for side in (-1, 1)
        ]
        if known
        else None,
        "variance_by_mean": round(found.spread, 4),
        "more": int((found.q < _SIGNIFICANT).sum()),
        "notes": list(trips.notes),
    }


def _say_cut(table: Table, quiet: bool) -> None:
    if len(table.rows) > _SHOWN:
        tell(quiet, f"manumit: the first {_SHOWN} of {len(table.rows):,} pairs; --out writes all.")


def _say(trips: Trips, found: Flows, quiet: bool) -> None:
    told = _told(trips, found)
    ends = told["distance_exponent_interval"]
    between = f" ({ends[0]:.2f} to {ends[1]:.2f})" if ends else ""
    tell(
        quiet,
        f"manumit: {told['movements']:,.0f} movements between {told['places']:,} places; they go with distance to the"
        f" power {found.slope:.2f}{between}; {told['more']} flows are more than expected (q < {_SIGNIFICANT:g})."
        " Handling: investigator.",
    )
