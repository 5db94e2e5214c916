"""The audit of a whole tile log, ours or another implementation's: signature, every entry, every tile, the root.

The tree is computed anew from the entries and compared with the stored tiles. Where the two differ, the signed root
says which is right: from the root down, a tile is right when it hashes to what a right tile above it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger.checkpoint import Checkpoint
from manumit.base.ledger.keys import Pinned, open_checkpoint
from manumit.base.ledger.leftover import check_leftovers
from manumit.base.ledger.tiles import WIDTH, Tile, TileFolder, TileTree, parse_bundle, parse_hashes, tiles_of
from manumit.base.ledger.tree import layers_of, leaf_hash, node_hash

LONGEST_LIST = 1000
"""Problems that are kept; more are only counted."""
Progress = Callable[[int, int], None]
"""(entries done, entries in all)"""
_Hashes = list[bytes]


@dataclass(frozen=True)
class Problem:
    """Something that does not hold: in which file, and what."""

    where: str
    what: str


@dataclass
class Audit:
    """What an audit found. The log is sound when there is no problem; `notes` are no faults."""

    checkpoint: Checkpoint | None = None
    signers: tuple[str, ...] = ()
    entries: int = 0
    files: int = 0
    problems: list[Problem] = field(default_factory=list)
    uncounted: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether everything holds."""
        return not self.problems

    def fault(self, where: str, what: str) -> None:
        """Keep a problem."""
        if len(self.problems) < LONGEST_LIST:
            self.problems.append(Problem(where, what))
        else:
            self.uncounted += 1


def check(folder: Path, pinned: Pinned, progress: Progress = lambda done, total: None) -> Audit:
    """Audit the log in a folder: `checkpoint`, `tile/...`, `tile/entries/...`. Never raises for what a log may hold."""
    audit = Audit()
    try:
        opened = open_checkpoint((folder / "checkpoint").read_bytes(), pinned)
    except FileNotFoundError:
        audit.fault("checkpoint", "There is no checkpoint.")
        return audit
    except OSError as error:
        audit.fault("checkpoint", f"It cannot be read: {error.strerror}.")
        return audit
    except VerificationFailed as error:
        audit.fault("checkpoint", f"{error.sentence} {error.hint}".strip())
        return audit
    audit.checkpoint, audit.signers = opened.checkpoint, tuple(map(str, opened.signers))
    if not opened.own_name:
        audit.notes.append(f"The log {opened.checkpoint.origin} is signed by a key of another name.")
    tree = TileTree(TileFolder(folder))
    if opened.checkpoint.size:
        _Walk(tree, opened.checkpoint, audit, progress).go()
    check_leftovers(folder, tree, opened.checkpoint.size, audit.fault, audit.notes.append)
    return audit


@dataclass
class _Tile:
    """A tile as computed from below and as stored (None: it cannot be read)."""

    tile: Tile
    computed: _Hashes | None
    stored: _Hashes | None
    computed_root: bytes | None = None
    stored_root: bytes | None = None

    @classmethod
    def of(cls, tile: Tile, computed: _Hashes | None, stored: _Hashes | None) -> _Tile:
        """What cannot be computed is taken as stored, for the levels above."""
        made = cls(tile, stored if computed is None else computed, stored)
        if tile.width == WIDTH:
            made.computed_root = layers_of(made.computed)[-1][0] if made.computed else None
            same = stored == made.computed
            made.stored_root = made.computed_root if same else layers_of(stored)[-1][0] if stored else None
        return made

    def right(self, said: bytes | None) -> _Hashes | None:
        """The hashes that lead to what the level above says; None when none do."""
        if said is None:
            return None
        return (
            self.stored if said == self.stored_root else self.computed if said == self.computed_root else None
        )


