"""Where something is needed, where it could be put, and how long the way is: read from tables.

Ways are great circles at one speed, or what a table of travel times says (ways.py), from the sites to the places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UnreadableInput, UsageError
from manumit.engine.places.allocation import KMH, hours_between
from manumit.engine.places.area import Cells, is_cell
from manumit.engine.places.columns import read_groups
from manumit.engine.places.events import Problem
from manumit.engine.places.named import PLACE, Point, read_points
from manumit.engine.places.tables import read_columns, read_headed
from manumit.engine.places.ways import read_ways

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PAIRS = 25_000_000
_NEED = PLACE | {"need": ("need", "expected", "count", "weight")}


@dataclass(frozen=True)
class Ground:
    """`need`: of each place; `hours`: places x sites; `groups`: people of each a place. Points are known or not (nan).
    `problems`: reason -> rows left out; `notes`: what a reader should know, in sentences."""

    places: tuple[str, ...]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    need: NDArray[np.float64]
    sites: tuple[str, ...]
    site_lon: NDArray[np.float64]
    site_lat: NDArray[np.float64]
    hours: NDArray[np.float64]
    groups: Mapping[str, NDArray[np.float64]]
    problems: Mapping[str, Problem] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_ground(
    needs: Path,
    sites: Path | None = None,
    times: Path | None = None,
    groups: Path | None = None,
    kmh: float = KMH,
) -> Ground:
    """`needs`: place, need and lon, lat (a forecast's table; cells need none; nor does anything with `times`). Sites
    are those of a table of places, else all that `times` leads to, else the places of need."""
    import numpy as np

    if not kmh > 0:
        raise UsageError(f"{kmh:g} km an hour is no speed.", "Write a number above 0.")
    need, points, problems = _needs(needs)
    names = tuple(need)
    where = points | {one: point for one in names if one not in points and (point := _middle(one))}
    open_to = read_points(sites) if sites else None
    if times:
        ways = read_ways(times, cells=False)
        to = tuple(open_to or ways.begins)
        hours = ways.from_each(to, names)
        where = where | (open_to or {})
    else:
        nowhere = [one for one in names if one not in where]
        if nowhere:
            raise UnreadableInput(
                f"{needs} does not say where {nowhere[0]!r} lies.",
                "Give lon and lat in WGS 84 degrees, or a table of travel times.",
            )
        to, hours = _great_circles(names, where, open_to, kmh)
        where = where | (open_to or {})
    notes: tuple[str, ...] = ()
    people: dict[str, NDArray[np.float64]] = {}
    if groups:
        people, notes = _groups(groups, names)
    lon, lat = _axes(names, where)
    return Ground(
        names, lon, lat, np.array(list(need.values())), to, *_axes(to, where), hours, people, problems, notes
    )


def _needs(path: Path) -> tuple[dict[str, float], dict[str, Point], dict[str, Problem]]:
    """(need of each place, several rows of one added up; where it lies, if that is told; rows left out)."""
    import numpy as np

    table = read_columns(path, _NEED, ("place", "need"))
    need, names = table.numbers("need"), table.texts("place")
    named = np.array([bool(one) for one in names])
    good = (need >= 0) & np.isfinite(need)
    problems = {
        reason: Problem(int(bad.sum()), (np.flatnonzero(bad)[:5] + 1).tolist())
        for reason, bad in (
            ("it names no place", ~named),
            ("the need is negative or no number", named & ~good),
        )
        if bad.any()
    }
    told: dict[str, float] = {}
    for at in np.flatnonzero(named & good).tolist():
        told[names[at]] = told.get(names[at], 0.0) + float(need[at])
    if not sum(told.values()):
        raise Refused(f"{path}: nothing is needed anywhere.", "It has a place and a need above 0 a row.")
    if not {"lon", "lat"} <= table.names:
        return told, {}, problems
    lon, lat = table.numbers("lon"), table.numbers("lat")
    known = named & good & (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    return told, {names[at]: (float(lon[at]), float(lat[at])) for at in np.flatnonzero(known)}, problems


def _middle(name: str) -> Point | None:
    """Of an H3 cell."""
    import h3

    if not is_cell(name):
        return None
    lat, lon = h3.cell_to_latlng(name)
    return lon, lat


def _axes(
    names: Sequence[str], where: Mapping[str, Point]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    told = np.array([where.get(one, (np.nan, np.nan)) for one in names], np.float64).reshape(-1, 2)
    return told[:, 0].copy(), told[:, 1].copy()


def _great_circles(
    names: Sequence[str], where: Mapping[str, Point], open_to: Mapping[str, Point] | None, kmh: float
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    to = tuple(open_to or names)
    _expect_few(len(names), len(to))
    return to, hours_between(*_axes(names, where), *_axes(to, open_to or where), kmh)


def _expect_few(places: int, sites: int) -> None:
    if places * sites > MOST_PAIRS:
        raise UsageError(
            f"{places:,} places by {sites:,} sites are too many (at most {MOST_PAIRS:,} pairs).",
            "Take coarser cells, or say with --sites where something could be put.",
        )


def _groups(path: Path, places: Sequence[str]) -> tuple[dict[str, NDArray[np.float64]], tuple[str, ...]]:
    """People of each group a place; groups that live in none of them are left out and said."""
    laid_on = _even_cells(places) and not _names_places(path)
    people = _of_cells(path, places) if laid_on else _by_name(path, places)
    nowhere = [name for name, one in people.items() if not one.sum()]
    if len(nowhere) == len(people):
        raise UsageError(f"{path}: nobody lives in any of the places.", "Places have the same names there.")
    notes = (f"Nobody of {', '.join(nowhere)} lives in any of the places.",) if nowhere else ()
    return {name: one for name, one in people.items() if one.sum()}, notes


def _even_cells(places: Sequence[str]) -> bool:
    """Whether all are H3 cells of one size."""
    import h3

    return all(map(is_cell, places)) and len(set(map(h3.get_resolution, places))) == 1


def _names_places(path: Path) -> bool:
    """Whether a table says where by names of places, and not by cells, points or polygons."""
    if path.suffix.lower() in (".geojson", ".json"):
        return False
    names = {one.strip().lower() for one in read_headed(path)[0]}
    return "place" in names or not names & {"cell", *PLACE["lon"]}


def _of_cells(path: Path, places: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    import h3
    import numpy as np

    ids = np.array([int(one, 16) for one in places], np.uint64)
    order = np.argsort(ids)
    middles = np.array([h3.cell_to_latlng(one) for one in places])[order]
    km2 = np.array([h3.cell_area(one, "km^2") for one in places])[order]
    cells = Cells(h3.get_resolution(places[0]), ids[order], middles[:, 1], middles[:, 0], km2)
    back = np.argsort(order)
    return {name: one[back] for name, one in read_groups(path, cells).items()}


def _by_name(path: Path, places: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    import numpy as np

    names, columns = read_headed(path)
    known = {alias for aliases in PLACE.values() for alias in aliases}
    own = next((one for one in names if one.strip().lower() in PLACE["place"]), None)
    groups = [one for one in names if one.strip().lower() not in known]
    if own is None or not groups:
        raise UnreadableInput(f"{path} is no table of people.", "It has a place and a number a group.")
    at = {one: row for row, one in enumerate(places)}
    row = np.array([at.get(one, -1) for one in columns.texts(own)], np.int64)
    told = {}
    for name in groups:
        people = columns.numbers(name)
        if (people < 0).any() or np.isnan(people).all():
            raise UnreadableInput(
                f"{path}: {name} is no number of people.", "It has a place and a number a group."
            )
        told[name.strip()] = np.bincount(row[row >= 0], np.nan_to_num(people)[row >= 0], len(places)).astype(
            np.float64
        )
    return told
