"""Words that carriers let a text consist of (stop, start again, help; whatever else a text is, it is a message), and
numbers that are none."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
"""A number with its country; no short code, no name."""
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_HIDDEN = frozenset(
    "+" + one.translate(_KEYS) for one in "ANONYMOUS RESTRICTED BLOCKED UNKNOWN UNAVAILABLE".split()
)
"""What carriers write for a number that is withheld: a word, spelt on the keys."""
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


def answerable(number: str) -> bool:
    """Whether it can be called or written to."""
    return bool(E164.fullmatch(number)) and number not in _HIDDEN


def text_keyword(text: str) -> Keyword:
    """Which of them the text is, alone and whole."""
    word = "".join(
        char
        for char in unicodedata.normalize("NFKC", text).casefold()
        if unicodedata.category(char)[0] in "LMN"
    )
    return next((name for name, words in _WORDS.items() if word in words), "")
