"""Days and stretches of days in texts: 'Friday to Monday', '3-9 May', 'до 12 мая', '5月3日至8日', '5 मई तक'.

A day is 'mon'...'sun', 'MM-DD', 'DD' (a day of a month that is not told), 'today', 'tomorrow', 'now', 'week' (this
one), 'next-week', 'weekend', or '' (of another calendar, or not told).
"""

from __future__ import annotations

import re

from manumit.engine.signals.calendar_words import DAYS, MONTHS, NEAR, SOLAR_MONTHS, WEEKS, any_of

_LETTER = "a-zа-яіїєґα-ω\u05d0-\u05ea\u0620-\u064a\u0900-\u0963"
_MONTH = any_of(MONTHS)
_ANY_MONTH = any_of([*MONTHS, *SOLAR_MONTHS])
_NUMERIC = r"[0-3]?\d[./][01]?\d(?:[./](?:20)?\d\d)?\.?"
_ORDINAL = r"(?:st|nd|rd|th|º|er|\.|-?го|-?е|-?та|-?ти|日|号|號|일)?"
_NTH = rf"[0-3]?\d{_ORDINAL}"
LEAD = (
    r"(?:on |this |next |the |el |la |los |os |este |esta |proximo |proxima |ce |le |na |no |nesta |neste |il |"
    r"am |den |"
    r"den |op |dia |el dia |tgl |tanggal |ngay |pe |dne |в |во |у |этот |эту |ngayong |sa |vinerea |ika-)?"
)
"""Pattern of what may stand before a day."""
_WEEKDAY = rf"(?:(?:{any_of(DAYS)})\.?,? )?"
ONE_DAY = (
    rf"{_WEEKDAY}{LEAD}(?:{_NTH}(?: de| of| del)?[ -]?(?:{_ANY_MONTH})\.?(?![a-zа-я])|"
    rf"(?:{_MONTH})\.? ?{_NTH}(?![\d:])|{_NUMERIC}(?!\d)|(?:1[0-2]|[1-9])월 ?{_NTH}|(?:1[0-2]|[1-9])月{_NTH})|"
    rf"(?:{any_of(NEAR)})|(?:{any_of(DAYS)})"
)
"""Pattern of a day."""
_WHEN = rf"{LEAD}(?P<{{0}}>{ONE_DAY.replace('{', '{{').replace('}', '}}')})"
_BARE = rf"{LEAD}{_WEEKDAY}{LEAD}(?P<{{0}}>[0-3]?\d){_ORDINAL}(?!\d)"
_TO = (
    r"(?:-?დან)?\s?(?:-|–|—|~|〜|to|till?|until|through|thru|and|al?|hasta(?: el)?|ate(?: o)?|a|ao|au|"
    r"jusqu'a(?:u)?|до|по|"
    r"hanggang|pana(?: la| pe)?|den|bis(?: zum)?|t/m|tot(?: en met)?|fino al?|do|az do|έως|εως|ως|μεχρι|إلى|"
    r"الى|حتى|تا|से|"
    r"sampai|hingga|s/d|və|ve|to'|到|至|ถึง|부터|から|(?<=დან))\s?(?:the |el |o |le |il )?"
)
_FROM = (
    r"(?:\b(?:from|since|between|de|del|desde(?: el)?|du|depuis|с|со|з|із|від|mula|de la|din|tu|von|vom|ab|dal|"
    r"dall'|van|"
    r"vanaf|od|ze|от|απο|από|من|از|dari|mulai|starting)|从|ตั้งแต่)\s?(?:the |el |o |le |il )?"
)
_UNTIL = (
    r"(?:\b(?:until|till?|only until|leaving|here till|through|hasta(?: el)?|ate(?: o)?|jusqu'a(?:u)?|до|по(?= \d)|"
    r"hanggang(?: sa)?|pana(?: la| pe| in)?|den|bis(?: zum)?|fino a(?:l|ll')?|tot(?: en met)?|t/m|do|az do|έως|εως|ως|"
    r"μεχρι|حتى|لغاية|إلى|تا|sampai(?: dengan)?|hingga|s/d)|到|至|ถึง)\s?(?:the |el |o |le |il |τις |τισ |την |pe )?"
)
_UNTIL_BEHIND = r"(?:\s?तक|\s?まで|\s?까지|-?ig\b|ა?მდე|'?\w{0,3} kadar|\s?קודם)"
_FROM_BEHIND = r"(?:\s?부터|\s?から|\s?से(?!\s?\d)|'?\w{0,3} itibaren|იდან|-?tol\b)"
END_OF_DAY = rf"(?![{_LETTER}])"
RANGE = re.compile(
    rf"(?:{_FROM})?(?:(?P<am>(?:{_MONTH})\.? ?{_NTH}|(?:1[0-2]|[1-9])月{_NTH}|(?:1[0-2]|[1-9])월 ?{_NTH}){_TO}"
    rf"(?P<bn>[0-3]?\d){_ORDINAL}(?![\d:])(?! ?(?:{_ANY_MONTH}))"
    rf"|(?:{_WHEN.format('a')}|{_BARE.format('an')}){_TO}{_WHEN.format('b')}{END_OF_DAY})"
    rf"|{_UNTIL}{_WHEN.format('c')}{END_OF_DAY}"
    rf"|{_WHEN.format('cb')}{_UNTIL_BEHIND}"
    rf"|{_FROM}{_WHEN.format('f')}{END_OF_DAY}"
    rf"|{_WHEN.format('fb')}{_FROM_BEHIND}"
)
"""A stretch of days, or one end of it: groups a, am, an (its first day), b, bn, c, cb (its last), f, fb (its first)."""
ONE = re.compile(rf"{_WHEN.format('d')}{END_OF_DAY}")
"""A day: group d."""
WEEK = re.compile(rf"(?P<d>{any_of([word for word, key in NEAR.items() if key in WEEKS])})")
"""Several days near by: group d."""

