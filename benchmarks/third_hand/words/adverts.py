"""Classified adverts: company and massage (never explicit), and everything else that people sell.

A text is an opening, a few middles and an ending; the same bank serves those who advertise themselves, those
who are advertised by somebody, and those who merely copied a neighbour's wording. Slots: {name} {city} {price}
{phone} {hours} {area}.
"""

# fmt: off
from __future__ import annotations

Bank = dict[str, tuple[str, ...]]

COMPANY: dict[str, Bank] = {
    "en": {
        "title": ("{name}, good company in {city}", "Relaxing massage {city}", "{name} - evenings in {city}", "Visiting {city} this week", "New in {city}: {name}", "Calm hour after work, {city}"),
        "open": ("Hello, I am {name}.", "My name is {name} and I am in {city} now.", "{name} here, just arrived in {city}.", "Good evening from {name}.", "You have found {name}.", "Hi dear, this is {name}."),
        "self": ("I choose my own hours and I answer myself.", "I have lived in {city} for years and work alone.", "I also study, so only afternoons.", "Please book a day before, I keep a small diary.", "No messages after ten, I sleep.", "I do not travel, meet me in {area}."),
        "house": ("We are three ladies, ask who is free today.", "Every week a new face in our apartment.", "She speaks a little English, the receptionist will explain.", "Call and we tell you which flat.", "Available any time, day and night.", "Ask for {name} or her friend, both are here until Sunday."),
        "mid": ("Dinner, a walk, a quiet talk.", "Clean and warm apartment near {area}.", "I like polite people who take a shower first.", "Strong hands and soft music.", "Parking in front of the door.", "One hour {price}.", "Only calm gentlemen, please.", "No hurry, no watching the clock.", "Hotel visits possible in {area}.", "Photos are real and from this month.", "Tea and fresh towels ready."),
        "end": ("Ring {phone}.", "Message me: {phone}", "WhatsApp {phone}, no hidden numbers.", "Write first, then call {phone}.", "See you soon {phone}", "For a time call {phone}."),
    },
    "it": {
        "title": ("{name}, piacevole compagnia a {city}", "Massaggio rilassante {city}", "{name} a {city} per pochi giorni", "Novità a {city}", "Serata tranquilla con {name}", "{city} zona {area}, {name}"),
        "open": ("Ciao, sono {name}.", "Mi chiamo {name} e sono a {city}.", "Appena arrivata a {city}, {name}.", "Buonasera da {name}.", "Eccomi, {name}.", "{name}, ragazza semplice."),
        "self": ("Decido io gli orari e rispondo solo io.", "Vivo a {city} da anni e lavoro da sola.", "Studio, quindi solo il pomeriggio.", "Prenotate il giorno prima, ho un'agenda piccola.", "Dopo le dieci non rispondo.", "Non mi sposto, ricevo solo in zona {area}."),
        "house": ("Siamo tre amiche, chiedi chi è libera oggi.", "Ogni settimana un volto nuovo.", "Parla poco italiano, vi spiega la signora al telefono.", "Chiama e ti diciamo quale portone.", "Disponibile sempre, giorno e notte.", "Chiedi di {name} o dell'amica, restano fino a domenica."),
        "mid": ("Una cena, due passi, quattro chiacchiere.", "Ambiente pulito e caldo vicino a {area}.", "Mi piacciono le persone educate.", "Mani forti e musica dolce.", "Parcheggio sotto casa.", "Un'ora {price}.", "Solo persone tranquille.", "Senza fretta e senza orologio.", "Anche hotel in zona {area}.", "Foto vere di questo mese.", "Tisana e asciugamani freschi."),
        "end": ("Chiama il {phone}.", "Scrivimi: {phone}", "WhatsApp {phone}, no anonimi.", "Prima un messaggio, poi chiama {phone}.", "Ti aspetto {phone}", "Per un appuntamento {phone}."),
    },
    "el": {
        "title": ("{name}, ευχάριστη παρέα {city}", "Χαλαρωτικό μασάζ {city}", "{name} για λίγες μέρες στην πόλη", "Νέα άφιξη {city}", "Ήρεμο βράδυ με τη {name}", "{city}, περιοχή {area}"),
        "open": ("Γεια σου, είμαι η {name}.", "Με λένε {name} και βρίσκομαι {city}.", "Μόλις ήρθα, {name}.", "Καλησπέρα από τη {name}.", "Η {name} είναι εδώ.", "{name}, απλή κοπέλα."),
        "self": ("Διαλέγω εγώ τις ώρες μου και απαντώ μόνη μου.", "Μένω χρόνια εδώ και δουλεύω μόνη.", "Σπουδάζω, μόνο απογεύματα.", "Κλείστε από την προηγούμενη.", "Μετά τις δέκα δεν απαντώ.", "Δεν μετακινούμαι, μόνο {area}."),
        "house": ("Είμαστε τρεις φίλες, ρώτα ποια είναι ελεύθερη.", "Κάθε εβδομάδα νέο πρόσωπο.", "Μιλάει λίγα ελληνικά, εξηγεί η κυρία στο τηλέφωνο.", "Πάρε και θα σου πούμε την πόρτα.", "Διαθέσιμη πάντα, μέρα και νύχτα.", "Ζήτα τη {name} ή τη φίλη της, μένουν ως την Κυριακή."),
        "mid": ("Ένα δείπνο, μια βόλτα, κουβέντα.", "Καθαρός ζεστός χώρος κοντά {area}.", "Μου αρέσουν οι ευγενικοί άνθρωποι.", "Δυνατά χέρια, απαλή μουσική.", "Πάρκινγκ μπροστά.", "Μία ώρα {price}.", "Μόνο ήρεμοι κύριοι.", "Χωρίς βιασύνη.", "Και σε ξενοδοχείο {area}.", "Αληθινές φωτογραφίες.", "Τσάι και καθαρές πετσέτες."),
        "end": ("Τηλέφωνο {phone}.", "Γράψε μου: {phone}", "WhatsApp {phone}, όχι απόκρυψη.", "Πρώτα μήνυμα, μετά {phone}.", "Σε περιμένω {phone}", "Για ραντεβού {phone}."),
    },
    "pl": {
        "title": ("{name}, miłe towarzystwo, {city}", "Masaż relaksacyjny {city}", "{name} kilka dni w mieście", "Nowa w mieście: {name}", "Spokojny wieczór z {name}", "{city}, okolice {area}"),
        "open": ("Cześć, jestem {name}.", "Mam na imię {name}, jestem teraz w mieście {city}.", "Dopiero przyjechałam, {name}.", "Dobry wieczór, tu {name}.", "Znalazłeś {name}.", "{name}, zwykła dziewczyna."),
        "self": ("Sama wybieram godziny i sama odbieram.", "Mieszkam tu od lat i pracuję sama.", "Studiuję, więc tylko popołudnia.", "Proszę umawiać się dzień wcześniej.", "Po dziesiątej nie odbieram.", "Nie dojeżdżam, tylko {area}."),
        "house": ("Jesteśmy we trzy, zapytaj która wolna.", "Co tydzień nowa twarz.", "Mówi słabo po polsku, pani w telefonie wyjaśni.", "Zadzwoń, powiemy który numer mieszkania.", "Dostępna zawsze, dzień i noc.", "Pytaj o {name} albo koleżankę, są do niedzieli."),
        "mid": ("Kolacja, spacer, rozmowa.", "Czyste i ciepłe mieszkanie, {area}.", "Lubię ludzi uprzejmych.", "Mocne dłonie i cicha muzyka.", "Parking pod domem.", "Godzina {price}.", "Tylko spokojni panowie.", "Bez pośpiechu i bez zegarka.", "Także hotel, {area}.", "Zdjęcia prawdziwe z tego miesiąca.", "Herbata i świeże ręczniki."),
        "end": ("Dzwoń {phone}.", "Napisz: {phone}", "WhatsApp {phone}, bez zastrzeżonych.", "Najpierw SMS, potem {phone}.", "Czekam {phone}", "Umów się {phone}."),
    },
    "tr": {
        "title": ("{name}, keyifli sohbet {city}", "Rahatlatıcı masaj {city}", "{name} birkaç gün {city} şehrinde", "{city} yeni geldi", "{name} ile sakin bir akşam", "{city}, {area} civarı"),
        "open": ("Merhaba, ben {name}.", "Adım {name}, şimdi {city} şehrindeyim.", "Yeni geldim, {name}.", "İyi akşamlar, {name}.", "{name} burada.", "{name}, sade biri."),
        "self": ("Saatlerimi kendim seçerim, telefona ben bakarım.", "Yıllardır burada yaşıyorum, yalnız çalışıyorum.", "Okuyorum, sadece öğleden sonra.", "Bir gün önceden randevu lütfen.", "Ondan sonra cevap vermem.", "Gezmem, sadece {area}."),
        "house": ("Üç arkadaşız, kim boş diye sor.", "Her hafta yeni bir yüz.", "Az Türkçe biliyor, telefondaki hanım anlatır.", "Ara, hangi daire söyleriz.", "Gece gündüz her zaman müsait.", "{name} ya da arkadaşını sor, pazara kadar buradalar."),
        "mid": ("Yemek, yürüyüş, sohbet.", "{area} yakınında temiz, sıcak ev.", "Kibar insanları severim.", "Güçlü eller, hafif müzik.", "Kapıda otopark.", "Bir saat {price}.", "Sadece sakin beyler.", "Acele yok.", "{area} otellerine de gelinir.", "Fotoğraflar gerçek.", "Çay ve temiz havlu hazır."),
        "end": ("Ara {phone}.", "Yaz: {phone}", "WhatsApp {phone}, gizli numara olmaz.", "Önce mesaj, sonra {phone}.", "Bekliyorum {phone}", "Randevu için {phone}."),
    },
    "ru": {
        "title": ("{name}, приятная компания, {city}", "Расслабляющий массаж {city}", "{name} на несколько дней в городе", "Новенькая: {name}", "Тихий вечер с {name}", "{city}, район {area}"),
        "open": ("Привет, я {name}.", "Меня зовут {name}, я сейчас в городе {city}.", "Только приехала, {name}.", "Добрый вечер, это {name}.", "Вы нашли {name}.", "{name}, простая девушка."),
        "self": ("Сама выбираю время и сама отвечаю.", "Живу здесь давно и работаю одна.", "Учусь, только после обеда.", "Записывайтесь за день.", "После десяти не отвечаю.", "Не выезжаю, только {area}."),
        "house": ("Нас трое, спросите кто свободен.", "Каждую неделю новое лицо.", "Говорит мало, по телефону всё объяснит администратор.", "Звоните, скажем какая квартира.", "Всегда на месте, днём и ночью.", "Спросите {name} или подругу, они до воскресенья."),
        "mid": ("Ужин, прогулка, разговор.", "Чистая тёплая квартира, {area}.", "Люблю вежливых людей.", "Сильные руки и тихая музыка.", "Парковка у дома.", "Час {price}.", "Только спокойные мужчины.", "Без спешки.", "Можно в гостиницу, {area}.", "Фото настоящие.", "Чай и свежие полотенца."),
        "end": ("Звоните {phone}.", "Пишите: {phone}", "WhatsApp {phone}, скрытые не беру.", "Сначала сообщение, потом {phone}.", "Жду {phone}", "Запись {phone}."),
    },
    "sr": {
        "title": ("{name}, prijatno društvo, {city}", "Opuštajuća masaža {city}", "{name} par dana u gradu", "Nova u gradu: {name}", "Mirno veče uz {name}", "{city}, kraj {area}"),
        "open": ("Zdravo, ja sam {name}.", "Zovem se {name} i sada sam u gradu {city}.", "Tek sam stigla, {name}.", "Dobro veče, ovde {name}.", "Našli ste {name}.", "{name}, obična devojka."),
        "self": ("Sama biram vreme i sama se javljam.", "Živim ovde godinama i radim sama.", "Studiram, samo popodne.", "Zakažite dan ranije.", "Posle deset se ne javljam.", "Ne putujem, samo {area}."),
        "house": ("Nas je tri, pitaj koja je slobodna.", "Svake nedelje novo lice.", "Slabo govori jezik, gospođa na telefonu objasni.", "Zovi pa kažemo koji stan.", "Dostupna uvek, danju i noću.", "Traži {name} ili drugaricu, tu su do nedelje."),
        "mid": ("Večera, šetnja, razgovor.", "Čist i topao stan, {area}.", "Volim ljubazne ljude.", "Jake ruke i tiha muzika.", "Parking ispred.", "Sat {price}.", "Samo mirna gospoda.", "Bez žurbe.", "Može i hotel, {area}.", "Slike su prave.", "Čaj i sveži peškiri."),
        "end": ("Zovi {phone}.", "Piši: {phone}", "WhatsApp {phone}, bez skrivenih.", "Prvo poruka, pa {phone}.", "Čekam {phone}", "Zakazivanje {phone}."),
    },
}

