"""Disguises that an outsider thought of: slips of the keyboard, words by ear, letters apart, brackets, signs in words,
addresses in pieces, references of HTML; and what looks like them and is none."""

from __future__ import annotations

import pytest

from manumit.engine.signals import extract
from manumit.engine.signals.checksums import base58check
from manumit.engine.signals.extraction import LONGEST_PIECE
from manumit.engine.signals.model import Found, apart

BTC = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"  # the address that the protocol's own documents show
IDENTIFIERS = frozenset(["phone", "email", "handle", "wallet", "url", "iban"])


def said(text: str, region: str | None = "US") -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in extract({"text": text}, region, IDENTIFIERS)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("sixx fuor sixx fiev fiev fiev zeroo onne zeroo nien", "phone", "+16465550109"),
        ("seven oh too fife fife fife oh won won niner", "phone", "+17025550119"),
        ("s i x   f o u r   s i x   f i v e   f i v e   f i v e   z e r o   o n e   o n e   o n e", "phone",
         "+16465550111"),
        ("s.i.x f.o.u.r s.i.x f.i.v.e f.i.v.e f.i.v.e z.e.r.o o.n.e o.n.e t.w.o", "phone", "+16465550112"),
        ("[3]<0>(5)(5)(5)[5]{0}{1}<7>{3} text", "phone", "+13055550173"),
        ("4 1 5 dash five five five dot 0146", "phone", "+14155550146"),
        ("I am 26. thrее zеrо fivе fivе fivе fivе zеrо оnе fоur sеvеn", "phone", "+13055550147"),
        ("viber://chat?number=%2B447700900123", "phone", "+447700900123"),
        ("mail rosa.lin5&#64;mailbox&#46;example", "email", "rosa.lin5@mailbox.example"),
        ("mail k i m . k o 3 @ e x a m p l e . c o m ok", "email", "kim.ko3@example.com"),
        ("mail sol-230@example,com", "email", "sol-230@example.com"),
        ("mail rosa.lin8 📧@ mailbox • example", "email", "rosa.lin8@mailbox.example"),
        ("✈️ dana1998x", "handle", "telegram:dana1998x"),
        ("Teleqram @lina_moon7", "handle", "telegram:lina_moon7"),
        ("look: https://cutt。ly/abC123", "url", "https://cutt.ly/abC123"),
        (f"to {BTC[:9]} {BTC[9:20]}\n{BTC[20:]} then", "wallet", f"btc:{BTC}"),
        ("account AE07033123\n4567890123456 name", "iban", "AE070331234567890123456"),
    ],
)  # fmt: skip
def test_seen_through(text: str, kind: str, value: str) -> None:
    assert (kind, value) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "we ate at nine, won four to one, two for three",
        "step one dash step two dash step three",
        "[1][2][3] see notes [4] and [5]",
        "Invoice PO-2025-003312-08 paid",
        "КПП 540601001 БИК 045004774",
        "AT&T; R&D; 2019&2020",
        f"to {BTC[:9]} {BTC[9:20]} {BTC[20:-1]}b then",
        "H7L 2K4, V5K 0A1, SW1A 2AA, EC2R 8AH",
    ],
)
def test_left_alone(text: str) -> None:
    assert said(text, "ES") == []


def test_a_span_that_ends_in_a_reference_holds_it_whole() -> None:
    text = "mia&#64;example&#46;co&#109; now"
    (one,) = extract({"text": text}, None, IDENTIFIERS)
    assert text[one.start : one.end] == "mia&#64;example&#46;co&#109;"


def test_a_long_field_is_read_to_its_end_and_once() -> None:
    filler = "calm room near the station "
    number = "646 555 0123 "
    text = filler * (LONGEST_PIECE // len(filler)) + number + filler * 9_000 + number
    found = extract({"text": text}, "US", IDENTIFIERS)
    assert [one.value for one in found] == ["+16465550123"] * 2
    assert all(text[one.start : one.end] == number.strip() for one in found)


def test_where_two_pieces_of_a_long_field_meet_nothing_is_cut() -> None:
    for early in range(0, 600, 37):
        text = "x" * (LONGEST_PIECE - early) + " 646 555 0123 " + "y" * 1_000
        found = extract({"text": text}, "US", IDENTIFIERS)
        assert [one.value for one in found] == ["+16465550123"], early


def test_those_that_meet_none_before_them_stay() -> None:
    spans = [(5, 9), (0, 5), (8, 12), (9, 10), (2, 3)]
    ranked = [Found("url", "", start, end, 1.0, "") for start, end in spans]
    assert [(one.start, one.end) for one in apart(ranked)] == [(5, 9), (0, 5), (9, 10)]
    assert base58check(BTC) is not None
