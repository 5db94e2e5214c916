"""Makes the identifiers: phones, e-mails, handles, links, wallets, IBANs, each with the phrase that it stands in."""

from __future__ import annotations

import base64
import hashlib
from random import Random

from benchmarks.identifiers_unseen import disguise, ibans, wallets
from benchmarks.identifiers_unseen.adverts import Advert, Item, compose, place
from benchmarks.identifiers_unseen.words import handles, speech
from benchmarks.identifiers_unseen.words.countries import COUNTRIES, Country
from benchmarks.identifiers_unseen.words.negatives import NEGATIVES

MAIN_LANGS = tuple(handles.AT_DOT)
DOUBLE_ZERO = frozenset(
    "GB IE ES PT FR BE DE IT RO PL UA AE SA EG IN PH VN CN MX PE TR".split()
)  # 00 dials abroad
SCRIPT_COUNTRIES = {"arabic_indic": ("SA", "AE", "EG"), "devanagari": ("IN",), "other_scripts": ("TH", "IN")}
# Mostly without a subdomain: in `post.example.net` a reader may well stop at the reserved `.example`.
DOMAINS = [*["example.com", "example.org", "example.net"] * 4, "mail.example.com", "correo.example.org"]
SHORTENERS = "bit.ly tinyurl.com cutt.ly is.gd t.ly linktr.ee shorturl.at".split()


def _filled(rng: Random, block: str) -> str:
    return "".join(rng.choice("0123456789") if c == "#" else c for c in block)


def _groups(rng: Random, country: Country, number: str) -> list[str]:
    fitting = [g for g in country.groups if sum(g) == len(number)]
    sizes = rng.choice(fitting) if fitting else (len(number) - 6, 3, 3)
    groups, start = [], 0
    for size in sizes:
        groups.append(number[start : start + size])
        start += size
    return groups


def national(rng: Random, code: str) -> tuple[str, list[str]]:
    """E.164 and the groups as written at home."""
    country = COUNTRIES[code]
    number = _filled(rng, rng.choice(country.blocks))
    groups = _groups(rng, country, number)
    return f"+{country.code}{number}", [country.trunk + groups[0], *groups[1:]]


def international(rng: Random, code: str) -> tuple[str, list[str]]:
    country = COUNTRIES[code]
    number = _filled(rng, rng.choice(country.blocks))
    prefix = "00" if code in DOUBLE_ZERO and rng.random() < 0.15 else "+"
    groups = [prefix + country.code, *_groups(rng, country, number)]
    if country.trunk == "0" and prefix == "+" and rng.random() < 0.12:
        groups[1] = "(0)" + groups[1]
    return f"+{country.code}{number}", groups


def _phone(rng: Random, group: str, code: str, lang: str, way: disguise.Way, abroad: float) -> Advert:
    if rng.random() < abroad:
        value, groups = international(rng, code)
        places: tuple[str, ...] = ("region", "location", "both", "none")
        if way is not disguise.plain:
            groups = [g.replace("(0)", "") for g in groups]
    else:
        (value, groups), places = national(rng, code), ("region", "location", "both")
    item = Item("phone", value, way(rng, groups, lang), group)
    advert = compose(item, rng.choice(speech.PHONE.get(lang, speech.PHONE["en"])), lang, rng)
    place(advert, code, rng, places)
    return advert


def _country_for(rng: Random, lang: str) -> str:
    return rng.choice([code for code, country in COUNTRIES.items() if lang in country.langs])


def phone(rng: Random, group: str) -> Advert:
    """`group` is phone_clean_international, phone_clean_national, phone_no_region, phone_link or phone_WAY."""
    name = group.removeprefix("phone_")
    if name.startswith("spelled_"):
        lang = name.removeprefix("spelled_")
        return _phone(rng, group, _country_for(rng, lang), lang, disguise.spelled, 0.12)
    code = rng.choice(SCRIPT_COUNTRIES.get(name, tuple(COUNTRIES)))
    lang = rng.choice(COUNTRIES[code].langs)
    if name.startswith("clean_"):
        return _phone(rng, group, code, lang, disguise.plain, float(name == "clean_international"))
    if name in ("no_region", "link"):
        return _bare(rng, group, code, lang)
    if name in ("mixed", "glued", "doubled"):
        lang = rng.choice(
            ("en", "es") if name == "doubled" else ("en", "en", "en", "es", "pt", "fr", "ru", "tl", "ro")
        )
        return _phone(rng, group, _country_for(rng, lang), lang, disguise.WAYS[name], 0.1)
    return _phone(rng, group, code, lang, disguise.WAYS[name], 0.25)


