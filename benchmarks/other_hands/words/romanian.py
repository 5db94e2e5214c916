"""Romanian phrases."""

BANK: dict[str, list[str]] = {
    "company": [
        "Bună seara, sunt {name}, câteva zile în {city}.",
        "Companie plăcută la cină, la concert sau la plimbare.",
        "Îmi plac oamenii calmi, muzica și bunele maniere.",
        "Doar cu programare, anunțați cu două ore înainte.",
        "Zonă centrală, parcare ușoară, bloc cu lift.",
        "Nu răspund la numere ascunse, mesaje scurte și politicoase.",
        "O seară de la {price}, preț fix.",
        "În {city} până duminică, apoi plec mai departe.",
        "Nouă în {city}, loc discret lângă gară.",
    ],
    "company_group": [
        "Mai multe fete noi săptămâna asta, întrebați cine e liberă.",
        "Sunați și șeful vă spune cine lucrează astăzi.",
        "Fetele noastre se schimbă des, deschis zi și noapte.",
    ],
    "massage": [
        "Masaj pentru spate și umeri cu {name}, ulei cald.",
        "Suedez clasic sau întinderi, o oră {price}.",
        "Cabinet curat în {city}, duș și prosoape.",
        "Cu sau fără programare, deschis până târziu.",
    ],
    "service": [
        "Curățenie și călcat în {city}, {price} pe oră.",
        "Meditații la matematică, prima jumătate de oră gratuită.",
        "Mutări mici cu dubă proprie, și duminica.",
    ],
    "flat": [
        "Două camere luminoase în {city}, {price} pe lună cu tot.",
        "Cameră în apartament comun, oameni liniștiți.",
    ],
    "sale": [
        "Vând bicicletă, lanț nou, {price}, se ia din {city}.",
        "Mașină de spălat bună, o coborâți singuri.",
        "Cutie cu cărți pentru copii, totul {price}.",
    ],
    "job": [
        "ospătari",
        "culegători de fructe",
        "muncitori în construcții",
        "îngrijitoare cu cazare",
        "menajeră cu cazare",
        "agenți de chat",
        "echipă de manichiură",
        "ambalatori la depozit",
    ],
    "offer": [
        "Căutăm {job} în {city}, {price} pe lună.",
        "Fără experiență, totul se învață în prima săptămână.",
        "Cazare într-o casă comună.",
        "Scrieți sau sunați la {phone}, răspundem în aceeași zi.",
        "Ture de opt ore, șase zile în sezon.",
        "Transport în fiecare dimineață.",
        "Plecare în zece zile, ultimele locuri.",
    ],
    "offer_hard": [
        "Biletul și actele le plătim noi și se rețin apoi din salariu.",
        "Pașaportul rămâne la birou pentru înregistrare.",
        "Fără contract, veniți singuri, vă așteptăm la aeroport.",
        "Taxă de înscriere {price} ca să păstrați locul.",
        "Nu spuneți nimănui, scrieți doar pe numărul privat.",
    ],
    "offer_fair": [
        "Toate taxele le plătește angajatorul.",
        "Contract în limba română înainte de plecare.",
        "Licența noastră e pe pagină, o puteți verifica.",
        "Chiria are plafon și puteți locui în altă parte.",
        "Bilet de întoarcere inclus, concediu plătit.",
    ],
    "post": [
        "Cine merge sâmbătă la piața din {city}?",
        "Iar întârzie tramvaiul.",
        "Am găsit o pisică gri lângă pod.",
        "Ce medic din {city} mai primește pacienți?",
        "Mulțumesc vecinului care m-a ajutat cu sacoșele.",
    ],
    "post_reach": [
        "Lucru în străinătate, {job}, întrebați-mă la {phone}.",
        "Vă dau numărul celui care m-a dus pe mine: {phone}.",
        "Încă liber: {job} în {city}. {phone}.",
    ],
    "post_worry": [
        "Verișoara mea a plecat la lucru în {city}, răspunde cu un cuvânt și cineva îi citește telefonul.",
        "Zice că mai au de plătit biletul și nu pot ieși din casă.",
        "E normal ca șeful să țină actele și cardul?",
    ],
    "report_hard": [
        "Spune că actele sunt la altcineva și că fiecare ieșire e urmărită.",
        "Salariul merge într-un cont pe care nu-l pot folosi; datoria crește.",
        "Numărul indicat: {phone}. Locul: {place}.",
        "Cam {n} persoane dorm acolo și sunt duse înainte de zori.",
    ],
    "report_soft": [
        "Plângere pentru zgomot și vizitatori la {place}.",
        "Neînțelegere despre ore suplimentare, plătite după o scrisoare.",
        "Număr amintit: {phone}. Nimic altceva.",
        "Cam {n} persoane împart apartamentul, fiecare cu cheie și contract.",
    ],
    "sighting_hard": [
        "O dubă lasă {n} persoane la {place}, le ține bagajele și revine noaptea.",
        "Același bărbat așteaptă la {place} și ia banii de la {n} persoane.",
    ],
    "sighting_soft": [
        "Grup de {n} cu ghid la {place}, veseli.",
        "Ieșirea din schimbul de noapte la {place}, {n} persoane.",
    ],
    "missing": [
        "A plecat la un loc de muncă în {city}; ultimul mesaj nu părea scris de ea.",
        "A ieșit seara și nu s-a întors; poate la prieteni în {city}.",
    ],
}
