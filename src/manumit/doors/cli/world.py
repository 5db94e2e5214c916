"""`manumit world`: made-up files with a known truth."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Scale(StrEnum):
    """About 30,000, 300,000 and 3,000,000 records."""

    small = "small"
    medium = "medium"
    large = "large"


class Difficulty(StrEnum):
    """How much the traces are blurred."""

    easy = "easy"
    medium = "medium"
    hard = "hard"


def world(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder to write: OUT/input and OUT/truth.")],
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same files, on any machine.")] = 1,
    scale: Annotated[
        Scale, typer.Option("--scale", help="About 30,000, 300,000 or 3,000,000 records.")
    ] = Scale.small,
    difficulty: Annotated[
        Difficulty, typer.Option("--difficulty", help="How much the traces are blurred.")
    ] = Difficulty.medium,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Write a made-up world in real file formats, with the truth beside it. Nobody in it exists.

    Example: manumit world w1 --seed 7 --scale medium --difficulty hard
    """
    import sys

    from manumit.base.kernel import UsageError
    from manumit.doors.cli.progress import reporter
    from manumit.world import write_world

    if out.is_dir() and any(out.iterdir()) and not (out / "truth" / "world.json").exists():
        raise UsageError(f"{out} is not empty and not a world.", "Name a new folder, or an empty one.")
    with reporter(quiet) as told:
        made = write_world(
            out, seed, scale.value, difficulty.value, lambda done, total: told.stage("world", done, total)
        )
    if not quiet:
        print(f"Wrote {made.records:,} records and {made.operations} operations to {out}.", file=sys.stderr)
    return 0
