"""What goes with a forecast: what is known of the places, where to go, and what may be published."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.output import need, result, tell
from manumit.doors.cli.sidecar import write_sidecar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Area, Cells, Events, Forecast, History, Learner, Verdict

By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="COLUMN[,COLUMN]",
        help="In place of cells: months by these, the widest first (country,region), with --months.",
    ),
]
Months = Annotated[int, typer.Option("--months", help="With --by: how many months ahead.")]
Covariates = Annotated[
    Path | None,
    typer.Option("--covariates", help="What places are like: CSV by cell or point, or GeoJSON polygons."),
]
Counts = Annotated[
    list[str] | None,
    typer.Option("--counts", help="A column of --covariates that counts, to be shared out by area."),
]
Groups = Annotated[
    Path | None,
    typer.Option("--groups", help="People of each group, for the fairness check alone; as --covariates."),
]
VisitsTo = Annotated[
    Path | None, typer.Option("--visits", help="CSV of cells to go to, a quota of them by chance.")
]
VisitShare = Annotated[float, typer.Option("--visit-share", help="Share of cells to go to.")]
Explore = Annotated[
    float, typer.Option("--explore", help="Share of the visits that the forecast does not choose.")
]
Seed = Annotated[int, typer.Option("--seed", help="By which the quota is dealt.")]
PublishTo = Annotated[
    Path | None,
    typer.Option("--publish", help="CSV for partners: resolution 8, small counts hidden, checks passed."),
]
Unchecked = Annotated[
    str, typer.Option("--unchecked-because", help="Why it is published without --groups; recorded.")
]

OPEN = 8
"""The finest resolution of what leaves the investigator's hands (design, rule 10)."""
STEP = 5
"""A total beside hidden counts is told in steps of so many."""


@dataclass(frozen=True)
class Beside:
    """Files and choices that go with a forecast, as the call names them."""

    covariates: Path | None = None
    counts: tuple[str, ...] = ()
    groups: Path | None = None
    visits: Path | None = None
    visit_share: float = 0.05
    explore: float = 0.1
    seed: int = 0
    publish: Path | None = None
    reason: str = ""

    def people(self, cells: Cells) -> dict[str, NDArray[np.float64]]:
        """Of each group, a cell; nothing when no file was given."""
        from manumit.engine.places import read_groups

        return read_groups(need(self.groups), cells) if self.groups else {}

    def about(self, cells: Cells, quiet: bool) -> NDArray[np.float64] | None:
        """What is known of the cells, to learn from."""
        from manumit.engine.places import read_covariates

        if not self.covariates:
            return None
        found = read_covariates(need(self.covariates), cells, self.counts, self.people(cells))
        for note in found.notes:
            tell(quiet, f"manumit: {self.covariates}: {note}")
        return found.values

    def told(self) -> dict[str, Any]:
        """For what stands beside the table."""
        files = {"covariates": self.covariates, "groups": self.groups}
        return {name: path.name for name, path in files.items() if path}


def said_of_covariates(kind: str, found: Forecast) -> str:
    """Whether past windows were likelier with what is known of the places."""
    gain = found.pool.about_gain
    if gain is None:
        return (
            f"{kind}: too few past windows to tell whether what is known of the places helps; it is left out."
        )
    word = "used" if found.pool.about else "left out"
    return (
        f"{kind}: what is known of the places is {word}: on past windows it brought {gain[0]:+.4f} nats an event"
        f" (standard error {gain[1]:.4f})."
    )


def write_visits(
    beside: Beside, cells: Cells, founds: Sequence[Forecast], known: History, origin: float, quiet: bool
) -> dict[str, Any] | None:
    """Where to go, the forecast's choice and the quota dealt elsewhere; what is told of it beside the forecast."""
    from manumit.engine.places import days_unseen, visits

    if not beside.visits:
        return None
    expected = sum((one.expected for one in founds[1:]), founds[0].expected)
    groups = beside.people(cells)
    found = visits(
        expected, days_unseen(known, origin), beside.visit_share, beside.explore, beside.seed, groups
    )
    with result(beside.visits) as stream:
        writer = csv.writer(stream)
        writer.writerow(["cell", "lon", "lat", "why", "expected", "chance", "days_unseen"])
        for why, places in (("forecast", found.chosen), ("exploration", found.explored)):
            writer.writerows(
                (
                    cells.names[at], f"{cells.lon[at]:.6f}", f"{cells.lat[at]:.6f}", why, f"{expected[at]:.6g}",
                    f"{found.chance[at]:.6g}", f"{found.unseen[at]:.0f}",
                )
                for at in places.tolist()
            )  # fmt: skip
    told = {
        "visits": beside.visits.name,
        "by_forecast": len(found.chosen),
        "by_exploration": len(found.explored),
        "seed": found.seed,
        "treats_groups_alike": bool(groups),
        "least_chance": float(f"{found.chance.min():.6g}"),
    }
    write_sidecar(beside.visits, told)
    tell(
        quiet,
        f"manumit: {len(found.chosen):,} cells to go to by the forecast, {len(found.explored):,} by chance elsewhere"
        f" (seed {found.seed}), so that it can be seen to be wrong.",
    )
    return told


Discovered = Annotated[
    str,
    typer.Option(
        "--discovered",
        metavar="corrected|inverse",
        help="Learn from what was discovered, too: columns exposure and chance.",
    ),
]


