"""What this room hands out: a mention in a text, a place on the map."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier or fact found in a field. `start`, `end`: half-open code-point offsets into it as read;
    `obfuscation`: how it is disguised, a key of OBFUSCATIONS."""

    field: str
    kind: str
    value: str
    start: int
    end: int
    confidence: float
    extractor: str
    obfuscation: str = "clean"


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map. `country` is ISO 3166-1 alpha-2, `timezone` an IANA name."""

    name: str
    country: str
    lat: float
    lon: float
    timezone: str


class Found(NamedTuple):
    """One extractor's answer: offsets are into the surface text, not yet into the original. `obfuscation`: where the
    extractor knows better than the span shows."""

    kind: str
    value: str
    start: int
    end: int
    confidence: float
    extractor: str
    obfuscation: str = ""


def apart(ranked: Iterable[Found]) -> list[Found]:
    """Those that meet none ranked before them, in the order given; time is n log n."""
    kept: list[Found] = []
    spans: list[tuple[int, int]] = []
    for one in ranked:
        at = bisect_left(spans, (one.end,))
        if not at or spans[at - 1][1] <= one.start:
            kept.append(one)
            insort(spans, (one.start, one.end))
    return kept


class Taken:
    """Where something was found already; asking takes the logarithm of how much there is."""

    def __init__(self, found: Iterable[Found]) -> None:
        spans = sorted((one.start, one.end) for one in found)
        self._starts = [start for start, _ in spans]
        self._reached = list(accumulate((end for _, end in spans), max))

    def meets(self, start: int, end: int) -> bool:
        """Whether something stands between the two."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reached[before - 1] > start
