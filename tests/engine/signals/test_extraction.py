"""Mentions of every kind: found, normalised, with spans into the text as it was read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.signals import extract

CASES = [
    ("mail me at bob@site.example.", {"email:bob@site.example"}),
    ("bob [at] site [dot] org", {"email:bob@site.org"}),
    ("write anna dot k at post dot org please", {"email:anna.k@post.org"}),
    ("ana arroba correo punto com", {"email:ana@correo.com"}),
    ("bob ＠ site．com", {"email:bob@site.com"}),
    ("look at this dot com stuff", set()),
    ("meet me at site.com", {"url:http://site.com"}),
    ("hxxps://bad[.]example/a", {"url:https://bad.example/a"}),
    ("visit WWW.Foo.example/Path, now", {"url:http://www.foo.example/Path"}),
    ("i am nice.call me, version 2.0.1 e.g. this", set()),
    ("telegram: @nice_girl", {"handle:telegram:nice_girl"}),
    ("t.me/Nice_Girl", {"handle:telegram:nice_girl"}),
    (
        "https://instagram.com/nice.girl/",
        {"handle:instagram:nice.girl", "url:https://instagram.com/nice.girl/"},
    ),
    ("insta nice.girl_22 or Snap: lady22", {"handle:instagram:nice.girl_22", "handle:snapchat:lady22"}),
    ("微信: lady22", {"handle:wechat:lady22"}),
    ("follow @anna_k", {"handle:unknown:anna_k"}),
    ("signal available, whatsapp too, telegram only please", set()),
    ("https://wa.me/447700900123", {"phone:+447700900123", "url:https://wa.me/447700900123"}),
    ("from 150€ to 1.500,50 eur, R$ 300", {"price:EUR 150", "price:EUR 1500.50", "price:BRL 300"}),
    ("pay GB82 WEST 1234 5698 7654 32 today", {"iban:GB82WEST12345698765432"}),
    (
        "DE89370400440532013000 or gb82 west 1234 5698 7654 32 or de89370400440532013000",
        {"iban:DE89370400440532013000", "iban:GB82WEST12345698765432"},
    ),
    ("pay GB83 WEST 1234 5698 7654 32 today", set()),
    ("Ask for Maria or Anna", {"name:Maria"}),
    ("Меня зовут Анна", {"name:Анна"}),
    ("new in London this week", {"place:London, GB", "travel:London, GB|week|"}),
    ("Reading is nice, Mobile too", set()),
]
WALLETS = [  # from BIP-173, BIP-350, EIP-55 and the assets' own documents
    ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "btc"),
    ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "btc"),
    ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "btc"),
    ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "eth"),
    ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "trx"),
]


def found(text: str, region: str | None = "GB") -> set[str]:
    return {f"{mention.kind}:{mention.value}" for mention in extract({"text": text}, region)}


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_mentions(text: str, wanted: set[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(("address", "asset"), WALLETS)
def test_wallets_by_checksum(address: str, asset: str) -> None:
    assert found(f"send to {address} now") == {f"wallet:{asset}:{address}"}


@pytest.mark.parametrize("address", [address for address, _ in WALLETS])
@given(data=st.data())
def test_a_wallet_with_one_wrong_character_is_never_taken(address: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(4, len(address) - 1))
    other = data.draw(
        st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7lABCDEF").filter(lambda char: char != address[at])
    )
    changed = address[:at] + other + address[at + 1 :]
    if changed.lower() != address.lower():
        assert not [one for one in found(changed) if one.startswith("wallet:")]


def test_bech32_is_not_accepted_where_bech32m_is_due() -> None:
    assert not found("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd")


def test_places_follow_the_region() -> None:
    assert found("new in Birmingham", "US") == {"place:Birmingham, US"}


@given(
    st.dictionaries(st.sampled_from(["title", "text", "contact"]), st.text(max_size=200), max_size=3),
    st.sampled_from(["GB", "us", "", "ZZ", None]),
)
def test_spans_lie_inside_and_nothing_raises(fields: dict[str, str], region: str | None) -> None:
    for mention in extract(fields, region):
        assert 0 <= mention.start < mention.end <= len(fields[mention.field])
        assert 0.0 <= mention.confidence <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\ud800 call 07700 900123",
        "\u202e07700 900123",
        "\u0301" * 5000,
        "a" * 300_000,
        "7" * 100_000,
        "@" * 50_000,
        "1 " * 50_000,
        "a.b" * 40_000,
        "five " * 20_000,
        "$1," * 30_000,
        "x@" * 20_000,
        "(0" * 30_000,
    ],
)
def test_monstrous_texts_take_no_monstrous_time(text: str) -> None:
    for mention in extract({"text": text}, "GB"):
        assert mention.end <= len(text)
