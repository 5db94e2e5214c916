"""The word lists of return codes, one a language, and how leniently a typed word is compared."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

import yaml

LETTERS = 3
"""So many letters tell any two words of a list apart (in Chinese, one character does)."""
_ALIKE = str.maketrans({"ı": "i", "đ": "d", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"})


@cache
def words(locale: str) -> tuple[str, ...]:
    """The 256 words of a language ('en', 'zh'); English where there is no list. A word's place is its byte."""
    folder = files("manumit.services.support.reports") / "words"
    source = folder / f"{locale if locale in word_locales() else 'en'}.yaml"
    return tuple(yaml.safe_load(source.read_text("utf-8"))["words"])


@cache
def word_locales() -> tuple[str, ...]:
    """Languages with a list of their own."""
    folder = files("manumit.services.support.reports") / "words"
    return tuple(sorted(one.name[:-5] for one in folder.iterdir() if one.name.endswith(".yaml")))


def fold(text: str) -> str:
    """As it is compared: no case, no accents, letters that are typed for one another alike, digits 0 to 9."""
    plain = unicodedata.normalize("NFKD", text).lower()
    kept = "".join(one for one in plain if unicodedata.category(one)[0] != "M" and one != "ـ")
    return "".join(
        str(unicodedata.decimal(one)) if unicodedata.category(one) == "Nd" else one
        for one in kept.translate(_ALIKE)
    )


@cache
def known(locale: str) -> dict[str, int]:
    """The byte of each folded word, and of its first letters."""
    listed = {fold(word): byte for byte, word in enumerate(words(locale))}
    return {word[:LETTERS]: byte for word, byte in listed.items()} | listed
