"""What becomes of one character: compatibility forms, decimal digits of any script, marks, look-alikes.

Confusables are those of Unicode Technical Standard 39 (data: the confusable-homoglyphs package). UTS-39 gives
'В' -> 'B' but nothing for 'в'; as readers see the small form too, the pair of capitals is taken for it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_STROKED = {
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ı": "i",
    "İ": "I",
    "ß": "ss",
    "ẞ": "SS",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "🔟": "10",
}
_BARE_SCRIPTS = ("LATIN", "GREEK")  # accents are dropped: é = e for every comparison we make
_VOWEL_POINTS = re.compile("[\u064b-\u065f\u0670\u0640\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")
_NEEDED = re.compile(
    "[\u0900-\u109f\u1780-\u17d3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a]"
)  # Indic, Thai, Lao...
_SMALL_CAPITAL = re.compile("LATIN LETTER SMALL CAPITAL [A-Z]")
_SQUARED = {
    **{chr(0x1F170 + i): chr(65 + i) for i in range(26)},
    **{chr(0x1F150 + i): chr(65 + i) for i in range(26)},
}


def _letters(char: str) -> str:
    """Base letters of a composed character of a script whose accents are not needed to read it."""
    parts = unicodedata.normalize("NFKD", char)
    if len(parts) > 1 and unicodedata.name(parts[0], "").startswith(_BARE_SCRIPTS):
        return "".join(part for part in parts if not unicodedata.combining(part))
    return unicodedata.normalize("NFKC", char)


def _surface(char: str) -> str:
    if char in _STROKED:
        return _STROKED[char]
    if char in _SQUARED:
        return _SQUARED[char]
    category = unicodedata.category(char)
    if category in ("Cf", "Me") or "\ufe00" <= char <= "\ufe0f" or _VOWEL_POINTS.match(char):
        return ""
    if category == "Mn":
        return char if _NEEDED.match(char) else ""
    digit = unicodedata.digit(char, None) if category in ("Nd", "No") else None
    if digit is not None:
        return str(digit)
    if char in _latin_variants():
        return _latin_variants()[char]
    return _letters(char)


class CharacterMap(dict[str, str]):
    """Character -> its surface form ('' = dropped), filled as characters are met."""

    def __missing__(self, char: str) -> str:
        mapped = char if char.isascii() else _surface(char)
        if len(mapped.lower()) != len(mapped):
            mapped = char
        self[char] = mapped
        return mapped


@cache
def _confusable_pairs() -> tuple[tuple[str, str], ...]:
    """(look-alike, ASCII letter) for single characters."""
    from confusable_homoglyphs.confusables import confusables_data

    return tuple(
        (other["c"], letter)
        for letter, others in confusables_data.items()
        if len(letter) == 1 and letter.isascii() and letter.isalpha()
        for other in others
        if len(other["c"]) == 1 and not other["c"].isascii()
    )


@cache
def _latin_variants() -> dict[str, str]:
    """Small capitals and other Latin letter forms that NFKC leaves alone: always read as plain Latin."""
    table = {
        chr(code): unicodedata.name(chr(code))[-1].lower()
        for code in range(0x1D00, 0x1D24)
        if _SMALL_CAPITAL.fullmatch(unicodedata.name(chr(code)))
    }
    table.update(
        (chr(code), unicodedata.name(chr(code))[-1].lower())
        for code in range(0x0250, 0x02B0)
        if _SMALL_CAPITAL.fullmatch(unicodedata.name(chr(code)))
    )
    for other, letter in _confusable_pairs():
        if unicodedata.name(other, "").startswith("LATIN") and not unicodedata.decomposition(other):
            table.setdefault(other, letter)
    return table


@cache
def latin_lookalikes() -> dict[str, str]:
    """Letters of other scripts that look Latin; to be used only inside words that mix scripts."""
    table: dict[str, str] = {}
    for other, letter in sorted(_confusable_pairs(), reverse=True):
        if other.isalpha() and not unicodedata.name(other, "").startswith("LATIN"):
            table[other] = letter
            small = other.lower()
            if other != small and len(small) == 1:
                table.setdefault(small, letter.lower())
    return table


@cache
def cyrillic_lookalikes() -> dict[str, str]:
    """Latin letter -> the Cyrillic one it poses as."""
    table: dict[str, str] = {}
    for other, letter in latin_lookalikes().items():
        if "а" <= other.lower() <= "ё" and other.islower() == letter.islower():
            table.setdefault(letter, other)
    return table
