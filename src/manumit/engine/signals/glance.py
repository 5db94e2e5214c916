"""A cheap first look at a text: which extractors have anything to do in it, and where.

A text is cut at white space, and what can be told of each piece by itself (how many digits it may stand for, whether a
platform's name or an address may be in it) is remembered, so that a word met before costs one look-up. Most texts hold
no identifier; for them this is all that is done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from manumit.engine.signals.digit_words import (
    LETTERS_APART,
    LOOSE,
    SPACED,
    TOKEN,
    UNSPACED,
    clung_to,
    digits_of,
    leet_word,
    spaceless,
    spoken_in,
)
from manumit.engine.signals.hints import APART, APART_FIRST, BEGIN_WORDS, DIALLED, END_WORDS
from manumit.engine.signals.hints import WORDS as HINT_WORDS
from manumit.engine.signals.number_signs import CROSSED_ROW, SPRINKLED, crossed
from manumit.engine.signals.number_sounds import BY_EAR, SLIPS
from manumit.engine.signals.number_tellings import tells, told_rows
from manumit.engine.signals.number_tongues import LEAST_GLUED, glued_in
from manumit.engine.signals.number_words import AND_TEN, TIMES, TIMES_TEN
from manumit.engine.signals.numerals import (
    CONNECTORS,
    HOMONYMS,
    HUNDREDS,
    PLURALS,
    PLUS_WORDS,
    REPEATERS,
    SAID_SIGNS,
    TEENS,
    TENS,
    TIMES_HUNDRED,
    WEAK,
)
from manumit.engine.signals.platforms import may_name_platform
from manumit.engine.signals.providers import WORDS as PROVIDER_WORDS

(
    WALL,
    PLATFORM,
    AT,
    SPOKEN_AT,
    BRACKETED_AT,
    SPOKEN_DOT,
    DOTTED,
    SLASH,
    LONG,
    IBAN,
    ALONE,
    BLEND,
    HINT,
    BEGIN,
    END,
    NUMBER,
) = (1 << bit for bit in range(16))
"""Marks of a piece. WALL: a word that ends any number; PLATFORM: a platform's name; SPOKEN_AT, BRACKETED_AT and
SPOKEN_DOT: 'at', '(at)', 'dot' and the like; DOTTED: a point within a word; LONG: a run of letters and digits as long
as part of a wallet's address; IBAN: its beginning; ALONE: a single letter, digit or sign that stands for one; BLEND:
letters and digits by turns, as in part of an address; HINT: a word that may say how a number is to be read;
BEGIN, END: one that may say which part of it comes; NUMBER: a word, or several written together, that stands for a
number whatever is around it."""
_HINTS = {
    **dict.fromkeys(BEGIN_WORDS, BEGIN),
    **dict.fromkeys(END_WORDS, END),
    **dict.fromkeys(HINT_WORDS | PROVIDER_WORDS, HINT),
    **dict.fromkeys(
        "שטרודל כרוכית ات آت ایت ايت παπακι кльомба маймунско एट ऐट অ্যাট ਐਟ շնիկ ძაღლუკა miukumauku krollalfa "
        "alfakroll majmun".split(),
        SPOKEN_AT,
    ),
    **dict.fromkeys(
        "נקודה دوت دات نقطة نقطه डॉट डाट ডট ਡਾਟ τελεια կետ წერტილი тачка pont piste punkts tacka tocka taskas "
        "period tochka".split(),
        SPOKEN_DOT,
    ),
}
_DIGITS = 16  # bits below the count of digits
_WALL = -1
_MOST_KEPT = 200_000
_FEW = 5  # stretches that are measured out word by word
_PIECE = re.compile(r"\S+")
_DOTTED = re.compile(r"[a-z0-9](?:[.。]|\[\.\]|\(\.\))[a-z0-9]|^\.com(?![a-z])")
_AT_WORDS = frozenset("at a-t et sign cong moc keong symbol rond isareti commercial rate merkki".split())
_SPOKEN_AT = re.compile(
    r"a(?<![a-z]a)r+[o0]+b+[a4]|chioc+iola|klammeraffe|affenschwanz|a(?<![a-z]a)rond|a(?<![a-z]a)-rond|"
    r"m(?<![a-z]m)aimuta|m(?<![a-z]m)alpa|z(?<![a-z]z)avinac|k(?<![a-z]k)ukac|s(?<![a-z]s)nabel|"
    r"a(?<![a-z]a)penstaartje|k(?<![a-z]k)uyruklu|с[оа]бак|s(?<![a-z]s)obaka|собачк|песик|равлик|"
    r"艾特|小老鼠|圈a|アット|앳|아트|골뱅이|แอท|แอด|อาท|a(?<=[-_*~/|\"'+]a)t[-_*~/|\"'+]"
)
_BRACKETED_AT = re.compile(
    r"[\[({<](?:@|a|at|ar+[o0]+b+[a4](?:se?)?|a[ -]?rond|chiocciola|собака)?(?:[\])}>]|$)"
)
_SPOKEN_DOT = re.compile(
    r"d(?<![a-z]d)(?:[o0]t|-o-t)(?![a-z])|p(?<![a-z]p)(?:unt[o0]?|ont[o0]|[o0]int|unkt|unct)(?![a-z])|"
    r"t(?<![a-z]t)(?:uldok|ecka|itik)(?![a-z])|c(?<![a-z]c)ham(?![a-z])|k(?<![a-z]k)ropka(?![a-z])|"
    r"n(?<![a-z]n)okta(?![a-z])|т(?<![а-я]т)очка(?![а-я])|к(?<![а-я]к)рапка(?![а-я])|к(?<![а-я]к)ропка(?![а-я])|"
    r"点(?![0-9])|點(?![0-9])|ドット|점(?![\uac00-\ud7a3])|닷|จุด|ดอท|\.(?<=[\[({<]\.)|\.[\])}>]"
)
"""Every reading begins with its first character, what may not stand before that comes after it: so the search runs past
all other characters at once."""
_TOLD = re.compile(f"{_SPOKEN_AT.pattern}|{_SPOKEN_DOT.pattern}")
_TOLD_FIRST = frozenset("acdekmnprstz")
"""First letters of those words that are no longer than eight letters."""
_LEAST_LONG = 14
_STOPS = ",.!?;:"
_EDGES = _STOPS + "()[]{}<>"
_LONE = re.compile("[a-z0-9@$!а-яіїє]|[\u0e01-\u0e46][\u0e31-\u0e3a\u0e47-\u0e4e]?")
_LONG = re.compile(r"[a-z0-9][a-z0-9]{13}")
_BLEND = re.compile(r"[a-z]\d+[a-z]|\d[a-z]+\d")
_FIGURE = re.compile(r"\d")
_IBAN = re.compile(r"[a-z](?<![a-z0-9][a-z])[a-z]\d\d")


_WORTHS = {
    **dict.fromkeys(BY_EAR, 1),
    **{word: len(digits) for word, digits in TEENS.items()},
    **dict.fromkeys([*TENS, *REPEATERS], 2),
    **dict.fromkeys([*HUNDREDS, *TIMES_HUNDRED], 3),
    **dict.fromkeys(HOMONYMS, 1),
    **dict.fromkeys(["de", "en", "do", "u"], 0),  # they stand everywhere
    **dict.fromkeys(SLIPS, 1),
    **dict.fromkeys([*TIMES, *TIMES_TEN, *AND_TEN, *PLURALS], 3),
    **dict.fromkeys(["+", "x", *PLUS_WORDS, *CONNECTORS, *SAID_SIGNS], 0),
    **{word: len(digits) for word, digits in WEAK.items() if word not in CONNECTORS},
}
_LONGEST_LOOSE = 4  # letters without a digit that may stand for some


def _worth(token: str) -> int:
    """Digits that a token may stand for; `_WALL` for a word that ends any number."""
    if token.isdigit() and token.isascii():
        return len(token)
    digits = digits_of(token)
    if digits:
        return len(digits)
    letters = token.isalpha()
    known = _WORTHS.get(token if letters else leet_word(token) or token)
    if known is not None:
        return known
    if len(token) >= LEAST_GLUED and (glued := glued_in(token)):
        return glued
    if not (letters and len(token) > _LONGEST_LOOSE) and LOOSE.fullmatch(token):
        return len(token)
    if not token.isascii() and spaceless(token):
        return spoken_in(token)
    clung = None if letters else clung_to(token)
    return clung[1] - clung[0] if clung else _WALL


def _worths(piece: str) -> list[int]:
    """Those of a piece's tokens; all that is written without spaces between words counts as one token."""
    if piece.isascii() or not UNSPACED.search(piece):
        return [_worth(token) for token in TOKEN.findall(piece)]
    spaced = [token for token in SPACED.findall(piece) if token.isascii() or not spaceless(token)]
    return [spoken_in(piece) or _WALL, *map(_worth, spaced)]


