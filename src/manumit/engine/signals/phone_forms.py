"""Which rows of digits are telephone numbers (ITU-T E.164), and whose.

Possible, not valid, is the test (phonenumbers): made-up and newly assigned numbers must survive; validity only
raises the confidence.
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORTEST, LONGEST = 7, 15
"""E.164: at most 15 digits; subscriber numbers below 7 are extensions and codes."""
BARE_SHORTEST = 9
"""Without a region, a sign or a word that says so, fewer digits are something else."""
VALID, POSSIBLE = 0.95, 0.86
"""Confidence of a national number that its region has given out; of one that it could have but has not."""


@lru_cache(maxsize=131072)
def judged(text: str, region: str | None) -> tuple[str, float] | None:
    """E.164 and confidence of what phonenumbers finds possible; `text` is digits with or without '+'."""
    import phonenumbers as book

    try:
        number = book.parse(text, region)
    except book.NumberParseException:
        return None
    if book.is_possible_number_with_reason(number) != book.ValidationResult.IS_POSSIBLE:
        return None
    valid = book.is_valid_number(number)
    written = book.format_number(number, book.PhoneNumberFormat.E164)
    if len(written) - 1 > LONGEST or len(written) - 1 < SHORTEST:
        return None
    if text.startswith("+"):
        return written, 0.99 if valid else VALID
    return written, VALID if valid else POSSIBLE


@lru_cache(maxsize=32768)
def at_home(digits: str, region: str | None) -> bool:
    """Whether a valid number of the region is written so at home, with nothing (a trunk prefix) before it."""
    import phonenumbers as book

    try:
        number = book.parse(digits, region)
    except book.NumberParseException:
        return False
    written = book.format_number(number, book.PhoneNumberFormat.NATIONAL)
    return book.is_valid_number(number) and "".join(filter(str.isdigit, written)) == digits


def _bare(digits: str) -> tuple[str, float]:
    """A number without region or '+': with a country code when that reads well, else marked '+?'."""
    if digits.startswith("00") and len(digits) > 10:
        known = judged("+" + digits[2:], None)
        if known:
            return known[0], 0.9
    if len(digits) >= 11 and digits[0] != "0":
        known = judged("+" + digits, None)
        north_american = digits[0] != "1" or (digits[1] > "1" and digits[4] > "1" and len(digits) == 11)
        if known and known[0] == "+" + digits and north_american:
            return known[0], 0.62
    return "+?" + digits, 0.55


_OLD_HABITS = {
    "MX": re.compile(r"(?:04[45]|01)(\d{10})"),
    "BR": re.compile(r"0(?:1[2-8]|2[135]|31|41)(\d{10,11})"),
}
"""What people of a country go on writing before a number though it is dialled no more, or chooses a carrier."""


def _old_habit(digits: str, region: str) -> tuple[str, float] | None:
    match = _OLD_HABITS[region].fullmatch(digits) if region in _OLD_HABITS else None
    return judged(match[1], region) if match else None


@lru_cache(maxsize=65536)
def normalise_phone(text: str, region: str | None) -> tuple[str, float] | None:
    """E.164 (or '+?digits' when no region can be told) with a confidence; None for what cannot be a phone."""
    digits = "".join(char for char in text if char.isdigit())
    digits = digits if digits.isascii() else "".join(str(int(char)) for char in digits if char.isdecimal())
    if not SHORTEST <= len(digits) <= LONGEST + 3:
        return None
    if text.lstrip(" (\t").startswith(("+", "＋")):
        trimmed = re.sub(r"\(0\)", "", text)
        return judged("+" + "".join(char for char in trimmed if char.isdecimal()), None) or (
            ("+" + digits, 0.4) if len(digits) <= LONGEST and digits[0] != "0" else None
        )
    if region:
        known = judged(digits, region.upper()) or _old_habit(digits, region.upper())
        if known:
            return known
    value, confidence = _bare(digits)
    if len(value) > LONGEST + 2:
        return None
    return value, confidence - (0.1 if region else 0.0)


def given_out(value: str) -> bool:
    """Whether a number in E.164 is one that its country has given out."""
    known = judged(value, None) if not value.startswith("+?") else None
    return known is not None and known[1] > VALID
