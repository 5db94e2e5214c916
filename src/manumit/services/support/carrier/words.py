"""Words that carriers let a text consist of: stop, start again, help. Whatever else a text is, it is a message."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
"""A number that can be answered: with its country, and no short code or name."""
Keyword = Literal["stop", "start", "help", ""]
_WORDS: dict[Keyword, frozenset[str]] = {
    "stop": frozenset(
        "stop stopall unsubscribe cancel end quit optout revoke arret arrêt parar стоп توقف 停止 dừng".split()
    ),
    "start": frozenset("start unstop".split()),
    "help": frozenset("help info".split()),
}
"""English as carriers fix it (Twilio, "Support for opt-out keywords"), and stop in our other languages. Not their YES:
here it is an answer."""


def text_keyword(text: str) -> Keyword:
    """Which of them the text is, alone and whole."""
    word = "".join(
        char
        for char in unicodedata.normalize("NFKC", text).casefold()
        if unicodedata.category(char)[0] in "LMN"
    )
    return next((name for name, words in _WORDS.items() if word in words), "")
