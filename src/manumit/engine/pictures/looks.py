"""What was seen of a workspace's pictures, kept so that a run that was killed goes on: shards of some pictures each,
with their hashes, the words of their places, and the pairs found so far. Nothing here can be shown as a picture."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from manumit.engine.pictures.hamming import BYTES
from manumit.engine.pictures.hashes import CROPS, PictureHashes
from manumit.engine.pictures.pdq import Pdq
from manumit.engine.pictures.words import TABLES, Words

FORMAT = "manumit looks 1"
SEEN, ASIDE, LISTED = "seen", "set aside", "listed"


@dataclass(frozen=True)
class Look:
    """What came of one picture, known by the SHA-256 of its bytes: `seen`, `set aside` with the reason, or `listed` (on
    a list of what must not be looked at; then nothing else is known of it). Of the hashes' forms the first is kept."""

    sha256: str
    state: str
    reason: str = ""
    hint: str = ""
    hashes: PictureHashes | None = None
    words: Words | None = None


@dataclass(frozen=True)
class Same:
    """Two pictures that are one (`verified`), or whose hashes are near without it; `b` came later. See Evidence."""

    a: str
    b: str
    distance: int
    verified: bool
    how: str
    form: str
    places: int
    overlap: float
    agreement: float
    parts: int
    says: str


@dataclass(frozen=True)
class Shard:
    """Pictures that were looked at together, and which of them, or of earlier ones, are one."""

    looks: tuple[Look, ...]
    pairs: tuple[Same, ...]


class Looks:
    """The shards in a folder. One that was made under other lists or by another version, or that holds a picture that
    is no longer there, is not believed, nor is any behind it."""

    def __init__(self, folder: Path, lists: str, there: Collection[str]) -> None:
        """`lists`: a digest of the lists that were asked; `there`: pictures that may be known."""
        self._folder, self._lists, self._there = folder, lists, frozenset(there)
        self._next = 1

    def __iter__(self) -> Iterator[Shard]:
        """In the order in which they were made; what is not believed is removed."""
        paths = sorted(self._folder.glob("*.npz")) if self._folder.is_dir() else []
        for at, path in enumerate(paths):
            shard = self._read(path)
            if shard is None or path.stem != f"{at + 1:06d}":
                for stale in paths[at:]:
                    stale.unlink()
                break
            self._next = at + 2
            yield shard

    def keep(self, looks: Sequence[Look], pairs: Sequence[Same]) -> None:
        """Write one more shard, whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{self._next:06d}.npz"
        partial = path.with_suffix(".partial")
        with partial.open("wb") as stream:
            np.savez(stream, **_arrays(looks, pairs, self._lists))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
        self._next += 1

    def _read(self, path: Path) -> Shard | None:
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
                arrays = {name: kept[name] for name in kept.files}
            head = json.loads(arrays["head"].tobytes())
            if (head["format"], head["lists"]) != (FORMAT, self._lists):
                return None
            shard = Shard(tuple(_looks(head["looks"], arrays)), tuple(Same(**one) for one in head["pairs"]))
            return shard if self._there.issuperset(one.sha256 for one in shard.looks) else None
        except (BadZipFile, zlib.error, KeyError, TypeError, ValueError, IndexError, EOFError):
            return None


def _arrays(looks: Sequence[Look], pairs: Sequence[Same], lists: str) -> dict[str, Any]:
    told = [[one.sha256, one.state, one.reason, one.hint, _size(one.hashes)] for one in looks]
    head = {"format": FORMAT, "lists": lists, "looks": told, "pairs": [asdict(one) for one in pairs]}
    hashed = [one.hashes for one in looks if one.hashes is not None]
    words = [one.words for one in looks if one.words is not None]
    return {
        "head": np.frombuffer(json.dumps(head).encode(), np.uint8),
        "whole": _rows([one.whole.forms[0] for one in hashed]),
        "crops": _rows([crop for one in hashed for crop in one.crops]),
        "sizes": np.array([len(one) for one in words], np.int64),
        "words": np.concatenate([np.empty((0, TABLES), np.uint32), *words]),
    }


def _size(hashes: PictureHashes | None) -> list[object]:
    return [hashes.width, hashes.height, hashes.whole.quality, list(hashes.notes)] if hashes else []


def _rows(hashes: Sequence[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(hashes), np.uint8).reshape(-1, BYTES)


def _looks(told: list[list[object]], arrays: dict[str, NDArray[np.generic]]) -> Iterator[Look]:
    """ValueError or IndexError when the arrays do not belong to the head."""
    whole, crops = arrays["whole"].astype(np.uint8), arrays["crops"].astype(np.uint8)
    ends = np.cumsum(arrays["sizes"].astype(np.int64))
    words = arrays["words"].astype(np.uint32)
    if len(crops) != len(CROPS) * len(whole) or len(ends) != len(whole) or words.shape[1:] != (TABLES,):
        raise ValueError("arrays of two shards")
    at = 0
    for sha256, state, reason, hint, size in told:
        texts = (str(sha256), str(state), str(reason), str(hint))
        if not isinstance(size, list) or not size:
            yield Look(*texts)
            continue
        width, height, quality, notes = size
        mine = tuple(one.tobytes() for one in crops[at * len(CROPS) : (at + 1) * len(CROPS)])
        pdq = Pdq((whole[at].tobytes(),), int(quality))
        hashes = PictureHashes(texts[0], pdq, mine, int(width), int(height), tuple(map(str, notes)))
        yield Look(*texts, hashes, words[int(ends[at - 1]) if at else 0 : int(ends[at])])
        at += 1
