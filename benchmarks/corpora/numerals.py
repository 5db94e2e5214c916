"""Digits in words and in other shapes, for the benchmark's phone numbers (by hand; not the program's tables)."""

from __future__ import annotations

import random

WORDS = {
    "en": "zero one two three four five six seven eight nine",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "pt": "zero um dois três quatro cinco seis sete oito nove",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "ru": "ноль один два три четыре пять шесть семь восемь девять",
    "tl": "sero isa dalawa tatlo apat lima anim pito walo siyam",
    "ro": "zero unu doi trei patru cinci șase șapte opt nouă",
    "uk": "нуль один два три чотири п'ять шість сім вісім дев'ять",
    "vi": "không một hai ba bốn năm sáu bảy tám chín",
    "th": "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า",
    "zh": "零 一 二 三 四 五 六 七 八 九",
}
SENTENCES = {
    "en": (
        "Nice quiet room, call {} after lunch.",
        "Ask for Mia, {} any day",
        "My number {}",
        "text me\n{}\nthanks",
    ),
    "es": (
        "Habitación tranquila, llame al {} por la tarde.",
        "Mi número {} gracias",
        "WhatsApp {} y pregunte",
    ),
    "pt": ("Quarto sossegado, ligue {} à tarde.", "Meu número {} obrigada", "Fale comigo {} hoje"),
    "fr": ("Chambre calme, appelez le {} le soir.", "Mon numéro {} merci", "Contact : {} bonne journée"),
    "ru": ("Тихая комната, звоните {} вечером.", "Мой номер {} спасибо", "Телефон: {} спросите Олю"),
    "tl": ("Tahimik na kuwarto, tumawag sa {} mamaya.", "Numero ko {} salamat", "I-text ang {} ngayon"),
    "ro": (
        "Cameră liniștită, sunați la {} seara.",
        "Numărul meu {} mulțumesc",
        "Telefon: {} întrebați de Ana",
    ),
    "uk": ("Тиха кімната, телефонуйте {} увечері.", "Мій номер {} дякую", "Телефон: {} питайте Олю"),
    "vi": ("Phòng yên tĩnh, gọi {} buổi tối.", "Số của tôi {} cảm ơn", "Liên hệ: {} nhé"),
    "th": ("ห้องเงียบ โทร {} ตอนเย็น", "เบอร์ {} ขอบคุณ", "ติดต่อ {} ได้เลย"),
    "zh": ("安静的房间，请打 {} 联系。", "我的电话 {} 谢谢", "联系：{} 随时"),
}
_BASES = {
    "full-width": 0xFF10,
    "arabic-indic": 0x660,
    "persian": 0x6F0,
    "devanagari": 0x966,
    "thai digits": 0xE50,
    "bold": 0x1D7CE,
}
SHAPES = tuple(_BASES)
_LETTERS = {"0": "oO", "1": "lI", "5": "S", "8": "B"}
_EMOJI = tuple("🌸 💋 🔥 ⭐ 💎 🌴 ❤️ 📞".split())


def spelled(digits: str, language: str) -> str:
    words = WORDS[language].split()
    return ("" if language == "zh" else " ").join(words[int(digit)] for digit in digits)


def mixed(digits: str, language: str, rng: random.Random) -> str:
    words = WORDS[language].split()
    return " ".join(words[int(digit)] if rng.random() < 0.5 else digit for digit in digits)


def glued(digits: str, rng: random.Random) -> str:
    words = WORDS["en"].split()
    return "".join(words[int(d)] if rng.random() < 0.4 else d for d in digits[:-1]) + digits[-1]


def lettered(digits: str, rng: random.Random) -> str:
    told = "".join(rng.choice(_LETTERS[d]) if d in _LETTERS and rng.random() < 0.7 else d for d in digits)
    return f"{told[:3]} {told[3:6]} {told[6:]}" if rng.random() < 0.6 else told


def shaped(digits: str, shape: str) -> str:
    told = "".join(chr(_BASES[shape] + int(digit)) for digit in digits)
    return f"{told[:3]} {told[3:6]} {told[6:]}"


def keycaps(digits: str) -> str:
    return "".join(digit + "\ufe0f\u20e3" for digit in digits)


def circled(digits: str) -> str:
    return "".join("⓪" if digit == "0" else chr(0x245F + int(digit)) for digit in digits)


def between(digits: str, marks: tuple[str, ...], rng: random.Random) -> str:
    mark = rng.choice(marks)
    return mark.join(digits)


def emoji_between(digits: str, rng: random.Random) -> str:
    if rng.random() < 0.5:
        return "".join(digit + (rng.choice(_EMOJI) if rng.random() < 0.5 else "") for digit in digits)
    mark = rng.choice(_EMOJI)
    return f"{digits[:3]}{mark}{digits[3:6]}{mark}{digits[6:]}"


def on_lines(digits: str, rng: random.Random) -> str:
    cut = rng.randint(3, 4), rng.randint(6, 7)
    return f"{digits[: cut[0]]}\n{digits[cut[0] : cut[1]]}\n{digits[cut[1] :]}"
