"""`manumit score`: a forecast against what happened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.forecast_beside import reported_only
from manumit.doors.cli.output import Quiet, need, tell
from manumit.doors.cli.place_events import tell_problems

if TYPE_CHECKING:
    from manumit.engine.places import Events, Reckoning


def score(
    table: Annotated[Path, typer.Argument(metavar="FORECAST.csv", help="Written by `manumit forecast`.")],
    events: Annotated[
        Path, typer.Argument(metavar="EVENTS.csv", help="Events up to the end of its window, or W.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a kind.")] = False,
    quiet: Quiet = False,
) -> int:
    """Score a forecast after its window, beside the plain count of all history. Exit code 4 if it was changed. Both are
    counted of what was reported, without points that the forecast set apart.

    A forecast that is to be believed is sealed first: append FORECAST.csv-metadata.json, which holds its hash, to a
    ledger before the window begins (`manumit ledger append LOG --as file ...`), and prove it afterwards.

    Example: manumit score march.csv events.csv
    """
    import json

    from manumit.doors.cli.sidecar import read_sidecar
    from manumit.engine.places import without_points

    about = read_sidecar(need(table))
    what = _events(need(events))
    tell_problems(events, what.problems)
    what = reported_only(what, quiet)
    _expect_over(what, about, quiet)
    if about.get("discovered"):
        tell(
            quiet,
            "manumit: this forecast learnt from what was discovered, too, and is scored by what was reported: how many"
            " it expected does not compare, where it expected them does.",
        )
    for kind, rows in _by_kind(table, about).items():
        points = [(lon, lat) for lon, lat, _ in about.get("set_apart", {}).get(kind, ())]
        found = _reckoned(rows, without_points(what.of_kind(kind), points), about)
        print(json.dumps({"kind": kind, **found.shape()}) if as_json else _said(kind, found))
    return 3 if what.problems else 0


def _events(source: Path) -> Events:
    """Of a table, or of a workspace: those of a workspace are counted as they are now, after every erasure."""
    from manumit.engine.evidence import Workspace
    from manumit.engine.places import events_of, read_events

    return events_of(Workspace.open(source)) if source.is_dir() else read_events(source)


def _expect_over(events: Events, about: dict[str, Any], quiet: bool) -> None:
    """Refused when nothing of the window is in the table; a word when the table ends before the window does."""
    from datetime import date, timedelta

    from manumit.base.kernel import Refused

    begins = date.fromisoformat(about["origin"])
    ends = begins + timedelta(days=about["horizon_days"])
    last = date(1970, 1, 1) + timedelta(days=int(events.start.max()))
    if last < begins:
        raise Refused(
            f"The table of events ends on {last}, before the window begins ({begins}).",
            f"Wait until it is over ({ends}), and give the events up to then.",
        )
    if last < ends - timedelta(days=1):
        tell(
            quiet, f"manumit: the last event is of {last}; the window runs until {ends}. Is the table whole?"
        )


def _by_kind(table: Path, about: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    import csv

    told: dict[str, list[dict[str, str]]] = {}
    with table.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            told.setdefault(row.get("kind") or about["kinds"][0], []).append(row)
    return told


def _reckoned(rows: list[dict[str, str]], events: Any, about: dict[str, Any]) -> Reckoning:
    from datetime import date

    import numpy as np

    from manumit.engine.places import Cells, History, reckon

    def column(name: str) -> Any:
        return np.array([float(row[name]) for row in rows])

    ids = np.array([int(row["cell"], 16) for row in rows], np.uint64)
    order = np.argsort(ids)
    cells = Cells(
        about["resolution"], ids[order], column("lon")[order], column("lat")[order], column("area_km2")[order]
    )
    origin = float((date.fromisoformat(about["origin"]) - date(1970, 1, 1)).days)
    history = History.of(events, cells)
    return reckon(
        column("expected")[order],
        column("low")[order],
        column("high")[order],
        history.between(origin, origin + about["horizon_days"]),
        history.between(-1e9, origin),
        cells.km2,
    )


def _said(kind: str, found: Reckoning) -> str:
    low, high = found.number_test
    lines = [
        f"{kind}: {found.seen:.0f} events, {found.expected:.1f} expected"
        f" (at least so many by chance {low:.0%}, at most {high:.0%}; places as unlikely {found.place_test:.0%};"
        f" {found.inside:.0%} of cells within their interval)",
        f"  {'':14}PAI 0.5 %    1 %    2 %   PEI 0.5 %   1 %   2 %   gain, nats an event   deviance",
    ]
    for name, row in (("forecast", found.forecast), ("plain count", found.count)):
        lines.append(
            f"  {name:14}{row.pai[0]:9.2f} {row.pai[1]:6.2f} {row.pai[2]:6.2f}"
            f" {row.pei[0]:11.2f} {row.pei[1]:5.2f} {row.pei[2]:5.2f} {row.information_gain:21.3f} {row.deviance:10.1f}"
        )
    return "\n".join(lines)
