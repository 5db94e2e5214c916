"""What a price is for: an hour, a night, a month... by the words behind it or before it, in many languages."""

from __future__ import annotations

import re
from functools import lru_cache

from manumit.engine.signals.any_of import any_of

# Surface forms (lower case, Latin accents dropped); '_' stands for a blank.
_WORDS = {
    "half hour": "half_hour half_an_hour half_hr 30min 30_min 30_mins 30_minutes 30_minutos media_hora "
    "meia_hora 1/2h 1/2_hour demi-heure "
    "demi_heure demiheure полчаса 30мин 30_мин 30_минут півгодини 30_хв kalahating_oras jumatate_de_ora "
    "nua_tieng 30_phut "
    "ครึ่งชั่วโมง 30นาที 半小时 半個小時 半小時 半时 30分钟 30分 30분",
    "hour": "hour hours hr hrs 1h 1_h h 60min 60_min 60_mins hourly 1_hour one_hour hora horas hs 1_hora "
    "heure heures 1_heure час часа часов "
    "1_час ч година годину годин oras ora 1_ora isang_oras gio tieng mot_gio 60_phut ชั่วโมง ชม ชั่วโมงละ "
    "小时 个小时 個小時 小時 一小时 时 時間 시간 "
    "stunde stunden للساعة الساعة ساعة ωρα ώρα घंटा घंटे jam",
    "night": "night nights overnight nightly noche noites noite nuit nuits nuitee ночь ночи ніч gabi "
    "noapte dem คืน คืนละ 晚 一晚 每晚 夜 一夜 泊 박 nacht ليلة الليلة νυχτα νύχτα",
    "day": "day days daily dia dias diario diaria diarios jour jours journee день дня сутки сутках доба "
    "добу araw zi ngay วัน วันละ 天 一天 每天 日 "
    "일 tag",
    "week": "week weeks weekly pw semana semanas semanal semaine semaines неделя неделю тиждень linggo "
    "saptamana saptamanal tuan สัปดาห์ อาทิตย์ "
    "周 一周 每周 週 星期 주 woche",
    "fortnight": "fortnight fortnightly two_weeks quincena quincenal quinzena quinzaine две_недели",
    "month": "month months monthly pcm mes meses mensual mensuales mensal mensais mois mensuel месяц "
    "месяца мес в_месяц місяць міс buwan "
    "buwanan luna lunar thang เดือน เดือนละ 月 个月 個月 每月 一个月 월 개월 한달 monat monatlich",
    "year": "year years yearly annum pa ano anual an annee рік год года taon nam ปี 年 每年 년 jahr",
}
_UNIT_OF = {word.replace("_", " "): unit for unit, words in _WORDS.items() for word in words.split()}
_ANY = any_of(_UNIT_OF)
_LINK = (
    r"(?:\s?/\s?|\s?[(]\s?|\s+(?:per|an?|each|every|for an?|for|the|la|el|por|por la|al|a|o|ao|par|de l'|"
    r"l'|pour|за|за один|за одну|в|на|kada|bawat|sa|"
    r"isang|pe|cho|mot|moi|pro|die|je|el|los|as|την|τη|في|每)\s+|\s?(?:ต่อ|每|一|/|매)\s?|\s*)"
)
_EDGE = r"(?![a-zа-яіїєґ0-9])"
_BEHIND = re.compile(rf"{_LINK}(?:1\s|one\s)?(?P<unit>{_ANY}){_EDGE}")
_AHEAD = re.compile(
    rf"(?<![a-zа-яіїєґ0-9])(?:1\s?)?(?P<unit>{_ANY})\s?(?:[:=–-]\s?|is\s|es\s|at\s|от\s|por\s|x\s)?$"
)
_REACH = 22
_HOURS_OF_UKRAINE = "год"  # Russian for a year is Ukrainian for hours


@lru_cache(maxsize=32768)
def _unit_before(said: str) -> str:
    """The unit that ends what is said before a price; '' where it does not."""
    match = _AHEAD.search(said)
    return match["unit"] if match else ""


def period_of(text: str, start: int, end: int, currency: str) -> str:
    """The unit of time ('half hour', 'hour', 'night', 'day', 'week', 'fortnight', 'month', 'year') that the price at
    [start, end) of a lower-case surface text is for; '' where none is told."""
    match = _BEHIND.match(text, end)
    word = match["unit"] if match else _unit_before(text[max(0, start - _REACH) : start])
    if not word:
        return ""
    return "hour" if word == _HOURS_OF_UKRAINE and currency == "UAH" else _UNIT_OF[word]
