"""Digits dictated as tens and hundreds ('twenty three', 'quatre vingt dix', 'nine hundred'), word by word."""

from __future__ import annotations

from collections.abc import Sequence

from manumit.engine.signals.digit_words import digits_of
from manumit.engine.signals.number_words import AND_TEN, TIMES, TIMES_TEN
from manumit.engine.signals.numerals import CONNECTORS, HUNDREDS, PLURALS, TEENS, TENS, UNITS, WEAK

_VINGT = {"vingts": "20"}


def in_pairs(token: str, after: Sequence[str]) -> tuple[str, int]:
    """Tens dictated in pairs ('twenty three', 'treinta y uno', 'quatre vingt dix'): digits and tokens eaten."""
    if token == "quatre" and after and after[0] in ("vingt", "vingts"):
        rest, eaten = in_pairs("quatrevingt", after[1:])
        return rest, eaten + 1
    if token in HUNDREDS:
        return _hundred(token, after)
    tens = {"quatrevingt": "80", "soixante": "60"}.get(token) or TENS.get(token)
    if tens is None:
        if token == "dix" and after and after[0] in ("sept", "huit", "neuf"):
            return "1" + UNITS[after[0]], 2
        return TEENS.get(token, ""), 1
    skip = 1 if after and after[0] in CONNECTORS else 0
    following = after[skip] if len(after) > skip else ""
    if token in ("quatrevingt", "soixante") and following in TEENS:
        ones = int(TEENS[following])
        tail = after[skip + 1] if following == "dix" and len(after) > skip + 1 else ""
        extra = int(UNITS.get(tail, "0")) if tail in ("sept", "huit", "neuf") else 0
        return str(int(tens) + ones + extra), 2 + skip + (1 if extra else 0)
    if following in UNITS and UNITS[following] != "0":
        return str(int(tens) + int(UNITS[following])), 2 + skip
    return tens, 1


def each_apart(words: Sequence[str]) -> str:
    """Digits of words for tens and ones that are told one by one ('fifty five' as 50 5), '' where a word ties them."""
    known = (UNITS, TEENS, TENS, HUNDREDS, _VINGT)
    told = [next((table[word] for table in known if word in table), "") for word in words]
    return "".join(told) if all(told) else ""


def _hundred(token: str, after: Sequence[str]) -> tuple[str, int]:
    """'девятьсот', 'девятьсот шестнадцать', 'сто двадцать три': hundreds and what is added to them."""
    skip = 1 if after[1:] and after[0] in CONNECTORS else 0
    following = after[skip] if after else ""
    if following in TENS or following in TEENS:
        rest, eaten = in_pairs(following, after[skip + 1 :])
        return str(int(HUNDREDS[token]) + int(rest)), 1 + skip + eaten
    if following in UNITS and UNITS[following] != "0":
        return str(int(HUNDREDS[token]) + int(UNITS[following])), 2
    return HUNDREDS[token], 1


def times_hundred(token: str, after: Sequence[str]) -> tuple[str, int]:
    """'nine hundred', 'seven hundred twenty three'; a single digit after it is the next digit: 'nine hundred one two'
    is 90012."""
    skip = 1 if after[2:] and after[1] in CONNECTORS else 0
    following = after[1 + skip] if after[1 + skip :] else ""
    if following in TENS or following in TEENS:
        rest, eaten = in_pairs(following, after[skip + 2 :])
        return str(100 * int(UNITS[token]) + int(rest)), 2 + skip + eaten
    return UNITS[token] + "00", 2


def times_ten(token: str, after: Sequence[str]) -> tuple[str, int]:
    """'dua puluh satu', 'hai muoi', 'dua belas': digits and tokens eaten, or nothing."""
    if not after or UNITS[token] == "0":
        return "", 0
    if after[0] in AND_TEN:
        return "1" + UNITS[token], 2
    if after[0] in TIMES_TEN:
        ones = UNITS.get(after[1], "0") if len(after) > 1 else "0"
        return UNITS[token] + ones, 2 + (ones != "0")
    return "", 0


ARTICLES = frozenset("the el la le o das die der il lo цифру цифра".split())
_MOST_TIMES = 5


def counted(token: str, after: Sequence[str]) -> tuple[str, int]:
    """'three zeros', 'tres veces el cero': digits and tokens eaten, or nothing."""
    count = UNITS.get(token, token)
    if not (after and len(count) == 1 and "2" <= count <= str(_MOST_TIMES)):
        return "", 0
    if after[0] in PLURALS:
        return PLURALS[after[0]] * int(count), 2
    if after[0] not in TIMES:
        return "", 0
    skip = 2 if len(after) > 2 and after[1] in ARTICLES and after[1] not in UNITS else 1
    digit = digits_of(after[skip]) or WEAK.get(after[skip], "") if len(after) > skip else ""
    return (digit * int(count), 2 + skip) if len(digit) == 1 else ("", 0)


def recounted(token: str, after: Sequence[str]) -> int:
    """'(zero) three times': how often the digit before is meant, 0 for no such count."""
    count = UNITS.get(token, token)
    said = after and after[0] in TIMES and len(count) == 1 and "2" <= count <= str(_MOST_TIMES)
    return int(count) if said else 0
