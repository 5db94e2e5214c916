"""All pictures of a folder against each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path

from manumit.base.kernel import UnreadableInput
from manumit.engine.pictures.hash_list import HandOver, HashList, examine
from manumit.engine.pictures.hashes import Seen
from manumit.engine.pictures.index import PictureIndex
from manumit.engine.pictures.pdq import FORMS, RADIUS

Step = Callable[[str, int, int], None]
"""Told the name of what is done, how much is done, and of how much."""


@dataclass(frozen=True)
class Pair:
    """Two files that are one picture (`verified`), or whose hashes are near without it. `how`: same bytes, whole, part,
    or hash; with it how the second is turned."""

    a: str
    b: str
    distance: int
    verified: bool
    how: str


@dataclass(frozen=True)
class SetAside:
    """A file that is not compared, and why; `about` and `numbers` as of the error (base.kernel.errors)."""

    path: str
    reason: str
    hint: str
    about: str = ""
    numbers: Mapping[str, str | float] = field(default_factory=dict, hash=False)


@dataclass
class Compared:
    """`pictures`: files that were compared."""

    pictures: int = 0
    pairs: list[Pair] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    handed_over: list[HandOver] = field(default_factory=list)


def compare_folder(
    folder: Path, known: Sequence[HashList], step: Step, leave_out: Collection[Path] = ()
) -> Compared:
    """Every pair of files below the folder that are one picture. Paths are relative to it, `a` before `b`. `leave_out`:
    files that are not for comparing, as results of an earlier call."""
    done = Compared()
    names: dict[str, list[str]] = {}
    pictures: dict[str, Seen] = {}
    own = {path.resolve() for path in leave_out}
    files = sorted(path for path in _files(folder) if path.resolve() not in own)
    for at, path in enumerate(files):
        step("Looking at pictures", at, len(files))
        name = path.relative_to(folder).as_posix()
        try:
            seen = examine(path.read_bytes(), name, known)
        except (UnreadableInput, OSError) as error:
            reason, hint = getattr(error, "sentence", str(error)), getattr(error, "hint", "")
            done.set_aside.append(SetAside(name, reason, hint))
            continue
        if isinstance(seen, HandOver):
            done.handed_over.append(seen)
            continue
        done.pictures += 1
        names.setdefault(seen.hashes.sha256, []).append(name)
        pictures.setdefault(seen.hashes.sha256, seen)
    done.pairs = sorted(_pairs(pictures, names, step), key=lambda one: (one.a, one.b))
    return done


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not path.is_symlink() and not hidden:
            yield path


def _pairs(pictures: dict[str, Seen], names: dict[str, list[str]], step: Step) -> Iterator[Pair]:
    for same in names.values():
        for a, b in combinations(same, 2):
            yield Pair(a, b, 0, True, "same bytes")
    index = PictureIndex()
    for digest, seen in pictures.items():
        index.add(digest, seen)
    looked: set[tuple[int, int]] = set()
    for at, (digest, seen) in enumerate(pictures.items()):
        step("Comparing", at, len(pictures))
        for candidate in index.search(seen):
            key = (min(at, candidate.place), max(at, candidate.place))
            if key in looked or candidate.place == at:
                continue
            looked.add(key)
            evidence = index.confirm(seen, candidate)
            if evidence is None or not (evidence.verified or evidence.distance <= RADIUS):
                continue
            how = evidence.how if evidence.verified else "hash"
            how += "" if evidence.form == FORMS[0] else f", {evidence.form}"
            for one, other in product(names[digest], names[candidate.name]):
                a, b = sorted((one, other))
                yield Pair(a, b, evidence.distance, evidence.verified, how)
