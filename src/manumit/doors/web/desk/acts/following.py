"""Movements of a study's table, or of the people of its workspace, followed: stops, routes, circuits, and how many
travel together. Runs in the process of a job, without a database. What is kept names no traveller: cells and numbers
alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import Refused, WorkspaceError

if TYPE_CHECKING:
    from manumit.engine.places import Journeys, Problem, Route, Sightings

MOST_LISTED: Final = 16
TOWN_M: Final = 25_000
"""Of a stop where records name towns: a town and its airport are one (as `manumit routes`)."""
Json = dict[str, Any]
Recognised = Mapping[str, Collection[str]]


def routes_of(path: str, metres: int, workspace: Path, recognised: Recognised) -> Json:
    """Routes beside chance, where the table says who moved; a stop is so many metres wide. Without a table those of
    all people of the workspace, not of the study's area alone; their records name towns: a stop is a town.
    `recognised`: entity -> records in which people recognised somebody."""
    from manumit.engine.places import BEYOND, Manner, beyond, follow, read_sightings, tells_travellers

    if path and not tells_travellers(Path(path)):
        return {"none": True}
    sightings = read_sightings(Path(path)) if path else _people(workspace, recognised)
    found = follow(sightings, Manner(radius_m=float(metres if path else max(metres, TOWN_M))))
    routes, rounds = beyond(found)
    pairs = [one for one in found.company.pairs if one.q <= BEYOND] if found.company else []
    return {
        "source": "table" if path else "workspace",
        "worlds": found.worlds,
        "nearer": round(found.nearer, 1),
        "travellers": len(found.names),
        "stops": len(found.stops),
        "places": len(found.places.cells),
        "trips": len(found.legs),
        "resolution": found.places.resolution,
        "rows": [_row(found, one, "circuit") for one in rounds[:MOST_LISTED]]
        + [_row(found, one, "route") for one in routes[:MOST_LISTED]],
        "more": len(routes) + len(rounds),
        "pairs": len(pairs),
        "no_company": found.refused.told() if found.refused else None,
        "too_fast": len({one.traveller for one in found.too_fast}),
        "several": len({one.traveller for one in found.too_fast if one.several}),
        "left_out": left_out_of(sightings.problems),
    }


def _people(workspace: Path, recognised: Recognised) -> Sightings:
    from manumit.engine.lookup import Lookup

    try:
        with Lookup(workspace) as lookup:
            return lookup.travellers(recognised=recognised).sightings
    except WorkspaceError as error:  # nothing was read into it yet, or by another version
        raise Refused(error.sentence, error.hint) from error


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
