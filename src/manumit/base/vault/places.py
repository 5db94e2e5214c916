"""Where copies of the keys are kept: folders on other disks, that hold the newest epoch only.

A copy is a mirror and not an archive. Data backups never hold keys, so a key that was destroyed here and at every place
is gone, whatever backups there are; and whoever has a backup of the data needs one of these copies to open it.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from manumit.base.kernel import UsageError, VaultError
from manumit.base.vault.lines import copy_file, read_lines, shred, sync_folder, write_whole

RING, TOMBSTONES = "ring", "tombstones.jsonl"
_PLACES = "places.json"


@dataclass(frozen=True, slots=True)
class Place:
    """One copy of the keys: whether it holds what is here now, and if not, why."""

    path: Path
    current: bool
    why: str = ""


def epochs(folder: Path) -> list[Path]:
    """Whole epochs in a folder, the newest last."""
    with suppress(FileNotFoundError):
        found = [one for one in folder.iterdir() if one.name.isdigit() and (one / RING).exists()]
        return sorted(found, key=lambda one: int(one.name))
    return []


class Places:
    """The copies that a keyring keeps."""

    def __init__(self, keys: Path, ring: str) -> None:
        self._keys, self._ring = keys, ring

    def paths(self) -> list[Path]:
        """Folders that hold, or should hold, a copy."""
        try:
            told = json.loads((self._keys / _PLACES).read_text("utf-8"))
            return [Path(one) for one in told["places"]]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise VaultError(
                f"{self._keys / _PLACES} is damaged", "Remove it and name the places again."
            ) from error

    def _keep(self, paths: list[Path]) -> None:
        text = json.dumps({"places": [str(one) for one in paths]}) + "\n"
        write_whole(self._keys / _PLACES, text.encode())

    def add(self, place: Path) -> Place:
        """Keep a copy in a folder that is there. UsageError when it is none, or lies within the vault itself."""
        place = place.resolve()
        if not place.is_dir():
            raise UsageError(f"{place} is no folder.", "Mount the disk, or make the folder first.")
        if place.is_relative_to(self._keys.resolve().parent):
            raise UsageError(f"{place} lies within the vault.", "A copy belongs on another disk.")
        if place not in self.paths():
            self._copy(place).mkdir(mode=0o700, exist_ok=True)
            self._keep([*self.paths(), place])
        return self.bring(place)

    def forget(self, place: Path) -> None:
        """A place that is no more. Whatever lies there is beyond reach; UsageError when there is no such place."""
        place = place.resolve()
        if place not in self.paths():
            raise UsageError(f"{place} is no place where keys are kept.")
        self._keep([one for one in self.paths() if one != place])
        with suppress(OSError):
            shred(self._copy(place))

    def _copy(self, place: Path) -> Path:
        return place / f"manumit-keys-{self._ring}"

    def bring(self, place: Path) -> Place:
        """Add what the copy lacks, and destroy older epochs there. A place that is not reached is told."""
        copy = self._copy(place)
        if not copy.is_dir():
            return Place(place, False, "it is not there")
        try:
            epoch = epochs(self._keys)[-1]
            self._bring_epoch(epoch, copy)
            if (self._keys / TOMBSTONES).exists():
                _extend(self._keys / TOMBSTONES, copy / TOMBSTONES)
            for old in copy.iterdir():
                if old.is_dir() and old.name != epoch.name:
                    shred(old)
        except (OSError, VaultError) as error:
            return Place(place, False, getattr(error, "strerror", None) or str(error))
        return Place(place, True)

    def _bring_epoch(self, epoch: Path, copy: Path) -> None:
        target = copy / epoch.name
        if (target / RING).exists():
            _extend(epoch / RING, target / RING)
            return
        partial = copy / f"{epoch.name}.partial"
        if partial.exists():
            shred(partial)
        partial.mkdir(mode=0o700)
        for one in epoch.iterdir():
            copy_file(one, partial / one.name)
        partial.rename(target)
        sync_folder(copy)

    def bring_all(self) -> list[Place]:
        """Every place, brought up to date where it can be reached."""
        return [self.bring(place) for place in self.paths()]

    def look(self) -> list[Place]:
        """Every place as it is, nothing changed."""
        return [self._look(place) for place in self.paths()]

    def _look(self, place: Path) -> Place:
        copy, here = self._copy(place), epochs(self._keys)[-1:]
        if not copy.is_dir():
            return Place(place, False, "it is not there")
        older = [one.name for one in copy.iterdir() if one.is_dir() and one.name != here[0].name]
        same = all(_same(one, copy / here[0].name / one.name) for one in here[0].iterdir())
        return Place(place, same and not older, "" if same and not older else "it holds older keys")


def _extend(source: Path, target: Path) -> None:
    """Bring a copy of a file that only grows to the length of the original."""
    size = source.stat().st_size
    have = target.stat().st_size if target.exists() else 0
    if have > size:
        write_whole(target, source.read_bytes())
    elif have < size:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT, 0o600)
        with open(source, "rb") as old, open(handle, "wb") as new:
            old.seek(have)
            new.seek(have)
            shutil.copyfileobj(old, new)
            new.flush()
            os.fsync(new.fileno())


def _same(one: Path, other: Path) -> bool:
    try:
        return one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def copies_in(place: Path) -> list[Path]:
    """The key copies that stand in a folder (or the folder itself, when it is one)."""
    found = [place] if epochs(place) else []
    with suppress(OSError):
        found += [one for one in sorted(place.glob("manumit-keys-*")) if epochs(one)]
    return found


def take_copy(place: Path, ring: str, keys: Path) -> None:
    """Put the newest epoch of a keyring's copy, and its tombstones, where the keyring itself stands."""
    for copy in copies_in(place):
        epoch = epochs(copy)[-1]
        header = read_lines(epoch / RING)
        if not header or header[0].get("ring") != ring:
            continue
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        (keys / epoch.name).mkdir(mode=0o700, exist_ok=True)
        for one in epoch.iterdir():
            copy_file(one, keys / epoch.name / one.name)
        if (copy / TOMBSTONES).exists():
            copy_file(copy / TOMBSTONES, keys / TOMBSTONES)
        return
    raise UsageError(
        f"There is no copy of the keys {ring} in {place}.",
        "Name the folder that `manumit vault copy` was given.",
    )
