"""`manumit hotspots`: where more happens than chance explains, and how it came to be so."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import result, tell
from manumit.doors.cli.place_events import read_places
from manumit.doors.cli.sidecar import write_sidecar


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
        tell(quiet, f"manumit: {note.exact}")
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
            "notes": [one.exact for one in found.notes],
        },
    )
    hot = int((found.whole.sign > 0).sum())
    cold = int((found.whole.sign < 0).sum())
    tell(quiet, f"manumit: {len(cells):,} cells, {hot:,} hot, {cold:,} cold. Handling: investigator.")
    return 3 if what.problems else 0
