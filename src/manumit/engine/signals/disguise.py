"""How something is disguised: one class a mention, from a closed list, and the share of a record that is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from manumit.engine.signals.digit_words import TOKEN, digits_of, parts_of, spaceless
from manumit.engine.signals.folding import LEET_WORD, surface
from manumit.engine.signals.model import Mention
from manumit.engine.signals.numerals import UNITS

OBFUSCATIONS: Mapping[str, str] = {
    "clean": "written as people write who want to be found",
    "spelled": "digits in words: 'cero siete siete'",
    "mixed": "words and digits by turns: 'zero 7 seven'",
    "glued": "digits and words written together: 'five55', 'unodostres'",
    "letters": "letters that look like digits, or the other way about: 'O77oo', 'f1ve'",
    "script_digits": "digits of another script or style: full-width, Arabic-Indic, bold",
    "keycaps": "digits in boxes, circles or small print",
    "spread": "signs or blanks between all characters: '0*7*7', '0 7 7'",
    "interleaved": "emoji or other pictures between characters",
    "split_lines": "over several lines",
    "invisible": "characters that nobody sees in between",
    "lookalike": "letters of another script: Cyrillic 'а' for Latin 'a'",
    "styled": "letters in another style: bold, full-width, small capitals, circled",
    "at_dot": "an e-mail address told in words or brackets: 'mia [at] mail dot example'",
    "defanged": "a link broken on purpose: 'hxxp', '[.]', blanks",
    "platform": "the platform's name is disguised: 't3legram', 's n a p'",
}
"""Every class a mention can have, and what it means."""
_SEEN = re.compile(r"[^\W_]")
_INVISIBLE = re.compile(
    "(?<=\\w)[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+(?=\\w)"
)
_STYLED = re.compile(
    "[\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\u1d00-\u1d2b\u0299\u029c\u0262\u026a\ua731\u0280\u028f"
    "\U0001d400-\U0001d7cb\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)
_PICTURE = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\u3030\u303d]")
_USUAL_GAP = re.compile(r"[ .\-()/\u00a0\u2009\u202f\u2010-\u2013]{0,4}")
_AT_PLAIN = re.compile(r"[^\s\[\](){}<>@]+@[^\s\[\](){}<>@]+")
_MIXED_WORD = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")
_WORD = re.compile(r"[^\W_]+(?:[\u200b-\u200f\u2060\u00ad][^\W_]+)*")
_LONE = 0.6  # share of the digits that stand alone in a number that is spread out


@lru_cache(maxsize=32768)
def class_of(kind: str, written: str) -> str:
    """The class of what is written so in the original text."""
    if kind == "phone":
        return _phone(written)
    if _INVISIBLE.search(written):
        return "invisible"
    if _STYLED.search(written):
        return "styled"
    if _MIXED_WORD.search(written):
        return "lookalike"
    if kind == "email" and not _AT_PLAIN.fullmatch(written):
        return "at_dot"
    if kind in ("url", "handle") and re.search(
        r"hxxp|h\*\*p|[\[({]\s?(?:\.|dot|:)|\s(?:\.|dot|slash)\s|\s/", written, re.I
    ):
        return "defanged"
    return (
        "clean"
        if written.isascii() or kind not in ("wallet", "iban", "email", "handle", "url")
        else _other(written)
    )


def _other(written: str) -> str:
    return "clean" if surface(written).text == written else "lookalike"


def _phone(written: str) -> str:
    if written.isascii() and not any(map(str.isalpha, written)):
        return _gaps(written)
    told = _told(written)
    if told:
        return told
    if "\u20e3" in written or any(unicodedata.category(char) == "No" for char in written):
        return "keycaps"
    if any(char.isdecimal() and not char.isascii() for char in written):
        return "script_digits"
    return _gaps(written)


def _told(written: str) -> str:
    """'spelled', 'mixed', 'glued' or 'letters' where words stand for digits, else ''."""
    spoken = plain = 0
    read = surface(written).text.lower()
    for token in TOKEN.findall(read):
        if token.isdigit():
            plain += 1
        elif token in UNITS or (not token.isascii() and spaceless(token)):
            spoken += len(parts_of(token)) if spaceless(token) else 1
        elif any(map(str.isdigit, token)) and len(digits_of(token)) == len(token):
            return "letters"
        elif len(digits_of(token)) > 1:
            return "glued"
        elif token.isalpha():
            spoken += len(token) > 1
            if len(token) == 1:
                return "letters"
        elif token != "+":
            return "letters"
    return ("mixed" if plain > 1 else "spelled") if spoken else ""


def _gaps(written: str) -> str:
    """By what stands between the digits."""
    if _INVISIBLE.search(written):
        return "invisible"
    if "\n" in written:
        return "split_lines"
    if _PICTURE.search(written):
        return "interleaved"
    groups = re.findall(r"\d+", written)
    alone = sum(len(group) == 1 for group in groups)
    gaps = re.findall(r"(?<=\d)\D+(?=\d)", written)
    if len(groups) > 5 and alone >= _LONE * len(groups):
        return "spread"
    return "clean" if all(map(_USUAL_GAP.fullmatch, gaps)) else "spread"


def disguised_share(texts: Mapping[str, str], mentions: Iterable[Mention]) -> float:
    """How much of a record is disguised: letters and digits of disguised mentions and of words with look-alike, styled
    or hidden characters or leet, as a share (0 to 1) of all its letters and digits."""
    hidden: dict[str, list[tuple[int, int]]] = {name: [] for name in texts}
    for one in mentions:
        if one.obfuscation != "clean" and one.field in hidden:
            hidden[one.field].append((one.start, one.end))
    total = covered = 0
    for name, text in texts.items():
        spans = hidden[name] + _odd_words(text)
        total += len(_SEEN.findall(text))
        done = 0
        for start, end in sorted(spans):
            covered += len(_SEEN.findall(text, max(start, done), end))
            done = max(done, end)
    return round(covered / total, 3) if total else 0.0


def _odd_words(text: str) -> list[tuple[int, int]]:
    spans = (
        [match.span() for match in LEET_WORD.finditer(text.lower())] if len(text.lower()) == len(text) else []
    )
    if text.isascii():
        return spans
    return spans + [
        match.span()
        for match in _WORD.finditer(text)
        if not match.group().isascii()
        and (
            _STYLED.search(match.group())
            or _MIXED_WORD.search(match.group())
            or _INVISIBLE.search(match.group())
        )
    ]
