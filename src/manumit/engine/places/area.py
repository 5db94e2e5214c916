"""The area that is looked at, cut into H3 cells."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import UnreadableInput, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

FINEST, COARSEST = 12, 3
MOST_CELLS = 3_000_000
_POLYGONS = ("Polygon", "MultiPolygon")
_NAME = re.compile("[0-9a-fA-F]{15,16}")


def is_cell(name: str) -> bool:
    """Whether a text names an H3 cell. (h3's own question fails with an OverflowError on texts like "-1".)"""
    import h3

    return _NAME.fullmatch(name) is not None and h3.is_valid_cell(name)


@dataclass(frozen=True)
class Cells:
    """H3 cells of one resolution whose centres lie in an area, in the order of their ids.

    `ids`: uint64; `lon`, `lat`: centres in degrees; `km2`: the part inside the area; `beside`: the places of up to six
    cells next to each (cells x 6), -1 where there is none inside.
    """

    resolution: int
    ids: NDArray[np.uint64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    km2: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)

    def index(self, cells: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Where cells stand in `ids`; -1 for one that is not there."""
        import numpy as np

        at = np.minimum(np.searchsorted(self.ids, cells), len(self.ids) - 1)
        return np.where(self.ids[at] == cells, at, -1)

    @cached_property
    def names(self) -> list[str]:
        """Ids as H3 writes them."""
        return [format(one, "x") for one in self.ids.tolist()]

    @cached_property
    def beside(self) -> NDArray[np.int64]:
        """See the class."""
        return self.ring(1)

    def ring(self, distance: int) -> NDArray[np.int64]:
        """Places of the cells that are exactly so many steps away (cells x 6 * distance), -1 for none."""
        import h3.api.numpy_int as h3
        import numpy as np

        around = np.zeros((len(self), 6 * distance), np.uint64)
        for row, one in zip(around, self.ids.tolist(), strict=True):
            found = h3.grid_ring(one, distance)  # a pentagon has five
            row[: len(found)] = found
        return self.index(around.ravel()).reshape(around.shape)


@dataclass(frozen=True)
class Area:
    """A surface on the earth in WGS 84 degrees. `notes`: what had to be mended, in sentences."""

    shape: BaseGeometry
    notes: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Area:
        """The polygons of a GeoJSON file as one. UnreadableInput with what is wrong and what to do."""
        try:
            told = json.loads(path.read_text(encoding="utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise UnreadableInput(
                f"{path} is not GeoJSON: {error}",
                "Save the area as GeoJSON in WGS 84 degrees.",
                about="no-geojson",
                numbers={"file": path.name},
            ) from error
        return cls.of(told, str(path))

    @classmethod
    def of(cls, told: Any, name: str = "The area") -> Area:
        """The same from what JSON holds."""
        import numpy as np
        import shapely
        from shapely.geometry import shape

        _expect_datum(told, name)
        parts = []
        for geometry in _geometries(told):
            try:
                with np.errstate(invalid="ignore"):  # nan is refused below
                    parts.append(shape(geometry))
                if not np.isfinite(shapely.get_coordinates(parts[-1])).all():
                    raise ValueError("a corner is no number")
            except (KeyError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
                raise UnreadableInput(
                    f"{name}: a polygon cannot be read: {error}",
                    "A ring is at least four points of two numbers, longitude and latitude, the last like the first.",
                    about="torn-polygon",
                    numbers={"file": Path(name).name},
                ) from error
        if not parts:
            raise UnreadableInput(
                f"{name} holds no polygon.",
                "Give a Polygon or MultiPolygon in GeoJSON.",
                about="no-polygon",
                numbers={"file": Path(name).name},
            )
        notes = []
        for at, one in enumerate(parts):
            if not one.is_valid:
                notes.append(f"{name}: a polygon was mended ({shapely.is_valid_reason(one)})")
                parts[at] = shapely.make_valid(one, method="structure", keep_collapsed=False)
        whole = shapely.union_all(parts)
        west, south, east, north = whole.bounds if not whole.is_empty else (0, 0, 0, 0)
        if whole.is_empty or not whole.area:
            raise UnreadableInput(
                f"{name} encloses nothing.",
                "Give a polygon with a surface.",
                about="no-surface",
                numbers={"file": Path(name).name},
            )
        if west >= -90 and east <= 90 and (south < -90 or north > 90) and south >= -180 and north <= 180:
            raise UnreadableInput(
                f"{name}: longitude and latitude look exchanged ({west:g}, {south:g} to {east:g}, {north:g}).",
                "In GeoJSON longitude comes first.",
                about="exchanged-area",
                numbers={"file": Path(name).name},
            )
        if west < -180 or east > 180 or south < -90 or north > 90:
            raise UnreadableInput(
                f"{name} is not in degrees: it runs from {west:g}, {south:g} to {east:g}, {north:g}.",
                "Save it in WGS 84 (EPSG:4326), longitude first.",
                about="area-no-degrees",
                numbers={"file": Path(name).name},
            )
        return cls(whole, tuple(notes))

    @classmethod
    def around(cls, lon: float, lat: float, km: float) -> Area:
        """Everything within so many kilometres of a point (degrees): a circle on the sphere of 72 corners, cut at the
        date line. Corners by the great circle's destination formula (Snyder 1987, Map Projections, 5-5 and 5-6)."""
        import numpy as np
        from shapely.geometry import Polygon, box

        away, north = km / _RADIUS_KM, np.radians(lat)
        bearing = np.radians(np.arange(0, 360, 5))
        up = np.arcsin(np.sin(north) * np.cos(away) + np.cos(north) * np.sin(away) * np.cos(bearing))
        across = np.arctan2(
            np.sin(bearing) * np.sin(away) * np.cos(north), np.cos(away) - np.sin(north) * np.sin(up)
        )
        corners = np.column_stack([lon + np.degrees(across), np.degrees(up)]).round(6)
        return cls(Polygon(corners).intersection(box(-180, -90, 180, 90)))

    def cells(self, resolution: int) -> Cells:
        """The area's cells. UsageError when there are none, too many, or the resolution is none."""
        import h3
        import h3.api.numpy_int as ints
        import numpy as np

        if not COARSEST <= resolution <= FINEST:
            raise UsageError(
                f"Resolution {resolution} is not used here.",
                f"Choose {COARSEST} to {FINEST}; 9 is a city block or two.",
            )
        expected = self.km2 / h3.average_hexagon_area(resolution, "km^2")
        if expected > MOST_CELLS:
            raise UsageError(
                f"The area has about {expected:,.0f} cells at resolution {resolution}; at most {MOST_CELLS:,} can be.",
                f"Take a coarser --resolution, such as {resolution - 2}, or a smaller area.",
            )
        ids = np.unique(np.array(ints.geo_to_cells(self.shape, resolution), np.uint64))
        if not len(ids):
            raise UsageError(
                f"No cell of resolution {resolution} has its centre in the area.",
                "Take a finer --resolution.",
                about="no-cell",
                numbers={"resolution": resolution},
            )
        centres = np.array([ints.cell_to_latlng(one) for one in ids.tolist()])
        return Cells(resolution, ids, centres[:, 1].copy(), centres[:, 0].copy(), self._inside(ids))

    def holds(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether points lie in it."""
        import shapely

        shapely.prepare(self.shape)
        inside: NDArray[np.bool_] = shapely.intersects_xy(self.shape, lon, lat)
        return inside

    @property
    def km2(self) -> float:
        """The surface in square kilometres, on a sphere."""
        import numpy as np
        import shapely

        steps = np.array([shapely.segmentize(self.shape, 0.5)], object)
        return float(shapely.area(equal_area(steps))[0]) * _RADIUS_KM**2

    def _inside(self, ids: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Square kilometres of each cell that lie in the area."""
        import h3.api.numpy_int as h3
        import numpy as np
        import shapely

        hexagons = outlines(ids)
        whole = np.array([h3.cell_area(one, "km^2") for one in ids.tolist()])
        shapely.prepare(self.shape)
        share = np.ones(len(ids))
        cut = ~shapely.covers(self.shape, hexagons)
        if cut.any():
            part = shapely.area(shapely.intersection(self.shape, hexagons[cut]))
            share[cut] = part / shapely.area(hexagons[cut])
        return whole * share


_RADIUS_KM = 6371.007180918475
"""Of the sphere that H3 measures areas on."""


def equal_area(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """The same shapes on Lambert's cylinder of equal area: areas are true there, times the sphere's radius squared."""
    import numpy as np
    import shapely

    told: NDArray[np.object_] = shapely.transform(
        shapes, lambda xy: np.column_stack([np.radians(xy[:, 0]), np.sin(np.radians(xy[:, 1]))])
    )
    return told


def outlines(ids: NDArray[np.uint64]) -> NDArray[np.object_]:
    """The hexagons of cells, in degrees."""
    import h3.api.numpy_int as h3
    import numpy as np
    import shapely

    found = [_outline(h3.cell_to_boundary(one)) for one in ids.tolist()]
    if len({len(one) for one in found}) == 1:
        even: NDArray[np.object_] = shapely.polygons(found)
        return even
    return np.array([shapely.Polygon(one) for one in found], object)


def _outline(corners: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """(lon, lat) of a cell's corners, not torn at the date line."""
    points = [(lon, lat) for lat, lon in corners]
    if max(lon for lon, _ in points) - min(lon for lon, _ in points) > 180:
        points = [(lon + 360 if lon < 0 else lon, lat) for lon, lat in points]
    return points


_AS_WGS_84 = {"4326", "CRS84", "4979", "CRS84h", "4258", "4269"}
"""How a GeoJSON names WGS 84, and what lies within two metres of it (ETRS89, NAD83)."""


def _expect_datum(told: Any, name: str) -> None:
    """UnreadableInput where GeoJSON says (as its first edition could, section 3) that it is in another system: degrees
    of an older datum look right and lie a hundred metres off."""
    named = told.get("crs") if isinstance(told, dict) else None
    said = named.get("properties") if isinstance(named, dict) else None
    system = said.get("name") if isinstance(said, dict) else None
    if isinstance(system, str) and system.replace("/", ":").split(":")[-1] not in _AS_WGS_84:
        raise UnreadableInput(
            f"{name} says that it is in {system}, not in WGS 84.",
            "Save it in WGS 84 (EPSG:4326), longitude first.",
            about="area-other-datum",
            numbers={"file": Path(name).name, "said": system},
        )


def _geometries(told: Any) -> list[dict[str, Any]]:
    """Every polygon in GeoJSON of any kind."""
    if not isinstance(told, dict):
        return []
    kind = told.get("type")
    if kind in _POLYGONS:
        return [told]
    inner = told.get("geometry") if kind == "Feature" else told.get("features") or told.get("geometries")
    several = inner if isinstance(inner, list) else [inner]
    return [found for one in several for found in _geometries(one)]
