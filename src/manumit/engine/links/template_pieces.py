"""What a template is made of: constants and slots, and the words and mentions of the texts that are laid beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

SLOTS = {
    "phone": "PHONE",
    "email": "EMAIL",
    "handle": "HANDLE",
    "url": "LINK",
    "wallet": "WALLET",
    "iban": "ACCOUNT",
    "price": "PRICE",
    "place": "CITY",
    "name": "NAME",
}
UNTYPED = "TEXT"
_BEHIND = re.compile("(?:さん|ちゃん|くん|さま|様|氏|씨|님|小姐|女士)")
_BEFORE = re.compile("(?:คุณ|น้อง|พี่|นางสาว)\\s?$")
"""Words put to a name: in scripts without capitals nothing else says that it is one."""
_REACH, _LONGEST_NAME, _FEWEST = 6, 12, 2
"""Constants beside a slot that are looked at, characters of a name, values of a slot of names."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one mention: `key` is what is compared, `text` as it was written, `slot` its type if it has one,
    `lead` what stands before it (blanks, signs, emoji)."""

    key: str
    text: str
    slot: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A constant (`slot` empty) or a slot with a few of its values; `key` and `lead` as a token's."""

    text: str
    slot: str = ""
    values: tuple[str, ...] = ()
    key: str = ""
    lead: str = " "


def addressed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, free slots typed that stand beside a word which people put to a name: さくらさん, คุณนภา."""
    return [
        replace(piece, slot="NAME", key="\0NAME")
        if piece.slot == UNTYPED and _of_names(piece) and _is_addressed(pieces, at)
        else piece
        for at, piece in enumerate(pieces)
    ]


def _of_names(piece: Piece) -> bool:
    if len(piece.values) < _FEWEST:
        return False
    return all(len(value) <= _LONGEST_NAME and not any(map(str.isdigit, value)) for value in piece.values)


def _is_addressed(pieces: Sequence[Piece], at: int) -> bool:
    behind = _constant(pieces[at + 1 : at + 1 + _REACH])
    before = _constant(reversed(pieces[max(0, at - _REACH) : at]))
    return bool(
        _BEHIND.match("".join(one.lead + one.text for one in behind))
        or _BEFORE.search("".join(one.lead + one.text for one in reversed(before)) + pieces[at].lead)
    )


def _constant(pieces: Iterable[Piece]) -> list[Piece]:
    return list(takewhile(lambda one: not one.slot, pieces))
