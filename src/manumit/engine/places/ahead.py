"""Months ahead of a whole hierarchy: each series forecast by itself, then all made to add up, with intervals.

Reconciled by least trace (MinT) with a shrunk covariance of the errors (Wickramasuriya, Athanasopoulos, Hyndman, JASA
114, 2019; Schäfer, Strimmer 2005); where a region would fall below zero, by the same least squares without negative
regions (Wickramasuriya, Turlach, Hyndman, Statistics and Computing 30, 2020). Whether that, or the plain sum of the
narrowest, or the mean of the last year, did better is measured on origins that are over, and said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused
from manumit.engine.places.changes import alarms
from manumit.engine.places.seasons import spans_years, yearly_waves
from manumit.engine.places.series import Branch, Tree
from manumit.engine.places.trends import YEAR, ahead, season_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_MONTHS = 60
LEAST_HISTORY = 2
"""So many times the months ahead must be behind."""
INTERVAL = 0.9
_PAST = 12
"""Origins that are over, a month apart, on which ways are compared and intervals measured."""
_LEAST_TO_LEARN = 12
WAYS = ("reconciled", "summed", "last year")


@dataclass(frozen=True)
class Outlook:
    """`expected`, `low`, `high`: series x months ahead, `expected` adding up; `spread`: variance beyond Poisson's as a
    share of the square; `way`: the one of WAYS that did best;
    `errors`: absolute errors of each way on past origins as a share of what was seen, the mean over the levels; None
    with too short a history."""

    tree: Tree
    expected: NDArray[np.float64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    spread: NDArray[np.float64]
    way: str
    errors: dict[str, float] | None


def outlook(tree: Tree, months: int) -> Outlook:
    """The next `months`. Refused where they are more than half of what is behind."""

    behind = tree.counts.shape[1]
    if not 1 <= months <= MOST_MONTHS or behind < LEAST_HISTORY * months:
        raise Refused(
            f"{behind} months of history are too few to look {months} months ahead;"
            f" {months} needs {LEAST_HISTORY * months}.",
            f"Look at most {min(MOST_MONTHS, behind // LEAST_HISTORY)} months ahead.",
            about="few-months",
            numbers={
                "n": behind,
                "ahead": months,
                "least": LEAST_HISTORY * months,
                "most": min(MOST_MONTHS, behind // LEAST_HISTORY),
            },
        )
    origins = range(max(_LEAST_TO_LEARN, behind - months - _PAST + 1), behind - months + 1)
    past = {
        way: [(BY_WAY[way](tree.until(at), months), tree.counts[:, at : at + months]) for at in origins]
        for way in WAYS
    }
    errors = {way: _error(tree, pairs) for way, pairs in past.items() if pairs}
    way = min(errors, key=lambda one: (errors[one], WAYS.index(one))) if errors else "summed"
    expected = BY_WAY[way](tree, months)
    spread = _spreads(past[way], tree, months)
    low, high = between(expected, spread)
    return Outlook(tree, expected, low, high, spread, way, errors or None)


def _error(tree: Tree, pairs: list[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> float:
    """Absolute errors as a share of what was seen, a level; the mean over levels."""
    import numpy as np

    level = np.array([len(path) for path in tree.paths])
    off = sum(np.abs(told - seen).sum(axis=1) for told, seen in pairs)
    seen = sum(seen.sum(axis=1) for _, seen in pairs)
    return float(
        np.mean([off[level == one].sum() / max(seen[level == one].sum(), 1.0) for one in set(level)])
    )


def _reconciled(tree: Tree, months: int) -> NDArray[np.float64]:
    import numpy as np

    told, errors = _base(tree, months)
    weight = np.linalg.cholesky(_shrunk(errors))
    sums, aims = (np.linalg.solve(weight, one) for one in (tree.sums, told))
    narrow = np.linalg.lstsq(sums, aims, rcond=None)[0]
    if (narrow < 0).any():
        from scipy.optimize import nnls

        for at in np.flatnonzero((narrow < 0).any(axis=0)):
            narrow[:, at] = nnls(sums, aims[:, at])[0]
    added: NDArray[np.float64] = tree.sums @ narrow
    return added


def _summed(tree: Tree, months: int) -> NDArray[np.float64]:
    told, _ = _base(tree, months)
    added: NDArray[np.float64] = tree.sums @ told[-tree.sums.shape[1] :]
    return added


def _last_year(tree: Tree, months: int) -> NDArray[np.float64]:
    import numpy as np

    return np.repeat(tree.counts[:, -YEAR:].mean(axis=1)[:, None], months, axis=1)


BY_WAY: dict[str, Callable[[Tree, int], NDArray[np.float64]]] = {
    "reconciled": _reconciled,
    "summed": _summed,
    "last year": _last_year,
}


def _base(tree: Tree, months: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return ahead(tree.counts, tree.first, months, season_of(tree.counts[0], tree.first))


def _shrunk(errors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Covariance of errors (series x months), correlations drawn towards none."""
    import numpy as np

    size = errors.shape[1]
    own = np.maximum((errors**2).mean(axis=1), 1e-3)
    scaled = errors / np.sqrt(own)[:, None]
    alike = scaled @ scaled.T / size
    doubt = ((scaled**2) @ (scaled**2).T / size - alike**2) / max(size - 1, 1)
    off = ~np.eye(len(errors), dtype=bool)
    square = float((alike[off] ** 2).sum())
    drawn = min(1.0, max(0.0, float(doubt[off].sum()) / square)) if square else 1.0
    drawn = max(drawn, 1e-3)
    matrix = alike * np.where(off, 1 - drawn, 1.0)
    np.fill_diagonal(matrix, 1.0)
    told: NDArray[np.float64] = matrix * np.sqrt(own[:, None] * own[None, :])
    return told


