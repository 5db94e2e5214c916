"""Prices, with their currency and what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from manumit.engine.signals.any_of import any_of
from manumit.engine.signals.currencies import (
    EVERYDAY,
    FEWEST,
    FEWEST_EVERYDAY,
    HOME,
    IMPLIED,
    OTHERS,
    SYMBOLS,
    TIMES,
    UNPARTED,
    WORDS,
)
from manumit.engine.signals.model import Found
from manumit.engine.signals.periods import LASTING, period_of

_DOLLAR_ONLY = frozenset(["US", "CA", "AU", "NZ", "SG", "HK"])
_DOLLAR, _PESO = frozenset(["$", "dollars", "dollar", "bucks"]), frozenset(["pesos", "peso"])
_SMALL_PARTS = frozenset(["BTC", "ETH", "LTC", "XMR"])
_NUMBER = (
    r"0[.,]\d{1,8}(?!\d)|\d{1,5}[.,]\d{3,8}(?=\s?(?:btc|eth|ltc|xmr|bitcoin)\b)|"
    r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,7}(?:[.,]\d{1,2})?(?!\d)"
)
_LEADERS = (
    "usdt usdc btc eth ltc xmr php eur usd gbp aed rs rm rp inr vnd idr cad aud brl chf kes ksh ngn zar qar "
    "sar kwd omr bhd "
    "jod egp pln czk huf ron rub uah mxn clp thb jpy cny rmb krw sgd hkd myr pkr bdt lkr ugx tzs tsh ghs etb "
    "ils nis dhs"
).split()
"""Codes that stand before a number; others are words too."""
_SIGN = any_of(SYMBOLS)
_PARTED = rf"(?:{any_of(word for word in [*WORDS, *IMPLIED] if word not in UNPARTED)})(?![^\W_])"
_GLUED = any_of(word for word in WORDS if word in UNPARTED)
_TIMES = (
    rf"(?:{any_of(word for word in TIMES if word not in UNPARTED)})(?![^\W_])|"
    rf"(?:{any_of(word for word in TIMES if word in UNPARTED)})"
)
_LEADING = rf"(?<!\d )(?<!\d)(?:{any_of(_LEADERS)})\.?"
_TIME = re.sub(r"\?P<\w+>", "?:", LASTING) + r"(?![^\W_])"
"""Behind '60 € ': the sign is that of the number before it."""
_HEADS = "".join({word[0] for word in (*SYMBOLS, *_LEADERS)})
_PRICE = re.compile(
    rf"(?=[\d{re.escape(_HEADS)}])(?:(?<![\w$€£])(?P<before>{_SIGN}|"
    rf"{_LEADING})\s?(?P<first>{_NUMBER})(?:\s?(?P<k>{_TIMES}|(?:ribu|rb|juta|jt|nghin|ngan|trieu|tr)\b))?"
    rf"|(?<![\d.:/+-])(?<!\d[, "
    rf"])(?P<second>{_NUMBER})(?:\s?(?P<k2>{_TIMES})(?:(?P<rest>\d{{1,4}})(?P<restk>[千천])?)?)?"
    rf"(?:[.,]-{{1,2}})?\s?(?P<after>(?:{_SIGN})(?:(?!\s?\d)|(?<=\d[€£₽₹₺₴₾])(?!\d)|(?<=\d\s[€£$₽₹₺₴₾])(?=\s{_TIME}))|{_PARTED}|{_GLUED}|/-))"
)


_NO_AMOUNT = re.compile(r"0\d")
_GOES_ON = re.compile(r"[.,]\d{3,}")
"""Behind what stands for an amount: '£07700.900.123', 'Rs 98765,00123'."""
_FRACTION = re.compile(r"(.*?)[.,](\d{1,2})")
_SMALL = re.compile(r"(\d+)[.,](\d{1,8})")
_FIGURES = re.compile(r"\d(?:\D{0,32}\d)*")
_BEFORE, _BEHIND = 8, 24  # characters around figures in which their currency may stand


def _currency(sign: str, region: str | None) -> tuple[str, float]:
    own = OTHERS.get(sign, {}).get(region or "")
    known = own or SYMBOLS.get(sign) or WORDS.get(sign.rstrip("."), "")
    if known:
        return known, 0.92
    if sign in IMPLIED:
        return IMPLIED[sign][0], 0.8
    if sign in _DOLLAR:
        return HOME.get(region or "", "USD"), 0.85 if region in HOME else 0.6
    if sign in _PESO:
        home = region in HOME and region not in _DOLLAR_ONLY
        return (HOME[region], 0.85) if region and home else ("XXX", 0.5)
    if sign in OTHERS:
        return "XXX", 0.5
    return ("CNY" if region == "CN" else "JPY"), 0.6


def times_of(word: str | None) -> int:
    """What a word behind a number multiplies it by."""
    if not word:
        return 1
    return TIMES.get(word) or IMPLIED.get(word, ("", 1))[1]


@lru_cache(maxsize=32768)
def amount(text: str, times: int = 1, coin: bool = False) -> str:
    """Decimal text of a written number: a last group of one or two digits is the fraction, and so is any behind a zero
    alone or of a coin that is paid in small parts ('0.015', '1.2504 BTC'); `times`: what it is multiplied by."""
    plain = text.replace("'", "").replace(" ", "")
    match = (_SMALL if coin or plain[:2] in ("0.", "0,") else _FRACTION).fullmatch(plain)
    whole, fraction = (match[1], match[2]) if match else (plain, "")
    whole = "".join(filter(str.isdecimal, whole)).lstrip("0") or "0"
    if times > 1:
        return str(int(whole + fraction) * times // 10 ** len(fraction))
    return f"{whole}.{fraction}" if fraction.strip("0") else whole


def _priced(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Matches near figures: a search from every letter that may begin a currency would take most of the time."""
    done = start
    for figures in _FIGURES.finditer(text, start, end):
        first, last = max(done, figures.start() - _BEFORE), min(end, figures.end() + _BEHIND)
        for match in _PRICE.finditer(text, first, last):
            done = match.end()
            yield match


