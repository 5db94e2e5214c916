"""Backups: the files of a folder, streamed into one age file under the backup key of its keyring.

The backup holds no keys. Whoever has the file needs the keyring, or a copy of it, and what opens it; whoever has that
also has the tombstones, so that nothing erased can come back by a restore. The name of the ring and of the backup key
stand in the header, the rest is sealed.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from manumit.base.kernel import DISK_FULL, UsageError, VaultError, VerificationFailed, WrongKey
from manumit.base.vault.age import AgeReader, AgeWriter, Header, Stanza, read_header
from manumit.base.vault.epoch import Key
from manumit.base.vault.keyring import Keyring
from manumit.base.vault.lines import sync_folder

_NOTE = "manumit.org/backup"
_MANIFEST = "backup.json"
_VERSION = 1
Sources = Iterable[tuple[str, Path]]
"""(name in the backup, file): names are relative, with slashes."""


@dataclass(frozen=True, slots=True)
class BackupNote:
    """What the header of a backup says to everybody: its ring and the id of the key that opens it."""

    ring: str
    key: str


def backup_note(path: Path) -> tuple[BackupNote, Header]:
    """Read the header of a backup. UsageError when it is none."""
    with path.open("rb") as source:
        header = read_header(source)
    notes = [one.args for one in header.stanzas if one.type == _NOTE]
    if len(notes) != 1 or len(notes[0]) != 2:
        raise UsageError(f"{path} is an age file, but no backup of Manumit's.", "Check the path.")
    return BackupNote(*notes[0]), header


def _identity(key: Key) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(key.secret)


def write_backup(out: Path, ring: Keyring, what: Mapping[str, Any], sources: Sources) -> int:
    """Seal files into `out`, whole or not at all; bytes of the file. `what` stands in the sealed manifest."""
    key = ring.need("backup")
    recipient = _identity(key).public_key().public_bytes_raw()
    partial = out.with_name(out.name + ".partial")
    manifest = {"version": _VERSION, "at": datetime.now(UTC).isoformat(timespec="seconds"), **what}
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "wb") as sink:
            writer = AgeWriter(sink, [recipient], [Stanza(_NOTE, (ring.id, key.id))])
            with tarfile.open(fileobj=cast(BinaryIO, writer), mode="w|", format=tarfile.PAX_FORMAT) as tar:
                _add(tar, _MANIFEST, json.dumps(manifest).encode())
                for name, path in sources:
                    _add_file(tar, name, path)
            writer.close()
            sink.flush()
            os.fsync(sink.fileno())
        os.replace(partial, out)
        sync_folder(out.parent)
    except OSError as error:
        raise VaultError(f"{out} could not be written: {error}", DISK_FULL) from error
    finally:
        partial.unlink(missing_ok=True)
    return out.stat().st_size


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


def _add_file(tar: tarfile.TarFile, name: str, path: Path) -> None:
    with path.open("rb") as source:
        info = tarfile.TarInfo(name)
        info.size = os.fstat(source.fileno()).st_size
        tar.addfile(info, source)


def read_backup(
    path: Path,
    ring: Keyring,
    folder: Path,
    allow: Callable[[str, Mapping[str, Any]], bool] = lambda name, what: True,
) -> Mapping[str, Any]:
    """Put the files of a backup into `folder`, those that `allow` (name, manifest) lets in; its manifest.

    WrongKey when it is another ring's, or its key was destroyed; VerificationFailed when it was changed or is cut off,
    and then what was put there is worth nothing."""
    note, _ = backup_note(path)
    key = ring.get(note.key)
    if note.ring != ring.id or key is None:
        raise WrongKey(
            "The key of this backup is not in the ring."
            + (" It was destroyed with all backups of its time." if note.ring == ring.id else ""),
            "Take a newer backup." if note.ring == ring.id else f"It belongs to the keys {note.ring}.",
        )
    manifest: Mapping[str, Any] | None = None
    try:
        with path.open("rb") as source:
            reader = AgeReader(source, _identity(key))
            with tarfile.open(fileobj=cast(BinaryIO, reader), mode="r|") as tar:
                for member, content in _members(tar):
                    if manifest is None:
                        manifest = _manifest(member, content)
                    elif allow(member.name, manifest):
                        _put(folder / _safe(member.name), content)
            if reader.read():
                pass  # padding of the archive; reading to the end verifies that nothing is cut off
    except tarfile.TarError as error:
        raise VerificationFailed("The backup is damaged inside.", "Use another one.") from error
    except OSError as error:
        raise VaultError(f"{folder} could not be written: {error}", DISK_FULL) from error
    if manifest is None:
        raise VerificationFailed("The backup is empty.", "Use another one.")
    return manifest


def _members(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, BinaryIO]]:
    for member in tar:
        content = tar.extractfile(member) if member.isfile() else None
        if content is None:
            raise VerificationFailed(f"{member.name} in the backup is no file.", "Use another backup.")
        yield member, cast(BinaryIO, content)


def _manifest(member: tarfile.TarInfo, content: BinaryIO) -> Mapping[str, Any]:
    told = json.loads(content.read()) if member.name == _MANIFEST and member.size < 1 << 20 else None
    if not isinstance(told, dict) or told.get("version") != _VERSION:
        raise VerificationFailed(
            "The backup is of a form this program does not know.", "Use a newer program."
        )
    return told


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name:
        raise VerificationFailed(f"The backup names a path outside its folder: {name!r}.", "Do not use it.")
    return path


def _put(path: Path, content: BinaryIO) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("xb") as out:
        shutil.copyfileobj(content, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())
