"""How alike two codes are: masked Hamming distance over turns of the head, parts of the ring slipping a little."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from manumit.engine.biometrics.iris.code import Bits, pack, unpack
from manumit.engine.biometrics.iris.eye import Eye

TURNS: Final = 32
"""Turns tried each way, in code columns (2.8 degrees): 90 degrees, for pictures taken from the side."""
TURN_COST: Final = 0.002
"""Distance added for each column of turn: upright heads are likelier."""
SLIP: Final = 1
"""Columns a block may slip against the turn."""
SLIP_COST: Final = 0.05
"""Agreement (of -1..1 a bit) a slipped block gives up for each column."""
TYPICAL_BITS: Final = 3300
"""Bits compared at which a distance is taken as it is; with fewer it is drawn towards chance (Daugman 2007)."""
BATCH: Final = 64
"""Eyes compared at once: 64 x 67 turns x 1.5 KB are 6.6 MB."""


def compare_eyes(a: Eye, b: Eye) -> float:
    """How alike: about 0.1 for strangers, 0.3 to 0.5 for one eye; larger = more alike, the same in both orders.

    It is half the share of agreeing minus differing bits at the best turn of the head, drawn towards 0 when few bits
    could be compared. A probability it is not: calibration makes one of it.
    """
    return float(max(likenesses(a, [b])[0], likenesses(b, [a])[0]))


def likenesses(probe: Eye, gallery: Iterable[Eye]) -> npt.NDArray[np.float32]:
    """The likeness of one eye to each of many, the probe turned (within 0.01 of `compare_eyes`)."""
    eyes = list(gallery)
    turned = Turned(probe)
    found = np.empty(len(eyes), dtype=np.float32)
    for at in range(0, len(eyes), BATCH):
        part = eyes[at : at + BATCH]
        found[at : at + BATCH] = turned.against(
            np.stack([eye.code for eye in part]), np.stack([eye.mask for eye in part])
        )
    return found


class Turned:
    """A code in all its turns, ready to be compared with many: (turns x BLOCKS x words)."""

    def __init__(self, eye: Eye) -> None:
        code, mask = unpack(eye.code), unpack(eye.mask)
        turns = range(-TURNS - SLIP, TURNS + SLIP + 1)
        self.code = np.stack([pack(np.roll(code, turn, axis=-1)) for turn in turns])
        self.mask = np.stack([pack(np.roll(mask, turn, axis=-1)) for turn in turns])

    def against(self, code: Bits, mask: Bits) -> npt.NDArray[np.float32]:
        """Likeness (0.5 - distance) to each of `code`, `mask` (eyes x BLOCKS x words)."""
        both = self.mask & mask[:, None]
        compared = np.bitwise_count(both).sum(axis=-1, dtype=np.int32)
        both &= self.code ^ code[:, None]
        agreed = compared - 2 * np.bitwise_count(both).sum(axis=-1, dtype=np.int32)
        return best_likeness(agreed.astype(np.float32), compared.astype(np.float32))


def best_likeness(
    agreed: npt.NDArray[np.float32], compared: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """From agreeing minus differing bits and compared bits (eyes x turns x BLOCKS): the likeness at the best turn."""
    turns = agreed.shape[1] - 2 * SLIP
    best = agreed[:, SLIP : SLIP + turns].copy()
    bits = compared[:, SLIP : SLIP + turns].copy()
    for slip in range(-SLIP, SLIP + 1):
        other = slice(SLIP + slip, SLIP + slip + turns)
        offer = agreed[:, other] - SLIP_COST * abs(slip) * compared[:, other]
        better = offer > best
        best = np.where(better, offer, best)
        bits = np.where(better, compared[:, other], bits)
    total = bits.sum(axis=-1)
    likeness = best.sum(axis=-1) / np.maximum(total, 1) / 2
    likeness *= np.sqrt(np.minimum(total / TYPICAL_BITS, 1.5))
    likeness -= TURN_COST * np.abs(np.arange(turns) - turns // 2)
    strongest: npt.NDArray[np.float32] = likeness.max(axis=-1)
    return strongest
