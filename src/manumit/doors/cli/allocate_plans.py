"""Plans of `manumit allocate`: sites for a few teams, one fewer and a few more; and the tables that tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from manumit.doors.cli.place_table import Cell, Table, point
from manumit.doors.cli.progress import reporter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Ground, Placed

_BESIDE = (-1, 0, 1, 2)
"""How many more or fewer are worked out, too."""
_MOST_FAIR = 4_000_000
"""Pairs of a place and a site among which a fair choice is looked for: minutes of work."""
COLUMNS = (
    "teams", "fair", "site", "lon", "lat", "places", "need", "mean_minutes", "longest_minutes", "within",
)  # fmt: skip
PLANS = (
    "teams", "fair", "mean_minutes", "longest_minutes", "within", "beyond", "worst_group", "worst_minutes", "proven",
)  # fmt: skip
WAYS = ("place", "lon", "lat", "need", "site", "minutes", "within")


@dataclass(frozen=True)
class Plan:
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
        """As PLANS."""
        if self.found is None:
            return [self.teams, int(self.fair), *[None] * (len(PLANS) - 2)]
        far = self.found.hours > reach
        worst = max(self.found.by_group.items(), key=lambda one: one[1], default=(None, None))
        return [
            self.teams,
            int(self.fair),
            minutes(self.found.mean_hours),
            minutes(float(self.found.hours.max())),
            round(self.found.within, 4),
            round(float(ground.need[far].sum()), 4),
            worst[0],
            None if worst[1] is None else minutes(worst[1]),
            int(self.found.proven),
        ]

    def told(self, ground: Ground, reach: float) -> dict[str, Any]:
        """As JSON."""
        told: dict[str, Any] = dict(zip(PLANS, self.row(ground, reach), strict=True))
        if self.found is None:
            return told | {"sites": None, "groups": None, "why_none": self.why_none}
        inside = self.found.hours <= reach
        groups = {
            name: {
                "mean_minutes": minutes(self.found.by_group[name]),
                "within": round(float(people[inside].sum() / people.sum()), 4),
            }
            for name, people in ground.groups.items()
        }
        return told | {"sites": [ground.sites[at] for at in self.found.chosen.tolist()], "groups": groups}


def minutes(hours: float) -> float:
    return round(60 * hours, 2)


def plans_of(ground: Ground, teams: int, fair: float, reach: float, quiet: bool) -> list[Plan]:
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
    plans: list[Plan] = []
    with reporter(quiet) as shown:
        for done, (number, rule) in enumerate(wanted):
            shown.stage("choosing sites", done, len(wanted))
            try:
                found = place(
                    ground.need, ground.hours, number, reach, ground.groups or None, fair if rule else 0.0
                )
                if rule and found.mean_hours < plans[-1].placed.mean_hours:  # a fair choice is free to all
                    plans[-1] = Plan(number, False, found)
                plans.append(Plan(number, rule, found))
            except Refused as error:
                plans.append(Plan(number, rule, None, error.sentence))
    return plans


def expect_found(asked: Plan, plans: list[Plan]) -> None:
    """Refused where no choice of as many is fair, with how many it would take, if that is known."""
    from manumit.base.kernel import Refused

    if asked.found is None:
        more = [one.teams for one in plans if one.fair and one.found and one.teams > asked.teams]
        raise Refused(
            asked.why_none,
            f"With {more[0]} it can be done." if more else "Ask for more teams, or allow a larger --fair.",
        )


def rows_of(
    ground: Ground, plans: list[Plan], reach: float
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
    """As COLUMNS from the third on."""
    mine = found.serves == at
    need, hours = ground.need[mine], found.hours[mine]
    whole = float(need.sum())
    return [
        ground.sites[at],
        _degrees(ground.site_lon, at),
        _degrees(ground.site_lat, at),
        int(mine.sum()),
        round(whole, 4),
        minutes(float((need * hours).sum() / whole)) if whole else None,
        minutes(float(hours.max(initial=0.0))),
        round(float(need[hours <= reach].sum() / whole), 4) if whole else None,
    ]


def _degrees(axis: NDArray[np.float64], at: int) -> float | None:
    return round(float(axis[at]), 6) if axis[at] == axis[at] else None


def ways_of(ground: Ground, found: Placed, reach: float) -> Table:
    """A row a place of need."""
    rows: list[list[Cell]] = [
        [
            name,
            _degrees(ground.lon, at),
            _degrees(ground.lat, at),
            round(float(ground.need[at]), 4),
            ground.sites[int(found.serves[at])],
            minutes(float(found.hours[at])),
            int(found.hours[at] <= reach),
        ]
        for at, name in enumerate(ground.places)
    ]
    return Table(WAYS, rows)
