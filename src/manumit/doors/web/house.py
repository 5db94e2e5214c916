"""The folder of an installation: its database, keys, log, workspaces and what was handed in. Made where nothing is."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from manumit.base.kernel import UsageError, WorkspaceError

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class House:
    """Paths of an installation. `House.open` makes what is missing; only its owner may enter."""

    path: Path
    FOLDERS: ClassVar[tuple[str, ...]] = ("workspaces", "uploads", "keys", "mail", "rooms")

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """The house at `path`, made when it is not there; WorkspaceError where that cannot be."""
        place = Path(path).resolve()
        try:
            for folder in (place, *(place / name for name in cls.FOLDERS)):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(
                f"{place} cannot be made or written: {error.strerror}", "Choose another folder with --home."
            ) from error
        if not os.access(place, os.W_OK | os.X_OK):
            raise WorkspaceError(f"{place} cannot be written", "Choose another folder with --home.")
        return cls(place)

    @property
    def database(self) -> Path:
        """The SQLite file of operations (users, cases, jobs); not used with PostgreSQL."""
        return self.path / "desk.sqlite3"

    @property
    def log(self) -> Path:
        """Folder of the installation's log (who looked at what, who decided what)."""
        return self.path / "log"

    @property
    def vault(self) -> Path:
        """Folder of the sealed store: notes, attachments, hypotheses."""
        return self.path / "vault"

    @property
    def keys(self) -> Path:
        """Folder of secrets."""
        return self.path / "keys"

    @property
    def uploads(self) -> Path:
        """Where files lie that were handed in through the Desk."""
        return self.path / "uploads"

    @property
    def studies(self) -> Path:
        """Maps of places that were worked out: a folder for each study. They can be worked out again."""
        return self.path / "studies"

    @property
    def galleries(self) -> Path:
        """Sealed templates and pictures of people: a folder for each workspace, in it one for each class, under keys of
        its own."""
        return self.path / "galleries"

    @property
    def rooms(self) -> Path:
        """Collections of rooms that are known (`manumit rooms index`): for every workspace, and in a folder of its own
        for one."""
        return self.path / "rooms"

    @property
    def mail(self) -> Path:
        """Digests, when no mail server is set: one file a message."""
        return self.path / "mail"

    def workspace(self, slug: str) -> Path:
        """Folder of a workspace by its short name; UsageError for a name that is none."""
        if not _SLUG.fullmatch(slug):
            raise UsageError(
                f"{slug[:70]!r} is no short name of a workspace.", "Use a-z, 0-9 and hyphens, 63 at most."
            )
        return self.path / "workspaces" / slug

    def passphrase(self, slug: str) -> Path:
        """Where the passphrase of a workspace's keys lies, if somebody put it there: jobs need it once something was
        erased from that workspace, to know it when it comes again."""
        return self.keys / "workspaces" / f"{slug}.passphrase"

    def secret(self, name: str) -> str:
        """A random secret of this installation, made once: 64 hexadecimal digits. Two that make it at once agree."""
        path = self.keys / name
        if not path.exists():
            fresh = self.keys / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32))
                file.flush()
                os.fsync(file.fileno())
            try:
                with suppress(FileExistsError):  # somebody made it meanwhile: that one holds
                    os.link(fresh, path)
            finally:
                fresh.unlink()
        return path.read_text("ascii").strip()
