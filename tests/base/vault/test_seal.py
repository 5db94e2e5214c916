"""One record: bound to what it is, its length blurred."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import VerificationFailed
from manumit.base.vault.sealing import bound, derive, pad, padded_size, seal, unpad, unseal

KEY = bytes(range(32))


@given(st.binary(max_size=2000), st.binary(max_size=50))
def test_what_is_sealed_opens_with_its_context_only(data: bytes, context: bytes) -> None:
    sealed = seal(KEY, data, context)
    assert unseal(KEY, sealed, context) == data
    for key, other in ((KEY, context + b"x"), (derive(KEY, "x"), context)):
        with pytest.raises(VerificationFailed):
            unseal(key, sealed, other)


@given(st.binary(max_size=300), st.data())
def test_no_byte_can_be_changed(data: bytes, draw: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, data, b""))
    sealed[draw.draw(st.integers(0, len(sealed) - 1))] ^= draw.draw(st.integers(1, 255))
    with pytest.raises(VerificationFailed):
        unseal(KEY, bytes(sealed), b"")


@given(st.binary(max_size=70_000))
def test_padding_comes_off_again(data: bytes) -> None:
    padded = pad(data)
    assert unpad(padded) == data
    assert len(data) < len(padded) <= max(256, 1.12 * (len(data) + 1))
    assert padded_size(len(padded)) == len(padded)


def test_a_length_tells_little() -> None:
    assert len({padded_size(n) for n in range(1, 1_000_001)}) < 350
    assert {len(pad(b"x" * n)) for n in range(256)} == {256}


def test_what_is_not_padded_is_refused() -> None:
    for data in (b"", b"\0\0", b"abc"):
        with pytest.raises(VerificationFailed):
            unpad(data)


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_no_two_lists_of_parts_are_the_same_bytes(one: list[str], other: list[str]) -> None:
    assert (bound(*one) == bound(*other)) == (one == other)
