"""Names of travellers."""

from __future__ import annotations

import pytest

from manumit.engine.evidence.readers.names import full_name, untitled


@pytest.mark.parametrize(
    ("given", "document", "wanted"),
    [
        ("JOHNMR", "", "JOHN"),
        ("JOHN MR", "", "JOHN"),
        ("ANAMRS", "ANA MARIA", "ANA"),
        ("LEAMISS", "", "LEA"),
        ("AMR", "", "AMR"),
        ("TAMR", "TAMR", "TAMR"),
        ("WILLIAMS", "", "WILLIAMS"),
        ("KIDMSTR", "", "KID"),
        ("CHARLESMR", "CHARLESMR MO", "CHARLES"),
        ("ADAMS MR", "", "ADAMS"),
        ("MR", "", "MR"),
        ("", "", ""),
    ],
)
def test_titles_are_taken_off(given: str, document: str, wanted: str) -> None:
    assert untitled(given, document) == wanted


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (("WAYNE", "JOHNMR", "WAYNE", "JOHN ALVA"), "JOHN ALVA WAYNE"),
        (("TESTSURNAMEONE", "ANA MRS", "TESTSURNA MEONE", "ANA MRS"), "ANA TESTSURNAMEONE"),
        (("SMITH", "BOBMR", "SMITH", "ROBERT"), "BOB SMITH"),
        (("", "", "LEE", "ANA"), "ANA LEE"),
        (("KIM", "KONG CHUN MRS", "KIM", "KON G CHUN"), "KONG CHUN KIM"),
        (("LEE", "", "", ""), "LEE"),
        (("DOE", "CHARLESMR", "DOE", "CHARLESMR MO"), "CHARLES MO DOE"),
    ],
)
def test_booking_and_document_make_one_name(parts: tuple[str, str, str, str], wanted: str) -> None:
    assert full_name(*parts) == wanted
