"""The Merkle tree of RFC 6962 section 2.1 and the verifiers of RFC 9162 sections 2.1.3.2 and 2.1.4.2, as pure
functions.

Every hash is exactly 32 bytes: a verbatim verifier accepts an empty leaf under an empty root, this one does not. A
tree of size 0 has a root but proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from manumit.base.kernel import VerificationFailed

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of the tree without entries (RFC 6962, 2.1)."""
MOST = 2**63
"""Sizes and indices are below this: C2SP keeps them in a signed 64 bit integer."""

NodeAt = Callable[[int, int], bytes]
"""(height, index) -> hash of the complete subtree over the entries [index * 2**height, (index + 1) * 2**height)."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def layers_of(hashes: Sequence[bytes]) -> list[list[bytes]]:
    """The hashes, then those of all complete pairs, and so on up; what has no partner is not carried up."""
    layers = [list(hashes)]
    while len(layers[-1]) > 1:
        below = layers[-1]
        layers.append(
            [sha256(b"\x01" + below[i] + below[i + 1]).digest() for i in range(0, len(below) - 1, 2)]
        )
    return layers


def span_hash(node: NodeAt, start: int, end: int) -> bytes:
    """MTH(D[start:end]), where start is a multiple of the least power of two >= end - start. start < end."""
    width = end - start
    height = width.bit_length() - 1
    if width == 1 << height:
        return node(height, start >> height)
    return node_hash(node(height, start >> height), span_hash(node, start + (1 << height), end))


def root_hash(node: NodeAt, size: int) -> bytes:
    """The root of the tree of that size."""
    return span_hash(node, 0, size) if size else EMPTY_ROOT


def inclusion_path(node: NodeAt, index: int, size: int) -> list[bytes]:
    """PATH(index, D[size]) of RFC 6962 2.1.1, the leaf's sibling first."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if index < middle:
            path.append(span_hash(node, middle, end))
            end = middle
        else:
            path.append(span_hash(node, start, middle))
            start = middle
    return path[::-1]


def consistency_path(node: NodeAt, old: int, new: int) -> list[bytes]:
    """PROOF(old, D[new]) of RFC 6962 2.1.2; 0 < old <= new."""
    path: list[bytes] = []
    start, end = 0, new
    while old != end:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if old <= middle:
            path.append(span_hash(node, middle, end))
            end = middle
        else:
            path.append(span_hash(node, start, middle))
            start = middle
    if start:
        path.append(span_hash(node, start, end))
    return path[::-1]


def verify_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> None:
    """The leaf hash stands at `index` of the tree of `size` entries with that root, or VerificationFailed."""
    need_hashes("the leaf hash", [leaf])
    need_hashes("the root", [root])
    need_hashes("a hash of the inclusion proof", path)
    if not 0 <= index < size < MOST:
        raise VerificationFailed(f"No entry {index} stands in a tree of {size} entries.")
    at, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise VerificationFailed("The inclusion proof is longer than the tree is high.")
        if at & 1 or at == last:
            value = node_hash(sibling, value)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise VerificationFailed("The inclusion proof is too short.")
    if value != root:
        raise VerificationFailed(
            "The inclusion proof does not lead from this entry to the root.",
            "The entry or the proof was changed. One byte is enough, a newline at the end, too.",
        )


def verify_consistency(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> None:
    """The tree of `new` entries begins with the tree of `old` entries, or VerificationFailed. Both are above 0."""
    if not 0 < old <= new < MOST:
        raise VerificationFailed(f"Nothing proves a tree of {new} entries consistent with one of {old}.")
    if old == new:  # nothing is hashed here, so roots that are no hashes (but something) may be compared too
        if path:
            raise VerificationFailed("A consistency proof between equal sizes is empty; this one is not.")
        if old_root != new_root or not old_root:
            raise VerificationFailed(f"Two different roots for one size, {old}: the history was forked.")
        return
    need_hashes("a root", [old_root, new_root])
    need_hashes("a hash of the consistency proof", path)
    hashes = list(path) if old & (old - 1) else [old_root, *path]
    if not path or not hashes:
        raise VerificationFailed("The consistency proof is empty.")
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            raise VerificationFailed("The consistency proof is longer than the tree is high.")
        if at & 1 or at == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise VerificationFailed("The consistency proof is too short.")
    if before != old_root or after != new_root:
        raise VerificationFailed(
            f"The tree of {new} entries does not begin with the tree of {old}: the history was rewritten."
        )


def need_hashes(what: str, hashes: Sequence[bytes]) -> None:
    """Each has the length of a hash, or VerificationFailed."""
    for one in hashes:
        if len(one) != HASH_SIZE:
            raise VerificationFailed(f"{what} has {len(one)} bytes, not {HASH_SIZE}.".capitalize())


class HashTree:
    """A whole tree in memory, over leaf hashes: for what is proven once and is not a log."""

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self._layers = layers_of(hashes)

    @property
    def size(self) -> int:
        """How many leaves."""
        return len(self._layers[0])

    def node(self, height: int, index: int) -> bytes:
        """The hash of a complete subtree."""
        return self._layers[height][index]

    def root(self) -> bytes:
        """The root over all leaves."""
        return root_hash(self.node, self.size)

    def inclusion(self, index: int) -> list[bytes]:
        """The path from a leaf to the root."""
        return inclusion_path(self.node, index, self.size)


class RootOf:
    """The root over leaf hashes that come in pieces; they are not kept."""

    _HEIGHT = 12
    _WIDTH = 1 << _HEIGHT

    def __init__(self) -> None:
        self._full: list[bytes] = []
        self._tail: list[bytes] = []

    @property
    def size(self) -> int:
        """How many leaves came."""
        return len(self._full) * self._WIDTH + len(self._tail)

    def add(self, hashes: Sequence[bytes]) -> None:
        """More leaves."""
        self._tail += hashes
        while len(self._tail) >= self._WIDTH:
            self._full.append(layers_of(self._tail[: self._WIDTH])[-1][0])
            del self._tail[: self._WIDTH]

    def root(self) -> bytes:
        """The root over all that came."""
        tops, tails = layers_of(self._full), layers_of(self._tail)
        first = len(self._full) << self._HEIGHT

        def node(height: int, index: int) -> bytes:
            if height >= self._HEIGHT:
                return tops[height - self._HEIGHT][index]
            return tails[height][index - (first >> height)]

        return root_hash(node, self.size)
