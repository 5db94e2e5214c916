"""JSON kept as written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UnreadableInput
from manumit.services.care import Number, dump_tree, parse_tree

NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?", fullmatch=True)
LEAVES = st.none() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"])) | NUMBERS.map(Number)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(TREES, st.sampled_from([None, 1, 2]))
def test_what_is_written_is_read_back(tree: Any, indent: int | None) -> None:
    text = dump_tree(tree, indent)
    assert parse_tree(text, "it") == tree
    assert parse_tree(text.encode(), "it") == tree


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.text()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_it_is_the_json_that_everybody_else_reads(value: Any) -> None:
    try:
        tree = parse_tree(json.dumps(value), "it")
    except UnreadableInput:
        assert "\\ud" in json.dumps(value)
        return
    assert json.loads(dump_tree(tree)) == value
    assert list(tree) == list(value) if isinstance(value, dict) else True


@pytest.mark.parametrize(
    "text", ["1.50", "1.0", "1e2", "1E+2", "-0", "-0.0", "100000000000000000000.50", "9" * 5000]
)
def test_a_number_stays_the_text_it_was(text: str) -> None:
    assert dump_tree(parse_tree(text, "it")) == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "cannot be read"),
        (b"{", "cannot be read"),
        (b'{"a": NaN}', "no number"),
        (b'{"a": -Infinity}', "no number"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "'c' stands twice"),
        (b'{"a": 01}', "cannot be read"),
        (b"\xff\xfe{}", "cannot be read"),
        (b'"\\ud800"', "cannot be read"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "nested too deeply"),
    ],
)
def test_what_is_no_json_is_said(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=says):
        parse_tree(data, "it")
