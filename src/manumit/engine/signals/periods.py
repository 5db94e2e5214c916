"""What a price is for: an hour, a night, a month, 45 minutes... by the words behind it or before it, in many "
"languages."""

from __future__ import annotations

import re
from functools import lru_cache

from manumit.engine.signals.any_of import any_of

# Surface forms (lower case, Latin and Greek accents dropped); '_' stands for a blank.
_WORDS = {
    "half hour": "half_hour half_an_hour half_hr media_hora "
    "meia_hora meia-hora 1/2h 1/2_hour 1/2_h demi-heure "
    "demi_heure demiheure полчаса півгодини kalahating_oras jumatate_de_ora jumatate_ora mezz'ora mezza_ora "
    "halbe_stunde "
    "halbe_std half_uur halfuur pol_godziny pul_hodiny pulhodina felora fel_ora pola_sata пола_сата "
    "половин_час yarim_saat "
    "μιση_ωρα μισαωρο setengah_jam आधा_घंटा نصف_ساعة نیم_ساعت ნახევარი_საათი ნახევარ_საათში "
    "nua_tieng ครึ่งชั่วโมง ครึ่งชม 半小时 半個小時 半小時 半时 半時間 반시간",
    "hour": "hour hours hr hrs 1h 1_h h ph p/h hourly 1_hour one_hour hora horas hs 1_hora "
    "heure heures 1_heure час часа часов "
    "1_час ч година годину годин oras ora ore 1_ora isang_oras gio tieng mot_gio ชั่วโมง ชม ชั่วโมงละ "
    "小时 个小时 個小時 小時 一小时 一个小时 时 時間 시간 时薪 時給 시급 "
    "stunde stunden std 1_std stundlich uur uren godz godzine godzina godzinowo hod hodina hodinu hodinove "
    "orankent saat saatlik "
    "sat sata сат на_час timen timme l'ora saatte σε_ωρα "
    "للساعة الساعة بالساعة ساعة ساعت ساعتی ساعتی ωρα घंटा घंटे घण्टा საათი საათში በሰዓት שעה לשעה jam sejam saa",
    "night": "night nights overnight nightly noche noites noite nuit nuits nuitee ночь ночи ніч gabi "
    "noapte dem คืน คืนละ 晚 一晚 每晚 夜 一夜 泊 박 nacht ubernachtung notte noc нощ gece ejszaka malam ليلة الليلة شب "
    "شبی रात "
    "νυχτα βραδυ ღამე לילה",
    "day": "day days daily dia dias diario diaria diarios jour jours journee день дня сутки сутках доба "
    "добу araw zi ngay วัน วันละ 天 一天 每天 日 日薪 日給 일급 "
    "일 tag taglich giorno dzien den denne dan ден gun gunluk nap naponta hari harian per_dag dag يوم اليوم "
    "يوميا باليوم روزانه روزی "
    "روز दिन रोज ημερα დღეში በቀን יום ליום",
    "week": "week weeks weekly pw semana semanas semanal semanales semaine semaines неделя неделю тиждень linggo "
    "saptamana saptamanal tuan สัปดาห์ อาทิตย์ settimana tydzien tyden tydne седмица недеља hafta haftalik het "
    "hetente minggu أسبوع "
    "اسبوعيا الأسبوع هفته हफ्ता हफ्ते εβδομαδα კვირაში በሳምንት "
    "周 一周 每周 週 星期 주 주급 woche wochentlich",
    "fortnight": "fortnight fortnightly two_weeks quincena quincenal quinzena quinzaine две_недели",
    "month": "month months monthly pcm mes meses mensual mensuales mensal mensais mois mensuel месяц "
    "месяца мес в_месяц місяць міс buwan "
    "buwanan luna lunar thang เดือน เดือนละ เงินเดือน 月 个月 個月 每月 一个月 月薪 月給 월 월급 개월 한달 monat monatlich "
    "mese mensile maand "
    "miesiac miesiecznie mies mesic mesicne mesecno mesec mjesec месец месечно ay aylik ayda ho honap havonta "
    "bulan bulanan "
    "شهر شهريا بالشهر الشهر ماه ماهی ماهانه महीना महीने माह मासिक μηνα მესი თვეში በወር חודש לחודש mwezi",
    "year": "year years yearly annum pa ano anual an annee рік год году года taon nam ปี 年 每年 年薪 년 연봉 jahr "
    "jahrlich anno jaar rok "
    "roku rocne godisnje годишње година_годишно yil yillik ev evente tahun سنويا السنة سال سالانه साल ετος წელიწადში",
}
UNIT_OF = {word.replace("_", " "): unit for unit, words in _WORDS.items() for word in words.split()}
_AMBIGUOUS = {
    "sat": frozenset(["RSD", "EUR", "BAM", "MKD"]),
    "an": frozenset(["RON", "EUR", "XOF", "XAF"]),
    "ev": frozenset(["HUF"]),
    "het": frozenset(["HUF"]),
    "ho": frozenset(["HUF"]),
    "nap": frozenset(["HUF"]),
    "ay": frozenset(["TRY"]),
    "den": frozenset(["CZK", "EUR"]),
    "dan": frozenset(["RSD", "EUR", "BAM"]),
}
"""Words that are a time in the languages of these currencies only."""
_ANY = any_of(UNIT_OF)
_MINUTES = (
    "minut[a-z]*|mins?|minuten|mn|минут[аы]?|мин|хвилин|хв|perc|dk|dakika|phut|menit|minuto|دقيقة|دقائق|"
    "دقیقه|मिनट|λεπτα|წუთი|นาที|分钟|分鐘|分間|分|분"
)
_HOURS = (
    "hours?|hrs?|h|horas?|heures?|часа?|години|год|godz[a-z]*|hod[a-z]*|stunden|std|uur|uren|ore|ora|saat|sata|oras|gio|tieng|jam|"
    "ساعات|ساعت|घंटे|ωρες|ωρεσ|საათი|ชั่วโมง|ชม|小时|小時|時間|시간"
)
_SPELLED = {
    **dict.fromkeys("two dos duas deux due zwei twee два две дві dwie dve iki 两 兩 二 두".split(), 2),
    **dict.fromkeys("three tres trois tre drei три 三 세".split(), 3),
}
LASTING = (
    rf"(?:(?P<h>\d)\s?h\s?(?P<hm>[0-5]\d)|(?P<n>\d{{1,3}}(?:[.,]5)?|{any_of(_SPELLED)})\s?"
    rf"(?:(?P<m>{_MINUTES})|(?P<hh>{_HOURS})))\.?"
)
"""'1h30', '45 min', '2 hours': see lasting()."""
_LINK = (
    r"(?:\s?/\s?|\s?[(]\s?|\s+(?:per|pr|an?|each|every|for an?|for|the|la|el|por|por la|al|all'|alla|a|o|ao|par|de l'|"
    r"l'|les|le|pour|за|за один|за одну|в|на|по|kada|bawat|sa|za|na|v|w|u|po|od|im|in der|am|bir|egy|"
    r"isang|pe|cho|mot|moi|pro|die|je|el|los|as|την|τη|τον|το|ανα|في|لكل|كل|هر|در|प्रति|हर|एक|每)\s+|\s?(?:ต่อ|每|一|/|매)\s?|\s*l'|\s*)"
)
_EDGE = r"(?![a-zа-яіїєґ0-9ა-ჰ\u0900-\u0963\u0620-\u064a])"
_BEHIND = re.compile(
    rf"(?:[.,]-{{1,2}}|\.(?=\s?(?:/|за |в |на |za |na |per |pr |w )))?{_LINK}(?:(?:1\s?|"
    rf"one\s)?(?P<unit>{_ANY}){_EDGE}|{LASTING}{_EDGE}(?!\s(?:away|walk|drive|from|by|a pie|late)))"
)
_JOINED = r"\s?(?:[:=–-]\s?|is\s|es\s|at\s|от\s|por\s|x\s|za\s|за\s|zu\s|a\s)?$"
_AHEAD = re.compile(rf"(?<![a-zа-яіїєґ0-9.,])(?:(?:1\s?)?(?P<unit>{_ANY})\.?|{LASTING}){_EDGE}{_JOINED}")
_ARTICLE = re.compile(r"\s*an\s[^\W\d_]")
"""English right behind a price: 'an evening' is no year."""
_JOINED_HOUR = re.compile(r"(?:[^\W\d_]|/|1)\s*$")
"""Before 'sat' where euros are paid: it is an hour in '100 €/sat' and '1 sat 100 €', and a day in 'Sat 100 €'."""
_REACH = 22
_MOST_HOURS = 4
"""More before a price are an hour of the day, unless a sign joins them."""
_HOURS_OF_UKRAINE = "год"  # Russian for a year is Ukrainian for hours


