"""Digits dictated as tens and hundreds ('twenty three', 'quatre vingt dix', 'nine hundred'), word by word."""

from __future__ import annotations

from collections.abc import Sequence

from manumit.engine.signals.numerals import CONNECTORS, HUNDREDS, TEENS, TENS, UNITS


def in_pairs(token: str, after: Sequence[str]) -> tuple[str, int]:
    """Tens dictated in pairs ('twenty three', 'treinta y uno', 'quatre vingt dix'): digits and tokens eaten."""
    if token == "quatre" and after and after[0] in ("vingt", "vingts"):
        rest, eaten = in_pairs("quatrevingt", after[1:])
        return rest, eaten + 1
    if token in HUNDREDS:
        return _hundred(token, after)
    tens = {"quatrevingt": "80", "soixante": "60"}.get(token) or TENS.get(token)
    if tens is None:
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
