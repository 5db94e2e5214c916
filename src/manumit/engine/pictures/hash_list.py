"""Pictures that must not be looked at: lists of hashes that an authority or a clearing house gave to the operator. What
is on a list is known by its bytes before it is unpacked, or by its PDQ right after; then nothing more is done with it.
What stays is a hand-over record: where it lies, what it matched. Preserving and reporting it is a named person's duty.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from manumit.base.kernel import Settings, UnreadableInput
from manumit.engine.pictures.decode import Picture, open_picture
from manumit.engine.pictures.hamming import BYTES, HashTable
from manumit.engine.pictures.hashes import PictureHashes, Seen, hashes_of
from manumit.engine.pictures.pdq import GOOD_QUALITY, RADIUS, luminance
from manumit.engine.pictures.sketch import sketch_of

DIGITS = {"md5": 32, "sha1": 40, "sha256": 64, "pdq": 64}
"""Hexadecimal digits of each kind."""
_BY_LENGTH = {32: "md5", 40: "sha1"}
_ENTRY = re.compile(r"(?:(md5|sha1|sha256|pdq)[:,;\s]\s*)?([0-9a-f]{32,64})(?:[,;\s].*)?", re.IGNORECASE)
_PLAIN = (
    "It was not opened further, shown or copied. A named person preserves and reports it as the law asks."
)


@dataclass(frozen=True)
class HashList:
    """`exact`: digests of each kind; `pdq`: hashes that pictures are near to."""

    name: str
    exact: Mapping[str, frozenset[str]]
    pdq: HashTable

    def __len__(self) -> int:
        return len(self.pdq) + sum(map(len, self.exact.values()))

    @cached_property
    def says(self) -> str:
        """SHA-256 of what it says, whatever it is called: its version, for whoever remembers what it was asked."""
        told = hashlib.sha256(self.pdq.rows().tobytes())
        for kind, values in sorted(self.exact.items()):
            told.update("\n".join((kind, *sorted(values), "")).encode())
        return told.hexdigest()


@dataclass(frozen=True)
class HandOver:
    """That a file is on a list, and nothing of what it shows. `offset`: its first byte in the file at `path`."""

    path: str
    offset: int
    kind: str
    hash: str
    distance: int
    list: str
    found_at: str
    says: str = _PLAIN


def read_hash_list(path: Path) -> HashList:
    """One hash a line in hexadecimal, `md5:`, `sha1:`, `sha256:` or `pdq:` before it (also as a column of its own, with
    more columns behind); 32 and 40 digits need no word. Empty lines and lines with # are passed over. A line that
    cannot be read stops everything: a list that is half loaded protects nobody."""
    found: dict[str, set[str]] = {kind: set() for kind in DIGITS}
    for number, line in enumerate(_lines(path), 1):
        text = line.strip().replace('"', "")
        if not text or text.startswith("#") or (number == 1 and _is_head(text)):
            continue
        match = _ENTRY.fullmatch(text)
        kind = match and (match[1] or _BY_LENGTH.get(len(match[2]), "")).lower()
        if not match or not kind or DIGITS[kind] != len(match[2]):
            raise UnreadableInput(
                f"{path.name}, line {number}: this is no hash whose kind can be told.",
                "Write pdq:HASH or sha256:HASH; 64 digits alone can be either.",
            )
        found[kind].add(match[2].lower())
    near = HashTable(bytes.fromhex(one) for one in sorted(found.pop("pdq")))
    return HashList(path.name, {kind: frozenset(values) for kind, values in found.items()}, near)


def lists_of(settings: Settings) -> list[HashList]:
    """Those that an installation set. Raises UnreadableInput for one that is not there or is damaged: then nothing is
    to be looked at. A list that has not changed since is not read again."""
    return [_list_of(Path(one)) for one in settings.known_illegal.split(os.pathsep) if one]


def _list_of(path: Path) -> HashList:
    try:
        now = path.stat()
    except OSError:
        return read_hash_list(path)  # which says why it cannot
    return _kept(path, (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns))


@lru_cache(maxsize=4)
def _kept(path: Path, stamp: tuple[int, ...]) -> HashList:
    return read_hash_list(path)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise UnreadableInput(
            f"The list {path} cannot be read ({error.strerror}).", "Check the path."
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path.name} is no text in UTF-8.", "Save the list as UTF-8.") from error


def _is_head(text: str) -> bool:
    return re.fullmatch(r"(kind|type|algorithm)[,;\t]\s*(hash|value)\b.*", text, re.IGNORECASE) is not None


def examine(data: bytes, path: str, known: Sequence[HashList] = (), offset: int = 0) -> Seen | HandOver:
    """The picture in a file's bytes, ready to be compared, or the record that it is on a list."""
    admitted = admit(data, path, known, offset)
    if isinstance(admitted, HandOver):
        return admitted
    picture, hashes = admitted
    return Seen(hashes, sketch_of(luminance(picture.rgb)))


