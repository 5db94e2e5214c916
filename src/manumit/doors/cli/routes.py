"""`manumit routes`: stops, trips, and the routes, circuits and company that chance does not explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import need, tell
from manumit.doors.cli.place_events import Seed, expect_maps, tell_problems
from manumit.doors.cli.routes_told import hand_out, told_of

if TYPE_CHECKING:
    from manumit.doors.cli.routes_people import People

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
    told = told_of(sightings, found, people)
    hand_out(told, found, people, out=out, publish=publish, as_json=as_json)
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
    if purpose and not reveal:
        raise UsageError("--purpose goes with --reveal.", "Add --reveal, or leave it out: names stay masked.")
    if reveal and not (purpose or "").strip():
        raise UsageError("--reveal needs --purpose.", "Say why: --purpose 'case 12, safety visit'.")
    from manumit.doors.cli.routes_people import read_people

    return read_people(movements, kind, purpose if reveal else None)