BARE_RANGE = re.compile(
    rf"(?P<first>[0-3]?\d){_ORDINAL}\s?[-–—~〜]\s?(?P<last>[0-3]?\d){_ORDINAL}(?![\d:.,/]\d|\d|\s?[€£$%])"
)
"""Two days of a month that was told before: 'Leeds 9th-12th'."""
_MONTHS_OF_A_YEAR = 12
DAYISH = re.compile(rf"\d|{any_of([*DAYS, *NEAR])}")
"""What any of these holds."""


def day(text: str | None, month_first: bool = False) -> str:
    """A day in its short form; `month_first`: 6/3 is the third of June."""
    if not text:
        return ""
    if text in DAYS or text in NEAR:
        return DAYS.get(text) or NEAR[text]
    month = re.search(_ANY_MONTH, text)
    numbers = [int(one) for one in re.findall(r"\d+", text)]
    if month and numbers:
        return "" if month.group() in SOLAR_MONTHS else f"{MONTHS[month.group()]:02d}-{numbers[0]:02d}"
    if len(numbers) > 1:
        told = "月" in text or "월" in text or (month_first and numbers[0] <= _MONTHS_OF_A_YEAR)
        first, second = numbers[:2] if told else (numbers[1], numbers[0])
        return f"{first:02d}-{second:02d}" if 1 <= first <= _MONTHS_OF_A_YEAR else f"{numbers[0]:02d}"
    return f"{numbers[0]:02d}" if numbers else ""


_DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_real(told: str) -> bool:
    """Whether a day in its short form can be: 31 February and the day 0 cannot."""
    month, _, number = told.rpartition("-")
    if not number.isdigit():
        return True
    most = _DAYS_OF_MONTHS[int(month) - 1] if month else 31
    return 1 <= int(number) <= most


def ends(match: re.Match[str], month_first: bool = False) -> tuple[str, str]:
    """First and last day of a stretch; `month_first` as in day()."""
    parts = match.groupdict()
    first = day(parts["am"] or parts["a"] or parts["an"] or parts["f"] or parts["fb"], month_first)
    last = day(parts["bn"] or parts["b"] or parts["c"] or parts["cb"], month_first)
    if parts["an"] and re.fullmatch(r"\d\d-\d\d", last):
        first = f"{last[:3]}{first}"
    if parts["bn"]:
        last = f"{first[:3]}{last}"
    return ("", "") if parts["an"] and not last else (first, last)
