"""A telephone that is divided over the fields of a record: its beginning in the title, the rest in the text or the
contact. Looked for where no field holds a whole one; only a number as its region writes it (trunk prefix and all), or
behind a plus, is made of parts, and words must say that there is another part, or the contact be nothing but digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations

from manumit.engine.signals.folding import surface
from manumit.engine.signals.model import Mention
from manumit.engine.signals.phone_context import EXTRACTOR
from manumit.engine.signals.phone_forms import LONGEST, POSSIBLE, at_home, normalise_phone

_GROUP = re.compile(r"(?<![\w$€£.,:/-])\+?\d(?:[ .\-()]{0,2}\d){1,9}(?![\w%€$£]|[.,:/]\d)")
_ENDS_OR_IS = re.compile(r"\d\W{0,3}$")
_ONLY = re.compile(r"[\s\d().+-]+")
_SAID = re.compile(
    r"\b(?:title|heading|headline|header|above|below|rest|half|halves|remaining|second part|first part|other part|"
    r"titulo|arriba|abajo|resto|mitad|parte|metade|acima|abaixo|titre|dessus|dessous|suite|moitie|reste|debut|"
    r"titel|uberschrift|oben|unten|rest|halfte|teil|titolo|sopra|sotto|meta|заголов\w+|выше|ниже|остальн\w+|половин\w+|"
    r"начало|конец|заголов\w*|вище|нижче|решта|початок|кінець|tytul\w*|wyzej|nizej|reszta|poczatek|koniec|baslik\w*|"
    r"devami|kalani|tieu de|phan|judul|sisanya|titlu|inceput|rubrik\w*)\b|"
    r"标题|標題|题目|后面|前面|タイトル|続き|제목|หัวข้อ|العنوان"
)
_FEWEST, _MOST_GROUPS = 9, 6


def find_divided(fields: Mapping[str, str], region: str | None) -> list[Mention]:
    """The telephone, as a mention in the field that holds its last part; nothing where none is told so."""
    filled = {name: text for name, text in fields.items() if text and len(text) < 2000}
    if len(filled) < 2 or sum(any(map(str.isdigit, text)) for text in filled.values()) < 2:
        return []
    contact = filled.get("contact", "")
    title = filled.get("title", "")
    if not (_ENDS_OR_IS.search(title) or _ONLY.fullmatch(contact)):
        return []
    read = {name: surface(text) for name, text in filled.items()}
    said = _SAID.search(" ".join(folded.text.lower() for folded in read.values()))
    if not said and not _ONLY.fullmatch(contact):
        return []
    groups = [
        (name, *match.span(), match.group())
        for name, folded in read.items()
        for match in _GROUP.finditer(folded.text)
    ][:_MOST_GROUPS]
    for count in (2, 3):
        for parts in combinations(groups, count):
            if len({part[0] for part in parts}) < 2:
                continue
            value = _whole("".join(part[3] for part in parts), region)
            if value:
                name, first, last, _ = parts[-1]
                start, end = read[name].span(first, last)
                return [Mention(name, "phone", value, start, end, 0.7, EXTRACTOR, "mixed")]
    return []


def _whole(written: str, region: str | None) -> str:
    digits = "".join(filter(str.isdigit, written))
    if not _FEWEST <= len(digits) <= LONGEST:
        return ""
    known = normalise_phone(written, region)
    if known is None or known[1] < POSSIBLE:
        return ""
    return known[0] if written[0] in "+0" or (region and at_home(digits, region)) else ""
