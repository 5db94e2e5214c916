"""The holder's card: signed, locked, shown in part, read by other programs, and saying nothing of itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier

from manumit.base.kernel import Refused, UsageError, VerificationFailed
from manumit.services.care import (
    Book,
    Card,
    CardKey,
    card_key,
    draw,
    give_consent,
    join_parts,
    make_card,
    merge,
    new_code,
    open_card,
    present,
    put_summary,
    read_pins,
    read_summary,
    split_parts,
    verify_card,
)
from manumit.services.care.card.codes import MOST, base45, unbase45
from manumit.services.care.card.issuer import b64
from manumit.services.care.card.sdjwt import Disclosure, SdJwt, issue, verify
from tests.services.care.conftest import START, Clock
from tests.services.care.summaries import SUMMARY

KEY = CardKey("house.example.org", bytes(range(32)))
TIMES = {"iat": int(START.timestamp()) - 900, "exp": int(START.timestamp()) + 86400}
CLAIMS = {"called": "Ana Ü", "languages": ["tr", "en", "ar"], "interpreter": True, "needs": ["shelter"]}
TOKEN = issue(CLAIMS, TIMES, KEY)
PINS = [KEY.pinned]


@pytest.fixture
def card(book: Book, ana: str) -> Card:
    put_summary(book, ana, read_summary(SUMMARY.encode()), "mira")
    return make_card(book, ana, ["called", "languages", "allergies", "problems"], 30, "mira")


def told(card: Card, book: Book, clock: Clock) -> Any:
    token = open_card(join_parts("\n".join(split_parts(card.locked))), card.code)
    return verify_card(token, [card_key(book).pinned], clock.now)


def test_a_card_tells_what_the_record_says(book: Book, card: Card, clock: Clock, ana: str) -> None:
    found = told(card, book, clock)
    assert found.issuer == book.org
    assert found.claims == {
        "called": "Ana",
        "languages": ["tr", "en"],
        "allergies": ["Penicillin"],
        "problems": ["Broken wrist"],
    }
    assert ana not in str(open_card(card.locked, card.code))
    (made,) = [one for one in book.record(ana).of_kind("access") if "card" in one.get("what")]
    assert card.code not in str(made)


def test_the_holder_shows_as_much_as_they_like(book: Book, card: Card, clock: Clock) -> None:
    token = open_card(card.locked, card.code)
    assert told(present(token, ["allergies"]), book, clock).claims == {"allergies": ["Penicillin"]}
    less = present(token, ["languages:2"])
    assert told(less, book, clock).claims == {"languages": ["en"]}
    assert less.code != card.code
    opened = str(open_card(less.locked, less.code))
    for kept_back in ("Ana", "tr", "Penicillin", "allergies"):
        assert all(kept_back not in str((one.name, one.value)) for one in SdJwt.parse(opened).disclosures)
    for name in ("needs", "languages:3", "languages:0", "languages:x", ""):
        with pytest.raises(UsageError):
            present(token, [name])


def test_how_much_is_kept_back_is_not_to_be_seen() -> None:
    def digests(claims: dict[str, Any]) -> int:
        return len(json.loads(_payload(issue(claims, TIMES, KEY)))["_sd"])

    assert {digests({str(at): "x" for at in range(number)}) for number in (1, 2, 3, 4)} == {4}
    element = next(one for one in TOKEN.disclosures if one.name == "languages")
    assert len(element.value) == 4
    assert verify(TOKEN.only(["called"]), PINS)[1].keys() == {"called", "iat", "exp", "iss"}


def _payload(token: SdJwt) -> bytes:
    from manumit.services.care.card.issuer import unb64

    return unb64(token.signed.split(".")[1])


def test_the_digests_are_those_of_the_rfc() -> None:
    """RFC 9901, 4.2.2 and 4.2.3: a claim and an element of a list."""
    claim = Disclosure.parse("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0")
    assert (claim.name, claim.value) == ("family_name", "Möbius")
    assert claim.digest == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"
    element = Disclosure.parse("WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0")
    assert (element.name, element.value) == (None, "FR")
    assert element.digest == "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"


def test_another_implementation_reads_ours() -> None:
    for token in (TOKEN, TOKEN.only(["languages:2", "called"])):
        theirs = SDJWTVerifier(str(token), lambda issuer, header: JWK(**KEY.pinned.jwk()), None, None)
        assert theirs.get_verified_payload() == verify(token, PINS)[1] | {"iss": KEY.name}


def test_we_read_what_another_implementation_issues() -> None:
    private = JWK(kty="OKP", crv="Ed25519", d=b64(KEY.seed), x=b64(KEY.pinned.public), kid=KEY.pinned.id)
    claims = {
        SDObj("called"): "Ana",
        SDObj("list"): [SDObj("a"), SDObj("b"), "c"],
        "iss": KEY.name,
        "plain": 1,
    }
    SDJWTIssuer.unsafe_randomness = False
    issued = SDJWTIssuer(
        claims,
        private,
        sign_alg="EdDSA",
        add_decoy_claims=True,
        extra_header_parameters={"typ": "card+sd-jwt", "kid": KEY.pinned.id},
    )
    assert verify(SdJwt.parse(issued.sd_jwt_issuance), PINS)[1] == {
        "called": "Ana",
        "list": ["a", "b", "c"],
        "iss": KEY.name,
        "plain": 1,
    }


def _signed(payload: dict[str, Any], *disclosures: Disclosure, **header: str) -> SdJwt:
    head = {"alg": "EdDSA", "typ": "card+sd-jwt", "kid": KEY.pinned.id, **header}
    text = ".".join(b64(json.dumps(one).encode()) for one in (head, payload))
    return SdJwt(f"{text}.{b64(KEY.sign(text.encode()))}", disclosures)


ONE, TWO = Disclosure.make("a", 1), Disclosure.make("a", 2)
ELEMENT = Disclosure.make(None, 1)
BASE = {"iss": KEY.name, "_sd_alg": "sha-256"}
BAD = {
    "another signer": issue(CLAIMS, TIMES, CardKey(KEY.name, bytes(32))),
    "another name": issue(CLAIMS, TIMES, CardKey("other.example.org", KEY.seed)),
    "a changed payload": replace(TOKEN, signed=TOKEN.signed.replace(TOKEN.signed.split(".")[1], "e30")),
    "a changed disclosure": replace(
        TOKEN, disclosures=(*TOKEN.disclosures[:-1], Disclosure.make("called", "Eva"))
    ),
    "a disclosure twice": replace(TOKEN, disclosures=(*TOKEN.disclosures, TOKEN.disclosures[0])),
    "an element without its claim": replace(TOKEN, disclosures=TOKEN.disclosures[1:2]),
    "no algorithm": _signed(BASE, alg="none"),
    "another algorithm": _signed(BASE, alg="HS256"),
    "another purpose": _signed(BASE, typ="jwt"),
    "another hash": _signed({**BASE, "_sd_alg": "md5"}),
    "a digest twice": _signed({**BASE, "_sd": [ONE.digest, ONE.digest]}, ONE),
    "a claim twice": _signed({**BASE, "_sd": [ONE.digest, TWO.digest]}, ONE, TWO),
    "a claim that is there openly": _signed({**BASE, "a": 0, "_sd": [ONE.digest]}, ONE),
    "an element as a claim": _signed({**BASE, "_sd": [ELEMENT.digest]}, ELEMENT),
    "a claim as an element": _signed({**BASE, "l": [{"...": ONE.digest}]}, ONE),
    "digests that are none": _signed({**BASE, "_sd": "x"}),
    "a digest that is none": _signed({**BASE, "_sd": [7]}),
    "an element with more in it": _signed({**BASE, "l": [{"...": ELEMENT.digest, "x": 1}]}, ELEMENT),
    "dots in the wrong place": _signed({**BASE, "...": "x"}),
    "two parts": SdJwt("a.b", ()),
    "a payload that is none": SdJwt("W10.W10.W10", ()),
}


@pytest.mark.parametrize("token", BAD.values(), ids=BAD.keys())
def test_what_does_not_fit_is_not_verified(token: SdJwt) -> None:
    with pytest.raises(VerificationFailed):
        verify(token, PINS)


@pytest.mark.parametrize(
    "text", ["", "a.b.c", "a.b.c~", "a.b.c~x~", "a.b.c~WyJhIl0~", "a.b.c~W3s=~", "a~b.c.d"]
)
def test_what_is_no_sd_jwt(text: str) -> None:
    with pytest.raises(VerificationFailed):
        verify(SdJwt.parse(text), PINS)


@pytest.mark.parametrize("name", ["_sd", "..."])
def test_a_disclosure_cannot_bring_new_digests(name: str) -> None:
    bad = Disclosure.make(name, "x")
    with pytest.raises(VerificationFailed):
        SdJwt.parse(f"a.b.c~{bad.text}~")


def test_a_card_ends(book: Book, card: Card, clock: Clock) -> None:
    clock.forward(days=30)
    assert told(card, book, clock).valid_until == START.replace(hour=0, minute=0) + timedelta(days=31)
    clock.forward(days=1)
    with pytest.raises(VerificationFailed, match="until 2026-03-31"):
        told(card, book, clock)
    clock.now = START - timedelta(days=2)
    with pytest.raises(VerificationFailed, match="valid from"):
        told(card, book, clock)
    for odd in ({"iat": 1}, {"iat": "x", "exp": 2}, {"iat": 1, "exp": 10**40}):
        with pytest.raises(VerificationFailed, match="how long"):
            verify_card(_signed({**BASE, **odd}), PINS, START)


def test_a_wrong_code_and_a_changed_card_open_nothing(card: Card) -> None:
    other = "".join(str((int(one) + 1) % 10) for one in card.code if one.isdigit())
    for locked, code in (
        (card.locked, other),
        (card.locked[:-1] + bytes([card.locked[-1] ^ 1]), card.code),
        (card.locked[:5] + b"x" + card.locked[6:], card.code),
        (b"\x02" + card.locked[1:], card.code),
        (card.locked[:20], card.code),
        (b"", card.code),
    ):
        with pytest.raises(VerificationFailed):
            open_card(locked, code)
    for code in ("", "12345", "abcdefghijkl", "1" * 25):
        with pytest.raises(UsageError):
            open_card(card.locked, code)
    arabic = "".join(chr(0x660 + int(one)) if one.isdigit() else "-" for one in card.code)
    assert open_card(card.locked, arabic) == open_card(card.locked, card.code)


def test_codes_are_digits() -> None:
    assert len(new_code().replace(" ", "")) == 12
    assert len(new_code(16).replace(" ", "")) == 16
    assert new_code() != new_code()
    for digits in (11, 25):
        with pytest.raises(UsageError):
            new_code(digits)


@given(st.binary(max_size=300))
def test_base45_comes_back(data: bytes) -> None:
    assert unbase45(base45(data)) == data


def test_base45_is_that_of_the_rfc() -> None:
    assert (base45(b"AB"), base45(b"Hello!!"), base45(b"base-45")) == ("BB8", "%69 VD92EX0", "UJCLQE7W581")
    for bad in ("GGW", "A", ":::", "a0"):
        with pytest.raises((ValueError, OverflowError)):
            unbase45(bad)


def long_card() -> bytes:
    from manumit.services.care.card.locking import lock

    claims = {"medication": [f"A medicine with quite a long name, number {at}" for at in range(30)]}
    return lock(issue(claims, TIMES, KEY), "123456789012")


def test_parts_come_together_in_any_order() -> None:
    locked = long_card()
    parts = split_parts(locked)
    assert len(parts) > 2
    assert max(map(len, parts)) <= MOST + 12
    assert join_parts("\r\n".join(reversed(parts)) + "\n") == locked
    assert join_parts("\n".join([*parts, parts[0]])) == locked
    other = split_parts(long_card())
    for bad in (parts[1:], [*parts[:-1], other[-1]], [*parts[:-1], "hello"], []):
        with pytest.raises(VerificationFailed):
            join_parts("\n".join(bad))
    with pytest.raises(VerificationFailed):
        join_parts(parts[0][:-1] + "a")
    with pytest.raises(VerificationFailed, match="damaged"):
        join_parts("1/1/ABCDEF/:::")


def test_a_scanner_reads_what_is_drawn(card: Card) -> None:
    (part,) = split_parts(card.locked)
    drawn = draw(part)
    assert drawn.version <= 25
    code = segno.make_qr(part, error="m", mode="alphanumeric", boost_error=False)
    dark = np.array(list(code.matrix_iter(scale=3, border=4)), dtype=np.uint8)
    (scanned,) = zxingcpp.read_barcodes((1 - dark) * np.uint8(255))
    assert scanned.text == part
    assert code.version == drawn.version
    assert drawn.png.startswith(b"\x89PNG")
    for picture in (drawn.svg, drawn.png):
        for word in (b"manumit", b"card", b"care", b"segno", b"title", b"desc", b"tEXt", b"http://m"):
            assert word not in picture.lower()


def test_what_fills_a_part_fits_the_code_it_is_meant_for() -> None:
    assert draw("99/99/ABCDEF/" + "A" * MOST).version == 26
    assert draw("9/9/ABCDEF/" + "A" * MOST).version == 25


def test_a_card_of_nothing_or_for_ever_is_refused(book: Book, ana: str) -> None:
    for tell, days, says in (
        (["allergies"], 30, "nothing of what"),
        (["shoe_size"], 30, "does not tell shoe_size"),
        (["called"], 0, "1 to 366"),
        (["called"], 367, "1 to 366"),
    ):
        with pytest.raises(UsageError, match=says):
            make_card(book, ana, tell, days, "mira")


def test_what_is_in_conflict_is_not_signed(books: Callable[[str], Book], book: Book, ana: str) -> None:
    laptop = books("laptop")
    merge(laptop, book)
    book.change(ana, "person", {"called": "Anna"}, "mira")
    laptop.change(ana, "person", {"called": "Anya"}, "ben")
    merge(book, laptop)
    with pytest.raises(Refused, match="2 versions"):
        make_card(book, ana, ["called"], 30, "mira")


def test_a_house_keeps_its_key(book: Book, books: Callable[[str], Book]) -> None:
    assert card_key(book) == card_key(book)
    assert card_key(books("other")) != card_key(book)


def test_keys_are_pinned_from_a_file() -> None:
    jwk = KEY.pinned.jwk()
    assert read_pins(json.dumps(jwk)) == PINS
    assert read_pins(json.dumps({"keys": [jwk, jwk]})) == PINS * 2
    for bad in (
        "",
        "[]",
        "{}",
        '{"keys": []}',
        json.dumps({**jwk, "x": "AA"}),
        json.dumps({**jwk, "d": "AA"}),
    ):
        with pytest.raises(UsageError):
            read_pins(bad)


def test_open_needs_are_told_and_met_ones_are_not(book: Book, ana: str, clock: Clock) -> None:
    book.change(ana, "need", {"what": "shelter", "state": "met"}, "mira")
    book.change(ana, "need", {"what": "legal_aid"}, "mira")
    give_consent(book, ana, "legal_aid", "lawyer:x", ["need"], clock.now + timedelta(days=1), "mira")
    assert told(make_card(book, ana, ["needs"], 5, "mira"), book, clock).claims == {"needs": ["legal_aid"]}
