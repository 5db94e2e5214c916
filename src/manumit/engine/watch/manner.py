"""How alike two ways of writing are: habits of style (links) weighed by how rare they are in many texts, as a cosine.

A likeness alone says little: what is rare on one board is the rule on another. So each author's likeness is held
against that of a reference, texts of the same workspace by all sorts of people: a text is near when fewer than
NEAR of 1,000 of these are nearer. Measured by benchmarks/watch_kinds.py (docs/benchmarks.md says on which worlds).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from manumit.engine.links import habits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

NEAR = 1
"""Texts of 1,000 in the reference that may be nearer than one that is told of: the false alarms it is meant to have."""
BUCKETS = (1 << 22) - 1
"""Hashes of habits are kept to 22 bits, as among operators."""
FEWEST, COMMON = 4096, 0.2
"""Texts from which frequencies are believed, and the share from which a habit is everybody's: as among operators."""
_AT_ONCE = 1_000


class Manners:
    """Ways of writing of several authors, each by its texts, and a reference; all texts as skeletons (links)."""

    def __init__(self, authors: Sequence[Sequence[str]], reference: Sequence[str]) -> None:
        import numpy as np

        _, bucket, _ = _habits(reference)
        seen = np.bincount(bucket, minlength=BUCKETS + 1)
        share = seen / max(1, len(reference))
        rare = np.log2(max(len(reference), FEWEST) / np.maximum(seen, 1))
        self._bits = np.where(share > COMMON, -np.log2(np.maximum(share, 1e-9)), rare).astype(np.float32)
        self._place = np.full(BUCKETS + 1, -1, np.int32)
        profiles = [self._profile(texts) for texts in authors]
        every = (
            np.unique(np.concatenate([bucket for bucket, _ in profiles]))
            if profiles
            else np.zeros(0, np.int64)
        )
        self._place[every] = np.arange(len(every))
        self._profiles = np.zeros((len(every), len(profiles)), np.float32)
        for at, (bucket, weight) in enumerate(profiles):
            self._profiles[self._place[bucket], at] = weight
        self._usual = (
            np.sort(self.likeness(reference), axis=0) if len(reference) else np.zeros((0, len(profiles)))
        )

    def likeness(self, texts: Sequence[str]) -> Scores:
        """Texts x authors: the cosine, 0..1."""
        import numpy as np

        found = np.zeros((len(texts), self._profiles.shape[1]), np.float32)
        for first in range(0, len(texts), _AT_ONCE):
            part = texts[first : first + _AT_ONCE]
            owner, bucket, weight = self._weighed(part)
            known = self._place[bucket] >= 0
            owner, bucket, weight = owner[known], bucket[known], weight[known]
            if len(owner):
                starts = np.flatnonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))
                rows = self._profiles[self._place[bucket]] * weight[:, None]
                found[first + owner[starts]] = np.add.reduceat(rows, starts, axis=0)
        return found

    def nearer(self, likeness: Scores) -> NDArray[np.int64]:
        """How many texts of the reference are at least as near to each author as these likenesses (texts x authors)."""
        import numpy as np

        found = np.zeros(likeness.shape, np.int64)
        for at in range(likeness.shape[1]):
            found[:, at] = len(self._usual) - np.searchsorted(
                self._usual[:, at], likeness[:, at], side="left"
            )
        return found

    def limits(self) -> Scores:
        """Of each author the likeness that a text has to exceed."""
        import numpy as np

        at = len(self._usual) - 1 - len(self._usual) * NEAR // 1000
        return np.asarray(self._usual[at], np.float32)

    def _weighed(
        self, texts: Sequence[str]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """(text, habit, weight): rare habits weigh more, repeated ones a little more; each text has length 1."""
        import numpy as np

        owner, bucket, count = _habits(texts)
        weight = (1 + np.log(count)).astype(np.float32) * self._bits[bucket]
        length = np.sqrt(np.bincount(owner, weight * weight, minlength=len(texts)))
        return owner, bucket, (weight / np.maximum(length, 1e-9)[owner]).astype(np.float32)

    def _profile(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Habits and weights of an author: the mean of the texts, of length 1."""
        import numpy as np

        _, bucket, weight = self._weighed(texts)
        every, where = np.unique(bucket, return_inverse=True)
        total = np.bincount(where, weight, minlength=len(every))
        return every, (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)


def _habits(
    texts: Sequence[str],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """(text, habit, how often), text by text."""
    import numpy as np

    owners, buckets, counts = [], [], []
    for first in range(0, len(texts), _AT_ONCE):
        owner, hashed = habits(texts[first : first + _AT_ONCE])
        key = owner.astype(np.int64) * (BUCKETS + 1) + (hashed & np.uint64(BUCKETS)).astype(np.int64)
        every, count = np.unique(key, return_counts=True)
        owners.append(first + every // (BUCKETS + 1))
        buckets.append(every % (BUCKETS + 1))
        counts.append(count.astype(np.int64))
    if not owners:
        none = np.zeros(0, np.int64)
        return none, none, none
    return np.concatenate(owners), np.concatenate(buckets), np.concatenate(counts)
