"""The tokenizer: delimiters, wrapping, what was glued, spans."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Settings
from manumit.engine.evidence import Quarantined
from manumit.engine.evidence.encoding import guess_encoding
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.readers.edifact import Segment, message_type, segments, service_string


def split(data: bytes, chunk: int = 1 << 16) -> tuple[list[Segment], list[Quarantined]]:
    """Segments of some bytes, fed in pieces of `chunk` bytes."""
    head, rest = data[:chunk], io.BytesIO(data[chunk:])

    class Stream:
        def read(self, size: int, /) -> bytes:
            return rest.read(min(size, chunk))

    leaf = Leaf("f", "0" * 64, "f", 0, head, False, Stream(), Settings(), guess_encoding(data, True))
    items = list(segments(leaf))
    return [item for item in items if isinstance(item, Segment)], [
        item for item in items if isinstance(item, Quarantined)
    ]


@pytest.mark.parametrize(
    ("una", "wanted"),
    [
        (b"UNA:+.?*'", (":", "+", "?", "'")),
        (b"UNA:+.? '", (":", "+", "?", "'")),
        (b"UNA:*.? $", (":", "*", "?", "$")),
        (b"UNA:-.? *", (":", "-", "?", "*")),
        (b"UNA:+.\\*'", (":", "+", "\\", "'")),
        (b"UNA:+\\*'\nUN", (":", "+", "\\", "'")),
        (b"UNA:+.  '", (":", "+", "", "'")),
        (b"UNA++++++", (":", "+", "?", "'")),
    ],
)
def test_delimiters_come_from_una(una: bytes, wanted: tuple[str, ...]) -> None:
    marks, _ = service_string(una)
    assert (marks.component, marks.element, marks.release, marks.terminator) == wanted


def test_wrapping_is_seen_through() -> None:
    data = b"\x01QU LHRXX\r\n UNA:+.?*'\r\nUNB+IATA:1+A'  \r\n\x02TIF+SMI\r\nTH+JO\nHN'\r\n"
    found, odd = split(data)
    assert [one.tag for one in found] == ["UNB", "TIF"]
    assert found[1].elements == [["SMITH"], ["JOHN"]]
    assert odd == []
    assert data[found[1].offset :][: found[1].length] == b"TIF+SMI\r\nTH+JO\nHN'"


def test_released_characters_are_content() -> None:
    found, _ = split(b"UNB+IATA:1'IFT+4:28+O?'Hara ?+ sons ?? * a?:b'")
    assert found[1].elements == [["4", "28"], ["O'Hara + sons ? * a:b"]]


def test_a_second_una_changes_the_delimiters() -> None:
    found, _ = split(b"UNA:+.?*'UNB+A:1'UNZ+1'UNA:*.?+$UNB*B:2$UNZ*1$")
    assert [one.elements for one in found] == [[["A", "1"]], [["1"]], [["B", "2"]], [["1"]]]


@pytest.mark.parametrize(
    ("data", "tags"),
    [
        ("UNB+A:1'SSR+DOCS:HK::LEE/ANA’\nTVL+1+LIS+LHR'", ["UNB", "SSR", "TVL"]),
        ("UNB+A:1'IFT+4:28+end?'TVL+1+LIS+LHR'", ["UNB", "IFT", "TVL"]),
        ("UNB+A:1'ORG+1A:MUC+9TIF+KIM:I+KONG MRS:A:3'", ["UNB", "ORG", "TIF"]),
        ("UNB+A:1'IFT+4:28+two\nlines'", ["UNB", "IFT"]),
    ],
)
def test_segments_that_run_together_are_parted(data: str, tags: list[str]) -> None:
    raw = data.encode()
    found, odd = split(raw)
    assert [one.tag for one in found] == tags
    assert len(odd) == (len(tags) == 3)
    assert all(entry.kept for entry in odd)
    assert all(raw[one.offset : one.offset + 3] == one.tag.encode() for one in found)


@pytest.mark.parametrize("chunk", [9, 16, 33, 64])
def test_pieces_do_not_matter(chunk: int) -> None:
    data = b"UNA:+.?*'\r\nUNB+IATA:1+A'\r\nTIF+O?'H\r\nARA+JOHN'UNA:*.?+$TVL*1$\nUNZ*2"
    whole, cut = split(data), split(data, chunk)
    assert cut == whole
    assert [entry.reason for entry in whole[1]] == ["the last segment is cut off"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("UNA:+.?*'UNB+IATA:1+A'UNH+1+PNRGOV:13:1:IA'", "PNRGOV"),
        ("UNH+1+PAXLST:D:05B'", "PAXLST"),
        (" UNB*UNOA:4*SDT$UNH*9*PAXLST:D$", "PAXLST"),
        ("file,note\nx,UNB and UNH are tags of PNRGOV", ""),
        ("plain words", ""),
    ],
)
def test_interchanges_are_told_by_their_start(text: str, wanted: str) -> None:
    assert message_type(text) == wanted


ELEMENT = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=12).map(str.strip)


def _escaped(text: str) -> str:
    return "".join(f"?{char}" if char in "?+:'" else char for char in text)


@given(
    st.lists(
        st.lists(st.lists(ELEMENT, min_size=1, max_size=3), min_size=1, max_size=4), min_size=1, max_size=6
    )
)
def test_what_is_written_is_read_back(bodies: list[list[list[str]]]) -> None:
    text = "".join(
        "FTX+" + "+".join(":".join(map(_escaped, parts)) for parts in body) + "'" for body in bodies
    )
    found, _ = split(b"UNB+UNOC:3'" + text.encode())
    assert [one.elements for one in found[1:]] == bodies
