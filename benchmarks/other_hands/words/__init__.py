"""Phrase banks, one file a language. Slots: {name} {city} {phone} {price} {n} {place} {job}."""

from . import english, french, romanian, russian, spanish, vietnamese

Bank = dict[str, list[str]]

BANKS: dict[str, Bank] = {
    "en": english.BANK,
    "fr": french.BANK,
    "es": spanish.BANK,
    "ro": romanian.BANK,
    "ru": russian.BANK,
    "vi": vietnamese.BANK,
}
LANGUAGES = tuple(BANKS)
