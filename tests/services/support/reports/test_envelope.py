"""Sealed items: opened by whom they are for, and by nobody when they were changed; sizes say a bucket alone."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.base.kernel import UsageError, VerificationFailed, WrongKey
from manumit.services.support import (
    Enclosed,
    ItemHeader,
    bucket,
    key_id,
    open_item,
    padded_size,
    seal_item,
    sealed_size,
)
from manumit.services.support.reports.envelope import suite
from manumit.services.support.reports.sizes import MOST, SEGMENT, TAG

PAIRS = [suite().kem.derive_key_pair(bytes([one]) * 32) for one in range(3)]
KEYS = [bytes(one.public_key.to_public_bytes()) for one in PAIRS]
THREAD = "ab" * 16
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=12,
)


def _head(text: str = "words") -> dict[str, Any]:
    return {"text": text, "kind": "report", "locale": "en", "made_at": "2026-11-28T20:00Z"}


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=3000), st.lists(st.binary(max_size=200_000), max_size=3))
def test_every_recipient_reads_the_same(text: str, files: list[bytes]) -> None:
    enclosed = [Enclosed(f"photo-{n}.jpg", "image/jpeg", data, n == 1) for n, data in enumerate(files)]
    header, body = seal_item(THREAD, _head(text), KEYS[:2], enclosed)
    assert ItemHeader.read(json.loads(json.dumps(header.shape()))) == header
    for pair in PAIRS[:2]:
        opened = open_item(header, body, pair)
        assert opened.head["text"] == text.encode("utf-8", "replace").decode()
        assert list(opened.files) == enclosed
    with pytest.raises(WrongKey):
        open_item(header, body, PAIRS[2])


def test_lengths_say_a_bucket_alone() -> None:
    sizes = {len(seal_item(THREAD, _head("a" * one), KEYS[:1])[1]) for one in (0, 1, 100, 3800)}
    assert sizes == {4096 + TAG}


@pytest.mark.parametrize("at", [0, SEGMENT + 5, -1])
def test_a_changed_byte_is_noticed(at: int) -> None:
    header, body = seal_item(THREAD, _head("a" * 100_000), KEYS[:1])
    changed = bytearray(body)
    changed[at] ^= 1
    with pytest.raises(VerificationFailed):
        open_item(header, bytes(changed), PAIRS[0])


def test_segments_cannot_be_cut_off_moved_or_taken_to_another_item() -> None:
    header, body = seal_item(THREAD, _head("a" * 200_000), KEYS[:1])
    step = SEGMENT + TAG
    moved = body[step : 2 * step] + body[:step] + body[2 * step :]
    cut, smaller = body[:step], replace(header, size=SEGMENT)
    for head, changed in ((header, moved), (header, cut), (smaller, cut)):
        with pytest.raises(VerificationFailed):
            open_item(head, changed, PAIRS[0])
    for other in (replace(header, item="cd" * 16), replace(header, thread="cd" * 16)):
        with pytest.raises(VerificationFailed):
            open_item(other, body, PAIRS[0])


@given(st.integers(0, MOST))
def test_sizes_go_both_ways(length: int) -> None:
    padded = bucket(length)
    assert length <= padded <= max(4096, length * 4, length + (1 << 20))
    assert padded_size(sealed_size(padded)) == padded


@given(st.integers(-5, 2 * MOST))
def test_no_other_size_is_that_of_a_body(size: int) -> None:
    try:
        assert sealed_size(padded_size(size)) == size
    except UsageError:
        assert size <= 0 or all(
            sealed_size(bucket(near)) != size for near in (size, max(0, size - 64)) if near <= MOST
        )


def test_too_much_is_refused() -> None:
    with pytest.raises(UsageError):
        bucket(MOST + 1)


@given(JSONS)
def test_what_is_no_header_is_refused(told: object) -> None:
    with pytest.raises(UsageError):
        ItemHeader.read(told)


@given(st.sampled_from(["v", "item", "thread", "sealed", "size"]), JSONS)
def test_a_header_with_one_thing_wrong_is_refused_or_means_the_same(name: str, value: object) -> None:
    header, _ = HEADER
    try:
        read = ItemHeader.read(header.shape() | {name: value})
    except UsageError:
        return
    assert read == header or name in ("size", "item", "thread")


HEADER = seal_item(THREAD, _head(), KEYS[:1])


def test_no_key_twice_and_not_too_many() -> None:
    shape = HEADER[0].shape()
    for sealed in (shape["sealed"] * 2, [], [dict(shape["sealed"][0], extra=1)]):
        with pytest.raises(UsageError):
            ItemHeader.read(shape | {"sealed": sealed})


@given(st.binary(max_size=70))
def test_only_a_point_has_a_key_id(data: bytes) -> None:
    if len(data) == 65 and data[0] == 4:
        assert len(key_id(data)) == 16
    else:
        with pytest.raises(UsageError):
            key_id(data)


def test_a_recipient_that_is_no_point_is_refused() -> None:
    with pytest.raises(UsageError):
        seal_item(THREAD, _head(), [b"\x04" + b"\x01" * 64])
