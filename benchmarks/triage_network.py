"""The network of `triage`, fitted by hand-written gradients (Adam; Kingma and Ba 2015) on numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manumit.services.support.triage.model import LABELS, Network, Seen

HIDDEN, EPOCHS, BATCH = 160, 16, 64
RATE, DECAY = 2e-3, 3e-3
DROPPED, DROPPED_IN = 0.4, 0.1
BESIDE = (1.0, 0.1, 0.1)
"""What label, kind and intent weigh: the latter two are learnt beside and not shipped."""
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Pieces:
    """The pieces of many conversations, one after the other."""

    rows: Floats
    roles: NDArray[np.int64]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]

    def take(self, at: NDArray[np.int64]) -> Pieces:
        """Some conversations."""
        rows = np.concatenate(
            [np.arange(self.starts[one], self.starts[one] + self.lengths[one]) for one in at]
        )
        lengths = self.lengths[at]
        return Pieces(self.rows[rows], self.roles[rows], np.cumsum(lengths) - lengths, lengths)


def stack(seen: Sequence[Seen]) -> Pieces:
    """Pieces of conversations."""
    lengths = np.array([len(one.roles) for one in seen], np.int64)
    return Pieces(
        np.concatenate([one.items for one in seen]),
        np.concatenate([one.roles for one in seen]),
        np.cumsum(lengths) - lengths,
        lengths,
    )


def fit_network(
    pieces: Pieces, targets: Sequence[NDArray[np.int64]], sizes: Sequence[int], seed: int
) -> Network:
    """Fit to several targets at once; the head of the first is kept."""
    dice = np.random.default_rng(seed)
    width, count = pieces.rows.shape[1], len(pieces.starts)
    weights: list[Any] = [
        (dice.standard_normal((width, HIDDEN)) * np.sqrt(2 / width)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        (dice.standard_normal((3 * HIDDEN, sum(sizes))) * np.sqrt(1 / HIDDEN) / 2).astype(np.float32),
        np.zeros(sum(sizes), np.float32),
    ]
    moments = [(np.zeros_like(one), np.zeros_like(one)) for one in weights]
    steps, step = EPOCHS * -(-count // BATCH), 0
    for _ in range(EPOCHS):
        order = dice.permutation(count)
        for begin in range(0, count, BATCH):
            at = order[begin : begin + BATCH]
            step += 1
            slopes = _slopes(weights, pieces.take(at), [one[at] for one in targets], sizes, dice)
            for (first, second), weight, slope in zip(moments, weights, slopes, strict=True):
                first += 0.1 * (slope - first)
                second += 0.001 * (slope * slope - second)
                move = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
                weight -= RATE * (1 - step / steps) * (move + DECAY * weight * (weight.ndim > 1))
    return Network(weights[0], weights[1], weights[2][:, : len(LABELS)], weights[3][: len(LABELS)])


def _slopes(
    weights: Sequence[Any],
    part: Pieces,
    targets: Sequence[NDArray[np.int64]],
    sizes: Sequence[int],
    dice: np.random.Generator,
) -> list[Any]:
    """Gradients of the summed cross-entropies, with dropout of columns and of hidden signs."""
    into, bias, out, out_bias = weights
    rows = part.rows * (dice.random(part.rows.shape, np.float32) > DROPPED_IN) / np.float32(1 - DROPPED_IN)
    owner = np.repeat(np.arange(len(part.starts)), part.lengths)
    newest = (part.roles % 2 == 0).astype(np.float32)[:, None]
    hidden = np.maximum(rows @ into + bias, 0)
    fresh = hidden * newest
    most, most_fresh = (np.maximum.reduceat(one, part.starts, axis=0) for one in (hidden, fresh))
    many = np.maximum(np.add.reduceat(newest, part.starts, axis=0), 1)
    mean = np.add.reduceat(fresh, part.starts, axis=0) / many
    kept = ((dice.random((len(part.starts), 3 * HIDDEN), np.float32) > DROPPED) / (1 - DROPPED)).astype(
        np.float32
    )
    pooled = np.hstack([most, most_fresh, mean]) * kept
    logits = pooled @ out + out_bias
    slope, at = np.zeros_like(logits), 0
    for target, size, share in zip(targets, sizes, BESIDE, strict=True):
        odds = np.exp(logits[:, at : at + size] - logits[:, at : at + size].max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        odds[np.arange(len(target)), target] -= 1
        slope[:, at : at + size] = odds * share / len(target)
        at += size
    back = (slope @ out.T) * kept
    one, two, three = np.split(back, 3, axis=1)
    into_hidden = (three / many)[owner] * newest
    into_hidden += np.where(hidden == most[owner], one[owner], 0)
    into_hidden += np.where((fresh == most_fresh[owner]) & (newest > 0), two[owner], 0)
    into_hidden[hidden <= 0] = 0
    return [rows.T @ into_hidden, into_hidden.sum(axis=0), pooled.T @ slope, slope.sum(axis=0)]