def _code(piece: str) -> int:
    if piece.isascii():
        if piece.isdigit():
            return len(piece) << _DIGITS | ALONE * (len(piece) == 1) | LONG * (len(piece) > 13)
        if piece.isalpha():
            return _word_code(piece)
        word = piece.rstrip(_STOPS)
        if len(word) > 1 and word.isalpha():
            return _codes[word]
    worths = _worths(_uncarried(piece) if "x" in piece or "×" in piece or len(piece) > _LEAST_LONG else piece)
    total = sum(worth for worth in worths if worth > 0)
    if not total and len(piece) > 4 and LETTERS_APART.fullmatch(piece):
        total = len(digits_of(piece[::2]))
    code = total << _DIGITS | NUMBER * (
        (total > 0 or len(piece) > LEAST_GLUED or not piece.isascii())
        and not piece.isdigit()
        and tells(piece)
    )
    code |= WALL * (not total and _WALL in worths) | ALONE * (len(piece) < 3 and bool(_LONE.fullmatch(piece)))
    code |= PLATFORM * may_name_platform(piece) | _told(piece)
    code |= AT * ("@" in piece) | SLASH * ("/" in piece) | _hints(piece)
    if "(" in piece or "[" in piece or "{" in piece or "<" in piece:
        code |= BRACKETED_AT * bool(_BRACKETED_AT.search(piece))
    if "." in piece or "。" in piece:
        code |= DOTTED * bool(_DOTTED.search(piece))
    if len(piece) >= _LEAST_LONG:
        code |= LONG * bool(_LONG.search(piece))
    if len(piece) > 3 and _FIGURE.search(piece):
        code |= BLEND * bool(_BLEND.search(piece)) | IBAN * bool(_IBAN.search(piece))
    return code


