"""How many a step of time, in one series or several, watched for a rise beyond what was usual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.changes import FEWEST, RAREST, Alarms, alarms
from manumit.engine.places.cube import PERIODS, periods_back
from manumit.engine.places.events import Events
from manumit.engine.places.saying import counted
from manumit.engine.places.seasons import fitted, spans_years, yearly_waves

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

STEPS_A_YEAR = {"week": 52, "fortnight": 26, "month": 12, "quarter": 4}
"""Days are no steps here: a week has a course of its own."""
LEAST_EVENTS = 15
"""Of a base. With 4 to 8 of them 0.12 to 0.18 of simulated years had a false alarm where 0.1 was stated; from 15 on at
most 0.13."""
MOST_SERIES = 200


@dataclass(frozen=True)
class Rising:
    """`counts`: series x steps between `edges` (days since 1970), the first `base` of them the base; `season`: the
    course of the year, a factor a step; `alarms` of each series by its name, `rate` the share of years in which one
    series alarms without a change; `notes`: what was left out, in sentences."""

    names: tuple[str, ...]
    edges: NDArray[np.float64]
    counts: NDArray[np.float64]
    base: int
    season: NDArray[np.float64]
    alarms: tuple[Alarms, ...]
    rate: float
    notes: tuple[str, ...]


def watch_rises(
    events: Events,
    series: Sequence[str] | None = None,
    period: str = "week",
    base: int = 0,
    *,
    first: float | None = None,
    last: float | None = None,
    rise: float = 1.5,
    false_a_year: float = 0.1,
    seed: int = 0,
    step: Callable[[int, int], None] | None = None,
) -> Rising:
    """Alarms among events from the day `first` to before the day `last` (the newest step ends there, or with the last
    event), in all or by the name of the `series` that each is of. `base` 0: the first half. The stated rate is that of
    all series together (Bonferroni). Refused where too few happened for anything to be usual."""
    import numpy as np

    middle, known = (events.start + events.end) / 2, events.end - events.start <= _days(period)
    inside = known & (middle >= (-np.inf if first is None else first))
    inside &= middle < (np.inf if last is None else last)
    if not inside.any():
        raise Refused("No event is known to a step and in the time asked for.", "Take a longer time.")
    begins = float(middle[inside].min()) if first is None else first
    ends = float(middle[inside].max()) if last is None else last - 1
    edges = periods_back(begins, ends, _days(period))
    base = _base(base, len(edges) - 1, period)
    early = inside & (middle < edges[0])
    inside &= ~early
    row, names = _coded(series, len(events))
    at = np.searchsorted(edges, middle[inside], side="right") - 1
    shape = len(names), len(edges) - 1
    summed = np.bincount(row[inside] * shape[1] + at, events.weight[inside], shape[0] * shape[1])
    names, counts, notes = _enough(names, summed.astype(np.float64).reshape(shape), base)
    if early.any():
        notes = (
            *notes,
            f"Left out: {counted(int(early.sum()))} before the first whole {period}.",
        )
    if not known.all():
        notes = (
            *notes,
            f"{int((~known).sum()):,} of {counted(len(events))}: not known to a {period}.",
        )
    total = counts.sum(axis=0)
    course, season, told = _season(total, edges, base)
    rate = _rate(false_a_year, len(names))
    found = []
    for one in counts:
        beside = (total - one)[:base]
        found.append(alarms(one, base, rise, rate, STEPS_A_YEAR[period], seed, course, beside))
        if step:
            step(len(found), len(names))
    return Rising(tuple(names), edges, counts, base, season, tuple(found), rate, (*notes, told))


def _days(period: str) -> float:
    if period not in STEPS_A_YEAR:
        raise UsageError(f"There is no step {period!r}.", f"Steps are: {', '.join(STEPS_A_YEAR)}.")
    return PERIODS[period]


def _rate(false_a_year: float, series: int) -> float:
    """Of each, so that all together have the stated one."""
    rate = round(false_a_year / series, 12)
    if 0 < rate < RAREST:
        raise UsageError(
            f"{false_a_year:g} a year over {series:,} series is {rate:.2g} each: too rare to simulate.",
            f"Take a rate of false alarms of {RAREST * series:g} or more, or fewer series.",
        )
    return rate


def _base(asked: int, steps: int, period: str) -> int:
    base = asked or max(FEWEST, steps // 2)
    if not FEWEST <= base < steps:
        raise Refused(
            f"{steps} steps of a {period}, {base} of them the base, say too little: a base has at least {FEWEST}, and"
            " some follow.",
            "Take a longer time or shorter steps.",
        )
    return base


def _enough(
    names: list[str], counts: NDArray[np.float64], base: int
) -> tuple[list[str], NDArray[np.float64], tuple[str, ...]]:
    """Those series alone of which the base says something."""
    events = counts[:, :base].sum(axis=1)
    good = events >= LEAST_EVENTS
    if not good.any():
        raise Refused(
            f"Too few events: {events.max():g} in a base of {base} steps; it needs {LEAST_EVENTS}.",
            "Take a longer base or longer steps.",
        )
    if good.sum() > MOST_SERIES:
        raise UsageError(
            f"{good.sum():,} series are too many (at most {MOST_SERIES}).", "Take wider regions."
        )
    few = [name for name, enough in zip(names, good.tolist(), strict=True) if not enough]
    told = f"{', '.join(few[:8])}{' ...' if len(few) > 8 else ''}"
    notes = (f"Not watched, with fewer than {LEAST_EVENTS} in the base: {told}.",) if few else ()
    return [name for name in names if name not in set(few)], counts[good], notes


def _season(
    total: NDArray[np.float64], edges: NDArray[np.float64], base: int
) -> tuple[NDArray[np.float64] | None, NDArray[np.float64], str]:
    """(the waves of a year, or None with too short a base; a factor a step; in a sentence what it is) by all series
    together."""
    import numpy as np

    if not spans_years(edges, base):
        told = "The base has less than two whole years: what comes every year at this time alarms, too."
        return None, np.ones(len(total)), told
    course = yearly_waves(edges)
    season = fitted(total[None, :base], course)[0]
    told = (
        f"What is usual follows the course of the year, {season.min():.2f} to {season.max():.2f} of its mean, all"
        " series alike. It is smooth: what comes every year in the same week or two alarms, too."
    )
    return course, season, told


def _coded(series: Sequence[str] | None, size: int) -> tuple[NDArray[np.int64], list[str]]:
    """(the row of each event, names of rows)."""
    import numpy as np

    if series is None:
        return np.zeros(size, np.int64), ["all"]
    names, row = np.unique(np.array(series, object).astype(str), return_inverse=True)
    return row.astype(np.int64), [str(one) for one in names]
