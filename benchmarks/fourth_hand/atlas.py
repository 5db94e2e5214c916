"""The map: countries with their money, numbers and tongues; cities with their clocks and airports.

Telephone numbers are inventions: in North America only the exchange 555, elsewhere blocks with a run of zeros
that no operator hands out that way. Exchange rates are round figures, good enough for prices that look right.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    code: str
    name: str
    tongues: tuple[str, ...]
    currency: str
    per_dollar: float
    dial: str  # '#' is a free digit
    culture: str


@dataclass(frozen=True, slots=True, eq=False)
class City:
    name: str
    country: Country
    lat: float
    lon: float
    offset: float  # hours from UTC
    airport: str
    size: int  # relative number of inhabitants in this world
    draws: bool  # people come here to work
    area: str = ""  # North American area code


_COUNTRIES = [
    Country("US", "United States", ("en", "es"), "USD", 1, "+1@555####", "mixed"),
    Country("MX", "Mexico", ("es",), "MXN", 18, "+5255000#####", "hispanic"),
    Country("GT", "Guatemala", ("es",), "GTQ", 7.8, "+502500#####", "hispanic"),
    Country("HN", "Honduras", ("es",), "HNL", 25, "+504900#####", "hispanic"),
    Country("CO", "Colombia", ("es",), "COP", 4000, "+57300000####", "hispanic"),
    Country("VE", "Venezuela", ("es",), "USD", 1, "+58400000####", "hispanic"),
    Country("EC", "Ecuador", ("es",), "USD", 1, "+593990000###", "hispanic"),
    Country("PE", "Peru", ("es",), "PEN", 3.7, "+519000#####", "hispanic"),
    Country("BR", "Brazil", ("pt",), "BRL", 5, "+551190000####", "lusophone"),
    Country("DO", "Dominican Republic", ("es",), "DOP", 58, "+1@555####", "hispanic"),
    Country("JM", "Jamaica", ("en",), "JMD", 155, "+1@555####", "anglo"),
    Country("TT", "Trinidad and Tobago", ("en",), "TTD", 6.8, "+1@555####", "anglo"),
    Country("HT", "Haiti", ("es", "en"), "HTG", 132, "+50930000###", "haitian"),
    Country("ES", "Spain", ("es",), "EUR", 0.92, "+346000#####", "hispanic"),
    Country("PT", "Portugal", ("pt",), "EUR", 0.92, "+35191000####", "lusophone"),
    Country("PH", "Philippines", ("tl", "en"), "PHP", 57, "+63900000####", "filipino"),
    Country("ID", "Indonesia", ("id",), "IDR", 15800, "+6280000#####", "indonesian"),
    Country("VN", "Vietnam", ("vi",), "VND", 25000, "+84900000###", "vietnamese"),
    Country("KH", "Cambodia", ("en", "vi"), "USD", 1, "+85510000###", "vietnamese"),
    Country("TH", "Thailand", ("en", "vi"), "THB", 35, "+6680000####", "vietnamese"),
    Country("MY", "Malaysia", ("en", "id"), "MYR", 4.6, "+6010000####", "indonesian"),
]
COUNTRIES = {country.code: country for country in _COUNTRIES}

_CITIES = """
US Miami 25.76 -80.19 -5 MIA 9 d 305|US Orlando 28.54 -81.38 -5 MCO 5 d 407
US Fresno 36.74 -119.79 -8 FAT 5 d 559|US Salinas 36.68 -121.66 -8 MRY 4 d 831
US Immokalee 26.42 -81.42 -5 RSW 3 d 239|US Yakima 46.60 -120.51 -8 YKM 3 d 509
US Houston 29.76 -95.37 -6 IAH 7 d 713|US Atlanta 33.75 -84.39 -5 ATL 5 d 404
US Newark 40.74 -74.17 -5 EWR 5 d 973|US Wilson_NC 35.72 -77.92 -5 RDU 3 d 252
MX Tijuana 32.51 -117.04 -8 TIJ 6 d|MX Cancun 21.16 -86.85 -5 CUN 5 d|MX Puebla 19.04 -98.21 -6 PBC 5 s
MX Oaxaca 17.07 -96.72 -6 OAX 3 s|MX Tapachula 14.90 -92.26 -6 TAP 3 s
GT Quetzaltenango 14.84 -91.52 -6 AAZ 3 s|GT Guatemala_City 14.63 -90.51 -6 GUA 4 s
HN San_Pedro_Sula 15.50 -88.03 -6 SAP 4 s|HN Tegucigalpa 14.07 -87.19 -6 TGU 3 s
CO Cali 3.45 -76.53 -5 CLO 5 s|CO Medellin 6.24 -75.58 -5 MDE 6 d|CO Cucuta 7.89 -72.51 -5 CUC 4 s
CO Cartagena 10.39 -75.51 -5 CTG 4 d|VE Maracaibo 10.65 -71.64 -4 MAR 5 s
VE Barquisimeto 10.07 -69.35 -4 BRM 3 s|EC Guayaquil -2.19 -79.89 -5 GYE 4 s
EC Machala -3.26 -79.96 -5 ETR 2 s|PE Lima -12.05 -77.04 -5 LIM 6 d|PE Iquitos -3.75 -73.25 -5 IQT 3 s
BR Goiania -16.69 -49.26 -3 GYN 4 s|BR Fortaleza -3.73 -38.53 -3 FOR 4 s
BR Sao_Paulo -23.55 -46.63 -3 GRU 7 d|DO Santo_Domingo 18.49 -69.93 -4 SDQ 6 s 809
DO Punta_Cana 18.58 -68.40 -4 PUJ 4 d 829|JM Montego_Bay 18.47 -77.92 -5 MBJ 3 s 876
JM Kingston 17.97 -76.79 -5 KIN 4 s 658|TT Port_of_Spain 10.66 -61.51 -4 POS 4 d 868
HT Cap-Haitien 19.76 -72.20 -5 CAP 3 s|ES Malaga 36.72 -4.42 1 AGP 5 d|ES Valencia 39.47 -0.38 1 VLC 5 d
ES Almeria 36.84 -2.46 1 LEI 4 d|ES Madrid 40.42 -3.70 1 MAD 8 d|ES Zaragoza 41.65 -0.89 1 ZAZ 3 d
PT Lisboa 38.72 -9.14 0 LIS 6 d|PT Porto 41.15 -8.61 0 OPO 4 d|PT Beja 38.02 -7.86 0 BYJ 2 d
PT Faro 37.02 -7.93 0 FAO 3 d|PH Cebu 10.32 123.89 8 CEB 5 s|PH Davao 7.07 125.61 8 DVO 4 s
PH Manila 14.60 120.98 8 MNL 8 d|PH Angeles 15.15 120.59 8 CRK 3 d|ID Medan 3.59 98.67 7 KNO 4 s
ID Surabaya -7.26 112.75 7 SUB 5 s|ID Batam 1.08 104.03 7 BTH 3 d|ID Kupang -10.18 123.61 8 KOE 3 s
VN Ho_Chi_Minh_City 10.82 106.63 7 SGN 7 d|VN Vinh 18.68 105.68 7 VII 3 s|VN Can_Tho 10.05 105.75 7 VCA 3 s
KH Sihanoukville 10.63 103.52 7 KOS 3 d|KH Phnom_Penh 11.56 104.93 7 PNH 4 d
TH Mae_Sot 16.71 98.57 7 MAQ 2 d|TH Bangkok 13.76 100.50 7 BKK 6 d|MY Johor_Bahru 1.49 103.74 8 JHB 4 d
MY Kota_Kinabalu 5.98 116.07 8 BKI 3 d
"""


def _city(line: str) -> City:
    code, name, lat, lon, offset, airport, size, kind, *area = line.split()
    draws = kind == "d"
    place = name.replace("_", " ")
    return City(
        place, COUNTRIES[code], float(lat), float(lon), float(offset), airport, int(size), draws, *area[:1]
    )


CITIES = [_city(line) for line in _CITIES.replace("\n", "|").split("|") if line.strip()]

# Who goes where to work: by the world region of the city left behind.
REGIONS = {
    "americas": "MX GT HN CO VE EC PE BR DO JM TT HT".split(),
    "east": "PH ID VN KH TH MY".split(),
}
WAYS = {  # region of origin -> countries that draw its people
    "americas": "US US US ES ES PT MX CO DO TT PE BR".split(),
    "east": "KH TH MY PH VN ID".split(),
}


def region(country: Country) -> str:
    return "east" if country.code in REGIONS["east"] else "americas"
