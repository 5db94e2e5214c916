"""The holder's card: a short summary that a person carries, signed by the house, sealed with a code that only the
holder knows, and of which the holder shows as much as they like. It is optional: to be found with one may be
dangerous, so that nothing of its look, its file's name or its text says what it is.
"""

from manumit.services.care.card.card import (
    CLAIMS,
    LONGEST,
    Card,
    Told,
    card_key,
    make_card,
    open_card,
    present,
    verify_card,
)
from manumit.services.care.card.codes import Drawn, draw, join_parts, split_parts
from manumit.services.care.card.issuer import CardKey, PinnedKey, read_pins
from manumit.services.care.card.locking import new_code

__all__ = [
    "CLAIMS",
    "LONGEST",
    "Card",
    "CardKey",
    "Drawn",
    "PinnedKey",
    "Told",
    "card_key",
    "draw",
    "join_parts",
    "make_card",
    "new_code",
    "open_card",
    "present",
    "read_pins",
    "split_parts",
    "verify_card",
]
