"""Masking: a text without what identifies its writer, so that texts are compared and not the phones in them."""

from __future__ import annotations

import re

from manumit.engine.signals.folding import surface
from manumit.engine.signals.names import find_names

_LINKS = re.compile(
    r"(?:https?|hxxps?)://\S+|www\.\S+|\S+@\S+|(?<!\w)@[\w.]+|\b(?:t|wa)\.me/\S+", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"[$€£₱₽₹฿+#(]*\b[^\W_]{0,3}\d[^\W_]*(?:[\s().,:/–-]{0,3}\d[^\W_]*)*\)?")


def mask(text: str) -> str:
    """The surface text with links, addresses, '@name's, numbers (phones, prices, dates, ages) and the names it
    introduces taken out; what they stood between stays."""
    read = surface(text).text
    for found in sorted(find_names(read), key=lambda one: -one.start):
        read = read[: found.start] + " " + read[found.end :]
    if "@" in read or "/" in read or "www." in read.lower():
        read = _LINKS.sub(" ", read)
    return _NUMBERS.sub(" ", read) if _DIGIT.search(read) else read
