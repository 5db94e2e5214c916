"""A log as files (C2SP tlog-tiles): hash tiles 256 wide, entry bundles, and what they are called.

`tile/<level>/<number>[.p/<width>]` holds hashes, `tile/entries/<number>[.p/<width>]` entries, each after its length
in two bytes. The number is written in groups of three digits: 1234067 is x001/x234/067.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.base.ledger.tree import (
    HASH_SIZE,
    consistency_path,
    inclusion_path,
    layers_of,
    root_hash,
)

WIDTH = 256
_HEIGHT = 8
LONGEST_ENTRY = 65535
"""Bytes of an entry: its length stands in two bytes."""
_CACHED_TILES = 1024
"""Tiles kept with their inner hashes, about 33 KB each."""
_TILE_NAME = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, order=True)
class Tile:
    """A tile or bundle. Level -1 is the bundles of entries; width 256 is a full one."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its name below the log's folder."""
        return tile_path(self.level, self.number, self.width)

    @property
    def full(self) -> Tile:
        """The same place, filled."""
        return Tile(self.level, self.number)


def tile_path(level: int, number: int, width: int = WIDTH) -> str:
    """'tile/0/x001/067', 'tile/entries/000.p/5'."""
    digits = f"{number:03}"
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{'entries' if level < 0 else level}/{name}{partial}"


def parse_tile_path(path: str) -> Tile | None:
    """The tile that is called so; None when nothing is."""
    match = _TILE_NAME.fullmatch(path)
    if not match:
        return None
    level, name, width = match.groups()
    number = int(name.replace("x", "").replace("/", ""))
    tile = Tile(-1 if level == "entries" else int(level), number, int(width or WIDTH))
    if tile.level > 63 or (width and tile.width >= WIDTH) or tile.path != path:
        return None
    return tile


def tiles_of(size: int, level: int) -> tuple[int, int]:
    """(number of full tiles, width of the partial one) of a level in a tree of that size; level -1 is as 0."""
    return divmod(size >> (_HEIGHT * max(level, 0)), WIDTH)


def parse_hashes(data: bytes, width: int, path: str) -> list[bytes]:
    """The hashes of a tile; VerificationFailed unless there are exactly `width`."""
    if len(data) != width * HASH_SIZE:
        raise VerificationFailed(f"{path} holds {len(data)} bytes, not {width * HASH_SIZE}.")
    return [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]


def parse_bundle(data: bytes, width: int | None, path: str) -> list[bytes]:
    """The entries of a bundle; VerificationFailed unless there are exactly `width` (None: any number)."""
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2])
        if at + 2 > len(data) or end > len(data):
            raise VerificationFailed(f"{path} breaks off in entry {len(entries)} (byte {at}).")
        entries.append(data[at + 2 : end])
        at = end
    if width is not None and len(entries) != width:
        raise VerificationFailed(f"{path} holds {len(entries)} entries, not {width}.")
    return entries


def need_entries(entries: Sequence[bytes]) -> None:
    """UsageError unless each can stand in a bundle and says something."""
    for entry in entries:
        if not 0 < len(entry) <= LONGEST_ENTRY:
            raise UsageError(f"An entry has 1 to {LONGEST_ENTRY:,} bytes; this one has {len(entry):,}.")


def entry_in(data: bytes, place: int, path: str) -> bytes:
    """One entry of a bundle; VerificationFailed when the bundle breaks off before it."""
    at = 0
    for _ in range(place):
        at += 2 + (data[at] << 8 | data[at + 1]) if at + 2 <= len(data) else 2
    end = at + 2 + int.from_bytes(data[at : at + 2])
    if at + 2 > len(data) or end > len(data):
        raise VerificationFailed(f"{path} breaks off before its entry {place}.")
    return data[at + 2 : end]


def write_bundle(entries: Sequence[bytes]) -> bytes:
    """Entries, each after its length in two bytes."""
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)


class TileSource(Protocol):
    """Where tiles come from: a folder, a web address."""

    def read(self, path: str) -> bytes:
        """The bytes at a path below the log; FileNotFoundError when there are none."""


class TileFolder:
    """Tiles in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        return (self._folder / path).read_bytes()


class TileTree:
    """Hashes and entries of a log, read from tiles through a small cache. Nothing of it is verified: check what you
    compute against a root that is signed."""

    def __init__(self, source: TileSource) -> None:
        self._source = source
        self._cache: OrderedDict[tuple[int, int], list[list[bytes]]] = OrderedDict()

    def at(self, size: int) -> TreeAt:
        """The tree as it was at that size."""
        return TreeAt(self, size)

    def read(self, tile: Tile) -> bytes:
        """A tile's bytes: the partial file, or the beginning of the full one that took its place."""
        try:
            return self._source.read(tile.path)
        except FileNotFoundError:
            if tile.width == WIDTH:
                raise VerificationFailed(f"{tile.path} is missing.") from None
        try:
            data = self._source.read(tile.full.path)
        except FileNotFoundError:
            raise VerificationFailed(f"{tile.path} is missing.") from None
        if tile.level >= 0:
            return data[: tile.width * HASH_SIZE]
        return write_bundle(parse_bundle(data, WIDTH, tile.full.path)[: tile.width])

    def layers(self, tile: Tile) -> list[list[bytes]]:
        """The hashes of a tile and all complete inner ones; full tiles are kept."""
        at = (tile.level, tile.number)
        if (kept := self._cache.get(at)) is not None and len(kept[0]) >= tile.width:
            self._cache.move_to_end(at)
            return kept
        made = layers_of(parse_hashes(self.read(tile), tile.width, tile.path))
        self._cache[at] = made
        if len(self._cache) > _CACHED_TILES:
            self._cache.popitem(last=False)
        return made

    def forget(self) -> None:
        """Empty the cache."""
        self._cache.clear()


class TreeAt:
    """The tree of the first `size` entries."""

    def __init__(self, tree: TileTree, size: int) -> None:
        self._tree = tree
        self.size = size

    def node(self, height: int, index: int) -> bytes:
        """The hash of a complete subtree."""
        level, inner = divmod(height, _HEIGHT)
        number, place = divmod(index, WIDTH >> inner)
        tile = self._tile(level, number)
        return self._tree.layers(tile)[inner][place]

    def _tile(self, level: int, number: int) -> Tile:
        full, partial = tiles_of(self.size, level)
        return Tile(level, number, WIDTH if number < full else partial)

    def root(self) -> bytes:
        """The root of this tree."""
        return root_hash(self.node, self.size)

    def inclusion(self, index: int) -> list[bytes]:
        """The path from an entry to the root."""
        return inclusion_path(self.node, index, self.size)

    def consistency(self, old: int) -> list[bytes]:
        """The proof that this tree begins with the one of `old` entries; empty for 0."""
        return consistency_path(self.node, old, self.size) if old else []

    def entry(self, index: int) -> bytes:
        """An entry's bytes."""
        number, place = divmod(index, WIDTH)
        tile = self._tile(-1, number)
        return entry_in(self._tree.read(tile), place, tile.path)
