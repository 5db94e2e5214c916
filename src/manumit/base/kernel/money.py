"""Money as exact integers in minor units. Never float. Exponents follow ISO 4217; crypto assets are named."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import NamedTuple

# ISO 4217:2015 list one, currencies whose minor unit is not 2; crypto assets by their protocol's smallest unit.
_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **{"CLF": 4, "BTC": 8, "LTC": 8, "XMR": 12, "ETH": 18, "TRX": 6, "USDT": 6, "USDC": 6},
}
LARGEST = 10**36
"""Absolute bound on minor units: decimal(38,0) with room to add."""
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Room for every digit below the bound and 18 after the point, whatever the caller's own context says."""


class Money(NamedTuple):
    """Exact amount: `minor` units of `currency`, `exponent` digits after the point."""

    minor: int
    currency: str
    exponent: int


def exponent_of(currency: str) -> int:
    """Digits after the point for a currency code; 2 where ISO 4217 names no other."""
    return _EXPONENTS.get(currency, 2)


def parse_money(text: str, currency: str) -> Money:
    """Decimal text ('1234.50', '-3', '1 234.50') to Money. ValueError says what is wrong with it."""
    code = currency.strip().upper() or "XXX"
    if not (2 <= len(code) <= 8 and code.isascii() and code.isalnum()):
        raise ValueError(f"{currency!r} is not a currency code")
    exponent = exponent_of(code)
    try:
        value = Decimal(text.strip().replace(" ", "").replace("\u00a0", "").replace("_", ""))
        minor = value.scaleb(exponent, _EXACT)
    except ArithmeticError as error:
        raise ValueError(f"{text!r} is not a decimal amount") from error
    if not minor.is_finite() or minor.copy_abs() >= LARGEST:
        raise ValueError(f"amount {text!r} is absurd (not finite, or 10^36 minor units and more)")
    if minor != minor.to_integral_value():
        raise ValueError(f"amount {text!r} has more than {exponent} digits after the point for {code}")
    return Money(int(minor), code, exponent)


def show_money(minor: int, currency: str, exponent: int | None = None) -> str:
    """'1,234.50 EUR': for people, never for parsing."""
    digits = exponent_of(currency) if exponent is None else exponent
    return f"{Decimal(minor).scaleb(-digits, _EXACT):,.{digits}f} {currency}"
