"""Towns and countries in texts, in many languages and in the cases of a sentence."""

from __future__ import annotations

import time

import pytest

from manumit.engine.signals import Mention, country_of, extract, place_of


def places(text: str, region: str | None = None) -> list[Mention]:
    return extract({"text": text}, region, frozenset(["place"]))


def told(text: str, region: str | None = None) -> list[str]:
    return [one.value for one in places(text, region)]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Waitresses wanted, work in Cyprus", "CY"),
        ("Kellnerinnen für Zypern gesucht", "CY"),
        ("Официантки на Кипр", "CY"),
        ("Робота у Польщі", "PL"),
        ("Praca w Niemczech", "DE"),
        ("Práce v Německu", "DE"),
        ("Δουλειά στην Κύπρο", "CY"),
        ("Munka Németországban", "DE"),
        ("Almanya'da iş", "DE"),
        ("مطلوب عاملات في الكويت", "KW"),
        ("السفر للكويت", "KW"),
        ("عمل بالسعودية", "SA"),
        ("עבודה בגרמניה", "DE"),
        ("सऊदी अरब में काम", "SA"),
        ("გერმანიაში სამუშაო", "DE"),
        ("სამუშაო თურქეთში, კარგი ხელფასი", "TR"),
        ("გერმანიიდან ჩამოვიდა", "DE"),
        ("የቤት ሰራተኛ ወደ ሳዑዲ አረቢያ", "SA"),
        ("去柬埔寨做客服", "KH"),
        ("タイで働く", "TH"),
        ("필리핀에서 일", "PH"),
        ("งานที่กัมพูชา", "KH"),
        ("Việc làm tại Campuchia", "KH"),
        ("Вахта в Саудовской Аравии", "SA"),
        ("Nurses for the UAE", "AE"),
    ],
)
def test_a_country_alone_is_a_place(text: str, country: str) -> None:
    (found,) = places(text)
    assert found.value.endswith(f", {country}")
    assert found.extractor == "country/1"


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Работа в Дубае", "Dubai, AE"),
        ("Ζητείται καμαριέρα στην Αθήνα", "Athens, GR"),
        ("وظائف في دبي، الإمارات", "Dubai, AE"),
        ("İstanbul'dan haber", "Istanbul, TR"),
        ("ვეძებთ მუშებს თბილისში", "Tbilisi, GE"),
        ("ბინა ბათუმში", "Batumi, GE"),
        ("ወደ ሃዋሳ", "Awasa, ET"),
        ("ከባህር ዳር", "Bahir Dar, ET"),
        ("በድሬ ዳዋ ስራ", "Dire Dawa, ET"),
        ("Два дня под Варшавой", "Warsaw, PL"),
        ("A nanny near Birmingham, USA", "Birmingham, US"),
        ("Hotel in Larnaca, Cyprus", "Larnaca, CY"),
        ("Singapore, night shift", "Singapore, SG"),
    ],
)
def test_a_town_is_told_with_its_country(text: str, town: str) -> None:
    assert told(text) == [town]
    assert places(text)[0].extractor == "place/1"


@pytest.mark.parametrize(
    "text",
    [
        "Jordan and Chad drive, Georgia cooks",
        "Contact US today, it is for us all",
        "From New Mexico to New Jersey",
        "Prince Edward Island, cleaning",
        "Réunion demain au bureau",
        "Mali oglasi",
        "Gana dinero desde casa",
        "ネクタイとタイプ",
        "พูดภาษาไทยได้",
        "会说泰国语",
        "ოთახში სამი კაცი",
        "በቤት ውስጥ የሴት ልብስ",
        "Кому звонить? Того и спросите Марину",
    ],
)
def test_words_and_people_are_no_countries(text: str) -> None:
    assert told(text) == []


def test_the_country_of_the_record_decides_and_towns_keep_their_names() -> None:
    assert told("work in Georgia") == ["Georgia, GE"]
    assert told("tour in Jamaica") == ["Jamaica, JM"]
    assert told("in Granada from Monday") == ["Granada, ES"]
    assert told("work in Mexico") == ["Mexico, MX"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("Ελλάδα", "GR"), ("السعودية", "SA"), ("Chipre", "CY"), ("Кипр", "CY"), ("KSA", "SA")],
)
def test_countries_in_other_languages(written: str, code: str) -> None:
    assert country_of(written) == code


def test_arabic_commas_part_a_place_from_its_country() -> None:
    place = place_of("الرياض، السعودية")
    assert place is not None
    assert (place.name, place.country) == ("Riyadh", "SA")


@pytest.mark.parametrize(
    ("text", "region", "said"),
    [
        ("now in Georgia", "US", []),
        ("now in Georgia", "AM", ["Georgia, GE"]),
        ("trabalho em Salvador", None, ["Salvador, BR"]),
        ("Zona San Martín", None, []),
        ("Dominique is here", None, []),
        ("HK$500 a night", None, []),
        ("New South Wales, Australia", None, ["Australia, AU"]),
        ("Tom Holland called", None, []),
        ("タイ古式マッサージ", None, []),
    ],
)
def test_namesakes_of_countries(text: str, region: str | None, said: list[str]) -> None:
    assert told(text, region) == said


@pytest.mark.parametrize(
    "text", ["A-" * 10_000, "A" * 20_000, "San Jose Del " * 1_500, "თბილის " * 3_000, "ባህር " * 4_000]
)
def test_what_goes_on_and_on_takes_no_longer(text: str) -> None:
    began = time.process_time()
    places(text)
    assert time.process_time() - began < 5
