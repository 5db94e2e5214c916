"""Subtrees of a log: a run of entries [start, end) under a hash of its own, and proofs about it, as
draft-ietf-plants-merkle-tree-certs defines them (sections 4.1 to 4.5, its appendix of test vectors).

A run is a subtree when `start` is a multiple of the least power of two that is not below its length. With start = 0
its proof is the consistency proof of RFC 9162, with one entry the inclusion proof.
"""

from __future__ import annotations

from collections.abc import Sequence

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.base.ledger.tree import (
    EMPTY_ROOT,
    MOST,
    NodeAt,
    inclusion_path,
    need_hashes,
    node_hash,
    span_hash,
    verify_inclusion,
)

Interval = tuple[int, int]
"""[start, end)."""


def is_subtree(start: int, end: int) -> bool:
    """Whether [start, end) is a subtree (section 4.1); an empty one is, too."""
    return 0 <= start <= end < MOST and start % (1 << max(0, end - start - 1).bit_length()) == 0


def covering_subtrees(start: int, end: int) -> tuple[Interval, Interval]:
    """Two neighbouring subtrees that cover [start, end): nothing after it, and less than its length before it
    (section 4.5). The second is empty when one is enough."""
    if not 0 <= start <= end < MOST:
        raise UsageError(f"[{start}, {end}) is no run of entries.")
    if end - start <= 1:
        return (start, end), (end, end)
    last = end - 1
    below = (1 << (start ^ last).bit_length() - 1) - 1
    middle = last & ~below
    left = start & ~((1 << (~start & below).bit_length()) - 1)
    return (left, middle), (middle, end)


def subtree_hash(node: NodeAt, start: int, end: int) -> bytes:
    """MTH(D[start:end])."""
    _need_subtree(start, end)
    return span_hash(node, start, end) if start < end else EMPTY_ROOT


def subtree_inclusion(node: NodeAt, index: int, start: int, end: int) -> list[bytes]:
    """The path from an entry to the hash of the subtree it is in (section 4.3.1)."""
    _need_subtree(start, end)
    if not start <= index < end:
        raise UsageError(f"Entry {index} is not in [{start}, {end}).")

    def within(height: int, at: int) -> bytes:
        return node(height, (start >> height) + at)

    return inclusion_path(within, index - start, end - start)


def subtree_consistency(node: NodeAt, start: int, end: int, size: int) -> list[bytes]:
    """SUBTREE_PROOF(start, end, D[size]): the subtree stands in the tree of `size` entries (section 4.4.1)."""
    _need_subtree(start, end)
    if end > size:
        raise UsageError(f"[{start}, {end}) is not in a tree of {size} entries.")
    path: list[bytes] = []
    low, high, at, known = 0, size, start, True
    while at < end and (at, end) != (low, high):
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        if end <= middle:
            path.append(span_hash(node, middle, high))
            high = middle
            continue
        path.append(span_hash(node, low, middle))
        low = middle
        if (
            at < middle
        ):  # the run goes over the middle: its hash is not that of a node, its right part is proven
            at, known = middle, False
    if at < end and not known:
        path.append(span_hash(node, at, end))
    return path[::-1]


def verify_subtree_inclusion(
    index: int, start: int, end: int, leaf: bytes, path: Sequence[bytes], subtree: bytes
) -> None:
    """The leaf hash stands at `index` in the subtree [start, end) of that hash, or VerificationFailed (4.3.3)."""
    _need_run(start, end)
    verify_inclusion(index - start, end - start, leaf, path, subtree)


def verify_subtree(
    start: int, end: int, subtree: bytes, size: int, root: bytes, path: Sequence[bytes]
) -> None:
    """The subtree [start, end) of that hash stands in the tree of `size` entries with that root, or
    VerificationFailed (section 4.4.3). An empty run proves nothing and is refused."""
    _need_run(start, end)
    if not end <= size < MOST:
        raise VerificationFailed(f"[{start}, {end}) does not stand in a tree of {size} entries.")
    need_hashes("the hash of the subtree", [subtree])
    need_hashes("the root", [root])
    need_hashes("a hash of the subtree's proof", path)
    first, last, top = start, end - 1, size - 1
    while first != last and (last == top or last & 1):
        first, last, top = first >> 1, last >> 1, top >> 1
    hashes = list(path) if first != last else [subtree, *path]
    if not hashes:
        raise VerificationFailed("The subtree's proof is empty.")
    mine = whole = hashes[0]
    for sibling in hashes[1:]:
        if top == 0:
            raise VerificationFailed("The subtree's proof is longer than the tree is high.")
        if last & 1 or last == top:
            mine = node_hash(sibling, mine) if first < last else mine
            whole = node_hash(sibling, whole)
            while not last & 1:
                first, last, top = first >> 1, last >> 1, top >> 1
        else:
            whole = node_hash(whole, sibling)
        first, last, top = first >> 1, last >> 1, top >> 1
    if top:
        raise VerificationFailed("The subtree's proof is too short.")
    if mine != subtree or whole != root:
        raise VerificationFailed(f"[{start}, {end}) of the tree of {size} entries is not that subtree.")


def _need_subtree(start: int, end: int) -> None:
    if not is_subtree(start, end):
        raise UsageError(f"[{start}, {end}) is no subtree.", "`covering_subtrees` gives two that cover it.")


def _need_run(start: int, end: int) -> None:
    if not is_subtree(start, end) or start == end:
        raise VerificationFailed(f"[{start}, {end}) is no subtree that anything could be proven of.")
