"""Noise as a hurried or hiding hand makes it, written apart from the program's folding (it shares no table with it).

Per token: 2 % dropped, 3 % followed by a stray word, 4 % followed by an emoji, 5 % mutated (look-alike letters, digits
for letters, a typing slip, case, stretching). Heavy is 2.5 times that. In scripts without spaces a token is a run of 1
to 3 characters (Thai 2 to 6), which is harsher than it sounds: two characters carry what a word carries elsewhere.
"""

from __future__ import annotations

import random
import unicodedata

LEVELS = {"none": 0.0, "light": 1.0, "heavy": 2.5}
DROP, INSERT, EMOJI, MUTATE = 0.02, 0.03, 0.04, 0.05
EMOJIS = tuple("🌸 💎 🔥 ⭐ 💋 🌹 ☎️ 📞 ✨ 💆 🏠 🚗 👍🏽 🎁 ❤️ 🥇 🌴 ➡️ ✅ 💯 🛏️ 👩‍🍳 🇪🇸 🙏".split())
LOOKALIKES = {
    **dict(zip("aceopxyiskhbmtuw", "асеорхуіѕкһЬмтцш", strict=True)),
    **dict(zip("ABEHKMOPTXYZ", "ΑΒΕΗΚΜΟΡΤΧΥΖ", strict=True)),
    **dict(zip("асеорхуктмні", "aceopxyktmhi", strict=True)),
    "n": "ո",
    "g": "ɡ",
    "l": "ⅼ",
    "d": "ԁ",
    "v": "ν",
    "日": "曰",
    "人": "入",
    "大": "太",
    "未": "末",
    "口": "囗",
    "千": "干",
    "士": "土",
    "己": "已",
    "力": "刀",
    "エ": "工",
    "ロ": "口",
    "カ": "力",
    "ー": "一",
    "เ": "แ",
    "ด": "ค",
    "ถ": "ภ",
    "บ": "ป",
    "ช": "ซ",
}
LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "b": "8", "g": "9", "l": "1", "z": "2"}
STYLES = (0x1D400, 0x1D5D4, 0x1D670, 0xFF21)  # bold, sans bold, monospace, full-width capitals
BETWEEN = (".", "*", "·", "_", "\u200b", "~", "-", " ")


def _fancy(letter: str, base: int) -> str:
    if not ("a" <= letter.lower() <= "z"):
        return letter
    small = 32 if base == 0xFF21 else 26
    return chr(base + ord(letter.upper()) - 65 + (small if letter.islower() else 0))


def _homoglyph(token: str, rng: random.Random) -> str:
    if rng.random() < 0.15:
        base = rng.choice(STYLES)
        return "".join(_fancy(c, base) for c in token)
    return "".join(LOOKALIKES.get(c, c) if rng.random() < 0.6 else c for c in token)


def _leet(token: str, rng: random.Random) -> str:
    return "".join(
        rng.choice(LEET[c.lower()]) if c.lower() in LEET and rng.random() < 0.6 else c for c in token
    )


def _slip(token: str, rng: random.Random) -> str:
    at = rng.randrange(len(token))
    kind = rng.randrange(4)
    if kind == 0:
        return token[:at] + token[at + 1 :]
    if kind == 1:
        return token[:at] + token[at] + token[at:]
    if kind == 2 and len(token) > 1:
        at = min(at, len(token) - 2)
        return token[:at] + token[at + 1] + token[at] + token[at + 2 :]
    return token[:at] + rng.choice(token) + token[at + 1 :]


def _case(token: str, rng: random.Random) -> str:
    if token.lower() == token.upper():  # a script without case: something pushed in between instead
        return rng.choice(BETWEEN).join(token)
    return (
        token.upper()
        if rng.random() < 0.4
        else "".join(c.upper() if rng.random() < 0.5 else c for c in token)
    )


def _stretch(token: str, rng: random.Random) -> str:
    letters = [at for at, c in enumerate(token) if unicodedata.category(c)[0] == "L"]
    if not letters:
        return token
    at = rng.choice(letters)
    return token[:at] + token[at] * rng.randint(3, 6) + token[at + 1 :]


MUTATIONS = (_homoglyph, _leet, _slip, _case, _stretch)


def _pieces(text: str, language: str, rng: random.Random) -> list[str]:
    """Runs that stand for words in a script that shows none; blanks stay where they are."""
    shortest, longest = (2, 6) if language == "th" else (1, 3)
    found, at = [], 0
    while at < len(text):
        size = rng.randint(shortest, longest)
        found.append(text[at : at + size])
        at += size
    return found


def disturb(text: str, level: str, fillers: list[str], rng: random.Random, spaceless: str = "") -> str:
    """The text after `level` of noise; `spaceless` is the language where words are not parted by blanks."""
    strength = LEVELS[level]
    if not strength:
        return text
    tokens = _pieces(text, spaceless, rng) if spaceless else text.split(" ")
    out: list[str] = []
    for token in tokens:
        if rng.random() < DROP * strength:
            continue
        if token.strip() and rng.random() < MUTATE * strength:
            token = rng.choice(MUTATIONS)(token, rng)
        out.append(token)
        if rng.random() < INSERT * strength:
            out.append(rng.choice(fillers))
        if rng.random() < EMOJI * strength:
            out.append(rng.choice(EMOJIS))
    return ("" if spaceless else " ").join(out)
