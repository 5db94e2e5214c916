"""What the watch keeps of records that are erased: alerts, anchors, queued words, notes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from manumit.engine.evidence import Words, clean_lines


def forget(workspace: Path, records: Collection[str], words: Words) -> None:
    """Alerts about these records, or that name what is erased, go; the rest loses the records and the names."""
    folder, gone = workspace / "watch", set(records)
    dropped: set[str] = set()

    def alert(line: dict[str, Any]) -> dict[str, Any] | None:
        named = any(words.within(str(line.get(name, ""))) for name in ("reason", "source_id", "why"))
        if line["alert_id"] in dropped or line.get("record_id") in gone or named:
            dropped.add(line["alert_id"])
            return None
        for name in ("records", "grew"):
            if name in line:
                line[name] = [one for one in line[name] if one not in gone]
        cleaned: dict[str, Any] = words.out_of(line)
        return cleaned

    def mark(line: dict[str, Any]) -> dict[str, Any]:
        anchors = line["anchors"].items()
        return {**line, "anchors": {name: [one for one in ids if one not in gone] for name, ids in anchors}}

    def word(line: dict[str, Any]) -> dict[str, Any] | None:
        if words.within(str(line.get("term", ""))):
            return None
        if "examples" in line:
            line["examples"] = [one for one in line["examples"] if one.get("record_id") not in gone]
        cleaned: dict[str, Any] = words.out_of(line)
        return cleaned

    clean_lines(folder / "alerts.jsonl", alert)
    clean_lines(folder / "seen.jsonl", mark)
    clean_lines(
        folder / "decisions.jsonl",
        lambda line: None if line.get("alert_id") in dropped else words.out_of(line),
    )
    for name in ("queue.jsonl", "vocabulary.jsonl"):
        clean_lines(folder / name, word)
