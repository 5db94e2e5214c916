"""The ZIP file: read by others, and the only one that its members make."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import VerificationFailed
from manumit.services.report import verify_bundle
from manumit.services.report.bundle.archive import NAME, first_difference, pack, unpack

NAMES = st.from_regex(NAME, fullmatch=True).filter(lambda name: name.isascii() and len(name) < 40)
MEMBERS = st.dictionaries(NAMES, st.binary(max_size=60), min_size=1, max_size=6)


@given(MEMBERS)
def test_others_read_it_and_it_comes_back(members: dict[str, bytes]) -> None:
    data = pack(members)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == members
    assert unpack(data) == members
    assert first_difference(data, members) is None
    assert pack(dict(reversed(members.items()))) == data


@given(MEMBERS, st.data())
def test_every_bit_counts(members: dict[str, bytes], data: st.DataObject) -> None:
    whole = bytearray(pack(members))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = unpack(bytes(whole))
    except VerificationFailed:
        return
    assert found != members or first_difference(bytes(whole), found) is not None


@pytest.mark.parametrize("more", [b"x", b"PK\x03\x04", b"\0" * 30])
def test_what_follows_is_seen(more: bytes) -> None:
    data = pack({"a": b"1"})
    assert first_difference(data + more, unpack(data + more)) == len(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_checked_without_breaking(data: bytes) -> None:
    assert not verify_bundle(data).sound
    assert not verify_bundle(b"PK\x03\x04" + data).sound


@pytest.mark.parametrize("name", ["../a", "/a", "a//b", "a/../b", "", "a b", "ä", ".a", "a\\b"])
def test_names_that_lead_elsewhere(name: str) -> None:
    assert not NAME.fullmatch(name)
