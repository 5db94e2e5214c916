"""What is said: a text of the closed set with its numbers filled in, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from manumit.base.kernel import UsageError
from manumit.services.support.conversation.content import (
    ORIGINAL,
    PLACEHOLDER,
    RIGHT_TO_LEFT,
    Content,
    Text,
    shipped_content,
)

_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
"""Unicode isolates (UAX 9): a number or code keeps its order inside right-to-left text."""
_FORMS = {
    "number": re.compile(r"[0-9*#+]{2,15}"),
    "minutes": re.compile(r"[1-9][0-9]{0,3}"),
    "code": re.compile(r"[\w-]{2,24}(?: [\w-]{1,24}){0,3}"),
    "key": re.compile(r"[1-9]"),
}
"""What may be filled in: nothing that could be a sentence."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A text that is said. `original`: the English text, to be shown beside it as long as nobody has reviewed the
    translation; `hash` is of the text with its placeholders, and stands in the release that the ledger knows."""

    content_id: str
    version: int
    kind: str
    locale: str
    text: str
    original: str
    state: str
    hash: str

    def shape(self) -> dict[str, str | int]:
        """As a turn of a conversation is kept: {text, content, version, locale, original, state, hash}."""
        return {
            "text": self.text,
            "content": self.content_id,
            "version": self.version,
            "locale": self.locale,
            "original": self.original,
            "state": self.state,
            "hash": self.hash,
        }


def reply(content_id: str, locale: str, content: Content | None = None, **values: str | int) -> Reply:
    """A text of the closed set in a locale (in English where it has none), with `number`, `minutes`, `code` and `key`
    filled in. UsageError for an id outside the set, a value that is missing, or one that is no number or code."""
    content = content or shipped_content()
    found = content.text(content_id, locale)
    beside = found.state != "reviewed" and found.locale != ORIGINAL
    original = _filled(content.text(content_id, ORIGINAL), values) if beside else ""
    return Reply(
        found.content_id,
        found.version,
        found.kind,
        found.locale,
        _filled(found, values),
        original,
        found.state,
        found.hash,
    )


def _filled(found: Text, values: Mapping[str, str | int]) -> str:
    def put(match: re.Match[str]) -> str:
        name = match[1]
        value = str(values.get(name, ""))
        if not _FORMS[name].fullmatch(value):
            raise UsageError(f"{found.content_id} needs a {name}; {value[:40]!r} is none.")
        return f"{_LEFT_TO_RIGHT}{value}{_END}" if found.locale in RIGHT_TO_LEFT else value

    return PLACEHOLDER.sub(put, found.text)
