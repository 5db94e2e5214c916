"""`manumit hotspots`: where more happens than chance explains, and how it came to be so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import need, result, tell
from manumit.doors.cli.sidecar import write_sidecar

if TYPE_CHECKING:
    from manumit.engine.places import Area, Events


def hotspots(
    events: Annotated[
        Path,
        typer.Argument(metavar="EVENTS.csv", help="kind,date,lon,lat, one row an event; or a workspace."),
    ],
    area: Annotated[Path, typer.Option("--area", metavar="A.geojson", help="Polygon in WGS 84 degrees.")],
    out: Annotated[Path, typer.Option("--out", help="CSV: cell,count,z,p,q,class.")],
    resolution: Annotated[int, typer.Option("--resolution", help="Of the H3 cells; 9 is about 0.1 km2.")] = 9,
    period: Annotated[
        str, typer.Option("--period", help="day, week, fortnight, month or quarter: steps of the history.")
    ] = "week",
    kind: Annotated[str | None, typer.Option("--kind", help="Events of this kind alone.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No words on stderr but what went wrong.")] = False,
) -> int:
    """Find cells with more (or fewer) events around them than chance explains: Gi* with the false discovery rate held.

    The class says how a hot or cold spot came to be (new, consecutive, intensifying, persistent, diminishing, sporadic,
    oscillating, historical) or 'none'. Few events seen is not few events: where nobody looked, nothing is found.

    Example: manumit hotspots events.csv --area city.geojson --out hot.csv --period month
    """
    import csv

    from manumit.engine.places import find_hotspots

    surface, what = read_places(events, area, kind, quiet)
    cells = surface.cells(resolution)
    found = find_hotspots(what, cells, period)
    for note in found.notes:
        tell(quiet, f"manumit: {note}")
    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow(["cell", "count", "z", "p", "q", "class"])
        writer.writerows(
            (cell, f"{count:g}", f"{z:.4f}", f"{p:.4g}", f"{q:.4g}", name)
            for cell, count, z, p, q, name in zip(
                cells.names,
                found.counts,
                found.whole.z,
                found.whole.p,
                found.whole.q,
                found.classes,
                strict=True,
            )
        )
    write_sidecar(
        out,
        {
            "resolution": resolution,
            "period": period,
            "kind": kind,
            "method": "Getis-Ord Gi*, exact tails, Benjamini-Yekutieli; history by space-time Gi* and Mann-Kendall",
            "notes": list(found.notes),
        },
    )
    hot = int((found.whole.sign > 0).sum())
    cold = int((found.whole.sign < 0).sum())
    tell(quiet, f"manumit: {len(cells):,} cells, {hot:,} hot, {cold:,} cold. Handling: investigator.")
    return 3 if what.problems else 0


def read_places(events: Path, area: Path, kind: str | None, quiet: bool) -> tuple[Area, Events]:
    """Both inputs of a verb about places; what was left out is told on stderr."""
    from manumit.base.kernel import MissingPart

    try:
        import h3  # noqa: F401
        import shapely  # noqa: F401
    except ImportError as error:
        raise MissingPart(
            "The part for maps is not installed.", "Add it: pip install 'manumit[places]'."
        ) from error
    from manumit.engine.places import Area, events_of, read_events

    surface = Area.read(need(area))
    for note in surface.notes:
        tell(quiet, f"manumit: {note}")
    if events.is_dir():
        from manumit.engine.evidence import Workspace

        what = events_of(Workspace.open(events))
    else:
        what = read_events(need(events))
    for reason, problem in what.problems.items():
        rows = ", ".join(map(str, problem.rows)) + (" ..." if problem.count > len(problem.rows) else "")
        tell(False, f"manumit: {events}: {problem.count:,} rows left out, {reason} (rows {rows})")
    return surface, what.of_kind(kind) if kind else what
