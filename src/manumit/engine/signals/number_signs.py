"""What is put between the digits of a number, read away without moving a character: sums, articles, an open carrier,
the same sign, cross, brackets or quotes at each group."""

from __future__ import annotations

import re
from collections.abc import Iterable

from manumit.engine.signals.dictated import ARTICLES
from manumit.engine.signals.number_words import TIMES

_SUM = re.compile(
    r"(?<=\d)(?P<gap>[ .-]?)(?:[(\[]\s?(?P<a>\d{1,4})\s?\+\s?(?P<b>\d{1,3})\s?[)\]]|"
    r"(?<=[ .-])(?P<c>\d{1,3})\s?\+\s?(?P<d>\d{1,2})(?!\s?\d|[^\S\n]{0,3}[\w%]))"
)
"""'07700 900 (340+1)': the last digits of a number as a sum; '900 123 + 1 friend' is none."""
_SIGNED_ROW = re.compile(
    r"(?<![\d=<>#])[=<>#]{0,2}(?<!\d)\d{1,5}([=<>#]{1,2})\d{1,5}(?:\1\d{1,5})+(?:\1)?(?![\d=<>#])"
)
"""'0=7=7=0', '07700<>900<>123', '#0#7#7': the same sign between all groups is a disguise and ends nothing."""
_BRACKETED_ROW = re.compile(r"(?:[\[({<]\s?\d{1,4}\s?[\])}>][ .-]?){4,}")
"""'(6)[4]{6}<5>': groups in brackets of any kind, one behind the other."""
_ADDED_ROW = re.compile(r"(?<![\d+])\d(?:\+\d){6,}(?![\d+])")
"""'6+1+2+5': a plus between all digits."""
_QUOTED = re.compile("[\"'`“”„«»‹›‘’]\\s?\\d{1,5}\\s?[\"'`“”„«»‹›‘’]")
"""A group in quotes."""
_UNBRACKETED = str.maketrans("[]{}<>()\"'`“”„«»‹›‘’", " " * 20)
CROSSED_ROW = re.compile(
    r"(?<![^\W_])\d{1,5}(?P<cross>\s?(?P<letter>[xх×✕])(?P=letter){0,2}\s?)\d{1,5}(?:(?P=cross)\d{1,5})+(?![^\W_])"
)
"""'0x7x7x0', '07700xx900xx123': a cross between all groups."""
SPRINKLED = re.compile(r"\d(?<![^\W_]\d)(?:[a-z]\d){7,13}[a-z]?(?![^\W_])")
"""'0b7e4t0h0h1c2': a letter between each two digits."""
_LETTER, _HEXADECIMAL = re.compile("[a-z]"), re.compile("[0-9a-f]*")
_SAME_SIGN = re.compile(
    r"\d(?<![\w.,#]\d)\d{0,4}(?P<sign> ?[^\w\s.,:;+\-()/'\"\0$€£¥₱₽₹₩₫฿°@] ?)\d{1,5}(?:(?P=sign)\d{1,5}){1,13}"
    r"(?![\w.,])(?!(?P=sign))"
)
"""'04 % 12 % 862 % 521': the same sign, of those that end a number, between all groups."""
_TAGGED_ROW = re.compile(r"#(?<![\w#]#)\d{1,5}(?: #\d{1,5}){2,}(?![\w#])")
"""'#202 #555 #0136'."""
_SIGN_BEHIND = re.compile("[0-9](?: ?[+=<>#%*^&!|~xх×✕\\]})\"'`“”„«»‹›‘’]|[a-z][0-9][a-z][0-9])")
"""In every such row."""
_LONE_DIGITS, _CROSSED_DIGITS = 7, range(9, 14)
_WIDEST = 8  # characters between two groups of one number
_NEAR = 8  # characters between two parts of a text that an article may fill


def _added(match: re.Match[str]) -> str:
    first, second = match["a"] or match["c"], match["b"] or match["d"]
    total = str(int(first) + int(second)).zfill(len(first))
    width = len(match.group()) - len(match["gap"])
    fits = len(match.group()) - len(total) <= _WIDEST  # so that the number ends where the sum does
    return match["gap"] + (total.rjust(width, "-") if fits else total.center(width, "-"))


_COUNT_AT_END = re.compile(rf"(?:{'|'.join(sorted(TIMES))})$")


def over_articles(text: str, parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts that nothing but an article divides behind a word that counts ('tres veces el cero') as one."""
    joined: list[tuple[int, int]] = []
    for start, end in parts:
        last = joined[-1] if joined else (0, 0)
        between = text[last[1] : start] if joined and start - last[1] < _NEAR else ""
        if between.strip() in ARTICLES and _COUNT_AT_END.search(text[max(0, last[1] - 8) : last[1]]):
            joined[-1] = (last[0], end)
        else:
            joined.append((start, end))
    return joined


def summed(text: str) -> str:
    """'900 (340+1)' as '900 ----341'; and Brazil's '0xx11', the carrier left open, as '0--11'."""
    return _SUM.sub(_added, text.replace("0xx", "0--"))


def crossed(match: re.Match[str]) -> bool:
    """Whether a CROSSED_ROW is a telephone's and no measure ('120x60x75'): enough single digits, or a group that begins
    with a zero in a row as long as a number."""
    groups = re.findall(r"\d+", match.group())
    if all(len(group) == 1 for group in groups):
        return len(groups) >= _LONE_DIGITS
    long = sum(map(len, groups)) in _CROSSED_DIGITS
    return long and len(groups) > 2 and any(len(group) > 1 and group[0] == "0" for group in groups)


def _uncrossed(match: re.Match[str]) -> str:
    return match.group().replace(match["letter"], "-") if crossed(match) else match.group()


def _unsprinkled(match: re.Match[str]) -> str:
    row = match.group()
    return row if _HEXADECIMAL.fullmatch(row) else _LETTER.sub("-", row)


def _untagged(match: re.Match[str]) -> str:
    groups = re.findall(r"\d+", match.group())
    long = sum(map(len, groups)) in _CROSSED_DIGITS
    zero = any(len(group) > 1 and group[0] == "0" for group in groups)
    return match.group().replace("#", " ") if long and zero else match.group()


def _resigned(match: re.Match[str]) -> str:
    digits = "".join(filter(str.isdigit, match.group()))
    if len(digits) not in _CROSSED_DIGITS or "00" in (digits[-2:], digits[:2]):
        return match.group()
    return match.group().replace(match["sign"], "-" * len(match["sign"]))


def unsigned(text: str) -> str:
    """A lower-case text in which what stands between all groups of a row of digits ends no number."""
    if _SIGN_BEHIND.search(text):
        text = _SIGNED_ROW.sub(lambda row: row.group().replace(row[1], "-" * len(row[1])), text)
        text = SPRINKLED.sub(_unsprinkled, text)
        text = _SAME_SIGN.sub(_resigned, text)
        text = _TAGGED_ROW.sub(_untagged, text)
        text = _ADDED_ROW.sub(lambda row: row.group().replace("+", "-"), text)
        text = CROSSED_ROW.sub(_uncrossed, text)
        text = _BRACKETED_ROW.sub(lambda row: row.group().translate(_UNBRACKETED), text)
        text = _QUOTED.sub(lambda one: one.group().translate(_UNBRACKETED), text)
    return summed(text) if "+" in text or "0xx" in text else text
