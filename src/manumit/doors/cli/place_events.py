"""What verbs about places take: a table of events or a workspace, an area, days; and options that several share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import need, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Area, Cells, Events, Problem, Spikes

EventsFile = Annotated[
    Path, typer.Argument(metavar="EVENTS.csv", help="kind,date,lon,lat, one row an event; or a workspace.")
]
Within = Annotated[
    Path | None,
    typer.Option("--area", metavar="A.geojson", help="Events in this polygon alone (WGS 84 degrees)."),
]
Kind = Annotated[str | None, typer.Option("--kind", help="Events of this kind alone.")]
Since = Annotated[str, typer.Option("--since", metavar="DATE", help="Events from this day on.")]
Until = Annotated[
    str, typer.Option("--until", metavar="DATE", help="Events up to this day, the last that was looked at.")
]
Deals = Annotated[
    int, typer.Option("--deals", help="How often dates are dealt anew, to see what chance does.")
]
Seed = Annotated[int, typer.Option("--seed", help="Of what is dealt: the same seed, the same answer.")]

EPOCH = date(1970, 1, 1)
_FEW_COPIES, _COPIED = 20, 0.2
"""Copies that are worth a word: so many, and such a share. Two at one address on one day are common."""


def read_places(events: Path, area: Path, kind: str | None, quiet: bool) -> tuple[Area, Events]:
    """Both inputs of a verb about places; what was left out is told on stderr."""
    from manumit.engine.places import copies

    surface = read_area(area, quiet)
    what = read_rows(events, kind)
    if (same := copies(what)) >= max(_FEW_COPIES, _COPIED * len(what)):
        tell(
            quiet,
            f"manumit: {same:,} of {len(what):,} events are copies of another (kind, time and place); all count."
            " Was a file joined to itself?",
        )
    return surface, what


def read_area(area: Path, quiet: bool) -> Area:
    """The area; what had to be mended is told on stderr."""
    expect_maps()
    from manumit.engine.places import Area

    surface = Area.read(need(area))
    for note in surface.notes:
        tell(quiet, f"manumit: {note}")
    return surface


def read_rows(
    events: Path, kind: str | None, labels: Sequence[str] = (), placed: bool | None = None
) -> Events:
    """Events of a table or a workspace; rows that were left out are told on stderr. `labels` and `placed`: as
    `read_events` takes them, of a table alone."""
    from manumit.engine.places import events_of, read_events

    if events.is_dir():
        from manumit.engine.evidence import Workspace

        what = events_of(Workspace.open(events))
    else:
        what = read_events(need(events), labels, placed)
    tell_problems(events, what.problems)
    return what.of_kind(kind) if kind else what


def set_apart(
    events: Events, cells: Cells, origin: float, kinds: list[str], quiet: bool
) -> tuple[Events, Spikes]:
    """The events before the origin, without those at points that stand for 'somewhere here'; and these points, kind by
    kind. Each is told on stderr."""
    from manumit.engine.places import located, spikes_by_kind

    known = events.where(events.start < origin)
    kept, found = spikes_by_kind(known, located(known, cells) >= 0)
    told = {name: found[name] for name in kinds if name in found}
    tell_spikes(told, quiet)
    return kept, told


def by_region(
    events: Events, area: Path, name: str, quiet: bool, before: float = float("inf")
) -> tuple[Events, NDArray[np.object_]]:
    """The events and the polygon that each lies in ('' in none), without points that stand for 'somewhere here': each
    is told on stderr."""
    from manumit.engine.places import in_regions

    kept, names, spikes = in_regions(events, need(area), name, before)
    tell_spikes(spikes, quiet)
    if spikes:
        tell(
            quiet,
            "manumit: where such a point does mean one region, name it in a column: --by COLUMN, without --area.",
        )
    return kept, names


def tell_spikes(spikes: Spikes, quiet: bool) -> None:
    """On stderr: points that are set apart."""
    for name, points in spikes.items():
        for lon, lat, count in points:
            tell(
                quiet,
                f"manumit: {name or 'all kinds'}: {count:,} events share the point {lat:g}, {lon:g}: set apart, it"
                " stands for 'somewhere here'.",
            )


def tell_problems(source: Path, problems: Mapping[str, Problem]) -> None:
    """On stderr, --quiet or not: rows that were left out, the first few by number, and why."""
    for reason, problem in problems.items():
        rows = ", ".join(map(str, problem.rows)) + (" ..." if problem.count > len(problem.rows) else "")
        word = "row" if problem.count == 1 else "rows"
        where = f" ({word} {rows})" if problem.rows else ""
        tell(False, f"manumit: {source}: {problem.count:,} {word} left out, {reason}{where}")


def expect_maps() -> None:
    """MissingPart where what draws cells is not installed."""
    from manumit.base.kernel import MissingPart

    try:
        import h3  # noqa: F401
        import shapely  # noqa: F401
    except ImportError as error:
        raise MissingPart(
            "The part for maps is not installed.", "Add it: pip install 'manumit[places]'."
        ) from error


def expect_deals(deals: int) -> None:
    """UsageError for so few that nothing is beyond chance, or so many that nobody waits for them."""
    from manumit.base.kernel import UsageError

    if not 19 <= deals <= 99_999:
        raise UsageError(f"{deals} deals are too few or too many.", "Choose 99, 999 or so: 19 to 99,999.")


def day_of(option: str, text: str) -> date | None:
    """The day that was written behind `option`, none for nothing. UsageError for what is no day."""
    from manumit.base.kernel import UsageError

    if not text:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{option} {text} is not a day.", "Write a date like 2026-03-31.") from None


def span_of(since: str, until: str) -> tuple[float | None, float | None]:
    """Days since 1970: the first, and the one after the last; none where nothing was said."""
    from manumit.base.kernel import UsageError

    first, last = day_of("--since", since), day_of("--until", until)
    if first and last and last <= first:
        raise UsageError(f"--until {last} is not after --since {first}.", "Exchange them.")
    return (
        float((first - EPOCH).days) if first else None,
        float((last - EPOCH).days + 1) if last else None,
    )


def day_name(day: float) -> str:
    """Days since 1970 -> '2026-03-31'."""
    return date.fromordinal(EPOCH.toordinal() + int(day // 1)).isoformat()
