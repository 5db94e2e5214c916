"""Job offers. Promises and conditions are separate banks: honest firms promise too, and some who deceive are dull.

Slots: {job} {place} {pay} {phone} {firm} {licence} {email}.
"""

# fmt: off
from __future__ import annotations

JOBS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "labour": ("warehouse helper", "factory operator", "construction worker", "farm worker", "security guard", "delivery rider", "welder"),
        "domestic": ("housemaid", "nanny", "live-in carer", "cook for a family"),
        "sexual": ("waitress", "hairdresser", "hostess for a lounge", "dancer", "nail artist"),
        "forced_crime": ("customer service agent", "online sales agent", "data entry clerk", "street promoter"),
    },
    "it": {
        "labour": ("magazziniere", "bracciante agricolo", "muratore", "operaio confezionamento", "addetto autolavaggio"),
        "domestic": ("badante convivente", "colf", "baby sitter convivente"),
        "sexual": ("cameriera", "ragazza immagine", "parrucchiera", "ballerina"),
        "forced_crime": ("operatore call center", "promoter di strada", "addetto vendite online"),
    },
    "el": {
        "labour": ("εργάτης γης", "εργάτης αποθήκης", "οικοδόμος", "λαντζέρης"),
        "domestic": ("οικιακή βοηθός εσωτερική", "νταντά", "φροντίστρια ηλικιωμένων"),
        "sexual": ("σερβιτόρα", "χορεύτρια", "κομμώτρια"),
        "forced_crime": ("υπάλληλος τηλεφωνικού κέντρου", "πωλητής δρόμου"),
    },
    "pl": {
        "labour": ("magazynier", "zbieracz owoców", "pracownik budowlany", "operator maszyn", "pakowacz"),
        "domestic": ("opiekunka osoby starszej", "gosposia", "niania"),
        "sexual": ("kelnerka", "hostessa", "tancerka", "fryzjerka"),
        "forced_crime": ("konsultant telefoniczny", "sprzedawca online", "promotor uliczny"),
    },
    "tr": {
        "labour": ("tekstil işçisi", "tarım işçisi", "inşaat işçisi", "depo elemanı"),
        "domestic": ("yatılı bakıcı", "ev yardımcısı", "çocuk bakıcısı"),
        "sexual": ("garson bayan", "dansçı", "kuaför"),
        "forced_crime": ("çağrı merkezi elemanı", "online satış temsilcisi"),
    },
    "ru": {
        "labour": ("разнорабочий", "швея", "сборщик урожая", "упаковщик", "бетонщик"),
        "domestic": ("сиделка с проживанием", "няня", "домработница"),
        "sexual": ("официантка", "хостес", "танцовщица", "парикмахер"),
        "forced_crime": ("оператор чата", "менеджер онлайн продаж", "курьер"),
    },
    "sr": {
        "labour": ("magacioner", "berač voća", "građevinski radnik", "radnik u pakovanju"),
        "domestic": ("negovateljica", "kućna pomoćnica", "dadilja"),
        "sexual": ("konobarica", "hostesa", "plesačica"),
        "forced_crime": ("operater u pozivnom centru", "onlajn prodavac"),
    },
}

