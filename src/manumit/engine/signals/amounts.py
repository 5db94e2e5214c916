"""Prices, with their currency and what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from manumit.engine.signals.any_of import any_of
from manumit.engine.signals.model import Found
from manumit.engine.signals.periods import period_of

_SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "₱": "PHP",
    "₽": "RUB",
    "₹": "INR",
    "₩": "KRW",
    "₫": "VND",
    "฿": "THB",
    "₴": "UAH",
    "₺": "TRY",
    "₪": "ILS",
    "₦": "NGN",
    "r$": "BRL",
    "us$": "USD",
    "c$": "CAD",
    "ca$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "hk$": "HKD",
    "s$": "SGD",
    "mx$": "MXN",
    "nz$": "NZD",
    "$": "",
    "¥": "",
    "元": "CNY",
    "円": "JPY",
}
_WORDS = {
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "евро": "EUR",
    "gbp": "GBP",
    "pounds": "GBP",
    "quid": "GBP",
    "usd": "USD",
    "dollars": "",
    "dollar": "",
    "bucks": "",
    "dolares": "USD",
    "долларов": "USD",
    "cad": "CAD",
    "aud": "AUD",
    "brl": "BRL",
    "reais": "BRL",
    "real": "BRL",
    "mxn": "MXN",
    "pesos": "",
    "peso": "",
    "php": "PHP",
    "piso": "PHP",
    "rub": "RUB",
    "руб": "RUB",
    "рублей": "RUB",
    "рубля": "RUB",
    "рубль": "RUB",
    "р": "RUB",
    "uah": "UAH",
    "грн": "UAH",
    "гривен": "UAH",
    "ron": "RON",
    "lei": "RON",
    "pln": "PLN",
    "zl": "PLN",
    "czk": "CZK",
    "huf": "HUF",
    "chf": "CHF",
    "sek": "SEK",
    "nok": "NOK",
    "dkk": "DKK",
    "kr": "SEK",
    "aed": "AED",
    "dhs": "AED",
    "dirhams": "AED",
    "sar": "SAR",
    "qar": "QAR",
    "inr": "INR",
    "rupees": "INR",
    "rs": "INR",
    "thb": "THB",
    "baht": "THB",
    "vnd": "VND",
    "dong": "VND",
    "myr": "MYR",
    "rm": "MYR",
    "rp": "IDR",
    "sgd": "SGD",
    "idr": "IDR",
    "rupiah": "IDR",
    "ribu": "IDR",
    "trieu": "VND",
    "guaranies": "PYG",
    "gs": "PYG",
    "hkd": "HKD",
    "jpy": "JPY",
    "yen": "JPY",
    "cny": "CNY",
    "rmb": "CNY",
    "yuan": "CNY",
    "บาท": "THB",
    "원": "KRW",
    "块": "CNY",
    "đồng": "VND",
    "đ": "VND",
    "vnđ": "VND",
    "гривня": "UAH",
    "гривні": "UAH",
    "тенге": "KZT",
    "лей": "RON",
    "лв": "BGN",
    "dolari": "",
    "libras": "GBP",
    "livres": "GBP",
    "фунтов": "GBP",
    "фунты": "GBP",
    "krw": "KRW",
    "cop": "COP",
    "clp": "CLP",
    "ars": "ARS",
    "soles": "PEN",
    "pen": "PEN",
    "zar": "ZAR",
    "rand": "ZAR",
    "ngn": "NGN",
    "naira": "NGN",
    "kes": "KES",
    "ksh": "KES",
    "try": "TRY",
    "tl": "TRY",
    "lira": "TRY",
    "درهم": "AED",
    "دولار": "USD",
    "يورو": "EUR",
    "جنيه": "EGP",
    "ريال": "SAR",
    "ευρω": "EUR",
    "ευρώ": "EUR",
    "रुपये": "INR",
    "रुपए": "INR",
    "usdc": "USDC",
    "ltc": "LTC",
    "xmr": "XMR",
    "bitcoin": "BTC",
    "btc": "BTC",
    "usdt": "USDT",
    "eth": "ETH",
}
_HOME = {
    "US": "USD",
    "CA": "CAD",
    "AU": "AUD",
    "NZ": "NZD",
    "MX": "MXN",
    "AR": "ARS",
    "CL": "CLP",
    "CO": "COP",
    "SG": "SGD",
    "HK": "HKD",
    "PH": "PHP",
    "DO": "DOP",
    "UY": "UYU",
    "CU": "CUP",
}
_DOLLAR_ONLY = frozenset(["US", "CA", "AU", "NZ", "SG", "HK"])
_DOLLAR, _PESO = frozenset(["$", "dollars", "dollar", "bucks"]), frozenset(["pesos", "peso"])
_SMALL_PARTS = frozenset(["BTC", "ETH", "LTC", "XMR"])
_NUMBER = (
    r"0[.,]\d{1,8}(?!\d)|\d{1,5}[.,]\d{3,8}(?=\s?(?:btc|eth|ltc|xmr|bitcoin)\b)|"
    r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,7}(?:[.,]\d{1,2})?(?!\d)"
)
_SIGN, _WORD = any_of(_SYMBOLS), any_of(_WORDS)
_LEADING = r"(?<!\d )(?<!\d)(?:usdt|usdc|btc|eth|ltc|xmr|php|eur|usd|gbp|aed|rs|rm|rp|inr|vnd|idr|cad|aud|brl|chf)\.?"
_HEADS = "".join(
    {
        word[0]
        for word in (
            *_SYMBOLS,
            "inr",
            "vnd",
            "php",
            "eur",
            "usd",
            "gbp",
            "aed",
            "rs",
            "cad",
            "brl",
            "mx",
            "btc",
            "eth",
            "ltc",
            "xmr",
        )
    }
)
_PRICE = re.compile(
    rf"(?=[\d{re.escape(_HEADS)}])(?:(?<![\w$€£])(?P<before>{_SIGN}|"
    rf"{_LEADING})\s?(?P<first>{_NUMBER})(?:\s?(?P<k>k\b))?"
    rf"|(?<![\d.,:/+-])(?<!\d )(?P<second>{_NUMBER})(?P<k2>k)?\s?(?P<after>(?:{_SIGN})(?!\s?\d)|(?:{_WORD})\b))"
)


_NO_AMOUNT = re.compile(r"0\d")
_GOES_ON = re.compile(r"[.,]\d{3,}")
"""Behind what stands for an amount: '£07700.900.123', 'Rs 98765,00123'."""
_FRACTION = re.compile(r"(.*?)[.,](\d{1,2})")
_SMALL = re.compile(r"(\d+)[.,](\d{1,8})")
_FIGURES = re.compile(r"\d(?:\D{0,32}\d)*")
_BEFORE, _BEHIND = 8, 24  # characters around figures in which their currency may stand


def _currency(sign: str, region: str | None) -> tuple[str, float]:
    known = _SYMBOLS.get(sign, _WORDS.get(sign.rstrip("."), ""))
    if known:
        return known, 0.92
    if sign in _DOLLAR:
        return _HOME.get(region or "", "USD"), 0.85 if region in _HOME else 0.6
    if sign in _PESO:
        own = region in _HOME and region not in _DOLLAR_ONLY
        return (_HOME[region], 0.85) if region and own else ("XXX", 0.5)
    return ("CNY" if region == "CN" else "JPY"), 0.6


@lru_cache(maxsize=32768)
def _amount(text: str, thousands: bool, coin: bool = False) -> str:
    """Decimal text of a written number: a last group of one or two digits is the fraction, and so is any behind a zero
    alone or of a coin that is paid in small parts ('0.015', '1.2504 BTC')."""
    plain = text.replace("'", "").replace(" ", "")
    match = (_SMALL if coin or plain[:2] in ("0.", "0,") else _FRACTION).fullmatch(plain)
    whole, fraction = (match[1], match[2]) if match else (plain, "")
    whole = "".join(filter(str.isdecimal, whole)).lstrip("0") or "0"
    if thousands:
        return str(int(float(f"{whole}.{fraction or 0}") * 1000))
    return f"{whole}.{fraction}" if fraction.strip("0") else whole


def _priced(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Matches near figures: a search from every letter that may begin a currency would take most of the time."""
    done = start
    for figures in _FIGURES.finditer(text, start, end):
        first, last = max(done, figures.start() - _BEFORE), min(end, figures.end() + _BEHIND)
        for match in _PRICE.finditer(text, first, last):
            done = match.end()
            yield match


def find_prices(
    text: str, region: str | None, start: int = 0, end: int | None = None, units: bool = True
) -> list[Found]:
    """Prices of (a part of) a lower-case surface text as 'CUR amount' or 'CUR amount per hour' (see
    periods.py); '$' and 'pesos' are read by region."""
    found = []
    for match in _priced(text, start, len(text) if end is None else end):
        if match["before"] and (_NO_AMOUNT.match(match["first"]) or _GOES_ON.match(text, match.end("first"))):
            continue
        sign = (match["before"] or match["after"] or "").strip()
        currency, confidence = _currency(sign, region)
        number, thousands = match["first"] or match["second"], bool(match["k"] or match["k2"])
        value = f"{currency} {_amount(number, thousands, currency in _SMALL_PARTS)}"
        unit = period_of(text, *match.span(), currency) if units else ""
        value += f" per {unit}" if unit else ""
        found.append(Found("price", value, match.start(), match.end(), confidence, "price/1"))
    return found
