"""Traits: what adverts show of a sort (phrases, habits, names, pictures, contacts), the rarest of each in a row.

How rare is counted over those who post, not over adverts: a phrase that one number writes a hundred times is its own,
one that a hundred numbers write once is everybody's. So what many unrelated adverts share weighs little.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 4096
"""Holders from which frequencies are believed; among fewer a trait is taken to be as rare as among these."""
COMMON, LEAST_ADVERTS = 0.2, 50
"""Share of the adverts from which a trait is common whoever posts them; fewer adverts say nothing about that, but a
manner (of writing, of numbers) that COMMON of their posters share is common: ten strangers who all write with full
stops are not one operator."""
OWN = 0.5
"""Share of an advert's row for phrases that one poster alone has: what is new this week, under a number that is new as
well, must not crowd out what still stands of the weeks before."""
_AT_ONCE = 20_000
_BLOCK = 20_000
_NOTHING = -1


@dataclass(frozen=True, slots=True)
class Shown:
    """What each advert shows: the values from `start`, as many as `size` says, of `flat`; none of them twice."""

    flat: NDArray[np.int32]
    start: NDArray[np.int64]
    size: NDArray[np.int64]

    def of(self, adverts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(which of the adverts, value) for everything that they show, advert by advert."""
        import numpy as np

        sizes = self.size[adverts]
        ends = np.cumsum(sizes)
        places = np.repeat(self.start[adverts] - ends + sizes, sizes) + np.arange(int(sizes.sum()))
        return np.repeat(np.arange(len(adverts)), sizes), self.flat[places].astype(np.int64)


def shown(owner: NDArray[np.int64], value: NDArray[np.int64], count: int) -> Shown:
    """From (advert, value) in any order, of `count` adverts; repeated ones count once."""
    import numpy as np

    bits = int(value.max(initial=0)).bit_length()
    keys = np.sort(owner << bits | value, kind="stable")  # adverts come in order: such runs are merged
    keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys
    size = np.bincount(keys >> bits, minlength=count)
    return Shown((keys & (1 << bits) - 1).astype(np.int32), np.cumsum(size) - size, size)


class Traits:
    """`rows`: for every advert the numbers of its rarest values, -1 where it has no more; `bits`: what a value tells,
    log2(posters / posters who show it); `holders` and `adverts`: how many posters and adverts show each."""

    def __init__(
        self,
        found: Shown,
        holder: NDArray[np.int64],
        most: int,
        least: int = 2,
        manner: bool = False,
        crowded: bool = False,
    ) -> None:
        """`holder` of every advert; values on fewer than `least` adverts are left out. `manner`: how somebody writes,
        not what; `crowded`: there are more values than a row holds (see OWN)."""
        import numpy as np

        count, posters = len(holder), int(holder.max(initial=0)) + 1
        width = int(found.flat.max(initial=0)) + 1
        shift = width.bit_length()
        self.adverts, self.holders = np.zeros(width, np.int64), np.zeros(width, np.int64)
        for block in _blocks(holder):
            owner, value = found.of(block)
            self.adverts += np.bincount(value, minlength=width)
            keys = np.sort(holder[block][owner] << shift | value, kind="stable")
            new = np.concatenate([[True], keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, bool)
            self.holders += np.bincount(keys[new] & (1 << shift) - 1, minlength=width)
        bits = np.log2(max(posters, FEWEST) / np.maximum(self.holders, 1))
        share = np.maximum(self.adverts, 1) / max(1, count)
        if count < LEAST_ADVERTS and manner:
            share = np.maximum(self.holders, 1) / posters
        elif count < LEAST_ADVERTS:
            share = np.zeros(width)
        common = share > COMMON
        self.bits = np.where(common, -np.log2(np.where(common, share, 1.0)), bits).astype(np.float32)
        self._crowded = crowded
        self.rows = np.full((count, most), _NOTHING, np.int32)
        for at in range(0, count, _BLOCK):
            self._fill(found, np.arange(at, min(at + _BLOCK, count)), least)

    def _fill(self, found: Shown, block: NDArray[np.int64], least: int) -> None:
        """The rarest values of these adverts, of equally rare ones those with the smallest numbers."""
        import numpy as np

        owner, value = found.of(block)
        kept = self.adverts[value] >= least
        owner, value = owner[kept], value[kept]
        bits = len(self.adverts).bit_length(), int(self.holders.max(initial=0)).bit_length()
        if sum(bits) + len(block).bit_length() < 63:  # in one number they are sorted at once
            codes = owner << sum(bits) | self.holders[value] << bits[0] | value
            codes.sort(kind="stable")
            owner, value = codes >> sum(bits), codes & (1 << bits[0]) - 1
        else:
            order = np.lexsort((value, self.holders[value], owner))
            owner, value = owner[order], value[order]
        rank = np.arange(len(owner)) - np.searchsorted(owner, np.arange(len(block)))[owner]
        if self._crowded:
            rank = _yielding(owner, rank, self.holders[value] < 2, int(OWN * self.rows.shape[1]))
        first = rank < self.rows.shape[1]
        self.rows[block[owner[first]], rank[first]] = value[first]

    @property
    def any(self) -> NDArray[np.bool_]:
        """Which adverts show something of the sort."""
        import numpy as np

        return np.asarray(self.rows[:, 0] != _NOTHING)

    @property
    def count(self) -> NDArray[np.int64]:
        """How many values each advert's row has."""
        import numpy as np

        return np.asarray((self.rows != _NOTHING).sum(axis=1))

    def own(self, adverts: NDArray[np.int64]) -> NDArray[np.float32]:
        """Bits of these adverts' rows."""
        import numpy as np

        total = np.zeros(len(adverts), np.float32)
        for column in self.rows[adverts].T:
            total += np.where(column != _NOTHING, self.bits[column], np.float32(0))
        return total

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

    def leading(self, columns: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(advert, value) of the first columns that lead to another poster."""
        import numpy as np

        led = (self.rows != _NOTHING) & (self.holders[self.rows] > 1)
        advert, column = np.nonzero(led & (np.cumsum(led, axis=1) <= columns))
        return advert, self.rows[advert, column].astype(np.int64)

    def pairs(self, columns: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(advert, value) of the first columns."""
        import numpy as np

        advert, column = np.nonzero(self.rows[:, :columns] != _NOTHING)
        return advert, self.rows[advert, column].astype(np.int64)


def _yielding(
    owner: NDArray[np.int64], rank: NDArray[np.int64], own: NDArray[np.bool_], most: int
) -> NDArray[np.int64]:
    """Ranks in which an owner's own values (the first ones) beyond `most` come behind all others."""
    import numpy as np

    sizes, mine = np.bincount(owner), np.bincount(owner, own).astype(np.int64)
    over = np.maximum(0, mine - most)[owner]
    late = own & (rank >= most)
    return np.where(late, rank + (sizes - mine)[owner], np.where(own, rank, rank - over))


def _blocks(holder: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """All adverts in parts, each poster's in one part."""
    import numpy as np

    order = np.argsort(holder, kind="stable")
    start = 0
    while start < len(order):
        last = holder[order[min(start + _BLOCK, len(order)) - 1]]
        end = int(np.searchsorted(holder[order], last, side="right"))
        yield order[start:end]
        start = end