def lasting(match: re.Match[str]) -> str:
    """The unit of a stretch of time that is told in numbers: 'half hour', '45 minutes', '2 hours'."""
    if match["h"]:
        minutes = float(int(match["h"]) * 60 + int(match["hm"]))
    else:
        number = _SPELLED.get(match["n"]) or float(match["n"].replace(",", "."))
        minutes = number if match["m"] else number * 60
    if minutes == 30:
        return "half hour"
    if minutes % 60 == 0:
        return "hour" if minutes == 60 else f"{int(minutes // 60)} hours"
    return f"{int(minutes)} minutes"


@lru_cache(maxsize=32768)
def _before(said: str) -> tuple[str, str]:
    """(word, unit in numbers) that ends what is said before a price; '' where it does not."""
    match = _AHEAD.search(said)
    if match is None:
        return "", ""
    if match["hh"] and match["n"].isdigit() and int(match["n"]) > _MOST_HOURS and match[0][-1:] not in ":=-–":
        return "", ""  # 'until 8h. 780 €'
    return (match["unit"], "") if match["unit"] else ("", lasting(match))


def period_of(text: str, start: int, end: int, currency: str) -> str:
    """The unit of time ('half hour', 'hour', 'night', 'day', 'week', 'fortnight', 'month', 'year', '2 hours', '45
    minutes') that the price at [start, end) of a lower-case surface text is for; '' where none is told."""
    match = _BEHIND.match(text, end)
    if match:
        word, told = match["unit"], "" if match["unit"] else lasting(match)
        if word == "an" and _ARTICLE.match(text, end):
            return ""
    else:
        said = text[max(0, start - _REACH) : start]
        word, told = _before(said)
    if word == "sat" and currency == "EUR":
        ahead = text[end : match.start("unit")] if match else said[: said.rindex("sat")]
        if not _JOINED_HOUR.search(ahead) or (not match and not ahead.rstrip().endswith("1")):
            return ""
    if told or not word or currency not in _AMBIGUOUS.get(word, (currency,)):
        return told
    return "hour" if word == _HOURS_OF_UKRAINE and currency == "UAH" else UNIT_OF[word]
