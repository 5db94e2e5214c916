"""Numbers of two and three digits in one word: 'siebenundvierzig', 'ventitré', 'tjugoett', 'cinquecentododici'."""

from __future__ import annotations

from manumit.engine.signals.number_words import TEENS, TENS, numbered, table

_ONES = {
    # the digits as such words hold them, and how they are put together
    "de": ("ein zwei/zwo drei vier funf/fuenf sechs sieben acht neun", "{one}und{ten}"),
    "nl": ("een twee drie vier vijf zes zeven acht negen", "{one}en{ten}"),
    "da": ("en to tre fire fem seks syv otte ni", "{one}og{ten}"),
    "sv": ("ett/en tva tre fyra fem sex sju atta nio", "{ten}{one}"),
    "no": ("en to tre fire fem seks sju/syv atte ni", "{ten}{one}"),
    "it": ("uno due tre quattro cinque sei sette otto nove", "{ten}{one}"),
    "hu": ("egy ketto harom negy ot hat het nyolc kilenc", "{ten}{one}"),
    "es": ("uno/un/una dos tres cuatro cinco seis siete ocho nueve", "veinti{one}"),
}
_HUNDREDS = {
    "it": "cento duecento trecento quattrocento cinquecento seicento settecento ottocento novecento",
    "de": "hundert/einhundert zweihundert dreihundert vierhundert funfhundert/fuenfhundert sechshundert "
    "siebenhundert achthundert neunhundert",
    "nl": "honderd tweehonderd driehonderd vierhonderd vijfhonderd zeshonderd zevenhonderd achthonderd negenhonderd",
    "hu": "szaz ketszaz haromszaz negyszaz otszaz hatszaz hetszaz nyolcszaz kilencszaz",
}


def _tens(name: str) -> dict[str, str]:
    """Tens and ones of a language in one word."""
    told: dict[str, str] = {}
    ones, form = _ONES[name]
    for tens, ten in numbered(TENS.get(name, "veinti"), 20, 10):
        for ones_word, one in numbered(ones, 1):
            stem = tens[:-1] if name == "it" and ones_word[0] in "uo" else tens
            stem = {"husz": "huszon"}.get(stem, stem)
            told[form.format(one=ones_word, ten=stem)] = str(int(ten) + int(one))
    return told


def _hundreds(name: str, compounds: dict[str, str]) -> dict[str, str]:
    """Hundreds of a language with what is added to them, in one word."""
    small = {
        **dict(numbered(_ONES[name][0], 1)),
        **dict(numbered(TEENS[name].replace("?", ""), 10)),
        **dict(numbered(TENS[name], 20, 10)),
        **compounds,
    }
    return {
        hundreds + word: str(int(hundred) + int(number))
        for hundreds, hundred in numbered(_HUNDREDS[name], 100, 100)
        for word, number in small.items()
    }


def _finnish() -> dict[str, str]:
    told: dict[str, str] = {}
    for word, one in numbered("yksi kaksi kolme nelja viisi kuusi seitseman kahdeksan yhdeksan", 1):
        told[word + "toista"] = "1" + one
        told[word + "kymmenta"] = one + "0"
    return told


def _all() -> dict[str, str]:
    told: dict[str, str] = {}
    for name in _ONES:
        tens = _tens(name)
        told |= tens
        if name in _HUNDREDS:
            told |= _hundreds(name, tens)
    return told | _finnish()


PAIRS = table(TEENS, 10) | _all()
"""Word -> its two or three digits, of what takes no other word behind it."""
HUNDREDS = table({name: line for name, line in _HUNDREDS.items() if name != "it"}, 100, 100)
"""Hundreds behind which tens may stand in a word of their own."""
