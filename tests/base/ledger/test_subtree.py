"""Subtrees, against the accumulated vectors that the draft publishes, and against forgeries."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.base.ledger import (
    HashTree,
    covering_subtrees,
    is_subtree,
    leaf_hash,
    subtree_consistency,
    subtree_hash,
    subtree_inclusion,
    verify_subtree,
    verify_subtree_inclusion,
)
from manumit.base.ledger.tree import consistency_path

MOST = 130
# draft-ietf-plants-merkle-tree-certs, appendix "Subtree Test Vectors": SHA-256 over one line for every valid input to
# trees of up to 130 entries, which are the bytes 0, 1, 2 ...
HASHES = "b82806ad4265bb151c1119c0f4db437bb4d1a1f887b3a7fba1cd4ebf552e3e81"
INCLUSIONS = "ac2a8f989e44d99e399db448050ff5f19757df53cfb716aa81015d3955d8163f"
CONSISTENCIES = "10fa99b37bf9bf9ffa26b412fbd98bd75363256d0b75d61bc4538b9c9c5a0a74"
COVERINGS = "7fd9c8b926e9d2b5cf831560e8ce295a5ef97ad5c5ede4ea0dea28a8c8fc8bb0"
LEAVES = [leaf_hash(bytes([number])) for number in range(MOST)]
TREE = HashTree(LEAVES)
ROOTS = [HashTree(LEAVES[:size]).root() for size in range(MOST + 1)]


def runs(end: int) -> Iterator[tuple[int, int]]:
    """Every [start, end')."""
    return ((start, stop) for stop in range(end + 1) for start in range(stop + 1))


def told(lines: Iterator[str]) -> str:
    digest = sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def shown(path: list[bytes]) -> str:
    return "".join(f" {one.hex()}" for one in path)


def test_the_published_hashes() -> None:
    lines = (f"[{a}, {b}) {subtree_hash(TREE.node, a, b).hex()}" for a, b in runs(MOST) if is_subtree(a, b))
    assert told(lines) == HASHES


def test_the_published_inclusion_proofs_and_they_hold() -> None:
    def lines() -> Iterator[str]:
        for start, end in runs(MOST):
            for index in range(start, end) if is_subtree(start, end) else ():
                path = subtree_inclusion(TREE.node, index, start, end)
                verify_subtree_inclusion(
                    index, start, end, LEAVES[index], path, subtree_hash(TREE.node, start, end)
                )
                yield f"{index} [{start}, {end}){shown(path)}"

    assert told(lines()) == INCLUSIONS


def test_the_published_consistency_proofs_and_they_hold() -> None:
    def lines() -> Iterator[str]:
        for size in range(MOST + 1):
            for start, end in runs(size):
                if is_subtree(start, end):
                    path = subtree_consistency(TREE.node, start, end, size)
                    if start < end:
                        subtree = subtree_hash(TREE.node, start, end)
                        verify_subtree(start, end, subtree, size, ROOTS[size], path)
                    yield f"[{start}, {end}) {size}{shown(path)}"

    assert told(lines()) == CONSISTENCIES


def test_the_published_coverings() -> None:
    def lines() -> Iterator[str]:
        for start, end in runs(MOST):
            left, right = covering_subtrees(start, end)
            yield f"[{left[0]}, {left[1]}) [{right[0]}, {right[1]})"

    assert told(lines()) == COVERINGS


@given(st.integers(0, 2**62), st.integers(0, 2**40))
def test_two_subtrees_cover_a_run_and_little_before_it(start: int, length: int) -> None:
    end = start + length
    (first, middle), (also, last) = covering_subtrees(start, end)
    assert (middle, last) == (also, end)
    assert first <= start
    assert is_subtree(first, middle)
    assert is_subtree(also, last)
    assert length < 2 or middle - first < 2 * length


@given(st.data())
def test_with_start_0_it_is_the_consistency_proof(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, MOST))
    end = data.draw(st.integers(1, size))
    assert subtree_consistency(TREE.node, 0, end, size) == consistency_path(TREE.node, end, size)


@given(st.data())
def test_what_is_changed_is_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, MOST))
    start, end = data.draw(
        st.sampled_from([run for run in runs(size) if is_subtree(*run) and run[0] < run[1]])
    )
    subtree = subtree_hash(TREE.node, start, end)
    path = subtree_consistency(TREE.node, start, end, size)
    other = LEAVES[-1]
    forged = data.draw(
        st.sampled_from(
            [
                (start, end, other, size, ROOTS[size], path),
                (start, end, subtree, size, other, path),
                (start, end, subtree[:-1], size, ROOTS[size], path),
                (start, end, subtree, size, ROOTS[size], [*path, other]),
                (start, end, subtree, size, ROOTS[size], [*path, b""]),
                *([(start, end, subtree, size, ROOTS[size], path[:-1])] if path else []),
                *([(start, end, subtree, size, ROOTS[size], path[::-1])] if path != path[::-1] else []),
                (end, end + end - start, subtree, size, ROOTS[size], path),
            ]
        )
    )
    with pytest.raises(VerificationFailed):
        verify_subtree(*forged)


@pytest.mark.parametrize(
    ("start", "end", "size"), [(3, 5, 9), (0, 9, 8), (2, 1, 4), (-2, 0, 4), (4, 4, 8), (0, 0, 0)]
)
def test_no_run_that_could_be_proven(start: int, end: int, size: int) -> None:
    with pytest.raises(VerificationFailed):
        verify_subtree(start, end, ROOTS[0], size, ROOTS[0], [])


def test_what_cannot_be_made_is_said() -> None:
    with pytest.raises(UsageError, match=r"\[3, 5\) is no subtree"):
        subtree_hash(TREE.node, 3, 5)
    with pytest.raises(UsageError, match="not in a tree of 5"):
        subtree_consistency(TREE.node, 4, 8, 5)
    with pytest.raises(UsageError, match="not in"):
        subtree_inclusion(TREE.node, 8, 4, 8)
    with pytest.raises(UsageError, match="no run"):
        covering_subtrees(5, 3)


def test_sizes_have_one_root_each() -> None:
    assert all(left != right for left, right in pairwise(ROOTS))
