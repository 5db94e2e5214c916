"""How far each entry has been looked for: `watch/seen.jsonl`, a line for each watch that was brought to its end.

A new entry, or one whose subject changed, has not been looked for anywhere; a paused one stays where it was and
catches up when it is taken up again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from manumit.base.kernel import read_lines
from manumit.engine.evidence import Workspace
from manumit.engine.watch.journal import append_lines, damaged
from manumit.engine.watch.model import Entry


class Marks:
    """Batches of the workspace (in the order they were read) that each entry has been compared with."""

    def __init__(self, workspace: Workspace) -> None:
        self.path = workspace.path / "watch" / "seen.jsonl"
        self._batches = [batch.batch for batch in workspace.custody.batches]
        self._at: dict[str, int] = {}
        self._standing: set[str] = set()
        self.anchors: dict[str, tuple[str, ...]] = {}
        """Records of a template that an entry named, by the entry's digest: template ids may change, records do not."""
        for line in read_lines(self.path):
            try:
                self._take(line)
            except (KeyError, TypeError, ValueError) as error:
                raise damaged(self.path) from error

    def _take(self, line: Mapping[str, Any]) -> None:
        self._standing = (self._standing | set(line["new"])) - set(line["left"])
        number, last = line["through"]
        known = number <= len(self._batches) and (number == 0 or self._batches[number - 1] == last)
        for digest in self._standing:  # a journal of another workspace says nothing: all is looked at again
            self._at[digest] = number if known else 0
        self.anchors.update({digest: tuple(records) for digest, records in line["anchors"].items()})

    def behind(self, entries: Sequence[Entry]) -> dict[int, list[Entry]]:
        """Entries by the number of batches they have been compared with, those that are up to date left out."""
        groups: dict[int, list[Entry]] = defaultdict(list)
        for entry in entries:
            if (at := self._at.get(entry.digest, 0)) < len(self._batches):
                groups[at].append(entry)
        return dict(sorted(groups.items()))

    def reach(self, entries: Sequence[Entry], at: str, anchors: Mapping[str, Sequence[str]]) -> None:
        """Write down that these entries have now been compared with every batch."""
        standing = {entry.digest for entry in entries}
        number = len(self._batches)
        new, left = sorted(standing - self._standing), sorted(self._standing - standing)
        fresh = {d: list(records) for d, records in anchors.items() if self.anchors.get(d) != tuple(records)}
        if not new and not left and not fresh and all(self._at.get(d, 0) == number for d in standing):
            return
        through = [number, self._batches[-1] if number else ""]
        line = {"at": at, "through": through, "new": new, "left": left, "anchors": fresh}
        append_lines(self.path, [line])
