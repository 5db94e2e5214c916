"""Bank accounts (ISO 13616 IBAN) and crypto wallets: nothing whose checksum fails is ever taken for one."""

from __future__ import annotations

import re

from manumit.engine.signals.checksums import base58check, eip55, mod97, monero, segwit
from manumit.engine.signals.model import Found

_LENGTHS = {  # ISO 13616 registry, release 99: country -> length of the whole IBAN
    "NO": 15,
    "BE": 16,
    "SD": 18,
    "LC": 32,
    "RU": 33,
    **dict.fromkeys(("DK", "FO", "FI", "GL", "NL", "FK"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "KZ", "XK", "LT", "LU", "MN"), 20),
    **dict.fromkeys(("HR", "LV", "LI", "CH"), 21),
    **dict.fromkeys(("BH", "BG", "CR", "GE", "DE", "IE", "ME", "RS", "GB", "VA"), 22),
    **dict.fromkeys(("GI", "IQ", "IL", "OM", "SO", "TL", "AE"), 23),
    **dict.fromkeys(("AD", "CZ", "MD", "PK", "RO", "SA", "SK", "ES", "SE", "TN", "VG"), 24),
    **dict.fromkeys(("PT", "LY", "ST"), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("BI", "DJ", "FR", "GR", "IT", "MC", "MR", "SM"), 27),
    **dict.fromkeys(("AL", "AZ", "CY", "DO", "GT", "HN", "HU", "LB", "NI", "PL", "SV", "BY"), 28),
    **dict.fromkeys(("BR", "EG", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO", "KW", "MU", "YE"), 30),
    **dict.fromkeys(("MT", "SC"), 31),
}
_BETWEEN = r"(?:[ ]?[ ._/|:*~·-]{1,2}[ ]?|[ \t]{0,3}\r?\n[ \t]{0,3})?"
"""What some write between the groups of an IBAN; none is taken without its checksum."""
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{{2}}[ ._/|:-]?\d[ ]?\d(?:{_BETWEEN}[A-Za-z0-9]){{11,30}}")
_USUAL_IBAN = re.compile(r"[A-Za-z]{2}[ ]?\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}")
"""How one is usually written: what is none then is no telephone either."""
_CHECK_DIGITS = re.compile(
    r"\d(?:(?<=(?<![A-Za-z0-9])[A-Za-z]{2}\d)|(?<=(?<![A-Za-z0-9])[A-Za-z]{2}[ ._/|:-]\d)) ?\d"
)
"""Where an IBAN may begin: fewer characters of a text are digits than letters."""
_NO_SIGN = re.compile(r"[\s._/|:*~·-]")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_POSING = str.maketrans("OI", "01")
"""Letters that some write for digits, once the letters of the bank are passed."""
_BASE58_WALLET = re.compile(r"(?<![A-Za-z0-9])[13LMT][1-9A-HJ-NP-Za-km-z]{25,33}(?![A-Za-z0-9])")
_SEGWIT = re.compile(r"(?<![A-Za-z0-9])(?:bc|BC|ltc|LTC)1[02-9A-Za-z]{11,71}(?![A-Za-z0-9])")
_HEX = re.compile(r"(?<![A-Za-z0-9])0[xX][0-9a-fA-F]{40}(?![A-Za-z0-9])")
_MONERO = re.compile(
    r"(?<![A-Za-z0-9])[48][1-9A-HJ-NP-Za-km-z]{94}(?:[1-9A-HJ-NP-Za-km-z]{11})?(?![A-Za-z0-9])"
)
_MIXED = re.compile(r"[A-Za-z]\d|\d[A-Za-z]")
_BESIDE = re.compile(r"\d(?:(?<=[A-Za-z]\d)|(?=[A-Za-z]))")
"""Digits with such a neighbour. There are no fewer; they are counted first, as few characters of a text are digits."""
_LEAST_MIXED = 2  # such neighbours in every address but a very odd one
_PIECES = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:bc|BC|ltc|LTC)1|0[xX]|[13LMT48])[A-Za-z0-9]*(?:(?:\s{1,3}|\s?[^\sA-Za-z0-9/:@\0]\s?)[A-Za-z0-9]{1,95}){1,40}"
)
"""What may be an address cut into pieces; where it ends the checksum says."""
_PIECE = re.compile(r"[A-Za-z0-9]+")
_SHORTEST, _LONGEST = 26, 106
_VERSIONS = {0x00: "btc", 0x05: "btc", 0x30: "ltc", 0x32: "ltc", 0x41: "trx"}


