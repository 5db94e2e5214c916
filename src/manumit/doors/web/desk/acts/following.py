"""Movements of a study's table, followed: stops, routes, circuits, and how many travel together. Runs in the process of
a job, without a database. What is kept names no traveller: cells and numbers alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from manumit.engine.places import Journeys, Problem, Route

MOST_LISTED: Final = 16
Json = dict[str, Any]


def routes_of(path: str, metres: int) -> Json:
    """Routes beside chance, where the table says who moved; a stop is so many metres wide."""
    from manumit.engine.places import BEYOND, Manner, beyond, follow, read_sightings, tells_travellers

    if not path or not tells_travellers(Path(path)):
        return {"none": True}
    sightings = read_sightings(Path(path))
    found = follow(sightings, Manner(radius_m=float(metres)))
    routes, rounds = beyond(found)
    pairs = [one for one in found.company.pairs if one.q <= BEYOND] if found.company else []
    return {
        "travellers": len(found.names),
        "stops": len(found.stops),
        "places": len(found.places.cells),
        "trips": len(found.legs),
        "resolution": found.places.resolution,
        "rows": [_row(found, one, "circuit") for one in rounds[:MOST_LISTED]]
        + [_row(found, one, "route") for one in routes[:MOST_LISTED]],
        "more": len(routes) + len(rounds),
        "pairs": len(pairs),
        "no_company": found.refused.shape() if found.refused else None,
        "too_fast": len({one.traveller for one in found.too_fast}),
        "several": len({one.traveller for one in found.too_fast if one.several}),
        "left_out": left_out_of(sightings.problems),
    }


def left_out_of(problems: Mapping[str, Problem]) -> list[Json]:
    """How many rows were left out, why, and the first few of them."""
    return [{"why": why, "count": one.count, "rows": one.rows} for why, one in problems.items()]


def _row(found: Journeys, one: Route, kind: str) -> Json:
    return {
        "kind": kind,
        "cells": [found.places.cells[at] for at in one.places],
        "travellers": one.travellers,
        "low": one.low,
        "high": one.high,
        "q": float(f"{one.q:.3g}"),
    }
