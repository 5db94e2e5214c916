"""`manumit forecast`: how many events to expect in each cell, and how sure that is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.forecast_beside import (
    Beside,
    By,
    Counts,
    Covariates,
    Discovered,
    Explore,
    Groups,
    Months,
    PublishTo,
    Seed,
    Unchecked,
    VisitShare,
    VisitsTo,
    learnt_from,
    publish,
    said_of_covariates,
    write_visits,
)
from manumit.doors.cli.output import result, tell
from manumit.doors.cli.place_events import read_places, set_apart
from manumit.doors.cli.sidecar import write_sidecar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from manumit.base.kernel import UsageError
    from manumit.engine.places import Cells, Events, Forecast, Spikes


def forecast(
    events: Annotated[
        Path,
        typer.Argument(metavar="EVENTS.csv", help="kind,date,lon,lat, one row an event; or a workspace."),
    ],
    out: Annotated[Path, typer.Option("--out", help="CSV: cell,lon,lat,area_km2,expected,low,high.")],
    area: Annotated[
        Path | None, typer.Option("--area", metavar="A.geojson", help="Polygon in WGS 84 degrees.")
    ] = None,
    origin: Annotated[
        str, typer.Option("--origin", metavar="DATE", help="First day that is looked ahead to.")
    ] = "",
    horizon: Annotated[int | None, typer.Option("--horizon", metavar="DAYS", help="How many days.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Events of this kind alone.")] = None,
    resolution: Annotated[int, typer.Option("--resolution", help="Of the H3 cells; 9 is about 0.1 km2.")] = 9,
    by: By = "",
    months: Months = 0,
    covariates: Covariates = None,
    counts: Counts = None,
    groups: Groups = None,
    visits: VisitsTo = None,
    visit_share: VisitShare = 0.05,
    explore: Explore = 0.1,
    seed: Seed = 0,
    publish_to: PublishTo = None,
    unchecked: Unchecked = "",
    discovered: Discovered = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Forecast events a cell in the days from --origin on, from events before it alone. Nine outcomes in ten should lie
    between low and high. Without --kind there is one row a cell and kind. Where other kinds happened helps to tell
    where this one will, as far as it did in the past; to leave them out, give a table without them.

    It learns from what was reported; what somebody went and discovered (column channel) is left out, because looking
    where one found before finds more there. With --discovered finds of which exposure and chance of the visit are known
    count for each hour (or what else exposure counts) and by that chance: `corrected` (Ensign and others) as much as
    the place would not have been gone to, `inverse` by one over it. The output is for outreach, inspection and
    services: places, not persons.

    With --by and --months it forecasts months by region (or by country and region, which then add up), from a column
    of the events or a property of the polygons in --area; EVENTS may be the monthly file of a help line, too
    (--by severity).

    Example: manumit forecast events.csv --area city.geojson --origin 2026-03-01 --horizon 30 --out march.csv
    """
    day = _day(origin) if origin else None
    if by or months:
        from manumit.doors.cli.forecast_series import by_months

        return by_months(events, area, by, months, day, kind, out, quiet)
    if not area or not day or horizon is None:
        raise _lacking(events)
    beside = Beside(
        covariates, tuple(counts or ()), groups, visits, visit_share, explore, seed, publish_to, unchecked
    )
    return _by_cells(events, area, day, horizon, kind, resolution, beside, discovered, out, quiet)


def _lacking(events: Path) -> UsageError:
    """What to write where it is not told where, from when and how far."""
    from manumit.base.kernel import UsageError
    from manumit.engine.places import is_helpline

    if is_helpline(events):
        return UsageError("A help line's months say nothing of places.", "Write --by severity --months 3.")
    return UsageError(
        "--area, --origin and --horizon are needed.", "Or --by and --months, for months by region."
    )


def _day(origin: str) -> date:
    from manumit.base.kernel import UsageError

    try:
        return date.fromisoformat(origin.strip())
    except ValueError:
        raise UsageError(f"--origin {origin} is not a day.", "Write a date like 2026-03-31.") from None


