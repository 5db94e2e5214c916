"""Walks the tokens of a text and collects rows of digit groups: words, figures, look-alike letters, counts."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from manumit.engine.signals.dictated import counted, each_apart, in_pairs, recounted, times_hundred, times_ten
from manumit.engine.signals.digit_words import LOOSE, digits_of, looks_of
from manumit.engine.signals.number_sounds import BY_EAR, ENGLISH_BY_EAR, SLIPS, TOLD_FIRST
from manumit.engine.signals.number_tokens import Group, tokens
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
    UNITS,
    WEAK,
)

_BREAK = (
    re.compile(  # signs that end a number; a sentence that ends before a line or a telephone's sign does, too
        r"[\0$€£¥₱₽₹₩₫฿%#=<>°\"@]|\[at\]|[.!?]\s*\n|[.!?;|\n]\s*[☎📞📱📲☏✆]"
    )
)
_STRONG = re.compile(r"[\n;,|،؛、。]|\s/\s|[.!?]\s|\s{3,}")  # signs that may end one
_TIES = frozenset("-./)")  # signs that tie letters at the beginning of a number to its digits: 'ob-12-34'
_OH = frozenset(["o", "oh", "о"])
_TOLD = frozenset(["spelled", "slip"])
_HEARD = frozenset(["ate", "won", "too"])  # words that sound like digits and seldom follow a number
_TOLD_LEAST = 4  # digits in words before a word that only sounds like one is read so, too
_OH_AHEAD, _OH_DIGITS = 8, 6  # tokens after a leading 'oh' that are looked at, and how many must be digits
_LOOKS_ONLY = frozenset(["i", "l", "ll"])  # they look like digits and sound like none
_EDGE_WORDS = frozenset(["to", "for", "free", "tree"])  # no digits where the words around a number begin
_LEAST_ROW, _LONGEST_ROW, _LEAST_TOLD = (
    9,
    24,
    2,
)  # tokens of a row by ear, and the words among them that are sure
_LONGEST_GAP = 8  # characters between two groups of one number: emoji and their joiners
_LONGEST_SAID = 16  # with a sign told in words among them


def _how(token: str) -> str:
    if token.isdigit():
        return "digits"
    if token in UNITS:
        return "spelled"
    return "letters" if sum(map(str.isdigit, token)) * 2 >= len(token) else "glued"


_LEADERS = frozenset(
    [*REPEATERS, *TEENS, *TENS, *HUNDREDS, "quatre"]
)  # their value depends on the next words
_NUMERIC = (
    _LEADERS
    | PLUS_WORDS
    | SAID_SIGNS
    | SLIPS.keys()
    | BY_EAR.keys()
    | WEAK.keys()
    | HOMONYMS.keys()
    | CONNECTORS
    | PLURALS.keys()
    | {"+"}
)
_COUNTS = TIMES | TIMES_TEN | AND_TEN | PLURALS.keys()  # words that tell how often, behind how many


@lru_cache(maxsize=4096)
def _ends(gap: str) -> bool:
    """Whether what lies between two groups ends a number."""
    return bool(_BREAK.search(gap))


@lru_cache(maxsize=4096)
def _may_end(gap: str) -> bool:
    """Whether it may end one."""
    return bool(_STRONG.search(gap))


@lru_cache(maxsize=32768)
def _ordinary(token: str) -> bool:
    """Whether a token stands for no digits wherever it stands."""
    if token.isdigit() or token in _NUMERIC or digits_of(token):
        return False
    return not LOOSE.fullmatch(token)


@lru_cache(maxsize=32768)
def _single(token: str) -> bool:
    """Whether a token may stand for one digit."""
    if token.isdigit():
        return len(token) == 1
    return token in UNITS or token in WEAK or token in SLIPS or token in BY_EAR or len(digits_of(token)) == 1


class Reader:
    """Walks the tokens of a part of a text once and collects runs."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.tokens = tokens(text, start, end)
        self.runs: list[list[Group]] = []
        self.run: list[Group] = []
        self.plus_at: int | None = None
        self.said = False
        self.row_start, self.row_end, self.row_told, self.row_english = 0, 0, False, False

    def _shut(self) -> None:
        if self.run:
            self.runs.append(self.run)
        self.run = []
        self.plus_at = None

    def _add(self, digits: str, start: int, end: int, how: str, apart: str = "") -> None:
        gap = self.text[self.run[-1].end : start] if self.run else ""
        if len(gap) > (_LONGEST_SAID if self.said else _LONGEST_GAP) or _ends(gap):
            plus_at = self.plus_at
            self._shut()
            self.plus_at, gap = plus_at, ""
        plus = self.plus_at is not None
        begin = start if self.plus_at is None else self.plus_at
        self.run.append(Group(digits, begin, end, how, plus, _may_end(gap), gap, apart))
        self.plus_at, self.said = None, False

    def _next(self, at: int) -> str:
        return self.tokens[at + 1][0] if at + 1 < len(self.tokens) else ""

    def _after(self, at: int, most: int = 5) -> list[str]:
        """The next tokens up to a comma."""
        end = self.tokens[at][2]
        words: list[str] = []
        for word, first, last in self.tokens[at + 1 : at + 1 + most]:
            if "," in self.text[end:first]:
                break
            words.append(word)
            end = last
        return words

    def _weak(self, at: int) -> bool:
        """A stand-in ('o', 'to', 'for') between two groups that are digits without doubt."""
        token, after = self.tokens[at][0], self._next(at)
        if not self.run:
            return token in _OH and self._spoken_ahead(at)
        if token in ("to", "for") and self._range(at):
            return False
        if token in _OH and self._same_gap(at):
            return True
        more = bool(digits_of(after)) or after in WEAK or after in SLIPS or after in HOMONYMS
        if self.run[-1].how != "weak":
            return more or (token in _HEARD and self._told(at) >= _TOLD_LEAST)
        return more and ((token in _OH and self._spoken_ahead(at, 1)) or self._told(at) >= _TOLD_LEAST)

    def _range(self, at: int) -> bool:
        """Whether 'to' stands between figures of one length ('0900 to 2100'), or 'for' between any ('80 for 15')."""
        before, after = self.run[-1], self._next(at)
        if before.how != "digits" or not after.isdigit() or len(after) < 2 or len(before.digits) < 2:
            return False
        return self.tokens[at][0] == "for" or len(after) == len(before.digits)

    def _by_ear(self, at: int) -> bool:
        """Whether a word that only sounds like a digit stands in a row of single digits, most of them in words and some
        of them sure: 'tu zero tu faiv faiv faiv zero wan siks ate'."""
        token = self.tokens[at][0]
        if token in _LOOKS_ONLY:
            return False
        if at >= self.row_end:
            first, last = at, at + 1
            while first and at - first < _LONGEST_ROW and _single(self.tokens[first - 1][0]):
                first -= 1
            while last < len(self.tokens) and last - first < _LONGEST_ROW and _single(self.tokens[last][0]):
                last += 1
            words = [word for word, _, _ in self.tokens[first:last] if not word.isdigit()]
            told = [word for word in words if word not in WEAK]
            self.row_start, self.row_end = first, last
            self.row_english = not ENGLISH_BY_EAR.isdisjoint(set(told) - TOLD_FIRST.keys())
            self.row_told = last - first >= _LEAST_ROW and len(told) >= _LEAST_TOLD
        within = self.row_start < at < self.row_end - 1 or token not in _EDGE_WORDS
        return self.row_told and within

    def _told(self, at: int) -> int:
        """How many words for digits stand in a row around a token, up to a figure."""
        told = (group.how in _TOLD for group in reversed(self.run) if group.how != "weak")
        before, ahead = sum(takewhile(bool, told)), 0
        for word, _, _ in self.tokens[at + 1 : at + 1 + _OH_AHEAD]:
            if word in UNITS or word in SLIPS:
                ahead += 1
            elif word not in WEAK:
                break
        return before + ahead

    def _slip(self, at: int) -> bool:
        """A number word with a slip in it, beside another that is told in words."""
        if self.tokens[at][0] not in SLIPS:
            return False
        after = self._next(at)
        if after in UNITS or after in SLIPS or after in REPEATERS:
            return True
        return bool(self.run) and self.run[-1].how in _TOLD

    def _spoken_ahead(self, at: int, least: int = _OH_DIGITS) -> bool:
        """Whether digits in words follow: 'oh seven seven oh oh nine ...'."""
        ahead = [word for word, _, _ in self.tokens[at + 1 : at + 1 + _OH_AHEAD]]
        named = next((word for word in ahead if word not in _OH), "")
        if named not in UNITS and not (least > 1 and digits_of(named) and self._apart(at)):
            return False
        told = 0
        for word in ahead:
            if not digits_of(word) and word not in _OH:
                break
            told += 1
        return told >= least

    def _more(self, at: int) -> bool:
        """Whether the next token is digits, too."""
        after = self._next(at)
        return bool(digits_of(after)) or after in SLIPS or after in _LEADERS or after in _OH

    def _among(self, at: int) -> str:
        """Digits of a word that means something else, too, beside another number word of its language."""
        token, after = self.tokens[at][0], self._next(at)
        before = self.tokens[at - 1][0] if at else ""
        return next((digits for digits, own in HOMONYMS[token] if before in own or after in own), "")

    def _times(self, at: int) -> int:
        """Reads 'three zeros', 'tres veces cero', 'zero three times', 'dua puluh'; tokens used, 0 for none."""
        token, start, _ = self.tokens[at]
        after = [word for word, _, _ in self.tokens[at + 1 : at + 4]]
        digits, eaten = counted(token, after)
        if eaten and "(" in self.text[self.tokens[at][2] : self.tokens[at + 1][1]]:
            return 0  # '5 (cincos)' repeats what it says
        if eaten and after[0] in TIMES and self.text[self.tokens[at + 1][2]] in ",.;":
            eaten = 0
        if not eaten and token in UNITS:
            digits, eaten = times_ten(token, after)
        if eaten:
            self._add(digits, start, self.tokens[at + eaten - 1][2], "spelled")
        elif self.run and len(self.run[-1].digits) == 1 and (often := recounted(token, after)):
            last = self.run[-1]
            self.run[-1] = last._replace(digits=last.digits * often, end=self.tokens[at + 1][2])
            eaten = 2
        return eaten

    def _glossed(self, at: int) -> bool:
        """Whether the plural of the digit before stands in brackets: '5 5 5 (cincos)'."""
        token, start, _ = self.tokens[at]
        return self.text[start - 1] == "(" and self.run[-1].digits[-1] == PLURALS[token]

    def _apart(self, at: int) -> bool:
        """Whether the next token is one digit, as it is where all digits stand alone."""
        return len(self._next(at)) == 1

    def _same_gap(self, at: int) -> bool:
        """Whether a sign (no mere blank) stands before this token, the same as before the last group: '7-7-o'."""
        gap = self.text[self.run[-1].end : self.tokens[at][1]]
        return bool(gap.strip()) and gap == self.run[-1].gap

    def _loose(self, at: int) -> bool:
        """A token of digits and letters that look like some ('s5s', '99b'), beside others of its kind."""
        token, after = self.tokens[at][0], self._next(at)
        if not LOOSE.fullmatch(token):
            return False
        near = bool(digits_of(after)) or bool(LOOSE.fullmatch(after))
        if any(map(str.isdigit, token)):
            return near or bool(self.run)
        if self.run and self._same_gap(at):
            return True
        opens = not token.isascii() or self.text[self.tokens[at][2] : self.tokens[at][2] + 1] in _TIES
        return near and (bool(self.run) or (opens and any(map(str.isdigit, after))))

    def _take(self, at: int) -> int:
        """Reads the token at `at`; how many tokens were used."""
        token, start, end = self.tokens[at]
        if token == "+" or (token in PLUS_WORDS and digits_of(self._next(at))):
            self.plus_at = start
            return 1
        if token.isdigit() and len(token) > 1:
            self._add(digits_of(token), start, end, "digits")
            return 1
        if self._next(at) in _COUNTS and (used := self._times(at)):
            return used
        if token.isdigit():
            self._add(digits_of(token), start, end, "digits")
            return 1
        after = self._after(at) if token in _LEADERS else []
        repeated = digits_of(after[0]) or WEAK.get(after[0], "") if after else ""
        if token in REPEATERS and len(repeated) == 1:
            self._add(repeated * REPEATERS[token], start, self.tokens[at + 1][2], "spelled")
            return 2
        if (
            token in TEENS
            or token in TENS
            or token in HUNDREDS
            or (token == "quatre" and after[:1] in (["vingt"], ["vingts"]))
        ):
            digits, eaten = in_pairs(token, after)
            told = each_apart([token, *after[: eaten - 1]]) if eaten > 1 else ""
            if len(digits) == 2 and after[eaten - 1 : eaten] and after[eaten - 1] in TIMES_HUNDRED:
                digits, told, eaten = digits + "00", "", eaten + 1  # 'seventy seven hundred'
            self._add(digits, start, self.tokens[at + eaten - 1][2], "spelled", told)
            return eaten
        digits = digits_of(token)
        if token in TOLD_FIRST and self._by_ear(at) and self.row_english:
            digits = TOLD_FIRST[token]
        if token in UNITS and digits != "0" and self._next(at) in TIMES_HUNDRED:
            digits, eaten = times_hundred(token, self._after(at, 6))
            self._add(digits, start, self.tokens[at + eaten - 1][2], "spelled")
            return eaten
        if digits:
            self._add(digits, start, end, _how(token))
        elif token in SAID_SIGNS and self.run and self._more(at):
            self.said = True
            return 1
        elif self._slip(at):
            self._add(SLIPS[token], start, end, "slip")
        elif token in WEAK and self._weak(at):
            self._add(WEAK[token], start, end, "weak")
        elif (token in WEAK or token in SLIPS or token in BY_EAR) and self._by_ear(at):
            self._add(WEAK.get(token) or SLIPS.get(token) or BY_EAR[token], start, end, "slip")
        elif token in HOMONYMS and (meant := self._among(at)):
            self._add(meant, start, end, "spelled")
        elif self._loose(at):
            self._add(looks_of(token), start, end, "loose")
        elif token in PLURALS and self.run and self._glossed(at):
            self.run[-1] = self.run[-1]._replace(end=end)
        elif token in CONNECTORS and self.run and self._next(at) in SAID_SIGNS:
            return 1
        else:
            self._shut()
        return 1

    def read(self) -> list[list[Group]]:
        at, count = 0, len(self.tokens)
        while at < count:
            if _ordinary(self.tokens[at][0]):
                if self.run or self.plus_at is not None:
                    self._shut()
                at += 1
            else:
                at += self._take(at)
        self._shut()
        return self.runs
