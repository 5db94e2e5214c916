"""Where the characters of a text that was read anew began in the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import overload


class Offsets(Sequence[int]):
    """Offsets into a text in which some characters became none or several: those alone are looked for, and only when
    an offset is first asked for (most texts hold nothing that is)."""

    def __init__(self, text: str, size: int, uneven: Mapping[str, str]) -> None:
        self._text, self._size, self._uneven = text, size, uneven
        self._known: tuple[list[int], list[int]] | None = None

    def _seams(self) -> tuple[list[int], list[int]]:
        """Read offsets from which on a shift holds, and what to add to one for the original's."""
        starts, shifts = [0], [0]
        shift = 0
        for at in sorted(chain.from_iterable(map(self._places, self._uneven))):
            size = len(self._uneven[self._text[at]])
            read = at - shift
            for extra in range(1, size):
                starts.append(read + extra)
                shifts.append(shift - extra)
            shift += 1 - size
            starts.append(read + size)
            shifts.append(shift)
        return starts, shifts

    def _places(self, char: str) -> Iterator[int]:
        at = self._text.find(char)
        while at >= 0:
            yield at
            at = self._text.find(char, at + 1)

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._size))]
        if not -self._size <= at < self._size:
            raise IndexError(at)
        at = at % self._size
        if self._known is None:
            self._known = self._seams()
        starts, shifts = self._known
        return at + shifts[bisect_right(starts, at) - 1]
