"""Forward and backward through the last layers of the encoder of meanings, in numpy: only updates of low rank (Hu and
others 2022, arXiv:2106.09685), norms and a head are learnt, the encoder's own matrices stay.

States are [texts, tokens, width], padded; `mask` says which tokens there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manumit.services.support.triage.meaning_program import MATRICES, NORMS, Layer

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Weights = dict[str, Any]
_BEND = np.float32(np.sqrt(2 / np.pi))
_CUBE = np.float32(0.044715)


def bent(x: Floats) -> tuple[Floats, Floats]:
    """GELU as `meaning_program.bent` has it, and its slope."""
    square = x * x
    inner = square * _CUBE
    inner += 1
    inner *= x
    inner *= _BEND
    np.tanh(inner, out=inner)
    square *= 3 * _CUBE * _BEND
    square += _BEND
    square *= x
    slope = 1 - inner * inner
    slope *= square
    inner += 1
    slope += inner
    slope *= np.float32(0.5)
    inner *= x
    inner *= np.float32(0.5)
    return inner, slope


class LastLayers:
    """The layers that are tuned: `weights` holds what is learnt, by the names that `Layer.tuned` reads, and the head.

    `middle` is taken off each vector before the head, `scale` makes its numbers about one.
    """

    def __init__(
        self, layers: Sequence[Layer], first: int, rank: int, sizes: Sequence[int], dice: np.random.Generator
    ) -> None:
        self.layers, self.first = layers, first
        self.heads, self.small = 12, np.float32(1e-12)
        self.middle: Any = np.float32(0)
        self.weights: Weights = {}
        for at, layer in enumerate(layers, first):
            for one in MATRICES:
                rows, columns = layer.matrices[one].shape
                self.weights[f"{at}.{one}.A"] = (dice.standard_normal((rows, rank)) / np.sqrt(rows)).astype(
                    "f"
                )
                self.weights[f"{at}.{one}.B"] = np.zeros((rank, columns), np.float32)
            for one in NORMS:
                scale, shift = layer.norms[one]
                self.weights |= {f"{at}.{one}.w": scale.copy(), f"{at}.{one}.b": shift.copy()}
        width = layers[0].matrices["ao"].shape[1]
        self.weights["out"] = (dice.standard_normal((width, sum(sizes))) * 0.02).astype(np.float32)
        self.weights["bias"] = np.zeros(sum(sizes), np.float32)
        self._turned = [
            {one: np.ascontiguousarray(layer.matrices[one].T) for one in MATRICES} for layer in layers
        ]

    def vectors(self, states: Floats, mask: Mask, tape: Weights | None = None) -> Floats:
        """The tuned vector of each text, less the middle; what the way back needs is put on the tape."""
        texts, tokens, width = states.shape
        each = np.float32(1 / np.sqrt(width // self.heads))
        beyond = np.where(mask, 0, -1e9).astype(np.float32)[:, None, None, :]
        x = states.reshape(-1, width)
        for at, layer in enumerate(self.layers, self.first):
            three = self._times(at, layer, "qkv", x, tape)
            asks, keys, values = (self._apart(part, texts) for part in np.split(three, 3, axis=1))
            looks = asks @ keys.transpose(0, 1, 3, 2)
            looks *= each
            looks += beyond
            looks -= looks.max(axis=3, keepdims=True)
            np.exp(looks, out=looks)
            looks /= looks.sum(axis=3, keepdims=True)
            seen = _together(looks @ values)
            x = self._normed(at, "aln", x + self._times(at, layer, "ao", seen, tape), tape)
            within, slope = bent(self._times(at, layer, "fi", x, tape))
            x = self._normed(at, "oln", x + self._times(at, layer, "fo", within, tape), tape)
            if tape is not None:
                tape |= {f"{at}.looks": (asks, keys, values, looks), f"{at}.bent": slope}
        share = (mask / mask.sum(axis=1, keepdims=True)).astype(np.float32)
        mean = np.einsum("bt,bth->bh", share, x.reshape(texts, tokens, width))
        length = np.sqrt((mean * mean).sum(axis=1, keepdims=True))
        if tape is not None:
            tape["mean"] = (share, mean / length, length)
        made: Floats = mean / length - self.middle
        return made

    def slopes(self, of_vectors: Floats, tape: Weights) -> Weights:
        """Slopes of the layers' weights, from those of the vectors."""
        found: Weights = {}
        share, unit, length = tape["mean"]
        of_mean = (of_vectors - unit * (of_vectors * unit).sum(axis=1, keepdims=True)) / length
        texts, width = unit.shape
        each = np.float32(1 / np.sqrt(width // self.heads))
        x = (share[:, :, None] * of_mean[:, None, :]).reshape(-1, width)
        for at in reversed(range(self.first, self.first + len(self.layers))):
            x = self._normed_back(at, "oln", x, tape, found)
            within = self._times_back(at, "fo", x, tape, found) * tape[f"{at}.bent"]
            x = self._normed_back(at, "aln", x + self._times_back(at, "fi", within, tape, found), tape, found)
            seen = self._apart(self._times_back(at, "ao", x, tape, found), texts)
            asks, keys, values, looks = tape[f"{at}.looks"]
            of_looks = seen @ values.transpose(0, 1, 3, 2)
            of_looks -= (of_looks * looks).sum(axis=3, keepdims=True)
            of_looks *= looks
            of_looks *= each
            turned = of_looks.transpose(0, 1, 3, 2)
            parts = (of_looks @ keys, turned @ asks, looks.transpose(0, 1, 3, 2) @ seen)
            three = np.hstack([_together(part) for part in parts])
            x = x + self._times_back(at, "qkv", three, tape, found)
        return found

    def _apart(self, x: Floats, texts: int) -> Floats:
        """[texts, heads, tokens, width of a head]."""
        count, width = x.shape
        cut = x.reshape(texts, count // texts, self.heads, width // self.heads)
        return np.ascontiguousarray(cut.transpose(0, 2, 1, 3))

    def _times(self, at: int, layer: Layer, one: str, x: Floats, tape: Weights | None) -> Floats:
        thin = x @ self.weights[f"{at}.{one}.A"]
        if tape is not None:
            tape[f"{at}.{one}"] = (x, thin)
        made: Floats = x @ layer.matrices[one] + layer.added[one] + thin @ self.weights[f"{at}.{one}.B"]
        return made

    def _times_back(self, at: int, one: str, slope: Floats, tape: Weights, found: Weights) -> Floats:
        x, thin = tape[f"{at}.{one}"]
        of_thin = slope @ self.weights[f"{at}.{one}.B"].T
        found |= {f"{at}.{one}.B": thin.T @ slope, f"{at}.{one}.A": x.T @ of_thin}
        made: Floats = slope @ self._turned[at - self.first][one] + of_thin @ self.weights[f"{at}.{one}.A"].T
        return made

    def _normed(self, at: int, one: str, x: Floats, tape: Weights | None) -> Floats:
        x = x - x.mean(axis=1, keepdims=True)
        spread = 1 / np.sqrt((x * x).mean(axis=1, keepdims=True) + self.small)
        x *= spread
        if tape is not None:
            tape[f"{at}.{one}"] = (x, spread)
        made: Floats = x * self.weights[f"{at}.{one}.w"] + self.weights[f"{at}.{one}.b"]
        return made

    def _normed_back(self, at: int, one: str, slope: Floats, tape: Weights, found: Weights) -> Floats:
        x, spread = tape[f"{at}.{one}"]
        found |= {f"{at}.{one}.w": (slope * x).sum(axis=0), f"{at}.{one}.b": slope.sum(axis=0)}
        slope = slope * self.weights[f"{at}.{one}.w"]
        made: Floats = spread * (
            slope - slope.mean(axis=1, keepdims=True) - x * (slope * x).mean(axis=1, keepdims=True)
        )
        return made


def _together(x: NDArray[Any]) -> Floats:
    """The reverse of `LastLayers._apart`."""
    texts, heads, tokens, each = x.shape
    made: Floats = x.transpose(0, 2, 1, 3).reshape(texts * tokens, heads * each)
    return made
