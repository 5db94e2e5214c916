"""Words of the clock in many languages: which half of the day an hour is in, what is said beside an hour, and from
when until when (surface forms)."""

from __future__ import annotations

from manumit.engine.signals.calendar_words import any_of

_BEFORE_NOON = (
    "am a.m. a.m صباحا صباحًا ص صبح сабах сутринта утра ранку rano morgens in_the_morning de_la_manana "
    "da_manha du_matin "
    "di_mattina 's_ochtends sabah sabahtan dimineata ng_umaga ng_madaling-araw pagi sang π.μ. π.μ πμ בבוקר दिन "
    "की_सुबह सुबह "
    "ночи ночі ujutro ujutru de_madrugada da_madrugada"
)
_AFTER_NOON = (
    "pm p.m. p.m مساء مساءً م ظهرا عصرا ليلا شب عصر بعدازظهر вечера вечора вечерта дня abends nachmittags "
    "in_the_evening in_the_afternoon at_night de_la_tarde de_la_noche da_tarde da_noite du_soir "
    "de_l'apres-midi di_sera "
    "'s_avonds aksam seara ng_hapon ng_gabi siang sore malam chieu toi μ.μ. μ.μ μμ בערב शाम रात wieczorem "
    "wieczor vecer "
    "navecer uvece este delutan"
)
_BEFORE_NOON_AHEAD = "上午 早上 早晨 凌晨 清晨 午前 朝 오전 아침 새벽 सुबह ጠዋት sabah ساعت_صبح"
_AFTER_NOON_AHEAD = "下午 晚上 傍晚 中午 午後 夜 夕方 오후 저녁 밤 शाम रात दोपहर ማታ aksam gece"
_BESIDE = (
    "h hs hrs hr hod hodin horas heures uhr uur u ore часов часа час ч годин години ч. น. น นาฬิกา 点 點 時 시 gio "
    "godz godz. "
    "sati sata ura orakor oraig ora oratol saat satt बजे बजे। საათი საათამდე საათიდან ሰዓት jam pukul עד ч"
)
TO = (
    "- – — ~ 〜 to till til until a as à al hasta_las hasta ate_as ate jusqu'a jusque до по hanggang pana_la la "
    "den ถึง 到 至 "
    "から から翌 부터 에서 bis_zu bis tot t/m fino_alle alle do az_do إلى الى حتى ل تا से έως εως ως μεχρι მდე sampai "
    "hingga "
    "s/d s.d. -დან დან"
)


def _words(words: str) -> list[str]:
    return [word.replace("_", " ") for word in words.split()]


BETWEEN = frozenset(
    _words(
        "between entre zwischen tra fra tussen intre между між miedzy mezi izmedju izmedu između между بين μεταξυ"
    )
)
AND = frozenset(_words("and y e et und en i si a и і та و και"))
"""'Between 9am and 8pm': no 'to' elsewhere."""
_MIDNIGHT = (
    "midnight medianoche meia-noite minuit mezzanotte mitternacht middernacht miezul_noptii полночь полночи північ "
    "полунощ polnoc polnoci pulnoc pulnoci ponoc поноћ ejfel gece_yarisi منتصف_الليل نیمه_شب "
    "hatinggabi tengah_malam nua_dem μεσανυχτα เที่ยงคืน 午夜 자정"
)
_NOON = (
    "noon midday mediodia meio-dia midi mezzogiorno mittag полдень полудня polednich poludnie poludnia podne del ogle "
    "الظهر ظهر tanghali tengah_hari trua μεσημερι เที่ยง 正午 정오"
)
NAMED_HOURS = {**dict.fromkeys(_words(_MIDNIGHT), 24), **dict.fromkeys(_words(_NOON), 12)}
"""Hours that have a name."""
MORNING, EVENING = frozenset(_words(_BEFORE_NOON)), frozenset(_words(_AFTER_NOON))
MORNING_AHEAD, EVENING_AHEAD = frozenset(_words(_BEFORE_NOON_AHEAD)), frozenset(_words(_AFTER_NOON_AHEAD))
AHEAD = any_of(MORNING_AHEAD | EVENING_AHEAD)
BESIDE = any_of([*MORNING, *EVENING, *_words(_BESIDE)])
TO_HOUR = any_of(_words(TO))
