"""Files that are handed in: streamed to the disk under names that can do no harm, within a limit, and never until the
disk is full. What was refused is taken to its end and thrown away, so that the browser hears why.
"""

from __future__ import annotations

import os
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

from manumit.base.kernel import ManumitError, UsageError, WorkspaceError

RESERVE = 2**30
"""Bytes of the disk that uploads leave free: the database and the log must go on."""
LONGEST_NAME = 180
"""Bytes of a file's name; file systems take 255, and numbers may be put behind it."""
LOOK_EVERY = 64 * 2**20
"""Bytes between two looks at how full the disk is."""
_CHUNK = 2**20
_BARRED = set('/\\:*?"<>|')
STAGED = ".in-"
"""How folders begin that files arrive in, before their job is known."""


def safe_name(raw: str, taken: set[str]) -> str:
    """The last part of a name as given, without what a file system, a shell or a reader could take for something else:
    separators, control and direction characters, dots in front. One that is `taken` gets a number; it is added."""
    last = unicodedata.normalize("NFC", raw).replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        "_" if char in _BARRED else char for char in last if unicodedata.category(char)[0] != "C"
    ).strip(" .~-")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending.encode()) > 12:
        stem, ending = kept, ""
    tail = f".{ending}" if ending else ""
    room = LONGEST_NAME - len(tail.encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") or "file"
    name, number = stem + tail, 2
    while name.casefold() in taken:
        name, number = f"{stem} ({number}){tail}", number + 1
    taken.add(name.casefold())
    return name


class Intake(FileUploadHandler):
    """Django's handler for one request: writes each file into `folder`. `refused` says why nothing is taken."""

    chunk_size = _CHUNK

    def __init__(self, request: HttpRequest, within: Path) -> None:
        super().__init__(request)
        self.folder = within / f"{STAGED}{secrets.token_hex(8)}"
        self.names: set[str] = set()
        self.fields: dict[str, str] = {}
        """The last file of each field of the form, by the field's name."""
        self.size = self._looked = 0
        self.refused: ManumitError | None = None
        self._file: IO[bytes] | None = None

    def weigh(self, content_length: int) -> None:
        """Refuse what cannot fit, before any of it is read."""
        if content_length > settings.UPLOAD_LIMIT:
            self.refused = too_much()
        elif _free(self.folder.parent) < content_length + RESERVE:
            self.refused = too_full()
        if self.refused:
            raise self.refused

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / safe_name(self.file_name or "", self.names)
        self.fields[self.field_name or ""] = path.name
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        self._file = os.fdopen(handle, "wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it."""
        assert self._file is not None
        self.size += len(raw_data)
        if self.size > settings.UPLOAD_LIMIT:
            self._refuse(too_much())
        if self.size - self._looked > LOOK_EVERY:
            self._looked = self.size
            if _free(self.folder) < RESERVE:
                self._refuse(too_full())
        try:
            self._file.write(raw_data)
        except OSError:
            self._refuse(too_full())

    def _refuse(self, error: ManumitError) -> None:
        self.refused = error
        self.discard()
        raise StopUpload(connection_reset=True)  # what is left, `_drain` reads

    def file_complete(self, file_size: int) -> None:
        """A file ends; it stays where it is."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def upload_interrupted(self) -> None:
        """The connection broke."""
        self.discard()

    def discard(self) -> None:
        """Nothing that arrived stays."""
        if self._file is not None:
            self._file.close()
            self._file = None
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def taking_in(request: HttpRequest, within: Path) -> Iterator[Intake]:
    """Files of this request, taken in as its form is read. What nobody moved elsewhere by the end is gone."""
    intake = Intake(request, within)
    request.upload_handlers = [intake]
    try:
        intake.weigh(int(request.META.get("CONTENT_LENGTH") or 0))
        yield intake
    finally:
        if intake.refused:
            _drain(request)
        intake.discard()


def _drain(request: HttpRequest) -> None:
    """Read what still comes and throw it away: a browser reads no answer while it sends. (Django's own way to do so
    goes by lines, and keeps a file without one in memory.)"""
    while request.read(_CHUNK):
        pass


def _free(folder: Path) -> int:
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def too_much() -> UsageError:
    """More than may be handed in at once."""
    return UsageError(
        _("This is more than %(n)s GB, the most that can be handed in at once. Nothing was kept.")
        % {"n": f"{settings.UPLOAD_LIMIT / 10**9:g}"},
        _("Hand it in in parts, or let an administrator put it into a folder that jobs may read."),
    )


def too_full() -> WorkspaceError:
    """The disk."""
    return WorkspaceError(
        _("There is not enough room on the server's disk for this. Nothing was kept."),
        _("Tell whoever looks after this installation; handing in less may work now."),
    )