def iban_of(text: str) -> str | None:
    """The IBAN in its electronic form when country length and check digits hold, else None."""
    plain = _NO_SIGN.sub("", text).upper()
    if len(plain) != _LENGTHS.get(plain[:2], 0) or not (
        plain.isascii() and plain.isalnum() and plain[2:4].isdigit()
    ):
        return None
    if mod97(plain[4:] + plain[:4]) == 1:
        return plain
    bank = len(plain[4:]) - len(plain[4:].lstrip(_LETTERS))
    for known in {
        plain[:4] + plain[4:].translate(_POSING),
        plain[: 4 + bank] + plain[4 + bank :].translate(_POSING),
    }:
        if known != plain and mod97(known[4:] + known[:4]) == 1:
            return known
    return None


def normalise_account(text: str) -> str:
    """An IBAN without spaces, upper case, where its checksum holds; any other account as written, stripped."""
    return iban_of(text) or text.strip()


def wallet_of(text: str) -> str | None:
    """`asset:address` when the checksum holds; a one-case Ethereum address has none and is brought to EIP-55 form."""
    if text[:2] in ("0x", "0X") and _HEX.fullmatch(text):
        mixed = eip55(text)
        body = text[2:]
        return "eth:" + mixed if body in (body.lower(), body.upper(), mixed[2:]) else None
    for asset, prefix in (("btc", "bc"), ("ltc", "ltc")):
        if text[: len(prefix)].lower() == prefix and segwit(text, prefix):
            return f"{asset}:{text.lower()}"
    if len(text) in (95, 106) and text[0] in "48":
        return "xmr:" + text if monero(text) else None
    known = base58check(text) if 26 <= len(text) <= 35 else None
    return f"{_VERSIONS[known[0]]}:{text}" if known and known[0] in _VERSIONS else None


def find_wallets(text: str, whole: bool = True) -> list[Found]:
    """Wallets of a surface text with its case kept; `whole`: whether some may be written in one piece."""
    found = []
    for pattern in (_BASE58_WALLET, _SEGWIT, _HEX, _MONERO) if whole else ():
        for match in pattern.finditer(text):
            value = wallet_of(match.group())
            if value:
                body = match.group()[2:]
                unproved = value.startswith("eth:") and body in (body.lower(), body.upper())
                found.append(
                    Found("wallet", value, match.start(), match.end(), 0.85 if unproved else 0.99, "wallet/1")
                )
    return found + _in_pieces(text, found)


def _in_pieces(text: str, taken: list[Found]) -> list[Found]:
    """Addresses with blanks, signs or ends of lines within, proved by their checksum (a one-case Ethereum address has
    none and is taken only where its first two signs alone stand apart)."""
    if len(_BESIDE.findall(text)) < _LEAST_MIXED or len(_MIXED.findall(text)) < _LEAST_MIXED:
        return []
    found: list[Found] = []
    at = 0
    while row := _PIECES.search(text, at):
        one = _joined(text, row)
        free = one and not any(one.start < other.end and other.start < one.end for other in taken)
        if one and free:
            found.append(one)
        at = one.end if one else _PIECE.match(text, row.start()).end()  # type: ignore[union-attr]
    return found


def _joined(text: str, row: re.Match[str]) -> Found | None:
    """The longest address that the first pieces of a row make."""
    best, whole = None, ""
    how = "split_lines" if "\n" in row.group() else "spread"
    for count, piece in enumerate(_PIECE.finditer(text, *row.span()), 1):
        whole += piece.group()
        if len(whole) > _LONGEST:
            break
        value = wallet_of(whole) if len(whole) >= _SHORTEST and count > 1 else None
        if value and not (value.startswith("eth:") and count > 2 and value[6:].lower() == whole[2:]):
            best = Found("wallet", value, row.start(), piece.end(), 0.9, "wallet/1", how)
    return best


def _iban_spans(text: str) -> list[tuple[int, int]]:
    """Spans written like an IBAN: country, two digits, and as many characters as that country's have."""
    spans = []
    at = 0
    while match := _IBAN.search(text, at):
        length = _LENGTHS.get(match.group()[:2].upper(), 0)
        taken, end = 0, match.start()
        while end < match.end() and taken < length:
            taken += text[end].isalnum()
            end += 1
        if length and taken == length and not (end < len(text) and text[end].isalnum()):
            spans.append((match.start(), end))
            at = end  # the run may hold the next one's beginning
        else:
            at = match.start() + 2
    return spans


def find_ibans(text: str) -> tuple[list[Found], list[tuple[int, int]]]:
    """IBANs of a surface text, grouped or not; and the spans that are written like one but fail the checksum."""
    found: list[Found] = []
    failed: list[tuple[int, int]] = []
    if not _CHECK_DIGITS.search(text):
        return found, failed
    for start, end in _iban_spans(text):
        value = iban_of(text[start:end])
        if value:
            found.append(Found("iban", value, start, end, 0.99, "iban/1"))
        elif _USUAL_IBAN.fullmatch(text, start, end):
            failed.append((start, end))
    return found, failed
