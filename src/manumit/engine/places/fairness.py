"""Who is pointed at: how much of each group lives where a forecast points, and whether it is as right for each.

Groups are numbers of people a cell, given by the user for this check alone: they are never a feature. A ratio outside
four fifths to five quarters between groups is called uneven (the four-fifths rule of the US Uniform Guidelines of
1978).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.measures import top_cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOUR_FIFTHS = 0.8
SMALLEST_CELL = 5
"""Counts below are not shown."""


@dataclass(frozen=True)
class GroupRow:
    """A group: `people`; `flagged`: share of them in flagged cells; `ratio` to all people; `calibration`: events seen
    by events expected where they live, None when nothing was seen yet."""

    name: str
    people: float
    flagged: float
    ratio: float
    calibration: float | None


def expect_people(groups: Mapping[str, NDArray[np.float64]]) -> None:
    """UsageError where there is nobody to treat alike. `groups`: people of each a cell."""
    if not groups:
        raise UsageError("No groups were given.", "Give the number of people of each group a cell.")
    if not any(one.sum() for one in groups.values()):
        raise UsageError(
            "The groups have no people in these cells.",
            "Check that the cells are the same.",
            about="groups-nobody",
        )


def by_group(
    expected: NDArray[np.float64],
    groups: Mapping[str, NDArray[np.float64]],
    flagged: NDArray[np.int64],
    seen: NDArray[np.float64] | None = None,
) -> list[GroupRow]:
    """One row a group; `flagged`: places of the cells that would be acted on."""
    import numpy as np

    expect_people(groups)
    everybody = np.sum(list(groups.values()), axis=0)
    overall = everybody[flagged].sum() / everybody.sum()
    rows = []
    for name, people in groups.items():
        if not people.sum():
            continue
        rate = float(people[flagged].sum() / people.sum())
        right = None
        if seen is not None:
            weight = people / np.maximum(everybody, 1e-12)
            due = float(np.sum(weight * expected))
            right = float(np.sum(weight * seen)) / due if due else None
        rows.append(GroupRow(name, float(people.sum()), rate, rate / overall if overall else 1.0, right))
    return rows


def gate(rows: list[GroupRow]) -> list[str]:
    """Why a forecast may not be published, in sentences; empty when it may."""
    rates = {row.name: row.flagged for row in rows}
    most = max(rates.values(), default=0.0)
    uneven = [name for name, rate in rates.items() if most and rate / most < FOUR_FIFTHS]
    if not uneven:
        return []
    top = max(rates, key=lambda name: rates[name])
    return [
        f"{rates[top]:.0%} of {top} live where the forecast points, of {name} {rates[name]:.0%}:"
        f" less than four fifths as many."
        for name in uneven
    ]


def even_top(
    expected: NDArray[np.float64], groups: Mapping[str, NDArray[np.float64]], share: float
) -> NDArray[np.int64]:
    """The cells with the most expected events among choices in which no group's flagged share is below four fifths of
    another's; Refused when there is none."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    count = len(top_cells(expected, share))
    rates = [people / people.sum() for people in groups.values() if people.sum()]
    rows = [one - FOUR_FIFTHS * other for one in rates for other in rates if one is not other]
    limits = [LinearConstraint(np.ones((1, len(expected))), count, count)]
    if rows:
        limits.append(LinearConstraint(np.array(rows), 0, np.inf))
    found = milp(
        -expected, constraints=limits, integrality=np.ones(len(expected)), bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.001, "time_limit": 60},
    )  # fmt: skip
    if found.x is None:
        raise Refused(
            "No choice of so many cells treats the groups alike.",
            "Choose more cells, or none.",
            about="no-even-choice",
        )
    return np.flatnonzero(found.x > 0.5)


def suppressed(counts: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which cells of a table of counts must not be shown: those from 1 to 4, and with them so many others, the smallest
    first, that a total gives none away.

    Whoever knows the total knows the sum of what is hidden; two hidden cells that add up to 2 are 1 and 1. So each
    hidden cell may be anything from 1 to 5 or more: the sum, less one for every other hidden cell, is at least 5
    (Hundepool et al., Statistical Disclosure Control, 2012, section 4.2). Where nothing is left that could be hidden
    with them, nothing is shown."""
    import numpy as np

    hidden = (counts > 0) & (counts < SMALLEST_CELL)
    if not hidden.any():
        return hidden
    others = np.flatnonzero(~hidden & (counts > 0))
    others = others[np.argsort(counts[others], kind="stable")]
    for one in [-1, *others.tolist()]:
        if one >= 0:
            hidden[one] = True
        alone = hidden.sum() - 1
        if alone and counts[hidden].sum() - alone >= SMALLEST_CELL:
            return hidden
    return np.ones(len(counts), bool)
