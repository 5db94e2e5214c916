"""The synthetic world: seeded people, firms and criminals whose raw files look like a real inbox, with known truth.

`write_world` writes OUT/input (adverts, posts, offers, bank exports, camt.053, pacs.008, PNRGOV, PAXLST, stays,
reports ...) and OUT/truth (operations.jsonl, lookalikes.jsonl, world.json), byte for byte the same for a seed on any
machine. Seeds 0..499 draw on the development bank of phrases, places and habits, seeds from 500 on the evaluation bank.
It writes raw files only and shares no code, word list or parser with the rooms that read and judge them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from manumit.world.evaluate import Judged, Truth, judge, read_lead_table, read_truth
    from manumit.world.write import WorldSummary

__all__ = [
    "Judged",
    "Truth",
    "WorldSummary",
    "evaluate",
    "judge",
    "read_lead_table",
    "read_truth",
    "write_world",
]
_ROOMS = {
    "WorldSummary": "write",
    **dict.fromkeys(("Judged", "Truth", "judge", "read_lead_table", "read_truth"), "evaluate"),
}


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


def evaluate(
    pairs: Sequence[tuple[Sequence[Mapping[str, Any]], Truth]],
    days_to_lead: Sequence[Sequence[float]] | None = None,
) -> dict[str, Any]:
    """How right leads are against the truth (see `manumit.world.evaluate.evaluate`)."""
    verb = import_module("manumit.world.evaluate").evaluate
    return dict(verb(pairs, days_to_lead))


def __getattr__(name: str) -> Any:
    """The other names on demand, so that the door opens fast."""
    if name in _ROOMS:
        return getattr(import_module(f"manumit.world.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