def _by_cells(
    events: Path,
    area: Path,
    origin: date,
    horizon: int,
    kind: str | None,
    resolution: int,
    beside: Beside,
    discovered: str,
    out: Path,
    quiet: bool,
) -> int:
    from manumit.base.kernel import UsageError
    from manumit.engine.places import History, known_before, without_spikes

    if not 1 <= horizon <= 3_660:
        raise UsageError(f"A horizon of {horizon} days is none.", "Choose 1 to 3,660 days.")
    surface, what = read_places(events, area, None, quiet)
    cells = surface.cells(resolution)
    days = (origin - _EPOCH).days
    every = what
    what = what.of_kind(kind) if kind else what
    kinds = [kind] if kind else list(what.kinds)

    def taught(where: Cells, quiet: bool) -> tuple[Events, Spikes]:
        within = known_before(every, where, days) if discovered else None
        return set_apart(learnt_from(every, discovered, quiet, kind, within), where, days, kinds, quiet)

    learnt, apart = taught(cells, quiet)
    of_cells = {cells.resolution: learnt}

    beside.people(cells)  # what is wrong with a file is said before anything is worked out
    about = {cells.resolution: beside.about(cells, quiet)}

    def made(one: str, where: Cells) -> Forecast:
        if where.resolution not in about:
            about[where.resolution] = beside.about(where, True)
            of_cells[where.resolution], _ = taught(where, True)
        return _of_kind(of_cells[where.resolution], one, where, days, horizon, about[where.resolution])

    done = [(one, found) for one in kinds if (found := _if_it_can(one, cells, made))]
    if not done:
        return 1
    for one, found in done:
        _say(one, found, horizon, beside, quiet)
    told = {"origin": origin.isoformat(), "horizon_days": horizon, "resolution": resolution, **_told_of(done)}
    told |= beside.told()
    told |= ({"discovered": discovered} if discovered else {}) | ({"set_apart": apart} if apart else {})
    known = History.of(without_spikes(what.where(what.start < days), apart), cells)
    to_go = write_visits(beside, cells, [found for _, found in done], known, days, quiet)
    _write(out, done, kind)
    if not beside.groups:
        tell(quiet, f"manumit: {UNCHECKED}")
    unchecked = {} if beside.groups else {"unchecked": UNCHECKED}
    write_sidecar(out, told | unchecked | ({"visits": to_go} if to_go else {}))
    publish(beside, surface, done, made, told, of_cells)
    return 3 if what.problems or len(done) < len(kinds) else 0


def _told_of(done: Sequence[tuple[str, Forecast]]) -> dict[str, Any]:
    """What the sidecar says of the forecasts of some kinds."""
    return {
        "kinds": [one for one, _ in done],
        "expected": {one: round(found.volume.expected, 3) for one, found in done},
        "method": "pool of kernels, shrunk count, self-exciting and boosted trees; powers from past windows",
        "weight_of_other_kinds": {one: round(found.pool.of_others, 3) for one, found in done},
    }


UNCHECKED = "WHOM IT POINTS AT WAS NOT CHECKED: no --groups were given. For the investigator alone."
_EPOCH = date(1970, 1, 1)
_HEADER = ("cell", "lon", "lat", "area_km2", "expected", "low", "high")


def _of_kind(
    events: Events,
    kind: str,
    cells: Cells,
    origin: float,
    horizon: int,
    about: NDArray[np.float64] | None,
) -> Forecast:
    from manumit.engine.places import History, expect_inside, located, look_ahead, other_kinds

    mine = events.of_kind(kind)
    if len(mine):
        expect_inside(mine, located(mine, cells), cells)
    return look_ahead(History.of(mine, cells, other_kinds(events, kind)), origin, horizon, about)


def _if_it_can(kind: str, cells: Cells, made: Callable[[str, Cells], Forecast]) -> Forecast | None:
    """None when this kind alone cannot be forecast; the reason is told and the others go on."""
    from manumit.base.kernel import Refused

    try:
        return made(kind, cells)
    except Refused as error:
        tell(False, f"manumit: {kind}: {error.sentence} {error.hint}")
        return None


def _say(kind: str, found: Forecast, horizon: int, beside: Beside, quiet: bool) -> None:
    if beside.covariates:
        tell(quiet, f"manumit: {said_of_covariates(kind, found)}")
    tell(
        quiet,
        f"manumit: {kind}: {found.volume.expected:.0f} events expected in {horizon} days over"
        f" {len(found.cells):,} cells; handling: investigator.",
    )


def _write(out: Path, done: list[tuple[str, Forecast]], kind: str | None) -> None:
    import csv

    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow([*_HEADER, *(() if kind else ("kind",))])
        for one, found in done:
            writer.writerows([*row, *(() if kind else (one,))] for row in _rows(found))


def _rows(found: Forecast) -> Any:
    cells = found.cells
    return (
        (cell, f"{lon:.6f}", f"{lat:.6f}", f"{km2:.6f}", f"{expected:.6g}", low, high)
        for cell, lon, lat, km2, expected, low, high in zip(
            cells.names, cells.lon, cells.lat, cells.km2, found.expected, found.low, found.high, strict=True
        )
    )
