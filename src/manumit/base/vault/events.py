"""What a log is told of: nothing is logged here, the caller passes a function that does."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from manumit.base.vault.keyring import Keyring
from manumit.base.vault.sealing import derive


@dataclass(frozen=True, slots=True)
class VaultEvent:
    """What a ledger should hold: a type of its vocabulary (tombstone, key_rotated, restore), a keyed hash of what it
    was about, the id of the hash's key."""

    type: str
    mac: str
    key: str


Log = Callable[[VaultEvent], None]
"""Called after the act. A kill in between means that an act is told twice, never that it is not told."""


def event_of(ring: Keyring, type: str, what: str) -> VaultEvent:
    """The event of an act, `what` hashed under a key of the ring."""
    key = ring.need("tombstone")
    mac = hmac.digest(derive(key.secret, "event"), f"{type} {what}".encode(), sha256).hex()
    return VaultEvent(type, mac, f"key_{key.id}")
