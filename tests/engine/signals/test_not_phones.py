"""Numbers that are no telephones, and telephones that look like some of them."""

from __future__ import annotations

import pytest

from manumit.engine.signals import extract

NO_PHONES = """
GB|EAN 4006381333931 in stock
GB|lottery 04 11 19 23 38 45 bonus 7
GB|drawn: 37 21 15 8 5 2
GB|opening 9-17 10-18 11-15
GB|open 18.30 to 20.15
GB|from 1,250 to 2,500 pounds
GB|from 2015 to 2019
GB|score 3-1, 2-2, 0-4
GB|20240312 18.30
GB|IP 192.168.10.254 port 8080
GB|viewed 345 678 901 times
GB|80 50 190 250 incall
PL|PESEL 44051401359
PL|KRS: 0000123456
PL|zamówienie 604123456
PL|7178-5404 za miesiąc
IT|partita IVA 12345678903
IT|ordine 3312345678
FR|n.º 11628736661
AR|52-5097334-4
PE|koordynaty -12.046 -77.042
CN|浏览704、108、913
RU|трек 80082345678901
SA|السجل التجاري 1010123456
US|confirmation 8005551234
PH|TIN 123-456-789-000
"""
PHONES = """
GB|oh seven seven oh oh nine oh oh one two three|+447700900123
GB|07700 call 900 me 123|+447700900123
GB|07700=900=123|+447700900123
GB|07700<>900<>123|+447700900123
PH|cp# 0917 5550123|+639175550123
PH|zero91siyete555zero1dos3|+639175550123
PT|chama no 912 345 678|+351912345678
PT|chama no nove-um-dois-tres-quatro-cinco-seis-sete-oito|+351912345678
ES|tel. 612.34.56.78|+34612345678
VN|gọi không chín không một hai ba bốn năm sáu bảy! Từ 9 giờ|+84901234567
FR|06 appelle 12 (moi) 34 vite 56 ok 78|+33612345678
FR|Age 25. ☎ 06 12 34 56 78|+33612345678
FR|O6-12-3S-78-9O|+33612357890
"""


@pytest.mark.parametrize("line", NO_PHONES.strip().splitlines())
def test_no_phone(line: str) -> None:
    region, _, text = line.partition("|")
    assert [one.value for one in extract({"text": text}, region, {"phone"})] == []


@pytest.mark.parametrize("line", PHONES.strip().splitlines())
def test_phone(line: str) -> None:
    region, text, value = line.split("|")
    assert [one.value for one in extract({"text": text}, region, {"phone"})] == [value]
