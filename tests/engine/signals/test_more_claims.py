"""Names, prices, ages, travel and hours in the words of more languages, and what looks like them."""

from __future__ import annotations

import pytest

from manumit.engine.signals import calendar_words, currencies, extract, periods
from manumit.engine.signals.folding import surface


def values(text: str, kind: str) -> list[str]:
    return [one.value for one in extract({"text": text}) if one.kind == kind]


@pytest.mark.parametrize(
    "table",
    [
        calendar_words.DAYS,
        calendar_words.MONTHS,
        calendar_words.NEAR,
        calendar_words.STRETCHES,
        currencies.SYMBOLS,
        currencies.WORDS,
        currencies.TIMES,
        periods.UNIT_OF,
    ],
)
def test_words_stand_as_texts_are_read(table: dict[str, object]) -> None:
    """A word with an accent that is dropped from texts would never be found."""
    assert not {word for word in table if surface(word).text.lower() != word}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Open 10am-11pm Mon-Sat, Sunday 12-6pm", ["mon-sat 10:00-23:00", "sun 12:00-18:00"]),
        ("Mon 9-5, Tue 10-6", ["mon 09:00-17:00", "tue 10:00-18:00"]),
        ("from 3 to 9pm", ["15:00-21:00"]),
        ("営業時間 月〜金 10時〜19時", ["mon-fri 10:00-19:00"]),
        ("nyitva hétfőtől péntekig 9-17 óráig", ["mon-fri 09:00-17:00"]),
        ("dni robocze 8-16", ["mon-fri 08:00-16:00"]),
        ("السبت 9 صباحا - 2 مساء", ["sat 09:00-14:00"]),
        ("오전 9시~오후 7시", ["09:00-19:00"]),
    ],
)
def test_days_and_halves_of_the_day(text: str, value: list[str]) -> None:
    assert values(text, "hours") == value


@pytest.mark.parametrize(
    "text",
    [
        "from 3 to 9 March",
        "od 4 do 9 maja",
        "3月5日から8日",
        "paid within 24 hours",
        "24 hours notice",
        "room 3-9",
        "March 3 to 9",
    ],
)
def test_dates_rooms_and_terms_are_no_hours(text: str) -> None:
    assert not values(text, "hours")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In Lyon from 3 to 9 March, then Geneva", ["Lyon, FR|03-03|03-09", "Geneva, CH||"]),
        ("Рига до 12 мая, потом Таллин", ["Riga, LV||05-12", "Tallinn, EE||"]),
        ("Visitando Sevilla esta semana", ["Sevilla, ES|week|"]),
        ("Leaving Prague on 4 May", ["Prague, CZ||05-04"]),
        ("May 3-9 in Oslo", ["Oslo, NO|05-03|05-09"]),
        ("5月3日至8日在东京", ["Tokyo, JP|05-03|05-08"]),
        ("서울 5월 10일까지", ["Seoul, KR||05-10"]),
        ("Warszawa od 4 do 9 maja", ["Warsaw, PL|05-04|05-09"]),
        ("Arriving in Oslo 5 May, leaving 9 May", ["Oslo, NO|05-05|05-09"]),
    ],
)
def test_travel_in_more_words(text: str, value: list[str]) -> None:
    assert values(text, "travel") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("80 roses/hr", ["XXX 80 per hour"]),
        ("5 тыс. руб. за ночь", ["RUB 5000 per night"]),
        ("300 mil la noche", ["XXX 300000 per night"]),
        ("20 min - 60\n40 min - 90\nall in €", ["EUR 60 per 20 minutes", "EUR 90 per 40 minutes"]),
        ("90 Kč/hod", ["CZK 90 per hour"]),
        ("350 บาทต่อชั่วโมง", ["THB 350 per hour"]),
        ("月給30万5千円", ["JPY 305000 per month"]),
        ("£90 for 45 minutes", ["GBP 90 per 45 minutes"]),
    ],
)
def test_prices_with_factors_and_times(text: str, value: list[str]) -> None:
    assert values(text, "price") == value


@pytest.mark.parametrize(
    "text",
    ["120 roses for the garden", "100 km/h", "8 hours per day", "6 ft tall", "bus in 30 min - 40 people"],
)
def test_other_amounts_are_no_prices(text: str) -> None:
    assert not values(text, "price")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ich heiße Nele und", ["Nele"]),
        ("Merhaba, adım Defne", ["Defne"]),
        ("ليلى، 25 سنة", ["ليلى"]),
        ("น้องเมย์ ว่างวันนี้", ["เมย์"]),
        ("मेरा नाम कविता है", ["कविता"]),
        ("Laura y Marta te esperan", ["Laura", "Marta"]),
        ("Eszter vagyok", ["Eszter"]),
    ],
)
def test_names_in_more_words(text: str, value: list[str]) -> None:
    assert values(text, "name") == value


def test_a_street_is_no_name_and_no_place() -> None:
    for text in (
        "Rua Laura da Costa, 30",
        "Via Roma 12",
        "南京路12号",
        "Rue de Nantes 4",
        "Pariser Straße 3",
    ):
        assert not values(text, "name") + values(text, "place")


