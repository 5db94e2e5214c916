"""Another implementation of a C2SP tile log: slow, straight from the texts, sharing no code with ours."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def mth(entries: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 2.1, by its definition."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = _split(len(entries))
    return hashlib.sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def inclusion(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962 2.1.1."""
    if len(entries) == 1:
        return []
    k = _split(len(entries))
    if m < k:
        return [*inclusion(m, entries[:k]), mth(entries[k:])]
    return [*inclusion(m - k, entries[k:]), mth(entries[:k])]


def consistency(m: int, entries: Sequence[bytes], whole: bool = True) -> list[bytes]:
    """PROOF and SUBPROOF of RFC 6962 2.1.2."""
    if m == len(entries):
        return [] if whole else [mth(entries)]
    k = _split(len(entries))
    if m <= k:
        return [*consistency(m, entries[:k], whole), mth(entries[k:])]
    return [*consistency(m - k, entries[k:], False), mth(entries[:k])]


def _split(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def note(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """A signature line of the signed-note format, type 1."""
    public = key.public_key().public_bytes_raw()
    hashed = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    return f"— {name} {base64.b64encode(hashed + key.sign(text.encode())).decode()}\n"


def vkey(name: str, key: Ed25519PrivateKey) -> str:
    """A verifier key, type 1."""
    public = key.public_key().public_bytes_raw()
    hashed = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    encoded = base64.b64encode(b"\x01" + public).decode()
    return f"{name}+{hashed.hex()}+{encoded}"


def checkpoint(origin: str, entries: Sequence[bytes], key: Ed25519PrivateKey) -> str:
    """The signed checkpoint."""
    text = f"{origin}\n{len(entries)}\n{base64.b64encode(mth(entries)).decode()}\n"
    return f"{text}\n{note(text, origin, key)}"


def write_log(folder: Path, origin: str, entries: Sequence[bytes], key: Ed25519PrivateKey) -> None:
    """A whole log as files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "checkpoint").write_text(checkpoint(origin, entries, key), "utf-8")
    size, level = len(entries), 0
    leaves = [hashlib.sha256(b"\x00" + entry).digest() for entry in entries]
    for n in range(0, size, 256):
        bundle = b"".join(len(e).to_bytes(2, "big") + e for e in entries[n : n + 256])
        _put(folder, "entries", n // 256, len(entries[n : n + 256]), bundle)
    while leaves:
        for n in range(0, len(leaves), 256):
            _put(folder, str(level), n // 256, len(leaves[n : n + 256]), b"".join(leaves[n : n + 256]))
        width = 256 ** (level + 1)
        leaves = [mth(entries[at : at + width]) for at in range(0, size - width + 1, width)]
        level += 1


def _put(folder: Path, level: str, number: int, width: int, data: bytes) -> None:
    parts: list[str] = []
    while True:
        parts.insert(0, f"{number % 1000:03d}")
        number //= 1000
        if not number:
            break
    name = "/".join([f"x{part}" for part in parts[:-1]] + [parts[-1]])
    path = folder / "tile" / level / (name if width == 256 else f"{name}.p/{width}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
