"""Tables and polygons with numbers, laid onto cells.

A table (CSV) with `cell`, an H3 id of any resolution, or with `lon` and `lat`; or GeoJSON polygons with numbers among
their properties. What is known of a region is laid onto cells by area: a count is shared out, a rate or mean is
averaged (areal weighting: Goodchild, Lam, Geo-Processing 1, 1980). What nothing is known of stays nan.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.engine.places.area import Cells, equal_area, is_cell, outlines
from manumit.engine.places.regions import read_regions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PLACE = ("cell", "lon", "lat", "longitude", "latitude")
_KEYS = ("id", "fid", "gid", "objectid", "ogc_fid")
"""Numbers of polygons that mean nothing."""
MOST_COLUMNS = 60
_QUOTED = 80
"""Letters of a value that a refusal repeats."""


@dataclass(frozen=True)
class Columns:
    """`values`: cells x names, nan where nothing is known. `rows` (or regions) of the file, and how many of them are in
    none of the cells (`elsewhere`). `notes`: what a reader should know, in sentences."""

    names: tuple[str, ...]
    values: NDArray[np.float64]
    rows: int = 0
    elsewhere: int = 0
    notes: tuple[str, ...] = ()


def read_columns(path: Path, cells: Cells, counts: Sequence[str] | None) -> Columns:
    """Laid onto cells. `counts` None: every column is one. UnreadableInput and UsageError for what cannot be meant."""
    if path.suffix.lower() in (".geojson", ".json"):
        return _of_regions(path, cells, counts)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(
            f"{path} cannot be read: {error}",
            "Save it as CSV in UTF-8.",
            about="no-table",
            numbers={"file": path.name},
        ) from error
    head = {one.strip().lower(): one for one in (rows[0] if rows else {}) if one}
    names = [one for one in (rows[0] if rows else {}) if one and one.strip().lower() not in _PLACE]
    if not rows or not names:
        raise UnreadableInput(
            f"{path} has no rows, or no column of numbers.",
            "A place and a number a column.",
            about="no-numbers",
            numbers={"file": path.name},
        )
    values = _numbers(path, [[row[name] for name in names] for row in rows], names)
    taken = [counts is None or name in counts for name in names]
    if "cell" in head:
        laid, inside = _of_cells([row[head["cell"]] for row in rows], values, taken, cells, path)
    else:
        laid, inside = _of_points(rows, head, values, taken, cells, path)
    return Columns(tuple(names), laid, len(rows), len(rows) - inside)


_Laid = tuple["NDArray[np.float64]", int]
"""Cells x columns, and how many rows are in one of the cells."""


def _numbers(path: Path, rows: list[list[Any]], names: Sequence[str]) -> NDArray[np.float64]:
    import numpy as np

    if len(names) > MOST_COLUMNS:
        raise UsageError(
            f"{path} has {len(names)} columns (at most {MOST_COLUMNS}).",
            "Take those that matter.",
            about="many-columns",
            numbers={"file": path.name, "n": len(names), "most": MOST_COLUMNS},
        )
    told = np.full((len(rows), len(names)), np.nan)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            text = "" if value is None or isinstance(value, bool) else str(value).strip()
            if text.lower() in ("", "na", "nan", "null", "-"):
                continue
            try:
                told[at, column] = float(text)
            except ValueError as error:
                raise UnreadableInput(
                    f"{path}: {text!r} in row {at + 1}, column {names[column]!r}, is no number.",
                    "Write numbers with a decimal point; leave unknown ones empty.",
                    about="no-number",
                    numbers={
                        "file": path.name,
                        "said": text[:_QUOTED],
                        "row": at + 1,
                        "column": names[column],
                    },
                ) from error
    return np.where(np.isfinite(told), told, np.nan)


def _of_points(
    rows: list[dict[str, str]],
    head: Mapping[str, str],
    values: NDArray[np.float64],
    counts: list[bool],
    cells: Cells,
    path: Path,
) -> _Laid:
    import h3.api.numpy_int as h3
    from h3 import H3BaseException

    lon, lat = (
        head.get(short, head.get(long)) for short, long in (("lon", "longitude"), ("lat", "latitude"))
    )
    try:
        if lon is None or lat is None:
            raise ValueError("no column cell, and not both of lon and lat")
        ids = [h3.latlng_to_cell(float(row[lat]), float(row[lon]), cells.resolution) for row in rows]
    except (ValueError, TypeError, H3BaseException) as error:
        raise UnreadableInput(
            f"{path} does not say where: {error}.",
            "It needs cell, or lon and lat in WGS 84 degrees.",
            about="nowhere",
            numbers={"file": path.name},
        ) from error
    return _of_ids(ids, values, counts, cells)


def _of_ids(ids: Sequence[int], values: NDArray[np.float64], counts: list[bool], cells: Cells) -> _Laid:
    import numpy as np

    at = cells.index(np.array(ids, np.uint64))
    return _summed(at, values, np.ones(len(ids)), counts, len(cells)), int((at >= 0).sum())


def _of_cells(
    texts: list[str], values: NDArray[np.float64], counts: list[bool], cells: Cells, path: Path
) -> _Laid:
    """Finer cells are added up, coarser ones shared out by area."""
    import h3
    import numpy as np

    bad = next((one for one in texts if not is_cell(one or "")), None)
    if bad is not None:
        raise UnreadableInput(
            f"{path}: {bad!r} is no H3 cell.",
            "Write ids as H3 does: 8928308280fffff.",
            about="no-h3-cell",
            numbers={"file": path.name, "said": (bad or "")[:_QUOTED]},
        )
    levels = {h3.get_resolution(one) for one in texts}
    if len(levels) > 1:
        raise UnreadableInput(
            f"{path} mixes cells of resolutions {sorted(levels)}.",
            "Take one resolution.",
            about="mixed-cells",
            numbers={"file": path.name},
        )
    level = levels.pop()
    if level >= cells.resolution:
        ids = [h3.str_to_int(h3.cell_to_parent(one, cells.resolution)) for one in texts]
        return _of_ids(ids, values, counts, cells)
    row_of = {one: at for at, one in enumerate(texts)}
    rows = np.array([row_of.get(h3.cell_to_parent(one, level), -1) for one in cells.names], np.int64)
    laid = np.where(rows[:, None] >= 0, values[rows], np.nan)
    whole = np.array([h3.cell_area(texts[row], "km^2") if row >= 0 else 1.0 for row in rows.tolist()])
    shared = np.where(np.array(counts)[None, :], laid * (cells.km2 / whole)[:, None], laid)
    return shared, len(np.unique(rows[rows >= 0]))


def _summed(
    at: NDArray[np.int64],
    values: NDArray[np.float64],
    weight: NDArray[np.float64],
    counts: list[bool],
    size: int,
) -> NDArray[np.float64]:
    """Rows into cells: counts are added up, others averaged by weight; nan where there is none."""
    import numpy as np

    told = np.full((size, values.shape[1]), np.nan)
    for column, count in enumerate(counts):
        taken = (at >= 0) & ~np.isnan(values[:, column])
        there, share = at[taken], weight[taken]
        total = np.bincount(there, values[taken, column] * share, size)
        held = np.bincount(there, share, size)
        told[:, column] = np.where(held > 0, total if count else total / np.where(held > 0, held, 1), np.nan)
    return told


def _of_regions(path: Path, cells: Cells, counts: Sequence[str] | None) -> Columns:
    """By the area that each region shares with each cell."""
    import numpy as np
    import shapely

    regions, told = read_regions(path)
    numeric = {name for one in told for name, value in one.items() if _is_number(value)}
    names = sorted(name for name in numeric if name.lower() not in _KEYS)
    if not names:
        raise UnreadableInput(
            f"{path}: no polygon has a number among its properties.",
            "Give a number a region.",
            about="no-region-number",
            numbers={"file": path.name},
        )
    values = _numbers(path, [[one.get(name) for name in names] for one in told], names)
    shapes, hexagons = equal_area(regions), equal_area(outlines(cells.ids))
    cell, region = shapely.STRtree(shapes).query(hexagons, predicate="intersects")
    shared = shapely.area(shapely.intersection(hexagons[cell], shapes[region]))
    kept = shared > 0
    cell, region, shared = cell[kept], region[kept], shared[kept]
    whole = shapely.area(shapes)
    laid = np.full((len(cells), len(names)), np.nan)
    for column, name in enumerate(names):
        count = counts is None or name in counts
        share = shared / whole[region] if count else shared
        laid[:, column] = _summed(cell, values[region][:, [column]], share, [count], len(cells))[:, 0]
    return Columns(tuple(names), laid, len(regions), len(regions) - len(np.unique(region)))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
