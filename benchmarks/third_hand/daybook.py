"""The day book: everything that was written down, whose doing it was, and the truth about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

KINDS = (
    "ad", "post", "offer", "account", "payment", "booking", "stay", "report", "sighting", "missing_person", "page",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Entry:
    """One record before it has a number: `at` orders it (epoch seconds), `values` are its columns as text."""

    kind: str
    at: int
    values: dict[str, str]
    source_id: str = ""
    form: str = ""  # "" table; "camt", "pnr": written in that format instead


@dataclass(slots=True, eq=False)
class Group:
    """An operation or an innocent group. `parts` are roles of what belongs to it: (kind, id) -> role."""

    label: str
    exploitation: str = ""
    entries: list[Entry] = field(default_factory=list)
    parts: dict[tuple[str, str], str] = field(default_factory=dict)
    written: set[tuple[str, str]] = field(default_factory=set)

    def members(self) -> list[dict[str, str]]:
        """Those identifiers of the group that some file really holds."""
        return [
            {"kind": kind, "id": name, "role": role}
            for (kind, name), role in sorted(self.parts.items())
            if (kind, name) in self.written
        ]

    def records(self) -> list[dict[str, str]]:
        ordered = sorted(self.entries, key=lambda entry: (entry.at, entry.kind, entry.source_id))
        return [{"kind": entry.kind, "source_id": entry.source_id} for entry in ordered]


class Daybook:
    def __init__(self) -> None:
        self.entries: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
        self.operations: list[Group] = []
        self.lookalikes: list[Group] = []

    def add(self, entry: Entry) -> None:
        self.entries[entry.kind].append(entry)

    def mark(self) -> dict[str, int]:
        return {kind: len(entries) for kind, entries in self.entries.items()}

    def rewind(self, mark: dict[str, int]) -> None:
        """Forget what was written since the mark."""
        for kind, count in mark.items():
            del self.entries[kind][count:]

    def __len__(self) -> int:
        return sum(map(len, self.entries.values()))

    def number(self, rng: Random, prefixes: dict[str, str]) -> None:
        """Give every entry its id in order of time, with gaps, so that a number tells nothing but the order."""
        for kind, entries in self.entries.items():
            rng.shuffle(entries)
            entries.sort(key=lambda entry: entry.at)
            count = rng.randrange(10_000, 90_000)
            for entry in entries:
                count += 1 + (rng.random() < 0.2)
                entry.source_id = entry.source_id or f"{prefixes[kind]}{count}"

    def of_form(self, kind: str, form: str = "") -> Iterator[Entry]:
        return (entry for entry in self.entries[kind] if entry.form == form)

    def write_truth(self, folder: Path, date: dict[int, str]) -> None:
        """`operations.jsonl`, `lookalikes.jsonl`, and which way of working each operation has."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "operations.jsonl").open("w", encoding="utf-8", newline="\n") as out:
            for number, group in enumerate(self.operations, 1):
                days = [entry.at // 86_400 for entry in group.entries]
                line = {
                    "operation_id": f"T3-{number:04d}",
                    "exploitation": group.exploitation,
                    "started": date[min(days)],
                    "ended": date[max(days)],
                    "members": group.members(),
                    "records": group.records(),
                }
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        with (folder / "ways.jsonl").open("w", encoding="utf-8", newline="\n") as out:
            for number, group in enumerate(self.operations, 1):
                out.write(json.dumps({"operation_id": f"T3-{number:04d}", "way": group.label}) + "\n")
        with (folder / "lookalikes.jsonl").open("w", encoding="utf-8", newline="\n") as out:
            for group in self.lookalikes:
                line = {"group": group.label, "records": group.records(), "members": group.members()}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
