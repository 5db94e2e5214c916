"""Telephone numbers of a directory: read, and found wrong, dear, or somebody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from manumit.services.support.directory.model import Flaw, Phone

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_SHORT = 6
"""Digits: no country's full numbers are shorter, no short code is longer."""
_HARMONISED = re.compile(r"116\d{3}")
"""Services of social value in Europe (Commission Decision 2007/116/EC); phonenumbers knows them in few countries."""
_EUROPE = frozenset(
    (
        "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE "
        "GB NO IS CH LI AL RS MD UA"
    ).split()
)


def read_phone(cells: Mapping[str, str], country: str, languages: tuple[str, ...]) -> Phone:
    """The number of a row of `phone`, in E.164 where it is a valid one."""
    from phonenumbers import PhoneNumberFormat, format_number, is_valid_number

    number = cells.get("number", "").strip().strip("\"'").strip()
    parsed = _parse(number, country)
    return Phone(
        number=number,
        e164=format_number(parsed, PhoneNumberFormat.E164) if parsed and is_valid_number(parsed) else "",
        extension=cells.get("extension", "").removesuffix(".0"),
        type=cells.get("type", ""),
        says=cells.get("description", ""),
        languages=languages,
    )


def _parse(number: str, country: str) -> PhoneNumber | None:
    from phonenumbers import NumberParseException, parse

    try:
        return parse(number[:100], country or None)
    except NumberParseException:
        return None


def number_flaws(phone: Phone, country: str) -> Iterator[Flaw]:
    """What is wrong or doubtful about a number of a service in `country` (may be empty)."""
    from phonenumbers import PhoneNumberType, number_type, region_code_for_number

    digits = re.sub(r"\D", "", phone.number)
    if not phone.e164:
        yield from _short(phone, digits, country) if len(digits) <= _SHORT else [_wrong(phone, country)]
        return
    parsed = _parse(phone.e164, "")
    assert parsed is not None
    kind, region = number_type(parsed), region_code_for_number(parsed)
    if kind == PhoneNumberType.PREMIUM_RATE:
        yield _premium(phone)
    if kind in (PhoneNumberType.SHARED_COST, PhoneNumberType.PERSONAL_NUMBER):
        yield Flaw(
            "number-dear",
            f"Calling {phone.number} may cost more than an ordinary call.",
            "Ask for another.",
            False,
        )
    if kind == PhoneNumberType.MOBILE:
        yield Flaw(
            "number-mobile",
            f"{phone.number} is a mobile number: perhaps one person's own.",
            "Call it and ask whose it is and who answers at night.",
            False,
        )
    if region and country and region not in (country, "001"):
        yield Flaw(
            "number-abroad",
            f"{phone.number} is a number of {region}, the service is in {country}.",
            "Ask the service on a number found elsewhere.",
            False,
        )


def _short(phone: Phone, digits: str, country: str) -> Iterator[Flaw]:
    from phonenumbers import shortnumberinfo as short

    parsed = _parse(digits, country)
    if not country or parsed is None or not short.is_possible_short_number_for_region(parsed, country):
        yield _wrong(phone, country)
    elif short.is_emergency_number(digits, country) or (_HARMONISED.fullmatch(digits) and country in _EUROPE):
        return
    elif short.expected_cost_for_region(parsed, country) == short.ShortNumberCost.PREMIUM_RATE:
        yield _premium(phone)
    elif not short.is_valid_short_number_for_region(parsed, country):
        yield Flaw(
            "number-short",
            f"{phone.number} is a short code that the numbering plan of {country} as we have it does not list.",
            "Call it.",
            False,
        )


def _premium(phone: Phone) -> Flaw:
    return Flaw(
        "number-premium",
        f"{phone.number} is a premium-rate number: whoever calls pays its owner.",
        "No help line is one. Leave it out.",
        True,
    )


def _wrong(phone: Phone, country: str) -> Flaw:
    from phonenumbers import ValidationResult, is_possible_number_with_reason, is_valid_number

    parsed = _parse(phone.number, country)
    if parsed is None and not country and not phone.number.startswith("+"):
        return Flaw(
            "number-without-country",
            f"{phone.number} has no country code, and the entry names no country.",
            "Write it as +44..., or give the address its country.",
            True,
        )
    reasons = {
        ValidationResult.TOO_SHORT: "a digit or more is missing",
        ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "the area code or a digit is missing",
        ValidationResult.TOO_LONG: "it has too many digits",
    }
    longer = [_parse(f"{phone.number}{digit}", country) for digit in range(10)]
    if any(one and is_valid_number(one) for one in longer):
        why = "a digit is missing"
    else:
        why = reasons.get(
            is_possible_number_with_reason(parsed) if parsed else -1, "no such number can exist"
        )
    sentence = f"{phone.number} cannot be called: {why}."
    return Flaw("number-wrong", sentence, "Ask the service for its number and correct the file.", True)