LINES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "open": ("{firm} is looking for: {job}, {place}.", "Work in {place}: {job}.", "Hiring now, {job} in {place}.", "Needed urgently for {place}: {job}."),
        "pay": ("Salary {pay} a month.", "You earn {pay} and overtime.", "Monthly pay {pay}, accommodation in the area.", "{pay} net."),
        "lure": ("No experience and no language needed.", "We arrange passport, visa and ticket, you pay back later from salary.", "You keep nothing to pay now, only a small registration.", "Leave within this week, only a few places.", "Papers stay with the office so that nothing gets lost.", "Details only in private chat.", "Bring two friends and your fee is halved."),
        "duty": ("Written contract in your language before you travel.", "Licence number {licence}; workers pay no fee.", "Eight hours, one day off a week, overtime paid by law.", "Interview at our office, bring references.", "Return ticket and health insurance paid by the employer.", "You may speak with workers who came back last season."),
        "mid": ("Shared rooms, three in a room.", "Age over 21.", "Start at the beginning of next month.", "Uniform and lunch given.", "Shift work, also nights.", "Friendly team."),
        "end": ("Contact {phone}.", "WhatsApp {phone}", "Send CV to {email}", "Call {phone}, ask for the manager."),
    },
    "it": {
        "open": ("{firm} cerca: {job}, {place}.", "Lavoro a {place}: {job}.", "Assumiamo subito {job}, zona {place}.", "Urgente per {place}: {job}."),
        "pay": ("Stipendio {pay} al mese.", "Guadagno {pay} più straordinari.", "Paga mensile {pay}, alloggio in zona.", "{pay} netti."),
        "lure": ("Senza esperienza e senza lingua.", "Pensiamo noi a documenti e viaggio, restituisci dallo stipendio.", "Niente da pagare ora, solo una piccola iscrizione.", "Partenza in settimana, ultimi posti.", "I documenti restano in ufficio per sicurezza.", "Dettagli solo in privato.", "Porta due amici e paghi la metà."),
        "duty": ("Contratto scritto prima della partenza.", "Autorizzazione {licence}; il lavoratore non paga nulla.", "Otto ore, riposo settimanale, straordinari pagati.", "Colloquio in sede con referenze.", "Biglietto di ritorno e assicurazione a carico dell'azienda.", "Potete parlare con chi è venuto l'anno scorso."),
        "mid": ("Camere condivise da tre.", "Età oltre 21.", "Inizio il mese prossimo.", "Divisa e pranzo.", "Turni anche di notte.", "Buon gruppo."),
        "end": ("Contatto {phone}.", "WhatsApp {phone}", "Inviare CV a {email}", "Chiamare {phone}, chiedere del responsabile."),
    },
    "el": {
        "open": ("{firm} ζητά: {job}, {place}.", "Εργασία {place}: {job}.", "Προσλήψεις τώρα: {job}, {place}.", "Άμεσα για {place}: {job}."),
        "pay": ("Μισθός {pay} τον μήνα.", "Κερδίζεις {pay} και υπερωρίες.", "Μηνιαία {pay}, διαμονή στην περιοχή.", "{pay} καθαρά."),
        "lure": ("Χωρίς πείρα και χωρίς γλώσσα.", "Εμείς χαρτιά και εισιτήριο, τα επιστρέφεις από τον μισθό.", "Τίποτα τώρα, μόνο μια μικρή εγγραφή.", "Αναχώρηση αυτή την εβδομάδα.", "Τα χαρτιά μένουν στο γραφείο.", "Λεπτομέρειες μόνο προσωπικά."),
        "duty": ("Γραπτή σύμβαση πριν το ταξίδι.", "Άδεια {licence}, ο εργαζόμενος δεν πληρώνει.", "Οκτάωρο, ένα ρεπό, υπερωρίες νόμιμες.", "Συνέντευξη στο γραφείο.", "Εισιτήριο επιστροφής και ασφάλιση από τον εργοδότη."),
        "mid": ("Δωμάτια των τριών.", "Ηλικία άνω των 21.", "Έναρξη τον άλλο μήνα.", "Στολή και φαγητό.", "Βάρδιες και νύχτα.", "Καλή ομάδα."),
        "end": ("Τηλ {phone}.", "WhatsApp {phone}", "Βιογραφικό στο {email}", "Καλέστε {phone}."),
    },
    "pl": {
        "open": ("{firm} szuka: {job}, {place}.", "Praca {place}: {job}.", "Zatrudnimy od zaraz: {job}, {place}.", "Pilnie do {place}: {job}."),
        "pay": ("Wypłata {pay} miesięcznie.", "Zarobisz {pay} plus nadgodziny.", "Miesięcznie {pay}, kwatera w okolicy.", "{pay} na rękę."),
        "lure": ("Bez doświadczenia i bez języka.", "Załatwiamy dokumenty i bilet, oddasz z wypłaty.", "Teraz nic, tylko mała rejestracja.", "Wyjazd w tym tygodniu, ostatnie miejsca.", "Dokumenty zostają w biurze.", "Szczegóły tylko na priv.", "Przyprowadź dwóch kolegów, zapłacisz połowę."),
        "duty": ("Umowa na piśmie przed wyjazdem.", "Certyfikat {licence}; pracownik nic nie płaci.", "Osiem godzin, dzień wolny, nadgodziny płatne.", "Rozmowa w biurze, referencje mile widziane.", "Bilet powrotny i ubezpieczenie opłaca pracodawca."),
        "mid": ("Pokoje trzyosobowe.", "Wiek powyżej 21.", "Start od przyszłego miesiąca.", "Odzież i obiad.", "Zmiany, także nocne.", "Zgrany zespół."),
        "end": ("Kontakt {phone}.", "WhatsApp {phone}", "CV na {email}", "Dzwonić {phone}, pytać o kierownika."),
    },
    "tr": {
        "open": ("{firm} arıyor: {job}, {place}.", "{place} için iş: {job}.", "Hemen alım: {job}, {place}.", "Acil {place}: {job}."),
        "pay": ("Maaş aylık {pay}.", "Kazanç {pay} ve mesai.", "Aylık {pay}, kalacak yer yakında.", "Net {pay}."),
        "lure": ("Tecrübe ve dil gerekmez.", "Pasaport ve bilet bizden, maaştan ödersin.", "Şimdi ödeme yok, sadece küçük kayıt.", "Bu hafta çıkış, son yerler.", "Belgeler ofiste kalır.", "Ayrıntı sadece özelden."),
        "duty": ("Yola çıkmadan yazılı sözleşme.", "Lisans {licence}; işçi ücret ödemez.", "Sekiz saat, haftada bir izin, mesai yasaya göre.", "Görüşme ofiste, referans getirin.", "Dönüş bileti ve sigorta işverenden."),
        "mid": ("Odalar üç kişilik.", "Yaş 21 üstü.", "Gelecek ay başlangıç.", "Kıyafet ve öğle yemeği.", "Vardiyalı, gece de.", "Güzel ekip."),
        "end": ("İletişim {phone}.", "WhatsApp {phone}", "Özgeçmiş {email}", "Arayın {phone}."),
    },
    "ru": {
        "open": ("{firm} ищет: {job}, {place}.", "Работа, {place}: {job}.", "Набираем сейчас: {job}, {place}.", "Срочно в {place}: {job}."),
        "pay": ("Зарплата {pay} в месяц.", "Заработок {pay} и сверхурочные.", "В месяц {pay}, жильё рядом.", "{pay} на руки."),
        "lure": ("Без опыта и без языка.", "Документы и билет оформляем мы, вернёте из зарплаты.", "Сейчас ничего не платите, только небольшая регистрация.", "Выезд на этой неделе, мест мало.", "Документы хранятся в офисе.", "Подробности только в личку.", "Приведи двух друзей, взнос вдвое меньше."),
        "duty": ("Письменный договор до выезда.", "Лицензия {licence}; работник не платит.", "Восемь часов, выходной, сверхурочные по закону.", "Собеседование в офисе.", "Обратный билет и страховка за счёт работодателя."),
        "mid": ("Комнаты на троих.", "Возраст от 21.", "Начало в следующем месяце.", "Форма и обед.", "Смены, бывают ночные.", "Дружный коллектив."),
        "end": ("Контакт {phone}.", "WhatsApp {phone}", "Резюме на {email}", "Звоните {phone}."),
    },
    "sr": {
        "open": ("{firm} traži: {job}, {place}.", "Posao {place}: {job}.", "Primamo odmah: {job}, {place}.", "Hitno za {place}: {job}."),
        "pay": ("Plata {pay} mesečno.", "Zarada {pay} i prekovremeni.", "Mesečno {pay}, smeštaj u blizini.", "{pay} na ruke."),
        "lure": ("Bez iskustva i bez jezika.", "Papire i kartu sređujemo mi, vraćaš od plate.", "Sada ništa, samo mala prijava.", "Polazak ove nedelje, zadnja mesta.", "Dokumenta ostaju u kancelariji.", "Detalji samo privatno."),
        "duty": ("Pisani ugovor pre polaska.", "Dozvola {licence}; radnik ne plaća.", "Osam sati, slobodan dan, prekovremeni po zakonu.", "Razgovor u kancelariji.", "Povratna karta i osiguranje na teret poslodavca."),
        "mid": ("Sobe trokrevetne.", "Starost preko 21.", "Početak sledećeg meseca.", "Uniforma i ručak.", "Smene, i noću.", "Dobra ekipa."),
        "end": ("Kontakt {phone}.", "WhatsApp {phone}", "CV na {email}", "Zvati {phone}."),
    },
}
