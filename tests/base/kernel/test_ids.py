"""Ids are derived from content: the same everywhere, apart for what differs."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import content_id

# What no text of ours can hold: the separator itself.
PART = st.text(st.characters(blacklist_characters="\x1f"))


def test_an_id_never_changes_between_versions() -> None:
    assert content_id("rec", "ad", "A-1") == "rec_xgia3apjuferpojh"


def test_an_id_does_not_depend_on_the_process() -> None:
    code = "from manumit.base.kernel import content_id; print(content_id('lead', 'x', 'é'))"
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert again.strip() == content_id("lead", "x", "é")


@given(st.lists(PART, max_size=5))
def test_an_id_is_its_prefix_and_sixteen_plain_characters(parts: list[str]) -> None:
    prefix, _, rest = content_id("rec", *parts).partition("_")
    assert prefix == "rec"
    assert len(rest) == 16
    assert set(rest) <= set("abcdefghijklmnopqrstuvwxyz234567")


@given(st.lists(PART, min_size=1, max_size=4), st.lists(PART, min_size=1, max_size=4))
def test_different_parts_give_different_ids(one: list[str], other: list[str]) -> None:
    assert (content_id("rec", *one) == content_id("rec", *other)) == (one == other)


@pytest.mark.parametrize("other", [("ab", "c"), ("abc",), ("a", "b", "c"), ("a", "bc", "")])
def test_where_a_part_ends_counts(other: tuple[str, ...]) -> None:
    assert content_id("rec", "a", "bc") != content_id("rec", *other)


def test_broken_characters_of_a_file_still_have_an_id() -> None:
    assert content_id("rec", "\ud800") != content_id("rec", "\ud801")