def _uncarried(piece: str) -> str:
    """A piece without an open carrier ('0xx11') and without crosses between the digits of a number."""
    if (crossing := CROSSED_ROW.search(piece)) and crossed(crossing):
        return piece.replace(crossing["letter"], "-")
    if SPRINKLED.search(piece):
        return re.sub("(?<=[0-9])[a-z](?=[0-9])", "-", piece)
    return piece.replace("0xx", "0")


def _word_code(word: str) -> int:
    """That of a word of ASCII letters."""
    worth = _worth(word)
    code = WALL if worth == _WALL else worth << _DIGITS | NUMBER * tells(word)
    code |= ALONE * (len(word) == 1) | PLATFORM * may_name_platform(word) | LONG * (len(word) > 13)
    code |= _HINTS.get(word, 0)
    return code | _told(word) if word[0] in _TOLD_FIRST or len(word) > _LONGEST_LOOSE * 2 else code


def _hints(piece: str) -> int:
    if not piece.isascii():
        apart = not APART_FIRST.isdisjoint(piece) and APART.search(piece)
        return HINT if apart else _HINTS.get(piece.strip(_EDGES), 0)
    if "-" in piece and piece[-1].isalpha() and DIALLED.search(piece):
        return HINT
    return _HINTS.get(piece.strip(_EDGES), 0)


def _told(piece: str) -> int:
    if piece in _AT_WORDS:
        return SPOKEN_AT
    if not _TOLD.search(piece):
        return 0
    return SPOKEN_AT * bool(_SPOKEN_AT.search(piece)) | SPOKEN_DOT * bool(_SPOKEN_DOT.search(piece))


class _Codes(dict[str, int]):
    """Piece of text -> its digits and marks."""

    def __missing__(self, piece: str) -> int:
        if len(self) > _MOST_KEPT:
            self.clear()
        self[piece] = code = _code(piece)
        return code


_codes = _Codes()


@dataclass(frozen=True, slots=True)
class Glance:
    """What a lower-case text may hold. `marks`: those of all its pieces; `digits`: how many at most."""

    text: str
    codes: Sequence[int]
    marks: int
    digits: int

    def row(self, mark: int, size: int) -> bool:
        """Whether so many pieces with a mark stand next to each other."""
        if not self.marks & mark or len(self.codes) < size:
            return False
        return b"\1" * size in bytes([1 if code & mark else 0 for code in self.codes])

    def spans(self, mark: int) -> list[tuple[int, int]]:
        """Where the pieces with a mark stand."""
        found = zip(_PIECE.finditer(self.text), self.codes, strict=True)
        return [match.span() for match, code in found if code & mark]

    def tellings(self) -> list[tuple[int, int, int, int]]:
        """Where numbers may be told in words: from the first to the last piece of a row of three such words or more
        with few others between them; and that with two pieces more on either side."""
        rows = told_rows(self.codes, NUMBER, _DIGITS) if self.marks & NUMBER else []
        if not rows:
            return []
        pieces = [match.span() for match in _PIECE.finditer(self.text)]
        return [
            (pieces[first][0], pieces[last][1], pieces[begin][0], pieces[end][1])
            for first, last, begin, end in rows
        ]

    def stretches(self, least: int) -> list[tuple[int, int]]:
        """Spans between words in which at least so many digits may stand."""
        if self.digits < least:
            return []
        wanted: list[tuple[int, int]] = []
        first, total = 0, 0
        for at, code in enumerate(self.codes):
            if code & WALL:
                if total >= least:
                    wanted.append((first, at))
                first, total = at + 1, 0
            else:
                total += code >> _DIGITS
        if total >= least:
            wanted.append((first, len(self.codes)))
        if not wanted:
            return []
        words = self.text.split()
        blanks = len(self.text) - sum(map(len, words))
        if len(wanted) < _FEW and blanks == len(words) - 1:  # one between each two
            return [
                (len(" ".join(words[:first])) + (first > 0), len(" ".join(words[:after])))
                for first, after in wanted
            ]
        pieces = [match.span() for match in _PIECE.finditer(self.text)]
        return [(pieces[first][0], pieces[after - 1][1]) for first, after in wanted]


def glance(text: str) -> Glance:
    """Look at a lower-case text; time is linear in its length."""
    codes = list(map(_codes.__getitem__, text.split()))
    return Glance(text, codes, reduce(or_, codes, 0), sum(codes) >> _DIGITS)
