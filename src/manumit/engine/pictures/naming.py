"""One name for one picture: pictures that are the same get the name of the first of them, and what adverts and pages
call their pictures (a path, an address, a hash) is looked up among the pictures that are there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from manumit.engine.pictures.looks import Same

MOST_ALIKE = 200
"""Pictures under one name: more are a chain of chance likenesses, of which no further link is believed."""
_HASH = re.compile(r"sha-?256[:=-]([0-9a-f]{64})", re.I)
_TELLING = re.compile(r"(?=(?:\D*\d){4})[0-9a-z_-]{10,}", re.I)
"""A stem that a machine gave: '3fa9c2d4e1' tells a picture by itself, 'photo1' does not."""


def first_of(pairs: Iterable[Same], order: Mapping[str, int]) -> dict[str, str]:
    """The first of those that are one picture with it, for each picture of a verified pair; the surest pairs count
    first."""
    above: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def root(name: str) -> str:
        while (over := above.get(name, name)) != name:
            name = over
        return name

    sure = sorted((one for one in pairs if one.verified), key=lambda one: -one.agreement * one.parts)
    for pair in sure:
        one, other = sorted(
            (root(pair.a), root(pair.b)), key=lambda name: (order.get(name, len(order)), name)
        )
        size = sizes.get(one, 1) + sizes.get(other, 1)
        if one != other and size <= MOST_ALIKE:
            above[other], sizes[one] = one, size
    return {name: root(name) for pair in sure for name in (pair.a, pair.b)}


@dataclass
class Shelf:
    """Pictures by what they may be called."""

    _by_address: dict[str, str] = field(default_factory=dict)
    _by_hash: dict[str, str] = field(default_factory=dict)
    _by_file: dict[str, list[tuple[tuple[str, ...], str, str]]] = field(default_factory=dict)

    def add(self, record: str, content: str, address: str | None, paths: Sequence[str]) -> None:
        """A picture: its record, its SHA-256, its address if it has one, and every path at which its file was read
        (with `!` before the place in an archive)."""
        self._by_hash.setdefault(content, record)
        if address:
            self._by_address.setdefault(_plain(address), record)
        for path in paths if not address else ():
            parts = _parts(path)
            if parts:
                self._by_file.setdefault(parts[-1], []).append((parts, content, record))

    def find(self, reference: str, beside: Sequence[str]) -> str | None:
        """The record of the picture that a file at one of these paths calls so. None when there is none, or several
        that differ are as near."""
        if match := _HASH.fullmatch(reference):
            return self._by_hash.get(match[1].lower())
        if "://" in reference:
            return self._by_address.get(_plain(reference)) or self._saved(reference)
        return self._beside(_parts(reference), beside)

    def _saved(self, address: str) -> str | None:
        """A file that was saved of an address: under host and path, or under a name that tells it."""
        try:
            told = urlsplit(address)
        except ValueError:
            return None
        parts = _parts(unquote(told.path))
        if not parts:
            return None
        whole = self._beside(((told.hostname or "").lower(), *parts), ())
        if whole is None and len(parts) > 1:
            whole = self._beside(parts[-2:], ())
        telling = _TELLING.fullmatch(PurePosixPath(parts[-1]).stem)
        return self._beside(parts[-1:], ()) if whole is None and telling else whole

    def _beside(self, parts: tuple[str, ...], beside: Sequence[str]) -> str | None:
        if not parts or parts[-1] not in self._by_file:
            return None
        ends = [one for one in self._by_file[parts[-1]] if one[0][-len(parts) :] == parts]
        folders = [_parts(path)[:-1] for path in beside]
        near = [max((_common(one[0], folder) for folder in folders), default=0) for one in ends]
        best = [one for one, depth in zip(ends, near, strict=True) if depth == max(near)]
        return best[0][2] if len({content for _, content, _ in best}) == 1 else None


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        count += 1
    return count


def _plain(address: str) -> str:
    return address.partition("#")[0].removeprefix("https://").removeprefix("http://").strip()


def _parts(path: str) -> tuple[str, ...]:
    cut = re.split(r"[/\\!]+", path.strip().partition("#")[0])
    return tuple(one for one in cut if one not in ("", ".", ".."))


_MARKS, _BLANKS = re.compile(r"[;,|]+"), re.compile(r"\s+")


def called(
    images: str, shelf: Shelf, names: Mapping[str, str], beside: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """What an `images` cell calls its pictures -> (name, record), in order; what is found nowhere stays as it is, with
    no record. A cell parts its names by semicolon, comma or bar; by a blank where the whole is no name."""
    told: dict[str, tuple[str, str]] = {}
    for piece in _MARKS.split(images.strip().strip("[]")):
        whole = piece.strip().strip("\"'")
        found = shelf.find(whole, beside) if whole else None
        for reference in [whole] if found else filter(None, _BLANKS.split(whole)):
            record = found or shelf.find(reference.strip("\"'"), beside) or ""
            told[reference] = (names[record], record) if record in names else (reference, "")
    return told
