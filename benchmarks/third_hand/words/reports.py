"""Reports to hotlines, police, inspections and partners: what callers, officers and colleagues write down.

`OPEN`, then facts, then `END`. `FACTS` are what people say who have seen control; `HEARSAY` what they say who
only wondered (it is written about operations and about innocent neighbours alike); `PLAIN` everything else that
reaches such desks. Slots: {where} {phone} {who} {victim} {n} {sum}.
"""

# fmt: off
from __future__ import annotations

OPEN: dict[str, tuple[str, ...]] = {
    "en": ("Caller says:", "Walk-in at the counter.", "E-mail received from a neighbour.", "Note of a visit, {where}.", "Message from a partner organisation.", "Caller, name known, {where}.", "Third call about {where}."),
    "it": ("Chiamata:", "Segnalazione allo sportello.", "Mail di un vicino.", "Verbale di accesso, {where}.", "Nota di un ente partner.", "Chiamante noto, {where}."),
    "pl": ("Zgłoszenie telefoniczne:", "Osoba przyszła na komisariat.", "Mail od sąsiada.", "Notatka z kontroli, {where}.", "Wiadomość od organizacji.", "Zgłaszający znany, {where}."),
    "tr": ("Arayan diyor ki:", "Karakola gelen kişi.", "Komşudan e-posta.", "Denetim notu, {where}.", "Ortak kurumdan not.", "Arayan biliniyor, {where}."),
}
END: dict[str, tuple[str, ...]] = {
    "en": ("Number given: {phone}.", "Contact on the paper was {phone}.", "Caller does not want to be called back.", "Passed to the local team.", "No further details.", "Will call again."),
    "it": ("Numero indicato: {phone}.", "Sul foglio c'era {phone}.", "Non vuole essere richiamato.", "Trasmesso alla squadra locale.", "Nessun altro dettaglio."),
    "pl": ("Podany numer: {phone}.", "Na kartce był {phone}.", "Nie chce kontaktu.", "Przekazano do zespołu.", "Brak dalszych danych."),
    "tr": ("Verilen numara: {phone}.", "Kâğıttaki numara {phone}.", "Geri aranmak istemiyor.", "Yerel ekibe iletildi.", "Başka ayrıntı yok."),
}
FACTS: dict[str, dict[str, tuple[str, ...]]] = {
    "sexual": {
        "en": ("A young woman said she must hand over what she earns to {who}.", "{n} women are brought by car to {where} and fetched in the morning; they are never alone.", "She asked at the pharmacy for help with signs, a man answered for her.", "She owes {sum} for her journey and may not leave before it is paid.", "{victim} has no key and no telephone of her own.", "The same man, {who}, pays the rooms every time."),
        "it": ("Una ragazza dice che deve consegnare tutto a {who}.", "{n} donne portate in auto a {where} e riprese al mattino, mai sole.", "Ha un debito di {sum} per il viaggio e non può andare via.", "{victim} non ha le chiavi né un suo telefono.", "Paga le stanze sempre lo stesso, {who}."),
        "pl": ("Młoda kobieta mówi, że wszystko oddaje: {who}.", "{n} kobiety przywożone autem, {where}, rano odbierane, nigdy same.", "Ma dług {sum} za podróż i nie może wyjść.", "{victim} nie ma klucza ani telefonu."),
        "tr": ("Genç kadın kazandığını {who} adlı kişiye verdiğini söyledi.", "{n} kadın arabayla {where} bırakılıyor, sabah alınıyor, yalnız değiller.", "Yol için {sum} borcu var, gidemiyor.", "{victim} anahtarı ve telefonu yok."),
    },
    "labour": {
        "en": ("{n} men sleep in one room at {where}; the foreman {who} has their passports.", "They paid {sum} each at home and the work is not what was written.", "Wages come to the bank, {who} takes the cards and gives back food money.", "{victim} worked eleven weeks without one day free and was not paid.", "When one asked for his papers he was told the police would come for him."),
        "it": ("{n} uomini in una stanza a {where}; i passaporti li tiene {who}.", "Hanno pagato {sum} a testa e il lavoro non è quello scritto.", "La paga arriva in banca, {who} ritira le carte e dà i soldi del cibo.", "{victim} undici settimane senza riposo e senza paga."),
        "pl": ("{n} mężczyzn w jednym pokoju, {where}; paszporty trzyma {who}.", "Zapłacili po {sum}, a praca inna niż w umowie.", "Wypłata przychodzi na konto, karty zabiera {who}.", "{victim} jedenaście tygodni bez dnia wolnego i bez pieniędzy."),
        "tr": ("{n} kişi {where} tek odada; pasaportlar {who} elinde.", "Kişi başı {sum} ödemişler, iş yazılan iş değil.", "Maaş bankaya geliyor, kartları {who} alıyor.", "{victim} on bir hafta izinsiz ve parasız çalıştı."),
    },
    "domestic": {
        "en": ("{victim} is not let out of the house at {where}; she called from the bathroom.", "She has been moved to a third family by {who} and was never paid.", "The agent {who} says she must work off {sum}.", "She sleeps in the kitchen, her telephone was taken.", "Family at home has not heard from {victim} for {n} weeks."),
        "it": ("{victim} non può uscire di casa, {where}; ha chiamato dal bagno.", "È alla terza famiglia, portata da {who}, mai pagata.", "L'agente {who} dice che deve {sum}."),
        "pl": ("{victim} nie może wychodzić z domu, {where}; dzwoniła z łazienki.", "To już trzecia rodzina, przywiózł ją {who}, bez zapłaty.", "Pośrednik {who} mówi, że musi odpracować {sum}."),
        "tr": ("{victim} evden çıkarılmıyor, {where}; banyodan aradı.", "{who} onu üçüncü aileye götürdü, hiç ödenmedi.", "Aracı {who}, {sum} borcu var diyor."),
    },
    "forced_crime": {
        "en": ("{victim} must bring {sum} every evening or he is beaten; {who} waits by the car.", "{n} people are set down at dawn near {where} and collected at night.", "He was told it was an office job; now he must write to strangers for money and cannot leave.", "{who} opened bank accounts in their names and keeps the cards.", "Family was asked for {sum} before he may come home."),
        "it": ("{victim} deve portare {sum} ogni sera; {who} aspetta in auto.", "{n} persone lasciate all'alba vicino a {where} e riprese la sera.", "{who} ha aperto conti a loro nome e tiene le carte.", "Alla famiglia hanno chiesto {sum} per lasciarlo tornare."),
        "pl": ("{victim} musi co wieczór oddać {sum}; {who} czeka w aucie.", "{n} osoby wysadzane o świcie, {where}, wieczorem zabierane.", "{who} założył konta na ich nazwiska i trzyma karty.", "Od rodziny żądano {sum}, zanim wróci."),
        "tr": ("{victim} her akşam {sum} getirmek zorunda; {who} arabada bekliyor.", "{n} kişi sabah {where} bırakılıyor, gece toplanıyor.", "{who} onların adına hesap açtı, kartlar onda.", "Aileden dönmesi için {sum} istendi."),
    },
}
HEARSAY: dict[str, tuple[str, ...]] = {
    "en": ("Many different people go in and out at {where}.", "Curtains always closed, cars from other cities.", "Somebody should look at it, maybe nothing.", "{n} foreigners live there, loud in the evening.", "A man pays for everybody, {who}.", "A woman was seen crying on the stairs."),
    "it": ("Gente sempre diversa entra ed esce, {where}.", "Tende chiuse, auto di altre città.", "Forse non è niente, ma guardate.", "Ci vivono in {n}, rumore la sera.", "Paga tutto un uomo, {who}.", "Una donna piangeva per le scale."),
    "pl": ("Różni ludzie wchodzą i wychodzą, {where}.", "Zasłony zawsze zasunięte, auta z innych miast.", "Może to nic, ale proszę sprawdzić.", "Mieszka tam {n} osób, wieczorem głośno.", "Za wszystkich płaci {who}.", "Kobieta płakała na schodach."),
    "tr": ("{where} sürekli farklı insanlar girip çıkıyor.", "Perdeler kapalı, başka şehirden arabalar.", "Belki bir şey yok ama bakılsın.", "Orada {n} kişi kalıyor, akşam gürültü.", "Hepsini {who} ödüyor.", "Merdivende ağlayan kadın görüldü."),
}
PLAIN: dict[str, tuple[str, ...]] = {
    "en": ("Wallet and passport lost between the station and {where}.", "Dispute about two weeks of unpaid overtime; contract shown, agency licensed.", "Noise from the flat above, music after midnight.", "Asks how to get a work permit renewed.", "Bicycle stolen in front of the market.", "Inspection: wages, rest days and papers in order, {n} workers heard one by one.", "Scam call pretending to be the bank, number {phone}.", "Quarrel between tenants about the electricity bill.", "Worker hurt a hand, employer paid the clinic.", "Woman asks for a shelter, husband drinks.", "Caller read about trafficking and asks what the signs are."),
    "it": ("Smarriti portafoglio e passaporto vicino a {where}.", "Lite per due settimane di straordinari; contratto esibito.", "Rumori dal piano di sopra dopo mezzanotte.", "Chiede come rinnovare il permesso.", "Bicicletta rubata davanti al mercato.", "Ispezione: paghe, riposi e documenti in regola, {n} lavoratori sentiti da soli.", "Telefonata truffa, numero {phone}.", "Lite tra inquilini per la bolletta.", "Donna cerca alloggio, marito violento.", "Chiede quali sono i segnali della tratta."),
    "pl": ("Zgubiony portfel i paszport, {where}.", "Spór o nadgodziny; umowa okazana.", "Hałas po północy.", "Pyta jak przedłużyć zezwolenie.", "Skradziono rower.", "Kontrola: płace i dokumenty w porządku, {n} osób wysłuchano osobno.", "Telefon od oszusta, numer {phone}.", "Kłótnia lokatorów o rachunek.", "Kobieta szuka schronienia.", "Pyta, jakie są oznaki handlu ludźmi."),
    "tr": ("{where} yakınında cüzdan ve pasaport kayıp.", "Mesai ücreti anlaşmazlığı; sözleşme var.", "Gece yarısından sonra gürültü.", "Çalışma izni nasıl yenilenir soruyor.", "Bisiklet çalındı.", "Denetim: ücret ve belgeler tamam, {n} işçi ayrı dinlendi.", "Dolandırıcı araması, numara {phone}.", "Kiracılar arasında fatura kavgası.", "Kadın sığınak arıyor.", "Belirtileri soruyor."),
}
SIGHT = (
    "Group of {n} set down from a van near {place}, collected after dark.",
    "Person sitting by {place} since morning, cup in front, a man came twice.",
    "Group of {n} set down from a van near {place}, collected after dark.",
    "Person sitting by {place} since morning, cup in front, a man came twice.",
    "Two women with one suitcase asked for the way to {place}, address on a paper.",
    "Bus passengers at {place}, one holding everybody's passports.",
    "Teenager near {place}, alone, looked tired.",
    "Market day at {place}, usual sellers.",
    "School class at {place} with two teachers.",
    "Workers waiting at {place} at five in the morning.",
    "Choir with matching jackets at {place}.",
    "White van at {place}, plate not read.",
    "Charity collectors with badges at {place}.",
)
MISSING = (
    "Left for work abroad and no answer since.",
    "Last message said the telephone would be taken.",
    "Left home after a quarrel, has friends in another city.",
    "Did not come home from school.",
    "Went to meet a new friend from the internet.",
    "Elderly, may be confused, brown coat.",
    "Travelled for a job as {job} and the address given does not exist.",
    "Seen getting into a grey car.",
    "Left home after a quarrel, said she has a boyfriend with a car.",
    "Travelled for a job as housemaid and does not answer.",
    "Went with a woman the family knew, to go to school there.",
    "Did not come home from school, seen with older friends.",
    "Left home after a quarrel, has friends in another city.",
)
