"""No text that somebody may type or paste raises, or changes the index."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.lookup import EntityHit, Hits, Lookup, RecordHit

SYNTAX = (
    '"',
    "'",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "forms:",
    "*",
    "^",
    "(",
    ")",
    "--",
    ";",
    "%",
    "_",
    "\\",
    "\0",
    "\n",
)
WORDS = (
    "rent",
    "Ива",
    "900",
    "+44",
    "ivanova",
    "王芳",
    "é",
    "İ",
    "ß",
    "\u202e",
    "\U0001f319",
    "\ufdfa",
    "\ud800",
    "ﬁ",
)
PARTS = st.sampled_from(SYNTAX + WORDS)
TEXTS = st.one_of(
    st.text(), st.lists(st.one_of(PARTS, st.text(max_size=4))).map("".join), st.text("0123456789 +-().")
)


def sound(hits: Hits) -> bool:
    """Spans lie within their texts, in order, and none is empty."""
    every: list[EntityHit | RecordHit] = [*hits.entities, *hits.records]
    for hit in every:
        ends = [edge for span in hit.spans for edge in span]
        assert ends == sorted(ends)
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.spans)
    return True


@given(text=TEXTS)
def test_any_text_is_answered(lookup: Lookup, text: str) -> None:
    assert sound(lookup.search(text, limit=10))


@given(text=st.text(max_size=20), place=st.text(max_size=20), kinds=st.lists(st.text(max_size=5), max_size=3))
def test_any_narrowing_is_answered(lookup: Lookup, text: str, place: str, kinds: list[str]) -> None:
    assert sound(lookup.search(text, kinds=kinds, entity_kinds=kinds, place=place))


@given(id=st.text(max_size=30), other=st.text(max_size=30))
def test_any_id_is_answered(lookup: Lookup, id: str, other: str) -> None:
    assert lookup.entity(id) is None
    assert lookup.record(id) is None
    for answer in (lookup.records_of(id), lookup.entities_of(id), lookup.findings_of(id)):
        assert not answer
    assert (lookup.neighbours(id), lookup.expand(id).nodes, lookup.path(id, other).links) == ({}, (), None)
    for among in (lookup.events_of([id, other]).events, lookup.links_between([id, other])):
        assert not among
    assert lookup.movements(id).steps == ()


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "rent " * 20_000, "9" * 100_000, '"' * 100_000, "Я" * 100_000, "\0" * 9]
)
def test_long_texts_are_answered(lookup: Lookup, text: str) -> None:
    assert sound(lookup.search(text))


@pytest.mark.parametrize("limit", [0, -1, 10**6])
@pytest.mark.parametrize("offset", [0, -1, 10**6])
def test_any_page_is_answered(lookup: Lookup, limit: int, offset: int) -> None:
    assert sound(lookup.search("rent", limit=limit, offset=offset))


def test_reading_changes_nothing(workspace: Path) -> None:
    path = workspace / "derived" / "lookup.sqlite3"
    before = hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns
    with Lookup(workspace) as lookup:
        for text in ('"; DROP TABLE record; --', "rent", "' OR 1=1 --", "NEAR(a b)"):
            lookup.search(text)
    assert (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns) == before
    assert sorted(one.name for one in path.parent.glob("lookup*")) == [path.name]
