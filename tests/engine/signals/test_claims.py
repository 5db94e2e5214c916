"""Ages, opening hours, travel, what a price is for, names and places: in the words of many languages."""

from __future__ import annotations

import pytest

from manumit.engine.signals import extract


def values(text: str, kind: str, region: str | None = None) -> list[str]:
    return [one.value for one in extract({"text": text}, region, frozenset([kind]))]


@pytest.mark.parametrize(
    "text",
    "age 23|I'm 23 and new|23 y/o|tengo 23 años|Tenho 23 anos|j'ai 23 ans|мне 23 года|мені 23 роки|"
    "edad 23 anyos|23 de ani|"
    "23 tuổi|อายุ 23 ปี|23岁".split("|"),
)
def test_ages(text: str) -> None:
    assert values(text, "age") == ["23"]


@pytest.mark.parametrize(
    "text",
    "over 20 years of experience|20 años de experiencia|for 20 years|I am 20 minutes away|от 20 лет опыта|20 €".split(
        "|"
    ),
)
def test_spans_of_time_are_no_ages(text: str) -> None:
    assert not values(text, "age")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10am-10pm", "10:00-22:00"),
        ("Mon-Fri 9:00 - 18:00", "mon-fri 09:00-18:00"),
        ("open daily 9-5", "09:00-17:00"),
        ("lunes a viernes de 10:00 a 20:00", "mon-fri 10:00-20:00"),
        ("das 9h às 21h30", "09:00-21:30"),
        ("открыто ежедневно с 9:00 до 23:00", "mon-sun 09:00-23:00"),
        ("营业时间10点到22点", "10:00-22:00"),
        ("mula 9am hanggang 5pm", "09:00-17:00"),
        ("круглосуточно", "24h"),
        ("24/7", "24h"),
    ],
)
def test_opening_hours(text: str, value: str) -> None:
    assert values(text, "hours") == [value]


@pytest.mark.parametrize("text", ["from 10 to 20 euros", "10-20 kg", "de 18 a 25 años", "2026-10-12"])
def test_other_ranges_are_no_hours(text: str) -> None:
    assert not values(text, "hours")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In Leeds from Friday to Monday", "Leeds, GB|fri|mon"),
        ("From Friday to Monday in Leeds", "Leeds, GB|fri|mon"),
        ("Visiting Leeds 12-15 May", "Leeds, GB|05-12|05-15"),
        ("Back in Leeds on Tuesday", "Leeds, GB|tue|"),
        ("Estoy en Madrid de viernes a lunes", "Madrid, ES|fri|mon"),
        ("Chego em Lisboa na sexta", "Lisbon, PT|fri|"),
        ("J'arrive à Lyon demain", "Lyon, FR|tomorrow|"),
        ("В Риге с пятницы по понедельник", "Riga, LV|fri|mon"),
        ("приезжаю в Москву завтра", "Moscow, RU|tomorrow|"),
        ("у Києві до неділі", "Kyiv, UA||sun"),
        ("Nasa Maynila mula biyernes hanggang linggo", "Manila, PH|fri|sun"),
        ("Pupunta ako sa Davao bukas", "Davao, PH|tomorrow|"),
        ("在上海到周日", "Shanghai, CN||sun"),
    ],
)
def test_travel(text: str, value: str) -> None:
    assert values(text, "travel") == [value]


