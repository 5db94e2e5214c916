"""Revocable codes: 512 bits of a face under a key, so that two who share a key can ask 'do we both know this person?'.

A bit is the sign of a projection that the key alone determines. Under another key the same face gives unrelated bits
(unlinkable), and a code that leaked is replaced by one under a new key (renewable): both as ISO/IEC 24745 means them.
Not irreversible: whoever has code and key can search for a face that fits. Codes are personal data, like templates.
"""

from __future__ import annotations

import hashlib
import hmac

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import UsageError

BITS = 512
SHORTEST_KEY = 16
Codes = npt.NDArray[np.uint8]
"""Templates x 64 bytes."""


def projection(key: bytes, width: int, bits: int = BITS) -> npt.NDArray[np.float32]:
    """bits x width of +1 and -1 from SHAKE-256 under the key: the same on every machine and in every version of numpy
    (Achlioptas, 'Database-friendly random projections', 2003). UsageError for a short key."""
    if len(key) < SHORTEST_KEY:
        raise UsageError(f"A key of codes has {SHORTEST_KEY} bytes or more.", "Draw it at random.")
    seed = hmac.digest(key, f"manumit face codes 1 {bits} {width}".encode(), "sha256")
    stream = np.frombuffer(hashlib.shake_256(seed).digest(bits * width // 8), np.uint8)
    signs = np.unpackbits(stream).astype(np.float32) * 2 - 1
    return signs.reshape(bits, width)


def codes_of(vectors: npt.NDArray[np.float32], key: bytes, bits: int = BITS) -> Codes:
    """Codes of centred vectors of length 1."""
    return np.packbits(vectors @ projection(key, vectors.shape[1], bits).T > 0, axis=1)


def bits_apart(code: Codes, others: Codes) -> npt.NDArray[np.int64]:
    """Hamming distance of one code to many: 0 the same, about half of the bits for strangers."""
    return np.asarray(np.bitwise_count(np.bitwise_xor(others, code)).sum(axis=1, dtype=np.int64))


def known_to_both(ours: Codes, theirs: Codes, most: int) -> list[tuple[int, int, int]]:
    """(our row, their row, bits apart) of every pair at most so many bits apart: questions for people, as any match."""
    pairs = []
    for row, code in enumerate(ours):
        apart = bits_apart(code, theirs)
        pairs += [(row, int(at), int(apart[at])) for at in np.flatnonzero(apart <= most)]
    return pairs