def _bare(rng: Random, group: str, code: str, lang: str) -> Advert:
    """No country anywhere, or a link that carries the whole number."""
    if group == "phone_link":
        value, _ = national(rng, code)
        written = rng.choice(
            ["wa.me/{}", "https://wa.me/{}", "https://api.whatsapp.com/send?phone={}"]
        ).format(value[1:])
        item = Item("phone", value, written, group, ("free:url", "free:handle"))
    else:
        _, groups = national(rng, code)
        item = Item("phone", "+?" + "".join(groups), disguise.plain(rng, groups, lang), group)
    return compose(item, rng.choice(speech.PHONE.get(lang, speech.PHONE["en"])), lang, rng)


def tens(rng: Random, group: str) -> Advert:
    lang = rng.choice(["es", "fr", "ru"])
    return _phone(rng, group, {"es": "ES", "fr": "FR", "ru": "RU"}[lang], lang, disguise.in_tens, 0.0)


def _name(rng: Random, joins: str = "._") -> str:
    tail = rng.choice(["", str(rng.randint(1, 99)), str(rng.randint(100, 2025))])
    return f"{rng.choice(handles.STARTS)}{rng.choice(['', *joins])}{rng.choice(handles.ENDS)}{tail}"


def _mail(rng: Random) -> str:
    return f"{_name(rng)}@{rng.choice(DOMAINS)}"


def email(rng: Random, group: str) -> Advert:
    """`group` is email_clean, email_at_dot_LANG, email_spaced, email_zero_width or email_wide."""
    value, lang = _mail(rng), rng.choice(MAIN_LANGS)
    written = value if rng.random() < 0.7 else value.title()
    if group.startswith("email_at_dot_"):
        lang = group.removeprefix("email_at_dot_")
        at, dot = rng.choice(handles.AT_DOT[lang])
        user, host = value.split("@")
        user = user.replace(".", dot if rng.random() < 0.3 else ".")
        written = user + at + host.replace(".", dot)
    elif group == "email_spaced":
        at, dot = rng.choice([(" @ ", " . "), (" @", "."), ("@ ", ". "), ("\n@", ".")])
        user, host = value.split("@")
        written = user + at + host.replace(".", dot)
    elif group == "email_zero_width":
        written = (
            "".join(c + (rng.choice(disguise.ZERO_WIDTH) if rng.random() < 0.3 else "") for c in value[:-1])
            + value[-1]
        )
    elif group == "email_wide":
        table = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz0123456789@._"}
        written = (
            value.translate(table) if rng.random() < 0.6 else value.replace("@", "＠").replace(".", "．")
        )
    return compose(Item("email", value, written, group), rng.choice(speech.MAIL[lang]), lang, rng)


def _handle_name(rng: Random, platform: str) -> str:
    if platform == "signal":
        return f"{rng.choice(handles.STARTS)}{rng.choice(handles.ENDS)}.{rng.randint(10, 99)}"
    return _name(rng, {"telegram": "_", "wechat": "_-", "snapchat": "_-.", "zalo": "_"}.get(platform, "_."))


def handle(rng: Random, group: str) -> Advert:
    """`group` is handle_PLATFORM, handle_disguised, handle_link or handle_bare."""
    name = group.removeprefix("handle_")
    if name == "disguised":
        platform, lang, phrase = rng.choice(handles.DISGUISED)
    elif name == "link":
        platform, lang = rng.choice(sorted(handles.LINKS)), rng.choice(MAIN_LANGS)
        return _handle_link(rng, group, platform, lang)
    elif name == "bare":
        platform, (lang, phrase) = "unknown", rng.choice(handles.BARE)
    else:
        platform, (lang, phrase) = name, rng.choice(handles.PLATFORMS[name])
    who = _handle_name(rng, platform)
    written = who if rng.random() < 0.75 else who.capitalize()
    if "{@}" in phrase:
        phrase, written = phrase.replace("{@}", "{h}"), rng.choice(["@", "@", ""]) + written
    return compose(
        Item("handle", f"{platform}:{who}", written, group), phrase.replace("{h}", "{x}"), lang, rng, "text"
    )


