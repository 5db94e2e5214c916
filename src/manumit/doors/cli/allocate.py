"""`manumit allocate`: where to put a few teams, shelters or inspection days, and what one fewer or more would do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.output import need as expect
from manumit.doors.cli.output import result, tell
from manumit.doors.cli.place_events import expect_maps, tell_problems
from manumit.doors.cli.place_table import (
    AsJson,
    Cell,
    Out,
    Table,
    expect_form,
    point,
    show,
    write_csv,
    write_table,
)
from manumit.doors.cli.progress import reporter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Ground, Placed

_BESIDE = (-1, 0, 1, 2)
"""How many more or fewer are worked out, too."""
_MOST_FAIR = 4_000_000
"""Pairs of a place and a site among which a fair choice is looked for: minutes of work."""
_COLUMNS = (
    "teams", "fair", "site", "lon", "lat", "places", "need", "mean_minutes", "longest_minutes", "within",
)  # fmt: skip
_PLANS = (
    "teams", "fair", "mean_minutes", "longest_minutes", "within", "beyond", "worst_group", "worst_minutes", "proven",
)  # fmt: skip
_WAYS = ("place", "lon", "lat", "need", "site", "minutes", "within")


def allocate(
    needs: Annotated[
        Path,
        typer.Argument(
            metavar="NEEDS.csv", help="place,lon,lat,need, one row a place; or a forecast's table."
        ),
    ],
    teams: Annotated[
        int,
        typer.Option("--teams", metavar="N", help="How many teams, shelters or inspection days there are."),
    ],
    sites: Annotated[
        Path | None,
        typer.Option(
            "--sites", metavar="S.csv", help="place,lon,lat: where one can be put; else any place of need."
        ),
    ] = None,
    times: Annotated[
        Path | None,
        typer.Option(
            "--times",
            metavar="T.csv",
            help="from,to,minutes; or a row a place, a column a site. Else straight ways.",
        ),
    ] = None,
    kmh: Annotated[float, typer.Option("--kmh", help="Speed on straight ways.")] = 40.0,
    reach: Annotated[
        float,
        typer.Option("--reach", metavar="MINUTES", help="How far is still near: shares within are told."),
    ] = 60.0,
    groups: Annotated[
        Path | None,
        typer.Option("--groups", metavar="P.csv", help="place (or cell) and the people of each group there."),
    ] = None,
    fair: Annotated[
        float,
        typer.Option(
            "--fair",
            metavar="SHARE",
            help="No group's mean way is more than so much longer than all's; 0.25: a quarter.",
        ),
    ] = 0.0,
    ways: Annotated[
        Path | None,
        typer.Option("--ways", metavar="W.csv", help="Write the site and minutes of each place, too."),
    ] = None,
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
    plans = _plans(ground, teams, fair, reach / 60, quiet)
    asked = next(one for one in plans if (one.teams, one.fair) == (teams, fair > 0))
    _expect_found(asked, plans)
    table = Table(_COLUMNS, *_rows(ground, plans, reach / 60))
    told = {
        "method": "p-median: HiGHS to the proof up to 60,000 pairs, by exchange beyond",
        "teams": teams,
        "fair": fair,
        "reach_minutes": reach,
        "ways": "travel times given" if times else f"great circles at {kmh:g} km an hour",
        "places": len(ground.places),
        "sites": len(ground.sites),
        "need": round(float(ground.need.sum()), 4),
        "plans": [one.told(ground, reach / 60) for one in plans],
        "notes": list(ground.notes),
    }
    if out is None and not as_json:
        show(Table(_PLANS, [one.row(ground, reach / 60) for one in plans]))
        print()
        mine = [row for row in table.rows if row[:2] == [teams, int(fair > 0)]]
        table = Table(_COLUMNS[2:], [row[2:] for row in mine])
    write_table(table, out, as_json, told)
    if ways is not None:
        with result(ways) as stream:
            write_csv(stream, _ways(ground, asked.placed, reach / 60))
    _say(ground, asked, reach, quiet)
    return 3 if ground.problems else 0


def _expect(teams: int, reach: float, fair: float, groups: Path | None) -> None:
    from manumit.base.kernel import UsageError

    if teams < 1:
        raise UsageError(f"{teams} teams cannot be placed.", "Write --teams 1 or more.")
    if reach <= 0:
        raise UsageError("What is near is above 0 minutes.", "Write --reach 60.")
    if fair < 0 or (fair and not groups):
        raise UsageError(
            "--fair is above 0, and needs the people of each group.", "Write --fair 0.25 --groups people.csv."
        )


@dataclass(frozen=True)
class _Plan:
    """So many teams; nobody `placed` where no choice is fair, and then why."""

    teams: int
    fair: bool
    found: Placed | None
    why_none: str = ""

    @property
    def placed(self) -> Placed:
        """The choice, of a plan that has one."""
        assert self.found is not None
        return self.found

    def row(self, ground: Ground, reach: float) -> list[Cell]:
        """As _PLANS."""
        if self.found is None:
            return [self.teams, int(self.fair), *[None] * (len(_PLANS) - 2)]
        far = self.found.hours > reach
        worst = max(self.found.by_group.items(), key=lambda one: one[1], default=(None, None))
        return [
            self.teams,
            int(self.fair),
            _minutes(self.found.mean_hours),
            _minutes(float(self.found.hours.max())),
            round(self.found.within, 4),
            round(float(ground.need[far].sum()), 4),
            worst[0],
            None if worst[1] is None else _minutes(worst[1]),
            int(self.found.proven),
        ]

    def told(self, ground: Ground, reach: float) -> dict[str, Any]:
        """As JSON."""
        told: dict[str, Any] = dict(zip(_PLANS, self.row(ground, reach), strict=True))
        if self.found is None:
            return told | {"sites": None, "groups": None, "why_none": self.why_none}
        inside = self.found.hours <= reach
        groups = {
            name: {
                "mean_minutes": _minutes(self.found.by_group[name]),
                "within": round(float(people[inside].sum() / people.sum()), 4),
            }
            for name, people in ground.groups.items()
        }
        return told | {"sites": [ground.sites[at] for at in self.found.chosen.tolist()], "groups": groups}


def _minutes(hours: float) -> float:
    return round(60 * hours, 2)


def _plans(ground: Ground, teams: int, fair: float, reach: float, quiet: bool) -> list[_Plan]:
    """Fewer and more, with and without the rule. What is asked for must be possible, the others need not."""
    from manumit.base.kernel import Refused, UsageError
    from manumit.engine.places import allocate as place

    if teams > len(ground.sites):
        raise UsageError(
            f"{teams} teams for {len(ground.sites)} sites.", "Ask for fewer, or give more sites."
        )
    if fair and ground.hours.size > _MOST_FAIR:
        raise UsageError(
            f"{ground.hours.size:,} pairs are too many to look for a fair choice (at most {_MOST_FAIR:,}).",
            "Take coarser cells, or say with --sites where something could be put.",
        )
    wanted = [
        (teams + more, rule)
        for more in _BESIDE
        for rule in ((False, True) if fair else (False,))
        if 1 <= teams + more <= len(ground.sites)
    ]
    plans: list[_Plan] = []
    with reporter(quiet) as shown:
        for done, (number, rule) in enumerate(wanted):
            shown.stage("choosing sites", done, len(wanted))
            try:
                found = place(
                    ground.need, ground.hours, number, reach, ground.groups or None, fair if rule else 0.0
                )
                if rule and found.mean_hours < plans[-1].placed.mean_hours:  # a fair choice is free to all
                    plans[-1] = _Plan(number, False, found)
                plans.append(_Plan(number, rule, found))
            except Refused as error:
                plans.append(_Plan(number, rule, None, error.sentence))
    return plans


def _expect_found(asked: _Plan, plans: list[_Plan]) -> None:
    """Refused where no choice of as many is fair, with how many it would take, if that is known."""
    from manumit.base.kernel import Refused

    if asked.found is None:
        more = [one.teams for one in plans if one.fair and one.found and one.teams > asked.teams]
        raise Refused(
            asked.why_none,
            f"With {more[0]} it can be done." if more else "Ask for more teams, or allow a larger --fair.",
        )


def _rows(
    ground: Ground, plans: list[_Plan], reach: float
) -> tuple[list[list[Cell]], list[dict[str, Any]] | None]:
    """A row a plan and site, and where it lies if that is known of all."""
    import numpy as np

    known = bool(np.isfinite(ground.site_lon).all())
    rows: list[list[Cell]] = []
    for plan in plans:
        for at in plan.placed.chosen.tolist() if plan.found else ():
            rows.append([plan.teams, int(plan.fair), *_site(ground, plan.placed, at, reach)])
    where = {name: at for at, name in enumerate(ground.sites)}
    lon, lat = ground.site_lon.tolist(), ground.site_lat.tolist()
    shapes = [point(lon[where[str(row[2])]], lat[where[str(row[2])]]) for row in rows] if known else None
    return rows, shapes


def _site(ground: Ground, found: Placed, at: int, reach: float) -> list[Cell]:
    """As _COLUMNS from the third on."""
    mine = found.serves == at
    need, hours = ground.need[mine], found.hours[mine]
    whole = float(need.sum())
    return [
        ground.sites[at],
        _degrees(ground.site_lon, at),
        _degrees(ground.site_lat, at),
        int(mine.sum()),
        round(whole, 4),
        _minutes(float((need * hours).sum() / whole)) if whole else None,
        _minutes(float(hours.max(initial=0.0))),
        round(float(need[hours <= reach].sum() / whole), 4) if whole else None,
    ]


def _degrees(axis: NDArray[np.float64], at: int) -> float | None:
    return round(float(axis[at]), 6) if axis[at] == axis[at] else None


def _ways(ground: Ground, found: Placed, reach: float) -> Table:
    """A row a place of need."""
    rows: list[list[Cell]] = [
        [
            name,
            _degrees(ground.lon, at),
            _degrees(ground.lat, at),
            round(float(ground.need[at]), 4),
            ground.sites[int(found.serves[at])],
            _minutes(float(found.hours[at])),
            int(found.hours[at] <= reach),
        ]
        for at, name in enumerate(ground.places)
    ]
    return Table(_WAYS, rows)


def _say(ground: Ground, asked: _Plan, reach: float, quiet: bool) -> None:
    found = asked.placed
    tell(
        quiet,
        f"manumit: {asked.teams} of {len(ground.sites):,} sites for {len(ground.places):,} places: the mean way is"
        f" {_minutes(found.mean_hours):g} minutes, {found.within:.0%} of the need within {reach:g};"
        f" {'no choice of as many is better' if found.proven else 'a better choice may exist'}."
        " Handling: investigator.",
    )
