"""Prices without a currency: '150/hr', '200 mil la hora', '8k monthly', '120 roses an hour', lists of times.

Their currency is that of the text's only sign of money, else XXX (ISO 4217: none). A time they are for is needed: a
number alone may be anything.
"""

from __future__ import annotations

import re

from manumit.engine.signals.amounts import amount, times_of
from manumit.engine.signals.any_of import any_of
from manumit.engine.signals.currencies import SYMBOLS, TIMES
from manumit.engine.signals.model import Found
from manumit.engine.signals.periods import LASTING, lasting, period_of

_FLOWERS = (
    "roses?|rosas?|rosen|rosor|rozen|roz[ey]|розы?|роз|trandafiri|ruze|гул|besos|kisses|kuss|donations?|donativos?|"
    "gul|ورد|وردة|گل|बख्शीश|玫瑰|バラ|장미|🌹"
)
"""What adverts say for money."""
_SUM = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?(?![\d:])(?=\s?[^\s\d,.;:!?()%€£$-])")
_NO_SUM = re.compile(r"[\d.:/+#-]$|\d[, ]$")
"""Before a number that is a part of another, of an hour, a date or a telephone."""
_MANY = any_of([*TIMES, "ribu", "rb", "juta", "jt"])
_BEHIND = re.compile(
    rf"\s?(?:(?:(?P<times>{_MANY})|(?P<rose>{_FLOWERS}))(?![^\W_])|(?P<rate>"
    r"(?:/\s?|\s?(?:per |p/|an |pr |la |l'|por |a |kada |za |за |в ))(?:1\s)?(?:h|hr|hour|half hour|1/2 ?h|"
    r"hora|media hora|"
    r"heure|ora|night|noche|noite|nuit|notte|std|stunde|uur|час|ночь|ч|sat|godz|hod|jam|gio|day|week|month|dia|semana|mes|jour|"
    r"semaine|mois|tag|woche|monat|день|неделю|месяц|добу|місяць|тиждень|dag|maand|giorno|mese|hari|bulan|minggu|ngay|thang|"
    r"araw|buwan|linggo)|ph)(?![^\W_])|"
    rf"(?P<lasting>(?:for|por|pour|fur|per|za|за)\s{LASTING})(?![^\W_]))"
)
_LISTED = re.compile(
    rf"(?=\d)(?<![\d.,:/-]){LASTING}(?:\s?(?:[-–—:=.]{{1,3}}|→|\|)\s?|\s|(?<=[时時间間分]))(?P<amount>[1-9]\d{{1,4}}|\d{{1,2}}[.,]\d{{3}})"
    r"(?![\d.,]\d|\d|\s?(?:am|pm|h\b|min|:|/|%))(?=\s?(?:$|[,;.|/()\n\-–]))"
)
_LISTS = re.compile(r"[a-zа-яіїєґα-ω分분ม]\.?\s?(?:[-–—:=.]{1,3}|→|\|)?\s?[1-9]\d|[时時间間][1-9]\d")
_MONEY = re.compile(any_of(sign for sign, code in SYMBOLS.items() if code and len(sign) == 1))
_FEW, _ENOUGH = 0.5, 2
_FEWEST, _FEWEST_OF_DAYS = 20, 100
"""Less is no price of an hour, or of a day."""
_SHORT_TIMES = frozenset(["half hour", "hour", "night"])


def find_bare_prices(text: str) -> list[Found]:
    """Such prices in a lower-case surface text; some may overlap."""
    sums = list(_SUM.finditer(text))
    numbers = [(one, behind) for one in sums if (behind := _BEHIND.match(text, one.end()))]
    several = len(sums) >= _ENOUGH and len(_LISTS.findall(text)) >= _ENOUGH
    listed = list(_LISTED.finditer(text)) if several else []
    if not (numbers or listed):
        return []
    signs = set(_MONEY.findall(text))
    currency = SYMBOLS[next(iter(signs))] if len(signs) == 1 else "XXX"
    found, for_hours = [], []
    for number, behind in numbers:
        if _NO_SUM.search(text, max(0, number.start() - 2), number.start()):
            continue
        start, end = number.span()
        if behind["times"] or behind["rose"]:
            end = behind.end()
        if behind["lasting"]:
            for_hours.append(_price(currency, amount(number[0]), lasting(behind), start, behind.end()))
            continue
        unit = period_of(text, start, end, currency)
        told = amount(number[0], times_of(behind["times"]))
        least = _FEWEST if behind["times"] or unit in _SHORT_TIMES else _FEWEST_OF_DAYS
        if unit and float(told) >= least:
            found.append(_price("XXX" if behind["rose"] else currency, told, unit, start, end))
    if len(listed) >= _ENOUGH:
        found += [
            _price(currency, amount(one["amount"]), lasting(one), *one.span("amount")) for one in listed
        ]
    return found + for_hours if found or signs else found


def _price(currency: str, number: str, unit: str, start: int, end: int) -> Found:
    return Found("price", f"{currency} {number} per {unit}", start, end, _FEW, "price/2")
