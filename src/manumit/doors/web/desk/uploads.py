"""Files that are handed in to a case: taken in as they come, never in plain on the disk, and looked at by what they are
instead of what they are called.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from typing import Any, BinaryIO, Final, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.base.vault import ChunkReader, ChunkWriter

MOST_NAME = 120
_FORM = 1 << 20
"""Bytes of a request besides its file, at most."""
_BAD = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
OTHER: Final = "application/octet-stream"
_MARKS: Final = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (0, b"BM", "image/bmp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "application/x-executable"),
)
HEAD = 4096


class SealedUpload(UploadedFile):  # type: ignore[type-arg]
    """An upload, sealed under a key that lives in memory alone."""

    def __init__(self, spool: BinaryIO, key: bytes, name: str, size: int) -> None:
        super().__init__(None, name, OTHER, size, None, None)
        self._spool, self._key = spool, key

    def close(self) -> None:
        """Let the sealed bytes go; Django calls it when the request is over."""
        self._spool.close()

    def reader(self) -> ChunkReader:
        """What was handed in, from its beginning."""
        self._spool.seek(0)
        return ChunkReader(AESGCM(self._key), self._spool)


class SealedSpool(FileUploadHandler):
    """Takes files into a nameless temporary file, sealed as they come; too large a one is refused at once."""

    def __init__(self, request: HttpRequest, limit: int | None = None) -> None:
        super().__init__(request)
        self._limit = settings.ATTACHMENT_LIMIT if limit is None else limit

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (Django's name)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Refuse by what the browser says before anything is read."""
        if content_length > self._limit + _FORM:
            raise too_large(self._limit)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._key, self._taken = os.urandom(32), 0
        self._spool = cast("BinaryIO", tempfile.TemporaryFile(dir=settings.HOUSE.uploads))  # noqa: SIM115
        self._writer = ChunkWriter(AESGCM(self._key), self._spool)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece came."""
        self._taken += len(raw_data)
        if self._taken > self._limit:
            self._spool.close()
            raise too_large(self._limit)
        self._writer.write(raw_data)

    def upload_interrupted(self) -> None:
        """The browser went away."""
        if spool := getattr(self, "_spool", None):
            spool.close()

    def file_complete(self, file_size: int) -> SealedUpload:
        """All came."""
        self._writer.close()
        return SealedUpload(self._spool, self._key, self.file_name or "", file_size)


def too_large(limit: int) -> UsageError:
    """What is said of a file beyond the limit (bytes)."""
    return UsageError(
        _("This file is larger than %(limit)s MB.") % {"limit": limit // (1024 * 1024)},
        _("Nothing was kept. Hand in a part of it, or give it to the main job as evidence."),
    )


def sealed_upload(request: HttpRequest, field: str) -> SealedUpload:
    """The file of a form; UsageError when there is none, or it is empty."""
    found = request.FILES.get(field)
    if not isinstance(found, SealedUpload) or not found.size:
        raise UsageError(_("No file came, or an empty one."), _("Choose a file and try again."))
    return found


def safe_name(name: str) -> str:
    """A name that is one: without folders, control or direction marks, not hidden, not endless; its ending stays."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    text = _BAD.sub("_", text.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem, dot, ending = text.rpartition(".")
    if len(text) > MOST_NAME:
        text = stem[: MOST_NAME - 12] + dot + ending[:10] if dot else text[:MOST_NAME]
    return text or "file"


def sniffed(head: bytes) -> str:
    """The media type by the first bytes; text that is markup is called so, since browsers would run it."""
    for at, mark, media in _MARKS:
        if head[at : at + len(mark)] == mark and (at != 8 or head[:4] == b"RIFF"):
            return media
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return OTHER
        text = head[: error.start].decode("utf-8-sig")
    if any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f" for c in text):
        return OTHER
    low = text.lower()
    if "<svg" in low:
        return "image/svg+xml"
    if "<!doctype html" in low or "<html" in low or "<script" in low or "<body" in low:
        return "text/html"
    return "application/xml" if low.lstrip().startswith("<?xml") else "text/plain"


class Hashed:
    """An upload that is hashed as it is read."""

    def __init__(self, upload: SealedUpload) -> None:
        self._upload = upload
        self.open()

    def open(self) -> BinaryIO:
        """From its beginning."""
        self._source, self._digest = self._upload.reader(), hashlib.sha256()
        return cast("BinaryIO", self)

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._source.read(size)
        self._digest.update(piece)
        return piece

    @property
    def sha256(self) -> str:
        """Of what was read."""
        return self._digest.hexdigest()
