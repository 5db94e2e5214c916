"""Amounts in an offer: what is paid, what is asked, and whether that is much."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from manumit.engine.offers.patterns import negated
from manumit.engine.offers.reading import LONGEST_TEXT, Reading, Sentence
from manumit.engine.signals import Mention, extract

_RATES = """
USD 1 USDT 1 EUR 1.08 GBP 1.28 CHF 1.14 BRL 0.186 MXN 0.055 PHP 0.0175 RUB 0.0108 UAH 0.025 RON 0.217 PLN 0.25
VND 0.00004 THB 0.028 IDR 0.000063 COP 0.000245 ARS 0.001 CLP 0.00106 PEN 0.266 TRY 0.03 AED 0.272 QAR 0.275 SAR 0.267
KWD 3.26 INR 0.012 MYR 0.219 SGD 0.748 HKD 0.128 JPY 0.0066 CNY 0.139 KRW 0.00073 CZK 0.043 HUF 0.0027 BGN 0.55
CAD 0.73 AUD 0.66 NZD 0.6 SEK 0.095 NOK 0.093 DKK 0.145 ILS 0.27 ZAR 0.055 DOP 0.017 NGN 0.00067 KES 0.0074
BTC 65000 ETH 3000 MOP 0.124 TWD 0.031 BHD 2.65 OMR 2.6 JOD 1.41
""".split()
_DOLLARS = dict(zip(_RATES[::2], map(float, _RATES[1::2]), strict=True))
"""US dollars a unit, rounded to the order of the averages of 2024: good for 'is it much', for nothing else."""
_HOME = {
    "tl": "PHP",
    "pt": "BRL",
    "ru": "RUB",
    "es": "USD",
    "uk": "UAH",
    "ro": "RON",
    "fr": "EUR",
    "vi": "VND",
}
_HOME |= {"th": "THB", "id": "IDR", "en": "USD", "zh": "CNY"}
_THOUSAND = frozenset(
    "k thousand mil тысяч тысячи тыс тис тисяч libo nghin ngan ribu rb mii mille พัน".split()
)
_MILLION = frozenset(
    "million millions millones milhao milhoes млн миллион* milyon trieu juta jt lakh ล้าน".split()
)
_MONEY_WORDS = {
    **dict.fromkeys("рублей руб р рубля".split(), "RUB"),
    **dict.fromkeys("гривень грн гривен".split(), "UAH"),
    **dict.fromkeys("reais real".split(), "BRL"),
    **dict.fromkeys("dolares dolar dollars dollar usd долларов usdt".split(), "USD"),
    **dict.fromkeys("euros euro eur евро".split(), "EUR"),
    **dict.fromkeys("pesos piso php".split(), "PHP"),
    **{"baht": "THB", "rupiah": "IDR", "dong": "VND", "lei": "RON", "pounds": "GBP", "soles": "PEN"},
    **dict.fromkeys("dirhams aed".split(), "AED"),
}
LARGE, SMALL = 150.0, 60.0
"""Dollars: at least this is a large fee; below the other a small one. Judgement; see the model card."""
LARGE_SHARE = 0.25
"""Of a month's stated pay: a fee of so much is large whatever the currency."""
LEAST_SHARE = 0.6
"""Of the minimum wage: part-time and household work are paid below a full month."""
_A_MONTH = {"HOUR": 173.0, "DAY": 26.0, "WEEK": 4.33, "MONTH": 1.0, "YEAR": 1 / 12}
_PERIOD_REACH, _SALARY_REACH = 4, 5
_MOST_PAY = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money: its tokens, in dollars (0 = currency unknown), as a month's pay when it is a wage, and whether
    its currency or its thousands are told."""

    first: int
    end: int
    value: float
    currency: str
    monthly: float
    told: bool

    @property
    def dollars(self) -> float:
        """In US dollars, roughly."""
        return self.value * _DOLLARS.get(self.currency, 0.0)


@cache
def wages() -> dict[str, dict[str, Any]]:
    """The wage table, by country."""
    text = files("manumit.engine.offers").joinpath("wages.yaml").read_text("utf-8")
    return dict(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def mentions(text: str) -> list[Mention]:
    """Prices and towns of the part of a text that is read. A country alone is told by the lexicon, and often it is not
    where the work is: with it, pay above the market was missed (two of 182 deceptive offers)."""
    return [
        m
        for m in extract({"text": text[:LONGEST_TEXT]})
        if m.kind in ("price", "place", "phone", "url", "email") and not m.extractor.startswith("country/")
    ]


def number_of(word: str) -> float:
    """A number as it is written, without its cents: '1,200' is 1200 and '2.50' is 2."""
    plain = re.sub(r"[' ]", "", word)
    whole = re.fullmatch(r"(\d+(?:[.,]\d{3})*)(?:[.,](\d{1,2}))?", plain)
    digits = re.sub(r"\D", "", whole[1]) if whole else re.sub(r"\D", "", plain)
    return float(digits or 0)


def _sentence_of(reading: Reading, token: int) -> Sentence | None:
    at = bisect_left(reading.sentences, token + 1, key=lambda s: s.start) - 1
    return reading.sentences[at] if at >= 0 else None


def _monthly(reading: Reading, first: int, end: int, value: float) -> float:
    """As a month's pay, when a period or a wage word stands by; else 0."""
    sentence = _sentence_of(reading, first)
    if sentence is None:
        return 0.0
    fees = [span for span in sentence.concepts.get("FEE", ()) if not negated(reading, sentence, *span)]
    if any(first - _PERIOD_REACH < span[1] <= first for span in fees):
        return 0.0  # 'the deposit is 900 this month' is no wage; 'no fee, 900 a month' is
    near = (end + _PERIOD_REACH, _A_MONTH)
    for name, times in near[1].items():
        if any(end <= span[0] < near[0] for span in sentence.concepts.get(name, ())):
            return value * times
    for name in ("SALARY", "EARN"):
        for span in sentence.concepts.get(name, ()):
            fee_between = any(span[0] <= f[0] < first for f in fees)
            if first - _SALARY_REACH <= span[1] <= first and not fee_between:
                return value
    return 0.0


