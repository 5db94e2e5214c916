"""Places, names and languages: looked up the way people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from manumit.engine.signals import (
    airport,
    country_at,
    language,
    name_key,
    person_key,
    place_of,
    towns_within,
    zone_minutes_of,
)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("London", "London", "GB"),
        ("london ontario", "London", "CA"),
        ("Manchester, UK", "Manchester", "GB"),
        ("Москва", "Moscow", "RU"),
        ("東京", "Tokyo", "JP"),
        ("São Paulo - SP", "São Paulo", "BR"),
        ("portland me", "Portland", "US"),
        ("downtown Houston, TX", "Houston", "US"),
        ("Ciudad de México", "Mexico City", "MX"),
        ("london gb", "London", "GB"),
        ("Cebu City", "Cebu City", "PH"),
    ],
)
def test_places_are_found_as_written(text: str, name: str, country: str) -> None:
    place = place_of(text)
    assert place is not None
    assert (place.name, place.country) == (name, country)


def test_a_country_decides_between_namesakes() -> None:
    at_home, abroad = place_of("Birmingham"), place_of("Birmingham", "US")
    assert at_home is not None
    assert abroad is not None
    assert (at_home.country, abroad.country) == ("GB", "US")
    assert place_of("Nowhere at all") is None


def test_airports_and_their_clocks() -> None:
    heathrow = airport("lhr")
    assert heathrow is not None
    assert heathrow.country == "GB"
    assert zone_minutes_of(heathrow, datetime(2026, 7, 1, tzinfo=UTC)) == 60
    assert zone_minutes_of(heathrow, datetime(2026, 1, 1, tzinfo=UTC)) == 0
    assert airport("???") is None


@pytest.mark.parametrize(
    "name", ["John Smith", "SMITH, John", "Mr John SMITH", "SMITH/JOHNMR", "Smith/John MR", "jóhn smith jr"]
)
def test_one_key_for_one_name(name: str) -> None:
    assert name_key(name) == "john smith"


def test_a_person_is_written_as_the_source_wrote() -> None:
    assert person_key("SMITH/JOHN", "1990-01-02") == "SMITH/JOHN|1990-01-02"
    assert person_key("Ann", None) == "Ann|"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hello my friend, how are you doing this fine evening", "en"),
        ("hola que tal estas, llámame cuando quieras", "es"),
        ("привет, мы работаем каждый вечер", "ru"),
        ("привіт, ми працюємо щодня", "uk"),
        ("สวัสดีค่ะ ยินดีต้อนรับ", "th"),
        ("magandang umaga po sa inyong lahat", "tl"),
        ("你好，欢迎光临", "zh"),
        ("12345 !!!", "und"),
        ("", "und"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language(text)[0] == code


def test_the_towns_on_a_map_are_named_the_largest_first() -> None:
    found = [one.name for one in towns_within(-1.9, 53.6, -1.3, 54.0, 4)]
    assert found[:2] == ["Leeds", "Bradford"]
    assert len(found) == 4
    assert towns_within(-30, 0, -29, 1, 4) == []


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Leadville, Colorado", "US"),
        ("Chinatown, New York", "US"),
        ("Leadville, CO", None),
        ("Breezewood, PA", None),
        ("Helen, Georgia", None),
        ("Tbilisi, Georgia", "GE"),
    ],
)
def test_a_state_behind_a_comma_is_no_country_and_no_small_town(place: str, country: str | None) -> None:
    assert country_at(place) == country
