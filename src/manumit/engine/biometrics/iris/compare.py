"""How alike two codes are: masked Hamming distance over turns of the head, parts of the ring slipping a little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from manumit.engine.biometrics.iris.code import CODE_COLUMNS, WORDS, Words
from manumit.engine.biometrics.iris.eye import Eye

TURNS: Final = 32
"""Turns tried each way, in code columns (2.8 degrees): 90 degrees, for pictures taken from the side."""
TURN_COST, TURN_WIDTH = 0.05, 3.0
"""Upright heads are likelier: likeness taken off for a turn, at the most, and the columns over which it comes. It is
bounded so that somebody who lies on the side is still found; half of all genuine pairs turn by less than a column, 95 %
by 2, while the luckiest turn of strangers is anywhere. Chosen on all 22 people of MMU1 that we have."""
BLOCKS: Final = 8
"""Parts of the ring that may slip against each other: circles are never quite right."""
SLIP: Final = 1
"""Columns a part may slip against the turn."""
SLIP_COST: Final = 0.05
"""Agreement (-1..1 a bit) that a slipped part gives up for each column."""
TYPICAL_BITS: Final = 3300
"""Bits compared at which the likeness is taken as it is; with fewer it is drawn towards chance, as the square root
(Daugman 2007, "New methods in iris recognition"); with more it grows, to MOST_GROWTH."""
MOST_GROWTH: Final = 1.5
BATCH: Final = 32
"""Eyes compared at once: 32 x 67 turns x 1.5 KB are 3.3 MB."""

Floats = npt.NDArray[np.float32]
Counts = npt.NDArray[np.int16]


def compare_eyes(a: Eye, b: Eye) -> float:
    """How alike: about 0.1 for strangers, 0.2 to 0.6 for one eye; larger = more alike, the same in both orders.

    It is half the agreeing minus differing bits, as a share of those compared, at the best turn of the head, drawn
    towards 0 when few could be compared. It is no probability: a calibration makes one of it.
    """
    return float(likenesses(a, [b])[0])


def likenesses(probe: Eye, gallery: Sequence[Eye]) -> Floats:
    """`compare_eyes` of one eye with each of many, without a short cut."""
    code, mask = _turned(probe.code), _turned(probe.mask)
    found = np.empty(len(gallery), dtype=np.float32)
    for at in range(0, len(gallery), BATCH):
        part = gallery[at : at + BATCH]
        codes, masks = (np.stack([getattr(eye, name) for eye in part])[:, None] for name in ("code", "mask"))
        both = mask & masks
        compared = np.bitwise_count(both)
        np.bitwise_and(both, code ^ codes, out=both)
        differing = np.bitwise_count(both)
        found[at : at + BATCH] = _best(_directions(compared), _directions(differing))
    return found


def _turned(words: Words) -> Words:
    """All turns of a code: (turns x CODE_COLUMNS x WORDS), a view of the code laid out twice and a half."""
    reach = TURNS + SLIP
    around = np.concatenate([words[-reach:], words, words[:reach]])
    step, inner = around.strides
    turns = 2 * reach + 1
    shape, strides = (turns, CODE_COLUMNS, WORDS), (step, step, inner)
    view: Words = np.lib.stride_tricks.as_strided(around, shape, strides, writeable=False)
    return view


def _directions(counts: npt.NDArray[np.uint8]) -> Counts:
    """Bits a direction: (eyes x turns x CODE_COLUMNS)."""
    total = counts[..., 0].astype(np.int16)
    for word in range(1, WORDS):
        total += counts[..., word]
    return total


def _best(compared: Counts, differing: Counts) -> Floats:
    """The likeness at the best turn; the parts that may slip are cut by the one eye's directions and by the other's,
    the better counts: so no order matters."""
    one = _likeness(_parts(compared), _parts(differing))
    reach = TURNS + SLIP
    turn = np.arange(-reach, reach + 1)
    columns = (np.arange(CODE_COLUMNS) - turn[:, None]) % CODE_COLUMNS
    other = _likeness(
        *(_parts(np.take_along_axis(counts, columns[None], axis=2)) for counts in (compared, differing))
    )
    return np.maximum(one, other)


def _parts(counts: Counts) -> Floats:
    eyes, turns, _ = counts.shape
    parts: Floats = counts.reshape(eyes, turns, BLOCKS, -1).sum(axis=-1, dtype=np.float32)
    return parts


def _likeness(compared: Floats, differing: Floats) -> Floats:
    """From counts (eyes x turns x BLOCKS), the best turn's likeness of each eye."""
    agreed = compared - 2 * differing
    turns = compared.shape[1] - 2 * SLIP
    best = agreed[:, SLIP : SLIP + turns]
    bits = compared[:, SLIP : SLIP + turns]
    for slip in (*range(-SLIP, 0), *range(1, SLIP + 1)):
        there = slice(SLIP + slip, SLIP + slip + turns)
        offer = agreed[:, there] - SLIP_COST * abs(slip) * compared[:, there]
        better = offer > best
        best = np.where(better, offer, best)
        bits = np.where(better, compared[:, there], bits)
    total = bits.sum(axis=-1)
    likeness = best.sum(axis=-1) / np.maximum(total, 1) / 2
    likeness *= np.sqrt(np.minimum(total / TYPICAL_BITS, MOST_GROWTH))
    likeness -= TURN_COST * (1 - np.exp(-np.abs(np.arange(turns) - turns // 2) / TURN_WIDTH))
    strongest: Floats = likeness.max(axis=-1)
    return strongest
