"""Rows of digits that are something else by their shape alone: dates, prices, draws, results, addresses of networks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from manumit.engine.signals.number_tokens import Group

LONGEST_BARE = 12  # digits of a number that neither a plus nor a word announces
_SIZE = re.compile(r"(?![oоοil])[a-z]+\d{2,}$")
_COUNT = "01234567890"
_YEAR = re.compile(r"(?:19|20)\d\d")
_HOUR = re.compile("(?:[01]\\d|2[0-4])(?:00|15|30|45)")
"""An hour and its minutes without a sign: '0900 2100'."""
_DAY = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|"
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d"
)


def _ladder(groups: Sequence[Group]) -> bool:
    """A list of prices or sizes: short round numbers ('80/120/200', '100 150 200')."""
    values = [group.digits for group in groups]
    if len(values) < 3 or not all(
        2 <= len(value) <= 4 and value[-1] in "05" and value[0] != "0" for value in values
    ):
        return False
    return all(value[-1] == "0" for value in values) or all(int(a) <= int(b) for a, b in pairwise(values))


def _steps(values: Sequence[str]) -> bool:
    """Ages or sizes in a row ('18 19 20 21'), or a range of round numbers ('2000-2500')."""
    numbers = [int(value) for value in values]
    if len(values) == 2:
        return (
            all(value[-2:] in ("00", "50") and value[0] != "0" for value in values)
            and numbers[0] < numbers[1]
        )
    rising = all(1 <= b - a <= 2 for a, b in pairwise(numbers))
    short = all(len(value) == 2 for value in values) or (len(values) >= 5 and max(map(len, values)) <= 2)
    return len(values) >= 3 and rising and short


def network_address(groups: Sequence[Group]) -> bool:
    """Four short groups of different lengths with points between: a network address, a version."""
    sizes = [len(group.digits) for group in groups]
    pointed = all(group.gap.strip() == "." for group in groups[1:])
    if len(sizes) == 4 and pointed and groups[1].digits == "0" and max(sizes) > 3:
        return True  # the version of a program: '10.0.19045.3803'
    octets = all(group.digits == str(int(group.digits)) and int(group.digits) < 256 for group in groups)
    return len(sizes) == 4 and pointed and octets and max(sizes) <= 3 and len(set(sizes)) > 1


def file_number(groups: Sequence[Group]) -> bool:
    """The number of a licence or a file, with its year: '37/6735/2013', '2026-000481-77'."""
    gaps = {group.gap.strip() for group in groups[1:]}
    if len(groups) < 3 or len(gaps) > 1:
        return False
    last = "/" in gaps and bool(_YEAR.fullmatch(groups[-1].digits))
    return last or (gaps <= {"/", "-"} and bool(_YEAR.fullmatch(groups[0].digits)))


def stamped(groups: Sequence[Group]) -> bool:
    """A year, a month and a day with the same sign between, and more: '2023.11.07.1055', '2024-03-15-001'."""
    if len(groups) < 4 or groups[0].digits[:2] not in ("19", "20") or not _YEAR.fullmatch(groups[0].digits):
        return False
    month, day = groups[1].digits, groups[2].digits
    dated = len(month) == 2 and "01" <= month <= "12" and len(day) == 2 and "01" <= day <= "31"
    return dated and groups[1].gap == groups[2].gap and groups[1].gap.strip() in tuple("-./_")


def between_prices(groups: Sequence[Group]) -> bool:
    """One or two single digits, one of them in words, between round figures: '5000 two 15000' tells what two cost."""
    for at in range(1, len(groups) - 1):
        if groups[at].how == "digits" or len(groups[at].digits) > 1:
            continue
        before = at - 2 if at > 1 and len(groups[at - 1].digits) == 1 else at - 1
        if _round(groups[before]) and _round(groups[at + 1]):
            return True
    return False


def sized(groups: Sequence[Group], text: str) -> bool:
    """Sizes, each behind its letter: 'b88 w58 h86 t160'."""
    if groups[0].how not in ("loose", "letters"):
        return False
    lettered = all(group.how in ("loose", "letters") for group in groups)
    return lettered and all(_SIZE.match(text, group.start, group.end) for group in groups)


def decimals(groups: Sequence[Group]) -> bool:
    """Three numbers or more with one decimal each: '37.5 36.8 38.1'."""
    if len(groups) < 6 or len(groups) % 2 or groups[1].gap not in (".", ","):
        return False
    pointed = all(group.gap == groups[1].gap and len(group.digits) == 1 for group in groups[1::2])
    return pointed and all(group.gap == " " for group in groups[2::2])


def counted_up(digits: str) -> bool:
    """'1234567890': what is typed for any number."""
    return digits in _COUNT or digits in _COUNT[::-1]


def _round(group: Group) -> bool:
    return (
        group.how == "digits"
        and len(group.digits) > 2
        and group.digits.endswith("00")
        and group.digits[0] != "0"
    )


def drawn_or_scored(groups: Sequence[Group]) -> bool:
    """Numbers of a draw ('04 12 23 31 38 45', '37 21 15 8 5 2'), results ('21-19 18-21 21-17'), an identity number in
    fours."""
    plain = [group.digits for group in groups]
    if [len(value) for value in plain] == [4, 4, 4]:
        return True
    if max(map(len, plain)) > 2 or len(plain) < 4:
        return False
    values = [int(value) for value in plain]
    rising = len(plain) > 4 and values in (sorted(set(values)), sorted(set(values), reverse=True))
    gaps = [group.gap.strip() for group in groups[1:]]
    scored = len(plain) % 2 == 0 and len(set(gaps[::2])) == 1 and gaps[0] != "" and gaps[0] not in gaps[1::2]
    return rising or scored


def dated_or_priced(groups: Sequence[Group], digits: str, cued: bool = False) -> bool:
    """Dates, years, hours (unless a telephone is promised), price ladders, sizes, one digit repeated."""
    plain = [group.digits for group in groups]
    if groups[0].plus:
        return False
    if len(set(digits)) == 1 or (len(plain) == 1 and len(digits) == 8 and _DAY.fullmatch(digits)):
        return True
    if all(_YEAR.fullmatch(value) for value in plain) and len(plain) > 1:
        return True
    dated = sorted(map(len, plain)) in ([1, 1, 4], [1, 2, 4], [2, 2, 4])
    if dated and all(group.gap.strip() in "/.-" for group in groups[1:]):
        return True
    if not cued and len(plain) > 1 and len(plain) % 2 == 0 and all(map(_HOUR.fullmatch, plain)):
        return True
    small = all(len(value) <= 3 for value in plain) and len(plain) >= 2
    sizes = small and len(plain) <= 4 and len(digits) <= 9 and all("/" in group.gap for group in groups[1:])
    return _ladder(groups) or _steps(plain) or sizes


def printed(groups: Sequence[Group], digits: str) -> bool:
    """A book's or an article's number (GS1's 978 and 979), or more digits in one row than a national number has."""
    if len(groups) > 1 or digits.startswith("00"):
        return False
    return len(digits) > LONGEST_BARE + 1 or digits[:3] in ("978", "979")
