"""A second noise, by other rules and tables than noise.py: what people do to a text that they post again and again.

To the whole advert: a promotional line is put in, two sentences trade places, the end is cut off, blanks and capitals
change. To single words: a synonym, neighbours swapped, letters of other alphabets, invisible characters, digits for
letters (at a word's edges too), letters spelt out, accents, emoji in a row. Rates are `light`; heavy is 2.5 times that.
Scripts without spaces get the same in runs of one to four characters, with invisible characters, emoji and stops.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from benchmarks.corpora.noise import LEVELS

PROMO, REORDER, CUT, SHOUT = 0.2, 0.12, 0.06, 0.04  # of the adverts
SYNONYM, SWAP, ALPHABET, INVISIBLE, LEET, SPELT, ACCENT, EMOJI, DROP = (
    0.25, 0.012, 0.02, 0.025, 0.015, 0.004, 0.012, 0.03, 0.012,
)  # of the words (synonyms: of those that have one)  # fmt: skip
LONGEST_RUN = 4
KEPT = (0.55, 0.9)  # of an advert that is cut off

PROMOS = {
    "en": (
        "Best offer of the season!|Open all week, just ask.|New photos every Monday.|Tell a friend and save."
    ),
    "es": (
        "¡La mejor oferta de la temporada!|Abierto toda la semana.|Fotos nuevas cada lunes.|"
        "Avisa a un amigo y ahorra."
    ),
    "pt": (
        "A melhor oferta da temporada!|Aberto a semana toda.|Fotos novas toda segunda.|"
        "Indique um amigo e poupe."
    ),
    "ru": (
        "Лучшее предложение сезона!|Открыто всю неделю.|Новые фото каждый понедельник.|"
        "Приведи друга и сэкономь."
    ),
    "tl": (
        "Pinakamagandang alok ngayon!|Bukas buong linggo.|Bagong larawan tuwing Lunes.|"
        "Isama ang kaibigan at makatipid."
    ),
    "zh": "本季最好的优惠！|整周营业。|每周一更新照片。|带朋友来更省钱。",
    "ja": "今季一番のお得です！|毎日営業中。|写真は毎週月曜に更新。|友達紹介で割引。",
    "th": "โปรดีที่สุดของฤดูนี้! |เปิดทุกวัน |รูปใหม่ทุกวันจันทร์ |พาเพื่อนมาประหยัดกว่า ",
}
SYNONYMS = {
    "en": (
        "quiet=calm large=big small=little clean=tidy new=fresh near=by house=home room=bedroom fast=quick "
        "price=cost call=ring write=text every=each month=30days work=job good=fine included=inside "
        "with=w/ and=& for=4 you=u please=pls"
    ),
    "es": (
        "tranquila=calmada amplia=grande pequeño=chico limpio=aseado nuevo=flamante cerca=junto "
        "casa=vivienda rápido=veloz precio=coste llamar=telefonear cada=todo mes=mensualidad "
        "trabajo=empleo bueno=estupendo incluido=dentro con=c/ que=q y=&"
    ),
    "pt": (
        "sossegada=calma espaçoso=grande limpo=asseado novo=recente perto=junto casa=moradia rápida=veloz "
        "preço=valor ligar=telefonar cada=todo mês=mensalidade trabalho=emprego bom=ótimo incluído=dentro "
        "com=c/ que=q e=&"
    ),
    "ru": (
        "тихом=спокойном просторная=большая небольшая=маленькая чистая=опрятная новый=свежий возле=около "
        "доме=здании быстрый=скорый цена=стоимость звоните=позвоните месяц=мес работа=занятость "
        "хорошо=отлично для=дл и=& есть=имеется"
    ),
    "tl": (
        "tahimik=payapa maluwag=malaki maliit=munti malinis=maayos bago=bagong-bago malapit=katabi "
        "bahay=tahanan mabilis=matulin presyo=halaga tawag=tumawag bawat=kada buwan=buwanan "
        "trabaho=hanapbuhay mabuti=maganda at=& para=pra"
    ),
    "zh": "安静=宁静 宽敞=很大 干净=整洁 免费=不要钱 价格=价钱 朋友=好友 每月=一个月 房间=屋子 电话=手机 欢迎=热情欢迎",
    "ja": "静かな=落ち着いた 広い=大きな きれい=清潔 無料=ただ 料金=値段 毎月=月々 部屋=お部屋 電話=お電話 近く=そば",
    "th": ("เงียบ=สงบ กว้าง=ใหญ่ สะอาด=เรียบร้อย ฟรี=ไม่เสียเงิน ราคา=ค่า เพื่อน=มิตร เดือน=ด. ห้อง=หอ้ง โทร=โทรศัพท์"),
}
ALPHABETS = (
    dict(zip("aeiopcxykvtnm", "αеіоρсхуκνтпм", strict=True)),
    dict(zip("ahoupgs", "ᴀһօսρցѕ", strict=True)),
    dict(zip("аеорсхук", "aeopcxyk", strict=True)),
)
DIGITS = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7", "b": "6", "g": "9"}
HIDDEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
ACCENTS = ("\u0301", "\u0300", "\u0308", "\u0327", "\u0335")
EMOJIS = tuple("🎉 🌟 🍒 🦋 🥂 📍 🕐 💐 😍 🤝🏼 👩🏽‍🦰 🇵🇭 ♥️ 🆕 🔞 ☀️ 🧖‍♀️".split())
_SENTENCE = re.compile(r"[^.!?。！？]+[.!?。！？]*\s*")


def _changed(word: str, strength: float, rng: random.Random) -> str:
    """One word after what may befall it; at most one thing does."""
    at, dice = rng.randrange(len(word)), rng.random() / strength
    changes: tuple[tuple[float, Callable[[], str]], ...] = (
        (ALPHABET, lambda: "".join(rng.choice(ALPHABETS).get(c, c) for c in word)),
        (INVISIBLE, lambda: word[:at] + rng.choice(HIDDEN) + word[at:]),
        (LEET, lambda: "".join(DIGITS.get(c.lower(), c) if rng.random() < 0.5 else c for c in word)),
        (SPELT, lambda: rng.choice((" ", ".", "-", "|")).join(word)),
        (ACCENT, lambda: word[: at + 1] + rng.choice(ACCENTS) + word[at + 1 :]),
        (DROP, lambda: ""),
    )
    for rate, change in changes:
        if dice < rate:
            return change()
        dice -= rate
    return word


def _pieces(text: str, rng: random.Random) -> list[str]:
    found, at = [], 0
    while at < len(text):
        size = rng.randint(1, LONGEST_RUN)
        found.append(text[at : at + size])
        at += size
    return found


def _synonyms(text: str, language: str, strength: float, rng: random.Random) -> str:
    for pair in SYNONYMS[language].split():
        word, _, other = pair.partition("=")
        if word in text and rng.random() < SYNONYM * strength:
            pattern = re.escape(word) if language in ("zh", "ja", "th") else rf"\b{re.escape(word)}\b"
            text = re.sub(pattern, other.replace("\\", ""), text)
    return text


def _whole(text: str, language: str, strength: float, rng: random.Random) -> str:
    sentences = re.findall(r"\S+\s*", text) if language == "th" else _SENTENCE.findall(text)
    if len(sentences) > 2 and rng.random() < REORDER * strength:
        one, other = rng.sample(range(len(sentences)), 2)
        sentences[one], sentences[other] = sentences[other], sentences[one]
    if rng.random() < PROMO * strength:
        sentences.insert(rng.randint(0, len(sentences)), rng.choice(PROMOS[language].split("|")) + " ")
    text = "".join(sentences)
    if rng.random() < CUT * strength:
        text = text[: int(len(text) * rng.uniform(*KEPT))]
    return text.upper() if rng.random() < SHOUT * strength else text


def rewritten(text: str, level: str, language: str, spaceless: bool, rng: random.Random) -> str:
    """The text as it is posted once more."""
    strength = LEVELS[level]
    if not strength:
        return text
    text = _whole(_synonyms(text, language, strength, rng), language, strength, rng)
    words = _pieces(text, rng) if spaceless else text.split(" ")
    out: list[str] = []
    for word in words:
        out.append(_changed(word, strength, rng) if word.strip() else word)
        if rng.random() < EMOJI * strength:
            out.append(rng.choice(EMOJIS) * rng.choice((1, 1, 2, 3)))
        if len(out) > 1 and rng.random() < SWAP * strength:
            out[-1], out[-2] = out[-2], out[-1]
    return ("" if spaceless else " ").join(out)
