"""Currencies by their signs and words in many languages (surface forms), and words that multiply a number."""

from __future__ import annotations


def words_of(table: dict[str, str]) -> dict[str, str]:
    """Word -> currency code; '_' stands for a blank."""
    return {word.replace("_", " "): code for code, words in table.items() for word in words.split()}


SYMBOLS = words_of(
    {
        "EUR": "€",
        "GBP": "£",
        "PHP": "₱",
        "RUB": "₽",
        "INR": "₹",
        "KRW": "₩",
        "VND": "₫",
        "THB": "฿",
        "UAH": "₴",
        "TRY": "₺",
        "ILS": "₪",
        "NGN": "₦",
        "BRL": "r$",
        "USD": "us$",
        "CAD": "c$ ca$",
        "AUD": "a$ au$",
        "HKD": "hk$",
        "SGD": "s$",
        "MXN": "mx$",
        "NZD": "nz$",
        "": "$ ¥",
        "CNY": "元",
        "JPY": "円",
        "GEL": "₾",
        "KZT": "₸",
        "AZN": "₼",
        "GHS": "₵",
        "CRC": "₡",
        "PYG": "₲",
    }
)
"""Signs; '' is a currency that the region tells."""
WORDS = words_of(
    {
        "EUR": "eur euro euros евро يورو ευρω евра євро evro eura evra eiro euri euroa avro یورو यूरो ユーロ 유로 "
        "欧元 歐元 "
        "ยูโร ევრო אירו եվրո ዩሮ euroi",
        "GBP": "gbp pounds quid libras livres фунтов фунты sterling funtow фунтов_стерлингов 英镑 英鎊 ポンド 파운드 "
        "liber",
        "USD": "usd dolares долларов دولار 美元 美金 달러 ドル دلار डॉलर ดอลลาร์ dolar dolarow dolaru dolara dolary "
        "долара dolari "
        "долари доларів долары доллара доллар δολαρια δολλαρια დოლარი dollari dollaro ዶላር דולר",
        "": "dollars dollar bucks pesos peso دينار dinars dinar ليرة",
        "CAD": "cad",
        "AUD": "aud",
        "BRL": "brl reais real",
        "MXN": "mxn",
        "PHP": "php piso",
        "RUB": "rub руб рублей рубля рубль р rubley rubles rublos",
        "UAH": "uah грн гривен гривня гривні гривень hryvnia hrn",
        "RON": "ron lei лей leu",
        "PLN": "pln zl zlotych zloty zlote",
        "CZK": "czk kc korun koruna koruny",
        "HUF": "huf ft forint forintot",
        "CHF": "chf franken francs franchi",
        "SEK": "sek kr kronor",
        "NOK": "nok kroner",
        "DKK": "dkk",
        "AED": "aed dhs dirhams درهم درهم_اماراتي",
        "SAR": "sar ريال",
        "QAR": "qar",
        "INR": "inr rupees rs रुपये रुपए",
        "THB": "thb baht บาท",
        "VND": "vnd dong dongs",
        "MYR": "myr rm ringgit",
        "IDR": "rp idr rupiah rupiahs",
        "SGD": "sgd",
        "PYG": "guaranies gs",
        "HKD": "hkd 港币 港幣 港元",
        "JPY": "jpy yen 日元 日圆",
        "CNY": "cny rmb yuan 块 人民币 人民幣",
        "KRW": "원 krw won 원정",
        "KZT": "тенге kzt теңге",
        "BGN": "лв лева bgn lv",
        "COP": "cop pesos_colombianos",
        "CLP": "clp",
        "ARS": "ars",
        "PEN": "soles pen",
        "ZAR": "zar rand",
        "NGN": "ngn naira",
        "KES": "kes ksh shillings shilling bob",
        "TRY": "try tl lira liras lirasi",
        "EGP": "جنيه egp",
        "USDC": "usdc",
        "LTC": "ltc",
        "XMR": "xmr",
        "BTC": "bitcoin btc",
        "USDT": "usdt",
        "ETH": "eth",
        "RSD": "din dinara rsd динара дин",
        "GEL": "лари ლარი ლარად lari gel",
        "AMD": "դրամ dram amd",
        "AZN": "manat azn",
        "UZS": "сум uzs som",
        "KGS": "сом kgs",
        "ILS": "שח ש''ח שקל שקלים nis ils shekel shekels",
        "ETB": "ብር birr etb",
        "KWD": "kwd دينار_كويتي",
        "JOD": "jod",
        "OMR": "omr",
        "BHD": "bhd",
        "LBP": "lbp",
        "MAD": "mad",
        "TND": "tnd",
        "IRR": "ریال irr",
        "PKR": "روپے pkr",
        "BDT": "টাকা taka bdt",
        "NPR": "npr",
        "LKR": "lkr",
        "LAK": "kip ກີບ",
        "KHR": "riel",
        "MMK": "kyat kyats ကျပ်",
        "TWD": "台币 台幣 twd",
        "GHS": "cedi cedis ghs",
        "UGX": "ugx",
        "TZS": "tsh tzs",
        "XOF": "fcfa cfa xof franc_cfa francs_cfa f_cfa frs_cfa f.cfa",
        "XAF": "xaf",
        "MNT": "төгрөг",
    }
)
"""Words and codes."""
HOME = {
    "US": "USD",
    "CA": "CAD",
    "AU": "AUD",
    "NZ": "NZD",
    "MX": "MXN",
    "AR": "ARS",
    "CL": "CLP",
    "CO": "COP",
    "SG": "SGD",
    "HK": "HKD",
    "PH": "PHP",
    "DO": "DOP",
    "UY": "UYU",
    "CU": "CUP",
}
"""Country -> its dollars or pesos."""
DINARS = {
    "RS": "RSD",
    "KW": "KWD",
    "JO": "JOD",
    "IQ": "IQD",
    "BH": "BHD",
    "TN": "TND",
    "DZ": "DZD",
    "LY": "LYD",
}
RIYALS = {"SA": "SAR", "QA": "QAR", "OM": "OMR", "YE": "YER", "IR": "IRR"}
_CFA = {
    **dict.fromkeys("CM GA CG TD CF GQ".split(), "XAF"),
    **dict.fromkeys("SN CI ML BF BJ TG NE GW".split(), "XOF"),
}
_FRANCS = {"CD": "CDF", "GN": "GNF", "RW": "RWF", "BI": "BIF", "DJ": "DJF", "KM": "KMF"}
OTHERS = {
    **dict.fromkeys("fcfa cfa f.cfa".split(), _CFA),
    **dict.fromkeys(["franc cfa", "francs cfa", "f cfa", "frs cfa"], _CFA),
    "francs": {**_CFA, **_FRANCS},
    "rupees": {"PK": "PKR", "NP": "NPR", "LK": "LKR", "MU": "MUR"},
    **dict.fromkeys(["دينار", "dinars", "dinar"], DINARS),
    "ريال": RIYALS,
    "ليرة": {"SY": "SYP", "LB": "LBP", "TR": "TRY"},
    "درهم": {"MA": "MAD"},
    "dirhams": {"MA": "MAD"},
    "kr": {"NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "kroner": {"DK": "DKK"},
    "روپے": {"IN": "INR"},
    "rs": {"PK": "PKR", "NP": "NPR", "LK": "LKR", "MU": "MUR"},
    "shillings": {"TZ": "TZS", "UG": "UGX"},
}
"""Word -> country -> the currency it means there."""
_TIMES = {
    1000: "k к mil mila тыс тыс. тысяч тысячи тисяч тисячі tys tys. tisic ezer mii хиляди хил χιλιαδες "
    "bin tausend tsd duizend "
    "hazar हजार हज़ार ألف الف آلاف الاف هزار พัน 千 천 thousand ათასი ሺህ ሺ אלף",
    10_000: "万 萬 만 หมื่น",
    100_000: "lakh lakhs lac लाख แสน",
    1_000_000: "million millones millon milhao milhoes mln mio млн مليون ملیون میلیون ล้าน milyon",
}
TIMES = {word: factor for factor, words in _TIMES.items() for word in words.split()}
"""Word behind a number -> what it multiplies it by."""
IMPLIED = {
    **dict.fromkeys(["ribu", "rb"], ("IDR", 1000)),
    **dict.fromkeys(["juta", "jt"], ("IDR", 1_000_000)),
    **dict.fromkeys(["trieu", "tr"], ("VND", 1_000_000)),
    **dict.fromkeys(["nghin", "ngan"], ("VND", 1000)),
    **dict.fromkeys(["т.р.", "т.р", "тыс.р", "т р"], ("RUB", 1000)),
    **dict.fromkeys(["تومان", "تومن", "toman", "tomans"], ("IRR", 10)),
    "/-": ("INR", 1),
    "d": ("VND", 1),
    "रु": ("INR", 1),
    "रू": ("INR", 1),
}
"""What stands behind a number for a currency and a factor at once: a toman is ten rials."""
FEWEST = {"ft": 1000, "d": 10_000, "р": 50}
"""Less is a length in feet, or days, or years."""
EVERYDAY = {
    "din": frozenset(["RS", "ME", "BA", "MK"]),
    "som": frozenset(["UZ", "KG"]),
    "gel": frozenset(["GE"]),
    "bob": frozenset(["KE"]),
    "dram": frozenset(["AM"]),
    "kip": frozenset(["LA"]),
    "nis": frozenset(["IL", "PS"]),
    "ron": frozenset(["RO", "MD"]),
    "kes": frozenset(["KE"]),
    "zar": frozenset(["ZA"]),
    "sar": frozenset(["SA"]),
    "php": frozenset(["PH"]),
}
"""Words and codes that are other words, names or towns as often -> the countries in which they are money first."""
FEWEST_EVERYDAY = 100
"""Less of them is money in their own countries only."""
UNPARTED = frozenset(
    word for word in [*WORDS, *TIMES] if "\u0e00" <= word[0] <= "\u0eff" or word[0] >= "\u2e80"
)
"""Words of scripts that do not part words."""
