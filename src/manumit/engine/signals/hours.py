"""Opening hours: '10am-10pm', 'de 9h a 21h30', 'с 10 до 22', '24/7', with the days named beside them.

A value is 'HH:MM-HH:MM' or '24h', after the days if any are told: 'mon-fri 10:00-22:00', 'sat,sun 24h'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from manumit.engine.signals.calendar_words import (
    DAYS,
    MONTHS,
    OTHER_WORDS,
    SOLAR_MONTHS,
    SPANS,
    STRETCHES,
    any_of,
    short_day,
)
from manumit.engine.signals.clock_words import (
    AHEAD,
    AND,
    BESIDE,
    BETWEEN,
    EVENING,
    EVENING_AHEAD,
    MORNING,
    MORNING_AHEAD,
    NAMED_HOURS,
    TO_HOUR,
)
from manumit.engine.signals.model import Found

_HOUR = r"(?:[01]?\d|2[0-4])"
_EDGE = r"(?![a-zа-яіїєґα-ωა-ჰ\u0620-\u064a])"
_CLOCK = (
    rf"(?P<{{0}}h>{_HOUR})(?:\s?[:.h]\s?(?P<{{0}}m>[0-5]\d))?"
    rf"(?:\s?(?P<{{0}}s>(?:{BESIDE}){_EDGE})|(?P<{{0}}o>点半|點半|時半|시 ?반))?"
)
_FROM = (
    f"{any_of(BETWEEN)}|from|open(?:ing)?(?: hours)?:?|hours:?|available|open daily|daily|de|desde|das|dalle|"
    f"abierto|aberto|ab|"
    "horario:?|ouvert|с|со|з|із|mula|bukas|de la|program:?|tu|von|van|od|από|απο|buka|mulai|jam|pukul|godz\\.?|"
    "من|از|เปิด|营业(?:时间)?:?|営業(?:時間)?:?"
)
_WEAK = frozenset(["de", "a", "tu", "la", "ab", "von", "van", "od", "απο", "από", "من", "از"])
"""Those that stand before much else that goes from a number to another."""
_TO = rf"\s?(?:{TO_HOUR}|(?P<and>{any_of(AND)})(?=\s))\s?"
_RANGE = re.compile(
    rf"(?=\d)(?<![\d.:/+#№-])(?<!\d,){_CLOCK.format('a')}{_TO}(?:las |as |les |翌)?(?:(?P<bp>{AHEAD})\s?)?"
    rf"(?:{_CLOCK.format('b')}|(?P<bn>{any_of(NAMED_HOURS)}){_EDGE})"
    r"(?![\d%€£$]|[.:/-]\d|"
    r"\s?(?:euros?|eur|usd|dollars?|lei|руб|грн|pesos|reais|zl|kc|ft|din|tl|лв|kg|km|cm|people|persons?|years?|"
    r"anos|ans|anni|jahren?|лет|рок|lat|days?|dias|tage|dni|дн|min|мин|хв|名|人|階|층|명|岁|歳|세|살|号|號)|"
    rf"[.\s]{{0,2}}(?:st|nd|rd|th|º|-?го)?(?: of| de|\.)? ?(?:{any_of([*MONTHS, *SOLAR_MONTHS])}){_EDGE})"
)
_BEFORE = re.compile(
    rf"(?:(?P<from>(?<![a-zа-яα-ω\u0620-\u064a])(?:{_FROM}))\s?(?:the |las |as |os |kl\.? )?)?(?:(?P<ap>{AHEAD})\s?)?$"
)
"""What stands before the first hour: where the hours begin, with it."""
_MONTH_AHEAD = re.compile(rf"(?:(?<![a-zа-я])(?:{any_of(MONTHS)})|\d\s?[月월])\.?\s?(?:el |the |le )?$")
_ALWAYS = re.compile(
    r"24(?<!\d24)(?:\s?[/x*\\-]\s?7(?!\d)|/24|\s?-?\s?(?P<long>(?:h|hrs?|hours?|horas?|heures?|час\w*|години|oras|ore|"
    r"stunden|uur|uren|hodin\w*|godz\w*|orat?|saat|sati|gio|jam|ωρεσ|ωρες|ชั่วโมง|ชม|小时|小時|時間|시간|ساعة|ساعت|घंटे|"
    r"საათ\w*))(?![a-zа-я]))|h24(?<![a-z\d]h24)(?![a-z\d])|0(?:0(?::00)?)?(?<![\d.:/-]0)\s?[-–]\s?24(?::00)?(?![\d:])"
)
_ROUND_THE_CLOCK = re.compile(
    any_of(
        "round the clock|day and night|круглосуточно|цілодобово|денонощно|non-stop|nonstop|non stop|нон-стоп|нонстоп|"
        "rund um die uhr|calodobowo|dia y noche|dia e noite|jour et nuit|giorno e notte|zi si noapte|dan i noc|"
        "gece gunduz|"
        "على مدار الساعة|ليل نهار|شبانه روزی|شبانهروزی|दिन रात|全天|二十四小时|araw at gabi|siang malam|ngay dem".split(
            "|"
        )
    )
)
_TERM = re.compile(
    r"(?:within|in|less than|under|every|for|after|last|past|next|over|en|dentro de|por|durante|cada|em|dans|"
    r"sous|pendant|"
    r"entro|binnen|innerhalb|в течение|за|через|протягом|w ciagu|do|trong|dalam|خلال|در|以内)\s$|"
    r"(?<!\d\s)\d\s?[-–x]\s?$"
)
_NOTICE = re.compile(r"\s?(?:notice|in advance|ahead|before|later|ago|antes|avant|prima|以内|内|after)")
_DAY = rf"(?:(?:{any_of(STRETCHES)})|(?:{any_of(DAYS)})s?)(?![a-zа-яіїєґ]|\u200d)\.?"
_AND = r"\s?(?:,|&|\+|/|and|y|e|et|und|en|i|si|a|ve|и|і|й|та|و|और|και|და|dan|at|và|va|和|및|と)\s?"
_UNTIL = rf"\s?(?:through|thru|tot en met|{TO_HOUR})\s?"
_FIRST = re.compile(_DAY)
_MORE = re.compile(rf"(?:(?P<to>{_UNTIL}|(?<=tol)\s)|{_AND})(?P<day>{_DAY})")
_LETTERS = "[a-zа-яα-ω\u0e01-\u0e4e]{1,4}"
_SHORT = (
    rf"(?:(?<![^\W_])(?P<f>{_LETTERS}|[2-6]a|t[2-7])\.?|(?P<cf>[月火水木金土日월화수목금토일]|周[一-六]|星期[一-六]))"
    r"(?:\s?[-–—~〜]\s?|\s(?:to|a|al|alle|bis|t/m|tot|do|az|до|по|εως)\s|\s?(?:至|到|から|부터)\s?)"
    rf"(?:(?P<l>{_LETTERS}|[2-6]a|t[2-7]|cn)\.?(?![^\W_])|(?P<cl>[一二三四五六日月火水木金土월화수목금토일]))"
)
_GAP = r"[\s:,;()|]{0,3}"
_GAP_BEHIND = re.compile(
    rf"(?:-მდე|-ig)?{_GAP}(?:(?<=\s)(?:on|from|de|do|von|от|с|со|з|od|du|dal|del|di|από|van|from|every)\s)?"
)
_SHORT_AHEAD, _SHORT_BEHIND = re.compile(rf"{_SHORT}{_GAP}$"), re.compile(rf"{_GAP}{_SHORT}")
_ONE_SHORT = re.compile(rf"(?<![^\W_])(?P<day>{_LETTERS})\.?{_GAP}$")
_AHEAD = re.compile(rf"(?<![a-zа-яіїєґ])(?:{_DAY})(?:(?:{_UNTIL}|(?<=tol)\s|{_AND})(?:{_DAY}))*{_GAP}$")
_ANOTHER = re.compile(rf"{_GAP}(?:{_FROM})?\s?\d")
_FREE = re.compile(
    rf"{_GAP}(?:ang |is |are |es |e |est |ist |on |si |day |days )?(?:off|free|closed|rest|libre|libres|libur|"
    rf"descanso|cerrado|folga|"
    "fechado|fechada|livre|ferme|repos|chiuso|chiusa|libera|libero|riposo|frei|geschlossen|ruhetag|vrij|gesloten|dicht|inchis|"
    "liber|выходной|вых|закрыто|вихідний|зачинено|wolne|wolny|zamkniete|nieczynne|volno|zavreno|slobodn|zatvoreno|почивн|затворено|"
    "szabad|zarva|izin|kapali|tatil|عطلة|إجازة|مغلق|تعطیل|बंद|छुट्टी|หยุด|ปิด|nghi|休|定休|휴무|쉽|ρεπο|κλειστ|medio "
    "dia|meio dia|half)"
)
"""Behind days: they are those without work."""
_SOME_DAY = re.compile(rf"(?<![a-zа-яіїєґ])(?:{_DAY})")
_REACH = 60


def _half(match: re.Match[str], end: str, word: str | None) -> str:
    """'am' or 'pm' of an end by the word before it or the sign behind it, '' where neither is told."""
    ahead, sign = word or "", match[f"{end}s"] or ""
    if ahead in MORNING_AHEAD or sign in MORNING:
        return "am"
    return "pm" if ahead in EVENING_AHEAD or sign in EVENING else ""


def _minutes(match: re.Match[str], end: str, half: str) -> int:
    if match[f"{end}h"] is None:
        return NAMED_HOURS[match["bn"]] * 60
    hour = int(match[f"{end}h"])
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return hour * 60 + int(match[f"{end}m"] or (30 if match[f"{end}o"] else 0))


def _clock(match: re.Match[str], word: str | None) -> str:
    """The two ends as 'HH:MM-HH:MM'; '' where they are none; `word`: of the day's half, before the first."""
    first, last = _half(match, "a", word), _half(match, "b", match["bp"])
    hour, other = int(match["ah"]), int(match["bh"] or 0)
    if last and not first and hour < other < 12:
        first = last  # 'from 3 to 9pm'
    begin, end = _minutes(match, "a", first), _minutes(match, "b", last)
    if end < begin < 12 * 60 and not (first and last) and last != "am" and end <= 12 * 60:
        end += 12 * 60  # 'open 9-5'
    if begin == end or max(begin, end) > 24 * 60:
        return ""
    return f"{begin // 60:02d}:{begin % 60:02d}-{end // 60:02d}:{end % 60:02d}"


