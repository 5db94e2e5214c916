"""Marks of a map: places sized by records, movements as bowed numbered lines, names where they fit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import hypot, sqrt

from manumit.services.report import markup
from manumit.services.report.drawing.figure import width_of, words_at
from manumit.services.report.drawing.land import KM, Window
from manumit.services.report.words import count

WIDTH = 920.0
SHORTEST = 14.0
"""Px under which a movement is not drawn: both dots touch."""
NUMBERED = 12
"""Up to this many movements carry a number."""
BESIDE = 24
"""Points along a movement that names keep off."""
Spot = tuple[float, float]
"""Latitude and longitude, rounded."""
Moves = Counter[tuple[Spot, Spot]]
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Stop:
    """A place on the map with what happened there."""

    lat: float
    lon: float
    name: str
    records: int = 0
    first: str = ""


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular, true to scale at the middle latitude."""

    window: Window
    height: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixel of a place."""
        w = self.window
        return (
            WIDTH * (lon - w.west) / (w.east - w.west),
            self.height * (w.north - lat) / (w.north - w.south),
        )


@dataclass(frozen=True, slots=True)
class Curve:
    """A movement as a quadratic curve in px: start, bend, end; its number in time and how often it was made."""

    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    number: int
    times: int

    def at(self, share: float) -> tuple[float, float]:
        """Point of the curve, 0..1."""
        a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
        return (
            a * self.start[0] + b * self.bend[0] + c * self.end[0],
            a * self.start[1] + b * self.bend[1] + c * self.end[1],
        )


def radius(records: int) -> float:
    """Dot radius in px: its area grows with the records."""
    return min(15.0, 3.6 + 1.5 * sqrt(records))


def curves_of(moves: Moves, stops: dict[Spot, Stop], view: Projection) -> list[Curve]:
    """Curves of the movements that are long enough to see; the bow keeps there and back apart."""
    curves: list[Curve] = []
    for number, ((start, end), times) in enumerate(moves.items(), 1):
        (ax, ay), (bx, by) = view.at(start[1], start[0]), view.at(end[1], end[0])
        length = hypot(bx - ax, by - ay)
        if length < SHORTEST:
            continue
        bow = min(46.0, length * 0.16)
        cx, cy = (ax + bx) / 2 - (by - ay) / length * bow, (ay + by) / 2 + (bx - ax) / length * bow
        back = hypot(bx - cx, by - cy) or 1.0
        gap = radius(stops[end].records) + 3
        tip = (bx - (bx - cx) / back * gap, by - (by - cy) / back * gap)
        curves.append(Curve((ax, ay), (cx, cy), tip, number, times))
    return curves


def lines(curves: list[Curve], moves: int) -> str:
    """Movements with a tip, numbered in time order while they are few."""
    out: list[str] = []
    for curve in curves:
        (ax, ay), (cx, cy), (ex, ey) = curve.start, curve.bend, curve.end
        out.append(
            f'<path d="M{ax:.1f} {ay:.1f}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}" class="move" '
            f'stroke-width="{min(2.8, 1 + 0.3 * curve.times):.1f}" marker-end="url(#tip)"/>'
        )
        if moves <= NUMBERED and hypot(ex - ax, ey - ay) > 50:
            x, y = curve.at(0.5)
            out.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" class="order"/>'
                + words_at(x, y + 3.5, str(curve.number), "small", "middle")
            )
    return "".join(out)


def dots(stops: dict[Spot, Stop], curves: list[Curve], view: Projection, blur_km: float) -> str:
    """A halo as wide as the rounding, a dot by records, names where they fit; larger dots below smaller ones."""
    blur = blur_km / ((view.window.north - view.window.south) * KM / view.height)
    ordered = sorted(stops.values(), key=lambda s: (-s.records, s.lat, s.lon))
    spots = [view.at(stop.lon, stop.lat) for stop in ordered]
    sizes = [radius(stop.records) for stop in ordered]
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(spots, sizes, strict=True)]
    paths: list[Box] = [
        (x - 2, y - 2, x + 2, y + 2)
        for curve in curves
        for x, y in (curve.at(n / BESIDE) for n in range(1, BESIDE + 1))
    ]
    out: list[str] = []
    for stop, (x, y), r in zip(ordered, spots, sizes, strict=True):
        halo = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{blur:.1f}" class="halo"/>' if blur > r else ""
        words = markup.text(f"{stop.name or 'place without a name'}: {count(stop.records, 'record')}")
        out.append(
            f'<g><title>{words}</title>{halo}<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" class="stop"/></g>'
        )
    names = [_name(stop, *spot, taken, paths, view.height) for stop, spot in zip(ordered, spots, strict=True)]
    return "".join([*out, *names])


def _name(stop: Stop, x: float, y: float, taken: list[Box], paths: list[Box], height: float) -> str:
    """The name beside its dot: the free place of four that the fewest movements run through."""
    shown = markup.clean(stop.name, 26)
    wide, r = width_of(shown) + 4, radius(stop.records) + 4
    places: list[tuple[int, int, str, float, float, Box]] = []
    for order, (anchor, sx, sy) in enumerate(
        (("start", x + r, y + 4), ("end", x - r, y + 4), ("middle", x, y + r + 10), ("middle", x, y - r - 2))
    ):
        left = {"start": sx, "middle": sx - wide / 2, "end": sx - wide}[anchor]
        box = (left, sy - 11, left + wide, sy + 4)
        inside = box[0] > 2 and box[2] < WIDTH - 2 and box[1] > 2 and box[3] < height - 2
        if inside and not _touching(box, taken):
            places.append((_touching(box, paths), order, anchor, sx, sy, box))
    if not shown or not places:
        return ""
    _, _, anchor, sx, sy, box = min(places)
    taken.append(box)
    return words_at(sx, sy, shown, "name", anchor)


def _touching(box: Box, others: list[Box]) -> int:
    return sum(not (box[2] <= b[0] or box[0] >= b[2] or box[3] <= b[1] or box[1] >= b[3]) for b in others)
