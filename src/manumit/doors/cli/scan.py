"""`manumit scan`: clusters in space and time that neither the places' nor the days' own numbers explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

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
    day_name,
    expect_deals,
    expect_maps,
    read_area,
    read_rows,
    span_of,
)
from manumit.doors.cli.place_table import AsJson, Out, Table, expect_form, hexagons, write_table
from manumit.doors.cli.progress import reporter

if TYPE_CHECKING:
    from manumit.engine.places import Cluster, Scanned

_SIGNIFICANT = 0.05
_COLUMNS = (
    "rank", "cell", "lon", "lat", "radius_km", "cells", "first_day", "last_day", "cases", "expected", "ratio",
    "statistic", "p", "p_rank",
)  # fmt: skip


Resolution = Annotated[
    int, typer.Option("--resolution", help="Of the H3 cells that are its places; 8 is about 0.7 km2.")
]
Period = Annotated[
    str, typer.Option("--period", help="day, week, fortnight, month or quarter: steps of time.")
]
Prospective = Annotated[
    bool,
    typer.Option("--prospective", help="Only what lasts until the last day, with a recurrence interval."),
]
Radius = Annotated[
    float,
    typer.Option("--radius", metavar="KM", help="Of a cluster at most; 0 for up to half of all cases."),
]
Longest = Annotated[
    float,
    typer.Option("--longest", metavar="SHARE", help="Share of the time that a cluster lasts at most."),
]


def scan(
    events: EventsFile,
    area: Within = None,
    resolution: Resolution = 8,
    period: Period = "week",
    prospective: Prospective = False,
    radius: Radius = 0.0,
    longest: Longest = 0.5,
    since: Since = "",
    until: Until = "",
    kind: Kind = None,
    deals: Deals = 999,
    seed: Seed = 0,
    out: Out = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Find where and when more happened than the place's and the time's own numbers explain: the space-time permutation
    scan. It needs events alone, no population, and is not misled by a place or a month that is always busy.

    `p` says how often the strongest cluster of the same events with their dates dealt anew is as strong (by a Gumbel
    fit; `p_rank` by counting). With --prospective it is made for today: a cluster must last until the last day, and
    `recurrence_days` says after how long chance alone would bring one as strong, if somebody scans every period.

    Example: manumit scan events.csv --area city.geojson --prospective --until 2026-03-31 --out clusters.geojson
    """
    from manumit.engine.places import find_clusters

    expect_form(out)
    expect_deals(deals)
    expect_maps()
    first, last = span_of(since, until)
    cells = read_area(area, quiet).cells(resolution) if area else None
    what = read_rows(events, kind)
    with reporter(quiet) as shown:
        found = find_clusters(
            what, resolution, cells, period, first=first, last=last, prospective=prospective,
            most_time=longest, most_km=radius or float("inf"), deals=deals, seed=seed,
            step=lambda done, of: shown.stage("dealing dates anew", done, of),
        )  # fmt: skip
    for note in found.notes:
        tell(quiet, f"manumit: {note}")
    told = {
        "method": "space-time permutation scan (Kulldorff and others 2005); p by Gumbel fit to the deals",
        "resolution": resolution,
        "period": period,
        "prospective": prospective,
        "from": day_name(found.edges[0]),
        "to": day_name(found.edges[-1] - 1),
        "kind": kind,
        "cases": found.cases,
        "places": len(found.names),
        "deals": deals,
        "seed": seed,
        "notes": list(found.notes),
    }
    write_table(_table(found, prospective), out, as_json, told)
    _say(found, prospective, quiet)
    return 3 if what.problems else 0


def _table(found: Scanned, prospective: bool) -> Table:
    columns = (*_COLUMNS, *(("recurrence_days",) if prospective else ()))
    rows = [_row(found, rank, one, prospective) for rank, one in enumerate(found.clusters, 1)]
    shapes = [hexagons([found.names[at] for at in one.places]) for one in found.clusters]
    return Table(columns, rows, shapes)


def _row(found: Scanned, rank: int, one: Cluster, prospective: bool) -> list[Any]:
    return [
        rank,
        found.names[one.centre],
        round(float(found.lon[one.centre]), 6),
        round(float(found.lat[one.centre]), 6),
        round(one.radius, 3),
        len(one.places),
        day_name(found.edges[one.first]),
        day_name(found.edges[one.last + 1] - 1),
        one.cases,
        round(one.expected, 3),
        round(one.cases / one.expected, 3),
        round(one.statistic, 4),
        float(f"{one.gumbel_p:.3g}"),
        round(one.p, 5),
        *((float(f"{_recurrence(found, one):.3g}"),) if prospective else ()),
    ]


def _recurrence(found: Scanned, one: Cluster) -> float:
    """Days."""
    return float((found.edges[1] - found.edges[0]) / max(one.gumbel_p, 1e-12))


_LONG = 365_250.0
"""Days beyond which a recurrence is told as longer: no deal of dates shows more."""


def _say(found: Scanned, prospective: bool, quiet: bool) -> None:
    beyond = [one for one in found.clusters if one.gumbel_p < _SIGNIFICANT]
    tell(
        quiet,
        f"manumit: {found.cases:,} events in {len(found.names):,} cells; {len(beyond)} clusters beyond chance"
        f" (p < {_SIGNIFICANT:g}). A cluster is a question about a place and a time. Handling: investigator.",
    )
    if prospective and beyond:
        days = _recurrence(found, beyond[0])
        often = (
            f"about every {days:,.0f} days" if days < _LONG else "less often than once in a thousand years"
        )
        tell(quiet, f"manumit: by chance alone one as strong as the first would come {often}.")
