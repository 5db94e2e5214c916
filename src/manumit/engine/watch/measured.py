"""What to expect of an entry, as benchmarks/watch_kinds.py measured it on data that chose nothing. People are told so
before they watch, and beside each alert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Rate = tuple[float, float, float]
"""As measured, low and high end of the 95 % interval."""


@dataclass(frozen=True, slots=True)
class Measured:
    """`false`: alerts that are somebody else's, of one entry among 1,000 new `items`; `met`: share of what should be
    met that is."""

    items: str
    false: Rate
    met: Rate


MEASURED: Mapping[str, Measured] = {
    "style": Measured("adverts and posts", (0.76, 0.72, 0.80), (0.19, 0.16, 0.22)),
    "picture": Measured("pictures", (0.016, 0.003, 0.088), (0.995, 0.983, 0.999)),
    "face": Measured("faces", (0.0, 0.0, 0.20), (0.87, 0.78, 0.95)),
}
"""By kind of entry. Identifiers, phrases, places and templates are met as they are written; how often one of them is
somebody else's is not measured. Style: three examples, copies left out, eight made-up worlds of four generators, seeds
81 and 82 (295 advertisers). Picture: seven edits (crops, mirror, overlay, JPEG 30, brightness) of 60 drawn rooms that
are in the evidence, beside 600 others (seeds from 7000). Face: 20 people in even, studio-like light, ten to choose by
and ten to report."""


def expectation(kind: str) -> str:
    """A sentence in English, or that nothing was measured."""
    found = MEASURED.get(kind)
    if found is None:
        return "It is met as it is written; how often that is somebody else's is not measured."
    met = "{:.0f} ({:.0f} to {:.0f})".format(*(100 * one for one in found.met))
    false = "{:g} ({:g} to {:g})".format(*found.false)
    return (
        f"Of 1,000 new {found.items} that are somebody else's, one entry takes {false} for it; of 100 that it should"
        f" meet, it meets {met}. So it was measured (docs/benchmarks.md says on what); on real cases nobody has."
    )
