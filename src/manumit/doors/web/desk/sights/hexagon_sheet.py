"""The map of a briefing: hexagons as SVG, drawn by the server, so that it prints, and needs no script."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from manumit.doors.web.desk.sights.map_towns import towns_of
from manumit.doors.web.desk.sights.sheet import Sheet

WIDE: Final = 900.0
TALLEST: Final = 640.0
"""Units of the drawing."""
CLASSES: Final = 5
LETTER, LINE, MOST_TOWNS = 17.0, 20.0, 8
"""Units of a letter and a line of a town's name, on a telephone, where they are largest; and names in a drawing."""
MARK: Final = 14
"""Radius of a number's circle."""
SMALL: Final = 20_000
"""Cells beyond which each is so small in the drawing that a square says the same in a third of the letters."""


@dataclass(frozen=True)
class Class:
    """Values from `low` to `high` of `cells` cells; `shade`: 2 (light) to 6 (dark), of the scale of evidence."""

    low: float
    high: float
    cells: int
    shade: int


def quantiles(values: Sequence[float]) -> list[Class]:
    """Classes of about equally many values, lowest first; equal ones are never parted."""
    ranked = sorted(values)
    if not ranked:
        return []
    lows = sorted({ranked[step * len(ranked) // CLASSES] for step in range(CLASSES)})
    found = []
    for at, low in enumerate(lows):
        inside = [one for one in ranked if one >= low and (at + 1 == len(lows) or one < lows[at + 1])]
        shade = 4 if len(lows) == 1 else 2 + round(at * (CLASSES - 1) / (len(lows) - 1))
        found.append(Class(low, inside[-1], len(inside), shade))
    return found


def drawn(sheet: Sheet, name: str) -> tuple[SafeString, list[Class]]:
    """The drawing of a column (`expected` or `seen`), and its classes. Hidden cells are left blank, cells with thin
    evidence are hatched."""
    values = sheet.shown(name)
    thin = [one and value is not None for one, value in zip(sheet.level["thin"], values, strict=True)]
    return drawn_cells(sheet.level["cells"], values, thin, towns=towns_of(sheet.level))


def drawn_cells(
    cells: Sequence[str],
    values: Sequence[float | None],
    hatched: Sequence[bool],
    marks: Sequence[tuple[float, float]] = (),
    towns: Sequence[Mapping[str, Any]] = (),
) -> tuple[SafeString, list[Class]]:
    """The drawing of values, one path a class, and their classes: None is left blank, some are hatched, and `marks`
    (lon, lat) are numbered from 1. `towns` (name, lon, lat, the largest first) are named where there is room."""
    import h3

    classes = quantiles([one for one in values if one is not None])
    rings = [[(lon, lat) for lat, lon in h3.cell_to_boundary(cell)] for cell in cells]
    place = _Frame(rings)
    shapes: dict[str, list[str]] = {}
    outline = place.square if len(rings) > SMALL else place.outline
    for ring, value, thin in zip(rings, values, hatched, strict=True):
        path = outline(ring)
        shapes.setdefault(_shade(value, classes), []).append(path)
        if thin:
            shapes.setdefault("hex-thin", []).append(path)
    numbers = [place.at(one) for one in marks]
    hatch_last = sorted(shapes.items(), key=lambda one: one[0] == "hex-thin")
    body = format_html_join(
        "", '<path class="{}" d="{}"/>', ((name, "".join(paths)) for name, paths in hatch_last)
    )
    return format_html(
        '<svg class="hex-sheet" viewBox="0 0 {} {}" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line y2="5" class="hex-line"/></pattern></defs>'
        "{}{}{}</svg>",
        f"{place.wide:.0f}",
        f"{place.tall:.0f}",
        body,
        _named([(one["name"], *place.at((one["lon"], one["lat"]))) for one in towns], numbers, place),
        _numbered(numbers),
    ), classes


def _named(
    towns: Sequence[tuple[str, float, float]], marks: Sequence[tuple[float, float]], place: _Frame
) -> SafeString:
    """Names of towns, so that somebody knows where they are; none that another or the edge would cut, and where a mark
    would, beneath or above it."""
    told: list[tuple[str, float, float]] = []
    for name, x, centre in towns:
        half = LETTER * len(name) / 2
        clear = (
            y
            for y in (centre, centre + LINE + MARK, centre - LINE - MARK)
            if not any(
                abs(x - mark_x) < half + MARK and abs(y - mark_y) < LINE + MARK for mark_x, mark_y in marks
            )
        )
        if (y := next(clear, None)) is None:
            continue
        if not half < x < place.wide - half or not LINE < y < place.tall - LINE:
            continue
        if all(
            abs(x - other_x) > half + LETTER * len(other) / 2 or abs(y - other_y) > 2 * LINE
            for other, other_x, other_y in told
        ):
            told.append((name, x, y))
    return format_html_join(
        "",
        '<text class="hex-town" x="{}" y="{}">{}</text>',
        ((f"{x:.1f}", f"{y:.1f}", name) for name, x, y in told[:MOST_TOWNS]),
    )


def _numbered(marks: Sequence[tuple[float, float]]) -> SafeString:
    return format_html_join(
        "",
        '<g class="hex-mark"><circle cx="{0}" cy="{1}" r="{3}"/><text x="{0}" y="{1}">{2}</text></g>',
        ((f"{x:.1f}", f"{y:.1f}", number, MARK) for number, (x, y) in enumerate(marks, 1)),
    )


def _shade(value: Any, classes: list[Class]) -> str:
    if value is None:
        return "hex-hidden"
    return f"hex-{next(one.shade for one in classes if value <= one.high)}"


class _Frame:
    """Degrees to units: equal lengths east and north at the middle of the area."""

    def __init__(self, rings: list[list[tuple[float, float]]]) -> None:
        lons = [lon for ring in rings for lon, _ in ring]
        lats = [lat for ring in rings for _, lat in ring]
        self._west, self._north = min(lons), max(lats)
        self._narrow = math.cos(math.radians((min(lats) + max(lats)) / 2))
        east, south = (max(lons) - self._west) * self._narrow, self._north - min(lats)
        self._scale = min(WIDE / max(east, 1e-9), TALLEST / max(south, 1e-9))
        self.wide, self.tall = east * self._scale, south * self._scale

    def outline(self, ring: list[tuple[float, float]]) -> str:
        """A cell as a path."""
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(self.at, ring)) + "Z"

    def square(self, ring: list[tuple[float, float]]) -> str:
        """A square as wide as the cell is, corner to opposite corner less a seventh, round its middle."""
        (ax, ay), (bx, by) = self.at(ring[0]), self.at(ring[len(ring) // 2])
        side = math.hypot(bx - ax, by - ay) * 0.86
        return f"M{(ax + bx - side) / 2:.1f} {(ay + by - side) / 2:.1f}h{side:.1f}v{side:.1f}h-{side:.1f}Z"

    def at(self, corner: tuple[float, float]) -> tuple[float, float]:
        lon, lat = corner
        return (lon - self._west) * self._narrow * self._scale, (self._north - lat) * self._scale
