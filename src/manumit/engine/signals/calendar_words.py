"""Days of the week, months and words for now, in many languages (surface forms: lower case, Latin accents dropped)."""

from __future__ import annotations

import re

_DAYS = {
    "mon": "monday mon lunes segunda-feira segunda lundi понедельник понедельника пн понеділок понеділка "
    "lunes luni montag thu_hai t2 "
    "วันจันทร์ จันทร์ 星期一 周一 週一 礼拜一 月曜 월요일",
    "tue": "tuesday tue tues martes terca-feira terca mardi вторник вторника вт вівторок вівторка marti "
    "dienstag thu_ba t3 วันอังคาร อังคาร "
    "星期二 周二 週二 礼拜二 火曜 화요일",
    "wed": "wednesday wed miercoles quarta-feira quarta mercredi среда среды среду ср середа середи середу "
    "miyerkules miercuri mittwoch "
    "thu_tu t4 วันพุธ พุธ 星期三 周三 週三 礼拜三 水曜 수요일",
    "thu": "thursday thu thur thurs jueves quinta-feira quinta jeudi четверг четверга чт четвер четверга "
    "huwebes joi donnerstag thu_nam t5 "
    "วันพฤหัส พฤหัส 星期四 周四 週四 礼拜四 木曜 목요일",
    "fri": "friday fri viernes sexta-feira sexta vendredi пятница пятницы пятницу пт п'ятниця п'ятниці "
    "п'ятницю пятниці biyernes vineri "
    "freitag thu_sau t6 วันศุกร์ ศุกร์ 星期五 周五 週五 礼拜五 金曜 금요일",
    "sat": "saturday sat sabado samedi суббота субботы субботу сб субота суботи суботу sambata samstag "
    "thu_bay t7 วันเสาร์ เสาร์ 星期六 周六 "
    "週六 礼拜六 土曜 토요일",
    "sun": "sunday sun domingo dimanche воскресенье воскресенья вс неділя неділі неділю нд linggo duminica "
    "sonntag chu_nhat cn วันอาทิตย์ อาทิตย์ "
    "星期日 星期天 周日 週日 礼拜天 日曜 일요일",
}
_MONTHS = (
    "january jan enero janeiro janvier января январь січня enero ianuarie januar|"
    "february feb febrero fevereiro fevrier февраля февраль лютого pebrero februarie februar|"
    "march mar marzo marco mars марта март березня marso martie marz|"
    "april apr abril avril апреля апрель квітня aprilie|"
    "may mayo maio mai мая май травня|"
    "june jun junio junho juin июня июнь червня hunyo iunie juni|"
    "july jul julio julho juillet июля июль липня hulyo iulie juli|"
    "august aug agosto aout августа август серпня|"
    "september sep sept septiembre setembro septembre сентября сентябрь вересня setyembre septembrie|"
    "october oct octubre outubro octobre октября октябрь жовтня oktubre octombrie oktober|"
    "november nov noviembre novembro novembre ноября ноябрь листопада nobyembre noiembrie|"
    "december dec diciembre dezembro decembre декабря декабрь грудня disyembre decembrie dezember"
)
_NEAR = {
    "today": "today tonight hoy hoje aujourd'hui сегодня сьогодні ngayon ngayong_araw azi hom_nay วันนี้ 今天 今日 오늘",
    "tomorrow": "tomorrow mañana manana amanha demain завтра bukas maine ngay_mai พรุ่งนี้ 明天 明日 내일",
    "now": "now ahora agora maintenant сейчас зараз acum bay_gio ตอนนี้ 现在 現在 지금",
}


def _words(source: dict[str, str]) -> dict[str, str]:
    return {word.replace("_", " "): key for key, words in source.items() for word in words.split()}


DAYS, NEAR = _words(_DAYS), _words(_NEAR)
MONTHS = {word: number for number, words in enumerate(_MONTHS.split("|"), 1) for word in words.split()}


def any_of(words: dict[str, object] | dict[str, str] | dict[str, int]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
