"""Entries of watchlists as the Desk keeps them, checked by the engine's reader of lists. No database here."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from manumit.engine.watch import Entry, Problem, read_watchlist

Cells = Mapping[str, str]
"""An entry: fields of a watchlist (docs/how-to/watch-for-new-evidence.md), all texts."""


def checked(entries: Sequence[Cells]) -> tuple[list[Entry], list[Problem]]:
    """Usable entries, and what is wrong with the others; a problem's `line` counts the entries from 1."""
    with tempfile.TemporaryDirectory(prefix="manumit-list-") as scratch:
        path = Path(scratch, "list.yaml")
        path.write_text(
            "".join(f"- {json.dumps(dict(one), ensure_ascii=False)}\n" for one in entries), "utf-8"
        )
        return read_watchlist(path)
