"""Posts and memos: talk of the day, talk about work abroad, and what people write beside a payment."""

# fmt: off
from __future__ import annotations

TALK: dict[str, tuple[str, ...]] = {
    "en": ("Rain again in {city}, the road to {area} is closed", "Who knows a good dentist in {city}?", "Match tonight, bring chairs", "Anyone driving to {area} on Friday, I pay petrol", "My cousin came back from {place}, says the work was hard but they paid", "Does somebody know {firm}? They ask a fee before the interview", "Lost a grey cat near {area}", "Happy birthday mama", "Selling my phone, write me {phone}", "First day at the new job and my feet hurt", "They changed the bus times and told nobody", "Room free in our flat in {area}, calm people, {phone}"),
    "it": ("Ancora pioggia a {city}", "Un buon dentista a {city}?", "Stasera partita, portate le sedie", "Qualcuno va verso {area} venerdì?", "Mio cugino è tornato da {place}, dura ma pagano", "Conoscete {firm}? Chiedono soldi prima del colloquio", "Perso gatto grigio zona {area}", "Auguri mamma", "Stanza libera zona {area}, {phone}", "Primo giorno di lavoro, che male ai piedi"),
    "el": ("Πάλι βροχή {city}", "Καλός οδοντίατρος {city};", "Απόψε αγώνας", "Πάει κανείς {area} την Παρασκευή;", "Ο ξάδερφος γύρισε από {place}, δύσκολα αλλά πλήρωσαν", "Ξέρει κανείς την {firm};", "Χάθηκε γκρι γάτα {area}", "Χρόνια πολλά μαμά"),
    "pl": ("Znowu deszcz, {city}", "Dobry dentysta w {city}?", "Dziś mecz", "Ktoś jedzie w stronę {area} w piątek?", "Kuzyn wrócił, {place}, ciężko ale zapłacili", "Zna ktoś firmę {firm}? Chcą opłaty przed rozmową", "Zaginął szary kot, {area}", "Sto lat mamo", "Wolny pokój {area}, {phone}"),
    "tr": ("{city} yine yağmur", "{city} iyi dişçi bilen?", "Bu akşam maç var", "Cuma {area} tarafına giden var mı?", "Kuzenim {place} döndü, zor ama ödediler", "{firm} bilen var mı? Görüşmeden önce para istiyorlar", "Gri kedi kayboldu {area}", "İyi ki doğdun anne", "Odamız boş {area}, {phone}"),
    "ru": ("Опять дождь, {city}", "Посоветуйте стоматолога, {city}", "Сегодня матч", "Кто едет в сторону {area} в пятницу?", "Брат вернулся, {place}, тяжело, но заплатили", "Кто знает {firm}? Просят взнос до собеседования", "Пропал серый кот, {area}", "С днём рождения мама", "Сдаётся комната {area}, {phone}"),
    "sr": ("Opet kiša, {city}", "Dobar zubar, {city}?", "Večeras utakmica", "Ide li neko ka {area} u petak?", "Rođak se vratio, {place}, teško ali platili su", "Zna li neko {firm}? Traže uplatu pre razgovora", "Nestala siva mačka, {area}", "Srećan rođendan mama", "Slobodna soba {area}, {phone}"),
}
# Said by those who recruit (honest or not) and by families who wait.
CALL: dict[str, tuple[str, ...]] = {
    "en": ("Good job in {place} for serious girls and boys, ask me: {phone}", "I am going to {place} again next month, four places, {phone}", "Who wants to change life, {place}, salary {pay}, inbox me", "Helped six people to {place} already, no stories, {phone}"),
    "it": ("Buon lavoro a {place} per persone serie: {phone}", "Torno a {place} il mese prossimo, quattro posti, {phone}", "Chi vuole cambiare vita, {place}, {pay}, scrivetemi"),
    "el": ("Καλή δουλειά {place}, ρωτήστε: {phone}", "Τέσσερις θέσεις {place} τον άλλο μήνα, {phone}"),
    "pl": ("Dobra praca, {place}, dla poważnych: {phone}", "Jadę znowu, {place}, cztery miejsca, {phone}", "Kto chce zmienić życie, {place}, {pay}, pisać"),
    "tr": ("{place} iyi iş, ciddi olanlar sorsun: {phone}", "Gelecek ay yine {place}, dört yer, {phone}"),
    "ru": ("Хорошая работа, {place}, для серьёзных: {phone}", "Еду снова, {place}, четыре места, {phone}", "Кто хочет изменить жизнь, {place}, {pay}, пишите"),
    "sr": ("Dobar posao, {place}, za ozbiljne: {phone}", "Opet idem, {place}, četiri mesta, {phone}"),
}
PLEA: dict[str, tuple[str, ...]] = {
    "en": ("Please, has anybody heard from {victim}? She went to {place} with {firm} and her phone is off", "They do not let my brother {victim} come home from {place} before we send {sum}", "To the girls who think of {place} with {firm}: it is not the work they say, they keep your papers", "{victim} wrote from somebody else's phone {phone}, she says she cannot go out"),
    "it": ("Qualcuno ha notizie di {victim}? È partita per {place} e il telefono è spento", "Attenti a {firm} per {place}: il lavoro non è quello e tengono i documenti"),
    "el": ("Ξέρει κανείς για {victim}; Πήγε {place} και το τηλέφωνο είναι κλειστό", "Προσοχή με {firm} για {place}, κρατούν τα χαρτιά"),
    "pl": ("Czy ktoś ma wiadomość od {victim}? Wyjazd {place}, telefon milczy", "Uważajcie na {firm}, {place}: inna praca i zabierają dokumenty"),
    "tr": ("{victim} kimden haber alan var mı? {place} gitti, telefonu kapalı", "{firm} ile {place} gitmeyin, iş başka, belgeleri alıyorlar"),
    "ru": ("Кто знает что-нибудь о {victim}? Место: {place}, телефон выключен", "Осторожно, {firm}, {place}: работа другая и паспорта забирают", "Брата {victim} не отпускают, {place}, просят {sum}"),
    "sr": ("Da li je neko čuo {victim}? Posao, {place}, telefon ugašen", "Čuvajte se {firm}, {place}: drugi posao i uzimaju dokumenta"),
}
SOLD: dict[str, str] = {
    "en": "Thanks, all sold",
    "it": "Venduto, grazie",
    "el": "Πουλήθηκε",
    "pl": "Sprzedane",
    "tr": "Satıldı",
    "ru": "Продано",
    "sr": "Prodato",
}
MEMOS: dict[str, tuple[str, ...]] = {
    "wage": ("salary", "wages {month}", "stipendio", "wynagrodzenie", "maaş", "зарплата", "plata", "payroll"),
    "trade": ("invoice", "services", "loan", "refund", "credit", "expenses", "goods", "tuition", "placement", "", "order"),
    "rent": ("rent", "rent {month}", "affitto", "czynsz", "kira", "аренда", "room"),
    "friend": ("", "", "", "thanks", "dinner", "for yesterday", "grazie", "dzięki", "borç", "спасибо", "gift", "as agreed", "you know", "ok"),
    "fee": ("registration", "file charge", "processing", "service fee", "visa and ticket", "opłata", "pratica", "documents", "training", "deposit"),
    "home": ("family", "mother", "school fees", "support", "casa", "dla rodziny", "семья", "medicine"),
    "debt": ("instalment", "rata", "taksit", "debt", "долг", "as agreed", "month {month}"),
    "give": ("", "", "share", "food and room", "transport", "as agreed", "for {who}", "week", "cash given", "house"),
}
