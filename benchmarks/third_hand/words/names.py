"""Given and family names by culture; streets and firms by language. Combined at random: nobody in particular."""

from __future__ import annotations

GIVEN_F = {
    "edo": "Osariemen Isoken Itohan Amenze Esohe Efe Blessing Joy Precious Gift Faith Mercy Osas Ivie Adesuwa Eki Favour Patience Loveth Omosede",
    "akan": "Akosua Abena Adwoa Afia Ama Yaa Efua Esi Araba Serwaa Comfort Gifty Linda Mavis Priscilla Rita Vida Felicia Dzifa Naa",
    "gulf": "Fatima Mariam Aisha Noura Hessa Shamma Latifa Moza Reem Salama Alia Hind Maitha Asma Sara Amna",
    "italian": "Giulia Chiara Martina Sara Elisa Federica Alessia Ilaria Paola Silvia Marta Claudia Serena Noemi Arianna Rosalia Carmela Teresa",
    "greek": "Eleni Katerina Maria Georgia Sofia Despina Ioanna Vasiliki Anna Dimitra Evangelia Fotini Chrysa Nefeli Zoi Marina",
    "polish": "Agnieszka Kasia Magda Ewa Joanna Zuzanna Natalia Karolina Monika Dorota Aleksandra Beata Ola Wioletta Iwona Patrycja",
    "nepali": "Sunita Anita Sita Gita Laxmi Sarita Kamala Rekha Puja Bimala Manju Radha Samjhana Asmita Nirmala Pabitra Kalpana Binita",
    "malay": "Nurul Siti Aminah Farah Aisyah Hafizah Mei Hui Li Kavitha Priya Noraini Rohani Azlina Suhaila Wei",
    "uzbek": "Dilnoza Gulnora Nargiza Shahnoza Malika Zulfiya Feruza Aigul Ainura Gulzat Nazira Saodat Mavluda Zarina Kamola Umida Begimai",
    "turkish": "Elif Zeynep Merve Büşra Esra Hatice Derya Gamze Pınar Sevgi Yasemin Tuğba Nurcan Ebru Songül Aslı",
    "albanian": "Elira Drita Arta Mimoza Valbona Blerta Ermira Fatmira Jonida Klea Liridona Majlinda Teuta Vjosa Anila Besa",
    "slavic": "Jelena Milica Ivana Dragana Vesna Snežana Biljana Marija Tanja Gordana Elena Desislava Petya Radka Ivelina Kristina Sandra",
}
GIVEN_M = {
    "edo": "Osaro Efosa Osagie Eghosa Nosa Idahosa Monday Sunday Lucky Kelvin Festus Godwin Clement Emmanuel Uyi Aimua",
    "akan": "Kwame Kofi Kwabena Yaw Kojo Kwaku Kwesi Ebenezer Isaac Samuel Prince Bismark Eric Desmond Nana Fiifi",
    "gulf": "Ahmed Mohammed Khalid Saeed Hamad Rashid Sultan Omar Yousef Majid Faisal Tariq Nasser Jassim Hassan Ali",
    "italian": "Marco Luca Salvatore Giuseppe Antonio Davide Matteo Francesco Simone Vincenzo Rosario Nicola Angelo Pietro Dario Enzo",
    "greek": "Giorgos Nikos Kostas Yannis Dimitris Panagiotis Christos Thanasis Vasilis Spyros Manolis Stelios Petros Michalis Lefteris Takis",
    "polish": "Piotr Tomasz Marcin Paweł Krzysztof Łukasz Grzegorz Mateusz Rafał Kamil Jacek Dariusz Wojciech Adrian Sławomir Zbigniew",
    "nepali": "Ram Hari Krishna Suresh Ramesh Bishnu Dipak Prakash Santosh Rajesh Mahesh Gopal Bikash Nabin Sagar Kiran Milan Tej",
    "malay": "Ahmad Faizal Hafiz Azman Ismail Rosli Zulkifli Kumar Ravi Wei Jun Kok Chee Boon Shahrul Amir",
    "uzbek": "Rustam Jasur Sherzod Otabek Bakhtiyor Ulugbek Azamat Nurlan Bakyt Timur Farhod Sardor Anvar Ilhom Ermek Alisher",
    "turkish": "Mehmet Mustafa Hüseyin İbrahim Murat Serkan Emre Burak Yusuf Orhan Kemal Hakan Cem Tolga Erkan Volkan",
    "albanian": "Arben Besnik Dritan Edmond Fatos Gentian Ilir Kujtim Luan Mentor Petrit Sokol Taulant Ylli Agron Bujar",
    "slavic": "Dragan Zoran Nenad Miloš Goran Dejan Saša Bojan Ivan Dimitar Georgi Stoyan Plamen Krasimir Igor Vlado",
}
FAMILY = {
    "edo": "Osagiede Igbinovia Omoregie Aigbe Ehigie Osunde Idemudia Obaseki Edokpolor Uwaifo Okoro Airhiavbere Erhabor Imasuen Ogbebor Osazuwa",
    "akan": "Owusu Mensah Boateng Asante Agyemang Amoah Sarpong Ofori Antwi Darko Adjei Appiah Gyasi Bonsu Frimpong Acheampong",
    "gulf": "Al-Suwaidi Al-Kaabi Al-Marri Al-Ketbi Al-Naimi Al-Shamsi Al-Thani-Hamad Al-Dosari Al-Zaabi Al-Mansoori Haddad Khoury Rahman Siddiqui",
    "italian": "Lo Presti|Di Bella|Cusimano|Terranova|Lorusso|De Palma|Colella|Locatelli|Rota|Grasso|Messina|Vitale|Caputo|Sgarra|Puglisi|Bonomi",
    "greek": "Papadakis Karagiannis Vlachou Oikonomou Stavridis Makris Tsolakis Kotsis Nikolaidis Anagnostou Lambrou Fotiadis Zervas Theodorou",
    "polish": "Nowicki Wróbel Mazur Kaczmarek Zając Król Pawlak Górski Sikora Bąk Wilk Pietrzak Duda Szewczyk Lis Marczak",
    "nepali": "Tamang Rai Gurung Thapa Magar Shrestha Limbu Chaudhary Karki Basnet Sunar Bishwakarma Adhikari Pariyar Khadka Ghale",
    "malay": "bin Osman|binti Yusof|bin Salleh|Tan|Lim|Ong|Subramaniam|binti Harun|bin Zakaria|Lee|Goh|Rajan|bin Hamzah|binti Karim",
    "uzbek": "Karimov Yusupov Rakhimov Toshmatov Ergashev Nazarov Mamatov Asanov Abdullaev Sultanov Ismoilov Jumabaev Saidov Tursunov Kadyrov",
    "turkish": "Yıldız Kaya Demirtaş Çetin Aksoy Korkmaz Şimşek Özkan Polat Kılınç Taş Bulut Güler Erdoğmuş Aydın Sarı",
    "albanian": "Hoxha Shehu Prifti Gjoka Leka Marku Dervishi Kola Basha Çela Zeneli Krasniqi Tafa Lleshi Meta Bardhi",
    "slavic": "Petrović Stanković Ilić Kostić Ristić Mitrović Dimitrov Georgiev Todorov Angelov Nikolov Trajkovski Stojanov Kolev Hristov Vasić",
}

