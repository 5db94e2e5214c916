"""Announced travel: 'in Leeds from Friday to Monday', 'llego a Madrid mañana', 'в Риге до 15 мая'.

A value is 'PLACE|from|to': the place as for places, the ends 'mon'...'sun', 'MM-DD', 'DD' (a day of a month that is not
told), 'today', 'tomorrow', 'now', or empty where none is told. Days are not turned into dates: when the text was
written is for the reader of the record to say.
"""

from __future__ import annotations

import re

from manumit.engine.signals.calendar_words import DAYS, MONTHS, NEAR, any_of
from manumit.engine.signals.model import Found

_MONTH = any_of(MONTHS)
_NUMERIC = r"[0-3]?\d[./][01]?\d(?:[./](?:20)?\d\d)?"
_NTH = r"[0-3]?\d(?:st|nd|rd|th|º|er|-?го|-?е)?(?:日|号|號)?"
_WHEN = (
    rf"(?:(?:on |this |next |el |la |os |este |esta |proximo |proxima |ce |le |na |no |nesta |neste |в |во "
    rf"|у |этот |эту |ngayong |sa |vinerea )?"
    rf"(?P<{{0}}>{any_of(DAYS)}|{any_of(NEAR)}"
    rf"|(?:the |el |dia |le |el dia )?{_NTH}(?: de| of)? ?(?:{_MONTH})(?![a-zа-я])|(?:{_MONTH}) "
    rf"{_NTH}(?!\d)|{_NUMERIC}(?!\d)|(?:1[0-2]|[1-9])月{_NTH}))"
)
_BARE = r"(?:the |el |dia |le |ika-)?(?P<{0}>[0-3]?\d)(?:st|nd|rd|th|-?го)?(?!\d)"
_TO = (
    r"\s?(?:-|–|—|to|till?|until|through|thru|and|al?|hasta(?: el)?|ate(?: o)?|a|ao|au|jusqu'a(?:u)?|до|"
    r"по|hanggang|pana(?: la)?|den|到|至|ถึง|부터)\s?(?:the |el |o |le )?"
)
_FROM = (
    r"(?:\bfrom|\bsince|\bbetween|\bde|\bdel|\bdesde(?: el)?|\bdu|\bdepuis|\bс|\bсо|\bз|\bіз|\bmula|"
    r"\bde la|\bdin|\btu|从|ตั้งแต่)\s?(?:the |el |o |le )?"
)
_UNTIL = (
    r"(?:\b(?:until|till?|only until|leaving|here till|through|hasta(?: el)?|ate(?: o)?|jusqu'a(?:u)?|"
    r"до|hanggang(?: sa)?|pana(?: la)?|den)|到|ถึง)\s?(?:the |el |o |le )?"
)
_RANGE = re.compile(
    rf"(?:{_FROM})?(?:{_WHEN.format('a')}|{_BARE.format('an')}){_TO}{_WHEN.format('b')}(?![a-zа-я])|"
    rf"{_UNTIL}{_WHEN.format('c')}(?![a-zа-я])"
    rf"|(?:{_FROM}){_WHEN.format('f')}(?![a-zа-я])"
)
_ONE = re.compile(rf"{_WHEN.format('d')}(?![a-zа-я])")
_DAY_ALONE = re.compile(
    r"(?:(?:on |no |em |el |le |pe )?(?:the (?=\d+(?:st|nd|rd|th))|dia |el dia |o dia |ziua de |ika-?)|el |le |pe )"
    r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:.,]?\d)(?!\s?(?:h\b|hrs|am|pm|[€£$%]))"
)
"""A day of the month without the month: 'chego em Curitiba dia 14'."""
_COMING = re.compile(
    r"(?:\b(?:visiting|touring|tour(?:ing)?(?: in)?|on tour|arriv(?:e|es|ing)(?: in| at)?|coming(?: back)? "
    r"to|back in|return(?:ing)? to|travell?ing to|"
    r"new in|now in|landing in|flying to|moving to|be in|stop(?:ping)? in|"
    r"llego a|llegando a|visito|visitando|de visita en|de paso (?:en|por)|vengo a|voy a|estare en|estoy en|gira en|"
    r"chego (?:em|a|no|na)|chegando (?:em|a|no|na)|visitando|de passagem (?:em|por)|vou (?:a|para)|estarei "
    r"em|estou em|"
    r"j'arrive a|de passage a|en visite a|je serai a|je suis a|je viens a|"
    r"dadating (?:ako )?sa|pupunta (?:ako )?sa|nasa|nandito (?:ako )?sa|bibisita (?:ako )?sa|darating (?:ako )?sa|"
    r"vin in|ajung in|sosesc in|sunt in|in vizita (?:in|la)|den)|"
    r"(?<![а-яіїєґ])(?:приезжаю в|приеду в|прилетаю в|буду в|в гостях в|проездом в|еду в|лечу в|приїду "
    r"(?:до|в|у)|приїжджаю (?:до|в|у)|буду (?:в|у)|їду (?:до|в|у)))"
    r"[\s:]{0,3}$|(?:到|来|去|抵达|飞|มา|ไป|อยู่)\s?$"
)
_STAYING = re.compile(
    r"(?:\b(?:in|at|to|from|en|em|no|na|a|à|au|sa|nasa|la)|(?<![а-яіїєґ])[вуз]|在|ที่|:|✈|📍|•|^)[\s:]{0,3}$"
)
_GAP = re.compile(r"[\s,:()–-]{1,4}(?:now |only |ngayong |este |this )?")
_BEFORE_REACH, _ARRIVAL_REACH = 44, 28
_BETWEEN = " ,;.:/|&+\n\t-–—>→✈•·"