def _number(match: re.Match[str], sign: str, currency: str) -> str:
    """The amount of a price."""
    word = match["k"] or match["k2"]
    if word == "bin" and match["before"] and currency != "TRY":  # '€50 bin frei'
        word = None
    times = times_of(word) * (IMPLIED[sign][1] if sign in IMPLIED else 1)
    told = amount(match["first"] or match["second"], times, currency in _SMALL_PARTS)
    if match["rest"] and told.isdigit():  # '2万5千円'
        told = str(int(told) + int(match["rest"]) * (1000 if match["restk"] else 1))
    return told


_AGE_OR_MINUTES = re.compile(
    r"\s?-?(?:min(?:s|ut\w*)?|perc|dakika|y\.?/?o|yrs?|years?|ani|anos|ans|let|lat|godina|jahre?|jaar)(?![^\W_])"
)
_IN_DONG = re.compile(r"\s?(?:\d{1,3}\s?)?(?:/|₫|(?:d|vnd|dong|gio|dem|ngay|thang|tuan|lan|mot|1)(?![^\W_]))")
"""Behind millions that are told in Vietnamese."""


def _is_money(text: str, match: re.Match[str], region: str | None) -> bool:
    """Whether a word that is another word as often is money there: by the amount, or where the text is from."""
    sign = (match["before"] or match["after"]).strip().rstrip(".")
    if match["k2"] == "bin" and region != "TR" and WORDS.get(sign, SYMBOLS.get(sign)) != "TRY":
        return False  # 'ich 25 bin Euro-frei'
    if sign == "tr":
        return region == "VN" or _IN_DONG.match(text, match.end()) is not None
    if sign not in EVERYDAY:
        return True
    if match["before"] and _AGE_OR_MINUTES.match(text, match.end()):
        return False
    least = 10 if match["before"] else 0
    number = float(amount(match["first"] or match["second"], times_of(match["k"] or match["k2"])))
    return number >= (least if region in EVERYDAY[sign] else FEWEST_EVERYDAY)


def find_prices(
    text: str, region: str | None, start: int = 0, end: int | None = None, units: bool = True
) -> list[Found]:
    """Prices of (a part of) a lower-case surface text as 'CUR amount' or 'CUR amount per hour' (see
    periods.py); '$' and 'pesos' are read by region."""
    found = []
    for match in _priced(text, start, len(text) if end is None else end):
        if match["before"] and (_NO_AMOUNT.match(match["first"]) or _GOES_ON.match(text, match.end("first"))):
            continue
        if match["before"] and not _is_money(text, match, region):  # 'Ron 50 €'
            again = _PRICE.match(text, match.start("first"))
            if again is None:
                continue
            match = again
        if match["after"] and not _is_money(text, match, region):
            continue
        sign = (match["before"] or match["after"] or "").strip()
        currency, confidence = _currency(sign, region)
        number = _number(match, sign, currency)
        if sign in FEWEST and float(number) < FEWEST[sign]:
            continue
        unit = period_of(text, *match.span(), currency) if units else ""
        value = f"{currency} {number} per {unit}" if unit else f"{currency} {number}"
        found.append(Found("price", value, match.start(), match.end(), confidence, "price/1"))
    return found
