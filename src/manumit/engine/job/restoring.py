"""Backups of a workspace or a vault, and bringing one back without what was erased since."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from manumit.base.kernel import Settings, UsageError, VaultError
from manumit.base.vault import (
    KeyHolder,
    Keyring,
    Log,
    Tombstones,
    Vault,
    append_lines,
    backup_note,
    backup_sources,
    event_of,
    read_backup,
    shred,
    take_copy,
    write_backup,
)
from manumit.engine.evidence import LOG_FILES, VERIFIER, Logbook, Workspace
from manumit.engine.job.erasing import finish_erasures, obey

_AWAY = ("keys", "scratch", "partial", "lock")
"""What no backup of a workspace holds: keys, and what a run leaves behind."""
_BACKUPS = "backups.jsonl"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: what it was a backup of, when that was made, records left out because they were erased since,
    and whether the stages have to be run again."""

    of: str
    at: str
    left_out: int
    stale: bool


def is_vault(folder: Path) -> bool:
    """Whether a folder holds a vault of sealed records (and not a workspace)."""
    return (folder / "records.db").exists()


def back_up(folder: Path, ring: Keyring, out: Path, settings: Settings) -> int:
    """Seal a workspace or a vault into one file; its bytes. The keys are not in it."""
    if out.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{out} lies within what is backed up.", "Name a file elsewhere.")
    erased = [one.id for one in Tombstones(ring).all()]
    if is_vault(folder):
        size = write_backup(out, ring, {"of": "vault", "erased": erased}, backup_sources(folder, folder))
    else:
        workspace = Workspace.open(folder)
        with workspace.lock():
            finish_erasures(workspace, ring, settings)
            book = Logbook(
                folder, settings
            )  # before: a log that is restored is not behind the one that went on
            book.add("export_made", f"backup:{secrets.token_hex(8)}", {"what": "backup", "revealed": False})
            size = write_backup(out, ring, {"of": "workspace", "erased": erased}, _files(folder))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    append_lines(ring.path / _BACKUPS, [{"at": at, "path": str(out.resolve()), "bytes": size}])
    return size


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and name.parts[0] not in _AWAY:
            yield name.as_posix(), path


def backups_of(folder: Path) -> list[tuple[str, str]]:
    """(when, where) of the backups that were made; some may have been moved or removed."""
    path = folder / "keys" / _BACKUPS
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [(told["at"], told["path"]) for told in map(json.loads, lines)]


def restore(
    backup: Path,
    folder: Path,
    holder: KeyHolder,
    settings: Settings,
    place: Path | None = None,
    replace: bool = False,
    log: Log | None = None,
) -> Restored:
    """Bring a backup back into `folder`, without what was erased since. The keys are those of the folder, or of the
    copy kept in `place`. All is made beside and put in place at the end; a kill before leaves the folder as it was."""
    note, _ = backup_note(backup)
    here = folder / "keys"
    if here.exists() == (place is not None):
        raise UsageError(
            f"{folder} has keys of its own: --keys is not needed." if place else f"{folder} has no keys.",
            "Leave --keys out." if place else "Name the folder of a key copy with --keys.",
        )
    if any(one.name != "keys" for one in (folder.iterdir() if folder.exists() else ())) and not replace:
        raise UsageError(
            f"{folder} is not empty.", "Give --replace to exchange what it holds for the backup."
        )
    beside = folder.with_name(f".{folder.name}.restoring")
    _away(beside)
    beside.mkdir(mode=0o700, parents=True)
    try:
        if place is not None:
            take_copy(place, note.ring, beside / "keys")
        else:
            Keyring.open(folder, holder)  # a wrong passphrase is counted where the keys are
            shutil.copytree(here, beside / "keys")
        ring = Keyring.open(beside, holder)
        erased = {one.id for one in Tombstones(ring).all()}

        def allow(name: str, told: Mapping[str, Any]) -> bool:
            derived = name.startswith("derived/") or name.endswith(".html")
            return not derived or erased <= set(told["erased"])

        told = read_backup(backup, ring, beside, allow)
        _keep_log(folder, beside)
        left_out = _obey(beside, told["of"], ring, holder, settings)
    except BaseException:
        _away(beside)
        raise
    _exchange(beside, folder)
    if told["of"] == "workspace":
        Logbook(folder, settings).add("restore", f"restore:{secrets.token_hex(8)}", {"backup_of": told["at"]})
    if log is not None:
        log(event_of(Keyring.open(folder, holder), "restore", told["at"]))
    return Restored(
        told["of"], told["at"], left_out, told["of"] == "workspace" and not erased <= set(told["erased"])
    )


def _keep_log(folder: Path, beside: Path) -> None:
    """The log of the folder goes on: a log that went back to the backup's would contradict what it has shown since."""
    if not (folder / VERIFIER).exists():
        return
    for name in LOG_FILES:
        old, new = folder / name, beside / name
        if new.exists():
            shred(new)
        if old.is_dir():
            shutil.copytree(old, new)
        elif old.exists():
            shutil.copy2(old, new)


def _obey(folder: Path, of: str, ring: Keyring, holder: KeyHolder, settings: Settings) -> int:
    if of == "vault":
        with Vault.open(folder, holder) as vault:
            return vault.obey()
    workspace = Workspace.open(folder)
    finish_erasures(workspace, ring, settings)
    return sum(obey(workspace, ring, settings).records.values())


def _exchange(fresh: Path, folder: Path) -> None:
    """Put the restored folder in place. Two renames: should a kill fall between them, what was restored lies beside as
    `.NAME.restoring`, what was there before as `.NAME.before`."""
    before = folder.with_name(f".{folder.name}.before")
    _away(before)
    try:
        if folder.exists():
            os.rename(folder, before)
        os.rename(fresh, folder)
    except OSError as error:
        raise VaultError(
            f"{folder} could not be exchanged: {error.strerror}", "Both lie beside it."
        ) from error
    _away(before)


def _away(folder: Path) -> None:
    """Overwrite and remove a folder that may hold what was erased, or keys."""
    if folder.exists():
        shred(folder)
