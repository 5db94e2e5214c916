"""The tree and its proofs, against the published example, another implementation, and forgeries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger import leaf_hash, verify_consistency, verify_inclusion
from manumit.base.ledger.tree import (
    EMPTY_ROOT,
    NodeAt,
    consistency_path,
    inclusion_path,
    layers_of,
    root_hash,
)
from tests.base.ledger import other

# The well known example of the Certificate Transparency projects: eight inputs, and the root after each.
INPUTS = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def nodes(items: list[bytes]) -> NodeAt:
    """(height, index) -> hash, over leaves in memory."""
    layers = layers_of([leaf_hash(one) for one in items])
    return lambda height, index: layers[height][index]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots(size: int) -> None:
    assert root_hash(nodes(INPUTS[:size]), size).hex() == ROOTS[size - 1]


def test_the_root_of_nothing() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_hash(nodes([]), 0) == EMPTY_ROOT == other.mth([])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 31, 64, 65])
def test_every_proof_is_the_one_of_the_text_and_verifies(size: int) -> None:
    items = [b"%d" % at for at in range(size)]
    root = other.mth(items)
    for index in range(size):
        path = inclusion_path(nodes(items), index, size)
        assert path == other.inclusion(index, items)
        verify_inclusion(index, size, leaf_hash(items[index]), path, root)
    for old in range(1, size + 1):
        path = consistency_path(nodes(items), old, size)
        assert path == other.consistency(old, items)
        verify_consistency(old, other.mth(items[:old]), size, root, path)


@given(st.integers(1, 70), st.data())
def test_a_changed_inclusion_proof_never_verifies(size: int, data: st.DataObject) -> None:
    items = [b"%d" % at for at in range(size)]
    index = data.draw(st.integers(0, size - 1))
    path = other.inclusion(index, items)
    leaf, root = leaf_hash(items[index]), other.mth(items)
    kind = data.draw(st.sampled_from(["bit", "shorter", "longer", "index", "size", "leaf", "root", "swap"]))
    if kind == "bit" and path:
        at, bit = data.draw(st.integers(0, len(path) - 1)), data.draw(st.integers(0, 255))
        path[at] = (int.from_bytes(path[at]) ^ 1 << bit).to_bytes(32)
    elif kind == "shorter" and path:
        path.pop(data.draw(st.integers(0, len(path) - 1)))
    elif kind == "longer":
        path.insert(data.draw(st.integers(0, len(path))), data.draw(st.sampled_from([leaf, root, bytes(32)])))
    elif kind == "index":
        index = data.draw(st.integers(-1, size + 1).filter(lambda other_index: other_index != index))
    elif kind == "size":
        size = data.draw(st.integers(index + 1, 200).filter(lambda n: len(items) != n))
        if len(other.inclusion(index, [b""] * size)) == len(path):
            return  # the path does not commit to the size; the checkpoint does
    elif kind == "swap" and len(path) > 1:
        path[0], path[1] = path[1], path[0]
    elif kind == "leaf":
        leaf = leaf_hash(b"another")
    else:
        root = leaf_hash(b"another")
    with pytest.raises(VerificationFailed):
        verify_inclusion(index, size, leaf, path, root)


@given(st.integers(2, 70), st.data())
def test_a_changed_history_is_never_consistent(size: int, data: st.DataObject) -> None:
    items = [b"%d" % at for at in range(size)]
    old = data.draw(st.integers(1, size - 1))
    before = other.mth(items[:old])
    changed = list(items)
    changed[data.draw(st.integers(0, old - 1))] = b"rewritten"
    with pytest.raises(VerificationFailed):
        verify_consistency(old, before, size, other.mth(changed), other.consistency(old, changed))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_every_hash_has_32_bytes(length: int) -> None:
    leaf = leaf_hash(b"x")
    wrong = bytes(length)
    for one, root in ((wrong, wrong), (wrong, leaf), (leaf, wrong)):
        with pytest.raises(VerificationFailed):
            verify_inclusion(0, 1, one, [], root)
    with pytest.raises(VerificationFailed):
        verify_inclusion(0, 2, leaf, [wrong], other.mth([b"x", b"y"]))
    with pytest.raises(VerificationFailed):
        verify_consistency(1, leaf, 2, other.mth([b"x", b"y"]), [wrong])
    with pytest.raises(VerificationFailed):
        verify_consistency(1, wrong, 2, other.mth([b"x", b"y"]), [leaf_hash(b"y")])


def test_size_zero_proves_nothing() -> None:
    leaf = leaf_hash(b"x")
    with pytest.raises(VerificationFailed):
        verify_inclusion(0, 0, leaf, [], EMPTY_ROOT)
    for old, new in ((0, 0), (0, 1), (1, 0), (2, 1)):
        with pytest.raises(VerificationFailed):
            verify_consistency(old, EMPTY_ROOT, new, EMPTY_ROOT, [])
    with pytest.raises(VerificationFailed):
        verify_consistency(1, b"", 1, b"", [])
    with pytest.raises(VerificationFailed):
        verify_consistency(1, leaf, 1, leaf_hash(b"y"), [])
