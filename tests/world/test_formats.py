"""The formats of the raw files and what stands in them: EDIFACT, checksums, reserved numbers, words, banks."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from tests.world.conftest import Made

# what regulators reserve for fiction, then the invented blocks (see banks/numbering.py)
RESERVED = re.compile(
    r"\+1\d{3}55501\d\d|\+447700900\d{3}|\+442079460\d{3}|\+44(113|114|115|116|118|117|121|141|151|161)4960\d{3}"
    r"|\+441632960\d{3}|\+441914980\d{3}|\+44(28901|29201)80\d{3}|\+353209\d{5}|\+3363998\d{4}|\+3319900\d{4}"
    r"|\+493023125\d{3}|\+494066969\d{3}|\+4917604069\d{3}|\+61[278]5550\d{4}|\+61[3278]70?10\d{4}"
    r"|\+34[67][01]000\d{4}|\+3519[36]000\d{4}|\+55(11|81)900\d{6}|\+52(55|22)000\d{5}|\+573000\d{6}|\+79[09]900?0?\d{5}"
    r"|\+790000\d{5}|\+770000\d{5}|\+639000\d{6}|\+407[06]000\d{4}|\+971500\d{6}"
)


def test_edifact_messages_count_their_segments(world: Made) -> None:
    out, _, _ = world
    files = sorted((out / "input" / "travel").glob("*.edi"))
    assert files
    for path in files:
        text = path.read_text(encoding="ascii")
        assert text.startswith("UNA:+.?*'\nUNB+")
        segments = re.split(r"(?<!\?)'\n", text)
        start = messages = 0
        for place, segment in enumerate(segments):
            if segment.startswith("UNH+"):
                start, reference = place, segment.split("+")[1]
            if segment.startswith("UNT+"):
                assert segment == f"UNT+{place - start + 1}+{reference}"
                messages += 1
        tail = [segment for segment in segments if segment.startswith(("UNE+", "UNZ+"))]
        assert tail[0].split("+")[1] == str(messages)


def iban_is_right(text: str) -> bool:
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 == 1


def base58_is_right(text: str) -> bool:
    alphabet, number = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", 0
    for char in text:
        number = number * 58 + alphabet.index(char)
    raw = number.to_bytes(25, "big")
    return hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


def bech32_is_right(text: str) -> bool:
    """BIP 173, the reference check."""
    values = [3, 3, 0, 2, 3] + ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(char) for char in text[3:]]
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= factor if (top >> bit) & 1 else 0
    return check == 1


def test_ibans_and_wallets_check(world: Made) -> None:
    accounts = {
        columns.get(name, "")
        for _, _, columns in world[2]
        for name in ("account_id", "debtor_account", "creditor_account")
    }
    ibans = [text for text in accounts if text.startswith(("GB", "DE"))]
    wallets = [text for text in accounts if re.match(r"bc1|[1T][1-9A-HJ-NP-Za-km-z]{25}", text)]
    assert len(ibans) > 50
    assert len(wallets) > 20
    assert all(iban_is_right(text) for text in ibans)
    assert all(bech32_is_right(text) if text.startswith("bc1") else base58_is_right(text) for text in wallets)


def test_numbers_mails_and_links_are_reserved_or_invented(
    world: Made,
) -> None:
    for _, _, columns in world[2]:
        for name in ("phone", "contact_phone", "contact"):
            value = columns.get(name, "")
            if re.fullmatch(r"\+\d{8,15}", value):
                assert RESERVED.fullmatch(value), value
        for value in columns.values():
            for host in re.findall(r"https?://([^/\s\"]+)", value):
                assert host.endswith(".example")
            for host in re.findall(r"[\w.]+@([\w.-]+)", value):
                assert (
                    host.lower()
                    .rstrip(".")
                    .endswith((".example", ".test", "example.com", "example.org", "example.net"))
                )


def test_two_phones_are_not_given_twice(world: Made) -> None:
    """A phone shared by many unrelated accounts would be the generator's slip, not anybody's doing."""
    homes: dict[str, set[str]] = {}
    for kind, _, columns in world[2]:
        if kind == "account" and columns["phone"]:
            homes.setdefault(columns["phone"], set()).add(columns["address"])
    assert max(len(addresses) for addresses in homes.values()) < 12


def test_words_are_plain_and_languages_many(world: Made) -> None:
    text = " ".join(columns.get("text", "") for _, _, columns in world[2]).lower()
    assert not re.search(
        r"\b(sex|sexy|nude|naked|erotic|porn|escort|xxx|oral|anal|fetish|секс|desnuda|nua|hubad)\b", text
    )
    for some in (
        "apartment|river|towels",
        "entrada|camilla|turnos",
        "recado|maca|turnos",
        "договор|билет|смен",
        "kandila|kita|kontrata",
    ):
        assert re.search(some, text), some


def test_the_two_banks_share_no_sentence_city_or_site() -> None:
    from manumit.world import banks

    dev, evaluation = banks.load(499), banks.load(500)
    assert (dev.name, evaluation.name) == ("dev", "eval")

    def sentences(bank: Any) -> set[str]:
        tables = (bank.words.COMPANION, bank.stories.OFFERS, bank.stories.POSTS)
        skip = ("job", "contact")
        return {
            line
            for table in tables
            for parts in table.values()
            for key, lines in parts.items()
            if key not in skip
            for line in lines
        }

    assert not sentences(dev) & sentences(evaluation)
    assert not {city[0] for city in dev.places.HUBS + dev.places.HOMES} & {
        city[0] for city in evaluation.places.HUBS + evaluation.places.HOMES
    }
    assert not {site for site, _ in dev.words.SITES} & {site for site, _ in evaluation.words.SITES}
