"""`manumit pictures`: which files of a folder are one picture, edited."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from manumit.doors.cli.known_illegal import Illegal, lists_asked
from manumit.doors.cli.output import need, result, tell


def pictures(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Pictures, in folders within it too.")],
    out: Annotated[Path, typer.Option("--out", metavar="P.csv", help="CSV: a,b,distance,verified,how.")],
    known_illegal: Illegal = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Find files that are one picture: resized, recompressed, brightened, cut, mirrored or written over.

    distance: bits of 256 by which the hashes (PDQ) differ, of eight mirrorings and turnings the nearest. verified: the
    pictures were laid over one another and agree; without it near hashes are a lead to look at. What cannot be compared
    is in P.quarantine.jsonl with the reason. What is on a LIST is not looked at: P.hand-over.jsonl says where it lies.

    Example: manumit pictures adverts/ --out pairs.csv
    """
    import csv
    from dataclasses import asdict

    from manumit.base.kernel import UsageError
    from manumit.doors.cli.progress import reporter
    from manumit.engine.pictures import compare_folder

    if not need(folder).is_dir():
        raise UsageError(f"{folder} is no folder.", "Name the folder that holds the pictures.")
    lists = lists_asked(known_illegal)
    with reporter(quiet) as shown:
        done = compare_folder(folder, lists, shown.stage, leave_out=[out, *_beside(out)])
    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow(["a", "b", "distance", "verified", "how"])
        for pair in done.pairs:
            writer.writerow([pair.a, pair.b, pair.distance, str(pair.verified).lower(), pair.how])
    quarantine, handed = _beside(out)
    quarantine.unlink(missing_ok=True)
    _write(quarantine, map(asdict, done.set_aside), "w")
    _write(handed, map(asdict, done.handed_over), "a")
    tell(quiet, f"{done.pictures:,} pictures, {sum(one.verified for one in done.pairs):,} pairs are one.")
    if done.set_aside:
        tell(quiet, f"{len(done.set_aside):,} files were set aside: {quarantine} says why.")
    if done.handed_over:
        tell(quiet, f"{len(done.handed_over):,} files are on a list and were not looked at: {handed}.")
    return 3 if done.set_aside or done.handed_over else 0


def _beside(out: Path) -> tuple[Path, Path]:
    """Where quarantine and hand-over records are written."""
    return out.with_suffix(".quarantine.jsonl"), out.with_suffix(".hand-over.jsonl")


def _write(path: Path, rows: Iterable[dict[str, Any]], mode: str) -> None:
    """Hand-over records are added to those of earlier runs: they are never lost."""
    import json

    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    if lines:
        with path.open(mode, encoding="utf-8") as stream:
            stream.writelines(lines)
