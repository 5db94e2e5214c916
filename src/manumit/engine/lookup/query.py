"""What somebody typed, as words that must all stand in what is found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from manumit.engine.lookup.forms import Forms, digit_map, latin_map, latin_of
from manumit.engine.lookup.model import Span, Why
from manumit.engine.signals import Folded, fold

LONGEST = 200
"""Characters of a query that are read: nobody types more, and a pasted page is no query."""
MOST_WORDS = 12
LEAST = 3
"""Characters from which the index of three letters can find a word."""
_PIECE = re.compile(r'"([^"]*)"|(\S+)')
_NUMBER = re.compile(r"[+(]*\d[\d().\-/\u2010-\u2015]*")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ue000-\uf8ff\ufff9-\uffff]+")
RANK: dict[Why, int] = {"exact": 0, "folded": 1, "transliterated": 2, "fragment": 3, "fuzzy": 4}


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or phrase between quotes, in each form in which it may be found; `digits` for a number alone."""

    typed: str
    """As typed, lower case."""
    folded: str
    latin: str
    digits: str

    def forms(self) -> tuple[str, ...]:
        """Any of these has to stand in the joined forms of a text."""
        if self.digits:
            return (self.digits,)
        return tuple(dict.fromkeys(filter(None, (self.folded, self.latin))))

    def within(self, forms: Forms) -> Why | None:
        """How it stands in a text, if it does."""
        if self.digits:
            return "fragment" if self.digits in forms.digits or self.digits in forms.folded else None
        if self.folded and self.folded in forms.folded:
            return "folded"
        latin = self.latin or self.folded
        return "transliterated" if latin and latin in (forms.latin or forms.folded) else None


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a query; digits that stand beside each other are one number."""
    sound = _UNSEEN.sub(" ", text[:LONGEST].encode("utf-8", "replace").decode("utf-8"))
    words: list[Word] = []
    number = ""
    for phrase, plain in _PIECE.findall(sound):
        if plain and _NUMBER.fullmatch(plain):
            number += plain
            continue
        words += _number(number)
        number = ""
        words += _word(phrase.strip() or plain.strip('"'))
    return tuple([*words, *_number(number)][:MOST_WORDS])


def _number(text: str) -> list[Word]:
    digits = "".join(filter(str.isdecimal, fold(text).text))
    if not digits:
        return []
    # a national 0 or an international 00 is not in the number as it is kept (E.164)
    short = digits.lstrip("0") if len(digits) > LEAST else digits
    return [Word(text.casefold(), text, "", short or digits)]


def _word(text: str) -> list[Word]:
    folded = fold(text).text.strip()
    return [Word(text.casefold(), folded, latin_of(folded), "")] if folded else []


def spans_of(words: tuple[Word, ...], text: str) -> tuple[Span, ...]:
    """Where the words stand in a text (each once), as half-open spans of it, none within another."""
    folded = fold(text)
    found: list[Span] = []
    for word in words:
        span = _span(word, folded)
        if span and not any(start < span[1] and span[0] < end for start, end in found):
            found.append(span)
    return tuple(sorted(found))


def _span(word: Word, folded: Folded) -> Span | None:
    if word.digits:
        shown, places = digit_map(folded.text)
        sought = word.digits
    elif word.folded in folded.text:
        at = folded.text.find(word.folded)
        return folded.span(at, at + len(word.folded))
    else:
        shown, places = latin_map(folded.text)
        sought = word.latin or word.folded
    at = shown.find(sought)
    return folded.span(places[at], places[at + len(sought) - 1] + 1) if at >= 0 and sought else None
