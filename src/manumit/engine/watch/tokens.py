"""A text as words and emoji in order, folded, with the way back to the text as read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from manumit.engine.signals import Folded, fold

LONGEST_TEXT = 200_000
"""Code points of a field that are read, as in signals: what lies behind is a dump, not a message."""
_MARKS = "\u0300-\u036f\u0900-\u0963\u0966-\u109f\u1780-\u17d3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_EMOJI = "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_TOKEN = re.compile(rf"(?:[^\W_]|[{_MARKS}])+(?:'(?:[^\W\d_]|[{_MARKS}])+)*|[{_EMOJI}]")
_PLAIN = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
"""The same for folded ASCII."""
_EMOJIS = re.compile(rf"[{_EMOJI}]+")
DENSE = re.compile(
    "[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff]"
)
"""Scripts that write no spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese (Unicode blocks)."""


@dataclass(frozen=True)
class Text:
    """Tokens (folded words, single emoji) and the half-open span of each in the folded text."""

    folded: Folded
    tokens: list[str]
    spans: list[tuple[int, int]]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the folded text as one of the text as read."""
        return self.folded.span(start, end)

    def without_emoji(self) -> Text:
        """The same without its emoji: for those who look for none."""
        if self.plain:
            return self
        kept = [at for at, token in enumerate(self.tokens) if not is_emoji(token)]
        return Text(self.folded, [self.tokens[at] for at in kept], [self.spans[at] for at in kept])

    @cached_property
    def plain(self) -> bool:
        """Whether no emoji is in it."""
        return self.folded.text.isascii() or _EMOJIS.search(self.folded.text) is None

    @cached_property
    def dense(self) -> bool:
        """Whether a script without spaces is in it."""
        return not self.folded.text.isascii() and DENSE.search(self.folded.text) is not None


def read(text: str) -> Text:
    """The tokens of a text."""
    folded = fold(text[:LONGEST_TEXT])
    pattern = _PLAIN if folded.text.isascii() else _TOKEN
    spans = [match.span() for match in pattern.finditer(folded.text)]
    return Text(folded, [folded.text[start:end] for start, end in spans], spans)


def is_emoji(token: str) -> bool:
    """Whether a token is an emoji (or another pictograph)."""
    return not token.isascii() and _EMOJIS.fullmatch(token) is not None


def is_dense(token: str) -> bool:
    """Whether a token is written in a script without spaces."""
    return DENSE.search(token) is not None


def phrase_words(text: str) -> list[str]:
    """The tokens of a phrase to look for."""
    return read(text).tokens
