"""Countries, cities and local time. Coordinates are of city centres, in degrees (WGS 84).

Phone prefixes lie outside every issued range of their country's numbering plan (a number is possible, never
valid), so that no number here can be anybody's; `tests/benchmarks` checks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache


@dataclass(frozen=True, slots=True)
class Country:
    """`rate`: units of the currency for one euro; `level`: prices relative to Italy; `iban`: BBAN pattern."""

    code: str
    name: str
    currency: str
    rate: float
    level: float
    languages: tuple[str, ...]
    offset: int  # minutes east of UTC in winter
    summer_time: bool
    dialling: str
    prefixes: tuple[str, ...]
    digits: int  # national significant number
    trunk: str
    iban: str  # n digit, a letter; empty: accounts carry local numbers
    culture: str


@dataclass(frozen=True, slots=True)
class City:
    name: str
    country: str
    lat: float
    lon: float
    airport: str
    weight: float


def _c(*row: object) -> Country:
    return Country(*row)  # type: ignore[arg-type]


COUNTRIES = {
    row[0]: _c(*row)
    for row in (
        ("NG", "Nigeria", "NGN", 1650.0, 0.3, ("en",), 60, False, "234", ("73", "76"), 10, "0", "", "edo"),
        ("GH", "Ghana", "GHS", 16.0, 0.35, ("en",), 0, False, "233", ("52", "58"), 9, "0", "", "akan"),
        ("AE", "UAE", "AED", 3.97, 1.1, ("en",), 240, False, "971", ("51", "57", "59"), 9, "0", "n19", "gulf"),
        ("QA", "Qatar", "QAR", 3.94, 1.1, ("en",), 180, False, "974", ("42", "43", "45"), 8, "", "a4n21", "gulf"),
        ("IT", "Italy", "EUR", 1.0, 1.0, ("it",), 60, True, "39", ("30", "40", "41"), 10, "", "a1n22", "italian"),
        ("GR", "Greece", "EUR", 1.0, 0.85, ("el",), 120, True, "30", ("60", "61", "65"), 10, "", "n23", "greek"),
        ("PL", "Poland", "PLN", 4.3, 0.75, ("pl",), 60, True, "48", ("49", "90", "96"), 9, "", "n24", "polish"),
        ("NP", "Nepal", "NPR", 145.0, 0.25, ("en",), 345, False, "977", ("91", "92", "94"), 10, "0", "", "nepali"),
        ("MY", "Malaysia", "MYR", 5.0, 0.5, ("en",), 480, False, "60", ("15", "20"), 9, "0", "", "malay"),
        ("UZ", "Uzbekistan", "UZS", 13700.0, 0.3, ("ru",), 300, False, "998", ("89", "96"), 9, "", "", "uzbek"),
        ("KG", "Kyrgyzstan", "KGS", 94.0, 0.3, ("ru",), 360, False, "996", ("53", "58"), 9, "0", "", "uzbek"),
        ("TR", "Türkiye", "TRY", 35.0, 0.5, ("tr",), 180, False, "90", ("49", "60", "61"), 10, "0", "n22", "turkish"),
        ("AL", "Albania", "ALL", 101.0, 0.45, ("it", "en"), 60, True, "355", ("64", "65"), 9, "0", "n24", "albanian"),
        ("MK", "North Macedonia", "MKD", 61.5, 0.4, ("sr",), 60, True, "389", ("67", "68"), 8, "0", "n15", "slavic"),
        ("RS", "Serbia", "RSD", 117.0, 0.5, ("sr",), 60, True, "381", ("71", "72", "73"), 9, "0", "n18", "slavic"),
        ("BG", "Bulgaria", "BGN", 1.96, 0.5, ("ru", "en"), 120, True, "359", ("81", "82"), 9, "0", "a4n14", "slavic"),
    )
}  # fmt: skip

CITIES = {
    row[0]: City(*row)
    for row in (
        ("Benin City", "NG", 6.335, 5.603, "BNI", 2.0),
        ("Warri", "NG", 5.554, 5.793, "QRW", 1.0),
        ("Kumasi", "GH", 6.688, -1.624, "KMS", 1.5),
        ("Tamale", "GH", 9.404, -0.842, "TML", 0.8),
        ("Sharjah", "AE", 25.346, 55.421, "SHJ", 2.5),
        ("Al Ain", "AE", 24.207, 55.745, "AAN", 1.2),
        ("Doha", "QA", 25.286, 51.533, "DOH", 2.0),
        ("Palermo", "IT", 38.116, 13.361, "PMO", 3.0),
        ("Bari", "IT", 41.117, 16.872, "BRI", 2.5),
        ("Foggia", "IT", 41.462, 15.545, "FOG", 1.2),
        ("Bergamo", "IT", 45.695, 9.670, "BGY", 2.0),
        ("Catania", "IT", 37.503, 15.087, "CTA", 2.0),
        ("Thessaloniki", "GR", 40.640, 22.944, "SKG", 3.0),
        ("Patras", "GR", 38.246, 21.735, "GPA", 1.5),
        ("Heraklion", "GR", 35.339, 25.144, "HER", 1.5),
        ("Wrocław", "PL", 51.108, 17.039, "WRO", 3.0),
        ("Poznań", "PL", 52.406, 16.925, "POZ", 2.5),
        ("Lublin", "PL", 51.247, 22.568, "LUZ", 1.5),
        ("Pokhara", "NP", 28.210, 83.986, "PKR", 1.0),
        ("Biratnagar", "NP", 26.455, 87.270, "BIR", 1.0),
        ("Johor Bahru", "MY", 1.493, 103.741, "JHB", 2.0),
        ("George Town", "MY", 5.414, 100.329, "PEN", 2.0),
        ("Samarkand", "UZ", 39.655, 66.976, "SKD", 1.2),
        ("Namangan", "UZ", 40.998, 71.672, "NMA", 1.0),
        ("Osh", "KG", 40.514, 72.816, "OSS", 1.0),
        ("Antalya", "TR", 36.897, 30.713, "AYT", 2.5),
        ("Izmir", "TR", 38.423, 27.143, "ADB", 2.5),
        ("Gaziantep", "TR", 37.066, 37.383, "GZT", 1.5),
        ("Durrës", "AL", 41.324, 19.456, "TIA", 1.2),
        ("Skopje", "MK", 41.997, 21.428, "SKP", 1.5),
        ("Niš", "RS", 43.321, 21.896, "INI", 1.5),
        ("Novi Sad", "RS", 45.267, 19.833, "BEG", 1.5),
        ("Plovdiv", "BG", 42.135, 24.745, "PDV", 1.8),
        ("Varna", "BG", 43.214, 27.915, "VAR", 1.5),
    )
}

ORIGINS = ("NG", "GH", "NP", "UZ", "KG", "AL", "MK", "BG", "RS")
DESTINATIONS = ("IT", "GR", "PL", "TR", "AE", "QA", "MY")
# Who goes where to work: true of ordinary migrants first, and so of those who are deceived.
CORRIDORS = {
    "NG": ("IT", "IT", "GR", "AE"),
    "GH": ("IT", "QA", "AE"),
    "NP": ("MY", "MY", "QA", "AE", "PL"),
    "UZ": ("TR", "TR", "PL", "AE"),
    "KG": ("TR", "AE", "PL"),
    "AL": ("IT", "GR"),
    "MK": ("IT", "PL"),
    "RS": ("IT", "PL", "TR"),
    "BG": ("GR", "IT", "PL"),
}

HOUR = 3600
DAY = 86_400


def country(city: City) -> Country:
    return COUNTRIES[city.country]


def cities_of(code: str) -> list[City]:
    return [city for city in CITIES.values() if city.country == code]


@cache
def _summer(year: int) -> tuple[int, int]:
    """EU summer time of a year: last Sunday of March and of October, 01:00 UTC, as epoch seconds."""
    edges = []
    for month in (3, 10):
        last = datetime(year, month, 31, 1, tzinfo=UTC)
        edges.append(int((last - timedelta(days=(last.weekday() + 1) % 7)).timestamp()))
    return edges[0], edges[1]


def offset(at: int, city: City) -> int:
    """Seconds east of UTC in `city` at epoch second `at`."""
    where = COUNTRIES[city.country]
    minutes = where.offset
    if where.summer_time:
        begins, ends = _summer(1970 + int(at / 31_556_952))
        minutes += 60 if begins <= at < ends else 0
    return minutes * 60


@cache
def _zone(seconds: int) -> timezone:
    return timezone(timedelta(seconds=seconds))


def stamp(at: int, city: City) -> str:
    """ISO 8601 with the city's offset."""
    return datetime.fromtimestamp(at, _zone(offset(at, city))).isoformat()


def date_of(at: int, city: City) -> str:
    return stamp(at, city)[:10]


def local(day: int, hour: float, city: City) -> int:
    """Epoch second of a local clock time: `day` = days since the epoch, `hour` may exceed 24."""
    at = day * DAY + int(hour * HOUR)
    return at - offset(at, city)
