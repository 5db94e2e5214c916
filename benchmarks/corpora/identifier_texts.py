"""Short texts with one known identifier each, by class of disguise, and texts that only look as if they had one.

Phones are from ranges kept for fiction: NANP 555-01xx, Ofcom 07700 900xxx and 020 7946 0xxx, ARCEP 06 39 98 xx xx.
Mail and web addresses end in the reserved .example and .test; a shortener's path is longer than any it gives out.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterator
from typing import NamedTuple

from benchmarks.corpora import numerals
from benchmarks.corpora.coins import WALLETS, broken, broken_iban, iban, onion, wallet


class Item(NamedTuple):
    """`value` is empty where nothing is to be found; start and end are where the disguised value stands."""

    family: str
    text: str
    region: str
    kind: str
    value: str
    start: int
    end: int


Maker = Callable[[random.Random], tuple[str, str, str, str]]
"""Gives the disguised value, the true one, the region and the language of the sentence around it."""

PLATFORMS = {
    "telegram": ("telegram", "Telegram", "tg", "телеграм", "телега"),
    "whatsapp": ("whatsapp", "WhatsApp", "wa"),
    "wechat": ("wechat", "WeChat ID", "weixin", "微信", "微信号", "wx"),
    "instagram": ("instagram", "insta", "IG", "инстаграм"),
    "snapchat": ("snap", "snapchat", "sc"),
    "signal": ("signal", "Signal"),
    "line": ("line", "LINE ID", "ไลน์"),
    "zalo": ("zalo", "Zalo"),
    "viber": ("viber", "Viber", "вайбер"),
}
LINKS = {
    "telegram": ("t.me/{}", "https://t.me/{}", "telegram.me/{}"),
    "instagram": ("instagram.com/{}", "https://www.instagram.com/{}"),
    "snapchat": ("snapchat.com/add/{}",),
    "line": ("line.me/ti/p/~{}",),
}
DISGUISED = {
    "telegram": ("t3legram", "t e l e g r a m", "tele-gram", "𝐭𝐞𝐥𝐞𝐠𝐫𝐚𝐦", "tеlеgrаm"),
    "wechat": ("w3chat", "we-chat", "w e c h a t", "ＷｅＣｈａｔ"),
    "instagram": ("1nsta", "inst@gram", "i n s t a", "insta-gram"),
    "snapchat": ("sn@p", "sn4pchat", "s n a p"),
}
MONTHS = "January February March April May June July August September October November December".split()


def _national(rng: random.Random) -> tuple[str, str, str]:
    """National digits, E.164 and region."""
    which = rng.randrange(4)
    if which < 2:
        area = rng.choice((202, 212, 213, 305, 312, 404, 415, 503, 602, 617, 702, 713, 808, 917))
        digits = f"{area}55501{rng.randint(0, 99):02d}"
        return digits, "+1" + digits, "US"
    if which == 2:
        digits = rng.choice((f"07700900{rng.randint(0, 999):03d}", f"02079460{rng.randint(0, 999):03d}"))
        return digits, "+44" + digits[1:], "GB"
    digits = f"063998{rng.randint(0, 9999):04d}"
    return digits, "+33" + digits[1:], "FR"


def _international(rng: random.Random) -> tuple[str, str, str, str]:
    _, value, _ = _national(rng)
    head = {"1": 2, "4": 3, "3": 3}[value[1]]
    code, rest = value[:head], value[head:]
    told = rng.choice(
        (
            value,
            f"{code} {rest[:3]} {rest[3:6]} {rest[6:]}",
            f"{code}-{rest[:3]}-{rest[3:]}",
            f"00{code[1:]} {rest}",
        )
    )
    return (
        told,
        value,
        rng.choice(("", "US", "GB", "DE")) if not told.startswith("00") else "GB",
        rng.choice(_ALL),
    )


def _written(rng: random.Random) -> tuple[str, str, str, str]:
    digits, value, region = _national(rng)
    if region == "US":
        a, b, c = digits[:3], digits[3:6], digits[6:]
        told = rng.choice((f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"{a} {b} {c}", digits))
    elif region == "GB":
        told = rng.choice((f"{digits[:5]} {digits[5:]}", f"{digits[:5]} {digits[5:8]} {digits[8:]}", digits))
    else:
        told = rng.choice((" ", ".", "")).join(digits[at : at + 2] for at in range(0, 10, 2))
    return told, value, region, rng.choice(_ALL)


_ALL = tuple(numerals.SENTENCES)


def _phone(disguise: Callable[[str, random.Random], str], language: str = "") -> Maker:
    def make(rng: random.Random) -> tuple[str, str, str, str]:
        digits, value, region = _national(rng)
        return disguise(digits, rng), value, region, language or rng.choice(_ALL)

    return make


def _told(disguise: Callable[[str, str], str], which: str) -> Callable[[str, random.Random], str]:
    return lambda digits, _: disguise(digits, which)


def _mixed(language: str) -> Callable[[str, random.Random], str]:
    return lambda digits, rng: numerals.mixed(digits, language, rng)


def _phones() -> Iterator[tuple[str, Maker]]:
    yield "phone clean international", _international
    yield "phone clean national", _written
    for language in numerals.WORDS:
        yield f"phone spelled {language}", _phone(_told(numerals.spelled, language), language)
    for language in ("en", "es", "ru", "tl"):
        yield f"phone words and digits {language}", _phone(_mixed(language), language)
    yield "phone glued words", _phone(numerals.glued, "en")
    yield "phone letters for digits", _phone(numerals.lettered)
    for shape in numerals.SHAPES:
        yield f"phone {shape}", _phone(_told(numerals.shaped, shape))
    yield "phone keycaps", _phone(lambda d, _: numerals.keycaps(d))
    yield "phone circled", _phone(lambda d, _: numerals.circled(d))
    yield "phone on lines", _phone(numerals.on_lines)
    yield "phone emoji between", _phone(numerals.emoji_between)
    yield "phone dots", _phone(lambda d, r: numerals.between(d, (".", " . ", "·"), r))
    yield "phone asterisks", _phone(lambda d, r: numerals.between(d, ("*", "_", "~", "/"), r))
    yield "phone blanks", _phone(lambda d, r: numerals.between(d, (" ", "  ", "\u200b"), r))


def _name(rng: random.Random) -> str:
    syllables = "ba ven gor din sha zel ka lim mo ru sol tav".split()
    word = "".join(rng.choice(syllables) for _ in range(3))
    return word + rng.choice(("", f"_{rng.randint(1, 99)}", str(rng.randint(10, 999))))


def _mail(forms: tuple[str, ...]) -> Maker:
    def make(rng: random.Random) -> tuple[str, str, str, str]:
        user, host, top = _name(rng), _name(rng).replace("_", ""), rng.choice(("example", "test"))
        return rng.choice(forms).format(user, host, top), f"{user}@{host}.{top}", "US", rng.choice(_ALL)

    return make


def _mails() -> Iterator[tuple[str, Maker]]:
    yield "email clean", _mail(("{}@{}.{}",))
    yield "email at dot", _mail(("{} at {} dot {}", "{} AT {} DOT {}"))
    yield (
        "email [at] [dot]",
        _mail(("{} [at] {} [dot] {}", "{}(at){}(dot){}", "{} {{at}} {} . {}", "{}[at]{}.{}")),
    )
    yield (
        "email other words",
        _mail(("{} arroba {} punto {}", "{} arobase {} point {}", "{} собака {} точка {}")),
    )
    yield "email blanks, full-width", _mail(("{} @ {} . {}", "{}＠{}．{}", "{} @{}.{}"))


def _handle(platform: str, forms: tuple[str, ...], marks: tuple[str, ...]) -> Maker:
    def make(rng: random.Random) -> tuple[str, str, str, str]:
        name = _name(rng)
        told = rng.choice(forms).rstrip()
        told = told.format(name) if "{}" in told else told + rng.choice(marks) + name
        return told, f"{platform}:{name}", "US", rng.choice(_ALL)

    return make


def _handles() -> Iterator[tuple[str, Maker]]:
    for platform, forms in PLATFORMS.items():
        yield f"handle {platform}", _handle(platform, forms, (" @", ": ", ": @", "："))
        yield f"handle bare {platform}", _handle(platform, forms[:3], (" ", " - "))
    for platform, forms in LINKS.items():
        yield f"handle link {platform}", _handle(platform, forms, ())
    for platform, forms in DISGUISED.items():
        yield f"handle disguised {platform}", _handle(platform, forms, (" @", ": ", ": @"))


def _link(rng: random.Random) -> tuple[str, str, str, str]:
    path = "".join(rng.choice(string.ascii_letters + string.digits) for _ in range(14))
    host = rng.choice(("bit.ly", "tinyurl.com", "cutt.ly", "is.gd"))
    told = rng.choice((f"{host}/{path}", f"https://{host}/{path}"))
    return told, f"{host}/{path}", "US", rng.choice(_ALL)


def _links() -> Iterator[tuple[str, Maker]]:
    yield "url shortened", _link

    def hidden(rng: random.Random) -> tuple[str, str, str, str]:
        host = onion(rng)
        return rng.choice((host, f"http://{host}/")), host, "US", rng.choice(_ALL)

    yield "url onion", hidden


def _accounts() -> Iterator[tuple[str, Maker]]:
    for coin, asset in WALLETS.items():

        def right(rng: random.Random, coin: str = coin, asset: str = asset) -> tuple[str, str, str, str]:
            address = wallet(coin, rng)
            return address, f"{asset}:{address}", "US", rng.choice(_ALL)

        yield f"wallet {coin}", right

    def spaced(rng: random.Random) -> tuple[str, str, str, str]:
        told = iban(rng)
        parts = " ".join(told[at : at + 4] for at in range(0, len(told), 4))
        return rng.choice((told, parts, parts.lower())), told, "US", rng.choice(_ALL)

    yield "iban", spaced


def _wrong() -> Iterator[tuple[str, Maker]]:
    for coin in WALLETS:

        def made(rng: random.Random, coin: str = coin) -> tuple[str, str, str, str]:
            return broken(wallet(coin, rng), rng), "", "US", rng.choice(_ALL)

        yield f"wrong wallet {coin}", made
    yield "wrong iban", lambda rng: (broken_iban(rng), "", "US", rng.choice(_ALL))


NEGATIVES: dict[str, tuple[str, ...]] = {
    "price": (
        "Only ${k}.{t} for the set",
        "{k}.000.000 Gs",
        "de {k}.{h}.{h} pesos",
        "Rp {k}.{h}.000 per bulan",
        "€{k},{h}.00",
        "{k} {h} {h} руб.",
        "价格{n}元",
        "₫{k}.{h}.000",
        "{k},{h},000 VND",
        "1h {k}0 2h {k}0 night {h}",
    ),
    "date": (
        "on {d}.{m}.{y}",
        "{y}-{m}-{d}",
        "{d}/{m}/{y} - {m}/{d2:02d}/{y}",
        "{d} {M} {y} to {d} {M} {y}",
        "{y}年{m}月{d}日",
        "{y}{m}{d}",
        "{d}.{m}.{y} {H}:{t}",
    ),
    "time": (
        "open {H}:00-{L}:{t}",
        "Mon-Fri {H}.00 - {L}.30, Sat 10.00 - 14.00",
        "{H}:{t} {L}:{t} {H}:30",
        "{y}-{m}-{d}T{H}:{t}:00Z",
        "{H}h00 a {L}h30",
    ),
    "measure": (
        "{h} x {h} x {h} mm",
        "{h}-{t}-{h}",
        "engine {n} cc, {k}{h} km",
        "165 cm 55 kg, {t}-{t}-{t}",
        "{h}m2, {k} rooms, {h} m",
        "1920x1080, {n} mAh",
        "{n} kg / {n} m",
    ),
    "order": (
        "order no. {N}",
        "Order #{n}-{n}-{n}",
        "Bestellnummer {N}",
        "заказ № {N}",
        "pedido {N}",
        "订单号{N}",
        "tracking 1Z{N}",
        "invoice {y}/{n}",
    ),
    "id": (
        "licence {N}",
        "ID {h}-{t}-{n}",
        "ref {n}{n}{h}",
        "ISBN 978-{k}-{h}-{n}-{k}",
        "serial {n}-{n}-{n}-{n}",
        "VAT GB{h}{n}{t}",
        "EAN {n}{n}{n}",
        "passport no {N}",
        "INN {N}",
    ),
    "year": (
        "since {y}",
        "built {y}, renovated {y}",
        "{y}-{y} season",
        "years {y} {y} {y}",
        "born {y}, moved {y}, back {y}",
    ),
    "postcode": (
        "{z} Springfield",
        "{z}-{n}",
        "PLZ {z}, {z}",
        "SW1A {k}AA",
        "CEP {z}-{h}",
        "〒{h}-{n}",
        "индекс {z}{k}",
    ),
    "coordinate": (
        "{t}.{n}{t}, -{g}.{n}{t}",
        "lat {t}.{n}{t} lon {g}.{n}{t}",
        "{t}°{t}'{t}\"N {g}°{t}'{t}\"E",
        "GPS {t}.{n} {g}.{n}",
    ),
    "age": (
        "ages {a}-{a}",
        "{a} years, {a} years and {a} years",
        "Lena {a}, Rosa {a}, Kim {a}",
        "from {a} to {a}",
        "возраст {a}-{a} лет",
    ),
    "score": (
        "{k}-{k} {k}-{k} {k}-{k}",
        "bus 12, 34, 56, 78, 90",
        "win {t} {t} {t} {t} {t} {t}",
        "{h}.{h}.{k}.{t}",
        "1 2 3 4 5 6 7 8 9 10",
        "rows {h} {h} {h}",
    ),
    "wordy": (
        "one of the two best in three towns",
        "uno de los dos mejores de cinco o seis",
        "один из двух или трёх домов, пять комнат",
        "isa sa dalawa o tatlo",
        "一生一世 三心二意 五颜六色",
        "năm nay hai ba người một phòng",
        "to go for it at eight or nine, for two or three, not one more",
    ),
}


def _drawn(form: str, rng: random.Random) -> str:
    """Every mark is drawn anew: {k} one digit, {t} two (under 60), {h} three, {n} four, {z} five, {N} 8 to 11."""
    draws: dict[str, Callable[[], object]] = {
        "k": lambda: rng.randint(1, 9),
        "t": lambda: rng.randint(10, 59),
        "h": lambda: rng.randint(100, 999),
        "g": lambda: rng.randint(60, 179),
        "n": lambda: rng.randint(1000, 9999),
        "z": lambda: rng.randint(10000, 99999),
        "N": lambda: rng.randint(10**7, 10**11),
        "d": lambda: f"{rng.randint(1, 28):02d}",
        "m": lambda: f"{rng.randint(1, 12):02d}",
        "M": lambda: rng.choice(MONTHS),
        "y": lambda: rng.randint(1950, 2029),
        "H": lambda: f"{rng.randint(6, 12):02d}",
        "L": lambda: rng.randint(13, 23),
        "a": lambda: rng.randint(18, 60),
    }
    return re.sub(r"\{(\w)\}", lambda mark: str(draws[mark[1]]()), form)


def _negatives(rng: random.Random) -> Iterator[Item]:
    for family, forms in NEGATIVES.items():
        for form in forms:
            told = _drawn(form, rng)
            text = rng.choice(("{}", "Nice place. {}", "{} and more", "see: {}!", "• {}\n• clean"))
            region = rng.choice(("US", "GB", "FR", "ES", "TH", ""))
            yield Item(f"not {family}", text.replace("{}", told), region, "", "", 0, 0)


def items(seed: int, each: int = 40, negatives: int = 2400) -> Iterator[Item]:
    """`each` of every class with an identifier or a broken one, and at least `negatives` without any."""
    rng = random.Random(f"identifiers:{seed}")
    for makers in (_phones(), _mails(), _handles(), _links(), _accounts(), _wrong()):
        for family, make in makers:
            for _ in range(each):
                told, value, region, language = make(rng)
                sentence = rng.choice(numerals.SENTENCES[language])
                if not family.startswith("phone"):
                    sentence = rng.choice(("{}", "More: {}", "Ciao, {} bye", "Info {}\nOpen daily"))
                start = sentence.index("{}")
                kind = family.split()[0] if value else ""
                text = sentence.replace("{}", told)
                yield Item(family, text, region, kind, value, start, start + len(told))
    made = 0
    while made < negatives:
        for item in _negatives(rng):
            made += 1
            yield item
