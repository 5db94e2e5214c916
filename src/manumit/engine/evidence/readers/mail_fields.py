"""Fields of an e-mail (RFC 5322): their text without codings (RFC 2047), whom they name, when it was sent."""

from __future__ import annotations

import binascii
import re
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from manumit.engine.evidence.encoding import decode_as

LONGEST_FIELD = 1 << 14
"""Characters that are read of the fields of one name."""
_LONGEST_DATE = 200
_WORD = re.compile(r"=\?([^?*\s]{1,40})(?:\*[^?\s]{0,40})?\?([qQbB])\?([^?]{0,2000})\?=")
"""An encoded word. Its text may hold no `?`, so that a search goes back nowhere."""


def plain(text: str) -> str:
    """Encoded words decoded, blanks between them dropped; pieces of one charset are put together first, since a letter
    may lie in two. What is no sound word is left as it is."""
    out: list[str] = []
    held, charset, at = b"", "", 0
    for word in _WORD.finditer(text):
        between, data = text[at : word.start()], _bytes_of(word)
        if data is None:
            continue
        if between.strip() or not held or word[1].lower() != charset:
            out += [decoded(held, charset), between if between.strip() or not held else ""]
            held = b""
        held, charset, at = held + data, word[1].lower(), word.end()
    return "".join([*out, decoded(held, charset), text[at:]])


def _bytes_of(word: re.Match[str]) -> bytes | None:
    """What an encoded word holds; None when it is broken."""
    coded = word[3].encode()
    try:
        if word[2] in "qQ":
            return binascii.a2b_qp(coded, header=True)
        return binascii.a2b_base64(coded + b"=" * (-len(coded) % 4))
    except ValueError:
        return None


def decoded(data: bytes, *charsets: str) -> str:
    """Text in the first of the charsets that fits, else in UTF-8, else in Latin-1."""
    for name in (*charsets, "utf-8"):
        if name and (text := decode_as(data, name)) is not None:
            return text
    return data.decode("latin-1")


class Fields:
    """The fields of one message. Bytes that are not ASCII are UTF-8, else in the charset of its body."""

    def __init__(self, message: Message) -> None:
        self._raw: dict[str, list[str]] = {}
        for name, value in message.raw_items():
            self._raw.setdefault(name.lower(), []).append(str(value))
        self._charset = next((said for one in message.walk() if (said := one.get_content_charset())), "")

    def _said(self, value: str) -> str:
        if not value.isascii():
            value = decoded(value.encode("ascii", "surrogateescape"), "utf-8", self._charset)
        return " ".join(value[:LONGEST_FIELD].split())

    def text(self, name: str) -> str:
        """What the first field of a name says; empty when there is none."""
        return plain(self._said(next(iter(self._raw.get(name, [])), "")))

    def addresses(self, *names: str) -> list[str]:
        """All addresses, lower case. Encoded words are names of people and hold none, whatever is written in them."""
        said = ", ".join(self._said(value) for name in names for value in self._raw.get(name, []))
        try:
            found = getaddresses([_WORD.sub("x", said[:LONGEST_FIELD])])
        except (RecursionError, IndexError):  # brackets in brackets without end
            return []
        return [address.lower() for _, address in found if "@" in address]

    def sent(self) -> str | None:
        """ISO 8601; None for what is no date."""
        try:
            return parsedate_to_datetime(self.text("date")[:_LONGEST_DATE]).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
