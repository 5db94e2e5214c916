"""Emergency numbers: held against the telephone library where it knows the country."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from phonenumbers import is_emergency_number
from phonenumbers.shortnumberinfo import SUPPORTED_SHORT_REGIONS

from manumit.services.support import emergency, emergency_table

TABLE = emergency_table()
NOT_IN_THE_LIBRARY = {"CD", "HN", "NG", "UZ"}
"""Countries whose number here is one that the library does not (yet) know; the table says why, and what it knows."""
ASKED = set(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE GB US CA AU NZ BR MX CO AR PE VE "
    "EC GT HN SV DO HT PH VN CN TW HK TH MY SG KH LA MM ID IN NP BD PK LK AE SA QA KW BH OM LB JO EG MA DZ TN LY SD IQ "
    "IR TR UA RU MD BY KZ UZ KG TJ GE AM NG GH KE ET ZA SN CI CM CD IL CH NO JP KR".split()
)


def test_every_country_is_there() -> None:
    assert set(TABLE.countries) == ASKED


@pytest.mark.parametrize("country", sorted(ASKED))
def test_a_number_is_one_that_the_library_knows(country: str) -> None:
    told = TABLE.countries[country]
    assert country in SUPPORTED_SHORT_REGIONS
    known = [one for one in (told.number, told.ambulance) if one and is_emergency_number(one, country)]
    if country in NOT_IN_THE_LIBRARY:
        assert told.number not in known
        assert "lib" not in told.sources
        assert told.note
    else:
        assert known == [one for one in (told.number, told.ambulance) if one]
        assert "lib" in told.sources


def test_sources_are_named_and_one_alone_is_explained() -> None:
    for told in TABLE.countries.values():
        assert set(told.sources) <= set(TABLE.sources)
        assert len(told.sources) > 1 or told.note, told.country
        assert told.ambulance != told.number


def test_the_table_says_when_it_must_be_checked_again() -> None:
    assert date(2026, 1, 1) < TABLE.checked < TABLE.expires <= TABLE.checked + timedelta(days=183)
    assert TABLE.overdue(TABLE.expires)
    assert not TABLE.overdue(TABLE.checked)


def test_a_country_is_found_as_it_is_written() -> None:
    norway = emergency("no")
    assert norway
    assert norway.number == "112"
    assert emergency("") is None
    assert emergency("XX") is None
