"""A small model beside the rules: which signs and concepts stand in a text and how it is spelt -> P(deceptive).

Features are the catalogue's signs, the concepts and which of them stand near each other (the same in every language),
and hashed character n-grams (2 to 5) of the folded text with digits and addresses made alike. The weights are fitted
by `benchmarks/fit_offers.py`. Runs on numpy alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from manumit.engine.offers.catalogue import signs
from manumit.engine.offers.finding import Findings
from manumit.engine.offers.reading import Reading

BUCKETS = 1 << 15
CONCEPT_BUCKETS = 1 << 13
_NEAR = 10
"""Words between two concepts that are told together."""
SHORTEST, LONGEST = 2, 5
_MOST_CHARACTERS = 6000
_MULTIPLIER = np.uint32(0x9E3779B1)  # Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4)
_STEP = np.uint32(0x01000193)  # FNV prime
_ALIKE = re.compile(r"https?://\S+|\S+@\S+|\d[\d.,: -]*")
_CAP = 3
Vector = NDArray[np.float32]


def sign_names() -> tuple[str, ...]:
    """The features that are not n-grams, in order."""
    return (*signs(), "strong", "weak", "genuine", "duties", "warns", "length")


def sign_features(reading: Reading, found: Findings) -> Vector:
    """How often each sign stands (capped), the sums by kind, duties, warning, length."""
    counts: dict[str, int] = {}
    for hit in found.hits:
        counts[hit.sign] = counts.get(hit.sign, 0) + 1
    values = [min(counts.get(name, 0), _CAP) / _CAP for name in signs()]
    values += [weigh(found, kind) / 4 for kind in ("strong", "weak", "genuine")]
    values += [min(found.duties, 4) / 4, float(found.warns), math.log1p(reading.word_count) / 6]
    return np.asarray(values, np.float32)


@lru_cache(maxsize=1 << 15)
def _bucket(one: str, two: str) -> int:
    return crc32(f"{one} {two}".encode()) % CONCEPT_BUCKETS


def concepts(reading: Reading) -> Vector:
    """Unit-length counts (dampened) of concepts and of pairs of them near each other, by bucket."""
    counts: Counter[int] = Counter()
    for sentence in reading.sentences:
        stand = sorted((span[0], name) for name, spans in sentence.concepts.items() for span in spans)
        for place, (at, name) in enumerate(stand):
            counts[_bucket(name, "")] += 1
            for other_at, other in stand[place + 1 :]:
                if other_at - at > _NEAR:
                    break
                if other != name:
                    counts[_bucket(*sorted((name, other)))] += 1
    vector = np.zeros(CONCEPT_BUCKETS, np.float32)
    vector[list(counts)] = np.log1p(np.fromiter(counts.values(), np.float32, len(counts)))
    norm = float(np.sqrt((vector * vector).sum()))
    return vector / norm if norm else vector


def weigh(found: Findings, kind: str) -> float:
    """Summed weight of the different signs of a kind."""
    return sum(signs()[name].weight for name in found.kinds(kind))


def grams(text: str) -> Vector:
    """Unit-length counts (dampened) of hashed n-grams of a folded text."""
    plain = " " + " ".join(_ALIKE.sub(" 0 ", text[:_MOST_CHARACTERS]).split()) + " "
    codes = np.frombuffer(plain.encode("utf-32-le", "replace"), np.uint32)
    with np.errstate(over="ignore"):
        rolled = codes * _MULTIPLIER
        keys = []
        for size in range(2, LONGEST + 1):
            rolled = (rolled[:-1] * _STEP) ^ (codes[size - 1 :] * _MULTIPLIER)
            keys.append((rolled * _MULTIPLIER) >> np.uint32(17))
    counts = np.bincount(np.concatenate(keys), minlength=BUCKETS).astype(np.float32)
    counts = np.log1p(counts)
    norm = float(np.sqrt((counts * counts).sum()))
    return counts / norm if norm else counts


@dataclass(frozen=True, slots=True)
class Model:
    """Weights for deceptive and for genuine (each against the rest), and Platt's line for each."""

    signs: Vector
    concepts: Vector
    grams: Vector
    bias: Vector
    platt: Vector

    def odds(self, reading: Reading, found: Findings) -> tuple[float, float]:
        """Calibrated log-odds of deceptive, and of genuine."""
        raw = self.signs @ sign_features(reading, found) + self.concepts @ concepts(reading)
        raw = raw + self.grams @ grams(reading.folded.text) + self.bias
        lines = self.platt[:, 0] * raw + self.platt[:, 1]
        return float(lines[0]), float(lines[1])


@cache
def model() -> Model:
    """The weights we ship (hashed ones as 8-bit steps of a common scale)."""
    data: Any = np.load(BytesIO(files("manumit.engine.offers").joinpath("weights.npz").read_bytes()))
    if list(data["names"]) != list(sign_names()):
        raise ValueError("weights.npz was fitted for other signs; run benchmarks/fit_offers.py")
    concept_weights, gram_weights = (
        data[part].astype(np.float32) * data[f"{part}_scale"][:, None] for part in ("concepts", "grams")
    )
    return Model(data["signs"], concept_weights, gram_weights, data["bias"], data["platt"])
