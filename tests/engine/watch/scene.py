"""Small workspaces made of files, and watches over them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from manumit.base.kernel import Settings
from manumit.engine.evidence import Workspace, read_sources
from manumit.engine.job import record_views
from manumit.engine.watch import AlertBook, Entry, Problem, Watched, read_watchlist, watch

SETTINGS = Settings(memory_gb=1.0, threads=1)
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
Row = Mapping[str, str]


class Scene:
    """A workspace that files are read into one after the other; no stage is run unless a test runs it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = Workspace.open(folder / "case", create=True)

    def read(self, name: str, rows: Sequence[Row]) -> None:
        """A CSV file of these rows, read."""
        path = self.folder / "input" / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            writer.writerows(rows)
        with self.workspace.lock():
            read_sources(self.workspace, [path], SETTINGS)

    def watch(self, entries: Sequence[Entry], now: datetime = NOW, since: datetime | None = None) -> Watched:
        """One watch."""
        with record_views(self.workspace, SETTINGS) as engine:
            return watch(engine, self.workspace, entries, SETTINGS, now, since)

    def book(self) -> AlertBook:
        """The alerts as they lie in the files."""
        return AlertBook.of(self.workspace)

    def met(self, *cells: Row) -> list[tuple[str, str]]:
        """(entry id, source id) of the alerts of a first watch."""
        done = self.watch(entries(self.folder, cells))
        return sorted((alert.entry, alert.source_id) for alert in done.raised)


def ad(number: str, text: str, when: str = "2026-03-01T20:00:00+00:00", **more: str) -> Row:
    """An advert."""
    return {
        "ad_id": number,
        "posted_at": when,
        "source": "board",
        "title": "",
        "text": text,
        "location": "",
        **more,
    }


def listed(folder: Path, cells: Iterable[Row]) -> tuple[list[Entry], list[Problem]]:
    """A CSV watchlist of these cells, read."""
    rows = [{"id": f"e{number}", **row} for number, row in enumerate(cells)]
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(dict.fromkeys(["value", *(key for row in rows for key in row)])))
        writer.writeheader()
        writer.writerows(rows)
    return read_watchlist(path)


def entries(folder: Path, cells: Iterable[Row]) -> list[Entry]:
    """Entries of a list without problems."""
    found, problems = listed(folder, cells)
    assert problems == []
    return found