def admit(
    data: bytes, path: str, known: Sequence[HashList] = (), offset: int = 0
) -> tuple[Picture, PictureHashes] | HandOver:
    """The picture and its hashes, or the record that it is on a list. Lists are asked before anything is unpacked, and
    again before anything but the hash is made of it."""
    for each in known:
        if hit := _by_bytes(data, each):
            return HandOver(path, offset, *hit, 0, each.name, _now())
    picture = open_picture(data)
    hashes = hashes_of(data, picture)
    return _near(hashes, path, known, offset) or (picture, hashes)


def near_a_list(data: bytes, picture: Picture, path: str, known: Sequence[HashList]) -> HandOver | None:
    """The record that a picture which another reader unpacked is on a list by its PDQ; `admit` asks of the bytes."""
    return _near(hashes_of(data, picture), path, known, 0)


def digests_of(data: bytes) -> dict[str, str]:
    """MD5, SHA-1 and SHA-256, by their names in lists: kept where a picture itself is not."""
    return {kind: _digest(kind, data) for kind in DIGITS if kind != "pdq"}


def marks_of(data: bytes, hashes: PictureHashes) -> dict[str, str]:
    """All by which lists know a picture: digests, and as `pdq` its eight forms one after the other (none of a picture
    that is too plain)."""
    whole = hashes.whole
    near = {"pdq": b"".join(whole.forms).hex()} if whole.quality >= GOOD_QUALITY else {}
    return digests_of(data) | near


def names_any(known: Sequence[HashList], digests: Mapping[str, str]) -> bool:
    """Whether a list holds a picture of which only digests, or its marks, are kept."""
    return by_marks(known, digests, "") is not None


def by_marks(known: Sequence[HashList], digests: Mapping[str, str], path: str) -> HandOver | None:
    """The record that a list holds a picture of which only digests, or its marks, are kept at `path`."""
    exact = {kind: told for kind, told in digests.items() if kind != "pdq"}
    whole = bytes.fromhex(digests.get("pdq", ""))
    forms = [whole[at : at + BYTES] for at in range(0, len(whole), BYTES)]
    for each in known:
        for kind, told in exact.items():
            if told in each.exact[kind]:
                return HandOver(path, 0, kind, told, 0, each.name, _now())
    for each in known:
        if forms and (distances := each.pdq.within_any(forms, RADIUS)[1]).size:
            return HandOver(path, 0, "pdq", forms[0].hex(), int(distances[0]), each.name, _now())
    return None


def _near(hashes: PictureHashes, path: str, known: Sequence[HashList], offset: int) -> HandOver | None:
    if hashes.whole.quality < GOOD_QUALITY:
        return None
    for each in known:
        _, distances, _ = each.pdq.within_any(hashes.whole.forms, RADIUS)
        if distances.size:
            return HandOver(path, offset, "pdq", hashes.pdq, int(distances[0]), each.name, _now())
    return None


def _by_bytes(data: bytes, known: HashList) -> tuple[str, str] | None:
    for kind, values in known.exact.items():
        if values:
            told = _digest(kind, data)
            if told in values:
                return kind, told
    return None


def _digest(kind: str, data: bytes) -> str:
    return hashlib.new(kind, data, usedforsecurity=False).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