def _handle_link(rng: Random, group: str, platform: str, lang: str) -> Advert:
    who = _handle_name(rng, platform)
    written = rng.choice(handles.LINKS[platform]).format(h=who)
    item = Item("handle", f"{platform}:{who}", written, group, ("free:url",))
    return compose(item, rng.choice(speech.LINK[lang]), lang, rng)


def _onion(rng: Random) -> str:
    """A version 3 onion address (rend-spec-v3, section 6)."""
    key, version = rng.randbytes(32), b"\x03"
    check = hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2]
    return base64.b32encode(key + check + version).decode().lower() + ".onion"


def url(rng: Random, group: str) -> Advert:
    """`group` is url_clean, url_onion, url_short or url_defanged; the value has no scheme and no last slash."""
    lang, who = rng.choice(MAIN_LANGS), _name(rng, "-")
    site = rng.choice([f"{who}.example.com", "www.example.org", f"{who}.example.net", "shop.example.com"])
    value = site + rng.choice(["", f"/{who}", "/jobs/2025", f"/p/{rng.randint(10, 9999)}", "/apply?ref=a1"])
    if group == "url_onion":
        value = _onion(rng) + rng.choice(["", "", f"/{who}"])
    elif group == "url_short":
        value = f"{rng.choice(SHORTENERS)}/example{rng.choice(handles.ENDS)}{rng.randint(1000, 99999)}"
    written = rng.choice(["http://", "https://", ""]) + value
    if group == "url_defanged":
        way = rng.randrange(3)
        host, _, path = value.partition("/")
        host = host.replace(".", ("[.]", " dot ", "(.)")[way])
        written = (
            rng.choice(["hxxp://", "hxxps://"] if way == 0 else [""]) + host + ("/" + path if path else "")
        )
    return compose(Item("url", value, written, group), rng.choice(speech.LINK[lang]), lang, rng)


def wallet(rng: Random, group: str) -> Advert:
    """`group` is wallet_KIND, wallet_zero_width, or wrong_KIND: the same with a checksum that fails."""
    lang = rng.choice(MAIN_LANGS)
    name = group.split("_", 1)[1]
    if group.startswith("wrong_"):
        address = wallets.WRONG[name](rng)
        item = Item("none", address, address, group)
    else:
        asset, make = wallets.MAKERS[rng.choice(sorted(wallets.MAKERS)) if name == "zero_width" else name]
        address = make(rng)
        written = address
        if name == "zero_width":
            written = (
                "".join(
                    c + (rng.choice(disguise.ZERO_WIDTH) if rng.random() < 0.15 else "") for c in address[:-1]
                )
                + address[-1]
            )
        item = Item("wallet", f"{asset}:{address}", written, group)
    return compose(item, rng.choice(speech.PAY[lang]), lang, rng)


def iban(rng: Random, group: str) -> Advert:
    """`group` is iban_right or wrong_iban."""
    lang, right = rng.choice(MAIN_LANGS), group == "iban_right"
    value = ibans.right(rng) if right else ibans.wrong(rng)
    written = rng.choice(
        [value, ibans.spaced(value), ibans.spaced(value), ibans.spaced(value).replace(" ", "-")]
    )
    written = rng.choice(["", "", "IBAN ", "IBAN: "]) + written
    item = Item("iban", value, written, group) if right else Item("none", value, written, group)
    return compose(item, rng.choice(speech.PAY[lang]), lang, rng)


def negative(rng: Random, group: str) -> Advert:
    """An advert with numbers that are no phones, and sometimes a second such sentence."""
    advert, lang = Advert(), rng.choice(MAIN_LANGS)
    opener = rng.choice(speech.OPENERS[lang])
    advert.add("title", rng.choice(speech.TITLES.get(lang, speech.TITLES["en"])))
    advert.add("text", opener + "\n")
    advert.pattern("text", rng.choice(NEGATIVES[group]), group, rng)
    if rng.random() < 0.3:
        other = rng.choice(sorted(NEGATIVES))
        advert.add("text", rng.choice([". ", "\n"]))
        advert.pattern("text", rng.choice(NEGATIVES[other]), other, rng)
    advert.add("text", rng.choice([".", "\n" + rng.choice(speech.CLOSERS[lang])]))
    place(advert, rng.choice(sorted(COUNTRIES)), rng)
    return advert
