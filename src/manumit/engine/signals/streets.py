"""Words for streets, squares and houses: what stands beside them names a street, after a person or a town."""

from __future__ import annotations

import re

_AHEAD = (
    "calle|c/|avenida|av\\.|avda\\.?|plaza|paseo|rua|praca|travessa|alameda|rodovia|rue|boulevard|bd\\.?|place "
    "d(?:e|u|es)|quai|"
    "viale|piazza|corso|vicolo|strada|str\\.|bulevardul|calea|ulica|ulice|ul\\.|aleja|plac|nam\\.|namesti|trg|"
    "улица|ул\\.|проспект|пр\\.|пр-т|переулок|пер\\.|площадь|пл\\.|шоссе|наб\\.|бульвар|бул\\.|вулиця|вул\\.|просп\\.|провулок|"
    "улици|οδο[σς]|οδου|λεωφορο[σς]|πλατεια|jalan|jl\\.?|kalye|duong|avenue|ave\\.?|"
    "شارع|خیابان|میدان|רחוב|ถนน|ซอย|मार्ग|ქუჩა"
)
_STREET = re.compile(
    rf"(?<![^\W_])(?:Via|(?i:{_AHEAD}))(?:\s+(?:de|del|de la|do|da|dos|das|des|du|la|le|el|dell[ao]|di|van|von|"
    rf"der|den|ten|им\.?))?"
    r"(?:\s+[A-ZА-ЯЁІЇЄҐΑ-Ω][\w.-]*){0,2}\s*\Z"
)
"""Before a name, with the end where it begins."""
_BEHIND = re.compile(
    r"[\s-](?:street|st\b(?!\.?\s[A-Z])|str\.|road|rd\b|avenue|ave\b|lane|drive|square|boulevard|blvd|terrace|strasse|weg\b|"
    r"platz|allee|gasse|straat|laan|plein|caddesi|cad\.|sokak|sok\.|bulvari|utca|ter\b|ulica|ulice|namesti|gatan|vagen|gate\b|"
    r"улица|проспект|вулиця|площадь)|(?:路|街|巷|大道|通り|로\s?\d|길\s?\d|大街)|(?:strasse|straat|laan|gatan)(?![a-z])",
    re.IGNORECASE,
)
_REACH = 40


def in_a_street(text: str, start: int, end: int) -> bool:
    """Whether a name at [start, end) of a surface text is part of a street's: 'rua Maria da Fonte', 'Goethestraße'."""
    return bool(_BEHIND.match(text, end) or _STREET.search(text, max(0, start - _REACH), start))
