"""`manumit routes`: stops, trips, and the routes, circuits and company that chance does not explain."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.output import need, result, tell
from manumit.doors.cli.place_events import Seed, expect_maps, tell_problems
from manumit.doors.cli.routes_words import notes_of, show
from manumit.doors.cli.sidecar import HANDLING, write_sidecar

if TYPE_CHECKING:
    from manumit.doors.cli.routes_people import People
    from manumit.engine.places import Journeys, Route, Sightings

METHOD = (
    "stay points (Li and others 2008); routes and circuits beside orders dealt by swaps (Besag, Clifford 1989);"
    " company beside itineraries moved by weeks (Amarasingham and others 2012); false discovery rate from the dealt"
    " worlds (Tusher and others 2001)"
)
_NAMES = "It names who was seen. Travelling together is a question, not an answer."
_RADIUS_M, _TOWN_M = 200.0, 25_000.0
"""Of a stop in a table; of one in a workspace, whose records name towns: a town and its airport are one."""


Movements = Annotated[
    Path,
    typer.Argument(
        metavar="M.csv",
        help="traveller,date,lon,lat; or stays, or tickets; CSV or JSON lines; or a workspace.",
    ),
]
Traveller = Annotated[
    str,
    typer.Option(
        "--traveller",
        metavar="COLUMN",
        help="Who moved: person, plate, phone of an advert. Of a workspace: person, or phone, handle ...",
    ),
]
Radius = Annotated[
    float | None,
    typer.Option(
        "--radius", metavar="M", help="Metres that are still one stop: 200; of a workspace 25000, a town."
    ),
]
Stay = Annotated[
    float | None,
    typer.Option("--stay", metavar="HOURS", help="How long a stop lasts at least; 0: each sighting is one."),
]
Resolution = Annotated[
    int | None, typer.Option("--resolution", help="Of the places' H3 cells, 8 at most; else by --radius.")
]
TopSpeed = Annotated[float, typer.Option("--top-speed", metavar="KM/H", help="Faster is no one traveller.")]
Gap = Annotated[
    float, typer.Option("--gap", metavar="DAYS", help="Two stops further apart are two journeys.")
]
Together = Annotated[
    float,
    typer.Option("--together", metavar="HOURS", help="Who leaves and arrives so close goes together."),
]
Least = Annotated[
    int, typer.Option("--least", help="Travellers of a route or circuit, and legs two share, at least.")
]
Deals = Annotated[int, typer.Option("--deals", help="Worlds dealt by chance.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="F.json", help="Everything, with who was seen.")]
Publish = Annotated[
    Path | None,
    typer.Option(
        "--publish", metavar="P.csv", help="Routes and circuits of five travellers or more, of nobody."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Everything as JSON on stdout.")]
Reveal = Annotated[
    bool, typer.Option("--reveal", help="Of a workspace: names unmasked; needs --purpose and is logged.")
]
Purpose = Annotated[str | None, typer.Option("--purpose", help="Why they must be shown.")]


def routes(
    movements: Movements,
    traveller: Traveller = "",
    radius: Radius = None,
    stay: Stay = None,
    resolution: Resolution = None,
    top_speed: TopSpeed = 1_000.0,
    gap: Gap = 30.0,
    together: Together = 12.0,
    least: Least = 3,
    deals: Deals = 99,
    seed: Seed = 0,
    out: Out = None,
    publish: Publish = None,
    as_json: AsJson = False,
    reveal: Reveal = False,
    purpose: Purpose = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No words on stderr but what went wrong.")] = False,
) -> int:
    """Follow movements: where people, vehicles or the adverts of one number stop, and which routes, which circuits back
    to the start and which pairs that travel together are more than chance explains.

    Chance keeps how often each traveller stops at each place and deals the order anew (for company: moves whole
    itineraries by weeks). Read `q`: of what is at 0.05 or less one in twenty is false. Who goes faster than anybody
    can is several under one name, or a row in error. Travelling together is a question, not an answer.

    Of a workspace persons are followed by their tickets, stays and where they were last seen; with --traveller phone
    (or another kind) the adverts that name one. People are ids there, their names masked as in leads.

    Example: manumit routes adverts.csv --traveller phone --radius 30000 --together 36 --out routes.json
    """
    from manumit.base.kernel import UsageError

    expect_maps()
    from manumit.engine.places import Manner, follow, read_sightings

    for path, ending in ((out, ".json"), (publish, ".csv")):
        if path is not None and path.suffix.lower() != ending:
            raise UsageError(f"{path.name} does not end in {ending}.", f"Write {path.stem}{ending}.")
    people = _people(movements, traveller, reveal, purpose)
    wide = radius if radius is not None else _RADIUS_M if people is None else _TOWN_M
    manner = Manner(wide, stay, resolution, top_speed, gap, together, least, deals, seed)
    sightings = people.sightings if people else read_sightings(need(movements), traveller)
    tell_problems(movements, sightings.problems)
    found = follow(
        sightings,
        manner,
        lambda done, of: tell(quiet, f"manumit: step {done} of {of}") if done < of else None,
    )
    told = _told(sightings, found, people)
    text = json.dumps({"handling": HANDLING, **told}, indent=1, ensure_ascii=False)
    if people and (as_json or out):
        from manumit.doors.cli.reveal import log_export

        log_export(people.workspace, "routes", "json", f"{text}\n".encode(), people.revealed)
    if as_json:
        print(text)
    elif out is None:
        show(told)
    if out is not None:
        with result(out) as stream:
            stream.write(f"{text}\n")
        write_sidecar(out, {"method": METHOD, "may_be_used_for": ["investigation"], "says": _NAMES})
    if publish is not None:
        _publish(publish, found)
    for note in told["notes"]:
        tell(quiet, f"manumit: {note}")
    tell(quiet, "manumit: Handling: investigator.")
    return 3 if sightings.problems else 0


def _people(movements: Path, kind: str, reveal: bool, purpose: str | None) -> People | None:
    """Those of a workspace; None for a table."""
    from manumit.base.kernel import UsageError

    if not movements.is_dir():
        if reveal or purpose:
            raise UsageError("--reveal and --purpose go with a workspace.", "A table says itself who moved.")
        return None
    if reveal and not (purpose or "").strip():
        raise UsageError("--reveal needs --purpose.", "Say why: --purpose 'case 12, safety visit'.")
    from manumit.doors.cli.routes_people import read_people

    return read_people(movements, kind, purpose if reveal else None)


def _told(sightings: Sightings, found: Journeys, people: People | None) -> dict[str, Any]:
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
        "distance_exponent": round(0.0 - found.nearer, 3),
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


def _publish(path: Path, found: Journeys) -> None:
    """For others: what rests on five travellers at least, in steps of five, and nobody's name."""
    import csv

    from manumit.engine.places import beyond, told_to_others

    with result(path) as stream:
        writer = csv.writer(stream)
        writer.writerow(["kind", "cells", "travellers"])
        for kind, rows in zip(("route", "circuit"), beyond(found), strict=True):
            for places, about in told_to_others(rows):
                writer.writerow([kind, " ".join(found.places.cells[at] for at in places), f"about {about}"])
    write_sidecar(
        path,
        {
            "method": METHOD,
            "handling": "partner",
            "resolution": found.places.resolution,
            "hidden": "what fewer than five travellers took; counts are told in steps of five",
        },
    )
