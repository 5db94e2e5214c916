"""Small counts of a hierarchy of series, month by month, held back so that no sum gives one away.

The rule is that of cells (fairness.suppressed), along the hierarchy: a reader knows the sums that are told, so of each
told sum what is held back below it must leave every part open (Hundepool et al., Statistical Disclosure Control, 2012,
section 4.2; for tables with subtotals, section 4.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from manumit.engine.places.fairness import SMALLEST_CELL
from manumit.engine.places.series import Branch, Tree

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def withheld(tree: Tree) -> NDArray[np.bool_]:
    """Series x months: what must not be shown. Of each number that is shown, those held back below it (that belong to
    no narrower one which is shown) are at least two or none, and their sum, less one for every other, is at least 5."""
    import numpy as np

    depth = max(len(path) for path in tree.paths)
    below = {
        at: [one for one, path in enumerate(tree.paths) if len(path) == depth and path[: len(wide)] == wide]
        for at, wide in enumerate(tree.paths)
        if len(wide) < depth
    }
    told = np.zeros(tree.counts.shape, bool)
    for month, counts in enumerate(tree.counts.T):
        told[:, month] = _of_month(tree.paths, below, counts)
    return told


def _of_month(
    paths: tuple[Branch, ...], below: dict[int, list[int]], counts: NDArray[np.float64]
) -> NDArray[np.bool_]:
    import numpy as np

    narrow = np.array([at not in below for at in range(len(paths))])
    hidden = narrow & (counts > 0) & (counts < SMALLEST_CELL)
    if not hidden.any():
        return hidden
    for node in sorted(below, key=lambda at: -len(paths[at])):
        _protect(node, paths, below, counts, hidden)
    return hidden


def _protect(
    node: int,
    paths: tuple[Branch, ...],
    below: dict[int, list[int]],
    counts: NDArray[np.float64],
    hidden: NDArray[np.bool_],
) -> None:
    """Hide more below a node until what is hidden there stays open, the smallest first; or the node itself."""
    while True:
        inner = [one for one in below if one != node and paths[one][: len(paths[node])] == paths[node]]
        covered = {leaf for one in inner if not hidden[one] for leaf in below[one]}
        group = [leaf for leaf in below[node] if leaf not in covered]
        held = [leaf for leaf in group if hidden[leaf]]
        shut = [one for one in inner if hidden[one]]
        if not held and not shut:
            return
        if len(held) > 1 and counts[held].sum() - (len(held) - 1) >= SMALLEST_CELL:
            return
        more = [leaf for leaf in group if counts[leaf] > 0 and not hidden[leaf]]
        more = more or [one for one in inner if counts[one] > 0 and not hidden[one]]
        if not more:
            hidden[node] = True
            return
        hidden[min(more, key=lambda one: (counts[one], one))] = True
