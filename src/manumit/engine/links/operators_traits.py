"""Traits: what adverts show of a sort (phrases, habits, names, pictures, contacts), the rarest of each in a row.

How rare is counted over those who post, not over adverts: a phrase that one number writes a hundred times is its own,
one that a hundred numbers write once is everybody's. So what many unrelated adverts share weighs little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 4096
"""Holders from which frequencies are believed; among fewer a trait is taken to be as rare as among these."""
COMMON = 0.2
"""Share of the adverts from which a trait is common whoever posts them."""
_AT_ONCE = 20_000
_NOTHING = -1


class Traits:
    """`rows`: for every advert the numbers of its rarest values, -1 where it has no more; `bits`: what a value tells,
    log2(holders / holders that show it); `holders` and `shown`: how many posters and adverts show each."""

    def __init__(
        self,
        owner: NDArray[np.int64],
        value: NDArray[np.int64],
        holder: NDArray[np.int64],
        most: int,
        least: int = 2,
    ) -> None:
        """`value` of advert `owner`; `holder` of every advert; values on fewer than `least` adverts are left out."""
        import numpy as np

        count, posters = len(holder), int(holder.max(initial=0)) + 1
        size = int(value.max(initial=0)) + 1
        keys = np.sort(owner * size + value)
        keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys
        owner, value = keys // size, keys % size
        self.shown = np.bincount(value, minlength=size)
        self.holders = self.shown.copy()
        again = np.sort(value * posters + holder[owner])
        self.holders -= np.bincount(again[1:][again[1:] == again[:-1]] // posters, minlength=size)
        bits = np.log2(max(posters, FEWEST) / np.maximum(self.holders, 1))
        share = np.maximum(self.shown, 1) / max(1, count)
        self.bits = np.where(share > COMMON, -np.log2(share), bits).astype(np.float32)
        kept = self.shown[value] >= least
        owner, value = owner[kept], value[kept]
        order = np.argsort((owner * (posters + 1) + self.holders[value]) * size + value)
        owner, value = owner[order], value[order]
        starts = np.searchsorted(owner, np.arange(count))
        rank = np.arange(len(owner)) - starts[owner]
        first = rank < most
        self.rows = np.full((count, most), _NOTHING, np.int32)
        self.rows[owner[first], rank[first]] = value[first]

    @property
    def any(self) -> NDArray[np.bool_]:
        """Which adverts show something of the sort."""
        import numpy as np

        return np.asarray(self.rows[:, 0] != _NOTHING)

    def own(self) -> NDArray[np.float32]:
        """Bits of each advert's row."""
        import numpy as np

        found = np.where(self.rows != _NOTHING, self.bits[self.rows], np.float32(0))
        return np.asarray(found.sum(axis=1), np.float32)

    def shared(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Bits, and how many values, that both adverts of each pair show."""
        import numpy as np

        bits, count = np.zeros(len(one), np.float32), np.zeros(len(one), np.int64)
        for at in range(0, len(one), _AT_ONCE):
            rows, both = self.both(one[at : at + _AT_ONCE], other[at : at + _AT_ONCE])
            bits[at : at + _AT_ONCE] = np.where(both, self.bits[rows], np.float32(0)).sum(axis=1)
            count[at : at + _AT_ONCE] = both.sum(axis=1)
        return bits, count

    def both(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """The rows of `one`, and which of their values the rows of `other` have as well."""
        import numpy as np

        rows, those = self.rows[one], self.rows[other]
        both = np.zeros(rows.shape, bool)
        for column in range(those.shape[1]):
            both |= rows == those[:, column : column + 1]
        return rows, both & (rows != _NOTHING)

    def pairs(self, columns: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(advert, value) of the first columns."""
        import numpy as np

        advert, column = np.nonzero(self.rows[:, :columns] != _NOTHING)
        return advert, self.rows[advert, column].astype(np.int64)
