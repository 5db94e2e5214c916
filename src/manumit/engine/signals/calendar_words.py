"""Days of the week, months and words for days near by, in many languages (surface forms: lower case, accents of Latin
and Greek letters dropped; '_' stands for a blank)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DAYS = {
    "mon": "monday mon lunes segunda-feira segunda lundi понедельник понедельника пн понеділок понеділка "
    "lunes luni montag thu_hai thu_2 t2 lunedi maandag poniedzialek poniedzialku pon pondeli pondelok hetfo hetfotol "
    "ponedeljak ponedeljka ponedjeljak ponedjeljka понедељак понеделник pazartesi الاثنين الإثنين دوشنبه "
    "सोमवार δευτερα ორშაბათი ሰኞ senin "
    "mandag วันจันทร์ จันทร์ 星期一 周一 週一 礼拜一 月曜日 月曜 월요일",
    "tue": "tuesday tue tues martes terca-feira terca mardi вторник вторника вт вівторок вівторка marti "
    "dienstag thu_ba thu_3 t3 martedi dinsdag wtorek wtorku wt utorka utery utorok kedd keddtol keddig utorak "
    "уторак sali الثلاثاء سهشنبه "
    "मंगलवार τριτη სამშაბათი ማክሰኞ selasa tirsdag tisdag วันอังคาร อังคาร 星期二 周二 週二 礼拜二 火曜日 火曜 화요일",
    "wed": "wednesday wed miercoles quarta-feira quarta mercredi среда среды среду ср середа середи середу "
    "miyerkules miercuri mittwoch thu_tu thu_4 t4 mercoledi woensdag sroda srode streda stredy szerda "
    "szerdatol szerdaig srijeda srijede sreda srede sroda srody "
    "сряда carsamba الأربعاء الاربعاء چهارشنبه बुधवार τεταρτη ოთხშაბათი ረቡዕ rabu onsdag วันพุธ พุธ 星期三 周三 週三 礼拜三 "
    "水曜日 水曜 수요일",
    "thu": "thursday thu thur thurs jueves quinta-feira quinta jeudi четверг четверга чт четвер четверга "
    "huwebes joi donnerstag thu_nam thu_5 t5 giovedi donderdag czwartek czwartku czw ctvrtek stvrtok csutortok "
    "csutortoktol csutortokig cetvrtak cetvrtka ctvrtka "
    "четвртак четвъртък persembe الخميس پنجشنبه गुरुवार πεμπτη ხუთშაბათი ሐሙስ kamis torsdag วันพฤหัส พฤหัส "
    "星期四 周四 週四 礼拜四 木曜日 木曜 목요일",
    "fri": "friday fri viernes sexta-feira sexta vendredi пятница пятницы пятницу пт п'ятниця п'ятниці "
    "п'ятницю пятниці biyernes vineri freitag thu_sau thu_6 t6 venerdi vrijdag piatek piatku patek patku piatok pentek "
    "pentektol pentekig petak petka petku петак петка петък cuma الجمعة جمعه शुक्रवार παρασκευη პარასკევი ዓርብ "
    "jumat jum'at fredag วันศุกร์ ศุกร์ 星期五 "
    "周五 週五 礼拜五 金曜日 金曜 금요일",
    "sat": "saturday sat sabado samedi суббота субботы субботу сб субота суботи суботу sambata samstag "
    "thu_bay thu_7 t7 sabato zaterdag sobota sobote sobotu sob szombat szombattol szombatig subota subote "
    "soboty subotu събота субботам cumartesi السبت شنبه शनिवार "
    "σαββατο შაბათი ቅዳሜ sabtu lordag วันเสาร์ เสาร์ 星期六 周六 週六 礼拜六 土曜日 土曜 토요일",
    "sun": "sunday sun domingo dimanche воскресенье воскресенья вс неділя неділі неділю нд linggo duminica "
    "sonntag chu_nhat cn domenica zondag niedziela niedziele nedele nedela vasarnap vasarnaptol vasarnapig "
    "nedelja nedelje nedjelja niedzieli недеља недеље неделя الأحد الاحد "
    "یکشنبه रविवार κυριακη კვირა እሁድ minggu sondag วันอาทิตย์ อาทิตย์ 星期日 星期天 周日 週日 礼拜天 日曜日 日曜 일요일",
}
_STRETCHES = {
    "mon-fri": "weekdays dias_laborables entre_semana dias_uteis dias_de_semana en_semaine jours_ouvrables werktags "
    "wochentags giorni_feriali doordeweeks будни по_будням в_будни по_буднях будні dni_robocze w_tygodniu vsedni_dny "
    "hetkoznap radnim_danima радним_данима делник делници hafta_ici أيام_الأسبوع वर्किंग_डेज hari_kerja วันธรรมดา "
    "ngay_thuong 工作日 平日 평일 καθημερινες zile_lucratoare",
    "sat-sun": "weekends fines_de_semana fins_de_semana le_week-end wochenends am_wochenende nel_weekend по_выходным "
    "в_выходные по_вихідних w_weekendy vikendy hetvegen vikendom викендом hafta_sonu hafta_sonlari عطلة_نهاية_الأسبوع "
    "akhir_pekan เสาร์อาทิตย์ เสาร์-อาทิตย์ cuoi_tuan 周末 週末 土日 주말 σαββατοκυριακο",
    "mon-sun": "every_day everyday daily 7_days_a_week 7_days todos_los_dias todos_os_dias diario tous_les_jours 7j/7 "
    "7/7 taglich jeden_tag tutti_i_giorni ogni_giorno dagelijks elke_dag zilnic ежедневно каждый_день щодня щоденно "
    "codziennie kazdy_dzien denne kazdy_den svaki_dan svakodnevno сваки_дан всеки_ден ежедневно minden_nap naponta "
    "her_gun يوميا كل_يوم هر_روز روزانه हर_दिन रोज़ प्रतिदिन καθημερινα καθε_μερα ყოველდღე በየቀኑ setiap_hari tiap_hari "
    "araw-araw hang_ngay moi_ngay ทุกวัน 每天 毎日 매일 연중무휴 年中無休 כל_יום",
}
_SHORT = (
    "mo di mi do fr sa so|ma di wo do vr za zo|lu ma mi ju vi sa do|lu ma mi jo vi sa du|l m x j v s d|l m m j v s d|"
    "lun mar mer gio ven sab dom|lun mar mie jue vie sab dom|lun mar mer jeu ven sam dim|seg ter qua qui sex sab dom|"
    "2a 3a 4a 5a 6a sab dom|po ut st ct pa so ne|pn wt sr cz pt sb nd|pon wt sr czw pt sob niedz|pon uto sre "
    "cet pet sub "
    "ned|пон уто сре чет пет суб нед|пон вто сря чет пет съб нед|h k sze cs p szo v|pzt sal car per cum cmt "
    "paz|sen sel "
    "rab kam jum sab min|lun mar miy huw biy sab lin|δευ τρι τετ πεμ παρ σαβ κυρ|月 火 水 木 金 土 日|"
    "월 화 수 목 금 토 일|"
    "周一 二 三 四 五 六 日|星期一 二 三 四 五 六 日|จ อ พ พฤ ศ ส อา|t2 t3 t4 t5 t6 t7 cn"
)
"""Short names of the seven days, language by language: one alone is many other words, two with 'to' between "
"are days."""
_MONTHS = (
    "january jan enero janeiro janvier января январь січня enero ianuarie januar gennaio stycznia styczen ledna leden "
    "januari јануар јануара януари ocak يناير जनवरी ιανουαριου ιανουαριος იანვრ იანვარ ינואר มกราคม ม.ค. ژانویه|"
    "february feb febrero fevereiro fevrier февраля февраль лютого pebrero februarie februar febbraio lutego "
    "luty unora "
    "unor februari фебруар фебруара февруари subat فبراير شباط फरवरी φεβρουαριου φεβρουαριος თებერვ פברואר "
    "กุมภาพันธ์ ก.พ. "
    "فوریه|"
    "march mar marzo marco mars марта март березня marso martie marz marca marzec brezna brezen maart maret martius "
    "marcius mart مارس آذار मार्च μαρτιου μαρτιος მარტ מרץ มีนาคม มี.ค.|"
    "april apr abril avril апреля апрель квітня aprilie aprile kwietnia kwiecien dubna duben april април "
    "априла aprilis "
    "nisan أبريل ابريل إبريل نيسان अप्रैल απριλιου απριλιος აპრილ אפריל เมษายน เม.ย. آوریل|"
    "may mayo maio mai мая май травня maggio maja maj kvetna kveten мај маја mei majus mayis مايو أيار मई μαιου μαιος "
    "მაის מאי พฤษภาคม พ.ค.|"
    "june jun junio junho juin июня июнь червня hunyo iunie juni giugno czerwca czerwiec cervna cerven јун јуна юни "
    "junius haziran يونيو حزيران जून ιουνιου ιουνιος ივნის יוני มิถุนายน มิ.ย. ژوئن|"
    "july jul julio julho juillet июля июль липня hulyo iulie juli luglio lipca lipiec cervence cervenec јул јула юли "
    "julius temmuz يوليو تموز जुलाई ιουλιου ιουλιος ივლის יולי กรกฎาคม ก.ค. ژوئیه|"
    "august aug agosto aout abrycta abryct серпня sierpnia sierpien srpna srpen augustus augusztus agustos agustus "
    "أغسطس اغسطس अगस्त αυγουστου αυγουστος აგვისტო אוגוסט สิงหาคม ส.ค.|"
    "september sep sept septiembre setembro septembre сентября сентябрь вересня setyembre septembrie settembre "
    "wrzesnia "
    "wrzesien zari septembar septembra септембар септембра септември szeptember eylul سبتمبر أيلول सितंबर सितम्बर "
    "σεπτεμβριου σεπτεμβριος სექტემბ ספטמבר กันยายน ก.ย. سپتامبر|"
    "october oct octubre outubro octobre октября октябрь жовтня oktubre octombrie oktober ottobre pazdziernika "
    "pazdziernik rijna rijen oktobar oktobra октобар октобра октомври ekim أكتوبر اكتوبر अक्टूबर οκτωβριου οκτωβριος "
    "ოქტომბ אוקטובר ตุลาคม ต.ค. اکتبر|"
    "november nov noviembre novembro novembre ноября ноябрь листопада nobyembre noiembrie listopada listopad listopadu "
    "novembar novembra новембар новембра ноември kasim نوفمبر नवंबर νοεμβριου νοεμβριος ნოემბ נובמבר พฤศจิกายน "
    "พ.ย. نوامبر|"
    "december dec diciembre dezembro decembre декабря декабрь грудня disyembre decembrie dezember dicembre dic grudnia "
    "grudzien prosince prosinec decembar decembra децембар децембра декември desember aralik ديسمبر दिसंबर δεκεμβριου "
    "δεκεμβριος დეკემბ דצמבר ธันวาคม ธ.ค. دسامبر"
)
SOLAR_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
"""Of the Iranian calendar: which day of ours is meant depends on the year."""
_NEAR = {
    "today": "today tonight hoy hoje aujourd'hui сегодня сьогодні ngayon ngayong_araw azi hom_nay heute oggi vandaag "
    "dzis dzisiaj dnes danas днес bugun اليوم امروز आज σημερα დღეს ዛሬ hari_ini วันนี้ 今天 今日 오늘 היום",
    "tomorrow": "tomorrow manana amanha demain завтра bukas maine ngay_mai morgen domani jutro zitra sutra утре "
    "holnap yarin غدا فردا कल αυριο ხვალ ነገ besok พรุ่งนี้ 明天 明日 내일 מחר",
    "now": "now ahora agora maintenant сейчас зараз acum bay_gio jetzt adesso nu teraz nyni sada сада сега most simdi "
    "الآن الان الحالي اکنون अभी τωρα ახლა አሁን sekarang ตอนนี้ 现在 現在 지금 עכשיו",
    "week": "this_week esta_semana cette_semaine diese_woche questa_settimana deze_week saptamana_asta "
    "aceasta_saptamana "
    "saptamana_aceasta на_этой_неделе эту_неделю эта_неделя этой_недели на_цьому_тижні цього_тижня цей_тиждень "
    "w_tym_tygodniu ten_tydzien tento_tyden ove_nedelje ове_недеље ovaj_tjedan тази_седмица ezen_a_heten bu_hafta "
    "هذا_الأسبوع هذا_الاسبوع این_هفته इस_हफ्ते इस_सप्ताह αυτη_την_εβδομαδα ამ_კვირაში በዚህ_ሳምንት ngayong_linggo minggu_ini "
    "สัปดาห์นี้ อาทิตย์นี้ tuan_nay 本周 这周 这星期 這週 今週 이번_주 이번주 השבוע",
    "next-week": "next_week proxima_semana la_proxima la_semana_que_viene semana_que_vem la_semaine_prochaine "
    "nachste_woche "
    "prossima_settimana volgende_week saptamana_viitoare на_следующей_неделе следующую_неделю наступного_тижня "
    "w_przyszlym_tygodniu pristi_tyden sledece_nedelje следеће_недеље следващата_седмица jovo_heten haftaya "
    "gelecek_hafta "
    "الأسبوع_القادم الأسبوع_المقبل هفته_بعد هفته_آینده अगले_हफ्ते अगले_सप्ताह την_επομενη_εβδομαδα sa_susunod_na_linggo "
    "minggu_depan สัปดาห์หน้า อาทิตย์หน้า tuan_sau tuan_toi 下周 下星期 下週 来週 다음_주 다음주",
    "weekend": "this_weekend este_fin_de_semana este_finde ce_week-end dieses_wochenende "
    "am_wochenende questo_weekend dit_weekend weekendul_acesta в_эти_выходные эти_выходные "
    "w_ten_weekend ovog_vikenda ovaj_vikend овог_викенда този_уикенд ezen_a_hetvegen bu_hafta_sonu "
    "نهاية_الأسبوع آخر_هفته इस_वीकेंड ngayong_weekend akhir_pekan_ini สุดสัปดาห์นี้ cuoi_tuan_nay 这周末 本周末 今週末 "
    "이번_주말",
}


