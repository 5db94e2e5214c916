"""`manumit allocate`: where to put a few teams, shelters or inspection days, and what one fewer or more would do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.allocate_plans import (
    COLUMNS,
    PLANS,
    Plan,
    expect_found,
    minutes,
    plans_of,
    rows_of,
    ways_of,
)
from manumit.doors.cli.output import need as expect
from manumit.doors.cli.output import result, tell
from manumit.doors.cli.place_events import expect_maps, tell_problems
from manumit.doors.cli.place_table import (
    AsJson,
    Out,
    Table,
    expect_form,
    show,
    write_csv,
    write_table,
)
from manumit.doors.cli.sidecar import write_sidecar

if TYPE_CHECKING:
    from manumit.engine.places import Ground

_METHOD = "p-median: HiGHS to the proof up to 60,000 pairs, by exchange beyond"
Needs = Annotated[
    Path,
    typer.Argument(metavar="NEEDS.csv", help="place,lon,lat,need, one row a place; or a forecast's table."),
]
Teams = Annotated[
    int,
    typer.Option("--teams", metavar="N", help="How many teams, shelters or inspection days there are."),
]
SitesGiven = Annotated[
    Path | None,
    typer.Option(
        "--sites", metavar="S.csv", help="place,lon,lat: where one can be put; else any place of need."
    ),
]
Times = Annotated[
    Path | None,
    typer.Option(
        "--times",
        metavar="T.csv",
        help="from,to,minutes; or a row a site, a column a place. Else straight ways.",
    ),
]
Kmh = Annotated[float, typer.Option("--kmh", help="Speed on straight ways.")]
Reach = Annotated[
    float,
    typer.Option("--reach", metavar="MINUTES", help="How far is still near: shares within are told."),
]
GroupsGiven = Annotated[
    Path | None,
    typer.Option("--groups", metavar="P.csv", help="place (or cell) and the people of each group there."),
]
Fair = Annotated[
    float,
    typer.Option(
        "--fair",
        metavar="SHARE",
        help="No group's mean way is more than so much longer than all's; 0.25: a quarter.",
    ),
]
Ways = Annotated[
    Path | None,
    typer.Option("--ways", metavar="W.csv", help="Write the site and minutes of each place, too."),
]


def allocate(
    needs: Needs,
    teams: Teams,
    sites: SitesGiven = None,
    times: Times = None,
    kmh: Kmh = 40.0,
    reach: Reach = 60.0,
    groups: GroupsGiven = None,
    fair: Fair = 0.0,
    ways: Ways = None,
    out: Out = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Choose sites so that the mean way from where something is needed to the nearest of them is shortest (the p-median
    problem), with one fewer, one more and two more beside it.

    `proven` is 1 where no choice of as many is better, 0 where there are too many to be sure. With --groups each
    group's mean way is told; with --fair plans that keep the rule stand beside those that need not, so that its price
    shows. Groups are for this alone. Sites are for outreach, services and inspection.

    Example: manumit allocate march.csv --teams 4 --sites offices.csv --times drive.csv --reach 45 --out plan.csv
    """
    from manumit.engine.places import read_ground

    expect_form(out)
    if ways is not None:
        expect_form(ways, (".csv",))
    _expect(teams, reach, fair, groups)
    expect_maps()
    for path in (sites, times, groups):
        if path:
            expect(path)
    ground = read_ground(expect(needs), sites, times, groups, kmh)
    tell_problems(needs, ground.problems)
    for note in ground.notes:
        tell(quiet, f"manumit: {note}")
    plans = plans_of(ground, teams, fair, reach / 60, quiet)
    asked = next(one for one in plans if (one.teams, one.fair) == (teams, fair > 0))
    expect_found(asked, plans)
    table = Table(COLUMNS, *rows_of(ground, plans, reach / 60))
    told: dict[str, Any] = {"method": _METHOD, "teams": teams, "fair": fair, "reach_minutes": reach}
    told |= {"ways": "travel times given" if times else f"great circles at {kmh:g} km an hour"}
    told |= {"places": len(ground.places), "sites": len(ground.sites), "notes": list(ground.notes)}
    told |= {"need": round(float(ground.need.sum()), 4)}
    told |= {"plans": [one.told(ground, reach / 60) for one in plans]}
    if out is None and not as_json:
        show(Table(PLANS, [one.row(ground, reach / 60) for one in plans]))
        print()
        mine = [row for row in table.rows if row[:2] == [teams, int(fair > 0)]]
        table = Table(COLUMNS[2:], [row[2:] for row in mine])
    write_table(table, out, as_json, told)
    if ways is not None:
        with result(ways) as stream:
            write_csv(stream, ways_of(ground, asked.placed, reach / 60))
        write_sidecar(ways, {name: one for name, one in told.items() if name != "plans"})
    _say(ground, asked, reach, quiet)
    return 3 if ground.problems else 0


def _expect(teams: int, reach: float, fair: float, groups: Path | None) -> None:
    from manumit.base.kernel import UsageError

    if teams < 1:
        raise UsageError(f"{teams} teams cannot be placed.", "Write --teams 1 or more.")
    if not reach > 0:
        raise UsageError("What is near is above 0 minutes.", "Write --reach 60.")
    if not fair >= 0 or (fair and not groups):
        raise UsageError(
            "--fair is above 0, and needs the people of each group.", "Write --fair 0.25 --groups people.csv."
        )


def _say(ground: Ground, asked: Plan, reach: float, quiet: bool) -> None:
    found = asked.placed
    tell(
        quiet,
        f"manumit: {asked.teams} of {len(ground.sites):,} sites for {len(ground.places):,} places: the mean way is"
        f" {minutes(found.mean_hours):g} minutes, {found.within:.0%} of the need within {reach:g};"
        f" {'no choice of as many is better' if found.proven else 'a better choice may exist'}."
        " Handling: investigator.",
    )
