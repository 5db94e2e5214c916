"""What the next months will bring, series by series, before they are made to add up.

The mean of three exponential smoothings (a level; a level and a trend; a trend that fades), which did as well as
anything simple in the M-competitions (Makridakis, Hibon, International Journal of Forecasting 16, 2000: 'Comb'), of
counts freed of the season. The season is one for all series of a hierarchy, that of their sum: twelve factors, each
drawn towards 1 as far as the months of a year differ no more than chance explains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

YEAR = 12
_LEVELS = (0.05, 0.1, 0.2, 0.3, 0.5)
_TRENDS = (0.02, 0.05, 0.1, 0.2)
_FADING = 0.9
"""Of a trend, month by month; the third smoothing's."""
_WARM_UP = 6
"""Months whose errors do not count when a smoothing is chosen."""


def season_of(total: NDArray[np.float64], first: int) -> NDArray[np.float64]:
    """Factors of the twelve months, January first. With less than two years, or none beyond chance: ones."""
    import numpy as np

    months = len(total)
    if months < 2 * YEAR:
        return np.ones(YEAR)
    window = np.concatenate([[0.5], np.ones(YEAR - 1), [0.5]]) / YEAR
    middle = np.convolve(total, window, "valid")
    counted = total[YEAR // 2 : YEAR // 2 + len(middle)]
    month = (first + YEAR // 2 + np.arange(len(middle))) % YEAR
    seen, due = (np.bincount(month, one, YEAR) for one in (counted, middle))
    if not due.all():
        return np.ones(YEAR)
    ratio = seen / due
    errors = counted - ratio[month] * middle
    chance = np.bincount(month, errors**2, YEAR) / np.maximum(np.bincount(month, minlength=YEAR) - 1, 1)
    noise = float(
        np.mean(np.maximum(chance, due / np.bincount(month, minlength=YEAR)) * np.bincount(month) / due**2)
    )
    beyond = max(0.0, float(np.var(ratio, ddof=1)) - noise)
    drawn = 1 + (ratio - 1) * beyond / (beyond + noise) if beyond + noise > 0 else np.ones(YEAR)
    told: NDArray[np.float64] = drawn / drawn.mean()
    return told


def ahead(
    counts: NDArray[np.float64], first: int, months: int, season: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(forecasts, series x months; errors one month ahead, series x past months) of counts (series x past months)."""
    import numpy as np

    size = counts.shape[1]
    factor = season[(first + np.arange(size + months)) % YEAR]
    plain = counts / factor[:size]
    told = np.zeros((len(counts), months))
    fitted = np.zeros(counts.shape)
    for trends, fading in (((0.0,), 1.0), (_TRENDS, 1.0), (_TRENDS, _FADING)):
        forecast, fit = _smoothed(plain, trends, fading, months)
        told += forecast / 3
        fitted += fit / 3
    return np.maximum(told, 0.0) * factor[size:], counts - fitted * factor[:size]


def _smoothed(
    plain: NDArray[np.float64], trends: tuple[float, ...], fading: float, months: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(forecasts, fits) of each series under its best pair of constants (Holt 1957; Gardner, McKenzie 1985)."""
    import numpy as np

    alpha, beta = (grid.ravel() for grid in np.meshgrid(_LEVELS, trends))
    series, size = plain.shape
    start = min(YEAR, size)
    level = np.repeat(plain[:, :start].mean(axis=1)[:, None], len(alpha), axis=1)
    slope = np.zeros_like(level)
    fits = np.zeros((series, len(alpha), size))
    for at in range(size):
        fits[:, :, at] = level + fading * slope
        error = plain[:, [at]] - fits[:, :, at]
        level = fits[:, :, at] + alpha * error
        slope = fading * slope + alpha * beta * error
    lost = ((plain[:, None, :] - fits)[:, :, min(_WARM_UP, size // 2) :] ** 2).sum(axis=2)
    best = lost.argmin(axis=1)
    every = np.arange(series)
    gone = np.cumsum(fading ** np.arange(1, months + 1))
    told: NDArray[np.float64] = level[every, best][:, None] + slope[every, best][:, None] * gone
    return told, fits[every, best]
