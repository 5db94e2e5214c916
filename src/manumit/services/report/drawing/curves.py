"""Curves of an evaluation, each a picture of its own: errors against each other (DET), and ranks (CMC)."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

WIDTH, HEIGHT = 640.0, 480.0
LEFT, RIGHT, TOP, FOOT = 84.0, 24.0, 48.0, 64.0
LEAST = 1e-4
"""Rates below are drawn at the edge."""
_TICKS = (1e-4, 1e-3, 1e-2, 0.05, 0.1, 0.2, 0.4)
_STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#1d1d1f}.title{font-size:17px;font-weight:600}.grid{stroke:#d2d2d7}"
    ".frame{fill:none;stroke:#6e6e73}.line{fill:none;stroke:#0b57a4;stroke-width:2.5;stroke-linejoin:round}"
    ".even{stroke:#6e6e73;stroke-dasharray:5 4}"
)


@dataclass(frozen=True, slots=True)
class _Axis:
    """A scale of values, what is written at which of them, and what it measures."""

    scale: Callable[[float], float]
    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    label: str

    def share(self, value: float) -> float:
        """0..1 along the axis."""
        low, high = self.scale(self.low), self.scale(self.high)
        return (self.scale(min(max(value, self.low), self.high)) - low) / (high - low)


def det_svg(fmr: Sequence[float], fnmr: Sequence[float], title: str) -> str:
    """FNMR over FMR on normal deviates (Martin and others, 'The DET curve in assessment of detection task performance',
    Eurospeech 1997); the dashed line is where both are equal."""
    ticks = [(rate, f"{100 * rate:g} %") for rate in _TICKS]
    across = _Axis(NormalDist().inv_cdf, LEAST, 0.5, ticks, "False matches (FMR)")
    up = _Axis(NormalDist().inv_cdf, LEAST, 0.5, ticks, "Missed matches (FNMR)")
    even = _path([(rate, rate) for rate in (LEAST, 0.5)], across, up, "even")
    inside = [(x, y) for x, y in zip(fmr, fnmr, strict=True) if x <= 0.5 and y <= 0.5]
    said = f"False matches against missed matches, {len(inside)} thresholds."
    return _picture(title, said, across, up, even + _path(_stairs(inside), across, up, "line"))


def cmc_svg(rates: Sequence[float], title: str) -> str:
    """How often the person is among the first so many."""
    low = max(0.0, min(rates) - 0.05) // 0.1 * 0.1
    across = _Axis(
        float, 1, max(len(rates), 2), [(n, str(n)) for n in (1, 5, 10, 15, 20) if n <= len(rates)], "Rank"
    )
    steps = [round(low + (1 - low) * n / 5, 4) for n in range(6)]
    up = _Axis(float, low, 1.0, [(step, f"{100 * step:g} %") for step in steps], "Person among the first")
    said = "; ".join(f"rank {n}: {100 * rates[n - 1]:.1f} %" for n in (1, 5, 10, 20) if n <= len(rates))
    return _picture(title, said, across, up, _path(list(enumerate(rates, 1)), across, up, "line"))


def _stairs(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A rate stays until the next threshold."""
    told: list[tuple[float, float]] = []
    for x, y in points:
        if told:
            told.append((x, told[-1][1]))
        told.append((x, y))
    return told


def _at(x: float, y: float, across: _Axis, up: _Axis) -> tuple[float, float]:
    return (
        LEFT + across.share(x) * (WIDTH - LEFT - RIGHT),
        HEIGHT - FOOT - up.share(y) * (HEIGHT - TOP - FOOT),
    )


def _path(points: Sequence[tuple[float, float]], across: _Axis, up: _Axis, css: str) -> str:
    spots = " ".join("{:.1f},{:.1f}".format(*_at(x, y, across, up)) for x, y in points)
    return f'<polyline class="{css}" points="{spots}" fill="none"/>'


def _picture(title: str, said: str, across: _Axis, up: _Axis, lines: str) -> str:
    marks = [_mark(_at(value, up.low, across, up)[0], None, words) for value, words in across.ticks]
    marks += [_mark(None, _at(across.low, value, across, up)[1], words) for value, words in up.ticks]
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - FOOT
    name, words = html.escape(title), html.escape(said)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}" '
        f'height="{HEIGHT:g}" role="img" aria-labelledby="t d"><title id="t">{name}</title><desc id="d">{words}</desc>'
        f'<style>{_STYLE}</style><rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#fff"/>'
        f'<text class="title" x="{LEFT}" y="28">{name}</text>{"".join(marks)}'
        f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{wide}" height="{high}"/>{lines}'
        f'<text x="{LEFT + wide / 2}" y="{HEIGHT - 14}" text-anchor="middle">{html.escape(across.label)}</text>'
        f'<text transform="translate(20 {TOP + high / 2}) rotate(-90)" text-anchor="middle">'
        f"{html.escape(up.label)}</text></svg>\n"
    )


def _mark(x: float | None, y: float | None, words: str) -> str:
    """A line of the grid with its value: upright at x, or level at y."""
    if x is not None:
        line = f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - FOOT}"/>'
        return (
            line
            + f'<text x="{x:.1f}" y="{HEIGHT - FOOT + 20}" text-anchor="middle">{html.escape(words)}</text>'
        )
    line = f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
    return line + f'<text x="{LEFT - 8}" y="{(y or 0) + 5:.1f}" text-anchor="end">{html.escape(words)}</text>'
