"""The workspace: a folder of Parquet tables, a manifest and the custody journal. One writer, any number of readers."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from manumit.base.kernel import DISK_FULL, WorkspaceError, record_kinds
from manumit.engine.evidence.custody import Batch, Custody, append, as_line, load
from manumit.engine.evidence.model import Quarantined, Source

FORMAT, VERSION = "manumit-workspace", 1
_MANIFEST, _JOURNAL, _LOCK = "manifest.json", "custody.jsonl", "lock"


class Workspace:
    """An opened workspace. `Workspace.open(path, create=True)` makes one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._custody = Custody()
        self._stamp: tuple[int, int] = (-1, -1)
        self._holds = 0

    @classmethod
    def open(cls, path: Path | str, create: bool = False) -> Workspace:
        """Open; with `create`, make it where nothing or an empty folder is. WorkspaceError says what is wrong."""
        place = Path(path)
        manifest = place / _MANIFEST
        if not manifest.exists():
            if not create:
                raise WorkspaceError(
                    f"{place} is no workspace", "Make one with `manumit run INPUT --workspace DIR`."
                )
            _make(place)
        try:
            told = json.loads(manifest.read_text("utf-8"))
            version = told["version"] if told["format"] == FORMAT else None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(
                f"{manifest} cannot be read ({error})", "Restore it from a backup."
            ) from error
        if version != VERSION:
            raise WorkspaceError(
                f"{place} has format version {version!r}; this program knows {VERSION}",
                "Use the version of Manumit that made it, or read the files into a new workspace.",
            )
        return cls(place)

    @property
    def scratch(self) -> Path:
        """A folder of this process for what may be lost once it ends."""
        folder = self.path / "scratch" / str(os.getpid())
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def partial(self) -> Path:
        """Where files are made before they are committed; emptied by every writer."""
        return self.path / "partial"

    @property
    def custody(self) -> Custody:
        """What the journal says now."""
        journal = self.path / _JOURNAL
        try:
            status = os.stat(journal)
            stamp = (status.st_size, status.st_mtime_ns)
        except FileNotFoundError:
            stamp = (0, 0)
        if stamp != self._stamp:
            self._custody, self._stamp = load(journal), stamp
        return self._custody

    def parts(self, kind: str) -> list[Path]:
        """Committed Parquet files of a record kind, in the order they were read."""
        if kind not in record_kinds():
            raise WorkspaceError(
                f"{kind!r} is no record kind", f"Kinds: {', '.join(sorted(record_kinds()))}."
            )
        folder = self.path / "records" / kind
        return [folder / name for batch in self.custody.batches for name in batch.parts.get(kind, ())]

    def derived(self, name: str) -> Path:
        """Where a later stage keeps a table; writing it whole or not at all is that stage's part."""
        folder = self.path / "derived"
        folder.mkdir(exist_ok=True)
        return folder / f"{name}.parquet"

    def sources(self) -> list[Source]:
        """Every file that was read, in the order of reading."""
        return list(self.custody.sources.values())

    def originals(self, sha256: str) -> Iterator[Path]:
        """Where the files with these bytes were, those that are still there. A path that was noted relative is looked
        for from here, and beside the workspace."""
        source = self.custody.sources.get(sha256)
        for path in source.paths if source else ():
            yield from (one for one in dict.fromkeys((Path(path), self.path.parent / path)) if one.is_file())

    def quarantine(self) -> Iterator[Quarantined]:
        """What was set aside or noted: by file in the order of reading, then skipped paths, then doubled ids."""
        custody = self.custody
        for batch in custody.batches:
            if batch.quarantine:
                for entry in _entries(self.path / "quarantine" / batch.quarantine):
                    if custody.read_in.get(entry.sha256) == batch.batch:
                        yield entry
        yield from custody.skipped()
        for path in (self.doubled, self._aside):
            if path.exists():
                yield from _entries(path)

    @property
    def doubled(self) -> Path:
        """Notes on ids that stand for different content: one file for each state of the journal."""
        return self.path / "quarantine" / f"doubled-{self.custody.size}.jsonl"

    @property
    def _aside(self) -> Path:
        return self.path / "quarantine" / "pictures.jsonl"

    def set_aside(self, entries: Iterable[Quarantined]) -> None:
        """What a stage could not use of the records (pictures that cannot be looked at), in place of what it said the
        last time. Only the holder of the lock may."""
        lines = "".join(json.dumps(entry.shape()) + "\n" for entry in entries)
        if not lines:
            self._aside.unlink(missing_ok=True)
            return
        try:
            self._aside.parent.mkdir(exist_ok=True)
            partial = self._aside.with_suffix(".partial")
            partial.write_text(lines, "ascii")
            os.replace(partial, self._aside)
        except OSError as error:
            raise WorkspaceError(f"{self._aside} could not be written: {error}", DISK_FULL) from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only writer. May be entered again by the same object; a killed holder leaves no lock behind."""
        if self._holds:
            self._holds += 1
            try:
                yield
            finally:
                self._holds -= 1
            return
        try:
            handle = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise WorkspaceError(
                f"{self.path} cannot be written: {error}", "Choose another folder."
            ) from error
        try:
            self._seize(handle)
            self._holds = 1
            try:
                self._sweep()
                yield
            finally:
                self._holds = 0
        finally:
            os.close(handle)

    def _seize(self, handle: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "?"
            raise WorkspaceError(
                f"{self.path} is in use by another run (process {pid})", "Wait for it to end, or stop it."
            ) from error
        with suppress(OSError):  # a full disk must not keep anyone from looking
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)

    def _sweep(self) -> None:
        """Remove what a broken run left: files that no line of the journal names."""
        shutil.rmtree(self.partial, ignore_errors=True)
        with suppress(FileNotFoundError):
            for old in (self.path / "scratch").iterdir():
                if not (old.name.isdigit() and _alive(int(old.name))):
                    shutil.rmtree(old, ignore_errors=True)
        custody = self.custody
        named = {
            "quarantine": {batch.quarantine for batch in custody.batches}
            | {self.doubled.name, self._aside.name}
        }
        for kind in record_kinds():
            named[f"records/{kind}"] = {
                name for batch in custody.batches for name in batch.parts.get(kind, ())
            }
        for folder, names in named.items():
            with suppress(FileNotFoundError):
                for entry in os.scandir(self.path / folder):
                    if entry.name not in names:
                        os.unlink(entry.path)

    def commit(self, batch: Batch, made: dict[Path, Path]) -> None:
        """Move files into place and name them in the journal, in that order. `made`: partial -> final path."""
        try:
            for folder in {final.parent for final in made.values()}:
                folder.mkdir(parents=True, exist_ok=True)
            for partial, final in made.items():
                os.replace(partial, final)
            for folder in {final.parent for final in made.values()}:
                _sync(folder)
            self.note([as_line(batch)])
        except (OSError, WorkspaceError) as error:
            for final in made.values():
                final.unlink(missing_ok=True)
            if isinstance(error, WorkspaceError):
                raise
            raise WorkspaceError(f"{self.path} could not be written: {error}", DISK_FULL) from error

    def note(self, lines: list[dict[str, Any]]) -> None:
        """Append lines to the journal. Only the holder of the lock may."""
        custody = self.custody
        append(self.path / _JOURNAL, custody.size, lines)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make(place: Path) -> None:
    """Make a workspace of nothing or of an empty folder."""
    temporary = place / f"{_MANIFEST}.partial"
    try:
        place.mkdir(parents=True, exist_ok=True)
        if set(os.listdir(place)) - {temporary.name}:
            raise WorkspaceError(
                f"{place} is not empty and no workspace",
                "Name a new folder, or an empty one, with --workspace.",
            )
        temporary.write_text(json.dumps({"format": FORMAT, "version": VERSION}) + "\n", "utf-8")
        os.replace(temporary, place / _MANIFEST)
    except OSError as error:
        raise WorkspaceError(f"{place} cannot be made: {error}", "Choose another folder.") from error


def _entries(path: Path) -> Iterator[Quarantined]:
    try:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                yield Quarantined(**json.loads(line))
    except (OSError, ValueError, TypeError) as error:
        raise WorkspaceError(
            f"{path} is damaged ({error})", "Restore the workspace from a backup."
        ) from error
