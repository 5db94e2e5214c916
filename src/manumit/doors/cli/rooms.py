"""`manumit rooms`: which hotel a picture was taken in, among those of a catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.known_illegal import Illegal, lists_asked, note_hit
from manumit.doors.cli.output import need, result, tell
from manumit.doors.cli.rooms_shared import ask, regions

if TYPE_CHECKING:
    from manumit.engine.pictures import HashList, RoomModel

rooms = typer.Typer(
    name="rooms",
    no_args_is_help=True,
    help="Which hotel a picture was taken in, among those of a catalogue. No room is a normal answer."
    "\n\nExample: manumit rooms index hotels.csv --out hotels.npz",
)

Model = Annotated[
    Path | None,
    typer.Option(
        "--model",
        metavar="M.onnx",
        help="A model of yours that describes rooms, admitted with `models admit`.",
    ),
]
Hush = Annotated[bool, typer.Option("--quiet", help="No progress.")]


@rooms.command("index")
def index(
    listed: Annotated[Path, typer.Argument(metavar="CATALOGUE.csv", help="hotel,chain,room,file.")],
    out: Annotated[Path, typer.Option("--out", metavar="R.npz", help="The catalogue, ready to be asked.")],
    model: Model = None,
    known_illegal: Illegal = None,
    quiet: Hush = False,
) -> int:
    """Describe the pictures of rooms that are known, and measure how often a wrong hotel looks right among them.

    `file` is a path beside the catalogue; chain and room may be empty. People are taken out of a picture first. A
    picture that cannot be used is in R.quarantine.jsonl with the reason.

    Example: manumit rooms index hotels.csv --out hotels.npz
    """
    import json
    from dataclasses import asdict, replace

    from manumit.doors.cli.progress import reporter
    from manumit.engine.pictures import catalogue, catalogue_rows, keep_rooms

    lists = lists_asked(known_illegal)
    chosen = _model(model)
    with need(listed).open(encoding="utf-8-sig", newline="") as stream:
        rows = catalogue_rows(stream, str(listed))
    with reporter(quiet) as shown:
        made = catalogue(rows, lambda file: (listed.parent / file).read_bytes(), lists, chosen, shown.stage)
    for one in made.handed_over:
        note_hit(replace(one, path=str(listed.parent / one.path)))
    keep_rooms(made.rooms, out, lists)
    quarantine = out.with_suffix(".quarantine.jsonl")
    quarantine.unlink(missing_ok=True)
    if made.set_aside:
        told = (json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in made.set_aside)
        quarantine.write_text("".join(told), "utf-8")
        tell(quiet, f"{len(made.set_aside):,} pictures were set aside: {quarantine} says why.")
    if made.handed_over:
        tell(quiet, f"{len(made.handed_over):,} pictures are on a list and were not looked at.")
    hotels = {one.hotel for one in made.rooms.known}
    tell(quiet, f"{len(made.rooms.known):,} pictures of {len(hotels):,} hotels.")
    return 3 if made.set_aside or made.handed_over else 0


@rooms.command("find")
def find(
    picture: Annotated[
        Path, typer.Argument(metavar="PICTURE", help="A picture of a room that is not known.")
    ],
    among: Annotated[Path, typer.Option("--among", metavar="R.npz", help="What `rooms index` made.")],
    out: Annotated[Path | None, typer.Option("--out", help="JSON here; else on stdout.")] = None,
    most_false: Annotated[
        float, typer.Option("--most-false", min=0.0001, max=1, help="Show no hotel that is wrong more often.")
    ] = 0.05,
    part: Annotated[
        str,
        typer.Option(
            "--part",
            metavar="L,T,R,B",
            help="Compare this part alone, such as a headboard: left, top, right, bottom as shares from 0 to 1.",
        ),
    ] = "",
    model: Model = None,
    known_illegal: Illegal = None,
    quiet: Hush = False,
) -> int:
    """Rank the hotels in which the picture may have been taken, each with its evidence, and the chains.

    expected_false: how often a picture of an unknown room brings a wrong hotel with evidence as good, measured on the
    catalogue itself. A hotel in the list is a place to ask, never an answer; no hotel is the normal answer.
    With --part, `here` says where the evidence lies in that part.

    Example: manumit rooms find unknown.jpg --among hotels.npz
    """
    import json
    from dataclasses import asdict

    from manumit.base.kernel import UsageError
    from manumit.engine.pictures import HandOver, describe, open_rooms

    lists: list[HashList] = lists_asked(known_illegal)
    made = open_rooms(need(among), lists, note_hit)
    chosen = _model(model)
    if (chosen.make if chosen else "") != made.model:
        known = f"the model {made.model[:12]}…" if made.model else "no model"
        raise UsageError(f"The catalogue was made with {known}.", "Ask with the same, or make it anew.")
    asked = describe(need(picture).read_bytes(), str(picture), lists, chosen, _part(part))
    if isinstance(asked, HandOver):
        note_hit(asked)
        tell(quiet, "The picture is on a list and was not looked at.")
        return 3
    found: dict[str, Any] = asdict(made.find(asked, most_false))
    with result(out) as stream:
        stream.write(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    return 0


def _part(said: str) -> tuple[float, float, float, float] | None:
    from contextlib import suppress

    from manumit.engine.pictures import marked

    if not said:
        return None
    shares: list[float] = []
    with suppress(ValueError):
        shares = [float(one) for one in said.split(",")]
    return marked(shares)


def _model(path: Path | None) -> RoomModel | None:
    """The one that is named here, else by MANUMIT_ROOM_MODEL. Refused unless an administrator admitted it."""
    from manumit.base.kernel import settings_from
    from manumit.engine.biometrics import ModelSettings
    from manumit.engine.pictures import RoomModel

    chosen = settings_from(ModelSettings)
    if path is None and not chosen.room_model:
        return None
    return RoomModel(need(path or Path(chosen.room_model)), chosen.model_keys)


rooms.command("regions")(regions)
rooms.command("ask")(ask)
