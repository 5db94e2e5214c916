"""Opening hours: '10am-10pm', 'de 9h a 21h30', 'с 10 до 22', '24/7', with the days named beside them.

A value is 'HH:MM-HH:MM' or '24h', after the days if any are told: 'mon-fri 10:00-22:00'.
"""

from __future__ import annotations

import re

from manumit.engine.signals.calendar_words import DAYS, any_of
from manumit.engine.signals.model import Found

_HOUR = r"(?:[01]?\d|2[0-4])"
_CLOCK = (
    rf"(?P<{{0}}h>{_HOUR})(?:\s?[:.h]\s?(?P<{{0}}m>[0-5]\d))?(?:\s?(?P<{{0}}s>[ap]\.?m\b\.?|h(?:rs?|s|"
    rf"oras|eures)?\b|час\w*|ч\b|น\.?|点|點|時|시|giờ|gio\b|uhr))?"
)
_TO = (
    r"\s?(?:-|–|—|~|〜|to|till?|until|a|as|à|al|hasta|ate|jusqu'a|до|hanggang|pana la|la|den|ถึง|到|至|から|부터|"
    r"bis)\s?"
)
_FROM = (
    r"(?:from|open(?:ing)?(?: hours)?:?|hours:?|available|open daily|daily|de|desde|das|abierto|aberto|"
    r"horario:?|ouvert|de|с|со|з|із|mula|bukas|de la|program:?|tu|von|เปิด|营业(?:时间)?:?|営業(?:時間)?:?)"
)
_RANGE = re.compile(
    rf"(?<![\d.,:/+-])(?:(?P<from>(?<![a-zа-я]){_FROM})\s?(?:the |las |las |as |os "
    rf")?)?{_CLOCK.format('a')}{_TO}(?:las |as |les )?{_CLOCK.format('b')}(?![\d%€£$]|[.:/-]\d|"
    rf"\s?(?:euros?|eur|usd|dollars?|lei|руб|грн|pesos|reais|kg|km|people|persons?|years?|anos|ans|лет|"
    rf"days?|min))"
)
_ALWAYS = re.compile(
    r"(?<!\d)24\s?[/x*\\-]\s?7(?!\d)|(?<!\d)24\s?(?:h|hrs?|hours?|horas?|heures?|час\w*|години|oras|ore|"
    r"gio|ชั่วโมง|ชม|小时|小時|時間|시간)(?![a-z])|"
    r"\bround the clock\b|\bday and night\b|круглосуточно|цілодобово|\bnon-?stop\b"
)
_DAY = any_of(DAYS)
_DAYS = re.compile(
    rf"(?<![a-zа-я])(?P<first>{_DAY})(?:\s?(?:-|–|to|a|al|à|по|до|through|thru|hanggang|pana|den|ถึง|到|"
    rf"至)\s?(?P<last>{_DAY}))?(?![a-zа-я])[\s:,]{{0,3}}$"
)
_EVERY = re.compile(
    r"(?:\bevery ?day|\bdaily|todos los dias|todos os dias|tous les jours|ежедневно|щодня|araw-araw|zilnic|"
    r"hang ngay|ทุกวัน|每天|毎日|매일)[\s:,]{0,3}$"
)


def _minutes(hour: str, minute: str | None, sign: str | None, other: str | None) -> int:
    value, half = int(hour), (sign or other or "").replace(".", "")
    if half == "pm" and value < 12:
        value += 12
    if half == "am" and value == 12:
        value = 0
    return value * 60 + int(minute or 0)


def _told(match: re.Match[str]) -> bool:
    """Whether the two numbers are hours and not prices, ages or sizes: a sign of a clock, or a word before."""
    clock = match["am"] or match["bm"] or match["as"] or match["bs"]
    return bool(clock) or (bool(match["from"]) and match["from"] not in ("de", "a", "tu", "la"))


def find_hours(text: str) -> list[Found]:
    """Opening hours in a lower-case surface text."""
    found: list[Found] = []
    for match in _RANGE.finditer(text):
        if not _told(match):
            continue
        begin = _minutes(match["ah"], match["am"], match["as"], match["bs"] if match["bs"] == "am" else None)
        end = _minutes(match["bh"], match["bm"], match["bs"], None)
        if end < begin < 12 * 60 and not (match["as"] or match["bs"]) and end <= 12 * 60:
            end += 12 * 60  # 'open 9-5'
        if begin == end or max(begin, end) > 24 * 60:
            continue
        start, days = _days(text, match.start())
        clock = f"{begin // 60:02d}:{begin % 60:02d}-{end // 60:02d}:{end % 60:02d}"
        found.append(Found("hours", f"{days}{clock}", start, match.end(), 0.85, "hours/1"))
    for match in _ALWAYS.finditer(text):
        start, days = _days(text, match.start())
        found.append(Found("hours", f"{days}24h", start, match.end(), 0.8, "hours/1"))
    return found


def _days(text: str, start: int) -> tuple[int, str]:
    """Where the days before a time begin, and their names with a blank behind."""
    before = text[max(0, start - 40) : start]
    offset = start - len(before)
    match = _DAYS.search(before)
    if match:
        names = "-".join(DAYS[name] for name in (match["first"], match["last"]) if name)
        return offset + match.start(), f"{names} "
    every = _EVERY.search(before)
    return (offset + every.start(), "mon-sun ") if every else (start, "")
