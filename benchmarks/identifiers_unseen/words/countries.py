"""Countries: how a number is written there and where it is. Blocks for fiction where a country keeps one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """`blocks`: national significant numbers, # a digit; `groups`: how they are grouped, by length of each group."""

    code: str
    trunk: str
    langs: tuple[str, ...]
    blocks: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    cities: tuple[str, ...]


COUNTRIES = {
    "GB": Country(
        "44",
        "0",
        ("en",),
        ("7700900###", "1632960###", "2079460###"),
        ((4, 6), (4, 3, 3), (3, 4, 3)),
        ("Leeds, UK", "Manchester", "London", "Glasgow, Scotland", "Birmingham, United Kingdom"),
    ),
    "US": Country(
        "1",
        "",
        ("en", "es"),
        ("21255501##", "31055501##", "70255501##", "40455501##", "71355501##"),
        ((3, 3, 4), (3, 7)),
        ("Houston, TX", "Las Vegas, Nevada", "Atlanta, USA", "Los Angeles", "New York"),
    ),
    "CA": Country(
        "1",
        "",
        ("en", "fr"),
        ("41655501##", "60455501##"),
        ((3, 3, 4),),
        ("Toronto, Canada", "Vancouver, BC, Canada"),
    ),
    "AU": Country(
        "61",
        "0",
        ("en",),
        ("491570###", "25550####", "37010####"),
        ((3, 3, 3), (1, 4, 4)),
        ("Sydney, Australia", "Melbourne"),
    ),
    "IE": Country(
        "353",
        "0",
        ("en",),
        ("85555####", "15550###"),
        ((2, 3, 4), (2, 7)),
        ("Dublin, Ireland", "Cork, Ireland"),
    ),
    "NG": Country(
        "234", "0", ("en",), ("8030000###", "7055501###"), ((3, 3, 4),), ("Lagos, Nigeria", "Abuja")
    ),
    "KE": Country(
        "254", "0", ("en",), ("7005550##", "7220001##"), ((3, 3, 3), (3, 6)), ("Nairobi", "Mombasa, Kenya")
    ),
    "ES": Country(
        "34",
        "",
        ("es",),
        ("60000####", "65501####", "91555####"),
        ((3, 3, 3), (3, 2, 2, 2)),
        ("Madrid", "Valencia, España", "Sevilla", "Barcelona"),
    ),
    "MX": Country(
        "52",
        "",
        ("es",),
        ("555501####", "335550####", "815550####"),
        ((2, 4, 4), (3, 3, 4)),
        ("Ciudad de México", "Guadalajara, México", "Monterrey, México"),
    ),
    "CO": Country(
        "57",
        "",
        ("es",),
        ("30055501##", "31000001##"),
        ((3, 3, 4), (3, 7)),
        ("Bogotá", "Medellín, Colombia", "Cali, Colombia"),
    ),
    "PE": Country("51", "", ("es",), ("9005550##", "9555010##"), ((3, 3, 3),), ("Lima", "Arequipa, Perú")),
    "PT": Country(
        "351",
        "",
        ("pt",),
        ("91000####", "96555####", "21555####"),
        ((3, 3, 3), (2, 3, 2, 2)),
        ("Lisboa", "Porto, Portugal", "Braga, Portugal"),
    ),
    "BR": Country(
        "55",
        "",
        ("pt",),
        ("1190000####", "2195550####", "4790001####"),
        ((2, 5, 4), (2, 1, 4, 4)),
        ("São Paulo", "Rio de Janeiro, Brasil", "Recife, Brasil"),
    ),
    "FR": Country(
        "33",
        "0",
        ("fr",),
        ("6399800##", "1990000##", "7555501##"),
        ((1, 2, 2, 2, 2),),
        ("Paris", "Lyon, France", "Marseille", "Lille, France"),
    ),
    "BE": Country(
        "32",
        "0",
        ("fr",),
        ("470555###", "486000###"),
        ((3, 2, 2, 2), (3, 3, 3)),
        ("Bruxelles", "Liège, Belgique"),
    ),
    "RU": Country(
        "7",
        "8",
        ("ru",),
        ("9000000###", "9165550###", "4955550###"),
        ((3, 3, 2, 2), (3, 3, 4)),
        ("Москва", "Казань, Россия", "Екатеринбург", "Moscow"),
    ),
    "KZ": Country(
        "7", "8", ("ru",), ("7005550###", "7715550###"), ((3, 3, 2, 2),), ("Алматы, Казахстан", "Астана")
    ),
    "PH": Country(
        "63",
        "0",
        ("tl", "en"),
        ("9170000###", "9285550###"),
        ((3, 3, 4), (3, 7)),
        ("Manila", "Cebu City, Philippines", "Quezon City"),
    ),
    "RO": Country(
        "40",
        "0",
        ("ro",),
        ("700555###", "721000###"),
        ((3, 3, 3),),
        ("București", "Cluj-Napoca, România", "Iași"),
    ),
    "UA": Country(
        "380",
        "0",
        ("uk", "ru"),
        ("670000###", "505550###"),
        ((2, 3, 2, 2), (2, 3, 4)),
        ("Київ", "Львів, Україна", "Одеса"),
    ),
    "VN": Country(
        "84",
        "0",
        ("vi",),
        ("90000####", "98555####"),
        ((2, 3, 4), (3, 3, 3)),
        ("Hà Nội", "TP. Hồ Chí Minh", "Đà Nẵng, Việt Nam"),
    ),
    "TH": Country(
        "66",
        "0",
        ("th",),
        ("81000####", "89555####"),
        ((2, 3, 4), (1, 4, 4)),
        ("กรุงเทพฯ", "Bangkok", "เชียงใหม่"),
    ),
    "CN": Country(
        "86",
        "",
        ("zh",),
        ("1380000####", "1395550####"),
        ((3, 4, 4),),
        ("上海", "广州", "北京", "Shenzhen, China"),
    ),
    "TW": Country("886", "0", ("zh",), ("900555###", "955000###"), ((3, 3, 3),), ("台北", "高雄, Taiwan")),
    "AE": Country(
        "971",
        "0",
        ("ar", "en"),
        ("50000####", "55555####"),
        ((2, 3, 4), (2, 7)),
        ("دبي", "Dubai", "Abu Dhabi"),
    ),
    "SA": Country(
        "966", "0", ("ar",), ("50000####", "55501####"), ((2, 3, 4),), ("الرياض", "Jeddah, Saudi Arabia")
    ),
    "EG": Country(
        "20", "0", ("ar",), ("1000000###", "1155500###"), ((3, 3, 4), (2, 4, 4)), ("القاهرة", "Cairo, Egypt")
    ),
    "IN": Country(
        "91",
        "0",
        ("hi", "en"),
        ("9000055###", "9876500###"),
        ((5, 5), (3, 3, 4)),
        ("Mumbai", "दिल्ली", "New Delhi, India"),
    ),
    "ID": Country(
        "62",
        "0",
        ("id",),
        ("8120000###", "81355501##"),
        ((3, 4, 3), (3, 3, 4)),
        ("Jakarta", "Surabaya, Indonesia", "Denpasar, Bali"),
    ),
    "DE": Country(
        "49",
        "0",
        ("de",),
        ("15228817###", "1719920###", "3023125###"),
        ((3, 3, 5), (4, 7)),
        ("Berlin", "Hamburg", "Köln, Deutschland"),
    ),
    "IT": Country(
        "39",
        "",
        ("it",),
        ("3330000###", "3475550###"),
        ((3, 3, 4), (3, 7)),
        ("Roma", "Milano, Italia", "Napoli"),
    ),
    "PL": Country(
        "48", "", ("pl",), ("500555###", "600000###"), ((3, 3, 3),), ("Warszawa", "Kraków, Polska")
    ),
    "TR": Country(
        "90",
        "0",
        ("tr",),
        ("5320000###", "5055550###"),
        ((3, 3, 2, 2), (3, 3, 4)),
        ("İstanbul", "Ankara, Türkiye"),
    ),
}
