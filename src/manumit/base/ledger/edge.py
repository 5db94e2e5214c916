"""The right edge of a growing log: a partial bundle and a partial tile of each level, kept in memory."""

from __future__ import annotations

from collections.abc import Sequence

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger.tiles import WIDTH, Tile, TileTree, parse_bundle, tiles_of, write_bundle
from manumit.base.ledger.tree import EMPTY_ROOT, layers_of, leaf_hash, node_hash


class Edge:
    """Grows by entries; says which files that makes. `published()` tells it that they are written."""

    def __init__(self, size: int, bundle: list[bytes], levels: list[list[bytes]]) -> None:
        self.size = size
        self._bundle = bundle
        self._levels = levels
        self._published = size
        self.pending_bytes = 0
        self._full: list[tuple[Tile, bytes]] = []

    @classmethod
    def load(cls, tree: TileTree, size: int) -> Edge:
        """The edge of a log of that size; VerificationFailed when a tile is missing or half-written."""
        levels: list[list[bytes]] = []
        while size >> (8 * len(levels)):
            full, partial = tiles_of(size, len(levels))
            tile = Tile(len(levels), full, partial)
            levels.append(list(tree.layers(tile)[0][:partial]) if partial else [])
        full, partial = tiles_of(size, -1)
        tile = Tile(-1, full, partial)
        bundle = parse_bundle(tree.read(tile), partial, tile.path) if partial else []
        if levels and [leaf_hash(entry) for entry in bundle] != levels[0]:
            raise VerificationFailed(f"{tile.path} does not hold the entries whose hashes stand in tile/0.")
        return cls(size, bundle, levels)

    @property
    def pending(self) -> int:
        """Entries that are not published."""
        return self.size - self._published

    def add(self, entries: Sequence[bytes]) -> None:
        """Grow."""
        for entry in entries:
            self._bundle.append(entry)
            self._push(0, leaf_hash(entry))
            if len(self._bundle) == WIDTH:
                self._full.append((Tile(-1, self.size // WIDTH), write_bundle(self._bundle)))
                self._bundle = []
            self.size += 1
            self.pending_bytes += len(entry)

    def _push(self, level: int, value: bytes) -> None:
        if level == len(self._levels):
            self._levels.append([])
        hashes = self._levels[level]
        hashes.append(value)
        if len(hashes) == WIDTH:
            number = self.size >> (8 * (level + 1))
            self._full.append((Tile(level, number), b"".join(hashes)))
            self._levels[level] = []
            self._push(level + 1, layers_of(hashes)[-1][0])

    def root(self) -> bytes:
        """The root over all entries."""
        value: bytes | None = None
        for hashes in self._levels:
            layers = layers_of(hashes)
            for height in range(len(hashes).bit_length()):
                if len(hashes) >> height & 1:
                    subtree = layers[height][(len(hashes) >> height) - 1]
                    value = subtree if value is None else node_hash(subtree, value)
        return EMPTY_ROOT if value is None else value

    def files(self) -> tuple[list[tuple[str, bytes]], list[str]]:
        """(files that the pending entries make or fill: path and content, paths of those that became full)."""
        made = [(tile.path, data) for tile, data in self._full]
        filled = [path for path, _ in made]
        if self._bundle and self.pending:
            made.append((Tile(-1, self.size // WIDTH, len(self._bundle)).path, write_bundle(self._bundle)))
        for level, hashes in enumerate(self._levels):
            old = self._published >> (8 * level)
            now = self.size >> (8 * level)
            if hashes and now != old:
                made.append((Tile(level, now // WIDTH, len(hashes)).path, b"".join(hashes)))
        return made, filled

    def published(self) -> None:
        """All files are written."""
        self._published = self.size
        self.pending_bytes = 0
        self._full = []
