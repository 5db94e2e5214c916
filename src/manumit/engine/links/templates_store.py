"""The folder in which templates are kept between runs, so that new adverts join them.

    state.json            what counts: generation, segments, how signatures were made, how long the log is
    segment-<n>/*.npy     distinct texts of one run: shingles, words, their order, bands of the signatures; adverts
    groups-<n>.npz        template of every text, how like it its nearest copies are; ids of the templates
    vocabulary-<n>.npz    in how many texts every word is
    merges.jsonl          which template went into which, when, and the pair that showed it

Everything is written beside what is there; then state.json is replaced. A run that is killed leaves the earlier state.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import UsageError, WorkspaceError
from manumit.engine.links.templates_bags import Ragged
from manumit.engine.links.templates_pairs import ALGORITHM, PERMUTATIONS, SEED, WORD_PERMUTATIONS
from manumit.engine.links.templates_verify import KNOWN_COPIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERSION = 1
MADE = {
    "version": VERSION,
    "algorithm": ALGORITHM,
    "permutations": PERMUTATIONS,
    "words": WORD_PERMUTATIONS,
    "seed": SEED,
}
"""How signatures were made; those of another make cannot be compared with ours."""
_RAGGED = ("shingles", "words", "order")
_PLAIN = ("lengths", "unspaced", "whole", "word_rows", "band_keys", "band_rows")


@dataclass(slots=True)
class Segment:
    """Texts of one run. `shingles`, `words`: hashes; `word_rows`: signatures of the words; `band_keys`, `band_rows`
    (bands, texts): every band's keys in their order, and the texts that have them. `adverts`: id, text within it."""

    arrays: dict[str, Any]
    adverts: tuple[list[str], list[int]]

    def __len__(self) -> int:
        return len(self.arrays["lengths"])

    def ragged(self, name: str) -> Ragged:
        return Ragged(self.arrays[name], self.arrays[f"{name}_sizes"])


@dataclass(slots=True)
class Stored:
    """What a folder holds. `template`: by text, a number into `names` (older ones have smaller numbers)."""

    folder: Path
    generation: int = 0
    segments: list[str] = field(default_factory=list)
    log_bytes: int = 0
    parts: list[Segment] = field(default_factory=list)
    template: Any = None
    nearest: Any = None
    names: list[str] = field(default_factory=list)
    vocabulary: Any = None
    counts: Any = None


def _files(segment: Segment) -> Iterator[tuple[str, NDArray[Any]]]:
    for name in _RAGGED:
        yield name, segment.arrays[name]
        yield f"{name}_sizes", segment.arrays[f"{name}_sizes"]
    for name in _PLAIN:
        yield name, segment.arrays[name]


def _read_segment(folder: Path) -> Segment:
    import numpy as np
    import pyarrow.parquet as pq

    names = [*(f"{name}{end}" for name in _RAGGED for end in ("", "_sizes")), *_PLAIN]
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in names}
    adverts = pq.read_table(folder / "adverts.parquet")
    return Segment(arrays, (adverts["ad_id"].to_pylist(), adverts["text"].to_pylist()))


def _write_segment(folder: Path, segment: Segment) -> None:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, array in _files(segment):
        np.save(folder / f"{name}.npy", array)
    ids, texts = segment.adverts
    pq.write_table(
        pa.table({"ad_id": pa.array(ids, pa.string()), "text": pa.array(texts, pa.int64())}),
        folder / "adverts.parquet",
    )


def load(folder: Path) -> Stored:
    """What the folder holds, or an empty state when there is none yet."""
    import numpy as np

    stored = Stored(
        folder,
        template=np.zeros(0, np.int32),
        nearest=np.zeros((0, KNOWN_COPIES)),
        vocabulary=np.zeros(0, np.uint64),
        counts=np.zeros(0, np.int64),
    )
    if not (folder / "state.json").exists():
        if folder.exists() and any(one.name != "lock" for one in folder.iterdir()):
            raise UsageError(f"{folder} is no folder of templates.", "Name an empty or a new folder.")
        return stored
    try:
        told: dict[str, Any] = json.loads((folder / "state.json").read_text("utf-8"))
        if told["made"] != MADE:
            raise UsageError(
                f"{folder} was made with other signatures ({told['made']}).",
                "Start a new folder with all adverts.",
            )
        stored.generation, stored.segments, stored.log_bytes = (
            told["generation"],
            told["segments"],
            told["log_bytes"],
        )
        stored.parts = [_read_segment(folder / name) for name in stored.segments]
        with np.load(folder / f"groups-{stored.generation}.npz") as groups:
            stored.template, stored.nearest = groups["template"], groups["nearest"]
            stored.names = [name.decode() for name in groups["names"].tolist()]
        with np.load(folder / f"vocabulary-{stored.generation}.npz") as words:
            stored.vocabulary, stored.counts = words["words"], words["counts"]
    except (OSError, KeyError, ValueError) as error:
        raise WorkspaceError(
            f"{folder} is damaged: {error}.", "Start a new folder with all adverts."
        ) from error
    return stored


def save(stored: Stored, segment: Segment, instead: bool, log: Sequence[Mapping[str, object]]) -> None:
    """Write the next generation: the segment is added to those that are there, or stands `instead` of them."""
    import numpy as np

    folder, number = stored.folder, stored.generation + 1
    name = f"segment-{number}"
    segments = [name] if instead else [*stored.segments, name]
    _write_segment(folder / name, segment)
    np.savez(
        folder / f"groups-{number}.npz",
        template=stored.template,
        nearest=stored.nearest.astype(np.float32),
        names=np.array([one.encode() for one in stored.names], np.bytes_),
    )
    np.savez(folder / f"vocabulary-{number}.npz", words=stored.vocabulary, counts=stored.counts)
    with (folder / "merges.jsonl").open("ab") as stream:
        stream.truncate(stored.log_bytes)  # what a killed run may have written
        stream.seek(0, os.SEEK_END)
        for line in log:
            stream.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
        log_bytes = stream.tell()
    for one in (*(folder / name).glob("*"), *folder.glob(f"*-{number}.npz")):
        _settle(one)
    told = {"made": MADE, "generation": number, "segments": segments, "log_bytes": log_bytes}
    partial = folder / "state.json.partial"
    with partial.open("w", encoding="utf-8") as text:
        json.dump(told, text)
        text.flush()
        os.fsync(text.fileno())
    os.replace(partial, folder / "state.json")
    _sweep(folder, segments, number)


def _settle(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _sweep(folder: Path, segments: Sequence[str], number: int) -> None:
    """Remove what no longer counts."""
    kept = {
        *segments,
        f"groups-{number}.npz",
        f"vocabulary-{number}.npz",
        "merges.jsonl",
        "state.json",
        "lock",
    }
    for one in folder.iterdir():
        if one.name not in kept and one.name.startswith(("segment-", "groups-", "vocabulary-")):
            shutil.rmtree(one) if one.is_dir() else one.unlink()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keeps others from writing the folder meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as stream:
        try:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # no such locks on this system
            pass
        except OSError as error:
            raise WorkspaceError(f"{folder} is in use by another run.", "Wait until it has ended.") from error
        yield
