"""Of every group of texts the one that is most like the others, and how like it each is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from manumit.engine.links.templates_bags import Bags, Ragged
from manumit.engine.links.templates_shingles import Shingled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_ONCE = 20_000
"""Texts whose shingles are laid out at once; groups are not parted."""


def _blocks(label: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Members of groups of more than one, group by group, about _AT_ONCE of them in a block."""
    import numpy as np

    many = np.bincount(label, minlength=len(label))[label] > 1
    order = np.argsort(label, kind="stable")
    order = order[many[order]]
    begins = np.flatnonzero(np.diff(label[order], prepend=-1))
    cut = np.flatnonzero(np.diff(begins // _AT_ONCE, prepend=-1)) if len(begins) else begins
    starts = [*begins[cut].tolist(), len(order)]
    for first, after in pairwise(starts):
        yield order[first:after]


def medoids(texts: Shingled, label: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """By group (its label) the member whose shingles the others share most, every copy of a text counted, ties to the
    first; by text the exact Jaccard index to it."""
    import numpy as np

    medoid, near = label.copy(), np.ones(len(label))
    bags = Bags(texts.numbers)
    copies = np.bincount(np.array(texts.of_text, np.int64), minlength=len(label))
    for members in _blocks(label):
        group = np.cumsum(np.diff(label[members], prepend=label[members[0]]) != 0)
        best = members[_most_shared(texts.numbers.chosen(members), group, copies[members])]
        medoid[label[best]] = best
        centre = best[group]
        for first in range(0, len(members), _AT_ONCE):
            near[members[first : first + _AT_ONCE]] = bags.likeness(
                members[first : first + _AT_ONCE], centre[first : first + _AT_ONCE]
            )
    return medoid, near


def _most_shared(sets: Ragged, group: NDArray[np.int64], copies: NDArray[np.int64]) -> NDArray[np.int64]:
    """By group the place of the set with the largest sum, over its members, of how many sets of the group have
    them; relative to its own size and the mean one, lest the longest wins."""
    import numpy as np

    owner = sets.owners()
    width = int(sets.flat.max(initial=0)) + 1
    _, inverse = np.unique(group[owner] * width + sets.flat, return_inverse=True)
    held = np.bincount(inverse, copies[owner])[inverse]
    shared = np.bincount(owner, held, minlength=len(sets))
    mean = np.bincount(group, sets.sizes * copies) / np.bincount(group, copies)
    score = shared / np.maximum(sets.sizes + mean[group], 1)
    order = np.lexsort((np.arange(len(group)), -score, group))
    return np.asarray(order[np.flatnonzero(np.diff(group[order], prepend=-1))])
