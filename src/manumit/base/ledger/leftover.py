"""Files that a checkpoint does not need: narrower tiles of earlier sizes, what was written ahead, strangers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger.tiles import (
    WIDTH,
    Tile,
    TileTree,
    parse_bundle,
    parse_hashes,
    parse_tile_path,
    tiles_of,
)


def check_leftovers(
    folder: Path, tree: TileTree, size: int, fault: Callable[[str, str], None], note: Callable[[str], None]
) -> None:
    """A narrower tile has to be the beginning of the one that followed it; the others are only noted."""
    beyond = strangers = 0
    for path in sorted(_files_below(folder / "tile")):
        name = path.relative_to(folder).as_posix()
        if (tile := parse_tile_path(name)) is None:
            strangers += 1
            if strangers == 1:
                note(f"{name} is no part of a log.")
            continue
        full, partial = tiles_of(size, tile.level)
        width = WIDTH if tile.number < full else partial if tile.number == full else 0
        if tile.width > width:
            beyond += 1
        elif tile.width < width:
            _compare(path, tile, Tile(tile.level, tile.number, width), tree, fault)
    if strangers > 1:
        note(f"{strangers - 1} more file(s) below tile/ are no part of a log.")
    if beyond:
        note(
            f"{beyond} file(s) lie beyond the checkpoint's {size} entries and were not checked: the log was being"
            " written to, or the checkpoint is an old one."
        )


def _compare(path: Path, tile: Tile, wide: Tile, tree: TileTree, fault: Callable[[str, str], None]) -> None:
    parse = parse_bundle if tile.level < 0 else parse_hashes
    try:
        found = parse(path.read_bytes(), tile.width, tile.path)
    except VerificationFailed as error:
        fault(tile.path, error.sentence)
        return
    except OSError as error:
        fault(tile.path, f"It cannot be read: {error.strerror}.")
        return
    try:
        whole = parse(tree.read(wide), wide.width, wide.path)
    except (OSError, VerificationFailed):
        return  # said already, of the wider one
    if found != whole[: tile.width]:
        fault(tile.path, f"It is not the beginning of {wide.path}.")


def _files_below(folder: Path) -> Iterator[Path]:
    for here, _, names in os.walk(folder):
        yield from (Path(here) / name for name in names)