@pytest.mark.parametrize(
    "text", ["Born in Leeds in May", "The course in Leeds runs Monday to Friday", "Leeds"]
)
def test_a_place_and_a_day_are_no_travel(text: str) -> None:
    assert not values(text, "travel")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("£120 per hour", "GBP 120 per hour"),
        ("half hour £80", "GBP 80 per half hour"),
        ("120€ la hora", "EUR 120 per hour"),
        ("R$300 a hora", "BRL 300 per hour"),
        ("80 euros la demi-heure", "EUR 80 per half hour"),
        ("5000 руб за ночь", "RUB 5000 per night"),
        ("1200 грн/год", "UAH 1200 per hour"),
        ("₱1500 isang oras", "PHP 1500 per hour"),
        ("1500บาท/คืน", "THB 1500 per night"),
        ("3000元每月", "CNY 3000 per month"),
        ("salary $2,000 monthly", "USD 2000 per month"),
        ("Rent £700 pcm", "GBP 700 per month"),
        ("€50 a person", "EUR 50"),
    ],
)
def test_a_price_says_what_it_is_for(text: str, value: str) -> None:
    assert values(text, "price") == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Mia, 23, new in town", "Mia"),
        ("Lena here, call me", "Lena"),
        ("Call me soon. Kisses, Lola", "Lola"),
        ("Привет, я Алина!", "Алина"),
        ("小美 23岁", "小美"),
    ],
)
def test_given_names_where_people_put_theirs(text: str, value: str) -> None:
    assert values(text, "name") == [value]


@pytest.mark.parametrize(
    "text", ["Florence 23 degrees", "Sofia, Bulgaria is nice", "Victoria station 20 min"]
)
def test_words_and_towns_are_no_names(text: str) -> None:
    assert not values(text, "name")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Я в Лондоне", "London, GB"),
        ("из Казани", "Kazan, RU"),
        ("我在上海等你", "Shanghai, CN"),
        ("อยู่ที่กรุงเทพ", "Bangkok, TH"),
        ("في دبي اليوم", "Dubai, AE"),
        ("서울에서 만나요", "Seoul, KR"),
        ("मुंबई में", "Mumbai, IN"),
        ("tại Hà Nội", "Hanoi, VN"),
    ],
)
def test_places_in_many_scripts(text: str, value: str) -> None:
    assert values(text, "place") == [value]


def test_a_mention_knows_its_place_on_the_map() -> None:
    from manumit.engine.signals import place_of

    known = place_of(values("我在上海等你", "place")[0])
    assert known is not None
    assert (round(known.lat), round(known.lon)) == (31, 121)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("fee 0.015 btc", "BTC 0.015"),
        ("1.2504 BTC today", "BTC 1.2504"),
        ("USDT 300 for all", "USDT 300"),
        ("1.200 €", "EUR 1200"),
        ("السعر ٣٠٠ درهم", "AED 300"),
        ("100 ευρώ την ώρα", "EUR 100 per hour"),
        ("130 Euro die Stunde", "EUR 130 per hour"),
    ],
)
def test_prices_in_small_parts_and_in_other_scripts(text: str, value: str) -> None:
    assert values(text, "price") == [value]


def test_each_town_of_a_tour_has_the_dates_behind_it() -> None:
    text = "Touring: Oslo 2-5 May, Bergen 6-9 May, Stavanger 10-12 May"
    assert values(text, "travel", "NO") == [
        "Oslo, NO|05-02|05-05",
        "Bergen, NO|05-06|05-09",
        "Stavanger, NO|05-10|05-12",
    ]
    assert values("chego em Curitiba dia 14", "travel") == ["Curitiba, BR|14|"]
    assert values("from 2 May to 5 May in Oslo, then Bergen", "travel", "NO") == [
        "Oslo, NO|05-02|05-05",
        "Bergen, NO||",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("我叫美玲，今年24岁", "美玲"),
        ("名前はゆい、22歳", "ゆい"),
        ("ฉันชื่อแพรว อายุ 25 ปี", "แพรว"),
        ("اسمي ليلى عمري ٢٦", "ليلى"),
    ],
)
def test_names_in_scripts_without_capitals(text: str, value: str) -> None:
    assert values(text, "name") == [value]


def test_hours_and_ages_in_other_scripts() -> None:
    assert values("営業時間12時〜24時", "hours") == ["12:00-24:00"]
    assert values("27 χρονών", "age") == values("عمري ٢٧ سنة", "age") == values("27 añitos", "age") == ["27"]