def publish(
    beside: Beside,
    surface: Area,
    done: Sequence[tuple[str, Forecast]],
    again: Callable[[str, Cells], Forecast],
    told: Mapping[str, Any],
    of_cells: Mapping[int, Events],
) -> None:
    """A table for partners: no finer than resolution 8, small counts hidden, of finds by how many there are and not by
    what they weigh. `of_cells`: what was learnt from, by the cells' resolution. Refused while a check fails."""
    from manumit.base.kernel import Refused

    if not beside.publish:
        return
    if done[0][1].cells.resolution > OPEN:
        coarse = surface.cells(OPEN)
        done = [(kind, again(kind, coarse)) for kind, _ in done]
    learnt = of_cells[done[0][1].cells.resolution]
    learner: Learner | None = told.get("discovered")
    verdicts = {
        kind: _verdict(beside, found, float(told["horizon_days"]), learner, learnt.of_kind(kind))
        for kind, found in done
    }
    against = [f"{kind}: {one}" for kind, verdict in verdicts.items() for one in verdict.against]
    if against:
        raise Refused(
            f"{beside.publish} is not written. " + " ".join(against),
            "Give the number of people of each group with --groups; where that cannot be had, say why it is"
            " published all the same with --unchecked-because. A check that failed stays closed.",
        )
    with result(beside.publish) as stream:
        writer = csv.writer(stream)
        writer.writerow(["cell", "lon", "lat", "area_km2", "expected", "low", "high", "hidden", "kind"])
        for kind, found in done:
            counts = _seen(learnt.of_kind(kind), found.cells) if learner else found.before
            writer.writerows(_open_rows(kind, found, counts))
    write_sidecar(
        beside.publish,
        {
            **told,
            "resolution": done[0][1].cells.resolution,
            "handling": "partner",
            "expected": {kind: f"about {int(found.volume.expected) // STEP * STEP}" for kind, found in done},
            "hidden": "cells with 1 to 4 events, and others with them, so that no total gives one away",
            "checked": {kind: list(verdict.notes) for kind, verdict in verdicts.items()},
            "unchecked_because": beside.reason.strip() or None,
        },
    )


def _seen(events: Events, cells: Cells) -> NDArray[np.float64]:
    """Events a cell, each one, whatever it weighs."""
    from dataclasses import replace

    import numpy as np

    from manumit.engine.places import History

    return History.of(replace(events, weight=np.ones(len(events))), cells).between(-np.inf, np.inf)


def _verdict(
    beside: Beside, found: Forecast, days: float, learner: Learner | None, learnt: Events
) -> Verdict:
    """`learnt`: of the kind; where finds count it says how long was looked."""
    from manumit.engine.places import VISITED, by_group, may_publish, simulate, top_cells, usual_hours

    groups = beside.people(found.cells)
    pointed = top_cells(found.expected, VISITED)
    rows = by_group(found.expected, groups, pointed) if groups else []
    week = found.volume.expected / days * 7
    hours = usual_hours(learnt, found.cells) if learner else None
    drift = (
        simulate(found.share, week, VISITED, learner=learner or "corrected", hours=hours)
        if week > 0
        else None
    )
    return may_publish(rows, drift, beside.reason)


def _open_rows(kind: str, found: Forecast, counts: NDArray[np.float64]) -> list[tuple[object, ...]]:
    from manumit.engine.places import suppressed

    cells = found.cells
    hidden = suppressed(counts)
    return [
        (cells.names[at], f"{cells.lon[at]:.6f}", f"{cells.lat[at]:.6f}", f"{cells.km2[at]:.6f}", "", "", "", 1, kind)
        if gone
        else (
            cells.names[at], f"{cells.lon[at]:.6f}", f"{cells.lat[at]:.6f}", f"{cells.km2[at]:.6f}",
            f"{found.expected[at]:.2g}", int(found.low[at]), int(found.high[at]), 0, kind,
        )
        for at, gone in enumerate(hidden.tolist())
    ]  # fmt: skip


def learnt_from(
    events: Events, discovered: str, quiet: bool, kind: str | None, within: NDArray[np.bool_] | None
) -> Events:
    """What a forecast learns from: what was reported; and, only where that is asked for, what was discovered `within`,
    in the area and before the origin, each find weighed by the chance of the visit and by how much was looked. What is
    told counts the kind alone."""
    from typing import cast

    from manumit.engine.places import CHANNELS, Learner, learnt_events

    if not discovered:
        return reported_only(events, quiet, kind)
    told, finds = learnt_events(events, cast(Learner, discovered), kind or "", within)
    left = (
        int(((events.of_kind(kind) if kind else events).channel == CHANNELS.index("discovered")).sum())
        - finds
    )
    tell(
        quiet,
        f"manumit: {finds:,} finds are counted for each hour that was looked, by the chance of the visit"
        f" ({discovered}); {left:,} are left out.",
    )
    return told


def reported_only(events: Events, quiet: bool, kind: str | None = None) -> Events:
    """What somebody went and discovered is not learnt from. Refused when nothing else is there of the kind (of any);
    what is told counts that kind alone."""
    from manumit.engine.places import CHANNELS, learnt_events

    asked = (events.of_kind(kind) if kind else events).channel == CHANNELS.index("reported")
    reported, _ = learnt_events(events, None, kind or "")
    if others := int((~asked).sum()):
        tell(quiet, f"manumit: {others:,} events that were discovered or inferred are left out.")
    return reported
