"""Addresses told in words, links broken on purpose, platforms in other forms."""

from __future__ import annotations

import time

import pytest

from manumit.engine.signals import extract

TOLD = """
rosa arroba mail.com|email|rosa@mail.com
rosa[arroba]mail[punto]com[punto]ar|email|rosa@mail.com.ar
claire tiret du bas dubois arobas mail point fr|email|claire_dubois@mail.fr
ioana punct pop a rond posta punct ro|email|ioana.pop@posta.ro
giulia trattino rossi chiocciola posta punto it|email|giulia-rossi@posta.it
lola_arroba_mail_punto_com|email|lola@mail.com
luna.star-at-mail-dot-com|email|luna.star@mail.com
linh99 (a cong) thu.example.com|email|linh99@thu.example.com
mia92 (a-t) site[punkt]org|email|mia92@site.org
claire [a rond] mail.com|email|claire@mail.com
luna.star @ mail . co . uk|email|luna.star@mail.co.uk
write mia_92 at site.org|email|mia_92@site.org
luna จุด star9 แอท mail จุด com|email|luna.star9@mail.com
visit us at lunastar dot com|url|http://lunastar.com
look us up at luna99(.)mail(.)com/p/12|url|http://luna99.mail.com/p/12
www dot lunastar dot com/Ads|url|http://www.lunastar.com/Ads
www . lunastar . com / ads|url|http://www.lunastar.com/ads
www.lunastar punto com|url|http://www.lunastar.com
пиши в ватсапе @luna_star|handle|whatsapp:luna_star
т.е.л.е.г.р.а.м @luna_star|handle|telegram:luna_star
微❤信 lunastar|handle|wechat:lunastar
賴：lunastar|handle|line:lunastar
👻 lunastar|handle|snapchat:lunastar
Signal : cherche moi, lunastar|handle|signal:lunastar
"""
NOTHING = """
at home. Com is good. live at 5.30 in the city
he works at shop. It is open
viber 09i7.555ol23
tele gram channel today
👻 halloween party tonight
"""


@pytest.mark.parametrize("line", TOLD.strip().splitlines())
def test_told(line: str) -> None:
    text, kind, value = line.split("|")
    found = extract({"text": text}, None, {"email", "url", "handle"})
    assert [(one.kind, one.value) for one in found] == [(kind, value)]


@pytest.mark.parametrize("text", NOTHING.strip().splitlines())
def test_nothing_told(text: str) -> None:
    assert extract({"text": text}, None, {"email", "url", "handle"}) == []


PIECES = ("punto ", "a dot ", "la . ", "(at) ", "10:30 ", "07=7=", "x - ", "1 a ", "@ a . ")
ADDRESSES = ("mia@a.org (at) ", "mia@a.org or ana (at) a dot org, ", "mia@a.org miaATaDOTorg, ")


@pytest.mark.parametrize("piece", [*PIECES, *ADDRESSES])
def test_time_is_linear_in_the_length(piece: str) -> None:
    def spent(size: int) -> float:
        started = time.process_time()
        extract({"text": f"m i a @ {piece * (size // len(piece))}"}, "GB")
        return time.process_time() - started

    spent(2_000)
    short = max(min(spent(10_000) for _ in range(2)), 0.01)
    assert any(spent(80_000) < 24 * short for _ in range(2))  # in proportion: 8 times; with the square: 64
