"""The truth beside the files: which records and identifiers belong to which operation or look-alike."""

from __future__ import annotations

import json
from pathlib import Path

from manumit.world import clock
from manumit.world.story import Story


class Truth:
    """Collects (kind, source_id) by story while the files are written."""

    def __init__(self, stories: list[Story]) -> None:
        self.stories = stories
        self.records: list[list[dict[str, str]]] = [[] for _ in stories]
        self.written: dict[str, int] = {}

    def note(self, tag: int, kind: str, source_id: str) -> None:
        """A record of a story was written."""
        if tag >= 0:
            self.records[tag].append({"kind": kind, "source_id": source_id})

    def count(self, kind: str, number: int) -> None:
        """Records written, of any story or none."""
        self.written[kind] = self.written.get(kind, 0) + number

    def save(self, folder: Path, about: dict[str, object]) -> None:
        """operations.jsonl, lookalikes.jsonl (design, 6a) and world.json."""
        folder.mkdir(parents=True)
        with (folder / "operations.jsonl").open("w", encoding="utf-8") as out:
            for story in self.stories:
                if story.planted and self.records[story.tag]:
                    out.write(json.dumps(self._operation(story), ensure_ascii=False) + "\n")
        with (folder / "lookalikes.jsonl").open("w", encoding="utf-8") as out:
            for story in self.stories:
                if not story.planted and self.records[story.tag]:
                    line = {
                        "group": story.group,
                        "records": self.records[story.tag],
                        "members": _members(story),
                    }
                    out.write(json.dumps(line, ensure_ascii=False) + "\n")
        (folder / "world.json").write_text(
            json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )

    def _operation(self, story: Story) -> dict[str, object]:
        return {
            "operation_id": f"op-{story.tag + 1:04d}",
            "exploitation": story.group,
            "started": clock.iso(story.start, 0),
            "ended": clock.iso(min(story.end, clock.END - 1), 0),
            "members": _members(story),
            "records": self.records[story.tag],
        }


def _members(story: Story) -> list[dict[str, str]]:
    return [{"kind": kind, "id": ident, "role": role} for (kind, ident), role in story.members.items()]