def _spreads(
    past: list[tuple[NDArray[np.float64], NDArray[np.float64]]], tree: Tree, months: int
) -> NDArray[np.float64]:
    """Variance beyond Poisson's as a share of the square (series x months ahead): of a series' own past errors and of
    those of all series of its level, half each; not less further ahead than nearer. Origins that overlap say little
    more than one: the spread is raised by one part in as many as do not."""
    import numpy as np

    if not past:
        return np.full((len(tree.paths), months), 1.0)
    told, seen = (np.stack([pair[side] for pair in past]) for side in (0, 1))
    beyond, square = ((seen - told) ** 2 - told).sum(axis=0), (told**2).sum(axis=0)
    level = np.array([len(path) for path in tree.paths])
    shared = np.zeros(beyond.shape)
    for one in np.unique(level):
        mine = level == one
        shared[mine] = beyond[mine].sum(axis=0) / np.maximum(square[mine].sum(axis=0), 1e-9)
    own = beyond / np.maximum(square, 1e-9)
    apart = np.maximum(len(past) / np.arange(1, months + 1), 1.0)
    return np.maximum.accumulate(np.maximum((own + shared) / 2, 0.0) * (1 + 1 / apart), axis=1)


def between(
    expected: NDArray[np.float64], spread: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Quantiles of negative binomial counts, both of one shape."""
    import numpy as np
    from scipy.stats import nbinom

    tail = (1 - INTERVAL) / 2
    size = 1 / np.maximum(spread, 1e-6)
    ends = [nbinom.ppf(one, size, size / (size + np.maximum(expected, 1e-9))) for one in (tail, 1 - tail)]
    return np.maximum(ends[0], 0).astype(np.int64), np.maximum(ends[1], 0).astype(np.int64)


FALSE_A_YEAR = 0.1
"""Share of years in which any alarm of a hierarchy is false, for up to MOST_SHARED series."""
MOST_SHARED = 20


def rises(tree: Tree, sure: NDArray[np.bool_] | None = None) -> list[tuple[Branch, int]]:
    """(series, month) of the last year in which a series rose beyond what was usual before it, along the course of
    the year where two years say what that is; nothing with less than two years in all, and nothing of series that are
    not `sure`."""
    import numpy as np

    base = tree.counts.shape[1] - YEAR
    if base < YEAR:
        return []
    months = np.arange(tree.first, tree.first + tree.counts.shape[1] + 1)
    edges = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.float64)
    course = yearly_waves(edges) if spans_years(edges, base) else None
    rate = FALSE_A_YEAR / min(len(tree.counts), MOST_SHARED)
    return [
        (path, tree.first + at)
        for path, row, whole in zip(
            tree.paths, tree.counts, np.ones(len(tree.counts), bool) if sure is None else sure, strict=True
        )
        if whole
        for at in alarms(
            row,
            base,
            false_a_year=rate,
            periods_a_year=YEAR,
            course=course,
            beside=(tree.counts[0] - row)[:base],
        ).at
    ]
