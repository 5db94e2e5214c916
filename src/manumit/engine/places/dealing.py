"""Worlds dealt one after another, each measured; what they brought can be kept, so that a job that is killed need not
deal them again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

World = TypeVar("World")


class Keeping(Protocol):
    """Where what dealt worlds brought is kept."""

    def read(self) -> list[NDArray[np.float64]]:
        """The worlds that were measured before, in order."""

    def write(self, measured: list[NDArray[np.float64]]) -> None:
        """One more is measured; all of them, in order."""


def measure_worlds(
    deals: int,
    deal: Callable[[], World],
    measure: Callable[[World], ArrayLike],
    kept: Keeping | None = None,
    step: Callable[[int, int], None] | None = None,
) -> NDArray[np.float64]:
    """What each of so many worlds brings (deals x what `measure` tells). Worlds that are kept are dealt (the next ones
    hang on them) and not measured. `step` hears (deals made, deals)."""
    import numpy as np

    measured = kept.read()[:deals] if kept else []
    known = len(measured)
    for at in range(deals):
        world = deal()
        if at >= known:
            measured.append(np.asarray(measure(world), np.float64))
            if kept:
                kept.write(measured)
        if step:
            step(at + 1, deals)
    return np.stack(measured)