STREETS = {
    "en": "Mission Road|Market Lane|Airport Road|Ring Road|Station Street|Lake Side|Mosque Street|Old Fort Road|Union Street|Palm Avenue",
    "it": "Via Oreto|Via Maqueda|Corso Cavour|Via dei Mille|Via Garibaldi|Viale Europa|Via Napoli|Via Crispi|Via Libertà|Via Bari",
    "el": "Egnatia|Tsimiski|Agiou Andreou|Kalokairinou|Korinthou|Monastiriou|Olympou|Mitropoleos|Ermou|Filippou",
    "pl": "ul. Kościuszki|ul. Legnicka|ul. Głogowska|ul. Dworcowa|ul. Lipowa|ul. Szkolna|ul. Polna|ul. Ogrodowa|ul. Zielona|ul. Krótka",
    "tr": "Atatürk Cad.|İnönü Cad.|Cumhuriyet Bulv.|Sakarya Sok.|Gül Sok.|Çınar Sok.|Liman Cad.|Zafer Cad.|Lale Sok.|Kızılay Sok.",
    "ru": "ul. Navoi|ul. Registan|ul. Lenina|ul. Mira|ul. Sadovaya|ul. Gagarina|bul. Primorski|ul. Vitosha|ul. Slavyanska|ul. Dunav",
    "sr": "Obrenovićeva|Vožda Karađorđa|Dunavska|Zmaj Jovina|Bulevar Oslobođenja|Partizanska|Ilindenska|Makedonija|Jevrejska|Futoška",
}

FIRM_WORDS = "Levante Aurora Delta Orient Stella Prima Nova Golden Star Baltic Egeo Maris Astra Vento Olive Cedar Falcon Himal Lotus Sirius Onyx Terra Alba Corvus Meridian Zephyr Amber Lynx Quattro Solis".split()
FIRM_KINDS = {
    "market": ("Market", "Food Store", "Alimentari", "Bakal", "Sklep"),
    "cafe": ("Café", "Grill", "Pizzeria", "Lokanta", "Bar"),
    "hotel": ("Hotel", "Residence", "Guest House", "Inn", "Rooms"),
    "farm": ("Farms", "Agricola", "Sera", "Orchards", "Fields Coop"),
    "builder": ("Construction", "Edilizia", "Bud", "Yapı", "Contracting"),
    "cleaner": ("Cleaning", "Facility", "Servizi", "Hygiene", "Temizlik"),
    "factory": ("Gloves", "Plastics", "Electronics", "Tekstil", "Packaging"),
    "clinic": ("Clinic", "Hospital", "Care Home", "Medical Centre"),
    "agency": ("Manpower", "Recruitment", "Staffing", "Overseas", "Personnel"),
    "travel": ("Travel", "Tours", "Viaggi", "Turizm", "Voyages"),
    "transfer": ("Remit", "Money Express", "Transfer", "Exchange"),
    "fuel": ("Petrol", "Carburanti", "Paliwa", "Oil"),
    "telecom": ("Mobile", "Telecom", "GSM"),
    "spa": ("Wellness", "Thai Massage", "Spa", "Massage House"),
    "office": ("Consulting", "Software", "Logistics", "Trading", "Insurance"),
    "adsite": ("Classifieds",),
    "pharmacy": ("Pharmacy", "Farmacia", "Apteka", "Eczane"),
    "taxi": ("Taxi", "Cabs", "Ride"),
}
MCC = {
    "market": "5411", "cafe": "5812", "hotel": "7011", "travel": "4722", "transfer": "4829", "fuel": "5541",
    "telecom": "4814", "spa": "7297", "adsite": "7311", "pharmacy": "5912", "taxi": "4121", "clinic": "8062",
}  # fmt: skip
