"""Telephone numbers in disguise, and long numbers that are none: made here, apart from the code they test.

Every number comes from a reserved range: +1 NXX 555 01xx, UK 07700 900xxx (Ofcom), FR 01 99 00 xx xx (ARCEP), and
made-up numbers of possible form for countries that reserve none.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

WORDS = {
    "en": "zero one two three four five six seven eight nine".split(),
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve".split(),
    "pt": "zero um dois três quatro cinco seis sete oito nove".split(),
    "fr": "zéro un deux trois quatre cinq six sept huit neuf".split(),
    "ru": "ноль один два три четыре пять шесть семь восемь девять".split(),
    "tl": "sero isa dalawa tatlo apat lima anim pito walo siyam".split(),
}
CARRIERS = {
    "en": (
        "New in town, quiet flat by the station. {} Text first please.",
        "Call me now {} no hidden numbers",
        "{} ask for Maria, 24/7",
        "Open 10:00-22:00, age 24, 165cm. {}",
    ),
    "es": ("Recién llegada, piso tranquilo. {} Escríbeme antes.", "Llámame ya {} sin números ocultos"),
    "pt": ("Nova na cidade, lugar calmo. {} Mande mensagem.", "Me liga {} só hoje"),
    "fr": ("Nouvelle en ville, endroit calme. {} Message avant.", "Appelez le {} merci"),
    "ru": ("Новая в городе, тихое место. {} Сначала сообщение.", "Звоните {} без скрытых номеров"),
    "tl": ("Bago dito sa lungsod, tahimik na lugar. {} Text muna po.", "Tawag lang {} salamat po"),
}
SEPARATORS = (" - ", " . ", "..", "--", "~", "*", "_", " | ")
EMOJI = "🌹💕🔥✨💋⭐🍒🌸"


def number(rng: random.Random, region: str) -> tuple[str, str]:
    """(national digits, E.164) of a reserved or made-up number."""
    if region == "GB":
        digits = f"07700900{rng.randrange(1000):03d}"
        return digits, "+44" + digits[1:]
    if region == "FR":
        digits = f"019900{rng.randrange(10000):04d}"
        return digits, "+33" + digits[1:]
    if region == "US":
        digits = f"{rng.choice(('202', '312', '415', '646', '713'))}55501{rng.randrange(100):02d}"
        return digits, "+1" + digits
    national = {"ES": "6{:08d}", "BR": "119{:08d}", "RU": "9{:09d}", "PH": "09{:09d}"}[region]
    digits = national.format(rng.randrange(10 ** (9 if region in ("RU", "PH") else 8)))
    code = {"ES": "+34", "BR": "+55", "RU": "+7", "PH": "+63"}[region]
    return digits, code + digits.removeprefix("0")


def _joined(sep: str) -> Callable[[str, random.Random], str]:
    return lambda digits, rng: sep.join(digits)


def _groups(digits: str, rng: random.Random, sep: str) -> str:
    cuts = sorted({0, len(digits), *rng.sample(range(2, len(digits) - 2), 2)})
    return sep.join(digits[a:b] for a, b in pairwise(cuts))


def _spelled(lang: str) -> Callable[[str, random.Random], str]:
    return lambda digits, rng: rng.choice((" ", " ", "-", ", ")).join(WORDS[lang][int(d)] for d in digits)


def _half(lang: str) -> Callable[[str, random.Random], str]:
    return lambda digits, rng: " ".join(WORDS[lang][int(d)] if rng.random() < 0.5 else d for d in digits)


def _glued(digits: str, rng: random.Random) -> str:
    out = ""
    for digit in digits:
        out += WORDS["en"][int(digit)] if rng.random() < 0.45 else digit
        out += " " if rng.random() < 0.25 else ""
    return out


def _letters(digits: str, rng: random.Random) -> str:
    table = {"0": "oO", "1": "lI"}
    swapped = "".join(rng.choice(table[d]) if d in table and rng.random() < 0.6 else d for d in digits)
    return _groups(swapped, rng, rng.choice((" ", "-", "")))


def _digits(zero: str) -> Callable[[str, random.Random], str]:
    return lambda digits, rng: _groups("".join(chr(ord(zero) + int(d)) for d in digits), rng, " ")


DISGUISES: dict[str, tuple[tuple[str, ...], Callable[[str, random.Random], str]]] = {
    "clean": (
        ("GB", "US", "ES", "PH", "BR", "FR"),
        lambda d, r: _groups(d, r, r.choice((" ", "-", "", "."))),
    ),
    "separators": (("GB", "US", "ES"), lambda d, r: _groups(d, r, r.choice(SEPARATORS))),
    "every digit apart": (
        ("GB", "US", "PH"),
        lambda d, r: r.choice((" ", "-", ".", "_", "*", " - ")).join(d),
    ),
    "spelled en": (("GB", "US"), _spelled("en")),
    "spelled es": (("ES",), _spelled("es")),
    "spelled pt": (("BR",), _spelled("pt")),
    "spelled fr": (("FR",), _spelled("fr")),
    "spelled ru": (("RU",), _spelled("ru")),
    "spelled tl": (("PH",), _spelled("tl")),
    "half spelled": (("GB", "US"), _half("en")),
    "glued": (("GB", "US"), _glued),
    "letters for digits": (("GB", "US"), _letters),
    "full-width": (("GB", "US"), _digits("０")),
    "arabic-indic": (("GB", "US"), _digits("٠")),
    "devanagari": (("GB", "US"), _digits("०")),
    "keycaps": (("GB", "US"), lambda d, r: r.choice(("", " ")).join(f"{c}\ufe0f\u20e3" for c in d)),
    "circled": (("GB", "US"), lambda d, r: "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(c)] for c in d)),
    "bold": (("GB", "US"), lambda d, r: "".join(chr(0x1D7CE + int(c)) for c in d)),
    "emoji between": (
        ("GB", "US", "ES"),
        lambda d, r: "".join(c + r.choice(EMOJI) * r.randint(0, 2) for c in d),
    ),
    "zero-width between": (("GB", "US"), lambda d, r: r.choice("\u200b\u200d\u2060").join(d)),
    "over lines": (("GB", "US"), lambda d, r: _groups(d, r, "\n")),
}
_LANGUAGE = {"GB": "en", "US": "en", "ES": "es", "BR": "pt", "FR": "fr", "RU": "ru", "PH": "tl"}

NOT_PHONES = (
    "Order no {d10} shipped",
    "ref: {d9}",
    "Invoice #{d8} is due",
    "booking reference {d10}",
    "Passport {d9} required",
    "IBAN GB82 WEST 1234 5698 7654 32",
    "meet on 2026-03-14 at 10:30",
    "12/03/2026 - 15/03/2026",
    "open 10:00-22:00 daily",
    "80/120/200",
    "100 150 200 250 roses",
    "30min 100 1h 180 2h 300",
    "34-24-36, 165cm, 55kg",
    "seasons 2024 2025 2026",
    "pay 1 500 000 pesos",
    "$1,250,000.00 in total",
    "account {d10}",
    "tracking {d12}",
    "ISBN 978-3-16-148410-0",
    "case number {d9}",
    "licence no. {d8}",
    "POEA license {d9}",
    "40.712776, -74.005974",
    "server 192.168.1.254",
    "CPF 123.456.789-09",
    "карта 2200 1234 5678 9010",
    "заказ {d10}",
    "pedido {d9}",
    "№ {d8}",
    "card 4111 1111 1111 1111",
    "flight AB1234 on 14.03.2026",
    "ages 18 19 20 21 22",
    "salary 2000-2500 EUR per month",
    "{d16}",
    "zip 10001-1234",
    "2024-2026",
    "24/7 since 2019",
    "ORD{d10}",
    "id {d9}",
    "model 5550123A",
    "IMEI {d15}",
    "between 1200 and 1800 euro",
    "20260314",
    "VAT 123456789",
    "one two three four girls",
    "room 101, floor 12, gate 3",
    "member since 01.02.2019",
)


def positives(name: str, count: int, seed: int) -> list[tuple[str, str, str]]:
    """(text, region, E.164) cases of one class."""
    rng = random.Random(f"{seed}/{name}")
    regions, disguise = DISGUISES[name]
    cases = []
    for _ in range(count):
        region = rng.choice(regions)
        digits, expected = number(rng, region)
        carrier = rng.choice(CARRIERS[_LANGUAGE[region]])
        cases.append((carrier.format(disguise(digits, rng)), region, expected))
    return cases


def negatives(count: int, seed: int) -> list[tuple[str, str]]:
    """(text, region) cases that hold no telephone number."""
    rng = random.Random(seed)

    def made(size: int) -> str:
        return str(rng.randrange(10 ** (size - 1), 10**size))

    return [
        (
            rng.choice(NOT_PHONES).format(**{f"d{size}": made(size) for size in range(7, 17)}),
            rng.choice(("GB", "US", "ES", "RU", "PH")),
        )
        for _ in range(count)
    ]