def _asked(sentence: Sentence, at: int) -> bool:
    """Whether a bare number stands by a word of paying: else it may be a licence, a house, a year."""
    return any(
        span[0] - 5 < at < span[1] + 5
        for name in ("PAY", "FEE", "SEND")
        for span in sentence.concepts.get(name, ())
    )


def amounts(reading: Reading, found: Sequence[Mention]) -> list[Amount]:
    """Every sum in the text, in order; AMOUNT is added to the concepts of its sentence."""
    starts = [reading.folded.offsets[span[0]] for span in reading.spans]
    priced: dict[int, tuple[str, int]] = {}
    closed: set[int] = set()
    for mention in found:
        tokens = range(bisect_left(starts, mention.start), bisect_left(starts, mention.end))
        if mention.kind == "price":
            digits = [t for t in tokens if reading.words[t][0].isdigit()]
            if digits:
                priced[digits[0]] = (mention.value.split(" ")[0], tokens[-1] + 1)
        elif mention.kind != "place":
            closed.update(tokens)
    sums = []
    for at, word in enumerate(reading.words):
        if not word[0].isdigit() or at in closed:
            continue
        currency, end = priced.get(at, ("", at + 1))
        value = number_of(word)
        for ahead in range(at + 1, min(at + 3, len(reading.words))):
            follower = reading.words[ahead]
            if ahead == at + 1 and (
                follower in _THOUSAND or follower in _MILLION or follower.startswith("миллион")
            ):
                value, end = value * (1e3 if follower in _THOUSAND else 1e6), max(end, ahead + 1)
            elif follower in _MONEY_WORDS and not currency:
                currency, end = _MONEY_WORDS[follower], max(end, ahead + 1)
        if not currency and value < 50:
            continue
        named = currency if currency not in ("", "XXX") else _HOME.get(reading.language, "")
        told = bool(currency) or end > at + 1
        sums.append(Amount(at, end, value, named, _monthly(reading, at, end, value), told))
        sentence = _sentence_of(reading, at)
        if sentence and not sums[-1].monthly and (told or (value >= 100 and _asked(sentence, at))):
            sentence.concepts.setdefault("AMOUNT", []).append((at, end))
    return sums


def places(reading: Reading, found: Sequence[Mention]) -> set[str]:
    """Countries named; PLACE is added to the concepts of their sentences."""
    starts = [reading.folded.offsets[span[0]] for span in reading.spans]
    countries = set()
    for mention in found:
        if mention.kind == "place":
            first, end = bisect_left(starts, mention.start), bisect_left(starts, mention.end)
            sentence = _sentence_of(reading, first)
            if sentence and first < end:
                sentence.concepts.setdefault("PLACE", []).append((first, end))
            countries.add(mention.value.rsplit(", ", 1)[-1])
    return countries


def fee_size(sums: Sequence[Amount], first: int, end: int) -> str:
    """'large', 'small' or 'unsized' for the fee that stands at these tokens."""
    near = [a for a in sums if not a.monthly and a.end > first - 6 and a.first < end + 6]
    if not near:
        return "unsized"
    asked = min(near, key=lambda a: max(a.first - end, first - a.end, 0))
    pay = max(
        (a.monthly for a in sums if a.currency == asked.currency and 0 < a.monthly < _MOST_PAY * 1e3),
        default=0.0,
    )
    if asked.dollars >= LARGE or (pay and asked.value >= LARGE_SHARE * pay):
        return "large"
    return "small" if 0 < asked.dollars < SMALL else "unsized"


@cache
def _ordinary(currency: str) -> tuple[float, float]:
    """Least and most that a month of plain work pays in the countries of a currency; (0, 0) when we know none."""
    rows = [row for row in wages().values() if row["currency"] == currency]
    if not rows:
        return 0.0, 0.0
    return LEAST_SHARE * min(r["minimum"] for r in rows), max(r["minimum"] * r["usual"] for r in rows)


def ordinary_wage(amount: Amount) -> bool:
    """Whether a wage is what plain work pays where that currency is used."""
    least, most = _ordinary(amount.currency)
    return least < amount.monthly <= most


def above_market(sums: Sequence[Amount], countries: set[str]) -> Amount | None:
    """A wage far above what plain work pays in the one place named; no judgement without a place in the table."""
    known = [wages()[country] for country in countries if country in wages()]
    if not known or len(known) != len(countries):
        return None
    most = max(row["minimum"] * row["usual"] * _DOLLARS[row["currency"]] for row in known)
    for amount in sums:
        pay = amount.monthly * _DOLLARS.get(amount.currency, 0.0)
        if most < pay < _MOST_PAY:
            return amount
    return None
