"""A locked card as text and as QR codes: base45 (RFC 9285), in as many parts as fit codes that a phone still reads.

A part is `2/3/A1B2C3/...`: which of how many, of which card (random), then the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

from manumit.base.kernel import MissingPart, VerificationFailed

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_PART = re.compile(r"(?P<at>[1-9]\d?)/(?P<of>[1-9]\d?)/(?P<card>[0-9A-F]{6})/(?P<text>[0-9A-Z $%*+\-./:]+)")
MOST = 1440
"""Characters of a part: with its head it fits a QR code of version 25 with error correction M (1,451), readable
from 5 cm of paper."""


def base45(data: bytes) -> str:
    """RFC 9285."""
    out = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, rest = divmod(number, 45)
            out.append(_ALPHABET[rest])
    return "".join(out)


def unbase45(text: str) -> bytes:
    """The bytes; ValueError when the text is none."""
    out = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        number = sum(_ALPHABET.index(one) * 45**place for place, one in enumerate(group))
        out += number.to_bytes(len(group) - 1, "big") if len(group) > 1 else _none(group)
    return bytes(out)


def _none(group: str) -> bytes:
    raise ValueError(f"{group!r} is left over")


def split_parts(locked: bytes) -> list[str]:
    """The texts of a card's codes. Parts are about equally long."""
    text, card = base45(locked), locked[1:4].hex().upper()
    count = -(-len(text) // MOST)
    size = -(-len(text) // count)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [f"{at}/{len(pieces)}/{card}/{one}" for at, one in enumerate(pieces, 1)]


def join_parts(text: str) -> bytes:
    """A card from the lines of its codes, in any order. VerificationFailed when one is missing or of another card."""
    found: dict[int, str] = {}
    cards: set[tuple[str, int]] = set()
    for line in filter(None, (one.strip("\r\n") for one in text.split("\n"))):
        part = _PART.fullmatch(line)
        if part is None:
            raise VerificationFailed(f"{line[:30]!r} is no part of a card.")
        cards.add((part["card"], int(part["of"])))
        found[int(part["at"])] = part["text"]
    if len(cards) != 1:
        raise VerificationFailed(
            "There is no card here." if not cards else "These are parts of different cards."
        )
    ((_, count),) = cards
    if missing := [str(one) for one in range(1, count + 1) if one not in found]:
        raise VerificationFailed(f"Part {', '.join(missing)} of {count} is missing.", "Scan it, too.")
    try:
        return unbase45("".join(found[one] for one in range(1, count + 1)))
    except (ValueError, OverflowError) as error:
        raise VerificationFailed("The card's text is damaged.", "Scan it again.") from error


@dataclass(frozen=True)
class Drawn:
    """A QR code: its version (1-40), its picture as PNG and as SVG. Black on white, nothing else on it."""

    version: int
    png: bytes
    svg: bytes


def draw(part: str) -> Drawn:
    """The QR code of a part."""
    try:
        import segno
    except ImportError as error:
        raise MissingPart("Drawing codes needs the extra `care`.", "pip install 'manumit[care]'") from error
    code = segno.make_qr(part, error="m", mode="alphanumeric", boost_error=False)
    png, svg = BytesIO(), BytesIO()
    code.save(png, kind="png", scale=6, border=4)
    code.save(svg, kind="svg", scale=4, border=4, xmldecl=False, svgclass=None, lineclass=None)
    return Drawn(int(code.version), png.getvalue(), svg.getvalue())
