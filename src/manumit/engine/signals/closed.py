"""Spans of a text whose digits are spoken for (dates, times, measures, counts, coordinates, numbers of papers in their
countries' shapes): no telephone may be cut from them."""

from __future__ import annotations

import re

_UNIT = (
    "cm|mm|km|m2|mts?|kgs?|lbs?|ft|feet|inch(?:es)?|in|st|mins?|minutes?|minutos?|mi|miles?|hrs?|hours?|horas?|"
    "h|hs|yrs?|years?|anos|ans|jahre|yo|y/o|лет|года|год|см|кг|мин|мин\\.|час(?:а|ов)?|ч|percent|%|°|pm|am|"
    "ml|mg|kb|mb|gb|mph|kmh|sqft|m²|days?|dias?|weeks?|semanas?|months?|meses|people|persons|rooms?|beds?|stars?"
)
_UNIT_APART = (
    "[年月日岁歲才歳名人间間楼樓階层層坪円元万萬亿億圆년월일세명층원]"
    "|平米|平方|公斤|公里|小时|小時|時間|分钟|分鐘|시간|분간|ปี|บาท|ชม|นาที|กก|ตร"
)
_COUNTED = (
    "people|persons|members|visitors|views|followers|subscribers|users|downloads|likes|votes|copies|seats|"
    "guests|reviews|clients|"
    "customers|inhabitants|residents|employees|personas|seguidores|visitas|clientes|habitantes|miembros|"
    "pessoas|membros|"
    "personnes|abonnes|vues|habitants|clients|membres|человек|подписчик\\w*|просмотр\\w*|клиент\\w*|"
    "жител\\w*|штук|осіб|"
    "підписник\\w*|перегляд\\w*|tao|nguoi|luot|persoane|urmaritori|vizualizari|คน|ครั้ง|วิว|人|位|次|粉丝|回|件|명|회"
)
_HOUR = r"(?:[01]?\d|2[0-4])"
_TWO_DECIMALS = r"-?\d{1,3}\.\d{4,}(?:\s?[,;/]\s?|\s+(?:lon|lng|long|longitude)?\s*[:=]?\s*)-?\d{1,3}\.\d{4,}"
_CLOSED = re.compile(
    r"(?=-?\d)(?:(?<!\d)(?:(?<![\d.+-])(?:(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\2(?:(?:19|20)\d\d|"
    r"\d\d))(?![-/.]?\d)(?:t\d\d:\d\d(?::\d\d)?)?"
    r"|(?<![\d.:+-])(?:[01]?\d|2[0-4])[.:h][0-5]\d\s?(?:[-–~→]|\b[^\W\d_]{1,5}\b)\s?(?:[01]?\d|2[0-4])[.:h][0-5]\d"
    r"(?![\d-]|[.:]\d)"  # from an hour to another
    r"|(?<![\d:])(?:[01]?\d|2[0-4])[:h][0-5]\d(?::[0-5]\d)?(?!\d)(?:\s?[ap]\.?m\b)?"
    rf"|(?<![\w.,+-])\d{{1,4}}(?:[.,]\d{{1,2}})?\s?(?:(?:{_UNIT})\b(?!\s?\d{{3}})|(?:{_UNIT_APART}))"
    rf"|(?<![\d+])\d{{1,3}}(?:[ .,']\d{{3}}){{1,3}}\s?(?:{_COUNTED})(?![a-zа-я])"
    r"|(?<![\d+])(?<!\d )\d{1,3}(?: \d{3})* 000(?! ?\d)"
    r"|(?<![\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])\s?[-–~]\s?(?:0?[1-9]|1[0-2])/"
    r"(?:0?[1-9]|[12]\d|3[01])(?![\d/-])"  # from a day to another
    r"|(?<!\d)24\s?[/x*\\-]\s?7(?!\d)"
    r"|(?:(?<=[^\W\d_] )|(?<=[^\W\d_]\. ))\d{1,3}-\d{1,3}, ?\d{5}(?= [^\W\d_]{3})"  # a street's houses, a postcode
    r"|(?<![\d.+-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![.\d])"
    r"|(?<![\w.])[-+]?\d{1,3}[.,]\d{3,8}\s?°?\s?[ns]?[\s,;/]{1,3}(?:lon|lng|long|"
    r"longitude)?[\s:=]{0,2}[-+]?\d{1,3}[.,]\d{3,8}\s?°?\s?[ewo]?(?![\w.])"
    r"|(?<!\w)[ns]\s?\d{1,2}[.,]\d{3,8}[\s,;/]{1,3}[ewo]\s?\d{1,3}[.,]\d{3,8}|"
    r"(?<![\d+])\d{1,3}(?:,\d{3}){2,}(?![\d,])"
    rf"|{_TWO_DECIMALS}"
    r"|(?<![\d.])(?:[01]?\d|2[0-4])\.[0-5]\d\s?[-–]\s?(?:[01]?\d|2[0-4])\.[0-5]\d(?![\d-]|\.\d)"
    r"|(?<![\d+-])(?:19|20)\d\d\s?(?:[-–~]|\b[^\W\d_]{1,5}\b)\s?(?:19|20)\d\d(?![\d-]|[.,]\d)"  # years
    r"|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ t_-]?(?:[01]\d|2[0-3])[:.h]?[0-5]\d"
    r"(?:[:.]?[0-5]\d)?(?!\d)"  # a day and a time without signs
    r"|(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d[ t_-]?(?:[01]\d|2[0-3])[:.h][0-5]\d(?!\d)"
    r"|(?<![\d.,+-])\d{1,3}[.,]\d{3}\s?(?:[-–~]|\b[^\W\d_]{1,5}\b)\s?\d{1,3}[.,]\d{3}(?![\d-]|[.,]\d)"
    rf"|(?<![\d+-]){_HOUR}-{_HOUR}(?:[ ,;/]{{1,2}}{_HOUR}-{_HOUR}){{2,}}(?![\d-])"  # hours of three days
    r"|(?<![\d+-])\d{1,3}[-–:]\d{1,3}(?:[,;] ?\d{1,3}[-–:]\d{1,3})+(?![\d-])"  # results of a match
    r"|(?<![\d.,])\d{1,3}(?:\.\d{3})*\.000(?![.\d])|(?<![\d.,])\d{1,3}(?:,\d{3})*,000(?![,\d])"
    r"|(?<![\d+])[6-9]\d[-/][4-9]\d[-/](?:[6-9]\d|1[0-2]\d)(?![-/\d])"
    r"|(?<!\d)97[89][- ]?\d[- ]?\d{2,6}[- ]?\d{2,6}[- ]?\d(?!\d))"
    rf"|{_TWO_DECIMALS})"  # the only one that may begin within a number
)
_PAPERS = re.compile(
    r"\d(?<![\d.+-]\d)(?:\d\d\.\d{3}\.\d{3}-\d{2}"  # CPF (Brazil)
    r"|\d?\.\d{3}\.\d{3}(?:-[\dk]|/\d{4}-\d{2})"  # RUT (Chile), CNPJ (Brazil)
    r"|\d\d-\d{2}-\d{4}|\d\d-\d{3}-\d{3} \d{2}"  # SSN (US), SNILS (Russia)
    r"|-\d{4}-\d{5}-\d{2}-\d|\d[01]\d[0-3]\d-\d{7}"  # Thai identity card, Korean resident
    r"|\d{0,4}-\d{1,7}-\d{1,7}-[\dx]"  # ISBN-10 in its four parts
    r"|\d\d-\d{7}-\d{7}"  # a shop's orders
    r"|\d{1,2}-\d{5,9}-\d"  # tax numbers with their check digit
    r")(?![\d-])"
)
_DECIMAL = re.compile(r"(?<![\d.,])-?\d{1,3}[.,]\d{4,8}(?![\d.,-]\d|\d)")
_PLACES = re.compile(r"[.,]\d{3}")
_POINT = re.compile(
    r"(?<![\d.,+])(?P<sign>-?)(?P<lat>[1-8]?\d)(?P<point>[.,])\d{3}[ ,;/]{1,3}(?P<sign2>-?)(?P<lon>1[0-7]\d|[1-9]?\d)"
    r"(?P=point)\d{3}(?![\d-]|[.,]\d)"
)
"""Latitude and longitude to three places."""


def closed_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Such spans in a part of a lower-case surface text."""
    spans = [match.span() for match in _CLOSED.finditer(text, start, end)]
    part = text[start:end]
    if "-" in part:
        spans += [match.span() for match in _PAPERS.finditer(text, start, end) if len(match.group()) > 9]
    if part.count(".") + part.count(",") < 2 or not _PLACES.search(part):
        return spans
    spans += [match.span() for match in _POINT.finditer(text, start, end)]
    decimals = [match.span() for match in _DECIMAL.finditer(text, start, end)]
    return spans + (decimals if len(decimals) > 1 else [])  # two of them are a place on the map
