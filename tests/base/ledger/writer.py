"""A process that appends until it is killed; says on stdout what was acknowledged and which checkpoints were signed.

    python -m tests.base.ledger.writer FOLDER SEED

The log's key and its entries come from SEED: entry `at` of batch `b` is b"<seed> <index> <padding>".
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from manumit.base.ledger import KeyPair, Log

ORIGIN = "log.example.org/killed"


def key_of(seed: int) -> KeyPair:
    """The key of a run."""
    return KeyPair(ORIGIN, 1, seed.to_bytes(32))


def main(folder: Path, seed: int) -> None:
    """Append for ever, in batches of many sizes, published now and then."""
    draw = random.Random(os.getpid())
    with Log.open(folder, key_of(seed)) as log:
        _say(f"open {log.size}")
        while True:
            first = log.size
            count = draw.choice([1, 2, 3, 100, 255, 256, 257, 700])
            batch = [b"%d %d %s" % (seed, first + at, b"." * draw.randrange(200)) for at in range(count)]
            placed = log.append(batch, publish=draw.random() < 0.5)
            _say(f"acknowledged {placed.stop}")
            if draw.random() < 0.3:
                at = log.publish().checkpoint
                _say(f"signed {at.size} {at.root.hex()}")


def _say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
