"""Money is exact: what comes in as text goes out as the same text, and what is absurd is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Money, exponent_of, parse_money, show_money

CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD", "BTC", "ETH", "XMR", "CLF", "VND", "GBP"])
AMOUNTS = st.integers(-(10**36) + 1, 10**36 - 1)


def written(minor: int, exponent: int) -> str:
    """Decimal text of minor units, by hand."""
    digits = str(abs(minor)).zfill(exponent + 1)
    whole, rest = digits[: len(digits) - exponent], digits[len(digits) - exponent :]
    return ("-" if minor < 0 else "") + whole + (f".{rest}" if exponent else "")


@given(AMOUNTS, CURRENCIES)
def test_every_amount_is_read_exactly(minor: int, currency: str) -> None:
    exponent = exponent_of(currency)
    assert parse_money(written(minor, exponent), currency) == Money(minor, currency, exponent)


@given(AMOUNTS, CURRENCIES)
def test_every_amount_is_shown_exactly(minor: int, currency: str) -> None:
    shown, code = show_money(minor, currency).rsplit(" ", 1)
    assert code == currency
    assert shown.replace(",", "") == written(minor, exponent_of(currency))


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1234.50", "EUR", 123450),
        (" 1 234.5 ", "eur", 123450),
        ("-3", "USD", -300),
        ("1\u00a0000", "GBP", 100000),
        ("300", "JPY", 300),
        ("1.234", "KWD", 1234),
        ("0.00000001", "BTC", 1),
        ("5.00", "VND", 5),
        ("12.3", "", 1230),
        ("0", "EUR", 0),
        ("-0", "EUR", 0),
    ],
)
def test_amounts_as_people_write_them(text: str, currency: str, minor: int) -> None:
    assert parse_money(text, currency).minor == minor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1,234.50",
        "1.2.3",
        "--3",
        "12 EUR",
        "NaN",
        "sNaN",
        "Infinity",
        "-inf",
        "0.001",
        "1e36",
        "-1e400",
        "1e999999",
        "1e-999999",
        "9e999999999999",
        "1" * 60,
        "0x10",
        "١٢٫٥٠",
    ],
)
def test_what_is_no_amount_or_absurd_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        parse_money(text, "EUR")


@pytest.mark.parametrize("currency", ["E", "TOOLONGCODE", "E R", "€", "USD;", "ÉUR"])
def test_what_is_no_currency_is_refused(currency: str) -> None:
    with pytest.raises(ValueError, match="not a currency code"):
        parse_money("1", currency)


@given(st.text(), st.text(max_size=9))
def test_any_text_is_an_amount_or_a_value_error(text: str, currency: str) -> None:
    try:
        money = parse_money(text, currency)
    except ValueError:
        return
    assert abs(money.minor) < 10**36


def test_money_is_shown_with_groups_and_its_own_digits() -> None:
    assert show_money(123456789, "EUR") == "1,234,567.89 EUR"
    assert show_money(-5, "JPY") == "-5 JPY"
    assert show_money(150, "XXX", 3) == "0.150 XXX"


def test_currencies_without_an_exception_have_two_digits() -> None:
    assert [exponent_of(code) for code in ("EUR", "ZZZ", "JPY", "TND", "ETH")] == [2, 2, 0, 3, 18]
