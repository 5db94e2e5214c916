"""The synthetic world: seeded people, firms and criminals whose raw files look like a real inbox, with known truth.

`write_world` writes OUT/input (adverts, posts, offers, bank exports, camt.053, pacs.008, PNRGOV, PAXLST, stays,
reports ...) and OUT/truth (operations.jsonl, lookalikes.jsonl, world.json), byte for byte the same for a seed on any
machine. Seeds 0..499 draw on the development bank of phrases, places and habits, seeds from 500 on the evaluation bank.
It writes raw files only and shares no code, word list or parser with the rooms that read and judge them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from manumit.world.write import WorldSummary

__all__ = ["WorldSummary", "write_world"]


def write_world(
    out: Path,
    seed: int,
    scale: str = "small",
    difficulty: str = "medium",
    progress: Callable[[int, int], None] | None = None,
) -> WorldSummary:
    """Write a world into OUT (see `manumit.world.write.write_world`); the banks are imported here, not before."""
    from manumit.world import write

    return write.write_world(out, seed, scale, difficulty, progress)


def __getattr__(name: str) -> object:
    """`WorldSummary` on demand, so that the door opens fast."""
    if name == "WorldSummary":
        from manumit.world.write import WorldSummary

        return WorldSummary
    raise AttributeError(name)
