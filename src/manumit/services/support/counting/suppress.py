"""Small cells are not shown, and neither is what would give them away.

A cell below `LEAST` (nothing included: that nobody spoke a language says something too) is not shown. A table with a
total gives one missing cell away, and a few missing cells that sum to little nearly so: then the smallest shown cell
goes too (complementary suppression; Hundepool et al., Statistical Disclosure Control, 2012, section 4.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LEAST: Final = 10
"""The smallest count that is told (DESIGN, rule 8 and the issue of Line: cells below 10 are suppressed)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by category and their total; None: not shown."""

    cells: Mapping[str, int | None]
    total: int | None


def suppress(counts: Mapping[str, int], least: int = LEAST) -> Counted:
    """`counts` by category (all categories, also empty ones, so that absence tells nothing), as they may be shown.

    What holds afterwards: no shown number is below `least`; of what is not shown, there are at least two cells, and
    together they are at least `least`, so that each may be anything from 0 to `least` and more."""
    total = sum(counts.values())
    if total < least:
        return Counted(dict.fromkeys(counts, None), None)
    hidden = {name for name, count in counts.items() if count < least}
    while hidden and (len(hidden) < 2 or sum(counts[name] for name in hidden) < least):
        shown = [name for name in counts if name not in hidden]
        if not shown:
            return Counted(dict.fromkeys(counts, None), None)
        hidden.add(min(shown, key=lambda name: (counts[name], name)))
    return Counted({name: None if name in hidden else count for name, count in counts.items()}, total)
