"""Patterns as rows and as shapes, for what leaves: each part as somebody may see it. A count is two bounds: the same
number twice where small counts are told, else a step of five."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.acts.seeking import BANDS
from manumit.doors.web.desk.sights.figures import day
from manumit.doors.web.desk.sights.patterns import Findings
from manumit.doors.web.desk.sights.studies import ABOUT
from manumit.doors.web.desk.words import Word

Json = dict[str, Any]
EARTH_KM: Final = 6371.0088
CORNERS: Final = 48
"""Of a circle as a polygon."""


def _count(found: Findings, number: float) -> Json:
    low = round(number) if found.whole else int(number) // ABOUT * ABOUT
    return {"seen_least": low, "seen_most": low if found.whole else low + ABOUT - 1}


def _clusters(found: Findings) -> list[Json]:
    until = found.told["clusters"].get("until")
    return [
        {
            "cell": one["cell"],
            "lon": one["lon"],
            "lat": one["lat"],
            "radius_km": one["km"],
            "cells": one["cells"],
            "since": day(one["first"]).isoformat(),
            "until": day(until - 1).isoformat() if until else None,
            **_count(found, one["cases"]),
            "expected": one["expected"] if found.whole else None,
            "p": one["p"],
            "recurrence_days": round(one["recurrence"]),
        }
        for one in found.clusters()
    ]


def _near(found: Findings) -> list[Json]:
    metres, days = found.patterns.metres, found.patterns.days
    return [
        {
            "metres_from": metres * max(0, band - 1),
            "metres_to": metres * band,
            "days_from": days * step,
            "days_to": days * (step + 1) - 1,
            "observed": cell["observed"] if found.whole else None,
            "expected": cell["expected"] if found.whole else None,
            "ratio": cell["ratio"],
            "p": None if cell["ratio"] is None else cell["p"],
        }
        for band, row in enumerate(found.near())
        for step, cell in zip(range(BANDS), row["cells"], strict=True)
    ]


def _changes(found: Findings) -> list[Json]:
    told = found.told["changes"]
    return [
        {
            "since": day(told["edges"][at]).isoformat(),
            "until": day(told["edges"][at + 1] - 1).isoformat(),
            **_count(found, number),
            "alarm": at in told["at"],
            "usual": at < told["base"],
        }
        for at, number in enumerate(told.get("counts", ()))
    ]


def _flows(found: Findings) -> list[Json]:
    import h3

    return [
        {
            f"{end}{name}": value
            for end in ("origin", "destination")
            for name, value in zip(
                ("", "_lat", "_lon"), (one[end], *map(_short, h3.cell_to_latlng(one[end]))), strict=True
            )
        }
        | _count(found, one["seen"])
        | {"expected": one["expected"], "q": one["q"]}
        for one in found.flows()
    ]


def _routes(found: Findings) -> list[Json]:
    return [
        {
            "kind": one["kind"],
            "places": [_place(cell) for cell in one["cells"]],
            **_count(found, one["travellers"]),
            "chance_low": one["low"] if found.whole else None,
            "chance_high": one["high"] if found.whole else None,
            "q": one["q"],
        }
        for one in found.routes()
    ]


def _place(cell: str) -> Json:
    import h3

    lat, lon = map(_short, h3.cell_to_latlng(cell))
    return {"cell": cell, "lon": lon, "lat": lat}


PARTS: Final[dict[str, Callable[[Findings], list[Json]]]] = {
    "clusters": _clusters,
    "near": _near,
    "changes": _changes,
    "flows": _flows,
    "routes": _routes,
}
COLUMNS: Final = {
    "clusters": (
        "cell", "lon", "lat", "radius_km", "cells", "since", "until", "seen_least", "seen_most", "expected", "p",
        "recurrence_days",
    ),
    "near": ("metres_from", "metres_to", "days_from", "days_to", "observed", "expected", "ratio", "p"),
    "changes": ("since", "until", "seen_least", "seen_most", "alarm", "usual"),
    "flows": (
        "origin", "origin_lat", "origin_lon", "destination", "destination_lat", "destination_lon", "seen_least",
        "seen_most", "expected", "q",
    ),
    "routes": ("kind", "places", "seen_least", "seen_most", "chance_low", "chance_high", "q"),
}  # fmt: skip
METHOD: Final[dict[str, Word]] = {
    "clusters": gettext_lazy(
        "Space-time permutation scan (Kulldorff and others, 2005), stretches that last until the end; p by rank among"
        " 99 deals of the days."
    ),
    "near": gettext_lazy(
        "Pairs of events beside what the same places bring with their days dealt anew 199 times (Knox, 1964). Of many"
        " tests, one in twenty is beyond chance by chance."
    ),
    "changes": gettext_lazy(
        "CUSUM for a rise to one and a half times what was usual (Höhle and Paul, 2008). Without a change an alarm"
        " comes in at most one year in ten."
    ),
    "flows": gettext_lazy(
        "Gravity model by Poisson pseudo-likelihood (Santos Silva and Tenreyro, 2006); false discovery rate held at 5"
        " of 100."
    ),
    "routes": gettext_lazy(
        "Stay points: Li and others, 2008. Nobody is named, and travelling together is a question, not an answer."
    ),
}

NONE: Final[dict[str, Word]] = {
    "flows": gettext_lazy("The events do not say where they came from."),
    "routes": gettext_lazy(
        "The table does not say who moved: it has no column traveller, person, vehicle or phone."
    ),
}


def says(found: Findings, part: str) -> list[str]:
    """What stands beneath a part: of how many, by which method, what was too few, and what is held back."""
    told = found.told[part]
    moved = part in ("flows", "routes")  # of every row of the table, however it became known
    said = [] if moved else [_("%(n)s events that were reported.") % {"n": found.count(found.told["events"])}]
    said.append(str(METHOD[part]))
    if told.get("refused"):
        said.append(found.refusals()[part])
    elif told.get("none"):
        said.append(str(NONE[part]))
    elif part == "routes":
        said += [*found.followed(), *found.dealt()]
    if moved:
        said += found.left_out()[part]
    if not found.whole:
        said.append(_("Counts are told in steps of five, and what rests on fewer than five is left out."))
    return said


def shapes(part: str, rows: list[Json]) -> list[Json]:
    """GeoJSON features: a cluster as its circle (a single cell as that), a flow and a route as a line; a circuit's
    line comes back to where it began."""
    draw = {"flows": _line, "routes": _way}.get(part, _ground)
    return [{"type": "Feature", "geometry": draw(row), "properties": row} for row in rows]


DRAWN: Final = ("clusters", "flows", "routes")
"""Parts that have a shape."""


def _line(row: Json) -> Json:
    ends = [[row[f"{end}_lon"], row[f"{end}_lat"]] for end in ("origin", "destination")]
    return {"type": "LineString", "coordinates": ends}


def _way(row: Json) -> Json:
    stops = [[one["lon"], one["lat"]] for one in row["places"]]
    return {"type": "LineString", "coordinates": stops + (stops[:1] if row["kind"] == "circuit" else [])}


def _ground(row: Json) -> Json:
    import h3

    if row["radius_km"]:
        ring = _circle(row["lon"], row["lat"], row["radius_km"])
    else:
        ring = [[_short(lon), _short(lat)] for lat, lon in h3.cell_to_boundary(row["cell"])]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _circle(lon: float, lat: float, km: float) -> list[list[float]]:
    """Points so far away on the sphere, against the clock."""
    arc, up = km / EARTH_KM, math.radians(lat)
    ring = []
    for corner in range(CORNERS):
        turn = -2 * math.pi * corner / CORNERS
        high = math.asin(math.sin(up) * math.cos(arc) + math.cos(up) * math.sin(arc) * math.cos(turn))
        across = math.atan2(
            math.sin(turn) * math.sin(arc) * math.cos(up), math.cos(arc) - math.sin(up) * math.sin(high)
        )
        ring.append([_short((lon + math.degrees(across) + 540) % 360 - 180), _short(math.degrees(high))])
    return ring


def _short(degrees: float) -> float:
    return round(degrees, 5)