def _told(match: re.Match[str], before: re.Match[str]) -> bool:
    """Whether the two numbers are hours and not prices, ages or sizes: a sign of a clock, or a word before."""
    signs = [match[name] for name in ("am", "as", "ao", "bm", "bs", "bo", "bp", "bn")]
    return any(signs) or bool(before["ap"]) or (bool(before["from"]) and before["from"] not in _WEAK)


def _clocks(text: str) -> Iterator[tuple[int, int, str, float]]:
    """(start, end, hours, confidence) of every stretch of hours; 0 of one that only days beside it make one."""
    for match in _RANGE.finditer(text):
        before = _BEFORE.search(text, max(0, match.start() - 24), match.start())
        if match["and"] and not (before and before["from"] in BETWEEN):
            continue
        if before is None or _MONTH_AHEAD.search(text, max(0, match.start() - 16), match.start()):
            continue
        clock = _clock(match, before["ap"])
        if clock:
            yield before.start(), match.end(), clock, 0.85 if _told(match, before) else 0.0
    for match in _ALWAYS.finditer(text):
        ahead = _TERM.search(text, max(0, match.start() - 14), match.start())
        if not (match["long"] and (ahead or _NOTICE.match(text, match.end()))):
            yield *match.span(), "24h", 0.8
    for match in _ROUND_THE_CLOCK.finditer(text):
        yield *match.span(), "24h", 0.8