class _Walk:
    """One audit under way."""

    def __init__(self, tree: TileTree, checkpoint: Checkpoint, audit: Audit, progress: Progress) -> None:
        self._tree, self._size, self._root = tree, checkpoint.size, checkpoint.root
        self._audit, self._progress = audit, progress

    def go(self) -> None:
        """Up through the levels, then down again from the signed root."""
        levels = [list(self._leaves())]
        while self._size >> (8 * len(levels)):
            levels.append(list(self._above(len(levels), levels[-1])))
        said: Sequence[bytes | None] = ()
        partials = self._right_partials(levels)
        for level in range(len(levels) - 1, -1, -1):
            said = self._judge(levels[level], said, partials[level])

    def _tiles(self, level: int) -> Iterator[Tile]:
        full, partial = tiles_of(self._size, level)
        yield from (Tile(level, number) for number in range(full))
        if partial:
            yield Tile(level, full, partial)

    def _stored(self, tile: Tile, parse: Callable[[bytes, int, str], _Hashes]) -> _Hashes | None:
        """A file, parsed, or a problem."""
        try:
            found = parse(self._tree.read(tile), tile.width, tile.path)
        except VerificationFailed as error:
            self._audit.fault(tile.path, error.sentence)
        except OSError as error:
            self._audit.fault(tile.path, f"It cannot be read: {error.strerror}.")
        else:
            self._audit.files += 1
            return found
        return None

    def _leaves(self) -> Iterator[_Tile]:
        """Level 0: the entries and their hashes. Of full tiles only the roots and the first difference are kept."""
        for tile in self._tiles(0):
            entries = self._stored(Tile(-1, tile.number, tile.width), parse_bundle)
            computed = None if entries is None else [leaf_hash(one) for one in entries]
            made = _Tile.of(tile, computed, self._stored(tile, parse_hashes))
            self._audit.entries += tile.width
            self._progress(self._audit.entries, self._size)
            if made.computed == made.stored and tile.width == WIDTH:
                made.computed = made.stored = None
            yield made

    def _above(self, level: int, below: list[_Tile]) -> Iterator[_Tile]:
        """A level of hash tiles: the roots of the full tiles below, and what is stored."""
        for tile in self._tiles(level):
            at = tile.number * WIDTH
            roots = [one.computed_root for one in below[at : at + tile.width]]
            known = [root for root in roots if root is not None]
            computed = known if len(known) == tile.width else None
            yield _Tile.of(tile, computed, self._stored(tile, parse_hashes))

    def _right_partials(self, levels: list[list[_Tile]]) -> list[_Hashes | None]:
        """Of each level's partial tile, computed or stored, those that fold to the signed root; else a problem."""
        choices: list[list[_Hashes | None]] = []
        for tiles in levels:
            last = tiles[-1]
            given = [last.stored, last.computed] if last.tile.width < WIDTH else [[]]
            choices.append([one for at, one in enumerate(given) if one is not None and one not in given[:at]])
        for chosen in product(*choices):
            if _fold([one or [] for one in chosen]) == self._root:
                return list(chosen)
        self._audit.fault(
            "checkpoint",
            f"The root of these {self._size} entries is not the one that was signed: an entry was changed, added or"
            " removed, or the checkpoint is of another history.",
        )
        return [None] * len(levels)

    def _judge(
        self, tiles: list[_Tile], said: Sequence[bytes | None], partial: _Hashes | None
    ) -> list[bytes | None]:
        """A level under what the level above says of its full tiles. Gives the hashes that are right, None where that
        cannot be told."""
        hashes: list[bytes | None] = []
        for one in tiles:
            whole = one.tile.width == WIDTH
            above = said[one.tile.number] if whole and one.tile.number < len(said) else None
            right = one.right(above) if whole else partial
            if one.stored_root != above or one.computed_root != above or one.stored != one.computed:
                self._fault(one, right, above)
            hashes += right if right else [None] * one.tile.width
        return hashes

    def _fault(self, one: _Tile, right: _Hashes | None, above: bytes | None) -> None:
        """Say what is wrong with a tile, or with the entries below it; what cannot be read has been said."""
        path, below = one.tile.path, Tile(one.tile.level - 1, one.tile.number, one.tile.width).path
        differ = _difference(one, below)
        if one.stored is not None and one.stored != one.computed and right == one.computed:
            self._audit.fault(path, f"It was changed. {differ}")
        elif one.tile.level == 0 and one.computed != one.stored and right == one.stored and right is not None:
            self._audit.fault(below, f"It was changed. {differ}")
        elif one.stored != one.computed and right is None and one.stored is not None:
            self._audit.fault(path, f"It does not fit what lies below it. {differ}")
        elif above is not None and one.stored_root is not None and one.stored_root == one.computed_root:
            self._audit.fault(
                path,
                "It and what lies below it were changed together: the level above has another root for it.",
            )


def _difference(one: _Tile, below: str) -> str:
    if one.stored is None or one.computed is None:
        return ""
    at = next((at for at, (a, b) in enumerate(zip(one.stored, one.computed, strict=True)) if a != b), 0)
    if one.tile.level == 0:
        entry = one.tile.number * WIDTH + at
        return f"Entry {entry} in {below} is not the one whose hash stands in {one.tile.path} (place {at})."
    child = Tile(one.tile.level - 1, one.tile.number * WIDTH + at)
    return f"Hash {at} is not the root of {child.path}."


def _fold(partials: Sequence[_Hashes]) -> bytes | None:
    """The root from the partial tiles of all levels, lowest first: their complete subtrees, the smallest first."""
    value: bytes | None = None
    for hashes in partials:
        layers = layers_of(hashes)
        for height in range(len(hashes).bit_length()):
            if len(hashes) >> height & 1:
                subtree = layers[height][(len(hashes) >> height) - 1]
                value = subtree if value is None else node_hash(subtree, value)
    return value
