"""Names on platforms (`platform:name`, lower case): from messenger links, labels ('telegram: name') and '@name'."""

from __future__ import annotations

import re

from manumit.engine.signals.model import Found

_PLATFORMS = {
    "telegram": "telegram tele-gram tg tlg telegramm телеграм телеграмм телега тг",
    "whatsapp": "whatsapp whats-app wa ватсап вотсап wsp wpp",
    "instagram": "instagram insta-gram insta ig инста инстаграм",
    "snapchat": "snapchat snap-chat snap sc",
    "wechat": "wechat we-chat weixin wx vx 微信 微信号 вичат",
    "line": "line ไลน์ ไลน์ไอดี",
    "signal": "signal",
    "viber": "viber вайбер",
    "x": "twitter x",
    "facebook": "facebook fb messenger",
    "kik": "kik",
    "tiktok": "tiktok tik-tok",
    "zalo": "zalo",
    "kakaotalk": "kakaotalk kakao",
    "onlyfans": "onlyfans",
    "skype": "skype скайп",
    "discord": "discord",
    "vk": "vk вк vkontakte",
    "paypal": "paypal",
    "cashapp": "cashapp",
}
_NAMED = {word: platform for platform, words in _PLATFORMS.items() for word in words.split()}
_HOSTS = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "telegram.dog": "telegram",
    "wa.me": "whatsapp",
    "instagram.com": "instagram",
    "snapchat.com": "snapchat",
    "x.com": "x",
    "twitter.com": "x",
    "line.me": "line",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "m.me": "facebook",
    "kik.me": "kik",
    "tiktok.com": "tiktok",
    "vk.com": "vk",
    "zalo.me": "zalo",
    "onlyfans.com": "onlyfans",
    "paypal.me": "paypal",
    "cash.app": "cashapp",
    "signal.me": "signal",
}
_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>"
    + "|".join(sorted(map(re.escape, _HOSTS), key=len, reverse=True))
    + r")/(?:add/|r/t/|ti/p/~?|#p/|in/|u/)?[@~$+]?(?P<name>[a-z0-9_][a-z0-9_.-]{1,63})"
)
_WORDS = "|".join(sorted(map(re.escape, _NAMED), key=len, reverse=True))
_NAME = r"[a-z0-9_](?:[a-z0-9_.-]{1,30}[a-z0-9_])"
_LABELLED = re.compile(
    rf"(?<![\w@./-])(?P<word>{_WORDS})(?:\s+(?:id|user(?:name)?|name|handle|acc(?:ount)?|usuario|contact|channel|is|me))?"
    rf"\s?(?P<sign>[:=>~-]+\s?@?|\s?@|\(@?)\s?(?P<name>{_NAME})(?![\w@])"
)
_LOOSE = re.compile(
    r"(?<![\w@./-])(?P<word>telegram|tg|whatsapp|instagram|insta|ig|snapchat|snap|wechat|kik|line id|viber|zalo|signal|"
    r"телеграм|телега|тг)"
    r"\s+(?:id\s+|me\s+|is\s+|at\s+|on\s+|user(?:name)?\s+)?(?P<name>[a-z0-9][a-z0-9.]*[_0-9][a-z0-9_.]*[a-z0-9_])(?![\w@-])"
)
_AT = re.compile(r"(?<![\w@.+-])@(?P<name>[a-z0-9_][a-z0-9_.]{1,38}[a-z0-9_])(?![\w@])")
_PATHS = frozenset(["share", "p", "explore", "home", "login", "joinchat", "s", "reel", "send", "ti", "add"])
_COMMON = frozenset(
    "write msg message direct anytime dm pm today now tonight first best me us you now here "
    "for the and only or at on is in to a id app call text chat message group channel no yes "
    "available please contact add my your ask with por com solo y o e".split()
)
_PLATFORM_WORD = re.compile(
    rf"(?<![\w@])(?:{_WORDS})(?![\w@])[^\w@]*(?:(?:id|me|is|at|on|my|:|use?r)\s*)*[^\w@]*$"
)


_LOOKS = str.maketrans("0134578@$!", "oieastbasi")
_DISGUISED = {"telegram", "whatsapp", "instagram", "insta", "snapchat", "snap", "wechat", "weixin", "viber"}