def test_whose_years_they_are() -> None:
    for text in ("the house is 40 years old", "дом 60 лет", "楼龄25年", "my son is 14 years old"):
        assert not values(text, "age")
    assert values("24/170/55", "age") == ["24"]
    assert values("mam 25 lat", "age") == values("25 éves vagyok", "age") == ["25"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ana 100 lei", ["RON 100"]),
        ("Oraa 100 €", ["EUR 100"]),
        ("Fri & Sat 100 €", ["EUR 100"]),
        ("1 sat 100 €", ["EUR 100 per hour"]),
        ("100 € na sat", ["EUR 100 per hour"]),
        ("100 € Sat only", ["EUR 100"]),
        ("£100 an evening", ["GBP 100"]),
        ("$50 an outcall", ["USD 50"]),
        ("300 lei pe an", ["RON 300 per year"]),
        ("60 € 30 min, 100 € 1 h", ["EUR 60 per half hour", "EUR 100 per hour"]),
        ("80 £ 30 mins", ["GBP 80 per half hour"]),
        ("£ 60 £ 80", ["GBP 60", "GBP 80"]),
        ("Ron 50 €", ["EUR 50"]),
        ("5 bin TL", ["TRY 5000"]),
        ("2tr/giờ", ["VND 2000000 per hour"]),
        ("1500 din na sat", ["RSD 1500 per hour"]),
        ("PHP 1,500", ["PHP 1500"]),
    ],
)
def test_what_a_sum_is_for_and_whose_the_sign_is(text: str, value: list[str]) -> None:
    assert values(text, "price") == value


@pytest.mark.parametrize(
    "text",
    [
        "Ana 25 din Cluj",
        "fete 20 din Bucuresti",
        "Vi är 2 som tar emot",
        "Niš 24/7 devojke",
        "ask for Ron 20 min away",
        "Ron 100 min away",
        "Zar 20 minuta",
        "Kes 20 yo",
        "1 gel polish set",
        "50 bob",
        "room 12 tr the best",
        "Ich 25 bin Euro frei",
        "PHP 8.2 developer",
    ],
)
def test_everyday_words_are_no_currencies(text: str) -> None:
    assert not values(text, "price")


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("5000 francs CFA", None, "XOF 5000"),
        ("10 000 F CFA", None, "XOF 10000"),
        ("20 000 franc CFA", "CM", "XAF 20000"),
        ("5000 francs", "SN", "XOF 5000"),
        ("5000 francs", "CM", "XAF 5000"),
        ("5000 francs", None, "CHF 5000"),
        ("100 dolari", None, "USD 100"),
        ("5000 rupees", "PK", "PKR 5000"),
        ("50 din", "RS", "RSD 50"),
        ("RON 50", "RO", "RON 50"),
    ],
)
def test_currencies_of_more_countries(text: str, region: str | None, value: str) -> None:
    assert [one.value for one in extract({"text": text}, region) if one.kind == "price"] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "คุณสามารถ",
        "คุณจะได้รับ",
        "คุณต้องการงาน",
        "น้องน่ารักมาก",
        "น้องสวย",
        "आपका नाम और पता",
        "कंपनी का नाम: होटल",
        "মেয়ের নাম কি",
        "frag nach Preis",
        "frag nach Massage",
        "pytaj o Rabat",
    ],
)
def test_what_is_asked_for_is_no_name(text: str) -> None:
    assert not values(text, "name")


def test_names_that_are_asked_for() -> None:
    assert values("frag nach Lena", "name") == ["Lena"]
    assert values("pytaj o Kasia", "name") == ["Kasia"]
    assert values("น้องฝนดาว ว่าง", "name") == ["ฝนดาว"]
    assert values("আমার নাম রিনা", "name") == ["রিনা"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("de 10h a 20h mon numero", ["10:00-20:00"]),
        ("10am-2pm segunda planta", ["10:00-14:00"]),
        ("pickup 9am-5pm T2 arrivals", ["09:00-17:00"]),
        ("10am-9pm CN", ["10:00-21:00"]),
        ("10am-9pm Sun, Mon closed", ["sun 10:00-21:00"]),
        ("10am-9pm Mon-Sat", ["mon-sat 10:00-21:00"]),
        ("9h-18h segunda", ["09:00-18:00"]),
        ("9h-18h segunda e terça", ["mon,tue 09:00-18:00"]),
    ],
)
def test_words_that_are_days_beside_days_only(text: str, value: list[str]) -> None:
    assert values(text, "hours") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sunt in Cluj, nu raspund la sms", []),
        ("Sunt in Cluj maine", ["Cluj-Napoca, RO|tomorrow|"]),
        ("Going to Berlin most days", []),
        ("lagi di Jakarta cuma hari ini", ["Jakarta, ID|today|"]),
        ("je suis a Lyon, mon numero", []),
        ("New in Portland, Maine", []),
        ("arriving in Leeds Mon", ["Leeds, GB|mon|"]),
        ("Oslo 0-0 May", []),
        ("Oslo from 31/02", []),
        ("Oslo from 29/02", ["Oslo, NO|02-29|"]),
    ],
)
def test_words_and_figures_that_are_no_days_of_travel(text: str, value: list[str]) -> None:
    assert values(text, "travel") == value


@pytest.mark.parametrize(
    "text",
    [
        "Victoria • Aurora • Diana",
        "Colours: Orange, Green.",
        "Jackson, Tyler, Henderson",
        "Jobs for Barista",
        "für Essen und Trinken",
    ],
)
def test_names_colours_and_food_are_no_places(text: str) -> None:
    assert not values(text, "place")


def test_towns_beside_a_large_one_are_places() -> None:
    assert values("Sofia, Plovdiv, Varna", "place")[-2:] == ["Plovdiv, BG", "Varna, BG"]
    assert values("komme nach Essen", "place") == ["Essen, DE"]


def test_three_prices_are_no_age() -> None:
    assert not values("paid 25/150/60", "age")
    assert values("Ana 25/170/60", "age") == ["25"]
