"""Lines fed to the C reader of CSV one by one, so that a quote that is never closed is noticed before all is read."""

from __future__ import annotations

from collections.abc import Callable

from manumit.engine.evidence.lines import Block

LONGEST_RECORD_LINES = 1000
LONGEST_RECORD = 4 << 20
"""A quoted record of more bytes than this is taken for a quote that was never closed; so is one of more lines when
these read like rows."""


class TooLong(Exception):
    """A quoted record goes on for too long."""


class Feed:
    """Lines for the C reader; gives up on a record that goes on for too long. `is_text`: whether the lines of a cell
    that begins at a line read like text."""

    def __init__(self, block: Block, at: int, is_text: Callable[[Block, int], bool]) -> None:
        self.lines, self.starts, self.at = block.lines, block.starts, at
        self.begun = at
        self._block, self._is_text, self._long = block, is_text, -1

    def _too_many(self) -> bool:
        """Whether the record in hand has more lines than it may have."""
        if self.at - self.begun <= LONGEST_RECORD_LINES or self._long == self.begun:
            return False
        if not self._is_text(self._block, self.begun):
            return True
        self._long = self.begun
        return False

    def __iter__(self) -> Feed:
        return self

    def __next__(self) -> str:
        at = self.at
        if at >= len(self.lines):
            raise StopIteration
        if at - self.begun > 1 and (
            self.starts[at] - self.starts[self.begun] > LONGEST_RECORD or self._too_many()
        ):
            raise TooLong
        self.at = at + 1
        return f"{self.lines[at]}\n"
