"""`manumit forecast --by`: months by region, or of a help line, that add up."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.doors.cli.forecast_beside import reported_only
from manumit.doors.cli.output import need, result, tell
from manumit.doors.cli.place_events import by_region, tell_problems
from manumit.doors.cli.sidecar import write_sidecar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Events, Outlook


def by_months(
    source: Path,
    area: Path | None,
    by: str,
    months: int,
    origin: date | None,
    kind: str | None,
    out: Path,
    quiet: bool,
) -> int:
    """Write level, one column a level, month, expected, low, high."""
    from manumit.base.kernel import UsageError
    from manumit.engine.places import is_helpline, outlook, outlook_of, read_helpline, tree_of

    levels = [one.strip() for one in by.split(",") if one.strip()]
    if not levels or not months:
        raise UsageError("--by and --months go together.", "Write --by region --months 6.")
    problems, sure = False, None
    if is_helpline(need(source)):
        if len(levels) > 1 or kind or area or origin:
            raise UsageError(
                "A help line's months are told by one thing, without --kind, --area and --origin.",
                "Write --by severity.",
            )
        line = read_helpline(source, levels[0])
        found, sure = outlook_of(line, months), line.sure()
        tell(quiet, "manumit: counts that the line held back lie within bounds; the intervals hold that.")
    else:
        if origin is None or origin.day != 1:
            raise UsageError("--origin is the first day of a month.", "Write --origin 2026-03-01.")
        events, paths = _places(source, area, levels, kind, origin, quiet)
        problems = bool(events.problems)
        end = (origin.year - 1970) * 12 + origin.month - 1
        found = outlook(tree_of(paths, events.start, events.weight, end), months)
    raised = _alarms(found, sure)
    _write(out, levels, found)
    write_sidecar(out, _told(found, months, kind, raised))
    _say(found, months, raised, quiet)
    return 3 if problems else 0


def _places(
    source: Path, area: Path | None, levels: list[str], kind: str | None, origin: date, quiet: bool
) -> tuple[Events, list[tuple[str, ...]]]:
    """Reported events, and where each is in the hierarchy: by columns of the table, or by the polygons it lies in."""
    from manumit.base.kernel import UsageError
    from manumit.engine.places import counted, events_of, read_events

    if area and len(levels) > 1:
        raise UsageError("With --area, --by names one property of its polygons.", "Write --by name.")
    if source.is_dir():
        from manumit.engine.evidence import Workspace

        if not area:
            raise UsageError(
                "A workspace says where by coordinates.", "Give the regions as polygons with --area."
            )
        events = events_of(Workspace.open(source))
    else:
        events = read_events(need(source), () if area else levels)
    tell_problems(source, events.problems)
    events = reported_only(events.of_kind(kind) if kind else events, quiet)
    if not area:
        return events, list(zip(*(events.labels[one].tolist() for one in levels), strict=True))
    before = (origin - date(1970, 1, 1)).days
    events, names = by_region(events, area, levels[0], quiet, before)
    inside = names != ""
    if not inside.all():
        tell(
            quiet,
            f"manumit: in no region: {int((~inside).sum()):,} of {counted(len(inside))}.",
        )
    return events.where(inside), [(one,) for one in names[inside].tolist()]


def _alarms(found: Outlook, sure: NDArray[np.bool_] | None) -> list[dict[str, str]]:
    from manumit.engine.places import month_name, rises

    return [
        {"series": "/".join(path) or "all", "month": month_name(month)}
        for path, month in rises(found.tree, sure)
    ]


def _write(out: Path, levels: list[str], found: Outlook) -> None:
    from manumit.engine.places import month_name

    first = found.tree.first + found.tree.counts.shape[1]
    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow(["level", *levels, "month", "expected", "low", "high"])
        for at, path in enumerate(found.tree.paths):
            level = levels[len(path) - 1] if path else "all"
            names = [*path, *[""] * (len(levels) - len(path))]
            for ahead in range(found.expected.shape[1]):
                numbers = (f"{found.expected[at, ahead]:.3f}", found.low[at, ahead], found.high[at, ahead])
                writer.writerow([level, *names, month_name(first + ahead), *numbers])


def _told(found: Outlook, months: int, kind: str | None, raised: list[dict[str, str]]) -> dict[str, Any]:
    from manumit.engine.places import FALSE_A_YEAR, MOST_SHARED, month_name

    tree = found.tree
    return {
        "first_month": month_name(tree.first + tree.counts.shape[1]),
        "months": months,
        "kind": kind,
        "history": [month_name(tree.first), month_name(tree.first + tree.counts.shape[1] - 1)],
        "series": len(tree.paths),
        "method": f"three exponential smoothings and a shared season, made to add up: {found.way}",
        "errors_on_past_months": {name: round(one, 4) for name, one in (found.errors or {}).items()},
        "alarms": raised,
        "false_alarms": f"without a change, in at most {FALSE_A_YEAR:.0%} of years, {MOST_SHARED} series together",
    }


def _say(found: Outlook, months: int, raised: list[dict[str, str]], quiet: bool) -> None:
    expected, low, high = (one[0] for one in (found.expected, found.low, found.high))
    tell(
        quiet,
        f"manumit: {len(found.tree.paths):,} series; of all, {expected[0]:.0f} expected in the first month"
        f" ({low[0]} to {high[0]}), {expected.sum():.0f} in {months} months; {found.way}. Handling: investigator.",
    )
    for one in raised:
        tell(quiet, f"manumit: {one['series']} rose beyond what is usual in {one['month']}.")
