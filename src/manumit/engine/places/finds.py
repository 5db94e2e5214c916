"""What somebody went and found, weighed so that a forecast learns where it is and not where was looked.

A find counts by the chance of the visit (Ensign and others, "Runaway feedback loops in predictive policing", FAT* 2018,
or inverse propensity) and by how much was looked: of two places gone to as often, the one that was looked at for eight
hours brings four times what the one that was looked at for two does, though as much is there. So it is finds for each
hour that count (Horvitz and Thompson, J. American Statistical Association 47, 1952: the chance of the visit times its
hours is what a find was exposed to). That takes twice the hours to find twice as much.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.cube import located, placed
from manumit.engine.places.events import CHANNELS, COLUMNS, Events
from manumit.engine.places.fields import names_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places.area import Cells

Learner = Literal["naive", "corrected", "inverse"]
LEARNERS: tuple[Learner, ...] = ("naive", "corrected", "inverse")
COUNTED: tuple[Learner, ...] = ("corrected", "inverse")
"""The ways in which finds may be counted."""
NEEDED = ("exposure", "chance")
LEAST_CHANCE = 0.05
"""Below it a find counts as if its chance were that: the little that it is wrong by costs less than one find that
counts for two hundred (chosen on seeds 0 to 19 of benchmarks/places_finds.py, beside 0.02)."""
MOST_EXPOSED = 20.0
"""By how many times a find may count for more, or for less, than another because of how much was looked."""


def weighed_finds(
    events: Events, learner: Learner, within: NDArray[np.bool_] | None = None
) -> tuple[Events, int]:
    """What was reported, and beside it what was discovered (`within` alone, where that is given) of which `exposure`
    and `chance` are known, each find worth as much as it is to `learner` and as little as much was looked; and how many
    finds that are. What would have been found anyway, because the forecast sent somebody there, is worth nothing to the
    corrected learner. To the inverse one all finds of a kind together are worth as many reports as they are: else a few
    that count for hundreds would drown what was reported (stabilised weights: Robins, Hernan, Brumback, Epidemiology
    11, 2000). Kind by kind: what was found of one says nothing of what a find of another is worth."""
    import numpy as np

    if learner not in COUNTED:
        raise UsageError(f"Finds are not counted by {learner!r}.", "Choose corrected or inverse.")
    reported = events.channel == CHANNELS.index("reported")
    found = _known(events) if within is None else _known(events) & within
    exposure, chance = _told(events)
    weight = events.weight.copy()
    for kind in np.unique(events.kind[found]).tolist():
        mine = found & (events.kind == kind)
        if learner == "corrected":
            weight[mine] *= (1 - chance[mine]) * _evened(by_hours(exposure[mine]))
        else:
            weight[mine] *= _evened(by_hours(exposure[mine]) / np.maximum(chance[mine], LEAST_CHANCE))
    return replace(events, weight=weight).where(reported | found), int(found.sum())


def known_before(events: Events, cells: Cells, origin: float) -> NDArray[np.bool_]:
    """Finds in the cells, as reports are counted (a cell at the border reaches beyond the area; of an uncertain place
    one of its cells is enough), whose day, the middle of a span, is before the origin (days since 1970)."""
    import numpy as np

    early = _known(events) & ((events.start + events.end) / 2 < origin)
    within = np.zeros(len(events), bool)
    if early.any():
        at, event, _ = placed(events.where(early), cells)
        within[np.flatnonzero(early)[event[at >= 0]]] = True
    return within


def usual_hours(events: Events, cells: Cells) -> NDArray[np.float64] | None:
    """How much was looked in each cell for what was found there, the mean of its finds; of a cell without any, the
    median of all finds. None where nobody says."""
    import numpy as np

    found = events.where(_known(events))
    at = located(found, cells)
    if not (at >= 0).any():
        return None
    exposure = _told(found)[0][at >= 0]
    finds = np.bincount(at[at >= 0], minlength=len(cells))
    looked = np.bincount(at[at >= 0], exposure, len(cells))
    return np.where(finds > 0, looked / np.maximum(finds, 1), float(np.median(exposure)))


def learnt_events(
    events: Events, learner: Learner | None, kind: str = "", within: NDArray[np.bool_] | None = None
) -> tuple[Events, int]:
    """What a forecast of `kind` (of all kinds where it is empty) learns from: what was reported, and where a learner is
    named finds as well, those `within` (`known_before`), weighed; and how many finds of the kind. Refused where nothing
    was reported, and where finds are to be counted of which nobody says how much was looked, or with which chance."""
    mine = events.of_kind(kind) if kind else events
    if learner:
        expect_columns([name for name in NEEDED if getattr(events, name) is not None])
        _expect_finds(mine)
        told, _ = weighed_finds(events, learner, within)
        counted = int(((told.of_kind(kind) if kind else told).channel == CHANNELS.index("discovered")).sum())
        if not counted:
            raise Refused(
                "No find of which exposure and chance are known lies in the area and before the origin.",
                "Take a later origin or a wider area, or leave finds out.",
                about="finds-elsewhere",
            )
        return told, counted
    reported = events.channel == CHANNELS.index("reported")
    if not (mine.channel == CHANNELS.index("reported")).any():
        raise Refused(
            "All events were discovered or inferred, none reported.",
            "A forecast of them would say where was looked, not where it happens.",
            about="none-reported",
        )
    return events.where(reported), 0


def expect_find_columns(path: Path) -> None:
    """UsageError where a table has no column of exposure, or none of the chance of a visit; only its header is read."""
    there = {name.strip().lower() for name in names_in(path)}
    expect_columns([one for one in NEEDED if there & set(COLUMNS[one])])


def expect_columns(there: list[str]) -> None:
    """UsageError where one of NEEDED is not `there`."""
    lacking = [one for one in NEEDED if one not in there]
    if lacking:
        raise UsageError(
            f"Finds cannot be counted: the table has no column {' and no column '.join(lacking)}.",
            _HINT,
            about="finds-no-column",
            numbers={"columns": ", ".join(lacking)},
        )


def _expect_finds(events: Events) -> None:
    found = int((events.channel == CHANNELS.index("discovered")).sum())
    if not found:
        raise UsageError(
            "Finds cannot be counted: no event was discovered.",
            "The column channel says discovered of what somebody went and found.",
            about="finds-none",
        )
    if not _known(events).any():
        raise UsageError(
            f"Nothing was discovered of which is known how much was looked and with which chance: {found:,} finds.",
            _HINT,
            about="finds-unknown",
            numbers={"n": found},
        )


_HINT = (
    "Finds need exposure, how much was looked, above 0, and chance, that the place would be gone to, above 0 up to 1"
    " (as --visits writes it)."
)


def _told(events: Events) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    nothing = np.full(len(events), np.nan)
    return (
        nothing if events.exposure is None else events.exposure,
        nothing if events.chance is None else events.chance,
    )


def _known(events: Events) -> NDArray[np.bool_]:
    """Finds of which exposure and chance are."""
    import numpy as np

    exposure, chance = _told(events)
    found: NDArray[np.bool_] = events.channel == CHANNELS.index("discovered")
    return found & (exposure > 0) & np.isfinite(exposure) & np.isfinite(chance)


def by_hours(exposure: NDArray[np.float64]) -> NDArray[np.float64]:
    """One over how much was looked, no more than MOST_EXPOSED from the median either way."""
    import numpy as np

    usual = float(np.median(exposure)) if len(exposure) else 1.0
    told: NDArray[np.float64] = 1 / np.clip(exposure, usual / MOST_EXPOSED, usual * MOST_EXPOSED)
    return told


def _evened(worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """With a mean of one."""
    return worth / worth.mean() if len(worth) else worth
