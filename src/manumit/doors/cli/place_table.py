"""A table about places as it leaves: CSV, JSON or GeoJSON by the name of the file, or in words on the terminal."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from manumit.base.kernel import UsageError
from manumit.doors.cli.output import result
from manumit.doors.cli.sidecar import HANDLING, write_sidecar

Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help=".csv, .json or .geojson; without it, a table in words."),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout in place of the table in words.")]
FORMS = (".csv", ".json", ".geojson")

Cell = str | int | float | None
"""A number that is not known is None: empty in CSV, null in JSON, `-` in words."""


@dataclass(frozen=True)
class Table:
    """`rows` under `columns`; `shapes`: a GeoJSON geometry a row, or none for rows that lie nowhere."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    shapes: Sequence[Mapping[str, Any]] | None = None

    def objects(self) -> list[dict[str, Cell]]:
        """A mapping a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def features(self, **more: Cell) -> list[dict[str, Any]]:
        """GeoJSON features. UsageError where rows lie nowhere."""
        if self.shapes is None:
            raise UsageError("This table lies nowhere on a map.", "Write it as .csv or .json.")
        return [
            {"type": "Feature", "geometry": shape, "properties": {**more, **row}}
            for row, shape in zip(self.objects(), self.shapes, strict=True)
        ]


def expect_form(out: Path | None, forms: Sequence[str] = FORMS) -> None:
    """UsageError, before anything is worked out, for a name that tells of no form."""
    if out is not None and out.suffix.lower() not in forms:
        raise UsageError(
            f"{out.name} does not say what to write.", f"Give it one of these endings: {', '.join(forms)}."
        )


def write_table(table: Table, out: Path | None, as_json: bool, told: Mapping[str, Any]) -> None:
    """To `out` in the form of its name, with what is `told` beside it; to stdout otherwise."""
    if out is None:
        if as_json:
            _json(sys.stdout, {"handling": HANDLING, **told, "rows": table.objects()})
        else:
            show(table)
        return
    with result(out) as stream:
        match out.suffix.lower():
            case ".csv":
                write_csv(stream, table)
            case ".json":
                _json(stream, {"handling": HANDLING, **told, "rows": table.objects()})
            case _:
                collection(stream, table.features(), told)
    write_sidecar(out, dict(told))


def write_csv(stream: TextIO, table: Table) -> None:
    """With a header."""
    writer = csv.writer(stream)
    writer.writerow(table.columns)
    writer.writerows(["" if one is None else one for one in row] for row in table.rows)


def collection(stream: TextIO, features: Sequence[Mapping[str, Any]], told: Mapping[str, Any]) -> None:
    """A GeoJSON FeatureCollection that says how it may be handled."""
    head = json.dumps({"type": "FeatureCollection", "handling": HANDLING, **told}, ensure_ascii=False)
    lines = (json.dumps(one, ensure_ascii=False, allow_nan=False) for one in features)
    stream.write(head[:-1] + ', "features": [\n' + ",\n".join(lines) + "\n]}\n")


def _json(stream: TextIO, what: Mapping[str, Any]) -> None:
    json.dump(what, stream, indent=1, ensure_ascii=False, allow_nan=False)
    stream.write("\n")


def show(table: Table) -> None:
    """In columns on stdout: numbers to the right, words to the left."""
    texts = [["-" if one is None else str(one) for one in row] for row in table.rows]
    width = [max(len(one) for one in column) for column in zip(table.columns, *texts, strict=True)]
    right = [
        all(isinstance(row[at], int | float | None) for row in table.rows) for at in range(len(table.columns))
    ]
    for row in (list(table.columns), *texts):
        cells = (
            one.rjust(size) if number else one.ljust(size)
            for one, size, number in zip(row, width, right, strict=True)
        )
        print("  ".join(cells).rstrip())


def point(lon: float, lat: float) -> dict[str, Any]:
    """As GeoJSON."""
    return {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}


def line(ends: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """As GeoJSON, through (lon, lat)."""
    return {"type": "LineString", "coordinates": [[round(x, 6), round(y, 6)] for x, y in ends]}


def hexagons(names: Sequence[str]) -> dict[str, Any]:
    """The outlines of H3 cells as GeoJSON."""
    import h3

    told: dict[str, Any] = json.loads(
        json.dumps(h3.cells_to_geo(list(names))), parse_float=lambda text: round(float(text), 6)
    )
    return told