def _spelt(word: str) -> str:
    """A platform's name with signs for its letters and something between them: 't3legram', 'i n s t a', 'sn@p-chat'."""
    signs = {"a": "a4@", "e": "e3", "i": "i1!", "o": "o0", "s": "s5$", "t": "t7", "b": "b8", "l": "l1!"}
    letters = [f"[{re.escape(signs.get(letter, letter))}]" for letter in word]
    return r"[ ._-]?".join(letters)


_MASKED = re.compile(
    r"(?<![\w@])(?:"
    + "|".join(_spelt(word) for word in sorted(_DISGUISED, key=len, reverse=True))
    + r")(?![\w@])"
)


def _unmasked(text: str) -> str:
    """The text with disguised names of platforms spelt out, as long as before (what is over is spaces)."""

    def read(match: re.Match[str]) -> str:
        plain = re.sub(r"[ ._-]", "", match.group())
        plain = plain if plain in _DISGUISED else plain.translate(_LOOKS)
        return plain.ljust(len(match.group())) if plain in _DISGUISED else match.group()

    return _MASKED.sub(read, text)


def normalise_handle(platform: str, name: str) -> str:
    """`platform:name`, lower case, without '@'; a platform we do not know by that word is kept as written."""
    word = platform.strip().lower()
    return f"{_NAMED.get(word, word) or 'unknown'}:{name.strip().lstrip('@').lower()}"


def _is_number(name: str) -> bool:
    """Digits alone are the number of a telephone, or its beginning."""
    return any(map(str.isdigit, name)) and not any(map(str.isalpha, name)) and "_" not in name


def _from_links(text: str) -> list[Found]:
    found = []
    for match in _LINK.finditer(text):
        name = match["name"].rstrip(".-_") if match["name"].endswith((".", "-")) else match["name"]
        if name in _PATHS or _is_number(name) or name.isdigit():
            continue
        end = match.start("name") + len(name)
        before = text[max(0, match.start() - 1) : match.start()]
        if before.isalnum() or before in ("@", "."):
            continue
        found.append(Found("handle", f"{_HOSTS[match['host']]}:{name}", match.start(), end, 0.97, "handle/1"))
    return found


def _labelled(text: str) -> list[Found]:
    found = []
    for pattern, confidence in ((_LABELLED, 0.92), (_LOOSE, 0.75)):
        for match in pattern.finditer(text):
            name = match["name"]
            if name in _COMMON or name in _NAMED or _is_number(name) or name.startswith(("http", "www.")):
                continue
            sure = "@" in (match.groupdict().get("sign") or "") or pattern is _LOOSE
            if not sure and len(match["word"]) < 3 and "-" in (match.groupdict().get("sign") or ""):
                continue
            word = match["word"].split()[0]
            found.append(
                Found(
                    "handle",
                    f"{_NAMED[word]}:{name}",
                    match.start("name"),
                    match.end("name"),
                    confidence,
                    "handle/1",
                )
            )
    return found


def _by_at(text: str) -> list[Found]:
    found = []
    for match in _AT.finditer(text):
        named = _PLATFORM_WORD.search(text[max(0, match.start() - 30) : match.start()])
        platform = "unknown"
        if named:
            word = re.findall(_WORDS, named.group())
            platform = _NAMED[word[0]] if word else platform
        found.append(
            Found(
                "handle",
                f"{platform}:{match['name']}",
                match.start(),
                match.end(),
                0.9 if named else 0.7,
                "handle/1",
            )
        )
    return found


_ANY_WORD = re.compile(rf"(?<![\w@])(?:{_WORDS})(?![\w@])")


def find_handles(text: str) -> list[Found]:
    """Handles of a lower-case surface text; where two patterns agree on a place the surer one stays."""
    text = _unmasked(text)
    candidates: list[Found] = []
    if "/" in text:
        candidates += _from_links(text)
    if "@" in text:
        candidates += _by_at(text)
    if _ANY_WORD.search(text):
        candidates += _labelled(text)
    kept: list[Found] = []
    for one in sorted(candidates, key=lambda found: (-found.confidence, found.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return kept
