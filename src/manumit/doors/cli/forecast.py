"""`manumit forecast`: how many events to expect in each cell, and how sure that is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.hotspots import read_places
from manumit.doors.cli.output import as_of_date, result, tell
from manumit.doors.cli.sidecar import write_sidecar

if TYPE_CHECKING:
    from manumit.engine.places import Cells, Events, Forecast


def forecast(
    events: Annotated[
        Path,
        typer.Argument(metavar="EVENTS.csv", help="kind,date,lon,lat, one row an event; or a workspace."),
    ],
    area: Annotated[Path, typer.Option("--area", metavar="A.geojson", help="Polygon in WGS 84 degrees.")],
    origin: Annotated[
        str, typer.Option("--origin", metavar="DATE", help="First day that is looked ahead to.")
    ],
    horizon: Annotated[int, typer.Option("--horizon", metavar="DAYS", help="How many days.")],
    out: Annotated[Path, typer.Option("--out", help="CSV: cell,lon,lat,area_km2,expected,low,high.")],
    kind: Annotated[str | None, typer.Option("--kind", help="Events of this kind alone.")] = None,
    resolution: Annotated[int, typer.Option("--resolution", help="Of the H3 cells; 9 is about 0.1 km2.")] = 9,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Forecast events a cell in the days from --origin on, from events before it alone. Nine outcomes in ten should lie
    between low and high. Without --kind there is one row a cell and kind.

    It learns from what was reported; what somebody went and discovered (column channel) is left out, because looking
    where one found before finds more there. The output is for outreach, inspection and services: places, not persons.

    Example: manumit forecast events.csv --area city.geojson --origin 2026-03-01 --horizon 30 --out march.csv
    """
    import csv

    from manumit.base.kernel import UsageError

    moment = as_of_date(origin)
    assert moment is not None
    if len(origin.strip()) != 10:
        raise UsageError(f"--origin {origin} is not a day.", "Write a date like 2026-03-31.")
    if not 1 <= horizon <= 3_660:
        raise UsageError(f"A horizon of {horizon} days is none.", "Choose 1 to 3,660 days.")
    surface, what = read_places(events, area, kind, quiet)
    cells = surface.cells(resolution)
    learnt = _reported(what, quiet)
    kinds = [kind] if kind else list(what.kinds)
    days = (moment.date() - _EPOCH).days
    told = [(one, _of_kind(learnt, one, cells, days, horizon, quiet)) for one in kinds]
    done = [(one, found) for one, found in told if found]
    if not done:
        return 1
    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow([*_HEADER, *(() if kind else ("kind",))])
        for one, found in done:
            writer.writerows([*row, *(() if kind else (one,))] for row in _rows(cells, found))
    write_sidecar(
        out,
        {
            "origin": moment.date().isoformat(),
            "horizon_days": horizon,
            "resolution": resolution,
            "kinds": [one for one, _ in done],
            "expected": {one: round(found.volume.expected, 3) for one, found in done},
            "method": "pool of kernels, shrunk count, self-exciting and boosted trees; powers from past windows",
        },
    )
    return 3 if what.problems or len(done) < len(told) else 0


_EPOCH = date(1970, 1, 1)
_HEADER = ("cell", "lon", "lat", "area_km2", "expected", "low", "high")


def _reported(events: Events, quiet: bool) -> Events:
    from manumit.base.kernel import Refused
    from manumit.engine.places import CHANNELS

    reported = events.channel == CHANNELS.index("reported")
    others = int((~reported).sum())
    if others == len(events):
        raise Refused(
            "All events were discovered or inferred, none reported.",
            "A forecast of them would say where was looked, not where it happens.",
        )
    if others:
        tell(quiet, f"manumit: {others:,} events that were discovered or inferred are left out.")
    return events.where(reported)


def _of_kind(
    events: Events, kind: str, cells: Cells, origin: float, horizon: int, quiet: bool
) -> Forecast | None:
    """None when this kind alone cannot be forecast; the reason is told and the others go on."""
    from manumit.base.kernel import Refused
    from manumit.engine.places import History, expect_inside, located, look_ahead

    mine = events.of_kind(kind)
    mine = mine.where(mine.start < origin)
    try:
        if len(mine):
            expect_inside(mine, located(mine, cells), cells)
        found = look_ahead(History.of(mine, cells), origin, horizon)
    except Refused as error:
        tell(False, f"manumit: {kind}: {error.sentence} {error.hint}")
        return None
    tell(
        quiet,
        f"manumit: {kind}: {found.volume.expected:.0f} events expected in {horizon} days over {len(cells):,} cells;"
        " handling: investigator.",
    )
    return found


def _rows(cells: Cells, found: Forecast) -> Any:
    return (
        (cell, f"{lon:.6f}", f"{lat:.6f}", f"{km2:.6f}", f"{expected:.6g}", low, high)
        for cell, lon, lat, km2, expected, low, high in zip(
            cells.names, cells.lon, cells.lat, cells.km2, found.expected, found.low, found.high, strict=True
        )
    )
