"""The regressions behind fit_weights: ridge-penalised logistic fits over sparse rows, calibration, bootstrap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags

from manumit.engine.leads.calibration import wilson

OWN = 2.0
"""Our own world's habits and phrases change most from seed to seed, so it needs more of them."""
MAY_LEAD = -3.0
"""Log-odds from which a group may become a lead (leads/build.py: LEAST_SCORE): scores are calibrated on those. The many
that never will be would else say how steep the curve is where nobody looks."""
PULL = 1e-3
"""Pull of a calibration towards changing nothing, for what the worlds do not tell."""
APART = 0.5
"""Tenfolds by which worlds must differ in size to say what size changes."""
Counted = Mapping[str, Sequence[tuple[int, int]]]
"""(real, all) of each world of a generator."""
Features = Mapping[str, float]
Row = tuple[Features, float]
"""Features, and whether it is real."""


def matrix(rows: Sequence[Row], names: Sequence[str]) -> csr_matrix:
    """The named columns of rows."""
    place = {name: at for at, name in enumerate(names)}
    cells = [(i, place[k], v) for i, (row, _) in enumerate(rows) for k, v in row.items() if v and k in place]
    i, j, v = (np.array(part) for part in zip(*cells, strict=True))
    return csr_matrix((v.astype(float), (i, j)), shape=(len(rows), len(names)))


def evenly(owners: Sequence[str], times: np.ndarray | None = None) -> np.ndarray:
    """The weight of each row (of those that it stands for), so that every generator counts as much as any other, and
    `own` as OWN of them; one on average."""
    counts = np.ones(len(owners)) if times is None else times
    sizes: Counter[str] = Counter()
    for owner, number in zip(owners, counts.tolist(), strict=True):
        sizes[owner] += number
    shares = {owner: OWN if owner == "own" else 1.0 for owner in sizes}
    whole = sum(shares.values())
    each = {owner: float(counts.sum()) * share / whole / sizes[owner] for owner, share in shares.items()}
    return np.asarray(np.array([each[owner] for owner in owners]) * counts)


def fit(
    x: csr_matrix, y: np.ndarray, counts: np.ndarray, scale: np.ndarray, ridge: float, signs: Sequence[int]
) -> np.ndarray:
    """Intercept and a weight a column: ridge-penalised maximum likelihood over rows that count as much as `counts`
    says; a sign +1 or -1 binds a weight."""
    design = (x @ diags(1 / scale)).tocsr()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = w[0] + design @ w[1:]
        error = counts * (1 / (1 + np.exp(-z)) - y)
        value = np.sum(counts * (np.logaddexp(0, z) - y * z)) + 0.5 * ridge * w[1:] @ w[1:]
        return float(value), np.concatenate([[error.sum()], design.T @ error + ridge * w[1:]])

    bounds = [(None, None)] + [(0.0 if s > 0 else None, 0.0 if s < 0 else None) for s in signs]
    options = {"maxiter": 2000, "maxfun": 4000}
    found = minimize(
        loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=options
    ).x
    return np.concatenate([found[:1], found[1:] / scale])


def recalibrate(z: np.ndarray, y: np.ndarray) -> list[float]:
    """(shift, slope) that calibrate given log-odds to outcomes."""
    may = z >= MAY_LEAD
    columns = np.column_stack([np.ones(len(z)), z])[may]
    return [round(float(v), 3) for v in _calibration(columns, y[may], np.ones(len(columns)))]


def calibrate(z: np.ndarray, y: np.ndarray, size: np.ndarray, makers: Sequence[str]) -> np.ndarray:
    """(shift, slope, shift a tenfold, slope a tenfold) that calibrate log-odds to outcomes; every generator's small
    worlds count as much as its others. Worlds of one size say nothing of size: (shift, slope, 0, 0)."""
    may = z >= MAY_LEAD
    size = size if np.ptp(size) >= APART else np.zeros(len(size))
    sorts = [(makers[row], round(size[row])) for row in np.flatnonzero(may).tolist()]
    numbers = Counter(sorts)
    counts = np.array([len(sorts) / len(numbers) / numbers[sort] for sort in sorts])
    return _calibration(np.column_stack([np.ones(len(z)), z, size, size * z])[may], y[may], counts)


def _calibration(columns: np.ndarray, y: np.ndarray, counts: np.ndarray) -> np.ndarray:
    start = np.zeros(columns.shape[1])
    start[1] = 1.0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        value, off = columns @ w, w - start
        error = counts * (1 / (1 + np.exp(-value)) - y)
        total = np.sum(counts * (np.logaddexp(0, value) - y * value)) + 0.5 * PULL * off @ off
        return float(total), columns.T @ error + PULL * off

    return np.asarray(minimize(loss, start, jac=True, method="BFGS").x)


def bootstrap(
    values: np.ndarray, y: np.ndarray, makers: Sequence[str], sizes: Sequence[int]
) -> list[list[float]]:
    """Forty calibrations, each on generators, their worlds, and these worlds' groups drawn with replacement: how far
    the scores may be off in a world by somebody else."""
    ends = np.cumsum(sizes)
    chance = np.random.default_rng(1)
    draws = []
    for _ in range(40):
        picked = []
        for maker in chance.choice(sorted(set(makers)), size=len(set(makers))):
            own = [at for at, name in enumerate(makers) if name == maker]
            for at in chance.choice(own, size=len(own)):
                picked.append(chance.integers(ends[at] - sizes[at], ends[at], size=sizes[at]))
        index = np.concatenate(picked)
        draws.append(recalibrate(values[index], y[index]))
    return draws


def least_share(counted: Counted, draws: int = 2000) -> float:
    """The lower end of the 90 % interval of the share of real ones: the lower of Wilson's over all, and that of a
    bootstrap over generators and their worlds. ValueError when nothing was counted."""
    makers = sorted(maker for maker, worlds in counted.items() if any(whole for _, whole in worlds))
    if not makers:
        raise ValueError("Nothing was counted.")
    chance = np.random.default_rng(1)
    shares = []
    for _ in range(draws):
        picked = np.zeros(2)
        for maker in chance.choice(makers, size=len(makers)):
            worlds = np.array(counted[maker])
            picked += worlds[chance.integers(len(worlds), size=len(worlds))].sum(axis=0)
        if picked[1]:
            shares.append(picked[0] / picked[1])
    real, whole = (sum(one[part] for maker in makers for one in counted[maker]) for part in (0, 1))
    return float(min(wilson(real, whole)[0], np.quantile(shares, 0.05)))
