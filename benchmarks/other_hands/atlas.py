"""Places, names and shops of this world."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class City:
    name: str
    country: str
    iata: str
    lat: float
    lon: float
    hours: int
    """Fixed offset from UTC; this world knows no summer time."""


HOMES = (
    City("Nantes", "FR", "NTE", 47.218, -1.554, 1),
    City("Lille", "FR", "LIL", 50.629, 3.057, 1),
    City("Clermont-Ferrand", "FR", "CFE", 45.777, 3.087, 1),
    City("Perpignan", "FR", "PGF", 42.699, 2.895, 1),
    City("Leeds", "GB", "LBA", 53.801, -1.549, 0),
    City("Norwich", "GB", "NWI", 52.628, 1.299, 0),
    City("Cardiff", "GB", "CWL", 51.481, -3.179, 0),
    City("Inverness", "GB", "INV", 57.478, -4.225, 0),
    City("Bremen", "DE", "BRE", 53.079, 8.801, 1),
    City("Erfurt", "DE", "ERF", 50.985, 11.030, 1),
    City("Saarbruecken", "DE", "SCN", 49.234, 6.996, 1),
    City("Halifax", "CA", "YHZ", 44.649, -63.576, -4),
    City("Moncton", "CA", "YQM", 46.088, -64.778, -4),
    City("Sherbrooke", "CA", "YSC", 45.404, -71.893, -5),
)
ABROAD = (
    City("Iasi", "RO", "IAS", 47.158, 27.601, 2),
    City("Chisinau", "MD", "RMO", 47.010, 28.864, 2),
    City("Hai Phong", "VN", "HPH", 20.845, 106.688, 7),
    City("Vinh", "VN", "VII", 18.680, 105.681, 7),
    City("Karaganda", "KZ", "KGF", 49.806, 73.085, 5),
    City("Pereira", "CO", "PEI", 4.814, -75.696, -5),
    City("Salamanca", "ES", "SLM", 40.970, -5.663, 1),
    City("Agadir", "MA", "AGA", 30.428, -9.598, 1),
    City("Mombasa", "KE", "MBA", -4.043, 39.668, 3),
)
CURRENCY = {"FR": "EUR", "GB": "GBP", "DE": "EUR", "CA": "CAD"}
TONGUE = {
    "FR": "fr",
    "GB": "en",
    "DE": "en",
    "CA": "fr",
    "RO": "ro",
    "MD": "ro",
    "VN": "vi",
    "KZ": "ru",
    "CO": "es",
    "ES": "es",
    "MA": "fr",
    "KE": "en",
}

GIVEN = {
    "en": "Alice Owen Harriet Callum Imogen Rhys Edith Nathan Bethan Duncan Felicity Gareth Isla Lewis Morag "
    "Poppy Stuart Tamsin Wesley Yvonne".split(),
    "fr": "Aurore Bastien Clotilde Damien Elodie Fabrice Gwenaelle Hugo Ines Jerome Karine Loic Maelle "
    "Noemie Odile Pascal Quentin Romane Sylvain Tiphaine".split(),
    "es": "Alba Bruno Carmela Dario Estela Fermin Graciela Hernan Itziar Jacinto Lorena Marcial Nieves Oriol "
    "Paloma Ramiro Soledad Tomas Ximena Yago".split(),
    "ro": "Anca Bogdan Crina Dragos Elena Florin Georgiana Horia Ileana Liviu Mirela Nicu Oana Petru Raluca "
    "Sorin Teodora Vasile Viorica Zoltan".split(),
    "ru": "Alina Boris Vera Gleb Darya Egor Zhanna Igor Kira Leonid Marina Nikita Oksana Pavel Rimma Stepan "
    "Taisia Fedor Yulia Yakov".split(),
    "vi": "Anh Binh Chau Dung Giang Hanh Khanh Lan Linh Minh Nga Phuong Quyen Son Thao Trang Tuan Van Xuan "
    "Yen".split(),
}
FAMILY = {
    "en": "Ashworth Birtwell Cadwallader Dunmore Eastham Farquhar Gledhill Hartnoll Inchbald Jessop "
    "Kettlewell Lockyer Musgrave Northcott Oldroyd Penhale Rowntree Stainforth Thwaite Wigram".split(),
    "fr": "Aubertin Bellanger Chauvel Desormeaux Etchegaray Fontanel Guibert Hamelin Jaouen Kerbrat Lachaume "
    "Mazurier Noblet Ollivier Peyronnet Quillien Ravaillac Sabourin Tanguy Vauquelin".split(),
    "es": "Arizmendi Barrientos Cifuentes Duarte Echeverri Fonseca Galindo Hinojosa Irigoyen Jaramillo "
    "Lizarraga Manrique Noriega Ocampo Palacios Quiroga Restrepo Salvatierra Tirado Villalobos".split(),
    "ro": "Albu Bratu Ciobanu Dinescu Enache Filip Grosu Hanganu Iftode Jitaru Lungu Munteanu Neagu Olteanu "
    "Plesca Rusu Stoica Tanase Ursu Zaharia".split(),
    "ru": "Akulov Belyaev Vetrov Gromov Demin Ershov Zhukov Zimin Karpenko Lapin Makarov Nosov Orlov Panin "
    "Rogov Sazonov Titov Uvarov Filin Chernov".split(),
    "vi": "Bui Cao Dang Dinh Do Duong Ha Ho Hoang Huynh Lam Le Luong Ly Mai Ngo Nguyen Pham Tran Vu".split(),
}
STREETS = (
    "Mill Lane",
    "Station Road",
    "rue des Tanneurs",
    "rue du Port",
    "Gartenweg",
    "Am Wall",
    "Kiln Street",
    "Harbour Road",
    "rue Basse",
    "Church Row",
    "Birkenallee",
    "chemin du Bois",
    "Quay Terrace",
    "Orchard Way",
)
HOTELS = (
    "Auberge du Rempart",
    "Blue Anchor Inn",
    "Zum Goldenen Hecht",
    "Gate Lodge",
    "Relais de l'Ecluse",
    "Overnight Nord",
    "Overnight Sud",
    "Station Rooms",
    "Motel Kilometre 7",
    "Harbour View Hotel",
    "Les Trois Tilleuls",
    "Penny Court",
    "Haus am Kanal",
    "Bypass Motel",
    "Maple Stop",
)
FIRMS = (
    "Orchard & Vale",
    "Lauragais Primeurs",
    "Kanal Bau",
    "Northlight Foods",
    "Maritime Packing",
    "Gloss Corner",
    "Maison Claire",
    "Fenwick Fields",
    "Delta Chantiers",
    "Silver Ladle",
    "Birch Care",
    "Hafen Logistik",
    "Blanchisserie Alba",
    "Quick Rinse",
    "Stonebridge Poultry",
    "Pont Neuf Services",
    "Talk Desk Nine",
)
BOARDS = ("lanternlist", "petitcoin", "schaufenster24", "harbourboard")
NETWORKS = ("murmur", "placette", "kruzhok")
MEMOS = (
    "",
    "",
    "",
    "",
    "thanks",
    "rent",
    "dinner",
    "for yesterday",
    "merci",
    "loyer",
    "courses",
    "gracias",
    "chirie",
    "спасибо",
    "tiền nhà",
    "ref 20",
    "as agreed",
    "week",
    "share",
    "taxi",
    "loan",
    "gift",
)
MCC = {
    "grocery": "5411",
    "cafe": "5812",
    "fastfood": "5814",
    "drug": "5912",
    "clothes": "5651",
    "fuel": "5541",
    "taxi": "4121",
    "train": "4112",
    "air": "4511",
    "hotel": "7011",
    "ads": "7311",
    "phone": "4814",
    "cosmetic": "5977",
    "prepaid": "6540",
    "crypto": "6051",
    "money": "4829",
    "utility": "4900",
}