def _words(source: dict[str, str]) -> dict[str, str]:
    return {word.replace("_", " "): key for key, words in source.items() for word in words.split()}


DAYS, NEAR, STRETCHES = _words(_DAYS), _words(_NEAR), _words(_STRETCHES)
OTHER_WORDS = frozenset(
    "mon sun sat segunda terca quarta quinta sexta cuma cn t2 t3 t4 t5 t6 t7 nu most maine".split()
)
"""Days and times that are other words elsewhere: my, my number, only, China, a terminal, second, not."""
WEEKS = frozenset(["week", "next-week", "weekend"])
"""Those of the days near by that are several days."""
MONTHS = {word: number for number, words in enumerate(_MONTHS.split("|"), 1) for word in words.split()}


def _spans() -> dict[tuple[str, str], str]:
    names = list(_DAYS)
    found: dict[tuple[str, str], str] = {}
    for week in _SHORT.split("|"):
        short = week.split()
        for first in range(7):
            for last in range(7):
                if first != last:
                    found.setdefault((short[first], short[last]), f"{names[first]}-{names[last]}")
    return found


SPANS = _spans()
"""(short name of a day, of another day in the same language) -> 'mon-fri'."""


def short_day(word: str, other: str) -> str:
    """The day of a short name in a language in which another one is short for a day, too; '' where there is none."""
    weeks = [week.split() for week in _SHORT.split("|")]
    return next((list(_DAYS)[week.index(word)] for week in weeks if word in week and other in week), "")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
