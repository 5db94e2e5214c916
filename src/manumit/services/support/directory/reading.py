"""HSDS files become rows: a folder or zip of CSV tables, JSON with services in it, or one such file.

A row that cannot be read is set aside with the reason, and the rest goes on. What a reason says never repeats a value:
it might be the address of a shelter.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from manumit.base.kernel import UnreadableInput
from manumit.services.support.directory.nesting import flatten, table_of

LARGEST = 200 * 2**20
"""Bytes of a file (of a zip: of each file in it, unpacked). A national directory has about a tenth of this."""
LONGEST = 20_000
"""Characters of a cell; longer ones are a quotation mark that nobody closed."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells that hold something, and where it was read."""

    table: str
    cells: dict[str, str]
    file: str
    sha256: str
    number: int

    def get(self, name: str) -> str:
        """The cell, or an empty text."""
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class SetAside:
    """What was set aside, and why. `row` 0: the whole file."""

    file: str
    sha256: str
    row: int
    reason: str

    def shape(self) -> dict[str, Any]:
        """As a line of JSON."""
        return {"file": self.file, "row": self.row, "reason": self.reason}


@dataclass(slots=True)
class Tables:
    """What was read: rows by table, those too broken to be used, problems, and the files with their SHA-256."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    broken: list[Row] = field(default_factory=list)
    problems: list[SetAside] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def of(self, table: str) -> list[Row]:
        """The rows of a table."""
        return self.rows.get(table, [])

    def put_aside(self, row: Row, reason: str) -> None:
        """Quarantine a row."""
        self.problems.append(SetAside(row.file, row.sha256, row.number, f"{row.table}: {reason}"))


def read_path(path: Path) -> Tables:
    """All tables under a path; UnreadableInput when there is no HSDS in it at all."""
    tables = Tables()
    for name, data in _files(path, tables):
        digest = hashlib.sha256(data).hexdigest()
        tables.files[name] = digest
        try:
            read = _read_csv if name.lower().endswith(".csv") else _read_json
            read(name, digest, data.decode("utf-8-sig"), tables)
        except UnicodeDecodeError:
            tables.problems.append(SetAside(name, digest, 0, "the file is not UTF-8"))
        except (csv.Error, ValueError, RecursionError) as error:
            what = "it is nested too deep" if isinstance(error, RecursionError) else "its syntax is broken"
            tables.problems.append(SetAside(name, digest, 0, f"the file cannot be read: {what}"))
    if not tables.rows and not tables.problems:
        raise UnreadableInput(
            f"{path} holds no table of a directory.",
            "HSDS 3 is wanted: services.csv, organizations.csv and so on, or JSON with services.",
        )
    return tables


def _files(path: Path, tables: Tables) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for one in sorted(path.rglob("*")):
            if one.is_file() and one.suffix.lower() in (".csv", ".json"):
                yield from _whole(one.relative_to(path).as_posix(), one, tables)
    elif zipfile.is_zipfile(path):
        yield from _unpacked(path, tables)
    else:
        yield from _whole(path.name, path, tables)


def _whole(name: str, path: Path, tables: Tables) -> Iterator[tuple[str, bytes]]:
    if path.stat().st_size > LARGEST:
        tables.problems.append(SetAside(name, "", 0, f"the file is larger than {LARGEST} bytes"))
    else:
        yield name, path.read_bytes()


def _unpacked(path: Path, tables: Tables) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for item in sorted(archive.infolist(), key=lambda one: one.filename):
            if PurePosixPath(item.filename).suffix.lower() not in (".csv", ".json"):
                continue
            try:
                with archive.open(item) as stream:
                    data = stream.read(LARGEST + 1)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
                tables.problems.append(
                    SetAside(item.filename, "", 0, "the file in the zip is damaged or locked")
                )
                continue
            if len(data) > LARGEST:
                tables.problems.append(
                    SetAside(item.filename, "", 0, f"the file is larger than {LARGEST} bytes")
                )
            else:
                yield item.filename, data


def _read_csv(name: str, digest: str, text: str, tables: Tables) -> None:
    table = table_of(PurePosixPath(name).stem)
    if table is None:
        tables.problems.append(SetAside(name, digest, 0, "the file is named like no table of HSDS"))
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip().lower() for cell in next(reader, [])]
    rows = tables.rows.setdefault(table, [])
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            tables.problems.append(SetAside(name, digest, number, f"{table}: the row cannot be read"))
            continue
        if cells is None:
            return
        row = Row(
            table,
            {key: cell.strip() for key, cell in zip(header, cells, strict=False) if key and cell.strip()},
            name,
            digest,
            number,
        )
        if reason := _broken(header, cells):
            tables.put_aside(row, reason)
            tables.broken.append(row)
        elif row.cells:
            rows.append(row)


def _broken(header: list[str], cells: list[str]) -> str:
    if len(cells) > len(header):
        return f"{len(cells)} cells under {len(header)} columns"
    if any(len(cell) > LONGEST for cell in cells):
        return f"a cell of more than {LONGEST} characters: is a quotation mark not closed?"
    return "a character that no text has (NUL)" if any("\0" in cell for cell in cells) else ""


def _read_json(name: str, digest: str, text: str, tables: Tables) -> None:
    for number, (table, cells) in enumerate(flatten(json.loads(text)), 1):
        row = Row(table, cells, name, digest, number)
        if any(len(cell) > LONGEST for cell in cells.values()):
            tables.put_aside(row, f"a value of more than {LONGEST} characters")
        else:
            tables.rows.setdefault(table, []).append(row)
