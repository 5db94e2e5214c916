"""Pictures of people on their way: in memory alone, drawn anew to be looked at, and where records name them. No
database here."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import ManumitError, UnreadableInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.base.vault import Vault
    from manumit.engine.evidence import Workspace
    from manumit.engine.pictures import HandOver, HashList

WIDEST: Final = 1200
"""Pixels of the copies that people look at."""
SMALL: Final = 160
"""Pixels of each of two in a list."""
NAMED_IN: Final = (
    ("ad", "images", "victim"),
    ("sighting", "photo", "victim"),
    ("missing_person", "photo", "missing"),
)
"""Kinds of records that name pictures, the column, and the class whose gallery may take them."""


def bytes_of(vault: Vault, item: str) -> bytes:
    """A sealed file, in memory."""
    sink = io.BytesIO()
    vault.read_file(item, sink)
    return sink.getvalue()


def named_pictures(
    place: Workspace, kind: str, column: str, only: Sequence[str] = ()
) -> Iterator[tuple[str, str, Path]]:
    """(record id, name as written, file) of pictures that are there: beside the file of the record, or below it."""
    import pyarrow.parquet as pq

    beside: dict[str, Path | None] = {}
    for part in place.parts(kind):
        keep = [("record_id", "in", list(only))] if only else None
        for row in pq.read_table(
            part, columns=["record_id", column, "file_sha256"], filters=keep
        ).to_pylist():
            sha256 = row["file_sha256"]
            if sha256 not in beside:
                original = next(place.originals(sha256), None)
                beside[sha256] = original.parent.resolve() if original else None
            folder = beside[sha256]
            for name in (row[column] or "").replace(",", ";").split(";") if folder else ():
                if folder and (path := _inside(folder, name.strip())):
                    yield row["record_id"], name.strip(), path


def _inside(folder: Path, name: str) -> Path | None:
    if not name or "\0" in name or "://" in name or len(name) > 500:
        return None
    with suppress(OSError, ValueError, RuntimeError):
        path = (folder / name).resolve()
        if path.is_relative_to(folder) and path.is_file():
            return path
    return None


LISTED: Final = (
    "This picture is on a list of what must not be looked at or kept.",
    "It was destroyed unread. A named person preserves and reports it as the law asks.",
)
"""What is said of such a picture: sentence and hint."""


def may_be_shown(data: bytes) -> bool:
    """Whether no list holds a kept picture by now: lists are asked anew each time."""
    from manumit.base.kernel import load_settings
    from manumit.engine.biometrics import listed
    from manumit.engine.pictures import lists_of

    return listed(data, "kept", lists_of(load_settings())) is None


class Listed(UnreadableInput):
    """A picture is on such a list; `hint`: what became of it here."""

    def __init__(self, hint: str = LISTED[1]) -> None:
        super().__init__(LISTED[0], hint, about="listed-destroyed" if hint == LISTED[1] else "listed-unkept")


class Wall:
    """Before pictures are read: what is on a list goes no further, and its record stands in the workspace."""

    def __init__(self, workspace: Path, lists: Sequence[HashList] = ()) -> None:
        self.workspace, self._lists = workspace, lists

    def stop(self, data: bytes, place: str, hint: str = LISTED[1]) -> None:
        """Listed for what is on a list; `place` says where it lies, `hint` what becomes of it."""
        from manumit.engine.biometrics import listed

        if told := listed(data, place, self._lists):
            self.note(told)
            raise Listed(hint)

    def note(self, told: HandOver) -> None:
        """Write down that a picture is on a list, once."""
        from manumit.engine.evidence import Workspace
        from manumit.engine.pictures import hand_over

        hand_over(Workspace.open(self.workspace, create=True), told)


def plain(why: str, path: Path) -> str:
    """Why a picture was refused, without the name that its memory had."""
    said = why.replace(f"{path}: ", "").replace(str(path), "it")
    return said[:1].upper() + said[1:]


def refusal(error: ManumitError, path: Path | None = None) -> dict[str, Any]:
    """As it is kept: in English, without the name that the picture had in memory, and by the name and numbers with
    which pages say it in other languages (sights/captures.py)."""
    why = f"{error.sentence} {error.hint}".strip()
    told = {name: value for name, value in error.told().items() if name in ("about", "numbers")}
    return {"why": plain(why, path) if path else why, **told}


@contextmanager
def in_memory(data: bytes) -> Iterator[Path]:
    """A file that only this process sees, and that is gone with it (where the system has none such: one in a folder
    that only its owner enters)."""
    if not hasattr(os, "memfd_create"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "picture"
            path.write_bytes(data)
            yield path
        return
    handle = os.memfd_create("picture")
    try:
        with os.fdopen(os.dup(handle), "wb") as file:
            file.write(data)
        yield Path(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)


def shown_copy(path: Path) -> bytes:
    """What people look at: drawn anew from the pixels, without metadata. UnreadableInput for what is no picture."""
    from PIL import Image

    picture = Image.fromarray(_pixels(path))
    picture.thumbnail((WIDEST, WIDEST))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def _pixels(path: Path) -> NDArray[np.uint8]:
    """Of a picture, or of a file with prints that no viewer opens."""
    from manumit.engine.biometrics import print_shown, read_picture

    shown = print_shown(path)
    return read_picture(path) if shown is None else shown


def side_by_side(pictures: Sequence[bytes]) -> bytes | None:
    """Some in one row, each in a square of SMALL pixels, drawn anew; None when one cannot be drawn, or is on a
    list by now."""
    from PIL import Image, ImageOps

    sheet = Image.new("RGB", (SMALL * len(pictures), SMALL), "white")
    for at, data in enumerate(pictures):
        if not may_be_shown(data):
            return None
        with in_memory(data) as path:
            try:
                one = Image.fromarray(_pixels(path))
            except UnreadableInput:
                return None
        sheet.paste(ImageOps.pad(one, (SMALL, SMALL), color="white"), (at * SMALL, 0))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=85)
    return out.getvalue()
