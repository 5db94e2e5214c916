"""Telephones whose area or country is told apart: 'DDD 31, número 95550 1491', '555 0126 (area code 305)', 'country
code forty four, number 7700 900 771'. Only what is a number of the region, or of the country told, is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from manumit.engine.signals.any_of import any_of
from manumit.engine.signals.currencies import WORDS as CURRENCIES
from manumit.engine.signals.model import Found, apart
from manumit.engine.signals.number_labels import COUNTED
from manumit.engine.signals.number_tokens import Group
from manumit.engine.signals.numbers import digit_runs
from manumit.engine.signals.phone_context import EXTRACTOR
from manumit.engine.signals.phone_forms import POSSIBLE, SHORTEST, VALID, at_home, judged

_AREA = any_of(
    "area code,areacode,dialling code,dialing code,prefix,prefixo,prefijo,prefisso,prefixe,prefiks,ddd,lada,clave lada,"
    "indicativo,indicatif,vorwahl,ortsvorwahl,netnummer,kengetal,riktnummer,retningsnummer,kierunkowy,predvolba,"
    "predcislie,korzet,korzetszam,alan kodu,kode area,ma vung,codigo de area,код города,код міста,код оператора,"
    "κωδικος περιοχης,קידומת,كود المنطقة,رمز المنطقة,مفتاح المنطقة,پیش شماره,کد شهر".split(",")
)
_COUNTRY = any_of(
    "country code,international code,codigo de pais,codigo del pais,codigo do pais,indicatif pays,"
    "landesvorwahl,landvorwahl,landnummer,landskod,landekode,prefisso internazionale,код страны,код країни,"
    "kod kraju,ulke kodu,kode negara,ma quoc gia,رمز الدولة,كود الدولة,区号,國碼,国家代码".split(",")
)
"""No bare 'code': a gate, a product and a discount have one, too."""
_JOINS = re.compile(
    r"(?:[\W_]|(?:is|es|e|and|y|und|et|ed|og|och|en|dan|ve|va|и|та|i|then|plus|the|el|le|la|der|die|rest|local|call|me|at|"
    r"on|in|a|text|tel|telf|telefon|telefone|telefono|phone|fone|mobile|cell|cel|whatsapp|whats|number|numbers|num|numero|no|"
    r"nr|numer|nummer|nomor|so|numara|numarasi|номер|номера|тел|телефон|αριθμος|رقم|الرقم|هاتف|شماره|מספר|号码|號碼)"
    r"(?![^\W_]))*"
)
"""What may stand between the word, the code and the number: anything else that is said there names another thing."""
_TOLD = re.compile(rf"(?<![^\W_])(?:(?P<country>{_COUNTRY})|{_AREA})(?![^\W_])(?=.{{0,6}}[^\W_])")
_AND = re.compile(r"[\W_]*(?:and|y|e|et|ed|und|i|и|та|og|och|en|ve|dan|va)[\W_]*")
"""What alone between code and number joins two of anything: 'prefix 212 and 5550126 units sold'."""
_AMOUNT = re.compile(r"\s?[€$£¥₱₽₹₩₫฿]|\s{1,2}([^\W\d_]+)")
_MORE_COUNTED = re.compile(
    r"(?:homes?|houses|households|residents|inhabitants|points?|puntos|pontos|punkt\w*|punti|habitant\w*|habitantes|einwohner|"
    r"жител\w*|балл\w*|очк\w*|шт)"
)
_REACH = 72  # characters behind the word in which code and number stand
_TO_CODE, _TO_NUMBER = 8, 28  # at most between the word and the code, the code and the number
_BEFORE = re.compile(
    r"(?<![\w.+])(\d(?:[ .-]?\d){5,9})[\s,;(\[/-]{1,4}(?:with |con |com |avec |mit |с |in )?(?:the |el |der )?$"
)
_CODE_AHEAD = re.compile(r"(?<![\w.])(\d{2,5})\s?$")
_LONGEST_CODE = 5


def find_dialled(text: str, region: str | None) -> list[Found]:
    """Such telephones of a lower-case surface text in which whatever else has digits is blotted out."""
    return apart(one for match in _TOLD.finditer(text) for one in _beside(text, match, region))


def _beside(text: str, match: re.Match[str], region: str | None) -> Iterator[Found]:
    end = min(len(text), match.end() + _REACH)
    part = text[match.end() : end]
    groups = [
        group._replace(start=group.start + match.end(), end=group.end + match.end())
        for run in digit_runs(part, [(0, len(part))])
        for group in run
    ]
    if (
        not groups
        or groups[0].start - match.end() > _TO_CODE
        or not _joined(text, match.end(), groups[0].start)
    ):
        return
    code_ahead = _CODE_AHEAD.search(text[max(0, match.start() - _TO_CODE) : match.start()])
    if code_ahead and not _counted(text, groups[-1].end):
        told = "".join(group.digits for group in groups)
        if value := _whole(code_ahead[1], told, False, region):
            start = match.start() - len(code_ahead[0])
            yield Found("phone", value, start, groups[-1].end, 0.85, EXTRACTOR, "mixed")
            return
    if len(groups[0].digits) > _LONGEST_CODE:
        return
    code, country = groups[0].digits, bool(match["country"])
    ahead = _BEFORE.search(text[max(0, match.start() - _TO_NUMBER) : match.start()])
    if ahead:
        value = _whole(code, "".join(filter(str.isdigit, ahead[1])), country, region)
        if value:
            start = match.start() - len(ahead.group()) + (ahead.start(1) - ahead.start())
            yield Found("phone", value, start, groups[0].end, 0.85, EXTRACTOR, "mixed")
            return
    yield from _behind(text, groups, country, region)


def _counted(text: str, end: int) -> bool:
    """Whether what ends here is an amount of something."""
    if COUNTED.match(text, end):
        return True
    match = _AMOUNT.match(text, end)
    if match is None:
        return False
    return not match[1] or match[1] in CURRENCIES or _MORE_COUNTED.fullmatch(match[1]) is not None


def _joined(text: str, start: int, end: int) -> bool:
    return _JOINS.fullmatch(text, start, end) is not None


def _behind(text: str, groups: list[Group], country: bool, region: str | None) -> Iterator[Found]:
    """The longest row of groups behind the code that makes a number with it."""
    told = ""
    best: Found | None = None
    if (
        len(groups) < 2
        or not text[groups[0].end : groups[1].start].strip(" -.")
        or "\0" in text[groups[0].start : groups[1].end]
        or _AND.fullmatch(text, groups[0].end, groups[1].start)
    ):
        return
    for before, group in pairwise(groups):
        if group.start - before.end > _TO_NUMBER or not _joined(text, before.end, group.start):
            break
        told += group.digits
        value = _whole(groups[0].digits, told, country, region)
        if value and not _counted(text, group.end):
            best = Found("phone", value, groups[0].start, group.end, 0.8, EXTRACTOR, "mixed")
    if best:
        yield best


def _whole(code: str, told: str, country: bool, region: str | None) -> str:
    if len(told) < SHORTEST - 1:
        return ""
    if country:
        known = judged("+" + code.lstrip("0") + told.lstrip("0"), None)
        return known[0] if known and known[1] >= VALID and len(told) > SHORTEST else ""
    if region is None:
        return ""
    alone = judged(told, region)
    if alone and alone[1] > POSSIBLE and at_home(told, region):
        return ""
    for digits in (code + told, "0" + code + told):
        known = judged(digits, region)
        if known and known[1] > POSSIBLE and at_home(digits, region):
            return known[0]
    known = judged(code + told, region)
    return known[0] if known and known[1] > POSSIBLE and alone is None else ""
