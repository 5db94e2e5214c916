"""Handles: found in the phrasing of many languages, and ordinary words behind a platform's name left alone."""

from __future__ import annotations

import pytest

from manumit.engine.signals import extract


def handles(text: str) -> list[str]:
    return [one.value for one in extract({"text": text}) if one.kind == "handle"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Telegram bavensol", "telegram:bavensol"),
        ("add me on snap bellarose22", "snapchat:bellarose22"),
        ("my telegram is jane_doe", "telegram:jane_doe"),
        ("@jane_doe on telegram", "telegram:jane_doe"),
        ("jane_doe (insta)", "instagram:jane_doe"),
        ("insta👉jane_doe", "instagram:jane_doe"),
        ("mi usuario de telegram es luna_mar", "telegram:luna_mar"),
        ("Meu insta é @flor_dalua", "instagram:flor_dalua"),
        ("mon snap c'est lilou.92", "snapchat:lilou.92"),
        ("Мой телеграм @masha_k", "telegram:masha_k"),
        ("пишите в тг masha_kot", "telegram:masha_kot"),
        ("ник в телеграм: mashakot", "telegram:mashakot"),
        ("userul meu de telegram: anamaria", "telegram:anamaria"),
        ("Zalo mai.tran92", "zalo:mai.tran92"),
        ("ไอดีไลน์ somchai99", "line:somchai99"),
        ("微信号：lilywang88", "wechat:lilywang88"),
        ("加微信abc_123吧", "wechat:abc_123"),
        ("텔레그램 아이디 jane99", "telegram:jane99"),
        ("signal: jane.01", "signal:jane.01"),
        ("Viber masha", "viber:masha"),
        ("t . me / janedoe1", "telegram:janedoe1"),
        ("t[.]me/janedoe1", "telegram:janedoe1"),
        ("s n a p: dindin_3", "snapchat:dindin_3"),
        ("wh4ts4pp: jane_doe", "whatsapp:jane_doe"),
        ("1nsta @ jane_doe", "instagram:jane_doe"),
    ],
)
def test_handles_in_natural_phrasing(text: str, value: str) -> None:
    assert handles(text) == [value]


@pytest.mark.parametrize(
    "text",
    """I reply on WhatsApp within minutes
Telegram channel with photos
Instagram models wanted for shoot
Signal strength is poor here
Snap decision: come today
Line cook needed, experience required
We chat with everyone politely
Viber or WhatsApp only
Zalo cho em nhé anh
Kết bạn Zalo để biết thêm
Escríbeme por WhatsApp cuando quieras
Mándame WhatsApp primero
Chame no WhatsApp agora mesmo
Contactez-moi sur Telegram demain
Пишите в Телеграм в любое время
Вайбер доступен круглосуточно
Scrie pe Telegram oricand
I-text sa Viber lang po
แอดไลน์มาคุยกัน
加微信聊天
Skype interview tomorrow
on Telegram everyone knows
WhatsApp cuatro cero cuatro
Exit at line 2b station
email me @ night""".split("\n"),
)
def test_ordinary_words_are_nobody(text: str) -> None:
    assert not handles(text)


def test_a_zalo_link_may_hold_a_national_number() -> None:
    found = extract({"text": "zalo.me/0912345678"})
    assert ("phone", "+84912345678") in {(one.kind, one.value) for one in found}
