"""What `manumit routes` hands out: everything to investigators, to others what names nobody."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.doors.cli.output import result
from manumit.doors.cli.routes_words import notes_of, show
from manumit.doors.cli.sidecar import HANDLING, write_sidecar

if TYPE_CHECKING:
    from manumit.doors.cli.routes_people import People
    from manumit.engine.places import Journeys, Route, Sightings

METHOD = (
    "stay points (Li and others 2008); routes and circuits beside orders dealt by swaps (Besag, Clifford 1989),"
    " in which near places follow each other as in the data (Metropolis and others 1953);"
    " company beside itineraries moved by weeks (Amarasingham and others 2012); false discovery rate from the dealt"
    " worlds (Tusher and others 2001)"
)
_NAMES = "It names who was seen. Travelling together is a question, not an answer."


def told_of(sightings: Sightings, found: Journeys, people: People | None) -> dict[str, Any]:
    """Everything, for an investigator."""
    from manumit.engine.places import BEYOND, beyond

    kept, rounds = beyond(found)
    pairs = [one for one in found.company.pairs if one.q <= BEYOND] if found.company else []
    named = {at for one in pairs for at in one.travellers} | {one.traveller for one in found.too_fast}
    rows = "rows" if people is None else "records"
    who = people.called([found.names[at] for at in sorted(named)]) if people else None
    return {
        "method": METHOD,
        "rows": sightings.rows,
        "rows_left_out": {why: {"count": one.count, "rows": one.rows} for why, one in sightings.problems.items()},
        "travellers": len(found.names),
        "stops": len(found.stops),
        "stop_hours": found.hours,
        "stop_radius_m": found.manner.radius_m,
        "resolution": found.places.resolution,
        "trips": len(found.legs),
        "worlds": found.worlds,
        "distance_exponent": 0.0 - round(found.nearer, 3),
        "seed": found.manner.seed,
        "notes": notes_of(found),
        "places": [
            {"cell": cell, "stops": stops, "travellers": people, "hours": round(hours, 2)}
            for cell, stops, people, hours in zip(
                found.places.cells, found.places.stops.tolist(), found.places.travellers.tolist(),
                found.places.hours.tolist(), strict=True,
            )
        ],
        "ways": _ways(found),
        "routes": [_row(found, one) for one in kept],
        "circuits": [_row(found, one) for one in rounds],
        "together": [
            {"travellers": [found.names[at] for at in one.travellers], "legs": one.legs, **_numbers(one)}
            for one in pairs
        ],
        "too_fast": [
            {
                "traveller": found.names[one.traveller],
                rows: [people.records[at - 1] for at in one.rows] if people else list(one.rows),
                "km": round(one.km, 1),
                "hours": round(one.hours, 3),
                "looks_like": "several under one name" if one.several else "rows in error",
            }
            for one in found.too_fast
        ],
        **({} if who is None else {"who": dict(who)}),
    }  # fmt: skip


def _row(found: Journeys, one: Route) -> dict[str, Any]:
    return {
        "cells": [found.places.cells[at] for at in one.places],
        "travellers": one.travellers,
        **_numbers(one),
    }


def _numbers(one: Any) -> dict[str, float]:
    return {
        "expected": round(one.expected, 3),
        "low": one.low,
        "high": one.high,
        "p": float(f"{one.p:.3g}"),
        "q": float(f"{one.q:.3g}"),
    }


def _ways(found: Journeys) -> list[dict[str, Any]]:
    """Trips between two places, the most travelled first."""
    legs = found.legs
    ends = list(zip(legs.origin.tolist(), legs.destination.tolist(), strict=True))
    people = {(one, who) for one, who in zip(ends, legs.traveller.tolist(), strict=True)}
    travellers = Counter(one for one, _who in people)
    km = dict(zip(ends, legs.km.tolist(), strict=True))
    return [
        {
            "from": found.places.cells[one[0]],
            "to": found.places.cells[one[1]],
            "trips": trips,
            "travellers": travellers[one],
            "km": round(km[one], 1),
        }
        for one, trips in sorted(Counter(ends).items(), key=lambda row: (-row[1], row[0]))
    ]


def hand_out(
    told: dict[str, Any],
    found: Journeys,
    people: People | None,
    *,
    out: Path | None,
    publish: Path | None,
    as_json: bool,
) -> None:
    """On stdout and in files; what leaves a workspace is in its log before."""
    text = json.dumps({"handling": HANDLING, **told}, indent=1, ensure_ascii=False)
    if as_json or out:
        _log(people, "json", f"{text}\n")
    if as_json:
        print(text)
    elif out is None:
        show(told)
    if out is not None:
        with result(out) as stream:
            stream.write(f"{text}\n")
        write_sidecar(out, {"method": METHOD, "may_be_used_for": ["investigation"], "says": _NAMES})
    if publish is not None:
        _publish(publish, found, people)


def _log(people: People | None, form: str, text: str) -> None:
    from manumit.doors.cli.reveal import log_export

    if people:
        log_export(people.workspace, "routes", form, text.encode(), form == "json" and people.revealed)


def _publish(path: Path, found: Journeys, people: People | None) -> None:
    """For others: what rests on five travellers at least, in steps of five, and nobody's name."""
    from manumit.engine.places import beyond, told_to_others

    rows = io.StringIO(newline="")
    writer = csv.writer(rows)
    writer.writerow(["kind", "cells", "travellers"])
    for kind, ways in zip(("route", "circuit"), beyond(found), strict=True):
        for places, about in told_to_others(ways):
            writer.writerow([kind, " ".join(found.places.cells[at] for at in places), f"about {about}"])
    _log(people, "csv", rows.getvalue())
    with result(path) as stream:
        stream.write(rows.getvalue())
    write_sidecar(
        path,
        {
            "method": METHOD,
            "handling": "partner",
            "resolution": found.places.resolution,
            "hidden": "what fewer than five travellers took; counts are told in steps of five",
        },
    )