# Everything else: {thing} is taken from the list of its language.
THINGS: dict[str, tuple[str, ...]] = {
    "en": ("washing machine", "two bedroom flat", "phone, one year old", "maths lessons", "generator 3 kVA", "motorbike", "sewing machine", "office desk", "braiding and hair care", "moving van with driver", "baby cot", "puppies"),
    "it": ("lavatrice", "bilocale arredato", "telefono usato", "lezioni di matematica", "bicicletta elettrica", "scooter", "divano letto", "scrivania", "parrucchiera a domicilio", "traslochi con furgone", "culla", "cuccioli"),
    "el": ("πλυντήριο", "διαμέρισμα δύο δωματίων", "κινητό", "μαθήματα μαθηματικών", "ηλεκτρικό ποδήλατο", "μηχανάκι", "καναπές", "γραφείο", "κομμώτρια στο σπίτι", "μεταφορές με φορτηγό", "κούνια", "κουτάβια"),
    "pl": ("pralka", "mieszkanie dwupokojowe", "telefon używany", "korepetycje z matematyki", "rower elektryczny", "skuter", "sofa", "biurko", "fryzjerka z dojazdem", "przeprowadzki", "łóżeczko", "szczenięta"),
    "tr": ("çamaşır makinesi", "eşyalı 1+1 daire", "ikinci el telefon", "matematik dersi", "elektrikli bisiklet", "motosiklet", "kanepe", "çalışma masası", "eve gelen kuaför", "nakliye", "beşik", "yavru köpek"),
    "ru": ("стиральная машина", "двухкомнатная квартира", "телефон б/у", "уроки математики", "электровелосипед", "скутер", "диван", "письменный стол", "парикмахер на дом", "грузоперевозки", "кроватка", "щенки"),
    "sr": ("veš mašina", "dvosoban stan", "polovan telefon", "časovi matematike", "električni bicikl", "skuter", "kauč", "radni sto", "frizerka na adresi", "selidbe", "krevetac", "štenci"),
}
GOODS: dict[str, tuple[str, ...]] = {
    "en": ("{thing} in {area}, {price}. Call {phone}", "For sale: {thing}. Good condition, pick up in {city}. {price}, tel {phone}", "{thing}, {price}, no time wasters {phone}", "Offering {thing}, experienced and on time. {city}. {phone}", "{thing} available from the first of the month, {area}. Ask {name}, {phone}. Price {price} and a little less if you come today."),
    "it": ("{thing} zona {area}, {price}. Tel {phone}", "Vendo {thing}, ottimo stato, ritiro a {city}. {price}, {phone}", "{thing} {price} no perditempo {phone}", "Offro {thing}, esperienza e puntualità. {city}. {phone}", "{thing} dal primo del mese in {area}. Chiedere di {name}, {phone}. Prezzo {price}, poco trattabile se venite oggi."),
    "el": ("{thing}, {area}, {price}. Τηλ {phone}", "Πωλείται {thing}, άριστη κατάσταση. {price}, {phone}", "{thing} {price}, όχι άσκοπα {phone}", "{thing}, με πείρα και συνέπεια. {city}. {phone}", "{thing} από την πρώτη του μήνα, {area}. Ζητήστε {name}, {phone}. Τιμή {price}, λίγο συζητήσιμη."),
    "pl": ("{thing}, {area}, {price}. Tel {phone}", "Sprzedam: {thing}, stan dobry, odbiór {city}. {price}, {phone}", "{thing} {price}, poważne oferty {phone}", "{thing}, doświadczenie i punktualność. {city}. {phone}", "{thing} od pierwszego, {area}. Pytać o {name}, {phone}. Cena {price}, dziś do negocjacji."),
    "tr": ("{thing}, {area}, {price}. Tel {phone}", "Satılık {thing}, temiz, {city}. {price}, {phone}", "{thing} {price}, ciddi alıcılar {phone}", "{thing}, tecrübeli ve dakik. {city}. {phone}", "Ayın birinden itibaren {thing}, {area}. {name} sorun, {phone}. Fiyat {price}, bugün gelene pazarlık olur."),
    "ru": ("{thing}, {area}, {price}. Тел {phone}", "Продаю: {thing}, состояние хорошее, {city}. {price}, {phone}", "{thing} {price}, только по делу {phone}", "{thing}, опыт и пунктуальность. {city}. {phone}", "{thing} с первого числа, {area}. Спросить {name}, {phone}. Цена {price}, сегодня уступлю."),
    "sr": ("{thing}, {area}, {price}. Tel {phone}", "Prodajem: {thing}, dobro stanje, {city}. {price}, {phone}", "{thing} {price}, samo ozbiljni {phone}", "{thing}, iskustvo i tačnost. {city}. {phone}", "{thing} od prvog, {area}. Tražiti {name}, {phone}. Cena {price}, danas može dogovor."),
}
