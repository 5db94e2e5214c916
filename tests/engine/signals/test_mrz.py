"""Machine-readable zones: the specimens of ICAO Doc 9303, every digit changed, and whatever is typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError
from manumit.engine.signals import Mrz, check_digit, read_mrz

TODAY = date(2026, 11, 29)
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
VISA = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"


@pytest.mark.parametrize(
    ("zone", "form", "number"),
    [(PASSPORT, "TD3", "L898902C3"), (CARD, "TD1", "D23145890"), (TD2, "TD2", "D23145890")],
)
def test_the_specimens_of_doc_9303(zone: str, form: str, number: str) -> None:
    told = read_mrz(zone, TODAY)
    assert (told.form, told.number, told.sound) == (form, number, True)
    assert (told.surname, told.given, told.issuer, told.nationality) == (
        "ERIKSSON",
        "ANNA MARIA",
        "UTO",
        "UTO",
    )
    assert (told.born, told.expires, told.sex) == (date(1974, 8, 12), date(2012, 4, 15), "F")


def test_a_visa_has_three_checks() -> None:
    told = read_mrz(VISA, TODAY)
    assert (told.form, told.document, told.sound) == ("MRV-A", "V", True)
    assert [one.field for one in told.checks] == ["number", "birth", "expiry"]
    assert told.born == date(1940, 9, 7)


def test_a_long_number_goes_on_in_the_optional_data() -> None:
    """Doc 9303-5, appendix: D23145890734, its check digit 9."""
    lines = [
        "I<UTOD23145890<7349<<<<<<<<<<<",
        "3407127M9507122UTO<<<<<<<<<<<2",
        "STEVENSON<<PETER<JOHN<<<<<<<<<",
    ]
    told = read_mrz("\n".join(lines), TODAY)
    assert (told.number, told.sound, told.optional) == ("D23145890734", True, "")


def test_scanned_as_one_line_with_blanks_and_other_brackets() -> None:
    assert read_mrz(PASSPORT.replace("\n", ""), TODAY) == read_mrz(PASSPORT, TODAY)
    assert read_mrz(PASSPORT.lower().replace("<<", "«").replace("utoe", "uto e"), TODAY) == read_mrz(
        PASSPORT, TODAY
    )


@pytest.mark.parametrize("at", [0, 9, 13, 19, 21, 27, 28, 42, 43])
def test_a_sign_that_is_another_fails_its_check(at: int) -> None:
    first, second = PASSPORT.split("\n")
    other = "7" if second[at] != "7" else "4"
    assert not read_mrz(f"{first}\n{second[:at]}{other}{second[at + 1 :]}", TODAY).sound


@pytest.mark.parametrize("wrong", ["", "P<UTO", PASSPORT[:-1], PASSPORT.replace("<10", "<1é"), CARD + "\nX"])
def test_what_is_none_is_refused_with_the_lengths(wrong: str) -> None:
    with pytest.raises(UsageError, match="no machine-readable zone"):
        read_mrz(wrong, TODAY)


@given(st.text(alphabet="ABCXYZ0189<", min_size=88, max_size=88))
def test_whatever_fills_two_lines_is_read(signs: str) -> None:
    told = read_mrz(f"{signs[:44]}\n{signs[44:]}", TODAY)
    assert isinstance(told, Mrz)
    assert told.born is None or told.born <= TODAY


@given(st.text(alphabet="ABCXYZ0189<", min_size=1, max_size=40), st.data())
def test_one_wrong_digit_is_always_noticed(field: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(field) - 1))
    if field[at].isdecimal():
        other = str((int(field[at]) + data.draw(st.integers(1, 9))) % 10)
        assert check_digit(field) != check_digit(field[:at] + other + field[at + 1 :])
