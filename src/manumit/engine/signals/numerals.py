"""Digits spoken in words, in many languages, glued or with letters standing in for digits."""

from __future__ import annotations

import re
from functools import lru_cache

# Digits 0-9 per language as they read on the surface: lower case, Latin accents dropped; '/' parts variants.
_UNITS = {
    "en": "zero/nought/naught one two three four five six seven eight nine/niner",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "pt": "zero um/uma dois/duas tres quatro cinco seis/meia sete oito nove",
    "fr": "zero un/une deux trois quatre cinq six sept huit neuf",
    "de": "null eins zwei/zwo drei vier funf sechs sieben acht neun",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
    "ro": "zero unu doi/doua trei patru cinci sase sapte opt noua",
    "tl": "sero isa dalawa tatlo/tatlu apat lima anim pito walo siyam",
    "tl-es": "sero uno dos tres kwatro/kuwatro singko sais syete/siyete otso nuwebe/nwebe",
    "vi": "khong mot hai ba bon nam sau bay tam chin",
    "tr": "sifir bir iki uc dort bes alti yedi sekiz dokuz",
    "id": "nol/kosong satu dua tiga empat lima enam tujuh delapan sembilan",
    "ru": "ноль/нуль один/одна два/две три четыре пять шесть семь восемь девять",
    "uk": "нуль один/одна два/дві три чотири п'ять/пять шість сім вісім дев'ять/девять",
    "th": "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า",
    "zh": "零/〇 一 二 三 四 五 六 七 八 九",
    "ar": "صفر واحد اثنان/اثنين ثلاثة اربعة/أربعة خمسة ستة سبعة ثمانية تسعة",
}
# Tens as people dictate numbers in pairs; the first word stands for the first ten named, and so on.
_TEENS = {
    "en": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "es": "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
    "pt": "dez onze doze treze quatorze/catorze quinze dezesseis dezessete dezoito dezenove",
    "fr": "dix onze douze treize quatorze quinze seize",
    "ru": "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать "
    "восемнадцать девятнадцать",
}
_TENS = {
    "en": "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "fr": "vingt/vingts trente quarante cinquante soixante",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
}
CONNECTORS = frozenset(["y", "e", "and", "et", "и"])
REPEATERS = {"double": 2, "triple": 3, "treble": 3, "doble": 2, "dobro": 2, "duplo": 2}
PLUS_WORDS = frozenset(["plus", "плюс", "mais", "mas"])
WEAK = {
    "o": "0",
    "oh": "0",
    "oo": "00",
    "ooo": "000",
    "l": "1",
    "ll": "11",
    "to": "2",
    "too": "2",
    "for": "4",
    "ate": "8",
    "won": "1",
}
"""Read as digits only between two groups that are digits without doubt."""


def _table(source: dict[str, str], first: int, step: int = 1) -> dict[str, str]:
    return {
        word: str(first + at * step)
        for line in source.values()
        for at, variants in enumerate(line.split())
        for word in variants.split("/")
    }


UNITS = _table(_UNITS, 0)
TEENS = _table(_TEENS, 10)
TENS = _table(_TENS, 20, 10)
NUMBER_WORDS = frozenset(UNITS) | frozenset(TEENS) | frozenset(TENS)

_STARTS = frozenset(word[:2] for word in UNITS if len(word) > 1) | frozenset(
    "o0123456789〇零一二三四五六七八九"
)
_ANY_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_GLUED = re.compile(rf"(?:{_ANY_UNIT}|\d|(?<=\d)oh?|oh?(?=\d))+")
_PIECES = re.compile(rf"{_ANY_UNIT}|\d|oh?")
_SURE = str.maketrans("oilо", "0110")
_UNSURE = str.maketrans("oilsbzqозб", "0115820036")
_SURE_TOKEN = re.compile(r"[0-9oilо]*[0-9][0-9oilо]*")
_UNSURE_TOKEN = re.compile(r"[0-9oilsbzqозб]{4,}")


@lru_cache(maxsize=65536)
def digits_of(token: str) -> str:
    """Digits that a lower-case token stands for, '' for none: '07700', 'five', 'five55', 'two1two', '77oo'."""
    if token.isdigit():
        return token if token.isascii() else ""
    if token in UNITS:
        return UNITS[token]
    if len(token) > 1 and _SURE_TOKEN.fullmatch(token):
        return token.translate(_SURE)
    if _UNSURE_TOKEN.fullmatch(token) and sum(map(str.isdigit, token)) * 2 >= len(token):
        return token.translate(_UNSURE)
    if (token[:2] in _STARTS or token[:1] in _STARTS) and _GLUED.fullmatch(token):
        return "".join(
            UNITS.get(piece, "0" if piece in ("o", "oh") else piece) for piece in _PIECES.findall(token)
        )
    return ""