def _part(text: str | None) -> str:
    """One end of a stay in its short form."""
    if not text:
        return ""
    if text in DAYS:
        return DAYS[text]
    if text in NEAR:
        return NEAR[text]
    month = re.search(_MONTH, text)
    numbers = re.findall(r"\d+", text)
    if month and numbers:
        return f"{MONTHS[month.group()]:02d}-{int(numbers[0]):02d}"
    if "月" in text and len(numbers) > 1:
        return f"{int(numbers[0]):02d}-{int(numbers[1]):02d}"
    if len(numbers) > 1 and 1 <= int(numbers[1]) <= 12:
        return f"{int(numbers[1]):02d}-{int(numbers[0]):02d}"
    return f"{int(numbers[0]):02d}" if numbers else ""


def _ends(match: re.Match[str]) -> tuple[str, str]:
    parts = match.groupdict()
    first, last = _part(parts["a"] or parts["an"] or parts["f"]), _part(parts["b"] or parts["c"])
    if re.fullmatch(r"\d\d", first) and re.fullmatch(r"\d\d-\d\d", last):
        first = f"{last[:3]}{first}"
    return first, last


def find_travel(text: str, places: list[Found]) -> list[Found]:
    """Stays and arrivals in a lower-case surface text, at places that were found in it."""
    found: list[Found] = []
    reached = 0  # where the dates behind the place before end: they are that place's
    for place in sorted(places, key=lambda one: one.start):
        before = text[max(reached, place.start - _BEFORE_REACH) : place.start]
        listed = reached > 0 and not before.strip(_BETWEEN)  # 'Oslo 2-5 May, Bergen 6-9 May'
        coming, gap = _COMING.search(before), _GAP.match(text, place.end)
        staying = listed or bool(coming or (before and _STAYING.search(before)) or not place.start)
        told = _behind(text, gap.end() if gap else place.end, staying, bool(coming))
        reached = told[1] if told else reached
        told = told or _ahead(before, place.start)
        if told:
            start, end, first, last = told
            begin = place.start - len(before) + coming.start() if coming else place.start
            found.append(
                Found("travel", f"{place.value}|{first}|{last}", min(begin, start), max(end, place.end),
                      0.8 if coming else 0.7, "travel/1")
            )  # fmt: skip
    return found


def _behind(text: str, at: int, staying: bool, coming: bool) -> tuple[int, int, str, str] | None:
    """Dates behind a place: a stretch of time after 'in Leeds', any date after 'coming to Leeds'."""
    match = _RANGE.match(text, at)
    if match and (staying or match["a"]):
        return at, match.end(), *_ends(match)
    day = _DAY_ALONE.match(text, at) if coming else None
    if day and not _ONE.match(text, at):
        return at, day.end(), f"{int(day['day']):02d}", ""
    one = _ONE.match(text, at) if coming else None
    return (at, one.end(), _part(one["d"]), "") if one else None


def _ahead(before: str, start: int) -> tuple[int, int, str, str] | None:
    """Dates before a place: 'from Friday to Monday in Leeds'."""
    found = [match for match in _RANGE.finditer(before) if re.fullmatch(_JOINT, before[match.end() :])]
    if not found:
        return None
    match = found[-1]
    return start - len(before) + match.start(), start, *_ends(match)


_JOINT = (
    r"[\s,:]{0,3}(?:i'?m |i am |estoy |estou |je suis |я )?(?:in|at|en|em|no|na|a|à|sa|nasa|в|у|la|在|"
    r"ที่|到|来|去|visiting|📍|:)?[\s:]{0,2}"
)
