"""Plain prose that nothing else claims: each paragraph (between blank lines) is a report."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.lines import line_blocks
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.rows import Draft, Found

NAME, VERSION = "text", "1"
LONGEST_PARAGRAPH = 1 << 20
"""Characters; a longer one is cut there."""
_USUAL = frozenset("\t\n\r\f\v\0")


def claims(head: Head) -> bool:
    """Nearly no control characters, and something that people write: letters or symbols such as emoji."""
    sample = head.text[:8192]
    if not sample.strip():
        return False
    odd = sum(1 for char in sample if char not in _USUAL and unicodedata.category(char) in ("Cc", "Cn", "Co"))
    odd += sample.count("\ufffd") + max(0, sample.count("\0") - 8)
    if odd * 20 > len(sample):
        return False
    words = sum(1 for char in sample if char.isalpha() or unicodedata.category(char) == "So")
    return words * 4 >= sum(1 for char in sample if not char.isspace())


def read(leaf: Leaf) -> Iterator[Found]:
    """Paragraphs in order; the id is the file's name, # and the paragraph's ordinal from 1."""
    held: list[str] = []
    begun = ended = ordinal = size = 0
    for block in line_blocks(leaf):
        if isinstance(block, Quarantined):
            yield block
            continue
        for number, line in enumerate(block.lines):
            text = line.rstrip("\r")
            if text.strip():
                if not held:
                    begun = block.starts[number]
                held.append(text)
                ended = block.starts[number + 1]
                size += len(text)
                if size < LONGEST_PARAGRAPH:
                    continue
            if held:
                ordinal += 1
                yield _report(leaf, ordinal, held, begun, ended)
                held, size = [], 0
    if held:
        yield _report(leaf, ordinal + 1, held, begun, ended)


def _report(leaf: Leaf, ordinal: int, lines: list[str], begun: int, ended: int) -> Draft:
    return Draft("report", f"{leaf.name}#{ordinal}", begun, ended - begun, {"text": "\n".join(lines)})
