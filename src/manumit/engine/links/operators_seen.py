"""What evidence of operators is read from: adverts as they were noticed in this run, or as they were kept."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.engine.links.operators_traits import shown
from manumit.engine.links.spool import Spool
from manumit.engine.links.style import habits
from manumit.engine.links.templates_bags import Ragged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.links.operators_notices import Notices

    Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]

BUCKETS = (1 << 22) - 1
"""Hashes of habits are kept to 22 bits."""
_SKELETONS = 4_000  # read at once


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of adverts, in an order of their own: (advert, value) of what they show, a number each of place and
    site (-1: none), day and price as `Notices` have them, hashes of habits."""

    contact: Pairs
    picture: Pairs
    name: Pairs
    form: Pairs
    place: NDArray[np.int64]
    site: NDArray[np.int64]
    day: NDArray[np.float64]
    price: NDArray[np.float64]
    habits: Ragged


def seen_in(notices: Notices) -> Seen:
    """Adverts as they were noticed."""
    import numpy as np

    return Seen(
        notices.contact.arrays(),
        notices.picture.arrays(),
        notices.name.arrays(),
        notices.form.arrays(),
        np.array(notices.place, np.int64),
        np.array(notices.site, np.int64),
        np.array(notices.day, np.float64),
        np.array(notices.price, np.float64),
        hashed_habits(notices.skeletons),
    )


def hashed_habits(skeletons: Spool) -> Ragged:
    """Habits of the adverts, hashed to BUCKETS, each once, read a few thousand skeletons at a time."""
    import numpy as np

    flat, sizes = array("i"), [np.zeros(0, np.int64)]
    for block in skeletons.blocks():
        for at in range(0, len(block), _SKELETONS):
            part = block[at : at + _SKELETONS]
            owner, hashed = habits(part)
            found = shown(owner, (hashed & np.uint64(BUCKETS)).astype(np.int64), len(part))
            flat.frombytes(found.flat.tobytes())
            sizes.append(found.size)
    return Ragged(np.array(flat, np.int32, copy=False), np.concatenate(sizes))