def find_hours(text: str) -> list[Found]:
    """Opening hours in a lower-case surface text."""
    found: list[Found] = []
    reached, week = 0, ""  # where the hours before end, with their days, and a short name among these
    for start, end, clock, confidence in sorted(_clocks(text)):
        first, last, days = _days(text, max(reached, start - _REACH), start, end)
        if days and first < start and (short := _SHORT_AHEAD.search(text, first, start)):
            week = short["f"] or ""
        one = _ONE_SHORT.search(text, max(reached, start - 8), start) if week and not days else None
        if one and (days := short_day(one["day"], week)):
            first = one.start()
        if confidence or days:
            value, reached = f"{days} {clock}" if days else clock, last
            found.append(Found("hours", value, first, last, confidence or 0.7, "hours/1"))
    return found


def _days(text: str, least: int, start: int, end: int) -> tuple[int, int, str]:
    """Where hours and the days before (not before `least`) or behind them begin and end, and the days, '' for none."""
    if match := _AHEAD.search(text, least, start):
        return match.start(), end, _listed(text, match.start())[-1][1]
    if (short := _SHORT_AHEAD.search(text, least, start)) and (days := _pair(short)):
        return short.start(), end, days
    gap = _GAP_BEHIND.match(text, end)
    at = gap.end() if gap else end
    if at > end or not text[end - 1].isalpha():
        for last, days in reversed(_listed(text, at)):
            if not (
                _ANOTHER.match(text, last)
                or _FREE.match(text, last)
                or (text[at:last].rstrip(".") in OTHER_WORDS and not _day_around(text, start, last))
            ):  # '9-5, Tue 10-6': those are the days of the next hours
                return start, last, days
    short = _SHORT_BEHIND.match(text, end)
    if short and (days := _pair(short)) and not _ANOTHER.match(text, short.end()):
        return start, short.end(), days
    return start, end, ""


def _day_around(text: str, start: int, end: int) -> bool:
    """Whether a day is named around hours and a word that is a day only beside another."""
    around = _SOME_DAY.search(text, max(0, start - _REACH), start)
    return bool(around or _SOME_DAY.search(text, end, end + _REACH))


def _pair(match: re.Match[str]) -> str:
    """'mon-fri' of two short names of days; '' where they are none of one language."""
    return SPANS.get((match["f"] or match["cf"], match["l"] or match["cl"]), "")


def _listed(text: str, at: int) -> list[tuple[int, str]]:
    """The days that begin at a place, one more each: (where they end, 'mon-fri' or 'sat,sun')."""
    match = _FIRST.match(text, at)
    if match is None:
        return []
    listed = [(match.end(), _day(match.group()))]
    while more := _MORE.match(text, listed[-1][0]):
        days = listed[-1][1]
        if more["to"] and "-" in days:  # 'mon-wed-fri'
            days, joint = days.replace("-", ","), ","
        else:
            joint = "-" if more["to"] else ","
        listed.append((more.end(), f"{days}{joint}{_day(more['day'])}"))
    return [
        one for at, one in enumerate(listed) if not listed[at + 1 :] or listed[at + 1][1][len(one[1])] == ","
    ]


def _day(word: str) -> str:
    word = word.rstrip(".")
    return STRETCHES.get(word) or DAYS.get(word) or DAYS[word.rstrip("s")]
