"""`manumit routes`: stops, trips, and the routes, circuits and company that chance does not explain."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.output import need, result, tell
from manumit.doors.cli.place_events import Seed, expect_maps, tell_problems
from manumit.doors.cli.sidecar import HANDLING, write_sidecar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manumit.engine.places import Journeys, Route, Sightings

METHOD = (
    "stay points (Li and others 2008); routes and circuits beside orders dealt by swaps (Besag, Clifford 1989);"
    " company beside itineraries moved by weeks (Amarasingham and others 2012); false discovery rate from the dealt"
    " worlds (Tusher and others 2001)"
)
_NAMES = "It names who was seen. Travelling together is a question, not an answer."
_LISTED = 12


Movements = Annotated[
    Path,
    typer.Argument(metavar="M.csv", help="traveller,date,lon,lat; or stays, or tickets; CSV or JSON lines."),
]
Traveller = Annotated[
    str,
    typer.Option("--traveller", metavar="COLUMN", help="Who moved: person, plate, phone of an advert."),
]
Radius = Annotated[float, typer.Option("--radius", metavar="M", help="Metres that are still one stop.")]
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


def routes(
    movements: Movements,
    traveller: Traveller = "",
    radius: Radius = 200.0,
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
    quiet: Annotated[bool, typer.Option("--quiet", help="No words on stderr but what went wrong.")] = False,
) -> int:
    """Follow movements: where people, vehicles or the adverts of one number stop, and which routes, which circuits back
    to the start and which pairs that travel together are more than chance explains.

    Chance keeps how often each traveller stops at each place and deals the order anew (for company: moves whole
    itineraries by weeks). Read `q`: of what is at 0.05 or less one in twenty is false. Who goes faster than anybody
    can is several under one name, or a row in error. Travelling together is a question, not an answer.

    Example: manumit routes adverts.csv --traveller phone --radius 30000 --together 36 --out routes.json
    """
    from manumit.base.kernel import UsageError

    expect_maps()
    from manumit.engine.places import Manner, follow, read_sightings

    for path, ending in ((out, ".json"), (publish, ".csv")):
        if path is not None and path.suffix.lower() != ending:
            raise UsageError(f"{path.name} does not end in {ending}.", f"Write {path.stem}{ending}.")
    manner = Manner(radius, stay, resolution, top_speed, gap, together, least, deals, seed)
    sightings = read_sightings(need(movements), traveller)
    tell_problems(movements, sightings.problems)
    found = follow(
        sightings,
        manner,
        lambda done, of: tell(quiet, f"manumit: step {done} of {of}") if done < of else None,
    )
    told = _told(sightings, found)
    if as_json:
        print(json.dumps({"handling": HANDLING, **told}, indent=1, ensure_ascii=False))
    elif out is None:
        _show(told)
    if out is not None:
        with result(out) as stream:
            json.dump({"handling": HANDLING, **told}, stream, indent=1, ensure_ascii=False)
            stream.write("\n")
        write_sidecar(out, {"method": METHOD, "may_be_used_for": ["investigation"], "says": _NAMES})
    if publish is not None:
        _publish(publish, found)
    for note in told["notes"]:
        tell(quiet, f"manumit: {note}")
    tell(quiet, "manumit: Handling: investigator.")
    return 3 if sightings.problems else 0


def _told(sightings: Sightings, found: Journeys) -> dict[str, Any]:
    from manumit.engine.places import BEYOND, beyond

    kept, rounds = beyond(found)
    pairs = [one for one in found.company.pairs if one.q <= BEYOND] if found.company else []
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
        "seed": found.manner.seed,
        "notes": _notes(found),
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
                "rows": list(one.rows),
                "km": round(one.km, 1),
                "hours": round(one.hours, 3),
                "looks_like": "several under one name" if one.several else "rows in error",
            }
            for one in found.too_fast
        ],
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


def _notes(found: Journeys) -> list[str]:
    notes = []
    if found.hours == 0:
        notes.append("Sightings are too far apart to tell how long anybody stayed: each is a stop.")
    if found.unsure:
        notes.append(f"{found.unsure:,} stops are not used: they may have been too short.")
    names = {one.traveller for one in found.too_fast}
    several = {one.traveller for one in found.too_fast if one.several}
    if names:
        notes.append(
            f"{len(names):,} travellers were faster than {found.manner.top_kmh:,.0f} km/h: {len(several):,} look like"
            f" several under one name, each followed alone; {found.left_out:,} sightings are left out as errors."
        )
    if found.refused:
        notes.append(f"Who travels together is not told. {found.refused.sentence} {found.refused.hint}")
    if found.company and found.company.unsure:
        notes.append(
            f"{found.company.unsure:,} trips are not compared: their times are not known well enough."
        )
    if found.company and found.company.crowded:
        notes.append(f"{found.company.crowded:,} trips were taken by a crowd and say nothing of company.")
    return notes


def _show(told: dict[str, Any]) -> None:
    """What stands out, on stdout; nobody is named there."""
    print(
        f"{told['travellers']:,} travellers, {told['stops']:,} stops at {len(told['places']):,} places,"
        f" {told['trips']:,} trips."
    )
    for name in ("routes", "circuits"):
        rows: Sequence[Any] = told[name]
        print(f"{name.capitalize()} that more travellers take than chance brings: {len(rows):,}")
        back = " > back" if name == "circuits" else ""
        for one in rows[:_LISTED]:
            print(
                f"  {' > '.join(one['cells'])}{back}  {one['travellers']} travellers, by chance {one['low']:g} to"
                f" {one['high']:g}  q {one['q']:g}"
            )
    print(f"Pairs that share more legs than chance brings: {len(told['together']):,} (--out says who)")
    print(f"Faster than anybody travels: {len(told['too_fast']):,} times (--out says where)")


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
